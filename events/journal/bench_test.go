package journal_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"reel/events/journal"
)

// line is about as long as an ordinary event's.
var line = []byte(`{"data":"` + strings.Repeat("x", 500) + `"}`)

func BenchmarkAppend(b *testing.B) {
	for _, fsync := range []bool{false, true} {
		b.Run(fmt.Sprintf("fsync=%v", fsync), func(b *testing.B) {
			l := open(b, journal.Options{Dir: b.TempDir(), Fsync: fsync})
			b.ReportAllocs()
			for seq := uint64(0); b.Loop(); seq++ {
				if _, err := l.Append(b.Context(), journal.Entry{Subject: subject(seq), ID: id(seq), Data: line}, seq); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkBarePublish is what a publish of the same line costs without us.
func BenchmarkBarePublish(b *testing.B) {
	js := bareJetStream(b)
	b.ReportAllocs()
	for seq := uint64(0); b.Loop(); seq++ {
		if _, err := js.Publish(b.Context(), "bare."+subject(seq), line); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkAppendAgainstBare does one of each in turn, so that a busy machine slows
// both, and reports how many bare publishes a typical append costs.
func BenchmarkAppendAgainstBare(b *testing.B) {
	js, l := bareJetStream(b), open(b, journal.Options{Dir: b.TempDir()})
	var bare, ours []time.Duration
	for seq := uint64(0); b.Loop(); seq++ {
		began := time.Now()
		if _, err := js.Publish(b.Context(), "bare."+subject(seq), line); err != nil {
			b.Fatal(err)
		}
		between := time.Now()
		if _, err := l.Append(b.Context(), journal.Entry{Subject: subject(seq), ID: id(seq), Data: line}, seq); err != nil {
			b.Fatal(err)
		}
		bare, ours = append(bare, between.Sub(began)), append(ours, time.Since(between))
	}
	b.ReportMetric(float64(median(ours))/float64(median(bare)), "publishes/append")
}

func median(ds []time.Duration) time.Duration {
	slices.Sort(ds)
	return ds[len(ds)/2]
}

// BenchmarkBareExpecting is the same with the expected sequence in its header.
func BenchmarkBareExpecting(b *testing.B) {
	js := bareJetStream(b)
	b.ReportAllocs()
	for seq := uint64(0); b.Loop(); seq++ {
		if _, err := js.Publish(b.Context(), "bare."+subject(seq), line, jetstream.WithExpectLastSequence(seq)); err != nil {
			b.Fatal(err)
		}
	}
}

func bareJetStream(b *testing.B) jetstream.JetStream {
	b.Helper()
	s, err := server.NewServer(&server.Options{DontListen: true, NoSigs: true, NoLog: true, JetStream: true, StoreDir: b.TempDir()})
	if err != nil {
		b.Fatal(err)
	}
	s.Start()
	b.Cleanup(func() { s.Shutdown(); s.WaitForShutdown() })
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
	return js
}

func BenchmarkAppendTraffic(b *testing.B) {
	l := open(b, journal.Options{Dir: b.TempDir()})
	b.ReportAllocs()
	for b.Loop() {
		if err := l.AppendTraffic(b.Context(), "a.b", line); err != nil {
			b.Fatal(err)
		}
	}
	if err := l.FlushTraffic(context.Background()); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkRead reads 100,000 events per turn.
func BenchmarkRead(b *testing.B) {
	l := open(b, journal.Options{Dir: b.TempDir()})
	fill(b, l, 100_000)
	b.ReportAllocs()
	for b.Loop() {
		for _, err := range l.Read(b.Context(), 1, 0) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}

// BenchmarkReadOne is the cost of a read apart from its messages.
func BenchmarkReadOne(b *testing.B) {
	l := open(b, journal.Options{Dir: b.TempDir()})
	fill(b, l, 10)
	for b.Loop() {
		for _, err := range l.Read(b.Context(), 5, 5) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}

func BenchmarkGet(b *testing.B) {
	l := open(b, journal.Options{Dir: b.TempDir()})
	fill(b, l, 10)
	for b.Loop() {
		if _, err := l.Get(b.Context(), 5); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkOpenEmpty(b *testing.B) {
	for b.Loop() {
		l, err := journal.Open(b.Context(), journal.Options{Dir: b.TempDir()})
		if err != nil {
			b.Fatal(err)
		}
		l.Close()
	}
}

// BenchmarkReopen opens a log of 100,000 events that was closed.
func BenchmarkReopen(b *testing.B) {
	dir := b.TempDir()
	l, err := journal.Open(b.Context(), journal.Options{Dir: dir})
	if err != nil {
		b.Fatal(err)
	}
	fill(b, l, 100_000)
	l.Close()
	for b.Loop() {
		l, err := journal.Open(b.Context(), journal.Options{Dir: dir})
		if err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		l.Close()
		b.StartTimer()
	}
}
