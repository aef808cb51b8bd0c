package journal_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"reel/events/journal"
)

// kinds are the places that a log can be in: one suite runs on all of them.
var kinds = []struct {
	name  string
	place func(t testing.TB) journal.Options
}{
	{"memory", func(testing.TB) journal.Options { return journal.Options{Ephemeral: true} }},
	{"file", func(t testing.TB) journal.Options { return journal.Options{Dir: t.TempDir()} }},
	{"fsynced file", func(t testing.TB) journal.Options { return journal.Options{Dir: t.TempDir(), Fsync: true} }},
	{"external", func(t testing.TB) journal.Options {
		return journal.Options{URL: startNATS(t, natsOptions(t)).ClientURL()}
	}},
}

// everyKind runs a test on a fresh place of every kind.
func everyKind(t *testing.T, test func(t *testing.T, place journal.Options)) {
	for _, kind := range kinds {
		t.Run(kind.name, func(t *testing.T) { test(t, kind.place(t)) })
	}
}

func TestAppendedIsRead(t *testing.T) {
	everyKind(t, func(t *testing.T, place journal.Options) {
		l := open(t, place)
		fill(t, l, 40)
		ms, err := readAll(t, l, 1, 0)
		if err != nil {
			t.Fatal(err)
		}
		checkSeqs(t, ms, 1, 40)
		for _, m := range ms {
			want := entry(m.Seq)
			if m.Subject != want.Subject || m.ID != want.ID || !bytes.Equal(m.Data, want.Data) || !m.Mine || m.Time.IsZero() {
				t.Errorf("got %+v, want %+v, ours, with a time", m, want)
			}
		}
		if last, err := l.Last(t.Context()); last != 40 || err != nil {
			t.Errorf("got last %d, error %v; want 40", last, err)
		}
	})
}

func TestReadRange(t *testing.T) {
	everyKind(t, func(t *testing.T, place journal.Options) {
		l := open(t, place)
		fill(t, l, 50)
		for _, tt := range []struct{ from, to, first, last uint64 }{
			{1, 0, 1, 50},
			{0, 0, 1, 50},
			{1, 50, 1, 50},
			{1, 1, 1, 1},
			{7, 9, 7, 9},
			{3, 45, 3, 45},
			{50, 0, 50, 50},
			{49, 1000, 49, 50},
			{51, 0, 1, 0},
			{9, 7, 1, 0},
		} {
			t.Run(fmt.Sprintf("%d to %d", tt.from, tt.to), func(t *testing.T) {
				ms, err := readAll(t, l, tt.from, tt.to)
				if err != nil {
					t.Fatal(err)
				}
				checkSeqs(t, ms, tt.first, tt.last)
			})
		}
	})
}

func TestReadStopsWhenAsked(t *testing.T) {
	everyKind(t, func(t *testing.T, place journal.Options) {
		l := open(t, place)
		fill(t, l, 50)
		for _, after := range []int{1, 20} {
			n := 0
			for range l.Read(t.Context(), 1, 0) {
				if n++; n == after {
					break
				}
			}
			if n != after {
				t.Errorf("got %d messages, want %d", n, after)
			}
		}
	})
}

func TestReadOfNothing(t *testing.T) {
	everyKind(t, func(t *testing.T, place journal.Options) {
		l := open(t, place)
		if ms, err := readAll(t, l, 1, 0); len(ms) != 0 || err != nil {
			t.Errorf("got %v, error %v; want nothing", ms, err)
		}
		if last, err := l.Last(t.Context()); last != 0 || err != nil {
			t.Errorf("got last %d, error %v; want 0", last, err)
		}
	})
}

func TestGet(t *testing.T) {
	everyKind(t, func(t *testing.T, place journal.Options) {
		l := open(t, place)
		fill(t, l, 3)
		m, err := l.Get(t.Context(), 2)
		if err != nil {
			t.Fatal(err)
		}
		if want := entry(2); m.Seq != 2 || m.ID != want.ID || m.Subject != want.Subject || !bytes.Equal(m.Data, want.Data) || !m.Mine {
			t.Errorf("got %+v, want %+v", m, want)
		}
		for _, seq := range []uint64{0, 4, 1 << 60} {
			if _, err := l.Get(t.Context(), seq); !errors.Is(err, journal.ErrNotFound) {
				t.Errorf("get %d: got error %v, want %v", seq, err, journal.ErrNotFound)
			}
		}
	})
}

func TestStaleAppendConflicts(t *testing.T) {
	everyKind(t, func(t *testing.T, place journal.Options) {
		l := open(t, place)
		fill(t, l, 2)
		for _, expect := range []uint64{0, 1, 3, 99} {
			if seq, err := l.Append(t.Context(), entry(9), expect); !errors.Is(err, journal.ErrConflict) {
				t.Errorf("append after %d: got %d, error %v; want %v", expect, seq, err, journal.ErrConflict)
			}
		}
		ms, err := readAll(t, l, 1, 0)
		if err != nil {
			t.Fatal(err)
		}
		checkSeqs(t, ms, 1, 2)
	})
}

