package gateway_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"reel/events/apigateway"
	"reel/http/gateway"
)

// everyHeader is what a client sent when AWS's dealings with headers were recorded.
func everyHeader() http.Header {
	h := http.Header{}
	for _, name := range []string{"Accept-Charset", "Accept-Encoding", "Age", "Authorization", "Connection", "Content-Encoding", "Content-MD5",
		"Date", "Expect", "Max-Forwards", "Pragma", "Proxy-Authenticate", "Range", "Referer", "Server", "TE", "Trailer", "Upgrade",
		"User-Agent", "Via", "Warn", "WWW-Authenticate", "Transfer-Encoding", "Content-Length"} {
		h.Set(name, "request-"+name)
	}
	h.Set("Accept", "application/xml")
	h.Set("Content-Type", "application/json")
	h.Set("Content-Encoding", "identity") // any other would have to be undone
	return h
}

func names(h http.Header) []string {
	var out []string
	for name := range h {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

// Recorded on AWS: what a backend gets of a client that sends every header.
func TestHeadersToHTTPBackends(t *testing.T) {
	b := newBackend(t, func(w http.ResponseWriter, q *http.Request) {})
	tests := []struct {
		kind string
		want map[string]string // by header; "*" is any value
	}{
		{"HTTP", map[string]string{"Accept": "application/json", "Content-Type": "application/json", "User-Agent": "AmazonAPIGateway_" + apiID,
			"X-Amzn-Apigateway-Api-Id": apiID, "X-Amzn-Trace-Id": "*", "Content-Length": "2"}},
		{"HTTP_PROXY", map[string]string{"Accept": "application/xml", "Content-Type": "application/json", "User-Agent": "request-User-Agent",
			"X-Amzn-Apigateway-Api-Id": apiID, "X-Amzn-Trace-Id": "*", "Content-Length": "2", "Accept-Charset": "request-Accept-Charset",
			"Accept-Encoding": "request-Accept-Encoding", "Age": "request-Age", "Authorization": "request-Authorization", "Date": "request-Date",
			"Pragma": "request-Pragma", "Range": "request-Range", "Referer": "request-Referer", "Warn": "request-Warn",
			"X-Forwarded-For": "192.0.2.7", "X-Forwarded-Port": "4566", "X-Forwarded-Proto": "http"}},
	}
	g := gateway.New(gateway.Options{})
	for _, tt := range tests {
		t.Run(tt.kind, func(t *testing.T) {
			a := newAPI(t)
			a.method("POST", "/", httpTo(tt.kind, b.URL))
			a.deploy(nil)
			c := withBody(a.call("POST", "/"), "", "{}")
			c.Header = everyHeader()
			if r, _ := do(t, g, c); r.Status != 200 {
				t.Fatalf("got %d", r.Status)
			}
			q, body := b.asked()
			if body != "{}" || "http://"+q.Host != b.URL {
				t.Errorf("the backend got %q for host %s", body, q.Host)
			}
			for name, want := range tt.want {
				if got := q.Header.Get(name); got != want && (want != "*" || got == "") {
					t.Errorf("%s is %q, want %q", name, got, want)
				}
			}
			if len(q.Header) != len(tt.want) {
				t.Errorf("the backend got %v, want %d of them", names(q.Header), len(tt.want))
			}
		})
	}
}

// httpTo is an integration with an HTTP backend and a default response.
func httpTo(kind, uri string) apigateway.Integration {
	return apigateway.Integration{Type: kind, HttpMethod: "ANY", Uri: uri, PassthroughBehavior: "WHEN_NO_MATCH",
		IntegrationResponses: map[string]*apigateway.IntegrationResponse{"200": {StatusCode: "200"}}}
}

// Recorded on AWS: what mappings may set, what they set in vain, and what they fail
// calls with.
func TestMappedHeadersToHTTPBackends(t *testing.T) {
	b := newBackend(t, func(w http.ResponseWriter, q *http.Request) {})
	g := gateway.New(gateway.Options{})
	for _, kind := range []string{"HTTP", "HTTP_PROXY"} {
		for name, arrives := range map[string]bool{"Accept": true, "Authorization": true, "Content-Encoding": true, "Content-MD5": true,
			"Max-Forwards": true, "Server": true, "Upgrade": true, "User-Agent": true, "WWW-Authenticate": true, "x-own": true, "Host": true,
			"Connection": false, "Expect": false, "Proxy-Authenticate": false, "TE": false, "Via": false} {
			t.Run(kind+" "+name, func(t *testing.T) {
				i := httpTo(kind, b.URL)
				i.RequestParameters = map[string]string{"integration.request.header." + name: "'mapped'"}
				a := newAPI(t)
				a.method("POST", "/", i)
				a.deploy(nil)
				c := a.call("POST", "/")
				c.Header.Set("X-Own", "client")
				if r, _ := do(t, g, c); r.Status != 200 {
					t.Fatalf("got %d", r.Status)
				}
				q, _ := b.asked()
				got := q.Header.Get(name)
				if name == "Host" {
					got = q.Host
				}
				if (got == "mapped") != arrives {
					t.Errorf("%s arrives as %q", name, got)
				}
			})
		}
		for _, name := range []string{"content-length", "Transfer-Encoding", "x-amzn-trace-id", "X-Amzn-Apigateway-Api-Id"} {
			i := httpTo(kind, b.URL)
			i.RequestParameters = map[string]string{"integration.request.header." + name: "'1'"}
			a := newAPI(t)
			a.method("POST", "/", i)
			a.deploy(nil)
			r, body := do(t, g, a.call("POST", "/"))
			if r.Status != 500 || body != `{"message": "Internal server error"}` {
				t.Errorf("%s %s: got %d %s", kind, name, r.Status, body)
			}
		}
	}
}

// Recorded on AWS: what a client gets of a backend that sends every header.
func TestHeadersFromHTTPBackends(t *testing.T) {
	b := newBackend(t, func(w http.ResponseWriter, q *http.Request) {
		h := w.Header()
		for _, name := range []string{"Access-Control-Allow-Origin", "Via", "X-Own", "WWW-Authenticate", "X-Amzn-RequestId", "X-Amz-Apigw-Id", "Server", "Connection", "Keep-Alive"} {
			h.Set(name, "backend-"+name)
		}
		h["Set-Cookie"] = []string{"a=1", "b=2"}
		h.Set("Content-Type", "text/plain")
		h.Set("Date", "Mon, 23 Nov 2026 00:00:00 GMT")
		w.WriteHeader(203)
		fmt.Fprint(w, "hello")
	})
	g := gateway.New(gateway.Options{})
	check := func(t *testing.T, r gateway.Reply, want map[string]string) {
		t.Helper()
		for name, w := range want {
			if got := value(r.Header, name); got != w && (w != "*" || got == "") {
				t.Errorf("%s is %q, want %q", name, got, w)
			}
		}
		if len(r.Header) != len(want) {
			t.Errorf("the client got %v, want %d of them", names(r.Header), len(want))
		}
	}
	t.Run("HTTP_PROXY passes all but a few, under names of their own", func(t *testing.T) {
		a := newAPI(t)
		a.method("GET", "/", httpTo("HTTP_PROXY", b.URL))
		a.deploy(nil)
		r, body := do(t, g, a.call("GET", "/"))
		if r.Status != 203 || body != "hello" {
			t.Errorf("got %d %q", r.Status, body)
		}
		check(t, r, map[string]string{"Access-Control-Allow-Origin": "backend-Access-Control-Allow-Origin", "X-Own": "backend-X-Own",
			"Set-Cookie": "a=1, b=2", "Content-Type": "text/plain", "x-amzn-RequestId": "*", "x-amz-apigw-id": "*",
			"x-amzn-Remapped-Date": "Mon, 23 Nov 2026 00:00:00 GMT", "x-amzn-Remapped-Server": "backend-Server",
			"x-amzn-Remapped-Connection": "backend-Connection", "x-amzn-Remapped-WWW-Authenticate": "backend-WWW-Authenticate",
			"x-amzn-Remapped-Content-Length": "5", "x-amzn-Remapped-x-amzn-RequestId": "backend-X-Amzn-RequestId"})
	})
	t.Run("HTTP passes what is mapped, some under names of their own", func(t *testing.T) {
		i := httpTo("HTTP", b.URL)
		i.IntegrationResponses["200"].ResponseParameters = map[string]string{
			"method.response.header.x-own":             "integration.response.header.X-Own",
			"method.response.header.x-cookies":         "integration.response.multivalueheader.Set-Cookie",
			"method.response.header.x-cookie":          "integration.response.header.Set-Cookie",
			"method.response.header.Content-Type":      "integration.response.header.Content-Type",
			"method.response.header.Authorization":     "'a'",
			"method.response.header.Content-MD5":       "'m'",
			"method.response.header.Content-Length":    "'999'",
			"method.response.header.Date":              "integration.response.header.Date",
			"method.response.header.Transfer-Encoding": "'t'",
			"method.response.header.Via":               "integration.response.header.Via",
			"method.response.header.TE":                "'te'",
			"method.response.header.x-body":            "integration.response.body",
		}
		a := newAPI(t)
		a.method("GET", "/", i)
		a.deploy(nil)
		r, body := do(t, g, a.call("GET", "/"))
		if r.Status != 200 || body != "hello" {
			t.Errorf("got %d %q", r.Status, body)
		}
		check(t, r, map[string]string{"x-own": "backend-X-Own", "x-cookies": "a=1, b=2", "x-cookie": "b=2", "Content-Type": "text/plain",
			"x-amzn-Remapped-Authorization": "a", "x-amzn-Remapped-Content-MD5": "m", "x-amzn-Remapped-Content-Length": "999",
			"x-amzn-Remapped-Date": "Mon, 23 Nov 2026 00:00:00 GMT", "Via": "backend-Via", "TE": "te", "x-body": "hello",
			"x-amzn-RequestId": "*", "x-amz-apigw-id": "*", "X-Amzn-Trace-Id": "*"})
	})
}

// The URL of a backend: what stands for what, and how it is kept from meaning more.
func TestBackendURLs(t *testing.T) {
	b := newBackend(t, func(w http.ResponseWriter, q *http.Request) {})
	tests := []struct {
		name, kind, resource, uri string
		parameters                map[string]string
		target                    string
		header                    http.Header
		want                      string
	}{
		{"HTTP_PROXY appends the client's query string", "HTTP_PROXY", "/a", "/x?own=1", nil, "/a?b=2&c=%20&d", nil, "/x?own=1&b=2&c=%20&d"},
		{"HTTP does not", "HTTP", "/a", "/x?own=1", nil, "/a?b=2", nil, "/x?own=1"},
		{"a path parameter", "HTTP_PROXY", "/{id}", "/x/{p}/y", map[string]string{"path.p": "method.request.path.id"}, "/7", nil, "/x/7/y"},
		{"a greedy one keeps slashes and encoding", "HTTP", "/{proxy+}", "/x/{proxy}", map[string]string{"path.proxy": "method.request.path.proxy"}, "/a//b/c%2Fd/", nil, "/x/a//b/c%2Fd"},
		{"one that nothing is mapped to stays", "HTTP_PROXY", "/{proxy+}", "/x/{proxy}", nil, "/a", nil, "/x/%7Bproxy%7D"},
		{"stage variables", "HTTP_PROXY", "/a", "/${stageVariables.path}/y", nil, "/a", nil, "/v1/y"},
		// Recorded on AWS: the integration's own query, then the client's, then what is mapped.
		{"mapped query parameters", "HTTP_PROXY", "/{pathVariable}", "/?testVar={pathVar}&testQs={qsVar}",
			map[string]string{"path.qsVar": "method.request.querystring.testVar", "path.pathVar": "method.request.path.pathVariable",
				"querystring.queryString": "method.request.querystring.testQueryString", "querystring.testQs": "method.request.querystring.testQueryString",
				"querystring.testEmptyQs": "method.request.header.emptyheader"},
			"/foobar?testQueryString=foo&testVar=bar", nil, "/?testVar=foobar&testQs=bar&testQueryString=foo&testVar=bar&queryString=foo&testQs=foo"},
		{"several values", "HTTP", "/a", "/x", map[string]string{"querystring.q": "method.request.multivaluequerystring.n"}, "/a?n=1&n=2%26", nil, "/x?q=1&q=2%26"},
		{"the last of several", "HTTP", "/a", "/x", map[string]string{"querystring.q": "method.request.querystring.n"}, "/a?n=1&n=2", nil, "/x?q=2"},
		{"a value in the path cannot end it", "HTTP", "/a", "/x/{h}", map[string]string{"path.h": "method.request.header.X-H"}, "/a", http.Header{"X-H": {"a b?c#d%zz\u00e9"}}, "/x/a%20b%3Fc%23d%25zz%C3%A9"},
		{"a value in the query cannot add to it", "HTTP", "/a", "/x?v={h}", map[string]string{"path.h": "method.request.header.X-H"}, "/a", http.Header{"X-H": {"1&admin=true"}}, "/x?v=1%26admin%3Dtrue"},
		{"dot segments reach the backend as they are", "HTTP_PROXY", "/{p+}", "/x/{p}", map[string]string{"path.p": "method.request.path.p"}, "/a/../../b", nil, "/x/a/../../b"},
	}
	g := gateway.New(gateway.Options{})
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			i := httpTo(tt.kind, b.URL+tt.uri)
			i.RequestParameters = map[string]string{}
			for target, from := range tt.parameters {
				i.RequestParameters["integration.request."+target] = from
			}
			a := newAPI(t)
			a.method("GET", tt.resource, i)
			a.deploy(map[string]string{"path": "v1"})
			c := a.call("GET", tt.target)
			if tt.header != nil {
				c.Header = tt.header
			}
			if r, body := do(t, g, c); r.Status != 200 {
				t.Fatalf("got %d %s", r.Status, body)
			}
			if q, _ := b.asked(); q.RequestURI != tt.want {
				t.Errorf("the backend was asked for %s, want %s", q.RequestURI, tt.want)
			}
		})
	}
}

