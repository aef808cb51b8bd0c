package apigatewayv2

import "reel/events"

// A Model is the JSON schema of a message of a WebSocket API, as GetModel shows it.
// See https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-models-modelid.html.
type Model struct {
	ContentType string `json:"contentType,omitempty"`
	Description string `json:"description,omitempty"`
	ModelId     string `json:"modelId"`
	Name        string `json:"name"`
	Schema      string `json:"schema,omitempty"` // draft 4, 32 KB at the most
}

// ModelCreated says that an API has a new model.
type ModelCreated struct {
	ApiId string `json:"apiId"`
	Deploys
	Model Model `json:"model"`
}

// ModelUpdated says that a model has changed.
type ModelUpdated struct {
	ApiId string `json:"apiId"`
	Deploys
	Model Model `json:"model"`
}

// ModelDeleted says that a model is gone.
type ModelDeleted struct {
	ApiId string `json:"apiId"`
	Deploys
	ModelId string `json:"modelId"`
}

// ModelSubject is the subject of a model of an API.
func ModelSubject(apiId, id string) string { return ApiSubject(apiId) + "/models/" + id }

// Subject is the new model.
func (e ModelCreated) Subject() string { return ModelSubject(e.ApiId, e.Model.ModelId) }

// Subject is the changed model.
func (e ModelUpdated) Subject() string { return ModelSubject(e.ApiId, e.Model.ModelId) }

// Subject is the model that is gone.
func (e ModelDeleted) Subject() string { return ModelSubject(e.ApiId, e.ModelId) }

// Noun is the new model.
func (e ModelCreated) Noun() any { return e.Model }

// Noun is the model as it is afterwards.
func (e ModelUpdated) Noun() any { return e.Model }

func init() {
	events.Register[ModelCreated]("apigatewayv2.ModelCreated")
	events.Register[ModelUpdated]("apigatewayv2.ModelUpdated")
	events.Register[ModelDeleted]("apigatewayv2.ModelDeleted")
}
