package ws

import (
	"bufio"
	"errors"
	"io"
	"slices"
	"unicode/utf8"

	"github.com/gobwas/ws"
)

// A reader takes a client's frames apart and puts messages together. It holds a
// few hundred bytes while nothing comes, and never more than one message and what
// a client has really sent of it.
type reader struct {
	in    *bufio.Reader
	head  [ws.MaxHeaderSize]byte
	frame int64 // the longest frame that is taken
	state ws.State

	message []byte // of which some fragments are there
	op      ws.OpCode
	checked int // how much of message is known to be text
}

// readAhead is how many bytes are read at once beyond what is asked for: a whole
// small message in one go.
const readAhead = 256

func newReader(in io.Reader, frame int64) *reader {
	return &reader{in: bufio.NewReaderSize(in, readAhead), frame: frame, state: ws.StateServerSide}
}

// next is the next whole message, or a control frame that may come between the
// fragments of one. The error is a *broken when the client does not keep to the
// rules, else the connection's. What is returned is the caller's.
func (r *reader) next() (ws.OpCode, []byte, error) {
	for {
		h, err := ws.ReadHeaderBuffer(r.in, r.head[:0])
		if errors.Is(err, ws.ErrHeaderLengthMSB) || errors.Is(err, ws.ErrHeaderLengthUnexpected) {
			return 0, nil, &broken{violation(err)}
		}
		if err != nil {
			return 0, nil, err
		}
		if err := ws.CheckHeader(h, r.state); err != nil {
			return 0, nil, &broken{violation(err)}
		}
		if h.OpCode.IsControl() {
			payload, err := r.payload(nil, h)
			return h.OpCode, payload, err
		}
		whole, err := r.fragment(h)
		if err != nil {
			return 0, nil, err
		}
		if whole {
			message := r.message
			r.message, r.checked = nil, 0
			return r.op, message, nil
		}
	}
}

// broken is the error of a client that does not keep to the rules.
type broken struct{ cause *cause }

func (b *broken) Error() string { return b.cause.reason }

// fragment reads a data frame and tells whether it ends its message.
func (r *reader) fragment(h ws.Header) (whole bool, err error) {
	if h.Length > r.frame || int64(len(r.message))+h.Length > maxMessage {
		return false, &broken{&tooLong}
	}
	if h.OpCode != ws.OpContinuation {
		r.op = h.OpCode
	}
	if r.message, err = r.payload(r.message, h); err != nil {
		return false, err
	}
	if r.op == ws.OpText && !r.text(h.Fin) {
		return false, &broken{&notText}
	}
	if h.Fin {
		r.state = r.state.Clear(ws.StateFragmented)
	} else {
		r.state = r.state.Set(ws.StateFragmented)
	}
	return h.Fin, nil
}

// firstRoom is how much room is made for a payload before any of it has come: a
// length costs a client nothing.
const firstRoom = 4 << 10

// payload appends a frame's payload to what is there, as it comes.
func (r *reader) payload(to []byte, h ws.Header) ([]byte, error) {
	for read := 0; int64(read) < h.Length; {
		n := int(min(h.Length-int64(read), int64(max(firstRoom, len(to)))))
		to = slices.Grow(to, n)
		chunk := to[len(to) : len(to)+n]
		if _, err := io.ReadFull(r.in, chunk); err != nil {
			return to, err
		}
		ws.Cipher(chunk, h.Mask, read)
		to = to[:len(to)+n]
		read += n
	}
	return to, nil
}

// text tells whether the message is UTF-8 so far; a last character may be cut off
// until the message ends (RFC 6455, section 5.6).
func (r *reader) text(ends bool) bool {
	rest := r.message[r.checked:]
	if !ends {
		rest = rest[:len(rest)-cutOff(rest)]
	}
	r.checked += len(rest)
	return utf8.Valid(rest)
}

// cutOff is how many bytes at the end of b begin a character that is not whole.
func cutOff(b []byte) int {
	for n := 1; n < utf8.UTFMax && n <= len(b); n++ {
		if tail := b[len(b)-n:]; utf8.RuneStart(tail[0]) {
			if utf8.FullRune(tail) {
				return 0
			}
			return n
		}
	}
	return 0
}
