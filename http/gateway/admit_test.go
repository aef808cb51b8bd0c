package gateway_test

import (
	"strings"
	"testing"
	"time"

	"reel/events/apigateway"
	"reel/http/gateway"
	"reel/projections"
)

const keyValue = "abcdefghijklmnopqrst0123"

// A keyed API has GET /pets, which requires an API key, in one usage plan.
type keyed struct {
	testing.TB
	gateway *gateway.Gateway
	api     *api
	now     time.Time
}

func withKey(t testing.TB, plan apigateway.UsagePlan, change ...func(*apigateway.RestApi)) *keyed {
	t.Helper()
	k := &keyed{TB: t, now: time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC), api: newAPI(t, change...)}
	k.gateway = gateway.New(gateway.Options{Now: func() time.Time { return k.now }})
	k.api.method("GET", "/pets", mock("served"), func(m *apigateway.Method) { m.ApiKeyRequired = true })
	k.api.deploy(nil)
	plan.Id, plan.Name = "plan01", "plan"
	if plan.ApiStages == nil {
		plan.ApiStages = []apigateway.ApiStage{{ApiId: apiID, Stage: "dev"}}
	}
	k.api.apply(apigateway.ApiKeyCreated{ApiKey: apigateway.ApiKey{Id: "key0000001", Enabled: true, Value: keyValue}})
	k.api.apply(apigateway.UsagePlanCreated{UsagePlan: plan})
	k.api.apply(apigateway.UsagePlanKeyCreated{UsagePlanId: "plan01", UsagePlanKey: apigateway.UsagePlanKey{Id: "key0000001", Type: "API_KEY"}})
	return k
}

func (k *keyed) call(key string) string {
	k.Helper()
	c := k.api.call("GET", "/pets")
	if key != "" {
		c.Header.Set("x-api-key", key)
	}
	r, body := do(k, k.gateway, c)
	if r.Status == 200 {
		return body
	}
	return strings.TrimSpace(value(r.Header, "x-amzn-ErrorType") + " " + body)
}

const (
	noKey     = `ForbiddenException {"message":"Forbidden"}`
	tooFast   = `TooManyRequestsException {"message":"Too Many Requests"}`
	exhausted = `LimitExceededException {"message":"Limit Exceeded"}`
)

func (k *keyed) expect(what string, want ...string) {
	k.Helper()
	for i, w := range want {
		if got := k.call(keyValue); got != w {
			k.Errorf("%s, call %d: %s, want %s", what, i+1, got, w)
		}
	}
}

// Recorded on AWS: a key that is missing, wrong, disabled or of no plan of the stage
// is Forbidden.
func TestKeysThatDoNotAdmit(t *testing.T) {
	k := withKey(t, apigateway.UsagePlan{})
	k.expect("the key of the plan", "served")
	for _, key := range []string{"", "wrong", strings.ToUpper(keyValue)} {
		if got := k.call(key); got != noKey {
			t.Errorf("key %q: %s", key, got)
		}
	}
	k.api.apply(apigateway.ApiKeyUpdated{ApiKey: apigateway.ApiKey{Id: "key0000001", Value: keyValue}})
	k.expect("a key that is not enabled", noKey)

	other := withKey(t, apigateway.UsagePlan{ApiStages: []apigateway.ApiStage{{ApiId: apiID, Stage: "prod"}}})
	other.expect("a key of another stage's plan", noKey)
}

func TestAPlansThrottleIsATokenBucket(t *testing.T) {
	k := withKey(t, apigateway.UsagePlan{Throttle: &apigateway.ThrottleSettings{BurstLimit: 2, RateLimit: 1}})
	k.expect("at first", "served", "served", tooFast)
	k.now = k.now.Add(time.Second)
	k.expect("a second later", "served", tooFast)
	k.now = k.now.Add(time.Hour)
	k.expect("an hour later", "served", "served", tooFast)
}

func TestAPlansThrottleOfOneMethod(t *testing.T) {
	k := withKey(t, apigateway.UsagePlan{ApiStages: []apigateway.ApiStage{{ApiId: apiID, Stage: "dev",
		Throttle: map[string]apigateway.ThrottleSettings{"/pets/GET": {BurstLimit: 1, RateLimit: 1}}}}})
	k.expect("at first", "served", tooFast)
}

