package decide_test

import (
	"testing"

	"reel/events/apigateway"
	"reel/events/apigateway/decide"
)

func TestCreateUsagePlanKey(t *testing.T) {
	add := func(plan, key, kind string) apigateway.CreateUsagePlanKey {
		return apigateway.CreateUsagePlanKey{UsagePlanId: plan, KeyId: key, KeyType: kind}
	}
	decides(t, decide.CreateUsagePlanKey, []test[apigateway.CreateUsagePlanKey]{
		{"a key", "keys", 16, add(planId, bronzeId, "API_KEY"), `{"usagePlanId":"0tqg94","usagePlanKey":{"id":"518fjagxlv","name":"bronze","type":"API_KEY","value":"bronze-0123456789abcdef"}}`, ""},
		{"again", "keys", 17, add(planId, bronzeId, "API_KEY"), "", "ConflictException: API Key 518fjagxlv is already subscribed to Usage Plan 0tqg94"},
		{"another type", "keys", 16, add(planId, bronzeId, "USER"), "", "BadRequestException: Invalid KeyType specified. Valid options are API_KEY"},
		{"unknown key", "keys", 16, add(planId, "none", "API_KEY"), "", "NotFoundException: Invalid API Key identifier specified"},
		{"unknown plan", "keys", 16, add("none", bronzeId, "API_KEY"), "", "NotFoundException: Invalid Usage Plan ID specified"},
	})
}

// A key has one plan for each stage:
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
func TestAKeyHasOnePlanForEachStage(t *testing.T) {
	r := newRecorder(t)
	recordKeysUntilPlan(r)
	plan := func(name, stage string) string {
		return do(r, "CreateUsagePlan", decide.CreateUsagePlan, apigateway.CreateUsagePlan{
			Name: name, ApiStages: []apigateway.ApiStageInput{apiStage(keysApi, stage, nil)},
		}).(apigateway.UsagePlanCreated).UsagePlan.Id
	}
	add := func(plan, key string) error {
		_, err := try(r, "CreateUsagePlanKey", decide.CreateUsagePlanKey, apigateway.CreateUsagePlanKey{UsagePlanId: plan, KeyId: key, KeyType: "API_KEY"})
		return err
	}
	dev, dev2, prod := plan("a", "dev"), plan("b", "dev"), plan("c", "prod")
	for _, p := range []string{dev, prod} { // of different stages
		if err := add(p, bronzeId); err != nil {
			t.Fatal(err)
		}
	}
	taken := func(plan, other, stage string) string {
		return "ConflictException: API Key " + bronzeId + " cannot be subscribed to Usage Plan " + plan + " because Usage Plan " + other + " has API Stage keys000001:" + stage + " too"
	}
	if got := refusal(add(dev2, bronzeId)); got != taken(dev2, dev, "dev") {
		t.Errorf("a second plan: %q", got)
	}
	if err := add(dev2, silverId); err != nil {
		t.Errorf("another key: %v", err)
	}
	_, err := try(r, "UpdateUsagePlan", decide.UpdateUsagePlan, apigateway.UpdateUsagePlan{UsagePlanId: prod, PatchOperations: patch("add", "/apiStages", keysApi+":dev")})
	if got := refusal(err); got != taken(prod, dev, "dev") {
		t.Errorf("a second plan by attaching its stage: %q", got)
	}
	e := do(r, "ImportApiKeys", decide.ImportApiKeys, apigateway.ImportApiKeys{Body: []byte("key,name,usageplanids\n" + keyValue + ",bronze," + dev2 + "\n")}).(apigateway.ApiKeysImported)
	if len(e.UsagePlanKeys) != 0 || len(e.Warnings) != 1 {
		t.Errorf("a second plan by import: %+v", e)
	}
}

// recordKeysUntilPlan is the stream of keys without its usage plan.
func recordKeysUntilPlan(r *recorder) {
	recordAuthorizers(r, recordStage(r))
	recordApiKeys(r)
}

