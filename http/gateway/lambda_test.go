package gateway_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"reel/events/apigateway"
	"reel/http/gateway"
	"reel/http/lambda"
)

const functionARN = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:111122223333:function:"

// proxyTo is an AWS_PROXY integration with a function.
func proxyTo(name string) apigateway.Integration {
	return apigateway.Integration{Type: "AWS_PROXY", HttpMethod: "POST", Uri: functionARN + name + "/invocations"}
}

// newFunctions are functions by name, in this process.
func newFunctions(t testing.TB, by map[string]func(ctx context.Context, event []byte) ([]byte, error)) *lambda.Functions {
	f := lambda.New(lambda.Options{})
	t.Cleanup(func() { f.Close(context.Background()) })
	for name, h := range by {
		if err := f.Handle(name, h); err != nil {
			t.Fatal(err)
		}
	}
	return f
}

// echoing is a gateway in front of a function that keeps its event.
// The event of AWS's documentation and of recorded calls, to the last key
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-input-format).
// What is not there is null, all twelve members are.
// Recorded on AWS: where slashes go.
// Recorded on AWS: a mapping adds to the headers of an event, and to nothing else.
// Recorded on AWS: what a function may return, and what it may not.
func TestTheProxyAnswer(t *testing.T) {
	const internal = `{"message": "Internal server error"}`
	tests := []struct {
		name, result string
		status       int
		body         string
		header       map[string]string
	}{
		{"all of it", `{"statusCode":201,"headers":{"x-a":"1","X-B":"2"},"body":"hi","isBase64Encoded":false}`, 201, "hi", map[string]string{"x-a": "1", "X-B": "2", "Content-Type": "application/json"}},
		{"nothing", `{}`, 200, "", map[string]string{"Content-Type": "application/json"}},
		{"only headers", `{"headers":{"test-header":"value"}}`, 200, "", map[string]string{"test-header": "value"}},
		{"nulls", `{"statusCode":null,"headers":null,"multiValueHeaders":null,"body":null,"isBase64Encoded":null}`, 200, "", nil},
		{"a status as text", `{"statusCode":"201"}`, 201, "", nil},
		{"booleans and numbers as headers", `{"headers":{"a":true,"b":false,"c":12}}`, 200, "", map[string]string{"a": "true", "b": "false", "c": "12"}},
		{"its own type", `{"headers":{"content-type":"text/html"},"body":"x"}`, 200, "x", map[string]string{"Content-Type": "text/html"}},
		{"both kinds of headers", `{"headers":{"foo":"value-solo","bar":"b"},"multiValueHeaders":{"FOO":["value-multi"],"Set-Cookie":["a=1","b=2"]}}`, 200, "",
			map[string]string{"FOO": "value-multi, value-solo", "bar": "b", "Set-Cookie": "a=1, b=2"}},
		{"headers that are not its own", `{"headers":{"Connection":"c","content-length":"99","Date":"d","server":"s","WWW-Authenticate":"Basic","transfer-encoding":"chunked","x-amz-apigw-id":"x"}}`, 200, "",
			map[string]string{"x-amzn-Remapped-Connection": "c", "x-amzn-Remapped-Content-Length": "99", "x-amzn-Remapped-Date": "d", "x-amzn-Remapped-Server": "s", "x-amzn-Remapped-WWW-Authenticate": "Basic"}},
		{"another member", `{"statusCode":200,"statusDescription":"fine"}`, 502, internal, nil},
		{"a member in other letters", `{"StatusCode":200}`, 502, internal, nil},
		{"a string", `"hello"`, 502, internal, nil},
		{"null", `null`, 502, internal, nil},
		{"a list", `[]`, 502, internal, nil},
		{"a body that is no text", `{"body":{"a":1}}`, 502, internal, nil},
		{"a status that is no number", `{"statusCode":"OK"}`, 502, internal, nil},
		{"a status that cannot be sent", `{"statusCode":99999}`, 502, internal, nil},
		{"an informational status", `{"statusCode":101}`, 502, internal, nil},
		{"headers in a list", `{"headers":["a"]}`, 502, internal, nil},
		{"an object as a header", `{"headers":{"a":{}}}`, 502, internal, nil},
		{"multiValueHeaders without lists", `{"multiValueHeaders":{"a":"b"}}`, 502, internal, nil},
	}
	var result string
	functions := newFunctions(t, map[string]func(context.Context, []byte) ([]byte, error){
		"f": func(context.Context, []byte) ([]byte, error) { return []byte(result), nil },
	})
	a := newAPI(t)
	a.method("GET", "/", proxyTo("f"))
	a.deploy(nil)
	g := gateway.New(gateway.Options{Functions: functions})
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			result = tt.result
			r, body := do(t, g, a.call("GET", "/"))
			if r.Status != tt.status || body != tt.body {
				t.Errorf("got %d %s, want %d %s", r.Status, body, tt.status, tt.body)
			}
			for name, want := range tt.header {
				if got := value(r.Header, name); got != want {
					t.Errorf("%s is %q, want %q", name, got, want)
				}
			}
			for _, name := range []string{"Transfer-Encoding", "transfer-encoding", "Content-Length", "content-length"} {
				if r.Header[name] != nil {
					t.Errorf("%s reached the client", name)
				}
			}
		})
	}
}

