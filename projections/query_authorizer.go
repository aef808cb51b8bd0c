package projections

import (
	"reel/events"
	"reel/events/apigateway"
)

// Authorizer is an authorizer of a REST API, or AWS's refusal: it names the
// authorizer when the API is unknown, too.
func (w World) Authorizer(restApiID, id string) (*RestApi, *apigateway.Authorizer, error) {
	if api := w.region.RestApis.Get(restApiID); api != nil {
		if a := api.Tree.Authorizers.Get(id); a != nil {
			return api, a, nil
		}
	}
	return nil, nil, events.Refuse(events.NotFound, "Invalid Authorizer identifier specified")
}

// GetAuthorizer answers GetAuthorizer.
func (w World) GetAuthorizer(c apigateway.GetAuthorizer) (*apigateway.Authorizer, error) {
	_, a, err := w.Authorizer(c.RestApiId, c.AuthorizerId)
	return a, err
}

// GetAuthorizers answers GetAuthorizers, by id.
func (w World) GetAuthorizers(c apigateway.GetAuthorizers) (Listing, error) {
	api, err := w.RestApi(c.RestApiId)
	if err != nil {
		return Listing{}, err
	}
	return listing(api.Tree.Authorizers, func(a *apigateway.Authorizer) any { return a }), nil
}
