package openapi

import (
	"fmt"
	"strings"

	"reel/events/apigateway"
	"reel/events/document"
	"reel/events/oas"
)

// verbs are the members of a path that are methods, with their verbs.
var verbs = map[string]string{
	"delete": "DELETE", "get": "GET", "head": "HEAD", "options": "OPTIONS", "patch": "PATCH", "post": "POST", "put": "PUT",
	anyMethod: "ANY",
}

const anyMethod = "x-amazon-apigateway-any-method"

// paths takes the document's paths with their methods.
func (r *reader) paths() {
	paths := r.Root.Get("paths")
	if !paths.Is(document.Object) {
		r.Warn("Parse issue: attribute paths is missing")
		return
	}
	prefix := r.Prefix(r.BasePath)
	if len(prefix) > 0 {
		r.Paths = append(r.Paths, Path{Path: "/" + strings.Join(prefix, "/")})
	}
	for _, m := range paths.Members {
		if strings.HasPrefix(m.Name, "x-") {
			continue
		}
		if !strings.HasPrefix(m.Name, "/") {
			r.Warn("Parse issue: attribute paths. Resource %s should start with /", m.Name)
		}
		p := Path{Path: "/" + strings.Join(append(prefix[:len(prefix):len(prefix)], oas.Split(m.Name)...), "/")}
		if len(p.Path) > maxPath {
			r.Fail("Unable to create resource at path '%s…': a path may have at most %d bytes.", p.Path[:64], maxPath)
			continue
		}
		if !r.spendPath(p.Path) {
			return
		}
		r.path(&p, m.Name, m.Value)
		r.Paths = append(r.Paths, p)
	}
}

// spendPath counts the resources that a path adds: one for each of its parts that
// no path before has led to.
func (r *reader) spendPath(path string) bool {
	for path != "" && !r.prefixes[path] {
		if !r.Spend(len(path) + resourceSize) {
			return false
		}
		r.prefixes[path] = true
		path = path[:strings.LastIndexByte(path, '/')]
	}
	return true
}

// What things have in an event besides what the document says of them, in bytes.
const (
	parameterSize           = 24
	responseSize            = 48
	resourceSize            = 100
	integrationResponseSize = 100
	partSize                = 120
	methodSize              = 150
	integrationSize         = 200
)

// path takes the methods of a path.
func (r *reader) path(p *Path, written string, n *document.Node) {
	if n = r.Resolve(n, func() string { return "paths.'" + written + "'" }); n == nil {
		return
	}
	r.document(apigateway.DocumentationPartLocation{Type: "RESOURCE", Path: p.Path}, n, "summary", "description")
	for _, m := range n.Members {
		verb := verbs[m.Name]
		if verb == "" || !r.Spend(methodSize) {
			continue
		}
		op := operation{reader: r, node: m.Value, path: p.Path, shared: n.Get("parameters"), verb: verb}
		op.where = func() string { return fmt.Sprintf("paths.'%s'(%s)", written, m.Name) }
		p.Methods = append(p.Methods, op.read())
	}
}

// An operation is a method of the document while it is read.
type operation struct {
	*reader
	Method
	node   *document.Node
	path   string         // as the resource's
	shared *document.Node // parameters of all methods of the path
	verb   string
	where  func() string // in the words of the parser's warnings
}

func (op *operation) read() Method {
	op.HttpMethod, op.OperationName = op.verb, op.node.Get("operationId").Scalar()
	op.Spend(len(op.OperationName))
	op.AuthorizationType = "NONE"
	op.authorize()
	op.parameters()
	op.requestBody()
	op.responses()
	op.integration()
	op.RequestValidatorId = op.defaultValidator
	if v := op.node.Get(requestValidator); v != nil {
		op.RequestValidatorId = v.Scalar()
	}
	op.document(op.at("METHOD", ""), op.node, "tags", "summary", "description", "externalDocs", "deprecated")
	return op.Method
}

// at is where documentation of the method, or of a part of it, belongs.
func (op *operation) at(typ, name string) apigateway.DocumentationPartLocation {
	return apigateway.DocumentationPartLocation{Type: typ, Path: op.path, Method: op.verb, Name: name}
}

// types are the content types that a Swagger method takes or gives.
func (op *operation) types(member string) []string {
	n := op.node.Get(member)
	if n == nil {
		n = op.Root.Get(member)
	}
	types := n.Strings()
	if len(types) == 0 {
		return []string{"application/json"}
	}
	return types
}
