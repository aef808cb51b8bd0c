package apigateway

import "reel/events"

// A Model is the shape of a payload, as GetModel shows it.
// See https://docs.aws.amazon.com/apigateway/latest/api/API_Model.html.
type Model struct {
	ContentType string `json:"contentType,omitempty"`
	Description string `json:"description,omitempty"`
	Id          string `json:"id"`
	Name        string `json:"name"`             // unique within its REST API; methods refer to it by this
	Schema      string `json:"schema,omitempty"` // a JSON Schema, as its caller wrote it
}

// ModelCreated says that a REST API has a new model.
type ModelCreated struct {
	Model     Model  `json:"model"`
	RestApiId string `json:"restApiId"`
}

// ModelUpdated says that a model has changed.
type ModelUpdated struct {
	Model     Model  `json:"model"`
	RestApiId string `json:"restApiId"`
}

// ModelDeleted says that a model is gone.
type ModelDeleted struct {
	ModelName string `json:"modelName"`
	RestApiId string `json:"restApiId"`
}

// ModelSubject is the subject of a model of a REST API.
func ModelSubject(restApiId, name string) string {
	return RestApiSubject(restApiId) + "/models/" + name
}

// Subject is the new model.
func (e ModelCreated) Subject() string { return ModelSubject(e.RestApiId, e.Model.Name) }

// Subject is the changed model.
func (e ModelUpdated) Subject() string { return ModelSubject(e.RestApiId, e.Model.Name) }

// Subject is the model that is gone.
func (e ModelDeleted) Subject() string { return ModelSubject(e.RestApiId, e.ModelName) }

// Noun is the new model.
func (e ModelCreated) Noun() any { return e.Model }

// Noun is the model as it is afterwards.
func (e ModelUpdated) Noun() any { return e.Model }

func init() {
	events.Register[ModelCreated]("apigateway.ModelCreated")
	events.Register[ModelUpdated]("apigateway.ModelUpdated")
	events.Register[ModelDeleted]("apigateway.ModelDeleted")
}
