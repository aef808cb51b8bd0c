package apigatewayv2

import "reel/events"

// A Route sends the calls that match its key to an integration, as GetRoute shows it.
// See https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes-routeid.html.
type Route struct {
	ApiGatewayManaged                bool                            `json:"apiGatewayManaged,omitempty"`
	ApiKeyRequired                   bool                            `json:"apiKeyRequired"`
	AuthorizationScopes              []string                        `json:"authorizationScopes,omitempty"`
	AuthorizationType                string                          `json:"authorizationType"` // NONE, AWS_IAM, CUSTOM or JWT
	AuthorizerId                     string                          `json:"authorizerId,omitempty"`
	ModelSelectionExpression         string                          `json:"modelSelectionExpression,omitempty"`
	OperationName                    string                          `json:"operationName,omitempty"`
	RequestModels                    map[string]string               `json:"requestModels,omitempty"`     // model names by model key
	RequestParameters                map[string]ParameterConstraints `json:"requestParameters,omitempty"` // by route.request.header.X and the like
	RouteId                          string                          `json:"routeId"`
	RouteKey                         string                          `json:"routeKey"` // such as GET /pets, $connect or $default
	RouteResponseSelectionExpression string                          `json:"routeResponseSelectionExpression,omitempty"`
	Target                           string                          `json:"target,omitempty"` // integrations/{integrationId}
}

// ParameterConstraints say whether a parameter must be there.
type ParameterConstraints struct {
	Required bool `json:"required"`
}

// RouteCreated says that an API has a new route.
type RouteCreated struct {
	ApiId string `json:"apiId"`
	Deploys
	Route Route `json:"route"`
}

// RouteUpdated says that a route has changed.
type RouteUpdated struct {
	ApiId string `json:"apiId"`
	Deploys
	Route Route `json:"route"`
}

// RouteDeleted says that a route is gone with its responses.
type RouteDeleted struct {
	ApiId string `json:"apiId"`
	Deploys
	RouteId string `json:"routeId"`
}

// RouteRequestParameterDeleted says that a route asks for one parameter less.
type RouteRequestParameterDeleted struct {
	ApiId string `json:"apiId"`
	Deploys
	RequestParameterKey string `json:"requestParameterKey"`
	RouteId             string `json:"routeId"`
}

// RouteSubject is the subject of a route of an API.
func RouteSubject(apiId, id string) string { return ApiSubject(apiId) + "/routes/" + id }

// Subject is the new route.
func (e RouteCreated) Subject() string { return RouteSubject(e.ApiId, e.Route.RouteId) }

// Subject is the changed route.
func (e RouteUpdated) Subject() string { return RouteSubject(e.ApiId, e.Route.RouteId) }

// Subject is the route that is gone.
func (e RouteDeleted) Subject() string { return RouteSubject(e.ApiId, e.RouteId) }

// Subject is the route's parameters.
func (e RouteRequestParameterDeleted) Subject() string {
	return RouteSubject(e.ApiId, e.RouteId) + "/requestparameters"
}

// Noun is the new route.
func (e RouteCreated) Noun() any { return e.Route }

// Noun is the route as it is afterwards.
func (e RouteUpdated) Noun() any { return e.Route }

func init() {
	events.Register[RouteCreated]("apigatewayv2.RouteCreated")
	events.Register[RouteUpdated]("apigatewayv2.RouteUpdated")
	events.Register[RouteDeleted]("apigatewayv2.RouteDeleted")
	events.Register[RouteRequestParameterDeleted]("apigatewayv2.RouteRequestParameterDeleted")
}
