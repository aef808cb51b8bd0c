package decide_test

import (
	"fmt"
	"testing"

	"reel/events"
	"reel/events/apigateway"
	"reel/events/apigateway/decide"
	"reel/projections"
)

// patched runs patches of a stage of the stream stages. lastUpdatedDate, which
// every patch changes, is left out of what they change.
func patched(t *testing.T, stage string, at uint64, tests []change[[]apigateway.PatchOperation]) {
	t.Helper()
	was := func(w projections.World) any {
		st, err := w.Stage(stagesApi, stage)
		if err != nil {
			t.Fatal(err)
		}
		st.LastUpdatedDate = 0
		return st.Stage
	}
	noun := func(e events.Event) any {
		st := e.(apigateway.StageUpdated).Stage
		if st.LastUpdatedDate != recordedAt(at+1).Unix() {
			t.Errorf("lastUpdatedDate is %d", st.LastUpdatedDate)
		}
		st.LastUpdatedDate = 0
		return st
	}
	update := func(env events.Env, w projections.World, ops []apigateway.PatchOperation) (events.Event, error) {
		return decide.UpdateStage(env, w, apigateway.UpdateStage{RestApiId: stagesApi, StageName: stage, PatchOperations: ops})
	}
	changes(t, "stages", at, update, was, noun, tests)
}

// The list in AWS's words, with the commas that AWS forgets. [recorded on AWS]
const wrongStagePath = ". Must be one of: [/deploymentId, /description, /cacheClusterEnabled, /cacheClusterSize, /clientCertificateId, /accessLogSettings, /accessLogSettings/destinationArn, /accessLogSettings/format, /{resourcePath}/{httpMethod}/metrics/enabled, /{resourcePath}/{httpMethod}/logging/dataTrace, /{resourcePath}/{httpMethod}/logging/loglevel, /{resourcePath}/{httpMethod}/throttling/burstLimit/{resourcePath}/{httpMethod}/throttling/rateLimit/{resourcePath}/{httpMethod}/caching/ttlInSeconds, /{resourcePath}/{httpMethod}/caching/enabled, /{resourcePath}/{httpMethod}/caching/dataEncrypted, /{resourcePath}/{httpMethod}/caching/requireAuthorizationForCacheControl, /{resourcePath}/{httpMethod}/caching/unauthorizedCacheControlHeaderStrategy, /*/*/metrics/enabled, /*/*/logging/dataTrace, /*/*/logging/loglevel, /*/*/throttling/burstLimit /*/*/throttling/rateLimit /*/*/caching/ttlInSeconds, /*/*/caching/enabled, /*/*/caching/dataEncrypted, /*/*/caching/requireAuthorizationForCacheControl, /*/*/caching/unauthorizedCacheControlHeaderStrategy, /variables/{variable_name}, /tracingEnabled]"

func wrongPath(path string) string {
	return "BadRequestException: Invalid method setting path: " + path + wrongStagePath
}

func cannotRemove(path string) string {
	return "BadRequestException: Cannot remove method setting " + path + " because there is no method setting for this method "
}

