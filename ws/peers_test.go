package ws_test

import (
	"context"
	"fmt"
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

// natsCluster are the URLs of three NATS servers that are one.
func natsCluster(t *testing.T) (urls []string) {
	t.Helper()
	var routes []string
	var servers []*server.Server
	for i := range 3 {
		s, err := server.NewServer(&server.Options{
			ServerName: fmt.Sprint("n", i), Host: "127.0.0.1", Port: -1, JetStream: true, StoreDir: t.TempDir(), NoSigs: true, NoLog: true,
			Cluster: server.ClusterOpts{Name: "test", Host: "127.0.0.1", Port: -1}, Routes: server.RoutesFromStr(strings.Join(routes, ",")),
		})
		if err != nil {
			t.Fatal(err)
		}
		go s.Start()
		t.Cleanup(func() { s.Shutdown(); s.WaitForShutdown() })
		if !s.ReadyForConnections(10 * time.Second) {
			t.Fatal("a NATS server does not start")
		}
		servers = append(servers, s)
		routes = append(routes, "nats://"+s.ClusterAddr().String())
	}
	for _, s := range servers {
		urls = append(urls, s.ClientURL())
	}
	return urls
}

// join starts a reel at one server of a cluster, once the cluster has a leader.
func join(t *testing.T, url string) *world {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 60*time.Second)
	defer cancel()
	for {
		e, err := emulator.Start(ctx, emulator.Config{NATS: url})
		if err == nil {
			t.Cleanup(func() { e.Close() })
			return &world{TB: t, Emulator: e}
		}
		if ctx.Err() != nil {
			t.Fatal(err)
		}
	}
}

// Three processes, each at a server of its own: each reaches every connection, as
// soon as it is open.
func TestConnectionsOfACluster(t *testing.T) {
	if testing.Short() {
		t.Skip("a cluster takes seconds to elect its leaders")
	}
	var worlds []*world
	for _, url := range natsCluster(t) {
		worlds = append(worlds, join(t, url))
	}
	api := worlds[0].whoami()
	for _, w := range worlds {
		if err := w.Live.Wait(t.Context(), worlds[0].Live.Head().Seq-1); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 9 {
		c := worlds[i%3].met(worlds[i%3].url(api))
		for from, w := range worlds {
			text := fmt.Sprint("from ", from)
			w.do("POST", "/execute-api/"+api+"/prod/@connections/"+c.id, text).check(t, 200, "")
			c.hears(text)
		}
		worlds[(i+1)%3].do("DELETE", "/prod/@connections/"+c.id, "").check(t, 204, "")
		c.hearsClose(1000, "Connection Closed Normally")
		worlds[(i+2)%3].do("GET", "/prod/@connections/"+c.id, "").check(t, 410, "")
	}
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
