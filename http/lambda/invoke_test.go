package lambda_test

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	awslambda "github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-lambda-go/lambdacontext"

	"reel/http/lambda"
)

// handle opens functions with one Go handler, fn.
func handle(t testing.TB, o lambda.Options, h func(context.Context, []byte) ([]byte, error)) *lambda.Functions {
	t.Helper()
	f := open(t, o)
	if err := f.Handle("fn", h); err != nil {
		t.Fatal(err)
	}
	return f
}

func echo(_ context.Context, event []byte) ([]byte, error) { return event, nil }

func TestInvokeAnswersAsLambda(t *testing.T) {
	f := handle(t, lambda.Options{}, echo)
	r := call(t, f, m{"a": 1})
	if r.StatusCode != 200 || r.FunctionError != "" || string(r.Payload) != `{"a":1}` || r.ExecutedVersion != "$LATEST" || len(r.RequestID) != 36 {
		t.Errorf("got %+v", r)
	}
}

func TestInvokeWithoutPayloadSendsAnEmptyObject(t *testing.T) {
	f := handle(t, lambda.Options{}, echo)
	r, err := f.Invoke(t.Context(), lambda.Request{Function: "fn"})
	if err != nil || string(r.Payload) != "{}" {
		t.Errorf("got %s, %v", r.Payload, err)
	}
}

func TestInvokeTakesEveryFormOfName(t *testing.T) {
	f := handle(t, lambda.Options{}, func(ctx context.Context, _ []byte) ([]byte, error) {
		lc, _ := lambdacontext.FromContext(ctx)
		return []byte(lc.InvokedFunctionArn), nil
	})
	const arn = "arn:aws:lambda:us-east-1:000000000000:function:fn"
	tests := []struct{ function, qualifier, arn, version string }{
		{"fn", "", arn, "$LATEST"},
		{"fn", "live", arn + ":live", "$LATEST"},
		{"fn:live", "", arn + ":live", "$LATEST"},
		{"fn:7", "", arn + ":7", "7"},
		{"000000000000:function:fn", "", arn, "$LATEST"},
		{arn, "", arn, "$LATEST"},
		{"arn:aws:lambda:eu-west-1:111122223333:function:fn", "", "arn:aws:lambda:eu-west-1:111122223333:function:fn", "$LATEST"},
		{"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/" + arn + "/invocations", "", arn, "$LATEST"},
	}
	for _, tt := range tests {
		r, err := f.Invoke(t.Context(), lambda.Request{Function: tt.function, Qualifier: tt.qualifier})
		if err != nil || string(r.Payload) != tt.arn || r.ExecutedVersion != tt.version {
			t.Errorf("%s %s: %s, version %s, %v; want %s, version %s", tt.function, tt.qualifier, r.Payload, r.ExecutedVersion, err, tt.arn, tt.version)
		}
	}
}

func TestInvokePrefersTheMostParticularFunction(t *testing.T) {
	f := open(t, lambda.Options{})
	for _, name := range []string{"fn", "fn:live", "arn:aws:lambda:eu-west-1:111122223333:function:fn", "arn:aws:lambda:eu-west-1:111122223333:function:fn:live"} {
		if err := f.Handle(name, func(context.Context, []byte) ([]byte, error) { return []byte(name), nil }); err != nil {
			t.Fatal(err)
		}
	}
	tests := []struct{ in, want string }{
		{"fn", "fn"},
		{"fn:live", "fn:live"},
		{"fn:other", "fn"},
		{"arn:aws:lambda:us-east-1:000000000000:function:fn", "fn"},
		{"arn:aws:lambda:eu-west-1:000000000000:function:fn:live", "fn:live"},
		{"arn:aws:lambda:eu-west-1:111122223333:function:fn", "arn:aws:lambda:eu-west-1:111122223333:function:fn"},
		{"arn:aws:lambda:eu-west-1:111122223333:function:fn:live", "arn:aws:lambda:eu-west-1:111122223333:function:fn:live"},
		{"arn:aws:lambda:eu-west-1:111122223333:function:fn:other", "arn:aws:lambda:eu-west-1:111122223333:function:fn"},
	}
	for _, tt := range tests {
		r, err := f.Invoke(t.Context(), lambda.Request{Function: tt.in})
		if err != nil || string(r.Payload) != tt.want {
			t.Errorf("%s reached %s, %v; want %s", tt.in, r.Payload, err, tt.want)
		}
	}
}

