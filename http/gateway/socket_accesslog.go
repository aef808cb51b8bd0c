package gateway

import (
	"strconv"
	"strings"
	"time"
)

// logAccess writes the event's line to the stage's access log, where it keeps one,
// and returns as much of it as traffic keeps.
func (x *socketCall) logAccess(length int, latency time.Duration) string {
	s := x.stage.AccessLogSettings
	if s == nil || s.Format == "" {
		return ""
	}
	return x.gateway.logAccess(s.Format, x.socket.ApiID, x.socket.Stage, func(name string) string { return x.accessVariable(name, length, latency) })
}

// accessVariable is a variable of the access log: one that templates have too, or
// one that is known only at the end
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-logging.html).
// It is empty when it is not set.
func (x *socketCall) accessVariable(name string, length int, latency time.Duration) string {
	switch name {
	case "responseLength":
		return strconv.Itoa(length)
	case "responseLatency":
		return milliseconds(latency)
	case "integrationLatency", "integrationStatus", "integrationErrorMessage", "awsEndpointRequestId":
		return x.integrationVariable(integrationNames[name])
	}
	switch part, rest, _ := strings.Cut(name, "."); part {
	case "integration":
		return x.integrationVariable(rest)
	case "authorize":
		return x.signatureVariable(rest, x.socket.caller != nil)
	case "authenticate":
		return x.signatureVariable(rest, x.socket.caller != nil || x.failed != nil && x.failed.kind == notAllowed.kind)
	case "authorizer":
		if v, ok := x.guardVariable(rest); ok {
			return v
		}
	}
	return x.variable(name)
}

func (x *socketCall) integrationVariable(name string) string {
	return integrationLog{x.asked, x.askedID, x.resultStatus, x.failed}.variable(name)
}

// guardVariable is $context.authorizer.name as far as it says how the authorizer was
// asked; ok is false for what the authorizer itself has said.
func (x *socketCall) guardVariable(name string) (value string, ok bool) {
	switch name {
	case "error", "integrationStatus", "latency", "requestId", "status":
	default:
		return "", false
	}
	switch {
	case x.guard == nil:
	case name == "error":
		value = x.guard.Error
	case name == "integrationStatus":
		value = status(x.guard.Status)
	case name == "latency":
		value = milliseconds(x.guard.Latency)
	case name == "requestId":
		value = x.guardID
	case name == "status" && x.guard.Error == "":
		value = "200"
	case name == "status" && x.failed != nil:
		value = strconv.Itoa(x.failed.status)
	}
	return value, true
}

// signatureVariable is $context.authenticate.name, which tells whether the handshake
// was signed well, or $context.authorize.name, whether who signed it may open a
// connection. Only routes with AWS_IAM have them.
func (x *socketCall) signatureVariable(name string, well bool) string {
	if x.event != connecting || x.route == nil || x.route.noun.AuthorizationType != "AWS_IAM" {
		return ""
	}
	switch {
	case name == "status" && well:
		return "200"
	case name == "status" && x.failed != nil:
		return strconv.Itoa(x.failed.status)
	case name == "error" && !well && x.failed != nil:
		return x.failed.message
	case name == "latency":
		return "0"
	}
	return ""
}
