package gateway

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strconv"
)

// A proxyResult is what a function behind an AWS_PROXY integration may return. All
// of it may be left out, and nothing may be added
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-output-format).
type proxyResult struct {
	Body              *string                  `json:"body"`
	Headers           map[string]headerValue   `json:"headers"`
	IsBase64Encoded   *bool                    `json:"isBase64Encoded"`
	MultiValueHeaders map[string][]headerValue `json:"multiValueHeaders"`
	StatusCode        *statusCode              `json:"statusCode"`
}

// A headerValue is text; true, false and numbers are taken for it.
type headerValue string

// UnmarshalJSON reads a string, a boolean or a number.
func (v *headerValue) UnmarshalJSON(data []byte) error {
	switch c := data[0]; {
	case c == '"':
		return json.Unmarshal(data, (*string)(v))
	case c == 't', c == 'f', c == '-', '0' <= c && c <= '9':
		*v = headerValue(data)
		return nil
	case c == 'n':
		return nil
	}
	return errors.New("the value of a header is neither text nor a number nor a boolean")
}

// A statusCode is a number, or one in quotes.
type statusCode int

// UnmarshalJSON reads 201 and "201".
func (s *statusCode) UnmarshalJSON(data []byte) error {
	n, err := strconv.Atoi(string(bytes.Trim(data, `"`)))
	if err != nil || n < 200 || n > 599 {
		return errors.New("statusCode is not one of an answer: " + string(data))
	}
	*s = statusCode(n)
	return nil
}

// proxyReply is the answer that a function's result is.
func (x *exchange) proxyReply(result proxyResult) (Reply, *fault) {
	reply := Reply{Status: http.StatusOK, Header: x.header(2 + len(result.Headers) + len(result.MultiValueHeaders))}
	if result.StatusCode != nil {
		reply.Status = int(*result.StatusCode)
	}
	x.resultStatus = reply.Status
	reply.Header["Content-Type"] = jsonContent
	reply.Header["X-Amzn-Trace-Id"] = []string{x.trace().String()}
	result.writeHeaders(reply.Header)
	if result.Body == nil {
		return reply, nil
	}
	reply.Body = []byte(*result.Body)
	var err error
	if result.IsBase64Encoded != nil && *result.IsBase64Encoded && x.tree.binary.has(x.call.Header.Get("Accept")) {
		if reply.Body, err = base64.StdEncoding.DecodeString(*result.Body); err != nil {
			return Reply{}, malformed.because("the function says that its body is base64, and it is not: " + err.Error())
		}
	}
	return reply, nil
}

// streamMark stands between the metadata and the body of a function that streams.
const streamMark = "\x00\x00\x00\x00\x00\x00\x00\x00"

// parseStreamed reads the answer of a function that streams: the metadata as JSON,
// eight null bytes, and the body as it is
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode-lambda.html).
func parseStreamed(payload []byte) (proxyResult, error) {
	metadata, body, ok := bytes.Cut(payload, []byte(streamMark))
	if !ok {
		return proxyResult{}, errors.New("there is no metadata before the body")
	}
	var cookies struct{ Cookies []headerValue }
	r, err := parseResult(metadata, "cookies")
	if err == nil {
		err = json.Unmarshal(metadata, &cookies)
	}
	if len(cookies.Cookies) > 0 {
		if r.MultiValueHeaders == nil {
			r.MultiValueHeaders = map[string][]headerValue{}
		}
		r.MultiValueHeaders["Set-Cookie"] = append(r.MultiValueHeaders["Set-Cookie"], cookies.Cookies...)
	}
	text := string(body)
	r.Body = &text
	return r, err
}

// parseResult reads a result, which may have the members of a proxyResult and those
// named.
func parseResult(payload []byte, also ...string) (r proxyResult, err error) {
	if trimmed := bytes.TrimSpace(payload); len(trimmed) == 0 || trimmed[0] != '{' {
		return r, errors.New("it is not an object")
	}
	var members map[string]json.RawMessage
	if err := json.Unmarshal(payload, &members); err != nil {
		return r, err
	}
	for name, to := range map[string]any{"body": &r.Body, "headers": &r.Headers, "isBase64Encoded": &r.IsBase64Encoded,
		"multiValueHeaders": &r.MultiValueHeaders, "statusCode": &r.StatusCode} {
		if value, ok := members[name]; ok {
			if err := json.Unmarshal(value, to); err != nil {
				return r, err
			}
			delete(members, name)
		}
	}
	for name := range members {
		if slices.Contains(also, name) {
			continue
		}
		return r, errors.New("it has a member " + strconv.Quote(name))
	}
	return r, nil
}

// writeHeaders writes the headers of both members. A name that is in both gets the
// values of multiValueHeaders first, in that member's spelling.
func (r proxyResult) writeHeaders(h http.Header) {
	written := make(map[string]string, len(r.Headers)+len(r.MultiValueHeaders)) // canonical to as it is written
	add := func(name string, value headerValue) {
		canonical := http.CanonicalHeaderKey(name)
		if undelivered[canonical] || ours[canonical] {
			return
		}
		as, ok := written[canonical]
		if !ok {
			as = answerName(name, canonical)
			written[canonical] = as
			delete(h, as)
		}
		h[as] = append(h[as], string(value))
	}
	for _, name := range sortedKeys(r.MultiValueHeaders) {
		for _, v := range r.MultiValueHeaders[name] {
			add(name, v)
		}
	}
	for _, name := range sortedKeys(r.Headers) {
		add(name, r.Headers[name])
	}
}

// answerName is the name under which a header of a function reaches the client.
func answerName(name, canonical string) string {
	if to, ok := remapped[canonical]; ok {
		return to
	}
	if exact[canonical] {
		return canonical
	}
	return name
}
