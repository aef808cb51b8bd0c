package apigatewayv2

import (
	"strings"

	"reel/events"
)

// Kinds of APIs.
const (
	HTTP      = "HTTP"
	WebSocket = "WEBSOCKET"
)

// An Api is an HTTP or WebSocket API as GetApi shows it, but for its endpoint,
// which depends on the host that is asked.
// See https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid.html.
type Api struct {
	ApiGatewayManaged         bool              `json:"apiGatewayManaged,omitempty"`
	ApiId                     string            `json:"apiId"`
	ApiKeySelectionExpression string            `json:"apiKeySelectionExpression,omitempty"`
	CorsConfiguration         *Cors             `json:"corsConfiguration,omitempty"`
	CreatedDate               string            `json:"createdDate"`
	Description               string            `json:"description,omitempty"`
	DisableExecuteApiEndpoint bool              `json:"disableExecuteApiEndpoint"`
	DisableSchemaValidation   *bool             `json:"disableSchemaValidation,omitempty"` // of WebSocket APIs
	ImportInfo                []string          `json:"importInfo,omitempty"`
	IpAddressType             string            `json:"ipAddressType"` // ipv4 or dualstack
	Name                      string            `json:"name"`
	ProtocolType              string            `json:"protocolType"` // HTTP or WEBSOCKET
	RouteSelectionExpression  string            `json:"routeSelectionExpression"`
	Tags                      map[string]string `json:"tags"`
	Version                   string            `json:"version,omitempty"`
	Warnings                  []string          `json:"warnings,omitempty"`
}

// Cors says which pages of other origins may call an HTTP API. Header names are
// in lower case, and no list is null.
// See https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html.
type Cors struct {
	AllowCredentials bool     `json:"allowCredentials"`
	AllowHeaders     []string `json:"allowHeaders"`
	AllowMethods     []string `json:"allowMethods"`
	AllowOrigins     []string `json:"allowOrigins"`
	ExposeHeaders    []string `json:"exposeHeaders"`
	MaxAge           *int64   `json:"maxAge,omitempty"` // seconds, -1 to 86400
}

// ApiCreated says that there is a new API, with all that it was created with.
type ApiCreated struct {
	Api         Api          `json:"api"`
	Authorizers []Authorizer `json:"authorizers,omitempty"`
	Deploys
	Integrations []Integration `json:"integrations,omitempty"`
	Models       []Model       `json:"models,omitempty"`
	Routes       []Route       `json:"routes,omitempty"`
	Stages       []Stage       `json:"stages,omitempty"`
}

// ApiUpdated says that an API's own members have changed, or what was made with
// it by quick create.
type ApiUpdated struct {
	Api Api `json:"api"`
	Deploys
	Integration *Integration `json:"integration,omitempty"` // quick create's, as it is afterwards
	Route       *Route       `json:"route,omitempty"`       // quick create's, as it is afterwards
}

// ApiDeleted says that an API is gone with all that it held.
type ApiDeleted struct {
	ApiId string `json:"apiId"`
}

// CorsConfigurationDeleted says that an API answers no cross-origin calls by
// itself any more.
type CorsConfigurationDeleted struct {
	ApiId string `json:"apiId"`
	Deploys
}

// ApiSubject is the subject of an API.
func ApiSubject(id string) string { return "/apis/" + id }

// ApiOf is the id of the API that a subject is of or lies in, such as x for
// /apis/x/routes/y, and "" when it lies in none.
func ApiOf(subject string) string {
	rest, ok := strings.CutPrefix(subject, "/apis/")
	if !ok {
		return ""
	}
	id, _, _ := strings.Cut(rest, "/")
	return id
}

// Subject is the new API.
func (e ApiCreated) Subject() string { return ApiSubject(e.Api.ApiId) }

// Subject is the changed API.
func (e ApiUpdated) Subject() string { return ApiSubject(e.Api.ApiId) }

// Subject is the API that is gone.
func (e ApiDeleted) Subject() string { return ApiSubject(e.ApiId) }

// Subject is the CORS configuration that is gone.
func (e CorsConfigurationDeleted) Subject() string { return ApiSubject(e.ApiId) + "/cors" }

// Noun is the new API.
func (e ApiCreated) Noun() any { return e.Api }

// Noun is the API as it is afterwards.
func (e ApiUpdated) Noun() any { return e.Api }

func init() {
	events.Register[ApiCreated]("apigatewayv2.ApiCreated")
	events.Register[ApiUpdated]("apigatewayv2.ApiUpdated")
	events.Register[ApiDeleted]("apigatewayv2.ApiDeleted")
	events.Register[CorsConfigurationDeleted]("apigatewayv2.CorsConfigurationDeleted")
}
