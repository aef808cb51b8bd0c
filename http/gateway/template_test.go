package gateway_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"reel/events/apigateway"
	"reel/http/gateway"
)

// echo is a MOCK integration whose response template is the given one.
func echo(response string) apigateway.Integration {
	return mocked(`{"statusCode": 200}`, response)
}

func mocked(request, response string) apigateway.Integration {
	i := mock(response)
	i.RequestTemplates["application/json"] = text(request)
	return i
}

// What a template may name, and what it finds there.
func TestTemplateVariables(t *testing.T) {
	tests := []struct{ name, template, want string }{
		{"parameters are looked for in path, query string, header", `$input.params('id') $input.params('q') $input.params('X-H') $input.params('both') [$input.params('none')]`, "7 last head path []"},
		{"by their place", `$input.params().path.id $input.params().querystring.q $input.params().header.get('X-H')`, "7 last head"},
		{"stage variables", `$stageVariables.colour ${stageVariables.none}.`, "blue ."},
		{"the call", `$context.httpMethod $context.resourcePath $context.path $context.stage $context.apiId $context.accountId $context.protocol $context.deploymentId`,
			"GET /pets/{id}/{both} /dev/pets/7/path dev abc123defg 111122223333 HTTP/1.1 dep1"},
		{"time", `$context.requestTime $context.requestTimeEpoch`, "09/Apr/2015:12:34:56 +0000 1428582896123"},
		{"identity", `$context.identity.sourceIp $context.identity.userAgent [$context.identity.user]`, "192.0.2.7 agent []"},
		{"where the call came to", `$context.domainName $context.domainPrefix`, "localhost:4566 abc123defg"},
		{"all keys, as recorded on AWS", `$context.keySet()`, "[resourceId, resourcePath, httpMethod, extendedRequestId, requestTime, path, accountId, protocol, requestOverride, stage, domainPrefix, requestTimeEpoch, requestId, identity, domainName, deploymentId, responseOverride, apiId]"},
		{"dropped headers are empty", `[$input.params('Max-Forwards')][$input.params('Connection')]`, "[][]"},
		{"utilities", `$util.base64Encode('hi') $util.urlEncode('a b&') $util.escapeJavaScript("it's")`, `aGk= a+b%26 it\'s`},
		{"loops", `#foreach($n in [1..3])$n#if($foreach.hasNext),#end#end`, "1,2,3"},
		{"an empty body", `$input.body $input.json('$.x') [$input.path('$.x')]`, `{} "" []`},
	}
	g := gateway.New(gateway.Options{Now: func() time.Time { return time.UnixMilli(1428582896123) }})
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := newAPI(t)
			a.method("GET", "/pets/{id}/{both}", echo(tt.template))
			a.deploy(map[string]string{"colour": "blue"})
			c := a.call("GET", "/pets/7/path?q=first&q=last&both=query")
			c.Header = http.Header{"X-H": {"head"}, "Both": {"header"}, "User-Agent": {"agent"}, "Max-Forwards": {"1"}, "Connection": {"close"}}
			if r, body := do(t, g, c); r.Status != 200 || body != tt.want {
				t.Errorf("got %d %q, want %q", r.Status, body, tt.want)
			}
		})
	}
}

// Recorded on AWS: how objects and lists of a body print, and what is null.
func TestInputPath(t *testing.T) {
	const body = `{"object":{"bigger":"dict","to":"test"},"list":[{"foo":"bar"}],"nested":{"foo":[{"nested":"bar"}]},"empty":[],"null":null}`
	tests := []struct{ template, want string }{
		{`$input.path('$.object')`, "{bigger=dict, to=test}"},
		{`$input.path('$.list')`, `[{"foo":"bar"}]`},
		{`$input.path('$.nested')`, `{foo=[{"nested":"bar"}]}`},
		{`$input.path('$.nested').toString()`, `{foo=[{"nested":"bar"}]}`},
		{`#set($r = $input.path('$.missing'))[$r][#if($r == $null)null#end][#if($r == "")empty#end][$r.nested]`, "[][null][empty][]"},
		{`#set($r = $input.path('$.empty'))[$r][#if($r == $null)null#end][#if($r == "")empty#end]`, "[[]][][]"},
		{`#set($r = $input.path('$.null'))[$r][#if($r == $null)null#end]`, "[][null]"},
		{`$input.json('$.object')`, `{"bigger":"dict","to":"test"}`},
	}
	b := newBackend(t, func(w http.ResponseWriter, q *http.Request) {})
	g := gateway.New(gateway.Options{})
	for _, tt := range tests {
		i := httpTo("HTTP", b.URL)
		i.RequestTemplates = map[string]*string{"application/json": text(tt.template)}
		a := newAPI(t)
		a.method("POST", "/", i)
		a.deploy(nil)
		r, _ := do(t, g, withBody(a.call("POST", "/"), "application/json", body))
		if _, got := b.asked(); r.Status != 200 || got != tt.want {
			t.Errorf("%s: got %d %q, want %q", tt.template, r.Status, got, tt.want)
		}
	}
}