// Recorded on AWS: the integration's verb is sent, not the client's; ANY is the client's.
func TestBackendVerbs(t *testing.T) {
	b := newBackend(t, func(w http.ResponseWriter, q *http.Request) {})
	g := gateway.New(gateway.Options{})
	for _, tt := range []struct{ integration, client, want, body string }{
		{"POST", "GET", "POST", "hi"}, {"ANY", "PUT", "PUT", "hi"}, {"PATCH", "PUT", "PATCH", "hi"}, {"GET", "POST", "GET", ""}, {"ANY", "DELETE", "DELETE", "hi"},
	} {
		for _, kind := range []string{"HTTP", "HTTP_PROXY"} {
			i := httpTo(kind, b.URL)
			i.HttpMethod = tt.integration
			a := newAPI(t)
			a.method("ANY", "/", i)
			a.deploy(nil)
			do(t, g, withBody(a.call(tt.client, "/"), "text/plain", "hi"))
			if q, body := b.asked(); q.Method != tt.want || body != tt.body {
				t.Errorf("%s: %s to an integration with %s arrives as %s %q, want %s %q", kind, tt.client, tt.integration, q.Method, body, tt.want, tt.body)
			}
		}
	}
}

// Recorded on AWS: HTTP goes by its integration responses, HTTP_PROXY passes the status.
func TestBackendStatuses(t *testing.T) {
	b := newBackend(t, func(w http.ResponseWriter, q *http.Request) {
		var status int
		fmt.Sscanf(q.URL.Path, "/%d", &status)
		w.WriteHeader(status)
		fmt.Fprintf(w, "was %d", status)
	})
	response := func(status, pattern string) *apigateway.IntegrationResponse {
		r := &apigateway.IntegrationResponse{StatusCode: status}
		if pattern != "" {
			r.SelectionPattern = &pattern
		}
		return r
	}
	onlyDefault := []*apigateway.IntegrationResponse{response("200", "")}
	patterns := []*apigateway.IntegrationResponse{response("201", `2\d{2}`), response("404", "404"), response("409", "40"), response("500", "5.*|418")}
	tests := []struct {
		name      string
		kind      string
		responses []*apigateway.IntegrationResponse
		backend   int
		want      int
	}{
		{"HTTP_PROXY", "HTTP_PROXY", nil, 404, 404},
		{"a single default turns everything into it", "HTTP", onlyDefault, 400, 200},
		{"a pattern", "HTTP", patterns, 204, 201},
		{"the same again, from memory", "HTTP", patterns, 204, 201},
		{"an exact one", "HTTP", patterns, 404, 404},
		{"alternatives", "HTTP", patterns, 418, 500},
		{"a pattern matches the whole status or not at all", "HTTP", patterns, 403, 500},
		{"none and no default", "HTTP", patterns[:1], 301, 500},
		{"no integration response at all", "HTTP", nil, 200, 500},
	}
	g := gateway.New(gateway.Options{})
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			i := httpTo(tt.kind, b.URL+"/"+fmt.Sprint(tt.backend))
			i.IntegrationResponses = map[string]*apigateway.IntegrationResponse{}
			for _, r := range tt.responses {
				i.IntegrationResponses[r.StatusCode] = r
			}
			a := newAPI(t)
			a.method("GET", "/", i)
			a.deploy(nil)
			r, body := do(t, g, a.call("GET", "/"))
			if r.Status != tt.want || r.Status < 500 && !strings.HasPrefix(body, "was ") && tt.backend != 204 {
				t.Errorf("a backend's %d becomes %d %q, want %d", tt.backend, r.Status, body, tt.want)
			}
		})
	}
}

