package projections

import (
	"bytes"
	"cmp"
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
	Start State        // a state of the log to start from; the zero State folds the whole log

	// Dir is a folder in which a snapshot of the state is kept, so that opening
	// the same log again folds only what was recorded since; "" keeps none. The
	// snapshot is a cache and may be deleted at any time.
	Dir string
	// SnapshotEvery is how many events are recorded between two snapshots,
	// 50,000 when it is 0.
	SnapshotEvery uint64
	// Notice is told why a snapshot was not used or not written; nil hears nothing.
	Notice func(error)
}

// Live is the newest state and the one place where events are made. It is safe
// for use by any number of goroutines.
type Live struct {
	log   events.Log
	seed  uint64
	clock events.Clock

	deciding    sync.Mutex // held by whoever makes or follows an event
	draftLine   []byte     // room for the line of the event that is being made
	head        atomic.Pointer[State]
	checkpoints checkpoints
	waiters     waiters
	snapshots   snapshots
}

// Open folds what the log holds behind opts.Start, or behind a snapshot, and
// returns the live state.
func Open(ctx context.Context, log events.Log, opts Options) (*Live, error) {
	l := &Live{log: log, seed: opts.Seed, clock: opts.Clock, snapshots: snapshots{
		dir: opts.Dir, log: log, every: cmp.Or(opts.SnapshotEvery, snapshotEvery), notice: opts.Notice,
	}}
	if opts.Notice == nil {
		l.snapshots.notice = func(error) {}
	}
	start := opts.Start
	if start.Seq == 0 {
		start = l.snapshots.load(ctx)
	}
	l.publish(start)
	return l, l.CatchUp(ctx)
}

// Close writes a snapshot of the newest state, where Options.Dir asks for one.
// The log must still be open; nothing may be decided or folded afterwards.
func (l *Live) Close(ctx context.Context) error { return l.snapshots.close(ctx, l.Head()) }

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
	var tried attempts
	for {
		s := l.Head()
		r, refusal := l.draft(s, call, decide)
		if refusal != nil && events.Refusal(refusal) == nil {
			return events.Recorded{}, refusal
		}
		next, line, err := l.append(ctx, s, r)
		if err == nil {
			l.publish(next)
			return r, refusal
		}
		if !errors.Is(err, events.ErrConflict) && !errors.Is(err, events.ErrOutcome) {
			return events.Recorded{}, err
		}
		tried.sent = append(tried.sent, attempt{line, refusal})
		if lost := l.catchUp(ctx, &tried); lost != nil {
			return events.Recorded{}, lost
		}
		if tried.recorded != nil {
			return *tried.recorded, tried.refusal
		}
		if l.Head().Seq == s.Seq && tried.inVain() {
			return events.Recorded{}, err
		}
	}
}

// maxInVain is how often an event is sent to a log that never says what became
// of it, and does not hold it.
const maxInVain = 3

// attempts are what one call was sent as, and what was found of it.
type attempts struct {
	sent     []attempt
	vain     int
	recorded *events.Recorded // the one that is in the log after all
	refusal  error            // what that one answers
}

type attempt struct {
	line    []byte
	refusal error
}

// find looks whether a message is one of the attempts. It must be this process's,
// as another one on the same log draws the same ids for the same sequence.
func (a *attempts) find(m events.Message, r events.Recorded) {
	if !m.Mine {
		return
	}
	for _, one := range a.sent {
		if bytes.Equal(one.line, m.Data) {
			a.recorded, a.refusal = &r, one.refusal
		}
	}
}

func (a *attempts) inVain() bool {
	a.vain++
	return a.vain >= maxInVain
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

// append writes r behind s and returns the state after it, and its line. What cannot
// be folded is not written.
func (l *Live) append(ctx context.Context, s State, r events.Recorded) (next State, line []byte, err error) {
	if next, err = s.Apply(r); err != nil {
		return State{}, nil, err
	}
	if l.draftLine, err = events.AppendLine(l.draftLine[:0], r); err != nil {
		return State{}, nil, err
	}
	line = bytes.Clone(l.draftLine) // the log may keep it
	seq, err := l.log.Append(ctx, Entry(r, line), s.Seq)
	if err == nil && seq != r.Seq {
		err = fmt.Errorf("%w: event %d was written as %d", events.ErrOutcome, r.Seq, seq)
	}
	return next, line, err
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
	return l.catchUp(ctx, new(attempts))
}

// catchUp folds to the end of the log and looks for what was tried. What was
// folded before an error is kept.
func (l *Live) catchUp(ctx context.Context, tried *attempts) (err error) {
	s := l.Head()
	for d, e := range deliveries(l.log.Read(ctx, s.Seq+1, 0)) {
		if e == nil && d.Seq != s.Seq+1 {
			e = fmt.Errorf("the log has event %d behind event %d", d.Seq, s.Seq)
		}
		if e == nil {
			s, e = s.Apply(d.recorded)
		}
		if err = e; err != nil {
			break
		}
		tried.find(d.Message, d.recorded)
		l.checkpoints.keep(s)
	}
	if s.Seq > l.Head().Seq {
		l.publish(s)
	}
	return err
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
		return l.catchUp(ctx, new(attempts))
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
	l.snapshots.offer(s)
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
