package gateway_test

import (
	"bytes"
	"log/slog"
	"regexp"
	"strings"
	"testing"

	"reel/events/apigateway"
	"reel/http/gateway"
)

// Recorded on AWS: the answers of a gateway that cannot carry out a call, to the
// blank behind the colon.
func TestTheGatewaysOwnAnswers(t *testing.T) {
	closed := newAPI(t, func(a *apigateway.RestApi) { a.DisableExecuteApiEndpoint = true })
	closed.method("GET", "/a", mock(""))
	closed.deploy(nil)
	open := newAPI(t)
	open.method("GET", "/a", mock("served"))
	open.method("GET", "/none", apigateway.Integration{})
	open.method("GET", "/iam", mock(""), func(m *apigateway.Method) { m.AuthorizationType = "OTHER" })
	open.method("GET", "/key", mock(""), func(m *apigateway.Method) { m.ApiKeyRequired = true })
	open.method("POST", "/never", apigateway.Integration{Type: "MOCK", PassthroughBehavior: "NEVER"})
	open.method("GET", "/unset", apigateway.Integration{Type: "HTTP_PROXY", HttpMethod: "GET", Uri: "http://${stageVariables.host}/"})
	open.method("GET", "/length", apigateway.Integration{Type: "HTTP", HttpMethod: "GET", Uri: "http://127.0.0.1:1/",
		RequestParameters: map[string]string{"integration.request.header.Content-Length": "'1'"}})
	open.method("GET", "/vpc", apigateway.Integration{Type: "HTTP_PROXY", HttpMethod: "GET", Uri: "http://x/", ConnectionType: "VPC_LINK"})
	open.deploy(map[string]string{"other": "x"})

	tests := []struct {
		name      string
		call      gateway.Call
		status    int
		errorType string
		body      string
	}{
		{"unknown path", open.call("GET", "/b"), 403, "MissingAuthenticationTokenException", `{"message":"Missing Authentication Token"}`},
		{"wrong verb", open.call("POST", "/a"), 403, "MissingAuthenticationTokenException", `{"message":"Missing Authentication Token"}`},
		{"unknown stage", with(open.call("GET", "/a"), func(c *gateway.Call) { c.Stage = "prod" }), 403, "ForbiddenException", `{"message":"Forbidden"}`},
		{"unknown API", with(open.call("GET", "/a"), func(c *gateway.Call) { c.ApiID = "nope" }), 403, "ForbiddenException", `{"message":"Forbidden"}`},
		{"no state at all", with(open.call("GET", "/a"), func(c *gateway.Call) { c.State.Seq = 0; c.ApiID = "" }), 403, "ForbiddenException", `{"message":"Forbidden"}`},
		{"the endpoint is disabled", closed.call("GET", "/a"), 403, "ForbiddenException", `{"message":"Forbidden"}`},
		{"no integration", open.call("GET", "/none"), 500, "InternalServerErrorException", `{"message": "Internal server error"}`},
		{"an authorization that is none does not let anyone through", open.call("GET", "/iam"), 500, "InternalServerErrorException", `{"message": "Internal server error"}`},
		{"an API key that nobody can have", open.call("GET", "/key"), 403, "ForbiddenException", `{"message":"Forbidden"}`},
		{"no template and none wanted", withBody(open.call("POST", "/never"), "text/plain", "x"), 415, "BadRequestException", `{"message":"Unsupported Media Type"}`},
		{"a stage variable that is not set", open.call("GET", "/unset"), 500, "InternalServerErrorException", `{"message": "Internal server error"}`},
		{"a mapping to Content-Length", open.call("GET", "/length"), 500, "InternalServerErrorException", `{"message": "Internal server error"}`},
		{"a VPC link", open.call("GET", "/vpc"), 500, "InternalServerErrorException", `{"message": "Internal server error"}`},
	}
	g := gateway.New(gateway.Options{})
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r, body := do(t, g, tt.call)
			if r.Status != tt.status || body != tt.body || value(r.Header, "x-amzn-ErrorType") != tt.errorType {
				t.Errorf("got %d %s %s, want %d %s %s", r.Status, value(r.Header, "x-amzn-ErrorType"), body, tt.status, tt.errorType, tt.body)
			}
			if got := value(r.Header, "Content-Type"); got != "application/json" {
				t.Errorf("Content-Type is %q", got)
			}
			if trace := value(r.Header, "X-Amzn-Trace-Id"); trace != "" {
				t.Errorf("a gateway's own answer has a trace: %s", trace)
			}
		})
	}
}

func with(c gateway.Call, f func(*gateway.Call)) gateway.Call {
	f(&c)
	return c
}