// Recorded on AWS: base64 is undone only for who accepts one of the binary types by
// its name.
func TestBinaryProxyAnswers(t *testing.T) {
	functions := newFunctions(t, map[string]func(context.Context, []byte) ([]byte, error){
		"f": func(context.Context, []byte) ([]byte, error) {
			return []byte(`{"body":"aGk=","isBase64Encoded":true}`), nil
		},
		"bad": func(context.Context, []byte) ([]byte, error) {
			return []byte(`{"body":"!","isBase64Encoded":true}`), nil
		},
	})
	g := gateway.New(gateway.Options{Functions: functions})
	for _, tt := range []struct {
		types        []string
		accept, want string
	}{
		{[]string{"image/png"}, "image/png", "hi"},
		{[]string{"image/png"}, "image/png;q=1, text/html", "hi"},
		{[]string{"image/png"}, "*/*", "aGk="},
		{[]string{"image/png"}, "text/html, image/png", "aGk="},
		{[]string{"image/*"}, "image/png", "hi"},
		{[]string{"*/*"}, "image/png", "hi"},
		{[]string{"*/*"}, "", "hi"},
		{nil, "image/png", "aGk="},
	} {
		a := newAPI(t, func(a *apigateway.RestApi) { a.BinaryMediaTypes = tt.types })
		a.method("GET", "/", proxyTo("f"))
		a.method("GET", "/bad", proxyTo("bad"))
		a.deploy(nil)
		c := a.call("GET", "/")
		if tt.accept != "" {
			c.Header.Set("Accept", tt.accept)
		}
		if _, body := do(t, g, c); body != tt.want {
			t.Errorf("binary types %v, Accept %q: got %q, want %q", tt.types, tt.accept, body, tt.want)
		}
		c.Path = "/bad"
		if r, _ := do(t, g, c); tt.want == "hi" && r.Status != 502 {
			t.Errorf("what is no base64 becomes %d", r.Status)
		}
	}
}

// What functions and Lambda itself can do wrong behind AWS_PROXY.
func TestFunctionsThatFail(t *testing.T) {
	var log bytes.Buffer
	ended := make(chan struct{})
	functions := newFunctions(t, map[string]func(context.Context, []byte) ([]byte, error){
		"fails": func(context.Context, []byte) ([]byte, error) { return nil, errors.New("boom") },
		"slow": func(context.Context, []byte) ([]byte, error) {
			<-ended
			return []byte(`{}`), nil
		},
		"fine": func(context.Context, []byte) ([]byte, error) { return []byte(`{}`), nil },
	})
	t.Cleanup(func() { close(ended) })
	get, slow, unset := proxyTo("fine"), proxyTo("slow"), proxyTo("${stageVariables.name}")
	get.HttpMethod, slow.TimeoutInMillis = "GET", 50
	sqs := proxyTo("fine")
	sqs.Type, sqs.Uri = "AWS", "arn:aws:apigateway:us-east-1:sqs:path/1/q"
	const internal = `{"message": "Internal server error"}`
	tests := []struct {
		name        string
		integration apigateway.Integration
		status      int
		body, log   string
	}{
		{"it fails", proxyTo("fails"), 502, internal, "boom"},
		{"it is too slow", slow, 504, `{"message": "Endpoint request timed out"}`, "did not answer within 50ms"},
		{"it is not there", proxyTo("missing"), 500, internal, "--function missing="},
		{"a verb other than POST", get, 500, internal, "integrationHttpMethod is GET"},
		{"a stage variable that is not set", unset, 500, internal, "stage variable name"},
		{"another service", sqs, 500, internal, "--aws-endpoint sqs="},
		{"a stage variable that is set", proxyTo("${stageVariables.fn}:live"), 200, "", ""},
	}
	g := gateway.New(gateway.Options{Functions: functions, Log: slog.New(slog.NewTextHandler(&log, nil))})
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := newAPI(t)
			a.method("POST", "/", tt.integration)
			a.deploy(map[string]string{"fn": "fine"})
			log.Reset()
			r, body := do(t, g, a.call("POST", "/"))
			if r.Status != tt.status || body != tt.body || !strings.Contains(log.String(), tt.log) {
				t.Errorf("got %d %s, want %d %s; the log says %s", r.Status, body, tt.status, tt.body, log.String())
			}
		})
	}
	a := newAPI(t)
	a.method("POST", "/", proxyTo("fine"))
	a.deploy(nil)
	if r, body := do(t, g, withBody(a.call("POST", "/"), "", strings.Repeat("x", 7<<20))); r.Status != 413 || body != `{"message": "Request Too Long"}` || value(r.Header, "x-amzn-ErrorType") != "BadRequestException" {
		t.Errorf("a body that Lambda does not take: got %d %s", r.Status, body)
	}
	if r, _ := do(t, gateway.New(gateway.Options{}), a.call("POST", "/")); r.Status != 500 {
		t.Errorf("without any functions: got %d", r.Status)
	}
}

