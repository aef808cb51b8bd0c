package ws_test

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gobwas/ws"
)

// One test for each row of the table of what WebSocket APIs have, from the client's
// side of the socket.

const lambdaARN = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:"

func TestConnectRouteWithLambdaIntegration(t *testing.T) {
	w := open(t)
	status := 200
	seen := make(chan event, 10)
	w.handle("connect", func(e event) any {
		if seen <- e; status == 0 {
			return errors.New("broken")
		}
		return result{StatusCode: status, Body: "sorry"}
	})
	api := w.api(route{"$connect", function("connect"), ""})
	w.dial(w.url(api)+"?room=1", "X-Custom", "yes")
	e := next(t, seen, "CONNECT")
	if e.RequestContext.RouteKey != "$connect" || len(e.RequestContext.ConnectionId) != 16 || "ws://"+e.RequestContext.DomainName != strings.TrimSuffix(w.url(api), "/ws/"+api+"/prod") {
		t.Errorf("the event is %s", e.raw)
	}
	for _, want := range []string{`"queryStringParameters":{"room":"1"}`, `"X-Custom":"yes"`, `"Sec-WebSocket-Version":"13"`, `"isBase64Encoded":false`} {
		if !strings.Contains(e.raw, want) {
			t.Errorf("%s is not in %s", want, e.raw)
		}
	}
	for _, tt := range []struct{ status, want int }{{201, 101}, {301, 301}, {401, 401}, {403, 403}, {501, 501}, {0, 502}} {
		status = tt.status
		if got := w.status(w.url(api)); got != tt.want {
			t.Errorf("a function that says %d comes to %d, want %d", tt.status, got, tt.want)
		}
	}
}

// status is what a handshake comes to.
func (w *world) status(url string, headers ...string) int {
	w.Helper()
	_, err := w.try(url, headers...)
	var refused ws.StatusError
	switch {
	case err == nil:
		return http.StatusSwitchingProtocols
	case errors.As(err, &refused):
		return int(refused)
	}
	w.Fatal(err)
	return 0
}

func TestDisconnectRouteWithLambdaIntegration(t *testing.T) {
	w := open(t)
	api, seen := w.echo()
	c := w.dial(w.url(api))
	id := next(t, seen, "CONNECT").RequestContext.ConnectionId
	c.Write(closing(1000, "done"))
	e := next(t, seen, "DISCONNECT")
	if e.RequestContext.ConnectionId != id || e.RequestContext.DisconnectStatusCode != 1000 || e.RequestContext.DisconnectReason != "done" {
		t.Errorf("the event is %s", e.raw)
	}
	if !strings.Contains(e.raw, `"x-restapi":""`) || strings.Contains(e.raw, `"body"`) {
		t.Errorf("the event is %s", e.raw)
	}
}

func TestDefaultRoute(t *testing.T) {
	w := open(t)
	api, seen := w.echo()
	c := w.dial(w.url(api))
	next(t, seen, "CONNECT")
	for _, text := range []string{"not JSON", `{"action":"unknown"}`, `{"no":"action"}`, `[]`} {
		c.say(text)
		c.hears(text)
		if e := next(t, seen, "MESSAGE"); e.RequestContext.RouteKey != "$default" || len(e.RequestContext.MessageId) != 16 {
			t.Errorf("the event is %s", e.raw)
		}
	}
	// Without the route a message that no other takes is refused, and the connection stays open.
	bare := w.api()
	w.routeTo(bare, route{key: "hi"}, w.mock(bare, "hello"))
	c = w.dial(w.url(bare))
	c.say("not JSON")
	c.hearsError("Forbidden")
	c.say(`{"action":"hi"}`)
	c.hears("hello")
}

func TestCustomRoutesByRouteSelectionExpression(t *testing.T) {
	w := open(t)
	w.handle("tell", func(e event) any { return result{StatusCode: 200, Body: e.RequestContext.RouteKey} })
	api := w.api(route{"join", function("tell"), ""}, route{"leave", function("tell"), ""}, route{"$default", function("tell"), ""})
	c := w.dial(w.url(api))
	for text, want := range map[string]string{`{"action":"join"}`: "join", `{"action":"leave"}`: "leave", `{"action":"stay"}`: "$default", `{"action":"$connect"}`: "$default"} {
		c.say(text)
		c.hears(want)
	}
	w.made("PATCH", "/v2/apis/"+api, `{"routeSelectionExpression":"${request.body.service}-${request.body.action}"}`, "")
	w.routeTo(api, route{key: "chat-join"}, w.mock(api, "both"))
	c.say(`{"service":"chat","action":"join"}`)
	c.hears("both")
}

