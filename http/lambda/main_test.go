package lambda_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"reel/http/lambda"
)

// built holds the Go function of testdata/fn, built once.
var built struct {
	sync.Once
	path string
	err  error
}

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "lambda")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	built.path = filepath.Join(dir, "fn")
	if runtime.GOOS == "windows" {
		built.path += ".exe"
	}
	code := m.Run()
	if left := ours(); code == 0 && !within(time.Minute, func() bool { left = ours(); return left == "" }) {
		fmt.Fprintf(os.Stderr, "goroutines are left after every test has closed what it opened:\n%s\n", left)
		code = 1
	}
	os.RemoveAll(dir)
	os.Exit(code)
}

// ours are the stacks of goroutines that the package under test has started.
func ours() string {
	stacks := make([]byte, 1<<20)
	stacks = stacks[:runtime.Stack(stacks, true)]
	var found []string
	for stack := range strings.SplitSeq(string(stacks), "\n\n") {
		if strings.Contains(stack, "reel/http/lambda.") {
			found = append(found, stack)
		}
	}
	return strings.Join(found, "\n\n")
}

// fn is the path of the built Go function.
func fn(t testing.TB) string {
	t.Helper()
	built.Do(func() {
		if _, built.err = os.ReadFile("testdata/fn/main.go"); built.err != nil { // so that go test's cache knows of it
			return
		}
		out, err := exec.Command("go", "build", "-o", built.path, "./testdata/fn").CombinedOutput()
		if err != nil {
			built.err = fmt.Errorf("%w: %s", err, out)
		}
	})
	if built.err != nil {
		t.Fatal(built.err)
	}
	return built.path
}

// open makes functions from specs and closes them after the test.
func open(t testing.TB, o lambda.Options, specs ...string) *lambda.Functions {
	t.Helper()
	f := lambda.New(o)
	t.Cleanup(func() {
		if err := f.Close(context.Background()); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	for _, spec := range specs {
		s, err := lambda.ParseSpec(spec)
		if err != nil {
			t.Fatal(err)
		}
		if err := f.Add(s); err != nil {
			t.Fatal(err)
		}
	}
	return f
}

// A task is the event that testdata/fn understands; m is shorthand for one.
type m = map[string]any

// A result is what testdata/fn answers.
type result struct {
	Pid      int
	Child    int
	Event    json.RawMessage
	Context  m
	TraceID  string
	Deadline int64
	Env      map[string]string
	Filler   string
	Statuses []int
	Answers  []string
}

// call invokes the function named fn and returns Lambda's response, which must be one.
func call(t testing.TB, f *lambda.Functions, event any) lambda.Response {
	t.Helper()
	r, err := f.Invoke(context.Background(), lambda.Request{Function: "fn", Payload: encode(t, event)})
	if err != nil {
		t.Fatalf("invoke: %v", err)
	}
	return r
}

// do is call for a function that must succeed.
func do(t testing.TB, f *lambda.Functions, event any) result {
	t.Helper()
	r := call(t, f, event)
	if r.FunctionError != "" {
		t.Fatalf("function failed: %s", r.Payload)
	}
	return decode[result](t, r.Payload)
}

func encode(t testing.TB, v any) []byte {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func decode[T any](t testing.TB, b []byte) (v T) {
	t.Helper()
	if err := json.Unmarshal(b, &v); err != nil {
		t.Fatalf("%v in %.500s", err, b)
	}
	return v
}

// within polls a condition.
func within(limit time.Duration, ok func() bool) bool {
	for begun := time.Now(); !ok(); time.Sleep(2 * time.Millisecond) {
		if time.Since(begun) > limit {
			return false
		}
	}
	return true
}

func eventually(t testing.TB, what string, ok func() bool) {
	t.Helper()
	if !within(time.Minute, ok) {
		t.Fatalf("it never came about that %s", what)
	}
}

// write makes a file, in a new folder unless its name has one.
func write(t testing.TB, name, text string) string {
	t.Helper()
	if !filepath.IsAbs(name) {
		name = filepath.Join(t.TempDir(), name)
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return name
}

// A journal is a log that a test reads.
type journal struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (j *journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.Write(p)
}

func (j *journal) log() *slog.Logger {
	return slog.New(slog.NewTextHandler(j, &slog.HandlerOptions{Level: slog.LevelDebug}))
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.String()
}

func (j *journal) has(s string) bool { return strings.Contains(j.String(), s) }

// A gate holds functions that call it until it is opened.
type gate struct {
	url  string
	came chan struct{} // one for each that has come
	open chan struct{}
	once sync.Once
}

func newGate(t testing.TB) *gate {
	t.Helper()
	g := &gate{came: make(chan struct{}, 1000), open: make(chan struct{})}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		g.came <- struct{}{}
		select {
		case <-g.open:
		case <-r.Context().Done():
		}
	}))
	t.Cleanup(s.Close)
	t.Cleanup(g.lift)
	g.url = s.URL
	return g
}

func (g *gate) lift() { g.once.Do(func() { close(g.open) }) }
