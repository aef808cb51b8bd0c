package emulator

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"sync"
	"time"

	"reel/events"
	"reel/events/journal"
	"reel/events/traffic"
	"reel/http"
	"reel/http/gateway"
	"reel/http/gateway/sigv4"
	"reel/http/lambda"
	"reel/projections"
	"reel/ws"
)

// Version is this reel's.
const Version = "0.1.0"

// A Config says what an emulator is made of. The zero Config listens on a free
// port of this machine and keeps everything in memory.
type Config struct {
	Addr      string // host:port; localhost:0 when empty, a free port
	Dir       string // the data folder; memory when empty, unless NATS is set
	NATS      string // an external NATS server instead of a data folder
	Fsync     bool   // acknowledged events survive power loss
	From      string // a stream file to start with, in an empty log
	Seed      uint64 // of ids; 0 takes the log's own, or a random one
	Clock     string // real, or the RFC 3339 instant at which recorded time starts; empty takes the log's own
	Functions []lambda.Spec
	// AccessKeys are what callers of methods with AWS_IAM may sign with; test with
	// the secret test when there are none.
	AccessKeys []gateway.AccessKey
	KeySets    []gateway.KeySet  // of user pools whose tokens open methods
	Endpoints  gateway.Endpoints // of AWS services; nothing goes to AWS that is not named
	VpcLinks   []gateway.VpcLink // what stands behind them
	// Credentials are what requests to AWS services are signed with; test and test
	// when they are empty.
	Credentials sigv4.Credentials
	TLSCert     string // PEM files of a certificate to use instead of reel's own
	TLSKey      string
	Off         []string // services that are not managed: apigateway, apigatewayv2
	Logger      *slog.Logger

	// AccountThrottle holds the calls of each account and region to AWS's default of
	// 10,000 a second and 5,000 at once.
	AccountThrottle bool

	RecordReads   bool // management calls that only read are recorded, as traffic
	RecordTraffic bool // exchanges are recorded from the start

	// AWSEndpoints makes apiEndpoint name AWS's own hosts, instead of the host
	// that the client has used.
	AWSEndpoints bool
	Progress     func(read int64) // told how much of From was read, in bytes

	WebSocket ws.Limits        // of connections to WebSocket APIs
	Now       func() time.Time // the clock of the data plane, of sockets too; the real one when nil
}

// An Emulator is a running reel.
type Emulator struct {
	URL       string // where it answers, such as http://localhost:4566
	Live      *projections.Live
	Functions *lambda.Functions
	Sockets   *ws.Server // the connections of WebSocket APIs

	config  Config
	log     log
	server  *http.Server
	traffic *traffic.Recorder
	ports   []net.Listener
	running sync.WaitGroup
	stop    context.CancelFunc
	ended   chan struct{}     // closed when the server has stopped, whatever the reason
	failed  error             // why it stopped, once ended is closed
	from    projections.State // what the log was filled with
	temp    string            // a folder of ours to remove
}

// Start opens the log, folds it and serves.
func Start(ctx context.Context, c Config) (*Emulator, error) {
	if c.Addr == "" {
		c.Addr = "localhost:0"
	}
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	e := &Emulator{config: c, ended: make(chan struct{})}
	err := e.start(ctx)
	if err != nil {
		return nil, errors.Join(err, e.Close())
	}
	return e, nil
}

func (e *Emulator) start(ctx context.Context) (err error) {
	// The port comes first: nothing is opened for a second reel on one port.
	if e.ports, err = http.Listen(e.config.Addr); err != nil {
		return err
	}
	e.URL = urlOf(e.config.Addr, e.ports[0])
	if err := e.openLog(ctx); err != nil {
		return err
	}
	if err := e.openLive(ctx); err != nil {
		return err
	}
	return e.serve(ctx)
}

// urlOf is how a client on this machine says an address.
func urlOf(addr string, port net.Listener) string {
	host, _, _ := net.SplitHostPort(addr)
	if host == "" || host == "0.0.0.0" || host == "::" {
		host = "localhost"
	}
	_, number, _ := net.SplitHostPort(port.Addr().String())
	return "http://" + net.JoinHostPort(host, number)
}

// openLog opens the log, with what a stream file holds in it if one is named.
func (e *Emulator) openLog(ctx context.Context) error {
	c := e.config
	meta := journal.Meta{Reel: journal.Format, Version: Version, Seed: c.Seed, Clock: c.Clock}
	rec, err := loadRecording(ctx, c, &meta)
	if err != nil {
		return err
	}
	e.log.Log, err = journal.Open(ctx, journal.Options{
		Dir: c.Dir, Ephemeral: c.Dir == "" && c.NATS == "", URL: c.NATS, Fsync: c.Fsync, Logger: c.Logger, Meta: meta,
	})
	if err != nil || rec == nil {
		return err
	}
	e.from = rec.State
	return e.fill(ctx, rec)
}

