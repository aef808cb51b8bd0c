package journal

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Format is the newest format of log that this program reads and writes.
const Format = 1

// RealClock is the Clock of a log that records the time of day.
const RealClock = "real"

// Meta is what a log is for good: fixed when its stream is made, kept in the
// stream's metadata, and the same for everybody who opens it later.
type Meta struct {
	// Reel is the log's format, 1..Format.
	Reel int

	// Version is the program that made the log, for people.
	Version string

	// Seed is what every id is drawn from. A log that is made without one gets
	// one of 32 bits, so that JSON readers everywhere can hold it.
	Seed uint64

	// Clock is "real", or the RFC 3339 instant at which recorded time starts.
	Clock string

	// More is what else is fixed with the log. Keys are compared one by one: a
	// key that the log does not have differs from any value asked for.
	More map[string]string
}

// Keys of the stream's metadata; what is in Meta.More has keyMore in front.
const (
	keyReel    = "reel.format"
	keyVersion = "reel.version"
	keySeed    = "reel.seed"
	keyClock   = "reel.clock"
	keyMore    = "reel.more."
)

func (m Meta) check() error {
	if m.Reel < 0 || m.Reel > Format {
		return fmt.Errorf("journal: format %d is not known; this program writes %d", m.Reel, Format)
	}
	if m.Clock == "" || m.Clock == RealClock {
		return nil
	}
	if _, err := time.Parse(time.RFC3339, m.Clock); err != nil {
		return fmt.Errorf("journal: clock %q is neither %q nor an RFC 3339 instant such as 2026-01-01T00:00:00Z", m.Clock, RealClock)
	}
	return nil
}

// settled is m as a new log keeps it: nothing left open.
func (m Meta) settled() Meta {
	if m.Reel == 0 {
		m.Reel = Format
	}
	if m.Clock == "" {
		m.Clock = RealClock
	}
	for m.Seed == 0 {
		m.Seed = uint64(rand.Uint32())
	}
	m.More = maps.Clone(m.More)
	return m
}

func (m Meta) encode() map[string]string {
	kv := map[string]string{
		keyReel:    strconv.Itoa(m.Reel),
		keyVersion: m.Version,
		keySeed:    strconv.FormatUint(m.Seed, 10),
		keyClock:   m.Clock,
	}
	for k, v := range m.More {
		kv[keyMore+k] = v
	}
	return kv
}

func decodeMeta(kv map[string]string) (Meta, error) {
	m := Meta{Version: kv[keyVersion], Clock: kv[keyClock]}
	var err error
	if m.Reel, err = strconv.Atoi(kv[keyReel]); err != nil {
		return Meta{}, fmt.Errorf("its metadata has no format (%s)", keyReel)
	}
	if m.Reel > Format {
		return m, fmt.Errorf("%w: %d, written by version %q; this program reads up to %d, a newer one is needed", ErrNewerFormat, m.Reel, m.Version, Format)
	}
	if m.Seed, err = strconv.ParseUint(kv[keySeed], 10, 64); err != nil {
		return Meta{}, fmt.Errorf("its metadata has no seed (%s)", keySeed)
	}
	for k, v := range kv {
		if name, ok := strings.CutPrefix(k, keyMore); ok {
			if m.More == nil {
				m.More = map[string]string{}
			}
			m.More[name] = v
		}
	}
	return m, nil
}

// agree says in words where the log differs from what is wanted of it.
func (m Meta) agree(want Meta) error {
	if want.Seed != 0 && want.Seed != m.Seed {
		return fmt.Errorf("%w: with seed %d, and this run asks for seed %d; ask for none, or use another place", ErrMetaMismatch, m.Seed, want.Seed)
	}
	if want.Clock != "" && !sameClock(want.Clock, m.Clock) {
		return fmt.Errorf("%w: with clock %s, and this run asks for clock %s; ask for none, or use another place", ErrMetaMismatch, m.Clock, want.Clock)
	}
	for _, k := range slices.Sorted(maps.Keys(want.More)) {
		if want.More[k] != m.More[k] {
			return fmt.Errorf("%w: with %s %q, and this run asks for %q", ErrMetaMismatch, k, m.More[k], want.More[k])
		}
	}
	return nil
}

// sameClock takes two spellings of one instant as the same.
func sameClock(a, b string) bool {
	if a == b {
		return true
	}
	ta, errA := time.Parse(time.RFC3339, a)
	tb, errB := time.Parse(time.RFC3339, b)
	return errA == nil && errB == nil && ta.Equal(tb)
}
