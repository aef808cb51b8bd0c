package gateway_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"reel/events/apigateway"
	"reel/http/gateway"
)

// rawBackend is a TCP server that does what it likes with each connection.
func rawBackend(t testing.TB, serve func(net.Conn)) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				serve(conn)
			}()
		}
	}()
	return "http://" + l.Addr().String()
}

// readHead reads a request's header.
func readHead(conn net.Conn) {
	var head []byte
	one := make([]byte, 1)
	for !bytes.HasSuffix(head, []byte("\r\n\r\n")) {
		if _, err := conn.Read(one); err != nil {
			return
		}
		head = append(head, one...)
	}
}

// answering is a backend that sends fixed bytes.
func answering(t testing.TB, answer string) string {
	return rawBackend(t, func(conn net.Conn) {
		readHead(conn)
		io.WriteString(conn, answer)
	})
}

// What a client gets of backends that do not answer as they should.
func TestBackendsThatFail(t *testing.T) {
	nobody, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	nobody.Close()
	untrusted := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {}))
	untrusted.Config.ErrorLog = log.New(io.Discard, "", 0)
	untrusted.StartTLS()
	t.Cleanup(untrusted.Close)
	hangs := rawBackend(t, func(conn net.Conn) { io.Copy(io.Discard, conn) })
	const internal, network, timeout = `{"message": "Internal server error"}`, `{"message": "Network error communicating with endpoint"}`, `{"message": "Endpoint request timed out"}`
	tests := []struct {
		name, uri string
		status    int
		body      string
	}{
		{"nobody listens", "http://" + nobody.Addr().String(), 500, internal},
		{"a name that does not exist", "http://no.such.host.invalid/", 500, internal},
		{"no URL", "http://", 500, internal},
		{"another scheme", "file:///etc/passwd", 500, internal},
		{"an unresolved host", "http://{host}/", 500, internal},
		{"an untrusted certificate", untrusted.URL, 504, network},
		{"it never answers", hangs, 504, timeout},
		{"it hangs up", rawBackend(t, readHead), 504, network},
		{"garbage", answering(t, "\x00\x01\x02 garbage\r\n\r\n"), 504, network},
		{"endless header", rawBackend(t, func(conn net.Conn) {
			readHead(conn)
			io.WriteString(conn, "HTTP/1.1 200 OK\r\n")
			for line := "X-Filler: " + strings.Repeat("x", 1000) + "\r\n"; ; {
				if _, err := io.WriteString(conn, line); err != nil {
					return
				}
			}
		}), 504, network},
		{"a status that is none", answering(t, "HTTP/1.1 000 Nothing\r\nContent-Length: 0\r\n\r\n"), 500, internal},
		{"it switches protocols unasked", answering(t, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n"), 500, internal},
		{"an announced giant", answering(t, "HTTP/1.1 200 OK\r\nContent-Length: 10485761\r\n\r\n"), 500, internal},
	}
	g := gateway.New(gateway.Options{})
	for _, tt := range tests {
		for _, kind := range []string{"HTTP", "HTTP_PROXY"} {
			t.Run(kind+" "+tt.name, func(t *testing.T) {
				i := httpTo(kind, tt.uri)
				i.TimeoutInMillis = 2000
				if tt.body == timeout {
					i.TimeoutInMillis = 50
				}
				a := newAPI(t)
				a.method("GET", "/", i)
				a.deploy(nil)
				r, body := do(t, g, a.call("GET", "/"))
				if r.Status != tt.status || body != tt.body || value(r.Header, "x-amzn-ErrorType") != "InternalServerErrorException" {
					t.Errorf("got %d %s %s, want %d %s", r.Status, body, value(r.Header, "x-amzn-ErrorType"), tt.status, tt.body)
				}
			})
		}
	}
}

// HTTP reads the whole answer before it maps it, so it can still say what is wrong.
func TestBackendsThatFailInTheMiddle(t *testing.T) {
	drip := rawBackend(t, func(conn net.Conn) {
		readHead(conn)
		io.WriteString(conn, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
		io.Copy(io.Discard, conn)
	})
	flood := rawBackend(t, func(conn net.Conn) {
		readHead(conn)
		io.WriteString(conn, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
		for block := make([]byte, 1<<16); ; {
			if _, err := conn.Write(block); err != nil {
				return
			}
		}
	})
	for _, tt := range []struct {
		name, uri string
		timeout   int64
		status    int
	}{
		{"it drips", drip, 100, 504},
		{"it breaks off", answering(t, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"), 29000, 504},
		{"it floods", flood, 29000, 500},
	} {
		i := httpTo("HTTP", tt.uri)
		i.TimeoutInMillis = tt.timeout
		i.IntegrationResponses["200"].ResponseTemplates = map[string]*string{"application/json": text("never")}
		a := newAPI(t)
		a.method("GET", "/", i)
		a.deploy(nil)
		if r, body := do(t, gateway.New(gateway.Options{}), a.call("GET", "/")); r.Status != tt.status {
			t.Errorf("%s: got %d %.100q, want %d", tt.name, r.Status, body, tt.status)
		}
	}
	// HTTP_PROXY has passed half of it on already; all it can do is break off too.
	for uri, timeout := range map[string]int64{drip: 100, flood: 29000} {
		i := httpTo("HTTP_PROXY", uri)
		i.TimeoutInMillis = timeout
		a := newAPI(t)
		a.method("GET", "/", i)
		a.deploy(nil)
		r, err := gateway.New(gateway.Options{}).Do(t.Context(), a.call("GET", "/"))
		if err != nil {
			t.Fatal(err)
		}
		n, err := io.Copy(io.Discard, r.Stream)
		if err == nil || n > 11<<20 {
			t.Errorf("an answer that does not end well: %d bytes and %v", n, err)
		}
		r.Stream.Close()
	}
}

func TestTLSConfigSkipsVerification(t *testing.T) {
	untrusted := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) { fmt.Fprint(w, "secret") }))
	t.Cleanup(untrusted.Close)
	i := httpTo("HTTP_PROXY", untrusted.URL)
	i.TlsConfig = &apigateway.TlsConfig{InsecureSkipVerification: true}
	a := newAPI(t)
	a.method("GET", "/", i)
	a.deploy(nil)
	if r, body := do(t, gateway.New(gateway.Options{}), a.call("GET", "/")); r.Status != 200 || body != "secret" {
		t.Errorf("got %d %s", r.Status, body)
	}
}

// A value with a line end cannot become another header.
func TestMappedValuesCannotBreakOutOfTheirHeader(t *testing.T) {
	b := newBackend(t, func(w http.ResponseWriter, q *http.Request) {})
	i := httpTo("HTTP", b.URL)
	i.RequestParameters = map[string]string{"integration.request.header.X-Own": "method.request.querystring.v"}
	a := newAPI(t)
	a.method("GET", "/", i)
	a.deploy(nil)
	g := gateway.New(gateway.Options{})
	if r, body := do(t, g, a.call("GET", "/?v=a%0d%0aX-Evil:%20b")); r.Status != 500 || body != `{"message": "Internal server error"}` {
		t.Errorf("got %d %s", r.Status, body)
	}
	if q, _ := b.asked(); q != nil {
		t.Errorf("the backend was asked with %v", q.Header)
	}
}

func TestRedirectsAreTheClients(t *testing.T) {
	b := newBackend(t, func(w http.ResponseWriter, q *http.Request) { http.Redirect(w, q, "/elsewhere", http.StatusFound) })
	a := newAPI(t)
	a.method("GET", "/", httpTo("HTTP_PROXY", b.URL))
	a.deploy(nil)
	if r, _ := do(t, gateway.New(gateway.Options{}), a.call("GET", "/")); r.Status != 302 || value(r.Header, "Location") != "/elsewhere" {
		t.Errorf("got %d %v", r.Status, r.Header)
	}
}

func TestBackendsOverIPv6(t *testing.T) {
	l, err := net.Listen("tcp6", "[::1]:0")
	if err != nil {
		t.Skip("this machine has no IPv6:", err)
	}
	b := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) { fmt.Fprint(w, "six") }))
	b.Listener = l
	b.Start()
	t.Cleanup(b.Close)
	a := newAPI(t)
	a.method("GET", "/", httpTo("HTTP_PROXY", b.URL))
	a.deploy(nil)
	if r, body := do(t, gateway.New(gateway.Options{}), a.call("GET", "/")); r.Status != 200 || body != "six" {
		t.Errorf("got %d %s", r.Status, body)
	}
}

