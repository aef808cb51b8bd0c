package apigatewayv2

import "reel/events"

// An Authorizer decides who may call the routes that name it, as GetAuthorizer
// shows it. See https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-authorizers-authorizerid.html.
type Authorizer struct {
	AuthorizerCredentialsArn       string            `json:"authorizerCredentialsArn,omitempty"`
	AuthorizerId                   string            `json:"authorizerId"`
	AuthorizerPayloadFormatVersion string            `json:"authorizerPayloadFormatVersion,omitempty"` // 1.0 or 2.0
	AuthorizerResultTtlInSeconds   *int64            `json:"authorizerResultTtlInSeconds,omitempty"`   // 0 to 3600
	AuthorizerType                 string            `json:"authorizerType"`                           // JWT or REQUEST
	AuthorizerUri                  string            `json:"authorizerUri,omitempty"`
	EnableSimpleResponses          *bool             `json:"enableSimpleResponses,omitempty"`
	IdentitySource                 []string          `json:"identitySource,omitempty"`
	IdentityValidationExpression   string            `json:"identityValidationExpression,omitempty"`
	JwtConfiguration               *JWTConfiguration `json:"jwtConfiguration,omitempty"`
	Name                           string            `json:"name"`
}

// A JWTConfiguration says whose tokens a JWT authorizer takes.
type JWTConfiguration struct {
	Audience []string `json:"audience,omitempty"`
	Issuer   string   `json:"issuer,omitempty"` // a URL
}

// AuthorizerCreated says that an API has a new authorizer.
type AuthorizerCreated struct {
	ApiId      string     `json:"apiId"`
	Authorizer Authorizer `json:"authorizer"`
	Deploys
}

// AuthorizerUpdated says that an authorizer has changed.
type AuthorizerUpdated struct {
	ApiId      string     `json:"apiId"`
	Authorizer Authorizer `json:"authorizer"`
	Deploys
}

// AuthorizerDeleted says that an authorizer is gone.
type AuthorizerDeleted struct {
	ApiId        string `json:"apiId"`
	AuthorizerId string `json:"authorizerId"`
	Deploys
}

// AuthorizerSubject is the subject of an authorizer of an API.
func AuthorizerSubject(apiId, id string) string { return ApiSubject(apiId) + "/authorizers/" + id }

// Subject is the new authorizer.
func (e AuthorizerCreated) Subject() string {
	return AuthorizerSubject(e.ApiId, e.Authorizer.AuthorizerId)
}

// Subject is the changed authorizer.
func (e AuthorizerUpdated) Subject() string {
	return AuthorizerSubject(e.ApiId, e.Authorizer.AuthorizerId)
}

// Subject is the authorizer that is gone.
func (e AuthorizerDeleted) Subject() string { return AuthorizerSubject(e.ApiId, e.AuthorizerId) }

// Noun is the new authorizer.
func (e AuthorizerCreated) Noun() any { return e.Authorizer }

// Noun is the authorizer as it is afterwards.
func (e AuthorizerUpdated) Noun() any { return e.Authorizer }

func init() {
	events.Register[AuthorizerCreated]("apigatewayv2.AuthorizerCreated")
	events.Register[AuthorizerUpdated]("apigatewayv2.AuthorizerUpdated")
	events.Register[AuthorizerDeleted]("apigatewayv2.AuthorizerDeleted")
}
