package apigateway

import "reel/events"

// An Integration is the backend of a method, as GetIntegration shows it.
// See https://docs.aws.amazon.com/apigateway/latest/api/API_Integration.html.
type Integration struct {
	CacheKeyParameters   []string                        `json:"cacheKeyParameters"`
	CacheNamespace       string                          `json:"cacheNamespace,omitempty"`
	ConnectionId         string                          `json:"connectionId,omitempty"`
	ConnectionType       string                          `json:"connectionType,omitempty"`  // INTERNET or VPC_LINK
	ContentHandling      string                          `json:"contentHandling,omitempty"` // CONVERT_TO_BINARY or CONVERT_TO_TEXT
	Credentials          string                          `json:"credentials,omitempty"`
	HttpMethod           string                          `json:"httpMethod,omitempty"` // the verb sent to the backend
	IntegrationResponses map[string]*IntegrationResponse `json:"integrationResponses,omitempty"`
	IntegrationTarget    string                          `json:"integrationTarget,omitempty"`
	PassthroughBehavior  string                          `json:"passthroughBehavior,omitempty"`
	RequestParameters    map[string]string               `json:"requestParameters,omitzero"` // kept when given empty, as the next
	RequestTemplates     map[string]*string              `json:"requestTemplates,omitzero"`  // null for a template that was given empty
	ResponseTransferMode string                          `json:"responseTransferMode,omitempty"`
	TimeoutInMillis      int64                           `json:"timeoutInMillis"`
	TlsConfig            *TlsConfig                      `json:"tlsConfig,omitempty"`
	Type                 string                          `json:"type"` // HTTP, AWS, MOCK, HTTP_PROXY or AWS_PROXY
	Uri                  string                          `json:"uri,omitempty"`
}

// A TlsConfig says how strictly an HTTP backend's certificate is looked at.
// See https://docs.aws.amazon.com/apigateway/latest/api/API_TlsConfig.html.
type TlsConfig struct {
	InsecureSkipVerification bool `json:"insecureSkipVerification"`
}

// An IntegrationResponse turns a backend's answer into one of the method's, as
// GetIntegrationResponse shows it.
// See https://docs.aws.amazon.com/apigateway/latest/api/API_IntegrationResponse.html.
type IntegrationResponse struct {
	ContentHandling    string             `json:"contentHandling,omitempty"`
	ResponseParameters map[string]string  `json:"responseParameters,omitzero"`
	ResponseTemplates  map[string]*string `json:"responseTemplates,omitzero"` // null for a template that was given empty
	SelectionPattern   *string            `json:"selectionPattern,omitempty"` // echoed even when empty
	StatusCode         string             `json:"statusCode"`
}

// IntegrationPut says that a method has a backend, new or overwritten.
type IntegrationPut struct {
	HttpMethod  string      `json:"httpMethod"`
	Integration Integration `json:"integration"`
	ResourceId  string      `json:"resourceId"`
	RestApiId   string      `json:"restApiId"`
}

// IntegrationUpdated says that a method's backend has changed.
type IntegrationUpdated struct {
	HttpMethod  string      `json:"httpMethod"`
	Integration Integration `json:"integration"` // with its responses, as shown in the answer
	ResourceId  string      `json:"resourceId"`
	RestApiId   string      `json:"restApiId"`
}

// IntegrationDeleted says that a method has no backend any more.
type IntegrationDeleted struct{ MethodKey }

// IntegrationResponsePut says how an answer of the backend is turned into one
// of the method's, new or overwritten.
type IntegrationResponsePut struct {
	HttpMethod          string              `json:"httpMethod"`
	IntegrationResponse IntegrationResponse `json:"integrationResponse"`
	ResourceId          string              `json:"resourceId"`
	RestApiId           string              `json:"restApiId"`
}

// IntegrationResponseUpdated says that an integration response has changed.
type IntegrationResponseUpdated struct {
	HttpMethod          string              `json:"httpMethod"`
	IntegrationResponse IntegrationResponse `json:"integrationResponse"`
	ResourceId          string              `json:"resourceId"`
	RestApiId           string              `json:"restApiId"`
}

// IntegrationResponseDeleted says that an integration response is gone.
type IntegrationResponseDeleted struct {
	MethodKey
	StatusCode string `json:"statusCode"`
}

// Key is the method whose backend it is.
func (e IntegrationPut) Key() MethodKey { return MethodKey{e.HttpMethod, e.ResourceId, e.RestApiId} }

// Key is the method whose backend it is.
func (e IntegrationUpdated) Key() MethodKey {
	return MethodKey{e.HttpMethod, e.ResourceId, e.RestApiId}
}

// Key is the method whose backend it is.
func (e IntegrationResponsePut) Key() MethodKey {
	return MethodKey{e.HttpMethod, e.ResourceId, e.RestApiId}
}

// Key is the method whose backend it is.
func (e IntegrationResponseUpdated) Key() MethodKey {
	return MethodKey{e.HttpMethod, e.ResourceId, e.RestApiId}
}

// Subject is the integration.
func (e IntegrationPut) Subject() string { return e.Key().Subject() + "/integration" }

// Subject is the changed integration.
func (e IntegrationUpdated) Subject() string { return e.Key().Subject() + "/integration" }

// Subject is the integration that is gone.
func (e IntegrationDeleted) Subject() string { return e.MethodKey.Subject() + "/integration" }

// Subject is the integration response.
func (e IntegrationResponsePut) Subject() string {
	return e.Key().Subject() + "/integration/responses/" + e.IntegrationResponse.StatusCode
}

// Subject is the changed integration response.
func (e IntegrationResponseUpdated) Subject() string {
	return e.Key().Subject() + "/integration/responses/" + e.IntegrationResponse.StatusCode
}

// Subject is the integration response that is gone.
func (e IntegrationResponseDeleted) Subject() string {
	return e.MethodKey.Subject() + "/integration/responses/" + e.StatusCode
}

// Noun is the backend.
func (e IntegrationPut) Noun() any { return e.Integration }

// Noun is the backend as it is afterwards.
func (e IntegrationUpdated) Noun() any { return e.Integration }

// Noun is the integration response.
func (e IntegrationResponsePut) Noun() any { return e.IntegrationResponse }

// Noun is the integration response as it is afterwards.
func (e IntegrationResponseUpdated) Noun() any { return e.IntegrationResponse }

func init() {
	events.Register[IntegrationPut]("apigateway.IntegrationPut")
	events.Register[IntegrationUpdated]("apigateway.IntegrationUpdated")
	events.Register[IntegrationDeleted]("apigateway.IntegrationDeleted")
	events.Register[IntegrationResponsePut]("apigateway.IntegrationResponsePut")
	events.Register[IntegrationResponseUpdated]("apigateway.IntegrationResponseUpdated")
	events.Register[IntegrationResponseDeleted]("apigateway.IntegrationResponseDeleted")
}
