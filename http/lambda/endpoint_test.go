package lambda_test

import (
	"encoding/base64"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"reel/http/lambda"
)

// behind opens a function fn behind a server; path is added to the server's URL.
func behind(t *testing.T, path string, h http.HandlerFunc) *lambda.Functions {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return open(t, lambda.Options{}, "fn="+s.URL+path)
}

const emulatorPath = "/2015-03-31/functions/function/invocations"

func TestEndpointGetsTheEvent(t *testing.T) {
	var got *http.Request
	var body []byte
	f := behind(t, "/any/path?a=b", func(w http.ResponseWriter, r *http.Request) {
		got = r
		body, _ = io.ReadAll(r.Body)
		w.Header().Set("X-Amz-Executed-Version", "7")
		w.Header().Set("X-Amz-Log-Result", "bG9n")
		io.WriteString(w, `{"ok":true}`)
	})
	context := base64.StdEncoding.EncodeToString([]byte(`{"custom":{}}`))
	r, err := f.Invoke(t.Context(), lambda.Request{Function: "fn", Payload: []byte(`{"a":1}`), TraceID: "Root=1-2-3", ClientContext: context, LogTail: true})
	if err != nil || r.StatusCode != 200 || r.FunctionError != "" || string(r.Payload) != `{"ok":true}` || r.ExecutedVersion != "7" || r.LogResult != "bG9n" {
		t.Errorf("got %+v, %v", r, err)
	}
	if got.Method != "POST" || got.URL.String() != "/any/path?a=b" || string(body) != `{"a":1}` {
		t.Errorf("the endpoint got %s %s %s", got.Method, got.URL, body)
	}
	for name, want := range map[string]string{
		"Content-Type": "application/json", "X-Amzn-Trace-Id": "Root=1-2-3", "X-Amz-Client-Context": context,
		"X-Amz-Invocation-Type": "RequestResponse", "X-Amz-Log-Type": "Tail",
	} {
		if got.Header.Get(name) != want {
			t.Errorf("%s: %q, want %q", name, got.Header.Get(name), want)
		}
	}
}

func TestEndpointAnswers(t *testing.T) {
	const failed = `{"errorMessage":"boom","errorType":"Error","trace":[]}`
	tests := []struct {
		name, path, header, body string
		failed, payload          string
	}{
		{"handled", "/", "Handled", failed, "Handled", failed},
		{"unhandled", "/", "Unhandled", failed, "Unhandled", failed},
		{"what looks like an error is a result", "/", "", failed, "", failed},
		{"except from AWS's emulator", emulatorPath, "", failed, "Unhandled", failed},
		{"the emulator's result", emulatorPath, "", `{"statusCode":200}`, "", `{"statusCode":200}`},
		{"the emulator's result of all words", emulatorPath, "", `{"statusCode":500,"errorMessage":"","errorType":""}`, "", `{"statusCode":500,"errorMessage":"","errorType":""}`},
		{"the emulator's timeout", emulatorPath, "", "Task timed out after 3.00 seconds", "Unhandled",
			`{"errorType":"Sandbox.Timedout","errorMessage":"RequestId: r-1 Error: Task timed out after 3.00 seconds"}`},
		{"too large", "/", "", strings.Repeat("x", 6291557), "Unhandled",
			`{"errorType":"Function.ResponseSizeTooLarge","errorMessage":"Response payload size exceeded maximum allowed payload size (6291556 bytes)."}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := behind(t, tt.path, func(w http.ResponseWriter, r *http.Request) {
				if tt.header != "" {
					w.Header().Set("X-Amz-Function-Error", tt.header)
				}
				io.WriteString(w, tt.body)
			})
			r, err := f.Invoke(t.Context(), lambda.Request{Function: "fn", RequestID: "r-1"})
			if err != nil || r.FunctionError != tt.failed || string(r.Payload) != tt.payload {
				t.Errorf("got %s %.200s, %v", r.FunctionError, r.Payload, err)
			}
		})
	}
}

func TestEndpointRefuses(t *testing.T) {
	tests := []struct {
		name          string
		h             http.HandlerFunc
		code, message string
	}{
		{"in AWS's shape", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("X-Amzn-ErrorType", "ResourceNotFoundException:http://internal")
			w.WriteHeader(404)
			io.WriteString(w, `{"Message":"Function not found: x","Type":"User"}`)
		}, lambda.CodeNotFound, "Function not found: x"},
		{"by status", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(503) }, lambda.CodeService, "answered 503 Service Unavailable"},
		{"by a redirect", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/other", http.StatusTemporaryRedirect)
		}, lambda.CodeService, "answered 307"},
		{"by hanging up", func(w http.ResponseWriter, r *http.Request) { panic(http.ErrAbortHandler) }, lambda.CodeService, "cannot be asked"},
		{"by hanging up halfway", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Length", "10")
			io.WriteString(w, "half")
		}, lambda.CodeService, "cannot be asked"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := behind(t, "/", tt.h).Invoke(t.Context(), lambda.Request{Function: "fn"})
			var e *lambda.Error
			if !errors.As(err, &e) || e.Code != tt.code || !strings.Contains(e.Message, tt.message) {
				t.Errorf("got %v, want %s: %s", err, tt.code, tt.message)
			}
		})
	}
}

func TestEndpointThatIsNotThere(t *testing.T) {
	s := httptest.NewServer(http.NotFoundHandler())
	f := open(t, lambda.Options{}, "fn="+strings.Replace(s.URL, "http://", "http://me:secret@", 1))
	s.Close()
	_, err := f.Invoke(t.Context(), lambda.Request{Function: "fn"})
	if err == nil || !strings.Contains(err.Error(), "refused") || strings.Contains(err.Error(), "secret") {
		t.Errorf("got %v", err)
	}
}

func TestEndpointTimesOut(t *testing.T) {
	g := newGate(t)
	f := open(t, lambda.Options{}, "fn="+g.url)
	r, err := f.Invoke(t.Context(), lambda.Request{Function: "fn", RequestID: "r-1", Timeout: 30 * time.Millisecond})
	want := `{"errorType":"Sandbox.Timedout","errorMessage":"RequestId: r-1 Error: Task timed out after 0.03 seconds"}`
	if err != nil || r.FunctionError != "Unhandled" || string(r.Payload) != want {
		t.Errorf("got %s, %v", r.Payload, err)
	}
}

func TestEndpointConnectionsAreKept(t *testing.T) {
	peers := map[string]bool{}
	f := behind(t, "/", func(w http.ResponseWriter, r *http.Request) {
		peers[r.RemoteAddr] = true
		io.Copy(w, r.Body)
	})
	for range 10 {
		call(t, f, m{"a": 1})
	}
	if len(peers) != 1 {
		t.Errorf("ten calls came over %d connections", len(peers))
	}
}
