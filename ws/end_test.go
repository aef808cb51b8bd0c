package ws_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/gobwas/ws"

	"reel/cmd/emulator"
)

// Whatever ends a connection, $disconnect is carried out once, with the code and
// the reason; the connection is gone at once.
func TestDisconnectOnEveryEnd(t *testing.T) {
	tests := []struct {
		name   string
		end    func(w *world, c *client, api string)
		code   int
		reason string
	}{
		{"the client closes", func(w *world, c *client, api string) {
			c.Write(closing(1000, "bye"))
			c.hearsClose(1000, "bye")
		}, 1000, "bye"},
		{"the client closes with a code of its own", func(w *world, c *client, api string) {
			c.Write(closing(4001, ""))
			c.hearsClose(4001, "")
		}, 4001, ""},
		{"the client closes without a code", func(w *world, c *client, api string) {
			c.write(ws.NewCloseFrame(nil))
			c.hearsClose(0, "")
		}, 1005, "Client-side close frame status not set"},
		{"the client goes", func(w *world, c *client, api string) { c.Close() }, 1006, ""},
		{"the client resets", func(w *world, c *client, api string) {
			c.Conn.(*net.TCPConn).SetLinger(0)
			c.Close()
		}, 1006, ""},
		{"the client goes within a frame", func(w *world, c *client, api string) {
			c.Write(frame(ws.OpText, true, "hello")[:8])
			c.Close()
		}, 1006, ""},
		{"the client sends no more", func(w *world, c *client, api string) {
			c.Conn.(*net.TCPConn).CloseWrite()
			c.hearsClose(0, "")
		}, 1006, ""},
		{"idle", func(w *world, c *client, api string) {
			w.clock.move(10 * time.Minute)
			w.Sockets.Sweep()
			c.hearsClose(1001, "Going away")
		}, 1001, "Going away"},
		{"old", func(w *world, c *client, api string) {
			keepAlive(w, c, 2*time.Hour-time.Minute)
			w.clock.move(time.Minute)
			w.Sockets.Sweep()
			c.hearsClose(1001, "Going away")
		}, 1001, "Going away"},
		{"deleted", func(w *world, c *client, api string) {
			w.do("DELETE", "/prod/@connections/"+c.id, "").check(w, 204, "")
			c.hearsClose(1000, "Connection Closed Normally")
		}, 1000, "Connection Closed Normally"},
		{"deleted, and the client says goodbye", func(w *world, c *client, api string) {
			w.do("DELETE", "/prod/@connections/"+c.id, "").check(w, 204, "")
			c.hearsClose(1000, "Connection Closed Normally")
			c.Write(closing(1000, ""))
			c.hearsEnd()
		}, 1000, "Connection Closed Normally"},
		{"not by the protocol", func(w *world, c *client, api string) {
			c.Write(bytesOf(ws.NewTextFrame([]byte("x"))))
			c.hearsClose(1002, "frames from client to server must be masked")
			c.hearsEnd()
		}, 1002, "frames from client to server must be masked"},
		{"not text", func(w *world, c *client, api string) {
			c.say("\xff")
			c.hearsClose(1007, "Invalid UTF-8")
		}, 1007, "Invalid UTF-8"},
		{"too long", func(w *world, c *client, api string) {
			c.say(strings.Repeat("x", 131073))
			c.hearsError("Message too long")
			c.hearsClose(1009, "Message too long")
		}, 1009, "Message too long"},
		{"the stage is deleted", func(w *world, c *client, api string) {
			w.made("DELETE", "/v2/apis/"+api+"/stages/prod", "", "")
			c.hearsClose(1001, "Going away")
		}, 0, ""}, // nothing is left that could be told
		{"the API is deleted", func(w *world, c *client, api string) {
			w.made("DELETE", "/v2/apis/"+api, "", "")
			c.hearsClose(1001, "Going away")
		}, 0, ""},
		{"everything is forgotten", func(w *world, c *client, api string) {
			w.do("POST", "/_reel/reset", "").check(w, 204, "")
			c.hearsClose(1001, "Going away")
		}, 0, ""},
		{"the server closes", func(w *world, c *client, api string) {
			ctx, cancel := context.WithTimeout(w.Context(), 10*time.Second)
			defer cancel()
			go func() { io.Copy(io.Discard, c.in) }()
			if err := w.Sockets.Close(ctx); err != nil {
				w.Error(err)
			}
		}, 1001, "Going away"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := open(t, func(c *emulator.Config) { c.WebSocket.Close = time.Second })
			api, seen := w.echo()
			c := w.dial(w.url(api))
			c.id = next(t, seen, "CONNECT").RequestContext.ConnectionId
			tt.end(w, c, api)
			if tt.code != 0 {
				checkDisconnect(t, seen, tt.code, tt.reason)
			}
			w.do("GET", "/prod/@connections/"+c.id, "").check(t, 410, "")
			c.Close()
			ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
			defer cancel()
			if err := w.Sockets.Close(ctx); err != nil { // nothing is under way any more
				t.Error(err)
			}
			select {
			case e := <-seen:
				t.Errorf("one event more: %s", e.raw)
			default:
			}
		})
	}
}

