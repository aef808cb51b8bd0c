package projections_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"testing"
	"time"

	"reel/events"
	"reel/events/apigatewayv2"
	"reel/projections"
)

var apiStreams = []string{"http", "portals", "websocket"}

// The digest at the end of a stream was found on the live state; what its lines
// fold to has the same, and so has what a snapshot gives back at any point.
func TestApisFoldToTheLiveState(t *testing.T) {
	for _, name := range apiStreams {
		states, _, want := recordedStream(t, name)
		if got := digest(t, states[len(states)-1]); got != want {
			t.Errorf("%s: digest %s, want %s", name, got, want)
		}
		for _, s := range states {
			if got := restored(t, snapshot(t, s)); digest(t, got) != digest(t, s) {
				t.Errorf("%s: the snapshot of %d is another state: %s", name, s.Seq, projections.Difference(s, got))
			}
		}
	}
}

func TestCanonicalFormOfApisIsInOrder(t *testing.T) {
	for _, name := range apiStreams {
		states, _, _ := recordedStream(t, name)
		for _, s := range states[1:] {
			form := canonical(t, s)
			var v any
			if err := json.Unmarshal(form, &v); err != nil {
				t.Fatal(err)
			}
			if sorted, err := json.Marshal(v); err != nil || !bytes.Equal(form, sorted) {
				t.Errorf("%s at %d: got %s, want %s (%v)", name, s.Seq, form, sorted, err)
			}
		}
	}
}

// What is said of an API that is not there changes nothing.
func TestEventsOfNoApiAreFoldedToNothing(t *testing.T) {
	states, _, _ := recordedStream(t, "websocket")
	s := states[8]
	want := digest(t, s)
	made := apigatewayv2.Deploys{AutoDeployed: []apigatewayv2.AutoDeployment{{Deployment: &apigatewayv2.Deployment{DeploymentId: "d"}, StageName: "dev"}}}
	for _, e := range []events.Event{
		apigatewayv2.RouteCreated{ApiId: "none", Deploys: made}, apigatewayv2.StageUpdated{ApiId: "none"}, apigatewayv2.DeploymentUpdated{ApiId: "chat000001"},
		apigatewayv2.ApiUpdated{Api: apigatewayv2.Api{ApiId: "none"}}, apigatewayv2.AuthorizersCacheReset{ApiId: "none"}, apigatewayv2.ApiDeleted{ApiId: "none"},
	} {
		if got := digest(t, apply(t, s, events.Recorded{Seq: 9, Account: "000000000000", Region: "us-east-1", Event: e})); got != want {
			t.Errorf("%T: digest %s, want %s", e, got, want)
		}
	}
}

// An API's id is taken in all accounts and regions until the API is gone.
func TestApiIdsAreOwned(t *testing.T) {
	states, _, _ := recordedStream(t, "http")
	quick := "8vm7vtp5cb"
	if w, ok := states[26].Owner(quick); !ok || !states[26].Taken(quick) || w.Region != "us-east-1" || w.Account != "000000000000" {
		t.Errorf("%s belongs to %+v", quick, w)
	}
	if _, ok := states[28].Owner(quick); ok || states[28].Taken(quick) {
		t.Errorf("%s is still taken", quick)
	}
}

// A route is found by its key, also when that has changed.
func TestRoutesAreFoundByTheirKeys(t *testing.T) {
	s := apply(t, projections.State{}, events.Recorded{Seq: 1, Account: "a", Region: "r", Event: apigatewayv2.ApiCreated{Api: apigatewayv2.Api{ApiId: "x"}}})
	route := func(seq uint64, key string) {
		s = apply(t, s, events.Recorded{Seq: seq, Account: "a", Region: "r", Event: apigatewayv2.RouteUpdated{ApiId: "x", Route: apigatewayv2.Route{RouteId: "1", RouteKey: key}}})
	}
	route(2, "GET /a")
	route(3, "GET /b")
	s = restored(t, snapshot(t, s))
	api, err := s.World("a", "r").Api("x")
	if err != nil {
		t.Fatal(err)
	}
	if r := api.Tree.ByKey("GET /b"); r == nil || r.RouteId != "1" || api.Tree.ByKey("GET /a") != nil || api.Tree.Routes.Len() != 1 {
		t.Errorf("got %+v and %+v", api.Tree.ByKey("GET /a"), r)
	}
}

