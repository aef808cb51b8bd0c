package lambda_test

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"reel/http/lambda"
)

func TestProcessAnswers(t *testing.T) {
	f := open(t, lambda.Options{}, "fn="+fn(t))
	q := lambda.Request{
		Function: "fn:live", Payload: []byte(`{"A":"ä"}`), RequestID: "r-1", TraceID: "Root=1-2-3", Timeout: 7 * time.Second,
		ClientContext: base64.StdEncoding.EncodeToString([]byte("{\n \"custom\": {\"who\": \"me\"}}")),
	}
	before := time.Now()
	r, err := f.Invoke(t.Context(), q)
	if err != nil || r.StatusCode != 200 || r.FunctionError != "" || r.RequestID != "r-1" || r.ExecutedVersion != "$LATEST" {
		t.Fatalf("got %+v, %v", r, err)
	}
	got := decode[result](t, r.Payload)
	if string(got.Event) != `{"A":"ä"}` || got.TraceID != "Root=1-2-3" {
		t.Errorf("event %s, trace %s", got.Event, got.TraceID)
	}
	if got.Context["AwsRequestID"] != "r-1" || got.Context["InvokedFunctionArn"] != "arn:aws:lambda:us-east-1:000000000000:function:fn:live" {
		t.Errorf("context %v", got.Context)
	}
	if custom := got.Context["ClientContext"].(m)["custom"]; fmt.Sprint(custom) != "map[who:me]" {
		t.Errorf("client context %v", got.Context["ClientContext"])
	}
	if left := time.UnixMilli(got.Deadline).Sub(before); left < 6*time.Second || left > 30*time.Second {
		t.Errorf("the deadline is %v away, want about 7s", left)
	}
}

func TestProcessIsKeptWarm(t *testing.T) {
	f := open(t, lambda.Options{}, "fn="+fn(t))
	first := do(t, f, m{}).Pid
	for range 5 {
		if pid := do(t, f, m{}).Pid; pid != first {
			t.Fatalf("process %d after %d", pid, first)
		}
	}
}

func TestConcurrentCallsGetProcessesOfTheirOwn(t *testing.T) {
	f := open(t, lambda.Options{}, "fn="+fn(t))
	g := newGate(t)
	pids := make(chan int, 4)
	for range 4 {
		go func() { pids <- do(t, f, m{"Call": g.url}).Pid }()
	}
	for range 4 {
		<-g.came // so all four run at once
	}
	g.lift()
	seen := map[int]bool{}
	for range 4 {
		seen[<-pids] = true
	}
	if len(seen) != 4 {
		t.Errorf("four calls at once ran in %d processes", len(seen))
	}
}

func TestCallsPastTheLimitWaitInLine(t *testing.T) {
	f := open(t, lambda.Options{MaxConcurrency: 2}, "fn="+fn(t))
	g := newGate(t)
	pids := make(chan int, 6)
	for range 6 {
		go func() { pids <- do(t, f, m{"Call": g.url}).Pid }()
	}
	<-g.came
	<-g.came
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := f.Invoke(ctx, lambda.Request{Function: "fn"}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a call past the limit ended with %v", err)
	}
	if len(g.came) != 0 {
		t.Error("a third ran beside two")
	}
	g.lift()
	seen := map[int]bool{}
	for range 6 {
		seen[<-pids] = true
	}
	if len(seen) != 2 {
		t.Errorf("six calls ran in %d processes, want 2", len(seen))
	}
}

func TestTheLineIsBounded(t *testing.T) {
	f := open(t, lambda.Options{MaxConcurrency: 1}, "fn="+fn(t))
	g := newGate(t)
	ctx, cancel := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	refused := make(chan error, 1100)
	wg.Go(func() { do(t, f, m{"Call": g.url}) })
	<-g.came
	for range 1001 {
		wg.Go(func() {
			_, err := f.Invoke(ctx, lambda.Request{Function: "fn"})
			refused <- err
		})
	}
	var e *lambda.Error
	if err := <-refused; !errors.As(err, &e) || e.Code != lambda.CodeTooMany || !strings.Contains(e.Hint(), "concurrency") {
		t.Errorf("the call after a thousand in line got %v", err)
	}
	cancel()
	g.lift()
	wg.Wait()
}

