package http

import (
	"context"
	"io"

	"reel/projections"
	"reel/replay"
)

// Export writes the log up to a state as a stream file, with the traffic that was
// recorded if it is asked for.
func (s *Server) Export(ctx context.Context, w io.Writer, at projections.State, withTraffic bool) error {
	h := replay.Header{Version: s.Meta.Version, Seed: s.Meta.Seed, Clock: s.Meta.Clock.String()}
	recorded := s.live.Messages(ctx, 1, at.Seq)
	if withTraffic {
		return replay.WriteTraffic(w, h, recorded, s.Traffic.Stream.Read(ctx, 1), at)
	}
	return replay.Write(w, h, recorded, at)
}
