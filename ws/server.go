package ws

import (
	"cmp"
	"context"
	"log/slog"
	"sync"
	"time"

	"reel/events/journal"
	"reel/events/traffic"
	"reel/http/gateway"
	"reel/projections"
)

// Options are the parts that a Server stands on.
type Options struct {
	Gateway *gateway.Gateway  // carries out what connections say
	Live    *projections.Live // tells by what state

	// Peers is the log that other processes share; nil when there are none.
	Peers *journal.Log
	// Observe is told of posts and closes; nil hears nothing.
	Observe func(*traffic.Exchange)
	// Now is the clock of sockets; time.Now when nil.
	Now func() time.Time
	Log *slog.Logger // nothing is logged when nil

	Limits
}

// Limits are what a connection may do and for how long. Zero fields are AWS's
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html),
// or reel's where AWS states none.
type Limits struct {
	Frame int64         // bytes of a frame; 131,072 when zero, as a message. AWS's own limit is 32,768
	Idle  time.Duration // without a frame either way; 10 minutes when zero
	Life  time.Duration // of a connection; 2 hours when zero

	// By the real clock, as the network goes by no other:
	Write time.Duration // a client may take to accept a frame; 10 seconds when zero
	Close time.Duration // a client may take to say goodbye; 5 seconds when zero
}

// maxMessage is the longest message, in bytes, by either side.
const maxMessage = 128 << 10

func (l Limits) complete() Limits {
	l.Frame = cmp.Or(l.Frame, maxMessage)
	l.Idle = cmp.Or(l.Idle, 10*time.Minute)
	l.Life = cmp.Or(l.Life, 2*time.Hour)
	l.Write = cmp.Or(l.Write, 10*time.Second)
	l.Close = cmp.Or(l.Close, 5*time.Second)
	return l
}

// A Server opens connections and keeps them. It is safe for concurrent use.
type Server struct {
	Options
	registry registry
	desk     *journal.Desk   // where other processes ask about connections; nil when there are none
	life     context.Context // of what is carried out
	stop     context.CancelFunc
	watching sync.WaitGroup
}

// NewServer is a server of the given parts. It must be closed.
func NewServer(o Options) *Server {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	o.Limits = o.Limits.complete()
	s := &Server{Options: o}
	s.life, s.stop = context.WithCancel(context.Background())
	if s.Peers != nil {
		s.desk = s.Peers.OpenDesk("connections", s.asked)
	}
	s.watching.Go(s.sweepForever)
	s.watching.Go(s.watch)
	return s
}

// lastWords is how long clients may take to say goodbye to a server that closes.
const lastWords = 500 * time.Millisecond

// Close says goodbye on all connections, 1001 "Going away", and waits until their
// $disconnect routes are through, or ctx ends.
func (s *Server) Close(ctx context.Context) error {
	open, ending := s.registry.shut()
	for _, c := range open {
		c.close(goingAway)
	}
	for _, c := range append(open, ending...) {
		c.out.hurry(time.Now().Add(min(s.Limits.Close, lastWords)))
	}
	err := s.registry.wait(ctx)
	s.stop()
	s.watching.Wait()
	if s.desk != nil {
		s.desk.Close()
	}
	return err
}
