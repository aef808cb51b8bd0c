package journal

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"math"
	"time"
)

const (
	retryFirst = 20 * time.Millisecond
	retryMost  = time.Second
)

// read yields from..to in order; to 0, or beyond the end, means up to what is
// there when reading begins.
func (s *stream) read(ctx context.Context, from, to uint64) iter.Seq2[Message, error] {
	return func(yield func(Message, error) bool) {
		if to == 0 {
			to = math.MaxUint64
		}
		r := reader{stream: s, next: max(from, 1), to: to, clip: true, yield: yield}
		if err := r.run(ctx, s.patient); err != nil {
			yield(Message{}, err)
		}
	}
}

// follow calls fn for every message from from on, as they come, until ctx ends
// or fn fails.
func (s *stream) follow(ctx context.Context, from uint64, fn func(Message) error) error {
	var failed error
	r := reader{stream: s, next: max(from, 1), to: math.MaxUint64, yield: func(m Message, _ error) bool {
		failed = fn(m)
		return failed == nil
	}}
	if err := r.run(ctx, 0); err != nil {
		return err
	}
	return failed
}

// A reader walks the stream from next to to, through as many deliveries as the
// connection needs.
type reader struct {
	*stream
	next, to uint64
	seen     uint64 // the last that was yielded
	end      uint64 // of the log, when the delivery began
	clip     bool   // to is still to be cut to the end of the log
	stopped  bool   // yield has said so
	yield    func(Message, error) bool
}

// run goes on until the end; patience is how long it bears no progress, 0 for ever.
func (r *reader) run(ctx context.Context, patience time.Duration) error {
	since, wait := time.Now(), retryFirst
	for !r.stopped && r.next <= r.to {
		before := r.next
		err := r.deliver(ctx)
		if err != nil && ctx.Err() != nil {
			return fmt.Errorf("journal: %w", context.Cause(ctx))
		}
		if err != nil && !passing(err) {
			return err
		}
		if r.next > before {
			since, wait = time.Now(), retryFirst
		}
		if err == nil {
			continue
		}
		if patience > 0 && time.Since(since) > patience {
			return fmt.Errorf("journal: %w: %w", ErrUnavailable, err)
		}
		pause(ctx, wait)
		wait = min(2*wait, retryMost)
	}
	return nil
}

// passing says whether an error is of a kind that may be gone at the next try.
func passing(err error) bool {
	return errors.Is(err, errLost) || errors.Is(err, errSilent) || errors.Is(err, ErrUnavailable)
}

func pause(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
	}
}

// begin looks where the log stands before a delivery is asked for.
func (r *reader) begin(ctx context.Context) error {
	info, err := r.info(ctx)
	if err != nil {
		return err
	}
	last := info.State.LastSeq
	if last < r.seen {
		return fmt.Errorf("journal: %w: it went back from sequence %d to %d", ErrGap, r.seen, last)
	}
	if r.clip {
		r.to, r.clip = min(r.to, last), false
	}
	if r.bounded {
		r.next = max(r.next, info.State.FirstSeq)
	}
	r.end = last
	return nil
}
