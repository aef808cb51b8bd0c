package events

import (
	"fmt"
	"time"
)

// A Clock gives recorded time. The zero Clock is the real one.
type Clock struct {
	start time.Time
}

// ParseClock reads "real", or the RFC 3339 instant at which a fixed clock starts.
func ParseClock(s string) (Clock, error) {
	if s == "real" || s == "" {
		return Clock{}, nil
	}
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return Clock{}, fmt.Errorf("the clock %q is neither real nor an instant such as 2026-01-01T00:00:00Z", s)
	}
	return Clock{t.UTC()}, nil
}

// String is what ParseClock reads.
func (c Clock) String() string {
	if c.start.IsZero() {
		return "real"
	}
	return c.start.Format(time.RFC3339Nano)
}

// At is the time to record for the given sequence: a fixed clock's start plus
// one second for each event, or the real time in milliseconds; never before last.
func (c Clock) At(seq uint64, last time.Time) time.Time {
	now := c.start.Add(time.Duration(seq) * time.Second)
	if c.start.IsZero() {
		now = time.Now().UTC().Truncate(time.Millisecond)
	}
	if now.Before(last) {
		return last
	}
	return now
}
