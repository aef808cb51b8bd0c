package ws_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/gobwas/ws"
)

// forms are the URLs of an API's @connections, each a path and a Host header.
func forms(api, id string) [][2]string {
	id = url.QueryEscape(id) // = as %3D, as SDKs write it
	plain := strings.ReplaceAll(id, "%3D", "=")
	return [][2]string{
		{"/execute-api/" + api + "/prod/@connections/" + id, ""},
		{"/execute-api/" + api + "/prod/@connections/" + plain, ""},
		{"/execute-api/" + api + "/prod/%40connections/" + id, ""},
		{"/_aws/execute-api/" + api + "/prod/@connections/" + id, ""},
		{"/ws/" + api + "/prod/@connections/" + id, ""},
		{"/prod/@connections/" + id, ""},
		{"/prod/@connections/" + id, "anything.example.com"},
		{"/prod/@connections/" + id, api + ".execute-api.us-east-1.amazonaws.com"},
		{"/prod/@connections/" + id, api + ".execute-api.us-east-1.localhost:4566"},
		{"/prod/@connections/" + id, api + ".execute-api.localhost.localstack.cloud:4566"},
		{"/prod/@connections/" + id, api + ".execute-api.localhost"},
	}
}

// A connection is reached by every form of URL.
func TestConnectionsByEveryURL(t *testing.T) {
	w := open(t)
	api := w.whoami()
	for i := range forms(api, "") {
		c := w.met(w.url(api))
		form := forms(api, c.id)[i]
		host := []string{}
		if form[1] != "" {
			host = []string{"Host", form[1]}
		}
		w.do("POST", form[0], "hello", host...).check(t, 200, "")
		c.hears("hello")
		if a := w.do("GET", form[0], "", host...); a.status != 200 {
			t.Errorf("GET %v: %d %s", form, a.status, a.body)
		}
		w.do("DELETE", form[0], "", host...).check(t, 204, "")
		c.hearsClose(1000, "Connection Closed Normally")
		w.do("GET", form[0], "", host...).check(t, 410, "")
	}
}

// What GetConnection shows, to the byte.
func TestGetConnection(t *testing.T) {
	w := open(t)
	api := w.whoami()
	c := w.met(w.url(api), "User-Agent", "tester/1")
	w.clock.move(1500 * time.Millisecond)
	w.do("POST", "/ws/"+api+"/prod/@connections/"+c.id, "x")
	c.hears("x")
	a := w.do("GET", "/ws/"+api+"/prod/@connections/"+c.id, "")
	a.check(t, 200, `{"connectedAt":"2026-11-28T12:00:00.123Z","identity":{"sourceIp":"127.0.0.1","userAgent":"tester/1"},"lastActiveAt":"2026-11-28T12:00:01.623Z"}`)
	if a.header.Get("Content-Type") != "application/json" || !regexp.MustCompile(`^[0-9a-f-]{36}$`).MatchString(a.header.Get("X-Amzn-Requestid")) {
		t.Errorf("the header is %v", a.header)
	}
	silent := w.met(w.url(api))
	w.do("GET", "/ws/"+api+"/prod/@connections/"+silent.id, "").
		check(t, 200, `{"connectedAt":"2026-11-28T12:00:01.623Z","identity":{"sourceIp":"127.0.0.1"},"lastActiveAt":"2026-11-28T12:00:01.623Z"}`)
}

// Text is sent as text, and what is not UTF-8 as it is.
func TestPostedMessages(t *testing.T) {
	w := open(t)
	api := w.whoami()
	c := w.met(w.url(api))
	post := func(body string) answer { return w.do("POST", "/ws/"+api+"/prod/@connections/"+c.id, body) }
	for _, text := range []string{"hello", "{\"a\":1}", "κόσμε", strings.Repeat("x", 131072)} {
		post(text).check(t, 200, "")
		c.hears(text)
	}
	post("\xff\x00").check(t, 200, "")
	if op, got := c.read(); op != ws.OpBinary || got != "\xff\x00" {
		t.Errorf("got frame %d %q", op, got)
	}
	a := post(strings.Repeat("x", 131073))
	a.check(t, 413, `{"message":"The request body exceeds 131072 bytes."}`)
	if a.header.Get("X-Amzn-Errortype") != "PayloadTooLargeException" {
		t.Errorf("the header is %v", a.header)
	}
}

