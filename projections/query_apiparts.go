package projections

import (
	"reel/events/apigatewayv2"
)

// ApiModel is a model of an API as it is now, or AWS's refusal.
func (w World) ApiModel(apiID, id string) (*Api, *apigatewayv2.Model, error) {
	api, err := w.Api(apiID)
	if err != nil {
		return nil, nil, err
	}
	if m := api.Tree.Models.Get(id); m != nil {
		return api, m, nil
	}
	return nil, nil, notFound("Model", "Invalid Model identifier specified "+id)
}

// ModelNamed is the model with the given name, nil if there is none.
func (t *ApiTree) ModelNamed(name string) *apigatewayv2.Model {
	for _, m := range t.Models.All() {
		if m.Name == name {
			return m
		}
	}
	return nil
}

// ApiAuthorizer is an authorizer of an API as it is now, or AWS's refusal.
func (w World) ApiAuthorizer(apiID, id string) (*Api, *apigatewayv2.Authorizer, error) {
	api, err := w.Api(apiID)
	if err != nil {
		return nil, nil, err
	}
	if a := api.Tree.Authorizers.Get(id); a != nil {
		return api, a, nil
	}
	return nil, nil, notFound("Authorizer", "Invalid Authorizer identifier specified "+id)
}

// GetModel answers GetModel.
func (w V2) GetModel(c apigatewayv2.GetModel) (*apigatewayv2.Model, error) {
	_, m, err := World(w).ApiModel(c.ApiId, c.ModelId)
	return m, err
}

// GetModels answers GetModels.
func (w V2) GetModels(c apigatewayv2.GetModels) (Listing, error) {
	api, err := World(w).Api(c.ApiId)
	if err != nil {
		return Listing{}, err
	}
	return listing(api.Tree.Models, func(m *apigatewayv2.Model) any { return m }), nil
}

// GetModelTemplate answers GetModelTemplate.
func (w V2) GetModelTemplate(c apigatewayv2.GetModelTemplate) (map[string]string, error) {
	api, m, err := World(w).ApiModel(c.ApiId, c.ModelId)
	if err != nil {
		return nil, err
	}
	return map[string]string{"value": sampleTemplate(m.Schema, c.ApiId, func(name string) string {
		if m := api.Tree.ModelNamed(name); m != nil {
			return m.Schema
		}
		return ""
	})}, nil
}

// GetAuthorizer answers GetAuthorizer.
func (w V2) GetAuthorizer(c apigatewayv2.GetAuthorizer) (*apigatewayv2.Authorizer, error) {
	_, a, err := World(w).ApiAuthorizer(c.ApiId, c.AuthorizerId)
	return a, err
}

// GetAuthorizers answers GetAuthorizers.
func (w V2) GetAuthorizers(c apigatewayv2.GetAuthorizers) (Listing, error) {
	api, err := World(w).Api(c.ApiId)
	if err != nil {
		return Listing{}, err
	}
	return listing(api.Tree.Authorizers, func(a *apigatewayv2.Authorizer) any { return a }), nil
}
