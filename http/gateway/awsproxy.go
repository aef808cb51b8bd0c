package gateway

import (
	"context"
	"net/http"
	"strings"
)

// awsProxy carries out an AWS_PROXY integration: a function gets the whole call as
// an event, and what it returns is the answer
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html).
func (x *exchange) awsProxy(ctx context.Context) (Reply, *fault) {
	b := x.method.backend
	if b.verb != http.MethodPost {
		return Reply{}, misconfigured.of("INTEGRATION_FAILURE").because("a function is invoked with POST, and integrationHttpMethod is " + b.noun.HttpMethod)
	}
	m, f := x.mapRequest(b)
	if f != nil {
		return Reply{}, f
	}
	arn, f := b.uri.fill(x, nil)
	if f == nil {
		f = notLambda(arn)
	}
	if f != nil {
		return Reply{}, f
	}
	event, f := x.event(m.header)
	if f != nil {
		return Reply{}, f
	}
	r, f := x.invoke(ctx, b, arn, event, nil)
	if f != nil {
		return Reply{}, f
	}
	if how := r.Header.Get("X-Amz-Function-Error"); how != "" {
		return Reply{}, malformed.because("the function failed (" + how + "): " + beginning(r.Body)).tells(malformedReply)
	}
	result, err := parseResult(r.Body)
	if strings.HasSuffix(arn, "/response-streaming-invocations") {
		result, err = parseStreamed(r.Body)
	}
	if err != nil {
		return Reply{}, malformed.because("the function's answer is not of the form {\"statusCode\", \"headers\", \"multiValueHeaders\", \"body\", \"isBase64Encoded\"}: " +
			err.Error() + ": " + beginning(r.Body)).tells(malformedReply)
	}
	return x.proxyReply(result)
}

const malformedReply = "Execution failed due to configuration error: Malformed Lambda proxy response"

// beginning is as much of a text as a line of the log should hold.
func beginning(b []byte) string {
	const most = 500
	if len(b) > most {
		return string(b[:most]) + "…"
	}
	return string(b)
}
