package openapi

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"reel/events/apigateway"
	"reel/events/document"
)

// A methodWriter writes one method.
type methodWriter struct {
	*writer
	*apigateway.Method
	path string
	op   *document.Node
}

func (w *writer) method(r *apigateway.Resource, m *apigateway.Method) (*document.Node, error) {
	o := methodWriter{writer: w, Method: m, path: r.Path, op: document.NewObject()}
	inject(o.op, o.part(o.at("METHOD", "")), "tags", "summary", "description", "externalDocs", "deprecated")
	o.op.SetText("operationId", m.OperationName)
	if err := o.describe(); err != nil {
		return nil, err
	}
	o.security()
	if w.Api {
		o.op.SetText(requestValidator, w.validatorName(m.RequestValidatorId))
	}
	if i := m.MethodIntegration; i != nil && (w.Integrations || w.Api) {
		o.op.Set(integrationExtension, integrationOf(i, r.Id))
	}
	if w.Postman {
		o.op.Set("x-postman-meta", o.postman())
	}
	return o.op, nil
}

func (o *methodWriter) at(typ, name string) apigateway.DocumentationPartLocation {
	return apigateway.DocumentationPartLocation{Type: typ, Path: o.path, Method: o.HttpMethod, Name: name}
}

// describe writes what goes in and what comes out.
func (o *methodWriter) describe() error {
	if !o.Swagger {
		o.op.Set("parameters", listOf(o.parameters()))
		o.op.Set("requestBody", o.requestBody())
		o.op.Set("responses", o.responses(o.response))
		return nil
	}
	consumes, produces := o.contentTypes()
	if len(consumes) > 0 {
		o.op.Set("consumes", document.Texts(consumes))
	}
	if len(produces) > 0 {
		o.op.Set("produces", document.Texts(produces))
	}
	body, err := o.swaggerBody()
	if err != nil {
		return err
	}
	parameters := o.parameters()
	if body != nil {
		parameters = append(parameters, body)
	}
	o.op.Set("parameters", listOf(parameters))
	for _, code := range slices.Sorted(maps.Keys(o.MethodResponses)) {
		if _, err := o.bodyModel(o.MethodResponses[code].ResponseModels); err != nil {
			return err
		}
	}
	o.op.Set("responses", o.responses(o.swaggerResponse))
	return nil
}

func listOf(items []*document.Node) *document.Node {
	if len(items) == 0 {
		return nil
	}
	return &document.Node{Kind: document.List, Items: items}
}

// contentTypes are what a Swagger method takes and gives: the types of its
// models and of its integration's templates (recorded on AWS).
func (o *methodWriter) contentTypes() (consumes, produces []string) {
	in, out := map[string]bool{}, map[string]bool{}
	note(in, o.RequestModels)
	for _, r := range o.MethodResponses {
		note(out, r.ResponseModels)
	}
	if i := o.MethodIntegration; i != nil {
		note(in, i.RequestTemplates)
		for _, r := range i.IntegrationResponses {
			note(out, r.ResponseTemplates)
		}
	}
	return slices.Sorted(maps.Keys(in)), slices.Sorted(maps.Keys(out))
}

func note[V any](types map[string]bool, m map[string]V) {
	for contentType := range m {
		types[contentType] = true
	}
}

// parameters writes the request's parameters by their places and names.
func (o *methodWriter) parameters() (out []*document.Node) {
	for _, expr := range slices.Sorted(maps.Keys(o.RequestParameters)) {
		for _, in := range []string{"header", "path", "query"} {
			name, ok := strings.CutPrefix(expr, locations[in])
			if !ok {
				continue
			}
			required := o.RequestParameters[expr] || in == "path"
			p := document.NewObject().SetText("name", name).SetText("in", in)
			inject(p, o.part(o.at(documented[in], name)), "description")
			if o.Swagger || required {
				p.Set("required", document.Flag(required))
			}
			out = append(out, o.typed(p))
		}
	}
	return out
}

