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
// decide, encode, append to JetStream on disk, fold. The calls are those of people
// who make APIs of a hundred resources. Its baseline is BenchmarkBarePublish.
func BenchmarkAppendAndFold(b *testing.B) {
	e := emulator.OpenWith(b, emulator.Config{Dir: b.TempDir()})
	call := events.Call{Account: "000000000000", Region: "us-east-1", Service: "apigateway",
		Principal: "test", UserAgent: "bench/1", Input: []byte(`{"name":"bench"}`)}
	decided := func(operation string, decision projections.Decision) events.Event {
		call.Operation = operation
		r, err := e.Live.Decide(b.Context(), call, decision)
		if err != nil {
			b.Fatal(err)
		}
		return r.Event
	}
	var api apigateway.RestApi
	n := 0
	b.ReportAllocs()
	for b.Loop() {
		if n++; n%101 == 1 {
			api = decided("CreateRestApi", func(env events.Env, w projections.World) (events.Event, error) {
				return decide.CreateRestApi(env, w, apigateway.CreateRestApi{Name: "bench"})
			}).(apigateway.RestApiCreated).RestApi
			continue
		}
		c := apigateway.CreateResource{RestApiId: api.Id, ParentId: api.RootResourceId, PathPart: fmt.Sprintf("part%d", n)}
		decided("CreateResource", func(env events.Env, w projections.World) (events.Event, error) {
			return decide.CreateResource(env, w, c)
		})
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
	if !s.ReadyForConnections(time.Minute) {
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
