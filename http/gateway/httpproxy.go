package gateway

import (
	"context"
	"net/http"
	"strings"
)

// httpProxy carries out an HTTP_PROXY integration: request and answer go through
// almost as they are, and are not held up where nothing needs the whole of them.
func (x *exchange) httpProxy(ctx context.Context) (Reply, *fault) {
	b := x.method.backend
	m, f := x.mapRequest(b)
	if f != nil {
		return Reply{}, f
	}
	h := x.passedOn()
	for name, values := range m.header {
		if !silentlyDropped[name] && !notArriving[name] {
			h[name] = values
		}
	}
	q := x.httpRequest(b, h)
	if q.URI, f = x.url(b, m, safeQuery(x.call.RawQuery)); f == nil {
		q.Via, f = x.via(b)
	}
	if f != nil {
		return Reply{}, f
	}
	if sendsBody(q.Method) {
		if f := x.passBody(q); f != nil {
			return Reply{}, f
		}
	}
	r, f := x.ask(ctx, *q)
	if f != nil {
		return Reply{}, f
	}
	return x.passBack(r)
}

// passedOn are the client's headers as far as a backend gets to see them, and
// where the call came from.
func (x *exchange) passedOn() http.Header {
	hop := hopByHop(x.call.Header)
	h := make(http.Header, len(x.call.Header)+5)
	for name, values := range x.call.Header {
		dropped := droppedRequestHeaders[name] || notPassedOn[name] || hop[name]
		if !dropped || name == "Content-Encoding" && x.packed {
			h[name] = values
		}
	}
	if x.test != nil {
		return h // nobody's call was forwarded
	}
	from := x.call.forwarded()
	h["X-Forwarded-For"] = from[0:1:1]
	h["X-Forwarded-Port"] = from[1:2:2]
	h["X-Forwarded-Proto"] = from[2:3:3]
	return h
}

// forwarded are the values of X-Forwarded-For, -Port and -Proto.
func (c *Call) forwarded() []string {
	from := []string{c.SourceIP, c.port(), "http"}
	if before := c.Header["X-Forwarded-For"]; len(before) > 0 {
		from[0] = strings.Join(before, ", ") + ", " + c.SourceIP
	}
	if c.TLS {
		from[2] = "https"
	}
	return from
}

// passBody lets a body of known length through as it comes. One of unknown length
// is read first: API Gateway always says how long it is.
func (x *exchange) passBody(q *Request) *fault {
	switch {
	case x.call.Body == nil || x.call.ContentLength == 0:
		return nil
	case x.call.ContentLength > 0 && !x.bodyRead:
		x.upload = &upload{from: x.call.Body}
		q.Stream, q.Length = x.upload, x.call.ContentLength
		return nil
	}
	var f *fault
	q.Body, f = x.requestBody()
	return f
}

// passBack is a backend's answer with the names that API Gateway keeps for itself
// changed, and without the few that end here (recorded on AWS).
func (x *exchange) passBack(r Response) (Reply, *fault) {
	h := x.header(len(r.Header))
	hop := hopByHop(r.Header)
	for name, values := range r.Header {
		if undelivered[name] || undeliveredByProxy[name] || hop[name] && remapped[name] == "" {
			continue
		}
		if to, ok := remapped[name]; ok {
			name = to
		}
		h[name] = values
	}
	reply := Reply{Status: r.Status, Header: h, Body: r.Body, Stream: r.Stream, Length: r.Length}
	if encoding := h["Content-Encoding"]; len(encoding) > 0 && r.Stream != nil {
		if plain := decompress(encoding[0], r.Stream); plain != nil {
			reply.Stream, reply.Length = plain, -1
			delete(h, "Content-Encoding")
		}
	}
	return reply, reply.limit()
}
