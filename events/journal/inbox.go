package journal

import (
	"context"
	"fmt"
	"strconv"

	"github.com/nats-io/nats.go"
)

// An inbox is where the server acknowledges the appends of a Log. They are sent one
// at a time, as only one of several could have its place, so all answers come to one
// subject, which the server knows by then, and straight to whoever waits. After an
// append that was given up the subject is another: should its answer still come, it
// is nobody's.
type inbox struct {
	turn    chan struct{} // held by whoever appends
	prefix  string        // of the subjects, dot included
	subject string
	givenUp uint64
	answers chan *nats.Msg
	failed  chan error // holds one, when no answer can come any more
}

func newInbox() *inbox {
	return &inbox{turn: make(chan struct{}, 1), answers: make(chan *nats.Msg, 64), failed: make(chan error, 1)}
}

// listen opens the inbox.
func (i *inbox) listen(nc *nats.Conn) error {
	i.prefix = nc.NewInbox() + "."
	i.subject = i.prefix + "0"
	if _, err := nc.ChanSubscribe(i.prefix+"*", i.answers); err != nil {
		return fmt.Errorf("journal: %w", err)
	}
	return nil
}

// enter waits for its turn to append.
func (i *inbox) enter(ctx context.Context) error {
	select {
	case i.turn <- struct{}{}:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("%w: %w", errNotSent, context.Cause(ctx))
	}
}

func (i *inbox) leave() { <-i.turn }

// expect is the subject that the next answer comes to. What went wrong before is
// forgotten.
func (i *inbox) expect() string {
	select {
	case <-i.failed:
	default:
	}
	return i.subject
}

// giveUp is told that an answer may come that nobody waits for.
func (i *inbox) giveUp() {
	i.givenUp++
	i.subject = i.prefix + strconv.FormatUint(i.givenUp, 36)
}

// fail tells who waits, if anybody does, that no answer will come.
func (i *inbox) fail(err error) {
	select {
	case i.failed <- err:
	default:
	}
}