// Q19. May a stage's tags or documentation_version be patched? No, and the words
// name method settings. [recorded on AWS]
//
// Q20. What does AWS say of access logs? Other words at each path. [recorded on AWS]
func TestUpdateStage(t *testing.T) {
	patched(t, "dev", 5, []change[[]apigateway.PatchOperation]{
		{"nothing", nil, `{}`, ""},
		{"description", patch("replace", "/description", "stage new"), `{"description":"stage new"}`, ""},
		{"no description", patch("replace", "/description", ""), `{"description":null}`, ""},
		{"documentation version that is not there", patch("replace", "/documentationVersion", "v1"), "", "NotFoundException: Invalid Documentation version specified"},
		{"client certificate that is not there", patch("replace", "/clientCertificateId", "c1"), "", "NotFoundException: Invalid Client Certificate identifier specified"},
		{"tracing", patch("replace", "/tracingEnabled", "true"), `{"tracingEnabled":true}`, ""},
		{"cache", patch("replace", "/cacheClusterEnabled", "true"), `{"cacheClusterEnabled":true,"cacheClusterSize":"0.5","cacheClusterStatus":"AVAILABLE"}`, ""},
		{"a larger cache", patch("replace", "/cacheClusterEnabled", "true", "replace", "/cacheClusterSize", "6.1"), `{"cacheClusterEnabled":true,"cacheClusterSize":"6.1","cacheClusterStatus":"AVAILABLE"}`, ""},
		{"a cache of no size", patch("replace", "/cacheClusterSize", "7"), "", `BadRequestException: Invalid cacheClusterSize specified. Valid options are ["0.5" "1.6" "6.1" "13.5" "28.4" "58.2" "118" "237"]`},
		{"unknown deployment", patch("replace", "/deploymentId", "none"), "", "BadRequestException: Deployment id does not exist"},
		{"variables", patch("replace", "/variables/var1", "test", "replace", "/variables/var2", "test2", "remove", "/variables/testVar", "-"), `{"variables":{"var1":"test","var2":"test2"}}`, ""},
		{"the last variable", patch("remove", "/variables/testVar", "-"), `{"variables":null}`, ""},
		{"an empty variable (Q17)", patch("replace", "/variables/var1", ""), "", "BadRequestException: Invalid stage variable value: " + badValue},
		{"a variable's bad name (Q17)", patch("replace", "/variables/owner:application-name", "foo"), "", "BadRequestException: Invalid stage variable name: owner:application-name.  Please use names with only word characters."},
		{"documentation_version (Q19)", patch("replace", "/documentation_version", "123"), "", wrongPath("/documentation_version")},
		{"tags (Q19)", patch("replace", "/tags/tag1", "value1"), "", wrongPath("/tags/tag1")},
		{"all variables", patch("replace", "/variables", "{}"), "", wrongPath("/variables")},
		{"remove what stays", patch("remove", "/deploymentId", "-"), "", cannotRemove("deploymentId")},
		{"move", patch("move", "/description", "-"), "", "BadRequestException: Invalid move operation with path: /description"},

		{"access logs", patch("replace", "/accessLogSettings/destinationArn", "arn:aws:logs:us-east-1:000000000000:log-group:a", "add", "/accessLogSettings/format", "$context.requestId"),
			`{"accessLogSettings":{"destinationArn":"arn:aws:logs:us-east-1:000000000000:log-group:a","format":"$context.requestId"}}`, ""},
		{"all access logs", patch("replace", "/accessLogSettings", "{}"), "",
			"BadRequestException: Invalid accessLogSettings path. Must be one of : [/accessLogSettings/destinationArn, /accessLogSettings/format]"},
		{"too many variables", manyVariables(), "", "BadRequestException: Invalid stage variables specified. A stage can have at most 100 variables."},
		{"a bad access log path (Q20)", patch("replace", "/accessLogSettings/wrong", "x"), "",
			"BadRequestException: Invalid accessLogSettings path. Must be one of : [/accessLogSettings/destinationArn, /accessLogSettings/format]"},
		{"an empty access log value (Q20)", patch("replace", "/accessLogSettings/format", ""), "", "BadRequestException: Access Log value must not be empty"},
		{"remove one access log member (Q20)", patch("remove", "/accessLogSettings/destinationArn", "-"), "", cannotRemove("accessLogSettings/destinationArn")},
	})
	patched(t, "prod", 9, []change[[]apigateway.PatchOperation]{
		{"remove access logs (Q20)", patch("remove", "/accessLogSettings", "-"), `{"accessLogSettings":null}`, ""},
		{"another deployment", patch("replace", "/deploymentId", stagesFirst), `{"deploymentId":"uoldxu"}`, ""},
	})
}

// Limits: https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
func manyVariables() (ops []apigateway.PatchOperation) {
	for i := range 100 {
		ops = append(ops, patch("replace", fmt.Sprint("/variables/v", i), "x")...)
	}
	return ops
}

func TestUpdateStageWithoutVariables(t *testing.T) {
	patched(t, "brief", 14, []change[[]apigateway.PatchOperation]{
		{"the first variable", patch("add", "/variables/a", "b"), `{"variables":{"a":"b"}}`, ""},
		{"promoted variables", append(patch("replace", "/canarySettings/stageVariableOverrides/a", "b"), copying("/canarySettings/stageVariableOverrides", "/variables")),
			`{"canarySettings":{"deploymentId":"uoldxu","percentTraffic":0,"stageVariableOverrides":{"a":"b"},"useStageCache":false},"variables":{"a":"b"}}`, ""},
	})
}

