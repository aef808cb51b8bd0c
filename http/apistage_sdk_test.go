package http_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/apigatewayv2"
	"github.com/aws/aws-sdk-go-v2/service/apigatewayv2/types"
)

const logGroup = "arn:aws:logs:us-east-1:000000000000:log-group:pets"

func TestApiStagesThroughTheSDK(t *testing.T) {
	s, ctx, api := openV2(t), t.Context(), new("ws00000001")
	s.api(types.ProtocolTypeWebsocket, *api) // 1
	answered(s.CreateRoute(ctx, &apigatewayv2.CreateRouteInput{ApiId: api, RouteKey: new("$connect")}))
	deployment := answered(s.CreateDeployment(ctx, &apigatewayv2.CreateDeploymentInput{ApiId: api, Description: new("first")}))
	s.read(deployment, `{"AutoDeployed":false,"CreatedDate":"2026-01-01T00:00:03Z","DeploymentId":"`+*deployment.DeploymentId+`","DeploymentStatus":"DEPLOYED","Description":"first"}`)
	stage := answered(s.CreateStage(ctx, &apigatewayv2.CreateStageInput{ // 4
		ApiId: api, StageName: new("dev"), DeploymentId: deployment.DeploymentId, Description: new("to try"), StageVariables: map[string]string{"function": "pets", "kind": "cat"},
		AccessLogSettings:    &types.AccessLogSettings{DestinationArn: new(logGroup), Format: new("$context.requestId")},
		DefaultRouteSettings: &types.RouteSettings{DataTraceEnabled: new(true), LoggingLevel: types.LoggingLevelInfo, ThrottlingBurstLimit: new(int32(5)), ThrottlingRateLimit: new(2.5)},
		RouteSettings:        map[string]types.RouteSettings{"$connect": {DetailedMetricsEnabled: new(true), ThrottlingRateLimit: new(1.0)}}, Tags: map[string]string{"team": "zoo"},
	}))
	want := `{"AccessLogSettings":{"DestinationArn":"` + logGroup + `","Format":"$context.requestId"},"CreatedDate":"2026-01-01T00:00:04Z",` +
		`"DefaultRouteSettings":{"DataTraceEnabled":true,"DetailedMetricsEnabled":false,"LoggingLevel":"INFO","ThrottlingBurstLimit":5,"ThrottlingRateLimit":2.5},"DeploymentId":"` + *deployment.DeploymentId +
		`","Description":"to try","LastUpdatedDate":"2026-01-01T00:00:04Z","RouteSettings":{"$connect":{"DetailedMetricsEnabled":true,"ThrottlingRateLimit":1}},` +
		`"StageName":"dev","StageVariables":{"function":"pets","kind":"cat"},"Tags":{"team":"zoo"}}`
	s.read(stage, want)
	s.read(answered(s.GetStage(ctx, &apigatewayv2.GetStageInput{ApiId: api, StageName: new("dev")})), want)

	answered(s.DeleteAccessLogSettings(ctx, &apigatewayv2.DeleteAccessLogSettingsInput{ApiId: api, StageName: new("dev")}))
	answered(s.DeleteRouteSettings(ctx, &apigatewayv2.DeleteRouteSettingsInput{ApiId: api, StageName: new("dev"), RouteKey: new("$connect")}))
	answered(s.UpdateStage(ctx, &apigatewayv2.UpdateStageInput{ // 7
		ApiId: api, StageName: new("dev"), Description: new(""), StageVariables: map[string]string{"kind": "", "size": "1"},
		DefaultRouteSettings: &types.RouteSettings{DataTraceEnabled: new(false), LoggingLevel: types.LoggingLevelOff},
	}))
	s.read(answered(s.GetStages(ctx, &apigatewayv2.GetStagesInput{ApiId: api})).Items, `[{"CreatedDate":"2026-01-01T00:00:04Z",`+
		`"DefaultRouteSettings":{"DataTraceEnabled":false,"DetailedMetricsEnabled":false,"LoggingLevel":"OFF","ThrottlingBurstLimit":5,"ThrottlingRateLimit":2.5},"DeploymentId":"`+*deployment.DeploymentId+
		`","LastUpdatedDate":"2026-01-01T00:00:07Z","RouteSettings":{},"StageName":"dev","StageVariables":{"function":"pets","size":"1"},"Tags":{"team":"zoo"}}]`)
	_, err := s.ResetAuthorizersCache(ctx, &apigatewayv2.ResetAuthorizersCacheInput{ApiId: api, StageName: new("dev")})
	s.refused(err, "BadRequestException: ResetAuthorizersCache is only supported for HTTP APIs.")
	_, err = s.DeleteDeployment(ctx, &apigatewayv2.DeleteDeploymentInput{ApiId: api, DeploymentId: deployment.DeploymentId})
	s.refused(err, "BadRequestException: Active stages pointing to this deployment must be moved or deleted")

	answered(s.DeleteStage(ctx, &apigatewayv2.DeleteStageInput{ApiId: api, StageName: new("dev")}))
	_, err = s.GetStage(ctx, &apigatewayv2.GetStageInput{ApiId: api, StageName: new("dev")})
	s.refused(err, "NotFoundException: Invalid stage identifier specified")
	answered(s.UpdateDeployment(ctx, &apigatewayv2.UpdateDeploymentInput{ApiId: api, DeploymentId: deployment.DeploymentId, Description: new("last")}))
	if got := answered(s.GetDeployment(ctx, &apigatewayv2.GetDeploymentInput{ApiId: api, DeploymentId: deployment.DeploymentId})); *got.Description != "last" {
		t.Errorf("the deployment is %s", plainJSON(t, got))
	}
	answered(s.DeleteDeployment(ctx, &apigatewayv2.DeleteDeploymentInput{ApiId: api, DeploymentId: deployment.DeploymentId}))
	_, err = s.GetDeployment(ctx, &apigatewayv2.GetDeploymentInput{ApiId: api, DeploymentId: deployment.DeploymentId})
	s.refused(err, "NotFoundException: Invalid Deployment identifier specified "+*deployment.DeploymentId)
}

