package journal_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"reel/events/journal"
)

func TestTrafficHasItsOwnSequence(t *testing.T) {
	everyKind(t, func(t *testing.T, place journal.Options) {
		l := open(t, place)
		fill(t, l, 3)
		exchange(t, l, 1, 50)
		if last, err := l.LastTraffic(t.Context()); last != 50 || err != nil {
			t.Errorf("got last traffic %d, error %v; want 50", last, err)
		}
		if last, err := l.Last(t.Context()); last != 3 || err != nil {
			t.Errorf("got last event %d, error %v; want 3", last, err)
		}
		var got []uint64
		for m, err := range l.ReadTraffic(t.Context(), 1, 0) {
			if err != nil {
				t.Fatal(err)
			}
			if want := fmt.Sprint(m.Seq); m.Subject != "a1.dev" || string(m.Data) != want {
				t.Errorf("got %+v, want subject a1.dev and data %s", m, want)
			}
			got = append(got, m.Seq)
		}
		if want := upTo(1, 50); !slices.Equal(got, want) {
			t.Errorf("got %v, want %v", got, want)
		}
	})
}

// exchange appends traffic from..to, and waits until it is stored.
func exchange(t testing.TB, l *journal.Log, from, to uint64) {
	t.Helper()
	for n := from; n <= to; n++ {
		if err := l.AppendTraffic(t.Context(), "a1.dev", fmt.Append(nil, n)); err != nil {
			t.Fatal(err)
		}
	}
	if err := l.FlushTraffic(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func TestTrafficIsBounded(t *testing.T) {
	everyKind(t, func(t *testing.T, place journal.Options) {
		place.Traffic = journal.Bounds{Messages: 100}
		l := open(t, place)
		exchange(t, l, 1, 2500)
		var got []uint64
		for m, err := range l.ReadTraffic(t.Context(), 1, 0) {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, m.Seq)
		}
		if want := upTo(2401, 2500); !slices.Equal(got, want) {
			t.Errorf("got %d messages %v, want 2401 to 2500", len(got), got)
		}
	})
}

func TestFollowTraffic(t *testing.T) {
	everyKind(t, func(t *testing.T, place journal.Options) {
		l := open(t, place)
		exchange(t, l, 1, 5)
		var got []uint64
		began, done := make(chan struct{}), make(chan error, 1)
		go func() {
			done <- l.FollowTraffic(t.Context(), 1, func(m journal.Message) error {
				if got = append(got, m.Seq); m.Seq == 1 {
					close(began)
				}
				if m.Seq == 40 {
					return errEnough
				}
				return nil
			})
		}()
		<-began
		exchange(t, l, 6, 40)
		if err := <-done; !errors.Is(err, errEnough) {
			t.Fatal(err)
		}
		if want := upTo(1, 40); !slices.Equal(got, want) {
			t.Errorf("got %v, want %v", got, want)
		}
	})
}

func TestTrafficIsStoredByClose(t *testing.T) {
	dir := t.TempDir()
	l, err := journal.Open(t.Context(), journal.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	for n := range 200 {
		if err := l.AppendTraffic(t.Context(), "a1.dev", fmt.Append(nil, n)); err != nil {
			t.Fatal(err)
		}
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	l = open(t, journal.Options{Dir: dir})
	if last, err := l.LastTraffic(t.Context()); last != 200 || err != nil {
		t.Errorf("got last traffic %d, error %v; want 200", last, err)
	}
}

func TestTrafficOfNothing(t *testing.T) {
	l := open(t, journal.Options{Ephemeral: true})
	for m, err := range l.ReadTraffic(t.Context(), 1, 0) {
		t.Errorf("got %+v, error %v; want nothing", m, err)
	}
	if err := l.AppendTraffic(t.Context(), "a b", nil); err == nil {
		t.Error("a subject with a space was taken")
	}
}
