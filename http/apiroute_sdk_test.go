package http_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/apigatewayv2"
	"github.com/aws/aws-sdk-go-v2/service/apigatewayv2/types"
)

func TestRoutesThroughTheSDK(t *testing.T) {
	s, ctx, api := openV2(t), t.Context(), new("ws00000001")
	s.api(types.ProtocolTypeWebsocket, *api)
	model := answered(s.CreateModel(ctx, &apigatewayv2.CreateModelInput{ApiId: api, Name: new("pet"), Schema: new(`{"type":"object"}`)}))
	integration := *answered(s.CreateIntegration(ctx, &apigatewayv2.CreateIntegrationInput{ApiId: api, IntegrationType: types.IntegrationTypeMock})).IntegrationId
	authorizer := answered(s.CreateAuthorizer(ctx, &apigatewayv2.CreateAuthorizerInput{
		ApiId: api, Name: new("asks"), AuthorizerType: types.AuthorizerTypeRequest, AuthorizerUri: new(function), IdentitySource: []string{"route.request.header.Auth"},
	})).AuthorizerId

	route := answered(s.CreateRoute(ctx, &apigatewayv2.CreateRouteInput{
		ApiId: api, RouteKey: new("$connect"), ApiKeyRequired: new(true), AuthorizationType: types.AuthorizationTypeCustom, AuthorizerId: authorizer,
		ModelSelectionExpression: new("$request.body.kind"), OperationName: new("hello"), RequestModels: map[string]string{"$default": *model.Name},
		RequestParameters:                map[string]types.ParameterConstraints{"route.request.header.Auth": {Required: new(true)}, "route.request.querystring.q": {}},
		RouteResponseSelectionExpression: new("$default"), Target: new("integrations/" + integration),
	}))
	want := `{"ApiKeyRequired":true,"AuthorizationType":"CUSTOM","AuthorizerId":"` + *authorizer + `","ModelSelectionExpression":"$request.body.kind","OperationName":"hello",` +
		`"RequestModels":{"$default":"pet"},"RequestParameters":{"route.request.header.Auth":{"Required":true},"route.request.querystring.q":{"Required":false}},"RouteId":"` +
		*route.RouteId + `","RouteKey":"$connect","RouteResponseSelectionExpression":"$default","Target":"integrations/` + integration + `"}`
	s.read(route, want)
	s.read(answered(s.GetRoute(ctx, &apigatewayv2.GetRouteInput{ApiId: api, RouteId: route.RouteId})), want)

	answered(s.DeleteRouteRequestParameter(ctx, &apigatewayv2.DeleteRouteRequestParameterInput{ApiId: api, RouteId: route.RouteId, RequestParameterKey: new("route.request.querystring.q")}))
	answered(s.UpdateRoute(ctx, &apigatewayv2.UpdateRouteInput{
		ApiId: api, RouteId: route.RouteId, ApiKeyRequired: new(false), AuthorizationType: types.AuthorizationTypeNone, OperationName: new(""),
		ModelSelectionExpression: new(""), RouteResponseSelectionExpression: new(""), RequestModels: map[string]string{},
	}))
	s.read(answered(s.GetRoutes(ctx, &apigatewayv2.GetRoutesInput{ApiId: api})).Items,
		`[{"ApiKeyRequired":false,"AuthorizationType":"NONE","RequestParameters":{"route.request.header.Auth":{"Required":true}},"RouteId":"`+*route.RouteId+
			`","RouteKey":"$connect","Target":"integrations/`+integration+`"}]`)

	_, err := s.DeleteIntegration(ctx, &apigatewayv2.DeleteIntegrationInput{ApiId: api, IntegrationId: &integration})
	s.refused(err, "ConflictException: Cannot delete Integration because it is referenced by the following Routes with Ids: ["+*route.RouteId+"]")
	answered(s.DeleteRoute(ctx, &apigatewayv2.DeleteRouteInput{ApiId: api, RouteId: route.RouteId}))
	_, err = s.GetRoute(ctx, &apigatewayv2.GetRouteInput{ApiId: api, RouteId: route.RouteId})
	s.refused(err, "NotFoundException: Invalid Route identifier specified "+*route.RouteId)
	answered(s.DeleteIntegration(ctx, &apigatewayv2.DeleteIntegrationInput{ApiId: api, IntegrationId: &integration}))
}

