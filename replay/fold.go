package replay

import (
	"context"
	"io"

	"reel/projections"
)

// Options say how a stream file is folded. The zero Options fold all of it and
// verify every checkpoint.
type Options struct {
	// To is where the state is wanted; nil is the end. The file is read and
	// verified to its end all the same.
	To *projections.Point
	// SkipDigests leaves checkpoints unverified, which spares the time of
	// finding the state's digest.
	SkipDigests bool
	// Progress is told how many bytes have been read, every 128 KB or so.
	Progress func(read int64)
}

// Fold reads a stream file and returns the state that it folds to. A line that
// cannot be read is an [*Error]; a checkpoint that differs, an [*Error] around a
// [*DigestError]; a sequence that the file does not reach, a
// [projections.ErrFuture]. Whatever the error, there is no state.
func Fold(ctx context.Context, r io.Reader, o Options) (projections.State, Summary, error) {
	return fold(ctx, r, o, nil)
}

// fold is Fold that shows each line to visit, which may hold on to it.
func fold(ctx context.Context, r io.Reader, o Options, visit func(*entry)) (projections.State, Summary, error) {
	f, err := newReader(r, o.Progress)
	if err != nil {
		return projections.State{}, Summary{}, err
	}
	f.reuse = visit == nil
	run := folding{options: o, summary: newSummary(f.header)}
	for e, err := range f.entries() {
		if err == nil {
			err = run.take(ctx, e)
		}
		if err != nil {
			return projections.State{}, Summary{}, err
		}
		if visit != nil {
			visit(e)
		}
	}
	run.summary.Bytes = f.lines.read
	return run.end()
}

// A folding is a file that is being folded.
type folding struct {
	options Options
	state   projections.State
	wanted  *projections.State // the state at options.To, once the fold is beyond it
	summary Summary
}

func (f *folding) take(ctx context.Context, e *entry) error {
	if e.checkpoint != nil {
		if err := f.verify(*e.checkpoint); err != nil {
			return &Error{e.n, err}
		}
		return ctx.Err()
	}
	if e.traffic != nil {
		f.summary.Traffic++
		return nil
	}
	if e.event.Seq%64 == 0 && ctx.Err() != nil {
		return ctx.Err()
	}
	if to := f.options.To; to != nil && f.wanted == nil && to.Beyond(e.event.Seq, e.event.Time) {
		before := f.state
		f.wanted = &before
	}
	next, err := f.state.Apply(e.event)
	if err != nil {
		return &Error{e.n, err}
	}
	f.state = next
	f.summary.count(&e.event)
	return nil
}

// verify compares a checkpoint with the state.
func (f *folding) verify(c checkpoint) error {
	f.summary.Checkpoints++
	f.summary.Digest = c.Digest
	if f.options.SkipDigests {
		return nil
	}
	digest, err := f.state.Digest()
	if err != nil {
		return err
	}
	if digest != c.Digest {
		return &DigestError{Seq: c.Seq, Got: digest, Want: c.Digest}
	}
	return nil
}

// end is what Fold returns.
func (f *folding) end() (projections.State, Summary, error) {
	to := f.options.To
	switch {
	case f.wanted != nil:
		return *f.wanted, f.summary, nil
	case to != nil && to.Time.IsZero() && to.Seq > f.state.Seq:
		return projections.State{}, Summary{}, projections.ErrFuture{Seq: to.Seq, Head: f.state.Seq}
	}
	return f.state, f.summary, nil
}
