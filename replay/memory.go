package replay

import (
	"context"
	"fmt"
	"iter"
	"sync"

	"reel/events"
)

// A Memory is a log in memory, such as a file is loaded into: it can be looked
// back upon with [projections.Live], and continued without a trace elsewhere.
// The zero Memory is empty. It is safe for use by any number of goroutines.
type Memory struct {
	mu       sync.RWMutex
	messages []events.Message
}

// Append writes one entry behind the one with sequence last, or fails with
// [events.ErrConflict].
func (m *Memory) Append(ctx context.Context, e events.Entry, last uint64) (uint64, error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if head := uint64(len(m.messages)); last != head {
		return 0, fmt.Errorf("%w: event %d was expected to be the newest, and %d is", events.ErrConflict, last, head)
	}
	m.messages = append(m.messages, events.Message{Seq: last + 1, ID: e.ID, Data: e.Data, Mine: true})
	return last + 1, nil
}

// Read yields the messages from..to in order, both included; to 0 is the newest
// when reading begins.
func (m *Memory) Read(ctx context.Context, from, to uint64) iter.Seq2[events.Message, error] {
	return func(yield func(events.Message, error) bool) {
		for _, message := range m.between(max(from, 1), to) {
			if err := ctx.Err(); err != nil {
				yield(events.Message{}, err)
				return
			}
			if !yield(message, nil) {
				return
			}
		}
	}
}

// between is the messages from..to. What was appended is never changed, so the
// slice may be read without the lock.
func (m *Memory) between(from, to uint64) []events.Message {
	m.mu.RLock()
	defer m.mu.RUnlock()
	head := uint64(len(m.messages))
	if to == 0 || to > head {
		to = head
	}
	if from > to {
		return nil
	}
	return m.messages[from-1 : to]
}
