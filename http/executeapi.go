package http

import (
	"io"
	"net"
	"net/http"

	"reel/http/gateway"
	"reel/projections"
)

// An ExecuteAPI is the entry to the REST APIs that reel serves: it tells by host
// and path which API and stage a request is for, and has it carried out.
type ExecuteAPI struct {
	gateway *gateway.Gateway
}

// NewExecuteAPI is the entry to what g serves.
func NewExecuteAPI(g *gateway.Gateway) *ExecuteAPI { return &ExecuteAPI{g} }

// Serve carries out a call of an API as of the given state. It tells whether the
// request was one; what is for the @connections of a WebSocket API is none.
func (x *ExecuteAPI) Serve(w http.ResponseWriter, q *http.Request, s projections.State) bool {
	t, ok := targetOf(q)
	if !ok || t.connections() {
		return false
	}
	reply, err := x.gateway.Do(q.Context(), callOf(q, t, s))
	if err == nil { // else nobody is left to answer
		writeReply(w, reply)
	}
	return true
}

// callOf is a request as the gateway takes it.
func callOf(q *http.Request, t apiTarget, s projections.State) gateway.Call {
	ip, _, err := net.SplitHostPort(q.RemoteAddr)
	if err != nil {
		ip = q.RemoteAddr
	}
	return gateway.Call{
		State: s, ApiID: t.API, Stage: t.Stage,
		Method: q.Method, Path: t.Path, RawQuery: q.URL.RawQuery, Proto: q.Proto, Host: q.Host, Header: q.Header,
		SourceIP: ip, TLS: q.TLS != nil,
		Body: q.Body, ContentLength: q.ContentLength,
	}
}

// writeReply sends an answer, as it comes when it is a stream.
func writeReply(w http.ResponseWriter, r gateway.Reply) {
	h := w.Header()
	for name, values := range r.Header {
		h[name] = values
	}
	w.WriteHeader(r.Status)
	if r.Stream == nil {
		_, _ = w.Write(r.Body)
		return
	}
	defer r.Stream.Close()
	_, _ = io.Copy(w, r.Stream)
}
