package gateway

import (
	"net/http"

	"reel/events/traffic"
)

// end says what came of an event: to the log when the gateway had to answer for
// itself, and to whoever observes.
func (x *socketCall) end(header http.Header, sent []byte) {
	s := x.socket
	if x.failed != nil && x.failed.reason != "" {
		x.gateway.Log.Warn(x.failed.reason, "status", x.status, "api", s.ApiID, "stage", s.Stage,
			"event", x.event, "route", x.routeKey(), "connection", s.ID, "request", x.id)
	}
	latency := x.gateway.Now().Sub(x.begun)
	line := x.logAccess(len(sent), latency)
	if x.gateway.Observe == nil {
		return
	}
	e := &traffic.Exchange{
		ID: x.id, Time: x.begun, ServedAt: x.state.Seq, Account: x.world.Account, Region: x.world.Region, ApiID: s.ApiID, Stage: s.Stage,
		ConnectionID: s.ID, MessageID: x.messageID, EventType: x.event, RouteKey: x.routeKey(),
		Status:      x.status,
		Request:     traffic.Kept(nil, x.frame.Data, int64(len(x.frame.Data))),
		Response:    traffic.Kept(header, sent, int64(len(sent))),
		Authorizer:  x.guard,
		Integration: x.asked,
		AccessLog:   line,
		Latency:     latency,
		Because:     x.because().subjects,
	}
	if c := x.handshake; c != nil {
		e.Method, e.Path, e.Query, e.Request = c.Method, c.Path, c.RawQuery, traffic.Kept(c.Header, nil, 0)
	}
	if x.failed != nil {
		e.Error = x.failed.reason
	}
	x.gateway.Observe(e)
}
