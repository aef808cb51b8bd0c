package http

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/julienschmidt/httprouter"

	"reel/events"
	"reel/events/traffic"
	"reel/http/gateway"
	"reel/projections"
)

// Options are the parts that a Server stands on.
type Options struct {
	Live    *projections.Live
	Meta    Meta
	Gateway *gateway.Gateway  // serves the APIs that were made
	Sockets Sockets           // the connections of WebSocket APIs
	Traffic *traffic.Recorder // the recent exchanges, and those that were recorded
	Logger  *slog.Logger

	// Used tells how many calls of API keys were counted, for GetUsage; nil counts none.
	Used func(projections.Use) int64

	// ClientKeys are the keys of client certificates; nil keeps them in memory.
	ClientKeys *ClientKeys

	// AWSEndpoints makes the endpoints of APIs AWS's own hosts, instead of the
	// host that the client has used.
	AWSEndpoints bool

	// Off are the services, by the names of AWS's SDKs, whose management calls are
	// answered with the news that they are switched off.
	Off []string

	// Certificate is asked at every TLS handshake.
	Certificate func(*tls.ClientHelloInfo) (*tls.Certificate, error)

	// Authority is the certificate (PEM) of who signs them, to be trusted; empty when
	// that is not reel.
	Authority []byte
}

// Meta is what was fixed when the log was made.
type Meta struct {
	Version string // of this reel
	Seed    uint64
	Clock   events.Clock
}

// A Server is reel's one port. It is an http.Handler.
type Server struct {
	Options
	live    *projections.Live
	api     *ExecuteAPI
	router  *httprouter.Router
	closing context.Context
	close   context.CancelFunc
}

// NewServer is a server of the given parts.
func NewServer(o Options) *Server {
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if o.ClientKeys == nil {
		o.ClientKeys = OpenClientKeys("")
	}
	s := &Server{Options: o, live: o.Live}
	s.closing, s.close = context.WithCancel(context.Background())
	s.router = s.newRouter()
	s.api = NewExecuteAPI(o.Gateway)
	s.api.causes = &causes{live: o.Live}
	return s
}

// A view is the point of the log that a request asks about.
type view struct {
	state projections.State
	past  bool // named by /_reel/at/: nothing can be changed there
}

// ServeHTTP is the front door: an API's own host or prefix, reel's pages, and
// management for the rest.
func (s *Server) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	s.serve(w, q, view{state: s.live.Head()})
}

func (s *Server) serve(w http.ResponseWriter, q *http.Request, v view) {
	if s.api.Serve(w, q, v.state) || s.serveSocket(w, q, v) {
		return
	}
	if strings.HasPrefix(q.URL.Path, pages) {
		s.serveReel(w, q, v)
		return
	}
	s.serveManagement(w, q, v)
}

// Serve answers on the given ports until Shutdown, HTTP and TLS on each.
func (s *Server) Serve(ports ...net.Listener) error {
	split := newSplitter(ports)
	defer split.close()
	plain, secure := s.newHTTPServer(), s.newHTTPServer()
	secure.TLSConfig = tlsConfig(s.Certificate)
	failed := make(chan error, 2)
	go func() { failed <- plain.Serve(rememberingListener{split.plain}) }()
	go func() { failed <- secure.ServeTLS(split.secure, "", "") }()
	select {
	case <-s.closing.Done():
		return s.drain(split, plain, secure)
	case err := <-failed:
		s.close()
		return errors.Join(err, s.drain(split, plain, secure))
	}
}

func (s *Server) newHTTPServer() *http.Server {
	return &http.Server{
		Handler:           s,
		ConnContext:       rememberConn,
		ReadHeaderTimeout: 10 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          slog.NewLogLogger(s.Logger.Handler(), slog.LevelDebug),
	}
}

// drain lets running calls end, for a while.
func (s *Server) drain(split *splitter, servers ...*http.Server) error {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	err := split.close()
	for _, server := range servers {
		if server.Shutdown(ctx) != nil {
			err = errors.Join(err, server.Close())
		}
	}
	return err
}

// Shutdown makes Serve return once running calls have ended.
func (s *Server) Shutdown() { s.close() }

// json writes a page of reel's own.
func (s *Server) json(w http.ResponseWriter, status int, v any) {
	body, err := json.Marshal(v)
	if err != nil {
		s.Logger.Error("a page could not be written as JSON", "error", err)
		status, body = http.StatusInternalServerError, []byte(`{"message":"internal error"}`)
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(append(body, '\n'))
}

// say answers one of reel's own pages with a sentence.
func (s *Server) say(w http.ResponseWriter, status int, message string) {
	s.json(w, status, map[string]string{"message": message})
}

// broken answers when reel itself has failed; only the log is told how.
func (s *Server) broken(w http.ResponseWriter, q *http.Request, err error) {
	if q.Context().Err() == nil {
		s.Logger.Error("a request failed", "method", q.Method, "path", q.URL.Path, "error", err)
	}
	s.say(w, http.StatusInternalServerError, "internal error; reel's log says more")
}
