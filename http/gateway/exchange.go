package gateway

import (
	"errors"
	"io"
	"net/http"
	"time"

	"reel/events/traffic"
	"reel/http/vtl/java"
	"reel/projections"
)

// An exchange is one call on its way through the gateway and back.
type exchange struct {
	gateway *Gateway
	call    Call
	begun   time.Time

	id         string // x-amzn-RequestId
	extendedID string // x-amz-apigw-id
	traced     trace  // see trace

	world      projections.World
	stage      projections.Stage
	canary     bool   // the stage's canary serves the call
	deployment string // the stage's own, whoever serves the call
	tree       *tree
	method     *method
	path       string    // as events have it: what follows the stage, with one slash in front
	customerOf *customer // whose API key the call showed, nil when none was wanted
	caller     *caller   // who signed the call, nil when nobody was asked to
	granted    *grant    // by the method's authorizer, nil when it has none
	bound      []binding
	few        [4]binding // what bound starts as

	body     []byte // of the request, once it is read
	bodyRead bool
	size     int64   // of what was read of the request's body
	packed   bool    // the body is left in its Content-Encoding
	upload   *upload // the body, when it is passed on as it comes
	parsed   any     // the body as JSON, once it was asked for
	isParsed bool
	sent     map[string]string // see spelling
	query    []parameter
	isQuery  bool

	context *java.Map                               // $context, once a template has named it
	params  struct{ path, query, header *java.Map } // of $input.params(), likewise

	guard            *traffic.Authorizer  // nil until an authorizer has its say
	asked            *traffic.Integration // nil until a backend is asked
	shown            string               // the id of the client certificate that was shown to the backend
	chosen           *answer              // the integration response, once one is chosen
	askedID, guardID string               // the request ids of backend and authorizer, where they have some
	resultStatus     int                  // of a function behind a proxy integration, 0 until it is known
	cached           string               // what the method cache did: HIT, MISS, REFRESH; empty when it was not asked
	settled          *settled             // see setting
	invalid          string               // what is wrong with the body, $context.error.validationErrorString
	failed           *fault               // what ended the call, if it did not go well
	test             *test                // nil but for TestInvokeMethod and TestInvokeAuthorizer
}

// header is the header that every answer starts with, with room for n more names.
func (x *exchange) header(n int) http.Header {
	h := make(http.Header, n+3)
	ids := []string{x.id, x.extendedID}
	h["x-amzn-RequestId"] = ids[:1:1]
	h["x-amz-apigw-id"] = ids[1:2:2]
	return h
}

// trace is the call's X-Amzn-Trace-Id.
func (x *exchange) trace() trace {
	if x.traced.root == "" {
		x.traced = newTrace(x.call.Header.Get("X-Amzn-Trace-Id"), x.begun)
	}
	return x.traced
}

// badRequest is for a body that ends before its time.
var badRequest = newFault(http.StatusBadRequest, "BadRequestException", "Bad Request")

// requestBody is the whole body of the request.
func (x *exchange) requestBody() ([]byte, *fault) {
	if x.bodyRead || x.call.Body == nil || x.call.ContentLength == 0 {
		return x.body, nil
	}
	body, err := readBody(x.call.Body, x.call.ContentLength)
	x.size = int64(len(body))
	switch {
	case errors.Is(err, errTooLong):
		return nil, oversized
	case err != nil:
		return nil, badRequest.because("the request's body could not be read: " + err.Error())
	}
	x.body, x.bodyRead = body, true
	return body, nil
}

var errTooLong = errors.New("longer than 10485760 bytes")

// readBody reads all of r, in one piece when its length is known. It fails with
// errTooLong, after maxBody bytes.
func readBody(r io.Reader, length int64) ([]byte, error) {
	if length > maxBody {
		return nil, errTooLong
	}
	if length >= 0 {
		body := make([]byte, length)
		_, err := io.ReadFull(r, body)
		return body, err
	}
	body, err := io.ReadAll(io.LimitReader(r, maxBody+1))
	if err == nil && len(body) > maxBody {
		return nil, errTooLong
	}
	return body, err
}
