package gateway

import (
	"context"
	"net/http"
)

// http carries out an HTTP integration: the backend gets what is mapped and nothing
// else, and so does the client.
func (x *socketCall) http(ctx context.Context, b *socketBackend) (socketResult, *fault) {
	body, binary, f := x.requestBody(ctx, b)
	if f != nil {
		return socketResult{}, f
	}
	r, f := x.askHTTP(ctx, b, http.Header{}, "", body, binary)
	if f != nil {
		return socketResult{}, f
	}
	return x.answered(ctx, b, b.answer, r)
}

// httpProxy carries out an HTTP_PROXY integration: the backend gets the message, or
// the handshake's header and query string, and what it answers is what the client
// gets.
func (x *socketCall) httpProxy(ctx context.Context, b *socketBackend) (socketResult, *fault) {
	body, binary, f := x.converted(b)
	if f != nil {
		return socketResult{}, f
	}
	h, query := x.passedOn()
	r, f := x.askHTTP(ctx, b, h, query, body, binary)
	if f != nil {
		return socketResult{}, f
	}
	out := socketResult{status: r.Status, header: http.Header{}, body: r.Body}
	hop := hopByHop(r.Header)
	for name, values := range r.Header {
		if undelivered[name] || undeliveredByProxy[name] || hop[name] && remapped[name] == "" {
			continue
		}
		if to, ok := remapped[name]; ok {
			name = to
		}
		out.header[name] = values
	}
	return out, nil
}

// passedOn are the handshake's headers as far as a backend gets to see them, and its
// query string. Other events have neither.
func (x *socketCall) passedOn() (h http.Header, query string) {
	c := x.handshake
	if c == nil {
		return http.Header{}, ""
	}
	hop := hopByHop(c.Header)
	h = make(http.Header, len(c.Header)+5)
	for name, values := range c.Header {
		if !droppedRequestHeaders[name] && !notPassedOn[name] && !hop[name] {
			h[name] = values
		}
	}
	from := c.forwarded()
	h["X-Forwarded-For"], h["X-Forwarded-Port"], h["X-Forwarded-Proto"] = from[0:1:1], from[1:2:2], from[2:3:3]
	return h, c.RawQuery
}

// askHTTP asks an HTTP backend, with what is mapped over what is passed on.
func (x *socketCall) askHTTP(ctx context.Context, b *socketBackend, h http.Header, query string, body []byte, binary bool) (Response, *fault) {
	m, f := x.mapRequest(b)
	if f != nil {
		return Response{}, f
	}
	uri, f := b.uri.filled(x.socket.Stage, x.stage.StageVariables, m.path)
	if f != nil {
		return Response{}, f
	}
	q := x.httpRequest(b, h, m, body, binary)
	q.URI = withQuery(uri, query, m.query)
	if q.Via, f = x.via(b); f != nil {
		return Response{}, f
	}
	return x.ask(ctx, *q)
}

// httpRequest is a request with what is mapped over a header, and with the headers
// that AWS adds. What a message is nobody says; where its integration says nothing
// either, text goes as JSON.
func (x *socketCall) httpRequest(b *socketBackend, h http.Header, m mappedRequest, body []byte, binary bool) *Request {
	for name, values := range m.header {
		if !silentlyDropped[name] && !notArriving[name] {
			h[name] = values
		}
	}
	h["X-Amzn-Trace-Id"] = []string{x.trace().String()}
	h["X-Amzn-Apigateway-Api-Id"] = []string{x.socket.ApiID}
	usual(h, "Accept", jsonType)
	usual(h, "User-Agent", "AmazonAPIGateway_"+x.socket.ApiID)
	q := &Request{Type: b.kind, Method: b.verb, Header: h, Timeout: b.timeout}
	if q.Method == "ANY" {
		q.Method = http.MethodPost // a message has no verb of its own
	}
	if sendsBody(q.Method) && len(body) > 0 {
		q.Body = body
		if binary {
			usual(h, "Content-Type", "application/octet-stream")
		}
		usual(h, "Content-Type", jsonType)
	}
	return q
}

// via is where the backend is reached, when that is behind a VPC link.
func (x *socketCall) via(b *socketBackend) (string, *fault) {
	if b.noun.ConnectionType != "VPC_LINK" {
		return "", nil
	}
	id, f := b.link.filled(x.socket.Stage, x.stage.StageVariables, nil)
	if f != nil {
		return "", f
	}
	return x.gateway.behindLink(x.world, id)
}

// usual sets a header that nothing has set.
func usual(h http.Header, name, value string) {
	if h[name] == nil {
		h[name] = []string{value}
	}
}
