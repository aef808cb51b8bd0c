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
