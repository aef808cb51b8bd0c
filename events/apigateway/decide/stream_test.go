package decide_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"reel/events"
	"reel/projections"
)

// Every recorded stream was made with this seed and this clock, so that a test
// can tell the ids and times of the event that comes next.
const (
	seed    = 7
	start   = "2026-01-01T00:00:00Z"
	account = "000000000000"
	region  = "us-east-1"
	streams = "../../../testdata/streams"
)

// A test stands in a recorded stream, asks for one thing, and compares the event
// as it would be recorded, or the refusal as "Code: message".
type test[C any] struct {
	name    string
	given   string // a stream file under testdata/streams, none for an empty world
	at      uint64 // the sequence to stand at
	when    C
	then    string // the event's data
	refused string
}

// decides runs the tests of one decision.
func decides[C any](t *testing.T, decide func(events.Env, projections.World, C) (events.Event, error), tests []test[C]) {
	t.Helper()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := given(t, tt.given, tt.at)
			env := events.NewEnv(recordedAt(tt.at+1), seed, tt.at+1)
			env.Taken = s.Taken
			before := digestOf(t, s)
			e, err := decide(env, s.World(account, region), tt.when)
			if got := refusal(err); got != tt.refused {
				t.Errorf("refused with\n got %q\nwant %q", got, tt.refused)
			}
			if got := data(t, e); got != tt.then {
				t.Errorf("event\n got %s\nwant %s", got, tt.then)
			}
			if digestOf(t, s) != before {
				t.Error("the decision changed the state it was given")
			}
		})
	}
}

// A change is a patch of one noun and the members that it changes, as JSON; one
// that goes away is null.
type change[C any] struct {
	name    string
	when    C
	changed string
	refused string
}

// changes runs the patches of one noun, each at the same point of a stream.
func changes[C any](t *testing.T, stream string, at uint64, decide func(events.Env, projections.World, C) (events.Event, error),
	was func(projections.World) any, noun func(events.Event) any, tests []change[C]) {
	t.Helper()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := given(t, stream, at)
			before := digestOf(t, s)
			e, err := decide(events.NewEnv(recordedAt(at+1), seed, at+1), s.World(account, region), tt.when)
			if got := refusal(err); got != tt.refused {
				t.Fatalf("refused with\n got %q\nwant %q", got, tt.refused)
			}
			if digestOf(t, s) != before {
				t.Error("the decision changed the state it was given")
			}
			if err != nil {
				return
			}
			if got := difference(t, was(s.World(account, region)), noun(e)); got != tt.changed {
				t.Errorf("changed\n got %s\nwant %s", got, tt.changed)
			}
		})
	}
}

