package http_test

import (
	"bytes"
	"crypto/tls"
	"encoding/pem"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"reel/cmd/emulator"
)

// demanding is a backend over TLS that lets in whoever shows the certificate in PEM
// that wanted points to, and says who came.
func demanding(t testing.TB, wanted *string) string {
	b := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		shown := q.TLS.PeerCertificates[0]
		text := string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: shown.Raw}))
		if strings.TrimSpace(text) != strings.TrimSpace(*wanted) {
			w.WriteHeader(403)
		}
		_, _ = io.WriteString(w, shown.Subject.CommonName)
	}))
	b.TLS = &tls.Config{ClientAuth: tls.RequireAnyClientCert}
	b.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
	b.StartTLS()
	t.Cleanup(b.Close)
	return b.URL
}

// The guide: a stage's client certificate tells HTTP backends that it is API Gateway
// that calls.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/getting-started-client-side-ssl-authentication.html
func TestAStagesClientCertificate(t *testing.T) {
	var log bytes.Buffer
	c := client{t, emulator.OpenWith(t, emulator.Config{Seed: 7, Clock: "2026-01-01T00:00:00Z", Logger: slog.New(slog.NewTextHandler(&log, nil))})}
	var wanted string
	backend := demanding(t, &wanted)
	for _, kind := range []string{"HTTP_PROXY", "HTTP"} {
		stage := c.served(`{"type":"` + kind + `","httpMethod":"ANY","uri":"` + backend + `","tlsConfig":{"insecureSkipVerification":true}}`)
		if kind == "HTTP" {
			c.ok("PUT", method(c, stage)+"/responses/200", `{}`)
			c.ok("PUT", method(c, stage)+"/integration/responses/200", `{}`)
			c.ok("POST", "/restapis/"+apiOf(stage)+"/deployments", `{"stageName":"dev"}`)
		}
		if a := c.do("GET", stage+"/x", ""); a.status != 504 {
			t.Errorf("%s without a certificate: %d %s", kind, a.status, a.body)
		}
		made := c.ok("POST", "/clientcertificates", `{"description":"x"}`)
		wanted = field(t, made, "pemEncodedCertificate")
		show := func(id string) {
			c.ok("PATCH", "/restapis/"+apiOf(stage)+"/stages/dev", `{"patchOperations":[{"op":"replace","path":"/clientCertificateId","value":"`+id+`"}]}`)
		}
		show(field(t, made, "clientCertificateId"))
		if a := c.do("GET", stage+"/x", "", "X-Reel-Because", "1"); a.status != 200 || a.body != "ApiGateway" {
			t.Errorf("%s with its certificate: %d %s", kind, a.status, a.body)
		} else if types := c.types(a.header.Get("X-Reel-Because")); !strings.Contains(types, "ClientCertificateGenerated") {
			t.Errorf("%s because of %s", kind, types)
		}
		other := c.ok("POST", "/clientcertificates", `{}`)
		show(field(t, other, "clientCertificateId"))
		if kind == "HTTP_PROXY" {
			if a := c.do("GET", stage+"/x", ""); a.status != 403 {
				t.Errorf("%s with another certificate: %d %s", kind, a.status, a.body)
			}
		}
		show("")
		if a := c.do("GET", stage+"/x", ""); a.status != 504 {
			t.Errorf("%s without a certificate again: %d %s", kind, a.status, a.body)
		}
	}
	if log := log.String(); strings.Contains(log, "is not shown") {
		t.Errorf("the log says %s", log)
	}
}

// A certificate that was recorded elsewhere has no key here: the log says so.
func TestAReplayedClientCertificateHasNoKey(t *testing.T) {
	c := open(t)
	var wanted string
	stage := c.served(`{"type":"HTTP_PROXY","httpMethod":"ANY","uri":"` + demanding(t, &wanted) + `","tlsConfig":{"insecureSkipVerification":true}}`)
	made := c.ok("POST", "/clientcertificates", `{}`)
	wanted = field(t, made, "pemEncodedCertificate")
	c.ok("PATCH", "/restapis/"+apiOf(stage)+"/stages/dev", `{"patchOperations":[{"op":"replace","path":"/clientCertificateId","value":"`+field(t, made, "clientCertificateId")+`"}]}`)
	file := t.TempDir() + "/recording.jsonl"
	writeFile(t, file, c.ok("GET", "/_reel/export", ""))

	var log bytes.Buffer
	replayed := client{t, emulator.OpenWith(t, emulator.Config{From: file, Logger: slog.New(slog.NewTextHandler(&log, nil))})}
	if a := replayed.do("GET", stage+"/x", ""); a.status != 504 {
		t.Errorf("got %d %s", a.status, a.body)
	}
	if !strings.Contains(log.String(), "the private key of the client certificate is not on this machine") {
		t.Errorf("the log says %s", log.String())
	}
}

func writeFile(t testing.TB, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
