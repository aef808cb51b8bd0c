package emulator

import (
	"context"
	"fmt"
	"testing"

	"reel/projections"
)

// Open starts an emulator in memory for the length of a test, with the state of
// a stream file if one is named. When the test ends, the emulator's log is folded
// from its beginning and compared with the live state.
func Open(t testing.TB, file string) *Emulator {
	t.Helper()
	return OpenWith(t, Config{From: file})
}

// OpenWith is Open for any Config.
func OpenWith(t testing.TB, c Config) *Emulator {
	t.Helper()
	e, err := Start(t.Context(), c)
	if err != nil {
		t.Fatalf("reel: %v", err)
	}
	t.Cleanup(func() {
		if err := e.verify(context.Background()); err != nil {
			t.Errorf("reel: the log does not fold to the live state: %v", err)
		}
		if err := e.Close(); err != nil {
			t.Errorf("reel: %v", err)
		}
	})
	return e
}

// verify folds the log from its beginning and compares what it comes to with the
// live state.
func (e *Emulator) verify(ctx context.Context) error {
	live := e.Live.Head()
	var s projections.State
	for m, err := range e.Live.Messages(ctx, 1, live.Seq) {
		if err != nil {
			return err
		}
		r, err := projections.Parse(m)
		if err != nil {
			return err
		}
		if s, err = s.Apply(r); err != nil {
			return err
		}
	}
	return sameDigest(s, live)
}

func sameDigest(folded, live projections.State) error {
	got, err := folded.Digest()
	if err != nil {
		return err
	}
	want, err := live.Digest()
	if err != nil {
		return err
	}
	if got != want {
		return fmt.Errorf("digest %s, want %s", got, want)
	}
	return nil
}
