package http_test

import (
	"strings"
	"testing"
)

// A test invocation answers what is there now, deployed or not, and leaves no event.
func TestTestInvokeMethod(t *testing.T) {
	c := open(t)
	must := func(method, path, body string) string {
		t.Helper()
		a := c.do(method, path, body)
		if a.status >= 300 {
			t.Fatalf("%s %s: %d %s", method, path, a.status, a.body)
		}
		return a.body
	}
	api := must("POST", "/restapis", `{"name":"pets"}`)
	at := "/restapis/" + field(t, api, "id") + "/resources/" + field(t, api, "rootResourceId") + "/methods/GET"
	must("PUT", at, `{"authorizationType":"NONE"}`)
	must("PUT", at+"/integration", `{"type":"MOCK","requestTemplates":{"application/json":"{\"statusCode\":200}"}}`)
	must("PUT", at+"/responses/200", `{}`)
	must("PUT", at+"/integration/responses/200", `{"responseTemplates":{"application/json":"hello $stageVariables.who"}}`)
	before := must("GET", "/_reel/health", "")
	a := c.do("POST", at, `{"pathWithQueryString":"/?a=b","stageVariables":{"who":"ann"}}`)
	if a.status != 200 || field(t, a.body, "body") != "hello ann" || field(t, a.body, "status") != "200" || field(t, a.body, "latency") == "" ||
		field(t, a.body, "headers") != `{"Content-Type":"application/json"}` || field(t, a.body, "multiValueHeaders") != `{"Content-Type":["application/json"]}` ||
		!strings.HasPrefix(field(t, a.body, "log"), "Execution log for request ") {
		t.Errorf("got %d %s", a.status, a.body)
	}
	if after := must("GET", "/_reel/health", ""); after != before {
		t.Errorf("a test left something behind: %s, before %s", after, before)
	}
	c.do("POST", strings.TrimSuffix(at, "GET")+"PUT", `{}`).check(t, 404, `{"message":"Invalid Method identifier specified"}`)
}
