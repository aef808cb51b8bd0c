package gateway_test

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"reel/events/apigatewayv2"
	"reel/events/apigatewayv2/decide"
	"reel/events/traffic"
	"reel/http/gateway"
)

// A guardedChat is an API whose $connect asks the function guard.
type guardedChat struct {
	*chat
	gateway *gateway.Gateway
	asked   atomic.Int64
	last    atomic.Value // the authorizer's last event
	seen    []*traffic.Exchange
}

func guardChat(t testing.TB, identity []string, answer func() (string, error)) *guardedChat {
	t.Helper()
	g := &guardedChat{chat: newChat(t, "$request.body.action")}
	g.gateway = gateway.New(gateway.Options{
		Now: func() time.Time { return noon }, Observe: func(e *traffic.Exchange) { g.seen = append(g.seen, e) },
		Functions: newFunctions(t, map[string]func(context.Context, []byte) ([]byte, error){
			"guard": func(_ context.Context, event []byte) ([]byte, error) {
				g.asked.Add(1)
				g.last.Store(string(event))
				out, err := answer()
				return []byte(out), err
			},
			"echo": func(_ context.Context, event []byte) ([]byte, error) {
				body, err := json.Marshal(string(event))
				return []byte(`{"statusCode":200,"body":` + string(body) + `}`), err
			},
		}),
	})
	id := decided(g.chat, decide.CreateAuthorizer, apigatewayv2.CreateAuthorizer{ApiId: g.id, Name: "guard", AuthorizerType: "REQUEST",
		AuthorizerUri: new(strings.Replace(invokeAuthorizer, "guard", "${stageVariables.guard}", 1)), IdentitySource: identity}).(apigatewayv2.AuthorizerCreated).Authorizer.AuthorizerId
	g.route("$connect", "", func(c *apigatewayv2.CreateRoute) { c.AuthorizationType, c.AuthorizerId = new("CUSTOM"), &id })
	g.route("$default", g.integration(socketProxy("echo")), answers)
	g.route("vtl", g.says("$context.authorizer.principalId/$context.authorizer.n/$context.authorizer.yes/$context.authorizer.text"), answers)
	g.stage(func(c *apigatewayv2.UpdateStage) {
		c.StageVariables = map[string]string{"guard": "guard", "tenant": "acme"}
	})
	g.deploy()
	return g
}

const allowConnect = `"principalId":"ann","policyDocument":{"Version":"2012-10-17","Statement":[{"Action":"execute-api:Invoke","Effect":"Allow","Resource":"arn:aws:execute-api:us-east-1:111122223333:chat000001/prod/$connect"}]}`

// What an authorizer's verdicts come to
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-lambda-auth.html).
func TestAuthorizersOfConnect(t *testing.T) {
	tests := []struct {
		name, result string
		failure      error
		status       int
		body         string
	}{
		{"allow", `{` + allowConnect + `}`, nil, 101, ""},
		{"deny", `{"principalId":"ann","policyDocument":{"Statement":[{"Action":"execute-api:Invoke","Effect":"Deny","Resource":"*"}]}}`, nil, 403, `{"Message":"User is not authorized to access this resource with an explicit deny"}`},
		{"another route", `{` + strings.Replace(allowConnect, "$connect", "other", 1) + `}`, nil, 403, `{"Message":"User is not authorized to access this resource"}`},
		{"another stage", `{` + strings.Replace(allowConnect, "/prod/", "/dev/", 1) + `}`, nil, 403, `{"Message":"User is not authorized to access this resource"}`},
		{"it says Unauthorized", ``, errors.New("Unauthorized"), 401, `{"message":"Unauthorized"}`},
		{"it throws", ``, errors.New("boom"), 500, `{"message":null}`},
		{"no principal", `{"policyDocument":{"Statement":[]}}`, nil, 500, `{"message":null}`},
		{"no object", `"yes"`, nil, 500, `{"message":null}`},
		{"a list in its context", `{` + allowConnect + `,"context":{"a":[1]}}`, nil, 500, `{"message":null}`},
		{"8 KB", `{` + allowConnect + `,"context":{"a":"` + strings.Repeat("x", 7900) + `"}}`, nil, 101, ""},
		{"more than 8 KB", `{` + allowConnect + `,"context":{"a":"` + strings.Repeat("x", 8<<10) + `"}}`, nil, 500, `{"message":null}`},
	}
	var result string
	var failure error
	g := guardChat(t, []string{"route.request.header.Auth"}, func() (string, error) { return result, failure })
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			result, failure = tt.result, tt.failure
			_, r, err := g.gateway.Connect(t.Context(), g.handshake("", "Auth", "x"), connectionID)
			if err != nil || r.Status != tt.status || string(r.Body) != tt.body {
				t.Errorf("got %d %s %v, want %d %s", r.Status, r.Body, err, tt.status, tt.body)
			}
			if e := g.seen[len(g.seen)-1]; e.Authorizer == nil || e.Authorizer.URI != invokeAuthorizer || (e.Authorizer.Error != "") != (tt.status != 101) {
				t.Errorf("traffic shows the authorizer as %+v", e.Authorizer)
			}
		})
	}
}

