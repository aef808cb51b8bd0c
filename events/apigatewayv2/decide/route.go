package decide

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"

	"reel/events"
	"reel/events/apigatewayv2"
	"reel/projections"
)

// CreateRoute gives an API a route.
func CreateRoute(env events.Env, w projections.World, c apigatewayv2.CreateRoute) (events.Event, error) {
	api, err := w.Api(c.ApiId)
	if err != nil {
		return nil, err
	}
	r := apigatewayv2.Route{
		ApiKeyRequired: deref(c.ApiKeyRequired), AuthorizationScopes: slices.Clone(c.AuthorizationScopes),
		AuthorizationType: deref(c.AuthorizationType), AuthorizerId: deref(c.AuthorizerId),
		ModelSelectionExpression: deref(c.ModelSelectionExpression), OperationName: deref(c.OperationName),
		RequestModels: maps.Clone(c.RequestModels), RequestParameters: constraints(c.RequestParameters),
		RouteId: env.NewID(7), RouteKey: c.RouteKey,
		RouteResponseSelectionExpression: deref(c.RouteResponseSelectionExpression), Target: deref(c.Target),
	}
	if err := checkRoute(api.Tree, &r); err != nil {
		return nil, err
	}
	return AutoDeploys(env, w, apigatewayv2.RouteCreated{ApiId: c.ApiId, Route: r})
}

// constraints are what a command says of parameters.
func constraints(given map[string]apigatewayv2.ParameterConstraintsInput) map[string]apigatewayv2.ParameterConstraints {
	if given == nil {
		return nil
	}
	out := make(map[string]apigatewayv2.ParameterConstraints, len(given))
	for name, c := range given {
		out[name] = apigatewayv2.ParameterConstraints{Required: deref(c.Required)}
	}
	return out
}

// UpdateRoute merges what is given into a route. A map that is given replaces
// the one before; DeleteRouteRequestParameter takes a single entry away.
func UpdateRoute(env events.Env, w projections.World, c apigatewayv2.UpdateRoute) (events.Event, error) {
	api, was, err := w.Route(c.ApiId, c.RouteId)
	if err != nil {
		return nil, err
	}
	r := was.Route
	set(&r.ApiKeyRequired, c.ApiKeyRequired)
	set(&r.AuthorizationType, c.AuthorizationType)
	set(&r.AuthorizerId, c.AuthorizerId)
	set(&r.ModelSelectionExpression, c.ModelSelectionExpression)
	set(&r.OperationName, c.OperationName)
	set(&r.RouteKey, c.RouteKey)
	set(&r.RouteResponseSelectionExpression, c.RouteResponseSelectionExpression)
	set(&r.Target, c.Target)
	if c.AuthorizationScopes != nil {
		r.AuthorizationScopes = slices.Clone(c.AuthorizationScopes)
	} else if r.AuthorizationType != "JWT" {
		r.AuthorizationScopes = nil // they went with the type that they are of
	}
	if c.RequestModels != nil {
		r.RequestModels = maps.Clone(c.RequestModels)
	}
	if c.RequestParameters != nil {
		r.RequestParameters = constraints(c.RequestParameters)
	}
	if r.ApiGatewayManaged && r.RouteKey != was.RouteKey {
		// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop.html
		return nil, refuse("The route key %s cannot be modified because the route is managed by API Gateway", was.RouteKey)
	}
	if err := checkRoute(api.Tree, &r); err != nil {
		return nil, err
	}
	return AutoDeploys(env, w, apigatewayv2.RouteUpdated{ApiId: c.ApiId, Route: r})
}

// DeleteRoute takes a route away with its responses.
func DeleteRoute(env events.Env, w projections.World, c apigatewayv2.DeleteRoute) (events.Event, error) {
	if _, _, err := w.Route(c.ApiId, c.RouteId); err != nil {
		return nil, err
	}
	return AutoDeploys(env, w, apigatewayv2.RouteDeleted{ApiId: c.ApiId, RouteId: c.RouteId})
}

// DeleteRouteRequestParameter makes a route ask for one parameter less.
func DeleteRouteRequestParameter(env events.Env, w projections.World, c apigatewayv2.DeleteRouteRequestParameter) (events.Event, error) {
	_, r, err := w.Route(c.ApiId, c.RouteId)
	if err != nil {
		return nil, err
	}
	if _, ok := r.RequestParameters[c.RequestParameterKey]; !ok {
		return nil, events.Refuse(events.NotFound, "Invalid parameter name specified")
	}
	return AutoDeploys(env, w, apigatewayv2.RouteRequestParameterDeleted{
		ApiId: c.ApiId, RequestParameterKey: c.RequestParameterKey, RouteId: c.RouteId,
	})
}

