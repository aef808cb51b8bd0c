package projections

import (
	"maps"

	"reel/events"
	"reel/events/apigatewayv2"
)

// applyApigatewayV2 folds the events of HTTP and WebSocket APIs, and the
// deployments that stages with autoDeploy have made of them.
func (s State) applyApigatewayV2(r events.Recorded) (State, bool) {
	next, ok := s.applyApi(r)
	if !ok {
		next, ok = s.applyApiParts(r)
	}
	if !ok {
		next, ok = s.applyApiImports(r)
	}
	if !ok {
		return s, false
	}
	if e, deploys := r.Event.(interface {
		Deployed() []apigatewayv2.AutoDeployment
	}); deploys {
		next = next.autoDeployed(r, e.Deployed())
	}
	return next, true
}

// autoDeployed is the state with an API deployed as it is after the event.
func (s State) autoDeployed(r events.Recorded, made []apigatewayv2.AutoDeployment) State {
	if len(made) == 0 {
		return s
	}
	return s.api(r, apigatewayv2.ApiOf(r.Event.Subject()), func(api Api) Api {
		for _, m := range made {
			if m.Deployment != nil {
				api = api.deployed(*m.Deployment)
			}
			if st := api.Stages.Get(m.StageName); st != nil {
				api = api.withStage(st.Deployed(made))
			}
		}
		return api
	})
}

// applyApi folds the events of APIs, their stages and deployments.
func (s State) applyApi(r events.Recorded) (State, bool) {
	switch e := r.Event.(type) {
	case apigatewayv2.ApiCreated:
		s.owners = s.owners.Set(e.Api.ApiId, &owner{r.Account, r.Region})
		return s.in(r, func(g region) region { return g.withApi(newApi(e)) }), true
	case apigatewayv2.ApiUpdated:
		return s.apiTree(r, e.Api.ApiId, func(t *ApiTree) { t.update(e) }), true
	case apigatewayv2.ApiDeleted:
		s.owners = s.owners.Delete(e.ApiId)
		return s.in(r, func(g region) region {
			g.Apis = g.Apis.Delete(e.ApiId)
			return g.detached(e.ApiId + "/")
		}), true
	case apigatewayv2.CorsConfigurationDeleted:
		return s.apiTree(r, e.ApiId, func(t *ApiTree) { t.CorsConfiguration = nil }), true

	case apigatewayv2.DeploymentCreated:
		return s.api(r, e.ApiId, func(api Api) Api {
			if api = api.deployed(e.Deployment); e.Stage != nil {
				api = api.withStage(*e.Stage)
			}
			return api
		}), true
	case apigatewayv2.DeploymentUpdated:
		return s.api(r, e.ApiId, func(api Api) Api {
			if d := api.Deployments.Get(e.Deployment.DeploymentId); d != nil {
				api.Deployments = api.Deployments.Set(e.Deployment.DeploymentId, &ApiDeployment{e.Deployment, d.Tree})
			}
			return api
		}), true
	case apigatewayv2.DeploymentDeleted:
		return s.api(r, e.ApiId, func(api Api) Api {
			api.Deployments = api.Deployments.Delete(e.DeploymentId)
			return api
		}), true

	case apigatewayv2.StageCreated:
		return s.apiStage(r, e.ApiId, e.Stage), true
	case apigatewayv2.StageUpdated:
		return s.apiStage(r, e.ApiId, e.Stage), true
	case apigatewayv2.AccessLogSettingsDeleted:
		return s.apiStage(r, e.ApiId, e.Stage), true
	case apigatewayv2.RouteSettingsDeleted:
		return s.apiStage(r, e.ApiId, e.Stage), true
	case apigatewayv2.StageDeleted:
		s = s.api(r, e.ApiId, func(api Api) Api {
			api.Stages = api.Stages.Delete(e.StageName)
			return api.forgetting(e.StageName)
		})
		return s.in(r, func(g region) region { return g.detached(e.ApiId + "/" + e.StageName + "/") }), true
	case apigatewayv2.AuthorizersCacheReset:
		return s.api(r, e.ApiId, func(api Api) Api { return api.forgetting(e.StageName) }), true
	}
	return s, false
}

