package lambda

import (
	"bytes"
	"cmp"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// An endpoint is a function behind a URL that takes an event by POST. The URL may be
// anything that answers with a result, a Lambda service's own
// …/2015-03-31/functions/NAME/invocations, or the emulator that is built into AWS's
// container images, which has a path like it. Requests are not signed.
type endpoint struct {
	name      string
	url       string
	timeout   time.Duration
	client    *http.Client
	places    *places
	emulation bool // it may be AWS's runtime interface emulator
}

func newEndpoint(ctx context.Context, s Spec) *endpoint {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConnsPerHost = s.MaxConcurrency
	return &endpoint{
		name:    s.Name.Function,
		url:     s.URL,
		timeout: s.Timeout,
		places:  newPlaces(ctx, s.MaxConcurrency),
		client: &http.Client{
			Transport:     transport,
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
		emulation: strings.HasSuffix(s.URL, "/2015-03-31/functions/function/invocations"),
	}
}

func (e *endpoint) limit() time.Duration { return e.timeout }

func (e *endpoint) invoke(ctx context.Context, inv *invocation) answer {
	if err := e.places.take(ctx, inv); err != nil {
		return answer{err: err}
	}
	defer e.places.give()
	limited, cancel := context.WithTimeout(ctx, inv.timeout)
	defer cancel()
	a := e.ask(limited, inv)
	switch {
	case a.err == nil:
		return a
	case ctx.Err() != nil:
		return answer{err: ctx.Err()}
	case limited.Err() != nil:
		return timedOut(inv.id, inv.timeout)
	}
	return a
}

func (e *endpoint) ask(ctx context.Context, inv *invocation) answer {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, e.url, bytes.NewReader(inv.payload))
	if err != nil {
		return e.unreachable(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("X-Amzn-Trace-Id", inv.traceID)
	r.Header.Set("X-Amz-Invocation-Type", string(RequestResponse))
	if inv.context != "" {
		r.Header.Set("X-Amz-Client-Context", base64.StdEncoding.EncodeToString([]byte(inv.context)))
	}
	if inv.tail != nil {
		r.Header.Set("X-Amz-Log-Type", "Tail")
	}
	resp, err := e.client.Do(r)
	if err != nil {
		return e.unreachable(err)
	}
	defer resp.Body.Close()
	body, err := readUpTo(resp.Body, resp.ContentLength, maxResponse)
	if errors.Is(err, errTooLong) {
		return tooLarge(maxResponse)
	}
	if err != nil {
		return e.unreachable(err)
	}
	return e.read(resp, body, inv)
}

// read makes an answer of what the endpoint said.
func (e *endpoint) read(resp *http.Response, body []byte, inv *invocation) answer {
	if resp.StatusCode/100 != 2 {
		return answer{err: e.refused(resp, body)}
	}
	a := answer{Response: Response{
		FunctionError:   resp.Header.Get("X-Amz-Function-Error"),
		ContentType:     resp.Header.Get("Content-Type"),
		ExecutedVersion: resp.Header.Get("X-Amz-Executed-Version"),
		LogResult:       resp.Header.Get("X-Amz-Log-Result"),
		Payload:         body,
	}}
	if e.emulation && a.FunctionError == "" {
		return e.emulated(a, inv)
	}
	return a
}

// emulated tells a failed function from one that answered: AWS's emulator answers
// 200 to both and sends no X-Amz-Function-Error, and says in plain text that the
// time is up.
func (e *endpoint) emulated(a answer, inv *invocation) answer {
	if bytes.HasPrefix(a.Payload, []byte("Task timed out after ")) {
		return fault{"Sandbox.Timedout", "RequestId: " + inv.id + " Error: " + string(a.Payload)}.answer()
	}
	var doc map[string]json.RawMessage
	if json.Unmarshal(a.Payload, &doc) == nil && doc["errorMessage"] != nil && doc["errorType"] != nil && doc["statusCode"] == nil {
		a.FunctionError = "Unhandled"
	}
	return a
}

// refused is an answer other than 2xx: a Lambda service's own refusal, or anything.
func (e *endpoint) refused(resp *http.Response, body []byte) error {
	var said struct{ Message, Type string }
	json.Unmarshal(body, &said) // without these words the status has to do
	code, _, _ := strings.Cut(resp.Header.Get("X-Amzn-ErrorType"), ":")
	if code != "" {
		return &Error{Code: code, Message: cmp.Or(said.Message, resp.Status), Function: e.name}
	}
	return &Error{Code: CodeService, Function: e.name, Message: fmt.Sprintf("%s answered %s", e.where(), resp.Status)}
}

func (e *endpoint) unreachable(err error) answer {
	var u *url.Error
	if errors.As(err, &u) {
		err = u.Err // without the URL, which may hold a password
	}
	return answer{err: &Error{Code: CodeService, Function: e.name, Message: fmt.Sprintf("%s cannot be asked: %v", e.where(), err)}}
}

func (e *endpoint) where() string {
	u, err := url.Parse(e.url)
	if err != nil {
		return "the function's URL"
	}
	return u.Redacted()
}

// leave has nothing to do: what is under way will end by itself.
func (e *endpoint) leave(context.Context) {}

// close waits for the calls under way, each bounded by its own time.
func (e *endpoint) close(ctx context.Context) error {
	defer e.client.CloseIdleConnections()
	if err := e.places.takeAll(ctx); err != nil {
		return fmt.Errorf("lambda: function %s is still being asked: %w", e.name, err)
	}
	return nil
}
