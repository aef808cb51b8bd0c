package gateway_test

import (
	"testing"

	"reel/events/apigateway"
	"reel/http/gateway"
)

func TestGatewayResponses(t *testing.T) {
	const usual = `{"message":$context.error.messageString}`
	json := func(s string) map[string]string { return map[string]string{"application/json": s} }
	own := func(kind, status string, parameters, templates map[string]string) apigateway.GatewayResponse {
		return apigateway.GatewayResponse{ResponseType: kind, StatusCode: status, ResponseParameters: parameters, ResponseTemplates: templates}
	}
	cors := map[string]string{"gatewayresponse.header.Access-Control-Allow-Origin": "'*'", "gatewayresponse.header.X-Path": "context.path",
		"gatewayresponse.header.X-Q": "method.request.querystring.q", "gatewayresponse.header.X-V": "stageVariables.v", "gatewayresponse.header.X-R": "context.resourcePath"}
	for _, tt := range []struct {
		name         string
		own          []apigateway.GatewayResponse
		verb, target string
		accept       string
		status       int
		body         string
		header       map[string]string
	}{
		{"AWS's own", nil, "GET", "/nowhere", "", 403, `{"message":"Missing Authentication Token"}`, map[string]string{"Content-Type": "application/json"}},
		{"headers only", []apigateway.GatewayResponse{own("DEFAULT_4XX", "", cors, json(usual))}, "GET", "/nowhere?q=1", "", 403, `{"message":"Missing Authentication Token"}`,
			map[string]string{"Access-Control-Allow-Origin": "*", "X-Path": "/dev/nowhere", "X-Q": "1", "X-V": "var", "X-R": "", "x-amzn-ErrorType": "MissingAuthenticationTokenException"}},
		{"a status and a template", []apigateway.GatewayResponse{own("MISSING_AUTHENTICATION_TOKEN", "404", nil,
			json(`{"m":$context.error.messageString,"raw":"$context.error.message","t":"$context.error.responseType","s":"$context.stage/$stageVariables.v","none":"$context.nosuch","$":"$method.request.querystring.q","x":"#set($a = 1)$a"}`))},
			"GET", "/nowhere?q=1", "", 404, `{"m":"Missing Authentication Token","raw":"Missing Authentication Token","t":"MISSING_AUTHENTICATION_TOKEN","s":"dev/var","none":"","$":"1","x":"#set($a = 1)$a"}`, nil},
		{"its own before the default", []apigateway.GatewayResponse{own("DEFAULT_4XX", "418", nil, json("no")), own("MISSING_AUTHENTICATION_TOKEN", "403", nil, json("own"))}, "GET", "/nowhere", "", 403, "own", nil},
		{"by Accept", []apigateway.GatewayResponse{own("DEFAULT_4XX", "", nil, map[string]string{"application/json": "{}", "application/xml": "<a/>"})}, "GET", "/nowhere", "application/xml", 403, "<a/>",
			map[string]string{"Content-Type": "application/xml"}},
		{"an Accept that is not there", []apigateway.GatewayResponse{own("DEFAULT_4XX", "", nil, map[string]string{"application/json": "{}", "application/xml": "<a/>"})}, "GET", "/nowhere", "text/html", 403, "{}", nil},
		{"another type's", []apigateway.GatewayResponse{own("DEFAULT_5XX", "599", nil, json("x")), own("THROTTLED", "430", nil, json("x"))}, "GET", "/nowhere", "", 403, `{"message":"Missing Authentication Token"}`, nil},
		{"a 5xx", []apigateway.GatewayResponse{own("DEFAULT_5XX", "599", nil, json("x"))}, "GET", "/broken", "", 599, "x", nil},
		// Recorded on AWS: INTEGRATION_FAILURE shows 504 and answers 500.
		{"an integration's failure", []apigateway.GatewayResponse{own("INTEGRATION_FAILURE", "504", map[string]string{"gatewayresponse.header.a": "'b'"}, json(usual))}, "PUT", "/broken", "", 500,
			`{"message": "Internal server error"}`, map[string]string{"a": "b"}},
		{"a key", []apigateway.GatewayResponse{own("INVALID_API_KEY", "401", nil, json("$context.error.responseType"))}, "POST", "/broken", "", 401, "INVALID_API_KEY", nil},
		{"what is wrong with a body", []apigateway.GatewayResponse{own("BAD_REQUEST_BODY", "422", nil, json(`$context.error.validationErrorString`))}, "PATCH", "/broken", "", 422,
			`[object has missing required properties (["a"])]`, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := newAPI(t)
			a.apply(apigateway.RequestValidatorCreated{RestApiId: apiID, RequestValidator: apigateway.RequestValidator{Id: "val", ValidateRequestBody: true}})
			a.apply(apigateway.ModelCreated{RestApiId: apiID, Model: apigateway.Model{Id: "m", Name: "M", Schema: `{"required":["a"]}`}})
			a.method("GET", "/broken", apigateway.Integration{})
			put := proxyTo("f")
			put.HttpMethod = "GET"
			a.method("PUT", "/broken", put)
			a.method("POST", "/broken", mock("x"), func(m *apigateway.Method) { m.ApiKeyRequired = true })
			a.method("PATCH", "/broken", mock("x"), func(m *apigateway.Method) {
				m.RequestValidatorId, m.RequestModels = "val", map[string]string{"application/json": "M"}
			})
			for _, r := range tt.own {
				a.apply(apigateway.GatewayResponsePut{RestApiId: apiID, GatewayResponse: r})
			}
			a.deploy(map[string]string{"v": "var"})
			c := a.call(tt.verb, tt.target)
			if tt.accept != "" {
				c.Header.Set("Accept", tt.accept)
			}
			r, body := do(t, gateway.New(gateway.Options{}), c)
			if r.Status != tt.status || body != tt.body {
				t.Errorf("got %d %s, want %d %s", r.Status, body, tt.status, tt.body)
			}
			for name, want := range tt.header {
				if got := value(r.Header, name); got != want {
					t.Errorf("%s is %q, want %q", name, got, want)
				}
			}
		})
	}
}
