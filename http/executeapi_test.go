package http_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"reel/events/traffic"
	reelhttp "reel/http"
	"reel/http/gateway"
	"reel/projections"
)

// target is the API, stage and path that a request is taken to be for; "" when it is
// none of execute-api's.
func target(t testing.TB, host string, u *url.URL) string {
	var seen *traffic.Exchange
	x := reelhttp.NewExecuteAPI(gateway.New(gateway.Options{Observe: func(e *traffic.Exchange) { seen = e }}))
	q := httptest.NewRequest("GET", "/", nil)
	q.Host, q.URL = host, u
	w := httptest.NewRecorder()
	if !x.Serve(w, q, projections.State{}) {
		if w.Body.Len() > 0 || len(w.Header()) > 0 {
			t.Errorf("%s %s: left to others, and answered", host, u)
		}
		return ""
	}
	if w.Code != 403 || seen == nil {
		t.Fatalf("%s %s: an API that does not exist answers %d", host, u, w.Code)
	}
	return fmt.Sprintf("%s|%s|%s", seen.ApiID, seen.Stage, seen.Path)
}

// All the ways to say which API and stage a request is for.
func TestWhomARequestIsFor(t *testing.T) {
	const local = "localhost:4566"
	tests := []struct{ host, path, want string }{
		{local, "/execute-api/a1/dev/pets/1", "a1|dev|/pets/1"},
		{local, "/execute-api/a1/dev", "a1|dev|"},
		{local, "/execute-api/a1/dev/", "a1|dev|/"},
		{local, "/execute-api/a1/dev//pets/", "a1|dev|//pets/"},
		{local, "/execute-api/a1", "a1||"},
		{local, "/_aws/execute-api/a1/dev/pets", "a1|dev|/pets"},
		{local, "/restapis/a1/dev/_user_request_/pets", "a1|dev|/pets"},
		{local, "/restapis/a1/dev/_user_request_", "a1|dev|"},
		{local, "/restapis/a1/dev/_user_request_/", "a1|dev|/"},
		{local, "/execute-api/a1/my%20stage/x%2Fy", "a1|my stage|/x%2Fy"},
		// What belongs to others.
		{local, "/restapis/a1/stages/dev", ""},
		{local, "/restapis/a1/dev/_user_request_x/y", ""},
		{local, "/restapis/a1", ""},
		{local, "/execute-api/", ""},
		{local, "/execute-api", ""},
		{local, "/execute-apix/a1/dev", ""},
		{local, "/", ""},
		{local, "/execute-api/a1/dev/@connections/abc=", "a1|dev|/@connections/abc="},
		{"a1.execute-api.localhost", "/dev/@connections/abc=", "a1|dev|/@connections/abc="},
		{"a1.execute-api.us-east-1.localhost:4566", "/dev/@connectionsx", "a1|dev|/@connectionsx"},
		// Hosts.
		{"a1.execute-api.us-east-1.localhost", "/dev/pets", "a1|dev|/pets"},
		{"a1.execute-api.us-east-1.localhost:4566", "/dev/pets", "a1|dev|/pets"},
		{"A1.Execute-API.US-East-1.LocalHost:4566", "/dev/pets", "a1|dev|/pets"},
		{"a1.execute-api.us-east-1.localhost.:4566", "/dev/pets", "a1|dev|/pets"},
		{"a1.execute-api.us-east-1.amazonaws.com", "/dev/pets", "a1|dev|/pets"},
		{"a1.execute-api.cn-north-1.amazonaws.com.cn", "/dev/pets", "a1|dev|/pets"},
		{"a1.execute-api.us-east-1.localhost.localstack.cloud:4566", "/dev/pets", "a1|dev|/pets"},
		{"a1.execute-api.localhost.localstack.cloud:4566", "/dev/pets", "a1|dev|/pets"},
		{"a1.execute-api.localhost:4566", "/dev/pets", "a1|dev|/pets"},
		{"a1.execute-api.localhost", "/", "a1||"},
		{"a1.execute-api.localhost", "//dev/pets", "a1|dev|/pets"},
		{"a1.execute-api.localhost", "/dev%2Fx/pets", "a1|dev/x|/pets"},
		{"a1.execute-api.us-east-1.example.com", "/dev/pets", ""},
		{"a1.b.execute-api.us-east-1.localhost", "/dev/pets", ""},
		{".execute-api.us-east-1.localhost", "/dev/pets", ""},
		{"execute-api.us-east-1.localhost", "/dev/pets", ""},
		{"a1.execute-api.a.b.localhost", "/dev/pets", ""},
		{"[::1]:4566", "/dev/pets", ""},
		// A prefix is reserved on every host.
		{"a1.execute-api.localhost", "/execute-api/b2/dev/x", "b2|dev|/x"},
		// Dot segments lead nowhere: they are part of the path of the API that was named.
		{local, "/execute-api/a1/dev/../../b2/prod/x", "a1|dev|/../../b2/prod/x"},
		{local, "/execute-api/a1/dev/%2e%2e/%2e%2e/b2", "a1|dev|/%2e%2e/%2e%2e/b2"},
		{local, "/execute-api/../dev/x", "..|dev|/x"},
		{local, "/execute-api/a1%2F..%2Fb2/dev/x", "a1/../b2|dev|/x"},
		{local, "/execute-api/a1/dev/%00%0d%0a", "a1|dev|/%00%0d%0a"},
	}
	for _, tt := range tests {
		u, err := url.ParseRequestURI(tt.path)
		if err != nil {
			t.Fatal(err)
		}
		if got := target(t, tt.host, u); got != tt.want {
			t.Errorf("%s %s is for %q, want %q", tt.host, tt.path, got, tt.want)
		}
	}
}

