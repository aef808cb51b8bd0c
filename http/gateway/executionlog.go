package gateway

import (
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// An executionLog is what AWS's execution log says of one call, to the word
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-test-method.html).
type executionLog struct {
	text strings.Builder
	now  func() time.Time
	host string // of Lambda in the call's region
}

// maxLogged is how much of a header or of a body stands in a line, as recorded on
// AWS: about a thousand characters.
const maxLogged = 1000

// line adds a line with the time before it.
func (l *executionLog) line(parts ...string) {
	l.text.WriteString(l.now().UTC().Format("Mon Jan 02 15:04:05 UTC 2006 : "))
	for _, part := range parts {
		l.text.WriteString(part)
	}
	l.text.WriteByte('\n')
}

// logStart writes what the log begins with. Its first line alone has no time.
func (x *exchange) logStart() {
	l := x.test.log
	l.text.WriteString("Execution log for request " + x.id + "\n")
	l.line("Starting execution for request: ", x.id)
	l.line("HTTP Method: ", x.call.Method, ", Resource Path: ", x.path)
	path := x.pathParameters()
	l.line("Method request path: ", javaMap(path))
	query, _ := x.eventQuery()
	l.line("Method request query string: ", javaMap(query))
	single, _ := x.eventHeaders(nil)
	l.line("Method request headers: ", cut(javaMap(single)))
	l.line("Method request body before transformations: ", cut(string(x.body)))
}

// asking is what a backend is asked.
func (l *executionLog) asking(q Request) {
	l.endpointRequest(q)
	l.line("Sending request to ", l.endpoint(q.URI))
}

// endpointRequest is a request to a backend or to an authorizer.
func (l *executionLog) endpointRequest(q Request) {
	l.line("Endpoint request URI: ", l.endpoint(q.URI))
	l.line("Endpoint request headers: ", cut(headerMap(q.Header)))
	l.line("Endpoint request body after transformations: ", cut(string(q.Body)))
}

// answered is what a backend has answered.
func (l *executionLog) answered(r Response, latency time.Duration) {
	l.line("Received response. Status: ", strconv.Itoa(r.Status), ", Integration latency: ", strconv.FormatInt(latency.Milliseconds(), 10), " ms")
	l.line("Endpoint response headers: ", cut(headerMap(r.Header)))
	l.line("Endpoint response body before transformations: ", cut(string(r.Body)))
}

// heard is a backend's answer as the log shows it, which takes the whole of it.
func (x *exchange) heard(r Response) (Response, *fault) {
	body, f := wholeBody(r)
	if f != nil {
		return Response{}, f
	}
	r.Body, r.Stream = body, nil
	x.test.log.answered(r, x.asked.Latency)
	return r, nil
}

// endpoint is the address of an integration's URI: Lambda's for a function.
func (l *executionLog) endpoint(uri string) string {
	if _, path, ok := strings.Cut(uri, ":lambda:path/"); ok && strings.HasPrefix(uri, "arn:") {
		return "https://" + l.host + "/" + path
	}
	return uri
}

// end is what the log ends with.
func (l *executionLog) end(r *Reply, f *fault) {
	if f != nil {
		l.line(f.logged())
	} else {
		l.line("Method response body after transformations: ", cut(string(r.Body)))
		l.line("Method response headers: ", cut(headerMap(r.Header)))
		l.line("Successfully completed execution")
	}
	l.line("Method completed with status: ", strconv.Itoa(r.Status))
}

// logged is how the log tells of a fault: in AWS's words where they were recorded,
// else in ours.
func (f *fault) logged() string {
	switch {
	case f.told != "":
		return f.told
	case f.status < 500:
		return "Execution failed: " + f.reason
	case f.status == http.StatusGatewayTimeout:
		return "Execution failed due to a timeout error"
	}
	return "Execution failed due to configuration error: " + f.reason
}

// javaMap is a map as Java prints it, in the order of its keys.
func javaMap(m map[string]string) string {
	var out strings.Builder
	out.WriteByte('{')
	for i, key := range slices.Sorted(maps.Keys(m)) {
		if i > 0 {
			out.WriteString(", ")
		}
		out.WriteString(key + "=" + m[key])
	}
	out.WriteByte('}')
	return out.String()
}

// headerMap is a header as Java prints it, with the name that AWS writes small.
func headerMap(h http.Header) string {
	single := make(map[string]string, len(h))
	for name, values := range h {
		if name == "X-Amzn-Apigateway-Api-Id" {
			name = "x-amzn-apigateway-api-id"
		}
		single[name] = strings.Join(values, ",")
	}
	return javaMap(single)
}

// cut is as much of a text as a line shows.
func cut(s string) string {
	if len(s) <= maxLogged {
		return s
	}
	return strings.ToValidUTF8(s[:maxLogged], "") + " [TRUNCATED]"
}
