package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"runtime/debug"
	"slices"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"reel/replay"
)

type replayCmd struct {
	File string `arg:"" name:"FILE.jsonl" help:"The stream file; - is the standard input."`
}

// Run folds the file. It ends with 0 when every digest matches, 1 when one
// differs, and 2 when the file cannot be read.
func (c replayCmd) Run(ctx context.Context) error {
	in, size, err := openFile(c.File)
	if err != nil {
		return exit{2, err}
	}
	defer in.Close()
	// Folding makes much that is gone at once: collecting it less often takes a third
	// off the time, for memory that this process needs for a moment only.
	debug.SetGCPercent(400)
	bar := progress(size, "folding")
	_, summary, err := replay.Fold(ctx, in, replay.Options{Progress: bar.read})
	bar.close()
	if err != nil {
		return unreadable(err)
	}
	printSummary(os.Stdout, summary)
	return nil
}

// unreadable gives an error about a stream file the status that scripts rely on.
func unreadable(err error) error {
	var differs *replay.DigestError
	var line *replay.Error
	switch {
	case errors.As(err, &differs):
		return exit{1, err}
	case errors.As(err, &line):
		return exit{2, err}
	}
	return err
}

func openFile(name string) (io.ReadCloser, int64, error) {
	if name == "-" {
		return os.Stdin, -1, nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, 0, err
	}
	info, err := f.Stat()
	if err != nil {
		f.Close()
		return nil, 0, err
	}
	return f, info.Size(), nil
}

// printSummary says what a file holds, the most frequent types first.
func printSummary(w io.Writer, s replay.Summary) {
	fmt.Fprintf(w, "%s, seed %d, clock %s, written by reel %s\n", count(s.Events, "event"), s.Header.Seed, s.Header.Clock, s.Header.Version)
	if s.Events > 0 {
		fmt.Fprintf(w, "%s to %s\n", s.First.Format(time.RFC3339), s.Last.Format(time.RFC3339))
	}
	for _, name := range byCount(s.Worlds) {
		fmt.Fprintf(w, "%7d  in %s\n", s.Worlds[name], name)
	}
	for _, name := range byCount(s.Types) {
		fmt.Fprintf(w, "%7d  %s\n", s.Types[name], name)
	}
	if s.Traffic > 0 {
		fmt.Fprintf(w, "%7d  lines of traffic\n", s.Traffic)
	}
	fmt.Fprintf(w, "digest %s, %s matched\n", s.Digest, count(s.Checkpoints, "checkpoint"))
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

func byCount(counts map[string]int) []string {
	return slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		if d := counts[b] - counts[a]; d != 0 {
			return d
		}
		if a < b {
			return -1
		}
		return 1
	})
}

// A bar shows how far long work has come, on a terminal only.
type bar struct{ shown *progressbar.ProgressBar }

func progress(size int64, what string) bar {
	if size < 1<<20 || !term.IsTerminal(int(os.Stderr.Fd())) {
		return bar{}
	}
	return bar{progressbar.NewOptions64(size, progressbar.OptionSetWriter(os.Stderr), progressbar.OptionSetDescription(what),
		progressbar.OptionShowBytes(true), progressbar.OptionClearOnFinish())}
}

func (b bar) read(n int64) {
	if b.shown != nil {
		_ = b.shown.Set64(n)
	}
}

func (b bar) close() {
	if b.shown != nil {
		_ = b.shown.Finish()
	}
}
