package gateway

import (
	"cmp"
	"log/slog"
	"sync"
	"time"

	"reel/events/apigateway"
	"reel/http/gateway/iam"
	"reel/projections"
)

// A tree is what a deployment's tree is compiled to: all that can be known before
// a call comes. It is immutable and does not hold on to what it was made of.
type tree struct {
	root     node
	disabled bool        // disableExecuteApiEndpoint
	policy   *iam.Policy // the API's own, nil when it has none
	// keyFromAuthorizer says that API keys are what authorizers name, not what
	// callers show.
	keyFromAuthorizer bool
	compressFrom      int                         // minimumCompressionSize, -1 when answers are not compressed
	binary            mediaTypes                  // binaryMediaTypes
	responses         map[string]*gatewayResponse // by type, nil when they are AWS's
}

// A method is a verb on a resource, compiled.
type method struct {
	resourceID   string
	resourcePath string
	noun         *apigateway.Method
	authorizer   *authorizer // nil when it names none that is there
	backend      *backend    // nil when it has no integration
	checks       *checks     // nil when requests are not validated
	subjects     []string    // of the nouns that it is made of
}

// A backend is an integration, compiled.
type backend struct {
	kind        string // MOCK, HTTP, HTTP_PROXY, AWS or AWS_PROXY
	noun        *apigateway.Integration
	verb        string // sent to the backend; empty is the client's
	uri         uriTemplate
	link        uriTemplate // the id of its VPC link, where it has one
	timeout     time.Duration
	insecure    bool
	parameters  []mapping    // of the request
	cacheKey    []expression // what tells its cached answers apart
	barred      string       // the header that AWS does not let a mapping set, if one does
	templates   templates    // of the request
	passthrough string
	answers     []*answer // by status code
	chosen      choices
}

// defaultTimeout is how long AWS waits for a backend unless told otherwise.
const defaultTimeout = 29 * time.Second

// A compiler turns a deployment's tree into what calls are carried out by. What it
// cannot make sense of it says once, to the log.
type compiler struct {
	log         *slog.Logger
	api         string                 // the id of the tree's API
	authorizers map[string]*authorizer // of the tree that is being compiled, by id
	models      map[string]*model      // those that validators have named so far
}

func (c compiler) tree(t *projections.Tree) *tree {
	out := &tree{disabled: t.DisableExecuteApiEndpoint, binary: newMediaTypes(t.BinaryMediaTypes), keyFromAuthorizer: t.ApiKeySource == "AUTHORIZER"}
	out.compressFrom = -1
	if size := t.MinimumCompressionSize; size != nil {
		out.compressFrom = int(*size)
	}
	c.log, c.api = c.log.With("api", t.Id), t.Id
	out.policy = c.resourcePolicy(t.RestApi)
	c.authorizers, c.models = map[string]*authorizer{}, map[string]*model{}
	for id, noun := range t.Authorizers.All() {
		c.authorizers[id] = c.authorizer(noun)
	}
	out.responses = c.responses(t)
	for _, r := range t.Resources.All() {
		if len(r.ResourceMethods) == 0 {
			continue
		}
		at := out.root.insert(r.Path)
		at.methods = make(map[string]*method, len(r.ResourceMethods))
		for verb, m := range r.ResourceMethods {
			at.methods[verb] = c.method(r, verb, m)
			at.methods[verb].checks = c.checks(t, m)
		}
	}
	return out
}

func (c compiler) method(r *apigateway.Resource, verb string, noun *apigateway.Method) *method {
	m := &method{resourceID: r.Id, resourcePath: r.Path, noun: noun, authorizer: c.authorizers[noun.AuthorizerId]}
	m.subjects = subjectsOf(c.api, r.Id, verb, noun)
	if noun.MethodIntegration != nil {
		c.log = c.log.With("method", verb+" "+r.Path)
		m.backend = c.backend(noun.MethodIntegration)
	}
	return m
}

func (c compiler) backend(i *apigateway.Integration) *backend {
	b := &backend{
		kind:        i.Type,
		noun:        i,
		verb:        i.HttpMethod,
		uri:         parseURI(i.Uri),
		link:        parseURI(i.ConnectionId),
		timeout:     cmp.Or(time.Duration(i.TimeoutInMillis)*time.Millisecond, defaultTimeout),
		insecure:    i.TlsConfig != nil && i.TlsConfig.InsecureSkipVerification,
		parameters:  c.mappings("integration.request.", i.RequestParameters),
		templates:   c.templates(i.RequestTemplates),
		passthrough: i.PassthroughBehavior,
	}
	if b.verb == "ANY" {
		b.verb = ""
	}
	for _, m := range b.parameters {
		if m.place == inHeader && barred(b.kind, m.name) {
			b.barred = m.name
		}
	}
	b.cacheKey = c.cacheKey(i)
	b.chosen.byStatus = new(sync.Map)
	b.answers = c.answers(i.IntegrationResponses)
	return b
}
