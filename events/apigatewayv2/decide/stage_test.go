package decide_test

import (
	"testing"

	"reel/events/apigatewayv2"
	"reel/events/apigatewayv2/decide"
)

// Recorded on AWS: the words about names, deployments of stages that deploy by
// themselves, route keys, execution logs and formats. Those about variables and
// second stages are what AWS says of REST APIs; the others are reel's own.
func TestCreateStage(t *testing.T) {
	stage := func(change func(*apigatewayv2.CreateStage)) apigatewayv2.CreateStage {
		c := apigatewayv2.CreateStage{ApiId: httpApi, StageName: "dev"}
		change(&c)
		return c
	}
	chat := func(change func(*apigatewayv2.CreateStage)) apigatewayv2.CreateStage {
		c := apigatewayv2.CreateStage{ApiId: chatApi, StageName: "dev"}
		change(&c)
		return c
	}
	settings := func(s apigatewayv2.RouteSettingsInput) apigatewayv2.CreateStage {
		return stage(func(c *apigatewayv2.CreateStage) { c.DefaultRouteSettings = &s })
	}
	logs := func(arn, format string) apigatewayv2.CreateStage {
		return stage(func(c *apigatewayv2.CreateStage) {
			c.AccessLogSettings = &apigatewayv2.AccessLogSettingsInput{DestinationArn: &arn, Format: &format}
		})
	}
	decides(t, decide.CreateStage, []test[apigatewayv2.CreateStage]{
		{"bare", "http", 1, stage(func(*apigatewayv2.CreateStage) {}),
			`{"apiId":"http000001","stage":{"createdDate":"2026-01-01T00:00:02Z","defaultRouteSettings":{"detailedMetricsEnabled":false},"lastUpdatedDate":"2026-01-01T00:00:02Z","routeSettings":{},"stageName":"dev","stageVariables":{},"tags":{}}}`, ""},
		{"of a WebSocket API", "websocket", 1, chat(func(*apigatewayv2.CreateStage) {}),
			`{"apiId":"chat000001","stage":{"createdDate":"2026-01-01T00:00:02Z","defaultRouteSettings":{"dataTraceEnabled":false,"detailedMetricsEnabled":false,"loggingLevel":"OFF"},"lastUpdatedDate":"2026-01-01T00:00:02Z","routeSettings":{},"stageName":"dev","stageVariables":{},"tags":{}}}`, ""},
		{"no name", "http", 1, stage(func(c *apigatewayv2.CreateStage) { c.StageName = "bad stage" }), "", "BadRequestException: Stage name only allows a-zA-Z0-9_"},
		{"a default of a WebSocket API", "websocket", 1, chat(func(c *apigatewayv2.CreateStage) { c.StageName = "$default" }), "", "BadRequestException: Stage name only allows a-zA-Z0-9_"},
		{"a second", "http", 2, stage(func(c *apigatewayv2.CreateStage) { c.StageName = "$default" }), "", "ConflictException: Stage already exists"},
		{"no deployment", "http", 1, stage(func(c *apigatewayv2.CreateStage) { c.DeploymentId = new("nosuch") }), "", "NotFoundException: Invalid Deployment identifier specified nosuch"},
		{"a deployment of its own", "http", 12, stage(func(c *apigatewayv2.CreateStage) { c.DeploymentId, c.AutoDeploy = new("dmnyiu"), new(true) }), "",
			"BadRequestException: Deployment ID cannot be set on this stage because AutoDeploy is enabled"},
		{"settings of no route", "http", 7, stage(func(c *apigatewayv2.CreateStage) {
			c.RouteSettings = map[string]apigatewayv2.RouteSettingsInput{"GET /": {}}
		}), "",
			"BadRequestException: Unable to find Route by key GET / within the provided RouteSettings"},
		{"execution logs", "http", 1, settings(apigatewayv2.RouteSettingsInput{LoggingLevel: new("INFO")}), "", "BadRequestException: Execution logs are not supported on protocolType HTTP"},
		{"no level", "http", 1, settings(apigatewayv2.RouteSettingsInput{LoggingLevel: new("LOUD")}), "", "BadRequestException: Execution logs are not supported on protocolType HTTP"},
		{"no limit", "http", 1, settings(apigatewayv2.RouteSettingsInput{ThrottlingBurstLimit: new(int64(-1))}), "",
			"BadRequestException: Invalid throttling limits specified. They must not be negative."},
		{"no destination", "http", 1, logs("nowhere", "$context.requestId"), "",
			"BadRequestException: Invalid ARN specified in the request. ARN: nowhere. Access log destination must be a CloudWatch Logs log group."},
		{"logs that tell nothing apart", "http", 1, logs(logGroup, "$context.status"), "",
			"BadRequestException: Access Log format must include either $context.requestId or $context.extendedRequestId"},
		{"no variable", "http", 1, stage(func(c *apigatewayv2.CreateStage) { c.StageVariables = map[string]string{"a": "<"} }), "",
			"BadRequestException: Invalid stage variable value: <.  Please use values with alphanumeric characters and the symbols ' ', -', '.', '_', ':', '/', '?', '&', '=', and ','."},
	})
}