// Recorded on AWS: a Lambda function behind AWS gets the body, and its errorMessage
// chooses the integration response.
func TestLambdaBehindAWS(t *testing.T) {
	functions := newFunctions(t, map[string]func(context.Context, []byte) ([]byte, error){
		"f": func(_ context.Context, event []byte) ([]byte, error) {
			if bytes.Contains(event, []byte("fail")) {
				return nil, errors.New("Error: " + string(event))
			}
			return append(append([]byte(`{"got":`), event...), '}'), nil
		},
	})
	i := proxyTo("f")
	i.Type, i.PassthroughBehavior = "AWS", "WHEN_NO_MATCH"
	i.RequestTemplates = map[string]*string{"text/x-fixed": text(`"fixed"`)}
	i.IntegrationResponses = map[string]*apigateway.IntegrationResponse{
		"200": {StatusCode: "200", SelectionPattern: text("")},
		"400": {StatusCode: "400", SelectionPattern: text(".*fail 400.*")},
		"404": {StatusCode: "404", SelectionPattern: text("fail 404"), ResponseTemplates: map[string]*string{"application/json": text("never")}},
	}
	a := newAPI(t)
	a.method("POST", "/", i)
	a.deploy(nil)
	g := gateway.New(gateway.Options{Functions: functions})
	for _, tt := range []struct {
		name, contentType, body string
		status                  int
		want                    string
	}{
		{"the body", "application/json", `{"a":1}`, 200, `{"got":{"a":1}}`},
		{"a template", "text/x-fixed", `{"a":1}`, 200, `{"got":"fixed"}`},
		{"no body", "", "", 200, `{"got":{}}`},
		{"an error that a pattern matches", "", `"fail 400"`, 400, `{"errorType":"errorString","errorMessage":"Error: \"fail 400\""}`},
		{"an error that none matches as a whole", "", `"fail 404"`, 200, `{"errorType":"errorString","errorMessage":"Error: \"fail 404\""}`},
		{"a body that is no JSON", "", `fail`, 200, `{"Type":"User","message":"Could not parse request body into json: Could not parse payload into json"}`},
	} {
		r, body := do(t, g, withBody(a.call("POST", "/"), tt.contentType, tt.body))
		if r.Status != tt.status || body != tt.want || value(r.Header, "X-Amzn-Trace-Id") == "" {
			t.Errorf("%s: got %d %s, want %d %s", tt.name, r.Status, body, tt.status, tt.want)
		}
	}
}

// X-Amz-Invocation-Type makes a call that nobody waits for.
func TestLambdaBehindAWSWithoutWaiting(t *testing.T) {
	ran := make(chan []byte, 1)
	functions := newFunctions(t, map[string]func(context.Context, []byte) ([]byte, error){
		"f": func(_ context.Context, event []byte) ([]byte, error) {
			ran <- event
			return []byte(`"unheard"`), nil
		},
	})
	i := proxyTo("f")
	i.Type = "AWS"
	i.RequestParameters = map[string]string{"integration.request.header.X-Amz-Invocation-Type": "'Event'"}
	i.IntegrationResponses = map[string]*apigateway.IntegrationResponse{"202": {StatusCode: "202"}}
	a := newAPI(t)
	a.method("POST", "/", i)
	a.deploy(nil)
	r, body := do(t, gateway.New(gateway.Options{Functions: functions}), withBody(a.call("POST", "/"), "", `{"later":true}`))
	if r.Status != 202 || body != "" {
		t.Errorf("got %d %q", r.Status, body)
	}
	select {
	case event := <-ran:
		if string(event) != `{"later":true}` {
			t.Errorf("the function got %s", event)
		}
	case <-time.After(time.Minute):
		t.Error("the function did not run")
	}
}

