package journal

import (
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"regexp"
	"time"
)

const (
	defaultName    = "REEL"
	defaultAckWait = 5 * time.Second

	// maxRecord is the longest record that JetStream's file store reads back
	// (32 MiB, its bad-record threshold), less room for subject and framing.
	maxRecord = 32<<20 - 8<<10
)

// Options say where the log is and what it is expected to be. Exactly one of
// Dir, Ephemeral and URL names the place.
type Options struct {
	// Dir is the data folder of an embedded server; it is made when missing.
	Dir string

	// Ephemeral keeps everything in memory; nothing outlives Close.
	Ephemeral bool

	// URL is an external NATS server or cluster ("nats://host:4222", or several
	// with commas), which several processes may share.
	URL string

	// Credentials is the path of a NATS credentials file; only with URL.
	Credentials string

	// Fsync makes every acknowledged append survive power loss. Without it an
	// acknowledged append survives the death of the process. Only with Dir: an
	// external server is configured by its own operator.
	Fsync bool

	// Name is the streams' name, REEL by default, and in lower case the first
	// token of every subject. Logs of different names share a server.
	Name string

	// Replicas is how many servers of an external cluster keep the streams; 1
	// by default. It counts when the stream is made.
	Replicas int

	// Meta is what the log must be, or becomes when it is made here. Zero
	// fields ask for nothing.
	Meta Meta

	// Traffic bounds the traffic stream.
	Traffic Bounds

	// MaxPayload is the largest entry an embedded server takes, in bytes. It is
	// 32 MiB by default, which is also the most that JetStream's file store can
	// read back, so more is not given. An external server has its own limit.
	MaxPayload int

	// AckWait bounds how long an append waits for its acknowledgement, 5 s by
	// default; a context may end it sooner.
	AckWait time.Duration

	// Logger hears the server's warnings and errors; slog.Default() if nil.
	Logger *slog.Logger
}

// Bounds are what the traffic stream keeps; the oldest goes first. Without any
// bound it keeps 256 MiB (64 MiB in memory).
type Bounds struct {
	Bytes    int64
	Messages int64
	Age      time.Duration
}

var nameForm = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)

// complete checks the options and fills in the defaults.
func (o Options) complete() (Options, error) {
	places := 0
	for _, named := range []bool{o.Dir != "", o.Ephemeral, o.URL != ""} {
		if named {
			places++
		}
	}
	switch {
	case places != 1:
		return o, errors.New("journal: name one place for the log: a data folder, memory, or a NATS server")
	case o.Fsync && o.URL != "":
		return o, errors.New("journal: fsync is the external NATS server's own setting (sync_interval: always) and cannot be asked for from here")
	case o.Fsync && o.Ephemeral:
		return o, errors.New("journal: a log in memory cannot survive power loss; fsync needs a data folder")
	case o.Replicas > 1 && o.URL == "":
		return o, errors.New("journal: replicas need an external NATS cluster")
	case o.Credentials != "" && o.URL == "":
		return o, errors.New("journal: credentials are for an external NATS server")
	}
	if o.Name == "" {
		o.Name = defaultName
	}
	if !nameForm.MatchString(o.Name) {
		return o, fmt.Errorf("journal: %q cannot name a log: letters, digits, - and _ can, 64 at most", o.Name)
	}
	if o.MaxPayload <= 0 || o.MaxPayload > maxRecord {
		o.MaxPayload = maxRecord
	}
	if o.AckWait <= 0 {
		o.AckWait = defaultAckWait
	}
	if o.Logger == nil {
		o.Logger = slog.Default()
	}
	if o.Dir != "" { // the process may change its working folder later
		dir, err := filepath.Abs(o.Dir)
		if err != nil {
			return o, fmt.Errorf("journal: data folder: %w", err)
		}
		o.Dir = dir
	}
	o.Replicas = max(o.Replicas, 1)
	o.Traffic = o.Traffic.orDefault(o.Ephemeral)
	return o, o.Meta.check()
}

// where is the place in words.
func (o Options) where() string {
	switch {
	case o.Ephemeral:
		return "in memory"
	case o.URL != "":
		return "on the NATS server"
	}
	return "in " + o.Dir
}

func (b Bounds) orDefault(memory bool) Bounds {
	switch {
	case b != Bounds{}:
		return b
	case memory:
		return Bounds{Bytes: 64 << 20}
	}
	return Bounds{Bytes: 256 << 20}
}
