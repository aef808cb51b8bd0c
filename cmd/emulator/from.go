package emulator

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"reel/events/journal"
	"reel/projections"
	"reel/replay"
)

// loadRecording reads the stream file that a log is to be filled with, nil when
// none is named, and makes the log's seed and clock those of the file.
func loadRecording(ctx context.Context, c Config, meta *journal.Meta) (*replay.Recording, error) {
	if c.From == "" {
		return nil, nil
	}
	f, err := os.Open(c.From)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	rec, err := replay.Load(ctx, f, replay.Options{Progress: c.Progress})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.From, err)
	}
	if c.Seed != 0 && c.Seed != rec.Header.Seed {
		return nil, fmt.Errorf("%s was recorded with seed %d, not %d", c.From, rec.Header.Seed, c.Seed)
	}
	if c.Clock != "" && c.Clock != rec.Header.Clock {
		return nil, fmt.Errorf("%s was recorded with the clock %s, not %s", c.From, rec.Header.Clock, c.Clock)
	}
	meta.Seed, meta.Clock = rec.Header.Seed, rec.Header.Clock
	return rec, nil
}

// fill writes a recording into the log, which must be empty.
func (e *Emulator) fill(ctx context.Context, rec *replay.Recording) error {
	last, err := e.log.Last(ctx)
	if err != nil {
		return err
	}
	if last > 0 {
		return fmt.Errorf("there are %d events in %s already: %s needs an empty place", last, e.config.place(), e.config.From)
	}
	return rec.AppendTo(ctx, e.log)
}

// place is where the log is, in words.
func (c Config) place() string {
	switch {
	case c.NATS != "":
		return c.NATS
	case c.Dir != "":
		return c.Dir
	}
	return "memory"
}

// ExportFolder writes what a data folder holds as a stream file, with the traffic that
// was recorded if it is asked for. No reel may be using the folder.
func ExportFolder(ctx context.Context, dir string, w io.Writer, withTraffic bool) (err error) {
	if _, err := os.Stat(dir + "/jetstream"); err != nil {
		return fmt.Errorf("%s is not a data folder of reel's", dir)
	}
	j, err := journal.Open(ctx, journal.Options{Dir: dir})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, j.Close()) }()
	live, err := projections.Open(ctx, log{j}, projections.Options{})
	if err != nil {
		return err
	}
	head, meta := live.Head(), j.Meta()
	h := replay.Header{Version: Version, Seed: meta.Seed, Clock: meta.Clock}
	recorded := live.Messages(ctx, 1, head.Seq)
	if withTraffic {
		return replay.WriteTraffic(w, h, recorded, log{j}.trafficStream().Read(ctx, 1), head)
	}
	return replay.Write(w, h, recorded, head)
}
