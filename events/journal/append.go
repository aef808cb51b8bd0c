package journal

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/nats-io/nats.go"
)

// An Entry is one line to be recorded.
type Entry struct {
	// Subject is the tail of the NATS subject, after "reel.events." or
	// "reel.traffic."; Token makes one of any text.
	Subject string

	// ID is the entry's own name, at most 256 visible ASCII characters.
	ID string

	// Data is the line, taken as it is.
	Data []byte
}

const maxID = 256

func (e Entry) check() error {
	if e.ID == "" || len(e.ID) > maxID {
		return fmt.Errorf("journal: an id has 1 to %d characters, not %d", maxID, len(e.ID))
	}
	for i := range len(e.ID) {
		if e.ID[i] <= ' ' || e.ID[i] >= 0x7f {
			return fmt.Errorf("journal: %q is no id: visible ASCII only", e.ID)
		}
	}
	return checkSubject(e.Subject)
}

// Append records the entry as sequence expectLast+1, and returns that sequence
// once the server has it: in the page cache or, with Fsync, on the disk.
//
// It fails with ErrConflict when the log's last sequence is another, with
// ErrUnknownOutcome when no answer comes, with ErrTooLarge, and with
// ErrUnavailable when the server cannot be reached and nothing was sent.
func (l *Log) Append(ctx context.Context, e Entry, expectLast uint64) (uint64, error) {
	if err := e.check(); err != nil {
		return 0, err
	}
	m := &nats.Msg{Subject: l.events.prefix + e.Subject, Data: e.Data, Header: nats.Header{
		headerExpected: {strconv.FormatUint(expectLast, 10)},
		headerID:       {e.ID + " " + l.events.writer},
	}}
	if err := l.fits(m); err != nil {
		return 0, err
	}
	seq, err := l.send(ctx, m)
	if err != nil {
		return 0, fmt.Errorf("journal: append after %d: %w", expectLast, err)
	}
	l.mark.raise(seq)
	return seq, nil
}

// fits refuses in words what the server would refuse by hanging up.
func (l *Log) fits(m *nats.Msg) error {
	size := len(m.Data) + len("NATS/1.0\r\n\r\n")
	for k, vs := range m.Header {
		size += len(k) + len(vs[0]) + len(": \r\n")
	}
	limit := min(int(l.link.nc.MaxPayload()), maxRecord)
	if size <= limit {
		return nil
	}
	return fmt.Errorf("journal: %w: an event of %s, and the NATS server takes %s", ErrTooLarge, megabytes(size), megabytes(limit))
}

func megabytes(n int) string { return fmt.Sprintf("%.2f MB", float64(n)/(1<<20)) }

// send publishes and waits for the acknowledgement. Only what certainly was not
// received is sent again.
func (l *Log) send(ctx context.Context, m *nats.Msg) (uint64, error) {
	if err := l.inbox.enter(ctx); err != nil {
		return 0, err
	}
	defer l.inbox.leave()
	if err := l.usable(l.events.name); err != nil {
		return 0, err
	}
	limit := time.NewTimer(l.ackWait)
	defer limit.Stop()
	for wait := retryFirst; ; wait = min(2*wait, retryMost) {
		seq, err := l.sendOnce(ctx, limit.C, m)
		if err == nil || !errors.Is(err, errNotSent) && !errors.Is(err, errNobody) {
			return seq, err
		}
		again := time.NewTimer(wait)
		select {
		case <-again.C:
		case <-limit.C:
			return 0, err
		case <-l.link.closed:
			return 0, ErrClosed
		case <-ctx.Done():
			return 0, fmt.Errorf("%w: %w", err, context.Cause(ctx))
		}
	}
}

var errNotSent = fmt.Errorf("%w: not connected to NATS", ErrUnavailable)

func (l *Log) sendOnce(ctx context.Context, limit <-chan time.Time, m *nats.Msg) (uint64, error) {
	m.Reply = l.inbox.expect()
	if err := l.link.nc.PublishMsg(m); err != nil {
		return 0, unsent(err)
	}
	for {
		select {
		case answer := <-l.inbox.answers:
			if answer.Subject == m.Reply {
				r := readReply(answer)
				return r.seq, r.err
			}
		case err := <-l.inbox.failed:
			l.inbox.giveUp()
			return 0, err
		case <-limit:
			l.inbox.giveUp()
			return 0, fmt.Errorf("%w within %v", ErrUnknownOutcome, l.ackWait)
		case <-ctx.Done():
			l.inbox.giveUp()
			return 0, fmt.Errorf("%w: %w", ErrUnknownOutcome, context.Cause(ctx))
		}
	}
}

// unsent sorts why nothing went out.
func unsent(err error) error {
	switch {
	case errors.Is(err, nats.ErrConnectionClosed):
		return ErrClosed
	case errors.Is(err, nats.ErrReconnectBufExceeded), errors.Is(err, nats.ErrConnectionReconnecting):
		return errNotSent
	case errors.Is(err, nats.ErrMaxPayload):
		return fmt.Errorf("%w: %w", ErrTooLarge, err)
	}
	return fmt.Errorf("%w: %w", ErrUnknownOutcome, err)
}
