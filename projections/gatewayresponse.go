package projections

import (
	"reel/events/apigateway"
)

// defaultStatus are the statuses of AWS's own gateway responses by type. The two
// that others fall back on have none.
// See https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html.
var defaultStatus = map[string]string{
	"ACCESS_DENIED":                  "403",
	"API_CONFIGURATION_ERROR":        "500",
	"AUTHORIZER_CONFIGURATION_ERROR": "500",
	"AUTHORIZER_FAILURE":             "500",
	"BAD_REQUEST_BODY":               "400",
	"BAD_REQUEST_PARAMETERS":         "400",
	"DEFAULT_4XX":                    "",
	"DEFAULT_5XX":                    "",
	"EXPIRED_TOKEN":                  "403",
	"INTEGRATION_FAILURE":            "504",
	"INTEGRATION_TIMEOUT":            "504",
	"INVALID_API_KEY":                "403",
	"INVALID_SIGNATURE":              "403",
	"MISSING_AUTHENTICATION_TOKEN":   "403",
	"QUOTA_EXCEEDED":                 "429",
	"REQUEST_TOO_LARGE":              "413",
	"RESOURCE_NOT_FOUND":             "404",
	"THROTTLED":                      "429",
	"UNAUTHORIZED":                   "401",
	"UNSUPPORTED_MEDIA_TYPE":         "415",
	"WAF_FILTERED":                   "403",
}

// GatewayResponse is what the API answers for a type: its own response, else its
// own DEFAULT_4XX or DEFAULT_5XX, whichever the type's status belongs to, else
// AWS's. A response of its own is whole, so that it takes nothing of the
// DEFAULT_4XX beside it. A status that a DEFAULT_4XX does not set is the type's.
// The maps are not the caller's to change.
func (t *Tree) GatewayResponse(responseType string) apigateway.GatewayResponse {
	if own := t.GatewayResponses.Get(responseType); own != nil {
		return *own
	}
	r := DefaultGatewayResponse(responseType)
	if r.StatusCode == "" {
		return r
	}
	if fallback := t.GatewayResponses.Get("DEFAULT_" + r.StatusCode[:1] + "XX"); fallback != nil {
		r.ResponseParameters, r.ResponseTemplates = fallback.ResponseParameters, fallback.ResponseTemplates
		if fallback.StatusCode != "" {
			r.StatusCode = fallback.StatusCode
		}
	}
	return r
}

// DefaultGatewayResponse is what AWS answers for a type when an API says nothing
// else. The maps are the caller's.
func DefaultGatewayResponse(responseType string) apigateway.GatewayResponse {
	return apigateway.GatewayResponse{
		DefaultResponse:    true,
		ResponseParameters: map[string]string{},
		ResponseTemplates:  map[string]string{"application/json": `{"message":$context.error.messageString}`},
		ResponseType:       responseType,
		StatusCode:         defaultStatus[responseType],
	}
}
