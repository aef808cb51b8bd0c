package gateway_test

import (
	"encoding/json"
	"testing"

	"reel/events/apigateway"
	"reel/http/gateway"
)

// message is the message of an answer.
func message(t testing.TB, body string) string {
	t.Helper()
	var m struct{ Message string }
	if err := json.Unmarshal([]byte(body), &m); err != nil {
		t.Errorf("the answer %q is not JSON: %v", body, err)
	}
	return m.Message
}

// A MOCK integration needs a whole number as statusCode in what its request
// template comes to; relaxed JSON will do. It chooses the integration response.
func TestMockChoosesByStatusCode(t *testing.T) {
	responses := map[string]*apigateway.IntegrationResponse{
		"200": {StatusCode: "200", ResponseTemplates: map[string]*string{"application/json": text(`"fine"`)}},
		"404": {StatusCode: "404", SelectionPattern: text("404"), ResponseTemplates: map[string]*string{"application/json": text(`"gone"`)}},
		"502": {StatusCode: "502", SelectionPattern: text(`5\d{2}`)},
	}
	tests := []struct {
		name, template string
		status         int
		body           string
	}{
		{"a number", `{"statusCode": 200}`, 200, `"fine"`},
		{"another number", `{"statusCode":404}`, 404, `"gone"`},
		{"a pattern, and no response template", `{"statusCode": 503}`, 502, ""},
		{"no pattern matches: the default", `{"statusCode": 418}`, 200, `"fine"`},
		{"a bare name", `{statusCode: 404}`, 404, `"gone"`},
		{"single quotes", `{'statusCode': 404}`, 404, `"gone"`},
		{"other members", `{"a": {"statusCode": 1}, "b": ["}", 'x:y'], c: null, "statusCode" : 404, "d": -1.5e3}`, 404, `"gone"`},
		{"a trailing comma", `{"statusCode": 404,}`, 404, `"gone"`},
		{"text is no number", `{"statusCode": "200"}`, 500, ""},
		{"a fraction is none", `{"statusCode": 200.5}`, 500, ""},
		{"nothing", `{}`, 500, ""},
		{"no object", `statusCode: 200`, 500, ""},
		{"cut off", `{"statusCode": 200`, 500, ""},
		{"a giant number", `{"statusCode": 99999999999999999999}`, 500, ""},
		{"not the outermost object's", `{"x": {"statusCode": 200}}`, 500, ""},
	}
	g := gateway.New(gateway.Options{})
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := newAPI(t)
			a.method("GET", "/", apigateway.Integration{Type: "MOCK", RequestTemplates: map[string]*string{"application/json": text(tt.template)}, IntegrationResponses: responses})
			a.deploy(nil)
			r, body := do(t, g, a.call("GET", "/"))
			if r.Status == 500 {
				if got := message(t, body); tt.status != 500 || got != "Internal server error" {
					t.Errorf("got 500 %q, want %d", got, tt.status)
				}
				return
			}
			if r.Status != tt.status || body != tt.body {
				t.Errorf("got %d %q, want %d %q", r.Status, body, tt.status, tt.body)
			}
		})
	}
}

// Which request template is taken, and what happens without one
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/integration-passthrough-behaviors.html).
func TestPassthroughBehavior(t *testing.T) {
	const json404 = `{"statusCode": 404}`
	tests := []struct {
		name, behavior, template, contentType, body string
		status                                      int
	}{
		{"the template of the type", "NEVER", "application/json", "application/json", "x", 200},
		{"no type means JSON", "NEVER", "application/json", "", "x", 200},
		{"parameters of the type are looked past", "NEVER", "application/json", "application/json; charset=utf-8", "x", 200},
		{"WHEN_NO_MATCH passes the body", "WHEN_NO_MATCH", "application/json", "text/plain", json404, 404},
		{"WHEN_NO_TEMPLATES refuses when there is one", "WHEN_NO_TEMPLATES", "application/json", "text/plain", json404, 415},
		{"WHEN_NO_TEMPLATES passes when there is none", "WHEN_NO_TEMPLATES", "", "text/plain", json404, 404},
		{"NEVER refuses", "NEVER", "application/json", "text/plain", json404, 415},
		{"NEVER refuses without any template", "NEVER", "", "application/json", json404, 415},
	}
	g := gateway.New(gateway.Options{})
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			i := apigateway.Integration{Type: "MOCK", PassthroughBehavior: tt.behavior, IntegrationResponses: map[string]*apigateway.IntegrationResponse{
				"200": {StatusCode: "200"}, "404": {StatusCode: "404", SelectionPattern: text("404")}}}
			if tt.template != "" {
				i.RequestTemplates = map[string]*string{tt.template: text(`{"statusCode": 200}`)}
			}
			a := newAPI(t)
			a.method("POST", "/", i)
			a.deploy(nil)
			if r, _ := do(t, g, withBody(a.call("POST", "/"), tt.contentType, tt.body)); r.Status != tt.status {
				t.Errorf("got %d, want %d", r.Status, tt.status)
			}
		})
	}
}

