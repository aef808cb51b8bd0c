package apigateway

import "reel/events"

// A Method is a verb on a resource, as GetMethod shows it.
// See https://docs.aws.amazon.com/apigateway/latest/api/API_Method.html.
type Method struct {
	ApiKeyRequired      bool                       `json:"apiKeyRequired"`
	AuthorizationScopes []string                   `json:"authorizationScopes,omitempty"`
	AuthorizationType   string                     `json:"authorizationType"` // NONE, AWS_IAM, CUSTOM or COGNITO_USER_POOLS
	AuthorizerId        string                     `json:"authorizerId,omitempty"`
	HttpMethod          string                     `json:"httpMethod"` // a verb, or ANY
	MethodIntegration   *Integration               `json:"methodIntegration,omitempty"`
	MethodResponses     map[string]*MethodResponse `json:"methodResponses,omitempty"` // by status code
	OperationName       string                     `json:"operationName,omitempty"`
	RequestModels       map[string]string          `json:"requestModels,omitzero"`     // content type to model name
	RequestParameters   map[string]bool            `json:"requestParameters,omitzero"` // name to required
	RequestValidatorId  string                     `json:"requestValidatorId,omitempty"`
}

// A MethodResponse is an answer that a method declares, as GetMethodResponse shows it.
// See https://docs.aws.amazon.com/apigateway/latest/api/API_MethodResponse.html.
type MethodResponse struct {
	ResponseModels     map[string]string `json:"responseModels,omitzero"` // kept when given empty
	ResponseParameters map[string]bool   `json:"responseParameters,omitzero"`
	StatusCode         string            `json:"statusCode"`
}

// A MethodKey says which method of which resource an event is about. It is
// embedded, so that its members stand beside the event's own.
type MethodKey struct {
	HttpMethod string `json:"httpMethod"`
	ResourceId string `json:"resourceId"`
	RestApiId  string `json:"restApiId"`
}

// Subject is the subject of the method.
func (k MethodKey) Subject() string {
	return ResourceSubject(k.RestApiId, k.ResourceId) + "/methods/" + k.HttpMethod
}

// MethodPut says that a resource has a new method.
type MethodPut struct {
	Method     Method `json:"method"`
	ResourceId string `json:"resourceId"`
	RestApiId  string `json:"restApiId"`
}

// MethodUpdated says that a method's own members have changed.
type MethodUpdated struct {
	Method     Method `json:"method"` // with its integration and responses, as shown in the answer
	ResourceId string `json:"resourceId"`
	RestApiId  string `json:"restApiId"`
}

// MethodDeleted says that a method is gone with its integration and responses.
type MethodDeleted struct{ MethodKey }

// MethodResponsePut says that a method declares an answer, new or overwritten.
type MethodResponsePut struct {
	HttpMethod     string         `json:"httpMethod"`
	MethodResponse MethodResponse `json:"methodResponse"`
	ResourceId     string         `json:"resourceId"`
	RestApiId      string         `json:"restApiId"`
}

// MethodResponseUpdated says that a method's declared answer has changed.
type MethodResponseUpdated struct {
	HttpMethod     string         `json:"httpMethod"`
	MethodResponse MethodResponse `json:"methodResponse"`
	ResourceId     string         `json:"resourceId"`
	RestApiId      string         `json:"restApiId"`
}

// MethodResponseDeleted says that a method no longer declares an answer.
type MethodResponseDeleted struct {
	MethodKey
	StatusCode string `json:"statusCode"`
}

// Key is the method.
func (e MethodPut) Key() MethodKey { return MethodKey{e.Method.HttpMethod, e.ResourceId, e.RestApiId} }

// Key is the method.
func (e MethodUpdated) Key() MethodKey {
	return MethodKey{e.Method.HttpMethod, e.ResourceId, e.RestApiId}
}

// Key is the method that declares the answer.
func (e MethodResponsePut) Key() MethodKey {
	return MethodKey{e.HttpMethod, e.ResourceId, e.RestApiId}
}

// Key is the method that declares the answer.
func (e MethodResponseUpdated) Key() MethodKey {
	return MethodKey{e.HttpMethod, e.ResourceId, e.RestApiId}
}

// Subject is the new method.
func (e MethodPut) Subject() string { return e.Key().Subject() }

// Subject is the changed method.
func (e MethodUpdated) Subject() string { return e.Key().Subject() }

// Subject is the declared answer.
func (e MethodResponsePut) Subject() string {
	return e.Key().Subject() + "/responses/" + e.MethodResponse.StatusCode
}

// Subject is the changed answer.
func (e MethodResponseUpdated) Subject() string {
	return e.Key().Subject() + "/responses/" + e.MethodResponse.StatusCode
}

// Subject is the answer that is gone.
func (e MethodResponseDeleted) Subject() string {
	return e.MethodKey.Subject() + "/responses/" + e.StatusCode
}

// Noun is the new method.
func (e MethodPut) Noun() any { return e.Method }

// Noun is the method as it is afterwards.
func (e MethodUpdated) Noun() any { return e.Method }

// Noun is the declared answer.
func (e MethodResponsePut) Noun() any { return e.MethodResponse }

// Noun is the answer as it is afterwards.
func (e MethodResponseUpdated) Noun() any { return e.MethodResponse }

func init() {
	events.Register[MethodPut]("apigateway.MethodPut")
	events.Register[MethodUpdated]("apigateway.MethodUpdated")
	events.Register[MethodDeleted]("apigateway.MethodDeleted")
	events.Register[MethodResponsePut]("apigateway.MethodResponsePut")
	events.Register[MethodResponseUpdated]("apigateway.MethodResponseUpdated")
	events.Register[MethodResponseDeleted]("apigateway.MethodResponseDeleted")
}