// difference is the members of now that was has not or has otherwise.
func difference(t *testing.T, was, now any) string {
	t.Helper()
	a, b := members(t, was), members(t, now)
	for name, value := range a {
		switch _, ok := b[name]; {
		case !ok:
			b[name] = json.RawMessage("null")
		case bytes.Equal(b[name], value):
			delete(b, name)
		}
	}
	out, err := json.Marshal(b)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func members(t *testing.T, noun any) (m map[string]json.RawMessage) {
	t.Helper()
	data, err := json.Marshal(noun)
	if err == nil {
		err = json.Unmarshal(data, &m)
	}
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// recordedAt is the time of the event with a sequence.
func recordedAt(seq uint64) time.Time {
	return time.Date(2026, 1, 1, 0, 0, int(seq), 0, time.UTC)
}

func refusal(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// data is an event as a line of the log holds it, "" for none.
func data(t *testing.T, e events.Event) string {
	t.Helper()
	if e == nil {
		return ""
	}
	line, err := events.AppendLine(nil, events.Recorded{Event: e})
	if err != nil {
		t.Fatal(err)
	}
	var envelope struct{ Data json.RawMessage }
	if err := json.Unmarshal(line, &envelope); err != nil {
		t.Fatal(err)
	}
	return string(envelope.Data)
}

func digestOf(t *testing.T, s projections.State) string {
	t.Helper()
	d, err := s.Digest()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// given is the state at a sequence of a recorded stream.
func given(t *testing.T, stream string, at uint64) (s projections.State) {
	t.Helper()
	if stream == "" {
		return s
	}
	file, err := os.ReadFile(filepath.Join(streams, stream+".jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	lines := bytes.Split(bytes.TrimSpace(file), []byte{'\n'})
	for _, line := range lines[1 : len(lines)-1] { // between the header and the checkpoint
		if s.Seq == at {
			break
		}
		r, err := events.ParseLine(line)
		if err == nil {
			s, err = s.Apply(r)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if s.Seq != at {
		t.Fatalf("%s has %d events, not %d", stream, s.Seq, at)
	}
	return s
}

// A memory is a log for the time of a test.
type memory struct{ entries []events.Entry }

func (m *memory) Append(_ context.Context, e events.Entry, last uint64) (uint64, error) {
	if last != uint64(len(m.entries)) {
		return 0, events.ErrConflict
	}
	e.Data = slices.Clone(e.Data) // which is the caller's
	m.entries = append(m.entries, e)
	return last + 1, nil
}

func (m *memory) Read(_ context.Context, from, to uint64) iter.Seq2[events.Message, error] {
	return func(yield func(events.Message, error) bool) {
		for i, e := range m.entries {
			seq := uint64(i + 1)
			if seq >= from && (to == 0 || seq <= to) && !yield(events.Message{Seq: seq, ID: e.ID, Data: e.Data}, nil) {
				return
			}
		}
	}
}

// A recorder makes a stream by calls, one after the other.
type recorder struct {
	t    *testing.T
	live *projections.Live
	log  memory
}

func newRecorder(t *testing.T) *recorder {
	t.Helper()
	clock, err := events.ParseClock(start)
	if err != nil {
		t.Fatal(err)
	}
	r := &recorder{t: t}
	r.live, err = projections.Open(t.Context(), &r.log, projections.Options{Seed: seed, Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// do makes one call that is accepted and returns its event.
func do[C any](r *recorder, operation string, decide func(events.Env, projections.World, C) (events.Event, error), c C) events.Event {
	r.t.Helper()
	e, err := try(r, operation, decide, c)
	if err != nil {
		r.t.Fatalf("%s: %v", operation, err)
	}
	return e
}

// try makes one call, which may be refused.
func try[C any](r *recorder, operation string, decide func(events.Env, projections.World, C) (events.Event, error), c C) (events.Event, error) {
	r.t.Helper()
	input, err := json.Marshal(c)
	if err != nil {
		r.t.Fatal(err)
	}
	call := events.Call{
		Account: account, Region: region, Operation: operation, Principal: "test", UserAgent: "reel-test",
		Input: input, Service: "apigateway", Subject: "/restapis",
	}
	recorded, err := r.live.Decide(r.t.Context(), call, func(env events.Env, w projections.World) (events.Event, error) {
		return decide(env, w, c)
	})
	return recorded.Event, err
}

// file is the stream as a stream file.
func (r *recorder) file() []byte {
	out := fmt.Appendf(nil, "{\"reel\":1,\"version\":\"dev\",\"seed\":%d,\"clock\":%q}\n", seed, start)
	for _, e := range r.log.entries {
		out = append(append(out, e.Data...), '\n')
	}
	head := r.live.Head()
	return fmt.Appendf(out, "{\"checkpoint\":%d,\"digest\":%q}\n", head.Seq, digestOf(r.t, head))
}

// A script recorded again must give the same bytes.
func TestRecordedStreamsAreReproducible(t *testing.T) {
	for name, script := range scripts {
		t.Run(name, func(t *testing.T) {
			r := newRecorder(t)
			script(r)
			got, path := r.file(), filepath.Join(streams, name+".jsonl")
			if *update {
				if err := os.WriteFile(path, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			gotLines, wantLines := bytes.Split(got, []byte{'\n'}), bytes.Split(want, []byte{'\n'})
			if len(gotLines) != len(wantLines) {
				t.Errorf("got %d lines, want %d", len(gotLines), len(wantLines))
			}
			for i := range min(len(gotLines), len(wantLines)) {
				if !slices.Equal(gotLines[i], wantLines[i]) {
					t.Errorf("line %d\n got %s\nwant %s", i+1, gotLines[i], wantLines[i])
				}
			}
		})
	}
}
