package projections

import (
	"encoding/json"
	"strings"

	"reel/events/apigateway"
)

// A RestApi is a REST API with all that belongs to it.
type RestApi struct {
	Caches                Table[Caches]                       `json:"caches,omitzero"` // by stage
	Deployments           Table[Deployment]                   `json:"deployments,omitzero"`
	DocumentationParts    Table[apigateway.DocumentationPart] `json:"documentationParts,omitzero"`
	DocumentationVersions Table[DocumentationVersion]         `json:"documentationVersions,omitzero"`
	Stages                Table[apigateway.Stage]             `json:"stages,omitzero"`
	Tree                  *Tree                               `json:"tree"` // as it is now; stages serve a deployment's
}

// A Tree is what a deployment keeps of a REST API and what a stage serves: the
// API's own members and all that its methods are made of.
type Tree struct {
	Authorizers        Table[apigateway.Authorizer]       `json:"authorizers,omitzero"`
	GatewayResponses   Table[apigateway.GatewayResponse]  `json:"gatewayResponses,omitzero"`  // its own, by type
	Models             Table[apigateway.Model]            `json:"models,omitzero"`            // by name
	RequestValidators  Table[apigateway.RequestValidator] `json:"requestValidators,omitzero"` // by id
	Resources          Table[apigateway.Resource]         `json:"resources"`
	apigateway.RestApi `json:"restApi"`

	paths  Table[string] // path to id, for lists in AWS's order, for children and for subtrees
	digest *lazyDigest
}

// A Deployment is the tree of a REST API as it was when it was deployed.
type Deployment struct {
	apigateway.Deployment
	Tree *Tree
}

// A DocumentationVersion is a REST API's documentation as it was when the
// version was made.
type DocumentationVersion struct {
	Parts                           Table[apigateway.DocumentationPart] `json:"parts,omitzero"`
	apigateway.DocumentationVersion `json:"version"`
}

// Caches are how often a stage's caches were emptied. What a cache keeps of a
// stage is of no use once its number is another.
type Caches struct {
	Authorizers uint64 `json:"authorizers"` // of authorizers' answers
	Data        uint64 `json:"data"`        // of methods' answers
}

// newRestApi is a REST API with all that it was created with; its root is there
// in any case.
func newRestApi(e apigateway.RestApiCreated) RestApi {
	t := &Tree{RestApi: e.RestApi, digest: new(lazyDigest)}
	t.set(&apigateway.Resource{Id: e.RestApi.RootResourceId, Path: "/"})
	for i := range e.Resources {
		t.set(&e.Resources[i])
	}
	for i, a := range e.Authorizers {
		t.Authorizers = t.Authorizers.Set(a.Id, &e.Authorizers[i])
	}
	for i, r := range e.GatewayResponses {
		t.GatewayResponses = t.GatewayResponses.Set(r.ResponseType, &e.GatewayResponses[i])
	}
	for i, m := range e.Models {
		t.Models = t.Models.Set(m.Name, &e.Models[i])
	}
	for i, v := range e.RequestValidators {
		t.RequestValidators = t.RequestValidators.Set(v.Id, &e.RequestValidators[i])
	}
	return RestApi{Tree: t}
}

// changed is the tree with f done to a copy of it.
func (t *Tree) changed(f func(*Tree)) *Tree {
	next := *t
	next.digest = new(lazyDigest)
	f(&next)
	return &next
}

// Under is the path of what stands under a path with the given path part.
func Under(path, part string) string { return strings.TrimSuffix(path, "/") + "/" + part }

// Child is the resource with the given path part under a parent, nil if none.
func (t *Tree) Child(parentID, part string) *apigateway.Resource {
	if parent := t.Resources.Get(parentID); parent != nil {
		return t.ByPath(Under(parent.Path, part))
	}
	return nil
}

