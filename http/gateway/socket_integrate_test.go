package gateway_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"

	"reel/events/apigatewayv2"
	"reel/http/gateway"
)

const internalError = "Internal server error"

// What a function behind a proxy integration returns, on a route that answers and on
// one that does not. Recorded on AWS: statusCode has no effect, another member or no
// object at all is an internal server error, and so is an exception, on both.
func TestProxiedAnswers(t *testing.T) {
	tests := []struct {
		name, result string
		failure      error
		two, one     string // an error's message without its frame
	}{
		{"a body", `{"statusCode":200,"body":"hi"}`, nil, "hi", "<nothing>"},
		{"a body only", `{"body":"hi"}`, nil, "hi", "<nothing>"},
		{"JSON", `{"statusCode":200,"body":"{\"a\":1}"}`, nil, `{"a":1}`, "<nothing>"},
		{"no body", `{"statusCode":200}`, nil, "<nothing>", "<nothing>"},
		{"an empty body", `{"statusCode":200,"body":""}`, nil, "", "<nothing>"},
		{"a status that says no", `{"statusCode":501,"body":"no"}`, nil, "no", "<nothing>"},
		{"base64", `{"body":"AAH/","isBase64Encoded":true}`, nil, "<binary>\x00\x01\xff", "<nothing>"},
		{"base64 that is none", `{"body":"*","isBase64Encoded":true}`, nil, internalError, internalError},
		{"an exception", ``, errors.New("boom"), internalError, internalError},
		{"null", `null`, nil, internalError, internalError},
		{"a string", `"hi"`, nil, internalError, internalError},
		{"a list", `[1]`, nil, internalError, internalError},
		{"another member", `{"statusCode":200,"Data":"hi"}`, nil, internalError, internalError},
		{"a body that is an object", `{"body":{"a":1}}`, nil, internalError, internalError},
		{"too long", `{"body":"` + strings.Repeat("x", 128<<10+1) + `"}`, nil, internalError, "<nothing>"}, // (ours)
	}
	var result string
	var failure error
	g := returning(t, &result, &failure)
	a := newChat(t, "$request.body.action")
	i := a.integration(socketProxy("f"))
	a.route("two", i, answers)
	a.route("one", i)
	plain := a.integration(apigatewayv2.CreateIntegration{IntegrationType: "AWS_PROXY", IntegrationUri: new("arn:aws:lambda:us-east-1:000000000000:function:f")})
	a.route("plain", plain, answers)
	staged := a.integration(apigatewayv2.CreateIntegration{IntegrationType: "AWS_PROXY", IntegrationUri: new(functionARN + "${stageVariables.fn}/invocations")})
	a.route("staged", staged, answers)
	a.stage(func(c *apigatewayv2.UpdateStage) { c.StageVariables = map[string]string{"fn": "f"} })
	a.deploy()
	s := a.connect(g)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			result, failure = tt.result, tt.failure
			for key, want := range map[string]string{"two": tt.two, "one": tt.one, "plain": tt.two, "staged": tt.two} {
				got := a.send(g, s, `{"action":"`+key+`"}`)
				if message := errorOf(t, got); message != "" {
					got = message
				}
				if got != want {
					t.Errorf("%s: got %s, want %s", key, got, want)
				}
			}
		})
	}
}

