package http_test

import (
	"strings"
	"testing"
)

// mock puts a mock integration on a method of a resource.
func (r recording) mock(method string) {
	r.Helper()
	r.says("PUT "+method, `{"authorizationType":"NONE"}`, 201)
	r.says("PUT "+method+"/integration", `{"type":"MOCK","requestTemplates":{"application/json":"{\"statusCode\":200}"}}`, 201)
	r.says("PUT "+method+"/responses/200", `{}`, 201)
	r.says("PUT "+method+"/integration/responses/200", `{}`, 201)
}

func TestRecordedGatewayResponses(t *testing.T) {
	r := openRecording(t)
	r.api("pets000001")
	const all = "/restapis/pets000001/gatewayresponses"
	const template = `"responseTemplates":{"application/json":"{\"message\":$context.error.messageString}"}`
	list := r.says("GET "+all, "", 200)
	if n := strings.Count(list, `"responseType"`); n != 21 {
		t.Errorf("%d gateway responses are listed", n)
	}
	for typ, status := range map[string]string{
		"ACCESS_DENIED": "403", "API_CONFIGURATION_ERROR": "500", "AUTHORIZER_CONFIGURATION_ERROR": "500", "AUTHORIZER_FAILURE": "500", "BAD_REQUEST_BODY": "400", "BAD_REQUEST_PARAMETERS": "400",
		"EXPIRED_TOKEN": "403", "INTEGRATION_FAILURE": "504", "INTEGRATION_TIMEOUT": "504", "INVALID_API_KEY": "403", "INVALID_SIGNATURE": "403", "MISSING_AUTHENTICATION_TOKEN": "403", "QUOTA_EXCEEDED": "429",
		"REQUEST_TOO_LARGE": "413", "RESOURCE_NOT_FOUND": "404", "THROTTLED": "429", "UNAUTHORIZED": "401", "UNSUPPORTED_MEDIA_TYPE": "415", "WAF_FILTERED": "403",
	} {
		r.says("GET "+all+"/"+typ, "", 200, `"defaultResponse":true`, `"responseParameters":{}`, template, `"statusCode":"`+status+`"`)
	}
	for _, typ := range []string{"DEFAULT_4XX", "DEFAULT_5XX"} {
		r.says("GET "+all+"/"+typ, "", 200, `"defaultResponse":true`, template, "!statusCode")
	}

	r.says("PUT "+all+"/API_CONFIGURATION_ERROR", `{"statusCode":"501"}`, 201, `"defaultResponse":false`, template, `"statusCode":"501"`)
	r.says("PUT "+all+"/DEFAULT_5XX", `{"statusCode":"599","responseParameters":{"gatewayresponse.header.a":"'b'"},"responseTemplates":{"text/plain":"x"}}`, 201)
	r.says("GET "+all+"/INTEGRATION_FAILURE", "", 200, `"defaultResponse":true`, `"gatewayresponse.header.a":"'b'"`, `{"text/plain":"x"}`, `"statusCode":"599"`)
	r.says("GET "+all+"/API_CONFIGURATION_ERROR", "", 200, `"statusCode":"501"`, "!gatewayresponse.header.a", template)
	r.says("PUT "+all+"/THROTTLED", `{"responseParameters":{"gatewayresponse.header.a":"'b'"}}`, 201, `"statusCode":"429"`, template)
	r.says("DELETE "+all+"/THROTTLED", "", 202)
	r.says("GET "+all+"/THROTTLED", "", 200, `"defaultResponse":true`, `"responseParameters":{}`)
	r.missing("DELETE "+all+"/THROTTLED", "", "Gateway response type not defined on api")

	at := "PATCH " + all + "/UNAUTHORIZED"
	r.says(at, patch("replace", "/statusCode", "418"), 200, `"defaultResponse":false`, `"statusCode":"418"`)
	for _, op := range []string{"add", "remove"} {
		r.bad(at, patch(op, "/statusCode", "418"), "Invalid patch path /statusCode")
	}
	r.bad(at, patch("replace", "/wrongPath", "x"), "Invalid patch path /wrongPath")
	r.bad(at, `{"patchOperations":[{"op":"replace","value":"x"}]}`, "Invalid patch path null")
	r.missing(at, patch("replace", "/responseParameters/gatewayresponse.header.none", "'x'"), "Invalid parameter name specified")
	r.bad(at, patchOnly("add", "/responseTemplates/text~1plain"), "Invalid null or empty value in responseTemplates")
	r.bad(at, patchOnly("add", "/responseParameters/gatewayresponse.header.b"), "Invalid null or empty value in responseParameters")
}

