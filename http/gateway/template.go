package gateway

import (
	"context"
	"maps"
	"mime"
	"net/http"
	"slices"
	"strings"

	"reel/http/vtl"
	"reel/http/vtl/java"
)

// A template is a mapping template, compiled.
type template struct {
	source  string
	static  []byte // what it renders to, when that is always the same
	status  int    // MOCK's statusCode in it, when it is static; 0 when there is none
	program *vtl.Template
	broken  error // why there is none
}

// templates are those of one message, by content type.
type templates struct {
	byType map[string]*template
	first  *template // by content type
}

// templates compiles the templates of a message. Those that were given empty are
// none.
func (c compiler) templates(given map[string]*string) templates {
	t := templates{byType: make(map[string]*template, len(given))}
	for _, contentType := range sortedKeys(given) {
		source := given[contentType]
		if source == nil || *source == "" {
			continue
		}
		made := newTemplate(*source)
		if made.broken != nil {
			c.log.Warn("a mapping template cannot be read; calls that need it fail", "type", contentType, "error", made.broken)
		}
		t.byType[contentType] = made
		if t.first == nil {
			t.first = made
		}
	}
	return t
}

// newTemplate compiles a template. One without a reference or directive is what it
// says.
func newTemplate(source string) *template {
	t := &template{source: source}
	if !strings.ContainsAny(source, `$#\`) {
		t.static = []byte(source)
		t.status, _ = mockStatus(t.static)
		return t
	}
	t.program, t.broken = vtl.Parse(source, vtl.EmptyNulls)
	return t
}

// render is the template's text for a message with the given body.
func (t *template) render(ctx context.Context, x *exchange, body []byte) ([]byte, *fault) {
	return t.text(ctx, func() map[string]java.Value { return x.templateVariables(body) })
}

// text is the template's text with the variables that it may name; they are asked
// for when it names any.
func (t *template) text(ctx context.Context, variables func() map[string]java.Value) ([]byte, *fault) {
	if t.static != nil {
		return t.static, nil
	}
	if t.broken != nil {
		return nil, misconfigured.because("the mapping template cannot be read: " + t.broken.Error())
	}
	text, err := t.program.Render(ctx, variables(), vtl.Limits{Iterations: vtl.AWSIterations, Output: maxBody})
	if err != nil {
		return nil, misconfigured.because("the mapping template failed: " + err.Error())
	}
	return []byte(text), nil
}

// templateVariables are what a template may name
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html).
// They are made when they are first named.
func (x *exchange) templateVariables(body []byte) map[string]java.Value {
	return map[string]java.Value{
		"input":          java.Lazy(func() java.Value { return x.templateInput(body) }),
		"util":           templateUtil,
		"context":        java.Lazy(func() java.Value { return x.contextMap() }),
		"stageVariables": java.Lazy(func() java.Value { return sortedMap(x.stage.Variables) }),
	}
}

var templateUtil = &vtl.Util{JSON: vtl.JSON{PrintArrays: true}}

// templateInput is $input: a body, and the parameters of the request.
func (x *exchange) templateInput(body []byte) *vtl.Input {
	if x.params.header == nil {
		x.params.path = java.NewMap(len(x.bound))
		for _, b := range x.bound {
			x.params.path.Put(b.name, b.value)
		}
		x.params.query = java.NewMap(len(x.parameters()))
		for _, p := range x.parameters() {
			x.params.query.Put(p.name, p.value)
		}
		single, _ := x.eventHeaders(nil)
		x.params.header = sortedMap(single)
	}
	return vtl.AWSInput(string(body), x.params.path, x.params.query, x.params.header)
}

func sortedMap(m map[string]string) *java.Map {
	out := java.NewMap(len(m))
	for _, key := range sortedKeys(m) {
		out.Put(key, m[key])
	}
	return out
}

// forRequest is the template for a request's Content-Type, and the fault when there
// is none and the integration does not let the body pass as it is
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/integration-passthrough-behaviors.html).
func (t templates) forRequest(h http.Header, passthrough string) (*template, *fault) {
	contentType := jsonType
	if given := h["Content-Type"]; len(given) > 0 {
		contentType = given[0]
	}
	if found := t.of(contentType); found != nil {
		return found, nil
	}
	if passthrough == "NEVER" || passthrough == "WHEN_NO_TEMPLATES" && len(t.byType) > 0 {
		return nil, unsupported.because("no request template for " + contentType + ", and passthroughBehavior is " + passthrough)
	}
	return nil, nil
}

// of is the template of a content type, with its parameters or without.
func (t templates) of(contentType string) *template {
	if found := t.byType[contentType]; found != nil || len(t.byType) == 0 {
		return found
	}
	if plain, _, err := mime.ParseMediaType(contentType); err == nil && t.byType[plain] != nil {
		return t.byType[plain]
	}
	return t.byType["$default"]
}

// forResponse is the template that a client's Accept header asks for, else the one
// for JSON, else the first; nil when there is none.
func (t templates) forResponse(h http.Header) *template {
	if len(t.byType) == 0 {
		return nil
	}
	if accept := h["Accept"]; len(accept) > 0 {
		if found := t.byType[accept[len(accept)-1]]; found != nil {
			return found
		}
	}
	if found := t.byType[jsonType]; found != nil {
		return found
	}
	return t.first
}

func sortedKeys[V any](m map[string]V) []string {
	return slices.Sorted(maps.Keys(m))
}
