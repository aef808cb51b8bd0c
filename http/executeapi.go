package http

import (
	"cmp"
	"io"
	"net"
	"net/http"
	"strconv"
	"sync"
	"time"

	"reel/http/gateway"
	"reel/projections"
)

// An ExecuteAPI is the entry to the REST APIs that reel serves: it tells by host
// and path which API and stage a request is for, and has it carried out.
type ExecuteAPI struct {
	// Patience is how long a client may pause in the middle of a body; 30 seconds
	// when zero.
	Patience time.Duration

	gateway *gateway.Gateway
	causes  *causes // nil when nobody can tell which events decided an answer
}

// NewExecuteAPI is the entry to what g serves.
func NewExecuteAPI(g *gateway.Gateway) *ExecuteAPI { return &ExecuteAPI{gateway: g} }

// Serve carries out a call of an API as of the given state. It tells whether the
// request was one; what is for a WebSocket API, or its @connections, is none.
func (x *ExecuteAPI) Serve(w http.ResponseWriter, q *http.Request, s projections.State) bool {
	t, ok := targetOf(q)
	if !ok {
		t, ok = customTargetOf(q, s)
	}
	if !ok || t.Socket || s.IsWebSocket(t.API) {
		return false
	}
	call := callOf(q, t)
	call.State, call.Because = s, q.Header[becauseHeader] != nil && x.causes != nil
	if q.ContentLength != 0 {
		call.Body = patient(w, q.Body, cmp.Or(x.Patience, 30*time.Second))
	}
	reply, err := x.gateway.Do(q.Context(), call)
	if err != nil {
		hangUp() // nobody is left to answer, or somebody who does not listen
	}
	if reply.Because != nil {
		if t.Custom {
			reply.Because.Live = append(reply.Because.Live, t.Via)
		}
		x.explain(w, q, reply.Because, s.Seq)
	}
	writeReply(w, q, reply)
	return true
}

// explain says which events decided an answer. That it could not be found out ends
// no call.
func (x *ExecuteAPI) explain(w http.ResponseWriter, q *http.Request, g *gateway.Grounds, seq uint64) {
	if list, err := x.causes.because(q.Context(), g, seq); err == nil && list != "" {
		w.Header()[becauseHeader] = []string{list}
	}
}

// callOf is a request as the gateway takes it.
func callOf(q *http.Request, t apiTarget) gateway.Call {
	c := gateway.Call{
		ApiID: t.API, Stage: t.Stage,
		Method: q.Method, Path: t.Path, RawQuery: q.URL.RawQuery, Proto: q.Proto, Host: q.Host,
		Header: q.Header, RawHeader: headOf(q),
		RequestPath: requestPath(q),
		SourceIP:    hostOf(q.RemoteAddr), TLS: q.TLS != nil, ContentLength: q.ContentLength,
	}
	if t.Custom {
		c.CustomDomain, c.BasePath, c.RoutingRuleID, c.FullPath = true, t.BasePath, t.Rule, q.URL.EscapedPath()
	}
	if at, ok := q.Context().Value(http.LocalAddrContextKey).(net.Addr); ok {
		_, c.Port, _ = net.SplitHostPort(at.String())
	}
	return c
}

// hostOf is an address without its port.
func hostOf(addr string) string {
	if host, _, err := net.SplitHostPort(addr); err == nil {
		return host
	}
	return addr
}

// writeReply sends an answer, as it comes when it is a stream.
func writeReply(w http.ResponseWriter, q *http.Request, r gateway.Reply) {
	h := w.Header()
	for name, values := range r.Header {
		if name != becauseHeader {
			h[name] = values
		}
	}
	if r.Stream != nil {
		stream(w, q, r)
		return
	}
	if len(r.Body) > 0 && r.Status != http.StatusNoContent && r.Status != http.StatusNotModified {
		h["Content-Length"] = []string{strconv.Itoa(len(r.Body))}
	}
	w.WriteHeader(r.Status)
	if len(r.Body) > 0 {
		_, _ = w.Write(r.Body)
	}
}

// stream passes on what a backend sends while it sends it. When the backend breaks
// off, so does the connection: the client must not take half an answer for one.
func stream(w http.ResponseWriter, q *http.Request, r gateway.Reply) {
	defer r.Stream.Close()
	if r.Length >= 0 {
		w.Header()["Content-Length"] = []string{strconv.FormatInt(r.Length, 10)}
	}
	w.WriteHeader(r.Status)
	if q.Method == http.MethodHead {
		return
	}
	var err error
	if r.Length >= 0 {
		_, err = io.Copy(w, r.Stream)
	} else {
		err = copyAtOnce(w, r.Stream)
	}
	if err != nil {
		hangUp()
	}
}

// hangUp ends the connection without an answer, or in the middle of one. It is
// net/http's own way to do so, and caught there.
func hangUp() { panic(http.ErrAbortHandler) }

var buffers = sync.Pool{New: func() any { return new([32 << 10]byte) }}

// copyAtOnce sends everything as soon as it is there.
func copyAtOnce(w http.ResponseWriter, from io.Reader) error {
	buf := buffers.Get().(*[32 << 10]byte)
	defer buffers.Put(buf)
	out := http.NewResponseController(w)
	for {
		n, err := from.Read(buf[:])
		if n > 0 {
			if _, err := w.Write(buf[:n]); err != nil {
				return err
			}
			_ = out.Flush()
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}
