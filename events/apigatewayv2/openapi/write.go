package openapi

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"reel/events/apigatewayv2"
	"reel/events/document"
)

// A Source is an HTTP API as it is, or as a stage serves it.
type Source struct {
	apigatewayv2.Api
	Authorizers []apigatewayv2.Authorizer
	Integration func(id string) *apigatewayv2.Integration // nil if there is none
	Region      string
	Routes      []apigatewayv2.Route
	StageName   string // "" for none
	Tags        map[string]string
}

// Write makes the document of an HTTP API, with AWS's extensions or without. Its
// members stand in the order of AWS's exports; what has no order of its own is in
// that of its names, so that an API that is imported again has the same document.
// See https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-export.html.
func Write(s Source, extensions bool) *document.Node {
	w := writer{Source: s, extended: extensions, root: document.NewObject(), authorizers: map[string]*apigatewayv2.Authorizer{}}
	for i, a := range s.Authorizers {
		w.authorizers[a.AuthorizerId] = &s.Authorizers[i]
	}
	w.head()
	w.paths()
	if schemes := w.securitySchemes(); schemes != nil {
		w.root.Set("components", document.NewObject().Set("securitySchemes", schemes))
	}
	if extensions {
		w.root.Set(corsExtension, corsOf(s.CorsConfiguration)).SetText(versionExtension, algorithm)
	}
	return w.root
}

// A writer makes one document.
type writer struct {
	Source
	extended    bool
	root        *document.Node
	authorizers map[string]*apigatewayv2.Authorizer // by their ids
	iam         string                              // the name of the scheme of AWS's signatures, once a route has it
}

// head writes what the API is and where it is served.
func (w *writer) head() {
	info := document.NewObject().SetText("title", w.Name).SetText("description", w.Description).SetText("version", w.Version)
	w.root.SetText("openapi", "3.0.1").Set("info", info)
	stage := w.StageName
	if stage == "$default" {
		stage = "" // it is served at the root
	}
	server := document.NewObject().SetText("url", "https://"+w.ApiId+".execute-api."+w.Region+".amazonaws.com/{basePath}")
	base := document.NewObject().Set("default", document.Text(stage))
	server.Set("variables", document.NewObject().Set("basePath", base))
	if w.extended {
		server.Set(endpointExtension, w.endpoint())
	}
	w.root.Set("servers", &document.Node{Kind: document.List, Items: []*document.Node{server}})
	if w.extended {
		w.root.Set("tags", tagsOf(w.Tags))
	}
}

// endpoint is the endpoint configuration, nil when it is as it is by default.
func (w *writer) endpoint() *document.Node {
	n := document.NewObject()
	if w.DisableExecuteApiEndpoint {
		n.Set("disableExecuteApiEndpoint", document.Flag(true))
	}
	if w.IpAddressType != "ipv4" {
		n.SetText("ipAddressType", w.IpAddressType)
	}
	if len(n.Members) == 0 {
		return nil
	}
	return n
}

func tagsOf(tags map[string]string) *document.Node {
	if len(tags) == 0 {
		return nil
	}
	out := &document.Node{Kind: document.List}
	for _, name := range slices.Sorted(maps.Keys(tags)) {
		out.Items = append(out.Items, document.NewObject().SetText("name", name).Set(tagValue, document.Text(tags[name])))
	}
	return out
}

// corsOf is a CORS configuration, whose lists are left out when they are empty.
func corsOf(c *apigatewayv2.Cors) *document.Node {
	if c == nil {
		return nil
	}
	n := document.NewObject()
	list := func(member string, values []string) {
		if len(values) > 0 {
			n.Set(member, document.Texts(values))
		}
	}
	list("allowMethods", c.AllowMethods)
	list("allowHeaders", c.AllowHeaders)
	list("exposeHeaders", c.ExposeHeaders)
	n.Set("maxAge", number(c.MaxAge)).Set("allowCredentials", document.Flag(c.AllowCredentials))
	list("allowOrigins", c.AllowOrigins)
	return n
}

// number is a number, nil for none.
func number(v *int64) *document.Node {
	if v == nil {
		return nil
	}
	return document.Literal(strconv.FormatInt(*v, 10))
}

// methodOrder is the order of a path's methods.
var methodOrder = []string{"get", "put", "post", "delete", "options", "head", "patch", anyMethod}

// paths writes the routes by their paths, and of a path by its methods.
func (w *writer) paths() {
	byPath := map[string]map[string]*apigatewayv2.Route{}
	set := func(path, verb string, r *apigatewayv2.Route) {
		if byPath[path] == nil {
			byPath[path] = map[string]*apigatewayv2.Route{}
		}
		byPath[path][verb] = r
	}
	var fallback *apigatewayv2.Route
	for i, r := range w.Routes {
		if verb, path, ok := strings.Cut(r.RouteKey, " "); ok {
			set(path, verb, &w.Routes[i])
		} else {
			fallback = &w.Routes[i]
		}
	}
	if fallback != nil {
		set(w.fallbackPath(byPath), "ANY", fallback)
	}
	paths := document.NewObject()
	for _, path := range slices.Sorted(maps.Keys(byPath)) {
		item := document.NewObject()
		for _, member := range methodOrder {
			if r := byPath[path][verbs[member]]; r != nil {
				item.Set(member, w.route(r))
			}
		}
		paths.Set(path, item.Set("parameters", parametersOf(path)))
	}
	w.root.Set("paths", paths)
}

// fallbackPath is the path that the route $default is written at: /$default,
// unless a route of the API is.
func (w *writer) fallbackPath(taken map[string]map[string]*apigatewayv2.Route) string {
	path := "/$default"
	for taken[path]["ANY"] != nil {
		path += "$default"
	}
	return path
}

// parametersOf are the variables of a path. The name of a greedy one has its +.
func parametersOf(path string) *document.Node {
	out := &document.Node{Kind: document.List}
	for segment := range strings.SplitSeq(path, "/") {
		name, ok := strings.CutPrefix(segment, "{")
		if name = strings.TrimSuffix(name, "}"); !ok {
			continue
		}
		out.Items = append(out.Items, document.NewObject().SetText("name", name).SetText("in", "path").
			SetText("description", "Generated path parameter for "+name).Set("required", document.Flag(true)).
			Set("schema", document.NewObject().SetText("type", "string")))
	}
	if len(out.Items) == 0 {
		return nil
	}
	return out
}
