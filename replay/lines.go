package replay

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"iter"
)

const (
	// maxLine bounds a line; an event is a message of the log, 32 MB at most.
	maxLine = 64 << 20
	// chunk is how much text is kept in one piece of memory.
	chunk = 256 << 10
)

// A line is a line of a file without its newline.
type line struct {
	n     int // from 1
	text  []byte
	whole bool // it had a newline
}

// A splitter cuts a file into lines, which may be kept.
type splitter struct {
	in       *bufio.Reader
	n        int
	read     int64  // bytes so far
	memory   []byte // that the next lines are copied to
	progress func(read int64)
}

func newSplitter(r io.Reader, progress func(int64)) *splitter {
	return &splitter{in: bufio.NewReaderSize(r, chunk), progress: progress}
}

// next is the next line, or io.EOF behind the last.
func (s *splitter) next() (line, error) {
	s.n++
	var long []byte // the beginning of a line that does not fit the reader's buffer
	for {
		part, err := s.in.ReadSlice('\n')
		s.count(len(part))
		switch {
		case err == nil && long == nil:
			return line{s.n, s.keep(part[:len(part)-1]), true}, nil
		case err == nil:
			return line{s.n, append(long, part[:len(part)-1]...), true}, nil
		case errors.Is(err, bufio.ErrBufferFull):
			if len(long)+len(part) > maxLine {
				return line{}, &Error{s.n, fmt.Errorf("longer than %d MB: not a stream file, or not one that fits", maxLine>>20)}
			}
			long = append(long, part...)
		case !errors.Is(err, io.EOF):
			return line{}, fmt.Errorf("reading line %d: %w", s.n, err)
		case len(long)+len(part) == 0:
			return line{}, io.EOF
		default:
			return line{s.n, append(long, part...), false}, nil
		}
	}
}

// keep copies a line out of the reader's buffer, many to a piece of memory.
func (s *splitter) keep(text []byte) []byte {
	if len(text) > cap(s.memory)-len(s.memory) {
		s.memory = make([]byte, 0, max(chunk, len(text)))
	}
	start := len(s.memory)
	s.memory = append(s.memory, text...)
	return s.memory[start:len(s.memory):len(s.memory)]
}

// count reports progress about once a chunk.
func (s *splitter) count(n int) {
	before := s.read
	s.read += int64(n)
	if s.progress != nil && before/chunk != s.read/chunk {
		s.progress(s.read)
	}
}

// rest yields the lines that are left.
func (s *splitter) rest() iter.Seq2[line, error] {
	return func(yield func(line, error) bool) {
		for {
			l, err := s.next()
			if err == io.EOF || !yield(l, err) || err != nil {
				return
			}
		}
	}
}
