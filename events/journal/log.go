package journal

import (
	"context"
	"fmt"
	"iter"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go/jetstream"
	"github.com/nats-io/nuid"
)

// dedupeWindow is the shortest that JetStream takes. Nothing here carries the
// header that it looks at, and a long window only makes a restart slow: the server
// reads all that is younger.
const dedupeWindow = 100 * time.Millisecond

// A Log is one open log: the management events, and beside them the traffic.
// Its methods may be called from many goroutines.
type Log struct {
	options Options
	meta    Meta
	log     *slog.Logger
	ackWait time.Duration

	folder *folder    // of an embedded log on disk, else nil
	mark   *watermark // likewise
	began  time.Time
	server *server.Server
	link   *link
	js     jetstream.JetStream
	inbox  *inbox // for the events' acknowledgements
	acks   *acks  // for those of traffic
	events *stream
	broken sync.Map // why a stream, by name, can no longer be written

	traffic  atomic.Pointer[stream]
	opening  sync.Mutex
	flushing sync.Mutex
	slots    chan struct{} // one for each unacknowledged traffic message

	closing sync.Once
}

// Meta is what the log was made with.
func (l *Log) Meta() Meta { return l.meta }

// Dir is the data folder, "" when the log is elsewhere. Others may keep caches in
// it, under names other than lock, last and jetstream.
func (l *Log) Dir() string { return l.options.Dir }

// Last is the sequence of the newest event, 0 if there is none. It asks the
// stream's leader, so whatever was acknowledged to anyone is in it.
func (l *Log) Last(ctx context.Context) (uint64, error) { return l.events.lastNow(ctx) }

// Get is the event at seq, or ErrNotFound.
func (l *Log) Get(ctx context.Context, seq uint64) (Message, error) { return l.events.get(ctx, seq) }

// Read yields the events from..to in order; to 0, or beyond the end, means up to
// the last that is there when reading begins. Each is certain to follow the one
// before: a gap, or an event that cannot be read, is ErrGap, yielded last. A broken
// connection is waited for, a few seconds at a time.
func (l *Log) Read(ctx context.Context, from, to uint64) iter.Seq2[Message, error] {
	return l.events.read(ctx, from, to)
}

// Follow calls fn, one call at a time, for every event from from on: those that
// are there, then those to come, each once and in order, through broken
// connections. It returns fn's first error, or why ctx ended, or ErrGap.
func (l *Log) Follow(ctx context.Context, from uint64, fn func(Message) error) error {
	return l.events.follow(ctx, from, fn)
}

// Close stores what is under way and gives the data folder free.
func (l *Log) Close() error {
	var err error
	l.closing.Do(func() {
		if l.traffic.Load() != nil {
			err = l.FlushTraffic(context.Background())
		}
		l.shut()
	})
	return err
}

// shut ends whatever Open had begun.
func (l *Log) shut() {
	if l.link != nil {
		l.link.close()
	}
	if l.server != nil {
		l.server.Shutdown()
		l.server.WaitForShutdown()
	}
	if l.mark != nil {
		l.mark.close(l.usable(l.options.Name) == nil && l.syncMessages(l.began) == nil)
	}
	l.folder.release()
}

// usable refuses further messages to a stream that could not be written: what
// JetStream does after that is not ours to guess.
func (l *Log) usable(name string) error {
	if err, ok := l.broken.Load(name); ok {
		return err.(error)
	}
	return nil
}

// breakDown is told when the embedded server failed to write.
func (l *Log) breakDown(name string, cause error) {
	l.broken.LoadOrStore(name, fmt.Errorf("%w: the log can no longer be written: %w; make room and start again", ErrUnavailable, cause))
	l.fail(fmt.Errorf("%w: %w", ErrUnknownOutcome, cause))
}

// fail tells everyone who waits for an answer that none will come.
func (l *Log) fail(err error) {
	l.inbox.fail(err)
	l.acks.fail(time.Now(), err)
}

func (l *Log) newStream(suffix, kind string) *stream {
	return &stream{
		name:    l.options.Name + suffix,
		prefix:  strings.ToLower(l.options.Name) + "." + kind + ".",
		writer:  nuid.Next(),
		link:    l.link,
		js:      l.js,
		patient: l.ackWait,
		log:     l.log,
	}
}

func (l *Log) storage() jetstream.StorageType {
	if l.options.Ephemeral {
		return jetstream.MemoryStorage
	}
	return jetstream.FileStorage
}
