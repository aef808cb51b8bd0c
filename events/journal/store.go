package journal

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"time"
)

// messages is where JetStream keeps the events of an embedded log.
func (l *Log) messages() string {
	return filepath.Join(l.options.Dir, "jetstream", "$G", "streams", l.options.Name, "msgs")
}

// dropIndex removes JetStream's index of a store that was not closed. JetStream
// builds it anew from the messages, as it does when it finds it outdated. One that
// reached the disk before the messages it tells of, as power loss can have it, would
// make a gap for good of what is only a shorter log.
func (l *Log) dropIndex() error {
	err := os.Remove(filepath.Join(l.messages(), "index.db"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("journal: data folder: %w", err)
	}
	return nil
}

// syncMessages brings to the disk what was written since then, which JetStream
// leaves to the operating system when it closes.
func (l *Log) syncMessages(since time.Time) error {
	blocks, err := filepath.Glob(filepath.Join(l.messages(), "*.blk"))
	for _, block := range blocks {
		info, statErr := os.Stat(block)
		if statErr != nil || info.ModTime().Before(since.Add(-time.Second)) {
			continue
		}
		err = errors.Join(err, syncPath(block))
	}
	return err
}

// syncFolders makes the names of a new log's files survive power loss, down to the
// data folder's own name in its parent; JetStream syncs what is in the files.
func syncFolders(dir string) error {
	if runtime.GOOS == "windows" {
		return nil // folders cannot be synced there, and need not be
	}
	if err := syncPath(filepath.Dir(filepath.Clean(dir))); err != nil {
		return err
	}
	return filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return err
		}
		return syncPath(path)
	})
}

func syncPath(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		f, err = os.Open(path) // a folder
	}
	if err != nil {
		return fmt.Errorf("journal: sync: %w", err)
	}
	defer f.Close()
	if err := f.Sync(); err != nil {
		return fmt.Errorf("journal: sync %s: %w", path, err)
	}
	return nil
}
