//go:build unix && !linux

package lambda

import (
	"os/exec"
	"syscall"
)

// isolate makes the process the head of a group of its own, out of reach of the
// terminal's Ctrl-C. When this process is killed it ends by itself, because its
// connection to the Runtime API breaks.
func isolate(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
}
