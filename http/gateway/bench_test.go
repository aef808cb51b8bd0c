package gateway_test

import (
	"testing"

	"reel/events/traffic"
	"reel/http/gateway"
)

// What the gateway itself costs, without any socket.
func BenchmarkDo(b *testing.B) {
	a := newAPI(b)
	a.method("GET", "/pets/{petId}/toys", mock(`{"name":"Rex"}`))
	a.method("GET", "/{proxy+}", mock("no"))
	a.deploy(nil)
	g := gateway.New(gateway.Options{Observe: new(traffic.Ring).Add})
	c := a.call("GET", "/pets/7/toys")
	c.Header.Set("Accept", "*/*")
	c.Header.Set("User-Agent", "curl/8")
	b.ReportAllocs()
	for b.Loop() {
		if r, err := g.Do(b.Context(), c); err != nil || r.Status != 200 {
			b.Fatal(r.Status, err)
		}
	}
}

// Memory stays flat however many calls are made: what is kept is a ring of fixed
// size and what the deployment was compiled to.
func BenchmarkDoPassingThrough(b *testing.B) {
	a := newAPI(b)
	a.method("POST", "/", httpTo("HTTP_PROXY", "http://backend.example/"))
	a.deploy(nil)
	g := gateway.New(gateway.Options{Observe: new(traffic.Ring).Add, Backends: new(recorder)})
	b.ReportAllocs()
	for b.Loop() {
		if r, err := g.Do(b.Context(), a.call("POST", "/?a=b")); err != nil || r.Status != 200 {
			b.Fatal(r.Status, err)
		}
	}
}
