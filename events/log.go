package events

import (
	"context"
	"errors"
	"iter"
)

// A Log is the order in which events happened: what events/journal keeps on
// JetStream. Its sequences run 1..n without gaps.
type Log interface {
	// Append writes one entry behind the one with sequence last and returns the
	// new sequence. It fails with ErrConflict when last is not the newest any
	// more, and with ErrOutcome when no answer came: the entry may be written.
	Append(ctx context.Context, e Entry, last uint64) (seq uint64, err error)
	// Read yields the messages from..to in order, both included; to 0 is the newest.
	Read(ctx context.Context, from, to uint64) iter.Seq2[Message, error]
}

// An Entry is what is appended to a log.
type Entry struct {
	Subject string // account, region, service and subject, such as 000000000000/us-east-1/apigateway/restapis/a1
	ID      string // the event's ULID
	Data    []byte // a line
}

// A Message is an entry in its place in the log.
type Message struct {
	Seq  uint64
	ID   string
	Data []byte
	// Mine tells that this process appended it. An id cannot tell: another
	// process on the same log draws the same one for the same sequence.
	Mine bool
}

// Errors of Append after which the caller reads on before it tries again.
var (
	ErrConflict = errors.New("another writer was first")
	ErrOutcome  = errors.New("the log did not say whether the event was written")
)
