package lambda

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"time"

	"github.com/aws/aws-lambda-go/lambdacontext"
)

// A handler is a function of this program.
type handler struct {
	name    string
	call    func(ctx context.Context, event []byte) ([]byte, error)
	timeout time.Duration
	places  *places
	ctx     context.Context // ends with Functions
}

func (h *handler) limit() time.Duration { return h.timeout }

// invoke runs the handler on a goroutine of its own, so that neither a caller who
// leaves nor a deadline that passes has to wait for it. It keeps its place until it
// has returned.
func (h *handler) invoke(ctx context.Context, inv *invocation) answer {
	if err := h.places.take(ctx, inv); err != nil {
		return answer{err: err}
	}
	inv.deadline = time.Now().Add(inv.timeout)
	running, cancel := context.WithDeadline(h.ctx, inv.deadline)
	go func() {
		defer h.places.give()
		a := h.run(running, inv)
		cancel() // before the answer, so that a deadline that has passed by now was missed
		inv.answer <- a
	}()
	select {
	case a := <-inv.answer:
		if errors.Is(running.Err(), context.DeadlineExceeded) {
			return timedOut(inv.id, inv.timeout)
		}
		return a
	case <-ctx.Done():
		return answer{err: ctx.Err()}
	case <-running.Done():
		return h.over(running, inv)
	}
}

// over is for a call whose own context has ended: by its deadline, by Close, or
// because it has just been answered.
func (h *handler) over(running context.Context, inv *invocation) answer {
	switch {
	case errors.Is(running.Err(), context.DeadlineExceeded):
		return timedOut(inv.id, inv.timeout)
	case h.ctx.Err() != nil:
		return answer{err: stopped(h.name)}
	}
	return <-inv.answer
}

func (h *handler) run(ctx context.Context, inv *invocation) (a answer) {
	defer func() {
		if p := recover(); p != nil {
			a = fault{typeName(p), fmt.Sprint(p)}.answer()
		}
	}()
	payload, err := h.call(lambdacontext.NewContext(ctx, inv.lambdaContext()), inv.payload)
	if err != nil {
		return fault{typeName(err), err.Error()}.answer()
	}
	if len(payload) > maxResponse {
		return tooLarge(maxResponse)
	}
	return answer{Response: Response{Payload: payload}}
}

// lambdaContext is what aws-lambda-go would tell a handler about its call.
func (inv *invocation) lambdaContext() *lambdacontext.LambdaContext {
	lc := &lambdacontext.LambdaContext{AwsRequestID: inv.id, InvokedFunctionArn: inv.arn}
	if inv.context != "" {
		json.Unmarshal([]byte(inv.context), &lc.ClientContext) // what does not fit stays out, as on AWS
	}
	return lc
}

// typeName is the errorType that aws-lambda-go makes of a Go value.
func typeName(v any) string {
	t := reflect.TypeOf(v)
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return t.Name()
}

// leave has nothing to do: what runs will end by itself.
func (h *handler) leave(context.Context) {}

// close waits for what runs, by taking every place there is.
func (h *handler) close(ctx context.Context) error {
	if err := h.places.takeAll(ctx); err != nil {
		return fmt.Errorf("lambda: function %s is still running: %w", h.name, err)
	}
	return nil
}
