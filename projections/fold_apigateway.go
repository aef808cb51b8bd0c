package projections

import (
	"maps"

	"reel/events"
	"reel/events/apigateway"
)

// applyApigateway folds the events of REST APIs and domain names.
func (s State) applyApigateway(r events.Recorded) (State, bool) {
	switch e := r.Event.(type) {
	case apigateway.RestApiCreated:
		s.owners = s.owners.Set(e.RestApi.Id, &owner{r.Account, r.Region})
		return s.in(r, func(g region) region { return g.withRestApi(newRestApi(e)) }), true
	case apigateway.RestApiUpdated:
		return s.tree(r, e.RestApi.Id, func(t *Tree) *Tree {
			return t.changed(func(t *Tree) { t.RestApi = e.RestApi })
		}), true
	case apigateway.RestApiDeleted:
		s.owners = s.owners.Delete(e.RestApiId)
		return s.in(r, func(g region) region {
			g.RestApis = g.RestApis.Delete(e.RestApiId)
			return g.detached(e.RestApiId + "/")
		}), true

	case apigateway.ResourceCreated:
		return s.tree(r, e.RestApiId, func(t *Tree) *Tree { return t.withResource(e.Resource) }), true
	case apigateway.ResourceUpdated:
		return s.tree(r, e.RestApiId, func(t *Tree) *Tree { return t.withMovedResource(e.Resource) }), true
	case apigateway.ResourceDeleted:
		return s.tree(r, e.RestApiId, func(t *Tree) *Tree { return t.withoutResource(e.ResourceId) }), true

	case apigateway.MethodPut:
		return s.methods(r, e.Key(), func(m map[string]*apigateway.Method) { m[e.Method.HttpMethod] = &e.Method }), true
	case apigateway.MethodUpdated:
		return s.methods(r, e.Key(), func(m map[string]*apigateway.Method) { m[e.Method.HttpMethod] = &e.Method }), true
	case apigateway.MethodDeleted:
		return s.methods(r, e.MethodKey, func(m map[string]*apigateway.Method) { delete(m, e.HttpMethod) }), true
	case apigateway.MethodResponsePut:
		return s.method(r, e.Key(), func(m *apigateway.Method) { setResponse(m, &e.MethodResponse) }), true
	case apigateway.MethodResponseUpdated:
		return s.method(r, e.Key(), func(m *apigateway.Method) { setResponse(m, &e.MethodResponse) }), true
	case apigateway.MethodResponseDeleted:
		return s.method(r, e.MethodKey, func(m *apigateway.Method) {
			m.MethodResponses = without(m.MethodResponses, e.StatusCode)
		}), true

	case apigateway.IntegrationPut:
		return s.method(r, e.Key(), func(m *apigateway.Method) { m.MethodIntegration = &e.Integration }), true
	case apigateway.IntegrationUpdated:
		return s.method(r, e.Key(), func(m *apigateway.Method) { m.MethodIntegration = &e.Integration }), true
	case apigateway.IntegrationDeleted:
		return s.method(r, e.MethodKey, func(m *apigateway.Method) { m.MethodIntegration = nil }), true
	case apigateway.IntegrationResponsePut:
		return s.integration(r, e.Key(), func(i *apigateway.Integration) { setIntegrationResponse(i, &e.IntegrationResponse) }), true
	case apigateway.IntegrationResponseUpdated:
		return s.integration(r, e.Key(), func(i *apigateway.Integration) { setIntegrationResponse(i, &e.IntegrationResponse) }), true
	case apigateway.IntegrationResponseDeleted:
		return s.integration(r, e.MethodKey, func(i *apigateway.Integration) {
			i.IntegrationResponses = without(i.IntegrationResponses, e.StatusCode)
		}), true

	case apigateway.DeploymentCreated:
		return s.restApi(r, e.RestApiId, func(api RestApi) RestApi { return api.deployed(e) }), true
	case apigateway.DeploymentUpdated:
		return s.restApi(r, e.RestApiId, func(api RestApi) RestApi {
			if d := api.Deployments.Get(e.Deployment.Id); d != nil {
				api.Deployments = api.Deployments.Set(e.Deployment.Id, &Deployment{e.Deployment, d.Tree})
			}
			return api
		}), true
	case apigateway.DeploymentDeleted:
		return s.restApi(r, e.RestApiId, func(api RestApi) RestApi {
			api.Deployments = api.Deployments.Delete(e.DeploymentId)
			return api
		}), true

	case apigateway.StageCreated:
		return s.restApi(r, e.RestApiId, func(api RestApi) RestApi { return api.withStage(e.Stage) }), true
	case apigateway.StageUpdated:
		return s.restApi(r, e.RestApiId, func(api RestApi) RestApi { return api.withStage(e.Stage) }), true
	case apigateway.StageDeleted:
		s = s.restApi(r, e.RestApiId, func(api RestApi) RestApi {
			api.Stages = api.Stages.Delete(e.StageName)
			return api.emptied(e.StageName, func(c *Caches) { c.Authorizers, c.Data = c.Authorizers+1, c.Data+1 })
		})
		return s.in(r, func(g region) region { return g.detached(e.RestApiId + "/" + e.StageName + "/") }), true

	case apigateway.ResourceTagged:
		return s.tagged(r, e.ResourceSubject, e.Tags), true
	case apigateway.ResourceUntagged:
		return s.tagged(r, e.ResourceSubject, e.Tags), true
	}
	return s, false
}

