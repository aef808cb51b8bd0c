package ws_test

import (
	"bufio"
	"crypto/tls"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/gobwas/ws"
)

// handshake is a proper handshake's header, with the given ones instead.
func handshake(instead ...string) []string {
	return append([]string{
		"Connection", "keep-alive, Upgrade", "Upgrade", "websocket", "Sec-WebSocket-Version", "13", "Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==",
	}, instead...)
}

// Q. What does AWS say to requests that are no handshakes? Nobody has told; these
// are RFC 6455's statuses, and words of ours.
func TestHandshakesThatAreNone(t *testing.T) {
	w := open(t)
	api := w.whoami()
	w.made("PATCH", "/v2/apis/"+api, `{"disableExecuteApiEndpoint":false}`, "")
	const (
		upgrade = `{"message":"Upgrade Required"}`
		key     = `{"message":"Sec-WebSocket-Key is not 16 bytes in base64"}`
		get     = `{"message":"A WebSocket handshake is a GET request of HTTP/1.1"}`
		forbid  = `{"message":"Forbidden"}`
	)
	tests := []struct {
		name, verb, path string
		headers          []string
		status           int
		body             string
		header, value    string
	}{
		{"plain GET", "GET", "/ws/" + api + "/prod", nil, 426, upgrade, "Upgrade", "websocket"},
		{"plain GET with a slash", "GET", "/ws/" + api + "/prod/", nil, 426, upgrade, "Connection", "Upgrade"},
		{"plain POST", "POST", "/execute-api/" + api + "/prod", nil, 426, upgrade, "Upgrade", "websocket"},
		{"version 8", "GET", "/ws/" + api + "/prod", handshake("Sec-WebSocket-Version", "8"), 426, upgrade, "Sec-Websocket-Version", "13"},
		{"no version", "GET", "/ws/" + api + "/prod", handshake("Sec-WebSocket-Version", ""), 426, upgrade, "Sec-Websocket-Version", "13"},
		{"no key", "GET", "/ws/" + api + "/prod", handshake("Sec-WebSocket-Key", ""), 400, key, "", ""},
		{"short key", "GET", "/ws/" + api + "/prod", handshake("Sec-WebSocket-Key", "c2hvcnQ="), 400, key, "", ""},
		{"key that is no base64", "GET", "/ws/" + api + "/prod", handshake("Sec-WebSocket-Key", "!!!!!!!!!!!!!!!!!!!!!!=="), 400, key, "", ""},
		{"another upgrade", "GET", "/ws/" + api + "/prod", handshake("Upgrade", "h2c"), 426, upgrade, "Upgrade", "websocket"},
		{"upgrade not asked of the connection", "GET", "/ws/" + api + "/prod", handshake("Connection", "keep-alive"), 426, upgrade, "Upgrade", "websocket"},
		{"by POST", "POST", "/ws/" + api + "/prod", handshake(), 400, get, "", ""},
		{"no such stage", "GET", "/ws/" + api + "/none", handshake(), 403, forbid, "X-Amzn-Errortype", "ForbiddenException"},
		{"no such API", "GET", "/ws/none/prod", handshake(), 403, forbid, "X-Amzn-Errortype", "ForbiddenException"},
		{"no stage", "GET", "/ws/" + api, handshake(), 403, forbid, "", ""},
		{"a path", "GET", "/ws/" + api + "/prod/chat", handshake(), 404, `{"message":"No method found matching route chat for http method GET."}`, "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := w.do(tt.verb, tt.path, "", tt.headers...)
			a.check(t, tt.status, tt.body)
			if tt.header != "" && a.header.Get(tt.header) != tt.value {
				t.Errorf("%s is %q in %v", tt.header, a.header.Get(tt.header), a.header)
			}
		})
	}
}