// Recorded on AWS: which answers have a trace, and what becomes of the client's.
func TestTraces(t *testing.T) {
	functions := newFunctions(t, map[string]func(context.Context, []byte) ([]byte, error){
		"f": func(context.Context, []byte) ([]byte, error) { return []byte(`{}`), nil },
	})
	b := newBackend(t, func(w http.ResponseWriter, q *http.Request) {})
	aws := proxyTo("f")
	aws.Type, aws.IntegrationResponses = "AWS", map[string]*apigateway.IntegrationResponse{"200": {StatusCode: "200"}}
	a := newAPI(t)
	a.method("GET", "/MOCK", mock(""))
	a.method("GET", "/HTTP_PROXY", httpTo("HTTP_PROXY", b.URL))
	a.method("GET", "/HTTP", httpTo("HTTP", b.URL))
	a.method("GET", "/AWS", aws)
	a.method("GET", "/AWS_PROXY", proxyTo("f"))
	a.deploy(nil)
	g := gateway.New(gateway.Options{Functions: functions})
	const root = "Root=1-3152b799-8954dae64eda91bc9a23a7e8"
	for path, traced := range map[string]bool{"/MOCK": false, "/HTTP_PROXY": false, "/HTTP": true, "/AWS": true, "/AWS_PROXY": true} {
		for _, tt := range []struct{ sent, want string }{
			{"", "Root=1-*;Parent=*;Sampled=0"},
			{root + ";Parent=7fa8c0f79203be72;Sampled=1", root + ";Parent=7fa8c0f79203be72;Sampled=1"},
			{root + ";Parent=7fa8c0f79203be72", root + ";Parent=7fa8c0f79203be72;Sampled=1"},
			{root, root + ";Parent=*;Sampled=0"},
			{"Root=\x01;nonsense", "Root=1-*;Parent=*;Sampled=0"},
		} {
			c := a.call("GET", path)
			if tt.sent != "" {
				c.Header.Set("X-Amzn-Trace-Id", tt.sent)
			}
			r, _ := do(t, g, c)
			got := value(r.Header, "X-Amzn-Trace-Id")
			if !traced {
				if got != "" {
					t.Errorf("%s answers with a trace: %s", path, got)
				}
				continue
			}
			if !like(got, tt.want) {
				t.Errorf("%s: %q becomes %q, want %q", path, tt.sent, got, tt.want)
			}
		}
	}
}

// like tells whether a text has the parts of a pattern around each *, in order.
func like(s, pattern string) bool {
	for i, part := range strings.Split(pattern, "*") {
		at := strings.Index(s, part)
		if at < 0 || i == 0 && at != 0 {
			return false
		}
		s = s[at+len(part):]
	}
	return s == ""
}

// A function that streams answers with metadata, eight null bytes and its body
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode-lambda.html).
func TestStreamingFunctions(t *testing.T) {
	var result string
	functions := newFunctions(t, map[string]func(context.Context, []byte) ([]byte, error){
		"f": func(context.Context, []byte) ([]byte, error) { return []byte(result), nil },
	})
	i := proxyTo("f")
	i.ResponseTransferMode = "STREAM"
	i.Uri = strings.Replace(strings.Replace(i.Uri, "2015-03-31", "2021-11-15", 1), "/invocations", "/response-streaming-invocations", 1)
	a := newAPI(t)
	a.method("GET", "/", i)
	a.deploy(nil)
	const mark = "\x00\x00\x00\x00\x00\x00\x00\x00"
	for _, tt := range []struct {
		name, result, body string
		status             int
	}{
		{"metadata and body", `{"statusCode":201,"headers":{"x-a":"1"},"cookies":["c=1","d=2"]}` + mark + "a\x00\xffb", "a\x00\xffb", 201},
		{"no body", `{"statusCode":204}` + mark, "", 204},
		{"no metadata", `hello`, `{"message": "Internal server error"}`, 502},
		{"metadata that is none", `hello` + mark, `{"message": "Internal server error"}`, 502},
	} {
		result = tt.result
		r, body := do(t, gateway.New(gateway.Options{Functions: functions}), a.call("GET", "/"))
		if r.Status != tt.status || body != tt.body {
			t.Errorf("%s: got %d %q, want %d %q", tt.name, r.Status, body, tt.status, tt.body)
		}
		if tt.status == 201 && (value(r.Header, "Set-Cookie") != "c=1, d=2" || value(r.Header, "x-a") != "1") {
			t.Errorf("%s: the headers are %v", tt.name, r.Header)
		}
	}
}
