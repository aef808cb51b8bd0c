//go:build unix

package lambda

import (
	"os/exec"
	"syscall"
)

// A group is a process and whatever it has started.
type group struct{ id int }

// contain is called once the process runs; isolate has made it the head of a group.
func contain(cmd *exec.Cmd) *group { return &group{cmd.Process.Pid} }

func (g *group) terminate() { syscall.Kill(-g.id, syscall.SIGTERM) }
func (g *group) kill()      { syscall.Kill(-g.id, syscall.SIGKILL) }
func (g *group) release()   {}