// A stage with autoDeploy follows every change of its API; another one moves
// only when it is told to.
func TestAutoDeployThroughTheSDK(t *testing.T) {
	s, ctx, api := openV2(t), t.Context(), new("api0000001")
	s.api(types.ProtocolTypeHttp, *api)
	answered(s.CreateStage(ctx, &apigatewayv2.CreateStageInput{ApiId: api, StageName: new("$default"), AutoDeploy: new(true)}))
	answered(s.CreateStage(ctx, &apigatewayv2.CreateStageInput{ApiId: api, StageName: new("prod")}))
	stage := func(name string) *apigatewayv2.GetStageOutput {
		return answered(s.GetStage(ctx, &apigatewayv2.GetStageInput{ApiId: api, StageName: &name}))
	}
	// Q. Does a stage without anything to deploy fail? No, it tells of the attempt. [recorded on AWS]
	if got := stage("$default"); got.DeploymentId != nil || *got.LastDeploymentStatusMessage != "Deployment attempt failed: At least one route is required before deploying the Api." {
		t.Errorf("got %s", plainJSON(t, got))
	}
	integration := answered(s.CreateIntegration(ctx, &apigatewayv2.CreateIntegrationInput{
		ApiId: api, IntegrationType: types.IntegrationTypeAwsProxy, IntegrationUri: new(function), PayloadFormatVersion: new("2.0"),
	})).IntegrationId
	answered(s.CreateRoute(ctx, &apigatewayv2.CreateRouteInput{ApiId: api, RouteKey: new("GET /pets"), Target: new("integrations/" + *integration)}))
	first := stage("$default")
	if first.DeploymentId == nil || *first.LastDeploymentStatusMessage != "Successfully deployed stage with deployment ID '"+*first.DeploymentId+"'" {
		t.Fatalf("got %s", plainJSON(t, first))
	}
	answered(s.UpdateIntegration(ctx, &apigatewayv2.UpdateIntegrationInput{ApiId: api, IntegrationId: integration, TimeoutInMillis: new(int32(100))}))
	if second := stage("$default"); *second.DeploymentId == *first.DeploymentId {
		t.Errorf("the stage still serves %s", *first.DeploymentId)
	}
	if got := stage("prod"); got.DeploymentId != nil || got.LastDeploymentStatusMessage != nil {
		t.Errorf("prod was deployed to: %s", plainJSON(t, got))
	}
	deployed := answered(s.CreateDeployment(ctx, &apigatewayv2.CreateDeploymentInput{ApiId: api, StageName: new("prod")})).DeploymentId
	if got := stage("prod"); *got.DeploymentId != *deployed {
		t.Errorf("prod serves %s, want %s", *got.DeploymentId, *deployed)
	}
	for _, name := range []string{"$default", "prod"} {
		_, err := s.UpdateStage(ctx, &apigatewayv2.UpdateStageInput{ApiId: api, StageName: &name, AutoDeploy: new(true), DeploymentId: first.DeploymentId})
		s.refused(err, "BadRequestException: Deployment ID cannot be set on this stage because AutoDeploy is enabled")
	}
	answered(s.UpdateStage(ctx, &apigatewayv2.UpdateStageInput{ApiId: api, StageName: new("prod"), RouteSettings: map[string]types.RouteSettings{"GET /pets": {ThrottlingBurstLimit: new(int32(1))}}}))
	answered(s.DeleteRouteSettings(ctx, &apigatewayv2.DeleteRouteSettingsInput{ApiId: api, StageName: new("prod"), RouteKey: new("GET /pets")}))
	if got := stage("prod"); len(got.RouteSettings) != 0 {
		t.Errorf("the settings are still there: %s", plainJSON(t, got))
	}
	answered(s.ResetAuthorizersCache(ctx, &apigatewayv2.ResetAuthorizersCacheInput{ApiId: api, StageName: new("prod")}))
	if n := len(answered(s.GetDeployments(ctx, &apigatewayv2.GetDeploymentsInput{ApiId: api})).Items); n != 3 {
		t.Errorf("there are %d deployments, want 3", n)
	}
}

