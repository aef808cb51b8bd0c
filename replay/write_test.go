package replay_test

import (
	"bytes"
	"context"
	"errors"
	"iter"
	"strings"
	"testing"

	"reel/events"
	"reel/projections"
	"reel/replay"
)

func TestWriteIsDeterministic(t *testing.T) {
	if a, b := file(t, 100), file(t, 100); !bytes.Equal(a, b) {
		t.Error("one log gave two files")
	}
}

func TestWriteKeepsTheLogsBytes(t *testing.T) {
	log, _ := rehearsed(t, 50)
	lines := bytes.Split(file(t, 50), []byte("\n"))
	for i, m := range messages(t, log) {
		if !bytes.Equal(lines[i+1], m.Data) {
			t.Errorf("line %d: got %s, want %s", i+2, lines[i+1], m.Data)
		}
	}
	if want := `{"reel":1,"version":"0.1.0","seed":7,"clock":"2026-01-01T00:00:00Z"}`; string(lines[0]) != want {
		t.Errorf("header: got %s, want %s", lines[0], want)
	}
	if len(lines) != 53 || len(lines[52]) != 0 {
		t.Errorf("got %d lines, want 52 and a newline", len(lines))
	}
}

func TestWriteUpToAPoint(t *testing.T) {
	log, _ := rehearsed(t, 50)
	_, at := rehearsed(t, 20)
	var out bytes.Buffer
	if err := replay.Write(&out, header, log.Read(t.Context(), 1, 0), at); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(out.Bytes(), file(t, 20)) {
		t.Error("a log written up to event 20 is not the file of 20 events")
	}
}

func TestWriteRefusesWhatIsNoLog(t *testing.T) {
	log, s := rehearsed(t, 5)
	all := messages(t, log)
	broken := errors.New("the log is broken")
	yielding := func(err error, ms ...events.Message) iter.Seq2[events.Message, error] {
		return func(yield func(events.Message, error) bool) {
			for _, m := range ms {
				if !yield(m, nil) {
					return
				}
			}
			if err != nil {
				yield(events.Message{}, err)
			}
		}
	}
	two := all[4]
	two.Data = []byte("{}\n{}")
	tests := []struct {
		name     string
		messages iter.Seq2[events.Message, error]
		want     string
	}{
		{"a gap", yielding(nil, all[0], all[2]), "event 3 came behind event 1"},
		{"too few", yielding(nil, all[:4]...), "the log ends at event 4, before event 5"},
		{"an error", yielding(broken, all[:2]...), "the log is broken"},
		{"two lines", yielding(nil, append(all[:4:4], two)...), "not one line"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var out bytes.Buffer
			err := replay.Write(&out, header, tt.messages, s)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
			if _, _, err := replay.Fold(t.Context(), &out, replay.Options{}); err == nil {
				t.Error("what was written until then is a whole file")
			}
		})
	}
}

func TestWriteSomeRenumbers(t *testing.T) {
	text := file(t, 300)
	keep := func(r events.Recorded) bool { return r.Region == "us-east-1" }
	write := func(text []byte) []byte {
		var out bytes.Buffer
		if err := replay.WriteSome(&out, header, replay.Events(bytes.NewReader(text)), keep); err != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	}
	some := write(text)
	if again := write(text); !bytes.Equal(some, again) {
		t.Error("one subset gave two files")
	}
	var kept []events.Recorded
	for r, err := range replay.Events(bytes.NewReader(text)) {
		if err != nil {
			t.Fatal(err)
		}
		if keep(r) {
			kept = append(kept, r)
		}
	}
	s, sum := fold(t, some, replay.Options{})
	if sum.Events != len(kept) || len(kept) == 0 || len(kept) == 300 || s.Seq != uint64(len(kept)) {
		t.Fatalf("got %d events of %d", sum.Events, len(kept))
	}
	i := 0
	for r, err := range replay.Events(bytes.NewReader(some)) {
		if err != nil {
			t.Fatal(err)
		}
		if want := kept[i]; r.ID != want.ID || r.Subject != want.Subject || !r.Time.Equal(want.Time) || r.Call.Operation != want.Call.Operation {
			t.Errorf("event %d: got %s %s, want %s %s", r.Seq, r.ID, r.Subject, want.ID, want.Subject)
		}
		i++
	}
}

func TestLoadedAndAppendedTheLogIsTheSame(t *testing.T) {
	text := file(t, 200)
	rec, err := replay.Load(t.Context(), bytes.NewReader(text), replay.Options{})
	if err != nil {
		t.Fatal(err)
	}
	log, s := rehearsed(t, 200)
	if !sameLines(messages(t, rec.Log), messages(t, log)) || digest(t, rec.State) != digest(t, s) {
		t.Error("the loaded log is another one")
	}
	var copied replay.Memory
	if err := rec.AppendTo(t.Context(), &copied); err != nil {
		t.Fatal(err)
	}
	if !sameLines(messages(t, &copied), messages(t, log)) {
		t.Error("the copied log is another one")
	}
	var again bytes.Buffer
	if err := replay.Write(&again, rec.Header, copied.Read(t.Context(), 1, 0), rec.State); err != nil || !bytes.Equal(again.Bytes(), text) {
		t.Errorf("written again, the file is another one: %v", err)
	}
	if err := rec.AppendTo(t.Context(), &copied); !errors.Is(err, events.ErrConflict) {
		t.Errorf("into a log that is not empty: got %v, want a conflict", err)
	}
}

func TestALoadedFileCanBeLookedBackUpon(t *testing.T) {
	rec, err := replay.Load(t.Context(), bytes.NewReader(file(t, 200)), replay.Options{})
	if err != nil {
		t.Fatal(err)
	}
	live, err := projections.Open(t.Context(), rec.Log, projections.Options{Seed: rec.Header.Seed})
	if err != nil {
		t.Fatal(err)
	}
	past, err := live.At(t.Context(), projections.Point{Seq: 77})
	_, want := rehearsed(t, 77)
	if err != nil || digest(t, past) != digest(t, want) {
		t.Errorf("got the state at %d, %v", past.Seq, err)
	}
}

func TestMemoryIsALog(t *testing.T) {
	var log events.Log = new(replay.Memory)
	add := func(last uint64) (uint64, error) {
		return log.Append(t.Context(), events.Entry{ID: "x", Data: []byte("{}")}, last)
	}
	for last := range uint64(5) {
		if seq, err := add(last); err != nil || seq != last+1 {
			t.Fatalf("got %d, %v", seq, err)
		}
	}
	if _, err := add(3); !errors.Is(err, events.ErrConflict) {
		t.Errorf("behind an older event: got %v", err)
	}
	tests := []struct {
		from, to uint64
		want     int
	}{{1, 0, 5}, {0, 0, 5}, {2, 4, 3}, {4, 9, 2}, {6, 0, 0}, {4, 3, 0}}
	for _, tt := range tests {
		n, first := 0, uint64(0)
		for m, err := range log.Read(t.Context(), tt.from, tt.to) {
			if err != nil {
				t.Fatal(err)
			}
			if n++; first == 0 {
				first = m.Seq
			}
		}
		if n != tt.want || n > 0 && first != max(tt.from, 1) {
			t.Errorf("%d..%d: got %d from %d, want %d", tt.from, tt.to, n, first, tt.want)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, err := range log.Read(ctx, 1, 0) {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	}
}
