package journal_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"

	"reel/events/journal"
)

// natsOptions are those of a real server on a free port of this machine.
func natsOptions(t testing.TB) *server.Options {
	return &server.Options{Host: "127.0.0.1", Port: -1, NoSigs: true, NoLog: true, JetStream: true, StoreDir: t.TempDir()}
}

// startNATS runs a server until the test ends.
func startNATS(t testing.TB, o *server.Options) *server.Server {
	t.Helper()
	s, err := server.NewServer(o)
	if err != nil {
		t.Fatal(err)
	}
	s.Start()
	t.Cleanup(func() { stopNATS(s) })
	return s
}

func stopNATS(s *server.Server) {
	s.Shutdown()
	s.WaitForShutdown()
}

// Two processes on one stream both write and both see everything, once.
func TestTwoOnOneStream(t *testing.T) {
	url := startNATS(t, natsOptions(t)).ClientURL()
	logs := []*journal.Log{open(t, journal.Options{URL: url}), open(t, journal.Options{URL: url})}
	if a, b := logs[0].Meta(), logs[1].Meta(); a.Seed != b.Seed {
		t.Errorf("got seeds %d and %d, want the second to take the first's", a.Seed, b.Seed)
	}
	const each = 100
	followed := make([][]string, len(logs))
	var wg sync.WaitGroup
	for i, l := range logs {
		wg.Go(func() { followed[i] = followTo(t, l, 2*each) })
		wg.Go(func() {
			for n := range each {
				appendSomewhere(t, l, fmt.Sprintf("log%d-%d", i, n))
			}
		})
	}
	wg.Wait()
	if !slices.Equal(followed[0], followed[1]) || len(followed[0]) != 2*each {
		t.Errorf("the followers saw %d and %d events, want both the same %d", len(followed[0]), len(followed[1]), 2*each)
	}
	checkOnce(t, logs[0], 2*each)
	checkWhose(t, logs)
}

// followTo is the ids of the first n events, as Follow gives them.
func followTo(t testing.TB, l *journal.Log, n uint64) (ids []string) {
	err := l.Follow(context.Background(), 1, func(m journal.Message) error {
		if ids = append(ids, m.ID); m.Seq != uint64(len(ids)) {
			return fmt.Errorf("sequence %d came as number %d", m.Seq, len(ids))
		}
		if m.Seq == n {
			return errEnough
		}
		return nil
	})
	if !errors.Is(err, errEnough) {
		t.Error(err)
	}
	return ids
}

