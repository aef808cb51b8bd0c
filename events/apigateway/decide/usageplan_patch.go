package decide

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"reel/events"
	"reel/events/apigateway"
	"reel/projections"
)

// A planDraft is a usage plan while it is patched, in its world. What its members
// point to is its own.
type planDraft struct {
	apigateway.UsagePlan
	world projections.World
}

// UpdateUsagePlan patches a usage plan.
func UpdateUsagePlan(_ events.Env, w projections.World, c apigateway.UpdateUsagePlan) (events.Event, error) {
	was, err := w.UsagePlan(c.UsagePlanId)
	if err != nil {
		return nil, err
	}
	draft := planDraft{clonePlan(was.UsagePlan), w}
	if err := usagePlanPatch.apply(&draft, escaped(c.PatchOperations)); err != nil {
		return nil, err
	}
	if err := checkUsagePlan(w, &draft.UsagePlan); err != nil {
		return nil, err
	}
	if err := checkNewStages(w, was, draft.UsagePlan); err != nil {
		return nil, err
	}
	return apigateway.UsagePlanUpdated{UsagePlan: draft.UsagePlan}, nil
}

// checkNewStages refuses a stage that some key of the plan may call by another.
func checkNewStages(w projections.World, was *projections.UsagePlan, now apigateway.UsagePlan) error {
	now.ApiStages = slices.DeleteFunc(slices.Clone(now.ApiStages), func(s apigateway.ApiStage) bool {
		return stageAt(was.ApiStages, s.ApiId, s.Stage) >= 0
	})
	if len(now.ApiStages) == 0 {
		return nil
	}
	for key := range w.KeysOf(was.Id) {
		if err := checkOnePlanAStage(now, key, slices.Collect(w.PlansOf(key))); err != nil {
			return err
		}
	}
	return nil
}

// clonePlan is a plan that shares nothing that a patch changes.
func clonePlan(p apigateway.UsagePlan) apigateway.UsagePlan {
	p.ApiStages = append([]apigateway.ApiStage{}, p.ApiStages...)
	for i, s := range p.ApiStages {
		p.ApiStages[i].Throttle = maps.Clone(s.Throttle)
	}
	if p.Quota != nil {
		p.Quota = new(*p.Quota)
	}
	if p.Throttle != nil {
		p.Throttle = new(*p.Throttle)
	}
	return p
}

// escaped are patch operations whose paths name a method's resource in one
// segment. Terraform writes it as it is, /pets/{id}, and AWS takes that as well as
// ~1pets~1{id}:
// https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/apigateway/usage_plan.go
func escaped(patch []apigateway.PatchOperation) []apigateway.PatchOperation {
	patch = slices.Clone(patch)
	for i, o := range patch {
		path := deref(o.Path)
		stage, method, ok := strings.Cut(path, "/throttle/")
		if !ok || !strings.HasPrefix(stage, "/apiStages/") {
			continue
		}
		limit := ""
		for _, name := range []string{"/rateLimit", "/burstLimit"} {
			if before, ok := strings.CutSuffix(method, name); ok {
				method, limit = before, name
			}
		}
		resource, verb := methodOf(method)
		if !strings.HasPrefix(resource, "~1") {
			resource = "/" + strings.TrimPrefix(resource, "/")
		}
		patch[i].Path = new(stage + "/throttle/" + strings.ReplaceAll(resource, "/", "~1") + "/" + verb + limit)
	}
	return patch
}

// usagePlanPatch is all that UpdateUsagePlan may patch:
// https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateUsagePlan-Patch
var usagePlanPatch = newUsagePlanPatch()

// Where a method's throttle stands among a plan's stages.
const methodThrottle = "/apiStages/{stage}/throttle/{path}/{verb}"

func newUsagePlanPatch() patcher[planDraft] {
	add, remove := []string{"add", "replace"}, []string{"remove"}
	p := patcher[planDraft]{rules: []rule[planDraft]{
		texts("/name", func(p *planDraft) *string { return &p.Name }),
		texts("/description", func(p *planDraft) *string { return &p.Description }),
		{"/productCode", anyEdit, func(p *planDraft, o operation) error {
			p.ProductCode = o.edited()
			return nil
		}},
		{"/apiStages", addRemove, patchApiStage},
		{"/apiStages/{stage}/throttle", anyEdit, patchStageThrottle},
		{methodThrottle, remove, removeMethodThrottle},
		{methodThrottle + "/rateLimit", add, patchMethodThrottle},
		{methodThrottle + "/burstLimit", add, patchMethodThrottle},
		{"/throttle", remove, func(p *planDraft, _ operation) error {
			p.Throttle = nil
			return nil
		}},
		{"/throttle/rateLimit", add, patchThrottle},
		{"/throttle/burstLimit", add, patchThrottle},
		{"/quota", remove, func(p *planDraft, _ operation) error {
			p.Quota = nil
			return nil
		}},
		{"/quota/limit", add, patchQuota(func(q *apigateway.QuotaSettings, n int64) { q.Limit = n })},
		{"/quota/offset", add, patchQuota(func(q *apigateway.QuotaSettings, n int64) { q.Offset = n })},
		{"/quota/period", add, func(p *planDraft, o operation) error {
			p.quota().Period = o.text()
			return nil
		}},
	}}
	const limits = "/quota/limit, /quota/offset, /quota/period, /throttle/burstLimit, /throttle/rateLimit, " +
		"/apiStages/<apidId:stageName>/throttle/<resourcePath>/<httpMethod>/rateLimit, " +
		"/apiStages/<apidId:stageName>/throttle/<resourcePath>/<httpMethod>/burstLimit, /apiStages/<apidId:stageName>/throttle"
	p.unknownPath, p.wrongOp = byOp(map[string]string{
		"add":     "/apiStages, /productCode, " + limits,
		"replace": "/name, /description, /productCode, " + limits,
		// https://github.com/boto/boto3/issues/2629
		"remove": "/apiStages, /quota, /throttle, /productCode, /apiStages/<apidId:stageName>/throttle/<resourcePath>/<httpMethod>, " +
			"/apiStages/<apidId:stageName>/throttle",
	})
	return p
}