// The response template is the one that the client accepts, else JSON's, else the first.
func TestResponseTemplates(t *testing.T) {
	both := map[string]*string{"application/json": text("json"), "application/xml": text("xml")}
	tests := []struct {
		name, accept string
		templates    map[string]*string
		want         string
	}{
		{"accepted", "application/xml", both, "xml"},
		{"not accepted", "text/plain", both, "json"},
		{"no Accept", "", both, "json"},
		{"the first when there is no JSON", "", map[string]*string{"text/b": text("b"), "text/a": text("a")}, "a"},
		{"none passes the backend's body, which is empty", "", nil, ""},
		{"one that was given empty is none", "", map[string]*string{"application/json": nil}, ""},
	}
	g := gateway.New(gateway.Options{})
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			i := mock("")
			i.IntegrationResponses["200"].ResponseTemplates = tt.templates
			a := newAPI(t)
			a.method("GET", "/", i)
			a.deploy(nil)
			c := a.call("GET", "/")
			if tt.accept != "" {
				c.Header.Set("Accept", tt.accept)
			}
			r, body := do(t, g, c)
			if body != tt.want || value(r.Header, "Content-Type") != "application/json" {
				t.Errorf("got %q as %s, want %q", body, value(r.Header, "Content-Type"), tt.want)
			}
		})
	}
}

// CORS as people set it up: MOCK on OPTIONS with fixed headers.
func TestMockMapsHeaders(t *testing.T) {
	i := mock("")
	i.IntegrationResponses["200"].ResponseParameters = map[string]string{
		"method.response.header.Access-Control-Allow-Origin":  "'*'",
		"method.response.header.Access-Control-Allow-Methods": "'GET,OPTIONS'",
		"method.response.header.content-type":                 "'text/plain'",
		"method.response.header.x-stage":                      "stageVariables.name",
		"method.response.header.x-unset":                      "stageVariables.other",
		"method.response.header.x-api":                        "context.apiId",
		"method.response.header.x-from":                       "context.identity.sourceIp",
		"method.response.header.x-nothing":                    "integration.response.header.X-None",
		"method.response.header.Server":                       "'mine'",
		"method.response.header.Connection":                   "'upgrade'",
		"method.response.header.WWW-Authenticate":             "'Basic'",
		"method.response.header.Transfer-Encoding":            "'chunked'",
	}
	a := newAPI(t)
	a.method("OPTIONS", "/", i)
	a.deploy(map[string]string{"name": "blue"})
	r, _ := do(t, gateway.New(gateway.Options{}), a.call("OPTIONS", "/"))
	delete(r.Header, "x-amzn-RequestId")
	delete(r.Header, "x-amz-apigw-id")
	want := map[string]string{
		"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Methods": "GET,OPTIONS", "Content-Type": "text/plain",
		"x-stage": "blue", "x-api": apiID, "x-from": "192.0.2.7", "x-amzn-Remapped-Server": "mine",
		"x-amzn-Remapped-Connection": "upgrade", "x-amzn-Remapped-WWW-Authenticate": "Basic",
	}
	for name, w := range want {
		if got := value(r.Header, name); got != w {
			t.Errorf("%s is %q, want %q", name, got, w)
		}
	}
	if len(r.Header) != len(want) {
		t.Errorf("the answer has more headers than that: %v", r.Header)
	}
}