// The function is not asked for a handshake without its identity sources, which may
// be written in several ways.
func TestIdentitySourcesOfConnect(t *testing.T) {
	tests := []struct {
		sources        []string
		query, headers string
		status         int
	}{
		{nil, "", "", 101},
		{[]string{"route.request.header.Auth"}, "", "Auth: x", 101},
		{[]string{"route.request.header.Auth"}, "", "", 401},
		{[]string{"route.request.header.Auth"}, "", "Auth: ", 401},
		{[]string{"route.request.header.Auth", "route.request.querystring.q"}, "q=1", "Auth: x", 101},
		{[]string{"route.request.header.Auth", "route.request.querystring.q"}, "r=1", "Auth: x", 401},
		{[]string{"stageVariables.tenant", "context.stage"}, "", "", 101},
		{[]string{"stageVariables.nosuch"}, "", "", 401},
		{[]string{"context.nosuch"}, "", "", 401},
		{[]string{"$request.header.Auth", "$request.querystring.q", "$stageVariables.tenant", "$context.apiId"}, "q=1", "Auth: x", 101},
		{[]string{"$request.header.Auth"}, "", "", 401},
	}
	for _, tt := range tests {
		t.Run(strings.Join(tt.sources, ",")+" "+tt.query+" "+tt.headers, func(t *testing.T) {
			g := guardChat(t, nil, func() (string, error) { return `{` + allowConnect + `}`, nil })
			for _, noun := range g.authorizers() {
				noun.IdentitySource = tt.sources // AWS takes but some of the spellings
				g.fold(apigatewayv2.AuthorizerUpdated{ApiId: g.id, Authorizer: noun})
			}
			g.deploy()
			var headers []string
			if name, text, ok := strings.Cut(tt.headers, ": "); ok {
				headers = []string{name, text}
			}
			_, r, err := g.gateway.Connect(t.Context(), g.handshake(tt.query, headers...), connectionID)
			if err != nil || r.Status != tt.status || (g.asked.Load() == 1) != (tt.status == 101) {
				t.Errorf("got %d %s %v and asked %d times, want %d", r.Status, r.Body, err, g.asked.Load(), tt.status)
			}
		})
	}
}

