package gateway_test

import (
	"fmt"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"reel/http/gateway"
)

// What trees were compiled to is forgotten in time: those of states that nobody holds
// are not kept alive by having been called.
func TestOldTreesAreForgotten(t *testing.T) {
	const made, kept = 1200, 512
	g := gateway.New(gateway.Options{})
	var gone atomic.Int64
	for range made {
		a := served(t, "GET /a")
		w, _ := a.state.Owner(apiID)
		stage, err := w.Stage(apiID, "dev")
		if err != nil {
			t.Fatal(err)
		}
		runtime.AddCleanup(stage.Tree(), func(n *atomic.Int64) { n.Add(1) }, &gone)
		if r, _ := do(t, g, a.call("GET", "/a")); r.Status != 200 {
			t.Fatalf("got %d", r.Status)
		}
	}
	for deadline := time.Now().Add(20 * time.Second); gone.Load() < made-kept && time.Now().Before(deadline); {
		runtime.GC()
		runtime.Gosched()
	}
	if n := made - gone.Load(); n > kept {
		t.Errorf("%d of %d trees are still held, want %d at the most", n, made, kept)
	}
	runtime.KeepAlive(g)
}

// A deployment that many call at once is compiled once and serves them all.
func TestManyCallsAtOnce(t *testing.T) {
	a := served(t, "GET /a/{x}", "GET /a/b")
	g := gateway.New(gateway.Options{})
	done := make(chan string, 64)
	for range cap(done) {
		go func() {
			r, err := g.Do(t.Context(), a.call("GET", "/a/c"))
			done <- fmt.Sprintf("%s %v", r.Body, err)
		}()
	}
	for range cap(done) {
		if got := <-done; got != "GET /a/{x} <nil>" {
			t.Errorf("got %q", got)
		}
	}
}
