package projections

import (
	"reel/events"
	"reel/events/apigateway"
)

// applyDocumentation folds the events of documentation parts and versions, and
// those of stages' caches.
func (s State) applyDocumentation(r events.Recorded) (State, bool) {
	switch e := r.Event.(type) {
	case apigateway.DocumentationPartCreated:
		return s.documentation(r, e.RestApiId, nil, e.DocumentationPart), true
	case apigateway.DocumentationPartUpdated:
		return s.documentation(r, e.RestApiId, nil, e.DocumentationPart), true
	case apigateway.DocumentationPartDeleted:
		return s.documentation(r, e.RestApiId, []string{e.DocumentationPartId}), true
	case apigateway.DocumentationPartsImported:
		return s.documentation(r, e.RestApiId, e.Removed, e.DocumentationParts...), true

	case apigateway.DocumentationVersionCreated:
		return s.restApi(r, e.RestApiId, func(api RestApi) RestApi { return api.documented(e) }), true
	case apigateway.DocumentationVersionUpdated:
		return s.restApi(r, e.RestApiId, func(api RestApi) RestApi {
			if v := api.DocumentationVersions.Get(e.DocumentationVersion.Version); v != nil {
				api = api.withVersion(e.DocumentationVersion, v.Parts)
			}
			return api
		}), true
	case apigateway.DocumentationVersionDeleted:
		return s.restApi(r, e.RestApiId, func(api RestApi) RestApi {
			api.DocumentationVersions = api.DocumentationVersions.Delete(e.DocumentationVersion)
			return api
		}), true

	case apigateway.StageCacheFlushed:
		return s.restApi(r, e.RestApiId, func(api RestApi) RestApi {
			return api.emptied(e.StageName, func(c *Caches) { c.Data++ })
		}), true
	case apigateway.StageAuthorizersCacheFlushed:
		return s.restApi(r, e.RestApiId, func(api RestApi) RestApi {
			return api.emptied(e.StageName, func(c *Caches) { c.Authorizers++ })
		}), true
	}
	return s, false
}

// documentation is the state with documentation parts of a REST API removed and set.
func (s State) documentation(r events.Recorded, restApiID string, gone []string, set ...apigateway.DocumentationPart) State {
	return s.restApi(r, restApiID, func(api RestApi) RestApi {
		for _, id := range gone {
			api.DocumentationParts = api.DocumentationParts.Delete(id)
		}
		for i := range set {
			api.DocumentationParts = api.DocumentationParts.Set(set[i].Id, &set[i])
		}
		return api
	})
}

// documented keeps the API's documentation parts as they are now.
func (api RestApi) documented(e apigateway.DocumentationVersionCreated) RestApi {
	api = api.withVersion(e.DocumentationVersion, api.DocumentationParts)
	if e.Stage != nil {
		api = api.withStage(*e.Stage)
	}
	return api
}

func (api RestApi) withVersion(v apigateway.DocumentationVersion, parts Table[apigateway.DocumentationPart]) RestApi {
	api.DocumentationVersions = api.DocumentationVersions.Set(v.Version, &DocumentationVersion{parts, v})
	return api
}

// emptied is the API with a stage's caches emptied as count says.
func (api RestApi) emptied(stage string, count func(*Caches)) RestApi {
	var now Caches
	if was := api.Caches.Get(stage); was != nil {
		now = *was
	}
	count(&now)
	api.Caches = api.Caches.Set(stage, &now)
	return api
}
