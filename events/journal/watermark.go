package journal

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"sync/atomic"
	"time"
)

// A watermark remembers, in the file "last" of the data folder, the last sequence
// that was acknowledged, and whether the log was closed since. JetStream mends a torn
// store by dropping its end, and takes a lost one for a new one; the watermark is how
// that is noticed. It is written right after each acknowledgement, beside the caller
// and not before it, but not more often than every few milliseconds, and never synced:
// death of the process leaves it a moment behind, power loss some seconds.
//
// The file is one line: 20 digits, a space, and "open  " or "closed".
type watermark struct {
	file *os.File
	last atomic.Uint64
	wake chan struct{} // holds one, while there is something to write
	stop chan struct{}
	done chan struct{} // closed when nothing writes any more
}

const (
	watermarkDigits = 20 // as many as a uint64 has; a fixed width overwrites cleanly
	markOpen        = " open  \n"
	markClosed      = " closed\n"

	// markRest is the least time between two writes.
	markRest = 5 * time.Millisecond
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
	w := &watermark{}
	w.last.Store(last)
	if err := w.begin(f); err != nil {
		return nil, was{}, fmt.Errorf("journal: data folder: %w", err)
	}
	// JetStream first writes its index minutes from now; by then the disk has this.
	go f.Sync()
	return w, was{there: true, legible: unread == nil, closed: bytes.Equal(state, []byte(markClosed))}, nil
}

// make writes the first watermark of a log.
func (w *watermark) make(dir string) error {
	if w.file != nil {
		return nil
	}
	f, err := os.OpenFile(filepath.Join(dir, "last"), os.O_RDWR|os.O_CREATE, 0o600)
	if err == nil {
		err = w.begin(f)
	}
	if err != nil {
		return fmt.Errorf("journal: data folder: %w", err)
	}
	return nil
}

// begin writes the mark as it is, and keeps it up to date from here on.
func (w *watermark) begin(f *os.File) error {
	w.file, w.wake = f, make(chan struct{}, 1)
	w.stop, w.done = make(chan struct{}), make(chan struct{})
	err := errors.Join(w.write(), w.state(markOpen))
	go w.run()
	return err
}

func (w *watermark) run() {
	defer close(w.done)
	for {
		select {
		case <-w.wake:
			w.write()
		case <-w.stop:
			return
		}
		select {
		case <-time.After(markRest):
		case <-w.stop:
			return
		}
	}
}

// raise notes an acknowledged sequence.
func (w *watermark) raise(seq uint64) {
	if w == nil {
		return
	}
	for {
		last := w.last.Load()
		if seq <= last {
			return
		}
		if w.last.CompareAndSwap(last, seq) {
			break
		}
	}
	select {
	case w.wake <- struct{}{}:
	default:
	}
}

func (w *watermark) write() error {
	var digits [watermarkDigits]byte
	rest := w.last.Load()
	for i := watermarkDigits - 1; i >= 0; i-- {
		digits[i] = '0' + byte(rest%10)
		rest /= 10
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
	close(w.stop)
	<-w.done
	if w.write() == nil && whole {
		w.state(markClosed)
	}
	w.file.Close()
}
