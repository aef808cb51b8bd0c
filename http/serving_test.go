package http_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// A restAPI is made by management calls and called by its stage's URL.
type restAPI struct {
	client
	id    string
	paths map[string]string // path to resource id
}

func newRestAPI(c client, members string) *restAPI {
	c.Helper()
	made := c.ok("POST", "/restapis", `{"name":"served"`+members+`}`)
	return &restAPI{client: c, id: field(c, made, "id"), paths: map[string]string{"/": field(c, made, "rootResourceId")}}
}

func (a *restAPI) at(path string) string { return "/restapis/" + a.id + path }

func (a *restAPI) resource(path string) string {
	a.Helper()
	if id := a.paths[path]; id != "" {
		return id
	}
	i := strings.LastIndexByte(path, '/')
	made := a.ok("POST", a.at("/resources/"+a.resource(path[:max(i, 1)])), `{"pathPart":"`+path[i+1:]+`"}`)
	a.paths[path] = field(a, made, "id")
	return a.paths[path]
}

// method puts a method, its integration and, for what is no proxy, a default answer.
func (a *restAPI) method(verb, path, method, integration string, answers ...string) {
	a.Helper()
	at := a.at("/resources/" + a.resource(path) + "/methods/" + verb)
	if method == "" {
		method = `{"authorizationType":"NONE"}`
	}
	a.ok("PUT", at, method)
	a.ok("PUT", at+"/integration", integration)
	for _, answer := range answers {
		a.ok("PUT", at+"/responses/200", `{}`)
		a.ok("PUT", at+"/integration/responses/200", answer)
	}
}

func (a *restAPI) deploy() *restAPI {
	a.Helper()
	a.ok("POST", a.at("/deployments"), `{"stageName":"dev"}`)
	return a
}

func (a *restAPI) call(verb, path, body string, headers ...string) answer {
	a.Helper()
	return a.do(verb, "/execute-api/"+a.id+"/dev"+path, body, headers...)
}

const (
	mockOK       = `{"type":"MOCK","requestTemplates":{"application/json":"{\"statusCode\":200}"}}`
	lambdaPrefix = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:"
)

func proxy(function string) string {
	return `{"type":"AWS_PROXY","httpMethod":"POST","uri":"` + lambdaPrefix + function + `/invocations"}`
}

