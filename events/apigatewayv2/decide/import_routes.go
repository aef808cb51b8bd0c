package decide

import (
	"strings"

	"reel/events/apigatewayv2"
	"reel/events/apigatewayv2/openapi"
	"reel/projections"
)

// takeAuthorizers takes the document's authorizers. One that was there by its name
// keeps its id.
func (i *importing) takeAuthorizers() {
	had := map[string]string{}
	if i.was != nil {
		for id, a := range i.was.Authorizers.All() {
			had[a.Name] = id
		}
	}
	for n := range i.def.Authorizers {
		a := &i.def.Authorizers[n]
		a.AuthorizerId = i.id(6, had[a.Name])
		if i.warn(checkAuthorizer(i.tree, a), "Unable to create Authorizer '"+cut(a.Name)+"'") {
			continue
		}
		i.authorizers[a.Name] = a.AuthorizerId
		i.tree.Authorizers = i.tree.Authorizers.Set(a.AuthorizerId, a)
		i.content.Authorizers = append(i.content.Authorizers, *a)
	}
}

// routes takes the document's routes with their integrations. A route is gone with
// an authorizer that could not be created, and stays without an integration that
// could not.
//
// Q. Does a route stay without its integration? AWS's guide says that an
// integration of another type than a proxy's is a warning that does not block.
func (i *importing) routes() {
	for n := range i.def.Routes {
		r := &i.def.Routes[n]
		what := "Unable to create Route '" + cut(r.RouteKey) + "'"
		if name := r.AuthorizerId; name != "" {
			if r.AuthorizerId = i.authorizers[name]; r.AuthorizerId == "" {
				i.def.Warn("%s: Authorizer '%s' was not created.", what, cut(name))
				continue
			}
		}
		was := i.hadRoute(r.RouteKey)
		r.RouteId = i.id(7, was.RouteId)
		if i.warn(checkRoute(i.tree, &r.Route), what) {
			continue
		}
		if id := i.integration(r, strings.TrimPrefix(was.Target, "integrations/")); id != "" {
			r.Target = "integrations/" + id
		}
		i.tree.AddRoute(r.Route)
		i.content.Routes = append(i.content.Routes, r.Route)
	}
}

// hadRoute is the route that the API had by that key, none if it had none.
func (i *importing) hadRoute(key string) apigatewayv2.Route {
	if i.was != nil {
		if r := i.was.ByKey(key); r != nil {
			return r.Route
		}
	}
	return apigatewayv2.Route{}
}

// integration is the id of a route's integration, "" if it has none: the one that
// it had, unless another route has that now.
func (i *importing) integration(r *openapi.Route, had string) string {
	if r.Integration < 0 {
		return ""
	}
	if id, ok := i.placed[r.Integration]; ok {
		return id
	}
	in := &i.def.Integrations[r.Integration]
	i.placed[r.Integration] = ""
	var err error
	if in.TimeoutInMillis != 0 {
		err = checkTimeout(i.tree, in.TimeoutInMillis)
	}
	if i.warn(first(err, checkIntegration(i.tree, in)), "Unable to create Integration for Route '"+cut(r.RouteKey)+"'") {
		return ""
	}
	in.IntegrationId = i.id(7, had)
	i.placed[r.Integration] = in.IntegrationId
	i.tree.Integrations = i.tree.Integrations.Set(in.IntegrationId, &projections.Integration{Integration: *in})
	i.content.Integrations = append(i.content.Integrations, *in)
	return in.IntegrationId
}
