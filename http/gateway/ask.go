package gateway

import (
	"context"
	"errors"
	"net/http"

	"reel/events/traffic"
	"reel/http/lambda"
)

// ask has a backend asked, notes how that went, and makes AWS's answer of what went
// wrong.
func (x *exchange) ask(ctx context.Context, q Request) (Response, *fault) {
	x.asked = &traffic.Integration{Type: q.Type, URI: q.URI}
	if x.test != nil {
		x.test.log.asking(q)
	}
	q.ClientCertificate = x.clientCertificate(&q)
	begun := x.gateway.Now()
	r, err := x.gateway.Backends.Integrate(ctx, q)
	x.asked.Latency = x.gateway.Now().Sub(begun)
	if err != nil {
		return r, unanswered(q, err)
	}
	x.asked.Status, x.askedID = r.Status, r.Header.Get("X-Amzn-Requestid")
	if r.Status < 200 || r.Status > 999 {
		r.close()
		return r, misconfigured.because("the backend answered with a status that cannot be passed on")
	}
	if x.test != nil {
		return x.heard(r)
	}
	return r, nil
}

// unanswered is AWS's answer to a backend's silence.
func unanswered(q Request, err error) *fault {
	if refused, ok := errors.AsType[*lambda.Error](err); ok {
		return refusedByLambda(refused)
	}
	_, unreachable := errors.AsType[*UnreachableError](err)
	switch {
	case errors.Is(err, errTooLong):
		return oversized
	case errors.Is(err, context.DeadlineExceeded):
		return timedOut.because("the backend did not answer within " + q.Timeout.String() + ": " + q.URI)
	case unreachable:
		return misconfigured.because("the backend could not be reached: " + err.Error()).tells("Execution failed due to configuration error: Invalid endpoint address")
	}
	return brokenOff(err)
}

// networkError is for a conversation with a backend that broke off: its certificate
// was not accepted, it hung up, or what it said was no HTTP.
var networkError = newSpacedFault(http.StatusGatewayTimeout, "InternalServerErrorException", "Network error communicating with endpoint").of("INTEGRATION_FAILURE")

func brokenOff(err error) *fault {
	if errors.Is(err, context.DeadlineExceeded) {
		return timedOut.because("the backend's answer did not end in time")
	}
	return networkError.because("the conversation with the backend broke off: " + err.Error()).tells("Execution failed due to a network error communicating with endpoint")
}

// refusedByLambda is for a call that Lambda did not accept.
func refusedByLambda(err *lambda.Error) *fault {
	reason := err.Message
	if hint := err.Hint(); hint != "" {
		reason += "; " + hint
	}
	if err.Code == lambda.CodeTooLarge {
		return tooLong.because(reason)
	}
	return misconfigured.of("INTEGRATION_FAILURE").because(reason).tells("Execution failed due to configuration error: Invalid permissions on Lambda function")
}
