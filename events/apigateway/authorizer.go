package apigateway

import "reel/events"

// An Authorizer decides who may call the methods that name it, as GetAuthorizer
// shows it. See https://docs.aws.amazon.com/apigateway/latest/api/API_Authorizer.html.
type Authorizer struct {
	AuthType                     string   `json:"authType,omitempty"` // the caller's own word, of use in OpenAPI documents only
	AuthorizerCredentials        string   `json:"authorizerCredentials,omitempty"`
	AuthorizerResultTtlInSeconds *int64   `json:"authorizerResultTtlInSeconds,omitempty"` // 0 to 3600; nil counts as 300
	AuthorizerUri                string   `json:"authorizerUri,omitempty"`
	Id                           string   `json:"id"`
	IdentitySource               string   `json:"identitySource,omitempty"` // one or more expressions, with commas between
	IdentityValidationExpression string   `json:"identityValidationExpression,omitempty"`
	Name                         string   `json:"name"`
	ProviderARNs                 []string `json:"providerARNs,omitempty"` // of user pools
	Type                         string   `json:"type"`                   // TOKEN, REQUEST or COGNITO_USER_POOLS
}

// AuthorizerCreated says that a REST API has a new authorizer.
type AuthorizerCreated struct {
	Authorizer Authorizer `json:"authorizer"`
	RestApiId  string     `json:"restApiId"`
}

// AuthorizerUpdated says that an authorizer has changed.
type AuthorizerUpdated struct {
	Authorizer Authorizer `json:"authorizer"`
	RestApiId  string     `json:"restApiId"`
}

// AuthorizerDeleted says that an authorizer is gone.
type AuthorizerDeleted struct {
	AuthorizerId string `json:"authorizerId"`
	RestApiId    string `json:"restApiId"`
}

// AuthorizerSubject is the subject of an authorizer of a REST API.
func AuthorizerSubject(restApiId, id string) string {
	return RestApiSubject(restApiId) + "/authorizers/" + id
}

// Subject is the new authorizer.
func (e AuthorizerCreated) Subject() string { return AuthorizerSubject(e.RestApiId, e.Authorizer.Id) }

// Subject is the changed authorizer.
func (e AuthorizerUpdated) Subject() string { return AuthorizerSubject(e.RestApiId, e.Authorizer.Id) }

// Subject is the authorizer that is gone.
func (e AuthorizerDeleted) Subject() string { return AuthorizerSubject(e.RestApiId, e.AuthorizerId) }

// Noun is the new authorizer.
func (e AuthorizerCreated) Noun() any { return e.Authorizer }

// Noun is the authorizer as it is afterwards.
func (e AuthorizerUpdated) Noun() any { return e.Authorizer }

func init() {
	events.Register[AuthorizerCreated]("apigateway.AuthorizerCreated")
	events.Register[AuthorizerUpdated]("apigateway.AuthorizerUpdated")
	events.Register[AuthorizerDeleted]("apigateway.AuthorizerDeleted")
}
