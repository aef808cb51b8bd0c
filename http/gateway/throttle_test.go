package gateway_test

import (
	"strings"
	"testing"
	"time"

	"reel/events/apigateway"
	"reel/events/traffic"
	"reel/http/gateway"
)

// The guide's order: the plan's limit of the method, the plan's, the stage's of the
// method, the account's. What is refused by one takes nothing of those behind it.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
func TestTheOrderOfThrottles(t *testing.T) {
	one := func(burst int64) apigateway.ThrottleSettings {
		return apigateway.ThrottleSettings{BurstLimit: burst, RateLimit: 0.001}
	}
	k := withKey(t, apigateway.UsagePlan{
		Throttle:  &apigateway.ThrottleSettings{BurstLimit: 3, RateLimit: 0.001},
		ApiStages: []apigateway.ApiStage{{ApiId: apiID, Stage: "dev", Throttle: map[string]apigateway.ThrottleSettings{"/pets/GET": one(4)}}},
	})
	var last *traffic.Exchange
	o := k.gateway.Options
	o.Observe = func(e *traffic.Exchange) { last = e }
	k.gateway = gateway.New(o)
	stage := func(burst int64) {
		k.api.apply(apigateway.StageUpdated{RestApiId: apiID, Stage: apigateway.Stage{StageName: "dev", DeploymentId: "dep1",
			MethodSettings: map[string]apigateway.MethodSetting{"*/*": {ThrottlingBurstLimit: burst, ThrottlingRateLimit: 0.001}}}})
	}
	stage(2)
	for i, want := range []string{"", "", "stage dev", "the usage plan plan01", "the usage plan plan01"} {
		k.call(keyValue)
		if !strings.HasPrefix(last.Error, want) || want == "" && last.Status != 200 || want != "" && last.Status != 429 {
			t.Errorf("call %d: %d %q, want %q", i+1, last.Status, last.Error, want)
		}
	}
}

// All calls of an account and region share a bucket of 5,000 that 10,000 a second
// fill, where that is asked for.
func TestAnAccountsThrottle(t *testing.T) {
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	a := newAPI(t)
	a.method("GET", "/", mock("x"))
	a.deploy(nil)
	count := func(g *gateway.Gateway, calls int) (served int) {
		for range calls {
			if r, _ := do(t, g, a.call("GET", "/")); r.Status == 200 {
				served++
			}
		}
		return served
	}
	free := gateway.New(gateway.Options{Now: func() time.Time { return now }})
	if n := count(free, 5100); n != 5100 {
		t.Errorf("without a limit %d calls were served", n)
	}
	g := gateway.New(gateway.Options{Now: func() time.Time { return now }, AccountThrottle: true})
	if n := count(g, 5100); n != 5000 {
		t.Errorf("%d calls were served at once", n)
	}
	now = now.Add(10 * time.Millisecond)
	if n := count(g, 200); n != 100 {
		t.Errorf("%d calls were served a hundredth of a second later", n)
	}
	if _, body := do(t, g, a.call("GET", "/")); body != `{"message":"Too Many Requests"}` {
		t.Errorf("refused with %s", body)
	}
}

// A method for ANY is limited by each verb, as the console shows it, and its own
// setting counts before that of all methods.
func TestThrottlesOfAny(t *testing.T) {
	a := newAPI(t)
	a.method("ANY", "/", mock("x"))
	a.deploy(nil)
	limited := apigateway.MethodSetting{ThrottlingBurstLimit: 1, ThrottlingRateLimit: 0.001}
	a.apply(apigateway.StageUpdated{RestApiId: apiID, Stage: apigateway.Stage{StageName: "dev", DeploymentId: "dep1",
		MethodSettings: map[string]apigateway.MethodSetting{"~1/GET": limited, "~1/ANY": {ThrottlingBurstLimit: -1}, "*/*": limited}}})
	g := gateway.New(gateway.Options{})
	for _, tt := range []struct {
		verb string
		want int
	}{{"GET", 200}, {"GET", 429}, {"POST", 200}, {"POST", 200}} {
		if r, _ := do(t, g, a.call(tt.verb, "/")); r.Status != tt.want {
			t.Errorf("%s: %d, want %d", tt.verb, r.Status, tt.want)
		}
	}
}
