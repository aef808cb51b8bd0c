package lambda

import (
	"os/exec"
	"syscall"
)

// isolate makes the process the head of a group of its own, out of reach of the
// terminal's Ctrl-C, and has the kernel kill it when this process dies, however.
func isolate(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
}
