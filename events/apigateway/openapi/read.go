package openapi

import (
	"crypto/sha256"
	"fmt"

	"reel/events/apigateway"
	"reel/events/document"
	"reel/events/oas"
)

// A Definition is what a document says of a REST API. What it does not say is
// zero or nil.
type Definition struct {
	ApiKeySource              string
	Authorizers               []apigateway.Authorizer // without ids
	BinaryMediaTypes          []string                // nil when not said
	Description               string
	DisableExecuteApiEndpoint *bool
	DocumentationVersion      DocumentationVersion
	EndpointAccessMode        string
	GatewayResponses          []GatewayResponse
	IpAddressType             string
	MinimumCompressionSize    *int64
	Models                    []apigateway.Model // without ids; referring to each other as models of the API
	Parts                     []Part             // of the documentation
	Paths                     []Path             // in the document's order
	Policy                    string             // as JSON
	RequestValidators         []apigateway.RequestValidator
	SecurityPolicy            string
	Title                     string
	Version                   string
	VpcEndpointIds            []string // nil when not said

	*oas.Findings
}

// A Path is one path with its methods in the document's order.
type Path struct {
	Path    string
	Methods []Method
}

// A Method is a method whose AuthorizerId and RequestValidatorId are names.
type Method struct {
	apigateway.Method
	// Responses are the integration's, in the document's order: of two for one
	// status the later counts.
	Responses []apigateway.IntegrationResponse
}

// A GatewayResponse is an answer of the API's own. What it does not say is AWS's.
type GatewayResponse struct {
	Parameters   map[string]string
	ResponseType string
	StatusCode   string
	Templates    map[string]string
}

// A Part is a documentation part; its properties are JSON.
type Part struct {
	Location   apigateway.DocumentationPartLocation
	Properties string
}

// A DocumentationVersion is the snapshot of documentation that a document holds;
// its Version is "" when it names none.
type DocumentationVersion struct {
	CreatedDate string // as an export writes it
	Version     string
}

// Options are how a document is read.
type Options struct {
	Account, Region string // what ${AWS::AccountId} and ${AWS::Region} stand for
	BasePath        string // what becomes of a base path: ignore, prepend or split
	Documentation   bool   // whether documentation is read
	RestApiId       string // of the API whose models refer to each other
}

// Read reads a document. The error of one that cannot be read is in AWS's words;
// what is wrong with a part of it is among the definition's own.
func Read(text []byte, o Options) (*Definition, error) {
	reading, err := oas.Open(text, oas.Variables{Account: o.Account, Region: o.Region})
	if err != nil {
		return nil, err
	}
	r := reader{Options: o, Reading: reading, Definition: Definition{Findings: reading.Found}, models: map[string]bool{}, prefixes: map[string]bool{}, inline: map[*document.Node]string{}, bySum: map[[sha256.Size]byte]string{}}
	r.Title, r.Version, r.Description = r.About()
	r.declareModels()
	r.validators()
	r.security()
	r.extensions()
	r.paths()
	r.documentation()
	if r.Full() {
		return nil, fmt.Errorf("The API definition comes to more than %d MB of methods and models.", oas.MaxOutcome>>20)
	}
	return &r.Definition, nil
}

// A reader goes through a document and fills its definition.
type reader struct {
	*oas.Reading
	Options
	Definition

	defaultValidator string
	globalSecurity   *document.Node
	models           map[string]bool              // names that are taken
	prefixes         map[string]bool              // paths of resources that are counted
	inline           map[*document.Node]string    // names of the models of schemas that stand in place
	bySum            map[[sha256.Size]byte]string // the same by the schemas' sums
	schemes          map[string]scheme
}

// maxPath is how many bytes a path may have.
const maxPath = 4096
