package projections

import (
	"reel/events/apigatewayv2"
)

// Route is a route of the API as it is now, or AWS's refusal.
func (t *ApiTree) Route(id string) (*Route, error) {
	if r := t.Routes.Get(id); r != nil {
		return r, nil
	}
	return nil, notFound("Route", "Invalid Route identifier specified "+id)
}

// Route is a route of an API as it is now, or AWS's refusal.
func (w World) Route(apiID, id string) (*Api, *Route, error) {
	api, err := w.Api(apiID)
	if err != nil {
		return nil, nil, err
	}
	r, err := api.Tree.Route(id)
	return api, r, err
}

// RouteResponse is a response of a route, or AWS's refusal.
func (w World) RouteResponse(apiID, routeID, id string) (*Api, *Route, *apigatewayv2.RouteResponse, error) {
	api, r, err := w.Route(apiID, routeID)
	if err != nil {
		return nil, nil, nil, err
	}
	if response := r.Responses.Get(id); response != nil {
		return api, r, response, nil
	}
	return nil, nil, nil, notFound("RouteResponse", "Invalid RouteResponse identifier specified "+id)
}

// GetRoute answers GetRoute.
func (w V2) GetRoute(c apigatewayv2.GetRoute) (apigatewayv2.Route, error) {
	_, r, err := World(w).Route(c.ApiId, c.RouteId)
	if err != nil {
		return apigatewayv2.Route{}, err
	}
	return r.Route, nil
}

// GetRoutes answers GetRoutes, by id.
func (w V2) GetRoutes(c apigatewayv2.GetRoutes) (Listing, error) {
	api, err := World(w).Api(c.ApiId)
	if err != nil {
		return Listing{}, err
	}
	return listing(api.Tree.Routes, func(r *Route) any { return r.Route }), nil
}

// GetRouteResponse answers GetRouteResponse.
func (w V2) GetRouteResponse(c apigatewayv2.GetRouteResponse) (*apigatewayv2.RouteResponse, error) {
	_, _, response, err := World(w).RouteResponse(c.ApiId, c.RouteId, c.RouteResponseId)
	return response, err
}

// GetRouteResponses answers GetRouteResponses.
func (w V2) GetRouteResponses(c apigatewayv2.GetRouteResponses) (Listing, error) {
	_, r, err := World(w).Route(c.ApiId, c.RouteId)
	if err != nil {
		return Listing{}, err
	}
	return listing(r.Responses, func(response *apigatewayv2.RouteResponse) any { return response }), nil
}
