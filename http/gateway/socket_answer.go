package gateway

import (
	"context"
	"encoding/base64"
	"net/http"
	"strconv"
	"strings"
	"unicode/utf8"

	"reel/http/vtl/java"
	"reel/projections"
)

// A socketAnswer is an integration response of a WebSocket API, compiled.
type socketAnswer struct {
	answer    // its pattern and its parameters
	id        string
	key       string
	selection selector // by which one of the templates is chosen
	templates map[string]*template
	handling  string // contentHandlingStrategy
}

// A socketResult is what an integration came to.
type socketResult struct {
	status int
	header http.Header // for the handshake
	body   []byte
	binary bool
	none   bool // there is nothing to send, not even an empty message
}

// socketAnswers compiles integration responses by their keys: $default, a /pattern/,
// or a value by the letter.
func (c compiler) socketAnswers(in *projections.Integration) (out []*socketAnswer) {
	for _, r := range in.Responses.All() {
		a := &socketAnswer{id: r.IntegrationResponseId, key: r.IntegrationResponseKey, selection: c.selector(r.TemplateSelectionExpression),
			templates: c.socketTemplates(r.ResponseTemplates), handling: r.ContentHandlingStrategy}
		a.parameters = c.answerMappings(r.ResponseParameters)
		if pattern, ok := strings.CutPrefix(a.key, "/"); ok && strings.HasSuffix(pattern, "/") {
			if !c.choose(&a.answer, strings.TrimSuffix(pattern, "/")) {
				continue
			}
		} else {
			a.exact = a.key
		}
		out = append(out, a)
	}
	return out
}

// answerMappings are response parameters: headers of the handshake's answer, whose
// targets AWS's guides write in two ways.
func (c compiler) answerMappings(given map[string]string) []mapping {
	named := make(map[string]string, len(given))
	for target, from := range given {
		if rest, ok := strings.CutPrefix(target, "route.response."); ok {
			target = "method.response." + rest
		}
		named[target] = from
	}
	return c.socketMappings("method.response.", named)
}

// answerFor is the integration response for a backend's answer: the first whose
// pattern matches what a selection expression comes to, else $default.
func (x *socketCall) answerFor(ctx context.Context, b *socketBackend, by selector, r *Response) (*socketAnswer, *fault) {
	value := x.key(ctx, by, r)
	var fallback *socketAnswer
	for _, a := range b.answers {
		switch {
		case a.key == "$default":
			fallback = a
		case a.matches(value):
			return a, nil
		}
	}
	if fallback == nil {
		return nil, misconfigured.because("no integration response matches " + strconv.Quote(value) + ", and there is none for $default")
	}
	return fallback, nil
}

// answered makes of a backend's answer, which is neither proxied nor streamed, what
// the client gets. Nobody chooses where nobody listens: on one-way routes an
// integration needs no integration response, and to open a connection neither.
func (x *socketCall) answered(ctx context.Context, b *socketBackend, by selector, r Response) (socketResult, *fault) {
	connect := x.event == connecting
	if !connect && !x.route.answers || connect && len(b.answers) == 0 {
		return socketResult{status: r.Status, none: true}, nil
	}
	a, f := x.answerFor(ctx, b, by, &r)
	if f != nil {
		return socketResult{}, f
	}
	x.chosen = a
	out := socketResult{status: r.Status, header: x.answerHeader(a, &r), body: r.Body}
	if f := out.convert(a.handling); f != nil {
		return socketResult{}, f
	}
	if t := chosenTemplate(a.templates, x.key(ctx, a.selection, &r)); t != nil {
		if out.binary {
			return socketResult{}, misconfigured.because("a response template cannot make anything of a binary body")
		}
		body := out.body
		out.body, f = t.text(ctx, func() map[string]java.Value { return x.templateVariables(body) })
	}
	return out, f
}

// convert changes a body by a contentHandlingStrategy
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-develop-binary-media-types.html).
func (r *socketResult) convert(strategy string) (f *fault) {
	switch strategy {
	case "CONVERT_TO_BINARY":
		r.body, f = decoded(r.body)
		r.binary = f == nil
	case "CONVERT_TO_TEXT":
		r.body = base64.StdEncoding.AppendEncode(nil, r.body)
	}
	return f
}

// answerHeader are the headers that an integration response maps.
func (x *socketCall) answerHeader(a *socketAnswer, r *Response) http.Header {
	h := make(http.Header, len(a.parameters))
	for _, m := range a.parameters {
		if values := x.answerValues(m.from, r); len(values) > 0 && values[0] != "" {
			set(h, m.name, values)
		}
	}
	return h
}

// answerValues are what an expression comes to after the backend was asked; none
// when there is no such value.
func (x *socketCall) answerValues(e expression, r *Response) []string {
	switch e.place {
	case inHeader:
		return last(headerNamed(r.Header, e.name), e.multi)
	case inBody:
		return bodyAt(e, r.Body)
	}
	return x.mapped(e)
}

// chosenTemplate is the template of a key, or the one for $default; nil when there
// is neither.
func chosenTemplate(by map[string]*template, key string) *template {
	if t := by[key]; t != nil {
		return t
	}
	return by["$default"]
}

// frame is a result as a message. Text that no text message can hold goes as a
// binary one.
func (r *socketResult) frame() *Frame {
	if r.none {
		return nil
	}
	return &Frame{Binary: r.binary || !utf8.Valid(r.body), Data: r.body}
}
