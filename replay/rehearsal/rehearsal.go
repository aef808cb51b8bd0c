// Package rehearsal makes recorded streams of any length for tests and
// benchmarks: many REST APIs, built, changed, deployed and partly deleted by
// calls that come in turn, as a team's pipelines would make them.
//
// A rehearsal is a function of its length alone: the same events come out on
// every run, each with the call that would have led to it.
package rehearsal

import (
	"encoding/json"
	"fmt"
	"iter"
	"math/rand/v2"
	"time"

	"reel/events"
	"reel/events/apigateway"
)

const (
	// Account is the account that all rehearsed calls belong to.
	Account = "000000000000"
	// Seed is the seed of rehearsed ids.
	Seed = 7

	apis          = 200 // that grow side by side
	userAgent     = "aws-cli/2.17.0 md/awscrt#0.21.2 ua/2.0 os/linux#6.1.0 md/arch#x86_64 lang/python#3.11.9 md/pyimpl#CPython cfg/retry-mode#standard"
	functionURI   = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:%s/invocations"
	jsonTemplate  = `{"id": "$input.params('id')", "stage": "$context.stage", "body": $input.json('$')}`
	responseModel = "Empty"
)

// Start is the recorded time before the first rehearsed event.
var Start = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

// Regions are where the rehearsed APIs are.
var Regions = []string{"us-east-1", "eu-central-1"}

// Events yields n recorded events with the sequences 1..n.
func Events(n int) iter.Seq[events.Recorded] {
	return func(yield func(events.Recorded) bool) {
		s := &stage{rand: rand.New(rand.NewPCG(1, 2)), apis: make([]*api, apis)}
		for seq := 1; seq <= n; seq++ {
			if !yield(s.next(uint64(seq))) {
				return
			}
		}
	}
}

// Lines yields n recorded events as the lines they are recorded in.
func Lines(n int) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for r := range Events(n) {
			line, err := events.AppendLine(nil, r)
			if err != nil {
				panic(err) // a rehearsed event always marshals
			}
			if !yield(line) {
				return
			}
		}
	}
}

// A stage is where the rehearsal has got to.
type stage struct {
	rand *rand.Rand
	apis []*api
	env  events.Env
}

// An api is what there is of one API, and what is to be done with it next.
type api struct {
	noun        apigateway.RestApi
	region      string
	resources   []apigateway.Resource
	deployments []string
	next        []func() (string, any, events.Event) // the rest of what was begun
}

// next is the next event: some API's next step.
func (s *stage) next(seq uint64) events.Recorded {
	now := Start.Add(time.Duration(seq) * time.Second)
	s.env = events.NewEnv(now, Seed, seq)
	i := s.rand.IntN(len(s.apis))
	if s.apis[i] == nil {
		s.apis[i] = &api{region: Regions[i%len(Regions)]}
		s.apis[i].next = append(s.apis[i].next, func() (string, any, events.Event) { return s.create(s.apis[i]) })
	}
	a := s.apis[i]
	if len(a.next) == 0 {
		s.plan(a)
	}
	step := a.next[0]
	a.next = a.next[1:]
	operation, input, e := step()
	return recorded(seq, now, a.region, operation, input, e)
}

func recorded(seq uint64, now time.Time, region, operation string, input any, e events.Event) events.Recorded {
	text, err := json.Marshal(input)
	if err != nil {
		panic(err) // inputs are maps of plain values
	}
	return events.Recorded{
		ID: events.EventID(now, Seed, seq), Account: Account, Region: region,
		Type: events.TypeOf(e), Subject: e.Subject(), Time: now, Seq: seq,
		Call: &events.Call{Account: Account, Region: region, Operation: operation,
			Principal: "test", UserAgent: userAgent, Input: text},
		Event: e,
	}
}

type input = map[string]any

