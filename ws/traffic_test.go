package ws_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// All that happens on a connection is seen as traffic, under the connection's id.
func TestConnectionsAreTraffic(t *testing.T) {
	w := open(t)
	api, seen := w.echo()
	c := w.dial(w.url(api))
	id := next(t, seen, "CONNECT").RequestContext.ConnectionId
	c.say("hello")
	c.hears("hello")
	next(t, seen, "MESSAGE")
	w.do("POST", "/prod/@connections/"+id, "posted").check(t, 200, "")
	c.hears("posted")
	w.do("DELETE", "/prod/@connections/"+id, "").check(t, 204, "")
	next(t, seen, "DISCONNECT")
	if err := w.Sockets.Close(t.Context()); err != nil { // what is observed has been by then
		t.Fatal(err)
	}
	var page struct {
		Exchanges []struct {
			ConnectionId, EventType, RouteKey, ApiId, Stage, Error string
			Status                                                 int
			Request, Response                                      struct{ Body string }
		}
	}
	if err := json.Unmarshal([]byte(w.do("GET", "/_reel/traffic", "").body), &page); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range page.Exchanges {
		if e.ConnectionId != id || e.ApiId != api || e.Stage != "prod" {
			t.Errorf("%+v is of another connection than %s", e, id)
		}
		got = append(got, fmt.Sprint(e.EventType, " ", e.Status, " ", e.Request.Body, " ", e.Response.Body, e.Error))
	}
	want := "CONNECT 101  |MESSAGE 200 hello hello|POST 200 posted |CLOSE 1000  Connection Closed Normally|DISCONNECT 200  "
	if strings.Join(got, "|") != want {
		t.Errorf("got  %q\nwant %q", strings.Join(got, "|"), want)
	}
}