// How integration responses are chosen and made into messages.
func TestIntegrationResponses(t *testing.T) {
	response := func(key, template string, change ...func(*apigatewayv2.CreateIntegrationResponse)) apigatewayv2.CreateIntegrationResponse {
		r := saying(template)
		r.IntegrationResponseKey = key
		for _, f := range change {
			f(&r)
		}
		return r
	}
	bare := func(key string) apigatewayv2.CreateIntegrationResponse {
		return apigatewayv2.CreateIntegrationResponse{IntegrationResponseKey: key}
	}
	function := apigatewayv2.CreateIntegration{IntegrationType: "AWS", IntegrationMethod: new("POST"), IntegrationUri: new(functionARN + "f/invocations")}
	all := []apigatewayv2.CreateIntegrationResponse{response("$default", "other"), response(`/2\d\d/`, "fine"), response("/404/", "none"), response("/bad.*/", "$input.path('$.errorMessage')!")}
	tests := []struct {
		name        string
		integration apigatewayv2.CreateIntegration
		responses   []apigatewayv2.CreateIntegrationResponse
		message     string
		result      string
		failure     error
		want        string
	}{
		{"MOCK by its status", mockSocket("201"), all, "x", "", nil, "fine"},
		{"MOCK by another status", mockSocket("404"), all, "x", "", nil, "none"},
		{"MOCK, $default", mockSocket("500"), all, "x", "", nil, "other"},
		{"MOCK, none", mockSocket("500"), all[1:], "x", "", nil, internalError},
		{"MOCK without responses", mockSocket("200"), nil, "x", "", nil, internalError},
		{"a pattern matches the whole", mockSocket("2000"), all[:2], "x", "", nil, "other"},
		{"a function's result", function, []apigatewayv2.CreateIntegrationResponse{bare("$default")}, `{"a":1}`, `{"b":2}`, nil, `{"b":2}`},
		{"a function's failure", function, all, `{}`, "", errors.New("bad luck"), "bad luck!"},
		{"a function's other failure", function, all, `{}`, "", errors.New("worse"), "other"},
		{"an errorMessage of a result", function, all, `{}`, `{"errorMessage":"bad word"}`, nil, "bad word!"},
		{"a template by the message", function, []apigatewayv2.CreateIntegrationResponse{response("$default", "", func(r *apigatewayv2.CreateIntegrationResponse) {
			r.TemplateSelectionExpression = new("${request.body.lang}")
			r.ResponseTemplates = map[string]string{"de": "hallo $input.path('$.n')", "$default": "hello $input.path('$.n')"}
		})}, `{"lang":"de"}`, `{"n":1}`, nil, "hallo 1"},
		{"a template for the rest", function, []apigatewayv2.CreateIntegrationResponse{response("$default", "", func(r *apigatewayv2.CreateIntegrationResponse) {
			r.TemplateSelectionExpression = new("${request.body.lang}")
			r.ResponseTemplates = map[string]string{"de": "hallo", "$default": "hello"}
		})}, `{"lang":"fr"}`, `{}`, nil, "hello"},
		{"a template by the status", mockSocket("200"), []apigatewayv2.CreateIntegrationResponse{response("$default", "", func(r *apigatewayv2.CreateIntegrationResponse) {
			r.TemplateSelectionExpression = new("${integration.response.statuscode}")
			r.ResponseTemplates = map[string]string{"200": "two hundred"}
		})}, "x", "", nil, "two hundred"},
		{"no template", function, []apigatewayv2.CreateIntegrationResponse{response("$default", "", func(r *apigatewayv2.CreateIntegrationResponse) {
			r.ResponseTemplates = map[string]string{"de": "hallo"}
		})}, `{}`, `"as it is"`, nil, `"as it is"`},
		{"to text", function, []apigatewayv2.CreateIntegrationResponse{{IntegrationResponseKey: "$default", ContentHandlingStrategy: new("CONVERT_TO_TEXT")}}, `{}`, `"hi"`, nil, "ImhpIg=="},
		{"to binary", mockSocket("200"), []apigatewayv2.CreateIntegrationResponse{{IntegrationResponseKey: "$default", ContentHandlingStrategy: new("CONVERT_TO_BINARY")}}, "x", "", nil, "<binary>"},
		{"to binary, and it is no base64", function, []apigatewayv2.CreateIntegrationResponse{{IntegrationResponseKey: "$default", ContentHandlingStrategy: new("CONVERT_TO_BINARY")}}, `{}`, `"*"`, nil, internalError},
		{"a broken template", mockSocket("200"), []apigatewayv2.CreateIntegrationResponse{response("$default", "#if(")}, "x", "", nil, internalError},
	}
	var result string
	var failure error
	g := returning(t, &result, &failure)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			result, failure = tt.result, tt.failure
			a := newChat(t, "$request.body.action")
			i := a.integration(tt.integration, tt.responses...)
			a.route("$default", i, answers)
			a.route("one", i)
			a.deploy()
			s := a.connect(g)
			got := a.send(g, s, tt.message)
			if message := errorOf(t, got); message != "" {
				got = message
			}
			if got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
			if got := a.send(g, s, `{"action":"one"}`); got != "<nothing>" {
				t.Errorf("a one-way route says %s", got)
			}
		})
	}
}

