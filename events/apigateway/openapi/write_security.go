package openapi

import (
	"slices"
	"strconv"
	"strings"

	"reel/events/apigateway"
	"reel/events/document"
)

// The names of the schemes that are no authorizers.
const (
	apiKeyScheme = "api_key"
	iamScheme    = "sigv4"
)

// security writes what the method must be called with.
func (o *methodWriter) security() {
	var out []*document.Node
	require := func(name string, scopes []string) {
		out = append(out, document.NewObject().Set(name, document.Texts(scopes)))
	}
	switch o.AuthorizationType {
	case "CUSTOM", "COGNITO_USER_POOLS":
		if a := o.authorizer(o.AuthorizerId); a != nil {
			require(a.Name, o.AuthorizationScopes)
		}
	case "AWS_IAM":
		require(iamScheme, nil)
		o.scheme(iamScheme)
	}
	if o.ApiKeyRequired {
		require(apiKeyScheme, nil)
		o.scheme(apiKeyScheme)
	}
	o.op.Set("security", listOf(out))
}

func (w *writer) authorizer(id string) *apigateway.Authorizer {
	for i := range w.Source.Authorizers {
		if w.Source.Authorizers[i].Id == id {
			return &w.Source.Authorizers[i]
		}
	}
	return nil
}

func (w *writer) scheme(name string) {
	if !slices.Contains(w.schemes, name) {
		w.schemes = append(w.schemes, name)
	}
}

// securitySchemes writes the authorizers and the schemes that methods name.
func (w *writer) securitySchemes() *document.Node {
	schemes := map[string]*document.Node{}
	names := slices.Clone(w.schemes)
	for _, name := range w.schemes {
		n := document.NewObject().SetText("type", "apiKey")
		if name == apiKeyScheme {
			schemes[name] = n.SetText("name", "x-api-key").SetText("in", "header")
			continue
		}
		schemes[name] = n.SetText("name", "Authorization").SetText("in", "header").SetText(authTypeExtension, "awsSigv4")
	}
	for _, a := range w.Source.Authorizers {
		if schemes[a.Name] == nil {
			names = append(names, a.Name)
		}
		schemes[a.Name] = w.authorizerScheme(a)
	}
	if len(names) == 0 {
		return nil
	}
	slices.Sort(names)
	out := document.NewObject()
	for _, name := range names {
		out.Set(name, schemes[name])
	}
	return out
}

func (w *writer) authorizerScheme(a apigateway.Authorizer) *document.Node {
	header, ok := strings.CutPrefix(a.IdentitySource, "method.request.header.")
	if !ok || a.Type == "REQUEST" {
		header = "Unused"
	}
	n := document.NewObject().SetText("type", "apiKey").SetText("name", header).SetText("in", "header")
	inject(n, w.part(apigateway.DocumentationPartLocation{Type: "AUTHORIZER", Name: a.Name}), "description")
	if !w.Form.Authorizers && !w.Api {
		return n
	}
	n.SetText(authTypeExtension, a.AuthType)
	ext := document.NewObject().SetText("type", strings.ToLower(a.Type))
	ext.SetText("authorizerUri", a.AuthorizerUri).SetText("authorizerCredentials", a.AuthorizerCredentials)
	if len(a.ProviderARNs) > 0 {
		ext.Set("providerARNs", document.Texts(a.ProviderARNs))
	}
	if a.AuthorizerResultTtlInSeconds != nil {
		ext.Set("authorizerResultTtlInSeconds", document.Literal(strconv.FormatInt(*a.AuthorizerResultTtlInSeconds, 10)))
	}
	if a.Type == "REQUEST" {
		ext.SetText("identitySource", a.IdentitySource)
	}
	ext.SetText("identityValidationExpression", a.IdentityValidationExpression)
	return n.Set(authorizerExtension, ext)
}
