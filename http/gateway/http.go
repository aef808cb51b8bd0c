package gateway

import (
	"context"
	"net/http"
	"net/url"
	"strings"
)

// http carries out an HTTP integration: the backend gets what is mapped and nothing
// else, and so does the client
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/setup-http-integrations.html).
func (x *exchange) http(ctx context.Context) (Reply, *fault) {
	b := x.method.backend
	body, f := x.mapBody(ctx, b)
	if f != nil {
		return Reply{}, f
	}
	m, f := x.mapRequest(b)
	if f == nil {
		f = x.overrideRequest(b, &m)
	}
	if f != nil {
		return Reply{}, f
	}
	h := m.header
	for name := range h {
		if silentlyDropped[name] || notArriving[name] {
			delete(h, name)
		}
	}
	q := x.httpRequest(b, h)
	x.contentType(q)
	if q.URI, f = x.url(b, m, ""); f == nil {
		q.Via, f = x.via(b)
	}
	if f != nil {
		return Reply{}, f
	}
	if sendsBody(q.Method) {
		q.Body = body
	}
	r, f := x.ask(ctx, *q)
	if f != nil {
		return Reply{}, f
	}
	return x.answerOf(ctx, b, r)
}

// answerOf is the client's answer for one of a backend's by its status, with the
// call's trace.
func (x *exchange) answerOf(ctx context.Context, b *backend, r Response) (Reply, *fault) {
	a, f := b.answerTo(r.Status)
	if f != nil {
		r.close()
		return Reply{}, f
	}
	reply, f := x.mapBack(ctx, a, r, 1)
	if f == nil {
		reply.Header["X-Amzn-Trace-Id"] = []string{x.trace().String()}
	}
	return reply, f
}

// close lets go of an answer that nobody reads.
func (r Response) close() {
	if r.Stream != nil {
		r.Stream.Close()
	}
}

// A mapped request is what an integration's requestParameters come to.
type mappedRequest struct {
	header http.Header // by canonical names
	path   []binding
	query  []parameter
}

func (x *exchange) mapRequest(b *backend) (m mappedRequest, f *fault) {
	m.header = make(http.Header, len(b.parameters)+6)
	for i := range b.parameters {
		p := &b.parameters[i]
		values, f := x.requestValues(p.from)
		if f != nil {
			return m, f
		}
		if len(values) == 0 || len(values) == 1 && values[0] == "" {
			continue
		}
		switch p.place {
		case inHeader:
			m.header[http.CanonicalHeaderKey(p.name)] = []string{strings.Join(values, ",")}
		case inPath:
			m.path = append(m.path, binding{p.name, values[len(values)-1]})
		case inQuery:
			for _, v := range values {
				m.query = append(m.query, parameter{p.name, v})
			}
		}
	}
	return m, nil
}

// mapBody is the body for the backend: what the request template makes of the
// client's, or the client's own
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings-workflow.html).
func (x *exchange) mapBody(ctx context.Context, b *backend) ([]byte, *fault) {
	t, f := b.templates.forRequest(x.call.Header, b.passthrough)
	if f != nil {
		return nil, f
	}
	body, f := x.requestBody()
	if f != nil {
		return nil, f
	}
	binary := len(body) > 0 && x.tree.binary.has(x.call.Header.Get("Content-Type"))
	body, binary, f = convertRequest(body, binary, b.noun.ContentHandling)
	if f != nil || t == nil {
		return body, f
	}
	if binary {
		return nil, misconfigured.because("a request template cannot make anything of a binary body")
	}
	return t.render(ctx, x, body)
}

// httpRequest is a request to a backend with the headers that AWS adds.
func (x *exchange) httpRequest(b *backend, h http.Header) *Request {
	added := []string{x.trace().String(), x.call.ApiID}
	h["X-Amzn-Trace-Id"] = added[0:1:1]
	h["X-Amzn-Apigateway-Api-Id"] = added[1:2:2]
	if h["Accept"] == nil {
		h["Accept"] = jsonContent
	}
	if h["User-Agent"] == nil {
		h["User-Agent"] = []string{"AmazonAPIGateway_" + x.call.ApiID}
	}
	q := &Request{Type: b.kind, Method: b.verb, Header: h, Timeout: b.timeout, InsecureTLS: b.insecure}
	if q.Method == "" {
		q.Method = x.call.Method
	}
	return q
}

// contentType gives a request the client's Content-Type, if nothing was mapped and
// its verb sends a body.
func (x *exchange) contentType(q *Request) {
	if q.Header["Content-Type"] == nil && sendsBody(x.call.Method) {
		if given := x.call.Header["Content-Type"]; len(given) > 0 {
			q.Header["Content-Type"] = given
		}
	}
}

// sendsBody tells whether a backend gets a body with a verb.
func sendsBody(verb string) bool {
	return verb != http.MethodGet && verb != http.MethodHead && verb != http.MethodOptions
}

// url is the URL of a backend: the integration's with its parameters, then the
// client's query string where that is passed on, then what is mapped.
func (x *exchange) url(b *backend, m mappedRequest, clientQuery string) (string, *fault) {
	uri, f := b.uri.fill(x, m.path)
	if f != nil {
		return uri, f
	}
	return withQuery(uri, clientQuery, m.query), nil
}

// withQuery is a URL with more of a query string: some as it came, and parameters.
func withQuery(uri, raw string, more []parameter) string {
	if raw == "" && len(more) == 0 {
		return uri
	}
	uri, _, _ = strings.Cut(uri, "#")
	joint := byte('?')
	if strings.IndexByte(uri, '?') >= 0 {
		joint = '&'
	}
	var out strings.Builder
	out.Grow(len(uri) + len(raw) + 32*len(more) + 1)
	out.WriteString(uri)
	if raw != "" {
		out.WriteByte(joint)
		out.WriteString(raw)
		joint = '&'
	}
	for _, p := range more {
		out.WriteByte(joint)
		out.WriteString(url.QueryEscape(p.name))
		out.WriteByte('=')
		out.WriteString(url.QueryEscape(p.value))
		joint = '&'
	}
	return out.String()
}