func TestRouteResponseSelectionExpression(t *testing.T) {
	w := open(t)
	seen := make(chan event, 10)
	w.handle("f", func(e event) any { seen <- e; return result{StatusCode: 500, Body: "answer"} })
	api := w.api(route{"two-way", function("f"), ""})
	in := w.made("POST", "/v2/apis/"+api+"/integrations", function("f"), "integrationId")
	w.made("POST", "/v2/apis/"+api+"/routes", `{"routeKey":"one-way","target":"integrations/`+in+`"}`, "")
	c := w.dial(w.url(api))
	c.say(`{"action":"one-way"}`)
	next(t, seen, "MESSAGE")
	c.say(`{"action":"two-way"}`)
	next(t, seen, "MESSAGE")
	c.hears("answer") // of the second alone, whatever its status
}

func TestConnectionsPostGetDelete(t *testing.T) {
	w := open(t)
	api, seen := w.echo()
	c := w.dial(w.url(api))
	path := "/execute-api/" + api + "/prod/@connections/" + next(t, seen, "CONNECT").RequestContext.ConnectionId
	w.do("POST", path, `{"hello":"client"}`).check(t, 200, "")
	c.hears(`{"hello":"client"}`)
	w.do("GET", path, "").check(t, 200, `{"connectedAt":"2026-11-28T12:00:00.123Z","identity":{"sourceIp":"127.0.0.1"},"lastActiveAt":"2026-11-28T12:00:00.123Z"}`)
	w.do("DELETE", path, "").check(t, 204, "")
	c.hearsClose(1000, "Connection Closed Normally")
	checkDisconnect(t, seen, 1000, "Connection Closed Normally")
}

func TestStageVariablesInIntegrationURIs(t *testing.T) {
	w := open(t)
	w.handle("one", func(event) any { return result{StatusCode: 200, Body: "one"} })
	w.handle("two", func(event) any { return result{StatusCode: 200, Body: "two"} })
	api := w.api(route{"$default", function("${stageVariables.fn}"), ""})
	c := w.dial(w.url(api))
	for _, name := range []string{"one", "two"} {
		w.made("PATCH", "/v2/apis/"+api+"/stages/prod", `{"stageVariables":{"fn":"`+name+`"}}`, "")
		c.say("which?")
		c.hears(name)
	}
}

func TestAWSProxyIntegration(t *testing.T) {
	w := open(t)
	w.handle("f", func(e event) any {
		if e.Body == "fail" {
			return errors.New("broken")
		}
		return result{StatusCode: 200, Body: "got " + e.Body}
	})
	c := w.dial(w.url(w.api(route{"$default", function("f"), ""})))
	c.say("x")
	c.hears("got x")
	c.say("fail")
	c.hearsError("Internal server error")
	c.say("y")
	c.hears("got y")
}

// templated makes an API whose $default route maps both ways with VTL.
func (w *world) templated(integration, request, response string) (api string) {
	w.Helper()
	quoted := func(s string) string { text, _ := json.Marshal(s); return string(text) }
	api = w.api()
	id := w.made("POST", "/v2/apis/"+api+"/integrations",
		strings.TrimSuffix(integration, "}")+`,"templateSelectionExpression":"\\$default","requestTemplates":{"$default":`+quoted(request)+`}}`, "integrationId")
	w.made("POST", "/v2/apis/"+api+"/integrations/"+id+"/integrationresponses",
		`{"integrationResponseKey":"$default","templateSelectionExpression":"\\$default","responseTemplates":{"$default":`+quoted(response)+`}}`, "")
	w.routeTo(api, route{key: "$default"}, id)
	return api
}

func TestAWSIntegrationWithTemplates(t *testing.T) {
	w := open(t)
	w.Functions.Handle("double", func(_ context.Context, payload []byte) ([]byte, error) {
		var in struct{ N int }
		if err := json.Unmarshal(payload, &in); err != nil {
			return nil, err
		}
		return json.Marshal(map[string]int{"result": 2 * in.N})
	})
	api := w.templated(`{"integrationType":"AWS","integrationMethod":"POST","integrationUri":"`+lambdaARN+`double/invocations"}`,
		`{"n":$input.json('$.number')}`, `twice is $input.path('$.result') for $context.routeKey`)
	c := w.dial(w.url(api))
	c.say(`{"number":21}`)
	c.hears("twice is 42 for $default")
}

// backend is an HTTP server that tells what it was asked.
func backend(t *testing.T) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		body, _ := io.ReadAll(q.Body)
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(map[string]string{"asked": q.Method + " " + q.URL.Path, "body": string(body)})
	}))
	t.Cleanup(server.Close)
	return server.URL
}

func TestHTTPProxyIntegration(t *testing.T) {
	w := open(t)
	api := w.api(route{"$default", `{"integrationType":"HTTP_PROXY","integrationMethod":"POST","integrationUri":"` + backend(t) + `/messages"}`, ""})
	c := w.dial(w.url(api))
	c.say("hello")
	c.hears(`{"asked":"POST /messages","body":"hello"}` + "\n")
}

