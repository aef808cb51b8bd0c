package projections

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"sync"
	"time"

	"reel/events"
)

// A Point is a place in the log: a sequence number, or the last event that was
// recorded at a time or before it.
type Point struct {
	Seq  uint64
	Time time.Time // used when it is not zero
}

// ParsePoint reads a sequence number or an RFC 3339 time.
func ParsePoint(s string) (Point, error) {
	if seq, err := strconv.ParseUint(s, 10, 64); err == nil {
		return Point{Seq: seq}, nil
	}
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return Point{}, fmt.Errorf("%q is neither a sequence number nor an RFC 3339 time", s)
	}
	return Point{Time: t.UTC()}, nil
}

// Beyond tells whether an event stands behind the point.
func (p Point) Beyond(seq uint64, t time.Time) bool {
	if p.Time.IsZero() {
		return seq > p.Seq
	}
	return t.After(p.Time)
}

// ErrFuture is the answer to a sequence that has not been written yet.
type ErrFuture struct{ Seq, Head uint64 }

func (e ErrFuture) Error() string {
	return fmt.Sprintf("there is no event %d yet: the newest is %d", e.Seq, e.Head)
}

// At is the state at a point of the log: the nearest checkpoint before it and
// the fold of the rest.
func (l *Live) At(ctx context.Context, p Point) (State, error) {
	head := l.Head()
	if p.Time.IsZero() && p.Seq > head.Seq {
		return State{}, ErrFuture{p.Seq, head.Seq}
	}
	if !p.Beyond(head.Seq, head.Time) {
		return head, nil
	}
	s, to := l.checkpoints.around(p, head.Seq)
	if p.Time.IsZero() {
		to = p.Seq
	}
	if s.Seq == to {
		return s, nil
	}
	for r, err := range ParseAll(l.log.Read(ctx, s.Seq+1, to)) {
		if err != nil {
			return State{}, err
		}
		if p.Beyond(r.Seq, r.Time) {
			return s, nil
		}
		if s, err = s.Apply(r); err != nil {
			return State{}, err
		}
		l.checkpoints.keep(s)
	}
	return s, nil
}

// History yields the recorded events from..to, both included; to 0 is the newest.
func (l *Live) History(ctx context.Context, from, to uint64) iter.Seq2[events.Recorded, error] {
	return ParseAll(l.log.Read(ctx, max(from, 1), to))
}

// maxCheckpoints is how many older states are held. When there are more, the
// spacing doubles and about every second one is let go.
const maxCheckpoints = 256

// checkpoints are older states in the order of the log, spaced evenly.
type checkpoints struct {
	mu      sync.Mutex
	spacing uint64
	states  []State
}

// keep holds on to a state if there is none within the spacing of it.
func (c *checkpoints) keep(s State) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.spacing = max(c.spacing, 1)
	i, found := slices.BinarySearchFunc(c.states, s.Seq, func(s State, seq uint64) int { return cmp.Compare(s.Seq, seq) })
	if found || i > 0 && s.Seq < c.states[i-1].Seq+c.spacing || i < len(c.states) && c.states[i].Seq < s.Seq+c.spacing {
		return
	}
	c.states = slices.Insert(c.states, i, s)
	for len(c.states) > maxCheckpoints {
		c.thin()
	}
}

// thin doubles the spacing and lets go of the states that stand too near to the
// one before.
func (c *checkpoints) thin() {
	c.spacing *= 2
	kept := c.states[:1]
	for _, s := range c.states[1:] {
		if s.Seq >= kept[len(kept)-1].Seq+c.spacing {
			kept = append(kept, s)
		}
	}
	clear(c.states[len(kept):])
	c.states = kept
}

// around is the last checkpoint that is not beyond the point, else the zero State,
// and the sequence before the next one, else head: the point is between them.
func (c *checkpoints) around(p Point, head uint64) (s State, to uint64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	i, _ := slices.BinarySearchFunc(c.states, p, func(s State, p Point) int {
		if p.Beyond(s.Seq, s.Time) {
			return 1
		}
		return -1
	})
	to = head
	if i < len(c.states) {
		to = c.states[i].Seq - 1
	}
	if i > 0 {
		s = c.states[i-1]
	}
	return s, to
}
