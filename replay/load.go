package replay

import (
	"context"
	"io"

	"reel/events"
	"reel/projections"
)

// A Recording is a stream file that was read, verified and folded. Traffic in it was
// looked at and is not kept.
type Recording struct {
	Header  Header
	Summary Summary
	State   projections.State // at the end
	Log     *Memory           // the events as they stand in the file
}

// Load reads a whole stream file, or fails as [Fold] does. Options.To is not
// looked at: a Recording is always whole.
func Load(ctx context.Context, r io.Reader, o Options) (*Recording, error) {
	o.To = nil
	rec := &Recording{Log: &Memory{}}
	keep := func(e *entry) {
		if e.isEvent() {
			rec.Log.messages = append(rec.Log.messages, events.Message{Seq: e.event.Seq, ID: e.event.ID, Data: e.text})
		}
	}
	var err error
	if rec.State, rec.Summary, err = fold(ctx, r, o, keep); err != nil {
		return nil, err
	}
	rec.Header = rec.Summary.Header
	return rec, nil
}

// An Appender is a log that can be written: [events.Log] is one.
type Appender interface {
	Append(ctx context.Context, e events.Entry, last uint64) (seq uint64, err error)
}

// AppendTo writes the recording's events into an empty log, byte for byte, so
// that the log is the one that the file was written from. What was written
// before an error stays written: the log is for one recording or none.
func (rec *Recording) AppendTo(ctx context.Context, to Appender) error {
	for m, err := range rec.Log.Read(ctx, 1, 0) {
		if err != nil {
			return err
		}
		r, err := projections.Parse(m)
		if err != nil {
			return err
		}
		if _, err := to.Append(ctx, projections.Entry(r, m.Data), m.Seq-1); err != nil {
			return err
		}
	}
	return nil
}
