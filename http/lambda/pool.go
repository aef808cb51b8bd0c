package lambda

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"time"
)

// finishPatience is how long a call waits for an instance that has answered its last
// one but not yet asked for more, before it has another started. Without it, calls
// one after the other would outrun the process and end up in two.
const finishPatience = 100 * time.Millisecond

// A pool is a function that runs in processes of its own.
//
// Its invariant: whoever is in line has, if the limit allows, an instance starting
// on its behalf, or one that has just answered and will be back in a moment. That
// instance, or any that becomes free before, takes the first.
type pool struct {
	spec    Spec
	program program
	opts    Options
	starter *starter
	log     *slog.Logger

	mu        sync.Mutex
	living    map[*instance]struct{} // every process that has not ended
	serving   int                    // of them, those that may get work
	starting  int                    // of these, those that have not asked for any yet
	finishing int                    // and those that have answered and not yet asked again
	idle      []*instance            // the last one was busy last
	line      []*invocation
	waiting   room
	patience  *time.Timer   // with those who are finishing
	leaving   chan struct{} // not nil once the pool is on its way out; closed when it is empty
	closed    bool
	ended     sync.WaitGroup
}

func newPool(s Spec, p program, o Options, st *starter) *pool {
	return &pool{
		spec:    s,
		program: p,
		opts:    o,
		starter: st,
		log:     o.Log.With("function", s.Name.Function),
		living:  map[*instance]struct{}{},
		waiting: room{calls: maxWaiting, bytes: maxWaitingBytes},
	}
}

func (p *pool) limit() time.Duration { return p.spec.Timeout }

func (p *pool) invoke(ctx context.Context, inv *invocation) answer {
	if p.program.watch.changed() {
		p.log.Info("function changed, starting it anew")
		p.retire()
	}
	if err := p.enter(inv); err != nil {
		return answer{err: err}
	}
	select {
	case a := <-inv.answer:
		return a
	case <-ctx.Done():
		p.giveUp(inv)
		return answer{err: ctx.Err()}
	}
}

// enter gives an invocation to an idle instance, or puts it in line.
func (p *pool) enter(inv *invocation) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case p.closed:
		return stopped(p.spec.Name.Function)
	case len(p.idle) > 0:
		last := len(p.idle) - 1
		in := p.idle[last]
		p.idle = p.idle[:last]
		in.take(inv)
	case !p.waiting.admit(inv):
		return tooMany(p.spec.Name.Function)
	default:
		p.line = append(p.line, inv)
		p.grow()
	}
	return nil
}

// giveUp takes an invocation out of the line, if it still stands there.
func (p *pool) giveUp(inv *invocation) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if i := slices.Index(p.line, inv); i >= 0 {
		p.line = slices.Delete(p.line, i, i+1)
		p.waiting.dismiss(inv)
		if p.starting == 0 {
			p.log.Warn("every instance was busy, and the caller has gone", "instances", p.serving)
		}
	}
}

// next takes the first out of the line; nil if nobody stands there.
func (p *pool) next() *invocation {
	if len(p.line) == 0 {
		return nil
	}
	inv := p.line[0]
	p.line = slices.Delete(p.line, 0, 1)
	p.waiting.dismiss(inv)
	return inv
}

// grow restores the invariant: p.mu is held, here and below.
func (p *pool) grow() {
	p.start(len(p.line) - p.starting - p.finishing)
	if p.finishing > 0 && p.starting < len(p.line) && p.patience == nil {
		p.patience = time.AfterFunc(finishPatience, p.growAnyway)
	}
}

// growAnyway is for those whom a finishing instance has kept waiting.
func (p *pool) growAnyway() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.patience = nil
	p.start(len(p.line) - p.starting)
}

func (p *pool) start(count int) {
	for ; count > 0 && !p.closed && p.serving < p.spec.MaxConcurrency; count-- {
		in := newInstance(p)
		p.living[in] = struct{}{}
		p.serving++
		p.starting++
		p.ended.Go(in.run)
	}
}

// drop means an instance no more work. What it has in hand it may finish.
func (p *pool) drop(in *instance) {
	if in.dropped {
		return
	}
	in.dropped = true
	p.serving--
	if !in.ready {
		p.starting--
	}
	in.finished()
	if i := slices.Index(p.idle, in); i >= 0 {
		p.idle = slices.Delete(p.idle, i, i+1)
	}
	p.grow()
}

// fail ends the first invocation in line, for whose sake an instance was started
// that could not serve it.
func (p *pool) fail(in *instance, why func(id string) answer) {
	if in.dropped || in.ready {
		return
	}
	inv := p.next()
	if inv == nil {
		p.log.Error("function did not start", "error", excerpt(why("").Payload))
	} else {
		inv.answer <- why(inv.id)
	}
	p.drop(in)
}

// retire lets go of all instances there are; new calls get new ones.
func (p *pool) retire() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for in := range p.living {
		p.drop(in)
		if in.current == nil {
			in.stop()
		}
	}
}

// leave lets those finish who are in hand or in line, and then ends the pool; at
// once when ctx ends.
func (p *pool) leave(ctx context.Context) {
	empty := make(chan struct{})
	p.mu.Lock()
	p.leaving = empty
	p.mu.Unlock()
	p.retire()
	p.mu.Lock()
	p.checkEmpty()
	p.mu.Unlock()
	select {
	case <-empty:
	case <-ctx.Done():
	}
	p.close(ctx)
}

// checkEmpty tells who waits for it that the pool has come to an end.
func (p *pool) checkEmpty() {
	if p.leaving != nil && len(p.living) == 0 && len(p.line) == 0 {
		close(p.leaving)
		p.leaving = nil
	}
}

// close ends everything, killing whatever is left when ctx ends.
func (p *pool) close(ctx context.Context) error {
	p.shut()
	ended := make(chan struct{})
	go func() {
		p.ended.Wait()
		close(ended)
	}()
	select {
	case <-ended:
		return nil
	case <-ctx.Done():
		p.kill()
		<-ended
		return ctx.Err()
	}
}

func (p *pool) shut() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.closed = true
	for inv := p.next(); inv != nil; inv = p.next() {
		inv.answer <- answer{err: stopped(p.spec.Name.Function)}
	}
	for in := range p.living {
		p.drop(in)
		in.finish(in.current, answer{err: stopped(p.spec.Name.Function)})
		in.stop()
	}
}

func (p *pool) kill() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for in := range p.living {
		in.kill()
	}
}
