package journal

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
)

// A watermark remembers, in the file "last" of the data folder, the last
// sequence that was acknowledged. JetStream mends a torn store by dropping its
// end, and takes a lost one for a new one; the watermark is how that is noticed.
// One write of a few bytes per append, never synced: what it may lag behind is
// power loss, never the death of the process.
type watermark struct {
	mu   sync.Mutex
	file *os.File
	last uint64
}

const watermarkDigits = 20 // as many as a uint64 has; a fixed width overwrites cleanly

// openWatermark also says whether there was one, which is to say a log.
func openWatermark(dir string) (w *watermark, existed bool, err error) {
	f, err := os.OpenFile(filepath.Join(dir, "last"), os.O_RDWR, 0)
	if os.IsNotExist(err) {
		return &watermark{}, false, nil
	}
	if err != nil {
		return nil, false, fmt.Errorf("journal: data folder: %w", err)
	}
	text := make([]byte, watermarkDigits)
	n, _ := f.ReadAt(text, 0)
	last, _ := strconv.ParseUint(strings.TrimSpace(string(text[:n])), 10, 64)
	return &watermark{file: f, last: last}, true, nil
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
	return w.set(0)
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
	var line [watermarkDigits + 1]byte
	line[watermarkDigits] = '\n'
	for i := watermarkDigits - 1; i >= 0; i-- {
		line[i] = '0' + byte(seq%10)
		seq /= 10
	}
	_, err := w.file.WriteAt(line[:], 0)
	return err
}

func (w *watermark) close() {
	if w != nil && w.file != nil {
		w.file.Close()
	}
}
