package replay

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
)

const (
	// maxLine bounds a line; an event is a message of the log, 32 MB at most.
	maxLine = 64 << 20
	// blockSize is how much text is read and parsed at a time: some hundred lines.
	blockSize = 128 << 10
)

// A line is a line of a file without its newline.
type line struct {
	n     int // from 1
	text  []byte
	whole bool // it had a newline
}

// A block is a piece of a file: whole lines, and their entries when they have
// been parsed.
type block struct {
	first   int    // the number of the first line
	text    []byte // with all newlines; only a file's last line may have none
	entries []entry
	err     error // what is wrong with the line behind entries
	reader  error // why there are no more blocks; io.EOF is none
}

// lines yields the block's lines.
func (b *block) lines() iter.Seq[line] {
	return func(yield func(line) bool) {
		n := b.first
		for rest := b.text; len(rest) > 0; n++ {
			text, next, whole := bytes.Cut(rest, []byte{'\n'})
			if !yield(line{n, text, whole}) {
				return
			}
			rest = next
		}
	}
}

// A splitter cuts a file into blocks.
type splitter struct {
	in       io.Reader
	n        int    // lines so far
	read     int64  // bytes so far
	rest     []byte // of the last line that was read, which has no end yet
	done     bool
	progress func(read int64)
	spare    []*block // to be used again
}

func newSplitter(r io.Reader, progress func(int64)) *splitter {
	return &splitter{in: r, n: 1, progress: progress}
}

// next is the next block, which may be empty; done is set with the last.
func (s *splitter) next() *block {
	b := s.block()
	b.text = append(b.text, s.rest...)
	s.rest = s.rest[:0]
	for !s.done {
		err := s.fill(b)
		end := bytes.LastIndexByte(b.text, '\n') + 1
		s.done = err != nil
		switch {
		case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		case err != nil:
			b.text = b.text[:end]
			b.reader = fmt.Errorf("reading line %d: %w", s.n+bytes.Count(b.text, []byte{'\n'}), err)
		case end > 0:
			s.rest = append(s.rest, b.text[end:]...)
			b.text = b.text[:end]
		case len(b.text) >= maxLine:
			s.done = true
			b.text, b.reader = nil, &Error{s.n, fmt.Errorf("longer than %d MB: not a stream file, or not one that fits", maxLine>>20)}
		default:
			continue // one long line
		}
		break
	}
	s.n += bytes.Count(b.text, []byte{'\n'})
	return b
}

// fill reads on until the block is full, and makes it longer if it is already.
func (s *splitter) fill(b *block) error {
	if len(b.text) == cap(b.text) {
		b.text = append(make([]byte, 0, max(blockSize, min(2*len(b.text), maxLine))), b.text...)
	}
	n, err := io.ReadFull(s.in, b.text[len(b.text):cap(b.text)])
	b.text = b.text[:len(b.text)+n]
	s.read += int64(n)
	if s.progress != nil {
		s.progress(s.read)
	}
	return err
}

// block is an empty one.
func (s *splitter) block() *block {
	n := len(s.spare)
	if n == 0 {
		return &block{first: s.n}
	}
	b := s.spare[n-1]
	s.spare = s.spare[:n-1]
	clear(b.entries)
	*b = block{first: s.n, text: b.text[:0], entries: b.entries[:0]}
	return b
}

// reuse takes back a block of which nothing is held on to. Long ones are let go.
func (s *splitter) reuse(b *block) {
	if cap(b.text) <= 4*blockSize {
		s.spare = append(s.spare, b)
	}
}

// blocks yields first and all that follow.
func (s *splitter) blocks(first *block) iter.Seq2[*block, error] {
	return func(yield func(*block, error) bool) {
		for b := first; yield(b, nil) && !s.done; b = s.next() {
		}
	}
}
