package apigatewayv2

import "reel/events"

// An Integration is what a route calls, as GetIntegration shows it.
// See https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations-integrationid.html.
type Integration struct {
	ApiGatewayManaged                      bool                         `json:"apiGatewayManaged,omitempty"`
	ConnectionId                           string                       `json:"connectionId,omitempty"`            // of a VPC link
	ConnectionType                         string                       `json:"connectionType,omitempty"`          // INTERNET or VPC_LINK
	ContentHandlingStrategy                string                       `json:"contentHandlingStrategy,omitempty"` // CONVERT_TO_BINARY or CONVERT_TO_TEXT
	CredentialsArn                         string                       `json:"credentialsArn,omitempty"`
	Description                            string                       `json:"description,omitempty"`
	IntegrationId                          string                       `json:"integrationId"`
	IntegrationMethod                      string                       `json:"integrationMethod,omitempty"`
	IntegrationResponseSelectionExpression string                       `json:"integrationResponseSelectionExpression,omitempty"` // of WebSocket APIs
	IntegrationSubtype                     string                       `json:"integrationSubtype,omitempty"`                     // such as SQS-SendMessage
	IntegrationType                        string                       `json:"integrationType"`                                  // AWS, AWS_PROXY, HTTP, HTTP_PROXY or MOCK
	IntegrationUri                         string                       `json:"integrationUri,omitempty"`
	PassthroughBehavior                    string                       `json:"passthroughBehavior,omitempty"`  // of WebSocket APIs
	PayloadFormatVersion                   string                       `json:"payloadFormatVersion,omitempty"` // 1.0 or 2.0
	RequestParameters                      map[string]string            `json:"requestParameters,omitempty"`
	RequestTemplates                       map[string]string            `json:"requestTemplates,omitempty"`
	ResponseParameters                     map[string]map[string]string `json:"responseParameters,omitempty"` // by status code
	TemplateSelectionExpression            string                       `json:"templateSelectionExpression,omitempty"`
	TimeoutInMillis                        int64                        `json:"timeoutInMillis"`
	TlsConfig                              *TlsConfig                   `json:"tlsConfig,omitempty"`
}

// TlsConfig says which name a private backend's certificate must have.
type TlsConfig struct {
	ServerNameToVerify string `json:"serverNameToVerify,omitempty"`
}

// IntegrationCreated says that an API has a new integration.
type IntegrationCreated struct {
	ApiId string `json:"apiId"`
	Deploys
	Integration Integration `json:"integration"`
}

// IntegrationUpdated says that an integration has changed.
type IntegrationUpdated struct {
	ApiId string `json:"apiId"`
	Deploys
	Integration Integration `json:"integration"`
}

// IntegrationDeleted says that an integration is gone with its responses.
type IntegrationDeleted struct {
	ApiId string `json:"apiId"`
	Deploys
	IntegrationId string `json:"integrationId"`
}

// IntegrationSubject is the subject of an integration of an API.
func IntegrationSubject(apiId, id string) string { return ApiSubject(apiId) + "/integrations/" + id }

// Subject is the new integration.
func (e IntegrationCreated) Subject() string {
	return IntegrationSubject(e.ApiId, e.Integration.IntegrationId)
}

// Subject is the changed integration.
func (e IntegrationUpdated) Subject() string {
	return IntegrationSubject(e.ApiId, e.Integration.IntegrationId)
}

// Subject is the integration that is gone.
func (e IntegrationDeleted) Subject() string { return IntegrationSubject(e.ApiId, e.IntegrationId) }

// Noun is the new integration.
func (e IntegrationCreated) Noun() any { return e.Integration }

// Noun is the integration as it is afterwards.
func (e IntegrationUpdated) Noun() any { return e.Integration }

func init() {
	events.Register[IntegrationCreated]("apigatewayv2.IntegrationCreated")
	events.Register[IntegrationUpdated]("apigatewayv2.IntegrationUpdated")
	events.Register[IntegrationDeleted]("apigatewayv2.IntegrationDeleted")
}
