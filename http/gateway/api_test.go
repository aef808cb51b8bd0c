package gateway_test

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"reel/events"
	"reel/events/apigateway"
	"reel/http/gateway"
	"reel/projections"
)

const account, region, apiID = "111122223333", "us-east-1", "abc123defg"

// An api is a REST API that a test makes, event by event.
type api struct {
	t     testing.TB
	state projections.State
	byID  map[string]string // path to resource id
	calls int
}

func newAPI(t testing.TB, change ...func(*apigateway.RestApi)) *api {
	noun := apigateway.RestApi{Id: apiID, Name: "test", RootResourceId: "root"}
	for _, f := range change {
		f(&noun)
	}
	a := &api{t: t, byID: map[string]string{"/": "root"}}
	a.apply(apigateway.RestApiCreated{RestApi: noun})
	return a
}

func (a *api) apply(e events.Event) {
	a.t.Helper()
	seq := a.state.Seq + 1
	next, err := a.state.Apply(events.Recorded{Account: account, Region: region, Seq: seq, Time: time.Unix(int64(seq), 0), Event: e})
	if err != nil {
		a.t.Fatal(err)
	}
	a.state = next
}

// resource makes the resource at a path, with those above it.
func (a *api) resource(path string) string {
	if id, ok := a.byID[path]; ok {
		return id
	}
	i := strings.LastIndexByte(path, '/')
	parent := path[:i]
	if parent == "" {
		parent = "/"
	}
	r := apigateway.Resource{Id: "r" + string(rune('a'+len(a.byID)%26)) + path[i+1:], ParentId: a.resource(parent), Path: path, PathPart: path[i+1:]}
	a.byID[path] = r.Id
	a.apply(apigateway.ResourceCreated{RestApiId: apiID, Resource: r})
	return r.Id
}

// method puts a method with its integration.
func (a *api) method(verb, path string, i apigateway.Integration, change ...func(*apigateway.Method)) {
	a.t.Helper()
	m := apigateway.Method{HttpMethod: verb, AuthorizationType: "NONE", MethodIntegration: &i}
	if i.Type == "" {
		m.MethodIntegration = nil
	}
	for _, f := range change {
		f(&m)
	}
	a.apply(apigateway.MethodPut{RestApiId: apiID, ResourceId: a.resource(path), Method: m})
}

// deploy makes a deployment and the stage dev of it.
func (a *api) deploy(variables map[string]string) *api {
	a.t.Helper()
	a.calls++
	id := "dep" + string(rune('0'+a.calls))
	a.apply(apigateway.DeploymentCreated{RestApiId: apiID, Deployment: apigateway.Deployment{Id: id},
		Stage: &apigateway.Stage{StageName: "dev", DeploymentId: id, Variables: variables}})
	return a
}

// call is a call of the stage dev.
func (a *api) call(verb, target string) gateway.Call {
	path, query, _ := strings.Cut(target, "?")
	return gateway.Call{State: a.state, ApiID: apiID, Stage: "dev", Method: verb, Path: path, RawQuery: query, Proto: "HTTP/1.1",
		Host: "localhost:4566", Header: http.Header{}, SourceIP: "192.0.2.7", Port: "4566"}
}

func withBody(c gateway.Call, contentType, body string) gateway.Call {
	c.Body, c.ContentLength = strings.NewReader(body), int64(len(body))
	if contentType != "" {
		c.Header.Set("Content-Type", contentType)
	}
	return c
}

// do carries out a call and reads the whole answer.
func do(t testing.TB, g *gateway.Gateway, c gateway.Call) (gateway.Reply, string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	r, err := g.Do(ctx, c)
	if err != nil {
		t.Fatalf("Do(%s %s): %v", c.Method, c.Path, err)
	}
	if r.Stream == nil {
		return r, string(r.Body)
	}
	body, err := io.ReadAll(r.Stream)
	if closing := r.Stream.Close(); err == nil {
		err = closing
	}
	if err != nil {
		t.Fatalf("reading the answer to %s %s: %v", c.Method, c.Path, err)
	}
	return r, string(body)
}

// value is a header's value by the name as it is spelled.
func value(h http.Header, name string) string { return strings.Join(h[name], ", ") }

func text(s string) *string { return &s }

// mock is a MOCK integration that answers 200 with a body.
func mock(body string) apigateway.Integration {
	return apigateway.Integration{
		Type:                "MOCK",
		PassthroughBehavior: "WHEN_NO_MATCH",
		RequestTemplates:    map[string]*string{"application/json": text(`{"statusCode": 200}`)},
		IntegrationResponses: map[string]*apigateway.IntegrationResponse{
			"200": {StatusCode: "200", ResponseTemplates: map[string]*string{"application/json": text(body)}},
		},
	}
}