// restApi is the state with a REST API changed; one that is not there stays away.
func (s State) restApi(r events.Recorded, id string, f func(RestApi) RestApi) State {
	return s.in(r, func(g region) region {
		if api := g.RestApis.Get(id); api != nil {
			return g.withRestApi(f(*api))
		}
		return g
	})
}

func (g region) withRestApi(api RestApi) region {
	g.RestApis = g.RestApis.Set(api.Tree.Id, &api)
	return g
}

// tree is the state with the live tree of a REST API changed.
func (s State) tree(r events.Recorded, id string, f func(*Tree) *Tree) State {
	return s.restApi(r, id, func(api RestApi) RestApi {
		api.Tree = f(api.Tree)
		return api
	})
}

// methods is the state with the methods of a resource changed; f is given a copy.
func (s State) methods(r events.Recorded, k apigateway.MethodKey, f func(map[string]*apigateway.Method)) State {
	return s.tree(r, k.RestApiId, func(t *Tree) *Tree {
		was := t.Resources.Get(k.ResourceId)
		if was == nil {
			return t
		}
		now := *was
		if now.ResourceMethods = maps.Clone(was.ResourceMethods); now.ResourceMethods == nil {
			now.ResourceMethods = map[string]*apigateway.Method{}
		}
		f(now.ResourceMethods)
		return t.changed(func(t *Tree) { t.Resources = t.Resources.Set(now.Id, &now) })
	})
}

// method is the state with one method changed; f is given a copy.
func (s State) method(r events.Recorded, k apigateway.MethodKey, f func(*apigateway.Method)) State {
	return s.methods(r, k, func(m map[string]*apigateway.Method) {
		if was := m[k.HttpMethod]; was != nil {
			now := *was
			f(&now)
			m[k.HttpMethod] = &now
		}
	})
}

// integration is the state with the backend of a method changed; f is given a copy.
func (s State) integration(r events.Recorded, k apigateway.MethodKey, f func(*apigateway.Integration)) State {
	return s.method(r, k, func(m *apigateway.Method) {
		if m.MethodIntegration != nil {
			now := *m.MethodIntegration
			f(&now)
			m.MethodIntegration = &now
		}
	})
}

func setResponse(m *apigateway.Method, r *apigateway.MethodResponse) {
	m.MethodResponses = with(m.MethodResponses, r.StatusCode, r)
}

func setIntegrationResponse(i *apigateway.Integration, r *apigateway.IntegrationResponse) {
	i.IntegrationResponses = with(i.IntegrationResponses, r.StatusCode, r)
}

// with and without are a copy of a map with one entry set or gone.
func with[V any](m map[string]V, k string, v V) map[string]V {
	m = maps.Clone(m)
	if m == nil {
		m = map[string]V{}
	}
	m[k] = v
	return m
}

func without[V any](m map[string]V, k string) map[string]V {
	m = maps.Clone(m)
	delete(m, k)
	return m
}

// deployed keeps the API's tree as it is now: no copy, only the pointer.
func (api RestApi) deployed(e apigateway.DeploymentCreated) RestApi {
	api.Deployments = api.Deployments.Set(e.Deployment.Id, &Deployment{e.Deployment, api.Tree})
	if e.Stage != nil {
		api = api.withStage(*e.Stage)
	}
	return api
}

func (api RestApi) withStage(s apigateway.Stage) RestApi {
	api.Stages = api.Stages.Set(s.StageName, &s)
	return api
}
