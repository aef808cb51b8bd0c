package decide_test

import (
	"math"
	"testing"

	"reel/events"
	"reel/events/apigateway"
	"reel/events/apigateway/decide"
	"reel/projections"
)

const (
	planId   = "0tqg94"
	bronzeId = "518fjagxlv"
	silverId = "ero9r9ktj0"
)

func apiStage(api, stage string, throttle map[string]apigateway.ThrottleSettingsInput) apigateway.ApiStageInput {
	return apigateway.ApiStageInput{ApiId: &api, Stage: &stage, Throttle: throttle}
}

func perMethod(keys ...string) map[string]apigateway.ThrottleSettingsInput {
	m := map[string]apigateway.ThrottleSettingsInput{}
	for _, key := range keys {
		m[key] = apigateway.ThrottleSettingsInput{RateLimit: new(1.5), BurstLimit: new(int64(3))}
	}
	return m
}

// Q. What does AWS answer to a stage that is not there? "API Stage not found"
// (https://github.com/serverless/serverless/issues/2831); to one without an API
// or a name the format of a message, not filled in
// (https://github.com/aws/aws-sdk/issues/354).
//
// Q. May a plan throttle methods and not itself? No
// (https://github.com/aws/aws-cdk/pull/6411).
//
// Q. Must a quota's offset fit its period? Yes, in words that Terraform checks
// with before it calls (validUsagePlanQuotaSettings).
func TestCreateUsagePlan(t *testing.T) {
	at := events.NewEnv(recordedAt(17), seed, 17).NewID(6)
	plan := func(change func(*apigateway.CreateUsagePlan)) apigateway.CreateUsagePlan {
		c := apigateway.CreateUsagePlan{Name: "new"}
		change(&c)
		return c
	}
	stages := func(s ...apigateway.ApiStageInput) apigateway.CreateUsagePlan {
		return plan(func(c *apigateway.CreateUsagePlan) { c.ApiStages = s })
	}
	throttled := func(keys ...string) apigateway.CreateUsagePlan {
		return plan(func(c *apigateway.CreateUsagePlan) {
			c.ApiStages = []apigateway.ApiStageInput{apiStage(keysApi, "dev", perMethod(keys...))}
			c.Throttle = &apigateway.ThrottleSettingsInput{RateLimit: new(10.0), BurstLimit: new(int64(20))}
		})
	}
	throttle := func(rate float64, burst int64) apigateway.CreateUsagePlan {
		return plan(func(c *apigateway.CreateUsagePlan) {
			c.Throttle = &apigateway.ThrottleSettingsInput{RateLimit: &rate, BurstLimit: &burst}
		})
	}
	quota := func(limit, offset int64, period string) apigateway.CreateUsagePlan {
		return plan(func(c *apigateway.CreateUsagePlan) {
			c.Quota = &apigateway.QuotaSettingsInput{Limit: &limit, Offset: &offset, Period: &period}
		})
	}
	const (
		unfilled = "BadRequestException: Invalid API Stage {api: %s, stage: %s} specified for usageplan %s"
		negative = "BadRequestException: Usage Plan throttle burst and rate limits must be greater than or equal to 0"
	)
	decides(t, decide.CreateUsagePlan, []test[apigateway.CreateUsagePlan]{
		{"a name", "keys", 16, plan(func(*apigateway.CreateUsagePlan) {}), `{"usagePlan":{"apiStages":[],"id":"` + at + `","name":"new"}}`, ""},
		{"all members", "keys", 16, plan(func(c *apigateway.CreateUsagePlan) {
			c.Description, c.Tags = new("d"), map[string]string{"tag_key": "tag_value"}
			c.ApiStages = []apigateway.ApiStageInput{apiStage(keysApi, "dev", perMethod("//GET")), apiStage(keysApi, "prod", nil)}
			c.Throttle = &apigateway.ThrottleSettingsInput{RateLimit: new(2.0), BurstLimit: new(int64(1))}
			c.Quota = &apigateway.QuotaSettingsInput{Limit: new(int64(10)), Period: new("DAY")}
		}), `{"usagePlan":{"apiStages":[{"apiId":"keys000001","stage":"dev","throttle":{"//GET":{"burstLimit":3,"rateLimit":1.5}}},{"apiId":"keys000001","stage":"prod"}],` +
			`"description":"d","id":"` + at + `","name":"new","quota":{"limit":10,"offset":0,"period":"DAY"},"tags":{"tag_key":"tag_value"},"throttle":{"burstLimit":1,"rateLimit":2}}}`, ""},
		{"burst over rate", "keys", 16, throttle(10, 20), `{"usagePlan":{"apiStages":[],"id":"` + at + `","name":"new","throttle":{"burstLimit":20,"rateLimit":10}}}`, ""},
		{"a late offset", "keys", 16, quota(1, 27, "MONTH"), `{"usagePlan":{"apiStages":[],"id":"` + at + `","name":"new","quota":{"limit":1,"offset":27,"period":"MONTH"}}}`, ""},

		{"no name", "keys", 16, apigateway.CreateUsagePlan{}, "", "BadRequestException: Usage Plan name must be non-empty"},
		{"unknown stage", "keys", 16, stages(apiStage(keysApi, "none", nil)), "", "NotFoundException: API Stage not found: keys000001:none"},
		{"unknown API", "keys", 16, stages(apiStage("none", "dev", nil)), "", "NotFoundException: API Stage not found: none:dev"},
		{"no API", "keys", 16, stages(apigateway.ApiStageInput{Stage: new("dev")}), "", unfilled},
		{"an empty stage", "keys", 16, stages(apiStage(keysApi, "", nil)), "", unfilled},
		{"a stage twice", "keys", 16, stages(apiStage(keysApi, "dev", nil), apiStage(keysApi, "dev", nil)), "", "ConflictException: API Stage already exists: keys000001:dev"},
		{"methods without a throttle of the plan", "keys", 16, stages(apiStage(keysApi, "dev", perMethod("//GET"))), "", "BadRequestException: Can not define fine grain throttling if usage plan throttle is not defined."},
		{"a method that is not deployed", "keys", 16, throttled("//POST"), "", "NotFoundException: Invalid Method identifier specified"},
		{"a path that is not deployed", "keys", 16, throttled("/pets/GET"), "", "NotFoundException: Invalid Method identifier specified"},
		{"all methods", "keys", 16, throttled("*/*"), "", "BadRequestException: Invalid resource path and method specified: */*"},
		{"a verb alone", "keys", 16, throttled("GET"), "", "BadRequestException: Invalid resource path and method specified: GET"},
		{"a negative rate", "keys", 16, throttle(-1, 0), "", negative},
		{"a rate that is no number", "keys", 16, throttle(math.NaN(), 0), "", negative},
		{"a negative burst", "keys", 16, throttle(0, -1), "", negative},
		{"a negative limit", "keys", 16, quota(-1, 0, "DAY"), "", "BadRequestException: Usage Plan quota limit must be greater than or equal to 0"},
		{"no period", "keys", 16, quota(1, 0, ""), "", "BadRequestException: Invalid QuotaPeriodType specified. Valid options are DAY,WEEK,MONTH"},
		{"an offset in a day", "keys", 16, quota(1, 1, "DAY"), "", "BadRequestException: Usage Plan quota offset must be zero in the DAY period"},
		{"an offset over a week", "keys", 16, quota(1, 7, "WEEK"), "", "BadRequestException: Usage Plan quota offset must be between zero and six inclusive in the WEEK period"},
		{"an offset over a month", "keys", 16, quota(1, 28, "MONTH"), "", "BadRequestException: Usage Plan quota offset must be between zero and 27 inclusive in the MONTH period"},
		{"a negative offset", "keys", 16, quota(1, -1, "WEEK"), "", "BadRequestException: Usage Plan quota offset must be between zero and six inclusive in the WEEK period"},
	})
}