func TestHTTPIntegrationWithTemplates(t *testing.T) {
	w := open(t)
	api := w.templated(`{"integrationType":"HTTP","integrationMethod":"PUT","integrationUri":"`+backend(t)+`/things"}`,
		`{"text":"$input.path('$.text')"}`, `$input.path('$.asked') $input.path('$.body')`)
	c := w.dial(w.url(api))
	c.say(`{"text":"hello"}`)
	c.hears(`PUT /things {"text":"hello"}`)
}

func TestMockIntegration(t *testing.T) {
	w := open(t)
	c := w.met(w.url(w.whoami()))
	c.say("again?")
	c.hears(c.id)
}

func TestGoneException(t *testing.T) {
	w := open(t)
	api, seen := w.echo()
	c := w.dial(w.url(api))
	id := next(t, seen, "CONNECT").RequestContext.ConnectionId
	c.Write(closing(1000, ""))
	next(t, seen, "DISCONNECT")
	for _, verb := range []string{"POST", "GET", "DELETE"} {
		a := w.do(verb, "/execute-api/"+api+"/prod/@connections/"+id, "")
		a.check(t, 410, "")
		if a.header.Get("X-Amzn-Errortype") != "GoneException" {
			t.Errorf("%s: the header is %v", verb, a.header)
		}
	}
}

// Q. AWS's guide says that binary frames are not supported, and events have
// isBase64Encoded all the same. reel takes them.
func TestBinaryFrames(t *testing.T) {
	w := open(t)
	seen := make(chan event, 10)
	w.handle("f", func(e event) any {
		seen <- e
		return result{StatusCode: 200, Body: e.Body, IsBase64Encoded: e.IsBase64Encoded}
	})
	c := w.dial(w.url(w.api(route{"$default", function("f"), ""})))
	data := "\x00\x01\xfe\xff"
	c.write(ws.NewBinaryFrame([]byte(data)))
	if e := next(t, seen, "MESSAGE"); !e.IsBase64Encoded || e.Body != base64.StdEncoding.EncodeToString([]byte(data)) {
		t.Errorf("the event is %s", e.raw)
	}
	if op, got := c.read(); op != ws.OpBinary || got != data {
		t.Errorf("got frame %d %q", op, got)
	}
}

func TestConnectResponseHeaders(t *testing.T) {
	w := open(t)
	w.handle("connect", func(event) any {
		return result{StatusCode: 200, Headers: map[string]string{"Sec-WebSocket-Protocol": "chat", "X-Room": "7"}}
	})
	api := w.api(route{"$connect", function("connect"), ""})
	c := w.dial(w.url(api), "Sec-WebSocket-Protocol", "chat, other")
	if got := strings.Join(c.handshake["X-Room"], ","); got != "7" {
		t.Errorf("X-Room is %q in %v", got, c.handshake)
	}
	if c.protocol != "chat" {
		t.Errorf("the protocol is %q", c.protocol)
	}
	// Without the integration's word no protocol is chosen.
	if c := w.dial(w.url(w.whoami()), "Sec-WebSocket-Protocol", "chat"); c.protocol != "" {
		t.Errorf("the protocol is %q", c.protocol)
	}
}

func TestPayloadSizeLimit(t *testing.T) {
	w := open(t)
	api, seen := w.echo()
	c := w.dial(w.url(api))
	id := next(t, seen, "CONNECT").RequestContext.ConnectionId
	most := strings.Repeat("x", 128<<10)
	c.say(most)
	c.hears(most)
	w.do("POST", "/prod/@connections/"+id, most).check(t, 200, "")
	c.hears(most)
	if a := w.do("POST", "/prod/@connections/"+id, most+"x"); a.status != 413 {
		t.Errorf("a longer post comes to %d %s", a.status, a.body)
	}
	c.say(most + "x")
	c.hearsError("Message too long")
	c.hearsClose(1009, "Message too long")
	checkDisconnect(t, seen, 1009, "Message too long")
}

func TestIdleTimeout(t *testing.T) {
	w := open(t)
	api, seen := w.echo()
	c := w.dial(w.url(api))
	next(t, seen, "CONNECT")
	w.clock.move(10*time.Minute - time.Millisecond)
	w.Sockets.Sweep()
	c.say("still here")
	c.hears("still here")
	w.clock.move(10 * time.Minute)
	w.Sockets.Sweep()
	c.hearsClose(1001, "Going away")
	checkDisconnect(t, seen, 1001, "Going away")
}

func TestMaximumConnectionDuration(t *testing.T) {
	w := open(t)
	api, seen := w.echo()
	c := w.dial(w.url(api))
	next(t, seen, "CONNECT")
	keepAlive(w, c, 2*time.Hour-time.Millisecond)
	c.say("still here")
	c.hears("still here")
	w.clock.move(time.Millisecond)
	w.Sockets.Sweep()
	c.hearsClose(1001, "Going away")
	checkDisconnect(t, seen, 1001, "Going away")
}
