package lambda

import (
	"bytes"
	"cmp"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"time"
)

// An invocation is a request on its way through one function.
type invocation struct {
	name     Name
	id       string
	arn      string
	traceID  string
	context  string // the client context as JSON, on one line
	payload  []byte
	timeout  time.Duration
	deadline time.Time // set when the function is given the event
	tail     *tail     // where its output is also kept, if anyone asked
	answer   chan answer
}

// Invoke calls a function and answers as Lambda does. It returns early with the
// context's error when ctx ends; the function is then left to finish, as on AWS.
// Any other error is an *Error.
func (f *Functions) Invoke(ctx context.Context, q Request) (Response, error) {
	name, fn, err := f.find(q.Function, q.Qualifier)
	if err != nil {
		return Response{}, err
	}
	inv, err := newInvocation(name, q, fn.limit())
	if err != nil {
		return Response{}, err
	}
	switch q.Type {
	case "", RequestResponse:
		return f.wait(ctx, fn, inv)
	case Event:
		if err := f.background.run(fn, inv); err != nil {
			return Response{}, err
		}
		return Response{StatusCode: 202, RequestID: inv.id}, nil
	case DryRun:
		return Response{StatusCode: 204, RequestID: inv.id}, nil
	}
	return Response{}, &Error{Code: CodeInvalidParameter, Message: fmt.Sprintf("Invalid invocation type: %q", q.Type), Function: name.Function}
}

func (f *Functions) wait(ctx context.Context, fn function, inv *invocation) (Response, error) {
	begun := time.Now()
	a := fn.invoke(ctx, inv)
	if a.err != nil {
		return Response{}, a.err
	}
	a.StatusCode = 200
	a.RequestID = inv.id
	a.ExecutedVersion = cmp.Or(a.ExecutedVersion, inv.name.version())
	if inv.tail != nil && a.LogResult == "" {
		a.LogResult = inv.tail.result(ctx, inv, time.Since(begun))
	}
	if a.FunctionError != "" {
		f.opts.Log.Warn("function failed", "function", inv.name.Function, "requestId", inv.id, "error", excerpt(a.Payload))
	}
	return a.Response, nil
}

// newInvocation checks a request as Lambda does before it looks for an instance.
func newInvocation(name Name, q Request, limit time.Duration) (*invocation, error) {
	inv := &invocation{
		name:    name,
		id:      cmp.Or(q.RequestID, newRequestID()),
		arn:     name.ARN(),
		traceID: cmp.Or(q.TraceID, newTraceID()),
		payload: q.Payload,
		timeout: cmp.Or(q.Timeout, limit),
		answer:  make(chan answer, 1),
	}
	if q.LogTail {
		inv.tail = new(tail)
	}
	if err := checkPayload(name, q); err != nil {
		return nil, err
	}
	if len(inv.payload) == 0 {
		inv.payload = []byte("{}")
	}
	var err error
	inv.context, err = decodeClientContext(name, q.ClientContext)
	return inv, err
}

// checkPayload refuses in Lambda's words. Recorded on AWS: "Request must be
// smaller than 6291456 bytes for the InvokeFunction operation" and "264496 byte
// payload is too large for the Event invocation type (limit 262144 bytes)", a
// limit that has been 1 MB since October 2025.
func checkPayload(name Name, q Request) error {
	switch {
	case len(q.Payload) > maxPayload:
		return &Error{Code: CodeTooLarge, Function: name.Function,
			Message: fmt.Sprintf("Request must be smaller than %d bytes for the InvokeFunction operation", maxPayload)}
	case q.Type == Event && len(q.Payload) > maxEvent:
		return &Error{Code: CodeTooLarge, Function: name.Function,
			Message: fmt.Sprintf("%d byte payload is too large for the Event invocation type (limit %d bytes)", len(q.Payload), maxEvent)}
	case len(q.Payload) > 0 && !json.Valid(q.Payload):
		return &Error{Code: CodeInvalidContent, Function: name.Function,
			Message: "Could not parse request body into json: Could not parse payload into json"}
	}
	return nil
}

// decodeClientContext turns X-Amz-Client-Context into the JSON that functions get.
func decodeClientContext(name Name, encoded string) (string, error) {
	if encoded == "" {
		return "", nil
	}
	var line bytes.Buffer
	decoded, err := base64.StdEncoding.DecodeString(encoded)
	if err == nil {
		err = json.Compact(&line, decoded)
	}
	if err != nil {
		return "", &Error{Code: CodeInvalidContent, Function: name.Function, Message: "Client context must be a valid Base64-encoded JSON object."}
	}
	return line.String(), nil
}

// newRequestID is a random UUID, version 4. It names a call for people and is no secret.
func newRequestID() string {
	a, b := rand.Uint64(), rand.Uint64()
	return fmt.Sprintf("%08x-%04x-4%03x-%04x-%012x", a>>32, a>>16&0xffff, a&0xfff, b>>48&0x3fff|0x8000, b&0xffffffffffff)
}

// newTraceID is what X-Ray would send along for a call that it does not sample.
func newTraceID() string {
	return fmt.Sprintf("Root=1-%08x-%08x%016x;Parent=%016x;Sampled=0", time.Now().Unix(), rand.Uint32(), rand.Uint64(), rand.Uint64())
}

// excerpt is as much of an error document as a line of the log should hold.
func excerpt(payload []byte) string {
	const most = 2000
	if len(payload) > most {
		return string(payload[:most]) + "…"
	}
	return string(payload)
}
