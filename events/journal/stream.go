package journal

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// A Message is one entry as the log holds it.
type Message struct {
	Seq     uint64    // its place: 1..n without gaps
	Subject string    // as in its Entry
	ID      string    // as in its Entry
	Mine    bool      // whether this very Log appended it
	Data    []byte    // as in its Entry
	Time    time.Time // when the server stored it; for people, not for folds
}

// Headers of a stored message. Beside the id, after a space, is the name of the Log
// that wrote it, to tell one's own from another process's. The id is not in Nats-Msg-Id, on purpose: the
// server's deduplication by that header would answer for a second process, which
// may well draw the same id for the same sequence, as if its event were recorded.
// The expected sequence already makes every append happen at most once.
const (
	headerID       = "Reel-Id"
	headerExpected = "Nats-Expected-Last-Sequence"
)

// requestWait is how long one request may take before it is asked again.
const requestWait = 2 * time.Second

// A stream is one of the two JetStream streams, once it is open.
type stream struct {
	name    string // JetStream's
	prefix  string // of its subjects, dot included
	bounded bool   // its oldest messages may go
	writer  string // of this Log, to tell its own messages
	link    *link
	js      jetstream.JetStream
	handle  jetstream.Stream
	patient time.Duration // how long a read goes on without an answer
	log     *slog.Logger
	created time.Time
}

// bind takes the JetStream stream that was found or made.
func (s *stream) bind(h jetstream.Stream) {
	s.handle, s.created = h, h.CachedInfo().Created
}

// info asks the stream's leader how things are now.
func (s *stream) info(ctx context.Context) (*jetstream.StreamInfo, error) {
	asked, cancel := brief(ctx)
	defer cancel()
	info, err := s.handle.Info(asked)
	switch {
	case errors.Is(err, jetstream.ErrStreamNotFound):
		return nil, fmt.Errorf("journal: %w: the stream %s is gone from the server", ErrGap, s.name)
	case err != nil:
		return nil, s.unreached(ctx, err)
	case !info.Created.Equal(s.created):
		return nil, fmt.Errorf("journal: %w: the stream %s was replaced while it was open", ErrGap, s.name)
	}
	return info, nil
}

// errNoPeers is JetStream's code for a cluster that has no server free for a stream
// or consumer, as while it is forming or one of its servers is away.
const errNoPeers = 10005

// brief bounds one request to the server. A cluster without a leader answers
// nothing, and the next request may find one.
func brief(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, requestWait)
}

// unreached tells a caller who gave up from a server that does not answer.
func (s *stream) unreached(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return fmt.Errorf("journal: %w", context.Cause(ctx))
	}
	if s.link.nc.IsClosed() {
		return fmt.Errorf("journal: %w", ErrClosed)
	}
	var api *jetstream.APIError
	if errors.As(err, &api) && api.Code < 500 && api.ErrorCode != errNoPeers {
		return fmt.Errorf("journal: the server refuses: %w", err)
	}
	if errors.Is(err, nats.ErrNoResponders) || errors.Is(err, jetstream.ErrJetStreamNotEnabled) {
		return fmt.Errorf("journal: %w: no JetStream answers on that NATS server; it may have to be enabled there", ErrUnavailable)
	}
	return fmt.Errorf("journal: %w: %w", ErrUnavailable, err)
}

func (s *stream) lastNow(ctx context.Context) (uint64, error) {
	up, cancel, err := s.link.live(ctx)
	if err != nil {
		return 0, fmt.Errorf("journal: %w", err)
	}
	defer cancel(nil)
	info, err := s.info(up)
	if err != nil {
		return 0, err
	}
	return info.State.LastSeq, nil
}

// get asks any replica first, which is quick, and the leader if that one does
// not have it yet.
func (s *stream) get(ctx context.Context, seq uint64) (Message, error) {
	if seq == 0 {
		return Message{}, fmt.Errorf("journal: %w: sequences begin at 1", ErrNotFound)
	}
	asked, cancel := brief(ctx)
	defer cancel()
	raw, err := s.handle.GetMsg(asked, seq)
	if err == nil {
		return s.message(raw.Sequence, raw.Subject, raw.Header.Get, raw.Data, raw.Time), nil
	}
	if !errors.Is(err, jetstream.ErrMsgNotFound) {
		return Message{}, s.unreached(ctx, err)
	}
	for m, err := range s.read(ctx, seq, seq) {
		return m, err
	}
	return Message{}, fmt.Errorf("journal: %w: sequence %d", ErrNotFound, seq)
}

func (s *stream) message(seq uint64, subject string, header func(string) string, data []byte, at time.Time) Message {
	id, writer, _ := strings.Cut(header(headerID), " ")
	return Message{
		Seq:     seq,
		Subject: strings.TrimPrefix(subject, s.prefix),
		ID:      id,
		Mine:    writer == s.writer,
		Data:    data,
		Time:    at,
	}
}

// verify says which of the messages 1..last are not there.
func (s *stream) verify(ctx context.Context, h jetstream.Stream) error {
	state := h.CachedInfo().State
	if state.LastSeq == 0 || state.FirstSeq == 1 && state.Msgs == state.LastSeq {
		return nil
	}
	missing := fmt.Sprintf("%d of its %d events are missing", state.LastSeq-state.Msgs, state.LastSeq)
	if state.FirstSeq > 1 {
		missing += fmt.Sprintf(", all before %d", state.FirstSeq)
	}
	full, err := h.Info(ctx, jetstream.WithDeletedDetails(true))
	if err == nil && len(full.State.Deleted) > 0 {
		missing += fmt.Sprintf(", the first within it is %d", full.State.Deleted[0])
	}
	return fmt.Errorf("journal: %w: %s", ErrGap, missing)
}
