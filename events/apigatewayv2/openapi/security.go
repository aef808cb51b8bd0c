package openapi

import (
	"slices"
	"strconv"
	"strings"

	"reel/events/apigatewayv2"
	"reel/events/document"
)

const (
	authTypeExtension   = "x-amazon-apigateway-authtype"
	authorizerExtension = "x-amazon-apigateway-authorizer"
	authExtension       = "x-amazon-apigateway-auth"

	discovery = "/.well-known/openid-configuration"
)

// A scheme is what a route that names it must be called with.
type scheme struct {
	authorizationType string // of routes, "" when it asks for none
	authorizer        string // its name
}

// security takes the schemes of the document: signatures of AWS and authorizers,
// also those that no route names.
func (r *reader) security() {
	schemes := r.Root.Get("components").Get("securitySchemes")
	if !schemes.Is(document.Object) {
		return
	}
	for _, m := range schemes.Members {
		if !r.Spend(len(m.Name)) {
			return
		}
		n := r.Resolve(m.Value, func() string { return "components.securitySchemes." + m.Name })
		switch {
		case n.Get(authorizerExtension).Is(document.Object):
			r.addAuthorizer(m.Name, n)
		case strings.HasPrefix(strings.ToLower(n.Get(authTypeExtension).Scalar()), "aws"):
			r.schemes[m.Name] = scheme{authorizationType: "AWS_IAM"}
		case n != nil:
			r.schemes[m.Name] = scheme{}
			r.Warn("Unsupported security definition type '%s' for '%s'. Ignoring.", n.Get("type").Scalar(), m.Name)
		}
	}
}

// addAuthorizer takes an authorizer. See
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authorizer.html.
func (r *reader) addAuthorizer(name string, n *document.Node) {
	ext := n.Get(authorizerExtension)
	a := apigatewayv2.Authorizer{
		AuthorizerCredentialsArn:       ext.Get("authorizerCredentials").Scalar(),
		AuthorizerPayloadFormatVersion: ext.Get("authorizerPayloadFormatVersion").Scalar(),
		AuthorizerResultTtlInSeconds:   seconds(ext.Get("authorizerResultTtlInSeconds")),
		AuthorizerType:                 upper(ext.Get("type")),
		AuthorizerUri:                  ext.Get("authorizerUri").Scalar(),
		EnableSimpleResponses:          flag(ext.Get("enableSimpleResponses")),
		IdentitySource:                 sources(ext.Get("identitySource")),
		Name:                           name,
	}
	if ext.Get("identityValidationExpression") != nil {
		r.useless("components.securitySchemes." + name + "." + authorizerExtension + ".identityValidationExpression")
	}
	authorizationType, audience := "CUSTOM", []string(nil)
	if a.AuthorizerType == "JWT" {
		authorizationType, a.JwtConfiguration = "JWT", jwt(n, ext)
		if a.JwtConfiguration != nil {
			audience = append(a.JwtConfiguration.Audience, a.JwtConfiguration.Issuer)
		}
	}
	r.schemes[name] = scheme{authorizationType, name}
	for _, text := range slices.Concat(a.IdentitySource, audience, []string{a.AuthorizerCredentialsArn, a.AuthorizerUri}) {
		r.Spend(len(text))
	}
	r.Authorizers = append(r.Authorizers, a)
}

// upper is a word that documents may spell in small letters.
func upper(n *document.Node) string { return strings.ToUpper(n.Scalar()) }

// seconds is a number, -1, which none may be, for what is no number.
func seconds(n *document.Node) *int64 {
	if n == nil {
		return nil
	}
	value, err := strconv.ParseInt(n.Scalar(), 10, 64)
	if err != nil {
		value = -1
	}
	return &value
}

// sources are the identity sources, which a document names in one text with
// commas between them. Each starts with $; a comma before anything else is its own.
func sources(n *document.Node) (out []string) {
	if n.Is(document.List) {
		for _, item := range n.Items {
			out = append(out, sources(item)...)
		}
		return out
	}
	for source := range strings.SplitSeq(n.Scalar(), ",") {
		switch text := strings.TrimSpace(source); {
		case text == "":
		case len(out) > 0 && !strings.HasPrefix(text, "$"):
			out[len(out)-1] += "," + source
		default:
			out = append(out, text)
		}
	}
	return out
}

// jwt says whose tokens a JWT authorizer takes. What the document does not say of
// the issuer it may say by the address of the issuer's discovery document.
func jwt(n, ext *document.Node) *apigatewayv2.JWTConfiguration {
	c := ext.Get("jwtConfiguration")
	if c == nil {
		return nil
	}
	issuer := c.Get("issuer").Scalar()
	if issuer == "" {
		issuer = strings.TrimSuffix(n.Get("openIdConnectUrl").Scalar(), discovery)
	}
	return &apigatewayv2.JWTConfiguration{Audience: c.Get("audience").Strings(), Issuer: issuer}
}

// authorize says who may call the route: as its own security has it, else as the
// document's. AWS takes one requirement at most.
func (op *operation) authorize() {
	requirements := op.node.Get("security")
	if requirements == nil {
		requirements = op.Root.Get("security")
	}
	asked := 0
	if requirements.Is(document.List) {
		for _, alternative := range requirements.Items {
			for _, m := range alternative.Members {
				if !op.Spend(0) {
					return
				}
				if op.require(m.Name, m.Value.Strings()) {
					asked++
				}
			}
		}
	}
	switch upper(op.node.Get(authExtension).Get("type")) {
	case "NONE":
		asked, op.AuthorizationType, op.AuthorizerId, op.AuthorizationScopes = 0, "NONE", "", nil
	case "AWS_IAM":
		asked, op.AuthorizationType, op.AuthorizerId, op.AuthorizationScopes = 1, "AWS_IAM", "", nil
	}
	if asked > 1 {
		op.Fail("Multiple security requirements are not supported for Route '%s'. It can have one of IAM authorization, a Lambda authorizer, or a JWT authorizer.", op.RouteKey)
	}
}

// require makes the route ask for a scheme and tells whether it asks for anything.
func (op *operation) require(name string, scopes []string) bool {
	s, known := op.schemes[name]
	switch {
	case !known:
		op.Warn("Reference to security definition '%s' not found in Route '%s'. Ignoring.", name, op.RouteKey)
		return false
	case s.authorizationType == "":
		return false
	}
	op.AuthorizationType, op.AuthorizerId, op.AuthorizationScopes = s.authorizationType, s.authorizer, nil
	switch {
	case s.authorizationType == "JWT":
		for _, scope := range scopes {
			op.Spend(len(scope))
		}
		op.AuthorizationScopes = scopes
	case len(scopes) > 0:
		op.Warn("Scopes of '%s' are only valid for JWT authorizers in Route '%s'. Ignoring.", name, op.RouteKey)
	}
	return true
}
