package projections_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"reel/events"
	"reel/events/apigateway"
	"reel/projections"
	"reel/replay"
)

type (
	ctx      = context.Context
	messages = iter.Seq2[events.Message, error]
)

func appendTo(tb testing.TB, log events.Log, r events.Recorded) {
	tb.Helper()
	line, err := events.AppendLine(nil, r)
	if err != nil {
		tb.Fatal(err)
	}
	if _, err := log.Append(tb.Context(), projections.Entry(r, line), r.Seq-1); err != nil {
		tb.Fatal(err)
	}
}

var call = events.Call{Account: "000000000000", Region: "us-east-1", Operation: "CreateRestApi", Principal: "test"}

// createApi makes a REST API out of the ids it is given.
func createApi(env events.Env, _ projections.World) (events.Event, error) {
	return apigateway.RestApiCreated{RestApi: apigateway.RestApi{
		Id: env.NewApiID(), RootResourceId: env.NewID(10), Name: "pets", CreatedDate: env.Now.Unix(),
	}}, nil
}

func create(tb testing.TB, live *projections.Live) events.Recorded {
	tb.Helper()
	r, err := live.Decide(tb.Context(), call, createApi)
	if err != nil {
		tb.Fatal(err)
	}
	return r
}

// refuse refuses every call.
func refuse(events.Env, projections.World) (events.Event, error) {
	return nil, events.Refuse(events.NotFound, "Invalid API identifier specified")
}

// whole is a whole log.
func whole(tb testing.TB, log events.Log) (all []events.Message) {
	tb.Helper()
	for m, err := range log.Read(tb.Context(), 1, 0) {
		if err != nil {
			tb.Fatal(err)
		}
		all = append(all, m)
	}
	return all
}

// A process is one of several on the same log: it knows what it wrote itself.
// What goes wrong between it and the log is said by appending.
type process struct {
	shared *replay.Memory
	// appending stands between an append and the log; nil when nothing goes wrong.
	appending func(events.Entry, uint64, func() (uint64, error)) (uint64, error)
	reading   error

	mu   sync.Mutex
	mine map[uint64]bool
}

func (p *process) Append(c ctx, e events.Entry, last uint64) (uint64, error) {
	write := func() (uint64, error) {
		p.mu.Lock()
		defer p.mu.Unlock()
		seq, err := p.shared.Append(c, e, last)
		if err == nil {
			if p.mine == nil {
				p.mine = map[uint64]bool{}
			}
			p.mine[seq] = true
		}
		return seq, err
	}
	if p.appending == nil {
		return write()
	}
	return p.appending(e, last, write)
}

func (p *process) Read(c ctx, from, to uint64) messages {
	return func(yield func(events.Message, error) bool) {
		if p.reading != nil {
			yield(events.Message{}, p.reading)
			return
		}
		for m, err := range p.shared.Read(c, from, to) {
			p.mu.Lock()
			m.Mine = p.mine[m.Seq]
			p.mu.Unlock()
			if !yield(m, err) {
				return
			}
		}
	}
}

// fixed are options under which two processes draw the same ids at the same
// sequence.
func fixed(tb testing.TB) projections.Options {
	tb.Helper()
	clock, err := events.ParseClock("2026-01-01T00:00:00Z")
	if err != nil {
		tb.Fatal(err)
	}
	return projections.Options{Seed: 7, Clock: clock}
}

func TestTheSameCallsGiveTheSameBytes(t *testing.T) {
	run := func() []events.Message {
		log := new(replay.Memory)
		live := open(t, log, fixed(t))
		for range 3 {
			create(t, live)
		}
		if _, err := live.Decide(t.Context(), call, refuse); err == nil {
			t.Error("not refused")
		}
		return whole(t, log)
	}
	a, b := run(), run()
	if len(a) != 4 || len(b) != 4 {
		t.Fatalf("got %d and %d events, want 4", len(a), len(b))
	}
	for i := range a {
		if !bytes.Equal(a[i].Data, b[i].Data) {
			t.Errorf("event %d: %s and %s", i+1, a[i].Data, b[i].Data)
		}
	}
}