// checkWhose sees to it that each log knows its own events, and no others.
func checkWhose(t *testing.T, logs []*journal.Log) {
	t.Helper()
	for i, l := range logs {
		ms, err := readAll(t, l, 1, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range ms {
			if own := strings.HasPrefix(m.ID, fmt.Sprintf("log%d-", i)); m.Mine != own {
				t.Errorf("log %d: %s counts as its own: %v", i, m.ID, m.Mine)
			}
		}
	}
}

func TestNamesShareAServer(t *testing.T) {
	url := startNATS(t, natsOptions(t)).ClientURL()
	a, b := open(t, journal.Options{URL: url, Name: "ONE"}), open(t, journal.Options{URL: url, Name: "TWO"})
	fill(t, a, 3)
	exchange(t, a, 1, 3)
	if last, err := b.Last(t.Context()); last != 0 || err != nil {
		t.Errorf("got last %d, error %v; want the other log empty", last, err)
	}
	if last, err := b.LastTraffic(t.Context()); last != 0 || err != nil {
		t.Errorf("got last traffic %d, error %v; want none", last, err)
	}
}

func TestHistoryCannotBeAltered(t *testing.T) {
	url := startNATS(t, natsOptions(t)).ClientURL()
	fill(t, open(t, journal.Options{URL: url}), 3)
	s, err := jetStreamAt(t, url).Stream(t.Context(), "REEL")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Purge(t.Context()); err == nil {
		t.Error("the stream was purged")
	}
	if err := s.DeleteMsg(t.Context(), 2); err == nil {
		t.Error("a message was deleted")
	}
}

// Readers leave no consumers behind on somebody else's server.
func TestReadersLeaveNoConsumers(t *testing.T) {
	url := startNATS(t, natsOptions(t)).ClientURL()
	l := open(t, journal.Options{URL: url})
	fill(t, l, 100)
	for range 5 {
		for range l.Read(t.Context(), 1, 0) {
			break
		}
		if _, err := readAll(t, l, 1, 0); err != nil {
			t.Fatal(err)
		}
		followTo(t, l, 50)
	}
	s, err := jetStreamAt(t, url).Stream(t.Context(), "REEL")
	if err != nil {
		t.Fatal(err)
	}
	left := 1
	for end := time.Now().Add(20 * time.Second); left > 0 && time.Now().Before(end); {
		left = 0
		for range s.ConsumerNames(t.Context()).Name() { // the server deletes them in its own time
			left++
		}
	}
	if left > 0 {
		t.Errorf("%d consumers are left", left)
	}
}

func TestServerRestarts(t *testing.T) {
	o := natsOptions(t)
	s := startNATS(t, o)
	l := open(t, journal.Options{URL: s.ClientURL()})
	fill(t, l, 40)

	var got []uint64
	caughtUp, done := make(chan struct{}), make(chan error, 1)
	go func() {
		done <- l.Follow(t.Context(), 1, func(m journal.Message) error {
			switch got = append(got, m.Seq); m.Seq {
			case 40:
				close(caughtUp)
			case 80:
				return errEnough
			}
			return nil
		})
	}()
	<-caughtUp
	o.Port = s.Addr().(*net.TCPAddr).Port
	stopNATS(s)
	untilNotSent(t, l, 40)
	appended := make(chan error, 1)
	go func() { _, err := l.Append(t.Context(), entry(41), 40); appended <- err }()
	startNATS(t, o)
	if err := <-appended; err != nil {
		t.Fatalf("an append that waited for the server: %v", err)
	}
	for seq := uint64(42); seq <= 80; seq++ {
		if _, err := l.Append(t.Context(), entry(seq), seq-1); err != nil {
			t.Fatal(err)
		}
	}
	if err := <-done; !errors.Is(err, errEnough) {
		t.Fatal(err)
	}
	if want := upTo(1, 80); !slices.Equal(got, want) {
		t.Errorf("followed %v, want %v", got, want)
	}
	checkOnce(t, l, 80)
}

// untilNotSent tries to append until the broken connection is known to be broken,
// and says that nothing was sent.
func untilNotSent(t *testing.T, l *journal.Log, last uint64) {
	t.Helper()
	for {
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		seq, err := l.Append(ctx, entry(last+1), last)
		cancel()
		if errors.Is(err, journal.ErrUnavailable) {
			return
		}
		if !errors.Is(err, journal.ErrUnknownOutcome) {
			t.Fatalf("no server, and yet: sequence %d, error %v", seq, err)
		}
	}
}

func TestServerStaysAway(t *testing.T) {
	s := startNATS(t, natsOptions(t))
	l := open(t, journal.Options{URL: s.ClientURL(), AckWait: 200 * time.Millisecond})
	fill(t, l, 20)
	stopNATS(s)
	untilNotSent(t, l, 20)
	if _, err := l.Append(t.Context(), entry(21), 20); !errors.Is(err, journal.ErrUnavailable) {
		t.Errorf("append: got error %v, want %v", err, journal.ErrUnavailable)
	}
	if err := l.AppendTraffic(t.Context(), "a1.dev", nil); !errors.Is(err, journal.ErrUnavailable) {
		t.Errorf("traffic: got error %v, want %v", err, journal.ErrUnavailable)
	}
	if _, err := readAll(t, l, 1, 0); !errors.Is(err, journal.ErrUnavailable) {
		t.Errorf("read: got error %v, want %v", err, journal.ErrUnavailable)
	}
	if _, err := l.Last(t.Context()); !errors.Is(err, journal.ErrUnavailable) {
		t.Errorf("last: got error %v, want %v", err, journal.ErrUnavailable)
	}
}

// A stream that was deleted and made anew is not the log that was open.
func TestReplacedStreamIsNoticed(t *testing.T) {
	url := startNATS(t, natsOptions(t)).ClientURL()
	l := open(t, journal.Options{URL: url})
	fill(t, l, 3)
	js := jetStreamAt(t, url)
	if err := js.DeleteStream(t.Context(), "REEL"); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Last(t.Context()); !errors.Is(err, journal.ErrGap) {
		t.Errorf("deleted: got error %v, want %v", err, journal.ErrGap)
	}
	open(t, journal.Options{URL: url})
	if _, err := readAll(t, l, 1, 0); !errors.Is(err, journal.ErrGap) {
		t.Errorf("made anew: got error %v, want %v", err, journal.ErrGap)
	}
}

// Two names that differ only in case would share their subjects.
func TestOverlappingNamesAreRefusedAtOnce(t *testing.T) {
	url := startNATS(t, natsOptions(t)).ClientURL()
	open(t, journal.Options{URL: url, Name: "REEL"})
	l, err := journal.Open(t.Context(), journal.Options{URL: url, Name: "Reel"})
	if err == nil {
		l.Close()
		t.Fatal("opened")
	}
	if errors.Is(err, journal.ErrUnavailable) || !strings.Contains(err.Error(), "overlap") {
		t.Errorf("got error %v, want the server's own words", err)
	}
}

func TestServerWithoutJetStream(t *testing.T) {
	o := natsOptions(t)
	o.JetStream = false
	l, err := journal.Open(t.Context(), journal.Options{URL: startNATS(t, o).ClientURL(), AckWait: time.Millisecond})
	if err == nil {
		l.Close()
		t.Fatal("opened")
	}
	t.Log(err)
	if !errors.Is(err, journal.ErrUnavailable) || !strings.Contains(err.Error(), "JetStream") {
		t.Errorf("got error %v, want %v and what is missing", err, journal.ErrUnavailable)
	}
}

// What is older than stream metadata could not keep the seed and clock.
func TestOldServerIsRefused(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	go func() {
		c, err := ln.Accept()
		if err != nil {
			return
		}
		fmt.Fprintf(c, "INFO {\"version\":\"2.9.25\",\"headers\":true,\"max_payload\":1048576}\r\n")
		for lines := bufio.NewScanner(c); lines.Scan(); {
			if lines.Text() == "PING" {
				fmt.Fprintf(c, "PONG\r\n")
			}
		}
	}()
	l, err := journal.Open(t.Context(), journal.Options{URL: "nats://" + ln.Addr().String()})
	if err == nil {
		l.Close()
		t.Fatal("opened")
	}
	if s := err.Error(); !strings.Contains(s, "2.9.25") || !strings.Contains(s, "2.10") {
		t.Errorf("got error %q, want both versions", s)
	}
}

// A log that is closed leaves no goroutines of its own.
func TestCloseLeavesNothingRunning(t *testing.T) {
	var before int
	for n := range 6 {
		l, err := journal.Open(t.Context(), journal.Options{Dir: t.TempDir()})
		if err != nil {
			t.Fatal(err)
		}
		fill(t, l, 20)
		if _, err := readAll(t, l, 1, 0); err != nil {
			t.Fatal(err)
		}
		exchange(t, l, 1, 10)
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
		if n == 0 { // what NATS keeps for the whole process is there now
			before = runtime.NumGoroutine()
		}
	}
	if after := runtime.NumGoroutine(); after > before+3 { // some are still on their way out
		t.Errorf("got %d goroutines after six logs, and %d after one", after, before)
	}
}
