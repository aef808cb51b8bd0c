package openapi

import (
	"reel/events/apigateway"
	"reel/events/document"
)

const documentationExtension = "x-amazon-apigateway-documentation"

// documentation takes the parts that the document lists. A document that lists
// none has its descriptions made parts of while it is read.
func (r *reader) documentation() {
	n := r.Root.Get(documentationExtension)
	if !r.Documentation {
		return
	}
	if n == nil {
		r.documentApi()
		return
	}
	r.DocumentationVersion = DocumentationVersion{n.Get("createdDate").Scalar(), n.Get("version").Scalar()}
	parts := n.Get("documentationParts")
	if !parts.Is(document.List) {
		return
	}
	for _, item := range parts.Items {
		at := item.Get("location")
		r.addPart(apigateway.DocumentationPartLocation{
			Method: at.Get("method").Scalar(), Name: at.Get("name").Scalar(), Path: at.Get("path").Scalar(),
			StatusCode: at.Get("statusCode").Scalar(), Type: at.Get("type").Scalar(),
		}, item.Get("properties"))
	}
}

func (r *reader) addPart(at apigateway.DocumentationPartLocation, properties *document.Node) {
	if r.Full() {
		return
	}
	text := string(properties.JSON())
	if properties.Is(document.String) {
		text = properties.Text // as the API itself has it
	}
	if r.Spend(len(at.Path) + len(at.Name) + escaped(text) + partSize) {
		r.Parts = append(r.Parts, Part{at, text})
	}
}

// document makes a part of the members that describe something, if it has any.
func (r *reader) document(at apigateway.DocumentationPartLocation, n *document.Node, members ...string) {
	if !r.Documentation || r.Full() || r.Root.Get(documentationExtension) != nil {
		return
	}
	if properties := chosen(n, members...); len(properties.Members) > 0 {
		r.addPart(at, properties)
	}
}

// chosen are those members of an object that are there and say something.
func chosen(n *document.Node, members ...string) *document.Node {
	out := document.NewObject()
	for _, name := range members {
		if v := n.Get(name); v != nil && (v.Scalar() != "" || len(v.Items) > 0 || len(v.Members) > 0) {
			out.Set(name, v)
		}
	}
	return out
}

// documentApi makes the part of the API itself.
func (r *reader) documentApi() {
	properties := chosen(r.Root, "tags", "externalDocs")
	info := chosen(r.Root.Get("info"), "description", "termsOfService", "contact", "license")
	if len(info.Members) > 0 {
		properties.Set("info", info)
	}
	if len(properties.Members) > 0 {
		r.addPart(apigateway.DocumentationPartLocation{Type: "API"}, properties)
	}
}
