//go:build unix

package main

import (
	"os"
	"syscall"
)

func interrupt(p *os.Process) { _ = p.Signal(syscall.SIGINT) }
