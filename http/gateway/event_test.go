package gateway_test

import (
	"bytes"
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"reel/events/apigateway"
	"reel/http/gateway"
)

func echoing(t testing.TB) (g *gateway.Gateway, last func() map[string]any) {
	var event []byte
	functions := newFunctions(t, map[string]func(context.Context, []byte) ([]byte, error){
		"echo": func(_ context.Context, e []byte) ([]byte, error) {
			event = bytes.Clone(e)
			return []byte(`{"statusCode": 200}`), nil
		},
	})
	return gateway.New(gateway.Options{Functions: functions, Now: func() time.Time { return time.UnixMilli(1428582896123) }}), func() map[string]any {
		var out map[string]any
		if err := json.Unmarshal(event, &out); err != nil {
			t.Fatalf("the event is %s: %v", event, err)
		}
		return out
	}
}

func TestTheProxyEvent(t *testing.T) {
	g, last := echoing(t)
	a := newAPI(t)
	a.method("ANY", "/pets/{proxy+}", proxyTo("echo"))
	a.deploy(map[string]string{"colour": "blue"})
	c := withBody(a.call("POST", "/pets/test%2Balias@gmail.com/x/?email=a%2Bb&plus=a+b&n=1&n=2&empty&bad=%zz"), "application/json", `{"a":"<é>"}`)
	c.Host = apiID + ".execute-api.us-east-1.localhost:4566"
	c.Header["X-Many"] = []string{"one", "two"}
	c.Header.Set("User-Agent", "curl/8")
	c.Header.Set("Authorization", "random")
	c.Header.Set("Test-Header", "aValUE")
	c.Header.Set("X-Forwarded-For", "203.0.113.9")
	c.Header.Set("Max-Forwards", "3")
	c.RawHeader = []byte("POST / HTTP/1.1\r\ntEsT-HEADeR: aValUE\r\nauthorization: random\r\nuser-agent: curl/8\r\nx-forwarded-for: 203.0.113.9")
	r, _ := do(t, g, c)
	if r.Status != 200 {
		t.Fatalf("got %d", r.Status)
	}
	got := last()
	headers := got["headers"].(map[string]any)
	trace, _ := headers["X-Amzn-Trace-Id"].(string)
	if !strings.HasPrefix(trace, "Root=1-") || strings.Contains(trace, ";") {
		t.Errorf("X-Amzn-Trace-Id is %q", trace)
	}
	want := `{
	  "resource": "/pets/{proxy+}", "path": "/pets/test%2Balias@gmail.com/x/", "httpMethod": "POST",
	  "headers": {"Authorization": "random", "Content-Type": "application/json", "Host": "abc123defg.execute-api.us-east-1.localhost:4566",
	    "User-Agent": "curl/8", "X-Amzn-Trace-Id": "` + trace + `", "X-Forwarded-For": "203.0.113.9, 192.0.2.7", "X-Forwarded-Port": "4566",
	    "X-Forwarded-Proto": "http", "X-Many": "two", "tEsT-HEADeR": "aValUE"},
	  "multiValueHeaders": {"Authorization": ["random"], "Content-Type": ["application/json"], "Host": ["abc123defg.execute-api.us-east-1.localhost:4566"],
	    "User-Agent": ["curl/8"], "X-Amzn-Trace-Id": ["` + trace + `"], "X-Forwarded-For": ["203.0.113.9, 192.0.2.7"], "X-Forwarded-Port": ["4566"],
	    "X-Forwarded-Proto": ["http"], "X-Many": ["one", "two"], "tEsT-HEADeR": ["aValUE"]},
	  "queryStringParameters": {"email": "a+b", "plus": "a b", "n": "2", "empty": "", "bad": "%zz"},
	  "multiValueQueryStringParameters": {"email": ["a+b"], "plus": ["a b"], "n": ["1", "2"], "empty": [""], "bad": ["%zz"]},
	  "pathParameters": {"proxy": "test%2Balias@gmail.com/x"}, "stageVariables": {"colour": "blue"},
	  "requestContext": {"accountId": "111122223333", "apiId": "abc123defg", "deploymentId": "dep1",
	    "domainName": "abc123defg.execute-api.us-east-1.localhost:4566", "domainPrefix": "abc123defg",
	    "extendedRequestId": "` + value(r.Header, "x-amz-apigw-id") + `", "httpMethod": "POST",
	    "identity": {"accessKey": null, "accountId": null, "caller": null, "cognitoAuthenticationProvider": null, "cognitoAuthenticationType": null,
	      "cognitoIdentityId": null, "cognitoIdentityPoolId": null, "principalOrgId": null, "sourceIp": "192.0.2.7", "user": null, "userAgent": "curl/8", "userArn": null},
	    "path": "/dev/pets/test%2Balias@gmail.com/x/", "protocol": "HTTP/1.1", "requestId": "` + value(r.Header, "x-amzn-RequestId") + `",
	    "requestTime": "09/Apr/2015:12:34:56 +0000", "requestTimeEpoch": 1428582896123, "resourceId": "` + a.byID["/pets/{proxy+}"] + `",
	    "resourcePath": "/pets/{proxy+}", "stage": "dev"},
	  "body": "{\"a\":\"<é>\"}", "isBase64Encoded": false}`
	compare(t, got, want)
}

