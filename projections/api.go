package projections

import (
	"encoding/json"
	"time"

	"reel/events/apigatewayv2"
)

// An Api is an HTTP or WebSocket API with all that belongs to it.
type Api struct {
	Caches      Table[ApiCaches]          `json:"caches,omitzero"` // by stage
	Deployments Table[ApiDeployment]      `json:"deployments,omitzero"`
	Stages      Table[apigatewayv2.Stage] `json:"stages,omitzero"`
	Tree        *ApiTree                  `json:"tree"` // as it is now; stages serve a deployment's
}

// An ApiTree is what a deployment keeps of an HTTP or WebSocket API and what a
// stage serves: the API's own members, its routes and all that they are made of.
type ApiTree struct {
	apigatewayv2.Api `json:"api"`
	Authorizers      Table[apigatewayv2.Authorizer] `json:"authorizers,omitzero"`
	Integrations     Table[Integration]             `json:"integrations,omitzero"`
	Models           Table[apigatewayv2.Model]      `json:"models,omitzero"` // by id
	Routes           Table[Route]                   `json:"routes,omitzero"`

	keys   Table[string] // route key to id
	digest *lazyDigest
}

// A Route is a route of an HTTP or WebSocket API with what it answers.
type Route struct {
	Responses          Table[apigatewayv2.RouteResponse] `json:"responses,omitzero"`
	apigatewayv2.Route `json:"route"`
}

// An Integration is an integration of an HTTP or WebSocket API with its responses.
type Integration struct {
	apigatewayv2.Integration `json:"integration"`
	Responses                Table[apigatewayv2.IntegrationResponse] `json:"responses,omitzero"`
}

// An ApiDeployment is the tree of an HTTP or WebSocket API as it was when it was
// deployed.
type ApiDeployment struct {
	apigatewayv2.Deployment
	Tree *ApiTree
}

// ApiCaches are how often what a stage remembers was forgotten. What a cache
// keeps of a stage is of no use once its number is another.
type ApiCaches struct {
	Authorizers uint64 `json:"authorizers"` // of authorizers' answers
}

// newApi is an API with all that it was created with.
func newApi(e apigatewayv2.ApiCreated) Api {
	t := NewApiTree(e.Api)
	for i, a := range e.Authorizers {
		t.Authorizers = t.Authorizers.Set(a.AuthorizerId, &e.Authorizers[i])
	}
	for _, in := range e.Integrations {
		t.setIntegration(in)
	}
	for i, m := range e.Models {
		t.Models = t.Models.Set(m.ModelId, &e.Models[i])
	}
	for _, r := range e.Routes {
		t.setRoute(r)
	}
	api := Api{Tree: t}
	for _, st := range e.Stages {
		api = api.withStage(st)
	}
	return api
}

// NewApiTree is the tree of an API that has nothing yet. Decisions look things up
// in one that is nowhere but with them; see [ApiTree.AddRoute].
func NewApiTree(api apigatewayv2.Api) *ApiTree { return &ApiTree{Api: api, digest: new(lazyDigest)} }

// AddRoute adds a route to a tree that only its maker knows.
func (t *ApiTree) AddRoute(r apigatewayv2.Route) { t.setRoute(r) }

// changed is the tree with f done to a copy of it.
func (t *ApiTree) changed(f func(*ApiTree)) *ApiTree {
	next := *t
	next.digest = new(lazyDigest)
	f(&next)
	return &next
}

// ByKey is the route with the given key, such as GET /pets or $default, nil if none.
func (t *ApiTree) ByKey(routeKey string) *Route {
	if id := t.keys.Get(routeKey); id != nil {
		return t.Routes.Get(*id)
	}
	return nil
}

// KeyFrom is the first route, by the keys, whose key is not below a text; nil if
// there is none.
func (t *ApiTree) KeyFrom(text string) *Route {
	for _, id := range t.keys.From(text) {
		return t.Routes.Get(*id)
	}
	return nil
}

// setRoute sets a route; one that is there keeps its responses.
func (t *ApiTree) setRoute(r apigatewayv2.Route) {
	now := Route{Route: r}
	if was := t.Routes.Get(r.RouteId); was != nil {
		now.Responses = was.Responses
		t.keys = t.keys.Delete(was.RouteKey)
	}
	t.Routes = t.Routes.Set(r.RouteId, &now)
	t.keys = t.keys.Set(r.RouteKey, &now.RouteId)
}

func (t *ApiTree) unsetRoute(id string) {
	if was := t.Routes.Get(id); was != nil {
		t.keys = t.keys.Delete(was.RouteKey)
		t.Routes = t.Routes.Delete(id)
	}
}

// route changes a copy of a route that is there.
func (t *ApiTree) route(id string, f func(*Route)) {
	if was := t.Routes.Get(id); was != nil {
		now := *was
		f(&now)
		t.Routes = t.Routes.Set(id, &now)
	}
}

// setIntegration sets an integration; one that is there keeps its responses.
func (t *ApiTree) setIntegration(in apigatewayv2.Integration) {
	now := Integration{Integration: in}
	if was := t.Integrations.Get(in.IntegrationId); was != nil {
		now.Responses = was.Responses
	}
	t.Integrations = t.Integrations.Set(in.IntegrationId, &now)
}

// integration changes a copy of an integration that is there.
func (t *ApiTree) integration(id string, f func(*Integration)) {
	if was := t.Integrations.Get(id); was != nil {
		now := *was
		f(&now)
		t.Integrations = t.Integrations.Set(id, &now)
	}
}

func (api Api) withStage(st apigatewayv2.Stage) Api {
	api.Stages = api.Stages.Set(st.StageName, &st)
	return api
}

// deployed keeps the API's tree as it is now: no copy, only the pointer.
func (api Api) deployed(d apigatewayv2.Deployment) Api {
	api.Deployments = api.Deployments.Set(d.DeploymentId, &ApiDeployment{d, api.Tree})
	return api
}

// Digest is the SHA-256 of the tree in hex: of its members, in which every row
// is told by a SHA-256 of its own.
func (t *ApiTree) Digest() (string, error) { return t.digestWith(newForm()) }

func (t *ApiTree) digestWith(f *form) (string, error) {
	t.digest.once.Do(func() { t.digest.hex, t.digest.err = f.digestOf(t) })
	return t.digest.hex, t.digest.err
}

func (d *ApiDeployment) digestTree(f *form) error {
	_, err := d.Tree.digestWith(f)
	return err
}

// created is when the deployment was made, in seconds since 1970.
func (d *ApiDeployment) created() int64 {
	t, err := time.Parse(time.RFC3339, d.CreatedDate)
	if err != nil {
		return 0
	}
	return t.Unix()
}

// MarshalJSON writes the deployment with its tree's digest.
func (d ApiDeployment) MarshalJSON() ([]byte, error) {
	digest, err := d.Tree.Digest()
	if err != nil {
		return nil, err
	}
	return json.Marshal(struct {
		apigatewayv2.Deployment
		Tree string `json:"tree"`
	}{d.Deployment, digest})
}
