package projections

import (
	"reel/events"
	"reel/events/apigateway"
)

// Model is a model of a REST API, or AWS's refusal, which names the model when
// it is the API that is unknown, too.
func (w World) Model(restApiID, name string) (*RestApi, *apigateway.Model, error) {
	if api := w.region.RestApis.Get(restApiID); api != nil {
		if m := api.Tree.Models.Get(name); m != nil {
			return api, m, nil
		}
	}
	return nil, nil, events.Refuse(events.NotFound, "Invalid model name specified: "+name)
}

// GetModel answers GetModel, with the models that it refers to in it when that is
// asked for.
func (w World) GetModel(c apigateway.GetModel) (apigateway.Model, error) {
	api, m, err := w.Model(c.RestApiId, c.ModelName)
	if err != nil {
		return apigateway.Model{}, err
	}
	shown := *m
	if c.Flatten != nil && *c.Flatten {
		shown.Schema = api.Tree.Flattened(m.Schema)
	}
	return shown, nil
}

// GetModels answers GetModels: by name.
func (w World) GetModels(c apigateway.GetModels) (Listing, error) {
	api, err := w.RestApi(c.RestApiId)
	if err != nil {
		return Listing{}, err
	}
	return listing(api.Tree.Models, func(m *apigateway.Model) any { return m }), nil
}

// A TemplateView is the answer to GetModelTemplate.
type TemplateView struct {
	Value string `json:"value"`
}

// GetModelTemplate answers GetModelTemplate.
func (w World) GetModelTemplate(c apigateway.GetModelTemplate) (TemplateView, error) {
	api, m, err := w.Model(c.RestApiId, c.ModelName)
	if err != nil {
		return TemplateView{}, err
	}
	return TemplateView{api.Tree.sampleTemplate(m.Schema)}, nil
}