func (s *stage) create(a *api) (string, any, events.Event) {
	root := s.env.NewID(10)
	a.noun = apigateway.RestApi{
		ApiKeySource: "HEADER", CreatedDate: s.env.Now.Unix(), Id: s.env.NewApiID(), Name: "orders-" + root[:4],
		EndpointConfiguration: &apigateway.EndpointConfiguration{IpAddressType: "ipv4", Types: []string{"REGIONAL"}},
		RootResourceId:        root, Tags: map[string]string{"team": "orders", "env": "test"},
	}
	a.resources = []apigateway.Resource{{Id: root, Path: "/"}}
	return "CreateRestApi", input{"name": a.noun.Name, "tags": a.noun.Tags}, apigateway.RestApiCreated{RestApi: a.noun}
}

// plan decides what is done with an API next: mostly it grows.
func (s *stage) plan(a *api) {
	switch dice := s.rand.IntN(100); {
	case dice < 78:
		s.planResource(a)
	case dice < 84:
		a.next = append(a.next, func() (string, any, events.Event) { return s.deploy(a) })
	case dice < 92 && len(a.resources) > 1:
		a.next = append(a.next, func() (string, any, events.Event) { return s.repoint(a) })
	case dice < 96 && len(a.resources) > 1:
		a.next = append(a.next, func() (string, any, events.Event) { return s.prune(a) })
	default:
		a.next = append(a.next, func() (string, any, events.Event) { return s.describe(a) })
	}
}

// planResource adds a resource with one to three methods and all they need.
func (s *stage) planResource(a *api) {
	a.next = append(a.next, func() (string, any, events.Event) { return s.grow(a) })
	for _, verb := range []string{"GET", "POST", "DELETE"}[:1+s.rand.IntN(3)] {
		a.next = append(a.next,
			func() (string, any, events.Event) { return method(a, verb) },
			func() (string, any, events.Event) { return methodResponse(a, verb) },
			func() (string, any, events.Event) { return integration(a, verb, "orders-"+verb) },
			func() (string, any, events.Event) { return integrationResponse(a, verb) })
	}
}

func (s *stage) grow(a *api) (string, any, events.Event) {
	parent := a.resources[s.rand.IntN(min(len(a.resources), 8))]
	r := apigateway.Resource{Id: s.env.NewID(6), ParentId: parent.Id}
	r.PathPart = "part" + r.Id
	r.Path = parent.Path + "/" + r.PathPart
	if parent.Path == "/" {
		r.Path = "/" + r.PathPart
	}
	a.resources = append(a.resources, r)
	return "CreateResource", input{"restApiId": a.noun.Id, "parentId": parent.Id, "pathPart": r.PathPart},
		apigateway.ResourceCreated{RestApiId: a.noun.Id, Resource: r}
}

// newest is the resource that the plan is about.
func (a *api) newest() apigateway.Resource { return a.resources[len(a.resources)-1] }

func (a *api) on(r apigateway.Resource, verb string, more input) input {
	in := input{"restApiId": a.noun.Id, "resourceId": r.Id, "httpMethod": verb}
	for k, v := range more {
		in[k] = v
	}
	return in
}

func method(a *api, verb string) (string, any, events.Event) {
	m := apigateway.Method{AuthorizationType: "NONE", HttpMethod: verb,
		RequestParameters: map[string]bool{"method.request.querystring.limit": false, "method.request.header.X-Trace": false}}
	return "PutMethod", a.on(a.newest(), verb, input{"authorizationType": "NONE", "requestParameters": m.RequestParameters}),
		apigateway.MethodPut{Method: m, ResourceId: a.newest().Id, RestApiId: a.noun.Id}
}

func methodResponse(a *api, verb string) (string, any, events.Event) {
	r := apigateway.MethodResponse{StatusCode: "200", ResponseModels: map[string]string{"application/json": responseModel},
		ResponseParameters: map[string]bool{"method.response.header.Access-Control-Allow-Origin": false}}
	return "PutMethodResponse", a.on(a.newest(), verb, input{"statusCode": "200", "responseModels": r.ResponseModels, "responseParameters": r.ResponseParameters}),
		apigateway.MethodResponsePut{HttpMethod: verb, MethodResponse: r, ResourceId: a.newest().Id, RestApiId: a.noun.Id}
}

