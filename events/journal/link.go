package journal

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
)

// errLost ends what was waiting on a connection that broke.
var errLost = errors.New("the connection to NATS was lost")

// A link is the connection to the server, embedded or not. It comes back by
// itself; what was in flight when it broke is told so at once.
type link struct {
	nc      *nats.Conn
	patient time.Duration // how long a broken connection is waited for
	lost    func(error)   // what was sent on the broken connection is not coming back

	mu   sync.Mutex
	up   context.Context // ends when this connection breaks
	down context.CancelCauseFunc
	back chan struct{} // closed when a broken connection is up again; nil while it is up

	closing sync.Once
	closed  chan struct{} // closed when the connection is gone for good
}

// connect dials the embedded server if there is one, or else the URL.
func connect(o Options, embedded *server.Server, lost func(error)) (*link, error) {
	k := &link{patient: o.AckWait, lost: lost, closed: make(chan struct{})}
	k.up, k.down = context.WithCancelCause(context.Background())
	opts := []nats.Option{
		nats.Name("reel"),
		nats.MaxReconnects(-1),
		nats.ReconnectBufSize(-1), // what cannot be sent now is refused now, so that its outcome is known
		nats.DisconnectErrHandler(func(_ *nats.Conn, err error) { k.tellLost(o.Logger, err); k.broke() }),
		nats.ReconnectHandler(func(*nats.Conn) { k.mended(); o.Logger.Warn("the NATS server is reached again") }),
		nats.ClosedHandler(func(*nats.Conn) { k.gone() }),
		nats.ErrorHandler(func(_ *nats.Conn, _ *nats.Subscription, err error) {
			o.Logger.Log(context.Background(), slog.LevelWarn, "nats: "+err.Error())
		}),
	}
	if embedded != nil {
		opts = append(opts, nats.InProcessServer(embedded), nats.FlusherTimeout(0), nats.ReconnectWait(10*time.Millisecond), nats.ReconnectJitter(0, 0))
	} else {
		opts = append(opts, nats.ReconnectWait(100*time.Millisecond), nats.ReconnectJitter(50*time.Millisecond, 50*time.Millisecond))
	}
	if o.Credentials != "" {
		opts = append(opts, nats.UserCredentials(o.Credentials))
	}
	var err error
	if k.nc, err = nats.Connect(o.URL, opts...); err != nil {
		return nil, fmt.Errorf("journal: %w: NATS: %w", ErrUnavailable, err)
	}
	if version := k.nc.ConnectedServerVersion(); tooOld(version) {
		k.close()
		return nil, fmt.Errorf("journal: the NATS server is version %s; reel needs %d.%d or newer, which keep a stream's metadata", version, oldestMajor, oldestMinor)
	}
	return k, nil
}

// The oldest NATS server whose streams have metadata, in which Meta is kept.
const oldestMajor, oldestMinor = 2, 10

func tooOld(version string) bool {
	var major, minor int
	if n, _ := fmt.Sscanf(version, "%d.%d", &major, &minor); n < 2 {
		return false // not a release; the metadata will tell
	}
	return major < oldestMajor || major == oldestMajor && minor < oldestMinor
}

// tellLost says that the connection broke, unless we have ended it.
func (k *link) tellLost(log *slog.Logger, err error) {
	select {
	case <-k.closed:
	default:
		log.Warn("the connection to NATS was lost: nothing can be recorded until it is back", "error", err)
	}
}

func (k *link) broke() {
	k.mu.Lock()
	k.down(errLost)
	if k.back == nil {
		k.back = make(chan struct{})
	}
	k.mu.Unlock()
	k.lost(errLost)
}

func (k *link) gone() {
	k.closing.Do(func() { close(k.closed) })
	k.broke()
}

func (k *link) mended() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.up, k.down = context.WithCancelCause(context.Background())
	if k.back != nil {
		close(k.back)
		k.back = nil
	}
}

// live waits a while until the connection is up, and is a context that ends with
// ctx or with the connection. The cause of its end is ctx's own, or errLost.
func (k *link) live(ctx context.Context) (context.Context, context.CancelCauseFunc, error) {
	patience := time.NewTimer(k.patient)
	defer patience.Stop()
	for {
		k.mu.Lock()
		up, back := k.up, k.back
		k.mu.Unlock()
		select {
		case <-k.closed:
			return nil, nil, ErrClosed
		default:
		}
		if back == nil {
			ctx, cancel := context.WithCancelCause(ctx)
			stop := context.AfterFunc(up, func() { cancel(errLost) })
			return ctx, func(err error) { stop(); cancel(err) }, nil
		}
		select {
		case <-back:
		case <-k.closed:
		case <-patience.C:
			return nil, nil, ErrUnavailable
		case <-ctx.Done():
			return nil, nil, context.Cause(ctx)
		}
	}
}

func (k *link) close() {
	k.closing.Do(func() { close(k.closed) })
	k.nc.Close()
}
