package journal

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"sync"
)

// A watermark remembers, in the file "last" of the data folder, the last sequence
// that was acknowledged, and whether the log was closed since. JetStream mends a torn
// store by dropping its end, and takes a lost one for a new one; the watermark is how
// that is noticed. It costs one write of a few bytes per append, never synced: what
// it may lag behind is power loss, never the death of the process.
//
// The file is one line: 20 digits, a space, and "open  " or "closed".
type watermark struct {
	mu   sync.Mutex
	file *os.File
	last uint64
}

const (
	watermarkDigits = 20 // as many as a uint64 has; a fixed width overwrites cleanly
	markOpen        = " open  \n"
	markClosed      = " closed\n"
)

// was is what a watermark said of the run before.
type was struct {
	there   bool // there was a log
	legible bool // and its last sequence is known
	closed  bool // and it was closed
}

// openWatermark reads the mark and sets it to open.
func openWatermark(dir string) (*watermark, was, error) {
	f, err := os.OpenFile(filepath.Join(dir, "last"), os.O_RDWR, 0)
	if os.IsNotExist(err) {
		return &watermark{}, was{}, nil
	}
	if err != nil {
		return nil, was{}, fmt.Errorf("journal: data folder: %w", err)
	}
	text := make([]byte, watermarkDigits+len(markClosed))
	n, _ := f.ReadAt(text, 0)
	digits, state := text[:min(n, watermarkDigits)], text[min(n, watermarkDigits):n]
	last, unread := strconv.ParseUint(string(digits), 10, 64)
	w := &watermark{file: f, last: last}
	if err := w.state(markOpen); err != nil {
		return nil, was{}, fmt.Errorf("journal: data folder: %w", err)
	}
	// JetStream first writes its index minutes from now; by then the disk has this.
	go f.Sync()
	return w, was{there: true, legible: unread == nil, closed: bytes.Equal(state, []byte(markClosed))}, nil
}

// make writes the first watermark of a log.
func (w *watermark) make(dir string) (err error) {
	if w.file != nil {
		return nil
	}
	w.file, err = os.OpenFile(filepath.Join(dir, "last"), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return fmt.Errorf("journal: data folder: %w", err)
	}
	if err := w.set(0); err != nil {
		return err
	}
	return w.state(markOpen)
}

// raise notes an acknowledged sequence.
func (w *watermark) raise(seq uint64) error {
	if w == nil {
		return nil
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if seq <= w.last {
		return nil
	}
	return w.set(seq)
}

func (w *watermark) set(seq uint64) error {
	w.last = seq
	var digits [watermarkDigits]byte
	for i := watermarkDigits - 1; i >= 0; i-- {
		digits[i] = '0' + byte(seq%10)
		seq /= 10
	}
	_, err := w.file.WriteAt(digits[:], 0)
	return err
}

func (w *watermark) state(s string) error {
	_, err := w.file.WriteAt([]byte(s), watermarkDigits)
	return err
}

// close marks the log as closed, if it is: what is in its files is on the disk.
func (w *watermark) close(whole bool) {
	if w == nil || w.file == nil {
		return
	}
	if whole {
		w.state(markClosed)
	}
	w.file.Close()
}