func TestRouteResponsesThroughTheSDK(t *testing.T) {
	s, ctx, api := openV2(t), t.Context(), new("ws00000001")
	s.api(types.ProtocolTypeWebsocket, *api)
	answered(s.CreateModel(ctx, &apigatewayv2.CreateModelInput{ApiId: api, Name: new("pet"), Schema: new(`{"type":"object"}`)}))
	route := answered(s.CreateRoute(ctx, &apigatewayv2.CreateRouteInput{ApiId: api, RouteKey: new("$default")})).RouteId
	response := answered(s.CreateRouteResponse(ctx, &apigatewayv2.CreateRouteResponseInput{
		ApiId: api, RouteId: route, RouteResponseKey: new("$default"), ModelSelectionExpression: new("default"),
		ResponseModels: map[string]string{"default": "pet"}, ResponseParameters: map[string]types.ParameterConstraints{"route.response.header.X": {Required: new(true)}},
	}))
	want := `{"ModelSelectionExpression":"default","ResponseModels":{"default":"pet"},"ResponseParameters":{"route.response.header.X":{"Required":true}},"RouteResponseId":"` +
		*response.RouteResponseId + `","RouteResponseKey":"$default"}`
	s.read(response, want)
	s.read(answered(s.GetRouteResponse(ctx, &apigatewayv2.GetRouteResponseInput{ApiId: api, RouteId: route, RouteResponseId: response.RouteResponseId})), want)
	answered(s.UpdateRouteResponse(ctx, &apigatewayv2.UpdateRouteResponseInput{
		ApiId: api, RouteId: route, RouteResponseId: response.RouteResponseId, ModelSelectionExpression: new(""), ResponseParameters: map[string]types.ParameterConstraints{},
	}))
	s.read(answered(s.GetRouteResponses(ctx, &apigatewayv2.GetRouteResponsesInput{ApiId: api, RouteId: route})).Items,
		`[{"ResponseModels":{"default":"pet"},"RouteResponseId":"`+*response.RouteResponseId+`","RouteResponseKey":"$default"}]`)
	_, err := s.CreateRouteResponse(ctx, &apigatewayv2.CreateRouteResponseInput{ApiId: api, RouteId: route, RouteResponseKey: new("other")})
	s.refused(err, "BadRequestException: Currently, only $default is supported as a RouteResponseKey.")
	answered(s.DeleteRouteResponse(ctx, &apigatewayv2.DeleteRouteResponseInput{ApiId: api, RouteId: route, RouteResponseId: response.RouteResponseId}))
	_, err = s.GetRouteResponse(ctx, &apigatewayv2.GetRouteResponseInput{ApiId: api, RouteId: route, RouteResponseId: response.RouteResponseId})
	s.refused(err, "NotFoundException: Invalid RouteResponse identifier specified "+*response.RouteResponseId)
}

