package projections

import (
	"reel/events"
	"reel/events/apigateway"
)

// RequestValidator is a request validator of a REST API, or AWS's refusal, which
// is of the validator when it is the API that is unknown, too.
func (w World) RequestValidator(restApiID, id string) (*RestApi, *apigateway.RequestValidator, error) {
	if api := w.region.RestApis.Get(restApiID); api != nil {
		if v := api.Tree.RequestValidators.Get(id); v != nil {
			return api, v, nil
		}
	}
	return nil, nil, events.Refuse(events.NotFound, "Invalid Request Validator identifier specified")
}

// GetRequestValidator answers GetRequestValidator.
func (w World) GetRequestValidator(c apigateway.GetRequestValidator) (*apigateway.RequestValidator, error) {
	_, v, err := w.RequestValidator(c.RestApiId, c.RequestValidatorId)
	return v, err
}

// GetRequestValidators answers GetRequestValidators: by id.
func (w World) GetRequestValidators(c apigateway.GetRequestValidators) (Listing, error) {
	api, err := w.RestApi(c.RestApiId)
	if err != nil {
		return Listing{}, err
	}
	return listing(api.Tree.RequestValidators, func(v *apigateway.RequestValidator) any { return v }), nil
}