// Whatever host and path a stranger sends, the API is one that the host or the
// beginning of the path names, and the rest of the path is not changed.
func FuzzWhomARequestIsFor(f *testing.F) {
	for _, seed := range [][2]string{{"localhost", "/execute-api/a/b/c"}, {"a.execute-api.x.localhost:1", "/b/%2F/.."}, {"[::1", "/restapis/a/b/_user_request_/"}, {":", "//"}, {"a.execute-api.localhost", "/%"}} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(func(t *testing.T, host, path string) {
		u, err := url.ParseRequestURI(path)
		if err != nil {
			return
		}
		got := target(t, host, u)
		if got == "" {
			return
		}
		_, rest, _ := strings.Cut(got, "|")
		if !strings.HasSuffix(u.EscapedPath(), rest[strings.LastIndexByte(rest, '|')+1:]) && !strings.Contains(u.EscapedPath(), "|") {
			t.Errorf("%s %s is for %s", host, path, got)
		}
	})
}

// served makes a REST API with one method on /{proxy+} and returns the URL of its stage.
func (c client) served(integration string) string {
	c.Helper()
	api := c.create("data plane")
	page := c.do("GET", "/restapis/"+api+"/resources", "").body
	var roots struct{ Item, Items []struct{ Id string } }
	if err := json.Unmarshal([]byte(page), &roots); err != nil || len(roots.Item)+len(roots.Items) != 1 {
		c.Fatalf("the resources of a new API are %s: %v", page, err)
	}
	root := append(roots.Item, roots.Items...)[0].Id
	child := field(c, c.do("POST", "/restapis/"+api+"/resources/"+root, `{"pathPart":"{proxy+}"}`).body, "id")
	method := "/restapis/" + api + "/resources/" + child + "/methods/ANY"
	for _, step := range []struct{ verb, path, body string }{
		{"PUT", method, `{"authorizationType":"NONE","requestParameters":{"method.request.path.proxy":true}}`},
		{"PUT", method + "/integration", integration},
		{"POST", "/restapis/" + api + "/deployments", `{"stageName":"dev"}`},
	} {
		if a := c.do(step.verb, step.path, step.body); a.status > 299 {
			c.Fatalf("%s %s: %d %s", step.verb, step.path, a.status, a.body)
		}
	}
	return "/restapis/" + api + "/dev/_user_request_"
}

// raw sends bytes and reads one answer.
func (c client) raw(request string) (*http.Response, string) {
	c.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(c.URL, "http://"))
	if err != nil {
		c.Fatal(err)
	}
	c.Cleanup(func() { conn.Close() })
	_ = conn.SetDeadline(time.Now().Add(20 * time.Second))
	if _, err := io.WriteString(conn, request); err != nil {
		c.Fatal(err)
	}
	resp, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		c.Fatal(err)
	}
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		c.Fatal(err)
	}
	return resp, string(body)
}

// Recorded on AWS: a function finds the names of headers as its client wrote them.
func TestAFunctionSeesHeadersAsTheyWereWritten(t *testing.T) {
	c := open(t)
	events := make(chan map[string]any, 4)
	err := c.Functions.Handle("echo", func(_ context.Context, event []byte) ([]byte, error) {
		var e map[string]any
		err := json.Unmarshal(event, &e)
		events <- e
		return []byte(`{"statusCode":200,"headers":{"x-OWN":"1"},"body":"ok"}`), err
	})
	if err != nil {
		t.Fatal(err)
	}
	stage := c.served(`{"type":"AWS_PROXY","httpMethod":"POST","uri":"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:echo/invocations"}`)
	resp, body := c.raw("POST " + stage + "/a%2Fb/?x=1 HTTP/1.1\r\nHost: somewhere:1\r\ntEsT-HEADeR: aValUE\r\nx-lower: l\r\nauthorization: a\r\nuser-AGENT: me\r\nContent-length: 40\r\nConnection: close\r\n\r\n" +
		"POST / HTTP/1.1\r\nTest-Header: forged\r\n\r\n")
	if resp.StatusCode != 200 || body != "ok" || resp.Header.Get("X-Own") != "1" {
		t.Fatalf("got %d %q %v", resp.StatusCode, body, resp.Header)
	}
	e := <-events
	h := e["headers"].(map[string]any)
	for name, want := range map[string]any{"tEsT-HEADeR": "aValUE", "x-lower": "l", "Authorization": "a", "User-Agent": "me", "Host": "somewhere:1", "X-Forwarded-For": "127.0.0.1", "Content-length": nil, "Connection": nil} {
		if h[name] != want {
			t.Errorf("%s is %v, want %v; all are %v", name, h[name], want, h)
		}
	}
	if got := e["path"]; got != "/a%2Fb/" {
		t.Errorf("path is %v", got)
	}
	if got := e["requestContext"].(map[string]any)["domainName"]; got != "somewhere:1" {
		t.Errorf("domainName is %v", got)
	}
}

