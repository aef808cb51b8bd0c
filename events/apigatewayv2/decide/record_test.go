package decide_test

import (
	"flag"

	"reel/events/apigatewayv2"
	"reel/events/apigatewayv2/decide"
)

// go test -run Recorded -update records the streams anew.
var update = flag.Bool("update", false, "record the streams anew")

// scripts are the calls that the recorded streams of this package came of.
var scripts = map[string]func(*recorder){
	"http":        recordHttp,
	"httpimports": recordImports,
	"portals":     recordPortals,
	"websocket":   recordWebSocket,
}

const (
	httpApi  = "http000001"
	chatApi  = "chat000001"
	function = "arn:aws:lambda:us-east-1:000000000000:function:pets"
	role     = "arn:aws:iam::000000000000:role/caller"
	logGroup = "arn:aws:logs:us-east-1:000000000000:log-group:pets"
)

// recordHttp goes through the life of an HTTP API with a stage that deploys by
// itself, and of one that quick create has made.
func recordHttp(r *recorder) {
	do(r, "CreateApi", decide.CreateApi, apigatewayv2.CreateApi{ // 1
		Name: "pets", ProtocolType: "HTTP", Description: new("all pets"), Tags: map[string]string{"_custom_id_": httpApi},
		CorsConfiguration: &apigatewayv2.CorsInput{AllowOrigins: []string{"https://zoo.example"}, AllowHeaders: []string{"X-Pet"}},
	})
	do(r, "CreateStage", decide.CreateStage, apigatewayv2.CreateStage{ApiId: httpApi, StageName: "$default", AutoDeploy: new(true)}) // 2
	integration := do(r, "CreateIntegration", decide.CreateIntegration, apigatewayv2.CreateIntegration{                              // 3
		ApiId: httpApi, IntegrationType: "AWS_PROXY", IntegrationUri: new(function), PayloadFormatVersion: new("2.0"),
	}).(apigatewayv2.IntegrationCreated).Integration.IntegrationId
	jwt := do(r, "CreateAuthorizer", decide.CreateAuthorizer, apigatewayv2.CreateAuthorizer{ // 4
		ApiId: httpApi, Name: "tokens", AuthorizerType: "JWT", IdentitySource: []string{"$request.header.Authorization"},
		JwtConfiguration: &apigatewayv2.JWTConfigurationInput{Audience: []string{"zoo"}, Issuer: new("https://issuer.example")},
	}).(apigatewayv2.AuthorizerCreated).Authorizer.AuthorizerId
	asks := do(r, "CreateAuthorizer", decide.CreateAuthorizer, apigatewayv2.CreateAuthorizer{ // 5
		ApiId: httpApi, Name: "asks", AuthorizerType: "REQUEST", AuthorizerUri: new(function), AuthorizerPayloadFormatVersion: new("2.0"),
		IdentitySource: []string{"$request.header.Auth"},
	}).(apigatewayv2.AuthorizerCreated).Authorizer.AuthorizerId
	route := do(r, "CreateRoute", decide.CreateRoute, apigatewayv2.CreateRoute{ // 6
		ApiId: httpApi, RouteKey: "GET /pets/{id}", Target: new("integrations/" + integration), AuthorizationType: new("JWT"), AuthorizerId: &jwt,
	}).(apigatewayv2.RouteCreated).Route.RouteId
	do(r, "CreateRoute", decide.CreateRoute, apigatewayv2.CreateRoute{ApiId: httpApi, RouteKey: "$default"})                                    // 7
	do(r, "UpdateRoute", decide.UpdateRoute, apigatewayv2.UpdateRoute{ApiId: httpApi, RouteId: route, AuthorizationScopes: []string{"read"}})   // 8
	do(r, "UpdateAuthorizer", decide.UpdateAuthorizer, apigatewayv2.UpdateAuthorizer{ApiId: httpApi, AuthorizerId: asks, Name: new("wonders")}) // 9
	do(r, "UpdateIntegration", decide.UpdateIntegration, apigatewayv2.UpdateIntegration{                                                        // 10
		ApiId: httpApi, IntegrationId: integration, TimeoutInMillis: new(int64(100)), RequestParameters: map[string]string{"overwrite:header.X-Id": "$request.path.id"},
	})
	do(r, "CreateStage", decide.CreateStage, apigatewayv2.CreateStage{ // 11
		ApiId: httpApi, StageName: "prod", StageVariables: map[string]string{"kind": "cat"},
		RouteSettings:     map[string]apigatewayv2.RouteSettingsInput{"$default": {ThrottlingBurstLimit: new(int64(5))}},
		AccessLogSettings: &apigatewayv2.AccessLogSettingsInput{DestinationArn: new(logGroup), Format: new("$context.requestId")},
	})
	deployment := do(r, "CreateDeployment", decide.CreateDeployment, apigatewayv2.CreateDeployment{ApiId: httpApi, StageName: new("prod")}).(apigatewayv2.DeploymentCreated).Deployment.DeploymentId // 12
	do(r, "UpdateDeployment", decide.UpdateDeployment, apigatewayv2.UpdateDeployment{ApiId: httpApi, DeploymentId: deployment, Description: new("first")})                                           // 13
	do(r, "UpdateStage", decide.UpdateStage, apigatewayv2.UpdateStage{ApiId: httpApi, StageName: "prod", AutoDeploy: new(true)})                                                                     // 14
	do(r, "DeleteRouteSettings", decide.DeleteRouteSettings, apigatewayv2.DeleteRouteSettings{ApiId: httpApi, StageName: "prod", RouteKey: "$default"})                                              // 15
	do(r, "DeleteAccessLogSettings", decide.DeleteAccessLogSettings, apigatewayv2.DeleteAccessLogSettings{ApiId: httpApi, StageName: "prod"})                                                        // 16
	do(r, "ResetAuthorizersCache", decide.ResetAuthorizersCache, apigatewayv2.ResetAuthorizersCache{ApiId: httpApi, StageName: "prod"})                                                              // 17
	do(r, "UpdateApi", decide.UpdateApi, apigatewayv2.UpdateApi{ApiId: httpApi, Name: new("animals"), Description: new("")})                                                                         // 18
	do(r, "DeleteCorsConfiguration", decide.DeleteCorsConfiguration, apigatewayv2.DeleteCorsConfiguration{ApiId: httpApi})                                                                           // 19
	do(r, "TagResource", decide.TagResource, apigatewayv2.TagResource{ResourceArn: "arn:aws:apigateway:us-east-1::/apis/" + httpApi, Tags: map[string]string{"a": "b"}})                             // 20
	do(r, "DeleteDeployment", decide.DeleteDeployment, apigatewayv2.DeleteDeployment{ApiId: httpApi, DeploymentId: deployment})                                                                      // 21
	do(r, "DeleteRoute", decide.DeleteRoute, apigatewayv2.DeleteRoute{ApiId: httpApi, RouteId: route})                                                                                               // 22
	do(r, "DeleteAuthorizer", decide.DeleteAuthorizer, apigatewayv2.DeleteAuthorizer{ApiId: httpApi, AuthorizerId: jwt})                                                                             // 23
	do(r, "DeleteIntegration", decide.DeleteIntegration, apigatewayv2.DeleteIntegration{ApiId: httpApi, IntegrationId: integration})                                                                 // 24
	do(r, "DeleteStage", decide.DeleteStage, apigatewayv2.DeleteStage{ApiId: httpApi, StageName: "prod"})                                                                                            // 25
	quick := do(r, "CreateApi", decide.CreateApi, apigatewayv2.CreateApi{Name: "quick", ProtocolType: "HTTP", Target: new(function)}).(apigatewayv2.ApiCreated).Api.ApiId                            // 26
	do(r, "UpdateApi", decide.UpdateApi, apigatewayv2.UpdateApi{ApiId: quick, Target: new("https://zoo.example"), RouteKey: new("GET /zoo")})                                                        // 27
	do(r, "DeleteApi", decide.DeleteApi, apigatewayv2.DeleteApi{ApiId: quick})                                                                                                                       // 28
}