func TestDecideReadsItsOwnWrite(t *testing.T) {
	live := open(t, new(replay.Memory), fixed(t))
	before := live.Head()
	r := create(t, live)
	id := r.Event.(apigateway.RestApiCreated).RestApi.Id
	if !live.Head().Taken(id) || live.Head().Seq != 1 || r.Seq != 1 {
		t.Errorf("at %d: the API %s is not there", live.Head().Seq, id)
	}
	if before.Taken(id) || before.Seq != 0 {
		t.Error("an older state has changed")
	}
}

func TestARefusalIsRecordedAndAnswered(t *testing.T) {
	log := new(replay.Memory)
	live := open(t, log, fixed(t))
	create(t, live)
	before := live.Head()
	big := call
	big.Input = []byte(`{"name":"` + strings.Repeat("x", 100<<10) + `"}`)
	big.Subject = "/restapis/nobody"
	r, err := live.Decide(t.Context(), big, refuse)
	if refusal := events.Refusal(err); refusal == nil || refusal.Code != events.NotFound {
		t.Errorf("answered %v", err)
	}
	want := events.CallRefused{Code: "NotFoundException", Message: "Invalid API identifier specified", Operation: "CreateRestApi", Target: "/restapis/nobody"}
	if r.Event != want || r.Seq != 2 || r.Type != "reel.CallRefused" {
		t.Errorf("got %+v", r)
	}
	after := live.Head()
	if after.Seq != 2 || digest(t, after) != digest(t, before) {
		t.Error("a refusal has changed the state")
	}
	if line := whole(t, log)[1].Data; len(line) > 70<<10 {
		t.Errorf("the refusal takes %d bytes", len(line))
	}
}

func TestAnInternalErrorIsNotRecorded(t *testing.T) {
	log := new(replay.Memory)
	live := open(t, log, fixed(t))
	broken := errors.New("our mistake")
	_, err := live.Decide(t.Context(), call, func(events.Env, projections.World) (events.Event, error) { return nil, broken })
	if !errors.Is(err, broken) || len(whole(t, log)) != 0 || live.Head().Seq != 0 {
		t.Errorf("got %v, %d events", err, len(whole(t, log)))
	}
}

func TestACallerThatHangsUpIsRecorded(t *testing.T) {
	live := open(t, new(replay.Memory), fixed(t))
	c, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := live.Decide(c, call, createApi); err != nil || live.Head().Seq != 1 {
		t.Errorf("got %v, at %d", err, live.Head().Seq)
	}
}

func TestTheLoserOfARaceDecidesAgain(t *testing.T) {
	shared := new(replay.Memory)
	a := open(t, &process{shared: shared}, fixed(t))
	b := open(t, &process{shared: shared}, fixed(t))
	// Both have seen nothing; the same call gets the same ids and the same line.
	first := create(t, a)
	second := create(t, b)
	if first.Seq != 1 || second.Seq != 2 || second.ID == first.ID {
		t.Errorf("got %d %s and %d %s", first.Seq, first.ID, second.Seq, second.ID)
	}
	if n := len(whole(t, shared)); n != 2 {
		t.Errorf("%d events for 2 calls", n)
	}
	if err := a.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	if d := projections.Difference(a.Head(), b.Head()); d != "" {
		t.Errorf("%s differs", d)
	}
}

