package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

// A process is a reel that was started as a user starts it.
type process struct {
	*testing.T
	cmd    *exec.Cmd
	url    string
	stderr bytes.Buffer
}

var ready = regexp.MustCompile(`is ready at (http://\S+),`)

// serve starts reel serve on a free port and waits until it says that it is ready.
func serve(t *testing.T, args ...string) *process {
	t.Helper()
	p := &process{T: t, cmd: exec.Command("reel", append([]string{"serve", "--addr", "localhost:0"}, args...)...)}
	p.cmd.Dir, p.cmd.Stderr = t.TempDir(), &p.stderr
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.kill() })
	line, _ := bufio.NewReader(out).ReadString('\n')
	found := ready.FindStringSubmatch(line)
	if found == nil {
		p.kill()
		t.Fatalf("reel serve %v said %q and %s", args, line, p.stderr.String())
	}
	p.url = found[1]
	return p
}

// kill is kill -9.
func (p *process) kill() {
	_ = p.cmd.Process.Kill()
	_ = p.cmd.Wait()
}

// create makes a REST API and returns its id; ok is false when nobody answered.
func (p *process) create(name string) (id string, ok bool) {
	resp, err := http.Post(p.url+"/restapis", "application/json", strings.NewReader(`{"name":"`+name+`"}`))
	if err != nil {
		return "", false
	}
	defer resp.Body.Close()
	var api struct{ Id string }
	if resp.StatusCode != http.StatusCreated || json.NewDecoder(resp.Body).Decode(&api) != nil {
		return "", false
	}
	return api.Id, true
}

func (p *process) get(path string) (status int, body string) {
	p.Helper()
	resp, err := http.Get(p.url + path)
	if err != nil {
		p.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		p.Fatal(err)
	}
	return resp.StatusCode, string(text)
}

func TestEveryAcknowledgedCallSurvivesKill9(t *testing.T) {
	dir := t.TempDir()
	p := serve(t, "--data", dir)
	var mu sync.Mutex
	acknowledged := map[string]bool{}
	var writers sync.WaitGroup
	enough := make(chan struct{}, 1)
	for w := range 4 {
		writers.Go(func() {
			for n := 0; ; n++ {
				id, ok := p.create(fmt.Sprintf("api-%d-%d", w, n))
				if !ok {
					return // it was killed
				}
				mu.Lock()
				acknowledged[id] = true
				if len(acknowledged) == 200 {
					enough <- struct{}{}
				}
				mu.Unlock()
			}
		})
	}
	<-enough
	p.kill() // in the middle of creates
	writers.Wait()

	again := serve(t, "--data", dir)
	for id := range acknowledged {
		if status, body := again.get("/restapis/" + id); status != http.StatusOK {
			t.Errorf("%s was acknowledged and is gone: %d %s", id, status, body)
		}
	}
	again.stop()
	out, err := exec.Command("reel", "export", "--data", dir, dir+"/all.jsonl").CombinedOutput()
	if err != nil {
		t.Fatalf("export: %v %s", err, out)
	}
	if out, err := exec.Command("reel", "replay", dir+"/all.jsonl").CombinedOutput(); err != nil {
		t.Errorf("the log does not fold: %v %s", err, out)
	}
}

// stop interrupts reel and waits for its end.
func (p *process) stop() {
	p.Helper()
	interrupt(p.cmd.Process)
	ended := make(chan error, 1)
	go func() { ended <- p.cmd.Wait() }()
	select {
	case err := <-ended:
		if err != nil {
			p.Errorf("reel ended with %v: %s", err, p.stderr.String())
		}
	case <-time.After(time.Minute):
		p.Error("reel does not end")
		p.kill()
	}
}

func TestASecondProcessOnADataFolderIsRefused(t *testing.T) {
	dir := t.TempDir()
	p := serve(t, "--data", dir)
	out, err := exec.Command("reel", "serve", "--addr", "localhost:0", "--data", dir).CombinedOutput()
	if err == nil || !strings.Contains(string(out), "in use") || !strings.Contains(string(out), dir) {
		t.Errorf("the second process: %v %s", err, out)
	}
	if _, ok := p.create("one"); !ok {
		t.Error("the first process no longer answers")
	}
}

func TestASeedAndClockAreForGood(t *testing.T) {
	dir := t.TempDir()
	p := serve(t, "--data", dir, "--seed", "7", "--clock", "2026-01-01T00:00:00Z")
	p.create("one")
	p.stop()
	for _, other := range [][]string{{"--seed", "8"}, {"--clock", "real"}} {
		out, err := exec.Command("reel", append([]string{"serve", "--addr", "localhost:0", "--data", dir}, other...)...).CombinedOutput()
		if err == nil || !strings.Contains(string(out), strings.TrimLeft(other[0], "-")) {
			t.Errorf("with %v: %v %s", other, err, out)
		}
	}
	same := serve(t, "--data", dir, "--seed", "7")
	if _, body := same.get("/_reel/health"); !strings.Contains(body, `"seq":1,`) || !strings.Contains(body, `"clock":"2026-01-01T00:00:00Z"`) {
		t.Errorf("after a restart: %s", body)
	}
}

func TestServeFromAFileGivesTheSameIds(t *testing.T) {
	p := serve(t, "--ephemeral", "--seed", "7", "--clock", "2026-01-01T00:00:00Z")
	first, _ := p.create("one")
	file := t.TempDir() + "/one.jsonl"
	if out, err := exec.Command("reel", "export", "--url", p.url, file).CombinedOutput(); err != nil {
		t.Fatalf("export: %v %s", err, out)
	}
	from := serve(t, "--from", file)
	if status, _ := from.get("/restapis/" + first); status != http.StatusOK {
		t.Errorf("GET of %s: %d", first, status)
	}
	second, _ := p.create("two")
	if got, _ := from.create("two"); got != second {
		t.Errorf("the next id is %s, and %s where it was recorded", got, second)
	}
	// What is not empty cannot be filled.
	dir := t.TempDir()
	filled := serve(t, "--data", dir, "--from", file)
	filled.stop()
	out, err := exec.Command("reel", "serve", "--addr", "localhost:0", "--data", dir, "--from", file).CombinedOutput()
	if err == nil || !strings.Contains(string(out), "needs an empty place") {
		t.Errorf("a second fill: %v %s", err, out)
	}
}

func TestContradictingFlagsAreRefused(t *testing.T) {
	for _, args := range [][]string{
		{"--ephemeral", "--data", t.TempDir()},
		{"--nats", "nats://127.0.0.1:1", "--fsync"},
		{"--nats", "nats://127.0.0.1:1", "--ephemeral"},
		{"--function", "no-spec"},
		{"--clock", "yesterday", "--ephemeral"},
		{"--tls-cert", "only.pem", "--ephemeral"},
	} {
		out, err := exec.Command("reel", append([]string{"serve", "--addr", "localhost:0"}, args...)...).CombinedOutput()
		if err == nil || !strings.HasPrefix(string(out), "reel: ") {
			t.Errorf("%v: %v %s", args, err, out)
		}
	}
}
