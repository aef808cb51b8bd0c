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
	x.traceData(sent)
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

// traceData writes what came and what was answered to the log, where the stage's
// settings ask for it: of every event at the level INFO, of those that failed at
// ERROR (https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename.html).
// How AWS words its execution log of connections is not known; this is ours.
func (x *socketCall) traceData(sent []byte) {
	if x.route == nil {
		return
	}
	of := x.stage.Settings(x.route.key)
	asked := of.LoggingLevel == "INFO" || of.LoggingLevel == "ERROR" && x.failed != nil
	if !asked || of.DataTraceEnabled == nil || !*of.DataTraceEnabled {
		return
	}
	x.gateway.Log.Info("data trace", "api", x.socket.ApiID, "stage", x.socket.Stage, "event", x.event, "route", x.route.key, "connection", x.socket.ID,
		"request", x.id, "status", x.status, "received", cut(string(x.frame.Data)), "sent", cut(string(sent)))
}
