package decide_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"reel/events"
	"reel/projections"
	"reel/replay"
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
			before := digestOf(t, s)
			e, err := decide(envOf(s), s.World(account, region), tt.when)
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

// envOf is what the decision of the next event is given.
func envOf(s projections.State) events.Env {
	env := events.NewEnv(time.Date(2026, 1, 1, 0, 0, int(s.Seq+1), 0, time.UTC), seed, s.Seq+1)
	env.Taken = s.Taken
	return env
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
func given(t testing.TB, stream string, at uint64) (s projections.State) {
	t.Helper()
	if stream == "" {
		return s
	}
	file, err := os.Open(filepath.Join(streams, stream+".jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for r, err := range replay.Events(file) {
		if err == nil && s.Seq < at {
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

// A recorder makes a stream by calls, one after the other.
type recorder struct {
	t    *testing.T
	live *projections.Live
	log  replay.Memory
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

// try makes one call and returns its event, or the refusal.
func try[C any](r *recorder, operation string, decide func(events.Env, projections.World, C) (events.Event, error), c C) (events.Event, error) {
	r.t.Helper()
	input, err := json.Marshal(c)
	if err != nil {
		r.t.Fatal(err)
	}
	call := events.Call{
		Account: account, Region: region, Operation: operation, Principal: "test", UserAgent: "reel-test",
		Input: input, Service: "apigatewayv2", Subject: "/apis",
	}
	recorded, err := r.live.Decide(r.t.Context(), call, func(env events.Env, w projections.World) (events.Event, error) {
		return decide(env, w, c)
	})
	return recorded.Event, err
}

// A script recorded again must give the same bytes.
func TestRecordedStreamsAreReproducible(t *testing.T) {
	for name, script := range scripts {
		t.Run(name, func(t *testing.T) {
			r := newRecorder(t)
			script(r)
			var got bytes.Buffer
			header := replay.Header{Reel: replay.Format, Version: "dev", Seed: seed, Clock: start}
			if err := replay.Write(&got, header, r.log.Read(t.Context(), 1, 0), r.live.Head()); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(streams, name+".jsonl")
			if *update {
				if err := os.WriteFile(path, got.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			gotLines, wantLines := bytes.Split(got.Bytes(), []byte{'\n'}), bytes.Split(want, []byte{'\n'})
			if len(gotLines) != len(wantLines) {
				t.Errorf("got %d lines, want %d", len(gotLines), len(wantLines))
			}
			for i := range min(len(gotLines), len(wantLines)) {
				if !bytes.Equal(gotLines[i], wantLines[i]) {
					t.Errorf("line %d\n got %s\nwant %s", i+1, gotLines[i], wantLines[i])
				}
			}
		})
	}
}
