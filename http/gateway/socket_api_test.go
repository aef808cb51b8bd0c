package gateway_test

import (
	"encoding/json"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"reel/events"
	"reel/events/apigateway"
	"reel/events/apigatewayv2"
	"reel/events/apigatewayv2/decide"
	"reel/http/gateway"
	"reel/projections"
)

// A chat is a WebSocket API that a test makes, decision by decision, with the stage
// prod.
type chat struct {
	t     testing.TB
	state projections.State
	id    string
}

func newChat(t testing.TB, selection string, change ...func(*apigatewayv2.CreateApi)) *chat {
	t.Helper()
	a := &chat{t: t, id: "chat000001"}
	c := apigatewayv2.CreateApi{Name: "chat", ProtocolType: "WEBSOCKET", RouteSelectionExpression: &selection, Tags: map[string]string{"_custom_id_": a.id}}
	for _, f := range change {
		f(&c)
	}
	decided(a, decide.CreateApi, c)
	decided(a, decide.CreateStage, apigatewayv2.CreateStage{ApiId: a.id, StageName: "prod"})
	return a
}

// decided is the event that a command came to, folded.
func decided[C any](a *chat, by func(events.Env, projections.World, C) (events.Event, error), c C) events.Event {
	a.t.Helper()
	seq := a.state.Seq + 1
	now := time.Unix(int64(seq), 0).UTC()
	e, err := by(events.NewEnv(now, 7, seq), a.state.World(account, region), c)
	if err != nil {
		a.t.Fatal(err)
	}
	next, err := a.state.Apply(events.Recorded{Account: account, Region: region, Seq: seq, Time: now, Event: e})
	if err != nil {
		a.t.Fatal(err)
	}
	a.state = next
	return e
}

// integration makes an integration with its responses.
func (a *chat) integration(c apigatewayv2.CreateIntegration, responses ...apigatewayv2.CreateIntegrationResponse) string {
	a.t.Helper()
	c.ApiId = a.id
	id := decided(a, decide.CreateIntegration, c).(apigatewayv2.IntegrationCreated).Integration.IntegrationId
	for _, r := range responses {
		r.ApiId, r.IntegrationId = a.id, id
		decided(a, decide.CreateIntegrationResponse, r)
	}
	return id
}

// route makes a route to an integration, "" for none.
func (a *chat) route(key, integration string, change ...func(*apigatewayv2.CreateRoute)) string {
	a.t.Helper()
	c := apigatewayv2.CreateRoute{ApiId: a.id, RouteKey: key}
	if integration != "" {
		c.Target = new("integrations/" + integration)
	}
	for _, f := range change {
		f(&c)
	}
	return decided(a, decide.CreateRoute, c).(apigatewayv2.RouteCreated).Route.RouteId
}

// answers makes a route answer.
func answers(c *apigatewayv2.CreateRoute) { c.RouteResponseSelectionExpression = new("$default") }

// says is a MOCK integration whose response says something.
func (a *chat) says(text string) string {
	a.t.Helper()
	return a.integration(mockSocket("200"), saying(text))
}

func mockSocket(status string) apigatewayv2.CreateIntegration {
	return apigatewayv2.CreateIntegration{IntegrationType: "MOCK", TemplateSelectionExpression: new("200"),
		RequestTemplates: map[string]string{"200": `{"statusCode":` + status + `}`}}
}

func saying(text string) apigatewayv2.CreateIntegrationResponse {
	return apigatewayv2.CreateIntegrationResponse{IntegrationResponseKey: "$default", TemplateSelectionExpression: new(`\$default`),
		ResponseTemplates: map[string]string{"$default": text}}
}

// deploy deploys the API to the stage.
func (a *chat) deploy() *chat {
	a.t.Helper()
	decided(a, decide.CreateDeployment, apigatewayv2.CreateDeployment{ApiId: a.id, StageName: new("prod")})
	return a
}

// stage changes the stage.
func (a *chat) stage(change func(*apigatewayv2.UpdateStage)) {
	a.t.Helper()
	c := apigatewayv2.UpdateStage{ApiId: a.id, StageName: "prod"}
	change(&c)
	decided(a, decide.UpdateStage, c)
}

// handshake is a handshake with the stage prod.
func (a *chat) handshake(query string, headers ...string) gateway.Call {
	h := http.Header{
		"Connection": {"Upgrade"}, "Upgrade": {"websocket"}, "Sec-Websocket-Key": {"dGhlIHNhbXBsZSBub25jZQ=="}, "Sec-Websocket-Version": {"13"},
		"Sec-Websocket-Extensions": {"permessage-deflate; client_max_window_bits"},
	}
	for i := 0; i < len(headers); i += 2 {
		h.Add(headers[i], headers[i+1])
	}
	return gateway.Call{State: a.state, ApiID: a.id, Stage: "prod", Method: "GET", Path: "", RawQuery: query, Proto: "HTTP/1.1",
		Host: "localhost:4566", Header: h, SourceIP: "192.0.2.7", Port: "4566"}
}

