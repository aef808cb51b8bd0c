package lambda_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"reel/http/lambda"
)

// copyOf puts the built Go function where a test may change it.
func copyOf(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), filepath.Base(fn(t)))
	replace(t, path, nil)
	return path
}

// replace writes the Go function as go build would, by a rename; more makes it another file.
func replace(t *testing.T, path string, more []byte) {
	t.Helper()
	program, err := os.ReadFile(fn(t))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path+".new", append(program, more...), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(path+".new", path); err != nil {
		t.Fatal(err)
	}
}

func TestChangedProgramIsStartedAnew(t *testing.T) {
	var log journal
	path := copyOf(t)
	f := open(t, lambda.Options{Log: log.log()}, "fn="+path)
	first := do(t, f, m{}).Pid
	replace(t, path, []byte("changed"))
	second := do(t, f, m{}).Pid
	if second == first {
		t.Error("the old process answered after the program had changed")
	}
	eventually(t, "the old process is gone", func() bool { return !alive(first) })
	if pid := do(t, f, m{}).Pid; pid != second {
		t.Errorf("process %d after %d, though nothing has changed since", pid, second)
	}
	if !log.has("function changed") {
		t.Errorf("log: %s", log.String())
	}
}

func TestChangeLetsCallsInFlightFinish(t *testing.T) {
	path := copyOf(t)
	f := open(t, lambda.Options{MaxConcurrency: 1}, "fn="+path)
	g := newGate(t)
	old := make(chan result, 1)
	go func() { old <- do(t, f, m{"Call": g.url}) }()
	<-g.came
	replace(t, path, []byte("changed"))
	now := do(t, f, m{}) // although the one instance that the limit allows is busy with old code
	g.lift()
	was := <-old
	if was.Pid == now.Pid {
		t.Error("both calls ran in one process")
	}
	eventually(t, "the old process is gone", func() bool { return !alive(was.Pid) })
	if pid := do(t, f, m{}).Pid; pid != now.Pid {
		t.Errorf("process %d after %d", pid, now.Pid)
	}
}

func TestMissingProgramChangesNothing(t *testing.T) {
	path := copyOf(t)
	f := open(t, lambda.Options{}, "fn="+path)
	first := do(t, f, m{}).Pid
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if pid := do(t, f, m{}).Pid; pid != first {
		t.Errorf("process %d after %d", pid, first)
	}
}

func TestChangedArgumentStartsAnew(t *testing.T) {
	config := write(t, "config.json", "{}")
	f := open(t, lambda.Options{}, "fn="+fn(t)+" '"+config+"'")
	first := do(t, f, m{}).Pid
	write(t, config, `{"now": "changed"}`)
	if pid := do(t, f, m{}).Pid; pid == first {
		t.Error("the old process answered after a file among its arguments had changed")
	}
}

func TestProcessInAFolderOfItsOwn(t *testing.T) {
	dir := t.TempDir()
	source := write(t, filepath.Join(dir, "main.go"), "package main")
	f := open(t, lambda.Options{})
	if err := f.Add(lambda.Spec{Name: lambda.Name{Function: "fn"}, Command: []string{fn(t)}, Dir: dir}); err != nil {
		t.Fatal(err)
	}
	first := do(t, f, m{"Env": []string{"LAMBDA_TASK_ROOT", "PWD"}})
	if first.Env["LAMBDA_TASK_ROOT"] != dir || first.Env["PWD"] != dir {
		t.Errorf("it runs in %v, want %s", first.Env, dir)
	}
	write(t, source, "package main // changed")
	eventually(t, "another process answers", func() bool { return do(t, f, m{}).Pid != first.Pid })
}

func TestChangedSourceInAnArgumentStartsAnew(t *testing.T) {
	main := write(t, filepath.Join("src", "deep", "main.go"), "package main")
	f := open(t, lambda.Options{}, "fn="+fn(t)+" '"+filepath.Dir(filepath.Dir(main))+"'")
	first := do(t, f, m{}).Pid
	write(t, filepath.Join(filepath.Dir(main), "notes.txt"), "no source")
	if pid := do(t, f, m{}).Pid; pid != first {
		t.Error("a file that is no source restarted the function")
	}
	write(t, main, "package main // changed")
	eventually(t, "another process answers", func() bool { return do(t, f, m{}).Pid != first })
}

func TestIdleProcessIsReaped(t *testing.T) {
	f := open(t, lambda.Options{IdleAfter: 20 * time.Millisecond}, "fn="+fn(t))
	first := do(t, f, m{}).Pid
	eventually(t, "the idle process is gone", func() bool { return !alive(first) })
	if pid := do(t, f, m{}).Pid; pid == first {
		t.Error("a dead process answered")
	}
}

