package emulator_test

import (
	"fmt"
	"slices"
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
	next := commands(b)
	b.ReportAllocs()
	for b.Loop() {
		next()
	}
}

// BenchmarkBarePublish is a JetStream publish of a message as long as such an
// event, in process, to a stream on disk.
func BenchmarkBarePublish(b *testing.B) {
	publish := barePublish(b)
	b.ReportAllocs()
	for b.Loop() {
		publish()
	}
}

// BenchmarkAppendAndFoldAgainstBare does one of each in turn, so that a busy machine
// slows both, and reports how many bare publishes a typical command costs, and how
// many all of them cost, pauses included.
func BenchmarkAppendAndFoldAgainstBare(b *testing.B) {
	next, publish := commands(b), barePublish(b)
	var bare, ours []time.Duration
	for b.Loop() {
		began := time.Now()
		publish()
		between := time.Now()
		next()
		bare, ours = append(bare, between.Sub(began)), append(ours, time.Since(between))
	}
	b.ReportMetric(float64(median(ours))/float64(median(bare)), "publishes/command")
	b.ReportMetric(float64(sum(ours))/float64(sum(bare)), "publishes/command-in-all")
}

func median(ds []time.Duration) time.Duration {
	return slices.Sorted(slices.Values(ds))[len(ds)/2]
}

func sum(ds []time.Duration) (all time.Duration) {
	for _, d := range ds {
		all += d
	}
	return all
}

// commands returns what carries out one command: people make APIs of a hundred
// resources.
func commands(b *testing.B) (next func()) {
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
	return func() {
		if n++; n%101 == 1 {
			api = decided("CreateRestApi", func(env events.Env, w projections.World) (events.Event, error) {
				return decide.CreateRestApi(env, w, apigateway.CreateRestApi{Name: "bench"})
			}).(apigateway.RestApiCreated).RestApi
			return
		}
		c := apigateway.CreateResource{RestApiId: api.Id, ParentId: api.RootResourceId, PathPart: fmt.Sprintf("part%d", n)}
		decided("CreateResource", func(env events.Env, w projections.World) (events.Event, error) {
			return decide.CreateResource(env, w, c)
		})
	}
}

func barePublish(b *testing.B) (publish func()) {
	s, err := server.NewServer(&server.Options{DontListen: true, JetStream: true, StoreDir: b.TempDir(), NoSigs: true, NoLog: true})
	if err != nil {
		b.Fatal(err)
	}
	s.Start()
	b.Cleanup(s.Shutdown)
	if !s.ReadyForConnections(time.Minute) {
		b.Fatal("the NATS server does not start")
	}
	nc, err := nats.Connect("", nats.InProcessServer(s))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(nc.Close)
	js, err := jetstream.New(nc)
	if err != nil {
		b.Fatal(err)
	}
	if _, err := js.CreateStream(b.Context(), jetstream.StreamConfig{Name: "BARE", Subjects: []string{"bare.>"}}); err != nil {
		b.Fatal(err)
	}
	message := make([]byte, 560)
	return func() {
		if _, err := js.Publish(b.Context(), "bare.event", message); err != nil {
			b.Fatal(err)
		}
	}
}
