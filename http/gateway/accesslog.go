package gateway

import (
	"strconv"
	"strings"
	"time"

	"reel/events/traffic"
)

// accessFormat is the format of the stage's access log, empty when it keeps none.
func (x *exchange) accessFormat() string {
	if s := x.stage.AccessLogSettings; s != nil {
		return s.Format
	}
	return ""
}

// A sentAnswer is what the access log can say of it when it has left.
type sentAnswer struct {
	status  int
	length  int64
	latency time.Duration
}

// accessVariable is a variable of the access log: one of those that templates have
// too, or one that is known only when the answer has left
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html).
// It is empty when it is not set.
func (x *exchange) accessVariable(s sentAnswer, name string) string {
	switch name {
	case "status":
		return strconv.Itoa(s.status)
	case "responseLength":
		return strconv.FormatInt(s.length, 10)
	case "responseLatency":
		return milliseconds(s.latency)
	case "customDomain.basePathMatched":
		return x.basePathMatched()
	case "customDomain.routingRuleIdMatched":
		return x.call.RoutingRuleID
	case "webaclArn":
		return x.stage.WebAclArn
	case "integrationLatency", "integrationStatus", "integrationErrorMessage", "awsEndpointRequestId":
		return x.integrationVariable(integrationNames[name])
	}
	switch part, rest, _ := strings.Cut(name, "."); part {
	case "integration":
		return x.integrationVariable(rest)
	case "authenticate":
		return x.authenticateVariable(rest)
	case "authorize":
		return x.authorizeVariable(rest)
	case "authorizer":
		if v, ok := x.guardVariable(rest); ok {
			return v
		}
	}
	return x.variable(name)
}

// integrationNames are the older names of integration's variables.
var integrationNames = map[string]string{
	"integrationLatency": "latency", "integrationStatus": "integrationStatus", "integrationErrorMessage": "error", "awsEndpointRequestId": "requestId",
}

// An integrationLog is what access logs can say of the backend that was asked.
type integrationLog struct {
	asked        *traffic.Integration // nil when none was
	id           string               // the backend's own of the request
	resultStatus int                  // of a function's result, behind a proxy integration
	failed       *fault               // what ended the call
}

// variable is $context.integration.name. Nobody is asked by MOCK, and nobody where
// the cache answers. For a function behind a proxy integration its own status is one
// thing, and Lambda's another.
func (l integrationLog) variable(name string) string {
	if l.asked == nil || l.asked == mocked {
		return ""
	}
	switch name {
	case "latency":
		return milliseconds(l.asked.Latency)
	case "status", "integrationStatus":
		if name == "status" && l.asked.Type == "AWS_PROXY" {
			return status(l.resultStatus)
		}
		return status(l.asked.Status)
	case "requestId":
		return l.id
	case "error":
		if l.failed != nil {
			return l.failed.reason
		}
	}
	return ""
}

func (x *exchange) integrationVariable(name string) string {
	return integrationLog{x.asked, x.askedID, x.resultStatus, x.failed}.variable(name)
}

// guardVariable is $context.authorizer.name as far as it says how the authorizer was
// asked; ok is false for what the authorizer itself has said.
func (x *exchange) guardVariable(name string) (value string, ok bool) {
	switch name {
	case "error", "integrationLatency", "integrationStatus", "latency", "requestId", "status":
	default:
		return "", false
	}
	if x.guard == nil {
		return "", true
	}
	switch name {
	case "error":
		value = x.guard.Error
	case "integrationLatency", "latency":
		value = milliseconds(x.guard.Latency)
	case "integrationStatus":
		value = status(x.guard.Status)
	case "requestId":
		value = x.guardID
	case "status":
		value = x.guardStatus()
	}
	return value, true
}

// authenticateVariable is $context.authenticate.name: whether the signature that the
// method asks for is one of somebody known.
func (x *exchange) authenticateVariable(name string) string {
	switch {
	case x.method == nil || x.method.noun.AuthorizationType != "AWS_IAM":
		return ""
	case x.caller == nil:
		return x.phase(name, x.failed)
	}
	return x.phase(name, nil)
}

// authorizeVariable is $context.authorize.name: what the API's policy says of the
// call, or of its signer.
func (x *exchange) authorizeVariable(name string) string {
	switch {
	case x.method == nil || x.caller == nil && (x.tree.policy == nil || x.method.noun.AuthorizationType == "AWS_IAM"):
		return ""
	case x.failed != nil && x.failed.kind == deniedByPolicy.kind && x.guard == nil:
		return x.phase(name, x.failed)
	}
	return x.phase(name, nil)
}

// phase is the status, the error or the latency of a part of the gateway's own work
// that ended the call, if it did. It takes no time to speak of.
func (x *exchange) phase(name string, f *fault) string {
	switch {
	case name == "latency":
		return "0"
	case name == "status" && f == nil:
		return "200"
	case name == "status":
		return strconv.Itoa(f.status)
	case name == "error" && f != nil:
		return f.message
	}
	return ""
}

// guardStatus is what the authorizer came to: 200 when the caller may go on.
func (x *exchange) guardStatus() string {
	if x.guard.Error != "" && x.failed != nil {
		return strconv.Itoa(x.failed.status)
	}
	return "200"
}

// basePathMatched is the base path of the custom domain name that led to the
// stage, none when a routing rule did
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-routing-rules-troubleshoot.html).
func (x *exchange) basePathMatched() string {
	if x.call.CustomDomain && x.call.BasePath == "" && x.call.RoutingRuleID == "" {
		return "/"
	}
	return x.call.BasePath
}

func milliseconds(d time.Duration) string { return strconv.FormatInt(d.Milliseconds(), 10) }

// status is a status as it is logged; 0 is none.
func status(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}
