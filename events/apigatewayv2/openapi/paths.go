package openapi

import (
	"strings"

	"reel/events/document"
)

const anyMethod = "x-amazon-apigateway-any-method"

// verbs are the members of a path that are methods, with their verbs.
var verbs = map[string]string{
	"delete": "DELETE", "get": "GET", "head": "HEAD", "options": "OPTIONS", "patch": "PATCH", "post": "POST", "put": "PUT",
	anyMethod: "ANY",
}

// What things have in an event besides what the document says of them, in bytes.
const (
	routeSize       = 150
	integrationSize = 200
)

// paths takes the routes of the document's paths.
func (r *reader) paths() {
	paths := r.Root.Get("paths")
	if !paths.Is(document.Object) {
		r.Warn("Parse issue: attribute paths is missing")
		return
	}
	prefix := strings.Join(r.Prefix(r.BasePath), "/")
	if prefix != "" {
		prefix = "/" + prefix
	}
	for _, m := range paths.Members {
		if strings.HasPrefix(m.Name, "x-") {
			continue
		}
		path, rooted := strings.CutPrefix(m.Name, "/")
		if !rooted {
			r.Warn("Parse issue: attribute paths. Resource %s should start with /", m.Name)
		}
		if path == "" && prefix != "" {
			r.path(prefix, m.Name, m.Value)
		} else {
			r.path(prefix+"/"+path, m.Name, m.Value)
		}
		if r.Full() {
			return
		}
	}
}

// maxWritten is how many bytes of a path are told.
const maxWritten = 1024

// path takes the routes of one path.
func (r *reader) path(path, written string, n *document.Node) {
	at := func() string { return "paths.'" + written[:min(len(written), maxWritten)] + "'" }
	if n = r.Resolve(n, at); !n.Is(document.Object) {
		return
	}
	r.parameters(n, at)
	for _, m := range n.Members {
		where := func() string { return at() + "(" + m.Name + ")" }
		verb := verbs[m.Name]
		if m.Name == "trace" {
			r.useless(where())
		}
		if verb == "" || !r.Spend(routeSize+len(path)) {
			continue
		}
		op := operation{reader: r, node: m.Value, path: path, verb: verb, where: where}
		op.read()
	}
}

// An operation is a route of the document while it is read.
type operation struct {
	*reader
	Route
	node  *document.Node
	path  string
	verb  string
	where func() string // in the words of the parser's warnings
}

func (op *operation) read() {
	op.RouteKey, op.AuthorizationType = op.verb+" "+op.path, "NONE"
	if deref(flag(op.node.Get("isDefaultRoute"))) {
		op.RouteKey = "$default"
	}
	op.name()
	op.authorize()
	op.integration()
	op.described()
	op.Routes = append(op.Routes, op.Route)
}

func deref(p *bool) bool { return p != nil && *p }

// maxName is how long an operation's name may be (AWS's model: 1 to 64).
const maxName = 64

// name takes the operation's id as the route's name. The parser tells of one that
// is there twice.
func (op *operation) name() {
	id := op.node.Get("operationId").Scalar()
	switch {
	case id == "":
		return
	case op.ids[id]:
		op.Warn("Parse issue: attribute %s.operationId is repeated", op.where())
	case len(id) > maxName:
		op.Warn("Invalid operationId of Route '%s'. It can have at most %d characters. Ignoring.", op.RouteKey, maxName)
		return
	}
	op.ids[id] = true
	op.Spend(len(id))
	op.OperationName = id
}

// described follows what the document says of the route's requests and answers,
// which an HTTP API has no use for.
func (op *operation) described() {
	op.parameters(op.node, op.where)
	if body := op.node.Get("requestBody"); body != nil {
		op.useless(op.where() + ".requestBody")
		op.check(body, trail{above: op.where, name: "requestBody"})
	}
	op.check(op.node.Get("responses"), trail{above: op.where, name: "responses"})
	if op.node.Get(requestValidator) != nil {
		op.useless(op.where() + "." + requestValidator)
	}
}

// parameters follows the parameters of a path or of an operation.
func (r *reader) parameters(n *document.Node, where func() string) {
	r.check(n.Get("parameters"), trail{above: where, name: "parameters"})
}