// applyApiParts folds the events of what an API's tree is made of.
func (s State) applyApiParts(r events.Recorded) (State, bool) {
	switch e := r.Event.(type) {
	case apigatewayv2.RouteCreated:
		return s.apiTree(r, e.ApiId, func(t *ApiTree) { t.setRoute(e.Route) }), true
	case apigatewayv2.RouteUpdated:
		return s.apiTree(r, e.ApiId, func(t *ApiTree) { t.setRoute(e.Route) }), true
	case apigatewayv2.RouteDeleted:
		return s.apiTree(r, e.ApiId, func(t *ApiTree) { t.unsetRoute(e.RouteId) }), true
	case apigatewayv2.RouteRequestParameterDeleted:
		return s.route(r, e.ApiId, e.RouteId, func(rt *Route) {
			rt.RequestParameters = maps.Clone(rt.RequestParameters)
			delete(rt.RequestParameters, e.RequestParameterKey)
		}), true

	case apigatewayv2.RouteResponseCreated:
		return s.routeResponse(r, e.ApiId, e.RouteId, &e.RouteResponse), true
	case apigatewayv2.RouteResponseUpdated:
		return s.routeResponse(r, e.ApiId, e.RouteId, &e.RouteResponse), true
	case apigatewayv2.RouteResponseDeleted:
		return s.route(r, e.ApiId, e.RouteId, func(rt *Route) {
			rt.Responses = rt.Responses.Delete(e.RouteResponseId)
		}), true

	case apigatewayv2.IntegrationCreated:
		return s.apiTree(r, e.ApiId, func(t *ApiTree) { t.setIntegration(e.Integration) }), true
	case apigatewayv2.IntegrationUpdated:
		return s.apiTree(r, e.ApiId, func(t *ApiTree) { t.setIntegration(e.Integration) }), true
	case apigatewayv2.IntegrationDeleted:
		return s.apiTree(r, e.ApiId, func(t *ApiTree) { t.Integrations = t.Integrations.Delete(e.IntegrationId) }), true

	case apigatewayv2.IntegrationResponseCreated:
		return s.integrationResponse(r, e.ApiId, e.IntegrationId, &e.IntegrationResponse), true
	case apigatewayv2.IntegrationResponseUpdated:
		return s.integrationResponse(r, e.ApiId, e.IntegrationId, &e.IntegrationResponse), true
	case apigatewayv2.IntegrationResponseDeleted:
		return s.apiTree(r, e.ApiId, func(t *ApiTree) {
			t.integration(e.IntegrationId, func(in *Integration) { in.Responses = in.Responses.Delete(e.IntegrationResponseId) })
		}), true

	case apigatewayv2.ModelCreated:
		return s.apiTree(r, e.ApiId, func(t *ApiTree) { t.Models = t.Models.Set(e.Model.ModelId, &e.Model) }), true
	case apigatewayv2.ModelUpdated:
		return s.apiTree(r, e.ApiId, func(t *ApiTree) { t.Models = t.Models.Set(e.Model.ModelId, &e.Model) }), true
	case apigatewayv2.ModelDeleted:
		return s.apiTree(r, e.ApiId, func(t *ApiTree) { t.Models = t.Models.Delete(e.ModelId) }), true

	case apigatewayv2.AuthorizerCreated:
		return s.apiTree(r, e.ApiId, func(t *ApiTree) { t.setAuthorizer(&e.Authorizer) }), true
	case apigatewayv2.AuthorizerUpdated:
		return s.apiTree(r, e.ApiId, func(t *ApiTree) { t.setAuthorizer(&e.Authorizer) }), true
	case apigatewayv2.AuthorizerDeleted:
		return s.apiTree(r, e.ApiId, func(t *ApiTree) { t.Authorizers = t.Authorizers.Delete(e.AuthorizerId) }), true
	}
	return s, false
}

// api is the state with an HTTP or WebSocket API changed; one that is not there
// stays away.
func (s State) api(r events.Recorded, id string, f func(Api) Api) State {
	return s.in(r, func(g region) region {
		if api := g.Apis.Get(id); api != nil {
			return g.withApi(f(*api))
		}
		return g
	})
}

func (g region) withApi(api Api) region {
	g.Apis = g.Apis.Set(api.Tree.ApiId, &api)
	return g
}

// apiTree is the state with the live tree of an API changed; f is given a copy.
func (s State) apiTree(r events.Recorded, id string, f func(*ApiTree)) State {
	return s.api(r, id, func(api Api) Api {
		api.Tree = api.Tree.changed(f)
		return api
	})
}

func (s State) apiStage(r events.Recorded, id string, st apigatewayv2.Stage) State {
	return s.api(r, id, func(api Api) Api { return api.withStage(st) })
}

// route is the state with one route of an API changed; f is given a copy.
func (s State) route(r events.Recorded, id, routeID string, f func(*Route)) State {
	return s.apiTree(r, id, func(t *ApiTree) { t.route(routeID, f) })
}

func (s State) routeResponse(r events.Recorded, id, routeID string, response *apigatewayv2.RouteResponse) State {
	return s.route(r, id, routeID, func(rt *Route) {
		rt.Responses = rt.Responses.Set(response.RouteResponseId, response)
	})
}

func (s State) integrationResponse(r events.Recorded, id, integrationID string, response *apigatewayv2.IntegrationResponse) State {
	return s.apiTree(r, id, func(t *ApiTree) {
		t.integration(integrationID, func(in *Integration) {
			in.Responses = in.Responses.Set(response.IntegrationResponseId, response)
		})
	})
}

// update sets an API's own members and what quick create had made of it.
func (t *ApiTree) update(e apigatewayv2.ApiUpdated) {
	t.Api = e.Api
	if e.Integration != nil {
		t.setIntegration(*e.Integration)
	}
	if e.Route != nil {
		t.setRoute(*e.Route)
	}
}

func (t *ApiTree) setAuthorizer(a *apigatewayv2.Authorizer) {
	t.Authorizers = t.Authorizers.Set(a.AuthorizerId, a)
}

// forgetting is the API with what a stage remembers forgotten.
func (api Api) forgetting(stage string) Api {
	var now ApiCaches
	if was := api.Caches.Get(stage); was != nil {
		now = *was
	}
	now.Authorizers++
	api.Caches = api.Caches.Set(stage, &now)
	return api
}
