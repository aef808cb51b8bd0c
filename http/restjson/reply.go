package restjson

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"

	"reel/events"
)

// statuses are the HTTP statuses of the codes that no service's model names.
// Every status of an error is either here or in a service's generated table.
var statuses = map[events.Code]int{
	events.Validation:                     400,
	events.Serialization:                  400,
	"UnknownOperationException":           404,
	"IncompleteSignatureException":        403,
	"InvalidSignatureException":           403,
	"MissingAuthenticationTokenException": 403,
	"UnrecognizedClientException":         403,
	events.AccessDenied:                   403,
	events.BadRequest:                     400,
	events.NotFound:                       404,
	events.Conflict:                       409,
	events.LimitExceeded:                  429,
	events.TooManyRequests:                429,
	events.Unauthorized:                   401,
	events.Unavailable:                    503,
	"RequestEntityTooLargeException":      413,
	events.NotBuilt:                       501,
	events.Internal:                       500,
}

// Status is the HTTP status of a code as the service answers it; 400 when AWS
// has no such code.
func (s *Service) Status(code events.Code) int {
	if f := s.fault(string(code)); f != nil {
		return f.Status
	}
	if status, ok := statuses[code]; ok {
		return status
	}
	return http.StatusBadRequest
}

// WriteError answers with a refusal in AWS's shape: its code in x-amzn-ErrorType,
// and a body of the members that the service's model gives the error, message
// first of all. A modelled error without members and words has no body, as
// GoneException of @connections.
func WriteError(w http.ResponseWriter, s *Service, refusal *events.Error, requestID string) {
	h := w.Header()
	set(h, "x-amzn-ErrorType", string(refusal.Code))
	set(h, "x-amzn-RequestId", requestID)
	body := map[string]string{}
	for name, value := range refusal.Members {
		body[name] = value
	}
	fault := s.fault(string(refusal.Code))
	if fault == nil {
		fault = &Fault{Status: s.Status(refusal.Code), Members: unmodelled}
	}
	fault.fill(h, body, refusal.Message)
	if len(body) == 0 {
		h.Set("Content-Length", "0")
		w.WriteHeader(fault.Status)
		return
	}
	text := marshal(body)
	h.Set("Content-Type", "application/json")
	h.Set("Content-Length", strconv.Itoa(len(text)))
	w.WriteHeader(fault.Status)
	w.Write(text)
}

// set sets a header in the very case that AWS sends it in, which a client that
// compares header names byte by byte may rely on over HTTP/1.1.
func set(h http.Header, name, value string) { h[name] = []string{value} }

// unmodelled are the members of an error that no model describes.
var unmodelled = []Member{{Name: "message", Wire: "message"}}

// fill puts each of the fault's members where it belongs. Lambda's Type tells
// whose error it is.
func (f *Fault) fill(h http.Header, body map[string]string, message string) {
	worded := message == ""
	for _, m := range f.Members {
		switch {
		case m.Location == Header:
			if value, ok := body[m.Wire]; ok {
				delete(body, m.Wire)
				set(h, m.Wire, value)
			}
		case m.Name == "message":
			body[m.Wire], worded = message, true
		case m.Name == "type" && f.Status >= 500:
			body[m.Wire] = "Server"
		case m.Name == "type":
			body[m.Wire] = "User"
		}
	}
	if !worded {
		body["message"] = message
	}
}

// WriteJSON answers a call of op with success. output is its output as JSON, nil
// for none; members that AWS sends in headers or as the body itself are taken
// out of it and put there, a blob without its base64. The content type is JSON's
// unless w has another.
func WriteJSON(w http.ResponseWriter, op *Operation, output []byte, requestID string) error {
	h := w.Header()
	set(h, "x-amzn-RequestId", requestID)
	if h.Get("Content-Type") == "" {
		h.Set("Content-Type", "application/json")
	}
	output = op.Output.withDoubles(output)
	status, body := op.Status, output
	if op.Output != nil && op.Output.scattered() && len(output) > 0 {
		var err error
		if status, body, err = op.scatter(h, output); err != nil {
			return err
		}
	}
	if status == http.StatusNoContent {
		h.Del("Content-Type")
		w.WriteHeader(status)
		return nil
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	_, err := w.Write(body)
	return err
}

// scattered tells whether some members are outside the body's JSON.
func (s *Shape) scattered() bool {
	for _, m := range s.Members {
		if m.Location != Body {
			return true
		}
	}
	return false
}

// scatter puts an output's members where they travel, and returns the status and
// the body that is left.
func (op *Operation) scatter(h http.Header, output []byte) (int, []byte, error) {
	var values map[string]json.RawMessage
	if err := json.Unmarshal(output, &values); err != nil {
		return 0, nil, err
	}
	status, body, payload := op.Status, []byte(nil), false
	for _, m := range op.Output.Members {
		value, name := values[m.Name], m.Name
		if value == nil && m.Wire != "" {
			value, name = values[m.Wire], m.Wire
		}
		var err error
		switch m.Location {
		case Header:
			err = setHeader(h, m.Wire, value)
		case StatusCode:
			if value != nil {
				err = json.Unmarshal(value, &status)
			}
		case Payload:
			body, err = payloadOf(m.Shape, value)
			payload = true
		default:
			continue
		}
		if err != nil {
			return 0, nil, err
		}
		delete(values, name)
	}
	if payload {
		return status, body, nil
	}
	return status, marshal(values), nil
}

func setHeader(h http.Header, name string, value json.RawMessage) error {
	if value == nil {
		return nil
	}
	var text string
	if err := json.Unmarshal(value, &text); err != nil {
		return err
	}
	// A header's value is one line; whatever a noun holds must not start another.
	h.Set(name, strings.NewReplacer("\r", " ", "\n", " ").Replace(text))
	return nil
}

// payloadOf is a payload's bytes: a blob's are in base64 in JSON.
func payloadOf(s *Shape, value json.RawMessage) ([]byte, error) {
	if value == nil {
		return nil, nil
	}
	if s.Kind != Blob {
		return value, nil
	}
	var blob []byte
	err := json.Unmarshal(value, &blob)
	return blob, err
}
