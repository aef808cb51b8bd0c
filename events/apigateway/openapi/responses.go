package openapi

import (
	"fmt"
	"regexp"
	"strings"

	"reel/events/apigateway"
	"reel/events/document"
)

// A status is one that a method can declare.
var status = regexp.MustCompile(`^[1-5]\d\d$`)

// responses takes the answers that the method declares. What it answers by
// default is none of a status, and belongs to no method response.
func (op *operation) responses() {
	responses := op.node.Get("responses")
	if !responses.Is(document.Object) {
		return
	}
	for _, m := range responses.Members {
		where := func() string { return op.where() + ".responses." + m.Name }
		if !op.Spend(responseSize) {
			return
		}
		switch {
		case m.Name == "default" || strings.HasPrefix(m.Name, "x-"):
			continue
		case !status.MatchString(m.Name):
			op.Warn("Invalid status code '%s' in method '%s %s'. Ignoring.", m.Name, op.verb, op.path)
			continue
		}
		response := op.Resolve(m.Value, where)
		if response == nil {
			continue
		}
		if op.MethodResponses == nil {
			op.MethodResponses = map[string]*apigateway.MethodResponse{}
		}
		op.MethodResponses[m.Name] = op.response(m.Name, response, where)
	}
}

func (op *operation) response(code string, n *document.Node, where func() string) *apigateway.MethodResponse {
	r := &apigateway.MethodResponse{StatusCode: code}
	at := op.at("RESPONSE", "")
	at.StatusCode = code
	if n.Get("description").Scalar() != defaultDescription(code) {
		op.document(at, n, "description")
	}
	if headers := n.Get("headers"); headers != nil {
		for _, h := range headers.Members {
			if !op.Spend(len(h.Name) + parameterSize) {
				return r
			}
			if r.ResponseParameters == nil {
				r.ResponseParameters = map[string]bool{}
			}
			r.ResponseParameters["method.response.header."+h.Name] = false
			at.Type, at.Name = "RESPONSE_HEADER", h.Name
			op.document(at, op.Resolve(h.Value, func() string { return where() + ".headers." + h.Name }), "description")
		}
	}
	if op.Swagger && n.Get("schema") != nil {
		for _, contentType := range op.types("produces") {
			op.responseModel(r, contentType, n.Get("schema"), where)
		}
	}
	if content := n.Get("content"); !op.Swagger && content != nil {
		for _, m := range content.Members {
			op.responseModel(r, m.Name, m.Value.Get("schema"), where)
		}
	}
	return r
}

// defaultDescription is what an export says of an answer that nothing documents.
func defaultDescription(code string) string { return code + " response" }

func (op *operation) responseModel(r *apigateway.MethodResponse, contentType string, schema *document.Node, where func() string) {
	if schema == nil || !op.Spend(len(contentType)) {
		return
	}
	name := op.model(schema,
		func() string { return where() + ".content.schema" },
		func(kind string) {
			op.Warn("Unsupported model type '%s' in %s response to method '%s %s'. Ignoring.", kind, r.StatusCode, op.verb, op.path)
		})
	if name == "" {
		return
	}
	op.Spend(len(name))
	if r.ResponseModels == nil {
		r.ResponseModels = map[string]string{}
	}
	r.ResponseModels[contentType] = name
}

// malformed is AWS's refusal of an integration that cannot be read.
func (op *operation) malformed() {
	op.Fail("%s", fmt.Sprintf("Unable to parse API definition because of a malformed integration at path %s.", op.path))
}
