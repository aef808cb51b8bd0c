package http_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
)

// counting is a backend that answers with how often it was asked.
func counting(t testing.TB) string {
	var n atomic.Int64
	b := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		_, _ = io.Copy(io.Discard, q.Body)
		fmt.Fprint(w, n.Add(1))
	}))
	t.Cleanup(b.Close)
	return b.URL
}

// apiOf is the API of a stage's URL, as served returns it.
func apiOf(stage string) string { return strings.Split(stage, "/")[2] }

// ok is a management call that has to succeed.
func (c client) ok(method, path, body string) string {
	c.Helper()
	a := c.do(method, path, body)
	if a.status >= 300 {
		c.Fatalf("%s %s: %d %s", method, path, a.status, a.body)
	}
	return a.body
}

// A stage with a cache cluster serves from it until it is flushed or deployed to.
func TestAStagesCache(t *testing.T) {
	c := open(t)
	stage := c.served(`{"type":"HTTP_PROXY","httpMethod":"ANY","uri":"` + counting(t) + `","cacheKeyParameters":["method.request.path.proxy"]}`)
	at := "/restapis/" + apiOf(stage) + "/stages/dev"
	get := func(path string, headers ...string) string {
		t.Helper()
		return c.do("GET", stage+path, "", headers...).body
	}
	expect := func(what, want string, path string, headers ...string) {
		t.Helper()
		if got := get(path, headers...); got != want {
			t.Errorf("%s: %s, want %s", what, got, want)
		}
	}
	expect("without a cluster", "1", "/a")
	c.ok("PATCH", at, `{"patchOperations":[{"op":"replace","path":"/cacheClusterEnabled","value":"true"}]}`)
	expect("with a cluster and no method that uses it", "2", "/a")
	c.ok("PATCH", at, `{"patchOperations":[{"op":"replace","path":"/*/*/caching/enabled","value":"true"}]}`)
	expect("cached", "3", "/a")
	expect("cached", "3", "/a")
	expect("another path", "4", "/b")
	if a := c.do("GET", stage+"/a", "", "Cache-Control", "max-age=0"); a.body != "3" || a.header.Get("Warning") == "" {
		t.Errorf("who may not invalidate: %s %v", a.body, a.header)
	}
	c.ok("PATCH", at, `{"patchOperations":[{"op":"replace","path":"/*/*/caching/requireAuthorizationForCacheControl","value":"false"}]}`)
	expect("invalidated", "5", "/a", "Cache-Control", "max-age=0")
	expect("after that", "5", "/a")
	c.ok("DELETE", at+"/cache/data", "")
	expect("flushed", "6", "/a")
	c.ok("POST", "/restapis/"+apiOf(stage)+"/deployments", `{"stageName":"dev"}`)
	expect("deployed", "7", "/a")

	page := c.do("GET", "/_reel/traffic", "").body
	for _, want := range []string{`"cache":"HIT"`, `"cache":"MISS"`, `"cache":"REFRESH"`} {
		if !strings.Contains(page, want) {
			t.Errorf("traffic does not show %s", want)
		}
	}
}

// A canary release, made, looked at and promoted as the guide has it.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/canary-release.html
func TestACanaryRelease(t *testing.T) {
	c := open(t)
	mock := func(color string) string {
		return `{"type":"MOCK","requestTemplates":{"application/json":"{\"statusCode\":200}"},"uri":"` + color + `"}`
	}
	stage := c.served(mock("red"))
	api := "/restapis/" + apiOf(stage)
	var method string
	for _, part := range strings.Split(c.ok("GET", api+"/resources?embed=methods", ""), `"id":"`)[1:] {
		if id, rest, _ := strings.Cut(part, `"`); strings.Contains(rest, "proxy+") {
			method = api + "/resources/" + id + "/methods/ANY"
		}
	}
	answers := func(color string) {
		c.ok("PUT", method+"/responses/200", `{}`)
		c.ok("PUT", method+"/integration/responses/200", `{"responseTemplates":{"application/json":"`+color+` $context.isCanaryRequest $stageVariables.v"}}`)
	}
	answers("red")
	c.ok("POST", api+"/deployments", `{"stageName":"dev","variables":{"v":"1"}}`)
	c.ok("PUT", method+"/integration/responses/200", `{"responseTemplates":{"application/json":"blue $context.isCanaryRequest $stageVariables.v"}}`)
	c.ok("POST", api+"/deployments", `{"stageName":"dev","canarySettings":{"percentTraffic":20,"stageVariableOverrides":{"v":"2"}}}`)
	count := map[string]int{}
	for range 50 {
		count[c.do("GET", stage+"/x", "").body]++
	}
	share := count["blue true 2"]
	if share < 9 || share > 11 || count["red false 1"] != 50-share {
		t.Errorf("of 50 calls: %v", count)
	}
	if page := c.do("GET", "/_reel/traffic?limit=50", "").body; strings.Count(page, `"canary":true`) != share {
		t.Errorf("traffic shows the canary %d times", strings.Count(page, `"canary":true`))
	}
	c.ok("PATCH", api+"/stages/dev", `{"patchOperations":[{"op":"copy","from":"/canarySettings/deploymentId","path":"/deploymentId"},`+
		`{"op":"copy","from":"/canarySettings/stageVariableOverrides","path":"/variables"},{"op":"remove","path":"/canarySettings"}]}`)
	if got := c.do("GET", stage+"/x", "").body; got != "blue  2" {
		t.Errorf("promoted: %q", got)
	}
}
