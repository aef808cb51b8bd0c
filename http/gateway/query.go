package gateway

import (
	"net/url"
	"strings"
)

// A parameter is one name and value of a query string, decoded.
type parameter struct{ name, value string }

// parameters are the client's query string, decoded once, in its order.
func (x *exchange) parameters() []parameter {
	if !x.isQuery {
		x.query, x.isQuery = parseQuery(x.call.RawQuery), true
	}
	return x.query
}

func parseQuery(raw string) []parameter {
	if raw == "" {
		return nil
	}
	out := make([]parameter, 0, 1+strings.Count(raw, "&"))
	for pair := range strings.SplitSeq(raw, "&") {
		if pair == "" {
			continue
		}
		name, value, _ := strings.Cut(pair, "=")
		out = append(out, parameter{unescapeQuery(name), unescapeQuery(value)})
	}
	return out
}

// unescapeQuery decodes what can be decoded and leaves the rest as it is.
func unescapeQuery(s string) string {
	if plain, err := url.QueryUnescape(s); err == nil {
		return plain
	}
	return s
}

// queryValues are all values of one name, in order.
func (x *exchange) queryValues(name string) []string {
	var out []string
	for _, p := range x.parameters() {
		if p.name == name {
			out = append(out, p.value)
		}
	}
	return out
}
