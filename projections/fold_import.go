package projections

import (
	"reel/events"
	"reel/events/apigateway"
)

// applyImports folds the imports of whole REST APIs.
func (s State) applyImports(r events.Recorded) (State, bool) {
	switch e := r.Event.(type) {
	case apigateway.RestApiImported:
		s.owners = s.owners.Set(e.RestApi.Id, &owner{r.Account, r.Region})
		return s.in(r, func(g region) region {
			return g.withRestApi(RestApi{}.imported(e.RestApiContent))
		}), true
	case apigateway.RestApiPut:
		return s.restApi(r, e.RestApi.Id, func(api RestApi) RestApi { return api.imported(e.RestApiContent) }), true
	}
	return s, false
}

// imported is the API with another tree and other documentation. What was
// deployed and documented as versions stays.
func (api RestApi) imported(c apigateway.RestApiContent) RestApi {
	api.Tree = newRestApi(apigateway.RestApiCreated{
		Authorizers: c.Authorizers, GatewayResponses: c.GatewayResponses, Models: c.Models,
		RequestValidators: c.RequestValidators, Resources: c.Resources, RestApi: c.RestApi,
	}).Tree
	api.DocumentationParts = Table[apigateway.DocumentationPart]{}
	for i, p := range c.DocumentationParts {
		api.DocumentationParts = api.DocumentationParts.Set(p.Id, &c.DocumentationParts[i])
	}
	for _, v := range c.DocumentationVersions {
		api = api.withVersion(v, api.DocumentationParts)
	}
	return api
}
