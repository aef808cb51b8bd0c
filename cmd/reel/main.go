// Reel is a local Amazon API Gateway that remembers everything and can be
// rewound. See the README, or reel --help.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"reel/cmd/emulator"
)

// cli is the command line: one field a subcommand, each in its own file.
type cli struct {
	Serve   serveCmd         `cmd:"" help:"Serve AWS's API Gateway on this machine."`
	Record  recordCmd        `cmd:"" help:"Run a command against a fresh reel and write what it did to a stream file."`
	Replay  replayCmd        `cmd:"" help:"Fold a stream file, check its digests, and say what is in it."`
	Export  exportCmd        `cmd:"" help:"Write the history of a running reel, or of a data folder, to a stream file."`
	Log     logCmd           `cmd:"" help:"Print history, one line an event."`
	Version kong.VersionFlag `help:"Print the version."`
}

// An exit is an error that ends the program with a status of its own. Its words
// are printed unless it has none.
type exit struct {
	code int
	err  error
}

func (e exit) Error() string {
	if e.err == nil {
		return ""
	}
	return e.err.Error()
}

func main() {
	var c cli
	parser := kong.Must(&c,
		kong.Name("reel"),
		kong.Description("A local Amazon API Gateway that remembers everything and can be rewound."),
		kong.UsageOnError(),
		kong.Vars{"version": "reel " + emulator.Version},
		kong.Configuration(readSettings, "reel.yaml"),
	)
	k, err := parser.Parse(os.Args[1:])
	parser.FatalIfErrorf(err)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	k.BindTo(ctx, (*context.Context)(nil))
	os.Exit(status(k.Run()))
}

// status is the program's exit status; it says what went wrong.
func status(err error) int {
	var e exit
	switch {
	case err == nil:
		return 0
	case errors.As(err, &e):
		if e.err != nil {
			fmt.Fprintln(os.Stderr, "reel:", e.err)
		}
		return e.code
	}
	fmt.Fprintln(os.Stderr, "reel:", err)
	return 1
}