// What a REST API answers for itself, at the front door. Recorded on AWS, but where
// a line says otherwise.
func TestWhatARestAPIAnswersForItself(t *testing.T) {
	c := open(t)
	for name, h := range map[string]func(context.Context, []byte) ([]byte, error){
		"zero":  func(context.Context, []byte) ([]byte, error) { return []byte(`{"statusCode":0}`), nil },
		"fails": func(context.Context, []byte) ([]byte, error) { return nil, fmt.Errorf("boom") },
		"guard": func(context.Context, []byte) ([]byte, error) {
			return []byte(`{"principalId":"ann","policyDocument":{"Statement":[{"Action":"*","Effect":"Deny","Resource":"*"}]}}`), nil
		},
	} {
		if err := c.Functions.Handle(name, h); err != nil {
			t.Fatal(err)
		}
	}
	a := newRestAPI(c, "")
	all := field(t, c.ok("POST", a.at("/requestvalidators"), `{"name":"all","validateRequestBody":true,"validateRequestParameters":true}`), "id")
	guard := field(t, c.ok("POST", a.at("/authorizers"), `{"name":"guard","type":"TOKEN","identitySource":"method.request.header.Auth","authorizerUri":"`+lambdaPrefix+`guard/invocations"}`), "id")
	c.ok("POST", a.at("/models"), `{"name":"Pet","contentType":"application/json","schema":"{\"type\":\"object\",\"required\":[\"name\"]}"}`)
	a.method("GET", "/fine", "", mockOK, `{"responseTemplates":{"application/json":"fine"}}`)
	a.method("ANY", "/valid/{issuer}", `{"authorizationType":"NONE","requestValidatorId":"`+all+`","requestModels":{"application/json":"Pet"},"requestParameters":{"method.request.querystring.qs1":true,"method.request.header.X-Header-Param":true,"method.request.path.issuer":true}}`, mockOK, `{}`)
	a.method("GET", "/letters", `{"authorizationType":"NONE","requestValidatorId":"`+all+`","requestParameters":{"method.request.header.x-header-param":true}}`, mockOK, `{}`)
	a.method("POST", "/empty", `{"authorizationType":"NONE","requestValidatorId":"`+all+`"}`, mockOK, `{}`)
	a.method("GET", "/key", `{"authorizationType":"NONE","apiKeyRequired":true}`, mockOK, `{}`)
	a.method("GET", "/guarded", `{"authorizationType":"CUSTOM","authorizerId":"`+guard+`"}`, mockOK, `{}`)
	a.method("GET", "/nostatus", "", `{"type":"MOCK","requestTemplates":{"application/json":"{}"}}`, `{}`)
	a.method("GET", "/zero", "", proxy("zero"))
	a.method("GET", "/fails", "", proxy("fails"))
	a.method("GET", "/unset", "", `{"type":"HTTP_PROXY","httpMethod":"GET","uri":"http://${stageVariables.nobody}/"}`)
	a.method("GET", "/get", "", strings.Replace(proxy("zero"), "POST", "GET", 1))
	a.deploy()
	const internal = `{"message": "Internal server error"}`
	for _, tt := range []struct {
		verb, path, body string
		headers          []string
		status           int
		errorType, want  string
	}{
		{"GET", "/nowhere", "", nil, 403, "MissingAuthenticationTokenException", `{"message":"Missing Authentication Token"}`},
		{"PUT", "/fine", "", nil, 403, "MissingAuthenticationTokenException", `{"message":"Missing Authentication Token"}`},
		{"GET", "/nowhere", "", []string{"Authorization", "Bearer abc"}, 403, "IncompleteSignatureException", `{"message":"'abc' not a valid key=value pair (missing equal-sign) in Authorization header: 'Bearer abc'."}`},
		{"POST", "/valid/a", `{}`, nil, 400, "BadRequestException", `{"message":"Missing required request parameters: [X-Header-Param, qs1]"}`},
		{"POST", "/valid/a?qs1=1", `{}`, []string{"X-Header-Param", "1"}, 400, "BadRequestException", `{"message":"Invalid request body"}`},
		{"GET", "/valid/a?qs1=1", ``, []string{"X-Header-Param", "1"}, 400, "BadRequestException", `{"message":"Invalid request body"}`}, // no body is {}
		{"POST", "/valid/a?qs1=1", `{"name":"x"}`, []string{"X-Header-Param", "1"}, 200, "", ""},
		{"POST", "/empty", `[]`, []string{"Content-Type", "application/json"}, 400, "BadRequestException", `{"message":"Invalid request body"}`}, // by the model Empty
		{"POST", "/empty", ``, nil, 200, "", ""},
		{"GET", "/letters", "", []string{"X-Header-Param", "1"}, 400, "BadRequestException", `{"message":"Missing required request parameters: [x-header-param]"}`},
		{"GET", "/key", "", nil, 403, "ForbiddenException", `{"message":"Forbidden"}`},
		{"GET", "/guarded", "", nil, 401, "UnauthorizedException", `{"message":"Unauthorized"}`},
		{"GET", "/guarded", "", []string{"Auth", "x"}, 403, "AccessDeniedException", `{"Message":"User is not authorized to access this resource with an explicit deny"}`},
		{"GET", "/nostatus", "", nil, 500, "InternalServerErrorException", internal},
		{"GET", "/zero", "", nil, 502, "InternalServerErrorException", internal},
		{"GET", "/fails", "", nil, 502, "InternalServerErrorException", internal},
		{"GET", "/unset", "", nil, 500, "InternalServerErrorException", internal},
		{"GET", "/get", "", nil, 500, "InternalServerErrorException", internal},
		{"GET", "/fine/", "", nil, 200, "", "fine"},
	} {
		got := a.call(tt.verb, tt.path, tt.body, tt.headers...)
		if got.status != tt.status || got.body != tt.want || got.header.Get("x-amzn-ErrorType") != tt.errorType {
			t.Errorf("%s %s %s: %d %s %s, want %d %s %s", tt.verb, tt.path, tt.body, got.status, got.header.Get("x-amzn-ErrorType"), got.body, tt.status, tt.errorType, tt.want)
		}
		if id := got.header.Get("X-Amzn-Requestid"); len(id) != 36 || len(got.header.Get("X-Amz-Apigw-Id")) != 16 || got.header.Get("X-Amzn-Trace-Id") != "" {
			t.Errorf("%s %s: the ids are %v", tt.verb, tt.path, got.header)
		}
	}
	if got := c.do("GET", "/execute-api/"+a.id+"/prod/fine", ""); got.status != 403 || got.body != `{"message":"Forbidden"}` || got.header.Get("x-amzn-ErrorType") != "ForbiddenException" {
		t.Errorf("an unknown stage: %d %s", got.status, got.body)
	}
}

