package journal

import (
	"errors"
	"fmt"
	"os"

	"github.com/nats-io/nats-server/v2/server"
)

// JetStream computes its limits from the free memory and disk at start, and
// refuses a store that has outgrown them later. The log has no limit but the
// machine's, so it is told that there is plenty.
const plenty = 1 << 50

// startServer runs a NATS server in this process: no port, no signals, no files
// but JetStream's own under dir/jetstream. It is ready when it returns.
func startServer(dir string, o Options, log *serverLog) (*server.Server, error) {
	s, err := server.NewServer(&server.Options{
		ServerName:             "reel",
		DontListen:             true,
		NoSigs:                 true,
		JetStream:              true,
		StoreDir:               dir,
		SyncAlways:             o.Fsync,
		JetStreamMaxMemory:     plenty,
		JetStreamMaxStore:      plenty,
		MaxPayload:             int32(o.MaxPayload),
		DisableJetStreamBanner: true,
	})
	if err != nil {
		return nil, fmt.Errorf("journal: embedded server: %w", err)
	}
	s.SetLoggerV2(log, false, false, false)
	s.Start()
	if !s.JetStreamEnabled() {
		s.Shutdown()
		return nil, fmt.Errorf("journal: embedded server: %w", errors.Join(log.failure(), errors.New("JetStream did not start")))
	}
	return s, nil
}

// startInMemory runs the server with a folder that is gone as soon as it runs:
// JetStream insists on one, and streams in memory write nothing there.
func startInMemory(o Options, log *serverLog) (*server.Server, error) {
	dir, err := os.MkdirTemp("", "reel-")
	if err != nil {
		return nil, fmt.Errorf("journal: embedded server: %w", err)
	}
	defer os.RemoveAll(dir)
	return startServer(dir, o, log)
}
