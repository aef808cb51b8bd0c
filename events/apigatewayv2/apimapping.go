package apigatewayv2

// An ApiMapping says which stage of which API answers under a path of a domain
// name, as version 2 shows it. What is recorded is version 1's base path mapping.
// See https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames-domainname-apimappings-apimappingid.html.
type ApiMapping struct {
	ApiId         string `json:"apiId"` // of a REST, HTTP or WebSocket API
	ApiMappingId  string `json:"apiMappingId"`
	ApiMappingKey string `json:"apiMappingKey"`   // without slashes at its ends, with some inside; empty for all paths
	Stage         string `json:"stage,omitempty"` // empty when version 1 has made it so
}