func TestChangesOfStages(t *testing.T) {
	decides(t, decide.UpdateStage, []test[apigatewayv2.UpdateStage]{
		{"not there", "http", 2, apigatewayv2.UpdateStage{ApiId: httpApi, StageName: "dev"}, "", "NotFoundException: Invalid stage identifier specified"},
		{"merged", "http", 12, apigatewayv2.UpdateStage{ApiId: httpApi, StageName: "prod", StageVariables: map[string]string{"kind": "", "size": "1"}, Description: new("to serve"),
			RouteSettings: map[string]apigatewayv2.RouteSettingsInput{"$default": {ThrottlingRateLimit: new(2.5)}}, DeploymentId: new("u2n1qg"),
			AccessLogSettings: &apigatewayv2.AccessLogSettingsInput{Format: new("$context.extendedRequestId")}},
			`{"apiId":"http000001","stage":{"accessLogSettings":{"destinationArn":"arn:aws:logs:us-east-1:000000000000:log-group:pets","format":"$context.extendedRequestId"},"createdDate":"2026-01-01T00:00:11Z","defaultRouteSettings":{"detailedMetricsEnabled":false},"deploymentId":"u2n1qg","description":"to serve","lastUpdatedDate":"2026-01-01T00:00:13Z","routeSettings":{"$default":{"throttlingBurstLimit":5,"throttlingRateLimit":2.5}},"stageName":"prod","stageVariables":{"size":"1"},"tags":{}}}`, ""},
	})
	decides(t, decide.DeleteRouteSettings, []test[apigatewayv2.DeleteRouteSettings]{
		{"not there", "http", 12, apigatewayv2.DeleteRouteSettings{ApiId: httpApi, StageName: "prod", RouteKey: "GET /pets/{id}"}, "",
			"NotFoundException: Unable to find Route by key GET /pets/{id} within the provided RouteSettings"},
	})
	decides(t, decide.ResetAuthorizersCache, []test[apigatewayv2.ResetAuthorizersCache]{
		{"of a WebSocket API", "websocket", 8, apigatewayv2.ResetAuthorizersCache{ApiId: chatApi, StageName: "dev"}, "",
			"BadRequestException: ResetAuthorizersCache is only supported for HTTP APIs."},
	})
}

func TestDeployments(t *testing.T) {
	decides(t, decide.CreateDeployment, []test[apigatewayv2.CreateDeployment]{
		{"of nothing", "http", 5, apigatewayv2.CreateDeployment{ApiId: httpApi}, "", "BadRequestException: At least one route is required before deploying the Api."},
		{"to no stage", "http", 7, apigatewayv2.CreateDeployment{ApiId: httpApi, StageName: new("dev")}, "", "NotFoundException: Invalid stage identifier specified"},
		{"to a stage that deploys by itself", "http", 7, apigatewayv2.CreateDeployment{ApiId: httpApi, StageName: new("$default")}, "",
			"BadRequestException: Deployment ID cannot be set on this stage because AutoDeploy is enabled"},
	})
	decides(t, decide.DeleteDeployment, []test[apigatewayv2.DeleteDeployment]{
		{"in use", "http", 12, apigatewayv2.DeleteDeployment{ApiId: httpApi, DeploymentId: "dmnyiu"}, "",
			"BadRequestException: Active stages pointing to this deployment must be moved or deleted"},
		{"not there", "http", 12, apigatewayv2.DeleteDeployment{ApiId: httpApi, DeploymentId: "nosuch"}, "", "NotFoundException: Invalid Deployment identifier specified nosuch"},
	})
}
