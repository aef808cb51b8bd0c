package gateway_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"reel/events/apigatewayv2"
	"reel/events/apigatewayv2/decide"
	"reel/events/traffic"
	"reel/http/gateway"
)

// A stage holds back the messages of a route, or of all, each route by itself; and
// says so on the connection, which stays open
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-protect.html).
func TestMessagesAreThrottled(t *testing.T) {
	now := noon
	g := gateway.New(gateway.Options{Now: func() time.Time { return now }})
	a := newChat(t, "$request.body.action")
	for _, key := range []string{"$default", "messages", "other"} {
		a.route(key, a.says(key[:1]), answers)
	}
	a.stage(func(c *apigatewayv2.UpdateStage) {
		c.DefaultRouteSettings = &apigatewayv2.RouteSettingsInput{ThrottlingBurstLimit: new(int64(2)), ThrottlingRateLimit: new(1.0)}
		c.RouteSettings = map[string]apigatewayv2.RouteSettingsInput{"messages": {ThrottlingBurstLimit: new(int64(1))}}
	})
	a.deploy()
	s := a.connect(g)
	expect := func(key string, want ...string) {
		t.Helper()
		for i, w := range want {
			got := a.send(g, s, `{"action":"`+key+`"}`)
			if message := errorOf(t, got); message != "" {
				got = message
			}
			if got != w {
				t.Errorf("%s, message %d: got %s, want %s", key, i+1, got, w)
			}
		}
	}
	const slow = "Too Many Requests"
	expect("messages", "m", slow)
	expect("other", "o", "o", slow)
	now = now.Add(time.Second)
	expect("messages", "m", slow)
	expect("other", "o", slow)
}

// The variables of the reference for templates of WebSocket APIs
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-mapping-template-reference.html).
func TestTemplatesOfMessages(t *testing.T) {
	now := noon
	g := gateway.New(gateway.Options{Now: func() time.Time { return now }})
	a := newChat(t, "$request.body.action")
	const about = `$context.connectionId $context.connectedAt $context.domainName $context.eventType $context.routeKey $context.apiId $context.stage ` +
		`$context.requestTime $context.requestTimeEpoch $context.identity.sourceIp $context.identity.userAgent $context.messageDirection ` +
		`$context.messageId.length() $context.requestId.equals($context.extendedRequestId) [$context.authorizer.principalId] [$context.httpMethod] ` +
		`$stageVariables.tenant $stageVariables.get('tenant') $util.escapeJavaScript("a'b") $util.base64Encode('hi') $util.urlEncode('a b')`
	mock := mockSocket("200")
	a.route("about", a.integration(mock, saying(about)), answers)
	a.route("body", a.integration(apigatewayv2.CreateIntegration{IntegrationType: "MOCK",
		RequestTemplates: map[string]string{"$default": `#set($x = $input.path('$.code')){"statusCode": $x}`}}, saying("[$input.body] [$input.params('q')] [$input.json('$.x')] [$context.keySet().size()]")), answers)
	a.stage(func(c *apigatewayv2.UpdateStage) { c.StageVariables = map[string]string{"tenant": "acme"} })
	a.deploy()
	s := a.connect(g, "User-Agent", "wscat")
	now = now.Add(time.Second)
	want := `eHrdFcnvvHcCE-w= 1772625600000 localhost:4566 MESSAGE about chat000001 prod 04/Mar/2026:12:00:01 +0000 1772625601000 192.0.2.7 wscat IN 16 true [] [] acme acme a\'b aGk= a+b`
	if got := a.send(g, s, `{"action":"about"}`); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	if got, want := a.send(g, s, `{"action":"body","code":200}`), `[{}] [] [""] [14]`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := errorOf(t, a.send(g, s, `{"action":"body","code":"x"}`)); got != internalError {
		t.Errorf("got %s", got)
	}
}