// The same id again is a new entry: nothing is taken for a duplicate, however
// soon it comes.
func TestSameIDIsNoDuplicate(t *testing.T) {
	everyKind(t, func(t *testing.T, place journal.Options) {
		l := open(t, place)
		for seq := uint64(1); seq <= 2; seq++ {
			if got, err := l.Append(t.Context(), entry(1), seq-1); got != seq || err != nil {
				t.Fatalf("got sequence %d, error %v; want %d", got, err, seq)
			}
		}
		if last, _ := l.Last(t.Context()); last != 2 {
			t.Errorf("got last %d, want 2", last)
		}
	})
}

// Many writers who each decide again after a conflict are each recorded once.
func TestWritersInConflict(t *testing.T) {
	everyKind(t, func(t *testing.T, place journal.Options) {
		l := open(t, place)
		const writers, each = 4, 25
		var wg sync.WaitGroup
		for w := range writers {
			wg.Go(func() {
				for n := range each {
					appendSomewhere(t, l, fmt.Sprintf("w%d-%d", w, n))
				}
			})
		}
		wg.Wait()
		checkOnce(t, l, writers*each)
	})
}

// appendSomewhere appends at the end, wherever that comes to be.
func appendSomewhere(t testing.TB, l *journal.Log, name string) {
	for {
		last, err := l.Last(context.Background())
		if err != nil {
			t.Error(err)
			return
		}
		_, err = l.Append(context.Background(), journal.Entry{Subject: "some.where", ID: name, Data: []byte(name)}, last)
		if err == nil {
			return
		}
		if !errors.Is(err, journal.ErrConflict) {
			t.Error(err)
			return
		}
	}
}

// checkOnce sees to it that the log has n entries and no id twice.
func checkOnce(t testing.TB, l *journal.Log, n int) {
	t.Helper()
	ms, err := readAll(t, l, 1, 0)
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]uint64{}
	for _, m := range ms {
		if before, twice := ids[m.ID]; twice {
			t.Errorf("%s is recorded twice, as %d and %d", m.ID, before, m.Seq)
		}
		ids[m.ID] = m.Seq
	}
	if len(ms) != n {
		t.Errorf("got %d entries, want %d", len(ms), n)
	}
}

var errEnough = errors.New("enough")

func TestFollow(t *testing.T) {
	everyKind(t, func(t *testing.T, place journal.Options) {
		l := open(t, place)
		fill(t, l, 5)
		var got []uint64
		caughtUp := make(chan struct{})
		done := make(chan error, 1)
		go func() {
			done <- l.Follow(t.Context(), 3, func(m journal.Message) error {
				got = append(got, m.Seq)
				switch m.Seq {
				case 5:
					close(caughtUp)
				case 30:
					return errEnough
				}
				return nil
			})
		}()
		<-caughtUp
		for seq := uint64(6); seq <= 30; seq++ {
			if _, err := l.Append(t.Context(), entry(seq), seq-1); err != nil {
				t.Fatal(err)
			}
		}
		if err := <-done; !errors.Is(err, errEnough) {
			t.Errorf("got error %v, want fn's own", err)
		}
		if want := upTo(3, 30); !slices.Equal(got, want) {
			t.Errorf("got %v, want %v", got, want)
		}
	})
}

func TestFollowEndsWithItsContext(t *testing.T) {
	everyKind(t, func(t *testing.T, place journal.Options) {
		l := open(t, place)
		fill(t, l, 1)
		ctx, cancel := context.WithCancel(t.Context())
		err := l.Follow(ctx, 1, func(journal.Message) error { cancel(); return nil })
		if !errors.Is(err, context.Canceled) {
			t.Errorf("got error %v, want %v", err, context.Canceled)
		}
	})
}

func TestTooLargeIsRefusedInWords(t *testing.T) {
	everyKind(t, func(t *testing.T, place journal.Options) {
		place.MaxPayload = 1 << 20 // an external server's default
		l := open(t, place)
		e := entry(1)
		e.Data = bytes.Repeat([]byte("x"), 2<<20)
		_, err := l.Append(t.Context(), e, 0)
		if !errors.Is(err, journal.ErrTooLarge) || !strings.Contains(err.Error(), "2.00 MB") || !strings.Contains(err.Error(), "1.00 MB") {
			t.Errorf("got error %v, want %v with both sizes", err, journal.ErrTooLarge)
		}
		if err := l.AppendTraffic(t.Context(), e.Subject, e.Data); !errors.Is(err, journal.ErrTooLarge) {
			t.Errorf("traffic: got error %v, want %v", err, journal.ErrTooLarge)
		}
		fill(t, l, 1) // the connection has survived
	})
}

