package gateway

import (
	"net/http"
	"strings"

	"reel/events/apigatewayv2"
)

// socketExpression reads what mappings and identity sources of WebSocket APIs name:
// route.request.header.x, or $request.header.x, and so on with querystring,
// multivalueheader, multivaluequerystring, body and body.JSONPath; context.x and
// stageVariables.x with a dollar sign or without; 'fixed'; and
// integration.response.… with header.x, multivalueheader.x, body and body.JSONPath
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-data-mapping.html).
func socketExpression(s string) (expression, bool) {
	for _, prefix := range [...]string{"route.request.", "$request."} {
		if rest, ok := strings.CutPrefix(s, prefix); ok {
			return parseExpression("method.request." + rest)
		}
	}
	return parseExpression(strings.TrimPrefix(s, "$"))
}

// socketMappings is mappings with the values named as routes name them.
func (c compiler) socketMappings(prefix string, given map[string]string) []mapping {
	return c.mappingsFrom(socketExpression, prefix, given)
}

// requiredParameters are the request parameters that a route wants. Only $connect
// has any.
func (c compiler) requiredParameters(r *apigatewayv2.Route) (out []mapping) {
	for _, name := range sortedKeys(r.RequestParameters) {
		if !r.RequestParameters[name].Required {
			continue
		}
		from, ok := socketExpression(name)
		if !ok {
			c.log.Warn("a request parameter makes no sense and is not asked for", "parameter", name)
			continue
		}
		out = append(out, mapping{from.place, from.name, from})
	}
	return out
}

// mapped are what an expression comes to before the backend is asked; none when
// there is no such value.
func (x *socketCall) mapped(e expression) []string {
	switch e.place {
	case inHeader:
		return last(x.headerValues(e.name), e.multi)
	case inQuery:
		return last(x.queryValues(e.name), e.multi)
	case inBody:
		return x.messageAt(e)
	case fixed:
		return e.value
	case inContext:
		return []string{x.variable(e.name)}
	case inStage:
		if v, ok := x.stage.StageVariables[e.name]; ok {
			return []string{v}
		}
	}
	return nil
}

// messageAt is the value in the message.
func (x *socketCall) messageAt(e expression) []string {
	if e.path == nil {
		return []string{string(x.frame.Data)}
	}
	if !x.isPlain {
		x.plain, _ = parseJSON(x.frame.Data) // nothing is found in what is not JSON
		x.isPlain = true
	}
	return found(e.path, x.plain)
}

// bodyAt is the value in a body, which has none when it is not JSON.
func bodyAt(e expression, body []byte) []string {
	if e.path == nil {
		return []string{string(body)}
	}
	v, err := parseJSON(body)
	if err != nil {
		return nil
	}
	return found(e.path, v)
}

// mapRequest makes the parameters of the request to a backend.
func (x *socketCall) mapRequest(b *socketBackend) (m mappedRequest, f *fault) {
	if b.barred != "" {
		return m, misconfigured.because("the header " + b.barred + " cannot be mapped to")
	}
	m.header = make(http.Header, len(b.parameters)+6)
	for _, p := range b.parameters {
		values := x.mapped(p.from)
		if len(values) == 0 || len(values) == 1 && values[0] == "" {
			continue
		}
		switch p.place {
		case inHeader:
			m.header[http.CanonicalHeaderKey(p.name)] = []string{joined(values)}
		case inPath:
			m.path = append(m.path, binding{p.name, lastOf(values)})
		case inQuery:
			for _, v := range values {
				m.query = append(m.query, parameter{p.name, v})
			}
		}
	}
	return m, nil
}
