package gateway_test

import (
	"runtime"
	"strings"
	"testing"

	"reel/http/gateway"
)

// Ten thousand connections are cheap: nothing of their handshakes is kept but a few
// short texts.
func TestConnectionsAreSmall(t *testing.T) {
	const n, most = 10_000, 1 << 10
	a := newChat(t, "$request.body.action")
	a.route("$connect", a.says(""))
	a.deploy()
	g := gateway.New(gateway.Options{})
	heap := func() int64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return int64(m.HeapAlloc)
	}
	sockets := make([]*gateway.Socket, 0, n)
	before := heap()
	for range n {
		c := a.handshake("")
		text := "wscat" + strings.Repeat("x", 8<<10) // of which a few letters are the user agent
		c.Header.Set("User-Agent", text[:5])
		c.Header.Set("Cookie", text)
		s, r, err := g.Connect(t.Context(), c, gateway.NewConnectionID())
		if err != nil || s == nil {
			t.Fatal(r.Status, err)
		}
		sockets = append(sockets, s)
	}
	if each := (heap() - before) / n; each > most {
		t.Errorf("a connection takes %d bytes, want %d at the most", each, most)
	} else {
		t.Logf("a connection takes %d bytes", each)
	}
	runtime.KeepAlive(sockets)
}
