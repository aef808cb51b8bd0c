package decide

import (
	"maps"
	"slices"
	"strings"

	"reel/events"
	"reel/events/apigateway"
	"reel/projections"
)

// verbs are what a method may be for, in the order in which AWS names them.
var verbs = []string{"GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "HEAD", "ANY"}

// PutMethod makes a method of a resource; one that is there is not overwritten.
func PutMethod(_ events.Env, w projections.World, c apigateway.PutMethod) (events.Event, error) {
	api, r, err := w.Resource(c.RestApiId, c.ResourceId)
	if err != nil {
		return nil, err
	}
	if err := validOption("HttpMethod", c.HttpMethod, verbs); err != nil {
		return nil, err
	}
	m := apigateway.Method{
		ApiKeyRequired: deref(c.ApiKeyRequired), AuthorizationScopes: c.AuthorizationScopes,
		AuthorizationType: c.AuthorizationType, AuthorizerId: deref(c.AuthorizerId),
		HttpMethod: c.HttpMethod, OperationName: deref(c.OperationName), RequestModels: c.RequestModels,
		RequestParameters: c.RequestParameters, RequestValidatorId: deref(c.RequestValidatorId),
	}
	if err := checkMethod(api.Tree, &m); err != nil {
		return nil, err
	}
	if r.ResourceMethods[c.HttpMethod] != nil {
		return nil, events.Refuse(events.Conflict, "Method already exists for this resource")
	}
	return apigateway.MethodPut{Method: m, ResourceId: c.ResourceId, RestApiId: c.RestApiId}, nil
}

// UpdateMethod patches a method's own members.
func UpdateMethod(_ events.Env, w projections.World, c apigateway.UpdateMethod) (events.Event, error) {
	api, was, err := w.Method(c.RestApiId, c.ResourceId, c.HttpMethod)
	if err != nil {
		return nil, err
	}
	m := *was
	m.AuthorizationScopes = slices.Clone(was.AuthorizationScopes)
	m.RequestModels, m.RequestParameters = maps.Clone(was.RequestModels), maps.Clone(was.RequestParameters)
	if err := methodPatch.apply(&m, c.PatchOperations); err != nil {
		return nil, err
	}
	if err := checkMethod(api.Tree, &m); err != nil {
		return nil, err
	}
	return apigateway.MethodUpdated{Method: m, ResourceId: c.ResourceId, RestApiId: c.RestApiId}, nil
}

// DeleteMethod takes a method away with its integration and responses.
func DeleteMethod(_ events.Env, w projections.World, c apigateway.DeleteMethod) (events.Event, error) {
	if _, _, err := w.Method(c.RestApiId, c.ResourceId, c.HttpMethod); err != nil {
		return nil, err
	}
	return apigateway.MethodDeleted{MethodKey: apigateway.MethodKey(c)}, nil
}

// methodPatch is what UpdateMethod may patch:
// https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateMethod-Patch.
var methodPatch = patcher[apigateway.Method]{
	unknownPath: unknownPath,
	wrongOp:     wrongOp,
	rules: []rule[apigateway.Method]{
		// A value that is no boolean is taken for false (recorded on AWS).
		{"/apiKeyRequired", replaceOnly, func(m *apigateway.Method, o operation) error {
			m.ApiKeyRequired = o.flag()
			return nil
		}},
		{"/authorizationScopes", addRemove, patchScopes},
		texts("/authorizationType", func(m *apigateway.Method) *string { return &m.AuthorizationType }),
		texts("/authorizerId", func(m *apigateway.Method) *string { return &m.AuthorizerId }),
		texts("/operationName", func(m *apigateway.Method) *string { return &m.OperationName }),
		texts("/requestValidatorId", func(m *apigateway.Method) *string { return &m.RequestValidatorId }),
		entries("/requestModels/{contentType}",
			func(m *apigateway.Method) *map[string]string { return &m.RequestModels }, operation.text, noContentType),
		entries("/requestParameters/{name}",
			func(m *apigateway.Method) *map[string]bool { return &m.RequestParameters }, operation.flag, noParameter),
	},
}

// patchScopes adds or removes the scope that the operation's value names.
func patchScopes(m *apigateway.Method, o operation) error {
	at := slices.Index(m.AuthorizationScopes, o.text())
	switch {
	case o.op == "add" && at < 0:
		m.AuthorizationScopes = append(m.AuthorizationScopes, o.text())
	case o.op == "remove" && at >= 0:
		m.AuthorizationScopes = slices.Delete(m.AuthorizationScopes, at, at+1)
	}
	return nil
}

// checkMethod refuses a method that AWS would not have. It looks at the method
// as it is after all operations of a patch, so that type and authorizer may be
// set in any order.
func checkMethod(t *projections.Tree, m *apigateway.Method) error {
	if err := checkAuthorization(t, m); err != nil {
		return err
	}
	if m.RequestValidatorId != "" && !hasValidator(t, m.RequestValidatorId) {
		return events.Refuse(events.BadRequest, "Invalid Request Validator identifier specified")
	}
	if err := checkModels(t, m.RequestModels); err != nil {
		return err
	}
	if err := checkParameters(m.RequestParameters, "method.request.", requestLocations); err != nil {
		return err
	}
	return checkUnique(m.RequestParameters)
}

// checkAuthorization refuses an authorizer that is not there where one is
// needed. Where none is, AWS ignores what is given.
func checkAuthorization(t *projections.Tree, m *apigateway.Method) error {
	switch m.AuthorizationType {
	case "CUSTOM", "COGNITO_USER_POOLS":
		if m.AuthorizerId == "" || !hasAuthorizer(t, m.AuthorizationType, m.AuthorizerId) {
			return events.Refuse(events.BadRequest, "Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.")
		}
		return nil
	}
	m.AuthorizerId = ""
	return validOption("AuthorizationType", m.AuthorizationType, []string{"NONE", "AWS_IAM", "CUSTOM", "COGNITO_USER_POOLS"})
}

// validOption refuses a value that is not one of AWS's for the enumeration of the
// given name.
func validOption(name, value string, options []string) error {
	if slices.Contains(options, value) {
		return nil
	}
	return events.Refuse(events.BadRequest, "Invalid "+name+" specified. Valid options are "+strings.Join(options, ","))
}
