package gateway

import (
	"context"
	"crypto/tls"
	"io"
	"net/http"
	"time"

	"reel/http/gateway/sigv4"
)

// An Integration asks backends. [Live] is the one that asks real ones; others wrap
// it, or stand in for it.
type Integration interface {
	// Integrate asks a backend and returns as soon as its answer begins. An error
	// means that there is no answer: context.DeadlineExceeded when the request's
	// timeout has passed, a *lambda.Error when Lambda refused the call, and an
	// *UnreachableError when no connection came about.
	Integrate(ctx context.Context, q Request) (Response, error)
}

// A Request is what a backend is asked, after all mapping: nothing in it is left
// to substitute, and the same Request asked again is the same question.
type Request struct {
	Type   string // HTTP, HTTP_PROXY, AWS or AWS_PROXY
	URI    string // a URL with its query string, or an ARN
	Method string
	// Via is where the backend is reached, when that is not the host of the URI: the
	// scheme, host and port of what is behind a VPC link, which sees the URI's host
	// as Host; or the endpoint of an AWS service, which may have a path and sees its
	// own.
	Via string
	// Sign says how a request to an AWS service is signed when it is sent; nil for
	// any other.
	Sign   *Signing
	Header http.Header
	Body   []byte
	// Stream is the body instead, when the client's is passed on as it comes. It
	// has Length bytes.
	Stream io.Reader
	Length int64
	// Timeout is how long the backend has, from the first byte it is sent to the
	// last one it sends.
	Timeout time.Duration
	// InsecureTLS says that the backend's certificate is not looked at.
	InsecureTLS bool
	// ClientCertificate is who asks, for a backend that wants to know at the TLS
	// handshake; nil is nobody in particular.
	ClientCertificate *tls.Certificate
}

// A Signing is what a request to an AWS service is signed for, with, and when.
type Signing struct {
	Service     string
	Region      string
	Credentials sigv4.Credentials
	At          time.Time
}

// A Response is a backend's answer. A function's is the answer of Lambda's Invoke
// operation: its payload, and X-Amz-Function-Error in the header when it failed.
type Response struct {
	Status int
	Header http.Header // by canonical names
	Body   []byte      // the whole of it, when Stream is nil
	// Stream is the answer as it comes. It must be closed.
	Stream io.ReadCloser
	Length int64 // of Stream, -1 when it is not known
}

// An UnreachableError is a backend with which there was no conversation: a name
// that is not known, a port that nobody listens on, a URL that is none.
type UnreachableError struct{ Err error }

func (e *UnreachableError) Error() string { return e.Err.Error() }

// Unwrap is what stood in the way.
func (e *UnreachableError) Unwrap() error { return e.Err }
