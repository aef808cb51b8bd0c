package gateway_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"

	"github.com/aws/aws-sdk-go-v2/aws"

	"reel/events/apigateway"
	v1decide "reel/events/apigateway/decide"
	"reel/events/apigatewayv2"
	"reel/http/gateway"
	"reel/http/gateway/sigv4"
)

// socketProxy is an AWS_PROXY integration with a function, by the ARN of either form.
func socketProxy(name string) apigatewayv2.CreateIntegration {
	return apigatewayv2.CreateIntegration{IntegrationType: "AWS_PROXY", IntegrationMethod: new("POST"), IntegrationUri: new(functionARN + name + "/invocations")}
}

// returning is a gateway whose function f returns what a test says.
func returning(t testing.TB, result *string, failure *error) *gateway.Gateway {
	return gateway.New(gateway.Options{Functions: newFunctions(t, map[string]func(context.Context, []byte) ([]byte, error){
		"f": func(context.Context, []byte) ([]byte, error) { return []byte(*result), *failure },
	})})
}

// Recorded on AWS: a statusCode of 2xx opens the connection, any other is the
// handshake's, and a function that throws makes it 502.
func TestAFunctionDecidesOnConnect(t *testing.T) {
	tests := []struct {
		name, result string
		failure      error
		status       int
		body         string
	}{
		{"200", `{"statusCode":200}`, nil, 101, ""},
		{"204", `{"statusCode":204,"body":"unseen"}`, nil, 101, ""},
		{"no status", `{}`, nil, 101, ""},
		{"301", `{"statusCode":301,"headers":{"Location":"/x"}}`, nil, 301, ""},
		{"401", `{"statusCode":401,"body":"who?"}`, nil, 401, "who?"},
		{"501", `{"statusCode":501}`, nil, 501, ""},
		{"it throws", ``, errors.New("boom"), 502, `{"message": "Internal server error"}`},
		{"nothing", `null`, nil, 502, `{"message": "Internal server error"}`},
		{"another member", `{"statusCode":200,"Data":"x"}`, nil, 502, `{"message": "Internal server error"}`},
	}
	var result string
	var failure error
	g := returning(t, &result, &failure)
	a := newChat(t, "$request.body.action")
	a.route("$connect", a.integration(socketProxy("f")))
	a.deploy()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			result, failure = tt.result, tt.failure
			s, r, err := g.Connect(t.Context(), a.handshake(""), connectionID)
			if err != nil || r.Status != tt.status || string(r.Body) != tt.body || (s != nil) != (tt.status == 101) {
				t.Errorf("got %v, %d %s, %v, want %d %s", s, r.Status, r.Body, err, tt.status, tt.body)
			}
			if tt.status == 301 && value(r.Header, "Location") != "/x" {
				t.Errorf("got header %v", r.Header)
			}
		})
	}
}

// A function that is not known is a fault of the API's.
func TestConnectWithoutAFunction(t *testing.T) {
	a := newChat(t, "$request.body.action")
	a.route("$connect", a.integration(socketProxy("nosuch")))
	a.deploy()
	if r := a.refused(gateway.New(gateway.Options{}), a.handshake("")); r.Status != 500 || string(r.Body) != `{"message": "Internal server error"}` {
		t.Errorf("got %d %s", r.Status, r.Body)
	}
}

// The integration's headers are the handshake's, and a subprotocol is spoken only if
// the integration answers one
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-connect-route-subprotocol.html).
func TestTheHandshakesHeaders(t *testing.T) {
	var failure error
	result := `{"statusCode":200,"headers":{"Sec-WebSocket-Protocol":"chat","X-Room":"7","Connection":"close","Content-Length":"3","Upgrade":"h2c","Sec-WebSocket-Accept":"x"},"multiValueHeaders":{"Set-Cookie":["a=1","b=2"]},"body":"abc"}`
	g := returning(t, &result, &failure)
	a := newChat(t, "$request.body.action")
	a.route("$connect", a.integration(socketProxy("f")))
	a.deploy()
	_, r, err := g.Connect(t.Context(), a.handshake("", "Sec-WebSocket-Protocol", "chat, talk"), connectionID)
	if err != nil || r.Status != 101 {
		t.Fatalf("got %d %v", r.Status, err)
	}
	want := map[string]string{"Sec-WebSocket-Protocol": "chat", "X-Room": "7", "Set-Cookie": "a=1, b=2", "x-amzn-Remapped-Connection": "close", "x-amzn-Remapped-Content-Length": "3"}
	for name, w := range want {
		if got := value(r.Header, name); got != w {
			t.Errorf("%s: got %q, want %q", name, got, w)
		}
	}
	if len(r.Header) != len(want) || len(r.Body) != 0 {
		t.Errorf("got header %v and body %s", r.Header, r.Body)
	}
	result = `{"statusCode":200}`
	if _, r, _ := g.Connect(t.Context(), a.handshake("", "Sec-WebSocket-Protocol", "chat"), connectionID); len(r.Header) != 0 {
		t.Errorf("nothing was answered, and the handshake gets %v", r.Header)
	}
}