// How request templates are chosen, what passes without one, and what the backend
// gets.
func TestWhatBackendsGet(t *testing.T) {
	b := newBackend(t, func(w http.ResponseWriter, q *http.Request) { w.Write([]byte("ok")) })
	of := func(kind string, change func(*apigatewayv2.CreateIntegration)) apigatewayv2.CreateIntegration {
		c := apigatewayv2.CreateIntegration{IntegrationType: kind, IntegrationMethod: new("POST"), IntegrationUri: new(b.URL + "/in")}
		change(&c)
		return c
	}
	plain := func(*apigatewayv2.CreateIntegration) {}
	templates := func(passthrough string) func(*apigatewayv2.CreateIntegration) {
		return func(c *apigatewayv2.CreateIntegration) {
			c.TemplateSelectionExpression, c.PassthroughBehavior = new("${request.body.kind}"), &passthrough
			c.RequestTemplates = map[string]string{"hello": `{"id":"$context.connectionId","said":$input.json('$.text'),"s":"$stageVariables.tenant"}`}
		}
	}
	tests := []struct {
		name        string
		integration apigatewayv2.CreateIntegration
		message     gateway.Frame
		asked       string // method, URI and body; "" when nobody is asked
		want        string
	}{
		{"HTTP", of("HTTP", plain), text1("hi"), "POST /in hi", "ok"},
		{"HTTP_PROXY", of("HTTP_PROXY", plain), text1("hi"), "POST /in hi", "ok"},
		{"another verb", of("HTTP_PROXY", func(c *apigatewayv2.CreateIntegration) { c.IntegrationMethod = new("PUT") }), text1("hi"), "PUT /in hi", "ok"},
		{"a verb without body", of("HTTP_PROXY", func(c *apigatewayv2.CreateIntegration) { c.IntegrationMethod = new("GET") }), text1("hi"), "GET /in ", "ok"},
		{"a template", of("HTTP", templates("WHEN_NO_MATCH")), text1(`{"kind":"hello","text":"a\"b"}`), `POST /in {"id":"eHrdFcnvvHcCE-w=","said":"a\"b","s":"acme"}`, "ok"},
		{"no match passes", of("HTTP", templates("WHEN_NO_MATCH")), text1(`{"kind":"x"}`), `POST /in {"kind":"x"}`, "ok"},
		{"no match, WHEN_NO_TEMPLATES", of("HTTP", templates("WHEN_NO_TEMPLATES")), text1(`{"kind":"x"}`), "", "Unsupported Media Type"}, // (ours)
		{"no match, NEVER", of("HTTP", templates("NEVER")), text1(`{"kind":"x"}`), "", "Unsupported Media Type"},                         // (ours)
		{"no templates, WHEN_NO_TEMPLATES", of("HTTP", func(c *apigatewayv2.CreateIntegration) { c.PassthroughBehavior = new("WHEN_NO_TEMPLATES") }), text1("hi"), "POST /in hi", "ok"},
		{"$default", of("HTTP", func(c *apigatewayv2.CreateIntegration) {
			c.RequestTemplates = map[string]string{"$default": "<$input.body>"}
		}), text1("hi"), "POST /in <hi>", "ok"},
		{"a binary message", of("HTTP_PROXY", plain), gateway.Frame{Binary: true, Data: []byte{0, 255}}, "POST /in \x00\xff", "ok"},
		{"a binary message as text", of("HTTP_PROXY", func(c *apigatewayv2.CreateIntegration) { c.ContentHandlingStrategy = new("CONVERT_TO_TEXT") }), gateway.Frame{Binary: true, Data: []byte{0, 255}}, "POST /in AP8=", "ok"},
		{"base64 as binary", of("HTTP", func(c *apigatewayv2.CreateIntegration) { c.ContentHandlingStrategy = new("CONVERT_TO_BINARY") }), text1("AP8="), "POST /in \x00\xff", "ok"},
		{"no base64 as binary", of("HTTP", func(c *apigatewayv2.CreateIntegration) { c.ContentHandlingStrategy = new("CONVERT_TO_BINARY") }), text1("*"), "", internalError},
		{"parameters", of("HTTP_PROXY", func(c *apigatewayv2.CreateIntegration) {
			c.IntegrationUri = new(b.URL + "/{room}/x?fixed=1")
			c.RequestParameters = map[string]string{
				"integration.request.path.room": "route.request.body.data.room", "integration.request.querystring.all": "route.request.body", "integration.request.querystring.n": "route.request.body.data.n",
				"integration.request.header.X-Id": "context.connectionId", "integration.request.header.X-Fixed": "'v'", "integration.request.header.X-Stage": "stageVariables.tenant",
				"integration.request.header.X-Key": "$context.routeKey", "integration.request.header.X-None": "route.request.header.Auth", "integration.request.header.X-Tenant": "$stageVariables.tenant",
			}
		}), text1(`{"data":{"room":"a b","n":[1]}}`), `POST /a%20b/x?fixed=1&all=%7B%22data%22%3A%7B%22room%22%3A%22a+b%22%2C%22n%22%3A%5B1%5D%7D%7D&n=%5B1%5D {"data":{"room":"a b","n":[1]}}`, "ok"},
		{"a stage variable in the URI", of("HTTP_PROXY", func(c *apigatewayv2.CreateIntegration) { c.IntegrationUri = new(b.URL + "/${stageVariables.tenant}") }), text1("hi"), "POST /acme hi", "ok"},
		{"a stage variable that is not set", of("HTTP_PROXY", func(c *apigatewayv2.CreateIntegration) { c.IntegrationUri = new(b.URL + "/${stageVariables.nosuch}") }), text1("hi"), "", internalError},
		{"a header that cannot be mapped", of("HTTP_PROXY", func(c *apigatewayv2.CreateIntegration) {
			c.RequestParameters = map[string]string{"integration.request.header.Content-Length": "'3'"}
		}), text1("hi"), "", internalError},
		{"nobody there", of("HTTP_PROXY", func(c *apigatewayv2.CreateIntegration) { c.IntegrationUri = new("http://nobody.invalid/") }), text1("hi"), "", internalError},
	}
	g := gateway.New(gateway.Options{})
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := newChat(t, "$request.body.action")
			a.route("$default", a.integration(tt.integration, responsesOf(tt.integration)...), answers)
			a.stage(func(c *apigatewayv2.UpdateStage) { c.StageVariables = map[string]string{"tenant": "acme"} })
			a.deploy()
			b.last = nil
			got := a.sendFrame(g, a.connect(g), tt.message)
			if message := errorOf(t, got); message != "" {
				got = message
			}
			q, body := b.asked()
			asked := ""
			if q != nil {
				asked = q.Method + " " + q.URL.RequestURI() + " " + body
			}
			if got != tt.want || asked != tt.asked {
				t.Errorf("got %s and asked\n%s, want %s and\n%s", got, asked, tt.want, tt.asked)
			}
			if tt.name == "parameters" {
				for name, want := range map[string]string{"X-Id": connectionID, "X-Fixed": "v", "X-Stage": "acme", "X-Tenant": "acme", "X-Key": "$default", "X-None": "", "User-Agent": "AmazonAPIGateway_chat000001",
					"X-Amzn-Apigateway-Api-Id": "chat000001", "Accept": "application/json", "Content-Type": "application/json"} {
					if got := q.Header.Get(name); got != want {
						t.Errorf("%s: got %q, want %q", name, got, want)
					}
				}
				if !anyTrace.MatchString(q.Header.Get("X-Amzn-Trace-Id")) {
					t.Errorf("got trace %q", q.Header.Get("X-Amzn-Trace-Id"))
				}
			}
		})
	}
}

