package projections_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"reel/events"
	"reel/projections"
	"reel/replay"
	"reel/replay/rehearsal"
)

// rehearsed is the first n rehearsed events as a log.
func rehearsed(tb testing.TB, n int) *replay.Memory {
	tb.Helper()
	log := new(replay.Memory)
	for r := range rehearsal.Events(n) {
		line, err := events.AppendLine(nil, r)
		if err != nil {
			tb.Fatal(err)
		}
		if _, err := log.Append(tb.Context(), projections.Entry(r, line), r.Seq-1); err != nil {
			tb.Fatal(err)
		}
	}
	return log
}

func open(tb testing.TB, log events.Log, o projections.Options) *projections.Live {
	tb.Helper()
	live, err := projections.Open(tb.Context(), log, o)
	if err != nil {
		tb.Fatal(err)
	}
	return live
}

// A log of 100,000 events is ready within 300 ms when there is a snapshot of it, or,
// on a machine that is busy with other things, in a sixth of what folding it takes.
func TestARestartTakesNoTime(t *testing.T) {
	if testing.Short() {
		t.Skip("folds 100,000 events")
	}
	const limit = 300 * time.Millisecond
	log, dir := rehearsed(t, 100_000), t.TempDir()
	o := projections.Options{Dir: dir, Notice: func(err error) { t.Error(err) }}
	start := time.Now()
	live := open(t, log, o)
	folding := time.Since(start)
	if err := live.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	best := time.Hour
	for range 30 { // a busy machine may need another look
		start := time.Now()
		again := open(t, log, o)
		took := time.Since(start)
		if best = min(best, took); again.Head().Seq != 100_000 {
			t.Fatalf("at %d", again.Head().Seq)
		}
		if best < limit {
			break
		}
	}
	file, err := os.Stat(filepath.Join(dir, "snapshot"))
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("100,000 events are ready in %v, from a snapshot of %d KB; folding them takes %v", best, file.Size()>>10, folding)
	if best >= max(limit, folding/6) {
		t.Errorf("a restart takes %v, want less than %v", best, limit)
	}
}

// BenchmarkRestart opens a log of 100,000 events from its snapshot.
func BenchmarkRestart(b *testing.B) {
	log, dir := rehearsed(b, 100_000), b.TempDir()
	o := projections.Options{Dir: dir, Notice: func(err error) { b.Error(err) }}
	if err := open(b, log, o).Close(b.Context()); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		open(b, log, o)
	}
}

// BenchmarkSnapshot writes the snapshot that BenchmarkRestart reads.
func BenchmarkSnapshot(b *testing.B) {
	log, start := rehearsed(b, 100_000), fold(b, 99_999)
	for b.Loop() {
		live := open(b, log, projections.Options{Start: start, Dir: b.TempDir()})
		if err := live.Close(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkCatchUp folds the same log from its beginning.
func BenchmarkCatchUp(b *testing.B) {
	log := rehearsed(b, 100_000)
	b.ReportAllocs()
	for b.Loop() {
		open(b, log, projections.Options{})
	}
}
