package replay_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"reel/events"
	"reel/projections"
	"reel/replay"
	"reel/replay/rehearsal"
)

func TestFoldGivesTheStateAndASummary(t *testing.T) {
	const n = 1000
	text := file(t, n)
	_, want := rehearsed(t, n)
	s, sum := fold(t, text, replay.Options{})
	if s.Seq != want.Seq || !s.Time.Equal(want.Time) || digest(t, s) != digest(t, want) {
		t.Errorf("got the state at %d, %v; want that at %d, %v", s.Seq, s.Time, want.Seq, want.Time)
	}
	total := 0
	for _, k := range sum.Types {
		total += k
	}
	worlds := 0
	for _, k := range sum.Worlds {
		worlds += k
	}
	if sum.Events != n || total != n || worlds != n || len(sum.Worlds) != 2 || sum.Checkpoints != 1 {
		t.Errorf("got %d events, %d by type, %d in %d worlds, %d checkpoints; want %d, all, all in 2, 1", sum.Events, total, worlds, len(sum.Worlds), sum.Checkpoints, n)
	}
	if !sum.First.Equal(rehearsal.Start.Add(time.Second)) || !sum.Last.Equal(rehearsal.Start.Add(n*time.Second)) {
		t.Errorf("got times %v to %v", sum.First, sum.Last)
	}
	if sum.Digest != digest(t, want) || sum.Bytes != int64(len(text)) || sum.Header.Seed != rehearsal.Seed || sum.Header.Reel != replay.Format {
		t.Errorf("got digest %s, %d bytes, header %+v", sum.Digest, sum.Bytes, sum.Header)
	}
}

func TestFoldOfNoEvents(t *testing.T) {
	s, sum := fold(t, file(t, 0), replay.Options{})
	if s.Seq != 0 || sum.Events != 0 || sum.Digest != digest(t, projections.State{}) {
		t.Errorf("got sequence %d, %d events, digest %s", s.Seq, sum.Events, sum.Digest)
	}
}

func TestFoldToAPoint(t *testing.T) {
	const n = 300
	text := file(t, n)
	var s projections.State
	for r := range rehearsal.Events(n) {
		for name, to := range map[string]projections.Point{
			"before": {Seq: r.Seq - 1},
			"time":   {Time: r.Time.Add(-time.Millisecond)},
		} {
			if to.Time.IsZero() && to.Seq%10 != 0 {
				continue
			}
			if r.Seq%37 != 0 && r.Seq%10 != 1 {
				continue
			}
			got, sum := fold(t, text, replay.Options{To: &to})
			if got.Seq != s.Seq || digest(t, got) != digest(t, s) || sum.Events != n {
				t.Errorf("%s %d: got the state at %d", name, r.Seq, got.Seq)
			}
		}
		var err error
		if s, err = s.Apply(r); err != nil {
			t.Fatal(err)
		}
	}
	end, _ := fold(t, text, replay.Options{To: &projections.Point{Seq: n}})
	late, _ := fold(t, text, replay.Options{To: &projections.Point{Time: s.Time.Add(time.Hour)}})
	if end.Seq != n || late.Seq != n {
		t.Errorf("at the end: got %d and %d, want %d", end.Seq, late.Seq, n)
	}
	var future projections.ErrFuture
	if _, _, err := replay.Fold(t.Context(), bytes.NewReader(text), replay.Options{To: &projections.Point{Seq: n + 1}}); !errors.As(err, &future) || future.Head != n {
		t.Errorf("beyond the end: got %v", err)
	}
}