// One connection serves calls one after the other, of any API and method.
func TestConnectionsToBackendsAreKept(t *testing.T) {
	conns := make(chan struct{}, 100)
	b := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) { fmt.Fprint(w, "hello") }))
	b.Config.ConnState = func(_ net.Conn, s http.ConnState) {
		if s == http.StateNew {
			conns <- struct{}{}
		}
	}
	b.Start()
	t.Cleanup(b.Close)
	a := newAPI(t)
	a.method("ANY", "/proxy", httpTo("HTTP_PROXY", b.URL))
	a.method("ANY", "/http", httpTo("HTTP", b.URL))
	a.deploy(nil)
	g := gateway.New(gateway.Options{})
	for range 5 {
		do(t, g, a.call("GET", "/proxy"))
		do(t, g, withBody(a.call("POST", "/http"), "text/plain", "x"))
	}
	if n := len(conns); n != 1 {
		t.Errorf("ten calls took %d connections, want 1", n)
	}
}

// HTTP_PROXY holds nothing up: neither the request on its way in, nor the answer.
func TestHTTPProxyStreamsBothWays(t *testing.T) {
	firstHalf, goOn := make(chan string, 1), make(chan struct{})
	b := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		half := make([]byte, 5)
		io.ReadFull(q.Body, half)
		firstHalf <- string(half)
		io.Copy(io.Discard, q.Body)
		fmt.Fprint(w, "one,")
		w.(http.Flusher).Flush()
		<-goOn
		fmt.Fprint(w, "two")
	}))
	t.Cleanup(b.Close)
	a := newAPI(t)
	a.method("POST", "/", httpTo("HTTP_PROXY", b.URL))
	a.deploy(nil)
	c := a.call("POST", "/")
	in, client := io.Pipe()
	c.Body, c.ContentLength = in, 10
	go func() {
		io.WriteString(client, "first")
		if got := <-firstHalf; got != "first" {
			t.Errorf("the backend got %q before the rest was sent", got)
		}
		io.WriteString(client, "after")
		client.Close()
	}()
	r, err := gateway.New(gateway.Options{}).Do(t.Context(), c)
	if err != nil || r.Stream == nil {
		t.Fatalf("got %v, %v", r, err)
	}
	defer r.Stream.Close()
	part := make([]byte, 4)
	if _, err := io.ReadFull(r.Stream, part); err != nil || string(part) != "one," {
		t.Fatalf("the first part of the answer is %q, %v", part, err)
	}
	close(goOn)
	if rest, err := io.ReadAll(r.Stream); err != nil || string(rest) != "two" {
		t.Errorf("the rest of the answer is %q, %v", rest, err)
	}
}