// What is malformed is refused with AWS's 4xx, and nothing is made of it.
func TestMalformedApiCallsAreRefused(t *testing.T) {
	s := openV2(t)
	s.api(types.ProtocolTypeHttp, "api0000001")
	for _, tt := range []struct {
		method, path, body string
		status             int
		kind, message      string
	}{
		{"POST", "/v2/apis", `{`, 400, "SerializationException", `{"message":"The request body is not well-formed JSON."}`},
		{"POST", "/v2/apis", `{"name":5}`, 400, "SerializationException", `{"message":"class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted to an String"}`},
		{"POST", "/v2/apis", `{}`, 400, "BadRequestException", `{"message":"Invalid protocol specified. Must be one of [HTTP, WEBSOCKET]"}`},
		{"POST", "/v2/apis", `{"protocolType":"HTTP"}`, 400, "BadRequestException", `{"message":"Invalid API name specified"}`},
		{"PATCH", "/v2/apis/nosuch", `{}`, 404, "NotFoundException", `{"message":"Invalid API identifier specified 000000000000:nosuch","resourceType":"Api"}`},
		{"GET", "/v2/apis/nosuch/routes", ``, 404, "NotFoundException", `{"message":"Invalid API identifier specified 000000000000:nosuch","resourceType":"Api"}`},
		{"POST", "/v2/apis/api0000001/routes", `{}`, 400, "BadRequestException",
			`{"message":"The provided route key is not formatted properly for HTTP protocol. Format should be \"[HTTP METHOD] /[RESOURCE PATH]\" or \"$default\""}`},
		{"POST", "/v2/apis/api0000001/integrations", `{"integrationType":"AWS"}`, 400, "BadRequestException",
			`{"message":"Currently, an API with a protocol type of HTTP may only be associated with proxy integrations (AWS_PROXY, HTTP_PROXY)"}`},
		{"POST", "/v2/apis/api0000001/models", `{"name":"pet","schema":"{}"}`, 400, "BadRequestException",
			`{"message":"Currently, Models are not permitted for APIs with a protocol type of HTTP"}`},
		{"POST", "/v2/apis/api0000001/stages", `{"stageName":"bad stage"}`, 400, "BadRequestException", `{"message":"Stage name only allows a-zA-Z0-9_"}`},
		{"POST", "/v2/apis/api0000001/deployments", `{}`, 400, "BadRequestException", `{"message":"At least one route is required before deploying the Api."}`},
		{"POST", "/v2/apis/api0000001/authorizers", `{"name":"a","authorizerType":"JWT","identitySource":["$request.header.A"]}`, 400, "BadRequestException",
			`{"message":"JwtConfiguration must not be null for JWT Authorizer"}`},
		{"GET", "/v2/tags/nonsense", ``, 400, "BadRequestException", `{"message":"Invalid ARN specified in the request"}`},
	} {
		t.Run(tt.method+tt.path+tt.body, func(t *testing.T) {
			a := s.do(tt.method, tt.path, tt.body)
			a.check(t, tt.status, tt.message)
			if got := a.header.Get("x-amzn-ErrorType"); got != tt.kind {
				t.Errorf("x-amzn-ErrorType %q, want %q", got, tt.kind)
			}
		})
	}
}

// AWS's statuses: 201 for what is made, 204 for what is gone.
func TestApisOverTheWire(t *testing.T) {
	s := openV2(t)
	s.api(types.ProtocolTypeHttp, "api0000001")
	for _, tt := range []struct {
		method, path, body string
		status             int
	}{
		{"POST", "/v2/apis/api0000001/stages", `{"stageName":"dev"}`, 201},
		{"PATCH", "/v2/apis/api0000001/stages/dev", `{}`, 200},
		{"GET", "/v2/apis/api0000001/stages", ``, 200},
		{"POST", "/v2/tags/arn:aws:apigateway:us-east-1::%2Fapis%2Fapi0000001", `{"tags":{"a":"b"}}`, 201},
		{"DELETE", "/v2/tags/arn:aws:apigateway:us-east-1::%2Fapis%2Fapi0000001?tagKeys=a", ``, 204},
		{"DELETE", "/v2/apis/api0000001/stages/dev/accesslogsettings", ``, 204},
		{"DELETE", "/v2/apis/api0000001/stages/dev/cache/authorizers", ``, 204},
		{"DELETE", "/v2/apis/api0000001/cors", ``, 204},
		{"DELETE", "/v2/apis/api0000001/stages/dev", ``, 204},
		{"DELETE", "/v2/apis/api0000001", ``, 204},
	} {
		if a := s.do(tt.method, tt.path, tt.body); a.status != tt.status {
			t.Errorf("%s %s: %d %s, want %d", tt.method, tt.path, a.status, a.body, tt.status)
		}
	}
}
