package journal_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"reel/events/journal"
)

// open opens a log that is closed with the test.
func open(t testing.TB, o journal.Options) *journal.Log {
	t.Helper()
	l, err := journal.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	})
	return l
}

func subject(seq uint64) string {
	return fmt.Sprintf("000000000000.us-east-1.apigateway.restapis.a1.resources.r%d", seq)
}

func id(seq uint64) string { return fmt.Sprintf("id%06d", seq) }

func entry(seq uint64) journal.Entry {
	return journal.Entry{Subject: subject(seq), ID: id(seq), Data: fmt.Appendf(nil, `{"seq":%d}`, seq)}
}

// fill appends n events to an empty log.
func fill(t testing.TB, l *journal.Log, n uint64) {
	t.Helper()
	for seq := uint64(1); seq <= n; seq++ {
		if got, err := l.Append(context.Background(), entry(seq), seq-1); err != nil || got != seq {
			t.Fatalf("append: got sequence %d, error %v; want %d", got, err, seq)
		}
	}
}

// readAll is what Read yields, and its error.
func readAll(t testing.TB, l *journal.Log, from, to uint64) ([]journal.Message, error) {
	t.Helper()
	var ms []journal.Message
	for m, err := range l.Read(context.Background(), from, to) {
		if err != nil {
			return ms, err
		}
		ms = append(ms, m)
	}
	return ms, nil
}

func seqs(ms []journal.Message) []uint64 {
	var s []uint64
	for _, m := range ms {
		s = append(s, m.Seq)
	}
	return s
}

func upTo(from, to uint64) []uint64 {
	var s []uint64
	for ; from <= to; from++ {
		s = append(s, from)
	}
	return s
}

func checkSeqs(t testing.TB, ms []journal.Message, from, to uint64) {
	t.Helper()
	if got, want := seqs(ms), upTo(from, to); !slices.Equal(got, want) {
		t.Errorf("got sequences %v, want %v", got, want)
	}
}

// decideUntilRecorded is what a writer does: append at the end, and after a
// conflict or a lost acknowledgement catch up and look for its own first.
func decideUntilRecorded(t testing.TB, l *journal.Log, name string) {
	ctx := context.Background()
	var last uint64
	for m, err := range l.Read(ctx, 1, 0) {
		if err != nil {
			t.Error(err)
			return
		}
		last = m.Seq
	}
	for {
		_, err := l.Append(ctx, journal.Entry{Subject: "some.where", ID: name, Data: []byte(name)}, last)
		if err == nil {
			return
		}
		if !errors.Is(err, journal.ErrConflict) && !errors.Is(err, journal.ErrUnknownOutcome) && !errors.Is(err, journal.ErrUnavailable) {
			t.Error(err)
			return
		}
		for m, err := range l.Read(ctx, last+1, 0) {
			if err != nil {
				if errors.Is(err, journal.ErrUnavailable) {
					break
				}
				t.Error(err)
				return
			}
			if last = m.Seq; m.Mine && m.ID == name {
				return
			}
		}
	}
}
