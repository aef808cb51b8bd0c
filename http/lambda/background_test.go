package lambda_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"reel/http/lambda"
)

func TestEventIsAnsweredAtOnceAndRunsInTheBackground(t *testing.T) {
	begun, leave := make(chan string), make(chan struct{})
	f := handle(t, lambda.Options{}, func(_ context.Context, event []byte) ([]byte, error) {
		begun <- string(event)
		<-leave
		return nil, nil
	})
	ctx, cancel := context.WithCancel(t.Context())
	r, err := f.Invoke(ctx, lambda.Request{Function: "fn", Type: lambda.Event, Payload: []byte(`{"a":1}`)})
	cancel() // the caller's end is not the event's
	if err != nil || r.StatusCode != 202 || r.Payload != nil {
		t.Errorf("got %+v, %v", r, err)
	}
	if event := <-begun; event != `{"a":1}` {
		t.Errorf("the function got %s", event)
	}
	close(leave)
}

func TestFailedEventIsLogged(t *testing.T) {
	var log journal
	f := handle(t, lambda.Options{Log: log.log()}, func(context.Context, []byte) ([]byte, error) { return nil, errors.New("boom") })
	if _, err := f.Invoke(t.Context(), lambda.Request{Function: "fn", Type: lambda.Event}); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the failure is logged", func() bool { return log.has("event failed") && log.has("boom") && log.has("function=fn") })
}

func TestEventsInTheBackgroundAreBounded(t *testing.T) {
	leave := make(chan struct{})
	f := handle(t, lambda.Options{}, func(context.Context, []byte) ([]byte, error) { <-leave; return nil, nil })
	send := func(payload []byte) error {
		_, err := f.Invoke(t.Context(), lambda.Request{Function: "fn", Type: lambda.Event, Payload: payload})
		return err
	}
	var e *lambda.Error
	large := []byte(`"` + strings.Repeat("x", 1<<20-2) + `"`)
	for range 64 {
		if err := send(large); err != nil {
			t.Fatal(err)
		}
	}
	if err := send(large); !errors.As(err, &e) || e.Code != lambda.CodeTooMany || e.Message != "Rate Exceeded." {
		t.Errorf("past 64 MB: %v", err)
	}
	close(leave)
	eventually(t, "there is room again", func() bool { return send(large) == nil })
}

func TestNoMoreThanAThousandEventsWait(t *testing.T) {
	leave := make(chan struct{})
	f := handle(t, lambda.Options{}, func(context.Context, []byte) ([]byte, error) { <-leave; return nil, nil })
	defer close(leave)
	for accepted := range 1001 {
		_, err := f.Invoke(t.Context(), lambda.Request{Function: "fn", Type: lambda.Event})
		if refused := err != nil; refused != (accepted == 1000) {
			t.Fatalf("event %d: %v", accepted+1, err)
		}
	}
}

func TestFunctionsMayInvokeEachOtherWhileClosing(t *testing.T) {
	begun, again := make(chan struct{}), make(chan error, 1)
	f := open(t, lambda.Options{})
	f.Handle("fn", func(ctx context.Context, _ []byte) ([]byte, error) {
		close(begun)
		<-ctx.Done()
		_, err := f.Invoke(context.Background(), lambda.Request{Function: "fn", Type: lambda.Event})
		again <- err
		return nil, nil
	})
	if _, err := f.Invoke(t.Context(), lambda.Request{Function: "fn", Type: lambda.Event, Timeout: 20 * time.Millisecond}); err != nil {
		t.Fatal(err)
	}
	<-begun
	if err := f.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := <-again; err == nil {
		t.Error("an event was accepted after Close had begun")
	}
}
