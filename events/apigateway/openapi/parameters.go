package openapi

import (
	"fmt"

	"reel/events/document"
)

// locations are where parameters stand, as API Gateway calls it.
var locations = map[string]string{
	"header": "method.request.header.", "path": "method.request.path.", "query": "method.request.querystring.",
}

// documented are the types of documentation parts by where parameters stand.
var documented = map[string]string{"header": "REQUEST_HEADER", "path": "PATH_PARAMETER", "query": "QUERY_PARAMETER"}

// parameters takes those of the path and of the method; the method's come before
// the path's of the same name and place.
func (op *operation) parameters() {
	own := map[string]bool{}
	for _, n := range []*document.Node{op.node.Get("parameters"), op.shared} {
		if !n.Is(document.List) {
			continue
		}
		for i, p := range n.Items {
			if !op.Spend(0) {
				return
			}
			p = op.Resolve(p, func() string { return fmt.Sprintf("%s.parameters.[%d]", op.where(), i) })
			if !p.Is(document.Object) {
				continue
			}
			name, in := p.Get("name").Scalar(), p.Get("in").Scalar()
			if own[in+"."+name] {
				continue
			}
			own[in+"."+name] = true
			op.Spend(len(name) + parameterSize)
			op.parameter(p, name, in)
		}
	}
}

func (op *operation) parameter(p *document.Node, name, in string) {
	switch {
	case locations[in] != "":
		if op.RequestParameters == nil {
			op.RequestParameters = map[string]bool{}
		}
		op.RequestParameters[locations[in]+name] = in == "path" || p.Get("required").Scalar() == "true"
		op.document(op.at(documented[in], name), p, "description")
		if !op.Swagger && p.Get("type") != nil {
			op.Warn("Parse issue: attribute %s.parameters.[%s].type is unexpected", op.where(), name)
		}
	case in == "body" && op.Swagger:
		for _, contentType := range op.types("consumes") {
			op.requestModel(contentType, p.Get("schema"))
		}
		op.document(op.at("REQUEST_BODY", ""), p, "description")
	default:
		op.Warn("Unsupported parameter type '%s' for '%s' in method '%s %s'. Ignoring.", in, name, op.verb, op.path)
	}
}

// requestBody takes the body of OpenAPI 3.
func (op *operation) requestBody() {
	if op.Swagger || op.node.Get("requestBody") == nil {
		return
	}
	body := op.Resolve(op.node.Get("requestBody"), func() string { return op.where() + ".requestBody" })
	if body == nil {
		return
	}
	op.document(op.at("REQUEST_BODY", ""), body, "description")
	if content := body.Get("content"); content != nil {
		for _, m := range content.Members {
			op.requestModel(m.Name, m.Value.Get("schema"))
		}
	}
}

func (op *operation) requestModel(contentType string, schema *document.Node) {
	if schema == nil || !op.Spend(len(contentType)) {
		return
	}
	name := op.model(schema,
		func() string { return op.where() + ".requestBody.content." + contentType + ".schema" },
		func(kind string) {
			op.Warn("Unsupported model type '%s' in body of method '%s %s'. Ignoring.", kind, op.verb, op.path)
		})
	switch {
	case name != "":
		op.Spend(len(name))
		if op.RequestModels == nil {
			op.RequestModels = map[string]string{}
		}
		op.RequestModels[contentType] = name
	case schema.Get("$ref") != nil:
		op.Warn("Invalid format for model %s for method %s", contentType, op.verb)
	}
}
