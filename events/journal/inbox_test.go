package journal_test

import (
	"context"
	"errors"
	"sync"
	"testing"

	"reel/events/journal"
)

// The answer to an append that was given up comes later, and is not taken for
// that of the next one.
func TestLateAnswersAreNobodys(t *testing.T) {
	l := open(t, journal.Options{Dir: t.TempDir()})
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	for range 100 {
		last, err := l.Last(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := l.Append(gone, entry(last+1), last); err == nil {
			continue // it was answered before anybody looked
		} else if !errors.Is(err, journal.ErrUnknownOutcome) && !errors.Is(err, journal.ErrUnavailable) {
			t.Fatal(err)
		}
		if seq, err := l.Append(t.Context(), entry(last+2), last+1); err == nil && seq != last+2 {
			t.Fatalf("got sequence %d behind %d", seq, last+1)
		} else if err != nil && !errors.Is(err, journal.ErrConflict) {
			t.Fatal(err)
		}
	}
	ms, err := readAll(t, l, 1, 0)
	if err != nil {
		t.Fatal(err)
	}
	checkSeqs(t, ms, 1, uint64(len(ms)))
}

// However many append at a time, each gets its own answer: one is recorded, the
// others are told that they were late.
func TestAppendsAtOnce(t *testing.T) {
	l := open(t, journal.Options{Ephemeral: true})
	const writers, rounds = 8, 20
	for round := range uint64(rounds) {
		var wg sync.WaitGroup
		won := make(chan uint64, writers)
		for range writers {
			wg.Go(func() {
				switch seq, err := l.Append(t.Context(), entry(round+1), round); {
				case err == nil:
					won <- seq
				case !errors.Is(err, journal.ErrConflict):
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if len(won) != 1 || <-won != round+1 {
			t.Fatalf("of %d appends behind %d not exactly one was recorded", writers, round)
		}
	}
}