// A MOCK's request template chooses its response by what the request says.
func TestMockWithTemplates(t *testing.T) {
	i := mocked(`#if($input.params('fail') == "yes"){"statusCode": 404}#else{"statusCode": 200}#end`, `{"id": "$input.params('id')"}`)
	i.IntegrationResponses["404"] = &apigateway.IntegrationResponse{StatusCode: "404", SelectionPattern: text("404")}
	a := newAPI(t)
	a.method("GET", "/{id}", i)
	a.deploy(nil)
	g := gateway.New(gateway.Options{})
	if r, body := do(t, g, a.call("GET", "/7")); r.Status != 200 || body != `{"id": "7"}` {
		t.Errorf("got %d %s", r.Status, body)
	}
	if r, body := do(t, g, a.call("GET", "/7?fail=yes")); r.Status != 404 || body != "" {
		t.Errorf("got %d %s", r.Status, body)
	}
}

// Recorded on AWS: what one template puts into $context is there in the next, and
// overrides reach the client.
func TestOverrides(t *testing.T) {
	const two = `{"statusCode": 200}`
	tests := []struct {
		name, request, response string
		status                  int
		body                    string
		header                  map[string]string
	}{
		{"data passed on", `#set($context.requestOverride.path.body = "path one")` + two, `was $context.requestOverride.path.body`, 200, "was path one", nil},
		{"in square brackets, and by a method", `#set($k = "b")#set($context.requestOverride.header["a"] = "1")#set($context.requestOverride.header[$k] = "2")#set($x = $context.requestOverride.header.put("c", "3"))` + two,
			`$context.requestOverride.header`, 200, "{a=1, b=2, c=3}", nil},
		{"status and headers", two, `#set($context.responseOverride.status = 444)#set($context.responseOverride.header.X-Own = "mine")#set($context.responseOverride.header.Content-Type = "text/x")done`, 444, "done", map[string]string{"X-Own": "mine", "Content-Type": "text/x"}},
		{"set before, and no response template", `#set($context.responseOverride.status = 418)#set($context.responseOverride.header.a = "b")` + two, "", 418, "", map[string]string{"a": "b"}},
		{"a status that is none", two, `#set($context.responseOverride.status = 99)x`, 200, "x", nil},
		{"a status that is text", two, `#set($context.responseOverride.status = "404")x`, 200, "x", nil},
		{"an informational status", two, `#set($context.responseOverride.status = 101)x`, 200, "x", nil},
		{"what the override is replaced by", two, `#set($context.responseOverride = "x")#set($context.requestOverride = [])x`, 200, "x", nil},
		{"a name of the gateway's own", two, `#set($context.responseOverride.header.Server = "s")x`, 200, "x", map[string]string{"x-amzn-Remapped-Server": "s"}},
	}
	g := gateway.New(gateway.Options{})
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			i := mocked(tt.request, tt.response)
			if tt.response == "" {
				i.IntegrationResponses["200"].ResponseTemplates = nil
			}
			a := newAPI(t)
			a.method("GET", "/", i)
			a.deploy(nil)
			r, body := do(t, g, a.call("GET", "/"))
			if r.Status != tt.status || body != tt.body {
				t.Errorf("got %d %q, want %d %q", r.Status, body, tt.status, tt.body)
			}
			for name, want := range tt.header {
				if got := value(r.Header, name); got != want {
					t.Errorf("%s is %q, want %q", name, got, want)
				}
			}
		})
	}
}

