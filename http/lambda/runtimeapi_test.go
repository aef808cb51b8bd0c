package lambda_test

import (
	"encoding/base64"
	"slices"
	"strings"
	"testing"

	"reel/http/lambda"
)

// raw opens the function that speaks the Runtime API by hand.
func raw(t *testing.T) *lambda.Functions {
	return open(t, lambda.Options{}, "fn="+fn(t)+" raw")
}

// A post is a request of the raw function to the Runtime API.
type post struct {
	Method, Path, Body string
	Header             map[string]string
	Trailer            map[string]string
	Size               int
}

func TestRuntimeAPIRefuses(t *testing.T) {
	tests := []struct {
		name   string
		post   post
		status int
		answer string
	}{
		{"next while one is in hand", post{Method: "GET", Path: "invocation/next"}, 403, "InvalidStateTransition"},
		{"another invocation's response", post{Method: "POST", Path: "invocation/other/response", Body: "1"}, 400, "InvalidRequestID"},
		{"another invocation's error", post{Method: "POST", Path: "invocation/other/error", Body: "{}"}, 400, "InvalidRequestID"},
		{"unknown path", post{Method: "POST", Path: "invocation/{id}/other"}, 404, "no POST"},
		{"unknown method", post{Method: "PUT", Path: "invocation/{id}/response"}, 404, "no PUT"},
		{"outside of the API", post{Method: "GET", Path: "../../etc/passwd"}, 404, "no GET"},
	}
	f := raw(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := do(t, f, m{"Posts": []post{tt.post}})
			if got.Statuses[0] != tt.status || !strings.Contains(got.Answers[0], tt.answer) {
				t.Errorf("got %d %s, want %d %s", got.Statuses[0], got.Answers[0], tt.status, tt.answer)
			}
		})
	}
}

func TestRuntimeAPIAnswers(t *testing.T) {
	const kind, body = "Lambda-Runtime-Function-Error-Type", "Lambda-Runtime-Function-Error-Body"
	stream := map[string]string{"Lambda-Runtime-Function-Response-Mode": "streaming", "Content-Type": "application/vnd.awslambda.http-integration-response"}
	response, failure := "invocation/{id}/response", "invocation/{id}/error"
	large := strings.Repeat("x", 20<<20)
	tests := []struct {
		name    string
		post    post
		failed  string
		payload string
	}{
		{"response", post{Path: response, Body: `"yes"`}, "", `"yes"`},
		{"response that is no JSON", post{Path: response, Body: `yes`}, "", `yes`},
		{"empty response", post{Path: response}, "", ""},
		{"largest response", post{Path: response, Size: 6291556}, "", large[:6291556]},
		{"response too large", post{Path: response, Size: 6291557}, "Unhandled",
			`{"errorType":"Function.ResponseSizeTooLarge","errorMessage":"Response payload size exceeded maximum allowed payload size (6291556 bytes)."}`},
		{"stream", post{Path: response, Body: "{}\x00\x00\x00\x00\x00\x00\x00\x00body", Header: stream}, "", "{}\x00\x00\x00\x00\x00\x00\x00\x00body"},
		{"largest stream", post{Path: response, Size: 20 << 20, Header: stream}, "", large},
		{"stream too large", post{Path: response, Size: 20<<20 + 1, Header: stream}, "Unhandled",
			`{"errorType":"Function.ResponseSizeTooLarge","errorMessage":"Response payload size exceeded maximum allowed payload size (20971520 bytes)."}`},
		{"stream broken off", post{Path: response, Body: "half", Header: stream,
			Trailer: map[string]string{kind: "Broken", body: base64.StdEncoding.EncodeToString([]byte(`{"errorType":"Broken","errorMessage":"off"}`))}},
			"Unhandled", `{"errorType":"Broken","errorMessage":"off"}`},
		{"stream broken off without words", post{Path: response, Body: "half", Header: stream, Trailer: map[string]string{kind: "Broken", body: "?"}},
			"Unhandled", `{"errorType":"Broken","errorMessage":""}`},
		{"error", post{Path: failure, Body: `{"errorType":"T","errorMessage":"m","trace":[]}`}, "Unhandled", `{"errorType":"T","errorMessage":"m","trace":[]}`},
		{"error that is no JSON", post{Path: failure, Body: "boom", Header: map[string]string{kind: "T"}}, "Unhandled", `{"errorType":"T","errorMessage":"boom"}`},
		{"error without anything", post{Path: failure}, "Unhandled", `{"errorType":"Runtime.Unknown","errorMessage":""}`},
	}
	f := raw(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.post.Method = "POST"
			r := call(t, f, m{"Posts": []post{tt.post}})
			if r.StatusCode != 200 || r.FunctionError != tt.failed || string(r.Payload) != tt.payload {
				t.Errorf("got %d %s %.200q (%d bytes), want %s %.200q", r.StatusCode, r.FunctionError, r.Payload, len(r.Payload), tt.failed, tt.payload)
			}
			streamed := tt.post.Header["Content-Type"] != "" && tt.failed == ""
			if r.Streamed != streamed || streamed && r.ContentType != "application/vnd.awslambda.http-integration-response" {
				t.Errorf("streamed %v, type %s", r.Streamed, r.ContentType)
			}
		})
	}
	do(t, f, m{}) // and it still serves
}

func TestSecondAnswerIsRefused(t *testing.T) {
	f := raw(t)
	twice := slices.Repeat([]post{{Method: "POST", Path: "invocation/{id}/response", Body: "1"}}, 2)
	if r := call(t, f, m{"Posts": twice}); string(r.Payload) != "1" {
		t.Errorf("got %s", r.Payload)
	}
	do(t, f, m{})
}

func TestHugeErrorIsCut(t *testing.T) {
	r := call(t, raw(t), m{"Posts": []post{{Method: "POST", Path: "invocation/{id}/error", Size: 2 << 20}}})
	if r.FunctionError != "Unhandled" || len(r.Payload) > 3000 {
		t.Errorf("got %s, %d bytes", r.FunctionError, len(r.Payload))
	}
}
