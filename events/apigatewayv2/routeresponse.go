package apigatewayv2

import "reel/events"

// A RouteResponse says what a WebSocket API's route answers, as GetRouteResponse
// shows it. See https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes-routeid-routeresponses-routeresponseid.html.
type RouteResponse struct {
	ModelSelectionExpression string                          `json:"modelSelectionExpression,omitempty"`
	ResponseModels           map[string]string               `json:"responseModels,omitempty"`
	ResponseParameters       map[string]ParameterConstraints `json:"responseParameters,omitempty"`
	RouteResponseId          string                          `json:"routeResponseId"`
	RouteResponseKey         string                          `json:"routeResponseKey"` // $default
}

// RouteResponseCreated says that a route has a new response.
type RouteResponseCreated struct {
	ApiId string `json:"apiId"`
	Deploys
	RouteId       string        `json:"routeId"`
	RouteResponse RouteResponse `json:"routeResponse"`
}

// RouteResponseUpdated says that a route's response has changed.
type RouteResponseUpdated struct {
	ApiId string `json:"apiId"`
	Deploys
	RouteId       string        `json:"routeId"`
	RouteResponse RouteResponse `json:"routeResponse"`
}

// RouteResponseDeleted says that a route's response is gone.
type RouteResponseDeleted struct {
	ApiId string `json:"apiId"`
	Deploys
	RouteId         string `json:"routeId"`
	RouteResponseId string `json:"routeResponseId"`
}

// RouteResponseSubject is the subject of a route's response.
func RouteResponseSubject(apiId, routeId, id string) string {
	return RouteSubject(apiId, routeId) + "/routeresponses/" + id
}

// Subject is the new response.
func (e RouteResponseCreated) Subject() string {
	return RouteResponseSubject(e.ApiId, e.RouteId, e.RouteResponse.RouteResponseId)
}

// Subject is the changed response.
func (e RouteResponseUpdated) Subject() string {
	return RouteResponseSubject(e.ApiId, e.RouteId, e.RouteResponse.RouteResponseId)
}

// Subject is the response that is gone.
func (e RouteResponseDeleted) Subject() string {
	return RouteResponseSubject(e.ApiId, e.RouteId, e.RouteResponseId)
}

// Noun is the new response.
func (e RouteResponseCreated) Noun() any { return e.RouteResponse }

// Noun is the response as it is afterwards.
func (e RouteResponseUpdated) Noun() any { return e.RouteResponse }

func init() {
	events.Register[RouteResponseCreated]("apigatewayv2.RouteResponseCreated")
	events.Register[RouteResponseUpdated]("apigatewayv2.RouteResponseUpdated")
	events.Register[RouteResponseDeleted]("apigatewayv2.RouteResponseDeleted")
}
