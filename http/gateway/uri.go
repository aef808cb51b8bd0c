package gateway

import (
	"net/url"
	"strings"
)

// A uriTemplate is the URI of an integration with what has to be put into it: path
// parameters as {name}, and stage variables as ${stageVariables.name}.
type uriTemplate struct {
	source string
	parts  []uriPart
	url    *url.URL // the URI itself, when nothing has to be put into it and it is a URL
}

type uriPart struct {
	kind uriKind
	text string // as it stands, or the name
}

type uriKind int

const (
	literal uriKind = iota
	pathParameter
	stageVariable
)

func parseURI(source string) uriTemplate {
	t := uriTemplate{source: source}
	for rest := source; rest != ""; {
		part, n := firstPart(rest)
		t.parts = append(t.parts, part)
		rest = rest[n:]
	}
	if len(t.parts) == 1 && t.parts[0].kind == literal {
		if u, err := url.Parse(source); err == nil {
			u.RawQuery = safeQuery(u.RawQuery)
			t.url = u
		}
	}
	return t
}

// firstPart is the part that s begins with, and how long it is.
func firstPart(s string) (uriPart, int) {
	const variable = "${stageVariables."
	if strings.HasPrefix(s, variable) {
		if end := strings.IndexByte(s, '}'); end >= 0 {
			return uriPart{stageVariable, s[len(variable):end]}, end + 1
		}
	}
	if s[0] == '{' {
		if end := strings.IndexByte(s, '}'); end >= 0 {
			return uriPart{pathParameter, strings.TrimSuffix(s[1:end], "+")}, end + 1
		}
	}
	end := 1
	for end < len(s) && s[end] != '{' && !strings.HasPrefix(s[end:], variable) {
		end++
	}
	return uriPart{literal, s[:end]}, end
}

// fill puts stage variables and path parameters in. A variable that is not set
// fails the call, as on AWS; a parameter that nothing is mapped to stays as it
// stands, braces and all. A parameter cannot lead out of the part of the URL that
// it stands in: what would end a path or a query's value is encoded, what is
// encoded already stays so.
func (t uriTemplate) fill(x *exchange, parameters []binding) (string, *fault) {
	return t.filled(x.stage.StageName, x.stage.Variables, parameters)
}

// filled is fill with the variables of a stage.
func (t uriTemplate) filled(stage string, variables map[string]string, parameters []binding) (string, *fault) {
	if len(t.parts) == 1 && t.parts[0].kind == literal {
		return t.source, nil
	}
	var out strings.Builder
	inQuery := false
	for _, p := range t.parts {
		switch p.kind {
		case literal:
			out.WriteString(p.text)
			inQuery = inQuery || strings.IndexByte(p.text, '?') >= 0
		case stageVariable:
			value, ok := variables[p.text]
			if !ok {
				return "", misconfigured.because("the integration's URI names the stage variable " + p.text + ", which stage " +
					stage + " has not")
			}
			out.WriteString(value)
			inQuery = inQuery || strings.IndexByte(value, '?') >= 0
		case pathParameter:
			value, ok := valueOf(parameters, p.text)
			if !ok {
				out.WriteString("{" + p.text + "}")
				continue
			}
			writeEncoded(&out, value, inQuery)
		}
	}
	return out.String(), nil
}

func valueOf(parameters []binding, name string) (string, bool) {
	for _, b := range parameters {
		if b.name == name {
			return b.value, true
		}
	}
	return "", false
}

// writeEncoded writes a value into a path, or into the value of a query parameter.
func writeEncoded(out *strings.Builder, value string, inQuery bool) {
	for i := range len(value) {
		c := value[i]
		switch {
		case c == '%' && i+2 < len(value) && isHex(value[i+1]) && isHex(value[i+2]):
			out.WriteByte(c)
		case inQuery && strings.IndexByte("&=+;", c) >= 0, !stands(c):
			const digits = "0123456789ABCDEF"
			out.WriteByte('%')
			out.WriteByte(digits[c>>4])
			out.WriteByte(digits[c&15])
		default:
			out.WriteByte(c)
		}
	}
}

// stands tells whether a byte may stand in a path as it is: RFC 3986's pchar, or a
// slash.
func stands(c byte) bool {
	switch {
	case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9':
		return true
	}
	return strings.IndexByte("-._~!$&'()*+,;=:@/", c) >= 0
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

// safeQuery is a raw query string with what cannot stand in a request line encoded.
func safeQuery(raw string) string {
	clean := true
	for i := range len(raw) {
		if c := raw[i]; c <= ' ' || c >= 0x7f || c == '#' {
			clean = false
			break
		}
	}
	if clean {
		return raw
	}
	var out strings.Builder
	for i := range len(raw) {
		if c := raw[i]; c <= ' ' || c >= 0x7f || c == '#' {
			writeEncoded(&out, raw[i:i+1], true)
			continue
		}
		out.WriteByte(raw[i])
	}
	return out.String()
}
