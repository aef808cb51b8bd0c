package replay

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"iter"
	"time"

	"reel/events"
	"reel/projections"
)

// A reader reads a stream file line by line and checks all that can be checked
// without folding it.
type reader struct {
	lines  *splitter
	header Header
	first  *block // what is behind the header in the first block
	reuse  bool   // entries are not held on to

	seq    uint64    // of the newest event
	time   time.Time // of the newest event
	sealed bool      // the newest line is a checkpoint
	passed uint64    // the sequence of the newest traffic
	last   int       // the newest line
}

// newReader reads the header.
func newReader(r io.Reader, progress func(int64)) (*reader, error) {
	f := &reader{lines: newSplitter(r, progress), last: 1}
	f.first = f.lines.next()
	head, rest, _ := bytes.Cut(f.first.text, []byte{'\n'})
	var err error
	switch {
	case len(f.first.text) == 0 && f.first.reader != nil:
		return nil, f.first.reader
	case len(f.first.text) == 0:
		err = fmt.Errorf("the file is empty: %w", ErrHeader)
	case bytes.HasSuffix(head, carriageReturn):
		err = errCarriageReturn
	default:
		f.header, err = parseHeader(head)
	}
	if err != nil {
		return nil, &Error{1, err}
	}
	f.first.text, f.first.first = rest, 2
	return f, nil
}

// An entry is a line behind the header: an event, a checkpoint, or traffic.
type entry struct {
	line
	event      events.Recorded
	checkpoint *checkpoint
	traffic    *trafficLine
}

// isEvent tells an event from the other lines.
func (e *entry) isEvent() bool { return e.checkpoint == nil && e.traffic == nil }

// entries yields the lines behind the header, parsed ahead on all processors.
// The first error is the last thing yielded.
func (f *reader) entries() iter.Seq2[*entry, error] {
	return func(yield func(*entry, error) bool) {
		for b := range projections.InOrder(f.lines.blocks(f.first), 1, parseBlock) {
			for i := range b.entries {
				e := &b.entries[i]
				if err := f.follows(e); !yield(e, err) || err != nil {
					return
				}
			}
			if err := cmp.Or(b.err, b.reader); err != nil {
				yield(nil, err)
				return
			}
			if f.reuse {
				f.lines.reuse(b)
			}
		}
		if !f.sealed {
			yield(nil, &Error{f.last + 1, ErrCut})
		}
	}
}

// parseBlock reads the lines of a block up to the first that is wrong.
func parseBlock(b *block) (*block, error) {
	for l := range b.lines() {
		e, err := parse(l)
		if err != nil {
			b.err = err
			break
		}
		b.entries = append(b.entries, e)
	}
	return b, nil
}

// parse reads a line by itself.
func parse(l line) (e entry, err error) {
	e.line = l
	if bytes.HasSuffix(l.text, carriageReturn) {
		return e, &Error{l.n, errCarriageReturn}
	}
	switch {
	case bytes.HasPrefix(l.text, checkpointPrefix):
		var c checkpoint
		c, err = parseCheckpoint(l.text)
		e.checkpoint = &c
	case bytes.HasPrefix(l.text, trafficPrefix):
		var t trafficLine
		t, err = parseTraffic(l.text)
		e.traffic = &t
	default:
		e.event, err = events.ParseLine(l.text)
	}
	if err != nil {
		return e, &Error{l.n, explain(l, err)}
	}
	return e, nil
}

// A checksum covers a line without its end; one that was changed means that the
// file did not come as it was written.
var (
	carriageReturn    = []byte("\r")
	errCarriageReturn = errors.New("the line ends in CR LF: something has changed the file's line ends (git may, without a .gitattributes entry such as *.jsonl -text)")
)

// explain says more about a line that cannot be read, where more is known.
func explain(l line, err error) error {
	switch {
	case len(bytes.TrimSpace(l.text)) == 0:
		return errors.New("the line is empty: every line of a stream file holds something")
	case !l.whole:
		return fmt.Errorf("the line is cut: %w", err)
	case bytes.HasPrefix(l.text, []byte(`{"reel":`)):
		return errors.New("a second header: two files in one?")
	case errors.Is(err, events.ErrSum) && !bytes.HasPrefix(l.text, []byte(`{"specversion"`)) && !bytes.HasPrefix(l.text, trafficPrefix):
		return fmt.Errorf("neither an event nor a checkpoint: %.60q", l.text)
	}
	return err
}

// follows checks that an entry stands where it may stand.
func (f *reader) follows(e *entry) error {
	f.last = e.n
	if f.sealed = e.checkpoint != nil; f.sealed {
		if e.checkpoint.Seq != f.seq {
			return &Error{e.n, fmt.Errorf("%w: the checkpoint is of event %d and stands behind event %d", ErrSequence, e.checkpoint.Seq, f.seq)}
		}
		return nil
	}
	if e.traffic != nil {
		return f.passes(e)
	}
	if e.event.Seq != f.seq+1 {
		return &Error{e.n, fmt.Errorf("%w: event %d stands behind event %d%s", ErrSequence, e.event.Seq, f.seq, hint(e.event.Seq, f.seq))}
	}
	if e.event.Time.Before(f.time) {
		return &Error{e.n, fmt.Errorf("recorded time goes back: event %d is of %s, the one before of %s",
			e.event.Seq, e.event.Time.Format(time.RFC3339Nano), f.time.Format(time.RFC3339Nano))}
	}
	f.seq, f.time = e.event.Seq, e.event.Time
	return nil
}

// passes checks that traffic stands behind older traffic and the event that it was
// served at. Its sequences may have gaps: the stream lets the oldest go.
func (f *reader) passes(e *entry) error {
	t := e.traffic
	switch {
	case f.header.Reel < TrafficFormat:
		return &Error{e.n, fmt.Errorf("traffic in a file of format %d", f.header.Reel)}
	case t.Seq <= f.passed:
		return &Error{e.n, fmt.Errorf("%w: traffic %d stands behind traffic %d", ErrSequence, t.Seq, f.passed)}
	case t.ServedAt > f.seq:
		return &Error{e.n, fmt.Errorf("%w: traffic %d was served at event %d and stands behind event %d", ErrSequence, t.Seq, t.ServedAt, f.seq)}
	}
	f.passed = t.Seq
	return nil
}

// hint says what a wrong sequence looks like.
func hint(seq, last uint64) string {
	switch {
	case seq > last+2:
		return fmt.Sprintf("; events %d to %d are missing", last+1, seq-1)
	case seq == last+2:
		return fmt.Sprintf("; event %d is missing", last+1)
	case seq == last:
		return "; it is there twice"
	}
	return ""
}

// ReadHeader reads the first line of a stream file, and no further than it must.
func ReadHeader(r io.Reader) (Header, error) {
	f, err := newReader(r, nil)
	if err != nil {
		return Header{}, err
	}
	return f.header, nil
}

// Events yields the events of a stream file in order. All but the digests is
// checked, each line when its turn comes; the first error is the last thing
// yielded.
func Events(r io.Reader) iter.Seq2[events.Recorded, error] {
	return func(yield func(events.Recorded, error) bool) {
		f, err := newReader(r, nil)
		if err != nil {
			yield(events.Recorded{}, err)
			return
		}
		for e, err := range f.entries() {
			if err != nil {
				yield(events.Recorded{}, err)
				return
			}
			if e.isEvent() && !yield(e.event, nil) {
				return
			}
		}
	}
}
