package gateway

import (
	"cmp"
	"net/http"
	"strings"
	"time"

	"reel/events/apigatewayv2"
	"reel/projections"
)

// A socketTree is what the tree of a WebSocket API is compiled to. It is immutable.
type socketTree struct {
	selection selector // routeSelectionExpression
	routes    map[string]*socketRoute
	key       selector // apiKeySelectionExpression
	disabled  bool     // disableExecuteApiEndpoint
}

// A socketRoute is a route of a WebSocket API, compiled.
type socketRoute struct {
	key        string
	noun       *apigatewayv2.Route
	answers    bool           // what its integration comes to is sent to the client
	backend    *socketBackend // nil when it names none that is there
	authorizer *authorizer    // nil when it names none that is there
	required   []mapping      // request parameters that must be there, by the names they go by
	models     *socketModels  // nil when messages are not validated
}

// A socketBackend is an integration of a WebSocket API, compiled.
type socketBackend struct {
	kind        string // MOCK, HTTP, HTTP_PROXY, AWS or AWS_PROXY
	noun        *apigatewayv2.Integration
	verb        string
	uri         uriTemplate
	link        uriTemplate // of the VPC link, empty when there is none
	timeout     time.Duration
	parameters  []mapping // of the request
	barred      string    // the header that AWS does not let a mapping set, if one does
	template    selector  // by which one of the request's templates is chosen
	templates   map[string]*template
	passthrough string
	answer      selector // by which one of the answers is chosen
	answers     []*socketAnswer
}

func (c compiler) socketTree(t *projections.ApiTree) *socketTree {
	c.log = c.log.With("api", t.ApiId)
	c.models = map[string]*model{}
	c.authorizers = map[string]*authorizer{}
	for id, noun := range t.Authorizers.All() {
		c.authorizers[id] = c.socketAuthorizer(noun)
	}
	out := &socketTree{
		selection: c.selector(t.RouteSelectionExpression),
		routes:    make(map[string]*socketRoute, t.Routes.Len()),
		key:       c.selector(cmp.Or(t.ApiKeySelectionExpression, "$request.header.x-api-key")),
		disabled:  t.DisableExecuteApiEndpoint,
	}
	backends := map[string]*socketBackend{} // routes may share them
	for _, r := range t.Routes.All() {
		out.routes[r.RouteKey] = c.socketRoute(t, r, backends)
	}
	return out
}

// selector reads an expression; a path in it that cannot be read is said to the log.
func (c compiler) selector(source string) selector {
	s := parseSelector(source)
	for _, p := range s.parts {
		if p.from == leadsNowhere {
			c.log.Warn("a path in a selection expression cannot be read and leads nowhere", "expression", source, "path", p.text)
		}
	}
	return s
}

func (c compiler) socketRoute(t *projections.ApiTree, r *projections.Route, backends map[string]*socketBackend) *socketRoute {
	c.log = c.log.With("route", r.RouteKey)
	out := &socketRoute{key: r.RouteKey, noun: &r.Route, authorizer: c.authorizers[r.AuthorizerId], models: c.socketModels(t, r)}
	answer, _ := parseSelector(r.RouteResponseSelectionExpression).constant()
	out.answers = answer == "$default"
	out.required = c.requiredParameters(&r.Route)
	id, ok := strings.CutPrefix(r.Target, "integrations/")
	if !ok {
		return out
	}
	if backends[id] == nil {
		if in := t.Integrations.Get(id); in != nil {
			backends[id] = c.socketBackend(in)
		}
	}
	out.backend = backends[id]
	return out
}

func (c compiler) socketBackend(in *projections.Integration) *socketBackend {
	b := &socketBackend{
		kind:        in.IntegrationType,
		noun:        &in.Integration,
		verb:        cmp.Or(in.IntegrationMethod, http.MethodPost),
		uri:         parseURI(in.IntegrationUri),
		timeout:     cmp.Or(time.Duration(in.TimeoutInMillis)*time.Millisecond, defaultTimeout),
		parameters:  c.socketMappings("integration.request.", in.RequestParameters),
		template:    c.selector(in.TemplateSelectionExpression),
		templates:   c.socketTemplates(in.RequestTemplates),
		passthrough: in.PassthroughBehavior,
		answer:      c.selector(cmp.Or(in.IntegrationResponseSelectionExpression, usualAnswer(in.IntegrationType))),
	}
	if in.ConnectionType == "VPC_LINK" {
		b.link = parseURI(in.ConnectionId)
	}
	for _, m := range b.parameters {
		if m.place == inHeader && barred(b.kind, m.name) {
			b.barred = m.name
		}
	}
	b.answers = c.socketAnswers(in)
	return b
}

// usualAnswer is by what integration responses are chosen unless the integration
// says otherwise.
func usualAnswer(kind string) string {
	if kind == "AWS" {
		return "${integration.response.body.errorMessage}"
	}
	return "${integration.response.statuscode}"
}

// socketTemplates compiles templates by their keys. Those that were given empty are
// none.
func (c compiler) socketTemplates(given map[string]string) map[string]*template {
	if len(given) == 0 {
		return nil
	}
	out := make(map[string]*template, len(given))
	for _, key := range sortedKeys(given) {
		if given[key] == "" {
			continue
		}
		out[key] = newTemplate(given[key])
		if err := out[key].broken; err != nil {
			c.log.Warn("a mapping template cannot be read; messages that need it fail", "key", key, "error", err)
		}
	}
	return out
}
