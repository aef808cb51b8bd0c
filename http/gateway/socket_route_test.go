package gateway_test

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"

	"reel/events/apigatewayv2"
	"reel/events/apigatewayv2/decide"
	"reel/events/traffic"
	"reel/http/gateway"
)

// The table of the guide on {"service":"chat","action":"join"}, and what its words
// come to otherwise
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-develop-routes.html).
func TestRoutesAreChosen(t *testing.T) {
	const join = `{"service":"chat","action":"join","data":{"room":"room1234","n":7,"f":1.5,"yes":true,"list":["item1","item2"],"items":[{"k":"x"},{"k":"y"}]},"a b":"blank"}`
	tests := []struct{ name, expression, message, key string }{
		{"an unwrapped variable", "$request.body.action", join, "join"},
		{"a wrapped variable", "${request.body.action}", join, "join"},
		{"several", "${request.body.service}/${request.body.action}", join, "chat/join"},
		{"several, unwrapped", "$request.body.service/$request.body.action", join, "chat/join"},
		{"what is not there", "${request.body.action}-${request.body.invalidPath}", join, "join-"},
		{"static", "action", join, "action"},
		{"static, escaped", `\$default`, join, "$default"},
		{"an escaped variable", `\$request.body.action`, join, "$default"},
		{"deeper", "$request.body.data.room", join, "room1234"},
		{"a number", "$request.body.data.n", join, "7"},
		{"a fraction", "$request.body.data.f", join, "1.5"},
		{"a boolean", "$request.body.data.yes", join, "true"},
		{"an array of two", "$request.body.data.list", join, "[item1, item2]"},
		{"an array's item", "$request.body.data.list[1]", join, "item2"},
		{"an item's member", "${request.body.data.items[0].k}", join, "x"},
		{"all items' members", "$request.body.data.items[*].k", join, "[x, y]"},
		{"any depth", "${request.body..room}", join, "[room1234]"},
		{"a name in brackets", "${request.body['a b']}", join, "blank"},
		{"a name in brackets, unwrapped", "$request.body['a b']", join, "blank"},
		{"a message that is an array", "$request.body[0]", `["join"]`, "join"},
		{"text after braces", "${request.body.action}-beta", join, "join-beta"},
		{"a dash belongs to an unwrapped name", "$request.body.action-beta", join, "$default"},
		{"once only", "$request.body.action", `{"action":"$request.body.x","x":"join"}`, "$default"},
		{"a stage variable", "${stageVariables.prefix}-${request.body.action}", join, "v1-join"},
		{"no match", "$request.body.action", `{"action":"leave"}`, "$default"},
		{"nothing to match", "$request.body.action", `{}`, "$default"},
		{"null", "$request.body.action", `{"action":null}`, "$default"},
		{"not JSON", "$request.body.action", `join`, "$default"},
		{"not JSON, static", "action", `join`, "action"},
		{"empty", "$request.body.action", ``, "$default"},
		{"a path that cannot be read", "${request.body.[}", join, "$default"},
		{"no message connects", "$request.body.action", `{"action":"$connect"}`, "$default"},       // (ours)
		{"no message disconnects", "$request.body.action", `{"action":"$disconnect"}`, "$default"}, // (ours)
		{"the fallback by its name", "$request.body.action", `{"action":"$default"}`, "$default"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := newChat(t, tt.expression)
			for _, key := range []string{"$default", "$connect", "$disconnect", "join", "chat/join", "join-", "action", "room1234", "7", "1.5", "true", "[item1, item2]",
				"item2", "x", "[x, y]", "[room1234]", "blank", "join-beta", "v1-join"} {
				a.route(key, a.says(strings.ReplaceAll(key, "$", "the ")), answers)
			}
			a.stage(func(c *apigatewayv2.UpdateStage) { c.StageVariables = map[string]string{"prefix": "v1"} })
			a.deploy()
			g := gateway.New(gateway.Options{})
			if got := a.send(g, a.connect(g), tt.message); got != strings.ReplaceAll(tt.key, "$", "the ") {
				t.Errorf("got %s, want %s", got, tt.key)
			}
		})
	}
}