// typed adds that a parameter or header is a string: API Gateway knows no other type.
func (o *methodWriter) typed(n *document.Node) *document.Node {
	if o.Swagger {
		return n.SetText("type", "string")
	}
	return n.Set("schema", document.NewObject().SetText("type", "string"))
}

func (o *methodWriter) requestBody() *document.Node {
	if len(o.RequestModels) == 0 {
		return nil
	}
	body := document.NewObject()
	inject(body, o.part(o.at("REQUEST_BODY", "")), "description")
	return body.Set("content", o.content(o.RequestModels)).Set("required", document.Flag(true))
}

// content is models by content type.
func (o *methodWriter) content(models map[string]string) *document.Node {
	content := document.NewObject()
	for _, contentType := range slices.Sorted(maps.Keys(models)) {
		content.Set(contentType, document.NewObject().Set("schema", o.reference(models[contentType])))
	}
	return content
}

// swaggerBody is the parameter that stands for the body, nil for none.
func (o *methodWriter) swaggerBody() (*document.Node, error) {
	name, err := o.bodyModel(o.RequestModels)
	if name == "" || err != nil {
		return nil, err
	}
	p := document.NewObject().SetText("in", "body").SetText("name", name)
	inject(p, o.part(o.at("REQUEST_BODY", "")), "description")
	return p.Set("required", document.Flag(true)).Set("schema", o.reference(name)), nil
}

// bodyModel is the one model that Swagger has room for, that of JSON.
func (o *methodWriter) bodyModel(models map[string]string) (string, error) {
	for _, contentType := range slices.Sorted(maps.Keys(models)) {
		if strings.HasPrefix(contentType, "application/json") {
			return models[contentType], nil
		}
	}
	if len(models) > 0 {
		return "", fmt.Errorf("Only found non-JSON body models for method '%s %s'", o.HttpMethod, o.path)
	}
	return "", nil
}

func (o *methodWriter) responses(write func(*document.Node, *apigateway.MethodResponse)) *document.Node {
	out := document.NewObject()
	for _, code := range slices.Sorted(maps.Keys(o.MethodResponses)) {
		n := document.NewObject().SetText("description", defaultDescription(code))
		at := o.at("RESPONSE", "")
		at.StatusCode = code
		inject(n, o.part(at), "description")
		write(n, o.MethodResponses[code])
		out.Set(code, n)
	}
	return out
}

func (o *methodWriter) response(n *document.Node, r *apigateway.MethodResponse) {
	n.Set("headers", o.headers(r)).Set("content", o.content(r.ResponseModels))
}

func (o *methodWriter) swaggerResponse(n *document.Node, r *apigateway.MethodResponse) {
	if name, _ := o.bodyModel(r.ResponseModels); name != "" {
		n.Set("schema", o.reference(name))
	}
	n.Set("headers", o.headers(r))
}

func (o *methodWriter) headers(r *apigateway.MethodResponse) *document.Node {
	if len(r.ResponseParameters) == 0 {
		return nil
	}
	out := document.NewObject()
	for _, expr := range slices.Sorted(maps.Keys(r.ResponseParameters)) {
		name := strings.TrimPrefix(expr, "method.response.header.")
		at := o.at("RESPONSE_HEADER", name)
		at.StatusCode = r.StatusCode
		h := document.NewObject()
		inject(h, o.part(at), "description")
		out.Set(name, o.typed(h))
	}
	return out
}

func (w *writer) validatorName(id string) string {
	for _, v := range w.RequestValidators {
		if v.Id == id {
			return v.Name
		}
	}
	return ""
}

// postman is what Postman's importer takes over into a request: here how calls
// are signed.
func (o *methodWriter) postman() *document.Node {
	if o.AuthorizationType != "AWS_IAM" {
		return nil
	}
	helper := document.NewObject().SetText("region", o.Region).SetText("service", "execute-api")
	return document.NewObject().SetText("currentHelper", "awsSigV4").Set("helperAttributes", helper)
}
