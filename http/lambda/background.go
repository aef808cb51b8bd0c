package lambda

import (
	"context"
	"log/slog"
	"sync"
)

// A background runs the invocations that nobody waits for.
type background struct {
	ctx  context.Context // ends with Functions
	log  *slog.Logger
	room room

	mu      sync.Mutex
	closed  bool
	running sync.WaitGroup
}

// run accepts an invocation or refuses it for want of room. A failure of the
// function is logged, and is the end of it.
func (b *background) run(fn function, inv *invocation) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return stopped(inv.name.Function)
	}
	if !b.room.admit(inv) {
		return tooMany(inv.name.Function)
	}
	b.running.Go(func() {
		defer b.room.dismiss(inv)
		a := fn.invoke(b.ctx, inv)
		if a.err != nil {
			b.log.Error("event lost", "function", inv.name.Function, "requestId", inv.id, "error", a.err)
		} else if a.FunctionError != "" {
			b.log.Error("event failed", "function", inv.name.Function, "requestId", inv.id, "error", excerpt(a.Payload))
		}
	})
	return nil
}

// drain accepts no more, and waits for all that was accepted. The context must have
// ended, else that may be long.
func (b *background) drain() {
	b.mu.Lock()
	b.closed = true
	b.mu.Unlock()
	b.running.Wait()
}
