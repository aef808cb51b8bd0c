package projections

import (
	"reel/events/apigatewayv2"
)

// ApiVpcLink is a VPC link of version 2, or AWS's refusal.
func (w World) ApiVpcLink(id string) (*apigatewayv2.VpcLink, error) {
	if v := w.region.ApiVpcLinks.Get(id); v != nil {
		return v, nil
	}
	return nil, notFound("VpcLink", "Invalid Vpc Link identifier specified")
}

// GetVpcLink answers GetVpcLink.
func (w V2) GetVpcLink(c apigatewayv2.GetVpcLink) (apigatewayv2.VpcLink, error) {
	v, err := World(w).ApiVpcLink(c.VpcLinkId)
	if err != nil {
		return apigatewayv2.VpcLink{}, err
	}
	return v.Ready(), nil
}

// GetVpcLinks answers GetVpcLinks, by id. Version 1's links are not among them.
func (w V2) GetVpcLinks(apigatewayv2.GetVpcLinks) (Listing, error) {
	return listing(w.region.ApiVpcLinks, func(v *apigatewayv2.VpcLink) any { return v.Ready() }), nil
}

// VpcLinkRoutes are the routes that reach their backends through a VPC link, as
// METHOD:id, of each integration that does so and that no route leads to itself
// in their place.
func (w World) VpcLinkRoutes(id string) (users []string) {
	for _, api := range w.region.Apis.All() {
		routes := map[string][]string{}
		for _, route := range api.Tree.Routes.All() {
			routes[route.Target] = append(routes[route.Target], route.RouteId)
		}
		for _, in := range api.Tree.Integrations.All() {
			if in.ConnectionId != id {
				continue
			}
			by := routes["integrations/"+in.IntegrationId]
			if len(by) == 0 {
				by = []string{in.IntegrationId}
			}
			for _, user := range by {
				users = append(users, in.IntegrationMethod+":"+user)
			}
		}
	}
	return users
}
