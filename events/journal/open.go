package journal

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

// Open opens the log that the options describe, and makes it if there is none.
// It refuses, in words: a data folder that another process has (ErrLocked), a log
// made with another seed or clock (ErrMetaMismatch), one of a newer format
// (ErrNewerFormat), and one that is not whole (ErrGap).
func Open(ctx context.Context, o Options) (*Log, error) {
	o, err := o.complete()
	if err != nil {
		return nil, err
	}
	l := &Log{
		options: o, log: o.Logger, ackWait: o.AckWait,
		inbox: newInbox(),
		acks:  &acks{waiting: map[uint64]pending{}},
		slots: make(chan struct{}, inFlight),
	}
	if err := l.open(ctx); err != nil {
		l.shut()
		return nil, err
	}
	return l, nil
}

func (l *Log) open(ctx context.Context) error {
	existed, err := l.start()
	if err != nil {
		return err
	}
	if l.link, err = connect(l.options, l.server, l.lost); err != nil {
		return err
	}
	if err := errors.Join(l.inbox.listen(l.link.nc), l.acks.listen(l.link.nc)); err != nil {
		return err
	}
	if l.js, err = jetstream.New(l.link.nc); err != nil {
		return fmt.Errorf("journal: %w", err)
	}
	l.events = l.newStream("", "events")
	h, err := l.seek(ctx, existed)
	if err != nil {
		return err
	}
	if err := l.accept(ctx, h); err != nil {
		return err
	}
	l.events.bind(h)
	return l.checkEnd(h.CachedInfo().State.LastSeq)
}

// start runs the embedded server, if that is where the log is, and says whether
// its folder held a log before.
func (l *Log) start() (existed bool, err error) {
	l.began = time.Now()
	log := &serverLog{out: l.log}
	switch {
	case l.options.Ephemeral:
		l.server, err = startInMemory(l.options, log)
	case l.options.Dir != "":
		existed, err = l.startOnDisk(log)
	}
	if err == nil {
		log.onBroken(l.breakDown)
	}
	return existed, err
}

func (l *Log) startOnDisk(log *serverLog) (existed bool, err error) {
	if l.folder, err = lockFolder(l.options.Dir); err != nil {
		return false, err
	}
	mark, before, err := openWatermark(l.options.Dir)
	if err != nil {
		return false, err
	}
	l.mark = mark
	if before.there && !before.legible {
		l.log.Warn(fmt.Sprintf("journal: %s does not tell the last event that was acknowledged; whether the end was lost cannot be known", filepath.Join(l.options.Dir, "last")))
	}
	if !before.closed {
		if err := l.dropIndex(); err != nil {
			return false, err
		}
	}
	l.server, err = startServer(l.options.Dir, l.options, log)
	return before.there, err
}

// lost is told when the connection breaks.
func (l *Log) lost(err error) {
	l.fail(fmt.Errorf("%w: %w", ErrUnknownOutcome, err))
}

// seek finds the events' stream, also while a cluster is still choosing its leader.
func (l *Log) seek(ctx context.Context, existed bool) (jetstream.Stream, error) {
	began := time.Now()
	for {
		h, err := l.find(ctx, existed)
		if !errors.Is(err, ErrUnavailable) || ctx.Err() != nil || time.Since(began) > l.ackWait {
			return h, err
		}
		pause(ctx, 5*retryFirst)
	}
}

// find looks for the events' stream, and makes it where there never was one.
func (l *Log) find(ctx context.Context, existed bool) (jetstream.Stream, error) {
	asked, cancel := brief(ctx)
	defer cancel()
	h, err := l.js.Stream(asked, l.events.name)
	if err == nil {
		return h, nil
	}
	if !errors.Is(err, jetstream.ErrStreamNotFound) {
		return nil, l.events.unreached(ctx, err)
	}
	if existed {
		return nil, fmt.Errorf("journal: %w: %s had %d events, and JetStream finds no log in it; start with an empty folder, or bring the files back", ErrGap, l.options.Dir, l.mark.last.Load())
	}
	h, err = l.js.CreateStream(asked, l.eventsConfig())
	if errors.Is(err, jetstream.ErrStreamNameAlreadyInUse) {
		h, err = l.js.Stream(asked, l.events.name) // another process was first
	}
	if err != nil {
		return nil, l.events.unreached(ctx, fmt.Errorf("make the stream %s: %w", l.events.name, err))
	}
	return h, l.settle()
}

// settle makes a new log on disk as durable as was asked for.
func (l *Log) settle() error {
	if l.mark == nil {
		return nil
	}
	if err := l.mark.make(l.options.Dir); err != nil || !l.options.Fsync {
		return err
	}
	return syncFolders(l.options.Dir)
}

// eventsConfig keeps everything: no age, no limit, nothing deleted or purged.
func (l *Log) eventsConfig() jetstream.StreamConfig {
	return jetstream.StreamConfig{
		Name:        l.events.name,
		Description: "the events that reel's state is made of",
		Subjects:    []string{l.events.prefix + ">"},
		Storage:     l.storage(),
		Replicas:    l.options.Replicas,
		Retention:   jetstream.LimitsPolicy,
		Discard:     jetstream.DiscardNew,
		Duplicates:  dedupeWindow,
		AllowDirect: true,
		DenyDelete:  true,
		DenyPurge:   true,
		Metadata:    l.options.Meta.settled().encode(),
	}
}

// accept takes the stream for the log that was asked for, or says why not.
func (l *Log) accept(ctx context.Context, h jetstream.Stream) (err error) {
	config := h.CachedInfo().Config
	if l.meta, err = decodeMeta(config.Metadata); err != nil {
		return fmt.Errorf("journal: the stream %s %s is not a log of reel's: %w", config.Name, l.options.where(), err)
	}
	if err := l.meta.agree(l.options.Meta); err != nil {
		return fmt.Errorf("journal: the log %s: %w", l.options.where(), err)
	}
	return l.events.verify(ctx, h)
}

// checkEnd compares the end of the log with what was acknowledged. Without Fsync
// power loss may cost the end, so that is a warning; from here on the log is what
// it is.
func (l *Log) checkEnd(last uint64) error {
	if l.mark == nil {
		return nil
	}
	if err := l.mark.make(l.options.Dir); err != nil {
		return err
	}
	if acknowledged := l.mark.last.Swap(last); acknowledged > last {
		l.log.Warn(fmt.Sprintf("journal: the log in %s ends at event %d, but %d were acknowledged: the end was lost to power loss or a damaged file (fsync keeps every event)", l.options.Dir, last, acknowledged))
	}
	if err := l.mark.write(); err != nil {
		return fmt.Errorf("journal: data folder: %w", err)
	}
	return nil
}
