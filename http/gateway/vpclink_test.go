package gateway_test

import (
	"net/http"
	"strings"
	"testing"

	"reel/events/apigateway"
	"reel/http/gateway"
)

// behind is an integration by a VPC link.
func behind(kind, link, uri string) apigateway.Integration {
	i := httpTo(kind, uri)
	i.ConnectionType, i.ConnectionId = "VPC_LINK", link
	return i
}

// What is behind a VPC link is reached where the owner says, and sees the host of
// the integration's URI
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/getting-started-with-private-integration.html).
func TestVpcLinksLeadWhereTheOwnerSays(t *testing.T) {
	b := newBackend(t, func(w http.ResponseWriter, q *http.Request) { _, _ = w.Write([]byte("private")) })
	a := newAPI(t)
	a.apply(apigateway.VpcLinkCreated{VpcLink: apigateway.VpcLink{Id: "link01", Name: "orders", TargetArns: []string{"arn"}}})
	for verb, i := range map[string]apigateway.Integration{
		"GET":    behind("HTTP_PROXY", "link01", "https://orders.internal:8443/v1/{id}?a=1"),
		"POST":   behind("HTTP", "link01", "http://orders.internal/v1"),
		"PUT":    behind("HTTP_PROXY", "${stageVariables.link}", "http://orders.internal/${stageVariables.base}"),
		"PATCH":  behind("HTTP_PROXY", "link02", "http://orders.internal/v1"),
		"DELETE": behind("HTTP_PROXY", "${stageVariables.nosuch}", "http://orders.internal/v1"),
	} {
		i.RequestParameters = map[string]string{"integration.request.path.id": "method.request.path.id"}
		a.method(verb, "/orders/{id}", i)
	}
	a.deploy(map[string]string{"link": "link01", "base": "v2"})
	for _, link := range []string{"link01", "orders"} {
		g := gateway.New(gateway.Options{VpcLinks: []gateway.VpcLink{{Of: link, URL: b.URL}}})
		for verb, want := range map[string]string{"GET": "orders.internal:8443/v1/7?a=1&b=2", "POST": "orders.internal/v1", "PUT": "orders.internal/v2?b=2"} {
			r, body := do(t, g, a.call(verb, "/orders/7?b=2"))
			q, _ := b.asked()
			if got := q.Host + q.RequestURI; r.Status != 200 || body != "private" || got != want {
				t.Errorf("%s by %s: %d %s, asked %s, want %s", verb, link, r.Status, body, got, want)
			}
		}
		for _, verb := range []string{"PATCH", "DELETE"} {
			if r, body := do(t, g, a.call(verb, "/orders/7")); r.Status != 500 || body != `{"message": "Internal server error"}` {
				t.Errorf("%s: %d %s", verb, r.Status, body)
			}
		}
	}
}

func TestWithoutALinkTheLogSaysWhichFlagHelps(t *testing.T) {
	a := newAPI(t)
	a.apply(apigateway.VpcLinkCreated{VpcLink: apigateway.VpcLink{Id: "link01", Name: "orders", TargetArns: []string{"arn"}}})
	a.method("GET", "/", behind("HTTP_PROXY", "link01", "http://orders.internal/"))
	a.deploy(nil)
	log, logger := logged()
	r, _ := do(t, gateway.New(gateway.Options{Log: logger}), a.call("GET", "/"))
	if r.Status != 500 || !strings.Contains(log.String(), "--vpc-link link01=http://HOST:PORT") {
		t.Errorf("%d %s", r.Status, log)
	}
}

func TestParseVpcLink(t *testing.T) {
	for arg, want := range map[string]gateway.VpcLink{
		"orders=http://localhost:8080": {Of: "orders", URL: "http://localhost:8080"},
		"a=b=https://localhost:8443/":  {Of: "a=b", URL: "https://localhost:8443"},
		"x1y2z3=http://[::1]:80":       {Of: "x1y2z3", URL: "http://[::1]:80"},
	} {
		if l, err := gateway.ParseVpcLink(arg); err != nil || l != want {
			t.Errorf("%s: %+v, %v", arg, l, err)
		}
	}
	for _, bad := range []string{"", "orders", "=http://localhost", "orders=localhost:8080", "orders=http://localhost/v1", "orders=http://", "orders=http://a:b@c"} {
		if l, err := gateway.ParseVpcLink(bad); err == nil {
			t.Errorf("%q is taken for %+v", bad, l)
		}
	}
}
