package decide

import (
	"maps"

	"reel/events"
	"reel/events/apigateway"
	"reel/projections"
)

// PutIntegrationResponse says how an answer of the backend is turned into one of
// the method's; what was said before is overwritten whole.
func PutIntegrationResponse(_ events.Env, w projections.World, c apigateway.PutIntegrationResponse) (events.Event, error) {
	m, err := w.Integration(c.RestApiId, c.ResourceId, c.HttpMethod)
	if err != nil {
		return nil, err
	}
	r := apigateway.IntegrationResponse{
		ContentHandling: deref(c.ContentHandling), ResponseParameters: c.ResponseParameters,
		ResponseTemplates: storedAll(c.ResponseTemplates), SelectionPattern: c.SelectionPattern, StatusCode: c.StatusCode,
	}
	if err := checkIntegrationResponse(m, &r); err != nil {
		return nil, err
	}
	return apigateway.IntegrationResponsePut{
		HttpMethod: c.HttpMethod, IntegrationResponse: r, ResourceId: c.ResourceId, RestApiId: c.RestApiId,
	}, nil
}

// UpdateIntegrationResponse patches an integration response.
func UpdateIntegrationResponse(_ events.Env, w projections.World, c apigateway.UpdateIntegrationResponse) (events.Event, error) {
	m, was, err := w.IntegrationResponse(c.RestApiId, c.ResourceId, c.HttpMethod, c.StatusCode)
	if err != nil {
		return nil, err
	}
	r := *was
	r.ResponseParameters, r.ResponseTemplates = maps.Clone(was.ResponseParameters), maps.Clone(was.ResponseTemplates)
	if err := integrationResponsePatch.apply(&r, c.PatchOperations); err != nil {
		return nil, err
	}
	if err := checkIntegrationResponse(m, &r); err != nil {
		return nil, err
	}
	return apigateway.IntegrationResponseUpdated{
		HttpMethod: c.HttpMethod, IntegrationResponse: r, ResourceId: c.ResourceId, RestApiId: c.RestApiId,
	}, nil
}

// DeleteIntegrationResponse takes an integration response away. Of a method that
// is not there AWS says here that its integration is not.
func DeleteIntegrationResponse(_ events.Env, w projections.World, c apigateway.DeleteIntegrationResponse) (events.Event, error) {
	_, r, err := w.Resource(c.RestApiId, c.ResourceId)
	if err != nil {
		return nil, err
	}
	if r.ResourceMethods[c.HttpMethod] == nil {
		return nil, events.Refuse(events.NotFound, "Invalid Integration identifier specified")
	}
	if _, _, err := w.IntegrationResponse(c.RestApiId, c.ResourceId, c.HttpMethod, c.StatusCode); err != nil {
		return nil, err
	}
	return apigateway.IntegrationResponseDeleted{
		MethodKey:  apigateway.MethodKey{HttpMethod: c.HttpMethod, ResourceId: c.ResourceId, RestApiId: c.RestApiId},
		StatusCode: c.StatusCode,
	}, nil
}

// integrationResponsePatch is what UpdateIntegrationResponse may patch:
// https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateIntegrationResponse-Patch.
var integrationResponsePatch = patcher[apigateway.IntegrationResponse]{
	unknownPath: unknownPath,
	wrongOp:     wrongOp,
	rules: []rule[apigateway.IntegrationResponse]{
		texts("/contentHandling", func(r *apigateway.IntegrationResponse) *string { return &r.ContentHandling }),
		{"/selectionPattern", replaceOnly, func(r *apigateway.IntegrationResponse, o operation) error {
			pattern := o.text()
			r.SelectionPattern = &pattern
			return nil
		}},
		entries("/responseParameters/{name}",
			func(r *apigateway.IntegrationResponse) *map[string]string { return &r.ResponseParameters }, operation.text, noParameter),
		entries("/responseTemplates/{contentType}",
			func(r *apigateway.IntegrationResponse) *map[string]*string { return &r.ResponseTemplates }, template, noContentType),
	},
}

func checkIntegrationResponse(m *apigateway.Method, r *apigateway.IntegrationResponse) error {
	if err := checkContentHandling(r.ContentHandling); err != nil {
		return err
	}
	if err := checkContentTypes(r.ResponseTemplates); err != nil {
		return err
	}
	return checkResponseMappings(m, r)
}
