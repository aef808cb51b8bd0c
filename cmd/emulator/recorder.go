package emulator

import (
	"context"
	"iter"

	"reel/events"
	"reel/events/journal"
	"reel/events/traffic"
)

// newRecorder records traffic on the log's second stream.
func (e *Emulator) newRecorder() *traffic.Recorder {
	r := &traffic.Recorder{Ring: new(traffic.Ring), Reads: e.config.RecordReads, Logger: e.config.Logger, Stream: e.log.trafficStream()}
	r.Switch(e.config.RecordTraffic)
	return r
}

// trafficStream is the log's traffic as its vocabulary sees it.
func (l log) trafficStream() traffic.Stream {
	return traffic.Stream{
		Append: func(ctx context.Context, subject string, line []byte) error {
			return l.AppendTraffic(ctx, journal.Token(subject), line)
		},
		Read: func(ctx context.Context, from uint64) iter.Seq2[events.Message, error] {
			return func(yield func(events.Message, error) bool) {
				if err := l.FlushTraffic(ctx); err != nil {
					yield(events.Message{}, err)
					return
				}
				for m, err := range l.ReadTraffic(ctx, max(from, 1), 0) {
					if !yield(message(m), err) {
						return
					}
				}
			}
		},
	}
}