// recordWebSocket goes through the life of a WebSocket API with a stage that
// deploys by itself, and one that was never deployed to.
func recordWebSocket(r *recorder) {
	do(r, "CreateApi", decide.CreateApi, apigatewayv2.CreateApi{ // 1
		Name: "chat", ProtocolType: "WEBSOCKET", RouteSelectionExpression: new("$request.body.action"), Tags: map[string]string{"_custom_id_": chatApi},
	})
	do(r, "CreateStage", decide.CreateStage, apigatewayv2.CreateStage{ApiId: chatApi, StageName: "live", AutoDeploy: new(true)})                                                                             // 2
	model := do(r, "CreateModel", decide.CreateModel, apigatewayv2.CreateModel{ApiId: chatApi, Name: "line", Schema: `{"type":"object"}`}).(apigatewayv2.ModelCreated).Model.ModelId                         // 3
	integration := do(r, "CreateIntegration", decide.CreateIntegration, apigatewayv2.CreateIntegration{ApiId: chatApi, IntegrationType: "MOCK"}).(apigatewayv2.IntegrationCreated).Integration.IntegrationId // 4
	response := do(r, "CreateIntegrationResponse", decide.CreateIntegrationResponse, apigatewayv2.CreateIntegrationResponse{                                                                                 // 5
		ApiId: chatApi, IntegrationId: integration, IntegrationResponseKey: `/2\d\d/`,
	}).(apigatewayv2.IntegrationResponseCreated).IntegrationResponse.IntegrationResponseId
	route := do(r, "CreateRoute", decide.CreateRoute, apigatewayv2.CreateRoute{ // 6
		ApiId: chatApi, RouteKey: "$connect", Target: new("integrations/" + integration), RequestModels: map[string]string{"$default": "line"},
		RequestParameters: map[string]apigatewayv2.ParameterConstraintsInput{"route.request.header.Auth": {Required: new(true)}},
	}).(apigatewayv2.RouteCreated).Route.RouteId
	answer := do(r, "CreateRouteResponse", decide.CreateRouteResponse, apigatewayv2.CreateRouteResponse{ApiId: chatApi, RouteId: route, RouteResponseKey: "$default"}).(apigatewayv2.RouteResponseCreated).RouteResponse.RouteResponseId // 7
	do(r, "CreateStage", decide.CreateStage, apigatewayv2.CreateStage{ApiId: chatApi, StageName: "dev"})                                                                                                                                 // 8
	do(r, "UpdateModel", decide.UpdateModel, apigatewayv2.UpdateModel{ApiId: chatApi, ModelId: model, Description: new("what is said")})                                                                                                 // 9
	do(r, "UpdateIntegrationResponse", decide.UpdateIntegrationResponse, apigatewayv2.UpdateIntegrationResponse{                                                                                                                         // 10
		ApiId: chatApi, IntegrationId: integration, IntegrationResponseId: response, IntegrationResponseKey: new("$default"),
	})
	do(r, "UpdateRouteResponse", decide.UpdateRouteResponse, apigatewayv2.UpdateRouteResponse{ // 11
		ApiId: chatApi, RouteId: route, RouteResponseId: answer, ResponseModels: map[string]string{"$default": "line"},
	})
	do(r, "DeleteRouteRequestParameter", decide.DeleteRouteRequestParameter, apigatewayv2.DeleteRouteRequestParameter{ // 12
		ApiId: chatApi, RouteId: route, RequestParameterKey: "route.request.header.Auth",
	})
	do(r, "DeleteRouteResponse", decide.DeleteRouteResponse, apigatewayv2.DeleteRouteResponse{ApiId: chatApi, RouteId: route, RouteResponseId: answer})                                       // 13
	do(r, "DeleteIntegrationResponse", decide.DeleteIntegrationResponse, apigatewayv2.DeleteIntegrationResponse{ApiId: chatApi, IntegrationId: integration, IntegrationResponseId: response}) // 14
	do(r, "UpdateRoute", decide.UpdateRoute, apigatewayv2.UpdateRoute{ApiId: chatApi, RouteId: route, RequestModels: map[string]string{}})                                                    // 15
	do(r, "DeleteModel", decide.DeleteModel, apigatewayv2.DeleteModel{ApiId: chatApi, ModelId: model})                                                                                        // 16
}
