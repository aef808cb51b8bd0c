package gateway

import (
	"context"
	"io"
	"net/http"
	"time"
)

// An Integration asks a backend. The live one is what a Gateway uses when it is
// given none; others wrap it, or stand in for it.
type Integration interface {
	// Integrate asks the backend and returns as soon as its answer begins. An
	// error means that there is no answer: context.DeadlineExceeded when the
	// timeout of the request has passed.
	Integrate(ctx context.Context, q Request) (Response, error)
}

// A Request is what a backend is asked, after all mapping: nothing in it is left
// to substitute, and the same Request asked again is the same question.
type Request struct {
	Type    string // HTTP, HTTP_PROXY, AWS or AWS_PROXY
	URI     string // a URL with its query string, or an ARN
	Method  string
	Header  http.Header
	Body    []byte
	Stream  io.Reader // the body instead, when the client's is passed on as it comes
	Length  int64     // of Stream, -1 when it is not known
	Timeout time.Duration

	InsecureTLS bool // whether the backend's certificate is taken unseen
}

// A Response is a backend's answer. A function's is the answer of Lambda's
// Invoke operation: status 200, its payload, and X-Amz-Function-Error among the
// headers when the function failed.
type Response struct {
	Status int
	Header http.Header
	Body   io.ReadCloser // never nil
	Length int64         // of Body, -1 when it is not known
}