func TestFailuresOfProcesses(t *testing.T) {
	tests := []struct {
		name, spec string
		event      m
		want       string
	}{
		{"error", "", m{"Error": "boom"}, `{"errorMessage":"boom","errorType":"errorString"}`},
		{"exit in the middle", "", m{"Exit": 1}, `{"errorType":"Runtime.ExitError","errorMessage":"RequestId: r-1 Error: Runtime exited with error: exit status 1"}`},
		{"exit with a child left behind", "", m{"Child": true, "Exit": 1}, `{"errorType":"Runtime.ExitError","errorMessage":"RequestId: r-1 Error: Runtime exited with error: exit status 1"}`},
		{"quiet exit in the middle", "", m{"Exit": 0}, `{"errorType":"Runtime.ExitError","errorMessage":"RequestId: r-1 Error: Runtime exited without providing a reason"}`},
		{"exit at start", "exit", nil, `{"errorType":"Runtime.ExitError","errorMessage":"RequestId: r-1 Error: Runtime exited with error: exit status 3"}`},
		{"quiet exit at start", "clean", nil, `{"errorType":"Runtime.ExitError","errorMessage":"RequestId: r-1 Error: Runtime exited without providing a reason"}`},
		{"init error", "initerror", nil, `{"errorType":"Fn.NoGood","errorMessage":"it is no good"}`},
		{"too large", "", m{"Size": 7 << 20}, `{"errorType":"Function.ResponseSizeTooLarge","errorMessage":"Response payload size exceeded maximum allowed payload size (6291556 bytes)."}`},
		{"time", "", m{"Call": "gate"}, `{"errorType":"Sandbox.Timedout","errorMessage":"RequestId: r-1 Error: Task timed out after 0.30 seconds"}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			q := lambda.Request{Function: "fn", RequestID: "r-1"}
			if tt.event["Call"] != nil {
				tt.event["Call"] = newGate(t).url
				q.Timeout = 300 * time.Millisecond
			}
			f := open(t, lambda.Options{}, "fn="+fn(t)+" "+tt.spec)
			q.Payload = encode(t, tt.event)
			for range 2 { // a failure does not spoil the next call
				r, err := f.Invoke(t.Context(), q)
				if err != nil || r.StatusCode != 200 || r.FunctionError != "Unhandled" || string(r.Payload) != tt.want {
					t.Errorf("got %+v %s, %v; want %s", r, r.Payload, err, tt.want)
				}
			}
			if tt.spec == "" {
				do(t, f, m{})
			}
		})
	}
}

func TestPanicOfAProcess(t *testing.T) {
	f := open(t, lambda.Options{}, "fn="+fn(t))
	r := call(t, f, m{"Panic": "oh"})
	doc := decode[m](t, r.Payload)
	if r.FunctionError != "Unhandled" || doc["errorMessage"] != "oh" || doc["errorType"] != "string" || doc["stackTrace"] == nil {
		t.Errorf("got %s %s", r.FunctionError, r.Payload)
	}
	do(t, f, m{})
}

func TestErrorKeepsTheProcessAndTimeoutEndsIt(t *testing.T) {
	f := open(t, lambda.Options{}, "fn="+fn(t))
	first := do(t, f, m{}).Pid
	call(t, f, m{"Error": "boom"})
	if pid := do(t, f, m{}).Pid; pid != first {
		t.Errorf("process %d after an error in %d", pid, first)
	}
	_, err := f.Invoke(t.Context(), lambda.Request{Function: "fn", Payload: encode(t, m{"Call": newGate(t).url}), Timeout: 50 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	if pid := do(t, f, m{}).Pid; pid == first {
		t.Error("the process that ran out of time went on")
	}
	eventually(t, "it is gone", func() bool { return !alive(first) })
}

func TestProgramThatCannotBeStarted(t *testing.T) {
	path := filepath.Join(t.TempDir(), "fn")
	if err := os.WriteFile(path, []byte("neither a script nor a binary"), 0o755); err != nil {
		t.Fatal(err)
	}
	r := call(t, open(t, lambda.Options{}, "fn="+path), m{})
	doc := decode[m](t, r.Payload)
	if r.FunctionError != "Unhandled" || doc["errorType"] != "Runtime.InvalidEntrypoint" || !strings.Contains(fmt.Sprint(doc["errorMessage"]), path) {
		t.Errorf("got %s %s", r.FunctionError, r.Payload)
	}
}

func TestProcessThatNeverAsks(t *testing.T) {
	f := open(t, lambda.Options{StartTimeout: 100 * time.Millisecond}, "fn="+fn(t)+" silent")
	r, err := f.Invoke(t.Context(), lambda.Request{Function: "fn", RequestID: "r-1"})
	want := `{"errorType":"Sandbox.Timedout","errorMessage":"RequestId: r-1 Error: Task timed out after 0.10 seconds"}`
	if err != nil || r.FunctionError != "Unhandled" || string(r.Payload) != want {
		t.Errorf("got %s, %v", r.Payload, err)
	}
}

func TestCallerWhoLeavesAColdStartLeavesAWarmProcess(t *testing.T) {
	f := open(t, lambda.Options{MaxConcurrency: 1}, "fn="+fn(t))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := f.Invoke(ctx, lambda.Request{Function: "fn"}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	do(t, f, m{})
}

func TestCallerWhoLeavesAProcessLetsItFinish(t *testing.T) {
	f := open(t, lambda.Options{MaxConcurrency: 1}, "fn="+fn(t))
	g := newGate(t)
	first := do(t, f, m{}).Pid
	ctx, cancel := context.WithCancel(t.Context())
	go func() { <-g.came; cancel() }()
	if _, err := f.Invoke(ctx, lambda.Request{Function: "fn", Payload: encode(t, m{"Call": g.url})}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	g.lift()
	if pid := do(t, f, m{}).Pid; pid != first {
		t.Errorf("process %d after %d", pid, first)
	}
}

func TestOutputGoesToTheLogByLines(t *testing.T) {
	var log journal
	f := open(t, lambda.Options{Log: log.log()}, "fn="+fn(t))
	do(t, f, m{"Print": []string{"one", "two\r", "", strings.Repeat("x", 40000)}, "Write": "no end"})
	do(t, f, m{"Write": ", now ended\nlast words"})
	if err := f.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"msg=one function=fn\n", "msg=two function=fn\n", "msg=\"no end, now ended\" function=fn\n", "msg=\"last words\" function=fn\n",
		"msg=" + strings.Repeat("x", 16384) + " ", "msg=" + strings.Repeat("x", 40000-2*16384) + " ",
	} {
		if !log.has(want) {
			t.Errorf("the log lacks %.60q", want)
		}
	}
	if log.has(strings.Repeat("x", 16385)) {
		t.Error("a line was not cut")
	}
}

func TestFailureIsLoggedWithItsWords(t *testing.T) {
	var log journal
	f := open(t, lambda.Options{Log: log.log()}, "fn="+fn(t))
	call(t, f, m{"Error": "boom"})
	if !log.has(`msg="function failed" function=fn`) || !log.has(`errorMessage\":\"boom`) {
		t.Errorf("log: %s", log.String())
	}
}

func TestLogTail(t *testing.T) {
	f := open(t, lambda.Options{}, "fn="+fn(t))
	tail := func(event m) string {
		r, err := f.Invoke(t.Context(), lambda.Request{Function: "fn", RequestID: "r-1", LogTail: true, Payload: encode(t, event)})
		if err != nil {
			t.Fatal(err)
		}
		text, err := base64.StdEncoding.DecodeString(r.LogResult)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	var got string
	// What was written may trail the answer by longer than the tail waits, on a busy machine.
	eventually(t, "the tail has the lines of its own call", func() bool {
		tail(m{"Print": []string{"of another call"}})
		got = tail(m{"Print": []string{"one", "two"}})
		return strings.HasPrefix(got, "START RequestId: r-1 Version: $LATEST\none\ntwo\nEND RequestId: r-1\nREPORT RequestId: r-1\tDuration: ")
	})
	eventually(t, "a long tail is cut at 4 KB", func() bool {
		got = tail(m{"Print": slices.Repeat([]string{"0123456789"}, 1000)})
		return len(got) == 4096 && strings.Contains(got, "0123456789\nEND RequestId: r-1\n")
	})
	if r := call(t, f, m{"Print": []string{"one"}}); r.LogResult != "" {
		t.Errorf("an unasked tail: %s", r.LogResult)
	}
}

func TestEnvironment(t *testing.T) {
	for _, name := range []string{"AWS_ACCESS_KEY_ID", "AWS_PROFILE", "AWS_WEB_IDENTITY_TOKEN_FILE"} {
		t.Setenv(name, "")
	}
	t.Setenv("FROM_OUTSIDE", "yes")
	t.Setenv("AWS_REGION", "mars-north-1")
	f := open(t, lambda.Options{Account: "111122223333", Region: "eu-west-1", Endpoint: "http://localhost:4566", CABundle: "/ca.pem",
		Env: map[string]string{"BOTH": "options", "OPTIONS": "yes"}})
	if err := f.Add(lambda.Spec{Name: lambda.Name{Function: "fn"}, Command: []string{fn(t), "with", "arguments"}, MemoryMB: 512,
		Env: map[string]string{"BOTH": "spec", "AWS_LAMBDA_RUNTIME_API": "nonsense"}}); err != nil {
		t.Fatal(err)
	}
	wd, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"_HANDLER": filepath.Base(fn(t)), "LAMBDA_TASK_ROOT": wd, "LAMBDA_RUNTIME_DIR": "/var/runtime",
		"AWS_LAMBDA_FUNCTION_NAME": "fn", "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "512",
		"AWS_LAMBDA_LOG_GROUP_NAME": "/aws/lambda/fn", "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
		"AWS_REGION": "eu-west-1", "AWS_DEFAULT_REGION": "eu-west-1", "AWS_XRAY_CONTEXT_MISSING": "LOG_ERROR",
		"LANG": "en_US.UTF-8", "TZ": ":UTC", "AWS_EXECUTION_ENV": "",
		"AWS_ACCESS_KEY_ID": "111122223333", "AWS_SECRET_ACCESS_KEY": "test", "AWS_SESSION_TOKEN": "test",
		"AWS_ENDPOINT_URL": "http://localhost:4566", "NODE_EXTRA_CA_CERTS": "/ca.pem", "SSL_CERT_FILE": "/ca.pem",
		"AWS_CA_BUNDLE": "/ca.pem", "REQUESTS_CA_BUNDLE": "/ca.pem",
		"FROM_OUTSIDE": "yes", "BOTH": "spec", "OPTIONS": "yes", "_X_AMZN_TRACE_ID": "Root=1-2-3",
	}
	asked := append(slices.Collect(maps.Keys(want)), "AWS_LAMBDA_LOG_STREAM_NAME", "AWS_LAMBDA_RUNTIME_API")
	r, err := f.Invoke(t.Context(), lambda.Request{Function: "fn", TraceID: "Root=1-2-3", Payload: encode(t, m{"Env": asked})})
	if err != nil {
		t.Fatal(err)
	}
	got := decode[result](t, r.Payload).Env
	for name := range want {
		if got[name] != want[name] {
			t.Errorf("%s=%q, want %q", name, got[name], want[name])
		}
	}
	if !strings.Contains(got["AWS_LAMBDA_LOG_STREAM_NAME"], "/[$LATEST]") || !strings.HasPrefix(got["AWS_LAMBDA_RUNTIME_API"], "127.0.0.1:") {
		t.Errorf("log stream %s, runtime API %s", got["AWS_LAMBDA_LOG_STREAM_NAME"], got["AWS_LAMBDA_RUNTIME_API"])
	}
}

func TestEnvironmentLeavesCredentialsAlone(t *testing.T) {
	t.Setenv("AWS_ACCESS_KEY_ID", "AKIAMINE")
	t.Setenv("AWS_SESSION_TOKEN", "")
	t.Setenv("AWS_ENDPOINT_URL", "http://elsewhere")
	f := open(t, lambda.Options{}, "fn="+fn(t))
	got := do(t, f, m{"Env": []string{"AWS_ACCESS_KEY_ID", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL"}}).Env
	want := map[string]string{"AWS_ACCESS_KEY_ID": "AKIAMINE", "AWS_SESSION_TOKEN": "", "AWS_ENDPOINT_URL": "http://elsewhere"}
	if !maps.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
