package openapi

import (
	"errors"
	"fmt"

	"reel/events/apigatewayv2"
	"reel/events/document"
	"reel/events/oas"
)

// A Definition is what a document says of an HTTP API. What it does not say is
// zero or nil.
type Definition struct {
	*oas.Findings
	Authorizers               []apigatewayv2.Authorizer // without ids
	Cors                      *apigatewayv2.CorsInput
	Description               string
	DisableExecuteApiEndpoint *bool
	Integrations              []apigatewayv2.Integration // without ids, those that routes name
	IpAddressType             string
	Routes                    []Route           // in the document's order
	Tags                      map[string]string // nil when it has none
	Title                     string
	Version                   string
}

// A Route is a route whose AuthorizerId is a name, and without a target.
type Route struct {
	apigatewayv2.Route
	Integration int // its place among the definition's, -1 for none
}

// Options are how a document is read.
type Options struct {
	oas.Variables
	BasePath string // what becomes of a base path: ignore, prepend or split
}

// errSwagger is what a document of Swagger 2.0 is answered, which a REST API
// could be made of.
var errSwagger = errors.New("Invalid OpenAPI input. HTTP APIs support only OpenAPI 3.0.")

// Read reads a document. What is wrong with a part of it is among the
// definition's own findings.
func Read(text []byte, o Options) (*Definition, error) {
	reading, err := oas.Open(text, o.Variables)
	if err != nil {
		return nil, err
	}
	if reading.Swagger {
		return nil, errSwagger
	}
	r := reader{
		Reading: reading, Options: o, Definition: Definition{Findings: reading.Found}, ids: map[string]bool{},
		shared: map[*document.Node]int{}, schemes: map[string]scheme{},
	}
	r.Title, r.Version, r.Description = r.About()
	r.extensions()
	r.security()
	r.paths()
	r.components()
	if r.Full() {
		return nil, fmt.Errorf("The API definition comes to more than %d MB of routes and integrations.", oas.MaxOutcome>>20)
	}
	return &r.Definition, nil
}

// A reader goes through a document and fills its definition.
type reader struct {
	*oas.Reading
	Options
	Definition

	ids     map[string]bool        // operations' ids
	shared  map[*document.Node]int // places of the integrations that several routes may name
	schemes map[string]scheme
	unmet   int // references to nothing
}
