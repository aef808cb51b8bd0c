package gateway_test

import (
	"context"
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"testing"

	"reel/events/apigateway"
	"reel/http/gateway"
)

// byHand finds the route for a request the slow way: all that match, the best first.
func byHand(routes []string, verb, path string) string {
	path = strings.TrimRight(strings.TrimLeft(path, "/"), "/")
	var best string
	var bestRank []int
	for _, r := range routes {
		v, pattern, _ := strings.Cut(r, " ")
		rank, ok := fits(strings.Trim(pattern, "/"), path)
		if !ok || v != verb && v != "ANY" || v == "ANY" && slices.Contains(routes, verb+" "+pattern) {
			continue
		}
		if best == "" || slices.Compare(rank, bestRank) < 0 {
			best, bestRank = r, rank
		}
	}
	return best
}

// fits tells whether a path fits a pattern, and how well at each level: 0 for a
// literal, 1 for a variable, 2 for a greedy one.
func fits(pattern, path string) (rank []int, ok bool) {
	for pattern != "" {
		part, restOfPattern, _ := strings.Cut(pattern, "/")
		segment, rest, _ := strings.Cut(path, "/")
		if path == "" {
			return nil, false
		}
		plain, err := url.PathUnescape(segment)
		switch {
		case strings.HasSuffix(part, "+}"):
			return append(rank, 2), true
		case strings.HasPrefix(part, "{"):
			if segment == "" {
				return nil, false
			}
			rank = append(rank, 1)
		case part == segment, err == nil && part == plain:
			rank = append(rank, 0)
		default:
			return nil, false
		}
		pattern, path = restOfPattern, rest
	}
	return rank, path == ""
}

// The router agrees with the slow way for whatever is asked.
func FuzzRouting(f *testing.F) {
	routes := []string{"GET /", "ANY /a", "GET /a", "GET /a/{x}", "POST /a/b", "GET /a/b/c", "GET /a/{x}/d", "PUT /{y}/b/e", "DELETE /a/{rest+}", "ANY /z/{rest+}", "GET /z/{one}/two/{three}", "PATCH /{all+}"}
	a := served(f, routes...)
	g := gateway.New(gateway.Options{})
	for _, path := range []string{"/", "/a/b/c", "/a/b/e", "//a//b/", "/z/1/two/3", "/a%2Fb", "/%61/b", "/a/../b", "", "/a/%", "/z//x"} {
		for _, verb := range []string{"GET", "POST", "PUT", "PATCH", "DELETE"} {
			f.Add(verb, path)
		}
	}
	f.Fuzz(func(t *testing.T, verb, path string) {
		r, body := do(t, g, a.call("GET", "/"))
		if body != "GET /" {
			t.Fatalf("got %d %s", r.Status, body)
		}
		c := a.call(verb, "/")
		c.Path = path
		r, body = do(t, g, c)
		if r.Status == 403 {
			body = ""
		}
		if want := byHand(routes, verb, path); body != want {
			t.Errorf("%q %q is served by %q (%d), want %q", verb, path, body, r.Status, want)
		}
	})
}

// A recorder stands in for all backends and remembers what it was asked.
type recorder struct{ last gateway.Request }

func (r *recorder) Integrate(_ context.Context, q gateway.Request) (gateway.Response, error) {
	r.last = q
	return gateway.Response{Status: 200}, nil
}

// What a stranger sends stays in the part of the URL that it was put into: neither
// host nor the path around it nor other parameters change.
func FuzzBackendURL(f *testing.F) {
	i := httpTo("HTTP", "http://backend.example:8080/base/{seg}/end?fixed=1&v={val}")
	i.RequestParameters = map[string]string{
		"integration.request.path.seg":        "method.request.path.proxy",
		"integration.request.path.val":        "method.request.header.X-Val",
		"integration.request.querystring.own": "method.request.querystring.q",
	}
	a := newAPI(f)
	a.method("GET", "/{proxy+}", i)
	a.deploy(nil)
	backends := new(recorder)
	g := gateway.New(gateway.Options{Backends: backends})
	f.Add("/a/b", "1", "q=2")
	f.Add("/a?b#c", "x&y=z#f", "q=%26&q=;")
	f.Add("/..%2f//\x00\r\n", "\r\nHost: evil", "q=a b\x7f&own=3")
	f.Add("/{val}", "{seg}", "${stageVariables.x}")
	f.Fuzz(func(t *testing.T, path, val, query string) {
		c := a.call("GET", "/")
		c.Path, c.RawQuery = path, query
		c.Header["X-Val"] = []string{val}
		backends.last = gateway.Request{}
		r, _ := do(t, g, c)
		if r.Status != 200 {
			return
		}
		got := backends.last.URI
		u, err := url.Parse(got)
		if err != nil {
			t.Fatalf("%q is no URL: %v", got, err)
		}
		if strings.ContainsFunc(got, func(r rune) bool { return r <= ' ' || r >= 0x7f }) {
			t.Errorf("%q could not stand in a request line", got)
		}
		if u.Host != "backend.example:8080" || u.User != nil || u.Fragment != "" || !strings.HasPrefix(u.Path, "/base/") || !strings.HasSuffix(u.Path, "/end") {
			t.Errorf("%q leads elsewhere", got)
		}
		q := u.Query()
		if q.Get("fixed") != "1" || len(q["fixed"]) != 1 || len(q["v"]) > 1 || len(q["own"]) > 1 || len(q) > 3 {
			t.Errorf("%q has parameters that nobody mapped", got)
		}
	})
}

