package events_test

import (
	"testing"
	"time"

	"reel/events"
)

func TestParseClock(t *testing.T) {
	tests := []struct {
		text, want string
		ok         bool
	}{
		{"real", "real", true},
		{"", "real", true},
		{"2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z", true},
		{"2026-01-01T02:00:00+02:00", "2026-01-01T00:00:00Z", true},
		{"2026-01-01T00:00:00.25Z", "2026-01-01T00:00:00.25Z", true},
		{"now", "", false},
		{"2026-01-01", "", false},
		{"1767225600", "", false},
	}
	for _, tt := range tests {
		c, err := events.ParseClock(tt.text)
		if (err == nil) != tt.ok || tt.ok && c.String() != tt.want {
			t.Errorf("%q: got %s, %v; want %s", tt.text, c, err, tt.want)
		}
		if again, err := events.ParseClock(c.String()); tt.ok && (err != nil || again != c) {
			t.Errorf("%q: %s comes back as %v, %v", tt.text, c, again, err)
		}
	}
}

func TestAFixedClockStepsWithTheSequence(t *testing.T) {
	c, err := events.ParseClock("2026-01-01T00:00:00Z")
	if err != nil {
		t.Fatal(err)
	}
	for seq := range uint64(5) {
		if got, want := c.At(seq, time.Time{}), newYear.Add(time.Duration(seq)*time.Second); !got.Equal(want) {
			t.Errorf("sequence %d: got %v, want %v", seq, got, want)
		}
	}
	later := newYear.Add(time.Hour)
	if got := c.At(3, later); !got.Equal(later) {
		t.Errorf("behind an event of %v: got %v", later, got)
	}
}

func TestTheRealClockNeverGoesBack(t *testing.T) {
	var c events.Clock
	before := time.Now().UTC().Truncate(time.Millisecond)
	got := c.At(1, time.Time{})
	if got.Before(before) || got.After(time.Now()) || got.Location() != time.UTC || got.Nanosecond()%1e6 != 0 {
		t.Errorf("got %v at %v", got, before)
	}
	future := before.Add(time.Hour)
	if got := c.At(2, future); !got.Equal(future) {
		t.Errorf("the machine's clock was set back: got %v behind %v", got, future)
	}
}
