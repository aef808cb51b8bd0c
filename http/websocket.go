package http

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"

	"reel/http/gateway"
	"reel/projections"
)

// Sockets are the connections of WebSocket APIs. An empty api names whichever has
// the connection.
type Sockets interface {
	// Open answers the request for a connection to a stage.
	Open(w http.ResponseWriter, q *http.Request, c gateway.Call)
	// Post sends a message to a connection.
	Post(ctx context.Context, api, stage, id string, data []byte) error
	// Get is a connection as GetConnection shows it, in JSON.
	Get(ctx context.Context, api, stage, id string) (json.RawMessage, error)
	// Delete closes a connection.
	Delete(ctx context.Context, api, stage, id string) error
}

// serveSocket answers what is for a stage of a WebSocket API, and tells whether
// the request was.
func (s *Server) serveSocket(w http.ResponseWriter, q *http.Request, v view) bool {
	t, ok := socketTargetOf(q, v.state)
	if !ok {
		return false
	}
	switch {
	case v.past:
		s.say(w, http.StatusBadRequest, "connections are open now and not in the past: ask without /_reel/at/")
	case t.API != "" && !v.state.HasSocketStage(t.API, t.Stage), t.Stage == "":
		forbid(w)
	case t.isRoot():
		call := callOf(q, t)
		call.State = v.state
		s.Sockets.Open(w, q, call)
	default:
		s.connections(w, q, t)
	}
	return true
}

// socketTargetOf tells which stage of a WebSocket API a request is for. The stage's
// @connections are found without an API in the URL as well, since code that runs
// on AWS makes its URL of nothing but the host and the stage.
func socketTargetOf(q *http.Request, s projections.State) (t apiTarget, ok bool) {
	if t, ok = targetOf(q); !ok {
		t, ok = customTargetOf(q, s)
	}
	if ok {
		return t, t.Socket || s.IsWebSocket(t.API)
	}
	stage, rest := cutSegment(q.URL.EscapedPath())
	if unescaped(stage) == "@connections" {
		return apiTarget{}, true // a stage is missing
	}
	t = apiTarget{Stage: unescaped(stage), Path: rest}
	_, ok = t.connection()
	return t, ok && stage != ""
}

// isRoot tells whether the request is for the stage itself.
func (t apiTarget) isRoot() bool { return strings.Trim(t.Path, "/") == "" }

// connection is the escaped id of the connection that a request to @connections is
// for; ok is false when the path is no such.
func (t apiTarget) connection() (id string, ok bool) {
	first, rest := cutSegment(t.Path)
	id, rest = cutSegment(rest)
	return id, unescaped(first) == "@connections" && id != "" && rest == ""
}

// forbid is AWS's answer where there is no such API or stage.
func forbid(w http.ResponseWriter) {
	w.Header()["x-amzn-ErrorType"] = []string{"ForbiddenException"}
	w.Header()["x-amzn-RequestId"] = []string{newRequestID()}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusForbidden)
	_, _ = w.Write([]byte(`{"message":"Forbidden"}`))
}
