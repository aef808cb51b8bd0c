package http_test

import (
	"strings"
	"testing"
	"time"
)

// GetUsage tells of calls that were really made, and a quota ends them.
func TestUsageIsOfTheCallsThatWereMade(t *testing.T) {
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
	id, root := field(t, api, "id"), field(t, api, "rootResourceId")
	at := "/restapis/" + id + "/resources/" + root + "/methods/GET"
	must("PUT", at, `{"authorizationType":"NONE","apiKeyRequired":true}`)
	must("PUT", at+"/integration", `{"type":"MOCK","requestTemplates":{"application/json":"{\"statusCode\":200}"}}`)
	must("PUT", at+"/responses/200", `{}`)
	must("PUT", at+"/integration/responses/200", `{}`)
	must("POST", "/restapis/"+id+"/deployments", `{"stageName":"dev"}`)
	key := must("POST", "/apikeys", `{"name":"ann","enabled":true}`)
	plan := field(t, must("POST", "/usageplans", `{"name":"plan","apiStages":[{"apiId":"`+id+`","stage":"dev"}],"quota":{"limit":3,"period":"DAY"}}`), "id")
	must("POST", "/usageplans/"+plan+"/keys", `{"keyId":"`+field(t, key, "id")+`","keyType":"API_KEY"}`)

	call := func() int {
		return c.do("GET", "/execute-api/"+id+"/dev/", "", "X-Api-Key", field(t, key, "value")).status
	}
	if got := c.do("GET", "/execute-api/"+id+"/dev/", "").status; got != 403 {
		t.Errorf("without the key: %d", got)
	}
	for n, want := range []int{200, 200, 200, 429} {
		if got := call(); got != want {
			t.Errorf("call %d: %d, want %d", n+1, got, want)
		}
	}
	today := time.Now().UTC().Format(time.DateOnly)
	usage := must("GET", "/usageplans/"+plan+"/usage?startDate="+today+"&endDate="+today, "")
	if want := `{"` + field(t, key, "id") + `":[[3,0]]}`; !strings.Contains(usage, want) {
		t.Errorf("usage is %s, want %s", usage, want)
	}
}
