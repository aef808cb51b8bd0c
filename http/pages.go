package http

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"

	"reel/events"
	"reel/http/restjson"
	"reel/projections"
)

// pages is the prefix of reel's own pages.
const pages = "/_reel/"

// serveReel answers reel's own pages:
//
//	GET  /_reel/health         status, version, seq, seed, clock
//	GET  /_reel/events         history: a page, lines, or a live stream
//	GET  /_reel/events/{seq}   one event
//	GET  /_reel/state          the canonical state
//	GET  /_reel/digest         its digest
//	GET  /_reel/export         the whole log as a stream file; ?traffic=true with what was recorded of it
//	GET  /_reel/ca.pem         the authority to trust for TLS
//	GET  /_reel/operations     AWS's operations that are carried out, and that are not
//	GET  /_reel/traffic        the recent exchanges; ?recorded=true those that were recorded
//	     /_reel/recording      PUT records exchanges from here on, DELETE no longer, GET tells
//	POST /_reel/reset          forget everything (recorded, as any event)
//	     /_reel/at/{point}/…   any read or data-plane path as of that point
func (s *Server) serveReel(w http.ResponseWriter, q *http.Request, v view) {
	name, rest, _ := strings.Cut(strings.TrimPrefix(q.URL.Path, pages), "/")
	switch {
	case name == "at":
		s.serveAt(w, q, v)
		return
	case name == "recording" && rest == "" && !v.past:
		s.recording(w, q)
		return
	case name == "reset" && rest == "":
		s.only(http.MethodPost, w, q, func() { s.reset(w, q, v) })
		return
	}
	s.only(http.MethodGet, w, q, func() {
		switch {
		case name == "events" && rest != "":
			s.event(w, q, v, rest)
		case rest != "":
			s.say(w, http.StatusNotFound, "reel has no such page")
		case name == "health":
			s.health(w, v)
		case name == "events":
			s.events(w, q, v)
		case name == "state":
			s.state(w, q, v)
		case name == "digest":
			s.digest(w, q, v)
		case name == "operations":
			s.coverage(w)
		case name == "ca.pem":
			s.authority(w)
		case name == "export":
			s.export(w, q, v)
		case name == "traffic" && !v.past:
			s.traffic(w, q)
		default:
			s.say(w, http.StatusNotFound, "reel has no such page")
		}
	})
}

// authority shows the certificate that clients trust for TLS. With --ephemeral it is
// in no folder.
func (s *Server) authority(w http.ResponseWriter) {
	if len(s.Authority) == 0 {
		s.say(w, http.StatusNotFound, "the certificate in use is not reel's own")
		return
	}
	w.Header().Set("Content-Type", "application/x-pem-file")
	_, _ = w.Write(s.Authority)
}

// only lets one method (and HEAD with GET) through.
func (s *Server) only(method string, w http.ResponseWriter, q *http.Request, answer func()) {
	if q.Method != method && !(method == http.MethodGet && q.Method == http.MethodHead) {
		w.Header().Set("Allow", method)
		s.say(w, http.StatusMethodNotAllowed, "this page takes "+method+" only")
		return
	}
	answer()
}

// serveAt answers any read as of a point of the log.
func (s *Server) serveAt(w http.ResponseWriter, q *http.Request, v view) {
	if v.past {
		s.say(w, http.StatusBadRequest, "one point at a time")
		return
	}
	escaped := strings.TrimPrefix(q.URL.EscapedPath(), pages+"at/")
	name, rest, _ := strings.Cut(escaped, "/")
	if unescaped, err := url.PathUnescape(name); err == nil {
		name = unescaped // the colons of a time may come escaped
	}
	point, err := projections.ParsePoint(name)
	if err != nil {
		s.say(w, http.StatusBadRequest, err.Error())
		return
	}
	past, err := s.live.At(q.Context(), point)
	if future, ok := err.(projections.ErrFuture); ok {
		s.say(w, http.StatusNotFound, future.Error())
		return
	}
	if err != nil {
		s.broken(w, q, err)
		return
	}
	inner, err := withPath(q, "/"+rest)
	if err != nil {
		s.say(w, http.StatusBadRequest, "the path is not well-formed")
		return
	}
	s.serve(w, inner, view{state: past, past: true})
}

// askedPath is the key of the path that a client asked for, of requests that are
// carried on with another.
type askedPath struct{}

// requestPath is the escaped path that the client asked for.
func requestPath(q *http.Request) string {
	if path, ok := q.Context().Value(askedPath{}).(string); ok {
		return path
	}
	return q.URL.EscapedPath()
}

// withPath is the request with another escaped path.
func withPath(q *http.Request, escaped string) (*http.Request, error) {
	path, err := url.PathUnescape(escaped)
	if err != nil {
		return nil, err
	}
	inner := q.WithContext(context.WithValue(q.Context(), askedPath{}, requestPath(q)))
	u := *q.URL
	u.Path, u.RawPath = path, escaped
	inner.URL = &u
	inner.RequestURI = u.RequestURI()
	return inner, nil
}

func (s *Server) health(w http.ResponseWriter, v view) {
	s.json(w, http.StatusOK, struct {
		Clock   string `json:"clock"`
		Seed    uint64 `json:"seed"`
		Seq     uint64 `json:"seq"`
		Status  string `json:"status"`
		Version string `json:"version"`
	}{s.Meta.Clock.String(), s.Meta.Seed, v.state.Seq, "running", s.Meta.Version})
}

func (s *Server) state(w http.ResponseWriter, q *http.Request, v view) {
	form, err := v.state.Canonical()
	if err != nil {
		s.broken(w, q, err)
		return
	}
	s.json(w, http.StatusOK, struct {
		Seq   uint64          `json:"seq"`
		State json.RawMessage `json:"state"`
	}{v.state.Seq, form})
}

func (s *Server) digest(w http.ResponseWriter, q *http.Request, v view) {
	digest, err := v.state.Digest()
	if err != nil {
		s.broken(w, q, err)
		return
	}
	s.json(w, http.StatusOK, struct {
		Digest string `json:"digest"`
		Seq    uint64 `json:"seq"`
	}{digest, v.state.Seq})
}

// reset records that everything is forgotten.
func (s *Server) reset(w http.ResponseWriter, q *http.Request, v view) {
	if v.past {
		s.say(w, http.StatusBadRequest, "the past cannot be changed")
		return
	}
	call := s.newCall(q, "reel", "Reset")
	call.Subject = events.Reset{}.Subject()
	_, err := s.live.Decide(q.Context(), call, func(events.Env, projections.World) (events.Event, error) {
		return events.Reset{}, nil
	})
	if err != nil {
		s.broken(w, q, err)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// export writes the log up to the view's point as a stream file.
func (s *Server) export(w http.ResponseWriter, q *http.Request, v view) {
	w.Header().Set("Content-Type", "application/x-ndjson")
	if err := s.Export(q.Context(), w, v.state, q.URL.Query().Get("traffic") == "true"); err != nil {
		s.Logger.Error("an export broke off", "error", err)
		panic(http.ErrAbortHandler) // the client must not take a part for the whole
	}
}

// newCall is the call that a request makes, without its input.
func (s *Server) newCall(q *http.Request, service, operation string) events.Call {
	key, account, region, _, _ := restjson.Principal(q)
	return events.Call{
		Account: account, Region: region, Principal: bounded(key, 128),
		UserAgent: clientOf(q.UserAgent()), Operation: operation, Service: service,
	}
}
