package http_test

import (
	"strings"
	"testing"
)

// A custom domain name leads to the stage of its longest mapping, over disabled
// execute-api endpoints too, and says Forbidden where no mapping answers.
func TestCustomDomainNamesLeadToStages(t *testing.T) {
	c := open(t)
	must := func(method, path, body string) string {
		t.Helper()
		a := c.do(method, path, body)
		if a.status >= 300 {
			t.Fatalf("%s %s: %d %s", method, path, a.status, a.body)
		}
		return a.body
	}
	api := must("POST", "/restapis", `{"name":"pets","disableExecuteApiEndpoint":true}`)
	id, root := field(t, api, "id"), field(t, api, "rootResourceId")
	pets := field(t, must("POST", "/restapis/"+id+"/resources/"+root, `{"pathPart":"pets"}`), "id")
	at := "/restapis/" + id + "/resources/" + pets + "/methods/GET"
	must("PUT", at, `{"authorizationType":"NONE"}`)
	must("PUT", at+"/integration", `{"type":"MOCK","requestTemplates":{"application/json":"{\"statusCode\":200}"}}`)
	must("PUT", at+"/responses/200", `{}`)
	must("PUT", at+"/integration/responses/200", `{"responseTemplates":{"application/json":"$context.stage $context.path $context.domainName $context.domainPrefix"}}`)
	must("POST", "/restapis/"+id+"/deployments", `{"stageName":"dev"}`)
	must("POST", "/domainnames", `{"domainName":"api.example.com","endpointConfiguration":{"types":["REGIONAL"]},"regionalCertificateArn":"arn:aws:acm:us-east-1:000000000000:certificate/1"}`)
	must("POST", "/domainnames/api.example.com/basepathmappings", `{"basePath":"v1","restApiId":"`+id+`","stage":"dev"}`)

	get := func(host, path string) answer { return c.do("GET", path, "", "Host", host) }
	if a := get("api.example.com", "/v1/pets"); a.status != 200 || a.body != "dev /v1/pets api.example.com api" {
		t.Errorf("/v1/pets: %d %s", a.status, a.body)
	}
	for path, want := range map[string]string{"/v2/pets": `{"message":"Forbidden"}`, "/v1/cats": `{"message":"Missing Authentication Token"}`} {
		if a := get("api.example.com", path); a.status != 403 || a.body != want {
			t.Errorf("%s: %d %s, want %s", path, a.status, a.body, want)
		}
	}
	get("api.example.com", "/v2/pets")
	if page := c.do("GET", "/_reel/traffic?limit=1", "").body; !strings.Contains(page, `"error":"no mapping or routing rule of domain name api.example.com leads /v2/pets to an API"`) {
		t.Errorf("no reason for Forbidden in %s", page)
	}
	if a := get("other.example.com", "/v1/pets"); strings.Contains(a.body, "dev") {
		t.Errorf("another name is led there too: %s", a.body)
	}
	if a := c.do("GET", "/execute-api/"+id+"/dev/pets", ""); a.status != 403 || a.body != `{"message":"Forbidden"}` {
		t.Errorf("the disabled endpoint: %d %s", a.status, a.body)
	}
	if a := get("api.example.com", "/_reel/health"); a.status != 200 {
		t.Errorf("reel's pages under the name: %d", a.status)
	}
	// The access log knows by which base path, and the answer by which events.
	must("PATCH", "/restapis/"+id+"/stages/dev", `{"patchOperations":[{"op":"add","path":"/accessLogSettings/destinationArn","value":"arn:aws:logs:us-east-1:000000000000:log-group:x"},`+
		`{"op":"add","path":"/accessLogSettings/format","value":"$context.customDomain.basePathMatched $context.requestId"}]}`)
	a := c.do("GET", "/v1/pets", "", "Host", "api.example.com", "X-Reel-Because", "1")
	if types := c.types(a.header.Get("X-Reel-Because")); !strings.Contains(types, "BasePathMappingCreated StageUpdated") {
		t.Errorf("because of %s", types)
	}
	if page := c.do("GET", "/_reel/traffic?limit=1", "").body; !strings.Contains(page, `"accessLog":"v1 `+a.header.Get("X-Amzn-Requestid")) {
		t.Errorf("no base path in %s", page)
	}
}
