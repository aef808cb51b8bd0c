package projections

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"

	"reel/events"
)

// A Decision is what a command comes to in a world: an event, or a refusal. It
// is pure: time and ids come from env.
type Decision func(env events.Env, w World) (events.Event, error)

// Options say how events are made.
type Options struct {
	Seed  uint64       // of ids
	Clock events.Clock // of recorded time
	Start State        // a snapshot to start from; the zero State folds the whole log
}

// Live is the newest state and the one place where events are made. It is safe
// for use by any number of goroutines.
type Live struct {
	log   events.Log
	seed  uint64
	clock events.Clock

	deciding    sync.Mutex // held by whoever makes or follows an event
	head        atomic.Pointer[State]
	checkpoints checkpoints
	waiters     waiters
}

// Open folds what the log holds behind opts.Start and returns the live state.
func Open(ctx context.Context, log events.Log, opts Options) (*Live, error) {
	l := &Live{log: log, seed: opts.Seed, clock: opts.Clock}
	l.publish(opts.Start)
	return l, l.CatchUp(ctx)
}

// Head is the newest state. It is a value: hold it as long as you like, no lock.
func (l *Live) Head() State { return *l.head.Load() }

// Decide turns a call into a recorded event, or a refusal, which is recorded
// too. Every reply reads its own write: the new state is published before
// Decide returns. When another process on the same log was first, Live catches
// up, makes sure that the event is not its own with a lost acknowledgement, and
// decides again on what is there.
func (l *Live) Decide(ctx context.Context, call events.Call, decide Decision) (events.Recorded, error) {
	// An event that is being written is not given up half-way because its
	// caller has hung up: it may be in the log already.
	ctx = context.WithoutCancel(ctx)
	l.deciding.Lock()
	defer l.deciding.Unlock()
	for {
		s := l.Head()
		r, refusal := l.draft(s, call, decide)
		if refusal != nil && events.Refusal(refusal) == nil {
			return events.Recorded{}, refusal
		}
		next, err := l.append(ctx, s, r)
		if err == nil {
			l.publish(next)
			return r, refusal
		}
		if !errors.Is(err, events.ErrConflict) && !errors.Is(err, events.ErrOutcome) {
			return events.Recorded{}, err
		}
		own, err := l.catchUp(ctx, r.Seq)
		if err != nil {
			return events.Recorded{}, err
		}
		if own != nil {
			return *own, refusal
		}
	}
}

// draft decides the call on s and makes the event that would be recorded.
func (l *Live) draft(s State, call events.Call, decide Decision) (events.Recorded, error) {
	seq := s.Seq + 1
	now := l.clock.At(seq, s.Time)
	env := events.NewEnv(now, l.seed, seq)
	env.Taken = s.Taken
	e, refusal := decide(env, s.World(call.Account, call.Region))
	if refusal != nil {
		e, call = refused(call, refusal), call.Refused()
	}
	r := events.Recorded{
		ID: events.EventID(now, l.seed, seq), Account: call.Account, Region: call.Region,
		Time: now, Seq: seq, Call: &call, Event: e,
	}
	if e != nil {
		r.Type, r.Subject = events.TypeOf(e), e.Subject()
	}
	return r, refusal
}

func refused(call events.Call, refusal error) events.Event {
	e := events.Refusal(refusal)
	if e == nil {
		return nil
	}
	return events.CallRefused{Code: string(e.Code), Message: e.Message, Operation: call.Operation, Target: call.Subject}
}

// append writes r behind s and returns the state after it.
func (l *Live) append(ctx context.Context, s State, r events.Recorded) (State, error) {
	next, err := s.Apply(r)
	if err != nil {
		return State{}, err
	}
	line, err := events.AppendLine(nil, r)
	if err != nil {
		return State{}, err
	}
	_, err = l.log.Append(ctx, Entry(r, line), s.Seq)
	return next, err
}

// Entry is what is appended to a log for an event and its line. Its subject is
// account, region, service, and what the event is about.
func Entry(r events.Recorded, line []byte) events.Entry {
	service, _, _ := strings.Cut(r.Type, ".")
	subject := r.Account + "/" + r.Region + "/" + service + "/" + strings.TrimPrefix(r.Subject, "/")
	return events.Entry{Subject: strings.TrimSuffix(subject, "/"), ID: r.ID, Data: line}
}

// CatchUp folds what others have written since the head.
func (l *Live) CatchUp(ctx context.Context) error {
	l.deciding.Lock()
	defer l.deciding.Unlock()
	_, err := l.catchUp(ctx, 0)
	return err
}

// catchUp folds to the end of the log and returns the event with sequence seq if
// this process wrote it after all, its acknowledgement lost.
func (l *Live) catchUp(ctx context.Context, seq uint64) (own *events.Recorded, err error) {
	s := l.Head()
	for m, err := range l.log.Read(ctx, s.Seq+1, 0) {
		if err != nil {
			return own, err
		}
		r, err := Parse(m)
		if err != nil {
			return own, err
		}
		if s, err = s.Apply(r); err != nil {
			return own, err
		}
		if m.Mine && m.Seq == seq {
			own = &r
		}
		l.checkpoints.keep(s)
	}
	l.publish(s)
	return own, nil
}

// Fold takes an event that the log has delivered, from this process or another.
// What is in the head already is passed over; a gap is closed from the log.
func (l *Live) Fold(ctx context.Context, m events.Message) error {
	l.deciding.Lock()
	defer l.deciding.Unlock()
	s := l.Head()
	if m.Seq <= s.Seq {
		return nil
	}
	if m.Seq > s.Seq+1 {
		_, err := l.catchUp(ctx, 0)
		return err
	}
	r, err := Parse(m)
	if err != nil {
		return err
	}
	if s, err = s.Apply(r); err != nil {
		return err
	}
	l.publish(s)
	return nil
}

// Parse reads the event that a message holds.
func Parse(m events.Message) (events.Recorded, error) {
	r, err := events.ParseLine(m.Data)
	if err != nil {
		return r, fmt.Errorf("sequence %d: %w", m.Seq, err)
	}
	if r.Seq != m.Seq {
		return r, fmt.Errorf("sequence %d: the event says that its sequence is %d", m.Seq, r.Seq)
	}
	return r, nil
}

func (l *Live) publish(s State) {
	l.checkpoints.keep(s)
	l.head.Store(&s)
	l.waiters.wake()
}

// Wait returns when the head is beyond seq, or with the error of ctx.
func (l *Live) Wait(ctx context.Context, seq uint64) error {
	for {
		news := l.waiters.next()
		if l.Head().Seq > seq {
			return nil
		}
		select {
		case <-news:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// waiters is a bell: whoever took the channel before it rang sees it closed.
type waiters struct {
	mu   sync.Mutex
	bell chan struct{}
}

func (w *waiters) next() <-chan struct{} {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.bell == nil {
		w.bell = make(chan struct{})
	}
	return w.bell
}

func (w *waiters) wake() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.bell != nil {
		close(w.bell)
		w.bell = nil
	}
}
