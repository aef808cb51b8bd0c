package http

import (
	"context"
	"io"

	"reel/projections"
	"reel/replay"
)

// Export writes the log up to a state as a stream file.
func (s *Server) Export(ctx context.Context, w io.Writer, at projections.State) error {
	h := replay.Header{Version: s.Meta.Version, Seed: s.Meta.Seed, Clock: s.Meta.Clock.String()}
	return replay.Write(w, h, s.live.Messages(ctx, 1, at.Seq), at)
}
