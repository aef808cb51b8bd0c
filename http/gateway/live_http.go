package gateway

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"reel/http/gateway/sigv4"
)

// httpBackends asks HTTP backends. Connections are kept and shared by all APIs, but
// for those on which a client certificate was shown: they belong to it.
type httpBackends struct {
	mu         sync.Mutex
	transports map[shownTo]*http.Transport
}

// shownTo is what must be alike for calls to share connections.
type shownTo struct {
	certificate *tls.Certificate // of ours, nil for none
	unchecked   bool             // the backend's certificate is not looked at
}

func newHTTPBackends() *httpBackends {
	return &httpBackends{transports: map[shownTo]*http.Transport{}}
}

// transport is the one for a request. There are no more than a few.
func (t *httpBackends) transport(q Request) *http.Transport {
	of := shownTo{q.ClientCertificate, q.InsecureTLS}
	t.mu.Lock()
	defer t.mu.Unlock()
	if found := t.transports[of]; found != nil {
		return found
	}
	if len(t.transports) > maxCertificates {
		for _, old := range t.transports {
			old.CloseIdleConnections()
		}
		clear(t.transports)
	}
	made := newTransport()
	made.TLSClientConfig = &tls.Config{InsecureSkipVerify: of.unchecked} // the owner's tlsConfig asks for it
	if of.certificate != nil {
		// Whatever authorities the backend names: it is the owner who chose.
		made.TLSClientConfig.GetClientCertificate = func(*tls.CertificateRequestInfo) (*tls.Certificate, error) { return of.certificate, nil }
	}
	t.transports[of] = made
	return made
}

// newTransport speaks HTTP/1.1, as API Gateway does to its backends, and passes
// everything on as it is.
func newTransport() *http.Transport {
	return &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		DialContext:            (&net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}).DialContext,
		TLSHandshakeTimeout:    10 * time.Second,
		TLSNextProto:           map[string]func(string, *tls.Conn) http.RoundTripper{},
		DisableCompression:     true,
		MaxIdleConns:           512,
		MaxIdleConnsPerHost:    256,
		IdleConnTimeout:        time.Minute,
		MaxResponseHeaderBytes: 256 << 10,
		WriteBufferSize:        4 << 10,
		ReadBufferSize:         4 << 10,
	}
}

// ask sends a request and returns when the answer's header is there. Redirects are
// the client's to follow.
func (t *httpBackends) ask(ctx context.Context, q Request) (Response, error) {
	timed, cancel := context.WithTimeout(ctx, q.Timeout)
	out, err := newHTTPRequest(timed, q)
	if err != nil {
		cancel()
		return Response{}, &UnreachableError{err}
	}
	r, err := t.transport(q).RoundTrip(out)
	if err != nil {
		expired := errors.Is(timed.Err(), context.DeadlineExceeded)
		cancel()
		return Response{}, silence(err, expired)
	}
	return Response{Status: r.StatusCode, Header: r.Header, Stream: &answered{r.Body, timed, cancel}, Length: r.ContentLength}, nil
}

func newHTTPRequest(ctx context.Context, q Request) (*http.Request, error) {
	out, err := http.NewRequestWithContext(ctx, q.Method, q.URI, nil)
	if err != nil {
		return nil, err
	}
	if u := out.URL; u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, errors.New("the URI is not one of an HTTP backend: " + q.URI)
	}
	out.URL.RawQuery = safeQuery(out.URL.RawQuery)
	if err := reroute(out, q); err != nil {
		return nil, err
	}
	h := q.Header
	out.Header = h
	if host := h["Host"]; len(host) > 0 {
		out.Host = host[0]
		delete(h, "Host")
	}
	if q.Sign != nil {
		q.Sign.sign(out, q.Body)
	}
	switch {
	case q.Stream != nil:
		out.Body, out.ContentLength = io.NopCloser(q.Stream), q.Length
	case len(q.Body) > 0:
		out.ContentLength = int64(len(q.Body))
		out.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(q.Body)), nil }
		out.Body, _ = out.GetBody()
	}
	return out, nil
}

// reroute has a request sent by where its backend is reached.
func reroute(out *http.Request, q Request) error {
	if q.Via == "" {
		return nil
	}
	via, err := url.Parse(q.Via)
	if err != nil {
		return err
	}
	out.Host, out.URL.Scheme, out.URL.Host = out.URL.Host, via.Scheme, via.Host
	if q.Sign != nil {
		out.Host = via.Host
	}
	if prefix := via.EscapedPath(); prefix != "" {
		out.URL, err = out.URL.Parse(prefix + out.URL.EscapedPath() + query(out.URL))
	}
	return err
}

func query(u *url.URL) string {
	if u.RawQuery == "" {
		return ""
	}
	return "?" + u.RawQuery
}

// sign signs a request to an AWS service.
func (s *Signing) sign(out *http.Request, body []byte) {
	r := sigv4.Request{Method: out.Method, Path: out.URL.EscapedPath(), Query: out.URL.RawQuery, Host: out.Host, Header: out.Header, Length: int64(len(body)), Payload: sigv4.Hash(body)}
	r.Sign(s.Credentials, s.Region, s.Service, s.At)
}

// silence tells apart why there is no answer.
func silence(err error, expired bool) error {
	if expired {
		return context.DeadlineExceeded
	}
	if lookup, ok := errors.AsType[*net.DNSError](err); ok {
		return &UnreachableError{lookup}
	}
	if dial, ok := errors.AsType[*net.OpError](err); ok && dial.Op == "dial" {
		return &UnreachableError{dial}
	}
	if strings.HasPrefix(err.Error(), "net/http: invalid ") {
		return &UnreachableError{err}
	}
	return err
}

// An answered body ends its request's time when it is closed, and says so when the
// time ran out before its end.
type answered struct {
	io.ReadCloser
	ctx    context.Context
	cancel context.CancelFunc
}

func (a *answered) Read(p []byte) (int, error) {
	n, err := a.ReadCloser.Read(p)
	if err != nil && err != io.EOF && errors.Is(a.ctx.Err(), context.DeadlineExceeded) {
		err = context.DeadlineExceeded
	}
	return n, err
}

func (a *answered) Close() error {
	a.cancel()
	return a.ReadCloser.Close()
}
