package projections

import (
	"reel/events"
	"reel/events/apigateway"
)

// MethodResponse is an answer that a method declares, or AWS's refusal.
func (w World) MethodResponse(restApiID, resourceID, verb, status string) (*RestApi, *apigateway.MethodResponse, error) {
	api, m, err := w.Method(restApiID, resourceID, verb)
	if err != nil {
		return nil, nil, err
	}
	if r := m.MethodResponses[status]; r != nil {
		return api, r, nil
	}
	return nil, nil, events.Refuse(events.NotFound, "Invalid Response status code specified")
}

// Integration is a method that has an integration, or AWS's refusal.
func (w World) Integration(restApiID, resourceID, verb string) (*apigateway.Method, error) {
	_, m, err := w.Method(restApiID, resourceID, verb)
	if err != nil {
		return nil, err
	}
	if m.MethodIntegration == nil {
		return nil, events.Refuse(events.NotFound, "Invalid Integration identifier specified")
	}
	return m, nil
}

// IntegrationResponse is how an answer of a method's backend is turned into one
// of the method's, with the method, or AWS's refusal.
func (w World) IntegrationResponse(restApiID, resourceID, verb, status string) (*apigateway.Method, *apigateway.IntegrationResponse, error) {
	m, err := w.Integration(restApiID, resourceID, verb)
	if err != nil {
		return nil, nil, err
	}
	if r := m.MethodIntegration.IntegrationResponses[status]; r != nil {
		return m, r, nil
	}
	return nil, nil, events.Refuse(events.NotFound, "Invalid Response status code specified")
}

// GetMethod answers GetMethod: with the integration and all responses.
func (w World) GetMethod(c apigateway.GetMethod) (*apigateway.Method, error) {
	_, m, err := w.Method(c.RestApiId, c.ResourceId, c.HttpMethod)
	return m, err
}

// GetMethodResponse answers GetMethodResponse.
func (w World) GetMethodResponse(c apigateway.GetMethodResponse) (*apigateway.MethodResponse, error) {
	_, r, err := w.MethodResponse(c.RestApiId, c.ResourceId, c.HttpMethod, c.StatusCode)
	return r, err
}

// GetIntegration answers GetIntegration: with its responses.
func (w World) GetIntegration(c apigateway.GetIntegration) (*apigateway.Integration, error) {
	m, err := w.Integration(c.RestApiId, c.ResourceId, c.HttpMethod)
	if err != nil {
		return nil, err
	}
	return m.MethodIntegration, nil
}

// GetIntegrationResponse answers GetIntegrationResponse.
func (w World) GetIntegrationResponse(c apigateway.GetIntegrationResponse) (*apigateway.IntegrationResponse, error) {
	_, r, err := w.IntegrationResponse(c.RestApiId, c.ResourceId, c.HttpMethod, c.StatusCode)
	return r, err
}