func TestMalformedEntriesAreRefused(t *testing.T) {
	l := open(t, journal.Options{Ephemeral: true})
	for name, e := range map[string]journal.Entry{
		"no subject":         {ID: "a"},
		"empty token":        {ID: "a", Subject: "a..b"},
		"leading dot":        {ID: "a", Subject: ".a"},
		"trailing dot":       {ID: "a", Subject: "a."},
		"wildcard":           {ID: "a", Subject: "a.*"},
		"full wildcard":      {ID: "a", Subject: "a.>"},
		"space":              {ID: "a", Subject: "a b"},
		"line break":         {ID: "a", Subject: "a\r\nPUB x 0\r\n"},
		"long subject":       {ID: "a", Subject: strings.Repeat("a", 2000)},
		"no id":              {Subject: "a"},
		"line break in id":   {ID: "a\r\nX: y", Subject: "a"},
		"space in id":        {ID: "a b", Subject: "a"},
		"long id":            {ID: strings.Repeat("a", 300), Subject: "a"},
		"other script in id": {ID: "ä", Subject: "a"},
	} {
		t.Run(name, func(t *testing.T) {
			if seq, err := l.Append(t.Context(), e, 0); err == nil {
				t.Errorf("recorded as %d", seq)
			}
		})
	}
	if last, err := l.Last(t.Context()); last != 0 || err != nil {
		t.Errorf("got last %d, error %v; want an empty log", last, err)
	}
}

func TestClosed(t *testing.T) {
	everyKind(t, func(t *testing.T, place journal.Options) {
		l := open(t, place)
		fill(t, l, 1)
		followed := make(chan error, 1)
		began := make(chan struct{})
		go func() {
			followed <- l.Follow(context.Background(), 1, func(journal.Message) error { close(began); return nil })
		}()
		<-began
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
		if err := <-followed; !errors.Is(err, journal.ErrClosed) {
			t.Errorf("follow: got error %v, want %v", err, journal.ErrClosed)
		}
		if _, err := l.Append(t.Context(), entry(2), 1); !errors.Is(err, journal.ErrClosed) {
			t.Errorf("append: got error %v, want %v", err, journal.ErrClosed)
		}
		if _, err := l.Last(t.Context()); !errors.Is(err, journal.ErrClosed) {
			t.Errorf("last: got error %v, want %v", err, journal.ErrClosed)
		}
		if _, err := readAll(t, l, 1, 0); !errors.Is(err, journal.ErrClosed) {
			t.Errorf("read: got error %v, want %v", err, journal.ErrClosed)
		}
		if _, err := l.Get(t.Context(), 1); !errors.Is(err, journal.ErrClosed) {
			t.Errorf("get: got error %v, want %v", err, journal.ErrClosed)
		}
		if err := l.AppendTraffic(t.Context(), "a", nil); !errors.Is(err, journal.ErrClosed) {
			t.Errorf("traffic: got error %v, want %v", err, journal.ErrClosed)
		}
		if err := l.Close(); err != nil {
			t.Errorf("closed again: %v", err)
		}
	})
}

// A fat import is one event. The largest that is taken can also be read, from the
// cache and from the disk.
func TestFatEvents(t *testing.T) {
	const largest = 32<<20 - 8<<10 - 200
	for _, place := range []journal.Options{{Ephemeral: true}, {Dir: t.TempDir()}} {
		l := open(t, place)
		for seq, size := range []int{1, 9 << 20, 10, largest, 1} {
			e := entry(uint64(seq) + 1)
			e.Data = bytes.Repeat([]byte{'a' + byte(seq)}, size)
			if _, err := l.Append(t.Context(), e, uint64(seq)); err != nil {
				t.Fatal(err)
			}
		}
		checkFat(t, l, largest)
		if place.Dir != "" {
			if err := l.Close(); err != nil {
				t.Fatal(err)
			}
			checkFat(t, open(t, place), largest)
		}
	}
}

func checkFat(t *testing.T, l *journal.Log, largest int) {
	t.Helper()
	var got []int
	for m, err := range l.Read(t.Context(), 1, 0) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, bytes.Count(m.Data, []byte{'a' + byte(m.Seq-1)}))
	}
	if want := []int{1, 9 << 20, 10, largest, 1}; !slices.Equal(got, want) {
		t.Errorf("read events of %v bytes, want %v", got, want)
	}
	if err := l.Follow(t.Context(), 2, func(m journal.Message) error {
		if m.Seq == 5 {
			return errEnough
		}
		return nil
	}); !errors.Is(err, errEnough) {
		t.Error(err)
	}
}
