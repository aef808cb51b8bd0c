package gateway_test

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"encoding/base64"
	"io"
	"net/http"
	"strings"
	"testing"

	"reel/events/apigateway"
	"reel/http/gateway"
)

// packed is a body in a coding.
func packed(t testing.TB, coding, body string) string {
	t.Helper()
	var out bytes.Buffer
	var w io.WriteCloser
	switch coding {
	case "gzip":
		w = gzip.NewWriter(&out)
	case "deflate":
		w = zlib.NewWriter(&out)
	default:
		return body
	}
	if _, err := io.WriteString(w, body); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func unpacked(t testing.TB, coding, body string) string {
	t.Helper()
	var r io.Reader
	var err error
	switch coding {
	case "gzip":
		r, err = gzip.NewReader(strings.NewReader(body))
	case "deflate":
		r, err = zlib.NewReader(strings.NewReader(body))
	default:
		return body
	}
	if err != nil {
		t.Fatal(err)
	}
	out, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func compressing(from int64) func(*apigateway.RestApi) {
	return func(api *apigateway.RestApi) { api.MinimumCompressionSize = &from }
}

// The forms of Accept-Encoding that the guide lists, and what it says of preferences.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-enable-compression.html
func TestWhichCodingAnswersAreIn(t *testing.T) {
	a := newAPI(t, compressing(0))
	a.method("GET", "/", mock("hello"))
	a.deploy(nil)
	g := gateway.New(gateway.Options{})
	for accept, want := range map[string]string{
		"deflate,gzip": "deflate", "gzip": "gzip", "GZIP": "gzip", "": "", "*": "", "identity": "", "br": "",
		"deflate;q=0.5,gzip;q=1.0": "gzip", "gzip;q=1.0,identity;q=0.5,*;q=0": "gzip", "gzip, deflate, br": "gzip",
		"br;q=1.0, gzip;q=0.8": "", "gzip;q=0": "", "identity;q=1, gzip;q=0.5": "", "gzip;q=2": "", "gzip;q=x, deflate;q=0.1": "deflate",
		" gzip ; q=0.3 , deflate ;q=0.2": "gzip", "br, gzip": "gzip",
	} {
		c := a.call("GET", "/")
		c.Header.Set("Accept-Encoding", accept)
		r, body := do(t, g, c)
		if got := value(r.Header, "Content-Encoding"); got != want || unpacked(t, want, body) != "hello" {
			t.Errorf("%q: in %q, %q", accept, got, body)
		}
	}
	if r, body := do(t, g, a.call("GET", "/")); body != "hello" || r.Header["Content-Encoding"] != nil {
		t.Errorf("without the header: %q %v", body, r.Header)
	}
}

// From the least size on, never twice, never what the gateway says itself.
func TestWhichAnswersAreCompressed(t *testing.T) {
	const body = "0123456789"
	ask := func(from int64, answer func(http.ResponseWriter), kind string) (gateway.Reply, string) {
		t.Helper()
		a := newAPI(t, compressing(from))
		if from < 0 {
			a = newAPI(t)
		}
		b := newBackend(t, func(w http.ResponseWriter, _ *http.Request) { answer(w) })
		a.method("GET", "/", httpTo(kind, b.URL))
		c := a.deploy(nil).call("GET", "/")
		c.Header.Set("Accept-Encoding", "gzip")
		return do(t, gateway.New(gateway.Options{}), c)
	}
	plain := func(w http.ResponseWriter) { _, _ = io.WriteString(w, body) }
	flushed := func(w http.ResponseWriter) {
		_, _ = io.WriteString(w, body[:3])
		w.(http.Flusher).Flush()
		_, _ = io.WriteString(w, body[3:])
	}
	for _, tt := range []struct {
		from   int64
		answer func(http.ResponseWriter)
		want   string
	}{
		{10, plain, "gzip"}, {11, plain, ""}, {0, plain, "gzip"}, {-1, plain, ""}, {10, flushed, "gzip"}, {11, flushed, ""},
		{0, func(http.ResponseWriter) {}, ""},
	} {
		for _, kind := range []string{"HTTP", "HTTP_PROXY"} {
			r, got := ask(tt.from, tt.answer, kind)
			if encoding := value(r.Header, "Content-Encoding"); encoding != tt.want || got != "" && unpacked(t, tt.want, got) != body {
				t.Errorf("%s from %d: in %q, %q", kind, tt.from, encoding, got)
			}
		}
	}
	// One that is too long is refused, as without compression.
	long := func(w http.ResponseWriter) {
		for range 11 {
			_, _ = w.Write(make([]byte, 1<<20))
		}
	}
	if r, got := ask(0, long, "HTTP_PROXY"); r.Status != 500 || got != `{"message": "Internal server error"}` {
		t.Errorf("11 MB: %d %.100s", r.Status, got)
	}
	// A backend that has compressed its answer itself.
	r, got := ask(0, func(w http.ResponseWriter) {
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = io.WriteString(w, packed(t, "gzip", body))
	}, "HTTP_PROXY")
	if value(r.Header, "Content-Encoding") != "gzip" || unpacked(t, "gzip", got) != body {
		t.Errorf("compressed by the backend: %q %v", got, r.Header)
	}

	a := newAPI(t, compressing(0))
	a.method("GET", "/", proxyTo("zip"))
	a.deploy(nil)
	encoded := base64.StdEncoding.EncodeToString([]byte(packed(t, "gzip", body)))
	for _, result := range []string{`{"headers":{"Content-Encoding":"gzip"},"body":"` + encoded + `","isBase64Encoded":true}`, `{"headers":{"content-encoding":"br"},"body":"x"}`} {
		g := gateway.New(gateway.Options{Backends: asking(func(gateway.Request) gateway.Response { return gateway.Response{Status: 200, Body: []byte(result)} })})
		c := a.call("GET", "/")
		c.Header.Set("Accept-Encoding", "gzip")
		if _, got := do(t, g, c); got != encoded && got != "x" {
			t.Errorf("compressed by the function: %q", got)
		}
		c = a.call("GET", "/nowhere")
		c.Header.Set("Accept-Encoding", "gzip")
		if r, got := do(t, g, c); r.Header["Content-Encoding"] != nil || got != `{"message":"Missing Authentication Token"}` {
			t.Errorf("the gateway's own answer: %q %v", got, r.Header)
		}
	}
}

// Base64 of a function is undone before compression.
func TestBinaryAnswersAreCompressed(t *testing.T) {
	a := newAPI(t, compressing(0), func(api *apigateway.RestApi) { api.BinaryMediaTypes = []string{"image/png"} })
	a.method("GET", "/", proxyTo("png"))
	a.deploy(nil)
	g := gateway.New(gateway.Options{Backends: asking(func(gateway.Request) gateway.Response {
		return gateway.Response{Status: 200, Body: []byte(`{"headers":{"Content-Type":"image/png"},"isBase64Encoded":true,"body":"` + base64.StdEncoding.EncodeToString([]byte("\x89PNG\xff")) + `"}`)}
	})})
	c := a.call("GET", "/")
	c.Header.Set("Accept", "image/png")
	c.Header.Set("Accept-Encoding", "gzip")
	if r, got := do(t, g, c); value(r.Header, "Content-Encoding") != "gzip" || unpacked(t, "gzip", got) != "\x89PNG\xff" {
		t.Errorf("got %q %v", got, r.Header)
	}
}

// The guide: request bodies arrive plain; what cannot be undone is 415.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-make-request-with-compressed-payload.html
func TestCompressedRequests(t *testing.T) {
	b := newBackend(t, func(http.ResponseWriter, *http.Request) {})
	const body = `{"type":"dog"}`
	mapped := httpTo("HTTP", b.URL)
	mapped.RequestTemplates = map[string]*string{"application/json": text(`{"kind":$input.json('$.type')}`)}
	a := newAPI(t)
	a.method("POST", "/proxy", httpTo("HTTP_PROXY", b.URL))
	a.method("POST", "/mapped", mapped)
	a.deploy(nil)
	g := gateway.New(gateway.Options{})
	send := func(a *api, path, coding, body string) (gateway.Reply, string) {
		t.Helper()
		c := withBody(a.call("POST", path), "application/json", body)
		c.Header.Set("Content-Encoding", coding)
		return do(t, g, c)
	}
	for _, coding := range []string{"gzip", "deflate", "identity", "GZip"} {
		for path, want := range map[string]string{"/proxy": body, "/mapped": `{"kind":"dog"}`} {
			r, _ := send(a, path, coding, packed(t, strings.ToLower(coding), body))
			q, got := b.asked()
			if r.Status != 200 || got != want || q.Header["Content-Encoding"] != nil || q.ContentLength != int64(len(want)) {
				t.Errorf("%s of %s: %d, the backend got %q with %v", path, coding, r.Status, got, q.Header)
			}
		}
	}
	for coding, body := range map[string]string{"br": body, "gzip": body, "deflate": packed(t, "gzip", body), "gzip, gzip": packed(t, "gzip", packed(t, "gzip", body)), "compress": body} {
		if r, got := send(a, "/proxy", coding, body); r.Status != 415 || got != `{"message":"Unsupported Media Type"}` || value(r.Header, "x-amzn-ErrorType") != "BadRequestException" {
			t.Errorf("%s: %d %s", coding, r.Status, got)
		}
	}
	bomb := packed(t, "gzip", strings.Repeat("0", 10<<20+1))
	if r, got := send(a, "/proxy", "gzip", bomb); r.Status != 413 {
		t.Errorf("a bomb of %d bytes: %d %s", len(bomb), r.Status, got)
	}
	if r, _ := send(a, "/proxy", "gzip", packed(t, "gzip", strings.Repeat("0", 10<<20))); r.Status != 200 {
		t.Errorf("10 MB: %d", r.Status)
	}

	// Bodies below the least size are left as they are.
	small := newAPI(t, compressing(1000))
	small.method("POST", "/proxy", httpTo("HTTP_PROXY", b.URL))
	small.deploy(nil)
	sent := packed(t, "gzip", body)
	if r, _ := send(small, "/proxy", "gzip", sent); r.Status != 200 {
		t.Errorf("a short body: %d", r.Status)
	}
	if q, got := b.asked(); got != sent || q.Header.Get("Content-Encoding") != "gzip" {
		t.Errorf("a short body arrives as %q %v", got, q.Header)
	}
}

// What a function gets is plain too.
func TestFunctionsGetPlainBodies(t *testing.T) {
	a := newAPI(t)
	a.method("POST", "/", proxyTo("f"))
	a.deploy(nil)
	var event string
	g := gateway.New(gateway.Options{Backends: asking(func(q gateway.Request) gateway.Response {
		event = string(q.Body)
		return gateway.Response{Status: 200, Body: []byte(`{}`)}
	})})
	c := withBody(a.call("POST", "/"), "text/plain", packed(t, "gzip", "plain"))
	c.Header.Set("Content-Encoding", "gzip")
	if do(t, g, c); !strings.Contains(event, `"body":"plain","isBase64Encoded":false`) || strings.Contains(event, "Content-Encoding") {
		t.Errorf("the event is %s", event)
	}
}
