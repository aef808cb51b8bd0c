package apigateway

import "reel/events"

// A RestApiContent is a REST API with all that an OpenAPI document can say of it,
// as it is after an import.
type RestApiContent struct {
	Authorizers           []Authorizer           `json:"authorizers,omitempty"`
	DocumentationParts    []DocumentationPart    `json:"documentationParts,omitempty"`
	DocumentationVersions []DocumentationVersion `json:"documentationVersions,omitempty"` // those that the import has made, of these parts
	GatewayResponses      []GatewayResponse      `json:"gatewayResponses,omitempty"`
	Models                []Model                `json:"models,omitempty"`
	RequestValidators     []RequestValidator     `json:"requestValidators,omitempty"`
	Resources             []Resource             `json:"resources"` // by path, the root first, with their methods
	RestApi               RestApi                `json:"restApi"`
	Warnings              []string               `json:"warnings,omitempty"` // what of the document was passed over
}

// RestApiImported says that there is a new REST API, made of an OpenAPI document.
type RestApiImported struct{ RestApiContent }

// RestApiPut says that an OpenAPI document was merged into a REST API, or put in
// its place. Its deployments and stages stay.
type RestApiPut struct{ RestApiContent }

// Subject is the REST API.
func (c RestApiContent) Subject() string { return RestApiSubject(c.RestApi.Id) }

// Noun is the REST API with the warnings of the import, which are in this one
// answer only.
func (c RestApiContent) Noun() any {
	api := c.RestApi
	api.Warnings = c.Warnings
	return api
}

func init() {
	events.Register[RestApiImported]("apigateway.RestApiImported")
	events.Register[RestApiPut]("apigateway.RestApiPut")
}
