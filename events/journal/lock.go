package journal

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// A folder is a data folder that this process holds alone. The lock belongs to
// the open file, so it ends with the process however that ends; the file stays.
type folder struct {
	dir  string
	file *os.File
}

// lockFolder makes the folder if need be and takes it, or says who has it.
func lockFolder(dir string) (*folder, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("journal: data folder: %w", err)
	}
	f, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("journal: data folder: %w", err)
	}
	taken, err := tryLock(f)
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("journal: lock %s: %w", f.Name(), err)
	}
	if taken {
		defer f.Close()
		return nil, fmt.Errorf("journal: %w: %s belongs to another running process%s; stop it, or name another folder", ErrLocked, dir, holder(f))
	}
	if err := sign(f); err != nil {
		f.Close()
		return nil, fmt.Errorf("journal: lock %s: %w", f.Name(), err)
	}
	return &folder{dir: dir, file: f}, nil
}

// sign writes who holds the lock, for whoever finds it taken.
func sign(f *os.File) error {
	if err := f.Truncate(0); err != nil {
		return err
	}
	_, err := f.WriteAt([]byte(strconv.Itoa(os.Getpid())+"\n"), 0)
	return err
}

func holder(f *os.File) string {
	text, _ := io.ReadAll(io.LimitReader(f, 32))
	pid, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		return ""
	}
	return fmt.Sprintf(" (process %d)", pid)
}

func (d *folder) release() {
	if d != nil {
		d.file.Close()
	}
}
