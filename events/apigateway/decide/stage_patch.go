package decide

import (
	"slices"
	"strings"

	"reel/events"
	"reel/events/apigateway"
	"reel/projections"
)

// A stageDraft is a stage while it is patched, with the API it belongs to.
type stageDraft struct {
	apigateway.Stage
	api *projections.RestApi
}

// Ops that the paths of a stage take.
var (
	addReplace = []string{"add", "replace"}
	copyOnly   = []string{"copy"}
	removeOnly = []string{"remove"}
)

// stagePatch is all that UpdateStage may patch:
// https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateStage-Patch
// Whatever no other rule has and consists of two segments is the name of a
// method setting to AWS.
var stagePatch = patcher[stageDraft]{
	rules: slices.Concat([]rule[stageDraft]{
		{"/deploymentId", []string{"replace", "copy"}, patchDeploymentID},
		{"/description", replaceOnly, func(st *stageDraft, o operation) error {
			st.Description = o.text()
			return nil
		}},
		{"/documentationVersion", replaceOnly, func(st *stageDraft, o operation) error {
			st.DocumentationVersion = o.text()
			return nil
		}},
		{"/clientCertificateId", replaceOnly, func(st *stageDraft, o operation) error {
			st.ClientCertificateId = o.text()
			return nil
		}},
		{"/tracingEnabled", replaceOnly, func(st *stageDraft, o operation) error {
			st.TracingEnabled = o.flag()
			return nil
		}},
		{"/cacheClusterEnabled", replaceOnly, func(st *stageDraft, o operation) error {
			st.CacheClusterEnabled = o.flag()
			return nil
		}},
		{"/cacheClusterSize", replaceOnly, func(st *stageDraft, o operation) error {
			st.CacheClusterSize = o.text()
			return oneOf("cacheClusterSize", o.text(), cacheSizes...)
		}},
		{"/variables", copyOnly, copyVariables},
		{"/variables/{name}", anyEdit, patchVariable},
		{"/accessLogSettings", []string{"remove", "add", "replace"}, patchAccessLogs},
		{"/accessLogSettings/{member}", addReplace, patchAccessLog},
	}, canaryRules, methodSettingRules),
	unknownPath: refuseStagePath,
	wrongOp:     func(o operation, _ []string) error { return refuseStagePath(o) },
}

// refuseStagePath refuses a path with an op it does not take. AWS's words depend
// on the op alone.
func refuseStagePath(o operation) error {
	switch o.op {
	case "copy":
		return events.Refuse(events.BadRequest, "Invalid copy operation with path: "+o.path+" and from "+o.from+
			". Valid copy:path are [/deploymentId, /variables] and valid copy:from are [/canarySettings/deploymentId, /canarySettings/stageVariableOverrides]")
	case "remove":
		return events.Refuse(events.BadRequest, "Cannot remove method setting "+strings.TrimPrefix(o.path, "/")+
			" because there is no method setting for this method ")
	case "replace":
		return events.Refuse(events.BadRequest, "Invalid method setting path: "+o.path+". Must be one of: ["+stagePaths+"]")
	}
	return events.Refuse(events.BadRequest, "Invalid "+o.op+" operation with path: "+o.path)
}

// stagePaths is the list in AWS's refusal, with the commas that AWS forgets.
const stagePaths = "/deploymentId, /description, /cacheClusterEnabled, /cacheClusterSize, /clientCertificateId, " +
	"/accessLogSettings, /accessLogSettings/destinationArn, /accessLogSettings/format, " +
	"/{resourcePath}/{httpMethod}/metrics/enabled, /{resourcePath}/{httpMethod}/logging/dataTrace, " +
	"/{resourcePath}/{httpMethod}/logging/loglevel, /{resourcePath}/{httpMethod}/throttling/burstLimit" +
	"/{resourcePath}/{httpMethod}/throttling/rateLimit/{resourcePath}/{httpMethod}/caching/ttlInSeconds, " +
	"/{resourcePath}/{httpMethod}/caching/enabled, /{resourcePath}/{httpMethod}/caching/dataEncrypted, " +
	"/{resourcePath}/{httpMethod}/caching/requireAuthorizationForCacheControl, " +
	"/{resourcePath}/{httpMethod}/caching/unauthorizedCacheControlHeaderStrategy, " +
	"/*/*/metrics/enabled, /*/*/logging/dataTrace, /*/*/logging/loglevel, /*/*/throttling/burstLimit " +
	"/*/*/throttling/rateLimit /*/*/caching/ttlInSeconds, /*/*/caching/enabled, /*/*/caching/dataEncrypted, " +
	"/*/*/caching/requireAuthorizationForCacheControl, /*/*/caching/unauthorizedCacheControlHeaderStrategy, " +
	"/variables/{variable_name}, /tracingEnabled"

// patchDeploymentID moves the stage to another deployment, or to its canary's.
func patchDeploymentID(st *stageDraft, o operation) error {
	if o.op == "copy" {
		canary, err := promoted(st, o, "/canarySettings/deploymentId")
		if err == nil {
			st.DeploymentId = canary.DeploymentId
		}
		return err
	}
	st.DeploymentId = o.text()
	return checkDeploymentID(st.api, o.text())
}

// patchVariable sets a stage variable or takes it away.
func patchVariable(st *stageDraft, o operation) error {
	name := o.args[0]
	if o.op == "remove" {
		delete(st.Variables, name)
		return nil
	}
	if st.Variables == nil {
		st.Variables = map[string]string{}
	}
	st.Variables[name] = o.text()
	return checkVariable(name, o.text())
}

// patchAccessLogs stops access logs; there is nothing to set at this path.
func patchAccessLogs(st *stageDraft, o operation) error {
	if o.op != "remove" {
		return errAccessLogPath
	}
	st.AccessLogSettings = nil
	return nil
}

var errAccessLogPath = events.Refuse(events.BadRequest,
	"Invalid accessLogSettings path. Must be one of : [/accessLogSettings/destinationArn, /accessLogSettings/format]")

// patchAccessLog says where or how calls are logged.
func patchAccessLog(st *stageDraft, o operation) error {
	var logs apigateway.AccessLogSettings
	if st.AccessLogSettings != nil {
		logs = *st.AccessLogSettings
	}
	switch o.args[0] {
	case "destinationArn":
		logs.DestinationArn = o.text()
	case "format":
		logs.Format = o.text()
	default:
		return errAccessLogPath
	}
	if o.text() == "" {
		return events.Refuse(events.BadRequest, "Access Log value must not be empty")
	}
	st.AccessLogSettings = &logs
	return nil
}