func TestConnectionsRefusals(t *testing.T) {
	w := open(t)
	api, other := w.whoami(), w.whoami()
	w.made("POST", "/v2/apis/"+api+"/stages", `{"stageName":"dev"}`, "")
	rest := w.made("POST", "/restapis", `{"name":"rest"}`, "id")
	c := w.met(w.url(api))
	const never = "AAAAAAAAAAAAAAA="
	tests := []struct {
		name, verb, path, host string
		status                 int
		code, body             string
	}{
		{"another API's", "POST", "/execute-api/" + other + "/prod/@connections/" + c.id, "", 410, "GoneException", ""},
		{"another stage's", "POST", "/execute-api/" + api + "/dev/@connections/" + c.id, "", 410, "GoneException", ""},
		{"another stage's, on any host", "GET", "/dev/@connections/" + c.id, "", 410, "GoneException", ""},
		{"never was", "GET", "/execute-api/" + api + "/prod/@connections/" + never, "", 410, "GoneException", ""},
		{"never was, on any host", "DELETE", "/prod/@connections/" + never, "", 410, "GoneException", ""},
		// Q. What does AWS say of an id that can be none? 400, by what is told of it.
		{"no id", "POST", "/execute-api/" + api + "/prod/@connections/x", "", 400, "BadRequestException", `{"message":"Invalid connectionId: x"}`},
		{"no id, escaped", "GET", "/execute-api/" + api + "/prod/@connections/a%20b", "", 400, "BadRequestException", `{"message":"Invalid connectionId: a b"}`},
		{"no stage", "POST", "/@connections/" + never, "", 403, "ForbiddenException", `{"message":"Forbidden"}`},
		{"no stage, on the API's host", "POST", "/@connections/" + never, api + ".execute-api.localhost", 403, "ForbiddenException", `{"message":"Forbidden"}`},
		{"no such stage", "POST", "/execute-api/" + api + "/x/@connections/" + c.id, "", 403, "ForbiddenException", `{"message":"Forbidden"}`},
		{"no such API", "POST", "/ws/nope/prod/@connections/" + c.id, "", 403, "ForbiddenException", `{"message":"Forbidden"}`},
		{"a REST API", "GET", "/ws/" + rest + "/prod/@connections/" + c.id, "", 403, "ForbiddenException", `{"message":"Forbidden"}`},
		{"the stage twice", "POST", "/execute-api/" + api + "/prod/prod/@connections/" + c.id, "", 404, "NotFoundException",
			`{"message":"No method found matching route prod/@connections/` + c.id + ` for http method POST."}`},
		{"another verb", "PUT", "/execute-api/" + api + "/prod/@connections/" + c.id, "", 404, "NotFoundException",
			`{"message":"No method found matching route @connections/` + c.id + ` for http method PUT."}`},
		{"all connections", "GET", "/execute-api/" + api + "/prod/@connections/", "", 404, "NotFoundException",
			`{"message":"No method found matching route @connections/ for http method GET."}`},
		{"another path", "GET", "/execute-api/" + api + "/prod/pets", "", 404, "NotFoundException",
			`{"message":"No method found matching route pets for http method GET."}`},
	}
	for _, tt := range tests {
		a := w.do(tt.verb, tt.path, "", "Host", tt.host)
		a.check(t, tt.status, tt.body)
		if got := a.header.Get("X-Amzn-Errortype"); got != tt.code || a.header.Get("X-Amzn-Requestid") == "" {
			t.Errorf("%s: the header is %v", tt.name, a.header)
		}
		if t.Failed() {
			t.Fatalf("%s", tt.name)
		}
	}
	w.do("POST", "/prod/@connections/"+c.id, "still here").check(t, 200, "")
	c.hears("still here")
}

// Connections live now: the past has none, and does not open any.
func TestThePastHasNoConnections(t *testing.T) {
	w := open(t)
	api := w.whoami()
	c := w.met(w.url(api))
	const sorry = `{"message":"connections are open now and not in the past: ask without /_reel/at/"}` + "\n"
	w.do("POST", "/_reel/at/5/prod/@connections/"+c.id, "x").check(t, http.StatusBadRequest, sorry)
	w.do("GET", "/_reel/at/5/ws/"+api+"/prod", "", "Connection", "Upgrade", "Upgrade", "websocket", "Sec-WebSocket-Version", "13", "Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==").
		check(t, http.StatusBadRequest, sorry)
}