// CORS as people set it up, by the guide: MOCK on OPTIONS with response parameters,
// the function's or a mapping's header on the rest, and gateway responses for what
// the gateway itself refuses.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html
func TestCORSAsPeopleSetItUp(t *testing.T) {
	c := open(t)
	a := newRestAPI(c, "")
	if err := c.Functions.Handle("f", func(context.Context, []byte) ([]byte, error) {
		return []byte(`{"statusCode":200,"headers":{"Access-Control-Allow-Origin":"https://example.com","Access-Control-Allow-Credentials":true},"body":"from the function"}`), nil
	}); err != nil {
		t.Fatal(err)
	}
	headers := func(kind string) string {
		return `{"` + kind + `.header.Access-Control-Allow-Headers":"'Content-Type,Authorization'","` + kind + `.header.Access-Control-Allow-Methods":"'GET,OPTIONS'","` + kind + `.header.Access-Control-Allow-Origin":"'https://example.com'"}`
	}
	a.method("GET", "/pets", "", proxy("f"))
	a.method("POST", "/pets", `{"authorizationType":"NONE","apiKeyRequired":true}`, mockOK, `{"responseParameters":{}}`)
	a.method("OPTIONS", "/pets", "", mockOK)
	at := a.at("/resources/" + a.resource("/pets") + "/methods/OPTIONS")
	c.ok("PUT", at+"/responses/200", `{"responseParameters":{"method.response.header.Access-Control-Allow-Headers":true,"method.response.header.Access-Control-Allow-Methods":true,"method.response.header.Access-Control-Allow-Origin":true}}`)
	c.ok("PUT", at+"/integration/responses/200", `{"responseParameters":`+headers("method.response")+`}`)
	for _, kind := range []string{"DEFAULT_4XX", "DEFAULT_5XX"} {
		c.ok("PUT", a.at("/gatewayresponses/"+kind), `{"responseParameters":`+headers("gatewayresponse")+`}`)
	}
	a.deploy()
	for _, tt := range []struct {
		verb, path string
		status     int
		methods    string
		body       string
	}{
		{"OPTIONS", "/pets", 200, "GET,OPTIONS", ""},
		{"GET", "/pets", 200, "", "from the function"},
		{"POST", "/pets", 403, "GET,OPTIONS", `{"message":"Forbidden"}`},
		{"GET", "/nowhere", 403, "GET,OPTIONS", `{"message":"Missing Authentication Token"}`},
		{"OPTIONS", "/nowhere", 403, "GET,OPTIONS", `{"message":"Missing Authentication Token"}`},
	} {
		got := a.call(tt.verb, tt.path, "", "Origin", "https://example.com", "Access-Control-Request-Method", "GET")
		if got.status != tt.status || got.body != tt.body || got.header.Get("Access-Control-Allow-Origin") != "https://example.com" || got.header.Get("Access-Control-Allow-Methods") != tt.methods {
			t.Errorf("%s %s: %d %s %v", tt.verb, tt.path, got.status, got.body, got.header)
		}
	}
}

// The hosts of private APIs: the API with its endpoint, or the endpoint and a header.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-api-test-invoke-url.html
func TestHostsOfPrivateAPIs(t *testing.T) {
	c := open(t)
	a := newRestAPI(c, "")
	a.method("GET", "/fine", "", mockOK, `{"responseTemplates":{"application/json":"fine"}}`)
	a.deploy()
	const endpoint = "vpce-0123456789abcdef0-abcd1234.execute-api.us-east-1.vpce.amazonaws.com"
	for _, headers := range [][]string{
		{"Host", a.id + "-vpce-0123456789abcdef0.execute-api.us-east-1.amazonaws.com"},
		{"Host", endpoint, "x-apigw-api-id", a.id},
	} {
		if got := c.do("GET", "/dev/fine", "", headers...); got.status != 200 || got.body != "fine" {
			t.Errorf("%v: %d %s", headers, got.status, got.body)
		}
	}
	if got := c.do("GET", "/dev/fine", "", "Host", endpoint); got.status != 403 || got.body == "fine" {
		t.Errorf("without an API: %d %s", got.status, got.body)
	}
	if got := c.do("GET", "/dev/fine", "", "x-apigw-api-id", a.id); got.body == "fine" {
		t.Error("the header leads there from any host")
	}
}

// What a backend's answer comes to at the client's side of the socket: AWS always says
// how long it is.
func TestAnswersSayHowLongTheyAre(t *testing.T) {
	c := open(t)
	b := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, strings.Repeat("x", 100_000))
	}))
	t.Cleanup(b.Close)
	a := newRestAPI(c, "")
	a.method("GET", "/", "", `{"type":"HTTP","httpMethod":"GET","uri":"`+b.URL+`"}`, `{"responseTemplates":{"application/json":"$input.body"}}`)
	a.method("DELETE", "/", "", strings.Replace(mockOK, "200", "204", 1))
	a.ok("PUT", a.at("/resources/"+a.resource("/")+"/methods/DELETE/responses/204"), `{}`)
	a.ok("PUT", a.at("/resources/"+a.resource("/")+"/methods/DELETE/integration/responses/204"), `{"responseTemplates":{"application/json":"a body"}}`)
	a.deploy()
	if got := a.call("GET", "/", ""); got.status != 200 || got.header.Get("Content-Length") != "100000" {
		t.Errorf("got %d %v", got.status, got.header)
	}
	if got := a.call("DELETE", "/", ""); got.status != 204 || got.body != "" || got.header["Content-Length"] != nil {
		t.Errorf("no content: %d %q %v", got.status, got.body, got.header)
	}
}