// Every event is one line in the stage's access log, with the variables of AWS's
// list (https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-logging.html),
// and one exchange of the traffic.
func TestTheAccessLogOfConnections(t *testing.T) {
	var seen []*traffic.Exchange
	b := newBackend(t, func(w http.ResponseWriter, q *http.Request) { w.Write([]byte("ok")) })
	g := gateway.New(gateway.Options{Now: func() time.Time { return noon }, Observe: func(e *traffic.Exchange) { seen = append(seen, e) }})
	a := newChat(t, "$request.body.action")
	a.route("$connect", "")
	a.route("$disconnect", a.says(""))
	a.route("join", a.integration(apigatewayv2.CreateIntegration{IntegrationType: "HTTP_PROXY", IntegrationMethod: new("POST"), IntegrationUri: &b.URL}), answers)
	a.stage(func(c *apigatewayv2.UpdateStage) {
		c.AccessLogSettings = &apigatewayv2.AccessLogSettingsInput{DestinationArn: new("arn:aws:logs:us-east-1:111122223333:log-group:ws"),
			Format: new("$context.eventType $context.routeKey $context.status $context.connectionId $context.responseLength $context.integration.status $context.integrationStatus " +
				"$context.error.message [$context.requestId] $context.identity.sourceIp $context.authorizer.status $context.authenticate.status")}
	})
	a.deploy()
	s := a.connect(g)
	a.send(g, s, `{"action":"join"}`)
	a.send(g, s, `{"action":"leave"}`)
	g.Disconnect(t.Context(), s, a.state, 1001, "Going away")
	want := []string{
		"CONNECT $connect 101 eHrdFcnvvHcCE-w= 0 - - - [ID] 192.0.2.7 - -",
		"MESSAGE join 200 eHrdFcnvvHcCE-w= 2 200 200 - [ID] 192.0.2.7 - -",
		"MESSAGE - 403 eHrdFcnvvHcCE-w= 91 - - Forbidden [ID] 192.0.2.7 - -",
		"DISCONNECT $disconnect 200 eHrdFcnvvHcCE-w= 0 - - - [ID] 192.0.2.7 - -",
	}
	for i, e := range seen {
		if got := strings.Replace(e.AccessLog, "["+e.ID+"]", "[ID]", 1); got != want[i] {
			t.Errorf("line %d: got %s, want %s", i, got, want[i])
		}
		if e.ConnectionID != connectionID || (e.MessageID != "") != (e.EventType == "MESSAGE") || e.Account != account || e.Region != region {
			t.Errorf("traffic shows %+v", e)
		}
	}
	if got, want := fmt.Sprint(len(seen[1].Because()), slices.Contains(seen[1].Because(), "/apis/chat000001/stages/prod")), "5 true"; got != want {
		t.Errorf("the message came to what it did because of %v", seen[1].Because())
	}
}

// A stage serves its deployment: what changes after it does not count, for
// connections that are open either.
func TestMessagesAreServedByTheDeployment(t *testing.T) {
	g := gateway.New(gateway.Options{})
	a := newChat(t, "$request.body.action")
	id := a.route("$default", a.says("one"), answers)
	a.deploy()
	s := a.connect(g)
	decided(a, decide.UpdateRoute, apigatewayv2.UpdateRoute{ApiId: a.id, RouteId: id, Target: new("integrations/" + a.says("two"))})
	if got := a.send(g, s, "x"); got != "one" {
		t.Errorf("before it is deployed: %s", got)
	}
	a.deploy()
	if got := a.send(g, s, "x"); got != "two" {
		t.Errorf("after it is deployed: %s", got)
	}
}

// HTTP backends may stand behind a VPC link.
func TestMessagesByAVpcLink(t *testing.T) {
	b := newBackend(t, func(w http.ResponseWriter, q *http.Request) { w.Write([]byte(q.Host + q.URL.Path)) })
	g := gateway.New(gateway.Options{VpcLinks: []gateway.VpcLink{{Of: "link01", URL: b.URL}}})
	a := newChat(t, "$request.body.action")
	link := func(id string) string {
		return a.integration(apigatewayv2.CreateIntegration{IntegrationType: "HTTP_PROXY", IntegrationMethod: new("POST"), ConnectionType: new("VPC_LINK"), ConnectionId: &id,
			IntegrationUri: new("http://nlb.internal/orders")})
	}
	a.route("$default", link("${stageVariables.link}"), answers)
	a.route("other", link("nosuch"), answers)
	a.stage(func(c *apigatewayv2.UpdateStage) { c.StageVariables = map[string]string{"link": "link01"} })
	a.deploy()
	s := a.connect(g)
	if got := a.send(g, s, "x"); got != "nlb.internal/orders" {
		t.Errorf("got %s", got)
	}
	if got := errorOf(t, a.send(g, s, `{"action":"other"}`)); got != internalError {
		t.Errorf("got %s", got)
	}
}