// VariableChild is the resource under a parent whose path part is a variable,
// nil if none: there is one at most.
func (t *Tree) VariableChild(parentID string) *apigateway.Resource {
	parent := t.Resources.Get(parentID)
	if parent == nil {
		return nil
	}
	// Its path comes before those of all resources under it.
	from := Under(parent.Path, "{")
	for path, id := range t.paths.From(from) {
		if strings.HasPrefix(path, from) {
			return t.Resources.Get(*id)
		}
		break
	}
	return nil
}

// ByPath is the resource at a path, nil if none.
func (t *Tree) ByPath(path string) *apigateway.Resource {
	if id := t.paths.Get(path); id != nil {
		return t.Resources.Get(*id)
	}
	return nil
}

// Subtree yields the resource at a path and all resources under it, by path.
func (t *Tree) Subtree(path string) func(yield func(*apigateway.Resource) bool) {
	under := strings.TrimSuffix(path, "/") + "/"
	return func(yield func(*apigateway.Resource) bool) {
		if r := t.ByPath(path); r != nil && !yield(r) {
			return
		}
		for p, id := range t.paths.From(under) {
			if !strings.HasPrefix(p, under) {
				return
			}
			if p != path && !yield(t.Resources.Get(*id)) {
				return
			}
		}
	}
}

// withResource is the tree with a resource set.
func (t *Tree) withResource(r apigateway.Resource) *Tree {
	return t.changed(func(t *Tree) { t.set(&r) })
}

func (t *Tree) set(r *apigateway.Resource) {
	id := r.Id
	t.Resources = t.Resources.Set(id, r)
	t.paths = t.paths.Set(r.Path, &id)
}

func (t *Tree) unset(r *apigateway.Resource) {
	t.Resources = t.Resources.Delete(r.Id)
	t.paths = t.paths.Delete(r.Path)
}

// withMovedResource is the tree with a resource renamed or moved and the paths
// of all resources under it following.
func (t *Tree) withMovedResource(r apigateway.Resource) *Tree {
	was := t.Resources.Get(r.Id)
	if was == nil {
		return t
	}
	return t.changed(func(next *Tree) {
		var moved []*apigateway.Resource
		for sub := range t.Subtree(was.Path) {
			next.unset(sub)
			moved = append(moved, sub)
		}
		for _, sub := range moved {
			now := *sub
			if sub.Id == r.Id {
				now = r
			}
			now.Path = r.Path + strings.TrimPrefix(sub.Path, was.Path)
			next.set(&now)
		}
	})
}

// withoutResource is the tree without a resource and all resources under it.
func (t *Tree) withoutResource(id string) *Tree {
	r := t.Resources.Get(id)
	if r == nil {
		return t
	}
	return t.changed(func(next *Tree) {
		for sub := range t.Subtree(r.Path) {
			next.unset(sub)
		}
	})
}

// UnmarshalJSON reads a tree back and indexes it anew.
func (t *Tree) UnmarshalJSON(data []byte) error {
	var plain struct {
		Authorizers       Table[apigateway.Authorizer]       `json:"authorizers"`
		GatewayResponses  Table[apigateway.GatewayResponse]  `json:"gatewayResponses"`
		Models            Table[apigateway.Model]            `json:"models"`
		RequestValidators Table[apigateway.RequestValidator] `json:"requestValidators"`
		Resources         Table[apigateway.Resource]         `json:"resources"`
		RestApi           apigateway.RestApi                 `json:"restApi"`
	}
	if err := json.Unmarshal(data, &plain); err != nil {
		return err
	}
	*t = Tree{
		Authorizers: plain.Authorizers, GatewayResponses: plain.GatewayResponses, Models: plain.Models,
		RequestValidators: plain.RequestValidators, Resources: plain.Resources, RestApi: plain.RestApi, digest: new(lazyDigest),
	}
	for _, r := range plain.Resources.All() {
		id := r.Id
		t.paths = t.paths.Set(r.Path, &id)
	}
	return nil
}