func TestTheProxyEventOfABareCall(t *testing.T) {
	g, last := echoing(t)
	a := newAPI(t)
	a.method("GET", "/", proxyTo("echo"))
	a.deploy(nil)
	do(t, g, a.call("GET", "/"))
	got := last()
	want := []string{"body", "headers", "httpMethod", "isBase64Encoded", "multiValueHeaders", "multiValueQueryStringParameters", "path",
		"pathParameters", "queryStringParameters", "requestContext", "resource", "stageVariables"}
	if keys := slices.Sorted(maps.Keys(got)); !slices.Equal(keys, want) {
		t.Errorf("the event has %v, want %v", keys, want)
	}
	for _, name := range []string{"body", "multiValueQueryStringParameters", "pathParameters", "queryStringParameters", "stageVariables"} {
		if got[name] != nil {
			t.Errorf("%s is %v, want null", name, got[name])
		}
	}
	c := got["requestContext"].(map[string]any)
	if got["path"] != "/" || c["path"] != "/dev/" || c["domainPrefix"] != apiID || c["identity"].(map[string]any)["userAgent"] != nil {
		t.Errorf("path %v, requestContext %v", got["path"], c)
	}
}

func compare(t *testing.T, got any, want string) {
	t.Helper()
	var w any
	if err := json.Unmarshal([]byte(want), &w); err != nil {
		t.Fatal(err)
	}
	g, _ := json.MarshalIndent(got, "", " ")
	e, _ := json.MarshalIndent(w, "", " ")
	if !bytes.Equal(g, e) {
		t.Errorf("got %s\nwant %s", g, e)
	}
}

func TestSlashesInTheProxyEvent(t *testing.T) {
	g, last := echoing(t)
	a := newAPI(t)
	a.method("GET", "/{proxy+}", proxyTo("echo"))
	a.method("GET", "/hardcoded", proxyTo("echo"))
	a.deploy(nil)
	for _, tt := range []struct{ path, event, context, proxy string }{
		{"/a", "/a", "/dev/a", "a"},
		{"/a/", "/a/", "/dev/a/", "a"},
		{"/a//b", "/a//b", "/dev/a//b", "a//b"},
		{"//a", "/a", "/dev//a", "a"},
		{"//hardcoded", "/hardcoded", "/dev//hardcoded", ""},
	} {
		do(t, g, a.call("GET", tt.path))
		got := last()
		proxy := ""
		if p, ok := got["pathParameters"].(map[string]any); ok {
			proxy = p["proxy"].(string)
		}
		if c := got["requestContext"].(map[string]any); got["path"] != tt.event || c["path"] != tt.context || proxy != tt.proxy {
			t.Errorf("%s: path %v, requestContext.path %v, proxy %q; want %s, %s, %q", tt.path, got["path"], c["path"], proxy, tt.event, tt.context, tt.proxy)
		}
	}
}

func TestMappingsIntoTheProxyEvent(t *testing.T) {
	g, last := echoing(t)
	i := proxyTo("echo")
	i.RequestParameters = map[string]string{
		"integration.request.header.headerVar":    "method.request.header.foobar",
		"integration.request.header.foobar":       "'new'",
		"integration.request.header.Server":       "'never'",
		"integration.request.header.added":        "context.stage",
		"integration.request.path.id":             "'9'",
		"integration.request.querystring.testVar": "'9'",
	}
	a := newAPI(t)
	a.method("GET", "/{id}", i)
	a.deploy(nil)
	c := a.call("GET", "/7?testVar=bar")
	c.Header.Set("Foobar", "mapped-value")
	c.RawHeader = []byte("GET / HTTP/1.1\r\nfoobar: mapped-value")
	do(t, g, c)
	got := last()
	h := got["headers"].(map[string]any)
	if h["foobar"] != "mapped-value" || h["headerVar"] != "mapped-value" || h["added"] != "dev" || h["Server"] != nil {
		t.Errorf("the headers are %v", h)
	}
	if got["pathParameters"].(map[string]any)["id"] != "7" || got["queryStringParameters"].(map[string]any)["testVar"] != "bar" {
		t.Errorf("parameters are %v and %v", got["pathParameters"], got["queryStringParameters"])
	}
	// The name of a header is taken by the letter, where it is known how it was sent.
	c.RawHeader = []byte("GET / HTTP/1.1\r\nFooBar:mapped-value")
	do(t, g, c)
	if h := last()["headers"].(map[string]any); h["headerVar"] != nil || h["FooBar"] != "mapped-value" {
		t.Errorf("the headers are %v", h)
	}
}

func TestBinaryBodiesInTheProxyEvent(t *testing.T) {
	g, last := echoing(t)
	a := newAPI(t, func(a *apigateway.RestApi) { a.BinaryMediaTypes = []string{"image/*"} })
	a.method("POST", "/", proxyTo("echo"))
	a.deploy(nil)
	for _, tt := range []struct {
		contentType, body string
		encoded           bool
	}{
		{"image/png", "/wBoaQ==", true}, {"text/plain", "\uFFFD\x00hi", false}, {"", "\uFFFD\x00hi", false},
	} {
		do(t, g, withBody(a.call("POST", "/"), tt.contentType, "\xff\x00hi"))
		if got := last(); got["body"] != tt.body || got["isBase64Encoded"] != tt.encoded {
			t.Errorf("%s: body %q, isBase64Encoded %v", tt.contentType, got["body"], got["isBase64Encoded"])
		}
	}
}
