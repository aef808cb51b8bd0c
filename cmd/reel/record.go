package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"reel/cmd/emulator"
)

type recordCmd struct {
	world
	Traffic bool     `help:"Write the exchanges of the APIs to the file, too."`
	Out     string   `arg:"" name:"OUT.jsonl" help:"The stream file to write."`
	Command []string `arg:"" passthrough:"" name:"COMMAND" help:"What to run, after --."`
}

// Run starts an emulator, runs the command against it, writes the file and ends
// with the command's status.
func (c recordCmd) Run(ctx context.Context) error {
	if len(c.Command) > 0 && c.Command[0] == "--" {
		c.Command = c.Command[1:]
	}
	if len(c.Command) == 0 {
		return fmt.Errorf("record what? Give a command: reel record %s -- COMMAND", c.Out)
	}
	config, err := c.base()
	if err != nil {
		return err
	}
	config.RecordTraffic = c.Traffic
	// An interrupt is the command's to handle: what it did until then is written.
	ctx = context.WithoutCancel(ctx)
	e, err := emulator.Start(ctx, config)
	if err != nil {
		return err
	}
	ran := run(c.Command, e.URL)
	err = writeFile(c.Out, func(w io.Writer) error { return e.Export(ctx, w, c.Traffic || c.Reads) })
	return errors.Join(verdict(ran, errors.Join(err, e.Close())), nil)
}

// verdict is how recording ends: with what failed of ours, else as the command.
func verdict(ran, ours error) error {
	if ours != nil {
		return ours
	}
	var ended *exec.ExitError
	if errors.As(ran, &ended) {
		code := ended.ExitCode()
		if code < 0 {
			code = 1 // ended by a signal
		}
		return exit{code: code}
	}
	if ran != nil {
		return exit{code: 127, err: ran} // it could not be started, as shells say
	}
	return nil
}

// run runs the command with the emulator as its AWS.
func run(command []string, url string) error {
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	cmd.Env = environment(os.Environ(), url)
	return cmd.Run()
}

// environment is the given one with reel's endpoint and credentials that are
// good for nothing else; a region that is set stays.
func environment(env []string, url string) []string {
	var out []string
	region := "us-east-1"
	for _, v := range env {
		name, value, _ := strings.Cut(v, "=")
		switch {
		case name == "AWS_REGION", name == "AWS_DEFAULT_REGION" && region == "us-east-1":
			if value != "" {
				region = value
			}
		case strings.HasPrefix(name, "AWS_ENDPOINT_URL"), name == "AWS_ACCESS_KEY_ID", name == "AWS_SECRET_ACCESS_KEY",
			name == "AWS_SESSION_TOKEN", name == "AWS_PROFILE", name == "AWS_DEFAULT_PROFILE":
		default:
			out = append(out, v)
		}
	}
	return append(out, "AWS_ENDPOINT_URL="+url, "AWS_ACCESS_KEY_ID=test", "AWS_SECRET_ACCESS_KEY=test",
		"AWS_REGION="+region, "AWS_DEFAULT_REGION="+region, "AWS_EC2_METADATA_DISABLED=true")
}

// writeFile writes a file whole or not at all; - is the standard output.
func writeFile(name string, write func(io.Writer) error) error {
	if name == "-" {
		return write(os.Stdout)
	}
	temp, err := os.CreateTemp(filepath.Dir(name), filepath.Base(name)+".*")
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name())
	err = errors.Join(write(temp), temp.Chmod(0o644), temp.Close())
	if err != nil {
		return err
	}
	return os.Rename(temp.Name(), name)
}