// A custom domain is served whatever becomes of the default endpoint.
func TestADisabledEndpointStaysOpenBehindACustomDomain(t *testing.T) {
	a := newAPI(t, func(a *apigateway.RestApi) { a.DisableExecuteApiEndpoint = true })
	a.method("GET", "/a", mock("served"))
	a.deploy(nil)
	c := with(a.call("GET", "/a"), func(c *gateway.Call) { c.CustomDomain = true })
	if r, body := do(t, gateway.New(gateway.Options{}), c); r.Status != 200 || body != "served" {
		t.Errorf("got %d %s", r.Status, body)
	}
}

// Reported by users of AWS (aws/chalice 828, serverless/serverless 3205): what an
// unknown route answers when there is an Authorization header.
func TestUnknownRoutesLookForASignature(t *testing.T) {
	const requires = "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter. " +
		"Authorization header requires 'SignedHeaders' parameter. Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. Authorization="
	const signed = "AWS4-HMAC-SHA256 Credential=AKIA/20261123/us-east-1/execute-api/aws4_request, SignedHeaders=host, Signature=abc"
	tests := []struct{ name, header, date, errorType, message string }{
		{"a bearer token", "Bearer abc", "", "IncompleteSignatureException", "'abc' not a valid key=value pair (missing equal-sign) in Authorization header: 'Bearer abc'."},
		{"a bare token", "eyJhbGciOi", "", "IncompleteSignatureException", requires + "eyJhbGciOi"},
		{"padding looks like a pair", "Basic dXNlcjpwYXNzMTI=", "", "IncompleteSignatureException", requires + "Basic dXNlcjpwYXNzMTI="},
		{"quotes and angle brackets", `Bearer "<&>`, "", "IncompleteSignatureException", `'"<&>' not a valid key=value pair (missing equal-sign) in Authorization header: 'Bearer "<&>'.`},
		{"a signature", signed, "20261123T000000Z", "MissingAuthenticationTokenException", "Missing Authentication Token"},
		{"a signature without a date", signed, "", "IncompleteSignatureException", "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. Authorization=" + signed},
	}
	a := served(t, "GET /a")
	g := gateway.New(gateway.Options{})
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := a.call("GET", "/b")
			c.Header.Set("Authorization", tt.header)
			if tt.date != "" {
				c.Header.Set("X-Amz-Date", tt.date)
			}
			r, body := do(t, g, c)
			if got := message(t, body); r.Status != 403 || got != tt.message || value(r.Header, "x-amzn-ErrorType") != tt.errorType {
				t.Errorf("got %d %s %q, want 403 %s %q", r.Status, value(r.Header, "x-amzn-ErrorType"), got, tt.errorType, tt.message)
			}
		})
	}
}

// Recorded on AWS (koki-develop/lgtm-generator 10): what stands before the gateway
// answers in plain text, and without any id.
func TestABodyOverTenMegabytes(t *testing.T) {
	a := newAPI(t)
	a.method("POST", "/a", apigateway.Integration{Type: "MOCK", PassthroughBehavior: "WHEN_NO_MATCH"})
	a.deploy(nil)
	g := gateway.New(gateway.Options{})
	for name, length := range map[string]int64{"announced": 10<<20 + 1, "not announced": -1} {
		c := withBody(a.call("POST", "/a"), "", strings.Repeat("x", 10<<20+1))
		c.ContentLength = length
		r, body := do(t, g, c)
		if r.Status != 413 || body != "HTTP content length exceeded 10485760 bytes." || value(r.Header, "Content-Type") != "text; charset=utf-8" || len(r.Header) != 1 {
			t.Errorf("%s: got %d %q %v", name, r.Status, body, r.Header)
		}
	}
}

func TestEveryAnswerIsNamed(t *testing.T) {
	a := served(t, "GET /a")
	g := gateway.New(gateway.Options{})
	seen := map[string]bool{}
	for _, target := range []string{"/a", "/a", "/b"} {
		r, _ := do(t, g, a.call("GET", target))
		id, extended := value(r.Header, "x-amzn-RequestId"), value(r.Header, "x-amz-apigw-id")
		if !regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`).MatchString(id) || seen[id] {
			t.Errorf("%s: x-amzn-RequestId is %q", target, id)
		}
		if !regexp.MustCompile(`^[A-Za-z0-9_-]{15}=$`).MatchString(extended) || seen[extended] {
			t.Errorf("%s: x-amz-apigw-id is %q", target, extended)
		}
		seen[id], seen[extended] = true, true
	}
}

// What an answer leaves out is in the log, with the id that the answer has.
func TestTheLogSaysWhy(t *testing.T) {
	a := newAPI(t)
	a.method("GET", "/unset", apigateway.Integration{Type: "HTTP_PROXY", HttpMethod: "GET", Uri: "http://${stageVariables.host}/"})
	a.deploy(nil)
	var log bytes.Buffer
	r, _ := do(t, gateway.New(gateway.Options{Log: slog.New(slog.NewTextHandler(&log, nil))}), a.call("GET", "/unset"))
	for _, want := range []string{"names the stage variable host, which stage dev has not", value(r.Header, "x-amzn-RequestId")} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("the log says %q, and not %q", log.String(), want)
		}
	}
}