// The event of an authorizer, to the last key
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-lambda-auth.html).
func TestTheAuthorizersEvent(t *testing.T) {
	g := guardChat(t, []string{"route.request.header.Auth"}, func() (string, error) { return `{` + allowConnect + `}`, nil })
	if _, r, err := g.gateway.Connect(t.Context(), g.handshake("q=1&q=2", "Auth", "x", "User-Agent", "wscat"), connectionID); err != nil || r.Status != 101 {
		t.Fatalf("got %d %s %v", r.Status, r.Body, err)
	}
	got := g.last.Load().(string)
	sameEvent(t, got, `{
	  "type": "REQUEST", "methodArn": "arn:aws:execute-api:us-east-1:111122223333:chat000001/prod/$connect",
	  "headers": {"Auth": "x", "Connection": "Upgrade", "Host": "localhost:4566", "Sec-WebSocket-Extensions": "permessage-deflate; client_max_window_bits",
	    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version": "13", "Upgrade": "websocket", "User-Agent": "wscat",
	    "X-Amzn-Trace-Id": "TRACE", "X-Forwarded-For": "192.0.2.7", "X-Forwarded-Port": "4566", "X-Forwarded-Proto": "http"},
	  "multiValueHeaders": {"Auth": ["x"], "Connection": ["Upgrade"], "Host": ["localhost:4566"], "Sec-WebSocket-Extensions": ["permessage-deflate; client_max_window_bits"],
	    "Sec-WebSocket-Key": ["dGhlIHNhbXBsZSBub25jZQ=="], "Sec-WebSocket-Version": ["13"], "Upgrade": ["websocket"], "User-Agent": ["wscat"],
	    "X-Amzn-Trace-Id": ["TRACE"], "X-Forwarded-For": ["192.0.2.7"], "X-Forwarded-Port": ["4566"], "X-Forwarded-Proto": ["http"]},
	  "queryStringParameters": {"q": "2"}, "multiValueQueryStringParameters": {"q": ["1", "2"]},
	  "stageVariables": {"guard": "guard", "tenant": "acme"},
	  "requestContext": {"routeKey": "$connect", "eventType": "CONNECT", "extendedRequestId": "ID", "requestTime": "04/Mar/2026:12:00:00 +0000",
	    "messageDirection": "IN", "stage": "prod", "connectedAt": 1772625600000, "requestTimeEpoch": 1772625600000,
	    "identity": {"userAgent": "wscat", "sourceIp": "192.0.2.7"}, "requestId": "ID", "domainName": "localhost:4566",
	    "connectionId": "eHrdFcnvvHcCE-w=", "apiId": "chat000001"}
	}`)
}

// What an authorizer says of a connection goes with every event of it, as text. Its
// verdict is of that connection alone, whatever authorizerResultTtlInSeconds says.
func TestTheAuthorizersContextStays(t *testing.T) {
	g := guardChat(t, []string{"route.request.header.Auth"}, func() (string, error) {
		return `{` + allowConnect + `,"context":{"n":1.5,"big":12345678901,"yes":true,"text":"a \"b\"","none":null}}`, nil
	})
	for id := range g.authorizers() {
		decided(g.chat, decide.UpdateAuthorizer, apigatewayv2.UpdateAuthorizer{ApiId: g.id, AuthorizerId: id, AuthorizerResultTtlInSeconds: new(int64(300))})
	}
	g.deploy()
	s := g.connect(g.gateway, "Auth", "x")
	for range 2 {
		var event struct {
			RequestContext struct{ Authorizer map[string]any }
		}
		if err := json.Unmarshal([]byte(g.send(g.gateway, s, "hi")), &event); err != nil {
			t.Fatal(err)
		}
		got, _ := json.Marshal(event.RequestContext.Authorizer)
		if want := `{"big":"12345678901","integrationLatency":0,"n":"1.5","principalId":"ann","text":"a \"b\"","yes":"true"}`; string(got) != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	if got := g.send(g.gateway, s, `{"action":"vtl"}`); got != `ann/1.5/true/a "b"` {
		t.Errorf("a template sees %s", got)
	}
	g.connect(g.gateway, "Auth", "x")
	if n := g.asked.Load(); n != 2 {
		t.Errorf("for two connections the authorizer was asked %d times", n)
	}
}

// An authorizer may say whose API key counts.
func TestTheAuthorizerNamesTheKey(t *testing.T) {
	a := guardChat(t, nil, func() (string, error) { return `{` + allowConnect + `,"usageIdentifierKey":"` + keyValue + `"}`, nil })
	decided(a.chat, decide.UpdateApi, apigatewayv2.UpdateApi{ApiId: a.id, ApiKeySelectionExpression: new("$context.authorizer.usageIdentifierKey")})
	for _, r := range a.routes() {
		if r.RouteKey == "$connect" {
			decided(a.chat, decide.UpdateRoute, apigatewayv2.UpdateRoute{ApiId: a.id, RouteId: r.RouteId, ApiKeyRequired: new(true)})
		}
	}
	a.deploy()
	if r := a.refused(a.gateway, a.handshake("", "x-api-key", keyValue)); r.Status != 403 {
		t.Errorf("a key that is not known: got %d %s", r.Status, r.Body)
	}
	a.withKey(plan0)
	a.connect(a.gateway)
}
