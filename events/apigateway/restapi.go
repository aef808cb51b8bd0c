package apigateway

import (
	"encoding/json"

	"reel/events"
)

// A RestApi is a REST API as GetRestApi shows it.
// See https://docs.aws.amazon.com/apigateway/latest/api/API_RestApi.html.
type RestApi struct {
	ApiKeySource              string                 `json:"apiKeySource,omitempty"` // HEADER or AUTHORIZER
	ApiStatus                 string                 `json:"apiStatus,omitempty"`
	ApiStatusMessage          string                 `json:"apiStatusMessage,omitempty"`
	BinaryMediaTypes          []string               `json:"binaryMediaTypes,omitempty"`
	CreatedDate               int64                  `json:"createdDate"` // seconds since 1970
	Description               string                 `json:"description,omitempty"`
	DisableExecuteApiEndpoint bool                   `json:"disableExecuteApiEndpoint"`
	EndpointAccessMode        string                 `json:"endpointAccessMode,omitempty"`
	EndpointConfiguration     *EndpointConfiguration `json:"endpointConfiguration,omitempty"`
	Id                        string                 `json:"id"`
	MinimumCompressionSize    *int64                 `json:"minimumCompressionSize,omitempty"` // bytes, 0 to 10485760
	Name                      string                 `json:"name"`
	Policy                    string                 `json:"policy,omitempty"` // a JSON document, as AWS escapes it
	RootResourceId            string                 `json:"rootResourceId,omitempty"`
	SecurityPolicy            string                 `json:"securityPolicy,omitempty"`
	Tags                      map[string]string      `json:"tags,omitempty"`
	Version                   string                 `json:"version,omitempty"`
	Warnings                  []string               `json:"warnings,omitempty"`
}

// An EndpointConfiguration says from where an API or domain name is reached.
// See https://docs.aws.amazon.com/apigateway/latest/api/API_EndpointConfiguration.html.
type EndpointConfiguration struct {
	IpAddressType  string   `json:"ipAddressType,omitempty"` // ipv4 or dualstack
	Types          []string `json:"types,omitempty"`         // one of REGIONAL, EDGE, PRIVATE
	VpcEndpointIds []string `json:"vpcEndpointIds,omitempty"`
}

// PolicyDocument is the policy with AWS's extra escapes undone, "" without one.
// A policy that is not escaped that way is given as it stands.
func (a RestApi) PolicyDocument() string {
	var document string
	if err := json.Unmarshal([]byte(`"`+a.Policy+`"`), &document); err != nil {
		return a.Policy
	}
	return document
}

// RestApiCreated says that there is a new REST API with its root resource and
// the models that every REST API starts with.
type RestApiCreated struct {
	Authorizers       []Authorizer       `json:"authorizers,omitempty"`
	GatewayResponses  []GatewayResponse  `json:"gatewayResponses,omitempty"`
	Models            []Model            `json:"models,omitempty"`
	RequestValidators []RequestValidator `json:"requestValidators,omitempty"`
	// Resources are those it starts with when it was cloned, by path and with
	// their methods; the root is among them. Without them there is a bare root.
	Resources []Resource `json:"resources,omitempty"`
	RestApi   RestApi    `json:"restApi"`
}

// RestApiUpdated says that a REST API's own members have changed.
type RestApiUpdated struct {
	RestApi RestApi `json:"restApi"`
}

// RestApiDeleted says that a REST API is gone with all that it held.
type RestApiDeleted struct {
	RestApiId string `json:"restApiId"`
}

// RestApiSubject is the subject of a REST API.
func RestApiSubject(id string) string { return "/restapis/" + id }

// Subject is the new REST API.
func (e RestApiCreated) Subject() string { return RestApiSubject(e.RestApi.Id) }

// Subject is the changed REST API.
func (e RestApiUpdated) Subject() string { return RestApiSubject(e.RestApi.Id) }

// Subject is the REST API that is gone.
func (e RestApiDeleted) Subject() string { return RestApiSubject(e.RestApiId) }

// Noun is the new REST API.
func (e RestApiCreated) Noun() any { return e.RestApi }

// Noun is the REST API as it is afterwards.
func (e RestApiUpdated) Noun() any { return e.RestApi }

func init() {
	events.Register[RestApiCreated]("apigateway.RestApiCreated")
	events.Register[RestApiUpdated]("apigateway.RestApiUpdated")
	events.Register[RestApiDeleted]("apigateway.RestApiDeleted")
}
