package gateway

import (
	"context"
	"net/http"
	"strings"
	"time"

	"reel/events/apigateway"
	"reel/projections"
)

// The faults of keys, throttles and quotas, by AWS's gateway responses THROTTLED and
// QUOTA_EXCEEDED; a key that is missing, unknown, disabled or of no plan of the
// stage is forbidden (INVALID_API_KEY).
var (
	throttled     = newFault(http.StatusTooManyRequests, "TooManyRequestsException", "Too Many Requests").of("THROTTLED")
	quotaExceeded = newFault(http.StatusTooManyRequests, "LimitExceededException", "Limit Exceeded").of("QUOTA_EXCEEDED")
)

// admit asks for an API key where the method wants one, and holds calls to what
// plan and stage allow, in AWS's order: the plan's limit of the method, the plan's,
// the stage's of the method, the account's
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html).
func (x *exchange) admit(context.Context) *fault {
	var c *customer
	if x.method.noun.ApiKeyRequired {
		var f *fault
		if c, f = x.customer(); f != nil {
			return f
		}
		if !x.withinPlan(c) {
			return throttled.because("the usage plan " + c.plan.Id + " allows no more calls a second")
		}
	}
	if !x.withinStage() {
		return throttled.because("stage " + x.stage.StageName + " allows no more calls a second of this method")
	}
	if !x.withinAccount() {
		return throttled.because("the account allows no more calls a second in " + x.world.Region)
	}
	if c == nil {
		return nil
	}
	return x.count(c)
}

// A customer is the API key of a call and the usage plan that it is counted in.
type customer struct {
	key  *projections.ApiKey
	plan *projections.UsagePlan
}

// customer is whose call it is, by the header x-api-key or, where the API says
// AUTHORIZER, by the authorizer's usageIdentifierKey
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-key-source.html).
func (x *exchange) customer() (*customer, *fault) {
	value := x.call.Header.Get("X-Api-Key")
	if x.tree.keyFromAuthorizer {
		value = ""
		if x.granted != nil {
			value = x.granted.usageKey
		}
	}
	c, f := customerOf(x.world, x.call.ApiID, x.stage.StageName, value)
	x.customerOf = c
	return c, f
}

// customerOf is whose key a value is, at a stage.
func customerOf(w projections.World, apiID, stage, value string) (*customer, *fault) {
	if value == "" {
		return nil, forbidden.of("INVALID_API_KEY").because("an API key is required, and the call has none")
	}
	key := w.ApiKeyByValue(value)
	switch {
	case key == nil:
		return nil, forbidden.of("INVALID_API_KEY").because("the call's API key is not known")
	case !key.Enabled:
		return nil, forbidden.of("INVALID_API_KEY").because("the API key " + key.Id + " is not enabled")
	}
	plan := w.UsagePlanFor(apiID, stage, key.Id)
	if plan == nil {
		return nil, forbidden.of("INVALID_API_KEY").because("the API key " + key.Id + " is in no usage plan of stage " + stage)
	}
	return &customer{key, plan}, nil
}

// withinPlan takes a token from the key's buckets.
func (x *exchange) withinPlan(c *customer) bool {
	for _, s := range c.plan.ApiStages {
		if s.ApiId != x.call.ApiID || s.Stage != x.stage.StageName {
			continue
		}
		verb, limit, ok := x.planned(s.Throttle)
		if ok && !x.gateway.buckets.take(bucketKey("plan", x.world.Account, x.world.Region, c.plan.Id, c.key.Id, s.ApiId, s.Stage, x.method.resourceID, verb), limit, x.begun) {
			return false
		}
	}
	return x.gateway.withinPlan(x.world, c, x.begun)
}

// withinPlan takes a token from the key's bucket of the whole plan.
func (g *Gateway) withinPlan(w projections.World, c *customer, begun time.Time) bool {
	return c.plan.Throttle == nil || g.buckets.take(bucketKey("plan", w.Account, w.Region, c.plan.Id, c.key.Id), *c.plan.Throttle, begun)
}

// planned is a plan's limit of the call's method, which is named by the call's verb
// or, for a method that serves them all, ANY.
func (x *exchange) planned(limits map[string]apigateway.ThrottleSettings) (verb string, limit apigateway.ThrottleSettings, ok bool) {
	for _, verb := range [...]string{x.call.Method, x.method.noun.HttpMethod} {
		if limit, ok := limits[x.method.resourcePath+"/"+verb]; ok {
			return verb, limit, true
		}
	}
	return "", limit, false
}

// withinStage takes a token from the method's bucket of the stage, where the stage
// has a limit that somebody has set. A limit of -1 is none, and the account's own is
// left to the account.
func (x *exchange) withinStage() bool {
	setting, _, ok := x.setting()
	if !ok || setting.ThrottlingBurstLimit < 0 || setting.ThrottlingRateLimit < 0 {
		return true
	}
	limit := apigateway.ThrottleSettings{BurstLimit: setting.ThrottlingBurstLimit, RateLimit: setting.ThrottlingRateLimit}
	if limit == accountLimit {
		return true
	}
	return x.gateway.buckets.take(bucketKey("stage", x.call.ApiID, x.stage.StageName, x.method.resourceID, x.call.Method), limit, x.begun)
}

// accountLimit is AWS's default for an account and region, which a stage's settings
// are filled with when any of them is set.
var accountLimit = apigateway.ThrottleSettings{BurstLimit: 5000, RateLimit: 10000}

// withinAccount takes a token from the bucket of the account and region, which all
// of its APIs share, where that is asked for.
func (x *exchange) withinAccount() bool { return x.gateway.withinAccount(x.world, x.begun) }

func (g *Gateway) withinAccount(w projections.World, begun time.Time) bool {
	return !g.AccountThrottle || g.buckets.take(bucketKey("account", w.Account, w.Region), accountLimit, begun)
}

// count counts a call to the key's quota, or refuses it when that is used up.
func (x *exchange) count(c *customer) *fault { return x.gateway.count(x.world, c, x.begun) }

func (g *Gateway) count(w projections.World, c *customer, begun time.Time) *fault {
	now := begun.UTC()
	today := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, time.UTC)
	use := projections.Use{Account: w.Account, Region: w.Region, UsagePlanId: c.plan.Id, KeyId: c.key.Id, Day: today}
	if _, k, err := w.UsagePlanKey(c.plan.Id, c.key.Id); err == nil && len(k.Grants) > 0 {
		use.Grant = k.Grants[len(k.Grants)-1].Number
	}
	g.admitting.Lock()
	defer g.admitting.Unlock()
	if c.plan.Quota != nil {
		days := w.Usage(c.plan, c.key.Id, today, today, g.Used)
		if len(days) == 0 || days[0][1] <= 0 {
			return quotaExceeded.because("the quota of the usage plan " + c.plan.Id + " is used up by key " + c.key.Id)
		}
	}
	g.uses.add(use)
	return nil
}

func bucketKey(parts ...string) string { return strings.Join(parts, "\x00") }
