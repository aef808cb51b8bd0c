package projections

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"reel/events"
)

const (
	// snapshotName is the file in the data folder.
	snapshotName = "snapshot"
	// snapshotEvery is how many events are recorded between two snapshots: half a
	// second's folding after a process was killed, and little enough work that
	// calls at full speed do not feel it. An orderly end writes one in any case.
	snapshotEvery = 50_000
)

// snapshots keeps the newest state in a file.
type snapshots struct {
	dir    string // "" keeps none
	every  uint64
	log    events.Log
	notice func(error)

	mu      sync.Mutex
	newest  uint64 // the sequence of the snapshot in the file, or being written
	writing bool
	running sync.WaitGroup
}

// load is the state of the snapshot in the folder, the zero State when there is
// none that fits the log.
func (k *snapshots) load(ctx context.Context) State {
	if k.dir == "" {
		return State{}
	}
	s, err := k.read(ctx)
	if errors.Is(err, fs.ErrNotExist) {
		return State{}
	}
	if err != nil {
		k.notice(fmt.Errorf("the whole log is folded: %w", err))
		return State{}
	}
	k.newest = s.Seq
	return s
}

func (k *snapshots) read(ctx context.Context) (State, error) {
	text, err := os.ReadFile(filepath.Join(k.dir, snapshotName))
	if err != nil {
		return State{}, err
	}
	s, err := parseSnapshot(text)
	if err != nil {
		return State{}, err
	}
	line, err := k.line(ctx, s.Seq)
	if err != nil {
		return State{}, err
	}
	if hexSum(line) != s.Line {
		return State{}, errOtherLog
	}
	return s.state()
}

var errOtherLog = errors.New("the snapshot is of another log")

// line is the event with the given sequence as it stands in the log.
func (k *snapshots) line(ctx context.Context, seq uint64) ([]byte, error) {
	for m, err := range k.log.Read(ctx, seq, seq) {
		if err == nil && m.Seq != seq {
			err = errOtherLog
		}
		return m.Data, err
	}
	return nil, errOtherLog
}

// offer writes a snapshot of s beside everything else, if it is time for one.
func (k *snapshots) offer(s State) {
	if k.dir == "" {
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.writing || s.Seq < k.newest+k.every {
		return
	}
	k.writing = true
	k.running.Go(func() {
		if err := k.save(context.Background(), s); err != nil {
			k.notice(fmt.Errorf("no snapshot was written: %w", err))
		}
		k.mu.Lock()
		defer k.mu.Unlock()
		// A failure is not tried again at once: the next is due as usual.
		k.newest, k.writing = s.Seq, false
	})
}

// close writes a snapshot of the last state, unless the file holds it.
func (k *snapshots) close(ctx context.Context, s State) error {
	if k.dir == "" {
		return nil
	}
	k.running.Wait()
	if s.Seq == k.newest || s.Seq == 0 {
		return nil
	}
	k.newest = s.Seq
	return k.save(ctx, s)
}

// save writes the file whole or not at all. It is not synced: what power loss
// does to it, its checksums tell.
func (k *snapshots) save(ctx context.Context, s State) error {
	line, err := k.line(ctx, s.Seq)
	if err != nil {
		return err
	}
	text, err := encodeSnapshot(s, line)
	if err != nil {
		return err
	}
	name := filepath.Join(k.dir, snapshotName)
	if err := os.WriteFile(name+".tmp", text, 0o600); err != nil {
		return err
	}
	return os.Rename(name+".tmp", name)
}