// API Gateway always says how long a body is, even where the client did not.
func TestABodyOfUnknownLengthIsMeasured(t *testing.T) {
	b := newBackend(t, func(w http.ResponseWriter, q *http.Request) {})
	a := newAPI(t)
	a.method("POST", "/", httpTo("HTTP_PROXY", b.URL))
	a.deploy(nil)
	c := withBody(a.call("POST", "/"), "", "hello")
	c.ContentLength = -1
	do(t, gateway.New(gateway.Options{}), c)
	if q, body := b.asked(); body != "hello" || q.ContentLength != 5 {
		t.Errorf("the backend got %q with a length of %d", body, q.ContentLength)
	}
}

// HTTP_PROXY keeps Content-Encoding to itself (recorded on AWS), so what it passes on
// must be plain; an encoding that it cannot undo stays and says so.
func TestHTTPProxyDecompresses(t *testing.T) {
	var packed bytes.Buffer
	zip := gzip.NewWriter(&packed)
	io.WriteString(zip, "plain text")
	zip.Close()
	for encoding, want := range map[string]string{"gzip": "plain text", "br": packed.String()} {
		b := newBackend(t, func(w http.ResponseWriter, q *http.Request) {
			w.Header().Set("Content-Encoding", encoding)
			w.Write(packed.Bytes())
		})
		a := newAPI(t)
		a.method("GET", "/", httpTo("HTTP_PROXY", b.URL))
		a.deploy(nil)
		r, body := do(t, gateway.New(gateway.Options{}), a.call("GET", "/"))
		if body != want || (value(r.Header, "Content-Encoding") == "") != (encoding == "gzip") {
			t.Errorf("%s: got %q as %q", encoding, body, value(r.Header, "Content-Encoding"))
		}
	}
}

// A client that goes takes its call to the backend with it.
func TestAClientThatHangsUp(t *testing.T) {
	arrived, gone := make(chan struct{}), make(chan struct{})
	b := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		close(arrived)
		<-q.Context().Done()
		close(gone)
	}))
	t.Cleanup(b.Close)
	a := newAPI(t)
	a.method("GET", "/", httpTo("HTTP_PROXY", b.URL))
	a.deploy(nil)
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		<-arrived
		cancel()
	}()
	if _, err := gateway.New(gateway.Options{}).Do(ctx, a.call("GET", "/")); !errors.Is(err, context.Canceled) {
		t.Errorf("Do returned %v, want context.Canceled", err)
	}
	select {
	case <-gone:
	case <-time.After(time.Minute):
		t.Error("the backend was not told")
	}
}