func TestManyCallersOnTwoProcesses(t *testing.T) {
	const callers, each = 4, 25
	shared := new(replay.Memory)
	lives := []*projections.Live{open(t, &process{shared: shared}, fixed(t)), open(t, &process{shared: shared}, fixed(t))}
	var wg sync.WaitGroup
	var mu sync.Mutex
	answered := map[string]int{}
	for i := range callers {
		for _, live := range lives {
			wg.Go(func() {
				for k := range each {
					own := call
					own.UserAgent = fmt.Sprint("caller ", i, " of ", &live, " call ", k)
					r, err := live.Decide(t.Context(), own, createApi)
					if err != nil || r.Call.UserAgent != own.UserAgent {
						t.Errorf("got %v, %+v", err, r.Call)
						return
					}
					mu.Lock()
					answered[r.Event.(apigateway.RestApiCreated).RestApi.Id]++
					mu.Unlock()
				}
			})
		}
	}
	wg.Wait()
	if n := len(whole(t, shared)); n != 2*callers*each || len(answered) != n {
		t.Errorf("%d calls: %d events, %d answers", 2*callers*each, n, len(answered))
	}
	for _, live := range lives {
		if err := live.CatchUp(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if d := projections.Difference(lives[0].Head(), lives[1].Head()); d != "" {
		t.Errorf("%s differs", d)
	}
}

func TestALostAcknowledgement(t *testing.T) {
	lost := fmt.Errorf("the connection broke: %w", events.ErrOutcome)
	tests := []struct {
		name string
		// fault is what the n-th append comes to, from 1.
		fault func(n int, log *process, e events.Entry, write func() (uint64, error)) (uint64, error)
	}{
		{"of an event that was written", func(n int, _ *process, _ events.Entry, write func() (uint64, error)) (uint64, error) {
			if _, err := write(); err != nil || n > 1 {
				return 0, fmt.Errorf("append %d: %w", n, err)
			}
			return 0, lost
		}},
		{"of an event that was not written", func(n int, _ *process, _ events.Entry, write func() (uint64, error)) (uint64, error) {
			if n == 1 {
				return 0, lost
			}
			return write()
		}},
		{"with the sequence of another", func(n int, _ *process, _ events.Entry, write func() (uint64, error)) (uint64, error) {
			seq, err := write()
			return seq + 10, err
		}},
		{"told as a conflict", func(n int, _ *process, _ events.Entry, write func() (uint64, error)) (uint64, error) {
			if _, err := write(); err != nil {
				return 0, err
			}
			return write() // the log's own retry
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			log := &process{shared: new(replay.Memory)}
			n := 0
			log.appending = func(e events.Entry, _ uint64, write func() (uint64, error)) (uint64, error) {
				n++
				return tt.fault(n, log, e, write)
			}
			live := open(t, log, fixed(t))
			r := create(t, live)
			if all := whole(t, log); len(all) != 1 || r.Seq != 1 || live.Head().Seq != 1 {
				t.Errorf("%d events, answered %d, at %d; want one of each", len(all), r.Seq, live.Head().Seq)
			}
			if !live.Head().Taken(r.Event.(apigateway.RestApiCreated).RestApi.Id) {
				t.Error("what was answered is not there")
			}
		})
	}
}

// An event that was thought lost may arrive while its call is decided again.
func TestAnEventThatArrivesLate(t *testing.T) {
	log := &process{shared: new(replay.Memory)}
	var late func() (uint64, error)
	log.appending = func(_ events.Entry, _ uint64, write func() (uint64, error)) (uint64, error) {
		if late == nil {
			late = write
			return 0, events.ErrOutcome
		}
		if _, err := late(); err != nil {
			return 0, err
		}
		return write()
	}
	live := open(t, log, projections.Options{Seed: 7}) // the real clock: the second try has another time
	r := create(t, live)
	all := whole(t, log)
	if len(all) != 1 || r.ID != all[0].ID {
		t.Errorf("%d events for one call; answered %s, recorded %s", len(all), r.ID, all[0].ID)
	}
}

func TestALogThatNeverAnswersIsGivenUp(t *testing.T) {
	n := 0
	log := &process{shared: new(replay.Memory), appending: func(events.Entry, uint64, func() (uint64, error)) (uint64, error) {
		n++
		return 0, events.ErrOutcome
	}}
	live := open(t, log, fixed(t))
	if _, err := live.Decide(t.Context(), call, createApi); !errors.Is(err, events.ErrOutcome) || n > 5 || live.Head().Seq != 0 {
		t.Errorf("got %v after %d appends, at %d", err, n, live.Head().Seq)
	}
}

func TestALogThatFails(t *testing.T) {
	broken := errors.New("the disk is full")
	log := &process{shared: new(replay.Memory), appending: func(events.Entry, uint64, func() (uint64, error)) (uint64, error) {
		return 0, broken
	}}
	live := open(t, log, fixed(t))
	if _, err := live.Decide(t.Context(), call, createApi); !errors.Is(err, broken) || live.Head().Seq != 0 {
		t.Errorf("got %v, at %d", err, live.Head().Seq)
	}
	log.appending = nil
	if create(t, live).Seq != 1 {
		t.Error("Live does not recover")
	}
	log.appending = func(_ events.Entry, _ uint64, write func() (uint64, error)) (uint64, error) {
		log.reading = broken
		return 0, events.ErrOutcome
	}
	if _, err := live.Decide(t.Context(), call, createApi); !errors.Is(err, broken) {
		t.Errorf("unknown outcome and no way to look: got %v", err)
	}
}

func TestAFollowerFoldsWhatOthersRecord(t *testing.T) {
	shared := new(replay.Memory)
	writer := open(t, &process{shared: shared}, fixed(t))
	follower := open(t, &process{shared: shared}, fixed(t))
	for range 10 {
		create(t, writer)
	}
	all := whole(t, shared)
	for _, i := range []int{0, 1, 1, 0, 5, 2, 6, 9, 9} { // twice, late, and with gaps
		if err := follower.Fold(t.Context(), all[i]); err != nil {
			t.Fatal(err)
		}
		if follower.Head().Seq < all[i].Seq {
			t.Errorf("at %d after event %d", follower.Head().Seq, all[i].Seq)
		}
	}
	if d := projections.Difference(writer.Head(), follower.Head()); d != "" {
		t.Errorf("%s differs", d)
	}
}

func TestAnUnknownEventStopsTheFold(t *testing.T) {
	log := rehearsed(t, 100)
	unknown := events.AppendSum([]byte(`{"specversion":"1.0","id":"x","source":"/reel/0/x","type":"apigateway.Unheard","subject":"/","time":"2027-01-01T00:00:00Z","seq":101,"data":{}`))
	if _, err := log.Append(t.Context(), events.Entry{ID: "x", Data: unknown}, 100); err != nil {
		t.Fatal(err)
	}
	_, err := projections.Open(t.Context(), log, projections.Options{})
	var kind *events.UnknownTypeError
	if !errors.As(err, &kind) || !strings.Contains(err.Error(), "sequence 101") {
		t.Errorf("got %v", err)
	}
	live := open(t, rehearsed(t, 100), projections.Options{})
	if err := live.Fold(t.Context(), events.Message{Seq: 101, Data: unknown}); !errors.As(err, &kind) || live.Head().Seq != 100 {
		t.Errorf("got %v, at %d", err, live.Head().Seq)
	}
	misplaced := events.Message{Seq: 101, Data: whole(t, log)[99].Data}
	if err := live.Fold(t.Context(), misplaced); err == nil || !strings.Contains(err.Error(), "the event says that its sequence is 100") {
		t.Errorf("got %v", err)
	}
}

func TestWaitReturnsWithNews(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		live := open(t, new(replay.Memory), fixed(t))
		woken := make(chan error, 3)
		for range 3 {
			go func() { woken <- live.Wait(t.Context(), 1) }()
		}
		create(t, live)
		synctest.Wait()
		if len(woken) != 0 {
			t.Error("woken by event 1 while waiting for what is beyond it")
		}
		create(t, live)
		for range 3 {
			if err := <-woken; err != nil {
				t.Error(err)
			}
		}
		if err := live.Wait(t.Context(), 1); err != nil {
			t.Errorf("what is there already: %v", err)
		}
		c, cancel := context.WithTimeout(t.Context(), time.Hour)
		defer cancel()
		if err := live.Wait(c, 2); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v", err)
		}
	})
}