// A request's body may be mapped into headers and query strings by JSONPath.
func TestMappingsFromTheBody(t *testing.T) {
	b := newBackend(t, func(w http.ResponseWriter, q *http.Request) {
		fmt.Fprint(w, `{"id":"x1","tags":["a","b"],"n":7}`)
	})
	i := httpTo("HTTP", b.URL)
	i.RequestParameters = map[string]string{
		"integration.request.header.X-Name":   "method.request.body.pet.name",
		"integration.request.header.X-Pet":    "method.request.body.pet",
		"integration.request.header.X-First":  "method.request.body.list[0]",
		"integration.request.header.X-None":   "method.request.body.none",
		"integration.request.querystring.all": "method.request.body",
	}
	i.IntegrationResponses["200"].ResponseParameters = map[string]string{
		"method.response.header.x-id":   "integration.response.body.id",
		"method.response.header.x-tags": "integration.response.body.tags",
		"method.response.header.x-n":    "integration.response.body.n",
	}
	a := newAPI(t)
	a.method("POST", "/", i)
	a.deploy(nil)
	g := gateway.New(gateway.Options{})
	const body = `{"pet":{"name":"Rex"},"list":[1,2]}`
	r, answer := do(t, g, withBody(a.call("POST", "/"), "application/json", body))
	if r.Status != 200 || !strings.HasPrefix(answer, `{"id"`) || value(r.Header, "x-id") != "x1" || value(r.Header, "x-tags") != `["a","b"]` || value(r.Header, "x-n") != "7" {
		t.Errorf("got %d %q %v", r.Status, answer, r.Header)
	}
	q, _ := b.asked()
	for name, want := range map[string]string{"X-Name": "Rex", "X-Pet": `{"name":"Rex"}`, "X-First": "1", "X-None": ""} {
		if got := q.Header.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if got := q.URL.Query().Get("all"); got != body {
		t.Errorf("the whole body is %q", got)
	}
	r, answer = do(t, g, withBody(a.call("POST", "/"), "application/json", `{"pet":`))
	if r.Status != 400 || answer != `{"message":"Invalid JSON in request body"}` {
		t.Errorf("a body that is not JSON: got %d %s", r.Status, answer)
	}
}