// keepAlive lets a long time pass in which the client pings now and then.
func keepAlive(w *world, c *client, long time.Duration) {
	for ; long > 0; long -= 9 * time.Minute {
		w.clock.move(min(long, 9*time.Minute))
		c.write(ws.NewPingFrame([]byte("p")))
		if op, got := c.read(); op != ws.OpPong || got != "p" {
			w.Fatalf("got frame %d %q, want a pong", op, got)
		}
		w.Sockets.Sweep()
	}
}

func checkDisconnect(t *testing.T, seen <-chan event, code int, reason string) {
	t.Helper()
	for {
		e := <-seen
		if e.RequestContext.EventType == "MESSAGE" {
			continue
		}
		c := e.RequestContext
		if c.EventType != "DISCONNECT" || c.RouteKey != "$disconnect" || c.DisconnectStatusCode != code || c.DisconnectReason != reason {
			t.Errorf("got %s\nwant the code %d and the reason %q", e.raw, code, reason)
		}
		return
	}
}

// Frames either way put the idle end off, and nothing else does.
func TestActivity(t *testing.T) {
	w := open(t)
	api := w.whoami()
	const most = 10*time.Minute - time.Second
	for name, act := range map[string]func(c *client){
		"a message": func(c *client) { c.say("x"); c.hears(c.id) },
		"a ping":    func(c *client) { c.write(ws.NewPingFrame(nil)); c.read() },
		"a pong": func(c *client) {
			c.write(ws.NewPongFrame(nil))
			c.write(ws.NewPingFrame(nil)) // so that the pong is known to have come
			c.read()
		},
		"a post": func(c *client) { w.do("POST", "/prod/@connections/"+c.id, "x").check(t, 200, ""); c.hears("x") },
	} {
		t.Run(name, func(t *testing.T) {
			c := w.met(w.url(api))
			c.TB = t
			w.clock.move(most)
			act(c)
			w.clock.move(most)
			w.Sockets.Sweep()
			w.do("POST", "/prod/@connections/"+c.id, "still here").check(t, 200, "")
			c.hears("still here")
			w.clock.move(most)
			w.do("GET", "/prod/@connections/"+c.id, "")
			w.clock.move(time.Second)
			w.Sockets.Sweep()
			c.hearsClose(1001, "Going away")
		})
	}
}

// Limits can be AWS's own, or a test's.
func TestLimitsOfOnesOwn(t *testing.T) {
	w := open(t, func(c *emulator.Config) {
		c.WebSocket.Frame, c.WebSocket.Idle, c.WebSocket.Life = 32<<10, time.Minute, time.Hour
	})
	api := w.whoami()
	c := w.met(w.url(api))
	fits := strings.Repeat("x", 32<<10)
	c.Write(all(frame(ws.OpText, false, fits), frame(ws.OpContinuation, false, fits), frame(ws.OpContinuation, false, fits), frame(ws.OpContinuation, true, fits)))
	c.hears(c.id) // 128 KB, in frames that are not too long
	c.say(fits + "x")
	c.hearsError("Message too long")
	c.hearsClose(1009, "Message too long")

	c = w.met(w.url(api))
	w.clock.move(time.Minute)
	w.Sockets.Sweep()
	c.hearsClose(1001, "Going away")
}

