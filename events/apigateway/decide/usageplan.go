package decide

import (
	"maps"
	"math"
	"slices"
	"strings"

	"reel/events"
	"reel/events/apigateway"
	"reel/projections"
)

// CreateUsagePlan makes a usage plan.
func CreateUsagePlan(env events.Env, w projections.World, c apigateway.CreateUsagePlan) (events.Event, error) {
	p := apigateway.UsagePlan{
		ApiStages:   []apigateway.ApiStage{},
		Description: deref(c.Description),
		Id:          env.NewID(6),
		Name:        c.Name,
		Tags:        maps.Clone(c.Tags),
	}
	if q := c.Quota; q != nil {
		p.Quota = &apigateway.QuotaSettings{Limit: deref(q.Limit), Offset: deref(q.Offset), Period: deref(q.Period)}
	}
	if t := c.Throttle; t != nil {
		p.Throttle = new(throttleOf(*t))
	}
	for _, s := range c.ApiStages {
		stage, err := newApiStage(w, s)
		if err != nil {
			return nil, err
		}
		if p.ApiStages, err = withApiStage(p.ApiStages, stage); err != nil {
			return nil, err
		}
	}
	if err := checkUsagePlan(w, &p); err != nil {
		return nil, err
	}
	if err := checkTags(p.Tags); err != nil {
		return nil, err
	}
	return apigateway.UsagePlanCreated{UsagePlan: p}, nil
}

// throttleOf is a throttle as AWS shows it: a limit that is not given is 0.
func throttleOf(in apigateway.ThrottleSettingsInput) apigateway.ThrottleSettings {
	return apigateway.ThrottleSettings{BurstLimit: deref(in.BurstLimit), RateLimit: deref(in.RateLimit)}
}

// newApiStage is a stage that a caller gives for a plan.
func newApiStage(w projections.World, in apigateway.ApiStageInput) (apigateway.ApiStage, error) {
	s := apigateway.ApiStage{ApiId: deref(in.ApiId), Stage: deref(in.Stage)}
	if s.ApiId == "" || s.Stage == "" {
		// AWS forgets to fill in: https://github.com/aws/aws-sdk/issues/354
		return s, &events.Error{Code: events.BadRequest, Message: "Invalid API Stage {api: %s, stage: %s} specified for usageplan %s"}
	}
	for key, t := range in.Throttle {
		if s.Throttle == nil {
			s.Throttle = map[string]apigateway.ThrottleSettings{}
		}
		s.Throttle[key] = throttleOf(t)
	}
	return s, checkApiStage(w, s)
}

// checkApiStage refuses a stage that is not there:
// https://github.com/serverless/serverless/issues/2831
func checkApiStage(w projections.World, s apigateway.ApiStage) error {
	if !w.HasStage(s.ApiId, s.Stage) {
		return events.Refuse(events.NotFound, "API Stage not found: "+s.ApiId+":"+s.Stage)
	}
	return nil
}

// stageAt is the place of a stage among those of a plan, -1 if it is not there.
func stageAt(stages []apigateway.ApiStage, apiID, stage string) int {
	return slices.IndexFunc(stages, func(s apigateway.ApiStage) bool { return s.ApiId == apiID && s.Stage == stage })
}

func withApiStage(stages []apigateway.ApiStage, s apigateway.ApiStage) ([]apigateway.ApiStage, error) {
	if stageAt(stages, s.ApiId, s.Stage) >= 0 {
		return nil, events.Refuse(events.Conflict, "API Stage already exists: "+s.ApiId+":"+s.Stage)
	}
	return append(stages, s), nil
}

// checkUsagePlan refuses a plan that AWS would not have. It looks at the plan as
// it is after all operations of a patch.
func checkUsagePlan(w projections.World, p *apigateway.UsagePlan) error {
	if p.Name == "" {
		return events.Refuse(events.BadRequest, "Usage Plan name must be non-empty")
	}
	if p.Quota != nil {
		if err := checkQuota(*p.Quota); err != nil {
			return err
		}
	}
	if p.Throttle != nil {
		if err := checkThrottle(*p.Throttle); err != nil {
			return err
		}
	}
	for _, s := range p.ApiStages {
		if err := checkMethodThrottles(w, p, s); err != nil {
			return err
		}
	}
	return nil
}

