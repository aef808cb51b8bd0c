package gateway_test

import (
	"context"
	"crypto/tls"
	"net/http"
	"strings"
	"testing"

	"reel/events/apigateway"
	"reel/events/apigatewayv2"
	"reel/http/gateway"
)

// Every source of the guide's table, where it is there: the handshake's with
// $connect, and the message's with a message
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-data-mapping.html).
func TestSourcesOfMappings(t *testing.T) {
	b := newBackend(t, func(w http.ResponseWriter, q *http.Request) {})
	g := gateway.New(gateway.Options{})
	a := newChat(t, "$request.body.action")
	sources := map[string]string{
		"Header": "route.request.header.X-A", "Headers": "route.request.multivalueheader.X-A", "Query": "route.request.querystring.q", "Queries": "route.request.multivaluequerystring.q",
		"Body": "route.request.body", "Member": "route.request.body.a.b", "Item": "route.request.body.list[1]", "Object": "route.request.body.a", "Stage": "stageVariables.tenant",
		"Context": "context.eventType", "Identity": "context.identity.sourceIp", "Static": "'text'", "Host": "route.request.header.Host", "Older": "method.request.querystring.q",
	}
	c := apigatewayv2.CreateIntegration{IntegrationType: "HTTP", IntegrationMethod: new("POST"), IntegrationUri: &b.URL, RequestParameters: map[string]string{}}
	for name, source := range sources {
		c.RequestParameters["integration.request.header.Z-"+name] = source
	}
	i := a.integration(c, apigatewayv2.CreateIntegrationResponse{IntegrationResponseKey: "$default"})
	a.route("$connect", i)
	a.route("$default", i)
	a.stage(func(c *apigatewayv2.UpdateStage) { c.StageVariables = map[string]string{"tenant": "acme"} })
	a.deploy()
	expect := func(want map[string]string) {
		t.Helper()
		q, _ := b.asked()
		for name := range sources {
			if got := q.Header.Get("Z-" + name); got != want[name] {
				t.Errorf("%s: got %q, want %q", name, got, want[name])
			}
		}
	}
	s, r, err := g.Connect(t.Context(), a.handshake("q=1&q=2", "X-A", "x", "X-A", "y"), connectionID)
	if err != nil || s == nil {
		t.Fatalf("got %d %s %v", r.Status, r.Body, err)
	}
	expect(map[string]string{"Header": "y", "Headers": "x,y", "Query": "2", "Queries": "1,2", "Stage": "acme", "Context": "CONNECT", "Identity": "192.0.2.7", "Static": "text", "Host": "localhost:4566", "Older": "2"})
	const message = `{"a":{"b":"c"},"list":[1,2]}`
	a.send(g, s, message)
	expect(map[string]string{"Body": message, "Member": "c", "Item": "2", "Object": `{"b":"c"}`, "Stage": "acme", "Context": "MESSAGE", "Identity": "192.0.2.7", "Static": "text"})
}

// What a proxied backend answers is the message, whatever its status; what is no text
// goes as a binary message.
func TestProxiedBackends(t *testing.T) {
	g := gateway.New(gateway.Options{})
	for name, tt := range map[string]struct {
		status     int
		body, want string
	}{
		"text": {200, "hällo", "hällo"}, "an error": {503, "later", "later"}, "no text": {200, "\x00\xff", "<binary>\x00\xff"}, "nothing": {204, "", ""},
		"128 KB": {200, strings.Repeat("x", 128<<10), strings.Repeat("x", 128<<10)}, "more": {200, strings.Repeat("x", 128<<10+1), internalError}, // the last one (ours)
	} {
		b := newBackend(t, func(w http.ResponseWriter, q *http.Request) { w.WriteHeader(tt.status); w.Write([]byte(tt.body)) })
		a := newChat(t, "$request.body.action")
		a.route("$default", a.integration(apigatewayv2.CreateIntegration{IntegrationType: "HTTP_PROXY", IntegrationMethod: new("POST"), IntegrationUri: &b.URL}), answers)
		a.deploy()
		got := a.send(g, a.connect(g), "x")
		if message := errorOf(t, got); message != "" {
			got = message
		}
		if got != tt.want {
			t.Errorf("%s: got %.100s, want %.100s", name, got, tt.want)
		}
	}
}

// shown is a backend that keeps the certificate that it was shown.
type shown struct{ certificate *tls.Certificate }

func (b *shown) Integrate(_ context.Context, q gateway.Request) (gateway.Response, error) {
	b.certificate = q.ClientCertificate
	return gateway.Response{Status: 200}, nil
}

// The stage's client certificate is shown to HTTPS backends of messages too.
func TestMessagesShowTheCertificate(t *testing.T) {
	own, b := new(tls.Certificate), new(shown)
	g := gateway.New(gateway.Options{Backends: b, ClientKeys: func(string) (*tls.Certificate, error) { return own, nil }})
	a := newChat(t, "$request.body.action")
	for key, uri := range map[string]string{"tls": "https://backend.example/", "plain": "http://backend.example/"} {
		a.route(key, a.integration(apigatewayv2.CreateIntegration{IntegrationType: "HTTP_PROXY", IntegrationMethod: new("POST"), IntegrationUri: &uri}))
	}
	a.fold(apigateway.ClientCertificateGenerated{ClientCertificate: apigateway.ClientCertificate{ClientCertificateId: "cert01", PemEncodedCertificate: "pem"}})
	a.stage(func(c *apigatewayv2.UpdateStage) { c.ClientCertificateId = new("cert01") })
	a.deploy()
	s := a.connect(g)
	a.send(g, s, `{"action":"tls"}`)
	if b.certificate != own {
		t.Error("it was not shown")
	}
	a.send(g, s, `{"action":"plain"}`)
	if b.certificate != nil {
		t.Error("it was shown where nothing is encrypted")
	}
}