// Recorded on AWS: without a $default route, what matches none is forbidden.
func TestNoRouteIsForbidden(t *testing.T) {
	a := newChat(t, "$request.body.action")
	a.route("join", a.says("joined"))
	a.deploy()
	var seen []*traffic.Exchange
	g := gateway.New(gateway.Options{Observe: func(e *traffic.Exchange) { seen = append(seen, e) }})
	s := a.connect(g)
	for _, message := range []string{`{"action":"x"}`, "hello", ""} {
		if got := errorOf(t, a.send(g, s, message)); got != "Forbidden" {
			t.Errorf("%q came to %q", message, got)
		}
	}
	if got := a.send(g, s, `{"action":"join"}`); got != "<nothing>" {
		t.Errorf("a one-way route answered %s", got)
	}
	e := seen[len(seen)-1]
	if e.ConnectionID != connectionID || e.EventType != "MESSAGE" || e.RouteKey != "join" || len(e.MessageID) != 16 || e.Status != 200 ||
		string(e.Request.Body) != `{"action":"join"}` || e.Integration == nil || e.Integration.Type != "MOCK" {
		t.Errorf("traffic shows %+v", e)
	}
	if seen[0].EventType != "CONNECT" || seen[0].Status != 101 || seen[1].Error == "" || seen[1].Status != 403 {
		t.Errorf("traffic shows %+v and %+v", seen[0], seen[1])
	}
}

// A route response is what AWS wants besides the expression; the expression alone is
// enough here, so that a route made in one call answers. (ours)
func TestRoutesAnswer(t *testing.T) {
	tests := []struct {
		name       string
		expression *string
		response   bool
		want       string
	}{
		{"neither", nil, false, "<nothing>"},
		{"the expression", new("$default"), false, "hi"},
		{"both", new("$default"), true, "hi"},
		{"the response only", nil, true, "<nothing>"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := newChat(t, "$request.body.action")
			id := a.route("$default", a.says("hi"), func(c *apigatewayv2.CreateRoute) { c.RouteResponseSelectionExpression = tt.expression })
			if tt.response {
				decided(a, decide.CreateRouteResponse, apigatewayv2.CreateRouteResponse{ApiId: a.id, RouteId: id, RouteResponseKey: "$default"})
			}
			a.deploy()
			g := gateway.New(gateway.Options{})
			if got := a.send(g, a.connect(g), "x"); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

// A stage that was never deployed to serves the API as it is, and the log says so
// once. (ours: on AWS it would serve nothing)
func TestAStageThatWasNeverDeployedTo(t *testing.T) {
	var log bytes.Buffer
	g := gateway.New(gateway.Options{Log: slog.New(slog.NewTextHandler(&log, nil))})
	a := newChat(t, "$request.body.action")
	a.route("$default", a.says("one"), answers)
	s := a.connect(g)
	if got := a.send(g, s, "x"); got != "one" {
		t.Errorf("got %s", got)
	}
	a.route("two", a.says("two"), answers)
	if got := a.send(g, s, `{"action":"two"}`); got != "two" {
		t.Errorf("a route that came after the connection was opened answers %s", got)
	}
	if n := strings.Count(log.String(), "has no deployment"); n != 1 {
		t.Errorf("the log warns %d times: %s", n, log.String())
	}
	a.deploy()
	a.route("three", a.says("three"), answers)
	if got := a.send(g, s, `{"action":"three"}`); got != "one" {
		t.Errorf("a route that is not deployed answers %s", got)
	}
}

// What is not there refuses the handshake, and answers messages that are under way.
func TestNoSuchStage(t *testing.T) {
	a := newChat(t, "$request.body.action")
	a.route("$default", a.says("hi"), answers)
	a.deploy()
	g := gateway.New(gateway.Options{})
	s := a.connect(g)
	c := a.handshake("")
	c.Stage = "nope"
	if r := a.refused(g, c); r.Status != 403 || string(r.Body) != `{"message":"Forbidden"}` || value(r.Header, "x-amzn-ErrorType") != "ForbiddenException" {
		t.Errorf("no stage: got %d %s %v", r.Status, r.Body, r.Header)
	}
	c = a.handshake("")
	c.ApiID = "nope000000"
	if r := a.refused(g, c); r.Status != 403 {
		t.Errorf("no API: got %d", r.Status)
	}
	decided(a, decide.DeleteStage, apigatewayv2.DeleteStage{ApiId: a.id, StageName: "prod"})
	if got := errorOf(t, a.send(g, s, "x")); got != "Forbidden" {
		t.Errorf("a message to a stage that is gone came to %q", got)
	}
	g.Disconnect(t.Context(), s, a.state, 1000, "")
}
