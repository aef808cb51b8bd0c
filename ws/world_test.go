package ws_test

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gobwas/ws"

	"reel/cmd/emulator"
)

// A world is an emulator, spoken to over its socket, with a clock of sockets that
// stands still until it is moved.
type world struct {
	testing.TB
	*emulator.Emulator
	clock  *clock
	dialer ws.Dialer // of clients; the zero one unless a test wants more
}

// A clock is moved by hand.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) move(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// begin is when clocks start.
var begin = time.Date(2026, 11, 28, 12, 0, 0, 123e6, time.UTC)

func open(t *testing.T, change ...func(*emulator.Config)) *world {
	t.Helper()
	w := &world{TB: t, clock: &clock{now: begin}}
	c := emulator.Config{Seed: 7, Clock: "2026-01-01T00:00:00Z", Now: w.clock.Now}
	for _, f := range change {
		f(&c)
	}
	w.Emulator = emulator.OpenWith(t, c)
	return w
}

// An answer is what came back, read whole.
type answer struct {
	status int
	header http.Header
	body   string
}

// do sends a request to a path, or a whole URL; headers are name, value, name, value.
func (w *world) do(method, path, body string, headers ...string) answer {
	w.Helper()
	if strings.HasPrefix(path, "/") {
		path = w.URL + path
	}
	q, err := http.NewRequestWithContext(w.Context(), method, path, strings.NewReader(body))
	if err != nil {
		w.Fatal(err)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		if q.Header.Set(headers[i], headers[i+1]); headers[i] == "Host" {
			q.Host = headers[i+1]
		}
	}
	resp, err := http.DefaultTransport.RoundTrip(q)
	if err != nil {
		w.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		w.Fatal(err)
	}
	return answer{resp.StatusCode, resp.Header, string(text)}
}

func (a answer) check(t testing.TB, status int, body string) {
	t.Helper()
	if a.status != status || a.body != body {
		t.Errorf("got %d %s\nwant %d %s", a.status, a.body, status, body)
	}
}

// made does what makes something and returns a member of what was made.
func (w *world) made(method, path, body, member string) string {
	w.Helper()
	a := w.do(method, path, body)
	if a.status > 299 {
		w.Fatalf("%s %s %s: %d %s", method, path, body, a.status, a.body)
	}
	var members map[string]any
	if err := json.Unmarshal([]byte(a.body), &members); err != nil && member != "" {
		w.Fatalf("%v in %s", err, a.body)
	}
	s, _ := members[member].(string)
	return s
}

// A route of an API that a test makes: its key, its integration, and more of the
// route's own members.
type route struct{ key, integration, more string }

// api makes a WebSocket API with the routes, each of which answers, and a stage
// prod; it returns the API's id.
func (w *world) api(routes ...route) string {
	w.Helper()
	id := w.made("POST", "/v2/apis", `{"name":"sockets","protocolType":"WEBSOCKET","routeSelectionExpression":"$request.body.action"}`, "apiId")
	for _, r := range routes {
		w.route(id, r)
	}
	w.made("POST", "/v2/apis/"+id+"/stages", `{"stageName":"prod"}`, "")
	return id
}

func (w *world) route(api string, r route) (routeID, integrationID string) {
	w.Helper()
	integrationID = w.made("POST", "/v2/apis/"+api+"/integrations", r.integration, "integrationId")
	return w.routeTo(api, r, integrationID), integrationID
}

// routeTo makes a route to an integration that is there.
func (w *world) routeTo(api string, r route, integrationID string) (routeID string) {
	w.Helper()
	more := r.more
	if more != "" {
		more = "," + more
	}
	routeID = w.made("POST", "/v2/apis/"+api+"/routes",
		`{"routeKey":"`+r.key+`","target":"integrations/`+integrationID+`","routeResponseSelectionExpression":"$default"`+more+`}`, "routeId")
	w.made("POST", "/v2/apis/"+api+"/routes/"+routeID+"/routeresponses", `{"routeResponseKey":"$default"}`, "")
	return routeID
}

// function is the integration with a function of the given name.
func function(name string) string {
	return `{"integrationType":"AWS_PROXY","integrationMethod":"POST","integrationUri":"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:` + name + `/invocations"}`
}

// mock makes an integration that says a text to every message, and returns its id.
func (w *world) mock(api, text string) string {
	w.Helper()
	id := w.made("POST", "/v2/apis/"+api+"/integrations", `{"integrationType":"MOCK","requestTemplates":{"200":"{\"statusCode\":200}"},"templateSelectionExpression":"200"}`, "integrationId")
	quoted, _ := json.Marshal(text)
	w.made("POST", "/v2/apis/"+api+"/integrations/"+id+"/integrationresponses",
		`{"integrationResponseKey":"$default","templateSelectionExpression":"\\$default","responseTemplates":{"$default":`+string(quoted)+`}}`, "")
	return id
}

// handle plugs a function in that sees events whole.
func (w *world) handle(name string, f func(event) any) {
	w.Functions.Handle(name, func(_ context.Context, payload []byte) ([]byte, error) {
		e := event{raw: string(payload)}
		if err := json.Unmarshal(payload, &e); err != nil {
			return nil, err
		}
		switch answer := f(e).(type) {
		case error:
			return nil, answer
		default:
			return json.Marshal(answer)
		}
	})
}

