package apigatewayv2

import "reel/events"

// An IntegrationResponse says what becomes of what an integration of a WebSocket
// API answers, as GetIntegrationResponse shows it.
// See https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations-integrationid-integrationresponses-integrationresponseid.html.
type IntegrationResponse struct {
	ContentHandlingStrategy     string            `json:"contentHandlingStrategy,omitempty"` // CONVERT_TO_BINARY or CONVERT_TO_TEXT
	IntegrationResponseId       string            `json:"integrationResponseId"`
	IntegrationResponseKey      string            `json:"integrationResponseKey"` // $default, or a pattern such as /2\d\d/
	ResponseParameters          map[string]string `json:"responseParameters,omitempty"`
	ResponseTemplates           map[string]string `json:"responseTemplates,omitempty"`
	TemplateSelectionExpression string            `json:"templateSelectionExpression,omitempty"`
}

// IntegrationResponseCreated says that an integration has a new response.
type IntegrationResponseCreated struct {
	ApiId string `json:"apiId"`
	Deploys
	IntegrationId       string              `json:"integrationId"`
	IntegrationResponse IntegrationResponse `json:"integrationResponse"`
}

// IntegrationResponseUpdated says that an integration's response has changed.
type IntegrationResponseUpdated struct {
	ApiId string `json:"apiId"`
	Deploys
	IntegrationId       string              `json:"integrationId"`
	IntegrationResponse IntegrationResponse `json:"integrationResponse"`
}

// IntegrationResponseDeleted says that an integration's response is gone.
type IntegrationResponseDeleted struct {
	ApiId string `json:"apiId"`
	Deploys
	IntegrationId         string `json:"integrationId"`
	IntegrationResponseId string `json:"integrationResponseId"`
}

// IntegrationResponseSubject is the subject of an integration's response.
func IntegrationResponseSubject(apiId, integrationId, id string) string {
	return IntegrationSubject(apiId, integrationId) + "/integrationresponses/" + id
}

// Subject is the new response.
func (e IntegrationResponseCreated) Subject() string {
	return IntegrationResponseSubject(e.ApiId, e.IntegrationId, e.IntegrationResponse.IntegrationResponseId)
}

// Subject is the changed response.
func (e IntegrationResponseUpdated) Subject() string {
	return IntegrationResponseSubject(e.ApiId, e.IntegrationId, e.IntegrationResponse.IntegrationResponseId)
}

// Subject is the response that is gone.
func (e IntegrationResponseDeleted) Subject() string {
	return IntegrationResponseSubject(e.ApiId, e.IntegrationId, e.IntegrationResponseId)
}

// Noun is the new response.
func (e IntegrationResponseCreated) Noun() any { return e.IntegrationResponse }

// Noun is the response as it is afterwards.
func (e IntegrationResponseUpdated) Noun() any { return e.IntegrationResponse }

func init() {
	events.Register[IntegrationResponseCreated]("apigatewayv2.IntegrationResponseCreated")
	events.Register[IntegrationResponseUpdated]("apigatewayv2.IntegrationResponseUpdated")
	events.Register[IntegrationResponseDeleted]("apigatewayv2.IntegrationResponseDeleted")
}
