package decide_test

import (
	"testing"

	"reel/events"
	"reel/events/apigateway"
	"reel/events/apigateway/decide"
	"reel/projections"
)

// The deployments of the stream stages: the first is on the stage dev from 5 on,
// the other on dev's canary from 7 on.
const (
	stagesApi   = "stages0001"
	stagesFirst = "uoldxu"
	stagesOfDev = "ygbyo7"
)

// Q12. What does CreateDeployment answer? Its id, date and description, nothing
// of the stage. [recorded on AWS]
//
// Q13. Which words meet a canary without a stage? These, with no blank after the
// first full stop, and null for none. [recorded on AWS]
//
// Q14. What is an empty stage name? None: no stage is made. [TF: stage_name = ""]
func TestCreateDeployment(t *testing.T) {
	deploy := func(change func(*apigateway.CreateDeployment)) apigateway.CreateDeployment {
		c := apigateway.CreateDeployment{RestApiId: stagesApi}
		change(&c)
		return c
	}
	plain := deploy(func(*apigateway.CreateDeployment) {})
	canary := &apigateway.DeploymentCanarySettingsInput{PercentTraffic: new(50.0), StageVariableOverrides: map[string]string{"testVar": "canary2"}}
	const content = "BadRequestException: Invalid deployment content specified."
	decides(t, decide.CreateDeployment, []test[apigateway.CreateDeployment]{
		{name: "without a stage (Q12)", given: "stages", at: 3, when: deploy(func(c *apigateway.CreateDeployment) { c.Description = new("first") }),
			then: `{"deployment":{"createdDate":1767225604,"description":"first","id":"uoldxu"},"restApiId":"stages0001"}`},
		{name: "an empty stage name (Q14)", given: "stages", at: 3, when: deploy(func(c *apigateway.CreateDeployment) { c.StageName = new("") }),
			then: `{"deployment":{"createdDate":1767225604,"id":"uoldxu"},"restApiId":"stages0001"}`},
		{name: "makes its stage", given: "stages", at: 3, when: deploy(func(c *apigateway.CreateDeployment) {
			c.StageName, c.StageDescription, c.TracingEnabled = new("s1"), new("one"), new(true)
			c.CacheClusterEnabled, c.CacheClusterSize = new(true), new("1.6")
			c.Variables = map[string]string{"a": "b"}
		}), then: `{"deployment":{"createdDate":1767225604,"id":"uoldxu"},"restApiId":"stages0001","stage":{"cacheClusterEnabled":true,"cacheClusterSize":"1.6","cacheClusterStatus":"AVAILABLE","createdDate":1767225604,"deploymentId":"uoldxu","description":"one","lastUpdatedDate":1767225604,"methodSettings":{},"stageName":"s1","tracingEnabled":true,"variables":{"a":"b"}}}`},
		{name: "moves its stage", given: "stages", at: 5, when: deploy(func(c *apigateway.CreateDeployment) { c.StageName = new("dev") }),
			then: `{"deployment":{"createdDate":1767225606,"id":"e1c7y0"},"restApiId":"stages0001","stage":{"cacheClusterEnabled":false,"cacheClusterStatus":"NOT_AVAILABLE","createdDate":1767225605,"deploymentId":"e1c7y0","description":"dev stage","lastUpdatedDate":1767225606,"methodSettings":{},"stageName":"dev","tracingEnabled":false,"variables":{"testVar":"default"}}}`},
		{name: "for the canary of its stage", given: "stages", at: 7, when: deploy(func(c *apigateway.CreateDeployment) { c.StageName, c.CanarySettings = new("dev"), canary }),
			then: `{"deployment":{"createdDate":1767225608,"id":"ryy6rp"},"restApiId":"stages0001","stage":{"cacheClusterEnabled":false,"cacheClusterStatus":"NOT_AVAILABLE","canarySettings":{"deploymentId":"ryy6rp","percentTraffic":50,"stageVariableOverrides":{"testVar":"canary2"},"useStageCache":false},"createdDate":1767225605,"deploymentId":"uoldxu","description":"dev stage","lastUpdatedDate":1767225608,"methodSettings":{},"stageName":"dev","tracingEnabled":false,"variables":{"testVar":"default"}}}`},

		{name: "a canary without a stage (Q13)", given: "stages", at: 3, when: deploy(func(c *apigateway.CreateDeployment) { c.CanarySettings = canary }),
			refused: content + "Non null and non empty stageName must be provided for canary deployment. Provided value is null"},
		{name: "a canary with an empty stage (Q13)", given: "stages", at: 3, when: deploy(func(c *apigateway.CreateDeployment) { c.CanarySettings, c.StageName = canary, new("") }),
			refused: content + "Non null and non empty stageName must be provided for canary deployment. Provided value is "},
		{name: "a canary of an unknown stage (Q13)", given: "stages", at: 3, when: deploy(func(c *apigateway.CreateDeployment) { c.CanarySettings, c.StageName = canary, new("non-existing") }),
			refused: content + "Stage non-existing must already be created before making a canary release deployment"},
		{name: "a canary of too much traffic", given: "stages", at: 5, when: deploy(func(c *apigateway.CreateDeployment) {
			c.StageName, c.CanarySettings = new("dev"), &apigateway.DeploymentCanarySettingsInput{PercentTraffic: new(-1.0)}
		}), refused: "BadRequestException: Invalid canary percentTraffic specified. Must be between 0.0 and 100.0"},
		{name: "no methods", given: "stages", at: 1, when: plain, refused: "BadRequestException: The REST API doesn't contain any methods"},
		{name: "a method without integration", given: "stages", at: 2, when: plain, refused: "BadRequestException: No integration defined for method"},
		{name: "a bad stage name", given: "stages", at: 3, when: deploy(func(c *apigateway.CreateDeployment) { c.StageName = new("a.b") }),
			refused: "BadRequestException: Stage name only allows a-zA-Z0-9_"},
		{name: "unknown API", when: plain, refused: "NotFoundException: Invalid API identifier specified 000000000000:stages0001"},
	})
}