func TestDeleteUsagePlanKey(t *testing.T) {
	del := func(plan, key string) apigateway.DeleteUsagePlanKey {
		return apigateway.DeleteUsagePlanKey{UsagePlanId: plan, KeyId: key}
	}
	decides(t, decide.DeleteUsagePlanKey, []test[apigateway.DeleteUsagePlanKey]{
		{"a key", "keys", 17, del(planId, bronzeId), `{"keyId":"518fjagxlv","usagePlanId":"0tqg94"}`, ""},
		{"a key of no plan", "keys", 17, del(planId, silverId), "", "NotFoundException: Invalid Usage Plan ID specified"},
		{"unknown plan", "keys", 17, del("none", bronzeId), "", "NotFoundException: Invalid Usage Plan ID specified"},
		{"unknown key", "keys", 17, del(planId, "none"), "", "NotFoundException: Invalid API Key identifier specified"},
		{"gone", "keys", 25, del(planId, bronzeId), "", "NotFoundException: Invalid Usage Plan ID specified"},
	})
}

// Q. What does AWS answer to another op or path? The list of the op's paths, which
// is empty for add (https://github.com/boto/boto3/issues/2504).
//
// Q. And to a key that the plan has not? "Invalid Key identifier specified"
// (https://github.com/aws/aws-cli/issues/5344).
func TestUpdateUsage(t *testing.T) {
	set := func(plan, key string, parts ...string) apigateway.UpdateUsage {
		return apigateway.UpdateUsage{UsagePlanId: plan, KeyId: key, PatchOperations: patch(parts...)}
	}
	decides(t, decide.UpdateUsage, []test[apigateway.UpdateUsage]{
		{"remaining", "keys", 18, set(planId, bronzeId, "replace", "/remaining", "9"), `{"date":"2026-01-01","keyId":"518fjagxlv","remaining":9,"usagePlanId":"0tqg94"}`, ""},
		{"nothing", "keys", 18, set(planId, bronzeId), "", "BadRequestException: Invalid patch operations specified: there is no /remaining to replace"},
		{"less than nothing", "keys", 18, set(planId, bronzeId, "replace", "/remaining", "-1"), "", "BadRequestException: Invalid remaining quota specified: -1"},
		{"in words", "keys", 18, set(planId, bronzeId, "replace", "/remaining", "some"), "", "BadRequestException: Invalid remaining quota specified: some"},
		{"add", "keys", 18, set(planId, bronzeId, "add", "/remaining", "9"), "", "BadRequestException: Invalid patch path  '/remaining' specified for op 'add'. Must be one of: []"},
		{"another path", "keys", 18, set(planId, bronzeId, "replace", "/extension", "9"), "", "BadRequestException: Invalid patch path  '/extension' specified for op 'replace'. Must be one of: [/remaining]"},
		{"unknown plan", "keys", 18, set("none", bronzeId, "replace", "/remaining", "9"), "", "NotFoundException: Invalid Usage Plan ID specified"},
		{"a key of no plan", "keys", 16, set(planId, bronzeId, "replace", "/remaining", "9"), "", "NotFoundException: Invalid Key identifier specified"},
		{"unknown key", "keys", 18, set(planId, "none", "replace", "/remaining", "9"), "", "NotFoundException: Invalid Key identifier specified"},
	})
	r := newRecorder(t)
	recordKeysUntilPlan(r)
	plan := do(r, "CreateUsagePlan", decide.CreateUsagePlan, apigateway.CreateUsagePlan{Name: "without"}).(apigateway.UsagePlanCreated).UsagePlan.Id
	do(r, "CreateUsagePlanKey", decide.CreateUsagePlanKey, apigateway.CreateUsagePlanKey{UsagePlanId: plan, KeyId: bronzeId, KeyType: "API_KEY"})
	_, err := try(r, "UpdateUsage", decide.UpdateUsage, set(plan, bronzeId, "replace", "/remaining", "9"))
	if got, want := refusal(err), "BadRequestException: Usage Plan "+plan+" has no quota"; got != want {
		t.Errorf("without a quota: %q, want %q", got, want)
	}
}
