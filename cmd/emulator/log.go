package emulator

import (
	"context"
	"errors"
	"iter"

	"reel/events"
	"reel/events/journal"
)

// A log is a journal as the fold sees it.
type log struct{ *journal.Log }

// Append writes one event; how it can fail is told in the words of [events.Log].
func (l log) Append(ctx context.Context, e events.Entry, last uint64) (uint64, error) {
	seq, err := l.Log.Append(ctx, journal.Entry{Subject: journal.Token(e.Subject), ID: e.ID, Data: e.Data}, last)
	switch {
	case errors.Is(err, journal.ErrConflict):
		return 0, errors.Join(events.ErrConflict, err)
	case errors.Is(err, journal.ErrUnknownOutcome):
		return 0, errors.Join(events.ErrOutcome, err)
	case errors.Is(err, journal.ErrTooLarge):
		return 0, events.Refuse("RequestEntityTooLargeException", "%s", err)
	}
	return seq, err
}

// Read yields events in order.
func (l log) Read(ctx context.Context, from, to uint64) iter.Seq2[events.Message, error] {
	return func(yield func(events.Message, error) bool) {
		for m, err := range l.Log.Read(ctx, from, to) {
			if !yield(message(m), err) {
				return
			}
		}
	}
}

func message(m journal.Message) events.Message {
	return events.Message{Seq: m.Seq, ID: m.ID, Data: m.Data, Mine: m.Mine}
}
