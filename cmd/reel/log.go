package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"reel/events"
	"reel/replay"
)

type logCmd struct {
	From string `arg:"" optional:"" name:"FILE|URL" help:"A stream file, or a running reel (default http://localhost:4566)."`
	Type string `placeholder:"NAME" help:"Only events of this type, such as apigateway.ResourceCreated."`
}

// Run prints history as people read it.
func (c logCmd) Run(ctx context.Context) error {
	in, err := opened(ctx, c.From)
	if err != nil {
		return err
	}
	defer in.Close()
	out := bufio.NewWriter(os.Stdout)
	err = c.print(out, in)
	if flushed := out.Flush(); err == nil {
		err = flushed
	}
	return unreadable(err)
}

func (c logCmd) print(out *bufio.Writer, in io.Reader) error {
	for r, err := range replay.Events(in) {
		if err != nil {
			return err
		}
		if c.Type == "" || c.Type == r.Type {
			if _, err := fmt.Fprintln(out, logLine(r)); err != nil {
				return err
			}
		}
	}
	return nil
}

// logLine is one event for people: where it stands, when, what came of what, and
// who asked.
func logLine(r events.Recorded) string {
	_, name, _ := strings.Cut(r.Type, ".")
	line := fmt.Sprintf("%6d  %s  %-26s %s", r.Seq, r.Time.Format(time.DateTime), name, r.Subject)
	if e, ok := r.Event.(events.CallRefused); ok {
		line += fmt.Sprintf("  %s: %s: %s", e.Operation, e.Code, e.Message)
	}
	if r.Account != "000000000000" || r.Region != "us-east-1" {
		line += "  [" + r.Account + " " + r.Region + "]"
	}
	if r.Call != nil && r.Call.Principal != "" {
		line += "  by " + r.Call.Principal
	}
	return line
}
