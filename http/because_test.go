package http_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// types are the types of the events of a list such as 12,13,17.
func (c client) types(list string) string {
	c.Helper()
	var out []string
	for seq := range strings.SplitSeq(list, ",") {
		out = append(out, strings.TrimPrefix(field(c, c.do("GET", "/_reel/events/"+seq, "").body, "type"), "apigateway."))
	}
	return strings.Join(out, " ")
}

// An answer names the events that decided it, when it is asked to.
func TestBecause(t *testing.T) {
	c := open(t)
	var got http.Header
	b := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		got = q.Header
		w.Header().Set("X-Reel-Because", "forged")
	}))
	t.Cleanup(b.Close)
	c.create("another API")
	stage := c.served(`{"type":"HTTP_PROXY","httpMethod":"ANY","uri":"` + b.URL + `"}`)
	api := "/restapis/" + apiOf(stage)
	ask := func(path string, headers ...string) string {
		t.Helper()
		return c.do("GET", path, "", append(headers, "X-Reel-Because", "1")...).header.Get("X-Reel-Because")
	}
	first := ask(stage + "/x")
	if got.Get("X-Reel-Because") != "" {
		t.Error("the question reached the backend")
	}
	const usual = "RestApiCreated ResourceCreated MethodPut IntegrationPut DeploymentCreated"
	if types := c.types(first); types != usual {
		t.Errorf("%s are %s, want %s", first, types, usual)
	}
	if a := c.do("GET", stage+"/x", ""); a.header.Get("X-Reel-Because") != "" {
		t.Errorf("not asked, and answered %s", a.header.Get("X-Reel-Because"))
	}

	// What was changed after the deployment decides nothing; the stage's settings do.
	method := method(c, stage)
	c.ok("PATCH", method+"/integration", `{"patchOperations":[{"op":"replace","path":"/timeoutInMillis","value":"1000"}]}`)
	if second := ask(stage + "/x"); second != first {
		t.Errorf("after an edit that is not deployed: %s, want %s", second, first)
	}
	c.ok("PATCH", api+"/stages/dev", `{"patchOperations":[{"op":"replace","path":"/variables/a","value":"b"}]}`)
	if types := c.types(ask(stage + "/x")); types != usual+" StageUpdated" {
		t.Errorf("after a change of the stage: %s", types)
	}
	c.ok("POST", api+"/deployments", `{"stageName":"dev"}`)
	if types := c.types(ask(stage + "/x")); types != "RestApiCreated ResourceCreated MethodPut IntegrationUpdated DeploymentCreated" {
		t.Errorf("deployed: %s", types)
	}
	head := field(t, c.do("GET", "/_reel/health", "").body, "seq")
	seq := first[strings.LastIndexByte(first, ',')+1:]
	if past := ask("/_reel/at/" + seq + stage + "/x"); past != first {
		t.Errorf("as of %s of %s: %s, want %s", seq, head, past, first)
	}
	// What stands before the method, too: the deployment knows of no such path.
	if types := c.types(ask(stage)); types != "RestApiCreated DeploymentCreated" {
		t.Errorf("a path that is not served: %s", types)
	}
	if list := ask("/execute-api/nosuchapi0/dev/x"); list != "" {
		t.Errorf("an API that is not there: %s", list)
	}
	page := c.do("GET", "/_reel/traffic", "").body
	want := `"because":["` + api + `/stages/dev","` + api + `/deployments/`
	if !strings.Contains(page, want) || !strings.Contains(page, `"`+method+`/integration"]`) {
		t.Errorf("traffic does not name the subjects: %.2000s", page)
	}
}

// method is the management path of the one method of an API that served has made.
func method(c client, stage string) string {
	c.Helper()
	api := "/restapis/" + apiOf(stage)
	for _, part := range strings.Split(c.ok("GET", api+"/resources", ""), `"id":"`)[1:] {
		if id, rest, _ := strings.Cut(part, `"`); strings.Contains(rest, "proxy+") {
			return api + "/resources/" + id + "/methods/ANY"
		}
	}
	c.Fatal("there is no method")
	return ""
}

// Keys, plans and authorizers decide as they are at the time of the call; what an
// imported document brought is the import's doing.
func TestBecauseOfKeysAndImports(t *testing.T) {
	c := open(t)
	if err := c.Functions.Handle("guard", func(context.Context, []byte) ([]byte, error) {
		return []byte(`{"principalId":"ann","policyDocument":{"Statement":[{"Action":"*","Effect":"Allow","Resource":"*"}]}}`), nil
	}); err != nil {
		t.Fatal(err)
	}
	const document = `{"swagger":"2.0","info":{"title":"pets","version":"1"},"paths":{"/pets":{"get":{"security":[{"guard":[]},{"key":[]}],"responses":{"200":{"description":"ok"}},
		"x-amazon-apigateway-integration":{"type":"mock","requestTemplates":{"application/json":"{\"statusCode\":200}"},"responses":{"default":{"statusCode":"200"}}}}}},
		"securityDefinitions":{"key":{"type":"apiKey","name":"x-api-key","in":"header"},"guard":{"type":"apiKey","name":"Auth","in":"header","x-amazon-apigateway-authtype":"custom",
		"x-amazon-apigateway-authorizer":{"type":"token","authorizerUri":"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:guard/invocations"}}}}`
	api := field(t, c.ok("POST", "/restapis?mode=import", document), "id")
	c.ok("POST", "/restapis/"+api+"/deployments", `{"stageName":"dev"}`)
	key := c.ok("POST", "/apikeys", `{"name":"ann","enabled":true}`)
	plan := field(t, c.ok("POST", "/usageplans", `{"name":"plan","apiStages":[{"apiId":"`+api+`","stage":"dev"}]}`), "id")
	c.ok("POST", "/usageplans/"+plan+"/keys", `{"keyId":"`+field(t, key, "id")+`","keyType":"API_KEY"}`)
	c.ok("PATCH", "/usageplans/"+plan, `{"patchOperations":[{"op":"replace","path":"/description","value":"x"}]}`)
	a := c.do("GET", "/execute-api/"+api+"/dev/pets", "", "Auth", "me", "X-Api-Key", field(t, key, "value"), "X-Reel-Because", "")
	types := strings.Fields(c.types(a.header.Get("X-Reel-Because")))
	slices.Sort(types)
	want := "ApiKeyCreated DeploymentCreated RestApiImported UsagePlanKeyCreated UsagePlanUpdated"
	if got := strings.Join(types, " "); a.status != 200 || got != want {
		t.Errorf("%d %s: %s, want %s", a.status, a.body, got, want)
	}
	e := c.do("GET", "/_reel/traffic?limit=1", "").body
	if !regexp.MustCompile(`"authorizer":\{"id":"[a-z0-9]+","latency":[0-9.e-]+,"status":200,"type":"TOKEN","uri":"arn:aws:[^"]*guard/invocations"\}`).MatchString(e) {
		t.Errorf("traffic does not show the authorizer's call: %s", e)
	}
	c.do("GET", "/execute-api/"+api+"/dev/pets", "", "Auth", "me")
	if e := c.do("GET", "/_reel/traffic?limit=1", "").body; !strings.Contains(e, `"authorizer":{"cached":true,`) {
		t.Errorf("traffic does not show the cached verdict: %s", e)
	}
}
