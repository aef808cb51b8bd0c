package http_test

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"reel/cmd/emulator"
	"reel/http/lambda"
)

// hello is an API with a function in a process of its own, which is warm.
func hello(t testing.TB) (e *emulator.Emulator, url string) {
	t.Helper()
	program := filepath.Join(t.TempDir(), "hello")
	if out, err := exec.Command("go", "build", "-o", program, "../cmd/reel/testdata/hello").CombinedOutput(); err != nil {
		t.Fatalf("building a function: %v\n%s", err, out)
	}
	spec, err := lambda.ParseSpec("hello=" + program)
	if err != nil {
		t.Fatal(err)
	}
	e = emulator.OpenWith(t, emulator.Config{Seed: 7, Clock: "2026-01-01T00:00:00Z", Functions: []lambda.Spec{spec}})
	made := manage(t, e, "POST", "/restapis", `{"name":"hello"}`)
	api, root := field(t, made, "id"), field(t, made, "rootResourceId")
	at := "/restapis/" + api + "/resources/" + root + "/methods/GET"
	manage(t, e, "PUT", at, `{"authorizationType":"NONE"}`)
	manage(t, e, "PUT", at+"/integration", proxy("hello"))
	manage(t, e, "POST", "/restapis/"+api+"/deployments", `{"stageName":"dev"}`)
	return e, e.URL + "/execute-api/" + api + "/dev/"
}

func manage(t testing.TB, e *emulator.Emulator, verb, path, body string) string {
	t.Helper()
	q, err := http.NewRequest(verb, e.URL+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(q)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode > 299 {
		t.Fatalf("%s %s: %d %s %v", verb, path, resp.StatusCode, text, err)
	}
	return string(text)
}

// medians are how long calls take that are made n times in turn.
func medians(n int, calls ...func()) []time.Duration {
	took := make([][]time.Duration, len(calls))
	for range n {
		for i, call := range calls {
			begun := time.Now()
			call()
			took[i] = append(took[i], time.Since(begun))
		}
	}
	out := make([]time.Duration, len(calls))
	for i := range took {
		slices.Sort(took[i])
		out[i] = took[i][n/2]
	}
	return out
}

// warm are the two ways to a warm function: through the Runtime API alone, and
// through the front door.
func warm(t testing.TB) (straight, through func()) {
	e, url := hello(t)
	event := []byte(`{"resource":"/","path":"/","httpMethod":"GET","headers":{"Accept":"*/*"},"body":null}`)
	straight = func() {
		r, err := e.Functions.Invoke(t.Context(), lambda.Request{Function: "hello", Payload: event})
		if err != nil || r.FunctionError != "" {
			t.Fatalf("%s, %v", r.Payload, err)
		}
	}
	through = func() {
		resp, err := http.Get(url)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if err != nil || resp.StatusCode != 200 {
			t.Fatalf("%d %s %v", resp.StatusCode, body, err)
		}
	}
	straight()
	through()
	return straight, through
}

// A warm call of a function costs half a millisecond more, at the most, than asking
// the same function straight through the Runtime API.
func TestAWarmFunctionCostsLittleMore(t *testing.T) {
	if testing.Short() {
		t.Skip("bound by time")
	}
	straight, through := warm(t)
	var best time.Duration
	for round := range 5 {
		took := medians(200, straight, through)
		t.Logf("straight %v, through the front door %v", took[0], took[1])
		if over := took[1] - took[0]; round == 0 || over < best {
			best = over
		}
		if best <= 500*time.Microsecond {
			return
		}
	}
	t.Errorf("the front door costs %v", best)
}

// BenchmarkWarmFunction carries its baseline: the same function straight through the
// Runtime API, in turn.
func BenchmarkWarmFunction(b *testing.B) {
	straight, through := warm(b)
	var took []time.Duration
	for b.Loop() {
		took = medians(201, straight, through)
	}
	b.ReportMetric(float64(took[0].Microseconds()), "µs-straight-p50")
	b.ReportMetric(float64(took[1].Microseconds()), "µs-p50")
	b.ReportMetric(float64((took[1] - took[0]).Microseconds()), "µs-over")
}

// Memory is flat over a million calls of ever other paths, with a method cache, a
// canary and an access log. It takes minutes, so it has to be asked for.
func TestAMillionCallsTakeNoMemory(t *testing.T) {
	if os.Getenv("REEL_MILLION") == "" {
		t.Skip("takes minutes: set REEL_MILLION=1")
	}
	c := open(t)
	a := newRestAPI(c, "")
	a.method("GET", "/pets/{id}", `{"authorizationType":"NONE","requestParameters":{"method.request.path.id":true}}`, strings.TrimSuffix(mockOK, "}")+`,"cacheKeyParameters":["method.request.path.id"]}`, `{"responseTemplates":{"application/json":"{\"id\":\"$input.params('id')\"}"}}`)
	a.deploy()
	c.ok("POST", a.at("/deployments"), `{"stageName":"dev","canarySettings":{"percentTraffic":10}}`)
	c.ok("PATCH", a.at("/stages/dev"), `{"patchOperations":[{"op":"replace","path":"/cacheClusterEnabled","value":"true"},{"op":"replace","path":"/*/*/caching/enabled","value":"true"},`+
		`{"op":"add","path":"/accessLogSettings/destinationArn","value":"arn:aws:logs:us-east-1:000000000000:log-group:x"},{"op":"add","path":"/accessLogSettings/format","value":"$context.requestId $context.path $context.status"}]}`)
	const clients, calls = 2, 1_000_000
	next := make(chan int, 1000)
	var running sync.WaitGroup
	for range clients {
		running.Go(func() {
			for n := range next {
				if resp, err := http.Get(fmt.Sprintf("%s/execute-api/%s/dev/pets/%d", c.URL, a.id, n)); err != nil {
					t.Error(err)
				} else {
					if _, err := io.Copy(io.Discard, resp.Body); err != nil || resp.StatusCode != 200 {
						t.Errorf("%d %v", resp.StatusCode, err)
					}
					resp.Body.Close()
				}
			}
		})
	}
	var settled uint64
	begun := time.Now()
	for n := range calls {
		next <- n
		if n+1 == 200_000 {
			settled = heap()
		}
		if (n+1)%200_000 == 0 {
			t.Logf("%d calls after %v: %d KB", n+1, time.Since(begun).Round(time.Second), heap()>>10)
		}
	}
	close(next)
	running.Wait()
	if after := heap(); after > settled+8<<20 {
		t.Errorf("the heap grew from %d KB to %d KB", settled>>10, after>>10)
	}
}

func heap() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
