package projections_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"reel/events"
	"reel/projections"
	"reel/replay"
	"reel/replay/rehearsal"
)

// history is the states after each of the rehearsed events 0..n, and their times.
func history(tb testing.TB, n int) (states []projections.State) {
	tb.Helper()
	s := projections.State{}
	states = append(states, s)
	for r := range rehearsal.Events(n) {
		s = apply(tb, s, r)
		states = append(states, s)
	}
	return states
}

func asOf(tb testing.TB, live *projections.Live, p projections.Point) projections.State {
	tb.Helper()
	s, err := live.At(tb.Context(), p)
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

func TestAtIsTheStraightFold(t *testing.T) {
	if testing.Short() {
		t.Skip("folds to a thousand points")
	}
	const n = 1100 // more than the checkpoints that are held
	want := history(t, n)
	log := rehearsed(t, n)
	lives := map[string]*projections.Live{
		"from the beginning": open(t, log, projections.Options{}),
		"from a snapshot":    open(t, log, projections.Options{Start: want[700]}),
	}
	for name, live := range lives {
		t.Run(name, func(t *testing.T) {
			for seq := range uint64(n + 1) {
				s := asOf(t, live, projections.Point{Seq: seq})
				if s.Seq != seq || seq%50 == 0 && projections.Difference(want[seq], s) != "" {
					t.Fatalf("at %d: got the state at %d", seq, s.Seq)
				}
				if seq == 0 {
					continue
				}
				moment := rehearsal.Start.Add(time.Duration(seq) * time.Second)
				for when, seq := range map[time.Time]uint64{
					moment:                       seq,
					moment.Add(-time.Nanosecond): seq - 1,
					moment.Add(time.Second / 2):  seq,
				} {
					if s := asOf(t, live, projections.Point{Time: when}); s.Seq != seq || seq%50 == 0 && projections.Difference(want[seq], s) != "" {
						t.Fatalf("at %v: got the state at %d, want %d", when, s.Seq, seq)
					}
				}
			}
			if s := asOf(t, live, projections.Point{Time: rehearsal.Start.Add(-time.Hour)}); s.Seq != 0 || digest(t, s) != digest(t, projections.State{}) {
				t.Errorf("before everything: got the state at %d", s.Seq)
			}
			if s := asOf(t, live, projections.Point{Time: rehearsal.Start.AddDate(1, 0, 0)}); s.Seq != n {
				t.Errorf("in the future: got the state at %d", s.Seq)
			}
			if kept := live.Checkpoints(); len(kept) > projections.MaxCheckpoints {
				t.Errorf("%d checkpoints", len(kept))
			}
		})
	}
}

func TestAtTheFutureIsAnError(t *testing.T) {
	live := open(t, rehearsed(t, 10), projections.Options{})
	_, err := live.At(t.Context(), projections.Point{Seq: 11})
	if want := (projections.ErrFuture{Seq: 11, Head: 10}); !errors.Is(err, want) {
		t.Errorf("got %v, want %v", err, want)
	}
}

// Several events of one moment: the last of them is the state at that moment.
func TestAtAMomentOfSeveralEvents(t *testing.T) {
	log := new(replay.Memory)
	for r := range rehearsal.Events(30) {
		r.Time = rehearsal.Start.Add(time.Duration(r.Seq/10) * time.Second)
		appendTo(t, log, r)
	}
	for _, live := range []*projections.Live{open(t, log, projections.Options{}), open(t, log, projections.Options{Start: history(t, 30)[0]})} {
		for second, want := range []uint64{9, 19, 29, 30} {
			if s := asOf(t, live, projections.Point{Time: rehearsal.Start.Add(time.Duration(second) * time.Second)}); s.Seq != want {
				t.Errorf("second %d: got the state at %d, want %d", second, s.Seq, want)
			}
		}
	}
}

func TestCheckpointsAreBoundedAndEven(t *testing.T) {
	live := open(t, new(replay.Memory), projections.Options{})
	most := 0
	for range 2000 {
		create(t, live)
		kept := live.Checkpoints()
		most = max(most, len(kept))
		if len(kept) > projections.MaxCheckpoints {
			t.Fatalf("%d checkpoints", len(kept))
		}
	}
	kept := live.Checkpoints()
	if most < projections.MaxCheckpoints || kept[0] != 0 {
		t.Errorf("at most %d checkpoints, the first at %d", most, kept[0])
	}
	spacing := kept[1] - kept[0]
	for i := 1; i < len(kept); i++ {
		if kept[i]-kept[i-1] != spacing {
			t.Errorf("checkpoints %d and %d are %d apart, the first %d", kept[i-1], kept[i], kept[i]-kept[i-1], spacing)
		}
	}
	// 2000 events need a spacing of 8 to leave no more than 256.
	if spacing != 8 {
		t.Errorf("got a spacing of %d, want 8", spacing)
	}
}

// Looking back again and again reads the log once.
func TestLookingBackIsRemembered(t *testing.T) {
	log := &counted{Memory: rehearsed(t, 2000)}
	live := open(t, log, projections.Options{Start: fold(t, 2000)})
	asOf(t, live, projections.Point{Seq: 1500})
	log.read = 0
	asOf(t, live, projections.Point{Seq: 1500})
	asOf(t, live, projections.Point{Seq: 1400})
	if log.read > 100 {
		t.Errorf("%d events were read to look at what had been looked at", log.read)
	}
}

func TestAtStopsWithItsContext(t *testing.T) {
	live := open(t, rehearsed(t, 500), projections.Options{Start: fold(t, 500)})
	c, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := live.At(c, projections.Point{Seq: 400}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestHistoryYieldsTheEvents(t *testing.T) {
	live := open(t, rehearsed(t, 200), projections.Options{})
	tests := []struct{ from, to, first, last uint64 }{{1, 0, 1, 200}, {0, 5, 1, 5}, {70, 190, 70, 190}, {200, 0, 200, 200}}
	for _, tt := range tests {
		var got []events.Recorded
		for r, err := range live.History(t.Context(), tt.from, tt.to) {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, r)
		}
		if uint64(len(got)) != tt.last-tt.first+1 || got[0].Seq != tt.first || got[len(got)-1].Seq != tt.last {
			t.Errorf("%d..%d: got %d events", tt.from, tt.to, len(got))
		}
	}
}

func TestParsePoint(t *testing.T) {
	tests := []struct {
		text string
		want projections.Point
		ok   bool
	}{
		{"42", projections.Point{Seq: 42}, true},
		{"0", projections.Point{}, true},
		{"2026-01-01T00:00:00Z", projections.Point{Time: rehearsal.Start}, true},
		{"2026-01-01T02:00:00.5+02:00", projections.Point{Time: rehearsal.Start.Add(time.Second / 2)}, true},
		{"-1", projections.Point{}, false},
		{"", projections.Point{}, false},
		{"yesterday", projections.Point{}, false},
		{"2026-01-01", projections.Point{}, false},
	}
	for _, tt := range tests {
		got, err := projections.ParsePoint(tt.text)
		if (err == nil) != tt.ok || got != tt.want {
			t.Errorf("%q: got %+v, %v", tt.text, got, err)
		}
	}
}