func checkThrottle(t apigateway.ThrottleSettings) error {
	if t.BurstLimit < 0 || !(t.RateLimit >= 0 && t.RateLimit <= math.MaxInt32) {
		return events.Refuse(events.BadRequest, "Usage Plan throttle burst and rate limits must be greater than or equal to 0")
	}
	return nil
}

// offsets are how far a quota may be offset in each period, and AWS's words for it.
var offsets = map[string]struct {
	most  int64
	words string
}{
	"DAY":   {0, "Usage Plan quota offset must be zero in the DAY period"},
	"WEEK":  {6, "Usage Plan quota offset must be between zero and six inclusive in the WEEK period"},
	"MONTH": {27, "Usage Plan quota offset must be between zero and 27 inclusive in the MONTH period"},
}

func checkQuota(q apigateway.QuotaSettings) error {
	limit, known := offsets[q.Period]
	switch {
	case !known:
		return validOption("QuotaPeriodType", q.Period, []string{"DAY", "WEEK", "MONTH"})
	case q.Limit < 0:
		return events.Refuse(events.BadRequest, "Usage Plan quota limit must be greater than or equal to 0")
	case q.Offset < 0 || q.Offset > limit.most:
		return events.Refuse(events.BadRequest, limit.words)
	}
	return nil
}

// checkMethodThrottles refuses throttles of methods that the stage does not
// serve, and any where the plan itself has none.
func checkMethodThrottles(w projections.World, p *apigateway.UsagePlan, s apigateway.ApiStage) error {
	if len(s.Throttle) > 0 && p.Throttle == nil {
		// https://github.com/aws/aws-cdk/pull/6411
		return events.Refuse(events.BadRequest, "Can not define fine grain throttling if usage plan throttle is not defined.")
	}
	for _, key := range slices.Sorted(maps.Keys(s.Throttle)) {
		if err := checkThrottle(s.Throttle[key]); err != nil {
			return err
		}
		if err := checkThrottled(w, s, key); err != nil {
			return err
		}
	}
	return nil
}

// checkThrottled refuses a path and verb, such as /pets/GET, that a REST API's
// stage does not serve.
func checkThrottled(w projections.World, s apigateway.ApiStage, key string) error {
	path, verb := methodOf(key)
	if !strings.HasPrefix(path, "/") || !slices.Contains(verbs, verb) {
		return events.Refuse(events.BadRequest, "Invalid resource path and method specified: "+key)
	}
	st, err := w.Stage(s.ApiId, s.Stage)
	if err != nil || st.Tree() == nil {
		return nil // not a REST API's: its routes are not methods
	}
	if r := st.Tree().ByPath(path); r == nil || r.ResourceMethods[verb] == nil {
		return events.Refuse(events.NotFound, "Invalid Method identifier specified")
	}
	return nil
}

// methodOf is the path and the verb of a throttle's key, which is the one, a
// slash and the other: //GET is GET on the root.
func methodOf(key string) (path, verb string) {
	i := strings.LastIndexByte(key, '/')
	if i < 0 {
		return "", key
	}
	return key[:i], key[i+1:]
}

// DeleteUsagePlan takes a usage plan away that no stage is attached to.
func DeleteUsagePlan(_ events.Env, w projections.World, c apigateway.DeleteUsagePlan) (events.Event, error) {
	p, err := w.UsagePlan(c.UsagePlanId)
	if err != nil {
		return nil, err
	}
	if len(p.ApiStages) > 0 {
		// https://github.com/aws/aws-sdk-js/issues/3841
		s := p.ApiStages[0]
		return nil, events.Refuse(events.BadRequest, "Cannot delete Usage Plan %s because there are API Stages associated with it, including %s:%s",
			p.Id, s.ApiId, s.Stage)
	}
	return apigateway.UsagePlanDeleted{UsagePlanId: p.Id}, nil
}
