package gateway

import (
	"context"
	"encoding/json"
	"net/http"
)

// aws carries out an AWS integration: an operation of another service with a mapped
// request. Where that service is Lambda, the operation is Invoke.
func (x *exchange) aws(ctx context.Context) (Reply, *fault) {
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
	arn, f := b.uri.fill(x, m.path)
	if f != nil {
		return Reply{}, f
	}
	if u, ok := parseServiceURI(arn); ok {
		return x.askService(ctx, b, u, m, body)
	}
	r, f := x.invoke(ctx, b, arn, body, m.header["X-Amz-Invocation-Type"])
	if f != nil {
		return Reply{}, f
	}
	a, f := b.answer(errorMessage(r.Body))
	if f != nil {
		return Reply{}, f
	}
	reply, f := x.mapBack(ctx, a, r, 1)
	if f == nil {
		reply.Header["X-Amzn-Trace-Id"] = []string{x.trace().String()}
	}
	return reply, f
}

// invoke asks a function and has the whole of its answer.
func (x *exchange) invoke(ctx context.Context, b *backend, arn string, payload []byte, how []string) (Response, *fault) {
	h := http.Header{"X-Amzn-Trace-Id": {x.trace().String()}}
	if len(how) > 0 {
		h["X-Amz-Invocation-Type"] = how
	}
	r, f := x.ask(ctx, Request{Type: b.kind, URI: arn, Method: b.verb, Header: h, Body: payload, Timeout: b.timeout})
	if f == nil && r.Stream != nil {
		r.Body, f = wholeBody(r)
		r.Stream = nil
	}
	return r, f
}

// errorMessage is what selection patterns of a function's answer are matched with:
// the errorMessage of its result, nothing when there is none.
func errorMessage(payload []byte) string {
	var result struct {
		ErrorMessage string `json:"errorMessage"`
	}
	if len(payload) == 0 || payload[0] != '{' || json.Unmarshal(payload, &result) != nil {
		return ""
	}
	return result.ErrorMessage
}