// Where strict JSON names a statusCode, relaxed JSON finds the same.
func FuzzMockStatus(f *testing.F) {
	a := newAPI(f)
	responses := map[string]*apigateway.IntegrationResponse{"200": {StatusCode: "200"}, "404": {StatusCode: "404", SelectionPattern: text("404")}}
	a.method("POST", "/", apigateway.Integration{Type: "MOCK", PassthroughBehavior: "WHEN_NO_MATCH", IntegrationResponses: responses})
	a.deploy(nil)
	g := gateway.New(gateway.Options{})
	for _, seed := range []string{`{"statusCode":200}`, `{statusCode:404}`, `{'statusCode' : 404,}`, `{"a":[{"b":"}"}],"statusCode":200}`, `{"a":`, `{"\"":1,"statusCode":404}`, "{:1}", "{a:}", `{"statusCode":404 404}`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, body string) {
		r, _ := do(t, g, withBody(a.call("POST", "/"), "", body))
		var strict map[string]json.RawMessage
		dec := json.NewDecoder(strings.NewReader(body))
		if dec.Decode(&strict) != nil || strings.Count(body, "statusCode") != 1 || strict["statusCode"] == nil {
			return
		}
		want := 500
		switch code := string(strict["statusCode"]); {
		case code == "404":
			want = 404
		case len(code) < 10 && strings.Trim(code, "0123456789") == "":
			want = 200
		}
		if r.Status != want {
			t.Errorf("%q answers %d, want %d", body, r.Status, want)
		}
	})
}

// Whatever a function returns, the answer is one that can be sent.
func FuzzProxyAnswer(f *testing.F) {
	var result []byte
	backends := integration(func(context.Context, gateway.Request) (gateway.Response, error) {
		return gateway.Response{Status: 200, Body: result}, nil
	})
	a := newAPI(f, func(a *apigateway.RestApi) { a.BinaryMediaTypes = []string{"*/*"} })
	a.method("GET", "/", proxyTo("f"))
	a.deploy(nil)
	g := gateway.New(gateway.Options{Backends: backends})
	for _, seed := range []string{`{"statusCode":200,"headers":{"a":"b"},"multiValueHeaders":{"A":["c"]},"body":"aGk=","isBase64Encoded":true}`, `{"statusCode":"-1"}`, `{"headers":{"":null,"x\n":"y"}}`, `null`, `[`, `{"statusCode":1e3}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, payload []byte) {
		result = payload
		if r, _ := do(t, g, a.call("GET", "/")); r.Status < 200 || r.Status > 599 {
			t.Errorf("%q answers %d", payload, r.Status)
		}
	})
}

// An integration as a function.
type integration func(context.Context, gateway.Request) (gateway.Response, error)

func (f integration) Integrate(ctx context.Context, q gateway.Request) (gateway.Response, error) {
	return f(ctx, q)
}

// Whatever the raw header and the query string are, the event is one.
func FuzzProxyEvent(f *testing.F) {
	backends := new(recorder)
	a := newAPI(f)
	a.method("POST", "/{x}", proxyTo("f"))
	a.deploy(nil)
	g := gateway.New(gateway.Options{Backends: backends})
	f.Add("GET / HTTP/1.1\r\nx-a: b", "a=b&c", "/x", []byte("body"))
	f.Add(":\r\n:\r\n\r\n", "%&=&&;", "/%", []byte{0xff, 0})
	f.Fuzz(func(t *testing.T, raw, query, path string, body []byte) {
		c := withBody(a.call("POST", path), "text/plain", string(body))
		c.RawHeader, c.RawQuery = []byte(raw), query
		c.Header["X-A"] = []string{"b"}
		backends.last = gateway.Request{}
		do(t, g, c)
		if event := backends.last.Body; event != nil && !json.Valid(event) {
			t.Errorf("the event is %s", event)
		}
	})
}
