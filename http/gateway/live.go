package gateway

import (
	"context"
	"errors"
	"net/http"

	"reel/http/lambda"
)

// Live asks real backends: HTTP ones over the network, functions on this machine.
func Live(functions *lambda.Functions) Integration {
	return &live{http: newHTTPBackends(), functions: functions}
}

type live struct {
	http      *httpBackends
	functions *lambda.Functions
}

// Integrate asks the backend that a request is for.
func (l *live) Integrate(ctx context.Context, q Request) (Response, error) {
	switch q.Type {
	case "HTTP", "HTTP_PROXY":
		return l.http.ask(ctx, q)
	}
	if q.Sign != nil {
		return l.http.ask(ctx, q)
	}
	return l.invoke(ctx, q)
}

// invoke asks a function by Lambda's Invoke operation.
func (l *live) invoke(ctx context.Context, q Request) (Response, error) {
	if l.functions == nil {
		return Response{}, &UnreachableError{errors.New("no function is known here: " + q.URI)}
	}
	if q.Timeout > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, q.Timeout)
		defer cancel()
	}
	r, err := l.functions.Invoke(ctx, lambda.Request{
		Function: q.URI,
		Payload:  q.Body,
		Type:     lambda.InvocationType(q.Header.Get("X-Amz-Invocation-Type")),
		TraceID:  q.Header.Get("X-Amzn-Trace-Id"),
	})
	if err != nil {
		return uninvoked(err)
	}
	out := Response{Status: r.StatusCode, Body: r.Payload, Header: http.Header{"X-Amzn-Requestid": {r.RequestID}}}
	if r.FunctionError != "" {
		out.Header["X-Amz-Function-Error"] = []string{r.FunctionError}
	}
	return out, nil
}

// uninvoked is a call that Lambda refused. That a payload is not JSON it tells to
// whoever sent it, as an answer like any other.
func uninvoked(err error) (Response, error) {
	refused, ok := errors.AsType[*lambda.Error](err)
	if !ok || refused.Code != lambda.CodeInvalidContent {
		return Response{}, err
	}
	body := marshal(map[string]string{"Type": "User", "message": refused.Message})
	return Response{Status: http.StatusBadRequest, Body: body}, nil
}
