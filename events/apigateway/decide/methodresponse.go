package decide

import (
	"maps"

	"reel/events"
	"reel/events/apigateway"
	"reel/projections"
)

// PutMethodResponse declares an answer of a method; one that is declared already
// is not overwritten.
func PutMethodResponse(_ events.Env, w projections.World, c apigateway.PutMethodResponse) (events.Event, error) {
	api, m, err := w.Method(c.RestApiId, c.ResourceId, c.HttpMethod)
	if err != nil {
		return nil, err
	}
	r := apigateway.MethodResponse{
		ResponseModels: c.ResponseModels, ResponseParameters: c.ResponseParameters, StatusCode: c.StatusCode,
	}
	if err := checkMethodResponse(api.Tree, &r); err != nil {
		return nil, err
	}
	if m.MethodResponses[c.StatusCode] != nil {
		return nil, events.Refuse(events.Conflict, "Response already exists for this resource")
	}
	return apigateway.MethodResponsePut{
		HttpMethod: c.HttpMethod, MethodResponse: r, ResourceId: c.ResourceId, RestApiId: c.RestApiId,
	}, nil
}

// UpdateMethodResponse patches a declared answer.
func UpdateMethodResponse(_ events.Env, w projections.World, c apigateway.UpdateMethodResponse) (events.Event, error) {
	api, was, err := w.MethodResponse(c.RestApiId, c.ResourceId, c.HttpMethod, c.StatusCode)
	if err != nil {
		return nil, err
	}
	r := *was
	r.ResponseModels, r.ResponseParameters = maps.Clone(was.ResponseModels), maps.Clone(was.ResponseParameters)
	if err := methodResponsePatch.apply(&r, c.PatchOperations); err != nil {
		return nil, err
	}
	if err := checkMethodResponse(api.Tree, &r); err != nil {
		return nil, err
	}
	return apigateway.MethodResponseUpdated{
		HttpMethod: c.HttpMethod, MethodResponse: r, ResourceId: c.ResourceId, RestApiId: c.RestApiId,
	}, nil
}

// DeleteMethodResponse takes a declared answer away.
func DeleteMethodResponse(_ events.Env, w projections.World, c apigateway.DeleteMethodResponse) (events.Event, error) {
	if _, _, err := w.MethodResponse(c.RestApiId, c.ResourceId, c.HttpMethod, c.StatusCode); err != nil {
		return nil, err
	}
	return apigateway.MethodResponseDeleted{
		MethodKey:  apigateway.MethodKey{HttpMethod: c.HttpMethod, ResourceId: c.ResourceId, RestApiId: c.RestApiId},
		StatusCode: c.StatusCode,
	}, nil
}

// methodResponsePatch is what UpdateMethodResponse may patch:
// https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateMethodResponse-Patch.
var methodResponsePatch = patcher[apigateway.MethodResponse]{
	unknownPath: unknownPath,
	wrongOp:     wrongOp,
	rules: []rule[apigateway.MethodResponse]{
		entries("/responseModels/{contentType}",
			func(r *apigateway.MethodResponse) *map[string]string { return &r.ResponseModels }, operation.text, noContentType),
		entries("/responseParameters/{name}",
			func(r *apigateway.MethodResponse) *map[string]bool { return &r.ResponseParameters }, operation.flag, noParameter),
	},
}

func checkMethodResponse(t *projections.Tree, r *apigateway.MethodResponse) error {
	if err := checkModels(t, r.ResponseModels); err != nil {
		return err
	}
	return checkParameters(r.ResponseParameters, "method.response.", methodResponse)
}
