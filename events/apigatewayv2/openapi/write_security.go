package openapi

import (
	"maps"
	"slices"
	"strings"

	"reel/events/apigatewayv2"
	"reel/events/document"
)

// iamScheme is the name of the scheme of AWS's signatures, unless an authorizer
// has it.
const iamScheme = "sigv4"

// security is what a route must be called with, nil for nothing.
func (w *writer) security(r *apigatewayv2.Route) *document.Node {
	name := ""
	switch a := w.authorizers[r.AuthorizerId]; {
	case r.AuthorizationType == "AWS_IAM":
		if w.iam == "" {
			w.iam = w.iamName()
		}
		name = w.iam
	case a != nil:
		name = a.Name
	default:
		return nil
	}
	requirement := document.NewObject().Set(name, document.Texts(r.AuthorizationScopes))
	return &document.Node{Kind: document.List, Items: []*document.Node{requirement}}
}

// iamName is a name that no authorizer has.
func (w *writer) iamName() string {
	name := iamScheme
	for slices.ContainsFunc(w.Source.Authorizers, func(a apigatewayv2.Authorizer) bool { return a.Name == name }) {
		name += "_"
	}
	return name
}

// securitySchemes are the authorizers, and the scheme of AWS's signatures when a
// route has it; nil for none.
func (w *writer) securitySchemes() *document.Node {
	schemes := map[string]*document.Node{}
	for _, a := range w.Source.Authorizers {
		schemes[a.Name] = w.scheme(a)
	}
	if w.iam != "" {
		n := apiKey("Authorization")
		if w.extended {
			n.SetText(authTypeExtension, "awsSigv4")
		}
		schemes[w.iam] = n
	}
	if len(schemes) == 0 {
		return nil
	}
	out := document.NewObject()
	for _, name := range slices.Sorted(maps.Keys(schemes)) {
		out.Set(name, schemes[name])
	}
	return out
}

// apiKey is a scheme of what stands in one header.
func apiKey(header string) *document.Node {
	return document.NewObject().SetText("type", "apiKey").SetText("name", header).SetText("in", "header")
}

// scheme is an authorizer as a security scheme: one of tokens is OAuth's, one that
// asks a function looks at a header if it looks at nothing else.
func (w *writer) scheme(a apigatewayv2.Authorizer) *document.Node {
	ext := document.NewObject().SetText("identitySource", strings.Join(a.IdentitySource, ", "))
	if a.AuthorizerType == "JWT" {
		n := document.NewObject().SetText("type", "oauth2").Set("flows", document.NewObject())
		jwt := document.NewObject()
		if c := a.JwtConfiguration; c != nil {
			jwt.Set("audience", document.Texts(c.Audience)).SetText("issuer", c.Issuer)
		}
		return w.extend(n, ext.Set("jwtConfiguration", jwt).SetText("type", "jwt"))
	}
	header := "Unused"
	if len(a.IdentitySource) == 1 {
		if name, ok := strings.CutPrefix(a.IdentitySource[0], "$request.header."); ok {
			header = name
		}
	}
	ext.SetText("authorizerUri", a.AuthorizerUri).SetText("authorizerCredentials", a.AuthorizerCredentialsArn)
	ext.SetText("authorizerPayloadFormatVersion", a.AuthorizerPayloadFormatVersion)
	ext.Set("authorizerResultTtlInSeconds", number(a.AuthorizerResultTtlInSeconds)).SetText("type", "request")
	if a.EnableSimpleResponses != nil {
		ext.Set("enableSimpleResponses", document.Flag(*a.EnableSimpleResponses))
	}
	return w.extend(apiKey(header), ext)
}

func (w *writer) extend(n, authorizer *document.Node) *document.Node {
	if w.extended {
		n.Set(authorizerExtension, authorizer)
	}
	return n
}
