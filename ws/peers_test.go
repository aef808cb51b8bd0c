package ws_test

import (
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"

	"reel/cmd/emulator"
)

// natsServer is a NATS server with JetStream, as somebody else would run it.
func natsServer(t *testing.T) (url string) {
	t.Helper()
	s, err := server.NewServer(&server.Options{Host: "127.0.0.1", Port: -1, JetStream: true, StoreDir: t.TempDir(), NoSigs: true, NoLog: true})
	if err != nil {
		t.Fatal(err)
	}
	s.Start()
	t.Cleanup(func() { s.Shutdown(); s.WaitForShutdown() })
	if !s.ReadyForConnections(10 * time.Second) {
		t.Fatal("the NATS server does not start")
	}
	return s.ClientURL()
}

// Of two processes on one log, each reaches the connections of the other.
func TestConnectionsOfAnotherProcess(t *testing.T) {
	nats := natsServer(t)
	join := func(c *emulator.Config) { c.NATS = nats }
	a, b := open(t, join), open(t, join)
	api := a.whoami()
	if err := b.Live.Wait(t.Context(), a.Live.Head().Seq-1); err != nil {
		t.Fatal(err)
	}
	c := a.met(a.url(api), "User-Agent", "tester/1")
	for _, path := range []string{"/execute-api/" + api + "/prod/@connections/" + c.id, "/prod/@connections/" + c.id} {
		b.do("POST", path, "from afar").check(t, 200, "")
		c.hears("from afar")
		b.do("GET", path, "").check(t, 200, a.do("GET", path, "").body)
	}
	most := strings.Repeat("x", 131072)
	b.do("POST", "/prod/@connections/"+c.id, most).check(t, 200, "")
	c.hears(most)
	b.do("GET", "/dev/@connections/"+c.id, "").check(t, 410, "")
	b.do("GET", "/prod/@connections/AAAAAAAAAAAAAAA=", "").check(t, 410, "")

	b.do("DELETE", "/prod/@connections/"+c.id, "").check(t, 204, "")
	c.hearsClose(1000, "Connection Closed Normally")
	b.do("POST", "/prod/@connections/"+c.id, "x").check(t, 410, "")
}