// Q. Which paths can be removed? https://github.com/boto/boto3/issues/2629 quotes
// AWS's list. How is a stage named there? As api:stage, in the value; what follows
// a second colon is ignored when one is added (https://github.com/boto/boto3/issues/825).
func TestUpdateUsagePlan(t *testing.T) {
	update := func(parts ...string) apigateway.UpdateUsagePlan {
		return apigateway.UpdateUsagePlan{UsagePlanId: planId, PatchOperations: patch(parts...)}
	}
	const (
		prod    = "/apiStages/keys000001:prod/throttle"
		dev     = `{"apiId":"keys000001","stage":"dev"}`
		noStage = "BadRequestException: Invalid API Stage specified"
		limits  = "/quota/limit, /quota/offset, /quota/period, /throttle/burstLimit, /throttle/rateLimit, " +
			"/apiStages/<apidId:stageName>/throttle/<resourcePath>/<httpMethod>/rateLimit, " +
			"/apiStages/<apidId:stageName>/throttle/<resourcePath>/<httpMethod>/burstLimit, /apiStages/<apidId:stageName>/throttle]"
	)
	stage := func(throttle string) string {
		return `{"apiStages":[` + dev + `,{"apiId":"keys000001","stage":"prod"` + throttle + `}]}`
	}
	changes(t, "keys", 19, decide.UpdateUsagePlan, func(w projections.World) any {
		p, err := w.UsagePlan(planId)
		if err != nil {
			t.Fatal(err)
		}
		return p.UsagePlan
	}, func(e events.Event) any { return e.(apigateway.UsagePlanUpdated).UsagePlan }, []change[apigateway.UpdateUsagePlan]{
		{"nothing", update(), `{}`, ""},
		{"name", update("replace", "/name", "n"), `{"name":"n"}`, ""},
		{"no name", update("replace", "/name", ""), "", "BadRequestException: Usage Plan name must be non-empty"},
		{"description", update("replace", "/description", "d"), `{"description":"d"}`, ""},
		{"product code", update("add", "/productCode", "p"), `{"productCode":"p"}`, ""},
		{"product code gone", update("replace", "/productCode", "p", "remove", "/productCode", "-"), `{}`, ""},

		{"detach", update("remove", "/apiStages", "keys000001:prod"), `{"apiStages":[` + dev + `]}`, ""},
		{"detach all, and the order of operations", update("remove", "/apiStages", "keys000001:prod", "remove", "/apiStages", "keys000001:dev", "add", "/apiStages", "keys000001:dev"), `{"apiStages":[` + dev + `]}`, ""},
		{"detach without a value", update("remove", "/apiStages", "-"), "", noStage},
		{"detach without a stage", update("remove", "/apiStages", "keys000001"), "", noStage},
		{"detach what is not attached", update("remove", "/apiStages", "none:dev"), "", "NotFoundException: Invalid API Stage {api: none, stage: dev} specified for usageplan 0tqg94"},
		{"attach an unknown stage", update("add", "/apiStages", "keys000001:none"), "", "NotFoundException: API Stage not found: keys000001:none"},
		{"attach by JSON", update("add", "/apiStages", `{"apiId": "kx2asm6go3", "stage": "dev"}`), "", `NotFoundException: API Stage not found: {"apiId": "kx2asm6go3", "stage"`},
		{"attach without a stage", update("add", "/apiStages", "apiId=kx2asm6go3,stage=test"), "", noStage},
		{"attach again", update("add", "/apiStages", "keys000001:dev"), "", "ConflictException: API Stage already exists: keys000001:dev"},

		{"a method's rate, as Terraform writes it", update("replace", prod+"///GET/rateLimit", "7"), stage(`,"throttle":{"//GET":{"burstLimit":0,"rateLimit":7}}`), ""},
		{"a method's burst, escaped", update("add", prod+"/~1/GET/burstLimit", "7"), stage(`,"throttle":{"//GET":{"burstLimit":7,"rateLimit":2.5}}`), ""},
		{"a method of another stage", update("add", "/apiStages/keys000001:dev/throttle//GET/burstLimit", "7"),
			`{"apiStages":[{"apiId":"keys000001","stage":"dev","throttle":{"//GET":{"burstLimit":7,"rateLimit":0}}},{"apiId":"keys000001","stage":"prod","throttle":{"//GET":{"burstLimit":0,"rateLimit":2.5}}}]}`, ""},
		{"a method's throttle gone", update("remove", prod+"///GET", "-"), stage(``), ""},
		{"all of a stage gone", update("remove", prod, "-"), stage(``), ""},
		{"all of a stage emptied", update("replace", prod, ""), stage(``), ""},
		{"all of a stage at once", update("replace", prod, "{}"), "", "BadRequestException: Invalid throttle specified for API Stage keys000001:prod: set rateLimit and burstLimit of each resource path and method"},
		{"a method that has none", update("remove", prod+"//pets/GET", "-"), "", "NotFoundException: Invalid Method identifier specified"},
		{"a method that is not deployed", update("add", prod+"//pets/GET/rateLimit", "1"), "", "NotFoundException: Invalid Method identifier specified"},
		{"a method of a stage that is not attached", update("add", "/apiStages/none:dev/throttle//pets/GET/rateLimit", "1"), "", "NotFoundException: Invalid API Stage {api: none, stage: dev} specified for usageplan 0tqg94"},
		{"a method of no stage", update("add", "/apiStages/none/throttle//pets/GET/rateLimit", "1"), "", noStage},
		{"a method's rate in words", update("add", prod+"///GET/rateLimit", "one"), "", "BadRequestException: Invalid value specified for " + prod + "/~1/GET/rateLimit: one"},

		{"rate", update("replace", "/throttle/rateLimit", "200.5"), `{"throttle":{"burstLimit":5,"rateLimit":200.5}}`, ""},
		{"burst", update("add", "/throttle/burstLimit", "100"), `{"throttle":{"burstLimit":100,"rateLimit":10}}`, ""},
		{"burst in parts", update("add", "/throttle/burstLimit", "1.5"), "", "BadRequestException: Invalid value specified for /throttle/burstLimit: 1.5"},
		{"a rate without end", update("add", "/throttle/rateLimit", "Inf"), "", "BadRequestException: Usage Plan throttle burst and rate limits must be greater than or equal to 0"},
		{"throttle gone with methods throttled", update("remove", "/throttle", "-"), "", "BadRequestException: Can not define fine grain throttling if usage plan throttle is not defined."},
		{"all throttles gone", update("remove", prod, "-", "remove", "/throttle", "-"), `{"apiStages":[` + dev + `,{"apiId":"keys000001","stage":"prod"}],"throttle":null}`, ""},
		{"throttle anew", update("remove", "/throttle", "-", "add", "/throttle/rateLimit", "1"), `{"throttle":{"burstLimit":0,"rateLimit":1}}`, ""},

		{"quota", update("replace", "/quota/limit", "5", "replace", "/quota/offset", "27", "replace", "/quota/period", "MONTH"), `{"quota":{"limit":5,"offset":27,"period":"MONTH"}}`, ""},
		{"quota gone", update("remove", "/quota", "-"), `{"quota":null}`, ""},
		{"half a quota", update("remove", "/quota", "-", "add", "/quota/limit", "1"), "", "BadRequestException: Invalid QuotaPeriodType specified. Valid options are DAY,WEEK,MONTH"},
		{"a period that does not fit", update("replace", "/quota/period", "DAY"), "", "BadRequestException: Usage Plan quota offset must be zero in the DAY period"},
		{"a limit in words", update("replace", "/quota/limit", "many"), "", "BadRequestException: Invalid value specified for /quota/limit: many"},
		{"a limit that is too large", update("replace", "/quota/limit", "2147483648"), "", "BadRequestException: Invalid value specified for /quota/limit: 2147483648"},

		{"remove a stage by its path", update("remove", "/apiStages/keys000001:dev", "-"), "", "BadRequestException: Invalid patch path  '/apiStages/keys000001:dev' specified for op 'remove'. Must be one of: " +
			"[/apiStages, /quota, /throttle, /productCode, /apiStages/<apidId:stageName>/throttle/<resourcePath>/<httpMethod>, /apiStages/<apidId:stageName>/throttle]"},
		{"replace stages", update("replace", "/apiStages", "keys000001:dev"), "", "BadRequestException: Invalid patch path  '/apiStages' specified for op 'replace'. Must be one of: [/name, /description, /productCode, " + limits},
		{"add a name", update("add", "/name", "x"), "", "BadRequestException: Invalid patch path  '/name' specified for op 'add'. Must be one of: [/apiStages, /productCode, " + limits},
		{"unknown", apigateway.UpdateUsagePlan{UsagePlanId: "none"}, "", "NotFoundException: Invalid Usage Plan ID specified"},
	})
}

// Q. In which words does AWS keep a plan that has stages?
// https://github.com/aws/aws-sdk-js/issues/3841
//
// Q. And when the stage or its API is deleted? It lets go of them; the plan can
// be deleted then (https://github.com/hashicorp/terraform-provider-aws/issues/14100).
func TestDeleteUsagePlan(t *testing.T) {
	const attached = "BadRequestException: Cannot delete Usage Plan 0tqg94 because there are API Stages associated with it, including keys000001:"
	decides(t, decide.DeleteUsagePlan, []test[apigateway.DeleteUsagePlan]{
		{"attached", "keys", 23, apigateway.DeleteUsagePlan{UsagePlanId: planId}, "", attached + "dev"},
		{"one stage is gone", "keys", 24, apigateway.DeleteUsagePlan{UsagePlanId: planId}, "", attached + "prod"},
		{"the API is gone", "keys", 28, apigateway.DeleteUsagePlan{UsagePlanId: planId}, `{"usagePlanId":"0tqg94"}`, ""},
		{"gone", "keys", 29, apigateway.DeleteUsagePlan{UsagePlanId: planId}, "", "NotFoundException: Invalid Usage Plan ID specified"},
	})
}
