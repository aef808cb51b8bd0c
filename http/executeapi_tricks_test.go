package http_test

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	reelhttp "reel/http"
	"reel/http/gateway"
)

func TestABackendThatBreaksOffBreaksTheConnection(t *testing.T) {
	c := open(t)
	b := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		fmt.Fprint(w, "half")
		w.(http.Flusher).Flush()
		panic(http.ErrAbortHandler)
	}))
	t.Cleanup(b.Close)
	stage := c.served(`{"type":"HTTP_PROXY","httpMethod":"ANY","uri":"` + b.URL + `"}`)
	resp, err := http.Get(c.URL + stage + "/x")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if body, err := io.ReadAll(resp.Body); err == nil {
		t.Errorf("the client took %q for the whole answer", body)
	}
}

func TestAClientThatHangs(t *testing.T) {
	c := open(t)
	c.served(`{"type":"MOCK"}`) // its body would choose the answer
	x := reelhttp.NewExecuteAPI(gateway.New(gateway.Options{}))
	x.Patience = 20 * time.Millisecond
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) { x.Serve(w, q, c.Live.Head()) }))
	t.Cleanup(s.Close)
	conn, err := net.Dial("tcp", s.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(20 * time.Second))
	api := field(t, c.do("GET", "/restapis", "").body, "item")
	id := field(t, strings.Trim(api, "[]"), "id")
	fmt.Fprintf(conn, "POST /execute-api/%s/dev/x HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\nhalf", id)
	if got, err := io.ReadAll(conn); err != nil || len(got) > 0 {
		t.Errorf("it got %q and %v, want to be hung up on", got, err)
	}
}

