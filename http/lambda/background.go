package lambda

import (
	"context"
	"log/slog"
	"sync"
)

// What may wait in the background at once.
const (
	maxBackground      = 1000
	maxBackgroundBytes = 64 << 20
)

// A background runs the invocations that nobody waits for.
type background struct {
	running sync.WaitGroup
	mu      sync.Mutex
	count   int
	bytes   int
}

// run accepts an invocation or refuses it for want of room. A failure of the
// function is logged, and is the end of it.
func (b *background) run(ctx context.Context, log *slog.Logger, fn function, inv *invocation) error {
	if !b.enter(ctx, len(inv.payload)) {
		return tooMany(inv.name.Function)
	}
	go func() {
		defer b.leave(len(inv.payload))
		a := fn.invoke(ctx, inv)
		if a.err != nil {
			log.Error("event lost", "function", inv.name.Function, "requestId", inv.id, "error", a.err)
		} else if a.FunctionError != "" {
			log.Error("event failed", "function", inv.name.Function, "requestId", inv.id, "error", excerpt(a.Payload))
		}
	}()
	return nil
}

func (b *background) enter(ctx context.Context, size int) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if ctx.Err() != nil || b.count == maxBackground || b.bytes+size > maxBackgroundBytes {
		return false
	}
	b.count++
	b.bytes += size
	b.running.Add(1)
	return true
}

func (b *background) leave(size int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.count--
	b.bytes -= size
	b.running.Done()
}

// drain waits for all that was accepted. The context given to run must have ended,
// so that nothing is accepted any more.
func (b *background) drain() {
	b.mu.Lock() // whoever is entering has counted itself, or will find the context ended
	b.mu.Unlock()
	b.running.Wait()
}
