package gateway

import (
	"bytes"
	"context"
	"encoding/base64"
	"net/http"
	"unicode/utf8"
)

// mapBack makes the client's answer of a backend's, by an integration response:
// nothing of the backend's header arrives but what is mapped. more is how many
// headers the caller will add.
func (x *exchange) mapBack(ctx context.Context, a *answer, r Response, more int) (Reply, *fault) {
	x.chosen = a
	t := a.templates.forResponse(x.call.Header)
	reply := Reply{Status: a.status, Header: x.header(1 + len(a.parameters) + more)}
	reply.Header["Content-Type"] = jsonContent
	if t == nil && r.Stream != nil && !x.converts(a, r) && !readsBody(a.parameters) {
		reply.Stream, reply.Length = r.Stream, r.Length
		_ = x.mapHeaders(reply.Header, a, &r, nil) // only a body can be wrong
		x.overrideResponse(&reply)
		return reply, reply.limit()
	}
	body, f := wholeBody(r)
	if f == nil {
		f = x.mapHeaders(reply.Header, a, &r, body)
	}
	if f != nil {
		return Reply{}, f
	}
	if reply.Body, f = x.convert(a, r, body); f == nil && t != nil {
		reply.Body, f = t.render(ctx, x, reply.Body)
	}
	x.overrideResponse(&reply)
	return reply, f
}

// wholeBody is all of a backend's answer.
func wholeBody(r Response) ([]byte, *fault) {
	if r.Stream == nil {
		return r.Body, nil
	}
	defer r.Stream.Close()
	body, err := readBody(r.Stream, r.Length)
	if err == errTooLong {
		return nil, misconfigured.because("the backend's answer is " + err.Error())
	}
	if err != nil {
		return nil, brokenOff(err)
	}
	return body, nil
}

func readsBody(mappings []mapping) bool {
	for _, m := range mappings {
		if m.from.place == inBody {
			return true
		}
	}
	return false
}

// mapHeaders sets the headers of an answer that its integration response maps.
func (x *exchange) mapHeaders(h http.Header, a *answer, r *Response, body []byte) *fault {
	for _, m := range a.parameters {
		values, f := x.responseValues(m.from, r, body)
		if f != nil {
			return f
		}
		if len(values) == 0 || values[0] == "" {
			continue
		}
		canonical := http.CanonicalHeaderKey(m.name)
		if undelivered[canonical] {
			continue
		}
		name := m.name
		if to, ok := remappedByMapping[canonical]; ok {
			name = to
		}
		set(h, name, values)
	}
	return nil
}

// responseValues are what an expression comes to after the backend was asked.
func (x *exchange) responseValues(e expression, r *Response, body []byte) ([]string, *fault) {
	switch e.place {
	case inHeader:
		return last(r.Header[http.CanonicalHeaderKey(e.name)], e.multi), nil
	case inBody:
		if e.path == nil {
			return []string{string(body)}, nil
		}
		parsed, err := parseJSON(body)
		if err != nil {
			return nil, misconfigured.because("a mapping reads the backend's body, which is not JSON: " + err.Error())
		}
		return found(e.path, parsed), nil
	}
	return x.commonValues(e), nil
}

// converts tells whether an answer's body is changed by contentHandling or by
// binary media types.
func (x *exchange) converts(a *answer, r Response) bool {
	return a.handling != "" || len(x.tree.binary) > 0
}

// convert changes an answer's body by contentHandling, by whether what the backend
// sent is binary, and by whether the client asks for a binary type
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings-workflow.html).
func (x *exchange) convert(a *answer, r Response, body []byte) ([]byte, *fault) {
	if !x.converts(a, r) {
		return body, nil
	}
	binary := x.tree.binary.has(r.Header.Get("Content-Type"))
	wanted := x.tree.binary.has(x.call.Header.Get("Accept"))
	switch {
	case binary && (a.handling == "CONVERT_TO_TEXT" || a.handling == "" && !wanted):
		return base64.StdEncoding.AppendEncode(nil, body), nil
	case !binary && (a.handling == "CONVERT_TO_BINARY" || a.handling == "" && wanted):
		return decoded(body)
	case !binary && a.handling == "CONVERT_TO_TEXT":
		return asText(body), nil
	}
	return body, nil
}

// decoded is base64 undone; text that is none fails the call.
func decoded(body []byte) ([]byte, *fault) {
	plain, err := base64.StdEncoding.AppendDecode(nil, bytes.TrimSpace(body))
	if err != nil {
		return nil, misconfigured.because("a body that is to become binary is not base64: " + err.Error())
	}
	return plain, nil
}

// asText is a body as UTF-8, with the replacement character for what is not.
func asText(body []byte) []byte {
	if utf8.Valid(body) {
		return body
	}
	return bytes.ToValidUTF8(body, []byte("\uFFFD"))
}
