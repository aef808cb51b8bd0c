package decide_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"reel/events"
	"reel/events/apigatewayv2"
	"reel/events/apigatewayv2/decide"
	"reel/projections"
	"reel/replay"
)

// Whatever changes the tree of an API carries a deployment for each stage that
// deploys by itself, the tree of that deployment is the one after the change,
// and no other stage moves.
func TestEveryChangeIsDeployed(t *testing.T) {
	for _, stream := range []string{"http", "httpimports", "websocket"} {
		file, err := os.Open(filepath.Join(streams, stream+".jsonl"))
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		var s projections.State
		for r, err := range replay.Events(file) {
			if err != nil {
				t.Fatal(err)
			}
			before := s
			if s, err = s.Apply(r); err != nil {
				t.Fatal(err)
			}
			if r.Type != "apigateway.ResourceTagged" {
				checkDeployed(t, before.World(account, region), s.World(account, region), r)
			}
		}
	}
}

func checkDeployed(t *testing.T, before, after projections.World, r events.Recorded) {
	t.Helper()
	id := apigatewayv2.ApiOf(r.Event.Subject())
	now, err := after.Api(id)
	if err != nil {
		return // it is gone
	}
	was, err := before.Api(id)
	changed := err != nil || was.Tree != now.Tree
	for name := range now.Stages.All() {
		st, err := now.Stage(name)
		if err != nil {
			t.Fatal(err)
		}
		switch {
		case changed && st.AutoDeploy && now.Tree.Routes.Len() > 0 && st.Tree() != now.Tree:
			t.Errorf("sequence %d, %s: the stage %s does not serve the API as it is after the change", r.Seq, r.Type, name)
		case changed && !st.AutoDeploy && st.DeploymentId != "" && st.Tree() == now.Tree:
			t.Errorf("sequence %d, %s: the stage %s follows the API", r.Seq, r.Type, name)
		}
	}
}

// A stage that comes to deploy by itself does so at once; its change carries one
// deployment, and other stages stay as they are.
func TestAutoDeployOfAStage(t *testing.T) {
	decides(t, decide.UpdateStage, []test[apigatewayv2.UpdateStage]{
		{"turned on", "http", 13, apigatewayv2.UpdateStage{ApiId: httpApi, StageName: "prod", AutoDeploy: new(true)},
			`{"apiId":"http000001","autoDeployed":[{"deployment":{"autoDeployed":true,"createdDate":"2026-01-01T00:00:14Z","deploymentId":"ero9r9","deploymentStatus":"DEPLOYED","description":"Automatic deployment triggered by changes to the Api configuration"},"message":"Successfully deployed stage with deployment ID 'ero9r9'","stageName":"prod"}],"stage":{"accessLogSettings":{"destinationArn":"arn:aws:logs:us-east-1:000000000000:log-group:pets","format":"$context.requestId"},"autoDeploy":true,"createdDate":"2026-01-01T00:00:11Z","defaultRouteSettings":{"detailedMetricsEnabled":false},"deploymentId":"dmnyiu","lastUpdatedDate":"2026-01-01T00:00:14Z","routeSettings":{"$default":{"throttlingBurstLimit":5}},"stageName":"prod","stageVariables":{"kind":"cat"},"tags":{}}}`, ""},
		{"on already", "http", 12, apigatewayv2.UpdateStage{ApiId: httpApi, StageName: "$default", AutoDeploy: new(true)},
			`{"apiId":"http000001","stage":{"autoDeploy":true,"createdDate":"2026-01-01T00:00:02Z","defaultRouteSettings":{"detailedMetricsEnabled":false},"deploymentId":"u2n1qg","lastDeploymentStatusMessage":"Successfully deployed stage with deployment ID 'u2n1qg'","lastUpdatedDate":"2026-01-01T00:00:13Z","routeSettings":{},"stageName":"$default","stageVariables":{},"tags":{}}}`, ""},
		{"with a deployment", "http", 12, apigatewayv2.UpdateStage{ApiId: httpApi, StageName: "prod", AutoDeploy: new(true), DeploymentId: new("u2n1qg")},
			"", "BadRequestException: Deployment ID cannot be set on this stage because AutoDeploy is enabled"},
	})
}

// A WebSocket stage that was never deployed to serves the API as it is now; an
// HTTP one serves nothing, and a deployed one what was deployed.
func TestWhatStagesServe(t *testing.T) {
	stage := func(stream string, at uint64, id, name string) (*projections.Api, projections.ApiStage) {
		api, err := given(t, stream, at).World(account, region).Api(id)
		if err != nil {
			t.Fatal(err)
		}
		st, err := api.Stage(name)
		if err != nil {
			t.Fatal(err)
		}
		return api, st
	}
	api, st := stage("websocket", 9, chatApi, "dev")
	if st.Tree() != api.Tree || !st.Undeployed() {
		t.Error("a WebSocket stage without a deployment does not serve the API as it is")
	}
	if api, st := stage("websocket", 9, chatApi, "live"); st.Undeployed() || st.Tree() != api.Tree {
		t.Error("a stage that deploys by itself does not serve what it deployed")
	}
	if _, st := stage("websocket", 2, chatApi, "live"); st.Tree() != nil {
		t.Error("a stage whose deployment failed serves something")
	}
	if _, st := stage("http", 11, httpApi, "prod"); st.Tree() != nil || st.Undeployed() {
		t.Error("an HTTP stage without a deployment serves something")
	}
	api, st = stage("http", 13, httpApi, "prod")
	if d := api.Deployments.Get(st.DeploymentId); d == nil || st.Tree() != d.Tree {
		t.Error("a stage does not serve its deployment")
	}
}

// Every event of the vocabulary stands in a released stream.
func TestEveryEventStandsInAStream(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(streams, "*.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, name := range files {
		file, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		for r, err := range replay.Events(file) {
			if err != nil {
				t.Fatal(err)
			}
			seen[r.Type] = true
		}
	}
	count := 0
	for typ := range events.Types() {
		if strings.HasPrefix(typ, "apigatewayv2.") {
			if count++; !seen[typ] {
				t.Errorf("%s is in no stream", typ)
			}
		}
	}
	if count < 50 {
		t.Errorf("only %d types of events are known", count)
	}
}