// A request template changes what its integration maps.
func TestRequestOverridesReachTheBackend(t *testing.T) {
	b := newBackend(t, func(w http.ResponseWriter, q *http.Request) {})
	i := httpTo("HTTP", b.URL+"/{p}")
	i.RequestParameters = map[string]string{"integration.request.path.p": "'mapped'", "integration.request.header.X-H": "'mapped'",
		"integration.request.querystring.q": "'mapped'", "integration.request.querystring.kept": "'k'"}
	i.RequestTemplates = map[string]*string{"application/json": text(`#set($context.requestOverride.path.p = "over/ridden?")#set($context.requestOverride.header.x-h = "overridden")#set($context.requestOverride.querystring.q = "o v")body`),
		"text/barred": text(`#set($context.requestOverride.header.content-length = "1")x`)}
	a := newAPI(t)
	a.method("POST", "/", i)
	a.deploy(nil)
	g := gateway.New(gateway.Options{})
	if r, body := do(t, g, a.call("POST", "/")); r.Status != 200 {
		t.Fatalf("got %d %s", r.Status, body)
	}
	q, body := b.asked()
	if q.RequestURI != "/over/ridden%3F?kept=k&q=o+v" || q.Header.Get("X-H") != "overridden" || body != "body" {
		t.Errorf("the backend got %s, X-H %s, %q", q.RequestURI, q.Header.Get("X-H"), body)
	}
	if r, _ := do(t, g, withBody(a.call("POST", "/"), "text/barred", "x")); r.Status != 500 {
		t.Errorf("an override of Content-Length: got %d", r.Status)
	}
}

// Templates on both sides of a function.
func TestTemplatesAroundAFunction(t *testing.T) {
	functions := newFunctions(t, map[string]func(context.Context, []byte) ([]byte, error){
		"f": func(_ context.Context, event []byte) ([]byte, error) {
			var e struct{ Name string }
			if err := json.Unmarshal(event, &e); err != nil || e.Name == "" {
				return nil, errors.New("no name in " + string(event))
			}
			return json.Marshal(map[string]string{"greeting": "hello " + e.Name})
		},
	})
	i := proxyTo("f")
	i.Type = "AWS"
	i.RequestTemplates = map[string]*string{"application/json": text(`{"name": "$util.escapeJavaScript($input.params('who'))"}`)}
	i.IntegrationResponses = map[string]*apigateway.IntegrationResponse{
		"200": {StatusCode: "200", ResponseTemplates: map[string]*string{"application/json": text(`#set($r = $input.path('$'))$r.greeting!`)}},
		"400": {StatusCode: "400", SelectionPattern: text("no name.*"), ResponseTemplates: map[string]*string{"application/json": text(`$input.path('$.errorType')`)}},
	}
	a := newAPI(t)
	a.method("GET", "/{who}", i)
	a.method("GET", "/", i)
	a.deploy(nil)
	g := gateway.New(gateway.Options{Functions: functions})
	if r, body := do(t, g, a.call("GET", "/Rex")); r.Status != 200 || body != "hello Rex!" {
		t.Errorf("got %d %s", r.Status, body)
	}
	if r, body := do(t, g, a.call("GET", "/")); r.Status != 400 || body != "errorString" {
		t.Errorf("got %d %s", r.Status, body)
	}
}

// A template that cannot be read, that throws or that does not end fails its calls,
// in words to the log, and nobody else's.
func TestTemplatesThatFail(t *testing.T) {
	var log bytes.Buffer
	g := gateway.New(gateway.Options{Log: slog.New(slog.NewTextHandler(&log, nil))})
	for name, template := range map[string]string{
		"cannot be read": `#if(`,
		"failed":         `$util.parseJson("{")`,
	} {
		a := newAPI(t)
		a.method("GET", "/", echo(template))
		a.method("GET", "/fine", echo("fine"))
		a.deploy(nil)
		log.Reset()
		r, body := do(t, g, a.call("GET", "/"))
		if r.Status != 500 || body != `{"message": "Internal server error"}` || !strings.Contains(log.String(), "the mapping template "+name) {
			t.Errorf("%s: got %d %s; the log says %s", template, r.Status, body, log.String())
		}
		if r, body := do(t, g, a.call("GET", "/fine")); r.Status != 200 || body != "fine" {
			t.Errorf("its neighbour answers %d %s", r.Status, body)
		}
	}
}