var errApiStage = events.Refuse(events.BadRequest, "Invalid API Stage specified")

// patchApiStage attaches or detaches the stage that the value names, as api:stage.
func patchApiStage(p *planDraft, o operation) (err error) {
	part := strings.Split(o.text(), ":")
	if len(part) < 2 || o.op == "remove" && len(part) != 2 {
		return errApiStage
	}
	s := apigateway.ApiStage{ApiId: part[0], Stage: part[1]} // AWS ignores what follows: https://github.com/boto/boto3/issues/825
	if o.op == "remove" {
		return p.detach(s)
	}
	if err := checkApiStage(p.world, s); err != nil {
		return err
	}
	p.ApiStages, err = withApiStage(p.ApiStages, s)
	return err
}

func (p *planDraft) detach(s apigateway.ApiStage) error {
	i := stageAt(p.ApiStages, s.ApiId, s.Stage)
	if i < 0 {
		return noApiStage(p, s.ApiId, s.Stage)
	}
	p.ApiStages = slices.Delete(p.ApiStages, i, i+1)
	return nil
}

func noApiStage(p *planDraft, apiID, stage string) error {
	return events.Refuse(events.NotFound, "Invalid API Stage {api: %s, stage: %s} specified for usageplan %s", apiID, stage, p.Id)
}

// stage is the plan's stage that a path names as api:stage.
func (p *planDraft) stage(name string) (*apigateway.ApiStage, error) {
	api, stage, ok := strings.Cut(name, ":")
	if !ok {
		return nil, errApiStage
	}
	i := stageAt(p.ApiStages, api, stage)
	if i < 0 {
		return nil, noApiStage(p, api, stage)
	}
	return &p.ApiStages[i], nil
}

// patchStageThrottle removes all throttles of a stage's methods.
//
// Q. What value does AWS take to add or replace them at once? None was found in
// public; the paths under this one do it one by one.
func patchStageThrottle(p *planDraft, o operation) error {
	s, err := p.stage(o.args[0])
	if err != nil {
		return err
	}
	if o.op != "remove" && o.text() != "" {
		return events.Refuse(events.BadRequest, "Invalid throttle specified for API Stage "+o.args[0]+
			": set rateLimit and burstLimit of each resource path and method")
	}
	s.Throttle = nil
	return nil
}

func removeMethodThrottle(p *planDraft, o operation) error {
	s, err := p.stage(o.args[0])
	if err != nil {
		return err
	}
	key := o.args[1] + "/" + o.args[2]
	if _, ok := s.Throttle[key]; !ok {
		return events.Refuse(events.NotFound, "Invalid Method identifier specified")
	}
	if delete(s.Throttle, key); len(s.Throttle) == 0 {
		s.Throttle = nil
	}
	return nil
}

func patchMethodThrottle(p *planDraft, o operation) error {
	s, err := p.stage(o.args[0])
	if err != nil {
		return err
	}
	key := o.args[1] + "/" + o.args[2]
	t := s.Throttle[key]
	if err := setThrottle(&t, o); err != nil {
		return err
	}
	if s.Throttle == nil {
		s.Throttle = map[string]apigateway.ThrottleSettings{}
	}
	s.Throttle[key] = t
	return nil
}

func patchThrottle(p *planDraft, o operation) error {
	if p.Throttle == nil {
		p.Throttle = new(apigateway.ThrottleSettings)
	}
	return setThrottle(p.Throttle, o)
}

// setThrottle sets the limit that the path's last segment names.
func setThrottle(t *apigateway.ThrottleSettings, o operation) (err error) {
	if strings.HasSuffix(o.path, "/rateLimit") {
		t.RateLimit, err = strconv.ParseFloat(o.text(), 64)
	} else {
		t.BurstLimit, err = strconv.ParseInt(o.text(), 10, 32)
	}
	return notNumber(o, err)
}

// quota is the plan's quota, which the first of its members makes.
func (p *planDraft) quota() *apigateway.QuotaSettings {
	if p.Quota == nil {
		p.Quota = new(apigateway.QuotaSettings)
	}
	return p.Quota
}

func patchQuota(set func(*apigateway.QuotaSettings, int64)) func(*planDraft, operation) error {
	return func(p *planDraft, o operation) error {
		n, err := strconv.ParseInt(o.text(), 10, 32)
		set(p.quota(), n)
		return notNumber(o, err)
	}
}

func notNumber(o operation, err error) error {
	if err != nil {
		return events.Refuse(events.BadRequest, "Invalid value specified for "+o.path+": "+o.text())
	}
	return nil
}