func TestRecordedDeploymentsAndStages(t *testing.T) {
	r := openRecording(t)
	root := r.api("pets000001")
	const api = "/restapis/pets000001"
	const deployments, dev = api + "/deployments", api + "/stages/dev"
	r.bad("POST "+deployments, `{}`, "The REST API doesn't contain any methods")
	r.says("PUT "+api+"/resources/"+root+"/methods/PUT", `{"authorizationType":"NONE"}`, 201)
	r.bad("POST "+deployments, `{}`, "No integration defined for method")
	r.says("DELETE "+api+"/resources/"+root+"/methods/PUT", "", 204)
	r.mock(api + "/resources/" + root + "/methods/GET")
	id := field(t, r.says("POST "+deployments, `{"stageName":"dev"}`, 201, "!stageName", "!description", `"createdDate":`), "id")
	other := field(t, r.says("POST "+deployments, `{"description":"d"}`, 201, `"description":"d"`), "id")
	r.bad("DELETE "+deployments+"/"+id, "", "Active stages pointing to this deployment must be moved or deleted")
	r.says("GET "+dev, "", 200, `"cacheClusterEnabled":false`, `"cacheClusterStatus":"NOT_AVAILABLE"`, `"createdDate":`, `"lastUpdatedDate":`, `"deploymentId":"`+id+`"`, `"methodSettings":{}`,
		`"stageName":"dev"`, `"tracingEnabled":false`, "!description", "!variables", "!documentationVersion", "!canarySettings", "!accessLogSettings")
	r.says("GET "+api+"/stages?deploymentId="+other, "", 200, `"item":[]`)
	r.says("GET "+api+"/stages?deploymentId="+id, "", 200, `"stageName":"dev"`)
	r.missing("GET "+api+"/stages/none", "", "Invalid Stage identifier specified")

	wrong := func(path string) string {
		const method, every = "/{resourcePath}/{httpMethod}/", "/*/*/"
		return "Invalid method setting path: " + path + ". Must be one of: [/deploymentId, /description, /cacheClusterEnabled, /cacheClusterSize, /clientCertificateId, /accessLogSettings, " +
			"/accessLogSettings/destinationArn, /accessLogSettings/format, " + method + "metrics/enabled, " + method + "logging/dataTrace, " + method + "logging/loglevel, " + method + "throttling/burstLimit" +
			method + "throttling/rateLimit" + method + "caching/ttlInSeconds, " + method + "caching/enabled, " + method + "caching/dataEncrypted, " + method + "caching/requireAuthorizationForCacheControl, " +
			method + "caching/unauthorizedCacheControlHeaderStrategy, " + every + "metrics/enabled, " + every + "logging/dataTrace, " + every + "logging/loglevel, " + every + "throttling/burstLimit " +
			every + "throttling/rateLimit " + every + "caching/ttlInSeconds, " + every + "caching/enabled, " + every + "caching/dataEncrypted, " + every + "caching/requireAuthorizationForCacheControl, " +
			every + "caching/unauthorizedCacheControlHeaderStrategy, /variables/{variable_name}, /tracingEnabled]"
	}
	for _, path := range []string{"/wrong", "/tags/a", "/documentation_version", "/canarySettings", "/canarySettings/badPath"} {
		r.bad("PATCH "+dev, patch("replace", path, "x"), wrong(path))
	}
	const block = `"cacheDataEncrypted":false,"cacheTtlInSeconds":300,"cachingEnabled":false,"dataTraceEnabled":false,"metricsEnabled":false,"requireAuthorizationForCacheControl":true,` +
		`"throttlingBurstLimit":5000,"throttlingRateLimit":10000.0`
	const strategy = `"unauthorizedCacheControlHeaderStrategy":"SUCCEED_WITH_RESPONSE_HEADER"`
	unset := func(name string) string {
		return "Cannot remove method setting " + name + " because there is no method setting for this method "
	}
	r.bad("PATCH "+dev, patchOnly("remove", "/*/*"), unset("*/*"))
	r.bad("PATCH "+dev, patchOnly("remove", "/canarySettings/badPath"), unset("canarySettings/badPath"))
	r.says("PATCH "+dev, patch("replace", "/*/*/metrics/enabled", "false"), 200, `"*/*":{`+block, strategy)
	r.says("PATCH "+dev, patch("replace", "/*/*/caching/ttlInSeconds", "17"), 200, `"cacheTtlInSeconds":17`)
	r.says("PATCH "+dev, patch("replace", "/~1/GET/throttling/burstLimit", "3"), 200, `"~1/GET":{"cacheDataEncrypted":false,"cacheTtlInSeconds":17`, `"throttlingBurstLimit":3`)
	r.says("PATCH "+dev, patchOnly("remove", "/*/*"), 200, `!"*/*"`, `"~1/GET"`)

	r.bad("PATCH "+dev, patch("replace", "/accessLogSettings/wrong", "x"), "Invalid accessLogSettings path. Must be one of : [/accessLogSettings/destinationArn, /accessLogSettings/format]")
	r.bad("PATCH "+dev, patch("replace", "/accessLogSettings/format", ""), "Access Log value must not be empty")
	r.bad("PATCH "+dev, patchOnly("remove", "/accessLogSettings/destinationArn"), unset("accessLogSettings/destinationArn"))
	r.says("PATCH "+dev, `{"patchOperations":[{"op":"replace","path":"/accessLogSettings/destinationArn","value":"arn:aws:logs:us-east-1:000000000000:log-group:pets"},`+
		`{"op":"replace","path":"/accessLogSettings/format","value":"$context.requestId"}]}`, 200, `"accessLogSettings":{"destinationArn":"arn:aws:logs:us-east-1:000000000000:log-group:pets","format":"$context.requestId"}`)
	r.says("PATCH "+dev, patchOnly("remove", "/accessLogSettings"), 200, "!accessLogSettings")
}

