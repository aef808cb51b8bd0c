package gateway_test

import (
	"context"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"reel/events"
	"reel/events/apigateway"
	"reel/http/gateway"
)

// anonymous is a log without what differs from call to call.
func anonymous(log string) string {
	for _, r := range [][2]string{
		{`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`, "ID"},
		{`(?m)^[A-Z][a-z]{2} [A-Z][a-z]{2} \d\d \d\d:\d\d:\d\d UTC \d{4} : `, "NOW : "},
		{`Root=[^;]*;Parent=[^;]*;Sampled=0`, "TRACE"},
		{`\d+ ms`, "N ms"},
		{`http://127\.0\.0\.1:\d+`, "BACKEND"},
		{`Date=[^=]* GMT`, "Date=DATE"},
	} {
		log = regexp.MustCompile(r[0]).ReplaceAllString(log, r[1])
	}
	return log
}

func testInvoke(t *testing.T, g *gateway.Gateway, a *api, c apigateway.TestInvokeMethod) gateway.TestResult {
	t.Helper()
	c.RestApiId = apiID
	r, err := g.TestInvoke(t.Context(), a.state.World(account, region), c)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func check(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s:\n%s\nwant\n%s", what, got, want)
	}
}

// Recorded on AWS: a MOCK integration has no lines of an endpoint.
func TestTestInvokeOfAMock(t *testing.T) {
	a := newAPI(t)
	a.method("GET", "/pets/{petId}", mock(`$input.params().path and $stageVariables.who at $context.stage$context.path`))
	g := gateway.New(gateway.Options{})
	r := testInvoke(t, g, a, apigateway.TestInvokeMethod{
		ResourceId: a.resource("/pets/{petId}"), HttpMethod: "GET", PathWithQueryString: text("/pets/123?foo=bar"),
		Headers: map[string]string{"x-b": "2", "X-A": "1"}, StageVariables: map[string]string{"who": "ann"},
	})
	const body = "{petId=123} and ann at test-invoke-stage/pets/123"
	check(t, "log", anonymous(r.Log), `Execution log for request ID
NOW : Starting execution for request: ID
NOW : HTTP Method: GET, Resource Path: /pets/123
NOW : Method request path: {petId=123}
NOW : Method request query string: {foo=bar}
NOW : Method request headers: {X-A=1, x-b=2}
NOW : Method request body before transformations: 
NOW : Method response body after transformations: `+body+`
NOW : Method response headers: {Content-Type=application/json}
NOW : Successfully completed execution
NOW : Method completed with status: 200
`)
	if r.Status != 200 || r.Body != body || len(r.Headers) != 1 || r.Headers["Content-Type"] != "application/json" ||
		len(r.MultiValueHeaders["Content-Type"]) != 1 || r.Latency < 0 {
		t.Errorf("got %+v", r)
	}
}

// Recorded on AWS: a path that does not match binds nothing, and the template of
// the path stands in for one that is left out.
func TestTestInvokeTakesAnyPath(t *testing.T) {
	a := newAPI(t)
	a.method("ANY", "/pets/{petId}", mock(`$input.params('petId') $context.path`))
	g := gateway.New(gateway.Options{})
	for _, tt := range []struct {
		verb   string
		target *string
		want   string
	}{
		{"GET", text("/pets/123"), "123 /pets/123"},
		{"PUT", text("pets/123?a=b"), "123 /pets/123"},
		{"GET", text("/test"), " /test"},
		{"GET", nil, "{petId} /pets/{petId}"},
		{"GET", text(""), "{petId} /pets/{petId}"},
		{"ANY", text("/pets/%zz"), "%zz /pets/%zz"},
	} {
		r := testInvoke(t, g, a, apigateway.TestInvokeMethod{ResourceId: a.resource("/pets/{petId}"), HttpMethod: tt.verb, PathWithQueryString: tt.target})
		if r.Body != tt.want {
			t.Errorf("%s %v: got %q, want %q", tt.verb, tt.target, r.Body, tt.want)
		}
	}
}

func TestTestInvokeTellsOfTheEndpoint(t *testing.T) {
	b := newBackend(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain")
		w.WriteHeader(201)
		_, _ = w.Write([]byte("made"))
	})
	a := newAPI(t)
	a.method("POST", "/pets", apigateway.Integration{Type: "HTTP", HttpMethod: "POST", Uri: b.URL + "/x", PassthroughBehavior: "WHEN_NO_MATCH",
		RequestTemplates:     map[string]*string{"application/json": text(`{"sent":$input.json('$')}`)},
		IntegrationResponses: map[string]*apigateway.IntegrationResponse{"201": {StatusCode: "201", SelectionPattern: text("201")}}})
	a.method("GET", "/pets", apigateway.Integration{Type: "HTTP", HttpMethod: "GET", Uri: b.URL + "/x"})
	g := gateway.New(gateway.Options{})
	r := testInvoke(t, g, a, apigateway.TestInvokeMethod{ResourceId: a.resource("/pets"), HttpMethod: "POST", Body: text(`{"a":1}`)})
	check(t, "log", anonymous(r.Log), `Execution log for request ID
NOW : Starting execution for request: ID
NOW : HTTP Method: POST, Resource Path: /pets
NOW : Method request path: {}
NOW : Method request query string: {}
NOW : Method request headers: {}
NOW : Method request body before transformations: {"a":1}
NOW : Endpoint request URI: BACKEND/x
NOW : Endpoint request headers: {Accept=application/json, User-Agent=AmazonAPIGateway_`+apiID+`, X-Amzn-Trace-Id=TRACE, x-amzn-apigateway-api-id=`+apiID+`}
NOW : Endpoint request body after transformations: {"sent":{"a":1}}
NOW : Sending request to BACKEND/x
NOW : Received response. Status: 201, Integration latency: N ms
NOW : Endpoint response headers: {Content-Length=4, Content-Type=text/plain, Date=DATE}
NOW : Endpoint response body before transformations: made
NOW : Method response body after transformations: made
NOW : Method response headers: {Content-Type=application/json, X-Amzn-Trace-Id=TRACE}
NOW : Successfully completed execution
NOW : Method completed with status: 201
`)
	r = testInvoke(t, g, a, apigateway.TestInvokeMethod{ResourceId: a.resource("/pets"), HttpMethod: "GET"})
	if want := " : Execution failed due to configuration error: No match for output mapping and no default output mapping configured. Endpoint Response Status Code: 201\n"; r.Status != 500 || !strings.Contains(r.Log, want) {
		t.Errorf("got %d %s, want %s", r.Status, r.Log, want)
	}
	long := testInvoke(t, g, a, apigateway.TestInvokeMethod{ResourceId: a.resource("/pets"), HttpMethod: "POST", Body: text(`"` + strings.Repeat("x", 3000) + `"`)})
	if !strings.Contains(long.Log, "xxx [TRUNCATED]\n") || len(long.Log) > 6000 {
		t.Errorf("a long body is not cut: %d", len(long.Log))
	}
}

