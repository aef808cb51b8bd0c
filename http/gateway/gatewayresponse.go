package gateway

import (
	"net/http"
	"strconv"
	"strings"

	"reel/projections"
)

// responseTypes are the gateway responses that a call can end with here. What
// stands before an API, such as the refusal of a stage that is not there, is none
// of the API's own
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html).
var responseTypes = [...]string{
	"ACCESS_DENIED", "API_CONFIGURATION_ERROR", "AUTHORIZER_CONFIGURATION_ERROR", "AUTHORIZER_FAILURE", "BAD_REQUEST_BODY",
	"BAD_REQUEST_PARAMETERS", "EXPIRED_TOKEN", "INTEGRATION_FAILURE", "INTEGRATION_TIMEOUT", "INVALID_API_KEY", "INVALID_SIGNATURE",
	"MISSING_AUTHENTICATION_TOKEN", "QUOTA_EXCEEDED", "REQUEST_TOO_LARGE", "RESOURCE_NOT_FOUND", "THROTTLED", "UNAUTHORIZED",
	"UNSUPPORTED_MEDIA_TYPE", "WAF_FILTERED",
}

// A gatewayResponse is what an API answers for a type of fault instead of AWS's own
// answer, compiled.
type gatewayResponse struct {
	status    int // 0 for the fault's
	headers   []mapping
	templates map[string][]piece // by content type; nil for the fault's own body
	first     string             // of the content types
}

// A piece of a template is text as it stands, or the expression that stands there.
type piece struct {
	text string
	from *expression
}

// responses compiles what an API answers other than AWS would, by type; nil for
// most APIs.
func (c compiler) responses(t *projections.Tree) map[string]*gatewayResponse {
	if t.GatewayResponses.Len() == 0 {
		return nil
	}
	out := map[string]*gatewayResponse{}
	for _, name := range responseTypes {
		given, usual := t.GatewayResponse(name), projections.DefaultGatewayResponse(name)
		r := &gatewayResponse{headers: c.mappings("gatewayresponse.", given.ResponseParameters)}
		if given.StatusCode != usual.StatusCode {
			r.status, _ = strconv.Atoi(given.StatusCode)
		}
		if own := given.ResponseTemplates; len(own) != 1 || own[jsonType] != usual.ResponseTemplates[jsonType] {
			r.templates = make(map[string][]piece, len(own))
			for contentType, source := range own {
				r.templates[contentType] = pieces(source)
			}
			if names := sortedKeys(own); len(names) > 0 {
				r.first = names[0]
			}
		}
		out[name] = r
	}
	return out
}

// pieces takes a template apart. It is no VTL: variables are put in, and nothing
// else happens
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html).
func pieces(source string) (out []piece) {
	for source != "" {
		i := strings.IndexByte(source, '$')
		if i < 0 {
			return append(out, piece{text: source})
		}
		e, n := variableAt(source[i+1:])
		if n == 0 {
			out = append(out, piece{text: source[:i+1]})
		} else {
			out = append(out, piece{text: source[:i]}, piece{from: &e})
		}
		source = source[i+1+n:]
	}
	return out
}

// variableAt is the variable that s begins with, and how long its name is; 0 when it
// begins with none.
func variableAt(s string) (expression, int) {
	n := 0
	for n < len(s) && (isWord(s[n]) || s[n] == '.' && n+1 < len(s) && isWord(s[n+1])) {
		n++
	}
	if e, ok := parseExpression(s[:n]); ok && e.place != fixed && e.place != inBody {
		return e, n
	}
	return expression{}, 0
}

func isWord(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_' || c == '-'
}

// apply makes the API's answer of AWS's.
func (g *gatewayResponse) apply(x *exchange, f *fault, r *Reply) {
	if g.status >= 200 && g.status <= 599 {
		r.Status = g.status
	}
	if contentType, t, ok := g.template(x.call.Header); ok {
		r.Header["Content-Type"] = []string{contentType}
		r.Body = x.filled(t)
	}
	for _, m := range g.headers {
		values, bad := x.requestValues(m.from)
		if bad != nil || m.place != inHeader || len(values) == 0 || values[0] == "" {
			continue
		}
		name := m.name
		if canonical := http.CanonicalHeaderKey(name); undelivered[canonical] {
			continue
		} else if to, ok := remappedByMapping[canonical]; ok {
			name = to
		}
		set(r.Header, name, values)
	}
}

// template is the one that the client asks for by its Accept header, else the one
// for JSON, else the first.
func (g *gatewayResponse) template(h http.Header) (contentType string, t []piece, ok bool) {
	if g.templates == nil {
		return "", nil, false
	}
	wanted := firstMediaType(h.Get("Accept"))
	for _, contentType := range [...]string{wanted, jsonType, g.first} {
		if t, ok := g.templates[contentType]; ok {
			return contentType, t, true
		}
	}
	return "", nil, false
}

// filled is a template with its variables put in, as much of it as an answer may be
// long.
func (x *exchange) filled(t []piece) []byte {
	var out []byte
	for _, p := range t {
		out = append(out, p.text...)
		if p.from == nil {
			continue
		}
		if values, f := x.requestValues(*p.from); f == nil && len(values) > 0 {
			out = append(out, values[0]...)
		}
		if len(out) > maxBody {
			return out[:maxBody]
		}
	}
	return out
}

// errorVariable is $context.error.name, of the fault that ended the call.
func (x *exchange) errorVariable(name string) string { return x.failed.variable(name, x.invalid) }

// variable is $context.error.name of a fault; invalid is what was wrong with the
// body.
func (f *fault) variable(name, invalid string) string {
	switch {
	case f == nil:
		return ""
	case name == "message":
		return f.message
	case name == "messageString":
		if f.message == "" {
			return "null"
		}
		return string(marshal(f.message))
	case name == "responseType":
		return f.kind
	case name == "validationErrorString":
		return invalid
	}
	return ""
}