func integration(a *api, verb, function string) (string, any, events.Event) {
	template := jsonTemplate
	i := apigateway.Integration{
		CacheKeyParameters: []string{}, CacheNamespace: a.newest().Id, HttpMethod: "POST", PassthroughBehavior: "WHEN_NO_MATCH",
		RequestTemplates: map[string]*string{"application/json": &template},
		TimeoutInMillis:  29000, Type: "AWS", Uri: fmt.Sprintf(functionURI, function),
	}
	return "PutIntegration", a.on(a.newest(), verb, input{"type": i.Type, "integrationHttpMethod": "POST", "uri": i.Uri, "requestTemplates": i.RequestTemplates}),
		apigateway.IntegrationPut{HttpMethod: verb, Integration: i, ResourceId: a.newest().Id, RestApiId: a.noun.Id}
}

func integrationResponse(a *api, verb string) (string, any, events.Event) {
	r := apigateway.IntegrationResponse{StatusCode: "200", ResponseParameters: map[string]string{"method.response.header.Access-Control-Allow-Origin": "'*'"}}
	return "PutIntegrationResponse", a.on(a.newest(), verb, input{"statusCode": "200", "responseParameters": r.ResponseParameters}),
		apigateway.IntegrationResponsePut{HttpMethod: verb, IntegrationResponse: r, ResourceId: a.newest().Id, RestApiId: a.noun.Id}
}

func (s *stage) deploy(a *api) (string, any, events.Event) {
	d := apigateway.Deployment{Id: s.env.NewID(6), CreatedDate: s.env.Now.Unix(), Description: fmt.Sprint("build ", s.env.Now.Unix())}
	st := &apigateway.Stage{CacheClusterStatus: "NOT_AVAILABLE", CreatedDate: d.CreatedDate, LastUpdatedDate: d.CreatedDate,
		DeploymentId: d.Id, MethodSettings: map[string]apigateway.MethodSetting{}, StageName: "dev", Variables: map[string]string{"table": "orders"}}
	a.deployments = append(a.deployments, d.Id)
	return "CreateDeployment", input{"restApiId": a.noun.Id, "stageName": "dev", "description": d.Description, "variables": st.Variables},
		apigateway.DeploymentCreated{Deployment: d, RestApiId: a.noun.Id, Stage: st}
}

// repoint sends the newest resource's GET to another function.
func (s *stage) repoint(a *api) (string, any, events.Event) {
	_, _, e := integration(a, "GET", "orders-"+s.env.NewID(4))
	put := e.(apigateway.IntegrationPut)
	patch := []input{{"op": "replace", "path": "/uri", "value": put.Integration.Uri}}
	return "UpdateIntegration", a.on(a.newest(), "GET", input{"patchOperations": patch}),
		apigateway.IntegrationUpdated{HttpMethod: "GET", Integration: put.Integration, ResourceId: put.ResourceId, RestApiId: a.noun.Id}
}

// prune deletes the newest resource: nothing has grown under it unless it is
// one of the first, and then the fold takes that with it.
func (s *stage) prune(a *api) (string, any, events.Event) {
	r := a.newest()
	a.resources = a.resources[:len(a.resources)-1]
	return "DeleteResource", input{"restApiId": a.noun.Id, "resourceId": r.Id},
		apigateway.ResourceDeleted{ResourceId: r.Id, RestApiId: a.noun.Id}
}

func (s *stage) describe(a *api) (string, any, events.Event) {
	a.noun.Description = "changed at " + s.env.Now.Format(time.DateTime)
	patch := []input{{"op": "replace", "path": "/description", "value": a.noun.Description}}
	return "UpdateRestApi", input{"restApiId": a.noun.Id, "patchOperations": patch}, apigateway.RestApiUpdated{RestApi: a.noun}
}
