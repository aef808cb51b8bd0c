package openapi

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"reel/events/apigateway"
	"reel/events/document"
)

// A Source is a REST API as a stage serves it.
type Source struct {
	apigateway.RestApi
	Authorizers       []apigateway.Authorizer
	Documentation     *Documentation // nil for none
	GatewayResponses  []apigateway.GatewayResponse
	Model             func(name string) *apigateway.Model // nil if there is none
	Region            string
	RequestValidators []apigateway.RequestValidator
	Resources         []*apigateway.Resource // in the order in which they are written
	StageName         string
}

// Documentation is the snapshot that a stage shows.
type Documentation struct {
	CreatedDate string // such as 2016-11-22T22:41:40Z
	Parts       []apigateway.DocumentationPart
	Version     string
}

// A Form is which document is written, and what is in it besides the API.
type Form struct {
	Api          bool // the extensions of the API and its methods
	Authorizers  bool
	Integrations bool
	Postman      bool // how Postman signs a call
	Swagger      bool // Swagger 2.0 rather than OpenAPI 3.0
}

// Write makes the document of a REST API. Its members stand in the order of AWS's
// exports; what has no order of its own is in that of its names, so that an API
// that is imported again has the same document. See
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-export-api.html.
func Write(s Source, f Form) (*document.Node, error) {
	w := writer{Source: s, Form: f, root: document.NewObject(), used: map[string]bool{}}
	w.indexParts()
	w.head()
	if err := w.paths(); err != nil {
		return nil, err
	}
	w.components()
	if f.Api {
		w.extensions()
	}
	w.documentation()
	if w.injected > maxInjected {
		return nil, fmt.Errorf("The documentation parts that methods inherit come to more than %d MB.", maxInjected>>20)
	}
	return w.root, nil
}

// maxInjected is how many bytes of documentation are written into what they
// document: one part may be of all methods.
const maxInjected = 64 << 20

// A writer makes one document.
type writer struct {
	Source
	Form
	root *document.Node

	injected int // bytes
	parts    map[apigateway.DocumentationPartLocation]*content
	schemes  []string        // security schemes that methods name and no authorizer is
	used     map[string]bool // models that methods refer to
}

// head writes what the API is and where it is served.
func (w *writer) head() {
	info := document.NewObject()
	if w.Swagger {
		w.root.SetText("swagger", "2.0")
		info.SetText("description", w.Description).SetText("version", w.Version).SetText("title", w.Name)
	} else {
		w.root.SetText("openapi", "3.0.1")
		info.SetText("title", w.Name).SetText("description", w.Description).SetText("version", w.Version)
	}
	w.root.Set("info", info)
	api := w.part(apigateway.DocumentationPartLocation{Type: "API"})
	inject(info, api.Get("info"), "description", "termsOfService", "contact", "license")
	host := w.Id + ".execute-api." + w.Region + ".amazonaws.com"
	if w.Swagger {
		w.root.SetText("host", host).SetText("basePath", "/"+w.StageName).Set("schemes", document.Texts([]string{"https"}))
	} else {
		w.server(host)
	}
	inject(w.root, api, "tags", "externalDocs")
}

func (w *writer) server(host string) {
	server := document.NewObject().SetText("url", "https://"+host+"/{basePath}")
	base := document.NewObject().SetText("default", w.StageName)
	server.Set("variables", document.NewObject().Set("basePath", base))
	if w.Api {
		server.Set(endpointExtension, w.endpoint())
	}
	w.root.Set("servers", &document.Node{Kind: document.List, Items: []*document.Node{server}})
}

// methodOrder is the order of a path's methods.
var methodOrder = []string{"get", "put", "post", "delete", "options", "head", "patch", anyMethod}

func (w *writer) paths() error {
	paths := document.NewObject()
	for _, r := range w.Resources {
		if len(r.ResourceMethods) == 0 {
			continue
		}
		item := document.NewObject()
		for _, member := range methodOrder {
			m := r.ResourceMethods[verbs[member]]
			if m == nil {
				continue
			}
			op, err := w.method(r, m)
			if err != nil {
				return err
			}
			item.Set(member, op)
		}
		at := w.part(apigateway.DocumentationPartLocation{Type: "RESOURCE", Path: r.Path})
		if w.Swagger {
			inject(item, at)
		} else {
			inject(item, at, "summary", "description")
		}
		paths.Set(r.Path, item)
	}
	w.root.Set("paths", paths)
	return nil
}

// components writes the models that methods refer to, directly or through others,
// and the security schemes.
func (w *writer) components() {
	schemas, schemes := w.schemas(), w.securitySchemes()
	if w.Swagger {
		w.root.Set("securityDefinitions", schemes).Set("definitions", schemas)
		return
	}
	if schemas != nil || schemes != nil {
		w.root.Set("components", document.NewObject().Set("schemas", schemas).Set("securitySchemes", schemes))
	}
}

func (w *writer) schemas() *document.Node {
	if len(w.used) == 0 {
		return nil
	}
	written := map[string]*document.Node{}
	for waiting := slices.Sorted(maps.Keys(w.used)); len(waiting) > 0; waiting = waiting[1:] {
		name := waiting[0]
		m := w.Model(name)
		if written[name] != nil || m == nil {
			continue
		}
		var refers []string
		written[name], refers = w.schema(m)
		waiting = append(waiting, refers...)
	}
	out := document.NewObject()
	for _, name := range slices.Sorted(maps.Keys(written)) {
		out.Set(name, written[name])
	}
	return out
}

// schema is a model's schema as the document has it, and the models that it
// refers to. A schema that is no JSON is any object.
func (w *writer) schema(m *apigateway.Model) (*document.Node, []string) {
	n, err := document.Parse([]byte(m.Schema))
	if err != nil || !n.Is(document.Object) {
		n = document.NewObject().SetText("type", "object")
	}
	var refers []string
	c := schemaCopy{
		reference: func(ref string) string {
			if name, ok := strings.CutPrefix(ref, ModelURL(w.Id, "")); ok {
				refers = append(refers, name)
				return modelsAt(w.Swagger) + name
			}
			if within, ok := strings.CutPrefix(ref, "#"); ok {
				return modelsAt(w.Swagger) + m.Name + within
			}
			return ref
		},
		unknown: func(to *document.Node, m document.Member, _ string) { to.Set(m.Name, m.Value) },
	}
	out := document.NewObject()
	for _, member := range c.of(n, "").Members {
		if member.Name != "$schema" {
			out.Set(member.Name, member.Value)
		}
	}
	inject(out, w.part(apigateway.DocumentationPartLocation{Type: "MODEL", Name: m.Name}), "title", "description")
	return out, refers
}

// reference is a model as a method refers to it, which is written then, too.
func (w *writer) reference(name string) *document.Node {
	w.used[name] = true
	return document.NewObject().SetText("$ref", modelsAt(w.Swagger)+name)
}
