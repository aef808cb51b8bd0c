package gateway

import (
	"net"
	"strconv"
	"strings"
	"time"
)

// variable is a $context variable by its dotted name
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html#context-variable-reference).
// It is empty when the call has no such variable.
func (x *exchange) variable(name string) string {
	if key, ok := strings.CutPrefix(name, "error."); ok {
		return x.errorVariable(key)
	}
	if x.method == nil && (name == "operationName" || name == "resourceId" || name == "resourcePath") {
		return "" // the call ended before it was known
	}
	switch name {
	case "accountId":
		return x.world.Account
	case "apiId":
		return x.call.ApiID
	case "deploymentId":
		return x.stage.DeploymentId
	case "domainName":
		return x.call.Host
	case "domainPrefix":
		return x.domainPrefix()
	case "extendedRequestId":
		return x.extendedID
	case "httpMethod":
		return x.call.Method
	case "identity.apiKey", "identity.apiKeyId":
		if x.customerOf == nil {
			return ""
		}
		if name == "identity.apiKey" {
			return x.customerOf.key.Value
		}
		return x.customerOf.key.Id
	case "identity.sourceIp":
		return x.call.SourceIP
	case "identity.userAgent":
		return x.call.Header.Get("User-Agent")
	case "isCanaryRequest":
		return x.isCanaryRequest()
	case "operationName":
		return x.method.noun.OperationName
	case "path":
		return x.fullPath()
	case "protocol":
		return x.call.Proto
	case "requestId":
		return x.id
	case "requestTime":
		return x.requestTime()
	case "requestTimeEpoch":
		return strconv.FormatInt(x.begun.UnixMilli(), 10)
	case "resourceId":
		return x.method.resourceID
	case "resourcePath":
		return x.method.resourcePath
	case "stage":
		return x.stage.StageName
	case "xrayTraceId":
		return x.trace().root
	}
	if key, ok := strings.CutPrefix(name, "identity."); ok && x.caller != nil {
		return x.caller.variables()[key]
	}
	if key, ok := strings.CutPrefix(name, "authorizer."); ok {
		return x.granted.variable(key)
	}
	if x.test != nil {
		return x.test.context[name]
	}
	return ""
}

// fullPath is the path with its stage.
func (x *exchange) fullPath() string {
	if x.call.FullPath != "" {
		return x.call.FullPath
	}
	return "/" + x.stage.StageName + x.call.Path
}

// domainPrefix is the first label of the host, as long as it has several; a host
// such as localhost:4566 has none, and the API's id stands in, as it would on AWS.
func (x *exchange) domainPrefix() string { return domainPrefix(x.call.Host, x.call.ApiID) }

func domainPrefix(host, apiID string) string {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	first, _, dotted := strings.Cut(host, ".")
	if !dotted || net.ParseIP(host) != nil {
		return apiID
	}
	return first
}

// requestTime is the time of the call as logs write it, in UTC.
func (x *exchange) requestTime() string { return requestTime(x.begun) }

func requestTime(t time.Time) string {
	return t.UTC().Format("02/Jan/2006:15:04:05 -0700")
}

// stageVariable is a variable of the stage; ok is false when it is not set.
func (x *exchange) stageVariable(name string) (value string, ok bool) {
	value, ok = x.stage.Variables[name]
	return value, ok
}
