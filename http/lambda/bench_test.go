package lambda_test

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"reel/http/lambda"
)

var event = []byte(`{"resource":"/users","path":"/users","httpMethod":"GET","headers":{"Accept":"*/*"},"body":null}`)

// percentiles reports how long single calls took: the median is what a warm call
// costs, whatever else the machine does.
func percentiles(b *testing.B, call func()) {
	took := make([]time.Duration, 0, 1<<16)
	for b.Loop() {
		begun := time.Now()
		call()
		if len(took) < cap(took) {
			took = append(took, time.Since(begun))
		}
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds()), "µs-p50")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "µs-p99")
}

// BenchmarkBareHTTPHandler is the baseline: asking a handler over loopback.
func BenchmarkBareHTTPHandler(b *testing.B) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { io.Copy(w, r.Body) }))
	defer s.Close()
	percentiles(b, func() {
		resp, err := http.Post(s.URL, "application/json", bytes.NewReader(event))
		if err != nil {
			b.Fatal(err)
		}
		io.Copy(io.Discard, resp.Body)
		resp.Body.Close()
	})
}

func invoking(b *testing.B, f *lambda.Functions) func() {
	return func() {
		r, err := f.Invoke(b.Context(), lambda.Request{Function: "fn", Payload: event})
		if err != nil || r.FunctionError != "" {
			b.Fatalf("%s, %v", r.Payload, err)
		}
	}
}

// BenchmarkWarmProcess is a Go process behind the Runtime API.
func BenchmarkWarmProcess(b *testing.B) {
	f := open(b, lambda.Options{}, "fn="+fn(b))
	call(b, f, m{})
	percentiles(b, invoking(b, f))
}

func BenchmarkWarmNode(b *testing.B) {
	f := node(b, lambda.Options{}, "app.mjs", `export const handler = async (event) => ({ statusCode: 200, body: event.path })`)
	call(b, f, m{})
	percentiles(b, invoking(b, f))
}

func BenchmarkWarmPython(b *testing.B) {
	f := python(b, lambda.Options{}, "def handler(event, context):\n    return {'statusCode': 200, 'body': event.get('path')}")
	call(b, f, m{})
	percentiles(b, invoking(b, f))
}

func BenchmarkEndpoint(b *testing.B) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { io.Copy(w, r.Body) }))
	defer s.Close()
	percentiles(b, invoking(b, open(b, lambda.Options{}, "fn="+s.URL)))
}

func BenchmarkGoHandler(b *testing.B) {
	percentiles(b, invoking(b, handle(b, lambda.Options{}, echo)))
}

// BenchmarkColdNode is a call that starts its process.
func BenchmarkColdNode(b *testing.B) {
	s := write(b, "app.mjs", `export const handler = async () => 1`)
	need(b, "node")
	percentiles(b, func() { call(b, open(b, lambda.Options{}, "fn="+s+":handler"), m{}) })
}
