package gateway

import (
	"context"
	"encoding/base64"
	"net/http"
)

// awsProxy carries out an AWS_PROXY integration: a function gets the event of the
// connection. What it returns must be of the same form as behind a REST API
// (recorded on AWS: {"Data", "statusCode"} is an internal server error), and the
// statusCode in it means something to a handshake only
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-routes-integrations.html).
func (x *socketCall) awsProxy(ctx context.Context, b *socketBackend) (socketResult, *fault) {
	m, f := x.mapRequest(b)
	if f != nil {
		return socketResult{}, f
	}
	arn, f := b.uri.filled(x.socket.Stage, x.stage.StageVariables, m.path)
	if f == nil {
		f = notLambda(arn)
	}
	if f != nil {
		return socketResult{}, f
	}
	r, f := x.invoke(ctx, b, arn, x.functionEvent(m.header), nil)
	if f != nil {
		return socketResult{}, f
	}
	if how := r.Header.Get("X-Amz-Function-Error"); how != "" {
		return socketResult{}, malformed.because("the function failed (" + how + "): " + beginning(r.Body))
	}
	result, err := parseResult(r.Body)
	if err != nil {
		return socketResult{}, malformed.because("the function's answer is not of the form {\"statusCode\", \"headers\", \"multiValueHeaders\", \"body\", \"isBase64Encoded\"}: " +
			err.Error() + ": " + beginning(r.Body))
	}
	out, f := proxied(result)
	x.resultStatus = out.status
	return out, f
}

// proxied is what a function's result comes to. One without a body has nothing to
// say.
func proxied(result proxyResult) (socketResult, *fault) {
	out := socketResult{status: http.StatusOK, header: http.Header{}, none: result.Body == nil}
	if result.StatusCode != nil {
		out.status = int(*result.StatusCode)
	}
	result.writeHeaders(out.header)
	if out.none {
		return out, nil
	}
	out.body = []byte(*result.Body)
	if result.IsBase64Encoded == nil || !*result.IsBase64Encoded {
		return out, nil
	}
	var err error
	if out.body, err = base64.StdEncoding.DecodeString(*result.Body); err != nil {
		return socketResult{}, malformed.because("the function says that its body is base64, and it is not: " + err.Error())
	}
	out.binary = true
	return out, nil
}

// aws carries out an AWS integration: an operation of another service with a mapped
// request. Where that service is Lambda, the operation is Invoke. A function that
// fails has an errorMessage to choose an integration response by; a handshake it
// fails.
func (x *socketCall) aws(ctx context.Context, b *socketBackend) (socketResult, *fault) {
	body, binary, f := x.requestBody(ctx, b)
	if f != nil {
		return socketResult{}, f
	}
	m, f := x.mapRequest(b)
	if f != nil {
		return socketResult{}, f
	}
	arn, f := b.uri.filled(x.socket.Stage, x.stage.StageVariables, m.path)
	if f != nil {
		return socketResult{}, f
	}
	if u, ok := parseServiceURI(arn); ok {
		return x.askService(ctx, b, u, m, body, binary)
	}
	r, f := x.invoke(ctx, b, arn, body, m.header["X-Amz-Invocation-Type"])
	if f != nil {
		return socketResult{}, f
	}
	if how := r.Header.Get("X-Amz-Function-Error"); how != "" && x.event == connecting {
		return socketResult{}, malformed.because("the function failed (" + how + "): " + beginning(r.Body))
	}
	return x.answered(ctx, b, b.answer, r)
}

// askService has an operation of an AWS service carried out by what is mapped. Its
// answers are told apart by their status.
func (x *socketCall) askService(ctx context.Context, b *socketBackend, u serviceURI, m mappedRequest, body []byte, binary bool) (socketResult, *fault) {
	if b.noun.CredentialsArn == callersOwn && x.socket.caller == nil {
		return socketResult{}, misconfigured.because("the service is to be asked with the caller's own credentials, and $connect asks for no signature: its authorizationType must be AWS_IAM")
	}
	body = u.shape(&m, body, b.verb)
	q := x.httpRequest(b, http.Header{}, m, body, binary)
	by := x.socket.caller
	if b.noun.CredentialsArn != callersOwn {
		by = nil
	}
	if f := x.gateway.addressed(q, u, m.query, by); f != nil {
		return socketResult{}, f
	}
	r, f := x.ask(ctx, *q)
	if f != nil {
		return socketResult{}, f
	}
	return x.answered(ctx, b, byStatus, r)
}

// byStatus is how answers are told apart that have no errorMessage.
var byStatus = parseSelector("${integration.response.statuscode}")

// invoke asks a function and has the whole of its answer.
func (x *socketCall) invoke(ctx context.Context, b *socketBackend, arn string, payload []byte, how []string) (Response, *fault) {
	if b.verb != http.MethodPost {
		return Response{}, misconfigured.of("INTEGRATION_FAILURE").because("a function is invoked with POST, and integrationMethod is " + b.verb)
	}
	h := http.Header{"X-Amzn-Trace-Id": {x.trace().String()}}
	if len(how) > 0 {
		h["X-Amz-Invocation-Type"] = how
	}
	return x.ask(ctx, Request{Type: b.kind, URI: arn, Method: b.verb, Header: h, Body: payload, Timeout: b.timeout})
}
