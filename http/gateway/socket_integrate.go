package gateway

import (
	"context"
	"strconv"

	"reel/events/traffic"
	"reel/http/vtl/java"
)

// integrate asks the route's backend and makes of its answer what the client gets.
func (x *socketCall) integrate(ctx context.Context) (socketResult, *fault) {
	b := x.route.backend
	x.integrated = true
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
	case "HTTP":
		return x.http(ctx, b)
	case "HTTP_PROXY":
		return x.httpProxy(ctx, b)
	case "AWS":
		return x.aws(ctx, b)
	case "AWS_PROXY":
		return x.awsProxy(ctx, b)
	}
	return socketResult{}, misconfigured.because("there is no integration of type " + b.kind)
}

// mock carries out a MOCK integration: the statusCode that the request template
// comes to is the backend's answer.
func (x *socketCall) mock(ctx context.Context, b *socketBackend) (socketResult, *fault) {
	body, _, f := x.requestBody(ctx, b)
	if f != nil {
		return socketResult{}, f
	}
	status, ok := mockStatus(body)
	if !ok {
		return socketResult{}, noStatus
	}
	x.asked = mocked
	return x.answered(ctx, b, b.answer, Response{Status: status})
}

// requestBody is the body for the backend, and whether it is binary: what the request
// template makes of the message, or the message itself where that may pass
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-data-transformations.html).
func (x *socketCall) requestBody(ctx context.Context, b *socketBackend) ([]byte, bool, *fault) {
	body, binary, f := x.converted(b)
	if f != nil {
		return nil, false, f
	}
	key := x.key(ctx, b.template, nil)
	t := chosenTemplate(b.templates, key)
	if t == nil {
		if b.passthrough == "NEVER" || b.passthrough == "WHEN_NO_TEMPLATES" && len(b.templates) > 0 {
			return nil, false, unsupported.because("no request template for " + strconv.Quote(key) + ", and passthroughBehavior is " + b.passthrough)
		}
		return body, binary, nil
	}
	if binary {
		return nil, false, misconfigured.because("a request template cannot make anything of a binary body")
	}
	body, f = t.text(ctx, func() map[string]java.Value { return x.templateVariables(body) })
	return body, false, f
}

// converted is the message as the integration's contentHandlingStrategy wants it, and
// whether it is binary then
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-develop-binary-media-types.html).
func (x *socketCall) converted(b *socketBackend) ([]byte, bool, *fault) {
	return convertRequest(x.frame.Data, x.frame.Binary, b.noun.ContentHandlingStrategy)
}

// ask has a backend asked, notes how that went, and makes AWS's answer of what went
// wrong. The whole of the answer is read.
func (x *socketCall) ask(ctx context.Context, q Request) (Response, *fault) {
	x.asked = &traffic.Integration{Type: q.Type, URI: q.URI}
	q.ClientCertificate, _ = x.gateway.stageCertificate(x.world, x.stage.ClientCertificateId, &q)
	begun := x.gateway.Now()
	r, err := x.gateway.Backends.Integrate(ctx, q)
	if err != nil {
		x.asked.Latency = x.gateway.Now().Sub(begun)
		return r, unanswered(q, err)
	}
	body, f := wholeBody(r)
	x.asked.Latency = x.gateway.Now().Sub(begun)
	x.asked.Status, x.askedID = r.Status, r.Header.Get("X-Amzn-Requestid")
	r.Body, r.Stream = body, nil
	return r, f
}
