package gateway_test

import (
	"net/http"
	"testing"

	"reel/events/apigateway"
	"reel/http/gateway"
)

// Recorded on AWS: which headers no mapping to a function may set.
func TestMappedHeadersToFunctions(t *testing.T) {
	g := gateway.New(gateway.Options{Backends: asking(func(gateway.Request) gateway.Response { return gateway.Response{Status: 200, Body: []byte(`{}`)} })})
	for _, kind := range []string{"AWS", "AWS_PROXY"} {
		for name, barred := range map[string]bool{"content-length": true, "transfer-encoding": true, "x-amzn-trace-id": true, "X-Amzn-Apigateway-Api-Id": true,
			"authorization": true, "connection": true, "expect": true, "proxy-authenticate": true, "te": true, "Accept": false, "User-Agent": false, "Max-Forwards": false} {
			i := proxyTo("f")
			i.Type = kind
			i.RequestParameters = map[string]string{"integration.request.header." + name: "'1'"}
			i.IntegrationResponses = map[string]*apigateway.IntegrationResponse{"200": {StatusCode: "200"}}
			a := newAPI(t)
			a.method("POST", "/", i)
			a.deploy(nil)
			r, body := do(t, g, a.call("POST", "/"))
			if (r.Status == 500) != barred || barred && (body != `{"message": "Internal server error"}` || value(r.Header, "x-amzn-ErrorType") != "InternalServerErrorException") {
				t.Errorf("%s %s: got %d %s", kind, name, r.Status, body)
			}
		}
	}
}

// Recorded on AWS: under which names mapped headers reach the client, by HTTP and AWS.
func TestNamesOfMappedHeaders(t *testing.T) {
	remapped := []string{"Authorization", "Connection", "Content-Length", "Content-MD5", "Date", "Expect", "Host", "Max-Forwards", "Proxy-Authenticate",
		"Server", "Trailer", "Upgrade", "User-Agent", "WWW-Authenticate"}
	kept := []string{"Accept", "Age", "Cache-Control", "Location", "Pragma", "Range", "Referer", "TE", "Via", "Warning"}
	parameters := map[string]string{"method.response.header.Transfer-Encoding": "'gone'"}
	for _, name := range append(append([]string{}, remapped...), kept...) {
		parameters["method.response.header."+name] = "'mapped'"
	}
	g := gateway.New(gateway.Options{Backends: asking(func(gateway.Request) gateway.Response {
		return gateway.Response{Status: 200, Header: http.Header{"X-Own": {"never"}}, Body: []byte(`{}`)}
	})})
	for _, kind := range []string{"AWS", "HTTP"} {
		i := proxyTo("f")
		if kind == "HTTP" {
			i = httpTo("HTTP", "http://backend.example/")
		}
		i.Type = kind
		i.IntegrationResponses = map[string]*apigateway.IntegrationResponse{"200": {StatusCode: "200", ResponseParameters: parameters}}
		a := newAPI(t)
		a.method("GET", "/", i)
		a.deploy(nil)
		r, _ := do(t, g, a.call("GET", "/"))
		for _, name := range remapped {
			if value(r.Header, "x-amzn-Remapped-"+name) != "mapped" || r.Header[name] != nil {
				t.Errorf("%s: %s arrives under its own name, or not at all: %v", kind, name, r.Header)
			}
		}
		for _, name := range kept {
			if value(r.Header, name) != "mapped" {
				t.Errorf("%s: %s does not arrive: %v", kind, name, r.Header)
			}
		}
		if r.Header["Transfer-Encoding"] != nil || r.Header["X-Own"] != nil || value(r.Header, "Content-Type") != "application/json" {
			t.Errorf("%s: the header is %v", kind, r.Header)
		}
	}
}

// Recorded on AWS: what of $context and $input templates find, and how it prints.
func TestContextAsRecorded(t *testing.T) {
	for template, want := range map[string]string{
		`$input.params().keySet()`:                              "[path, querystring, header]",
		`$context.requestOverride.keySet()`:                     "[path, header, querystring]",
		`$context.responseOverride.keySet()`:                    "[header]",
		`$context.identity.keySet().size()`:                     "12",
		`[$context.identity.caller][$context.identity.userArn]`: "[][]",
		`[$context.get("identity")][$context.get("responseOverride")][$context.get("requestOverride")]`: "[][][]",
		`$util.urlEncode($input.body.x)`: "",
		`$input.body`:                    "{}",
		`$util.urlEncode("a b+c")`:       "a+b%2Bc",
	} {
		a := newAPI(t)
		a.method("GET", "/", echo(template))
		a.deploy(nil)
		if r, body := do(t, gateway.New(gateway.Options{}), a.call("GET", "/")); r.Status != 200 || body != want {
			t.Errorf("%s: got %d %q, want %q", template, r.Status, body, want)
		}
	}
}
