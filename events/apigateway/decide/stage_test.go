package decide_test

import (
	"strings"
	"testing"

	"reel/events/apigateway"
	"reel/events/apigateway/decide"
)

// Q16. What does a bare stage show? No cache, no settings, no tracing; what is
// not set stays away. [recorded on AWS]
//
// Q17. Which words meet a bad stage variable? These, with two blanks and a
// missing quote; an empty value is a bad one. [gh: serverless, aws-lambda-blog]
func TestCreateStage(t *testing.T) {
	create := func(change func(*apigateway.CreateStage)) apigateway.CreateStage {
		c := apigateway.CreateStage{RestApiId: stagesApi, StageName: "new", DeploymentId: stagesFirst}
		change(&c)
		return c
	}
	decides(t, decide.CreateStage, []test[apigateway.CreateStage]{
		{name: "bare (Q16)", given: "stages", at: 4, when: create(func(*apigateway.CreateStage) {}),
			then: `{"restApiId":"stages0001","stage":{"cacheClusterEnabled":false,"cacheClusterStatus":"NOT_AVAILABLE","createdDate":1767225605,"deploymentId":"uoldxu","lastUpdatedDate":1767225605,"methodSettings":{},"stageName":"new","tracingEnabled":false}}`},
		{name: "all members", given: "stages", at: 4, when: create(func(c *apigateway.CreateStage) {
			c.Description, c.TracingEnabled = new("d"), new(true)
			c.CacheClusterEnabled = new(true)
			c.Variables, c.Tags = map[string]string{"testVar": "default"}, map[string]string{"a": "b"}
			c.CanarySettings = &apigateway.CanarySettingsInput{PercentTraffic: new(40.5), StageVariableOverrides: map[string]string{"testVar": "canary"}, UseStageCache: new(true)}
		}), then: `{"restApiId":"stages0001","stage":{"cacheClusterEnabled":true,"cacheClusterSize":"0.5","cacheClusterStatus":"AVAILABLE","canarySettings":{"deploymentId":"uoldxu","percentTraffic":40.5,"stageVariableOverrides":{"testVar":"canary"},"useStageCache":true},"createdDate":1767225605,"deploymentId":"uoldxu","description":"d","lastUpdatedDate":1767225605,"methodSettings":{},"stageName":"new","tags":{"a":"b"},"tracingEnabled":true,"variables":{"testVar":"default"}}}`},
		{name: "a hyphen", given: "stages", at: 4, when: create(func(c *apigateway.CreateStage) { c.StageName = "my-stage" }),
			then: `{"restApiId":"stages0001","stage":{"cacheClusterEnabled":false,"cacheClusterStatus":"NOT_AVAILABLE","createdDate":1767225605,"deploymentId":"uoldxu","lastUpdatedDate":1767225605,"methodSettings":{},"stageName":"my-stage","tracingEnabled":false}}`},
		{name: "a bad name", given: "stages", at: 4, when: create(func(c *apigateway.CreateStage) { c.StageName = "a/b" }), refused: "BadRequestException: Stage name only allows a-zA-Z0-9_"},
		{name: "a long name", given: "stages", at: 4, when: create(func(c *apigateway.CreateStage) { c.StageName = strings.Repeat("s", 129) }), refused: "BadRequestException: Stage name only allows a-zA-Z0-9_"},
		{name: "twice", given: "stages", at: 5, when: create(func(c *apigateway.CreateStage) { c.StageName = "dev" }), refused: "ConflictException: Stage already exists"},
		{name: "unknown deployment", given: "stages", at: 4, when: create(func(c *apigateway.CreateStage) { c.DeploymentId = "none" }), refused: "BadRequestException: Deployment id does not exist"},
		{name: "unknown deployment of the canary", given: "stages", at: 4, when: create(func(c *apigateway.CreateStage) {
			c.CanarySettings = &apigateway.CanarySettingsInput{DeploymentId: new("deploy")}
		}), refused: "BadRequestException: Deployment id does not exist"},
		{name: "more than all traffic", given: "stages", at: 4, when: create(func(c *apigateway.CreateStage) {
			c.CanarySettings = &apigateway.CanarySettingsInput{PercentTraffic: new(100.5)}
		}), refused: "BadRequestException: Invalid canary percentTraffic specified. Must be between 0.0 and 100.0"},
		{name: "a bad variable name (Q17)", given: "stages", at: 4, when: create(func(c *apigateway.CreateStage) { c.Variables = map[string]string{"a:b": "c"} }),
			refused: "BadRequestException: Invalid stage variable name: a:b.  Please use names with only word characters."},
		{name: "a bad variable value (Q17)", given: "stages", at: 4, when: create(func(c *apigateway.CreateStage) { c.Variables = map[string]string{"a": "$LATEST"} }),
			refused: "BadRequestException: Invalid stage variable value: $LATEST" + badValue},
		{name: "unknown API", when: create(func(*apigateway.CreateStage) {}), refused: "NotFoundException: Invalid API identifier specified 000000000000:stages0001"},
	})
}

const badValue = ".  Please use values with alphanumeric characters and the symbols ' ', -', '.', '_', ':', '/', '?', '&', '=', and ','."

// Q18. What does AWS call an unknown stage? "Invalid Stage identifier specified".
// [LocalStack's words]
func TestDeleteStage(t *testing.T) {
	remove := func(name string) apigateway.DeleteStage {
		return apigateway.DeleteStage{RestApiId: stagesApi, StageName: name}
	}
	decides(t, decide.DeleteStage, []test[apigateway.DeleteStage]{
		{name: "a stage", given: "stages", at: 5, when: remove("dev"), then: `{"restApiId":"stages0001","stageName":"dev"}`},
		{name: "twice (Q18)", given: "stages", at: 15, when: remove("brief"), refused: "NotFoundException: Invalid Stage identifier specified"},
		{name: "unknown API", when: remove("dev"), refused: "NotFoundException: Invalid API identifier specified 000000000000:stages0001"},
	})
}
