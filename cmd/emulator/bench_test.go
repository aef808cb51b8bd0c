package emulator_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"reel/cmd/emulator"
	"reel/events"
	"reel/events/apigateway"
	"reel/events/apigateway/decide"
	"reel/projections"
)

// BenchmarkAppendAndFold is a command from its decision to the published state:
// decide, encode, append to JetStream on disk, fold. Its baseline is
// BenchmarkBarePublish.
func BenchmarkAppendAndFold(b *testing.B) {
	e := emulator.OpenWith(b, emulator.Config{Dir: b.TempDir()})
	call := events.Call{Account: "000000000000", Region: "us-east-1", Operation: "CreateRestApi", Service: "apigateway",
		Principal: "test", UserAgent: "bench/1", Input: []byte(`{"name":"bench"}`)}
	r, err := e.Live.Decide(b.Context(), call, func(env events.Env, w projections.World) (events.Event, error) {
		return decide.CreateRestApi(env, w, apigateway.CreateRestApi{Name: "bench"})
	})
	if err != nil {
		b.Fatal(err)
	}
	api := r.Event.(apigateway.RestApiCreated).RestApi
	call.Operation = "CreateResource"
	n := 0
	b.ReportAllocs()
	for b.Loop() {
		n++
		c := apigateway.CreateResource{RestApiId: api.Id, ParentId: api.RootResourceId, PathPart: fmt.Sprintf("part%d", n)}
		_, err := e.Live.Decide(b.Context(), call, func(env events.Env, w projections.World) (events.Event, error) {
			return decide.CreateResource(env, w, c)
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkBarePublish is a JetStream publish of a message as long as such an
// event, in process, to a stream on disk.
func BenchmarkBarePublish(b *testing.B) {
	s, err := server.NewServer(&server.Options{DontListen: true, JetStream: true, StoreDir: b.TempDir(), NoSigs: true, NoLog: true})
	if err != nil {
		b.Fatal(err)
	}
	s.Start()
	defer s.Shutdown()
	if !s.ReadyForConnections(10 * time.Second) {
		b.Fatal("the NATS server does not start")
	}
	nc, err := nats.Connect("", nats.InProcessServer(s))
	if err != nil {
		b.Fatal(err)
	}
	defer nc.Close()
	js, err := jetstream.New(nc)
	if err != nil {
		b.Fatal(err)
	}
	if _, err := js.CreateStream(b.Context(), jetstream.StreamConfig{Name: "BARE", Subjects: []string{"bare.>"}}); err != nil {
		b.Fatal(err)
	}
	message := make([]byte, 560)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := js.Publish(b.Context(), "bare.event", message); err != nil {
			b.Fatal(err)
		}
	}
}
