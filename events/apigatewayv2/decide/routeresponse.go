package decide

import (
	"maps"
	"regexp"
	"slices"

	"reel/events"
	"reel/events/apigatewayv2"
	"reel/projections"
)

// CreateRouteResponse makes a route of a WebSocket API answer.
func CreateRouteResponse(env events.Env, w projections.World, c apigatewayv2.CreateRouteResponse) (events.Event, error) {
	api, route, err := w.Route(c.ApiId, c.RouteId)
	if err != nil {
		return nil, err
	}
	response := apigatewayv2.RouteResponse{
		ModelSelectionExpression: deref(c.ModelSelectionExpression), ResponseModels: maps.Clone(c.ResponseModels),
		ResponseParameters: constraints(c.ResponseParameters), RouteResponseId: env.NewID(6), RouteResponseKey: c.RouteResponseKey,
	}
	if err := checkRouteResponse(api.Tree, route, response); err != nil {
		return nil, err
	}
	return AutoDeploys(env, w, apigatewayv2.RouteResponseCreated{ApiId: c.ApiId, RouteId: c.RouteId, RouteResponse: response})
}

// UpdateRouteResponse merges what is given into a response.
func UpdateRouteResponse(env events.Env, w projections.World, c apigatewayv2.UpdateRouteResponse) (events.Event, error) {
	api, route, was, err := w.RouteResponse(c.ApiId, c.RouteId, c.RouteResponseId)
	if err != nil {
		return nil, err
	}
	response := *was
	set(&response.ModelSelectionExpression, c.ModelSelectionExpression)
	set(&response.RouteResponseKey, c.RouteResponseKey)
	if c.ResponseModels != nil {
		response.ResponseModels = maps.Clone(c.ResponseModels)
	}
	if c.ResponseParameters != nil {
		response.ResponseParameters = constraints(c.ResponseParameters)
	}
	if err := checkRouteResponse(api.Tree, route, response); err != nil {
		return nil, err
	}
	return AutoDeploys(env, w, apigatewayv2.RouteResponseUpdated{ApiId: c.ApiId, RouteId: c.RouteId, RouteResponse: response})
}

// DeleteRouteResponse takes a response away.
func DeleteRouteResponse(env events.Env, w projections.World, c apigatewayv2.DeleteRouteResponse) (events.Event, error) {
	if _, _, _, err := w.RouteResponse(c.ApiId, c.RouteId, c.RouteResponseId); err != nil {
		return nil, err
	}
	return AutoDeploys(env, w, apigatewayv2.RouteResponseDeleted{
		ApiId: c.ApiId, RouteId: c.RouteId, RouteResponseId: c.RouteResponseId,
	})
}

var routeResponseParameter = regexp.MustCompile(`^route\.response\.(multivalue)?header\.[a-zA-Z0-9:._$-]+$`)

func checkRouteResponse(t *projections.ApiTree, route *projections.Route, response apigatewayv2.RouteResponse) error {
	switch {
	case t.ProtocolType == apigatewayv2.HTTP:
		return refuse("RouteResponses are currently not supported for this API protocol type.")
	case response.RouteResponseKey != "$default":
		return refuse("Currently, only $default is supported as a RouteResponseKey.")
	}
	for id, other := range route.Responses.All() {
		if id != response.RouteResponseId && other.RouteResponseKey == response.RouteResponseKey {
			return events.Refuse(events.Conflict, "RouteResponse with key %s already exists for this Route", response.RouteResponseKey)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(response.ResponseParameters)) {
		if !routeResponseParameter.MatchString(name) {
			return found{"Invalid mapping expression specified: " + cut(name)}.refused()
		}
	}
	return checkModelNames(t, response.ResponseModels)
}
