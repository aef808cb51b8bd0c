package ws_test

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gobwas/ws"

	"reel/cmd/emulator"
)

// A function that takes its time holds up no other connection, and of its own
// connection only the messages.
func TestSlowFunctionHoldsUpNobodyElse(t *testing.T) {
	w := open(t)
	begun, goOn := make(chan string, 10), make(chan bool)
	w.handle("slow", func(e event) any {
		if e.Body == "slow" {
			begun <- e.Body
			<-goOn
		}
		return result{StatusCode: 200, Body: e.Body}
	})
	api := w.api(route{"$default", function("slow"), ""})
	a, b := w.dial(w.url(api)), w.dial(w.url(api))
	a.say("slow")
	<-begun
	a.say("behind it")
	a.write(ws.NewPingFrame([]byte("alive?")))
	if op, got := a.read(); op != ws.OpPong || got != "alive?" {
		t.Errorf("got frame %d %q, want a pong", op, got)
	}
	b.say("quick")
	b.hears("quick")
	close(goOn)
	a.hears("slow")
	a.hears("behind it")
}

// Messages of one connection are carried out one after the other, so that their
// answers come in order.
func TestAnswersComeInOrder(t *testing.T) {
	w := open(t)
	var now, most atomic.Int32
	w.handle("count", func(e event) any {
		most.Store(max(most.Load(), now.Add(1)))
		defer now.Add(-1)
		return result{StatusCode: 200, Body: e.Body}
	})
	c := w.dial(w.url(w.api(route{"$default", function("count"), ""})))
	const n = 300
	go func() {
		for i := range n {
			ws.WriteFrame(c, ws.MaskFrame(ws.NewTextFrame(fmt.Append(nil, i))))
		}
	}()
	for i := range n {
		c.hears(fmt.Sprint(i))
	}
	if most.Load() != 1 {
		t.Errorf("%d messages were carried out at once", most.Load())
	}
}

// What a client sends before it closes is carried out, and before $disconnect.
func TestMessagesBeforeTheEnd(t *testing.T) {
	w := open(t)
	api, seen := w.echo()
	c := w.dial(w.url(api))
	next(t, seen, "CONNECT")
	for i := range 20 {
		c.say(fmt.Sprint(i))
	}
	c.Write(closing(1000, ""))
	go io.Copy(io.Discard, c.in) // a client that reads nothing resets the connection
	for i := range 20 {
		if e := next(t, seen, "MESSAGE"); e.Body != fmt.Sprint(i) {
			t.Errorf("message %d says %q", i, e.Body)
		}
	}
	next(t, seen, "DISCONNECT")
}

// A client that says more than its API carries out is not read from any more.
func TestNothingIsReadThatCannotBeKept(t *testing.T) {
	w := open(t)
	goOn := make(chan bool)
	var carried atomic.Int32
	w.handle("stuck", func(e event) any {
		<-goOn
		carried.Add(1)
		return result{StatusCode: 200, Body: ""}
	})
	c := w.dial(w.url(w.api(route{"$default", function("stuck"), ""})))
	message := bytesOf(ws.MaskFrame(ws.NewTextFrame([]byte(strings.Repeat("x", 100<<10)))))
	_ = c.SetWriteDeadline(time.Now().Add(time.Second))
	sent := 0
	for n := 0; ; sent++ {
		var err error
		if n, err = c.Write(message); err != nil {
			if !errors.Is(err, os.ErrDeadlineExceeded) {
				t.Fatal(err)
			}
			_ = c.SetWriteDeadline(time.Now().Add(30 * time.Second))
			close(goOn)
			if _, err := c.Write(message[n:]); err != nil { // the rest of it
				t.Fatal(err)
			}
			sent++
			break
		}
		if sent > 500 {
			t.Fatal("50 MB were taken from a client that nobody listens to")
		}
	}
	for range sent {
		c.hears("")
	}
	if int(carried.Load()) != sent {
		t.Errorf("of %d messages %d were carried out", sent, carried.Load())
	}
}

// A client that does not read gets what the buffers hold; then posts are refused
// until it reads again.
func TestPostsToAClientThatDoesNotRead(t *testing.T) {
	w := open(t, func(c *emulator.Config) { c.WebSocket.Write = 30 * time.Second })
	c := w.met(w.url(w.whoami()))
	path := "/prod/@connections/" + c.id
	taken := 0
	for ; ; taken++ {
		a := w.do("POST", path, strings.Repeat(fmt.Sprint(taken%10), 100<<10))
		if a.status == 429 {
			a.check(t, 429, "")
			if a.header.Get("X-Amzn-Errortype") != "LimitExceededException" {
				t.Errorf("the header is %v", a.header)
			}
			break
		}
		if a.check(t, 200, ""); taken > 500 {
			t.Fatal("50 MB were taken for a client that does not read")
		}
	}
	for i := range taken {
		c.hears(strings.Repeat(fmt.Sprint(i%10), 100<<10))
	}
	w.do("POST", path, "again").check(t, 200, "")
	c.hears("again")
}

// A client that does not read for too long is given up.
func TestAClientThatNeverReads(t *testing.T) {
	w := open(t, func(c *emulator.Config) { c.WebSocket.Write = 100 * time.Millisecond })
	api, seen := w.echo()
	w.dial(w.url(api))
	id := next(t, seen, "CONNECT").RequestContext.ConnectionId
	for range 10_000 {
		if w.do("POST", "/prod/@connections/"+id, strings.Repeat("x", 100<<10)).status == 410 {
			checkDisconnect(t, seen, 1006, "")
			return
		}
	}
	t.Error("it is never given up")
}

// A client that does not answer a close frame is given up, too.
func TestAClientThatDoesNotSayGoodbye(t *testing.T) {
	w := open(t, func(c *emulator.Config) { c.WebSocket.Close = 50 * time.Millisecond })
	c := w.met(w.url(w.whoami()))
	w.do("DELETE", "/prod/@connections/"+c.id, "").check(t, 204, "")
	c.hearsClose(1000, "Connection Closed Normally")
	c.hearsEnd()
}

// While the server waits for a goodbye, nothing else that comes counts.
func TestMessagesBehindTheEnd(t *testing.T) {
	w := open(t)
	api, seen := w.echo()
	c := w.dial(w.url(api))
	id := next(t, seen, "CONNECT").RequestContext.ConnectionId
	w.do("DELETE", "/prod/@connections/"+id, "").check(t, 204, "")
	c.say("too late")
	c.write(ws.NewPingFrame([]byte("too late")))
	c.Write(closing(1000, ""))
	c.hearsClose(1000, "Connection Closed Normally")
	c.hearsEnd()
	next(t, seen, "DISCONNECT")
	if len(seen) > 0 {
		t.Errorf("one event more: %s", (<-seen).raw)
	}
}
