package projections

import (
	"context"
	"iter"

	"reel/events"
)

// Messages yields the log's messages from..to as they were written, both
// included; to 0 is the newest.
func (l *Live) Messages(ctx context.Context, from, to uint64) iter.Seq2[events.Message, error] {
	return l.log.Read(ctx, from, to)
}
