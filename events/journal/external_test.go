package journal_test

import (
	"testing"

	"github.com/nats-io/nats-server/v2/server"
)

// natsOptions are those of a real server on a free port of this machine.
func natsOptions(t testing.TB) *server.Options {
	return &server.Options{Host: "127.0.0.1", Port: -1, NoSigs: true, NoLog: true, JetStream: true, StoreDir: t.TempDir()}
}

// startNATS runs a server until the test ends.
func startNATS(t testing.TB, o *server.Options) *server.Server {
	t.Helper()
	s, err := server.NewServer(o)
	if err != nil {
		t.Fatal(err)
	}
	s.Start()
	t.Cleanup(func() { s.Shutdown(); s.WaitForShutdown() })
	return s
}
