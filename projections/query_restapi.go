package projections

import (
	"slices"

	"reel/events"
	"reel/events/apigateway"
)

// RestApi is the REST API with the given id, or AWS's refusal.
func (w World) RestApi(id string) (*RestApi, error) {
	if api := w.region.RestApis.Get(id); api != nil {
		return api, nil
	}
	return nil, events.Refuse(events.NotFound, "Invalid API identifier specified %s:%s", w.Account, id)
}

// Resource is a resource of a REST API. AWS names the resource, not the API,
// when the API is unknown.
func (w World) Resource(restApiID, id string) (*RestApi, *apigateway.Resource, error) {
	if api := w.region.RestApis.Get(restApiID); api != nil {
		if r := api.Tree.Resources.Get(id); r != nil {
			return api, r, nil
		}
	}
	return nil, nil, events.Refuse(events.NotFound, "Invalid Resource identifier specified")
}

// Method is a method of a resource, or AWS's refusal.
func (w World) Method(restApiID, resourceID, verb string) (*RestApi, *apigateway.Method, error) {
	api, r, err := w.Resource(restApiID, resourceID)
	if err != nil {
		return nil, nil, err
	}
	if m := r.ResourceMethods[verb]; m != nil {
		return api, m, nil
	}
	return nil, nil, events.Refuse(events.NotFound, "Invalid Method identifier specified")
}

// GetRestApi answers GetRestApi.
func (w World) GetRestApi(c apigateway.GetRestApi) (RestApiView, error) {
	api, err := w.RestApi(c.RestApiId)
	if err != nil {
		return RestApiView{}, err
	}
	return ShowRestApi(api.Tree.RestApi), nil
}

// GetRestApis answers GetRestApis, by id: AWS's order is not that of creation.
func (w World) GetRestApis(apigateway.GetRestApis) (Listing, error) {
	return listing(w.region.RestApis, func(api *RestApi) any { return api.Tree.RestApi }), nil
}

// A RestApiView is a REST API as the answers of GetRestApi and UpdateRestApi
// show it: with its tags even when it has none, unlike a list or CreateRestApi.
type RestApiView struct {
	apigateway.RestApi
	Tags map[string]string `json:"tags"`
}

// ShowRestApi is a REST API as the answers of GetRestApi and UpdateRestApi show it.
func ShowRestApi(a apigateway.RestApi) RestApiView {
	v := RestApiView{a, a.Tags}
	if v.Tags == nil {
		v.Tags = map[string]string{}
	}
	return v
}

// GetResource answers GetResource.
func (w World) GetResource(c apigateway.GetResource) (any, error) {
	if _, err := w.RestApi(c.RestApiId); err != nil {
		return nil, err
	}
	_, r, err := w.Resource(c.RestApiId, c.ResourceId)
	if err != nil {
		return nil, err
	}
	return ShowResource(*r, slices.Contains(c.Embed, "methods")), nil
}

// GetResources answers GetResources: by path in plain ASCII order.
func (w World) GetResources(c apigateway.GetResources) (Listing, error) {
	api, err := w.RestApi(c.RestApiId)
	if err != nil {
		return Listing{}, err
	}
	methods := slices.Contains(c.Embed, "methods")
	return listing(api.Tree.paths, func(id *string) any {
		return ShowResource(*api.Tree.Resources.Get(*id), methods)
	}), nil
}

// A ResourceView is a resource as an answer shows it: its methods by verb,
// empty unless they were asked for.
type ResourceView struct {
	apigateway.Resource
	ResourceMethods map[string]any `json:"resourceMethods,omitempty"`
}

// ShowResource is a resource as an answer shows it.
func ShowResource(r apigateway.Resource, methods bool) ResourceView {
	v := ResourceView{Resource: r}
	for verb, m := range r.ResourceMethods {
		if v.ResourceMethods == nil {
			v.ResourceMethods = map[string]any{}
		}
		if v.ResourceMethods[verb] = struct{}{}; methods {
			v.ResourceMethods[verb] = m
		}
	}
	return v
}
