package emulator_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"

	"reel/cmd/emulator"
)

// natsServer is a NATS server with JetStream, as somebody else would run it.
func natsServer(t *testing.T) (url string) {
	t.Helper()
	s, err := server.NewServer(&server.Options{Host: "127.0.0.1", Port: -1, JetStream: true, StoreDir: t.TempDir(), NoSigs: true, NoLog: true})
	if err != nil {
		t.Fatal(err)
	}
	s.Start()
	t.Cleanup(func() { s.Shutdown(); s.WaitForShutdown() })
	if !s.ReadyForConnections(time.Minute) {
		t.Fatal("the NATS server does not start")
	}
	return s.ClientURL()
}

// create makes a REST API and returns its id.
func create(url, name string) (string, error) {
	resp, err := http.Post(url+"/restapis", "application/json", strings.NewReader(`{"name":"`+name+`"}`))
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	var api struct{ Id string }
	if err := json.NewDecoder(resp.Body).Decode(&api); err != nil {
		return "", err
	}
	if resp.StatusCode != http.StatusCreated {
		return "", fmt.Errorf("status %s", resp.Status)
	}
	return api.Id, nil
}

// Two processes share one stream: both write at once, each sees what the other
// wrote, and no call is recorded twice. The clock is fixed, so that both draw the
// same ids for the same sequence and only the log can tell them apart.
func TestTwoEmulatorsShareOneStream(t *testing.T) {
	url := natsServer(t)
	config := emulator.Config{NATS: url, Seed: 7, Clock: "2026-01-01T00:00:00Z"}
	a, b := emulator.OpenWith(t, config), emulator.OpenWith(t, config)

	const writers, each = 3, 20
	ids := make(chan string, 2*writers*each)
	var running sync.WaitGroup
	for i, e := range []*emulator.Emulator{a, b} {
		for w := range writers {
			running.Go(func() {
				for n := range each {
					id, err := create(e.URL, fmt.Sprintf("api-%d-%d-%d", i, w, n))
					if err != nil {
						t.Error(err)
						return
					}
					ids <- id
				}
			})
		}
	}
	running.Wait()
	close(ids)

	const total = 2 * writers * each
	seen := map[string]bool{}
	for id := range ids {
		seen[id] = true
	}
	if len(seen) != total {
		t.Errorf("%d different ids for %d calls", len(seen), total)
	}
	for _, e := range []*emulator.Emulator{a, b} {
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		if err := e.Live.Wait(ctx, total-1); err != nil {
			t.Fatalf("event %d has not come: %v, the newest is %d", total, err, e.Live.Head().Seq)
		}
		if got := e.Live.Head().Seq; got != total {
			t.Errorf("%d events for %d calls", got, total)
		}
		for id := range seen {
			resp, err := http.Get(e.URL + "/restapis/" + id)
			if err != nil {
				t.Fatal(err)
			}
			resp.Body.Close()
			if resp.StatusCode != http.StatusOK {
				t.Errorf("%s does not see %s: %s", e.URL, id, resp.Status)
			}
		}
	}
}

// A process that only reads is never stale.
func TestAFollowerSeesWhatOthersRecord(t *testing.T) {
	url := natsServer(t)
	writer := emulator.OpenWith(t, emulator.Config{NATS: url})
	reader := emulator.OpenWith(t, emulator.Config{NATS: url})
	id, err := create(writer.URL, "one")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	if err := reader.Live.Wait(ctx, 0); err != nil {
		t.Fatal(err)
	}
	resp, err := http.Get(reader.URL + "/restapis/" + id)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		t.Errorf("status %s", resp.Status)
	}
}