// Recorded on AWS: the headers of a failure are the type of the error alone.
func TestTestInvokeThatFails(t *testing.T) {
	a := newAPI(t)
	a.method("GET", "/", apigateway.Integration{Type: "HTTP", HttpMethod: "GET", Uri: "http://127.0.0.1:1/"})
	r := testInvoke(t, gateway.New(gateway.Options{}), a, apigateway.TestInvokeMethod{ResourceId: "root", HttpMethod: "GET"})
	if r.Status != 500 || len(r.Headers) != 1 || r.Headers["x-amzn-ErrorType"] != "InternalServerErrorException" || r.Body != `{"message": "Internal server error"}` {
		t.Errorf("got %+v", r)
	}
	if want := "NOW : Execution failed due to configuration error: Invalid endpoint address\nNOW : Method completed with status: 500\n"; !strings.HasSuffix(anonymous(r.Log), want) {
		t.Errorf("log %s, want it to end with %s", r.Log, want)
	}
}

// Recorded on AWS: the event of a test has no header but those that are given.
func TestTestInvokeOfAFunction(t *testing.T) {
	var event string
	functions := newFunctions(t, map[string]func(context.Context, []byte) ([]byte, error){
		"f": func(_ context.Context, e []byte) ([]byte, error) {
			event = string(e)
			return []byte(`{"statusCode":200,"body":"hi"}`), nil
		},
		"bad": func(context.Context, []byte) ([]byte, error) { return []byte(`"hi"`), nil },
	})
	a := newAPI(t)
	a.method("GET", "/", proxyTo("f"), func(m *apigateway.Method) { m.ApiKeyRequired, m.AuthorizationType = true, "AWS_IAM" })
	a.method("PUT", "/", proxyTo("bad"))
	g := gateway.New(gateway.Options{Functions: functions})
	r := testInvoke(t, g, a, apigateway.TestInvokeMethod{ResourceId: "root", HttpMethod: "GET"})
	if r.Status != 200 || r.Body != "hi" {
		t.Errorf("got %+v", r)
	}
	for _, want := range []string{`"headers":null,"multiValueHeaders":null`, `"stage":"test-invoke-stage"`, `"domainPrefix":"testPrefix"`, `"domainName":"testPrefix.testDomainName"`,
		`"sourceIp":"test-invoke-source-ip"`, `"apiKey":"test-invoke-api-key"`, `"path":"/","accountId"`} {
		if !strings.Contains(event, want) {
			t.Errorf("the event lacks %s: %s", want, event)
		}
	}
	if want := "Sending request to https://lambda.us-east-1.amazonaws.com/2015-03-31/functions/arn:aws:lambda:us-east-1:111122223333:function:f/invocations\n"; !strings.Contains(r.Log, want) {
		t.Errorf("log %s, want %s", r.Log, want)
	}
	r = testInvoke(t, g, a, apigateway.TestInvokeMethod{ResourceId: "root", HttpMethod: "PUT"})
	if want := "Execution failed due to configuration error: Malformed Lambda proxy response\n"; r.Status != 502 || !strings.Contains(r.Log, want) {
		t.Errorf("got %d %s, want %s", r.Status, r.Log, want)
	}
}

func TestTestInvokeIsRefused(t *testing.T) {
	a := newAPI(t)
	a.method("GET", "/", mock("hi"))
	g := gateway.New(gateway.Options{})
	for _, tt := range []struct {
		c    apigateway.TestInvokeMethod
		want string
	}{
		{apigateway.TestInvokeMethod{RestApiId: "nosuchapi0", ResourceId: "root", HttpMethod: "GET"}, "Invalid Resource identifier specified"},
		{apigateway.TestInvokeMethod{RestApiId: apiID, ResourceId: "nosuch", HttpMethod: "GET"}, "Invalid Resource identifier specified"},
		{apigateway.TestInvokeMethod{RestApiId: apiID, ResourceId: "root", HttpMethod: "PUT"}, "Invalid Method identifier specified"},
		{apigateway.TestInvokeMethod{RestApiId: apiID, ResourceId: "root", HttpMethod: "GET", ClientCertificateId: text("nosuch")}, "Invalid Client Certificate identifier specified"},
	} {
		_, err := g.TestInvoke(t.Context(), a.state.World(account, region), tt.c)
		if r := events.Refusal(err); r == nil || r.Message != tt.want {
			t.Errorf("%+v: got %v, want %s", tt.c, err, tt.want)
		}
	}
}
