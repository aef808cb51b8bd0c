package gateway_test

import (
	"strings"
	"testing"

	"reel/events/apigateway"
	"reel/http/gateway"
)

// withCanary is an API whose stage serves dep1 and whose canary serves dep2; the nth
// call falls where chance says.
func withCanary(t testing.TB, canary apigateway.CanarySettings, chance func(uint64) float64) (*api, *gateway.Gateway) {
	a := newAPI(t)
	const who = `$context.isCanaryRequest $context.deploymentId $stageVariables.color $stageVariables.size`
	a.method("GET", "/pets", mock("old "+who))
	a.deploy(nil)
	a.method("GET", "/pets", mock("new "+who))
	a.apply(apigateway.DeploymentCreated{RestApiId: apiID, Deployment: apigateway.Deployment{Id: "dep2"}})
	canary.DeploymentId = "dep2"
	a.apply(apigateway.StageUpdated{RestApiId: apiID, Stage: apigateway.Stage{StageName: "dev", DeploymentId: "dep1",
		Variables: map[string]string{"color": "red", "size": "big"}, CanarySettings: &canary}})
	return a, gateway.New(gateway.Options{Chance: chance})
}

// Recorded on AWS: isCanaryRequest is text, overrides stand over the stage's variables.
func TestACanaryServesItsShare(t *testing.T) {
	a, g := withCanary(t, apigateway.CanarySettings{PercentTraffic: 50, StageVariableOverrides: map[string]string{"color": "blue"}},
		func(n uint64) float64 { return [...]float64{0, 0.499, 0.5, 0.999}[n%4] })
	for i, want := range []string{"new true dep2 blue big", "new true dep2 blue big", "old false dep1 red big", "old false dep1 red big", "new true dep2 blue big"} {
		if _, body := do(t, g, a.call("GET", "/pets")); body != want {
			t.Errorf("call %d: %s, want %s", i+1, body, want)
		}
	}
	a.apply(apigateway.StageUpdated{RestApiId: apiID, Stage: apigateway.Stage{StageName: "dev", DeploymentId: "dep1"}})
	if _, body := do(t, g, a.call("GET", "/pets")); body != "old  dep1  " {
		t.Errorf("without a canary: %q", body)
	}
}

// Without a chance of the test's own, calls are spread evenly and always alike.
func TestCanaryCallsAreSpreadEvenly(t *testing.T) {
	for percent, want := range map[float64]int{0: 0, 0.5: 5, 10: 100, 33.3: 333, 100: 1000} {
		a, g := withCanary(t, apigateway.CanarySettings{PercentTraffic: percent}, nil)
		n, longest, run := 0, 0, 0
		for range 1000 {
			run++
			if _, body := do(t, g, a.call("GET", "/pets")); strings.HasPrefix(body, "new") {
				n++
				run = 0
			}
			longest = max(longest, run)
		}
		if n < want-1 || n > want+1 || percent == 10 && longest > 30 {
			t.Errorf("of 1000 calls %d were the canary's at %v%%, %d in a row were not", n, percent, longest)
		}
	}
}

// The canary has a cache of its own, unless it uses the stage's.
func TestACanarysCache(t *testing.T) {
	for shared, want := range map[bool]string{false: "12121212", true: "11111111"} {
		c := withCache(t, cachingForAMinute)
		c.apply(apigateway.DeploymentCreated{RestApiId: apiID, Deployment: apigateway.Deployment{Id: "dep2"}})
		c.update(func(st *apigateway.Stage) {
			st.CanarySettings = &apigateway.CanarySettings{DeploymentId: "dep2", PercentTraffic: 50, UseStageCache: shared}
		})
		c.gateway.Chance = func(n uint64) float64 { return float64(n%2) * 0.9 }
		got := ""
		for range 8 {
			got += c.get("/pets")
		}
		if got != want {
			t.Errorf("useStageCache %v: %s, want %s", shared, got, want)
		}
	}
}
