package lambda

import (
	"errors"
	"log/slog"
	"net"
	"net/http"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"
)

const (
	// grace is how long a process has between SIGTERM and SIGKILL. AWS gives one
	// without extensions none; a profiler or a coverage tool wants to write its file.
	grace = 500 * time.Millisecond
	// pipePatience is how long the output of a dead process is waited for, where a
	// child of its own holds the pipe open.
	pipePatience = 500 * time.Millisecond
)

// An instance is one process and its Runtime API. Its fields are guarded by its
// pool's mu, except those set before run.
type instance struct {
	pool   *pool
	output *output
	work   chan *invocation // holds what was taken and not yet delivered

	group   *group // the process and its children, while they live
	stopped bool
	ready   bool // it has asked for an event
	dropped bool // it gets no more work
	ending  bool // it has answered, and counts as finishing

	current   *invocation // taken and not yet finished
	delivered bool        // current has been read by the process
	running   *time.Timer // ends current
	resting   *time.Timer // ends an idle instance
	stopping  *time.Timer // kills one that does not stop
}

func newInstance(p *pool) *instance {
	return &instance{pool: p, output: &output{log: p.log}, work: make(chan *invocation, 1)}
}

// run is the life of an instance, from its listener to its last line of output.
func (in *instance) run() {
	p := in.pool
	begun := time.Now()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		in.end(func(id string) answer { return notStarted(id, err) })
		return
	}
	var serving sync.WaitGroup
	api := &http.Server{Handler: in, ErrorLog: slog.NewLogLogger(p.log.Handler(), slog.LevelDebug)}
	serving.Go(func() { api.Serve(l) })
	defer serving.Wait()
	defer api.Close()

	cmd, err := in.start(l.Addr().String())
	if err != nil {
		in.end(func(id string) answer { return notStarted(id, err) })
		return
	}
	patience := time.AfterFunc(p.opts.StartTimeout, in.late)
	defer patience.Stop()
	p.log.Debug("function started", "pid", cmd.Process.Pid)
	err = wait(cmd)
	in.output.flush()
	in.end(func(id string) answer { return exited(id, err) })
	p.log.Debug("function ended", "pid", cmd.Process.Pid, "after", time.Since(begun), "error", err)
}

func (in *instance) command(api string) *exec.Cmd {
	p := in.pool
	cmd := p.program.command()
	cmd.Env = append(environment(p.spec, p.program, p.opts), "AWS_LAMBDA_RUNTIME_API="+api)
	cmd.Stdin = strings.NewReader(p.program.stdin)
	cmd.Stdout, cmd.Stderr = in.output, in.output
	cmd.WaitDelay = pipePatience
	isolate(cmd)
	return cmd
}

// start starts the process. A program that was only just written may still be open
// for writing in a child that another thread is starting at the same moment
// (golang.org/issue/22315), so that error is given a little time to pass.
func (in *instance) start(api string) (*exec.Cmd, error) {
	cmd := in.command(api)
	err := in.pool.starter.start(cmd)
	for tries := 0; errors.Is(err, syscall.ETXTBSY) && tries < 20; tries++ {
		time.Sleep(5 * time.Millisecond)
		cmd = in.command(api)
		err = in.pool.starter.start(cmd)
	}
	if err != nil {
		return nil, err
	}
	g := contain(cmd)
	in.pool.mu.Lock()
	defer in.pool.mu.Unlock()
	in.group = g
	if in.stopped {
		g.kill()
	}
	return cmd, nil
}

// wait is cmd.Wait, but tells only of the process, not of pipes that its children
// hold open.
func wait(cmd *exec.Cmd) error {
	err := cmd.Wait()
	if state := cmd.ProcessState; state != nil && state.Success() {
		return nil
	} else if state != nil {
		return errors.New(state.String())
	}
	return err
}