// checkRoute gives a route its defaults and refuses it if AWS would.
func checkRoute(t *projections.ApiTree, r *apigatewayv2.Route) error {
	r.AuthorizationType = cmp.Or(r.AuthorizationType, "NONE")
	if err := checkRouteKey(t, r); err != nil {
		return err
	}
	if t.ProtocolType == apigatewayv2.HTTP {
		if err := checkHttpRoute(r); err != nil {
			return err
		}
	} else if err := checkWebSocketRoute(t, r); err != nil {
		return err
	}
	return first(
		checkRouteAuthorization(t, r),
		checkLength("operationName", r.OperationName, 0, 64),
		checkTarget(t, r.Target),
	)
}

// checkHttpRoute refuses what only routes of WebSocket APIs may have.
func checkHttpRoute(r *apigatewayv2.Route) error {
	switch {
	case r.ApiKeyRequired:
		return refuse("ApiKeyRequired is not currently supported for HTTP APIs.")
	case len(r.RequestModels) > 0:
		return refuse(noModels)
	case len(r.RequestParameters) > 0:
		return refuse("RequestParameters is not currently supported for HTTP APIs.")
	case r.ModelSelectionExpression != "":
		return refuse("ModelSelectionExpression is not currently supported for HTTP APIs.")
	case r.RouteResponseSelectionExpression != "":
		return refuse("RouteResponseSelectionExpression is not currently supported for HTTP APIs.")
	}
	return nil
}

func checkWebSocketRoute(t *projections.ApiTree, r *apigatewayv2.Route) error {
	if r.AuthorizationType != "NONE" && r.RouteKey != "$connect" {
		return refuse("Currently, authorization is restricted to the $connect route only")
	}
	if e := r.RouteResponseSelectionExpression; e != "" && e != "$default" {
		return refuse("Currently, only $default is supported as a RouteResponseSelectionExpression.")
	}
	for _, name := range slices.Sorted(maps.Keys(r.RequestParameters)) {
		if !routeParameter.MatchString(name) {
			return found{"Invalid mapping expression specified: " + cut(name)}.refused()
		}
	}
	return checkModelNames(t, r.RequestModels)
}

// A parameter of a request to a WebSocket API's route:
// https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-data-mapping.html
var routeParameter = regexp.MustCompile(`^route\.request\.(multivalue)?(header|querystring)\.[a-zA-Z0-9:._$-]+$`)

// checkModelNames refuses names of models that the API does not have.
func checkModelNames(t *projections.ApiTree, models map[string]string) error {
	for _, key := range slices.Sorted(maps.Keys(models)) {
		if t.ModelNamed(models[key]) == nil {
			return refuse("Invalid model identifier specified: %s", cut(models[key]))
		}
	}
	return nil
}

// checkRouteAuthorization refuses an authorization that cannot be asked. What
// belongs to another type than the route's is not kept.
func checkRouteAuthorization(t *projections.ApiTree, r *apigatewayv2.Route) error {
	allowed := []string{"NONE", "AWS_IAM", "CUSTOM", "JWT"}
	if t.ProtocolType == apigatewayv2.WebSocket {
		allowed = allowed[:3]
	}
	if err := checkEnum("authorizationType", r.AuthorizationType, allowed...); err != nil {
		return err
	}
	if len(r.AuthorizationScopes) > 0 && r.AuthorizationType != "JWT" {
		return refuse("Authorization Scopes are only valid for COGNITO_USER_POOLS and JWT authorization type")
	}
	switch r.AuthorizationType {
	case "JWT":
		return checkAuthorizerOf(t, r, "JWT", "Setting the authorization type to JWT requires a valid JWT authorizer.")
	case "CUSTOM":
		return checkAuthorizerOf(t, r, "REQUEST", "Setting the authorization type to CUSTOM requires a valid authorizer.")
	}
	r.AuthorizerId = ""
	return nil
}

func checkAuthorizerOf(t *projections.ApiTree, r *apigatewayv2.Route, kind, message string) error {
	if r.AuthorizerId == "" {
		return refuse("%s", message)
	}
	if a := t.Authorizers.Get(r.AuthorizerId); a == nil || a.AuthorizerType != kind {
		return refuse("%s", "Invalid authorizer ID specified. "+message)
	}
	return nil
}

// checkTarget refuses a target that is no integration of the API. A route need
// not have one.
func checkTarget(t *projections.ApiTree, target string) error {
	if target == "" {
		return nil
	}
	id, ok := strings.CutPrefix(target, "integrations/")
	if !ok || id == "" || strings.Contains(id, "/") {
		return refuse("Unexpected or malformed target in route. Correct format should be integrations/<integration_id>.")
	}
	_, err := t.Integration(id)
	return err
}

// routesWith are the ids of the routes that something is true of, in a list as
// AWS prints it; "" for none.
func routesWith(t *projections.ApiTree, holds func(*projections.Route) bool) string {
	var ids []string
	for id, r := range t.Routes.All() {
		if holds(r) {
			ids = append(ids, id)
		}
	}
	if ids == nil {
		return ""
	}
	return "[" + strings.Join(ids, ", ") + "]"
}