const connectionID = "eHrdFcnvvHcCE-w="

// connect opens a connection, which must succeed.
func (a *chat) connect(g *gateway.Gateway, headers ...string) *gateway.Socket {
	a.t.Helper()
	s, r, err := g.Connect(a.t.Context(), a.handshake("", headers...), connectionID)
	if err != nil || r.Status != 101 || s == nil {
		a.t.Fatalf("the handshake came to %d %s %v", r.Status, r.Body, err)
	}
	return s
}

// refused tries to open a connection, and is what is answered instead.
func (a *chat) refused(g *gateway.Gateway, c gateway.Call) gateway.Reply {
	a.t.Helper()
	s, r, err := g.Connect(a.t.Context(), c, connectionID)
	if err != nil || s != nil {
		a.t.Fatalf("got socket %v, %d %s, %v", s, r.Status, r.Body, err)
	}
	return r
}

// send sends a text message, and is what is answered; "<nothing>" when nothing is.
func (a *chat) send(g *gateway.Gateway, s *gateway.Socket, message string) string {
	a.t.Helper()
	return a.sendFrame(g, s, gateway.Frame{Data: []byte(message)})
}

func (a *chat) sendFrame(g *gateway.Gateway, s *gateway.Socket, m gateway.Frame) string {
	a.t.Helper()
	f, err := g.Receive(a.t.Context(), s, a.state, m)
	switch {
	case err != nil:
		a.t.Fatal(err)
	case f == nil:
		return "<nothing>"
	case f.Binary:
		return "<binary>" + string(f.Data)
	}
	return string(f.Data)
}

// errorOf is the message of an error frame, "" when a frame is none; it holds the
// frame to AWS's form.
func errorOf(t testing.TB, frame string) string {
	t.Helper()
	var m struct{ Message, ConnectionID, RequestID string }
	if json.Unmarshal([]byte(frame), &m) != nil || m.RequestID == "" {
		return ""
	}
	if want := `{"message": "` + m.Message + `", "connectionId":"` + connectionID + `", "requestId":"` + m.RequestID + `"}`; frame != want {
		t.Errorf("got frame %s, want %s", frame, want)
	}
	if len(m.RequestID) != 16 || !strings.HasSuffix(m.RequestID, "=") {
		t.Errorf("got requestId %q, want 16 characters and = at the end", m.RequestID)
	}
	return m.Message
}

// fold folds an event that no decision would come to.
func (a *chat) fold(e events.Event) {
	a.t.Helper()
	seq := a.state.Seq + 1
	next, err := a.state.Apply(events.Recorded{Account: account, Region: region, Seq: seq, Time: time.Unix(int64(seq), 0), Event: e})
	if err != nil {
		a.t.Fatal(err)
	}
	a.state = next
}

func (a *chat) authorizers() map[string]apigatewayv2.Authorizer {
	api, err := a.state.World(account, region).Api(a.id)
	if err != nil {
		a.t.Fatal(err)
	}
	out := map[string]apigatewayv2.Authorizer{}
	for id, noun := range api.Tree.Authorizers.All() {
		out[id] = *noun
	}
	return out
}

func (a *chat) routes() (out []apigatewayv2.Route) {
	api, err := a.state.World(account, region).Api(a.id)
	if err != nil {
		a.t.Fatal(err)
	}
	for _, r := range api.Tree.Routes.All() {
		out = append(out, r.Route)
	}
	return out
}

// plan0 is a usage plan without limits.
var plan0 apigateway.CreateUsagePlan

var (
	anyTrace = regexp.MustCompile(`Root=1-[0-9a-f]{8}-[0-9a-f]{24}`)
	anyID    = regexp.MustCompile(`"[A-Za-z0-9_-]{15}="`)
)

// sameEvent compares an event with what it should be, to the last key: a trace is
// TRACE, and an id of 16 characters other than the connection's is ID. requestId and
// extendedRequestId are one.
func sameEvent(t testing.TB, got, want string) {
	t.Helper()
	var ids struct {
		RequestContext struct{ RequestID, ExtendedRequestID string }
	}
	if err := json.Unmarshal([]byte(got), &ids); err != nil || ids.RequestContext.RequestID != ids.RequestContext.ExtendedRequestID {
		t.Errorf("ids %+v, %v", ids, err)
	}
	got = anyTrace.ReplaceAllString(got, "TRACE")
	got = anyID.ReplaceAllStringFunc(got, func(id string) string {
		if id == `"`+connectionID+`"` {
			return id
		}
		return `"ID"`
	})
	if g, w := indented(t, got), indented(t, want); g != w {
		t.Errorf("got %s\nwant %s", g, w)
	}
}

func indented(t testing.TB, text string) string {
	t.Helper()
	var v any
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	out, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}
