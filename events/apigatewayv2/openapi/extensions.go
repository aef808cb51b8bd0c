package openapi

import (
	"strconv"
	"strings"

	"reel/events/apigatewayv2"
	"reel/events/document"
)

// Extensions of the whole API.
const (
	corsExtension     = "x-amazon-apigateway-cors"
	endpointExtension = "x-amazon-apigateway-endpoint-configuration"
	tagValue          = "x-amazon-apigateway-tag-value"
	requestValidator  = "x-amazon-apigateway-request-validator"
	versionExtension  = "x-amazon-apigateway-importexport-version"

	algorithm = "1.0" // of import and export; there is no other
)

// restOnly are the extensions that only REST APIs have.
var restOnly = []string{
	"x-amazon-apigateway-api-key-source", "x-amazon-apigateway-binary-media-types", "x-amazon-apigateway-documentation",
	"x-amazon-apigateway-gateway-responses", "x-amazon-apigateway-minimum-compression-size", "x-amazon-apigateway-policy",
	requestValidator, "x-amazon-apigateway-request-validators",
}

// extensions takes what the document says of the API itself.
func (r *reader) extensions() {
	if v := r.Root.Get(versionExtension); v != nil && v.Scalar() != algorithm {
		r.Warn("Unsupported value '%s' for %s. Ignoring.", document.Excerpt{Of: v}, versionExtension)
	}
	for _, name := range restOnly {
		if r.Root.Get(name) != nil {
			r.useless(name)
		}
	}
	r.cors()
	r.endpoint()
	r.tags()
}

// useless says that something is right, and of no use to an HTTP API.
func (r *reader) useless(what string) {
	r.Inform("Attribute %s is not supported for HTTP APIs. Ignoring.", what)
}

// cors takes the CORS configuration. See
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-cors-configuration.html.
func (r *reader) cors() {
	n := r.Root.Get(corsExtension)
	if n == nil {
		return
	}
	if !n.Is(document.Object) {
		r.Warn("Invalid format for '%s'. Expected type object but got '%s'", corsExtension, document.Excerpt{Of: n})
		return
	}
	c := &apigatewayv2.CorsInput{
		AllowCredentials: flag(n.Get("allowCredentials")),
		AllowHeaders:     r.list(n, "allowHeaders"),
		AllowMethods:     r.list(n, "allowMethods"),
		AllowOrigins:     r.list(n, "allowOrigins"),
		ExposeHeaders:    r.list(n, "exposeHeaders"),
	}
	if age := n.Get("maxAge"); age != nil {
		seconds, err := strconv.ParseInt(age.Scalar(), 10, 64)
		if err != nil {
			r.Warn("Invalid format for '%s'. Expected type integer for property 'maxAge' but got '%s'", corsExtension, document.Excerpt{Of: age})
		} else {
			c.MaxAge = &seconds
		}
	}
	r.Cors = c
}

func (r *reader) list(n *document.Node, member string) []string {
	v := n.Get(member)
	if v == nil {
		return nil
	}
	if !v.Is(document.List) {
		r.Warn("Invalid format for '%s'. Expected type array for property '%s' but got '%s'", corsExtension, member, document.Excerpt{Of: v})
	}
	return v.Strings()
}

// flag is a boolean, nil when there is none.
func flag(n *document.Node) *bool {
	if n == nil {
		return nil
	}
	value := strings.EqualFold(n.Scalar(), "true")
	return &value
}

// endpoint takes the endpoint configuration of the first server.
func (r *reader) endpoint() {
	if servers := r.Root.Get("servers"); servers.Is(document.List) && len(servers.Items) > 1 {
		r.Warn("More than one server provided. Ignoring all but the first for defining endpoint configuration")
	}
	n := r.Server().Get(endpointExtension)
	if n == nil {
		n = r.Root.Get(endpointExtension)
	}
	r.DisableExecuteApiEndpoint = flag(n.Get("disableExecuteApiEndpoint"))
	r.IpAddressType = n.Get("ipAddressType").Scalar()
	if n.Get("vpcEndpointIds") != nil {
		r.useless(endpointExtension + ".vpcEndpointIds")
	}
}

// tags takes the tags of the API: a tag without a value has "". See
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-openapi-extensions-tag-value.html.
func (r *reader) tags() {
	tags := r.Root.Get("tags")
	if !tags.Is(document.List) {
		return
	}
	for _, tag := range tags.Items {
		name, value := tag.Get("name").Scalar(), tag.Get(tagValue).Scalar()
		if name == "" || !r.Spend(len(name)+len(value)) {
			continue
		}
		if r.Tags == nil {
			r.Tags = map[string]string{}
		}
		r.Tags[name] = value
	}
}