func TestInvokeRefuses(t *testing.T) {
	f := handle(t, lambda.Options{}, echo)
	big := func(n int) []byte { return []byte(`"` + strings.Repeat("x", n-2) + `"`) }
	tests := []struct {
		name          string
		q             lambda.Request
		code, message string
	}{
		{"unknown", lambda.Request{Function: "other"}, lambda.CodeNotFound, "Function not found: arn:aws:lambda:us-east-1:000000000000:function:other"},
		{"unknown alias", lambda.Request{Function: "other:live"}, lambda.CodeNotFound, "Function not found: arn:aws:lambda:us-east-1:000000000000:function:other:live"},
		{"bad name", lambda.Request{Function: "a b"}, lambda.CodeInvalidParameter, `Invalid function name: "a b"`},
		{"not JSON", lambda.Request{Function: "fn", Payload: []byte("{")}, lambda.CodeInvalidContent, "Could not parse request body into json: Could not parse payload into json"},
		{"too large", lambda.Request{Function: "fn", Payload: big(6291457)}, lambda.CodeTooLarge, "Request must be smaller than 6291456 bytes for the InvokeFunction operation"},
		{"too large an event", lambda.Request{Function: "fn", Type: lambda.Event, Payload: big(1048577)}, lambda.CodeTooLarge, "1048577 byte payload is too large for the Event invocation type (limit 1048576 bytes)"},
		{"type", lambda.Request{Function: "fn", Type: "Later"}, lambda.CodeInvalidParameter, `Invalid invocation type: "Later"`},
		{"client context", lambda.Request{Function: "fn", ClientContext: "{}"}, lambda.CodeInvalidContent, "Client context must be a valid Base64-encoded JSON object."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := f.Invoke(t.Context(), tt.q)
			var e *lambda.Error
			if !errors.As(err, &e) || e.Code != tt.code || e.Message != tt.message {
				t.Errorf("got %#v, want %s: %s", err, tt.code, tt.message)
			}
		})
	}
	if r, err := f.Invoke(t.Context(), lambda.Request{Function: "fn", Payload: big(6291456)}); err != nil || r.FunctionError != "" {
		t.Errorf("a payload of 6 MB: %s, %v", r.FunctionError, err)
	}
}

func TestUnknownFunctionHintsAtTheFlag(t *testing.T) {
	f := open(t, lambda.Options{})
	_, err := f.Knows("arn:aws:lambda:us-east-1:000000000000:function:my-function:live")
	var e *lambda.Error
	if !errors.As(err, &e) || !strings.Contains(e.Hint(), "--function my-function=") {
		t.Errorf("got %#v", err)
	}
}

func TestDryRun(t *testing.T) {
	f := handle(t, lambda.Options{}, func(context.Context, []byte) ([]byte, error) { panic("must not run") })
	r, err := f.Invoke(t.Context(), lambda.Request{Function: "fn", Type: lambda.DryRun})
	if err != nil || r.StatusCode != 204 || r.Payload != nil {
		t.Errorf("got %+v, %v", r, err)
	}
}

type teapot struct{}

func (*teapot) Error() string { return "short and stout" }

