package journal

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// A reply is what became of one message that was sent: its sequence, or why not.
type reply struct {
	seq uint64
	err error
}

// acks is the inbox to which the server acknowledges the traffic that this Log
// sends, many messages at a time. What is in flight when a connection breaks learns
// of it at once.
type acks struct {
	prefix string // of the reply subjects, dot included

	mu      sync.Mutex
	n       uint64
	waiting map[uint64]pending
}

type pending struct {
	since time.Time
	done  func(reply)
}

// listen opens the inbox.
func (a *acks) listen(nc *nats.Conn) error {
	a.prefix = nc.NewInbox() + "."
	if _, err := nc.Subscribe(a.prefix+"*", a.hear); err != nil {
		return fmt.Errorf("journal: %w", err)
	}
	return nil
}

// expect calls done once, with what comes to the subject that it returns, or
// with what went wrong; unless it is forgotten first.
func (a *acks) expect(done func(reply)) (subject string, id uint64) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.n++
	a.waiting[a.n] = pending{time.Now(), done}
	return a.prefix + strconv.FormatUint(a.n, 36), a.n
}

// forget says whether what was expected was still to come.
func (a *acks) forget(id uint64) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	_, ok := a.waiting[id]
	delete(a.waiting, id)
	return ok
}

func (a *acks) hear(m *nats.Msg) {
	id, err := strconv.ParseUint(strings.TrimPrefix(m.Subject, a.prefix), 36, 64)
	if err != nil {
		return
	}
	a.mu.Lock()
	p, ok := a.waiting[id]
	delete(a.waiting, id)
	a.mu.Unlock()
	if ok {
		p.done(readReply(m))
	}
}

// fail tells everyone who has waited since before then that nothing will come.
func (a *acks) fail(before time.Time, err error) {
	a.mu.Lock()
	var failed []pending
	for id, p := range a.waiting {
		if p.since.Before(before) {
			failed = append(failed, p)
			delete(a.waiting, id)
		}
	}
	a.mu.Unlock()
	for _, p := range failed {
		p.done(reply{err: err})
	}
}

// errNobody says that no server listens for the subject: nothing was written.
var errNobody = fmt.Errorf("%w: no stream answers", ErrUnavailable)

func readReply(m *nats.Msg) reply {
	if seq, ok := acknowledged(m.Data); ok {
		return reply{seq: seq}
	}
	if len(m.Data) == 0 {
		if m.Header.Get("Status") == "503" {
			return reply{err: errNobody}
		}
		return reply{err: fmt.Errorf("%w: the answer is empty", ErrUnknownOutcome)}
	}
	var ack struct {
		Seq   uint64              `json:"seq"`
		Error *jetstream.APIError `json:"error"`
	}
	if err := json.Unmarshal(m.Data, &ack); err != nil {
		return reply{err: fmt.Errorf("%w: the answer cannot be read: %w", ErrUnknownOutcome, err)}
	}
	if ack.Error != nil {
		return reply{err: refused(ack.Error)}
	}
	return reply{seq: ack.Seq}
}

// acknowledged reads the sequence of an ordinary answer, {"stream":"REEL","seq":42}.
func acknowledged(answer []byte) (seq uint64, ok bool) {
	stream, rest, ok := bytes.Cut(answer, []byte(`","seq":`))
	if digits, ends := bytes.CutSuffix(rest, []byte("}")); ok && ends && bytes.HasPrefix(stream, []byte(`{"stream":"`)) {
		seq, err := strconv.ParseUint(string(digits), 10, 64)
		return seq, err == nil
	}
	return 0, false
}

// refused sorts the server's refusals.
func refused(e *jetstream.APIError) error {
	switch e.ErrorCode {
	case jetstream.JSErrCodeStreamWrongLastSequence, jetstream.JSErrCodeStreamWrongLastSequenceConstant:
		return fmt.Errorf("%w: %s", ErrConflict, e.Description)
	case jetstream.JSErrCodeStreamMessageExceedsMaximum:
		return fmt.Errorf("%w: %s", ErrTooLarge, e.Description)
	}
	return fmt.Errorf("the server refuses: %s", e.Description)
}