// $disconnect has nobody to tell: its function may fail, be slow or not be there.
func TestDisconnectIsBestEffort(t *testing.T) {
	result, failure := "", error(fmt.Errorf("boom"))
	var seen []*traffic.Exchange
	a := newChat(t, "$request.body.action")
	a.route("$disconnect", a.integration(socketProxy("f")))
	a.deploy()
	g := gateway.New(gateway.Options{Functions: nil, Observe: func(e *traffic.Exchange) { seen = append(seen, e) }})
	s := a.connect(g)
	g.Disconnect(t.Context(), s, a.state, 1006, "")
	if len(seen) != 2 {
		t.Fatalf("traffic shows %d exchanges", len(seen))
	}
	if e := seen[len(seen)-1]; e.Status != 500 || e.Error == "" || e.EventType != "DISCONNECT" {
		t.Errorf("traffic shows %+v", e)
	}
	returning(t, &result, &failure).Disconnect(t.Context(), s, a.state, 1000, "")
	decided(a, decide.DeleteApi, apigatewayv2.DeleteApi{ApiId: a.id})
	g.Disconnect(t.Context(), s, a.state, 1001, "")
	if len(seen) != 2 {
		t.Errorf("nothing is there to be told, and traffic shows %+v", seen[2])
	}
}

// The limit of an account counts messages as it does calls, where it is kept.
func TestMessagesCountForTheAccount(t *testing.T) {
	g := gateway.New(gateway.Options{Now: func() time.Time { return noon }, AccountThrottle: true})
	a := newChat(t, "$request.body.action")
	a.route("$default", a.says("hi"), answers)
	a.deploy()
	s := a.connect(g)
	for i := range 5000 {
		if got := a.send(g, s, "x"); got != "hi" {
			t.Fatalf("message %d: got %s", i, got)
		}
	}
	if got := errorOf(t, a.send(g, s, "x")); got != "Too Many Requests" {
		t.Errorf("got %s", got)
	}
}

// What a stage serves is compiled once, however many messages come.
func TestMessagesCompileNothing(t *testing.T) {
	var log bytes.Buffer
	g := gateway.New(gateway.Options{Log: slog.New(slog.NewTextHandler(&log, nil))})
	a := newChat(t, "$request.body.action")
	a.route("broken", a.says("#if("), answers)
	a.route("$default", a.says("hi"), answers)
	a.deploy()
	s := a.connect(g)
	for range 3 {
		a.send(g, s, "x")
	}
	if n := strings.Count(log.String(), "a mapping template cannot be read"); n != 1 {
		t.Errorf("the log says %d times what cannot be read: %s", n, log.String())
	}
}

// dataTraceEnabled has the log show what came and what was answered, of all messages
// of a route or of those that failed. (the words are ours)
func TestMessagesAreTraced(t *testing.T) {
	for _, tt := range []struct {
		level string
		trace bool
		want  int
	}{{"INFO", true, 2}, {"ERROR", true, 1}, {"OFF", true, 0}, {"INFO", false, 0}} {
		var log bytes.Buffer
		g := gateway.New(gateway.Options{Log: slog.New(slog.NewTextHandler(&log, nil))})
		a := newChat(t, "$request.body.action")
		a.route("good", a.says("fine"), answers)
		a.route("bad", a.says("#if("), answers)
		a.stage(func(c *apigatewayv2.UpdateStage) {
			c.DefaultRouteSettings = &apigatewayv2.RouteSettingsInput{LoggingLevel: &tt.level, DataTraceEnabled: &tt.trace}
		})
		a.deploy()
		s := a.connect(g)
		a.send(g, s, `{"action":"good","n":7}`)
		a.send(g, s, `{"action":"bad"}`)
		if n := strings.Count(log.String(), "data trace"); n != tt.want || tt.want == 2 && !strings.Contains(log.String(), `{\"action\":\"good\",\"n\":7}" sent=fine`) {
			t.Errorf("%s %t: the log has %d traces: %s", tt.level, tt.trace, n, log.String())
		}
	}
}