func TestAStagesThrottleOfAMethod(t *testing.T) {
	k := withKey(t, apigateway.UsagePlan{})
	setting := func(burst int64, rate float64) {
		k.api.apply(apigateway.StageUpdated{RestApiId: apiID, Stage: apigateway.Stage{StageName: "dev", DeploymentId: "dep1",
			MethodSettings: map[string]apigateway.MethodSetting{"*/*": {ThrottlingBurstLimit: burst, ThrottlingRateLimit: rate}}}})
	}
	setting(1, 1)
	k.expect("with a burst of one", "served", tooFast)
	setting(-1, -1)
	k.expect("without a limit", "served", "served", "served")
	setting(0, 0)
	k.expect("with a limit of nothing", tooFast)
}

func TestAQuotaIsOfItsPeriod(t *testing.T) {
	k := withKey(t, apigateway.UsagePlan{Quota: &apigateway.QuotaSettings{Limit: 2, Period: "DAY"}})
	k.expect("on the first day", "served", "served", exhausted)
	k.now = k.now.Add(12 * time.Hour) // 00:00 UTC
	k.expect("on the second day", "served", "served", exhausted)
}

func TestTheQuotaIsLeftToItselfByThrottledCalls(t *testing.T) {
	k := withKey(t, apigateway.UsagePlan{Quota: &apigateway.QuotaSettings{Limit: 2, Period: "MONTH"},
		Throttle: &apigateway.ThrottleSettings{BurstLimit: 1, RateLimit: 1}})
	k.expect("at first", "served", tooFast)
	k.now = k.now.Add(time.Second)
	k.expect("a second later", "served")
	k.now = k.now.Add(24 * time.Hour)
	k.expect("a day later, in the same month", exhausted)
}

func TestAGrantSetsWhatRemains(t *testing.T) {
	k := withKey(t, apigateway.UsagePlan{Quota: &apigateway.QuotaSettings{Limit: 1, Period: "DAY"}})
	k.expect("at first", "served", exhausted)
	k.api.apply(apigateway.UsageUpdated{UsagePlanId: "plan01", KeyId: "key0000001", Date: "2026-01-01", Remaining: 2})
	k.expect("after a grant of two", "served", "served", exhausted)
	day := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	use := projections.Use{Account: account, Region: region, UsagePlanId: "plan01", KeyId: "key0000001", Day: day}
	if n := k.gateway.Used(use); n != 3 {
		t.Errorf("%d calls were counted, want 3", n)
	}
	use.Grant = 1
	if n := k.gateway.Used(use); n != 2 {
		t.Errorf("%d calls were counted since the grant, want 2", n)
	}
}

func TestKeysOfAuthorizers(t *testing.T) {
	k := withKey(t, apigateway.UsagePlan{}, func(api *apigateway.RestApi) { api.ApiKeySource = "AUTHORIZER" })
	k.expect("a key in the header", noKey)

	g := guard(t, apigateway.Authorizer{Type: "TOKEN"}, func(e map[string]any) (string, error) {
		return strings.TrimSuffix(policy("Allow", "*"), "}") + `,"usageIdentifierKey":"` + e["authorizationToken"].(string) + `"}`, nil
	})
	g.api = k.api
	k.api.apply(apigateway.AuthorizerCreated{Authorizer: apigateway.Authorizer{Id: "guard1", Name: "guard", Type: "TOKEN", AuthorizerUri: invokeAuthorizer}, RestApiId: apiID})
	k.api.method("POST", "/pets", mock("$context.identity.apiKeyId"), func(m *apigateway.Method) {
		m.ApiKeyRequired, m.AuthorizationType, m.AuthorizerId = true, "CUSTOM", "guard1"
	})
	k.api.deploy(nil)
	if got := g.call("POST", "/pets", "Authorization", keyValue); got != "key0000001" {
		t.Errorf("with the authorizer's key: %s", got)
	}
	if got := g.call("POST", "/pets", "Authorization", "unknown-key"); got != noKey {
		t.Errorf("with another key: %s", got)
	}
}
