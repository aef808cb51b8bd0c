package apigateway

import "reel/events"

// A GatewayResponse is what API Gateway itself answers when a call comes to
// nothing, as GetGatewayResponse shows it.
// See https://docs.aws.amazon.com/apigateway/latest/api/API_GatewayResponse.html.
type GatewayResponse struct {
	DefaultResponse    bool              `json:"defaultResponse"`      // true when the API has none of its own for this type
	ResponseParameters map[string]string `json:"responseParameters"`   // gatewayresponse.header.X to where its value comes from
	ResponseTemplates  map[string]string `json:"responseTemplates"`    // content type to template
	ResponseType       string            `json:"responseType"`         // such as UNAUTHORIZED or DEFAULT_4XX
	StatusCode         string            `json:"statusCode,omitempty"` // none on DEFAULT_4XX and DEFAULT_5XX until it is set
}

// GatewayResponsePut says that a REST API answers in its own way where AWS's
// default stood, or otherwise than before.
type GatewayResponsePut struct {
	GatewayResponse GatewayResponse `json:"gatewayResponse"`
	RestApiId       string          `json:"restApiId"`
}

// GatewayResponseUpdated says that a gateway response has changed.
type GatewayResponseUpdated struct {
	GatewayResponse GatewayResponse `json:"gatewayResponse"`
	RestApiId       string          `json:"restApiId"`
}

// GatewayResponseDeleted says that AWS's default stands again.
type GatewayResponseDeleted struct {
	ResponseType string `json:"responseType"`
	RestApiId    string `json:"restApiId"`
}

// GatewayResponseSubject is the subject of a gateway response of a REST API.
func GatewayResponseSubject(restApiId, responseType string) string {
	return RestApiSubject(restApiId) + "/gatewayresponses/" + responseType
}

// Subject is the gateway response that was put.
func (e GatewayResponsePut) Subject() string {
	return GatewayResponseSubject(e.RestApiId, e.GatewayResponse.ResponseType)
}

// Subject is the changed gateway response.
func (e GatewayResponseUpdated) Subject() string {
	return GatewayResponseSubject(e.RestApiId, e.GatewayResponse.ResponseType)
}

// Subject is the gateway response that is gone.
func (e GatewayResponseDeleted) Subject() string {
	return GatewayResponseSubject(e.RestApiId, e.ResponseType)
}

// Noun is the gateway response as it is afterwards.
func (e GatewayResponsePut) Noun() any { return e.GatewayResponse }

// Noun is the gateway response as it is afterwards.
func (e GatewayResponseUpdated) Noun() any { return e.GatewayResponse }

func init() {
	events.Register[GatewayResponsePut]("apigateway.GatewayResponsePut")
	events.Register[GatewayResponseUpdated]("apigateway.GatewayResponseUpdated")
	events.Register[GatewayResponseDeleted]("apigateway.GatewayResponseDeleted")
}