func TestHttpIntegrationsThroughTheSDK(t *testing.T) {
	s, ctx, api := openV2(t), t.Context(), new("api0000001")
	s.api(types.ProtocolTypeHttp, *api)
	in := answered(s.CreateIntegration(ctx, &apigatewayv2.CreateIntegrationInput{
		ApiId: api, IntegrationType: types.IntegrationTypeHttpProxy, IntegrationMethod: new("ANY"), Description: new("the zoo"),
		IntegrationUri: new("arn:aws:elasticloadbalancing:us-east-1:000000000000:listener/app/zoo/1/2"),
		ConnectionType: types.ConnectionTypeVpcLink, ConnectionId: new("abc123"), TlsConfig: &types.TlsConfigInput{ServerNameToVerify: new("zoo.example")},
		PayloadFormatVersion: new("1.0"), TimeoutInMillis: new(int32(5000)), CredentialsArn: new("arn:aws:iam::000000000000:role/caller"),
		RequestParameters: map[string]string{"append:header.X-Pet": "$request.path.id", "overwrite:path": "/pets/${request.path.id}", "remove:querystring.q": "''"},
		ResponseParameters: map[string]map[string]string{
			"200": {"overwrite:header.X-Kind": "cat", "overwrite:statuscode": "201"}, "500": {"remove:header.Server": "''"}},
	}))
	want := `{"ConnectionId":"abc123","ConnectionType":"VPC_LINK","CredentialsArn":"arn:aws:iam::000000000000:role/caller","Description":"the zoo","IntegrationId":"` + *in.IntegrationId +
		`","IntegrationMethod":"ANY","IntegrationType":"HTTP_PROXY","IntegrationUri":"arn:aws:elasticloadbalancing:us-east-1:000000000000:listener/app/zoo/1/2","PayloadFormatVersion":"1.0",` +
		`"RequestParameters":{"append:header.X-Pet":"$request.path.id","overwrite:path":"/pets/${request.path.id}","remove:querystring.q":"''"},` +
		`"ResponseParameters":{"200":{"overwrite:header.X-Kind":"cat","overwrite:statuscode":"201"},"500":{"remove:header.Server":"''"}},"TimeoutInMillis":5000,"TlsConfig":{"ServerNameToVerify":"zoo.example"}}`
	s.read(in, want)
	s.read(answered(s.GetIntegration(ctx, &apigatewayv2.GetIntegrationInput{ApiId: api, IntegrationId: in.IntegrationId})), want)

	// "" takes a request parameter away, {} those of a status.
	answered(s.UpdateIntegration(ctx, &apigatewayv2.UpdateIntegrationInput{
		ApiId: api, IntegrationId: in.IntegrationId, ConnectionType: types.ConnectionTypeInternet, IntegrationUri: new("https://zoo.example"), Description: new(""),
		RequestParameters:  map[string]string{"remove:querystring.q": "", "append:header.X-More": "yes"},
		ResponseParameters: map[string]map[string]string{"500": {}, "404": {"overwrite:statuscode": "204"}}, TlsConfig: &types.TlsConfigInput{},
	}))
	s.read(answered(s.GetIntegrations(ctx, &apigatewayv2.GetIntegrationsInput{ApiId: api})).Items,
		`[{"ConnectionType":"INTERNET","CredentialsArn":"arn:aws:iam::000000000000:role/caller","IntegrationId":"`+*in.IntegrationId+
			`","IntegrationMethod":"ANY","IntegrationType":"HTTP_PROXY","IntegrationUri":"https://zoo.example","PayloadFormatVersion":"1.0",`+
			`"RequestParameters":{"append:header.X-More":"yes","append:header.X-Pet":"$request.path.id","overwrite:path":"/pets/${request.path.id}"},`+
			`"ResponseParameters":{"200":{"overwrite:header.X-Kind":"cat","overwrite:statuscode":"201"},"404":{"overwrite:statuscode":"204"}},"TimeoutInMillis":5000}]`)

	queue := answered(s.CreateIntegration(ctx, &apigatewayv2.CreateIntegrationInput{
		ApiId: api, IntegrationType: types.IntegrationTypeAwsProxy, IntegrationSubtype: new("SQS-SendMessage"), PayloadFormatVersion: new("1.0"),
		CredentialsArn: new("arn:aws:iam::000000000000:role/caller"), RequestParameters: map[string]string{"QueueUrl": "$request.header.queueUrl", "MessageBody": "$request.body.message"},
	}))
	s.read(queue, `{"ConnectionType":"INTERNET","CredentialsArn":"arn:aws:iam::000000000000:role/caller","IntegrationId":"`+*queue.IntegrationId+
		`","IntegrationSubtype":"SQS-SendMessage","IntegrationType":"AWS_PROXY","PayloadFormatVersion":"1.0",`+
		`"RequestParameters":{"MessageBody":"$request.body.message","QueueUrl":"$request.header.queueUrl"},"TimeoutInMillis":30000}`)
}