// Every way to say which stage is meant opens a connection, with and without TLS.
func TestHandshakeByEveryURL(t *testing.T) {
	w := open(t)
	api := w.whoami()
	for _, form := range []struct{ path, host string }{
		{"/ws/" + api + "/prod", ""},
		{"/ws/" + api + "/prod/", ""},
		{"/ws/" + api + "/prod?token=x", ""},
		{"/execute-api/" + api + "/prod", ""},
		{"/_aws/execute-api/" + api + "/prod", ""},
		{"/prod", api + ".execute-api.us-east-1.localhost:4566"},
		{"/prod", api + ".execute-api.localhost"},
		{"/prod/", api + ".execute-api.us-east-1.amazonaws.com"},
		{"/prod", api + ".execute-api.localhost.localstack.cloud:4566"},
	} {
		for _, scheme := range []string{"ws", "wss"} {
			t.Run(scheme+" "+form.host+form.path, func(t *testing.T) {
				c := w.dialTLS(scheme+strings.TrimPrefix(w.URL, "http")+form.path, "Host", form.host)
				c.TB = t
				c.say("who am I?")
				if _, id := c.read(); len(id) != 16 || !strings.HasSuffix(id, "=") {
					t.Errorf("the connection is called %q", id)
				}
				for name, got := range c.handshake {
					if strings.EqualFold(name, "Sec-WebSocket-Extensions") {
						t.Errorf("extensions were taken: %v", got)
					}
				}
			})
		}
	}
}

// dialTLS is dial that trusts whoever answers, and offers to compress.
func (w *world) dialTLS(to string, headers ...string) *client {
	w.Helper()
	w.dialer = ws.Dialer{TLSConfig: &tls.Config{InsecureSkipVerify: true}}
	return w.dial(to, append(headers, "Sec-WebSocket-Extensions", "permessage-deflate; client_max_window_bits")...)
}

// A custom domain name leads to the stage that it is mapped to, and so do its
// @connections, which have no stage in their URL.
func TestHandshakeByCustomDomain(t *testing.T) {
	w := open(t)
	api := w.whoami()
	w.made("POST", "/v2/domainnames", `{"domainName":"chat.example.com","domainNameConfigurations":[{"certificateArn":"arn:aws:acm:us-east-1:000000000000:certificate/00000000-0000-0000-0000-000000000000","endpointType":"REGIONAL","securityPolicy":"TLS_1_2"}]}`, "")
	for _, key := range []string{"", "room"} {
		w.made("POST", "/v2/domainnames/chat.example.com/apimappings", `{"apiId":"`+api+`","stage":"prod","apiMappingKey":"`+key+`"}`, "")
		at := "/" + key
		c := w.met("ws"+strings.TrimPrefix(w.URL, "http")+at, "Host", "chat.example.com")
		path := strings.TrimSuffix(at, "/") + "/@connections/" + url.QueryEscape(c.id)
		w.do("POST", path, "hello", "Host", "chat.example.com").check(t, 200, "")
		c.hears("hello")
		w.do("DELETE", path, "", "Host", "chat.example.com").check(t, 204, "")
		c.hearsClose(1000, "Connection Closed Normally")
	}
}

// A frame that comes in one piece with the handshake is not lost.
func TestFrameBehindTheHandshake(t *testing.T) {
	w := open(t)
	api := w.whoami()
	u, _ := url.Parse(w.URL)
	conn, err := net.Dial("tcp", u.Host)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	head := "GET /ws/" + api + "/prod HTTP/1.1\r\nHost: " + u.Host + "\r\nConnection: Upgrade\r\nUpgrade: WebSocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
	if _, err := conn.Write(append([]byte(head), frame(ws.OpText, true, "who am I?")...)); err != nil {
		t.Fatal(err)
	}
	in := bufio.NewReader(conn)
	resp, err := http.ReadResponse(in, nil)
	if err != nil || resp.StatusCode != 101 || resp.Header.Get("Sec-Websocket-Accept") != "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=" {
		t.Fatalf("got %v, %v", resp, err)
	}
	c := &client{TB: t, Conn: conn, in: in}
	if op, id := c.read(); op != ws.OpText || len(id) != 16 {
		t.Errorf("got frame %d %q", op, id)
	}
}