func (e *Emulator) openLive(ctx context.Context) error {
	meta := e.log.Meta()
	clock, err := events.ParseClock(meta.Clock)
	if err != nil {
		return err
	}
	e.Live, err = projections.Open(ctx, e.log, projections.Options{
		Seed: meta.Seed, Clock: clock, Start: e.from, Dir: e.config.Dir,
		Notice: func(err error) { e.config.Logger.Debug("the snapshot is no help", "error", err) },
	})
	return err
}

func (e *Emulator) serve(ctx context.Context) error {
	certificates, ca, err := e.openCertificates()
	if err != nil {
		return err
	}
	background, stop := context.WithCancel(context.WithoutCancel(ctx))
	e.stop = stop
	if err := e.openFunctions(ca); err != nil {
		return err
	}
	meta := e.log.Meta()
	clock, _ := events.ParseClock(meta.Clock) // as openLive did
	keys := http.OpenClientKeys(e.config.Dir)
	e.traffic = e.newRecorder()
	apis := gateway.New(gateway.Options{
		ClientKeys: keys.Certificate, AccountThrottle: e.config.AccountThrottle,
		Functions: e.Functions, AccessKeys: e.config.AccessKeys, KeySets: e.config.KeySets, Endpoints: e.config.Endpoints,
		VpcLinks: e.config.VpcLinks, Credentials: e.config.Credentials,
		Observe: e.traffic.Observe, Log: e.config.Logger, Now: e.config.Now,
	})
	e.openSockets(apis)
	e.server = http.NewServer(http.Options{
		Live: e.Live, Logger: e.config.Logger, Certificate: certificates, Authority: ca, ClientKeys: keys, Traffic: e.traffic,
		Meta:    http.Meta{Version: Version, Seed: meta.Seed, Clock: clock},
		Gateway: apis, Sockets: e.Sockets, Used: apis.Used, AWSEndpoints: e.config.AWSEndpoints, Off: e.config.Off,
	})
	e.running.Go(func() {
		defer close(e.ended)
		e.failed = e.server.Serve(e.ports...)
	})
	if e.config.NATS != "" {
		e.running.Go(func() { e.follow(background) })
	}
	return nil
}

// follow folds what other processes record on the same log.
func (e *Emulator) follow(ctx context.Context) {
	err := e.log.Follow(ctx, e.Live.Head().Seq+1, func(m journal.Message) error {
		return e.Live.Fold(ctx, message(m))
	})
	if ctx.Err() == nil {
		e.config.Logger.Error("the log can no longer be followed: what others record will not be seen", "error", err)
	}
}

func (e *Emulator) openFunctions(ca []byte) error {
	bundle, err := e.writeBundle(ca)
	if err != nil {
		return err
	}
	e.Functions = lambda.New(lambda.Options{Endpoint: e.URL, CABundle: bundle, Log: e.config.Logger})
	for _, spec := range e.config.Functions {
		if err := e.Functions.Add(spec); err != nil {
			return err
		}
	}
	return nil
}

// Ended is closed when the emulator has stopped serving; Close tells why.
func (e *Emulator) Ended() <-chan struct{} { return e.ended }

// Export writes what the emulator remembers as a stream file, with the traffic that
// was recorded if it is asked for.
func (e *Emulator) Export(ctx context.Context, w io.Writer, withTraffic bool) error {
	return e.server.Export(ctx, w, e.Live.Head(), withTraffic)
}

// dir is a folder for what functions must find in files.
func (e *Emulator) dir() (_ string, err error) {
	if e.config.Dir != "" {
		return e.config.Dir, nil
	}
	if e.temp == "" {
		e.temp, err = os.MkdirTemp("", "reel-")
	}
	return e.temp, err
}

// Close ends running calls, functions and the log, in this order.
func (e *Emulator) Close() error {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if e.stop != nil {
		e.stop()
	}
	if e.server != nil {
		e.server.Shutdown()
	} else {
		for _, port := range e.ports {
			_ = port.Close()
		}
	}
	e.closeSockets()
	e.running.Wait()
	err := e.failed
	if e.Functions != nil {
		err = errors.Join(err, e.Functions.Close(ctx))
	}
	if e.Live != nil {
		err = errors.Join(err, e.Live.Close(ctx))
	}
	if e.log.Log != nil {
		err = errors.Join(err, e.log.Close())
	}
	if e.temp != "" {
		err = errors.Join(err, os.RemoveAll(e.temp))
	}
	return err
}

// writeBundle writes the system's roots and reel's own authority to a file that
// functions are told to trust.
func (e *Emulator) writeBundle(ca []byte) (string, error) {
	if ca == nil || len(e.config.Functions) == 0 {
		return "", nil
	}
	dir, err := e.dir()
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "ca-bundle.pem")
	if err := os.WriteFile(path, append(systemRoots(), ca...), 0o644); err != nil {
		return "", fmt.Errorf("the certificates for functions: %w", err)
	}
	return path, nil
}