func TestIntegrationResponsesThroughTheSDK(t *testing.T) {
	s, ctx, api := openV2(t), t.Context(), new("ws00000001")
	s.api(types.ProtocolTypeWebsocket, *api)
	in := answered(s.CreateIntegration(ctx, &apigatewayv2.CreateIntegrationInput{
		ApiId: api, IntegrationType: types.IntegrationTypeAws, IntegrationUri: new(function), ContentHandlingStrategy: types.ContentHandlingStrategyConvertToText,
		PassthroughBehavior: types.PassthroughBehaviorNever, RequestTemplates: map[string]string{"$default": "{}"}, TemplateSelectionExpression: new("\\$default"),
		RequestParameters: map[string]string{"integration.request.header.X": "'y'"},
	}))
	s.read(in, `{"ConnectionType":"INTERNET","ContentHandlingStrategy":"CONVERT_TO_TEXT","IntegrationId":"`+*in.IntegrationId+
		`","IntegrationMethod":"POST","IntegrationResponseSelectionExpression":"${integration.response.body.errorMessage}","IntegrationType":"AWS","IntegrationUri":"`+function+
		`","PassthroughBehavior":"NEVER","PayloadFormatVersion":"1.0","RequestParameters":{"integration.request.header.X":"'y'"},"RequestTemplates":{"$default":"{}"},"TemplateSelectionExpression":"\\$default","TimeoutInMillis":29000}`)
	response := answered(s.CreateIntegrationResponse(ctx, &apigatewayv2.CreateIntegrationResponseInput{
		ApiId: api, IntegrationId: in.IntegrationId, IntegrationResponseKey: new(`/2\d\d/`), ContentHandlingStrategy: types.ContentHandlingStrategyConvertToBinary,
		ResponseParameters: map[string]string{"method.response.header.X": "integration.response.header.Y"},
		ResponseTemplates:  map[string]string{"$default": "$input.body"}, TemplateSelectionExpression: new("$default"),
	}))
	want := `{"ContentHandlingStrategy":"CONVERT_TO_BINARY","IntegrationResponseId":"` + *response.IntegrationResponseId + `","IntegrationResponseKey":"/2\\d\\d/",` +
		`"ResponseParameters":{"method.response.header.X":"integration.response.header.Y"},"ResponseTemplates":{"$default":"$input.body"},"TemplateSelectionExpression":"$default"}`
	s.read(response, want)
	s.read(answered(s.GetIntegrationResponse(ctx, &apigatewayv2.GetIntegrationResponseInput{
		ApiId: api, IntegrationId: in.IntegrationId, IntegrationResponseId: response.IntegrationResponseId})), want)
	answered(s.UpdateIntegrationResponse(ctx, &apigatewayv2.UpdateIntegrationResponseInput{
		ApiId: api, IntegrationId: in.IntegrationId, IntegrationResponseId: response.IntegrationResponseId,
		IntegrationResponseKey: new("$default"), ResponseParameters: map[string]string{}, TemplateSelectionExpression: new(""),
	}))
	s.read(answered(s.GetIntegrationResponses(ctx, &apigatewayv2.GetIntegrationResponsesInput{ApiId: api, IntegrationId: in.IntegrationId})).Items,
		`[{"ContentHandlingStrategy":"CONVERT_TO_BINARY","IntegrationResponseId":"`+*response.IntegrationResponseId+
			`","IntegrationResponseKey":"$default","ResponseTemplates":{"$default":"$input.body"}}]`)
	answered(s.DeleteIntegrationResponse(ctx, &apigatewayv2.DeleteIntegrationResponseInput{ApiId: api, IntegrationId: in.IntegrationId, IntegrationResponseId: response.IntegrationResponseId}))
	_, err := s.GetIntegrationResponse(ctx, &apigatewayv2.GetIntegrationResponseInput{ApiId: api, IntegrationId: in.IntegrationId, IntegrationResponseId: response.IntegrationResponseId})
	s.refused(err, "NotFoundException: Invalid IntegrationResponse identifier specified "+*response.IntegrationResponseId)
}