func TestTricks(t *testing.T) {
	c := open(t)
	seen := make(chan string, 10)
	b := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		body, _ := io.ReadAll(q.Body)
		seen <- q.Method + " " + q.RequestURI + " " + string(body)
	}))
	t.Cleanup(b.Close)
	stage := c.served(`{"type":"HTTP_PROXY","httpMethod":"ANY","uri":"` + b.URL + `/base/{proxy}","requestParameters":{"integration.request.path.proxy":"method.request.path.proxy"}}`)
	const close = "Host: h\r\nConnection: close\r\n"
	tests := []struct {
		name, request string
		status        int
		backend       string // what it sees
	}{
		{"two lengths", "POST " + stage + "/a HTTP/1.1\r\n" + close + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!", 400, ""},
		{"length and chunks", "POST " + stage + "/a HTTP/1.1\r\n" + close + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", 200, "POST /base/a hello"},
		{"two encodings", "POST " + stage + "/a HTTP/1.1\r\n" + close + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n", 501, ""},
		{"an unknown encoding", "POST " + stage + "/a HTTP/1.1\r\n" + close + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 501, ""},
		{"a null byte", "GET " + stage + "/a\x00b HTTP/1.1\r\n" + close + "\r\n", 400, ""},
		{"a null byte in a header", "GET " + stage + "/a HTTP/1.1\r\n" + close + "X: a\x00b\r\n\r\n", 400, ""},
		{"an encoded null byte and newline", "GET " + stage + "/a%00%0d%0aX:%20y HTTP/1.1\r\n" + close + "\r\n", 200, "GET /base/a%00%0d%0aX:%20y "},
		{"a blank in the path", "GET " + stage + "/a HTTP/1.1 HTTP/1.1\r\n" + close + "\r\n", 400, ""},
		{"a blank before a colon", "GET " + stage + "/a HTTP/1.1\r\n" + close + "X : y\r\n\r\n", 400, ""},
		{"dot segments", "GET " + stage + "/../../../../etc/passwd HTTP/1.1\r\n" + close + "\r\n", 200, "GET /base/../../../../etc/passwd "},
		{"an absolute target", "GET http://evil.example" + stage + "/a HTTP/1.1\r\n" + close + "\r\n", 200, "GET /base/a "},
		{"a giant header", "GET " + stage + "/a HTTP/1.1\r\n" + close + "X: " + strings.Repeat("x", 80<<10) + "\r\n\r\n", 431, ""},
		{"a header for the next hop", "GET " + stage + "/a HTTP/1.1\r\nHost: h\r\nConnection: close, X-Forwarded-For\r\nX-Forwarded-For: 1.2.3.4\r\n\r\n", 200, "GET /base/a "},
		{"a signed length", "POST " + stage + "/a HTTP/1.1\r\n" + close + "Content-Length: +5\r\n\r\nhello", 400, ""},
		{"a list of lengths", "POST " + stage + "/a HTTP/1.1\r\n" + close + "Content-Length: 5, 5\r\n\r\nhello", 400, ""},
		{"the same length twice", "POST " + stage + "/a HTTP/1.1\r\n" + close + "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello", 200, "POST /base/a hello"},
		{"a request behind a body's end", "POST " + stage + "/a HTTP/1.1\r\n" + close + "Content-Length: 5\r\n\r\nhelloGET " + stage + "/smuggled HTTP/1.1\r\nHost: h\r\n\r\n", 200, "POST /base/a hello"},
		{"a request behind the last chunk", "POST " + stage + "/a HTTP/1.1\r\n" + close + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\nGET " + stage + "/smuggled HTTP/1.1\r\nHost: h\r\n\r\n", 200, "POST /base/a hello"},
		{"an extension of a chunk", "POST " + stage + "/a HTTP/1.1\r\n" + close + "Transfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n0\r\n\r\n", 200, "POST /base/a hello"},
		{"a trailer", "POST " + stage + "/a HTTP/1.1\r\n" + close + "Trailer: X-Late\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nX-Late: y\r\n\r\n", 200, "POST /base/a hello"},
		{"chunks that are none", "POST " + stage + "/a HTTP/1.1\r\n" + close + "Transfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n", 400, ""},
		{"a blank before the colon of a coding", "POST " + stage + "/a HTTP/1.1\r\n" + close + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n", 400, ""},
		{"a tab in a coding", "POST " + stage + "/a HTTP/1.1\r\n" + close + "Transfer-Encoding: \x0bchunked\r\n\r\n0\r\n\r\n", 400, ""},
		{"two hosts", "GET " + stage + "/a HTTP/1.1\r\n" + close + "Host: other\r\n\r\n", 400, ""},
		{"no host", "GET " + stage + "/a HTTP/1.1\r\nConnection: close\r\n\r\n", 400, ""},
		{"a folded header", "GET " + stage + "/a HTTP/1.1\r\n" + close + "X: a\r\n Y: b\r\n\r\n", 200, "GET /base/a "},
		{"a carriage return in a header", "GET " + stage + "/a HTTP/1.1\r\n" + close + "X: a\rY: b\r\n\r\n", 400, ""},
		{"a header without a name", "GET " + stage + "/a HTTP/1.1\r\n" + close + ": b\r\n\r\n", 400, ""},
		{"an upgrade to HTTP/2", "GET " + stage + "/a HTTP/1.1\r\nHost: h\r\nConnection: close, Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA\r\n\r\n", 200, "GET /base/a "},
		{"a verb with a blank", "GET X " + stage + "/a HTTP/1.1\r\n" + close + "\r\n", 400, ""},
		{"encoded slashes", "GET " + stage + "/a%2Fb%2f..%2fc HTTP/1.1\r\n" + close + "\r\n", 200, "GET /base/a%2Fb%2f..%2fc "},
		{"encoded twice", "GET " + stage + "/a%252F%25252e HTTP/1.1\r\n" + close + "\r\n", 200, "GET /base/a%252F%25252e "},
		{"encoded dot segments", "GET " + stage + "/%2e%2e/%2E%2E/a HTTP/1.1\r\n" + close + "\r\n", 200, "GET /base/%2e%2e/%2E%2E/a "},
		{"a path parameter", "GET " + stage + "/a;x=1/b HTTP/1.1\r\n" + close + "\r\n", 200, "GET /base/a;x=1/b "},
		{"a backslash", "GET " + stage + "/a\\..\\b HTTP/1.1\r\n" + close + "\r\n", 200, "GET /base/a%5C..%5Cb "},
		{"an encoding that is none", "GET " + stage + "/a%zz HTTP/1.1\r\n" + close + "\r\n", 400, ""},
		{"bytes above ASCII", "GET " + stage + "/\xc3\xa9 HTTP/1.1\r\n" + close + "\r\n", 200, "GET /base/%C3%A9 "},
		{"a question in the question", "GET " + stage + "/a?b?c#d HTTP/1.1\r\n" + close + "\r\n", 200, "GET /base/a?b?c%23d "},
		{"no path at all", "OPTIONS * HTTP/1.1\r\n" + close + "\r\n", 0, ""},
	}
	for _, tt := range tests {
		resp, _ := c.raw(tt.request)
		if tt.status != 0 && resp.StatusCode != tt.status {
			t.Errorf("%s: got %d, want %d", tt.name, resp.StatusCode, tt.status)
		}
		got := ""
		if len(seen) > 0 {
			got = <-seen
		}
		if got != tt.backend || len(seen) > 0 {
			t.Errorf("%s: the backend saw %q and %d more, want %q", tt.name, got, len(seen), tt.backend)
		}
	}
}