func TestFoldVerifiesEveryCheckpoint(t *testing.T) {
	const n = 100
	_, half := rehearsed(t, n/2)
	insert := func(digest string) []byte {
		return edited(file(t, n), func(lines [][]byte) [][]byte {
			mark := []byte(`{"checkpoint":50,"digest":"` + digest + `"}`)
			return append(lines[:n/2+1], append([][]byte{mark}, lines[n/2+1:]...)...)
		})
	}
	if _, sum := fold(t, insert(digest(t, half)), replay.Options{}); sum.Checkpoints != 2 {
		t.Errorf("got %d checkpoints, want 2", sum.Checkpoints)
	}
	wrong := insert(digest(t, projections.State{}))
	_, _, err := replay.Fold(t.Context(), bytes.NewReader(wrong), replay.Options{})
	var at *replay.Error
	var differs *replay.DigestError
	if !errors.As(err, &at) || at.Line != n/2+2 || !errors.As(err, &differs) || differs.Seq != n/2 || differs.Got != digest(t, half) {
		t.Errorf("got %v, want a different digest of event 50 in line 52", err)
	}
	if s, _ := fold(t, wrong, replay.Options{SkipDigests: true}); s.Seq != n {
		t.Errorf("without digests: got sequence %d, want %d", s.Seq, n)
	}
}

func TestFoldTellsProgress(t *testing.T) {
	text := file(t, 2000)
	var told []int64
	fold(t, text, replay.Options{Progress: func(read int64) { told = append(told, read) }})
	if len(told) < 3 || told[len(told)-1] > int64(len(text)) {
		t.Fatalf("got %v for a file of %d bytes", told, len(text))
	}
	for i := 1; i < len(told); i++ {
		if told[i] <= told[i-1] {
			t.Errorf("progress went back: %v", told)
		}
	}
}

func TestFoldStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := replay.Fold(ctx, bytes.NewReader(file(t, 500)), replay.Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestEventsYieldsWhatWasRecorded(t *testing.T) {
	const n = 200
	text := file(t, n)
	var got []events.Recorded
	for r, err := range replay.Events(slowReader{bytes.NewReader(text)}) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, r)
	}
	if len(got) != n {
		t.Fatalf("got %d events, want %d", len(got), n)
	}
	i := 0
	for want := range rehearsal.Lines(n) {
		line, err := events.AppendLine(nil, got[i])
		if err != nil || !bytes.Equal(line, want) {
			t.Errorf("event %d: got %s (%v), want %s", i+1, line, err, want)
		}
		i++
	}
}

func TestEventsMayBeLeft(t *testing.T) {
	seen := 0
	for _, err := range replay.Events(bytes.NewReader(file(t, 500))) {
		if err != nil {
			t.Fatal(err)
		}
		if seen++; seen == 3 {
			break
		}
	}
	if seen != 3 {
		t.Errorf("got %d events, want 3", seen)
	}
}

func TestReadHeader(t *testing.T) {
	got, err := replay.ReadHeader(bytes.NewReader(file(t, 3)))
	want := header
	want.Reel = replay.Format
	if err != nil || got != want {
		t.Errorf("got %+v, %v; want %+v", got, err, want)
	}
}

// Every format that was ever released must fold forever.
func TestReleasedStreamsFold(t *testing.T) {
	names, err := filepath.Glob("../testdata/streams/*.jsonl")
	if err != nil || len(names) == 0 {
		t.Fatalf("no stream was found: %v", err)
	}
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			_, sum := fold(t, text, replay.Options{})
			rec, err := replay.Load(t.Context(), bytes.NewReader(text), replay.Options{})
			if err != nil || len(messages(t, rec.Log)) != sum.Events || sum.Events == 0 {
				t.Fatalf("%d events, %v", sum.Events, err)
			}
			if rec.Header.Reel == replay.TrafficFormat {
				if sum.Traffic == 0 {
					t.Error("there is no traffic in it")
				}
				return // which is not kept
			}
			var again bytes.Buffer
			if err := replay.Write(&again, rec.Header, rec.Log.Read(t.Context(), 1, 0), rec.State); err != nil || !bytes.Equal(again.Bytes(), text) {
				t.Errorf("written again, it is another file: %v", err)
			}
		})
	}
}
