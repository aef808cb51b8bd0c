package openapi

import (
	"strconv"
	"strings"

	"reel/events/apigateway"
	"reel/events/document"
)

const (
	authTypeExtension   = "x-amazon-apigateway-authtype"
	authorizerExtension = "x-amazon-apigateway-authorizer"
	authExtension       = "x-amazon-apigateway-auth"
)

// A scheme is what a method that names it must be called with.
type scheme struct {
	apiKey            bool
	authorizationType string // of methods, "" when it asks for none
	authorizer        string // its name
}

// security takes the schemes of the document: API keys, signatures of AWS, and
// authorizers, also those that no method names.
func (r *reader) security() {
	r.globalSecurity, r.schemes = r.Root.Get("security"), map[string]scheme{}
	schemes := r.Root.Get("securityDefinitions")
	if !r.Swagger {
		schemes = r.Root.Get("components").Get("securitySchemes")
	}
	if schemes == nil {
		return
	}
	for _, m := range schemes.Members {
		n := r.Resolve(m.Value, func() string { return "components.securitySchemes." + m.Name })
		authType := n.Get(authTypeExtension).Scalar()
		switch kind := n.Get("type").Scalar(); {
		case n.Get(authorizerExtension).Is(document.Object):
			r.addAuthorizer(m.Name, n, authType)
		case strings.HasPrefix(strings.ToLower(authType), "aws"):
			r.schemes[m.Name] = scheme{authorizationType: "AWS_IAM"}
		case kind == "apiKey" && strings.EqualFold(n.Get("name").Scalar(), "x-api-key"):
			r.schemes[m.Name] = scheme{apiKey: true}
		case n != nil:
			r.schemes[m.Name] = scheme{}
			r.Warn("Unsupported security definition type '%s' for '%s'. Ignoring.", kind, m.Name)
		}
	}
}

// authorizerTypes are the types of authorizers as documents spell them.
var authorizerTypes = map[string]string{"": "TOKEN", "token": "TOKEN", "request": "REQUEST", "cognito_user_pools": "COGNITO_USER_POOLS"}

// addAuthorizer takes an authorizer. See
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authorizer.html.
func (r *reader) addAuthorizer(name string, n *document.Node, authType string) {
	ext := n.Get(authorizerExtension)
	a := apigateway.Authorizer{
		AuthType:                     authType,
		AuthorizerCredentials:        ext.Get("authorizerCredentials").Scalar(),
		AuthorizerUri:                ext.Get("authorizerUri").Scalar(),
		IdentitySource:               ext.Get("identitySource").Scalar(),
		IdentityValidationExpression: ext.Get("identityValidationExpression").Scalar(),
		Name:                         name,
		ProviderARNs:                 ext.Get("providerARNs").Strings(),
	}
	kind := strings.ToLower(ext.Get("type").Scalar())
	if a.Type = authorizerTypes[kind]; a.Type == "" {
		a.Type = strings.ToUpper(kind) // to be refused
	}
	if a.IdentitySource == "" && a.Type != "REQUEST" && n.Get("in").Scalar() == "header" {
		a.IdentitySource = "method.request.header." + n.Get("name").Scalar()
	}
	if ttl := ext.Get("authorizerResultTtlInSeconds"); ttl != nil {
		seconds, err := strconv.ParseInt(ttl.Scalar(), 10, 64)
		if err != nil {
			seconds = -1 // which none may be
		}
		a.AuthorizerResultTtlInSeconds = &seconds
	}
	authorizationType := "CUSTOM"
	if a.Type == "COGNITO_USER_POOLS" {
		authorizationType, a.AuthorizerCredentials = a.Type, ""
	}
	r.schemes[name] = scheme{authorizationType: authorizationType, authorizer: name}
	if r.Spend(len(name) + len(a.AuthorizerUri)) {
		r.Authorizers = append(r.Authorizers, a)
	}
	r.document(apigateway.DocumentationPartLocation{Type: "AUTHORIZER", Name: name}, n, "description")
}

// authorize says who may call the method: as its own security has it, else as the
// document's.
func (op *operation) authorize() {
	requirements := op.node.Get("security")
	if requirements == nil {
		requirements = op.globalSecurity
	}
	if requirements.Is(document.List) {
		for _, alternative := range requirements.Items {
			for _, m := range alternative.Members {
				if !op.Spend(0) {
					return
				}
				op.require(m.Name, m.Value.Strings())
			}
		}
	}
	switch strings.ToUpper(op.node.Get(authExtension).Get("type").Scalar()) {
	case "NONE":
		op.AuthorizationType, op.AuthorizerId, op.AuthorizationScopes = "NONE", "", nil
	case "AWS_IAM":
		op.AuthorizationType, op.AuthorizerId, op.AuthorizationScopes = "AWS_IAM", "", nil
	}
}

func (op *operation) require(name string, scopes []string) {
	s, known := op.schemes[name]
	switch {
	case !known:
		op.Warn("Reference to security definition '%s' not found in method '%s %s'. Ignoring.", name, op.verb, op.path)
	case s.apiKey:
		op.ApiKeyRequired = true
	case s.authorizationType != "" && op.AuthorizationType == "NONE":
		op.AuthorizationType, op.AuthorizerId = s.authorizationType, s.authorizer
		if s.authorizationType == "COGNITO_USER_POOLS" {
			op.AuthorizationScopes = scopes
			for _, scope := range scopes {
				op.Spend(len(scope))
			}
		}
	}
}