// Q21. What does the first setting make? A whole block, of AWS's defaults for
// all methods, of that of all methods for one. [recorded on AWS]
//
// Q22. Does a later change of */* change the settings of methods? No. [recorded on AWS]
func TestUpdateMethodSettings(t *testing.T) {
	const rest = `"cacheDataEncrypted":false,"cacheTtlInSeconds":300,"cachingEnabled":false,"dataTraceEnabled":false,"metricsEnabled":false,"requireAuthorizationForCacheControl":true,`
	const tail = `,"throttlingRateLimit":10000,"unauthorizedCacheControlHeaderStrategy":"SUCCEED_WITH_RESPONSE_HEADER"}`
	block := func(burst string) string { return `{` + rest + `"throttlingBurstLimit":` + burst + tail }
	patched(t, "dev", 5, []change[[]apigateway.PatchOperation]{
		{"all methods (Q21)", patch("replace", "/*/*/throttling/burstLimit", "123"), `{"methodSettings":{"*/*":` + block("123") + `}}`, ""},
		{"one method (Q21)", patch("replace", "/*/*/throttling/burstLimit", "123", "replace", "/test/GET/metrics/enabled", "false"),
			`{"methodSettings":{"*/*":` + block("123") + `,"test/GET":` + block("123") + `}}`, ""},
		{"all methods after one (Q22)", patch("replace", "/~1test~1{id}/GET/throttling/burstLimit", "124", "replace", "/*/*/throttling/burstLimit", "100"),
			`{"methodSettings":{"*/*":` + block("100") + `,"~1test~1{id}/GET":` + block("124") + `}}`, ""},
		{"all members", patch("replace", "/*/*/metrics/enabled", "true", "replace", "/*/*/logging/dataTrace", "true", "replace", "/*/*/logging/loglevel", "INFO",
			"replace", "/*/*/throttling/burstLimit", "-1", "replace", "/*/*/throttling/rateLimit", "1.5", "replace", "/*/*/caching/ttlInSeconds", "60",
			"replace", "/*/*/caching/enabled", "true", "replace", "/*/*/caching/dataEncrypted", "true",
			"replace", "/*/*/caching/requireAuthorizationForCacheControl", "false", "replace", "/*/*/caching/unauthorizedCacheControlHeaderStrategy", "FAIL_WITH_403"),
			`{"methodSettings":{"*/*":{"cacheDataEncrypted":true,"cacheTtlInSeconds":60,"cachingEnabled":true,"dataTraceEnabled":true,"loggingLevel":"INFO","metricsEnabled":true,"requireAuthorizationForCacheControl":false,"throttlingBurstLimit":-1,"throttlingRateLimit":1.5,"unauthorizedCacheControlHeaderStrategy":"FAIL_WITH_403"}}}`, ""},
		{"a wrong log level", patch("replace", "/*/*/logging/loglevel", "LOUD"), "", `BadRequestException: Invalid logging level specified. Valid options are ["OFF" "ERROR" "INFO"]`},
		{"a rate that is no number", patch("replace", "/*/*/throttling/rateLimit", "NaN"), "", "BadRequestException: Invalid value specified for method setting path: /*/*/throttling/rateLimit"},
		{"a burst in words", patch("replace", "/*/*/throttling/burstLimit", "many"), "", "BadRequestException: Invalid value specified for method setting path: /*/*/throttling/burstLimit"},
		{"a time to live above an hour", patch("replace", "/*/*/caching/ttlInSeconds", "3601"), "", "BadRequestException: Invalid value specified for method setting path: /*/*/caching/ttlInSeconds"},
		{"an unknown member", patch("replace", "/*/*/caching/size", "1"), "", wrongPath("/*/*/caching/size")},
		{"an empty segment", patch("replace", "/{proxy+}/ANY//throttling/burstLimit", "1"), "", wrongPath("/{proxy+}/ANY//throttling/burstLimit")},
		{"remove what is not there", patch("remove", "/*/*", "-"), "", cannotRemove("*/*")},
		{"remove one member", patch("replace", "/*/*/metrics/enabled", "true", "remove", "/*/*/metrics/enabled", "-"), "", cannotRemove("*/*/metrics/enabled")},
	})
	patched(t, "prod", 9, []change[[]apigateway.PatchOperation]{
		{"remove all", patch("remove", "/*/*", "-"), `{"methodSettings":{}}`, ""},
	})
}