func TestProcessThatDiesIdleIsReplaced(t *testing.T) {
	f := open(t, lambda.Options{}, "fn="+fn(t))
	first := do(t, f, m{}).Pid
	kill(t, first)
	eventually(t, "another process answers", func() bool {
		r := call(t, f, m{})
		return r.FunctionError == "" && decode[result](t, r.Payload).Pid != first
	})
}

func TestCloseEndsProcesses(t *testing.T) {
	f := open(t, lambda.Options{}, "fn="+fn(t))
	g := newGate(t)
	answered := make(chan error, 1)
	idle := make(chan int, 1)
	go func() {
		_, err := f.Invoke(context.Background(), lambda.Request{Function: "fn", Payload: encode(t, m{"Call": g.url})})
		answered <- err
	}()
	<-g.came
	idle <- do(t, f, m{}).Pid
	if err := f.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	if pid := <-idle; alive(pid) {
		t.Errorf("process %d lives after Close", pid)
	}
	if err := <-answered; err == nil || !strings.Contains(err.Error(), "stopping") {
		t.Errorf("the call in flight ended with %v", err)
	}
}

func TestCloseAnswersThoseInLine(t *testing.T) {
	f := open(t, lambda.Options{MaxConcurrency: 1}, "fn="+fn(t)+" silent")
	answered := make(chan error, 2)
	for range 2 {
		go func() {
			_, err := f.Invoke(context.Background(), lambda.Request{Function: "fn"})
			answered <- err
		}()
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	f.Invoke(ctx, lambda.Request{Function: "fn"}) // by its end the others are there
	if err := f.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := <-answered; err == nil {
			t.Error("a call to a silent function was answered")
		}
	}
}

func TestCloseKillsTheStubborn(t *testing.T) {
	for _, patient := range []bool{true, false} {
		f := open(t, lambda.Options{}, "fn="+fn(t)+" stubborn")
		pid := do(t, f, m{}).Pid
		ctx, cancel := context.WithCancel(t.Context())
		if !patient {
			cancel()
		}
		err := f.Close(ctx)
		cancel()
		if patient != (err == nil) {
			t.Errorf("patient %v: close: %v", patient, err)
		}
		if alive(pid) {
			t.Errorf("patient %v: process %d lives after Close", patient, pid)
		}
	}
}

func TestCloseEndsChildrenToo(t *testing.T) {
	f := open(t, lambda.Options{}, "fn="+fn(t))
	child := do(t, f, m{"Child": true}).Child
	if !alive(child) {
		t.Fatal("the child never lived")
	}
	if err := f.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the child is gone", func() bool { return !alive(child) })
}

func TestRemovedFunctionFinishesWhatItHas(t *testing.T) {
	f := open(t, lambda.Options{MaxConcurrency: 1}, "fn="+fn(t))
	g := newGate(t)
	pids := make(chan int, 1)
	go func() { pids <- do(t, f, m{"Call": g.url}).Pid }()
	<-g.came
	f.Remove(lambda.Name{Function: "fn"})
	if _, err := f.Knows("fn"); err == nil {
		t.Error("fn is still known")
	}
	g.lift()
	pid := <-pids
	eventually(t, "its process is gone", func() bool { return !alive(pid) })
}

func TestReplacedFunctionEndsItsIdleProcesses(t *testing.T) {
	f := open(t, lambda.Options{}, "fn="+fn(t))
	pid := do(t, f, m{}).Pid
	if err := f.Add(lambda.Spec{Name: lambda.Name{Function: "fn"}, Command: []string{fn(t)}}); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the old process is gone", func() bool { return !alive(pid) })
	if do(t, f, m{}).Pid == pid {
		t.Error("the old process answered")
	}
}

// TestHost is no test: it is the process that TestProcessesDieWithTheirHost kills.
func TestHost(t *testing.T) {
	path := os.Getenv("LAMBDA_TEST_HOST")
	if path == "" {
		t.Skip("only run by TestProcessesDieWithTheirHost")
	}
	f := lambda.New(lambda.Options{})
	if err := f.Add(lambda.Spec{Name: lambda.Name{Function: "fn"}, Command: []string{path}}); err != nil {
		t.Fatal(err)
	}
	os.Stdout.WriteString("payload " + string(call(t, f, m{}).Payload) + "\n")
	select {}
}

func TestProcessesDieWithTheirHost(t *testing.T) {
	host := exec.Command(os.Args[0], "-test.run=^TestHost$")
	host.Env = append(os.Environ(), "LAMBDA_TEST_HOST="+fn(t))
	var out journal
	host.Stdout = &out
	host.WaitDelay = 10 * time.Second
	if err := host.Start(); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the host's function has answered", func() bool { return strings.Contains(out.String(), "}\n") })
	_, payload, _ := strings.Cut(strings.TrimSpace(out.String()), "payload ")
	pid := decode[result](t, []byte(payload)).Pid
	if err := host.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	host.Wait()
	eventually(t, "the function's process is gone", func() bool { return !alive(pid) })
}
