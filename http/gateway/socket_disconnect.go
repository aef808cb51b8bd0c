package gateway

import (
	"context"

	"reel/projections"
)

// Disconnect carries out $disconnect for a connection that is closed, with the code
// and the reason that it was closed with. Nobody is told what comes of it; where
// there is no such route, or no stage any more, nothing does.
func (g *Gateway) Disconnect(ctx context.Context, s *Socket, state projections.State, code int, reason string) {
	x := g.newSocketCall(s, disconnecting, state)
	x.code, x.reason = code, reason
	if x.find() != nil {
		return
	}
	if x.route = x.tree.routes["$disconnect"]; x.route == nil {
		return
	}
	r, f := x.integrate(ctx)
	x.status = r.status
	if f != nil {
		x.failed, x.status = f, f.status
	}
	x.end(nil, nil)
}
