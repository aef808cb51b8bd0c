package projections

import (
	"reel/events/apigatewayv2"
)

// Integration is an integration of the API as it is now, or AWS's refusal.
func (t *ApiTree) Integration(id string) (*Integration, error) {
	if in := t.Integrations.Get(id); in != nil {
		return in, nil
	}
	return nil, notFound("Integration", "Invalid Integration identifier specified "+id)
}

// ApiIntegration is an integration of an API as it is now, or AWS's refusal.
func (w World) ApiIntegration(apiID, id string) (*Api, *Integration, error) {
	api, err := w.Api(apiID)
	if err != nil {
		return nil, nil, err
	}
	in, err := api.Tree.Integration(id)
	return api, in, err
}

// ApiIntegrationResponse is a response of an integration of an API, or AWS's refusal.
func (w World) ApiIntegrationResponse(apiID, integrationID, id string) (*Integration, *apigatewayv2.IntegrationResponse, error) {
	_, in, err := w.ApiIntegration(apiID, integrationID)
	if err != nil {
		return nil, nil, err
	}
	if response := in.Responses.Get(id); response != nil {
		return in, response, nil
	}
	return nil, nil, notFound("IntegrationResponse", "Invalid IntegrationResponse identifier specified "+id)
}

// GetIntegration answers GetIntegration.
func (w V2) GetIntegration(c apigatewayv2.GetIntegration) (apigatewayv2.Integration, error) {
	_, in, err := World(w).ApiIntegration(c.ApiId, c.IntegrationId)
	if err != nil {
		return apigatewayv2.Integration{}, err
	}
	return in.Integration, nil
}

// GetIntegrations answers GetIntegrations, by id.
func (w V2) GetIntegrations(c apigatewayv2.GetIntegrations) (Listing, error) {
	api, err := World(w).Api(c.ApiId)
	if err != nil {
		return Listing{}, err
	}
	return listing(api.Tree.Integrations, func(in *Integration) any { return in.Integration }), nil
}

// GetIntegrationResponse answers GetIntegrationResponse.
func (w V2) GetIntegrationResponse(c apigatewayv2.GetIntegrationResponse) (*apigatewayv2.IntegrationResponse, error) {
	_, response, err := World(w).ApiIntegrationResponse(c.ApiId, c.IntegrationId, c.IntegrationResponseId)
	return response, err
}

// GetIntegrationResponses answers GetIntegrationResponses.
func (w V2) GetIntegrationResponses(c apigatewayv2.GetIntegrationResponses) (Listing, error) {
	_, in, err := World(w).ApiIntegration(c.ApiId, c.IntegrationId)
	if err != nil {
		return Listing{}, err
	}
	return listing(in.Responses, func(response *apigatewayv2.IntegrationResponse) any { return response }), nil
}
