package decide

import (
	"maps"
	"slices"

	"reel/events"
	"reel/events/apigateway"
	"reel/projections"
)

// CreateRequestValidator makes a request validator of a REST API.
func CreateRequestValidator(env events.Env, w projections.World, c apigateway.CreateRequestValidator) (events.Event, error) {
	api, err := w.RestApi(c.RestApiId)
	if err != nil {
		return nil, events.Refuse(events.BadRequest, "Invalid REST API identifier specified")
	}
	v := apigateway.RequestValidator{
		Id: env.NewID(6), Name: deref(c.Name),
		ValidateRequestBody: deref(c.ValidateRequestBody), ValidateRequestParameters: deref(c.ValidateRequestParameters),
	}
	if c.Name != nil {
		if err := checkValidatorName(api.Tree, v); err != nil {
			return nil, err
		}
	}
	return apigateway.RequestValidatorCreated{RequestValidator: v, RestApiId: c.RestApiId}, nil
}

// checkValidatorName refuses a name that is blank or another validator's.
// See https://github.com/serverless/serverless/issues/10099 for the latter.
func checkValidatorName(t *projections.Tree, v apigateway.RequestValidator) error {
	if v.Name == "" {
		return events.Refuse(events.BadRequest, "Request Validator name cannot be blank")
	}
	for _, other := range t.RequestValidators.All() {
		if other.Name == v.Name && other.Id != v.Id {
			return events.Refuse(events.BadRequest, "Request Validator name must be unique")
		}
	}
	return nil
}

// UpdateRequestValidator patches a request validator.
func UpdateRequestValidator(_ events.Env, w projections.World, c apigateway.UpdateRequestValidator) (events.Event, error) {
	api, was, err := w.RequestValidator(c.RestApiId, c.RequestValidatorId)
	if err != nil {
		return nil, err
	}
	draft := validatorDraft{*was, api.Tree}
	if err := validatorPatch.apply(&draft, c.PatchOperations); err != nil {
		return nil, err
	}
	return apigateway.RequestValidatorUpdated{RequestValidator: draft.RequestValidator, RestApiId: c.RestApiId}, nil
}

// A validatorDraft is a request validator while it is patched, with the tree it
// belongs to.
type validatorDraft struct {
	apigateway.RequestValidator
	tree *projections.Tree
}

// validatorPatch is all that UpdateRequestValidator may patch, in the order in
// which AWS names it:
// https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateRequestValidator-Patch
var validatorPatch = replacing(
	rule[validatorDraft]{"/name", replaceOnly, func(v *validatorDraft, o operation) error {
		v.Name = o.text()
		return checkValidatorName(v.tree, v.RequestValidator)
	}},
	rule[validatorDraft]{"/validateRequestParameters", replaceOnly, func(v *validatorDraft, o operation) error {
		v.ValidateRequestParameters = o.flag()
		return nil
	}},
	rule[validatorDraft]{"/validateRequestBody", replaceOnly, func(v *validatorDraft, o operation) error {
		v.ValidateRequestBody = o.flag()
		return nil
	}},
)

// DeleteRequestValidator takes a request validator away that no method uses.
func DeleteRequestValidator(_ events.Env, w projections.World, c apigateway.DeleteRequestValidator) (events.Event, error) {
	api, v, err := w.RequestValidator(c.RestApiId, c.RequestValidatorId)
	if err != nil {
		return nil, err
	}
	for r := range api.Tree.Subtree("/") {
		for _, verb := range slices.Sorted(maps.Keys(r.ResourceMethods)) {
			if r.ResourceMethods[verb].RequestValidatorId == v.Id {
				return nil, events.Refuse(events.Conflict, "Cannot delete Request Validator '"+v.Id+"', is referenced in method request: "+r.Path+"/"+verb)
			}
		}
	}
	return apigateway.RequestValidatorDeleted{RequestValidatorId: v.Id, RestApiId: c.RestApiId}, nil
}
