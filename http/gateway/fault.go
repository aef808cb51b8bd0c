package gateway

import (
	"net/http"
)

// A fault is the gateway's own answer to a call that cannot go on.
type fault struct {
	status    int
	errorType string // x-amzn-ErrorType
	body      []byte
	kind      string // AWS's type of gateway response; empty for what no API can answer otherwise
	message   string // of the body, $context.error.message
	reason    string // for people: the log and traffic; nothing of it is sent
	told      string // how AWS's execution log tells of it, where that is known
}

// because is the fault with a reason.
func (f *fault) because(reason string) *fault {
	g := *f
	g.reason = reason
	return &g
}

// tells is the fault with AWS's words for the execution log.
func (f *fault) tells(words string) *fault {
	g := *f
	g.told = words
	return &g
}

// of is the fault as one of a type of gateway responses.
func (f *fault) of(kind string) *fault {
	g := *f
	g.kind = kind
	return &g
}

// newFault makes a fault of AWS's words. AWS writes some of its messages with a
// blank behind the colon and some without, by the part of it that speaks; both
// were recorded, by their Content-Length.
func newFault(status int, errorType, message string) *fault {
	return &fault{status: status, errorType: errorType, message: message, body: []byte(`{"message":` + string(marshal(message)) + `}`)}
}

func newSpacedFault(status int, errorType, message string) *fault {
	return &fault{status: status, errorType: errorType, message: message, body: []byte(`{"message": ` + string(marshal(message)) + `}`)}
}

// The faults by AWS's names of gateway responses
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html).
var (
	missingToken = newFault(http.StatusForbidden, "MissingAuthenticationTokenException", "Missing Authentication Token").of("MISSING_AUTHENTICATION_TOKEN")
	forbidden    = newFault(http.StatusForbidden, "ForbiddenException", "Forbidden")
	unsupported  = newFault(http.StatusUnsupportedMediaType, "BadRequestException", "Unsupported Media Type").of("UNSUPPORTED_MEDIA_TYPE")
	badJSON      = newFault(http.StatusBadRequest, "BadRequestException", "Invalid JSON in request body").of("BAD_REQUEST_BODY")

	// misconfigured is API_CONFIGURATION_ERROR, and INTEGRATION_FAILURE as it is in
	// practice, although GetGatewayResponse shows 504 for the latter.
	misconfigured = newSpacedFault(http.StatusInternalServerError, "InternalServerErrorException", "Internal server error").of("API_CONFIGURATION_ERROR")
	// malformed is what a function gets for an answer that is none, or for failing.
	malformed = newSpacedFault(http.StatusBadGateway, "InternalServerErrorException", "Internal server error").of("INTEGRATION_FAILURE")
	timedOut  = newSpacedFault(http.StatusGatewayTimeout, "InternalServerErrorException", "Endpoint request timed out").of("INTEGRATION_TIMEOUT")
	// tooLong is for a body that Lambda does not take, as recorded on AWS.
	tooLong = newSpacedFault(http.StatusRequestEntityTooLarge, "BadRequestException", "Request Too Long").of("REQUEST_TOO_LARGE")
	// oversized is said by what stands before the gateway, in plain text and without
	// any id, as recorded on AWS.
	oversized = &fault{status: http.StatusRequestEntityTooLarge, body: []byte("HTTP content length exceeded 10485760 bytes.")}
)

// reply is the fault as it is sent.
func (f *fault) reply(x *exchange) Reply {
	x.failed = f
	if f.errorType == "" {
		return Reply{Status: f.status, Header: http.Header{"Content-Type": {"text; charset=utf-8"}}, Body: f.body}
	}
	h := x.header(1)
	h["Content-Type"] = jsonContent
	h["x-amzn-ErrorType"] = []string{f.errorType}
	r := Reply{Status: f.status, Header: h, Body: f.body}
	if x.tree != nil {
		if own := x.tree.responses[f.kind]; own != nil {
			own.apply(x, f, &r)
		}
	}
	return r
}

// jsonContent is shared by all answers that are JSON.
var jsonContent = []string{jsonType}