// A message is too long as soon as its fragments are, whatever is still to come.
func TestFragmentsThatAreTooMany(t *testing.T) {
	w := open(t)
	api := w.whoami()
	c := w.met(w.url(api))
	c.Write(frame(ws.OpText, false, strings.Repeat("x", 100<<10)))
	c.Write(frame(ws.OpContinuation, false, strings.Repeat("x", 28<<10)))
	head := ws.MaskFrame(ws.NewFrame(ws.OpContinuation, false, []byte("x")))
	c.Write(bytesOf(head))
	c.hearsError("Message too long")
	c.hearsClose(1009, "Message too long")
	c.hearsEnd()
}

// A frame that says that it is enormous is refused before it comes.
func TestEnormousFrame(t *testing.T) {
	w := open(t)
	c := w.met(w.url(w.whoami()))
	c.Write([]byte{0x81, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 2, 3, 4})
	c.hearsError("Message too long")
	c.hearsClose(1009, "Message too long")
	c.hearsEnd()
}

// hearsError checks the next message, an error in AWS's words and spacing.
func (c *client) hearsError(message string) {
	c.Helper()
	op, got := c.read()
	rest, ok := strings.CutPrefix(got, `{"message": "`+message+`", "connectionId":"`)
	id, requestID, found := strings.Cut(rest, `", "requestId":"`)
	if op != ws.OpText || !ok || !found || len(id) != 16 || len(requestID) != 18 || !strings.HasSuffix(requestID, `="}`) {
		c.Fatalf("got frame %d %q, want the error %q", op, got, message)
	}
}

// During $connect there is no connection to speak to yet.
func TestNoConnectionDuringConnect(t *testing.T) {
	w := open(t)
	statuses := make(chan int, 1)
	w.handle("connect", func(e event) any {
		statuses <- w.do("POST", "/prod/@connections/"+e.RequestContext.ConnectionId, "too early").status
		return result{StatusCode: 200}
	})
	api := w.api(route{"$connect", function("connect"), ""})
	w.routeTo(api, route{key: "$default"}, w.mock(api, "$context.connectionId"))
	c := w.met(w.url(api))
	if got := <-statuses; got != http.StatusGone {
		t.Errorf("during $connect the status is %d", got)
	}
	w.do("POST", "/prod/@connections/"+c.id, "now").check(t, 200, "")
	c.hears("now")
}

// A client that leaves during $connect ends no function, and what the function has
// made of the connection it may undo at $disconnect.
func TestClientLeavesDuringConnect(t *testing.T) {
	w := open(t)
	seen, begun := make(chan event, 3), make(chan bool)
	w.Functions.Handle("slow", func(ctx context.Context, payload []byte) ([]byte, error) {
		e := event{raw: string(payload)}
		if err := json.Unmarshal(payload, &e); err != nil {
			return nil, err
		}
		if e.RequestContext.EventType == "CONNECT" {
			close(begun)
			select {
			case <-ctx.Done():
				t.Error("the function was told to end")
			case <-time.After(100 * time.Millisecond): // in which a server would have told it
			}
		}
		seen <- e
		return []byte(`{"statusCode":200}`), nil
	})
	to, err := url.Parse(w.URL + "/ws/" + w.api(route{"$connect", function("slow"), ""}, route{"$disconnect", function("slow"), ""}) + "/prod")
	if err != nil {
		t.Fatal(err)
	}
	c, err := net.Dial("tcp", to.Host)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(c, "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n", to.Path, to.Host)
	<-begun
	c.Close()
	id := next(t, seen, "CONNECT").RequestContext.ConnectionId
	if e := next(t, seen, "DISCONNECT").RequestContext; e.ConnectionId != id || e.DisconnectStatusCode != 1006 {
		t.Errorf("%s ended with %d, want %s and 1006", e.ConnectionId, e.DisconnectStatusCode, id)
	}
	w.do("POST", "/prod/@connections/"+id, "x").check(t, 410, "")
}

// After a restart the connections of before are gone, whatever the log remembers.
func TestConnectionsDoNotOutliveTheProcess(t *testing.T) {
	dir := t.TempDir()
	keep := func(c *emulator.Config) { c.Dir = dir }
	var id, api string
	t.Run("before", func(t *testing.T) {
		w := open(t, keep)
		api = w.whoami()
		c := w.met(w.url(api))
		id = c.id
	})
	w := open(t, keep)
	w.do("POST", "/execute-api/"+api+"/prod/@connections/"+id, "x").check(t, 410, "")
	w.met(w.url(api))
}