// Q23. What does patching a stage's canary make where there is none? One without
// traffic on the stage's deployment. [recorded on AWS]
//
// Q24. Which ops do canaries take? replace; add has words of its own, remove
// those of method settings. [recorded on AWS]
//
// Q25. What does copy do? It promotes a canary's deployment or variables, which
// are merged, and nothing else; the canary stays. [recorded on AWS]
func TestUpdateCanary(t *testing.T) {
	copies := func(first []apigateway.PatchOperation, pairs ...string) []apigateway.PatchOperation {
		for ; len(pairs) > 1; pairs = pairs[2:] {
			first = append(first, copying(pairs[0], pairs[1]))
		}
		return first
	}
	badCopy := func(path, from string) string {
		return "BadRequestException: Invalid copy operation with path: " + path + " and from " + from +
			". Valid copy:path are [/deploymentId, /variables] and valid copy:from are [/canarySettings/deploymentId, /canarySettings/stageVariableOverrides]"
	}
	patched(t, "prod", 8, []change[[]apigateway.PatchOperation]{
		{"another deployment (Q23)", patch("replace", "/canarySettings/deploymentId", stagesFirst), `{"canarySettings":{"deploymentId":"uoldxu","percentTraffic":0,"useStageCache":false}}`, ""},
		{"a share (Q23)", patch("replace", "/canarySettings/percentTraffic", "50"), `{"canarySettings":{"deploymentId":"ryy6rp","percentTraffic":50,"useStageCache":false}}`, ""},
		{"the stage's cache", patch("replace", "/canarySettings/useStageCache", "true"), `{"canarySettings":{"deploymentId":"ryy6rp","percentTraffic":0,"useStageCache":true}}`, ""},
		{"a variable", patch("replace", "/canarySettings/stageVariableOverrides/a", "b"), `{"canarySettings":{"deploymentId":"ryy6rp","percentTraffic":0,"stageVariableOverrides":{"a":"b"},"useStageCache":false}}`, ""},
		{"unknown deployment", patch("replace", "/canarySettings/deploymentId", "deploy"), "", "BadRequestException: Deployment id does not exist"},
		{"a share that is no number", patch("replace", "/canarySettings/percentTraffic", "NaN"), "", "BadRequestException: Invalid canary percentTraffic specified. Must be between 0.0 and 100.0"},
		{"add (Q24)", patch("add", "/canarySettings/deploymentId", stagesFirst), "", "BadRequestException: Invalid add operation with path: /canarySettings/deploymentId"},
		{"replace all (Q24)", patch("replace", "/canarySettings", "test"), "", wrongPath("/canarySettings")},
		{"unknown member (Q24)", patch("replace", "/canarySettings/badPath", "badPath"), "", wrongPath("/canarySettings/badPath")},
		{"copy from the stage (Q25)", copies(nil, "/variables", "/canarySettings/stageVariableOverrides"), "", badCopy("/canarySettings/stageVariableOverrides", "/variables")},
		{"copy across (Q25)", copies(nil, "/canarySettings/deploymentId", "/variables"), "", badCopy("/variables", "/canarySettings/deploymentId")},
		{"promote no canary (Q25)", copies(nil, "/canarySettings/stageVariableOverrides", "/variables"), "", "BadRequestException: Promotion not available. Canary does not exist."},
		{"promote a new canary (Q25)", copies(patch("replace", "/canarySettings/percentTraffic", "0.0"), "/canarySettings/deploymentId", "/deploymentId", "/canarySettings/stageVariableOverrides", "/variables"),
			`{"canarySettings":{"deploymentId":"ryy6rp","percentTraffic":0,"useStageCache":false}}`, ""},
	})
	patched(t, "dev", 7, []change[[]apigateway.PatchOperation]{
		{"promote (Q25)", copies(patch("replace", "/variables/other", "kept", "replace", "/canarySettings/percentTraffic", "0.0"), "/canarySettings/deploymentId", "/deploymentId", "/canarySettings/stageVariableOverrides", "/variables"),
			`{"canarySettings":{"deploymentId":"ygbyo7","percentTraffic":0,"stageVariableOverrides":{"testVar":"canary"},"useStageCache":false},"deploymentId":"ygbyo7","variables":{"other":"kept","testVar":"canary"}}`, ""},
		{"remove the canary", patch("remove", "/canarySettings", "-"), `{"canarySettings":null}`, ""},
		{"remove a variable", patch("remove", "/canarySettings/stageVariableOverrides/testVar", "-"), `{"canarySettings":{"deploymentId":"ygbyo7","percentTraffic":50,"useStageCache":false}}`, ""},
		{"remove all variables (Q24)", patch("remove", "/canarySettings/stageVariableOverrides", "-"), "", cannotRemove("canarySettings/stageVariableOverrides")},
		{"remove an unknown member (Q24)", patch("remove", "/canarySettings/badPath", "-"), "", cannotRemove("canarySettings/badPath")},
	})
}

func TestUpdateUnknownStage(t *testing.T) {
	decides(t, decide.UpdateStage, []test[apigateway.UpdateStage]{
		{name: "unknown stage", given: "stages", at: 5, when: apigateway.UpdateStage{RestApiId: stagesApi, StageName: "none"}, refused: "NotFoundException: Invalid Stage identifier specified"},
		{name: "unknown API", when: apigateway.UpdateStage{RestApiId: stagesApi, StageName: "dev"}, refused: "NotFoundException: Invalid API identifier specified 000000000000:stages0001"},
	})
}