// end settles what an instance leaves behind when it is no more.
func (in *instance) end(why func(id string) answer) {
	p := in.pool
	p.mu.Lock()
	defer p.mu.Unlock()
	if in.group != nil {
		in.group.kill() // what the process started and left behind
		in.group.release()
		in.group = nil
	}
	p.fail(in, why)
	p.drop(in)
	if in.current != nil {
		in.finish(in.current, why(in.current.id))
	}
	in.stopped = true
	stopTimers(in.resting, in.stopping)
	delete(p.living, in)
	p.checkEmpty()
}

// late ends an instance that has started and never asked for an event.
func (in *instance) late() {
	p := in.pool
	p.mu.Lock()
	defer p.mu.Unlock()
	if in.ready {
		return
	}
	p.fail(in, func(id string) answer { return timedOut(id, p.opts.StartTimeout) })
	in.kill()
}

// take hands an invocation to an instance that is waiting for one. Its time begins.
func (in *instance) take(inv *invocation) {
	stopTimers(in.resting)
	in.current, in.delivered = inv, false
	inv.deadline = time.Now().Add(inv.timeout)
	in.running = time.AfterFunc(inv.timeout, func() { in.overrun(inv) })
	in.output.follow(inv.tail)
	in.work <- inv
}

// overrun ends an invocation whose time is up, and the instance with it, as AWS
// does: nobody knows what state it is in.
func (in *instance) overrun(inv *invocation) {
	p := in.pool
	p.mu.Lock()
	defer p.mu.Unlock()
	if in.current != inv {
		return
	}
	in.finish(inv, timedOut(inv.id, inv.timeout))
	p.drop(in)
	in.kill()
}

// finish answers an invocation, if it is the one in hand.
func (in *instance) finish(inv *invocation, a answer) bool {
	if inv == nil || in.current != inv {
		return false
	}
	in.current = nil
	if !in.dropped {
		in.ending = true
		in.pool.finishing++
	}
	stopTimers(in.running)
	inv.answer <- a
	return true
}

// finished says that it finishes no more: it is back, or will not be.
func (in *instance) finished() {
	if in.ending {
		in.ending = false
		in.pool.finishing--
	}
}

// free is called when the process asks for an event: it takes the first in line, or
// rests, or stops if it is not to go on. It says whether to wait for work at all.
func (in *instance) free() bool {
	p := in.pool
	p.mu.Lock()
	defer p.mu.Unlock()
	if in.current != nil {
		return !in.delivered // a second request, the first having been cut off
	}
	if !in.ready && !in.dropped {
		p.starting--
	}
	in.ready = true
	in.finished()
	if in.dropped || in.stopped {
		in.stop()
		return true
	}
	if inv := p.next(); inv != nil {
		in.take(inv)
	} else if p.leaving != nil {
		p.drop(in)
		in.stop()
	} else {
		in.rest()
	}
	return true
}

func (in *instance) rest() {
	p := in.pool
	if slices.Contains(p.idle, in) {
		return // it asks again, its first request having been cut off
	}
	p.idle = append(p.idle, in)
	in.resting = time.AfterFunc(p.opts.IdleAfter, in.retire)
}

// retire ends an instance that has been idle for long.
func (in *instance) retire() {
	p := in.pool
	p.mu.Lock()
	defer p.mu.Unlock()
	if in.current == nil {
		p.drop(in)
		in.stop()
	}
}

// stop asks the process to end, and sees to it that it does.
func (in *instance) stop() {
	if in.stopped {
		return
	}
	in.stopped = true
	if in.group != nil {
		in.group.terminate()
		in.killLater()
	}
}

// killLater gives the process some time to end by itself.
func (in *instance) killLater() {
	in.stopping = time.AfterFunc(grace, func() {
		in.pool.mu.Lock()
		defer in.pool.mu.Unlock()
		in.kill()
	})
}

func (in *instance) kill() {
	in.stopped = true
	if in.group != nil {
		in.group.kill()
	}
}

func stopTimers(timers ...*time.Timer) {
	for _, t := range timers {
		if t != nil {
			t.Stop()
		}
	}
}
