package journal

import (
	"context"
	"fmt"
	"iter"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// inFlight is how many traffic messages may wait for their acknowledgement.
const inFlight = 1024

// AppendTraffic records data on the traffic stream and does not wait for it to be
// stored. It blocks only while 1,024 messages are unacknowledged, until ctx ends or
// the server has been silent for AckWait. A message that is lost later is logged. On
// disk it is written a few milliseconds behind, which is what a kill may cost.
// Its sequence is the traffic stream's own; data may be reused on return.
func (l *Log) AppendTraffic(ctx context.Context, subject string, data []byte) error {
	if err := checkSubject(subject); err != nil {
		return err
	}
	s, err := l.openTraffic(ctx)
	if err != nil {
		return err
	}
	if err := l.usable(s.name); err != nil {
		return fmt.Errorf("journal: traffic: %w", err)
	}
	m := &nats.Msg{Subject: s.prefix + subject, Data: data}
	if err := l.fits(m); err != nil {
		return err
	}
	if err := l.takeSlot(ctx); err != nil {
		return fmt.Errorf("journal: traffic: %w", err)
	}
	var id uint64
	m.Reply, id = l.acks.expect(l.trafficDone)
	if err := l.link.nc.PublishMsg(m); err != nil {
		if l.acks.forget(id) {
			<-l.slots
		}
		return fmt.Errorf("journal: traffic: %w", unsent(err))
	}
	return nil
}

func (l *Log) trafficDone(r reply) {
	<-l.slots
	if r.err != nil {
		l.log.Warn("journal: a traffic message was not recorded", "error", r.err)
	}
}

func (l *Log) takeSlot(ctx context.Context) error {
	select {
	case l.slots <- struct{}{}:
		return nil
	default:
	}
	patience := time.NewTimer(l.ackWait)
	defer patience.Stop()
	select {
	case l.slots <- struct{}{}:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-patience.C:
		l.acks.fail(time.Now().Add(-l.ackWait), ErrUnknownOutcome)
		return ErrUnavailable
	}
}

// FlushTraffic waits until every traffic message so far is stored, or known to
// be lost.
func (l *Log) FlushTraffic(ctx context.Context) error {
	l.flushing.Lock()
	defer l.flushing.Unlock()
	for n := range inFlight {
		if err := l.takeSlot(ctx); err != nil {
			for range n {
				<-l.slots
			}
			return fmt.Errorf("journal: traffic: %w", err)
		}
	}
	for range inFlight {
		<-l.slots
	}
	return nil
}

// LastTraffic is the sequence of the newest traffic message, 0 if there is none.
func (l *Log) LastTraffic(ctx context.Context) (uint64, error) {
	s, err := l.openTraffic(ctx)
	if err != nil {
		return 0, err
	}
	return s.lastNow(ctx)
}

// ReadTraffic is Read for the traffic stream. It begins with the oldest that the
// stream still keeps, if from has gone.
func (l *Log) ReadTraffic(ctx context.Context, from, to uint64) iter.Seq2[Message, error] {
	return func(yield func(Message, error) bool) {
		s, err := l.openTraffic(ctx)
		if err != nil {
			yield(Message{}, err)
			return
		}
		s.read(ctx, from, to)(yield)
	}
}

// FollowTraffic is Follow for the traffic stream.
func (l *Log) FollowTraffic(ctx context.Context, from uint64, fn func(Message) error) error {
	s, err := l.openTraffic(ctx)
	if err != nil {
		return err
	}
	return s.follow(ctx, from, fn)
}

// openTraffic makes the stream when it is first needed: most runs record none.
func (l *Log) openTraffic(ctx context.Context) (*stream, error) {
	if s := l.traffic.Load(); s != nil {
		return s, nil
	}
	l.opening.Lock()
	defer l.opening.Unlock()
	if s := l.traffic.Load(); s != nil {
		return s, nil
	}
	s := l.newStream("-TRAFFIC", "traffic")
	s.bounded = true
	up, cancel, err := l.link.live(ctx)
	if err != nil {
		return nil, fmt.Errorf("journal: %w", err)
	}
	defer cancel(nil)
	asked, done := brief(up)
	defer done()
	h, err := l.js.CreateOrUpdateStream(asked, l.trafficConfig(s))
	if err != nil {
		return nil, s.unreached(up, fmt.Errorf("make the stream %s: %w", s.name, err))
	}
	s.bind(h)
	l.traffic.Store(s)
	return s, nil
}

// trafficConfig lets the oldest go. On the embedded server's disk it is written
// behind: Fsync is for the events.
func (l *Log) trafficConfig(s *stream) jetstream.StreamConfig {
	c := jetstream.StreamConfig{
		Name:        s.name,
		Description: "what passed through the APIs that reel serves",
		Subjects:    []string{s.prefix + ">"},
		Storage:     l.storage(),
		Replicas:    l.options.Replicas,
		Discard:     jetstream.DiscardOld,
		MaxBytes:    l.options.Traffic.Bytes,
		MaxMsgs:     l.options.Traffic.Messages,
		MaxAge:      l.options.Traffic.Age,
		Duplicates:  dedupeWindow,
		AllowDirect: true,
	}
	if l.options.Dir != "" {
		c.PersistMode = jetstream.AsyncPersistMode
	}
	return c
}