// Each of several requests on one connection finds its own header.
func TestHeadersAsWrittenOnOneConnection(t *testing.T) {
	c := open(t)
	events := make(chan map[string]any, 4)
	err := c.Functions.Handle("echo", func(_ context.Context, event []byte) ([]byte, error) {
		var e map[string]any
		err := json.Unmarshal(event, &e)
		events <- e
		return []byte(`{}`), err
	})
	if err != nil {
		t.Fatal(err)
	}
	stage := c.served(`{"type":"AWS_PROXY","httpMethod":"POST","uri":"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:echo/invocations"}`)
	var pipelined strings.Builder
	big := strings.Repeat("z", 100_000)
	for i, name := range []string{"x-a", "X-a", "x-A"} {
		fmt.Fprintf(&pipelined, "POST %s/same HTTP/1.1\r\nHost: h\r\n%s: %d\r\nContent-Length: %d\r\n\r\n%s", stage, name, i, len(big), big)
	}
	pipelined.WriteString("GET " + stage + "/last HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
	conn, err := net.Dial("tcp", strings.TrimPrefix(c.URL, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	go io.WriteString(conn, pipelined.String())
	if _, err := io.Copy(io.Discard, conn); err != nil {
		t.Fatal(err)
	}
	for i, name := range []string{"x-a", "X-a", "x-A"} {
		e := <-events
		if got := e["headers"].(map[string]any)[name]; got != fmt.Sprint(i) || len(e["body"].(string)) != len(big) {
			t.Errorf("request %d: %s is %v, and the body has %d bytes", i, name, got, len(e["body"].(string)))
		}
	}
}

// Half an answer is not taken for a whole one.
// What a backend sends arrives while it still sends; a HEAD has a length and no body.
func TestAnswersArriveAsTheyCome(t *testing.T) {
	c := open(t)
	goOn := make(chan struct{})
	b := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		if q.Method == "HEAD" {
			w.Header().Set("Content-Length", "12345")
			return
		}
		fmt.Fprint(w, "one,")
		w.(http.Flusher).Flush()
		<-goOn
		fmt.Fprint(w, "two")
	}))
	t.Cleanup(b.Close)
	stage := c.served(`{"type":"HTTP_PROXY","httpMethod":"ANY","uri":"` + b.URL + `"}`)
	resp, err := http.Get(c.URL + stage + "/x")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	first := make([]byte, 4)
	if _, err := io.ReadFull(resp.Body, first); err != nil || string(first) != "one," {
		t.Fatalf("the first part is %q, %v", first, err)
	}
	close(goOn)
	if rest, err := io.ReadAll(resp.Body); err != nil || string(rest) != "two" {
		t.Errorf("the rest is %q, %v", rest, err)
	}
	head, err := http.Head(c.URL + stage + "/x")
	if err != nil {
		t.Fatal(err)
	}
	head.Body.Close()
	if head.StatusCode != 200 || head.ContentLength != 12345 {
		t.Errorf("HEAD answers %d with a length of %d", head.StatusCode, head.ContentLength)
	}
}

// The page of recent exchanges tells what was asked and what came of it.
func TestTrafficIsSeen(t *testing.T) {
	c := open(t)
	b := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) { fmt.Fprint(w, "answer") }))
	t.Cleanup(b.Close)
	stage := c.served(`{"type":"HTTP_PROXY","httpMethod":"ANY","uri":"` + b.URL + `"}`)
	c.do("POST", stage+"/a?b=c", "question")
	page := c.do("GET", "/_reel/traffic", "")
	var got struct {
		Exchanges []struct {
			Seq                           int
			Method, Path, Query, Resource string
			Status                        int
			Request, Response             struct {
				Body string
				Size int
			}
			Integration struct {
				Type, Uri string
				Status    int
			}
		}
	}
	if err := json.Unmarshal([]byte(page.body), &got); err != nil || len(got.Exchanges) != 1 {
		t.Fatalf("the page is %s: %v", page.body, err)
	}
	e := got.Exchanges[0]
	if e.Seq != 1 || e.Method != "POST" || e.Path != "/a" || e.Query != "b=c" || e.Resource != "/{proxy+}" || e.Status != 200 ||
		e.Request.Body != "question" || e.Request.Size != 8 || e.Response.Body != "answer" || e.Response.Size != 6 ||
		e.Integration.Type != "HTTP_PROXY" || e.Integration.Uri != b.URL+"?b=c" || e.Integration.Status != 200 {
		t.Errorf("the exchange is %s", page.body)
	}
}

// A client that stops in the middle of its body is let go.
// Forms by which requests are smuggled, and bytes that have no business in one: each
// is refused or is one request, and never reaches a backend as two.
