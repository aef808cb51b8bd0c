package decide

import (
	"maps"
	"slices"
	"strings"

	"reel/events"
	"reel/events/apigateway"
	"reel/projections"
)

// CreateRestApi makes a REST API with its root resource and its first models, or
// with those of the API that it is cloned from.
func CreateRestApi(env events.Env, w projections.World, c apigateway.CreateRestApi) (events.Event, error) {
	if err := checkRestApi(c); err != nil {
		return nil, err
	}
	endpoint, err := endpointConfiguration(c.EndpointConfiguration)
	if err != nil {
		return nil, err
	}
	if err := checkTags(c.Tags); err != nil {
		return nil, err
	}
	id, err := env.ApiID(c.Tags)
	if err != nil {
		return nil, err
	}
	policy, err := escapePolicy(w, id, deref(c.Policy))
	if err != nil {
		return nil, err
	}
	api := apigateway.RestApi{
		ApiKeySource:              valueOr(c.ApiKeySource, "HEADER"),
		BinaryMediaTypes:          c.BinaryMediaTypes,
		CreatedDate:               env.Now.Unix(),
		Description:               deref(c.Description),
		DisableExecuteApiEndpoint: deref(c.DisableExecuteApiEndpoint),
		EndpointAccessMode:        deref(c.EndpointAccessMode),
		EndpointConfiguration:     endpoint,
		Id:                        id,
		MinimumCompressionSize:    c.MinimumCompressionSize,
		Name:                      c.Name,
		Policy:                    policy,
		RootResourceId:            env.NewID(10),
		SecurityPolicy:            deref(c.SecurityPolicy),
		Tags:                      maps.Clone(c.Tags),
		Version:                   deref(c.Version),
	}
	if c.CloneFrom != nil {
		return cloned(env, w, api, c)
	}
	return apigateway.RestApiCreated{Models: firstModels(env), RestApi: api}, nil
}

// checkRestApi refuses what AWS refuses before it looks at the endpoint.
func checkRestApi(c apigateway.CreateRestApi) error {
	switch {
	case c.Name == "":
		return events.Refuse(events.BadRequest, "Name cannot be an empty string")
	case c.Description != nil && *c.Description == "":
		return events.Refuse(events.BadRequest, "Description cannot be an empty string")
	case c.MinimumCompressionSize != nil:
		return checkCompressionSize(*c.MinimumCompressionSize)
	}
	return nil
}

func checkCompressionSize(bytes int64) error {
	if bytes < 0 || bytes > 10<<20 {
		return errCompressionSize
	}
	return nil
}

var errCompressionSize = events.Refuse(events.BadRequest, "Invalid minimum compression size, must be between 0 and 10485760")

// cloned is the event of an API that starts with the live resources of another
// and with what their methods refer to, which keeps its ids.
// Of the other's own members it takes those that tell how calls are served; the
// rest, and what the caller gives, is the caller's. The event carries the
// outcome, so that folding it does not look at the other API.
func cloned(env events.Env, w projections.World, api apigateway.RestApi, c apigateway.CreateRestApi) (events.Event, error) {
	from, err := w.RestApi(*c.CloneFrom)
	if err != nil {
		return nil, events.Refuse(events.BadRequest, "Invalid REST API identifier specified")
	}
	if c.ApiKeySource == nil {
		api.ApiKeySource = from.Tree.ApiKeySource
	}
	if c.BinaryMediaTypes == nil {
		api.BinaryMediaTypes = slices.Clone(from.Tree.BinaryMediaTypes)
	}
	if c.MinimumCompressionSize == nil {
		api.MinimumCompressionSize = from.Tree.MinimumCompressionSize
	}
	return apigateway.RestApiCreated{
		Authorizers:       rows(from.Tree.Authorizers),
		GatewayResponses:  rows(from.Tree.GatewayResponses),
		Models:            cloneModels(from.Tree, api.Id),
		RequestValidators: rows(from.Tree.RequestValidators),
		Resources:         cloneResources(env, from.Tree, api.RootResourceId),
		RestApi:           api,
	}, nil
}

// cloneResources are the resources of a tree under new ids, parents first.
func cloneResources(env events.Env, t *projections.Tree, rootID string) []apigateway.Resource {
	ids := map[string]string{t.RootResourceId: rootID}
	var out []apigateway.Resource
	for r := range t.Subtree("/") {
		if ids[r.Id] == "" {
			ids[r.Id] = env.NewID(6)
		}
		now := *r
		now.Id, now.ParentId = ids[r.Id], ids[r.ParentId]
		now.ResourceMethods = maps.Clone(r.ResourceMethods)
		for verb, m := range r.ResourceMethods {
			now.ResourceMethods[verb] = cloneMethod(m, r.Id, now.Id)
		}
		out = append(out, now)
	}
	return out
}

// cloneMethod is a method whose cache namespace follows its resource's new id,
// which it is unless the caller chose another.
func cloneMethod(m *apigateway.Method, was, now string) *apigateway.Method {
	if m.MethodIntegration == nil || m.MethodIntegration.CacheNamespace != was {
		return m
	}
	method, integration := *m, *m.MethodIntegration
	integration.CacheNamespace = now
	method.MethodIntegration = &integration
	return &method
}

// UpdateRestApi patches a REST API's own members.
func UpdateRestApi(_ events.Env, w projections.World, c apigateway.UpdateRestApi) (events.Event, error) {
	api, err := w.RestApi(c.RestApiId)
	if err != nil {
		return nil, err
	}
	draft := restApiDraft{api.Tree.RestApi, w}
	draft.BinaryMediaTypes = slices.Clone(draft.BinaryMediaTypes)
	draft.EndpointConfiguration = cloneEndpoint(draft.EndpointConfiguration)
	if err := restApiPatch.apply(&draft, c.PatchOperations); err != nil {
		return nil, err
	}
	if err := checkEndpoint(draft.EndpointConfiguration); err != nil {
		return nil, err
	}
	return apigateway.RestApiUpdated{RestApi: draft.RestApi}, nil
}

// DeleteRestApi takes a REST API away with all that it holds, unless a domain
// name leads to it.
func DeleteRestApi(_ events.Env, w projections.World, c apigateway.DeleteRestApi) (events.Event, error) {
	if _, err := w.RestApi(c.RestApiId); err != nil {
		return nil, err
	}
	if domains := w.MappedTo(c.RestApiId, ""); len(domains) > 0 {
		// https://github.com/glomex/gcdt/issues/373
		return nil, events.Refuse(events.BadRequest, "Deleting RestApi %s failed. Please remove all base path mappings related to the RestApi in your domains: %s",
			c.RestApiId, strings.Join(domains, ", "))
	}
	return apigateway.RestApiDeleted{RestApiId: c.RestApiId}, nil
}
