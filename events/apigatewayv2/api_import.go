package apigatewayv2

import "reel/events"

// An ApiContent is an HTTP API with all that an OpenAPI document can say of it, as
// it is after an import.
type ApiContent struct {
	Api         Api          `json:"api"`
	Authorizers []Authorizer `json:"authorizers,omitempty"`
	Deploys
	ImportInfo   []string      `json:"importInfo,omitempty"` // what of the document is of no use to an HTTP API
	Integrations []Integration `json:"integrations,omitempty"`
	Routes       []Route       `json:"routes,omitempty"`   // in the document's order
	Warnings     []string      `json:"warnings,omitempty"` // what of the document was passed over
}

// ApiImported says that there is a new HTTP API, made of an OpenAPI document.
type ApiImported struct{ ApiContent }

// ApiReimported says that an OpenAPI document was put in the place of an HTTP API.
// Its deployments and stages stay.
type ApiReimported struct{ ApiContent }

// Subject is the API.
func (c ApiContent) Subject() string { return ApiSubject(c.Api.ApiId) }

// Noun is the API with what there was to tell of the import, which is in this one
// answer only.
func (c ApiContent) Noun() any {
	api := c.Api
	api.ImportInfo, api.Warnings = c.ImportInfo, c.Warnings
	return api
}

func init() {
	events.Register[ApiImported]("apigatewayv2.ApiImported")
	events.Register[ApiReimported]("apigatewayv2.ApiReimported")
}
