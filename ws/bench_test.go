package ws_test

import (
	"bufio"
	"net"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gobwas/ws"
	"github.com/gobwas/ws/wsutil"

	"reel/cmd/emulator"
)

// text is what benchmarks send, and get back.
var text = []byte(strings.Repeat("x", 100))

// bareEcho is a server of nothing but gobwas, and its address.
func bareEcho(b testing.TB) string {
	b.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				if _, err := ws.Upgrade(conn); err != nil {
					return
				}
				for {
					message, op, err := wsutil.ReadClientData(conn)
					if err != nil || wsutil.WriteServerMessage(conn, op, message) != nil {
						return
					}
				}
			}()
		}
	}()
	return "ws://" + l.Addr().String()
}

// mockEcho is a stage of an API whose MOCK integration says the text, and its URL.
func mockEcho(b testing.TB) string {
	b.Helper()
	w := &world{TB: b, Emulator: emulator.OpenWith(b, emulator.Config{})}
	api := w.api()
	w.routeTo(api, route{key: "$default"}, w.mock(api, string(text)))
	return w.url(api)
}

// dialBench opens a connection for a benchmark.
func dialBench(b testing.TB, url string) (net.Conn, *bufio.Reader) {
	b.Helper()
	conn, r, _, err := ws.Dial(b.Context(), url)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { conn.Close() })
	if r == nil {
		r = bufio.NewReader(conn)
	}
	return conn, r
}

// ask sends the text and waits for the answer.
func ask(b testing.TB, conn net.Conn, r *bufio.Reader, sent []byte) {
	if _, err := conn.Write(sent); err != nil {
		b.Error(err)
		return
	}
	h, err := ws.ReadHeader(r)
	if err != nil || int(h.Length) != len(text) {
		b.Errorf("got a frame of %d bytes, %v", h.Length, err)
		return
	}
	if _, err := r.Discard(int(h.Length)); err != nil {
		b.Error(err)
	}
}

func benchmarkEcho(b *testing.B, url string) {
	sent := bytesOf(ws.MaskFrame(ws.NewTextFrame(slices.Clone(text))))
	conn, r := dialBench(b, url)
	b.ReportAllocs()
	for b.Loop() {
		ask(b, conn, r, sent)
	}
}

// A message through a route with a MOCK integration, next to a server of nothing
// but gobwas.
func BenchmarkEcho(b *testing.B) {
	b.Run("bare", func(b *testing.B) { benchmarkEcho(b, bareEcho(b)) })
	b.Run("mock", func(b *testing.B) { benchmarkEcho(b, mockEcho(b)) })
}

// 1,000 connections at once, eight of which speak at a time: how much comes through,
// and how long the slowest hundredth waits.
func BenchmarkConnections(b *testing.B) {
	for _, s := range []struct {
		name string
		open func(testing.TB) string
	}{{"bare", bareEcho}, {"mock", mockEcho}} {
		b.Run(s.name, func(b *testing.B) { benchmarkConnections(b, s.open(b)) })
	}
}

func benchmarkConnections(b *testing.B, url string) {
	sent := bytesOf(ws.MaskFrame(ws.NewTextFrame(slices.Clone(text))))
	const n, speakers = 1000, 8
	type client struct {
		conn net.Conn
		r    *bufio.Reader
	}
	clients := make(chan client, n)
	for range n {
		conn, r := dialBench(b, url)
		clients <- client{conn, r}
	}
	took := make([]time.Duration, b.N)
	next := make(chan int, speakers)
	b.ResetTimer()
	var speaking sync.WaitGroup
	for range speakers {
		speaking.Go(func() {
			for i := range next {
				c := <-clients
				begun := time.Now()
				ask(b, c.conn, c.r, sent)
				took[i] = time.Since(begun)
				clients <- c
			}
		})
	}
	for i := range b.N {
		next <- i
	}
	close(next)
	speaking.Wait()
	b.StopTimer()
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
}