// How a stage treats a route: its own settings over those of all routes.
func TestSettingsOfStages(t *testing.T) {
	states, _, _ := recordedStream(t, "http")
	s := apply(t, states[11], events.Recorded{Seq: 12, Account: "000000000000", Region: "us-east-1", Event: apigatewayv2.StageUpdated{ApiId: "http000001", Stage: apigatewayv2.Stage{
		StageName:            "prod",
		DefaultRouteSettings: apigatewayv2.RouteSettings{ThrottlingBurstLimit: new(int64(9)), ThrottlingRateLimit: new(1.5), LoggingLevel: "OFF", DataTraceEnabled: new(false)},
		RouteSettings:        map[string]apigatewayv2.RouteSettings{"$default": {ThrottlingBurstLimit: new(int64(5)), LoggingLevel: "INFO", DataTraceEnabled: new(true), DetailedMetricsEnabled: new(true)}},
	}}})
	api, err := s.World("000000000000", "us-east-1").Api("http000001")
	if err != nil {
		t.Fatal(err)
	}
	st, err := api.Stage("prod")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ key, want string }{
		{"$default", `{"dataTraceEnabled":true,"detailedMetricsEnabled":true,"loggingLevel":"INFO","throttlingBurstLimit":5,"throttlingRateLimit":1.5}`},
		{"GET /pets/{id}", `{"dataTraceEnabled":false,"loggingLevel":"OFF","throttlingBurstLimit":9,"throttlingRateLimit":1.5}`},
	} {
		if got := answer(t, st.Settings(tt.key), nil); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.key, got, tt.want)
		}
	}
}

// A cache of authorizers' answers is another one after it was emptied, and after
// its stage was made anew.
func TestAuthorizersCachesAreCounted(t *testing.T) {
	states, _, _ := recordedStream(t, "http")
	for _, tt := range []struct{ at, want uint64 }{{16, 0}, {17, 1}} {
		api, err := states[tt.at].World("000000000000", "us-east-1").Api("http000001")
		if err != nil {
			t.Fatal(err)
		}
		if st, err := api.Stage("prod"); err != nil || st.Caches.Authorizers != tt.want {
			t.Errorf("at %d: %d (%v), want %d", tt.at, st.Caches.Authorizers, err, tt.want)
		}
	}
}

// A world after an event that nobody records; the world itself stays.
func TestAWorldAfterAnEvent(t *testing.T) {
	w := at(t, "http", 7)
	after, err := w.After(apigatewayv2.ApiDeleted{ApiId: "http000001"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := after.Api("http000001"); err == nil {
		t.Error("the API is still there")
	}
	if _, err := w.Api("http000001"); err != nil {
		t.Error(err)
	}
}

// Routes of an API with a stage that deploys by itself cost no more each among
// many: the trees of all deployments share what they have in common.
func TestRoutesCostTheSameAmongMany(t *testing.T) {
	if testing.Short() {
		t.Skip("folds 20,000 events")
	}
	const few, many = 250, 5000
	best := math.Inf(1)
	for range 10 { // a busy machine may need another look
		early := min(routesCost(t, few), routesCost(t, few), routesCost(t, few))
		if best = min(best, float64(routesCost(t, many))/float64(early)); best <= 4 {
			return
		}
	}
	t.Errorf("a route among %d costs %.1f times one among %d", many, best, few)
}

// routesCost is the time that each of n routes takes, deployed as it is made.
func routesCost(t *testing.T, n int) time.Duration {
	t.Helper()
	s := apply(t, projections.State{}, events.Recorded{Seq: 1, Account: "a", Region: "r", Event: apigatewayv2.ApiCreated{
		Api: apigatewayv2.Api{ApiId: "x", ProtocolType: "HTTP"}, Stages: []apigatewayv2.Stage{{StageName: "$default", AutoDeploy: true}}}})
	start := time.Now()
	for i := range n {
		id := fmt.Sprint(i)
		s = apply(t, s, events.Recorded{Seq: uint64(i + 2), Account: "a", Region: "r", Event: apigatewayv2.RouteCreated{
			ApiId: "x", Route: apigatewayv2.Route{RouteId: id, RouteKey: "GET /" + id},
			Deploys: apigatewayv2.Deploys{AutoDeployed: []apigatewayv2.AutoDeployment{{Deployment: &apigatewayv2.Deployment{DeploymentId: id}, StageName: "$default"}}},
		}})
	}
	return time.Since(start) / time.Duration(n)
}
