package projections

import (
	"reel/events"
	"reel/events/apigateway"
	"reel/events/apigatewayv2"
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

// applyApiImports folds the imports of whole HTTP APIs. An API that is imported
// anew keeps what stages have and what was deployed.
func (s State) applyApiImports(r events.Recorded) (State, bool) {
	switch e := r.Event.(type) {
	case apigatewayv2.ApiImported:
		s.owners = s.owners.Set(e.Api.ApiId, &owner{r.Account, r.Region})
		return s.in(r, func(g region) region { return g.withApi(Api{Tree: importedTree(e.ApiContent)}) }), true
	case apigatewayv2.ApiReimported:
		return s.api(r, e.Api.ApiId, func(api Api) Api {
			api.Tree = importedTree(e.ApiContent)
			return api
		}), true
	}
	return s, false
}

// importedTree is the tree of an API as an import has left it.
func importedTree(c apigatewayv2.ApiContent) *ApiTree {
	return newApi(apigatewayv2.ApiCreated{
		Api: c.Api, Authorizers: c.Authorizers, Integrations: c.Integrations, Routes: c.Routes,
	}).Tree
}