func TestWebSocketModelsThroughTheSDK(t *testing.T) {
	s, ctx, api := openV2(t), t.Context(), new("ws00000001")
	s.api(types.ProtocolTypeWebsocket, *api)
	model := answered(s.CreateModel(ctx, &apigatewayv2.CreateModelInput{
		ApiId: api, Name: new("pet"), Description: new("of four legs"), ContentType: new("application/json"),
		Schema: new(`{"$schema":"http://json-schema.org/draft-04/schema#","type":"object","properties":{"name":{"type":"string"}}}`),
	}))
	want := `{"ContentType":"application/json","Description":"of four legs","ModelId":"` + *model.ModelId +
		`","Name":"pet","Schema":"{\"$schema\":\"http://json-schema.org/draft-04/schema#\",\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"}}}"}`
	s.read(model, want)
	s.read(answered(s.GetModel(ctx, &apigatewayv2.GetModelInput{ApiId: api, ModelId: model.ModelId})), want)
	s.read(answered(s.GetModelTemplate(ctx, &apigatewayv2.GetModelTemplateInput{ApiId: api, ModelId: model.ModelId})),
		`{"Value":"#set($inputRoot = $input.path('$'))\n{\n  \"name\" : \"foo\"\n}"}`)
	answered(s.UpdateModel(ctx, &apigatewayv2.UpdateModelInput{ApiId: api, ModelId: model.ModelId, Name: new("cat"), Description: new(""), Schema: new(`{"type":"string"}`)}))
	s.read(answered(s.GetModels(ctx, &apigatewayv2.GetModelsInput{ApiId: api})).Items,
		`[{"ContentType":"application/json","ModelId":"`+*model.ModelId+`","Name":"cat","Schema":"{\"type\":\"string\"}"}]`)
	answered(s.DeleteModel(ctx, &apigatewayv2.DeleteModelInput{ApiId: api, ModelId: model.ModelId}))
	_, err := s.GetModel(ctx, &apigatewayv2.GetModelInput{ApiId: api, ModelId: model.ModelId})
	s.refused(err, "NotFoundException: Invalid Model identifier specified "+*model.ModelId)
}

