package apigateway

import "reel/events"

// A Resource is one path part of a REST API's tree, as GetResource shows it,
// with its methods whole.
// See https://docs.aws.amazon.com/apigateway/latest/api/API_Resource.html.
type Resource struct {
	Id              string             `json:"id"`
	ParentId        string             `json:"parentId,omitempty"` // none on the root
	Path            string             `json:"path"`               // from the root, such as /pets/{petId}
	PathPart        string             `json:"pathPart,omitempty"` // none on the root
	ResourceMethods map[string]*Method `json:"resourceMethods,omitempty"`
}

// ResourceCreated says that a REST API has grown a resource.
type ResourceCreated struct {
	Resource  Resource `json:"resource"`
	RestApiId string   `json:"restApiId"`
}

// ResourceUpdated says that a resource was renamed or moved; the paths of all
// resources under it follow.
type ResourceUpdated struct {
	Resource  Resource `json:"resource"` // with its methods, which did not change
	RestApiId string   `json:"restApiId"`
}

// ResourceDeleted says that a resource is gone with all resources under it.
type ResourceDeleted struct {
	ResourceId string `json:"resourceId"`
	RestApiId  string `json:"restApiId"`
}

// ResourceSubject is the subject of a resource of a REST API.
func ResourceSubject(restApiId, id string) string {
	return RestApiSubject(restApiId) + "/resources/" + id
}

// Subject is the new resource.
func (e ResourceCreated) Subject() string { return ResourceSubject(e.RestApiId, e.Resource.Id) }

// Subject is the changed resource.
func (e ResourceUpdated) Subject() string { return ResourceSubject(e.RestApiId, e.Resource.Id) }

// Subject is the resource that is gone.
func (e ResourceDeleted) Subject() string { return ResourceSubject(e.RestApiId, e.ResourceId) }

// Noun is the new resource.
func (e ResourceCreated) Noun() any { return e.Resource }

// Noun is the resource as it is afterwards.
func (e ResourceUpdated) Noun() any { return e.Resource }

func init() {
	events.Register[ResourceCreated]("apigateway.ResourceCreated")
	events.Register[ResourceUpdated]("apigateway.ResourceUpdated")
	events.Register[ResourceDeleted]("apigateway.ResourceDeleted")
}
