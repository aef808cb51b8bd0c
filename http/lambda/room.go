package lambda

import (
	"context"
	"sync"
)

// How much may wait: for a function that is busy, and in the background.
const (
	maxWaiting         = 1000
	maxWaitingBytes    = 256 << 20
	maxBackground      = 1000
	maxBackgroundBytes = 64 << 20
)

// A room holds what waits, up to a number of calls and of bytes. Its zero value
// holds nothing.
type room struct {
	calls, bytes int // how much fits

	mu   sync.Mutex
	held int
	size int
}

// admit takes a call in, if it fits.
func (r *room) admit(inv *invocation) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.held == r.calls || r.size+len(inv.payload) > r.bytes {
		return false
	}
	r.held++
	r.size += len(inv.payload)
	return true
}

// dismiss lets a call out again.
func (r *room) dismiss(inv *invocation) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.held--
	r.size -= len(inv.payload)
}

// places are what calls of a function take while they run, and wait for before.
type places struct {
	taken   chan struct{}
	waiting room
	ctx     context.Context // ends with Functions
}

func newPlaces(ctx context.Context, count int) *places {
	return &places{taken: make(chan struct{}, count), waiting: room{calls: maxWaiting, bytes: maxWaitingBytes}, ctx: ctx}
}

// take waits for a place as long as the caller does.
func (p *places) take(ctx context.Context, inv *invocation) error {
	select {
	case p.taken <- struct{}{}:
		return nil
	default:
	}
	if !p.waiting.admit(inv) {
		return tooMany(inv.name.Function)
	}
	defer p.waiting.dismiss(inv)
	select {
	case p.taken <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	case <-p.ctx.Done():
		return stopped(inv.name.Function)
	}
}

func (p *places) give() { <-p.taken }

// takeAll waits until nothing runs any more, and keeps it so.
func (p *places) takeAll(ctx context.Context) error {
	for range cap(p.taken) {
		select {
		case p.taken <- struct{}{}:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}