func TestApiAuthorizersThroughTheSDK(t *testing.T) {
	s, ctx, api := openV2(t), t.Context(), new("api0000001")
	s.api(types.ProtocolTypeHttp, *api)
	jwt := answered(s.CreateAuthorizer(ctx, &apigatewayv2.CreateAuthorizerInput{
		ApiId: api, Name: new("tokens"), AuthorizerType: types.AuthorizerTypeJwt, IdentitySource: []string{"$request.header.Authorization"},
		JwtConfiguration: &types.JWTConfiguration{Audience: []string{"zoo"}, Issuer: new("https://issuer.example")},
	}))
	s.read(jwt, `{"AuthorizerId":"`+*jwt.AuthorizerId+`","AuthorizerType":"JWT","IdentitySource":["$request.header.Authorization"],"JwtConfiguration":{"Audience":["zoo"],"Issuer":"https://issuer.example"},"Name":"tokens"}`)
	asks := answered(s.CreateAuthorizer(ctx, &apigatewayv2.CreateAuthorizerInput{
		ApiId: api, Name: new("asks"), AuthorizerType: types.AuthorizerTypeRequest, AuthorizerUri: new(function), AuthorizerPayloadFormatVersion: new("2.0"),
		EnableSimpleResponses: new(true), IdentitySource: []string{"$request.header.Auth", "$context.routeKey"}, AuthorizerCredentialsArn: new("arn:aws:iam::000000000000:role/caller"),
	}))
	want := `{"AuthorizerCredentialsArn":"arn:aws:iam::000000000000:role/caller","AuthorizerId":"` + *asks.AuthorizerId + `","AuthorizerPayloadFormatVersion":"2.0","AuthorizerResultTtlInSeconds":300,` +
		`"AuthorizerType":"REQUEST","AuthorizerUri":"` + function + `","EnableSimpleResponses":true,"IdentitySource":["$request.header.Auth","$context.routeKey"],"Name":"asks"}`
	s.read(asks, want)
	s.read(answered(s.GetAuthorizer(ctx, &apigatewayv2.GetAuthorizerInput{ApiId: api, AuthorizerId: asks.AuthorizerId})), want)

	answered(s.UpdateAuthorizer(ctx, &apigatewayv2.UpdateAuthorizerInput{
		ApiId: api, AuthorizerId: asks.AuthorizerId, AuthorizerResultTtlInSeconds: new(int32(0)), IdentitySource: []string{}, EnableSimpleResponses: new(false), AuthorizerCredentialsArn: new(""),
	}))
	answered(s.UpdateAuthorizer(ctx, &apigatewayv2.UpdateAuthorizerInput{ApiId: api, AuthorizerId: jwt.AuthorizerId, JwtConfiguration: &types.JWTConfiguration{Audience: []string{"a", "b"}}}))
	got := map[string]string{}
	for _, a := range answered(s.GetAuthorizers(ctx, &apigatewayv2.GetAuthorizersInput{ApiId: api})).Items {
		got[*a.Name] = plainJSON(t, a)
	}
	if want := `{"AuthorizerId":"` + *asks.AuthorizerId + `","AuthorizerPayloadFormatVersion":"2.0","AuthorizerResultTtlInSeconds":0,"AuthorizerType":"REQUEST","AuthorizerUri":"` + function +
		`","EnableSimpleResponses":false,"Name":"asks"}`; got["asks"] != want {
		t.Errorf("\n got %s\nwant %s", got["asks"], want)
	}
	if want := `{"AuthorizerId":"` + *jwt.AuthorizerId + `","AuthorizerType":"JWT","IdentitySource":["$request.header.Authorization"],"JwtConfiguration":{"Audience":["a","b"],"Issuer":"https://issuer.example"},"Name":"tokens"}`; got["tokens"] != want {
		t.Errorf("\n got %s\nwant %s", got["tokens"], want)
	}

	route := answered(s.CreateRoute(ctx, &apigatewayv2.CreateRouteInput{
		ApiId: api, RouteKey: new("GET /pets"), AuthorizationType: types.AuthorizationTypeJwt, AuthorizerId: jwt.AuthorizerId, AuthorizationScopes: []string{"read"},
	}))
	s.read(route, `{"ApiKeyRequired":false,"AuthorizationScopes":["read"],"AuthorizationType":"JWT","AuthorizerId":"`+*jwt.AuthorizerId+`","RouteId":"`+*route.RouteId+`","RouteKey":"GET /pets"}`)
	_, err := s.DeleteAuthorizer(ctx, &apigatewayv2.DeleteAuthorizerInput{ApiId: api, AuthorizerId: jwt.AuthorizerId})
	s.refused(err, "ConflictException: Cannot delete Authorizer because it is referenced by the following Routes with Ids: ["+*route.RouteId+"]")
	answered(s.DeleteAuthorizer(ctx, &apigatewayv2.DeleteAuthorizerInput{ApiId: api, AuthorizerId: asks.AuthorizerId}))
	_, err = s.GetAuthorizer(ctx, &apigatewayv2.GetAuthorizerInput{ApiId: api, AuthorizerId: asks.AuthorizerId})
	s.refused(err, "NotFoundException: Invalid Authorizer identifier specified "+*asks.AuthorizerId)
}