// Every kind of integration may stand behind $connect, and its status decides.
func TestOtherIntegrationsOnConnect(t *testing.T) {
	b := newBackend(t, func(w http.ResponseWriter, q *http.Request) {
		w.Header().Set("X-From", "backend")
		if q.URL.Query().Get("no") != "" {
			w.WriteHeader(http.StatusTeapot)
		}
		w.Write([]byte(q.Method + " " + q.URL.RequestURI() + " " + q.Header.Get("X-Token") + " " + q.Header.Get("X-Id")))
	})
	http := func(kind string) apigatewayv2.CreateIntegration {
		return apigatewayv2.CreateIntegration{IntegrationType: kind, IntegrationMethod: new("GET"), IntegrationUri: new(b.URL + "/${stageVariables.place}"),
			RequestParameters: map[string]string{"integration.request.querystring.no": "route.request.querystring.no", "integration.request.header.X-Id": "context.connectionId"}}
	}
	function := apigatewayv2.CreateIntegration{IntegrationType: "AWS", IntegrationMethod: new("POST"), IntegrationUri: new(functionARN + "echo/invocations"),
		TemplateSelectionExpression: new("open"), RequestTemplates: map[string]string{"open": `{"id":"$context.connectionId","token":"$input.params('X-Token')","q":"$input.params('q')","fail":"$input.params('fail')"}`}}
	mapped := apigatewayv2.CreateIntegrationResponse{IntegrationResponseKey: "$default",
		ResponseParameters: map[string]string{"route.response.header.X-Mapped": "integration.response.header.X-From", "route.response.header.X-Status": "'fixed'",
			"route.response.header.X-Of": "integration.response.body.token"}}
	tests := []struct {
		name        string
		integration apigatewayv2.CreateIntegration
		response    *apigatewayv2.CreateIntegrationResponse
		query       string
		status      int
		header      string // one that is there
		body        string
	}{
		{"MOCK", mockSocket("200"), nil, "", 101, "", ""},
		{"MOCK that refuses", mockSocket("402"), nil, "", 402, "", ""},
		{"MOCK with a status that is none", mockSocket("1000"), nil, "", 500, "", `{"message": "Internal server error"}`},
		{"MOCK with a status that is no answer", mockSocket("101"), nil, "", 500, "", `{"message": "Internal server error"}`},
		{"MOCK with a response", mockSocket("200"), &mapped, "", 101, "X-Status: fixed", ""},
		{"MOCK without a status", apigatewayv2.CreateIntegration{IntegrationType: "MOCK"}, nil, "", 500, "", `{"message": "Internal server error"}`},
		{"HTTP", http("HTTP"), nil, "", 101, "", ""},
		{"HTTP with a response", http("HTTP"), &mapped, "", 101, "X-Mapped: backend", ""},
		{"HTTP that refuses", http("HTTP"), &mapped, "no=1", 418, "X-Mapped: backend", "GET /here?no=1  eHrdFcnvvHcCE-w="},
		{"HTTP_PROXY", http("HTTP_PROXY"), nil, "", 101, "X-From: backend", ""},
		{"HTTP_PROXY that refuses", http("HTTP_PROXY"), nil, "no=1", 418, "X-From: backend", "GET /here?no=1&no=1 t0ken eHrdFcnvvHcCE-w="},
		{"AWS", function, nil, "q=x", 101, "", ""},
		{"AWS with a response", function, &mapped, "q=x", 101, "X-Of: t0ken", ""},
		{"AWS that fails", function, &mapped, "fail=1", 502, "", `{"message": "Internal server error"}`},
		{"no function of that service", apigatewayv2.CreateIntegration{IntegrationType: "AWS", IntegrationMethod: new("POST"), IntegrationUri: new("arn:aws:apigateway:us-east-1:lambda:path/x")}, nil, "", 500, "", `{"message": "Internal server error"}`},
	}
	g := gateway.New(gateway.Options{Functions: newFunctions(t, map[string]func(context.Context, []byte) ([]byte, error){
		"echo": func(_ context.Context, event []byte) ([]byte, error) {
			if strings.Contains(string(event), `"fail":"1"`) {
				return nil, errors.New("boom")
			}
			return event, nil
		},
	})})
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := newChat(t, "$request.body.action")
			var responses []apigatewayv2.CreateIntegrationResponse
			if tt.response != nil {
				responses = append(responses, *tt.response)
			}
			a.route("$connect", a.integration(tt.integration, responses...))
			a.stage(func(c *apigatewayv2.UpdateStage) { c.StageVariables = map[string]string{"place": "here"} })
			a.deploy()
			_, r, err := g.Connect(t.Context(), a.handshake(tt.query, "X-Token", "t0ken"), connectionID)
			if err != nil || r.Status != tt.status || string(r.Body) != tt.body {
				t.Errorf("got %d %s %v, want %d %s", r.Status, r.Body, err, tt.status, tt.body)
			}
			if name, want, ok := strings.Cut(tt.header, ": "); ok && value(r.Header, name) != want {
				t.Errorf("got header %v, want %s", r.Header, tt.header)
			}
		})
	}
}