func TestHandlerFailuresAreFunctionErrors(t *testing.T) {
	tests := []struct {
		name string
		call func(context.Context, []byte) ([]byte, error)
		want string
	}{
		{"error", func(context.Context, []byte) ([]byte, error) { return nil, errors.New("boom") }, `{"errorType":"errorString","errorMessage":"boom"}`},
		{"own type", func(context.Context, []byte) ([]byte, error) { return nil, &teapot{} }, `{"errorType":"teapot","errorMessage":"short and stout"}`},
		{"panic", func(context.Context, []byte) ([]byte, error) { panic("oh") }, `{"errorType":"string","errorMessage":"oh"}`},
		{"too large", func(context.Context, []byte) ([]byte, error) { return make([]byte, 6291557), nil },
			`{"errorType":"Function.ResponseSizeTooLarge","errorMessage":"Response payload size exceeded maximum allowed payload size (6291556 bytes)."}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := call(t, handle(t, lambda.Options{}, tt.call), m{})
			if r.StatusCode != 200 || r.FunctionError != "Unhandled" || string(r.Payload) != tt.want {
				t.Errorf("got %d %s %.200s", r.StatusCode, r.FunctionError, r.Payload)
			}
		})
	}
}

func TestHandlerOfAwsLambdaGoFits(t *testing.T) {
	h := awslambda.NewHandler(func(ctx context.Context, in struct{ Name string }) (string, error) {
		lc, _ := lambdacontext.FromContext(ctx)
		return fmt.Sprintf("hello %s from %s %s", in.Name, lc.ClientContext.Custom["who"], lc.AwsRequestID), nil
	})
	f := handle(t, lambda.Options{}, h.Invoke)
	r, err := f.Invoke(t.Context(), lambda.Request{
		Function: "fn", Payload: []byte(`{"Name":"world"}`), RequestID: "r-1",
		ClientContext: base64.StdEncoding.EncodeToString([]byte(`{"custom": {"who": "me"}}`)),
	})
	if err != nil || string(r.Payload) != `"hello world from me r-1"` || r.RequestID != "r-1" {
		t.Errorf("got %s, %v", r.Payload, err)
	}
}

func TestHandlerTimesOut(t *testing.T) {
	ended := make(chan error, 1)
	f := handle(t, lambda.Options{}, func(ctx context.Context, _ []byte) ([]byte, error) {
		<-ctx.Done()
		ended <- ctx.Err()
		return nil, ctx.Err()
	})
	r, err := f.Invoke(t.Context(), lambda.Request{Function: "fn", RequestID: "r-1", Timeout: 20 * time.Millisecond})
	if err != nil || r.FunctionError != "Unhandled" {
		t.Fatalf("got %+v, %v", r, err)
	}
	want := `{"errorType":"Sandbox.Timedout","errorMessage":"RequestId: r-1 Error: Task timed out after 0.02 seconds"}`
	if got := string(r.Payload); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if err := <-ended; !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("the handler's context ended with %v", err)
	}
}

func TestCallerWhoLeavesDoesNotStopTheFunction(t *testing.T) {
	begun, leave, done := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	f := handle(t, lambda.Options{}, func(ctx context.Context, _ []byte) ([]byte, error) {
		close(begun)
		<-leave
		done <- ctx.Err()
		return nil, nil
	})
	ctx, cancel := context.WithCancel(t.Context())
	go func() { <-begun; cancel() }()
	_, err := f.Invoke(ctx, lambda.Request{Function: "fn"})
	close(leave)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want %v", err, context.Canceled)
	}
	if err := <-done; err != nil {
		t.Errorf("the function's own context had ended: %v", err)
	}
}

func TestHandlerConcurrencyIsLimited(t *testing.T) {
	begun, leave := make(chan struct{}, 10), make(chan struct{})
	f := handle(t, lambda.Options{MaxConcurrency: 2}, func(context.Context, []byte) ([]byte, error) {
		begun <- struct{}{}
		<-leave
		return []byte("1"), nil
	})
	answers := make(chan error, 3)
	for range 3 {
		go func() {
			_, err := f.Invoke(t.Context(), lambda.Request{Function: "fn"})
			answers <- err
		}()
	}
	<-begun
	<-begun
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if _, err := f.Invoke(ctx, lambda.Request{Function: "fn"}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a call past the limit ended with %v", err)
	}
	if len(begun) != 0 {
		t.Error("a third handler ran beside two")
	}
	close(leave)
	for range 3 {
		if err := <-answers; err != nil {
			t.Error(err)
		}
	}
}

func TestWhatWaitsForAHandlerIsBounded(t *testing.T) {
	leave := make(chan struct{})
	f := handle(t, lambda.Options{MaxConcurrency: 1}, func(context.Context, []byte) ([]byte, error) { <-leave; return nil, nil })
	answers := make(chan error, 1003)
	for range 1003 { // one runs, a thousand wait
		go func() {
			_, err := f.Invoke(context.Background(), lambda.Request{Function: "fn"})
			answers <- err
		}()
	}
	for range 2 {
		var e *lambda.Error
		if err := <-answers; !errors.As(err, &e) || e.Code != lambda.CodeTooMany {
			t.Errorf("got %v", err)
		}
	}
	close(leave)
	for range 1001 {
		if err := <-answers; err != nil {
			t.Error(err)
		}
	}
}

func TestReplaceAndRemove(t *testing.T) {
	f := handle(t, lambda.Options{}, echo)
	if err := f.Handle("fn", func(context.Context, []byte) ([]byte, error) { return []byte(`"new"`), nil }); err != nil {
		t.Fatal(err)
	}
	if r := call(t, f, m{}); string(r.Payload) != `"new"` {
		t.Errorf("after its replacement fn answers %s", r.Payload)
	}
	name := lambda.Name{Function: "fn"}
	if names := f.Names(); len(names) != 1 || names[0] != name {
		t.Errorf("names %v", names)
	}
	if !f.Remove(name) || f.Remove(name) {
		t.Error("Remove must say whether there was one")
	}
	if _, err := f.Knows("fn"); err == nil {
		t.Error("fn is still known")
	}
}

func TestAddRefusesWhatCannotRun(t *testing.T) {
	f := open(t, lambda.Options{})
	for _, s := range []lambda.Spec{{}, {Name: lambda.Name{Function: "fn"}}, {URL: "http://localhost"}, {Name: lambda.Name{Function: "fn"}, File: "x.rb", Handler: "h"}} {
		if err := f.Add(s); err == nil {
			t.Errorf("added %+v", s)
		}
	}
	if err := f.Handle("a b", echo); err == nil {
		t.Error("a handler named a b")
	}
}

func TestClosedFunctionsRefuse(t *testing.T) {
	f := handle(t, lambda.Options{}, echo)
	if err := f.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	_, err := f.Invoke(t.Context(), lambda.Request{Function: "fn"})
	var e *lambda.Error
	if !errors.As(err, &e) || e.Code != lambda.CodeService {
		t.Errorf("invoke after close: %v", err)
	}
	if err := f.Handle("fn", echo); err == nil {
		t.Error("a handler was added after close")
	}
}

func TestCloseSaysWhichHandlerIsStillRunning(t *testing.T) {
	begun, leave := make(chan struct{}), make(chan struct{})
	f := lambda.New(lambda.Options{})
	f.Handle("fn", func(context.Context, []byte) ([]byte, error) {
		close(begun)
		<-leave
		return nil, nil
	})
	answered := make(chan error, 1)
	go func() {
		_, err := f.Invoke(context.Background(), lambda.Request{Function: "fn"})
		answered <- err
	}()
	<-begun
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	if err := f.Close(ctx); err == nil || !strings.Contains(err.Error(), "fn is still running") {
		t.Errorf("close: %v", err)
	}
	if err := <-answered; err == nil {
		t.Error("the call was answered though its function never returned")
	}
	close(leave)
}