// A PRIVATE API is deployed with a policy only.
func TestCreateDeploymentOfPrivateApi(t *testing.T) {
	r := newRecorder(t)
	api := do(r, "CreateRestApi", decide.CreateRestApi, apigateway.CreateRestApi{
		Name: "inside", EndpointConfiguration: &apigateway.EndpointConfigurationInput{Types: []string{"PRIVATE"}},
	}).(apigateway.RestApiCreated).RestApi
	mock(r, api.Id, api.RootResourceId, "GET")
	_, err := try(r, "CreateDeployment", decide.CreateDeployment, apigateway.CreateDeployment{RestApiId: api.Id})
	if got, want := refusal(err), "BadRequestException: Private REST API doesn't have a resource policy attached to it"; got != want {
		t.Errorf("refused with\n got %q\nwant %q", got, want)
	}
	do(r, "UpdateRestApi", decide.UpdateRestApi, apigateway.UpdateRestApi{RestApiId: api.Id, PatchOperations: patch("replace", "/policy", `{"Statement":[]}`)})
	do(r, "CreateDeployment", decide.CreateDeployment, apigateway.CreateDeployment{RestApiId: api.Id})
}

func TestUpdateDeployment(t *testing.T) {
	update := func(parts ...string) apigateway.UpdateDeployment {
		return apigateway.UpdateDeployment{RestApiId: stagesApi, DeploymentId: stagesFirst, PatchOperations: patch(parts...)}
	}
	was := func(w projections.World) any {
		_, d, err := w.Deployment(stagesApi, stagesFirst)
		if err != nil {
			t.Fatal(err)
		}
		return d.Deployment
	}
	changes(t, "stages", 4, decide.UpdateDeployment, was, func(e events.Event) any { return e.(apigateway.DeploymentUpdated).Deployment },
		[]change[apigateway.UpdateDeployment]{
			{"description", update("replace", "/description", "one"), `{"description":"one"}`, ""},
			{"no description", update("remove", "/description", "-"), `{"description":null}`, ""},
			{"another path", update("replace", "/id", "x"), "", "BadRequestException: Invalid patch path  '/id' specified for op 'replace'. Must be one of: [/description]"},
			{"another op", update("test", "/description", "x"), "", "BadRequestException: Invalid patch path  '/description' specified for op 'test'. Please choose supported operations"},
			{"unknown deployment", apigateway.UpdateDeployment{RestApiId: stagesApi, DeploymentId: "none"}, "", "NotFoundException: Invalid Deployment identifier specified"},
		})
}

// Q15. May a deployment go that a stage serves? No. [recorded on AWS]
func TestDeleteDeployment(t *testing.T) {
	remove := func(id string) apigateway.DeleteDeployment {
		return apigateway.DeleteDeployment{RestApiId: stagesApi, DeploymentId: id}
	}
	const active = "BadRequestException: Active stages pointing to this deployment must be moved or deleted"
	decides(t, decide.DeleteDeployment, []test[apigateway.DeleteDeployment]{
		{name: "on no stage", given: "stages", at: 4, when: remove(stagesFirst), then: `{"deploymentId":"uoldxu","restApiId":"stages0001"}`},
		{name: "on a stage (Q15)", given: "stages", at: 5, when: remove(stagesFirst), refused: active},
		{name: "on a canary", given: "stages", at: 7, when: remove(stagesOfDev), refused: active},
		{name: "unknown", given: "stages", at: 4, when: remove("none"), refused: "NotFoundException: Invalid Deployment identifier specified"},
		{name: "unknown API", when: remove(stagesFirst), refused: "NotFoundException: Invalid API identifier specified 000000000000:stages0001"},
	})
}
