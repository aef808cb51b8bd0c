package oas

import (
	"net/url"
	"regexp"
	"strings"

	"reel/events/document"
)

// Prefix are the parts that stand before the document's paths, by what is to be
// done with its base path: nothing to ignore it, all of it to prepend it, and all
// but the first to split it. See
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-import-api-basePath.html.
func (r *Reading) Prefix(mode string) []string {
	if mode != "prepend" && mode != "split" {
		return nil
	}
	parts := Split(r.basePath())
	if mode == "split" && len(parts) > 0 {
		return parts[1:]
	}
	return parts
}

// Split is a path as its parts.
func Split(path string) []string {
	return strings.FieldsFunc(path, func(c rune) bool { return c == '/' })
}

// basePath is the document's base path: basePath of Swagger; of OpenAPI 3 the
// first server's variable of that name, else the path of its URL.
func (r *Reading) basePath() string {
	if r.Swagger {
		return r.Root.Get("basePath").Scalar()
	}
	server := r.Server()
	variables := server.Get("variables")
	if base := variables.Get("basePath"); base != nil {
		return base.Get("default").Scalar()
	}
	address, size := server.Get("url").Scalar(), 0
	address = serverVariable.ReplaceAllStringFunc(address[:min(len(address), maxAddress)], func(name string) string {
		v := variables.Get(name[1 : len(name)-1])
		if v == nil {
			return name
		}
		text := v.Get("default").Scalar()
		if size += len(text); size > maxAddress {
			return ""
		}
		return text
	})
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Path
}

// maxAddress is how many bytes of a server's address are looked at, and of what
// its variables stand for: a short one may name a long one many times.
const maxAddress = 1 << 16

var serverVariable = regexp.MustCompile(`\{[^{}]*\}`)

// Server is the first server that the document names, nil if it names none.
func (r *Reading) Server() *document.Node {
	if servers := r.Root.Get("servers"); servers.Is(document.List) && len(servers.Items) > 0 {
		return servers.Items[0]
	}
	return nil
}
