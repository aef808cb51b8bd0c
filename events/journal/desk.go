package journal

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
)

// A Desk is where the processes that share a log ask each other. Each claims
// names and answers what is asked about them; who holds a name is known to the
// server, so that a name that nobody holds is told at once. Nothing that is asked
// is kept.
type Desk struct {
	log    *Log
	prefix string
	answer func(name string, question []byte) []byte
	asked  chan *nats.Msg
	done   chan struct{}
}

// waitingQuestions is how many questions may wait for this process.
const waitingQuestions = 4096

// OpenDesk opens a desk of the given kind. answer is called for the names that
// this process has claimed, one question at a time, so that it must be quick.
func (l *Log) OpenDesk(kind string, answer func(name string, question []byte) []byte) *Desk {
	d := &Desk{
		log: l, prefix: strings.ToLower(l.options.Name) + "." + kind + ".", answer: answer,
		asked: make(chan *nats.Msg, waitingQuestions), done: make(chan struct{}),
	}
	go d.work()
	return d
}

func (d *Desk) work() {
	for {
		select {
		case m := <-d.asked:
			_ = m.Respond(d.answer(strings.TrimPrefix(m.Subject, d.prefix), m.Data)) // who asks has a deadline
		case <-d.done:
			return
		}
	}
}

// Close answers no more.
func (d *Desk) Close() { close(d.done) }

// Claim makes this process the one that is asked about a name, until release is
// called. A question that is on its way at that moment may be lost, and who asked
// waits for nothing: release a name some time after it was last asked about. When
// Claim returns the server knows. A name costs no goroutine: all questions come in by
// one channel.
func (d *Desk) Claim(ctx context.Context, name string) (release func(), err error) {
	sub, err := d.log.link.nc.ChanSubscribe(d.prefix+name, d.asked)
	if err != nil {
		return nil, fmt.Errorf("journal: claim %s: %w", name, err)
	}
	ctx, cancel := context.WithTimeout(ctx, d.log.ackWait)
	defer cancel()
	if err := d.log.link.nc.FlushWithContext(ctx); err != nil {
		_ = sub.Unsubscribe()
		return nil, fmt.Errorf("journal: claim %s: %w", name, d.unreached(err))
	}
	return func() { _ = sub.Unsubscribe() }, nil
}

// Servers of a cluster tell each other whose a name is, which takes a moment: there
// a name is nobody's when nobody answers for it for a while.
const (
	clusterTries = 3
	clusterPause = 50 * time.Millisecond
)

// unreached is an error as ErrUnavailable when there is no connection to blame
// anything else for.
func (d *Desk) unreached(err error) error {
	if d.log.link.nc.IsConnected() || errors.Is(err, context.Canceled) {
		return err
	}
	return errNotSent
}

// Ask asks the process that has claimed a name, or returns ErrNobody.
// ErrUnavailable says that the server cannot be reached.
func (d *Desk) Ask(ctx context.Context, name string, question []byte) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, d.log.ackWait)
	defer cancel()
	tries := 1
	if d.log.link.nc.ConnectedClusterName() != "" {
		tries = clusterTries
	}
	for {
		m, err := d.log.link.nc.RequestWithContext(ctx, d.prefix+name, question)
		if err == nil {
			return m.Data, nil
		}
		if !errors.Is(err, nats.ErrNoResponders) {
			return nil, fmt.Errorf("journal: ask about %s: %w", name, d.unreached(err))
		}
		if tries--; tries == 0 {
			return nil, ErrNobody
		}
		pause(ctx, clusterPause)
	}
}
