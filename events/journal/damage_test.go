package journal_test

import (
	"bytes"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"reel/events/journal"
)

// words collects what is logged as a warning or worse.
type words struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (w *words) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.buf.Write(p)
}

func (w *words) String() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.buf.String()
}

func (w *words) logger() *slog.Logger {
	return slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{Level: slog.LevelWarn}))
}

const stored = 1000

// closedLog is the folder of a log of 1,000 events that was closed.
func closedLog(t *testing.T) (dir, store string) {
	t.Helper()
	dir = t.TempDir()
	l, err := journal.Open(t.Context(), journal.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	fill(t, l, stored)
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	return dir, filepath.Join(dir, "jetstream", "$G", "streams", "REEL")
}

// Whatever is done to the files, the log never has a gap that nobody hears of: it
// is refused when it is opened, or when it is read, or it ends early with a warning.
func TestDamageIsNeverSilent(t *testing.T) {
	for name, damage := range map[string]func(t *testing.T, store string){
		"nothing":                            func(*testing.T, string) {},
		"index lost":                         func(t *testing.T, s string) { remove(t, s, "msgs/index.db") },
		"index emptied":                      func(t *testing.T, s string) { cut(t, s, "msgs/index.db", 0) },
		"end cut":                            func(t *testing.T, s string) { cut(t, s, "msgs/1.blk", -100) },
		"end cut, index lost":                func(t *testing.T, s string) { cut(t, s, "msgs/1.blk", -100); remove(t, s, "msgs/index.db") },
		"half cut":                           func(t *testing.T, s string) { cut(t, s, "msgs/1.blk", -80_000) },
		"byte changed within":                func(t *testing.T, s string) { flip(t, s, "msgs/1.blk", 50_000) },
		"byte changed within, index lost":    func(t *testing.T, s string) { flip(t, s, "msgs/1.blk", 50_000); remove(t, s, "msgs/index.db") },
		"first byte changed":                 func(t *testing.T, s string) { flip(t, s, "msgs/1.blk", 0) },
		"first bytes changed, index lost":    func(t *testing.T, s string) { flip(t, s, "msgs/1.blk", 4); remove(t, s, "msgs/index.db") },
		"block lost":                         func(t *testing.T, s string) { remove(t, s, "msgs/1.blk") },
		"block lost, index lost":             func(t *testing.T, s string) { remove(t, s, "msgs/1.blk"); remove(t, s, "msgs/index.db") },
		"all messages lost":                  func(t *testing.T, s string) { remove(t, s, "msgs") },
		"stream's description lost":          func(t *testing.T, s string) { remove(t, s, "meta.inf") },
		"stream's description changed":       func(t *testing.T, s string) { flip(t, s, "meta.inf", 20) },
		"stream lost":                        func(t *testing.T, s string) { remove(t, s, "") },
		"all of JetStream lost":              func(t *testing.T, s string) { remove(t, s, "../../..") },
		"block emptied":                      func(t *testing.T, s string) { cut(t, s, "msgs/1.blk", 0) },
		"block emptied and watermark spoilt": func(t *testing.T, s string) { cut(t, s, "msgs/1.blk", 0); cut(t, s, "../../../../last", 0) },
	} {
		t.Run(name, func(t *testing.T) {
			dir, store := closedLog(t)
			damage(t, store)
			warned := &words{}
			l, err := journal.Open(t.Context(), journal.Options{Dir: dir, Logger: warned.logger()})
			if errors.Is(err, journal.ErrGap) {
				t.Logf("refused: %v", err)
				return
			}
			if err != nil {
				t.Fatalf("got error %v, want %v or none", err, journal.ErrGap)
			}
			defer l.Close()
			ms, err := readAll(t, l, 1, 0)
			checkSeqs(t, ms, 1, uint64(len(ms)))
			switch {
			case errors.Is(err, journal.ErrGap):
				t.Logf("read to %d: %v", len(ms), err)
			case err != nil:
				t.Errorf("got error %v, want %v or none", err, journal.ErrGap)
			case len(ms) < stored && !strings.Contains(warned.String(), "end was lost"):
				t.Errorf("%d of %d events are gone without a word: %s", stored-len(ms), stored, warned)
			}
		})
	}
}

func remove(t *testing.T, store, name string) {
	t.Helper()
	if err := os.RemoveAll(filepath.Join(store, name)); err != nil {
		t.Fatal(err)
	}
}

// cut makes a file so long, or so much shorter.
func cut(t *testing.T, store, name string, to int64) {
	t.Helper()
	path := filepath.Join(store, name)
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if to < 0 {
		to += info.Size()
	}
	if err := os.Truncate(path, to); err != nil {
		t.Fatal(err)
	}
}

func flip(t *testing.T, store, name string, at int) {
	t.Helper()
	path := filepath.Join(store, name)
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	b[at] ^= 0x55
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestReopen(t *testing.T) {
	dir, _ := closedLog(t)
	warned := &words{}
	l := open(t, journal.Options{Dir: dir, Logger: warned.logger()})
	ms, err := readAll(t, l, 1, 0)
	if err != nil {
		t.Fatal(err)
	}
	checkSeqs(t, ms, 1, stored)
	if ms[0].Mine {
		t.Error("an entry of an earlier run counts as this one's own")
	}
	if l.Dir() != dir {
		t.Errorf("got folder %q, want %q", l.Dir(), dir)
	}
	if s := warned.String(); s != "" {
		t.Errorf("nothing is wrong, and yet: %s", s)
	}
}

// A log in memory leaves nothing behind, not even while it is open.
func TestEphemeralLeavesNothing(t *testing.T) {
	tmp := t.TempDir()
	t.Setenv("TMPDIR", tmp)
	t.Setenv("TMP", tmp)
	l := open(t, journal.Options{Ephemeral: true})
	fill(t, l, 10)
	if err := l.AppendTraffic(t.Context(), "a", line); err != nil {
		t.Fatal(err)
	}
	if err := l.FlushTraffic(t.Context()); err != nil {
		t.Fatal(err)
	}
	filepath.WalkDir(tmp, func(path string, d fs.DirEntry, err error) error {
		if path != tmp {
			t.Errorf("found %s", path)
		}
		return err
	})
	if l.Dir() != "" {
		t.Errorf("got folder %q, want none", l.Dir())
	}
}

// Power loss, as the disk may have it: the folder was not closed, and JetStream's
// index reached the disk while the last messages did not. The log is shorter, says
// so, and goes on without a gap.
func TestPowerLossShortensTheLog(t *testing.T) {
	dir, store := closedLog(t)
	cut(t, store, "msgs/1.blk", -100)
	mark := filepath.Join(dir, "last")
	text, err := os.ReadFile(mark)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(mark, bytes.Replace(text, []byte("closed"), []byte("open  "), 1), 0o600); err != nil {
		t.Fatal(err)
	}
	warned := &words{}
	l := open(t, journal.Options{Dir: dir, Logger: warned.logger()})
	if s := warned.String(); !strings.Contains(s, "ends at event 999, but 1000 were acknowledged") {
		t.Errorf("got warnings %q, want the last event and how many were acknowledged", s)
	}
	if seq, err := l.Append(t.Context(), entry(stored), stored-1); seq != stored || err != nil {
		t.Errorf("got sequence %d, error %v; want %d", seq, err, stored)
	}
	ms, err := readAll(t, l, 1, 0)
	if err != nil {
		t.Fatal(err)
	}
	checkSeqs(t, ms, 1, stored)
}