// Request parameters that $connect wants must be there.
func TestRequiredParametersOfConnect(t *testing.T) {
	a := newChat(t, "$request.body.action")
	a.route("$connect", "", func(c *apigatewayv2.CreateRoute) {
		c.RequestParameters = map[string]apigatewayv2.ParameterConstraintsInput{
			"route.request.header.X-Token": {Required: new(true)}, "route.request.querystring.room": {Required: new(true)}, "route.request.querystring.any": {Required: new(false)},
		}
	})
	a.deploy()
	g := gateway.New(gateway.Options{})
	for _, tt := range []struct {
		query, token string
		status       int
		body         string
	}{
		{"room=1", "t", 101, ""},
		{"", "t", 400, `{"message":"Missing required request parameters: [room]"}`},
		{"room=", "", 400, `{"message":"Missing required request parameters: [X-Token, room]"}`},
	} {
		_, r, err := g.Connect(t.Context(), a.handshake(tt.query, "X-Token", tt.token), connectionID)
		if err != nil || r.Status != tt.status || string(r.Body) != tt.body {
			t.Errorf("%q %q: got %d %s %v, want %d %s", tt.query, tt.token, r.Status, r.Body, err, tt.status, tt.body)
		}
	}
}

// withKey gives the API a usage plan with one key.
func (a *chat) withKey(plan apigateway.CreateUsagePlan) {
	a.t.Helper()
	plan.Name, plan.ApiStages = "plan", []apigateway.ApiStageInput{{ApiId: &a.id, Stage: new("prod")}}
	key := decided(a, v1decide.CreateApiKey, apigateway.CreateApiKey{Value: new(keyValue), Enabled: new(true)}).(apigateway.ApiKeyCreated).ApiKey.Id
	id := decided(a, v1decide.CreateUsagePlan, plan).(apigateway.UsagePlanCreated).UsagePlan.Id
	decided(a, v1decide.CreateUsagePlanKey, apigateway.CreateUsagePlanKey{UsagePlanId: id, KeyId: key, KeyType: "API_KEY"})
}

func keyRequired(c *apigatewayv2.CreateRoute) { c.ApiKeyRequired = new(true) }

// An API key opens a connection where $connect wants one, within what its plan
// allows (https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-selection-expressions.html).
func TestKeysOpenConnections(t *testing.T) {
	now := noon
	g := gateway.New(gateway.Options{Now: func() time.Time { return now }})
	a := newChat(t, "$request.body.action")
	a.route("$connect", a.says(""), keyRequired)
	a.route("$default", a.says("$context.identity.apiKey"), answers)
	a.withKey(apigateway.CreateUsagePlan{Throttle: &apigateway.ThrottleSettingsInput{BurstLimit: new(int64(2)), RateLimit: new(0.5)}, Quota: &apigateway.QuotaSettingsInput{Limit: new(int64(3)), Period: new("DAY")}})
	a.deploy()
	for _, key := range []string{"", "another"} {
		if r := a.refused(g, a.handshake("", "x-api-key", key)); r.Status != 403 || string(r.Body) != `{"message":"Forbidden"}` {
			t.Errorf("key %q: got %d %s", key, r.Status, r.Body)
		}
	}
	s := a.connect(g, "x-api-key", keyValue)
	if got := a.send(g, s, "x"); got != keyValue {
		t.Errorf("a message of the connection knows of the key %q", got)
	}
	a.connect(g, "x-api-key", keyValue)
	if r := a.refused(g, a.handshake("", "x-api-key", keyValue)); r.Status != 429 || string(r.Body) != `{"message":"Too Many Requests"}` {
		t.Errorf("too fast: got %d %s", r.Status, r.Body)
	}
	now = now.Add(time.Minute)
	a.connect(g, "x-api-key", keyValue)
	if r := a.refused(g, a.handshake("", "x-api-key", keyValue)); r.Status != 429 || string(r.Body) != `{"message":"Limit Exceeded"}` {
		t.Errorf("quota used up: got %d %s", r.Status, r.Body)
	}
}

