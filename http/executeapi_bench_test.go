package http_test

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"testing"
	"time"

	"github.com/julienschmidt/httprouter"

	"reel/events"
	"reel/events/apigateway"
	"reel/events/traffic"
	reelhttp "reel/http"
	"reel/http/gateway"
	"reel/projections"
)

// The benchmarks of the data plane go over loopback sockets and carry their
// baselines: a bare httprouter handler, and a bare httputil.ReverseProxy.

// fetch asks a URL over kept connections as often as b wants, from two clients at once.
func fetch(b *testing.B, target, want string) {
	b.Helper()
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}}
	get := func() error {
		resp, err := client.Get(target)
		if err != nil {
			return err
		}
		body, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if err == nil && (resp.StatusCode != 200 || string(body) != want) {
			err = fmt.Errorf("%d %s", resp.StatusCode, body)
		}
		return err
	}
	if err := get(); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if err := get(); err != nil {
				b.Error(err)
				return
			}
		}
	})
	client.CloseIdleConnections()
}

func listen(b *testing.B, h http.Handler) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	s := &http.Server{Handler: h}
	go s.Serve(l)
	b.Cleanup(func() { s.Close() })
	return "http://" + l.Addr().String()
}

// plane is a data plane that serves an integration at GET /pets/{petId}.
func plane(b *testing.B, i apigateway.Integration) string {
	var s projections.State
	apply := func(e events.Event) {
		next, err := s.Apply(events.Recorded{Account: "000000000000", Region: "us-east-1", Seq: s.Seq + 1, Time: time.Unix(0, 0), Event: e})
		if err != nil {
			b.Fatal(err)
		}
		s = next
	}
	apply(apigateway.RestApiCreated{RestApi: apigateway.RestApi{Id: "abc123defg", RootResourceId: "root"}})
	apply(apigateway.ResourceCreated{RestApiId: "abc123defg", Resource: apigateway.Resource{Id: "r1", ParentId: "root", PathPart: "pets", Path: "/pets"}})
	apply(apigateway.ResourceCreated{RestApiId: "abc123defg", Resource: apigateway.Resource{Id: "r2", ParentId: "r1", PathPart: "{petId}", Path: "/pets/{petId}"}})
	apply(apigateway.MethodPut{RestApiId: "abc123defg", ResourceId: "r2", Method: apigateway.Method{HttpMethod: "GET", AuthorizationType: "NONE", MethodIntegration: &i}})
	apply(apigateway.DeploymentCreated{RestApiId: "abc123defg", Deployment: apigateway.Deployment{Id: "d1"}, Stage: &apigateway.Stage{StageName: "dev", DeploymentId: "d1"}})
	x := reelhttp.NewExecuteAPI(gateway.New(gateway.Options{Observe: new(traffic.Ring).Add}))
	return listen(b, http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) { x.Serve(w, q, s) })) + "/execute-api/abc123defg/dev/pets/7"
}

const pet = `{"id":7,"name":"Rex"}`

func BenchmarkMock(b *testing.B) {
	request, response := `{"statusCode": 200}`, pet
	fetch(b, plane(b, apigateway.Integration{
		Type:             "MOCK",
		RequestTemplates: map[string]*string{"application/json": &request},
		IntegrationResponses: map[string]*apigateway.IntegrationResponse{
			"200": {StatusCode: "200", ResponseTemplates: map[string]*string{"application/json": &response},
				ResponseParameters: map[string]string{"method.response.header.Access-Control-Allow-Origin": "'*'"}},
		},
	}), pet)
}

func BenchmarkMockTemplate(b *testing.B) {
	request, response := `#if($input.params('fail') == "yes"){"statusCode": 500}#else{"statusCode": 200}#end`,
		`{"id":$input.params('petId'),"name":"#if($input.params('petId') == "7")Rex#else$context.requestId#end"}`
	fetch(b, plane(b, apigateway.Integration{
		Type:             "MOCK",
		RequestTemplates: map[string]*string{"application/json": &request},
		IntegrationResponses: map[string]*apigateway.IntegrationResponse{
			"200": {StatusCode: "200", ResponseTemplates: map[string]*string{"application/json": &response}},
		},
	}), pet)
}

func BenchmarkBareRouter(b *testing.B) {
	router := httprouter.New()
	router.GET("/execute-api/:api/:stage/pets/:pet", func(w http.ResponseWriter, q *http.Request, _ httprouter.Params) {
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Access-Control-Allow-Origin", "*")
		io.WriteString(w, pet)
	})
	fetch(b, listen(b, router)+"/execute-api/abc123defg/dev/pets/7", pet)
}

func petBackend(b *testing.B) *httptest.Server {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		io.WriteString(w, pet)
	}))
	b.Cleanup(s.Close)
	return s
}

func BenchmarkHTTPProxy(b *testing.B) {
	fetch(b, plane(b, apigateway.Integration{Type: "HTTP_PROXY", HttpMethod: "GET", Uri: petBackend(b).URL + "/pets/{id}",
		RequestParameters: map[string]string{"integration.request.path.id": "method.request.path.petId"}}), pet)
}

func BenchmarkReverseProxy(b *testing.B) {
	to, err := url.Parse(petBackend(b).URL)
	if err != nil {
		b.Fatal(err)
	}
	p := httputil.NewSingleHostReverseProxy(to)
	p.Transport = &http.Transport{MaxIdleConnsPerHost: 64}
	fetch(b, listen(b, p)+"/pets/7", pet)
}