func TestRecordedCanaries(t *testing.T) {
	r := openRecording(t)
	root := r.api("pets000001")
	const api = "/restapis/pets000001"
	const deployments, dev = api + "/deployments", api + "/stages/dev"
	r.mock(api + "/resources/" + root + "/methods/GET")
	first := field(t, r.says("POST "+deployments, `{"stageName":"dev","variables":{"a":"1"}}`, 201), "id")
	const content = "Invalid deployment content specified."
	r.bad("POST "+deployments, `{"canarySettings":{"percentTraffic":50}}`, content+"Non null and non empty stageName must be provided for canary deployment. Provided value is null")
	r.bad("POST "+deployments, `{"stageName":"","canarySettings":{"percentTraffic":50}}`, content+"Non null and non empty stageName must be provided for canary deployment. Provided value is ")
	r.bad("POST "+deployments, `{"stageName":"non-existing","canarySettings":{"percentTraffic":50}}`, content+"Stage non-existing must already be created before making a canary release deployment")
	copied := func(from, to string) string {
		return `{"patchOperations":[{"op":"copy","from":"` + from + `","path":"` + to + `"}]}`
	}
	r.bad("PATCH "+dev, copied("/canarySettings/deploymentId", "/deploymentId"), "Promotion not available. Canary does not exist.")
	second := field(t, r.says("POST "+deployments, `{"stageName":"dev","canarySettings":{"percentTraffic":50,"stageVariableOverrides":{"a":"2","b":"3"}}}`, 201), "id")
	r.says("GET "+dev, "", 200, `"canarySettings":{"deploymentId":"`+second+`","percentTraffic":50.0`, `"stageVariableOverrides":{"a":"2","b":"3"}`, `"useStageCache":false`, `"deploymentId":"`+first+`"`)
	r.bad("PATCH "+dev, patch("replace", "/canarySettings/deploymentId", "none"), "Deployment id does not exist")
	r.bad("PATCH "+dev, patch("replace", "/deploymentId", "none"), "Deployment id does not exist")
	for _, pair := range [][2]string{{"/deploymentId", "/canarySettings/deploymentId"}, {"/canarySettings/deploymentId", "/variables"}} {
		r.bad("PATCH "+dev, copied(pair[0], pair[1]), "Invalid copy operation with path: "+pair[1]+" and from "+pair[0]+". Valid copy:path are [/deploymentId, /variables] and valid copy:from are "+
			"[/canarySettings/deploymentId, /canarySettings/stageVariableOverrides]")
	}
	r.says("PATCH "+dev, copied("/canarySettings/deploymentId", "/deploymentId"), 200, `"deploymentId":"`+second+`","lastUpdatedDate"`)
	r.says("PATCH "+dev, copied("/canarySettings/stageVariableOverrides", "/variables"), 200, `"stageVariableOverrides":{"a":"2","b":"3"}`, `"variables":{"a":"2","b":"3"}`)
	r.says("PATCH "+dev, patchOnly("remove", "/canarySettings"), 200, "!canarySettings")
	r.says("PATCH "+dev, patch("replace", "/canarySettings/stageVariableOverrides/a", "9"), 200, `"canarySettings":{"deploymentId":"`+second+`","percentTraffic":0.0`, `"useStageCache":false`, `"a":"9"`)
	r.bad("PATCH "+dev, patch("add", "/canarySettings/deploymentId", first), "Invalid add operation with path: /canarySettings/deploymentId")
}