// An event is what a function of a WebSocket API is told.
type event struct {
	RequestContext struct {
		RouteKey, EventType, ConnectionId, DomainName, Stage, MessageId string
		DisconnectStatusCode                                            int
		DisconnectReason                                                string
	}
	Body            string
	IsBase64Encoded bool
	raw             string
}

// result is what a function returns.
type result struct {
	StatusCode      int               `json:"statusCode"`
	Headers         map[string]string `json:"headers,omitempty"`
	Body            string            `json:"body"`
	IsBase64Encoded bool              `json:"isBase64Encoded,omitempty"`
}

// echo makes an API whose messages come back, and tells of each event on the
// channel that it returns.
func (w *world) echo() (api string, seen chan event) {
	w.Helper()
	seen = make(chan event, 10_000)
	w.handle("echo", func(e event) any {
		seen <- e
		return result{StatusCode: 200, Body: e.Body}
	})
	return w.api(route{"$connect", function("echo"), ""}, route{"$disconnect", function("echo"), ""}, route{"$default", function("echo"), ""}), seen
}

// whoami makes an API that answers every message with the connection's id.
func (w *world) whoami() (api string) {
	w.Helper()
	api = w.api()
	w.routeTo(api, route{key: "$default"}, w.mock(api, "$context.connectionId"))
	return api
}

// met opens a connection to an API made by whoami.
func (w *world) met(url string, headers ...string) *client {
	w.Helper()
	c := w.dial(url, headers...)
	c.say("who am I?")
	if _, c.id = c.read(); len(c.id) != 16 {
		w.Fatalf("the connection is called %q", c.id)
	}
	return c
}

// A client is a connection of a client's.
type client struct {
	testing.TB
	net.Conn
	in        *bufio.Reader
	handshake http.Header
	protocol  string
	id        string // as whoami tells it
}

// url is the URL of an API's stage prod for WebSocket clients.
func (w *world) url(api string) string {
	return "ws" + strings.TrimPrefix(w.URL, "http") + "/ws/" + api + "/prod"
}

// dial opens a connection; headers are name, value, name, value.
func (w *world) dial(url string, headers ...string) *client {
	w.Helper()
	c, err := w.try(url, headers...)
	if err != nil {
		w.Fatal(err)
	}
	return c
}

func (w *world) try(url string, headers ...string) (*client, error) {
	c := &client{TB: w, handshake: http.Header{}}
	header := http.Header{}
	d := w.dialer
	d.Timeout = 20 * time.Second
	d.OnHeader = func(key, value []byte) error {
		c.handshake[string(key)] = append(c.handshake[string(key)], string(value))
		return nil
	}
	for i := 0; i+1 < len(headers); i += 2 {
		switch headers[i] {
		case "Host":
			d.Host = headers[i+1]
		case "Sec-WebSocket-Protocol":
			d.Protocols = strings.Split(headers[i+1], ", ")
		default:
			header.Add(headers[i], headers[i+1])
		}
	}
	d.Header = ws.HandshakeHeaderHTTP(header)
	conn, r, shaken, err := d.Dial(w.Context(), url)
	if err != nil {
		return nil, err
	}
	if r == nil {
		r = bufio.NewReader(conn)
	}
	c.Conn, c.in, c.protocol = conn, r, shaken.Protocol
	_ = conn.SetDeadline(time.Now().Add(30 * time.Second)) // so that a test that fails ends
	w.Cleanup(func() { conn.Close() })
	return c, nil
}

// write writes a frame as clients do.
func (c *client) write(f ws.Frame) {
	c.Helper()
	if err := ws.WriteFrame(c, ws.MaskFrame(f)); err != nil {
		c.Fatal(err)
	}
}

func (c *client) say(text string) { c.Helper(); c.write(ws.NewTextFrame([]byte(text))) }

// read is the next frame.
func (c *client) read() (ws.OpCode, string) {
	c.Helper()
	//lint:ignore SA1019 the other side is reel, and a test
	f, err := ws.ReadFrame(c.in)
	if err != nil {
		c.Fatalf("reading a frame: %v", err)
	}
	return f.Header.OpCode, string(f.Payload)
}

// hears checks the next message.
func (c *client) hears(want string) {
	c.Helper()
	if op, got := c.read(); op != ws.OpText || got != want {
		c.Fatalf("got frame %d %.200q, want the text %.200q", op, got, want)
	}
}

// hearsClose checks that the server closes with the code, and then for good.
func (c *client) hearsClose(code ws.StatusCode, reason string) {
	c.Helper()
	op, payload := c.read()
	got, words := ws.ParseCloseFrameData([]byte(payload))
	if op != ws.OpClose || got != code || words != reason {
		c.Fatalf("got frame %d %d %q, want a close frame %d %q", op, got, words, code, reason)
	}
}

// hearsEnd checks that there is nothing more.
func (c *client) hearsEnd() {
	c.Helper()
	if b, err := io.ReadAll(c.in); err != nil || len(b) > 0 {
		c.Fatalf("got %q, %v; want the end", b, err)
	}
}

// next is the next event, which must be of the given type.
func next(t testing.TB, seen <-chan event, eventType string) event {
	t.Helper()
	select {
	case e := <-seen:
		if e.RequestContext.EventType != eventType {
			t.Fatalf("got the event %s, want %s", e.raw, eventType)
		}
		return e
	case <-time.After(20 * time.Second):
		t.Fatalf("no event came; want %s", eventType)
	}
	return event{}
}
