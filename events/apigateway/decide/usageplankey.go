package decide

import (
	"slices"
	"strconv"
	"time"

	"reel/events"
	"reel/events/apigateway"
	"reel/projections"
)

// CreateUsagePlanKey adds an API key to a usage plan.
func CreateUsagePlanKey(_ events.Env, w projections.World, c apigateway.CreateUsagePlanKey) (events.Event, error) {
	if err := validOption("KeyType", c.KeyType, []string{"API_KEY"}); err != nil {
		return nil, err
	}
	plan, err := w.UsagePlan(c.UsagePlanId)
	if err != nil {
		return nil, err
	}
	k, err := w.ApiKey(c.KeyId)
	if err != nil {
		return nil, err
	}
	others := slices.Collect(w.PlansOf(k.Id))
	if slices.Contains(others, plan) {
		return nil, events.Refuse(events.Conflict, "API Key %s is already subscribed to Usage Plan %s", k.Id, plan.Id)
	}
	if err := checkOnePlanAStage(plan.UsagePlan, k.Id, others); err != nil {
		return nil, err
	}
	return apigateway.UsagePlanKeyCreated{UsagePlanId: plan.Id, UsagePlanKey: projections.ShowUsagePlanKey(k.ApiKey)}, nil
}

// checkOnePlanAStage refuses a plan for a key that another plan lets call one of
// its stages: a key has one plan for each stage.
// See https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html.
//
// Q. In which words? They were not found in public; the code is that of AWS's
// other refusals of what is there already.
func checkOnePlanAStage(plan apigateway.UsagePlan, keyID string, others []*projections.UsagePlan) error {
	for _, other := range others {
		for _, s := range plan.ApiStages {
			if other.Id != plan.Id && stageAt(other.ApiStages, s.ApiId, s.Stage) >= 0 {
				return events.Refuse(events.Conflict, "API Key %s cannot be subscribed to Usage Plan %s because Usage Plan %s has API Stage %s:%s too",
					keyID, plan.Id, other.Id, s.ApiId, s.Stage)
			}
		}
	}
	return nil
}

// DeleteUsagePlanKey takes an API key from a usage plan.
func DeleteUsagePlanKey(_ events.Env, w projections.World, c apigateway.DeleteUsagePlanKey) (events.Event, error) {
	if _, _, err := w.UsagePlanKey(c.UsagePlanId, c.KeyId); err != nil {
		return nil, err
	}
	return apigateway.UsagePlanKeyDeleted{KeyId: c.KeyId, UsagePlanId: c.UsagePlanId}, nil
}

// UpdateUsage sets what is left of a key's quota until its period ends.
func UpdateUsage(env events.Env, w projections.World, c apigateway.UpdateUsage) (events.Event, error) {
	plan, err := w.UsagePlan(c.UsagePlanId)
	if err != nil {
		return nil, err
	}
	if _, _, err := w.UsagePlanKey(c.UsagePlanId, c.KeyId); err != nil {
		return nil, projections.ErrNoUsageKey
	}
	var remaining *int64
	if err := usagePatch.apply(&remaining, c.PatchOperations); err != nil {
		return nil, err
	}
	switch {
	case remaining == nil:
		return nil, events.Refuse(events.BadRequest, "Invalid patch operations specified: there is no /remaining to replace")
	case plan.Quota == nil:
		return nil, events.Refuse(events.BadRequest, "Usage Plan %s has no quota", plan.Id)
	}
	return apigateway.UsageUpdated{
		Date: env.Now.Format(time.DateOnly), KeyId: c.KeyId, Remaining: *remaining, UsagePlanId: c.UsagePlanId,
	}, nil
}

// usagePatch is all that UpdateUsage may patch:
// https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateUsage-Patch
var usagePatch = newUsagePatch()

func newUsagePatch() patcher[*int64] {
	p := patcher[*int64]{rules: []rule[*int64]{
		{"/remaining", replaceOnly, func(n **int64, o operation) error {
			left, err := strconv.ParseInt(o.text(), 10, 32)
			if err != nil || left < 0 {
				return events.Refuse(events.BadRequest, "Invalid remaining quota specified: "+o.text())
			}
			*n = &left
			return nil
		}},
	}}
	p.unknownPath, p.wrongOp = byOp(map[string]string{"replace": "/remaining"})
	return p
}
