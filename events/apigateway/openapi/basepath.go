package openapi

import (
	"net/url"
	"strings"

	"reel/events/apigateway/openapi/document"
)

// prefix is what stands before the document's paths: nothing, its base path, or
// that without the first part. See
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-import-api-basePath.html.
func (r *reader) prefix() []string {
	if r.BasePath != "prepend" && r.BasePath != "split" {
		return nil
	}
	parts := split(r.basePath())
	if r.BasePath == "split" && len(parts) > 0 {
		return parts[1:]
	}
	return parts
}

// split is a path as its parts.
func split(path string) []string {
	return strings.FieldsFunc(path, func(c rune) bool { return c == '/' })
}

// basePath is the document's base path: basePath of Swagger; of OpenAPI 3 the
// first server's variable of that name, else the path of its URL.
func (r *reader) basePath() string {
	if r.swagger {
		return r.root.Get("basePath").Scalar()
	}
	server := r.server()
	variables := server.Get("variables")
	if base := variables.Get("basePath"); base != nil {
		return base.Get("default").Scalar()
	}
	address := server.Get("url").Scalar()
	if variables != nil {
		for _, v := range variables.Members {
			address = strings.ReplaceAll(address, "{"+v.Name+"}", v.Value.Get("default").Scalar())
		}
	}
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Path
}

// server is the first server that the document names, nil if it names none.
func (r *reader) server() *document.Node {
	if servers := r.root.Get("servers"); servers.Is(document.List) && len(servers.Items) > 0 {
		return servers.Items[0]
	}
	return nil
}
