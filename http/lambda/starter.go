package lambda

import (
	"context"
	"os/exec"
	"runtime"
	"sync"
)

// A starter starts processes from one operating-system thread that lives until
// its context ends. On Linux children ask to be killed when their parent dies, and
// by parent the kernel means the thread that started them (prctl(2),
// PR_SET_PDEATHSIG), so that thread must not be one that Go may retire.
type starter struct {
	ctx  context.Context
	jobs chan startJob

	mu      sync.Mutex
	begun   bool
	closed  bool
	running sync.WaitGroup
}

type startJob struct {
	cmd    *exec.Cmd
	result chan error
}

// start is cmd.Start.
func (s *starter) start(cmd *exec.Cmd) error {
	if !s.begin() {
		return context.Canceled
	}
	job := startJob{cmd, make(chan error, 1)}
	select {
	case s.jobs <- job:
		return <-job.result
	case <-s.ctx.Done():
		return s.ctx.Err()
	}
}

func (s *starter) begin() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return false
	}
	if !s.begun {
		s.begun = true
		s.running.Go(s.run)
	}
	return true
}

func (s *starter) run() {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	for {
		select {
		case job := <-s.jobs:
			job.result <- job.cmd.Start()
		case <-s.ctx.Done():
			return
		}
	}
}

// drain gives the thread back. The context must have ended.
func (s *starter) drain() {
	s.mu.Lock()
	s.closed = true
	s.mu.Unlock()
	s.running.Wait()
}
