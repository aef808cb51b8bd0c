package replay

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"iter"

	"reel/events"
	"reel/projections"
)

// Write writes a stream file: the header, the messages 1..at.Seq of a log as
// they stand, and the checkpoint of the state at. The same log gives the same
// bytes. What is not a sequence of whole lines is refused; then the output is
// not a stream file, which its missing checkpoint shows.
func Write(w io.Writer, h Header, messages iter.Seq2[events.Message, error], at projections.State) error {
	h.Reel = Format
	return write(w, h, messages, func(yield func(events.Message, error) bool) {}, at)
}

// WriteTraffic is Write with the messages of the traffic stream in between, each behind
// the event that it was served at and older traffic. What was served at an event behind
// the state is left out.
func WriteTraffic(w io.Writer, h Header, messages, traffic iter.Seq2[events.Message, error], at projections.State) error {
	h.Reel = TrafficFormat
	return write(w, h, messages, traffic, at)
}

func write(w io.Writer, h Header, messages, traffic iter.Seq2[events.Message, error], at projections.State) error {
	out, err := newWriter(w, h)
	if err != nil {
		return err
	}
	passing := newPassing(traffic, at.Seq)
	defer passing.stop()
	if err := passing.write(out); err != nil {
		return err
	}
	for m, err := range messages {
		if err != nil {
			return err
		}
		if m.Seq > at.Seq {
			break
		}
		if m.Seq != out.seq+1 {
			return fmt.Errorf("%w: event %d came behind event %d", ErrSequence, m.Seq, out.seq)
		}
		if err := out.line(m.Data); err != nil {
			return err
		}
		if err := passing.write(out); err != nil {
			return err
		}
	}
	if out.seq != at.Seq {
		return fmt.Errorf("the log ends at event %d, before event %d", out.seq, at.Seq)
	}
	return out.close(at)
}

// WriteSome writes a stream file of the events that keep lets through,
// renumbered 1..n: sequences and checksums are new, ids, times and calls stay.
// The checkpoint is of what the chosen events fold to by themselves.
func WriteSome(w io.Writer, h Header, recorded iter.Seq2[events.Recorded, error], keep func(events.Recorded) bool) error {
	h.Reel = Format
	out, err := newWriter(w, h)
	if err != nil {
		return err
	}
	var s projections.State
	for r, err := range recorded {
		if err != nil {
			return err
		}
		if !keep(r) {
			continue
		}
		r.Seq = out.seq + 1
		if s, err = s.Apply(r); err != nil {
			return err
		}
		text, err := events.AppendLine(nil, r)
		if err != nil {
			return err
		}
		if err := out.line(text); err != nil {
			return err
		}
	}
	return out.close(s)
}

// A writer writes a stream file.
type writer struct {
	out *bufio.Writer
	seq uint64 // of the newest event
}

func newWriter(w io.Writer, h Header) (*writer, error) {
	h.Clock = cmp.Or(h.Clock, events.Clock{}.String())
	out := &writer{out: bufio.NewWriterSize(w, blockSize)}
	return out, out.object(h)
}

// line writes an event.
func (w *writer) line(text []byte) error {
	w.seq++
	return w.text("event", w.seq, text)
}

// text writes a line of the given kind and sequence.
func (w *writer) text(kind string, seq uint64, text []byte) error {
	if bytes.IndexByte(text, '\n') >= 0 || len(text) > maxLine {
		return fmt.Errorf("%s %d is not one line of %d MB at most", kind, seq, maxLine>>20)
	}
	_, _ = w.out.Write(text) // an error stays with the bufio.Writer
	return w.out.WriteByte('\n')
}

func (w *writer) object(v any) error {
	text, err := json.Marshal(v)
	if err != nil {
		return err
	}
	_, _ = w.out.Write(text)
	return w.out.WriteByte('\n')
}

// close writes the final checkpoint.
func (w *writer) close(s projections.State) error {
	digest, err := s.Digest()
	if err != nil {
		return err
	}
	if err := w.object(checkpoint{Seq: w.seq, Digest: digest}); err != nil {
		return err
	}
	return w.out.Flush()
}
