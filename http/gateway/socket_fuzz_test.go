package gateway_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"reel/events/apigatewayv2"
	"reel/http/gateway"
)

// Whatever an owner writes as an expression, and whatever a client sends, is
// answered in time: by one of the routes, or by AWS's words.
func FuzzReceive(f *testing.F) {
	for _, seed := range []struct{ expression, message string }{
		{"$request.body.action", `{"action":"join"}`}, {"${request.body.a.b}/${request.body[0]}-\\$default", `[{"b":1}]`}, {"$request.body..[?(@.a=='x')].b", `{"c":{"a":"x","b":[1,2]}}`},
		{"${request.body['a b'].c", `{"a b":{"c":null}}`}, {"$context.authorizer.x ${stageVariables.y} $request.header.z", "\x00\xff"}, {"${${request.body}}", `{`}, {"$", ""}, {"\\", "[[[["},
	} {
		f.Add(seed.expression, []byte(seed.message), false)
		f.Add(seed.expression, []byte(seed.message), true)
	}
	f.Fuzz(func(t *testing.T, expression string, message []byte, binary bool) {
		if len(expression) > 512 || len(message) > 128<<10 || !utf8.ValidString(expression) {
			return
		}
		a := newChat(t, "$request.body.action")
		api, err := a.state.World(account, region).Api(a.id)
		if err != nil {
			t.Fatal(err)
		}
		noun := api.Tree.Api
		noun.RouteSelectionExpression = expression
		a.fold(apigatewayv2.ApiUpdated{Api: noun})
		i := a.integration(apigatewayv2.CreateIntegration{IntegrationType: "MOCK", TemplateSelectionExpression: &expression, RequestTemplates: map[string]string{"$default": `{"statusCode":200}`},
			RequestParameters: map[string]string{"integration.request.header.a": "route.request.body.a"}},
			apigatewayv2.CreateIntegrationResponse{IntegrationResponseKey: "$default", ResponseTemplates: map[string]string{"$default": "route"}})
		a.route("$default", i, answers)
		a.route("join", i, answers)
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		g := gateway.New(gateway.Options{})
		s, _, err := g.Connect(ctx, a.handshake(""), connectionID)
		if err != nil || s == nil {
			t.Fatal(s, err)
		}
		got, err := g.Receive(ctx, s, a.state, gateway.Frame{Binary: binary, Data: message})
		if err != nil || got == nil || got.Binary {
			t.Fatalf("got %v %v", got, err)
		}
		if text := string(got.Data); text != "route" && (!json.Valid(got.Data) || !strings.Contains(text, connectionID)) {
			t.Errorf("got %s", text)
		}
	})
}

// Whatever a function returns is a message, an error in AWS's words, or nothing.
func FuzzFunctionsAnswer(f *testing.F) {
	for _, seed := range []string{`{"statusCode":200,"body":"hi"}`, `{"body":"AAH/","isBase64Encoded":true}`, `null`, ``, `{"body":"\ud800"}`, `{"headers":{"a\r\nb":"c\r\nd"},"statusCode":299}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, result []byte) {
		a := newChat(t, "$request.body.action")
		i := a.integration(socketProxy("f"))
		a.route("$default", i, answers)
		a.route("$connect", i)
		g := gateway.New(gateway.Options{Backends: fixed(result)})
		s, r, err := g.Connect(t.Context(), a.handshake(""), connectionID)
		if err != nil || (s != nil) != (r.Status == 101) || r.Status < 101 || r.Status > 599 {
			t.Fatalf("got %v %d %v", s, r.Status, err)
		}
		if s == nil {
			s = &gateway.Socket{ID: connectionID, ApiID: a.id, Stage: "prod"}
		}
		m, err := g.Receive(t.Context(), s, a.state, text1("x"))
		if err != nil || m != nil && !m.Binary && !utf8.Valid(m.Data) {
			t.Fatalf("got %v %v", m, err)
		}
	})
}

// fixed is a backend that always answers the same.
type fixed []byte

func (b fixed) Integrate(context.Context, gateway.Request) (gateway.Response, error) {
	return gateway.Response{Status: 200, Body: b}, nil
}
