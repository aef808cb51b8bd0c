package scratch

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

func open(t testing.TB, dir string) (*server.Server, *nats.Conn) {
	t0 := time.Now()
	o := &server.Options{ServerName: "reel", DontListen: true, NoSigs: true, NoLog: true, JetStream: true, StoreDir: dir, DisableJetStreamBanner: true, MaxPayload: 32 << 20, JetStreamMaxMemory: 1 << 50, JetStreamMaxStore: 1 << 50}
	s, err := server.NewServer(o)
	if err != nil {
		t.Fatal(err)
	}
	s.Start()
	t1 := time.Now()
	nc, err := nats.Connect("", nats.InProcessServer(s))
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("start %v connect %v", t1.Sub(t0), time.Since(t1))
	return s, nc
}

func TestSpeed(t *testing.T) {
	dir, _ := os.MkdirTemp("/tmp", "js")
	defer os.RemoveAll(dir)
	s, nc := open(t, dir)
	ctx := context.Background()
	js, _ := jetstream.New(nc)
	t0 := time.Now()
	st, err := js.CreateStream(ctx, jetstream.StreamConfig{Name: "REEL", Subjects: []string{"reel.events.>"}, Storage: jetstream.FileStorage, AllowDirect: true, DenyDelete: true, DenyPurge: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Log("create stream", time.Since(t0))
	data := make([]byte, 500)
	for i := range data {
		data[i] = 'a' + byte(i%20)
	}
	const n = 100000
	t0 = time.Now()
	for i := range n {
		m := &nats.Msg{Subject: fmt.Sprintf("reel.events.000000000000.us-east-1.apigateway.restapis.a.resources.r%d", i), Data: data}
		if i < 0 {
			if _, err := js.PublishMsg(ctx, m, jetstream.WithExpectLastSequence(uint64(i))); err != nil {
				t.Fatal(err)
			}
			if i == 4999 {
				t.Log("publish each", time.Since(t0)/5000)
			}
			continue
		}
		nc.PublishMsg(m)
	}
	nc.Flush()
	for {
		inf, _ := st.Info(ctx)
		if inf.State.LastSeq == n {
			break
		}
	}
	t.Log("all", time.Since(t0))
	t0 = time.Now()
	for range 1000 {
		st.Info(ctx)
	}
	t.Log("info", time.Since(t0)/1000)
	for range 2 {
		t0 = time.Now()
		direct(t, nc, n, 1000, 8<<20)
		t.Log("direct 1000", time.Since(t0))
		t0 = time.Now()
		direct(t, nc, n, 256, 8<<20)
		t.Log("direct 256", time.Since(t0))
		t0 = time.Now()
		oc, err := js.OrderedConsumer(ctx, "REEL", jetstream.OrderedConsumerConfig{})
		if err != nil {
			t.Fatal(err)
		}
		k := 0
		mc, _ := oc.Messages(jetstream.PullMaxMessages(1000))
		for k < n {
			m, err := mc.Next()
			if err != nil {
				t.Fatal(err)
			}
			md, _ := m.Metadata()
			k++
			if md.Sequence.Stream != uint64(k) {
				t.Fatal("gap")
			}
		}
		mc.Stop()
		t.Log("ordered pull", time.Since(t0))
		t0 = time.Now()
		push(t, nc, n)
		t.Log("ordered push", time.Since(t0))
	}
	nc.Close()
	t0 = time.Now()
	s.Shutdown()
	s.WaitForShutdown()
	t.Log("shutdown", time.Since(t0))
	for i := range 3 {
		if i == 1 {
			os.Remove(dir + "/jetstream/$G/streams/REEL/msgs/index.db")
		}
		t0 = time.Now()
		s, nc = open(t, dir)
		js, _ = jetstream.New(nc)
		t.Log("reopen", time.Since(t0))
		t1 := time.Now()
		direct(t, nc, n, 1000, 8<<20)
		t.Log("cold read", time.Since(t1))
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		b, _ := os.ReadFile("/proc/self/statm")
		t.Log("heap", m.HeapAlloc>>20, "sys", m.Sys>>20, string(b))
		nc.Close()
		t1 = time.Now()
		s.Shutdown()
		s.WaitForShutdown()
		t.Log("shutdown", time.Since(t1))
	}
}

func direct(t testing.TB, nc *nats.Conn, n, batch, bytes int) {
	ch := make(chan *nats.Msg, batch+10)
	inbox := nc.NewInbox()
	sub, _ := nc.ChanSubscribe(inbox, ch)
	defer sub.Unsubscribe()
	next := 1
	for next <= n {
		req, _ := json.Marshal(map[string]any{"seq": next, "batch": batch, "max_bytes": bytes})
		nc.PublishRequest("$JS.API.DIRECT.GET.REEL", inbox, req)
		for m := range ch {
			if len(m.Data) == 0 {
				break
			}
			if m.Header["Nats-Sequence"][0] != fmt.Sprint(next) {
				t.Fatal(m.Header)
			}
			next++
		}
	}
}

func push(t testing.TB, nc *nats.Conn, n int) {
	js, _ := nc.JetStream()
	sub, err := js.SubscribeSync("reel.events.>", nats.OrderedConsumer())
	if err != nil {
		t.Fatal(err)
	}
	defer sub.Unsubscribe()
	for i := 1; i <= n; i++ {
		m, err := sub.NextMsg(time.Second)
		if err != nil {
			t.Fatal(err)
		}
		md, _ := m.Metadata()
		if md.Sequence.Stream != uint64(i) {
			t.Fatal("gap")
		}
	}
}
