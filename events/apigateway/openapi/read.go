package openapi

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"strings"

	"reel/events/apigateway"
	"reel/events/apigateway/openapi/document"
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

	Errors   []string // why it cannot be imported, in AWS's words
	Warnings []string // what of it was passed over, in AWS's words
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

// ErrInput is AWS's answer to what is no OpenAPI document, one of OpenAPI 3.1
// among them (https://github.com/aws/serverless-application-model/issues/3449).
var ErrInput = errors.New("Invalid OpenAPI input.")

// Read reads a document. The error of one that cannot be read is in AWS's words;
// what is wrong with a part of it is among the definition's own.
func Read(text []byte, o Options) (*Definition, error) {
	root, err := document.Parse(resolveVariables(text, o))
	if err != nil {
		return nil, ErrInput
	}
	r := reader{Options: o, root: root, models: map[string]bool{}, prefixes: map[string]bool{}, pointers: map[string]*document.Node{}, inline: map[*document.Node]string{}, bySum: map[[sha256.Size]byte]string{}}
	if r.swagger, err = isSwagger(root); err != nil {
		return nil, err
	}
	r.info()
	r.declareModels()
	r.validators()
	r.security()
	r.extensions()
	r.paths()
	r.documentation()
	if r.full() {
		return nil, fmt.Errorf("The API definition comes to more than %d MB of methods and models.", maxOutcome>>20)
	}
	return &r.Definition, nil
}

// isSwagger tells Swagger 2.0 from OpenAPI 3.0, and refuses the rest.
func isSwagger(root *document.Node) (bool, error) {
	version := root.Get("openapi").Scalar()
	switch {
	case !root.Is(document.Object):
	case root.Get("swagger").Scalar() == "2.0":
		return true, nil
	case version == "3.0" || strings.HasPrefix(version, "3.0."):
		return false, nil
	}
	return false, ErrInput
}

// resolveVariables puts in what AWS's variables stand for:
// https://docs.aws.amazon.com/apigateway/latest/developerguide/import-api-aws-variables.html.
func resolveVariables(text []byte, o Options) []byte {
	if !bytes.Contains(text, []byte("${AWS::")) {
		return text
	}
	partition := "aws"
	switch {
	case strings.HasPrefix(o.Region, "cn-"):
		partition = "aws-cn"
	case strings.HasPrefix(o.Region, "us-gov-"):
		partition = "aws-us-gov"
	}
	s := strings.NewReplacer("${AWS::AccountId}", o.Account, "${AWS::Partition}", partition, "${AWS::Region}", o.Region).Replace(string(text))
	return []byte(s)
}

// A reader goes through a document and fills its definition.
type reader struct {
	Options
	Definition
	root    *document.Node
	swagger bool

	defaultValidator string
	globalSecurity   *document.Node
	models           map[string]bool              // names that are taken
	pointers         map[string]*document.Node    // what references lead to
	prefixes         map[string]bool              // paths of resources that are counted
	inline           map[*document.Node]string    // names of the models of schemas that stand in place
	bySum            map[[sha256.Size]byte]string // the same by the schemas' sums
	schemes          map[string]scheme
	spent            int
}

// What a document may come to. References within it and aliases of YAML let a
// few lines stand for more than an event may hold.
const (
	maxOutcome  = 20 << 20 // bytes, about as an event has them
	maxFindings = 1000     // warnings, and errors
	maxFinding  = 1024     // bytes of one
	maxPath     = 4096     // bytes of a path
	entrySize   = 16       // bytes of an entry besides its name and value
)

// spend counts bytes that go into the definition and tells whether there was room
// for them. Every loop whose length a reference or an alias may repeat spends
// something on each turn, so that no document is read for long.
func (r *reader) spend(bytes int) bool {
	r.spent += bytes + entrySize
	return !r.full()
}

func (r *reader) full() bool { return r.spent > maxOutcome }

func (r *reader) warn(format string, args ...any) { r.Warnings = noted(r.Warnings, format, args) }

func (r *reader) fail(format string, args ...any) { r.Errors = noted(r.Errors, format, args) }

func noted(findings []string, format string, args []any) []string {
	if len(findings) >= maxFindings {
		return findings
	}
	text := fmt.Sprintf(format, args...)
	return append(findings, strings.ToValidUTF8(text[:min(len(text), maxFinding)], ""))
}

func (r *reader) info() {
	info := r.root.Get("info")
	r.Title, r.Version = info.Get("title").Scalar(), info.Get("version").Scalar()
	r.Description = info.Get("description").Scalar()
	if r.Title == "" {
		r.warn("Parse issue: attribute info.title is missing")
	}
}
