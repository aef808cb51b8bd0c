package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"

	"reel/cmd/emulator"
	"reel/http/lambda"
)

// world are the flags that say what is recorded and how; serve and record have them.
type world struct {
	surroundings
	sockets
	Function []string `placeholder:"NAME=SPEC" sep:"none" help:"A function: NAME=file.mjs:handler, NAME=file.py:handler, NAME=./program that speaks the Lambda Runtime API, or NAME=http://host/path that takes events by POST. Again for more."`
	Seed     uint64   `placeholder:"N" help:"What every id is drawn from; the same seed and calls give the same ids. Random when a log is made without one."`
	Clock    string   `placeholder:"real|INSTANT" help:"Recorded time: the real clock, or an RFC 3339 instant that steps by one second with every event."`
	Reads    bool     `name:"record-reads" help:"Record management calls that only read, too, beside the events."`
	Verbose  bool     `short:"v" help:"Log more."`

	AccountThrottle bool   `name:"account-throttle" help:"Hold all calls of an account and region together to AWS's default: 10,000 a second, 5,000 at once."`
	EndpointStyle   string `name:"endpoint-style" enum:"host,aws" default:"host" help:"What apiEndpoint of HTTP and WebSocket APIs names: the host that the client has used, or AWS's own (aws)."`
	V1              bool   `name:"services-apigateway-enabled" default:"true" negatable:"" env:"REEL_SERVICES_APIGATEWAY_ENABLED,FLOCI_SERVICES_APIGATEWAY_ENABLED" help:"Manage REST APIs."`
	V2              bool   `name:"services-apigatewayv2-enabled" default:"true" negatable:"" env:"REEL_SERVICES_APIGATEWAYV2_ENABLED,FLOCI_SERVICES_APIGATEWAYV2_ENABLED" help:"Manage HTTP and WebSocket APIs."`
}

// off are the services that are switched off.
func (f world) off() (names []string) {
	if !f.V1 {
		names = append(names, "apigateway")
	}
	if !f.V2 {
		names = append(names, "apigatewayv2")
	}
	return names
}

// base is the configuration that the flags come to, without where things are kept.
func (f world) base() (c emulator.Config, err error) {
	c = emulator.Config{Seed: f.Seed, Clock: f.Clock, Logger: f.logger(os.Stderr), Off: f.off(), AWSEndpoints: f.EndpointStyle == "aws", AccountThrottle: f.AccountThrottle, RecordReads: f.Reads}
	if c.Functions, err = each(f.Function, lambda.ParseSpec); err != nil {
		return c, err
	}
	if err := f.sockets.configure(&c); err != nil {
		return c, err
	}
	return c, f.surroundings.configure(&c)
}

func (f world) logger(w io.Writer) *slog.Logger {
	level := slog.LevelInfo
	if f.Verbose {
		level = slog.LevelDebug
	}
	return slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{Level: level}))
}

type serveCmd struct {
	world
	Addr      string `default:"localhost:4566" help:"Where to listen; localhost is 127.0.0.1 and ::1. HTTP and TLS share the port."`
	Data      string `placeholder:"DIR" help:"The data folder; .reel in the current folder unless another place is named."`
	Ephemeral bool   `help:"Keep everything in memory."`
	Fsync     bool   `help:"Let every acknowledged event survive power loss, not only the death of the process."`
	NATS      string `name:"nats" placeholder:"URL" help:"Keep the log on an external NATS server with JetStream, which several reels may share."`
	From      string `placeholder:"FILE" type:"existingfile" help:"Start with the state of a stream file; in memory unless --data names an empty folder."`
	Traffic   bool   `name:"record-traffic" help:"Record the exchanges of the APIs, not only the newest in memory; PUT and DELETE /_reel/recording switch it later."`
	TLSCert   string `name:"tls-cert" placeholder:"FILE" help:"A certificate (PEM) to use instead of reel's own."`
	TLSKey    string `name:"tls-key" placeholder:"FILE" help:"Its key (PEM)."`
}

// Run serves until it is interrupted.
func (c serveCmd) Run(ctx context.Context) error {
	config, err := c.config()
	if err != nil {
		return err
	}
	bar := progress(sizeOf(config.From), "loading")
	config.Progress = bar.read
	e, err := emulator.Start(ctx, config)
	bar.close()
	if err != nil {
		return unreadable(err)
	}
	fmt.Printf("reel %s is ready at %s, %s, event %d\n", emulator.Version, e.URL, c.place(config), e.Live.Head().Seq)
	select {
	case <-ctx.Done():
	case <-e.Ended():
	}
	return e.Close()
}

func (c serveCmd) config() (emulator.Config, error) {
	config, err := c.base()
	if err != nil {
		return config, err
	}
	if err := c.check(); err != nil {
		return config, err
	}
	config.Addr, config.Dir, config.NATS, config.Fsync = c.Addr, c.Data, c.NATS, c.Fsync
	config.From, config.TLSCert, config.TLSKey = c.From, c.TLSCert, c.TLSKey
	config.RecordTraffic = c.Traffic
	if config.Dir == "" && config.NATS == "" && config.From == "" && !c.Ephemeral {
		config.Dir = ".reel"
	}
	if config.Dir != "" {
		config.Dir, err = filepath.Abs(config.Dir)
	}
	return config, err
}

// check refuses flags that contradict each other.
func (c serveCmd) check() error {
	switch {
	case c.Ephemeral && c.Data != "":
		return fmt.Errorf("--ephemeral keeps everything in memory and --data in a folder: give one of them")
	case c.NATS != "" && (c.Data != "" || c.Ephemeral):
		return fmt.Errorf("--nats keeps the log on another server: leave out --data and --ephemeral")
	case c.NATS != "" && c.Fsync:
		return fmt.Errorf("--fsync cannot be promised for another server's disk: leave it out with --nats")
	}
	return nil
}

// place says where the history is kept.
func (c serveCmd) place(config emulator.Config) string {
	switch {
	case config.NATS != "":
		return "history at " + config.NATS
	case config.Dir != "":
		return "history in " + config.Dir
	}
	return "history in memory"
}

func sizeOf(file string) int64 {
	info, err := os.Stat(file)
	if err != nil {
		return 0
	}
	return info.Size()
}