// A stage may hold back handshakes as it does messages.
func TestConnectIsThrottled(t *testing.T) {
	g := gateway.New(gateway.Options{Now: func() time.Time { return noon }})
	a := newChat(t, "$request.body.action")
	a.route("$connect", "")
	a.stage(func(c *apigatewayv2.UpdateStage) {
		c.RouteSettings = map[string]apigatewayv2.RouteSettingsInput{"$connect": {ThrottlingBurstLimit: new(int64(1)), ThrottlingRateLimit: new(1.0)}}
	})
	a.deploy()
	a.connect(g)
	if r := a.refused(g, a.handshake("")); r.Status != 429 || string(r.Body) != `{"message":"Too Many Requests"}` {
		t.Errorf("got %d %s", r.Status, r.Body)
	}
}

// disableExecuteApiEndpoint closes the usual door, and not those of custom domains.
func TestTheClosedEndpointOfSockets(t *testing.T) {
	a := newChat(t, "$request.body.action", func(c *apigatewayv2.CreateApi) { c.DisableExecuteApiEndpoint = new(true) })
	a.route("$default", a.says("hi"), answers)
	a.deploy()
	g := gateway.New(gateway.Options{})
	if r := a.refused(g, a.handshake("")); r.Status != 403 {
		t.Errorf("got %d", r.Status)
	}
	c := a.handshake("")
	c.CustomDomain = true
	if s, r, err := g.Connect(t.Context(), c, connectionID); s == nil || err != nil {
		t.Errorf("behind a custom domain: %d %v", r.Status, err)
	}
}

// A handshake is signed as any call is, for the route $connect.
func TestSignedHandshakes(t *testing.T) {
	a := newChat(t, "$request.body.action")
	a.route("$connect", a.says(""), func(c *apigatewayv2.CreateRoute) { c.AuthorizationType = new("AWS_IAM") })
	a.route("$default", a.says("$context.identity.userArn"), answers)
	a.deploy()
	g := atNoon(gateway.Options{AccessKeys: []gateway.AccessKey{{ID: "AKIDANN", Secret: "s1", ARN: "arn:aws:iam::111122223333:user/ann"}, {ID: "AKIDBOB", Secret: "s2", ARN: "arn:aws:iam::999999999999:user/bob"}}})
	sign := func(key, secret string) gateway.Call {
		c := a.handshake("a=1")
		q := httptest.NewRequest("GET", "http://"+c.Host+"/prod?a=1", nil)
		q.Header = http.Header{}
		if err := v4.NewSigner().SignHTTP(t.Context(), aws.Credentials{AccessKeyID: key, SecretAccessKey: secret}, q, sigv4.Hash(nil), "execute-api", region, noon); err != nil {
			t.Fatal(err)
		}
		for name, values := range q.Header {
			c.Header[name] = values
		}
		c.RequestPath = "/prod"
		return c
	}
	s, r, err := g.Connect(t.Context(), sign("AKIDANN", "s1"), connectionID)
	if err != nil || s == nil {
		t.Fatalf("got %d %s %v", r.Status, r.Body, err)
	}
	if got := a.send(g, s, "x"); got != "arn:aws:iam::111122223333:user/ann" {
		t.Errorf("a message of the connection knows its caller as %q", got)
	}
	for name, c := range map[string]gateway.Call{"unsigned": a.handshake("a=1"), "a wrong secret": sign("AKIDANN", "no"), "another account": sign("AKIDBOB", "s2")} {
		if r := a.refused(g, c); r.Status != 403 {
			t.Errorf("%s: got %d %s", name, r.Status, r.Body)
		}
	}
}
