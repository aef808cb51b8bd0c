package restjson

import (
	"errors"
	"io"
	"net/http"
	"slices"

	"reel/events"
)

// What a request's body may hold, in bytes.
const (
	jsonMost    = 4 << 20  // a request's JSON
	importMost  = 10 << 20 // a document to import, or any other payload
	packageMost = 70 << 20 // Lambda's: 50 MB of zipped code, in base64
)

// MaxBody is how many bytes the body of a request may have. AWS names 128 KB
// for a message to a connection, 6 MB for an OpenAPI document and for a payload
// of Lambda, 50 MB for a package of Lambda; where it names none, or less would
// only be a nuisance on one's own machine, the limit only keeps memory bounded.
func (op *Operation) MaxBody() int64 {
	if op.Service == Lambda.Name {
		return packageMost
	}
	for _, m := range op.Input.Members {
		switch {
		case m.Location == Payload && m.Shape.HasMax:
			return int64(m.Shape.Max)
		case m.Location == Payload, m.Name == "body":
			return importMost
		}
	}
	return jsonMost
}

// ReadBody reads the body of a request for op. A body that is larger than
// op.MaxBody is refused with the code that the operation has for it.
func ReadBody(op *Operation, q *http.Request) ([]byte, error) {
	if q.Body == nil {
		return nil, nil
	}
	most := op.MaxBody()
	if q.ContentLength > most {
		return nil, tooLarge(op, most)
	}
	body, err := io.ReadAll(http.MaxBytesReader(nil, q.Body, most))
	var over *http.MaxBytesError
	if errors.As(err, &over) {
		return nil, tooLarge(op, most)
	}
	return body, err
}

func tooLarge(op *Operation, most int64) error {
	code := "RequestEntityTooLargeException"
	for _, named := range []string{"PayloadTooLargeException", "RequestTooLargeException"} {
		if slices.Contains(op.Errors, named) {
			code = named
		}
	}
	return events.Refuse(events.Code(code), "The request body exceeds %d bytes.", most)
}
