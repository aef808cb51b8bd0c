package projections

import (
	"cmp"
	"iter"
	"maps"
	"slices"
	"strings"

	"reel/events/apigateway"
)

// entities yields all that may be documented of an API, by keys in the order in
// which they come.
func (t *Tree) entities() iter.Seq2[string, apigateway.DocumentationPartLocation] {
	var all []apigateway.DocumentationPartLocation
	add := func(l apigateway.DocumentationPartLocation) { all = append(all, l) }
	add(apigateway.DocumentationPartLocation{Type: "API"})
	for _, a := range t.Authorizers.All() {
		add(apigateway.DocumentationPartLocation{Type: "AUTHORIZER", Name: a.Name})
	}
	for name := range t.Models.All() {
		add(apigateway.DocumentationPartLocation{Type: "MODEL", Name: name})
	}
	for r := range t.Subtree("/") {
		add(apigateway.DocumentationPartLocation{Type: "RESOURCE", Path: r.Path})
		for verb, m := range r.ResourceMethods {
			eachEntity(m, apigateway.DocumentationPartLocation{Path: r.Path, Method: verb}, add)
		}
	}
	slices.SortFunc(all, func(a, b apigateway.DocumentationPartLocation) int { return cmp.Compare(entityKey(a), entityKey(b)) })
	return func(yield func(string, apigateway.DocumentationPartLocation) bool) {
		for _, l := range all {
			if !yield(entityKey(l), l) {
				return
			}
		}
	}
}

func entityKey(l apigateway.DocumentationPartLocation) string {
	return strings.Join([]string{l.Path, l.Method, l.StatusCode, l.Type, l.Name}, "\x00")
}

// parameterTypes are the types of entities by the beginnings of the expressions
// that declare them.
var parameterTypes = map[string]string{
	"method.request.path.":        "PATH_PARAMETER",
	"method.request.querystring.": "QUERY_PARAMETER",
	"method.request.header.":      "REQUEST_HEADER",
	"method.response.header.":     "RESPONSE_HEADER",
}

// eachEntity adds what may be documented of a method; at is where it is.
func eachEntity(m *apigateway.Method, at apigateway.DocumentationPartLocation, add func(apigateway.DocumentationPartLocation)) {
	of := func(l apigateway.DocumentationPartLocation, typ, name string) {
		l.Type, l.Name = typ, name
		add(l)
	}
	parameters := func(l apigateway.DocumentationPartLocation, expressions iter.Seq[string]) {
		for expr := range expressions {
			for prefix, typ := range parameterTypes {
				if name, ok := strings.CutPrefix(expr, prefix); ok {
					of(l, typ, name)
				}
			}
		}
	}
	of(at, "METHOD", "")
	parameters(at, maps.Keys(m.RequestParameters))
	if len(m.RequestModels) > 0 {
		of(at, "REQUEST_BODY", "")
	}
	for status, r := range m.MethodResponses {
		at.StatusCode = status
		of(at, "RESPONSE", "")
		parameters(at, maps.Keys(r.ResponseParameters))
		if len(r.ResponseModels) > 0 {
			of(at, "RESPONSE_BODY", "")
		}
	}
}
