package gateway

import (
	"context"
	"encoding/base64"
	"strconv"

	"reel/events/traffic"
	"reel/http/vtl/java"
)

// integrate asks the route's backend and makes of its answer what the client gets.
func (x *socketCall) integrate(ctx context.Context) (socketResult, *fault) {
	b := x.route.backend
	switch {
	case b != nil:
	case x.event == messaging:
		return socketResult{}, misconfigured.because("the route has no integration")
	default:
		return socketResult{status: 200, none: true}, nil
	}
	switch b.kind {
	case "MOCK":
		return x.mock(ctx, b)
	}
	return socketResult{}, misconfigured.because("there is no integration of type " + b.kind)
}

// mock carries out a MOCK integration: the statusCode that the request template
// comes to is the backend's answer.
func (x *socketCall) mock(ctx context.Context, b *socketBackend) (socketResult, *fault) {
	body, f := x.requestBody(ctx, b)
	if f != nil {
		return socketResult{}, f
	}
	status, ok := mockStatus(body)
	if !ok {
		return socketResult{}, noStatus
	}
	x.asked = mocked
	return x.answered(ctx, b, Response{Status: status})
}

// requestBody is the body for the backend: what the request template makes of the
// message, or the message itself where that may pass
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-data-transformations.html).
func (x *socketCall) requestBody(ctx context.Context, b *socketBackend) ([]byte, *fault) {
	body, binary := x.frame.Data, x.frame.Binary
	var f *fault
	switch {
	case len(body) == 0:
	case b.noun.ContentHandlingStrategy == "CONVERT_TO_BINARY" && !binary:
		body, f = decoded(body)
		binary = true
	case b.noun.ContentHandlingStrategy == "CONVERT_TO_TEXT" && binary:
		body, binary = base64.StdEncoding.AppendEncode(nil, body), false
	}
	if f != nil {
		return nil, f
	}
	key := x.key(ctx, b.template, nil)
	t := chosenTemplate(b.templates, key)
	if t == nil {
		if b.passthrough == "NEVER" || b.passthrough == "WHEN_NO_TEMPLATES" && len(b.templates) > 0 {
			return nil, unsupported.because("no request template for " + strconv.Quote(key) + ", and passthroughBehavior is " + b.passthrough)
		}
		return body, nil
	}
	if binary {
		return nil, misconfigured.because("a request template cannot make anything of a binary body")
	}
	return t.text(ctx, func() map[string]java.Value { return x.templateVariables(body) })
}

// ask has a backend asked, notes how that went, and makes AWS's answer of what went
// wrong. The whole of the answer is read.
func (x *socketCall) ask(ctx context.Context, q Request) (Response, *fault) {
	x.asked = &traffic.Integration{Type: q.Type, URI: q.URI}
	begun := x.gateway.Now()
	r, err := x.gateway.Backends.Integrate(ctx, q)
	if err != nil {
		x.asked.Latency = x.gateway.Now().Sub(begun)
		return r, unanswered(q, err)
	}
	body, f := wholeBody(r)
	x.asked.Latency = x.gateway.Now().Sub(begun)
	x.asked.Status = r.Status
	r.Body, r.Stream = body, nil
	return r, f
}