func text1(s string) gateway.Frame { return gateway.Frame{Data: []byte(s)} }

// responsesOf are what an integration needs to answer: nothing for a proxy.
func responsesOf(c apigatewayv2.CreateIntegration) []apigatewayv2.CreateIntegrationResponse {
	if strings.HasSuffix(c.IntegrationType, "_PROXY") {
		return nil
	}
	return []apigatewayv2.CreateIntegrationResponse{{IntegrationResponseKey: "$default"}}
}

// A backend that takes too long is told of in AWS's words, on one-way routes too.
func TestBackendsThatTakeTooLong(t *testing.T) {
	done := make(chan struct{})
	b := newBackend(t, func(w http.ResponseWriter, q *http.Request) { <-done })
	functions := newFunctions(t, map[string]func(context.Context, []byte) ([]byte, error){
		"slow": func(context.Context, []byte) ([]byte, error) { <-done; return nil, nil },
	})
	t.Cleanup(func() { close(done) })
	a := newChat(t, "$request.body.action")
	slow := socketProxy("slow")
	slow.TimeoutInMillis = new(int64(50))
	a.route("function", a.integration(slow), answers)
	a.route("http", a.integration(apigatewayv2.CreateIntegration{IntegrationType: "HTTP_PROXY", IntegrationMethod: new("POST"), IntegrationUri: &b.URL, TimeoutInMillis: new(int64(50))}))
	a.deploy()
	g := gateway.New(gateway.Options{Functions: functions})
	s := a.connect(g)
	for _, key := range []string{"function", "http"} {
		if got := errorOf(t, a.send(g, s, `{"action":"`+key+`"}`)); got != "Endpoint request timed out" {
			t.Errorf("%s: got %q", key, got)
		}
	}
}

// Nobody is told anything when the one who asks has gone.
func TestReceiveEndsWithItsContext(t *testing.T) {
	a := newChat(t, "$request.body.action")
	a.route("$default", a.says("hi"), answers)
	a.deploy()
	g := gateway.New(gateway.Options{})
	s := a.connect(g)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if f, err := g.Receive(ctx, s, a.state, text1("x")); f != nil || !errors.Is(err, context.Canceled) {
		t.Errorf("got %v %v", f, err)
	}
	if s, r, err := g.Connect(ctx, a.handshake(""), connectionID); s != nil || r.Status != 0 || !errors.Is(err, context.Canceled) {
		t.Errorf("got %v %d %v", s, r.Status, err)
	}
}
