package openapi

import (
	"cmp"
	"slices"
	"strings"

	"reel/events/apigateway"
	"reel/events/document"
)

// indexParts makes the documentation's parts ready to be found.
func (w *writer) indexParts() {
	if w.Documentation == nil {
		return
	}
	w.parts = map[apigateway.DocumentationPartLocation]*content{}
	for _, p := range w.Documentation.Parts {
		if n, err := document.Parse([]byte(p.Properties)); err == nil {
			w.parts[p.Location] = &content{n, len(p.Properties)}
		}
	}
}

// content is what a part says, and in how many bytes.
type content struct {
	properties *document.Node
	size       int
}

// part is what the nearest documentation part of an entity says, nil if there is
// none or if too much was written of them.
func (w *writer) part(l apigateway.DocumentationPartLocation) *document.Node {
	c := w.nearest(l)
	if c == nil {
		return nil
	}
	if w.injected += c.size; w.injected > maxInjected {
		return nil
	}
	return c.properties
}

// nearest is what documents an entity: a part of its own, else the most specific of
// those that are of more than one entity, nil if there is none. The path counts
// before the status, and methods of any verb come last. See
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-documenting-api-content-representation.html.
func (w *writer) nearest(l apigateway.DocumentationPartLocation) *content {
	if len(w.parts) == 0 {
		return nil
	}
	if l.Method == "" {
		return w.parts[l]
	}
	statuses := []string{""}
	if strings.HasPrefix(l.Type, "RESPONSE") {
		statuses = []string{l.StatusCode, "*"}
	}
	verb := l.Method
	for {
		for _, l.StatusCode = range statuses {
			for _, l.Method = range []string{verb, "*"} {
				if c := w.parts[l]; c != nil {
					return c
				}
			}
		}
		if l.Path == "/" {
			return nil
		}
		l.Path = cmp.Or(l.Path[:max(strings.LastIndexByte(l.Path, '/'), 0)], "/")
	}
}

// inject adds the members of a part that OpenAPI knows, and extensions.
func inject(to, properties *document.Node, known ...string) {
	if properties == nil {
		return
	}
	for _, m := range properties.Members {
		if slices.Contains(known, m.Name) || strings.HasPrefix(m.Name, "x-") && !strings.HasPrefix(m.Name, "x-amazon-") {
			to.Set(m.Name, m.Value)
		}
	}
}

// documentation writes the parts themselves, in the order of their locations.
func (w *writer) documentation() {
	if w.Documentation == nil {
		return
	}
	parts := slices.Clone(w.Documentation.Parts)
	slices.SortFunc(parts, func(a, b apigateway.DocumentationPart) int {
		return cmp.Or(cmp.Compare(a.Location.Type, b.Location.Type), cmp.Compare(a.Location.Path, b.Location.Path),
			cmp.Compare(a.Location.Method, b.Location.Method), cmp.Compare(a.Location.StatusCode, b.Location.StatusCode),
			cmp.Compare(a.Location.Name, b.Location.Name))
	})
	list := &document.Node{Kind: document.List}
	for _, p := range parts {
		l := p.Location
		at := document.NewObject().SetText("type", l.Type).SetText("path", l.Path).SetText("method", l.Method)
		at.SetText("statusCode", l.StatusCode).SetText("name", l.Name)
		properties, err := document.Parse([]byte(p.Properties))
		if err != nil {
			properties = document.Text(p.Properties)
		}
		list.Items = append(list.Items, document.NewObject().Set("location", at).Set("properties", properties))
	}
	w.root.Set(documentationExtension, document.NewObject().SetText("version", w.Documentation.Version).
		SetText("createdDate", w.Documentation.CreatedDate).Set("documentationParts", list))
}
