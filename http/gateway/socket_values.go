package gateway

import (
	"net/http"
	"strings"
)

// headerValues are the handshake's values of a header; no other event has any.
func (x *socketCall) headerValues(name string) []string {
	if x.handshake == nil {
		return nil
	}
	canonical := http.CanonicalHeaderKey(name)
	if canonical == "Host" {
		return []string{x.handshake.Host}
	}
	return x.handshake.Header[canonical]
}

// parameters are the handshake's query string, decoded.
func (x *socketCall) parameters() []parameter {
	if x.handshake != nil && x.query == nil {
		x.query = parseQuery(x.handshake.RawQuery)
	}
	return x.query
}

// queryValues are the handshake's values of a query parameter, in order.
func (x *socketCall) queryValues(name string) (out []string) {
	for _, p := range x.parameters() {
		if p.name == name {
			out = append(out, p.value)
		}
	}
	return out
}

func headerNamed(h http.Header, name string) []string { return h[http.CanonicalHeaderKey(name)] }

func lastOf(values []string) string {
	if len(values) == 0 {
		return ""
	}
	return values[len(values)-1]
}

func joined(values []string) string { return strings.Join(values, ",") }
