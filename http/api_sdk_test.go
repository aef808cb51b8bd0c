package http_test

import (
	"crypto/tls"
	"errors"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/apigatewayv2"
	"github.com/aws/aws-sdk-go-v2/service/apigatewayv2/types"
	"github.com/aws/smithy-go"
)

// v2Test is AWS's own client of an emulator, for version 2 of the API.
type v2Test struct {
	*testing.T
	*apigatewayv2.Client
	client
}

func openV2(t *testing.T) v2Test {
	t.Helper()
	c := open(t)
	return v2Test{t, apigatewayv2.NewFromConfig(aws.Config{
		Region: "us-east-1", BaseEndpoint: &c.URL, RetryMaxAttempts: 1,
		Credentials: credentials.NewStaticCredentialsProvider("test", "test", ""),
	}), c}
}

// read compares an answer with its members as JSON, under the SDK's names, but
// for enumerations that AWS left out, which the SDK has as "". The port in it is
// 4566.
func (s v2Test) read(answer any, want string) {
	s.Helper()
	_, port, _ := strings.Cut(s.URL, "localhost:")
	text := noEnum.ReplaceAllString(plainJSON(s.T, answer), "")
	if text = strings.ReplaceAll(text, "localhost:"+port, "localhost:4566"); text != want {
		s.Errorf("\n got %s\nwant %s", text, want)
	}
}

var noEnum = regexp.MustCompile(`"\w+":"",|,"\w+":""`)

// refused compares an error with its code and message.
func (s v2Test) refused(err error, want string) {
	s.Helper()
	var e smithy.APIError
	if !errors.As(err, &e) {
		s.Errorf("got %v, want %s", err, want)
		return
	}
	if text := e.ErrorCode() + ": " + e.ErrorMessage(); text != want {
		s.Errorf("refused with\n got %s\nwant %s", text, want)
	}
}

// api makes an API under a chosen id.
func (s v2Test) api(protocol types.ProtocolType, id string) {
	s.Helper()
	in := &apigatewayv2.CreateApiInput{Name: new("pets"), ProtocolType: protocol, Tags: map[string]string{"_custom_id_": id}}
	if protocol == types.ProtocolTypeWebsocket {
		in.RouteSelectionExpression = new("$request.body.action")
	}
	answered(s.CreateApi(s.Context(), in))
}

const function = "arn:aws:lambda:us-east-1:000000000000:function:pets"

func TestApisThroughTheSDK(t *testing.T) {
	s, ctx := openV2(t), t.Context()

	created := answered(s.CreateApi(ctx, &apigatewayv2.CreateApiInput{
		Name: new("pets"), ProtocolType: types.ProtocolTypeHttp, Description: new("all of them"), Version: new("v1"),
		IpAddressType: types.IpAddressTypeDualstack, DisableExecuteApiEndpoint: new(true), Tags: map[string]string{"_custom_id_": "api0000001"},
		CorsConfiguration: &types.Cors{AllowOrigins: []string{"https://a.example"}, AllowHeaders: []string{"X-Pet"}, AllowMethods: []string{"GET", "*"}, MaxAge: new(int32(60))},
	}))
	const pets = `"ApiId":"api0000001","ApiKeySelectionExpression":"$request.header.x-api-key",` +
		`"CorsConfiguration":{"AllowCredentials":false,"AllowHeaders":["x-pet"],"AllowMethods":["GET","*"],"AllowOrigins":["https://a.example"],"ExposeHeaders":[],"MaxAge":60},` +
		`"CreatedDate":"2026-01-01T00:00:01Z","Description":"all of them","DisableExecuteApiEndpoint":true,"IpAddressType":"dualstack","Name":"pets","ProtocolType":"HTTP",` +
		`"RouteSelectionExpression":"$request.method $request.path","Tags":{"_custom_id_":"api0000001"},"Version":"v1"}`
	const endpoint = `{"ApiEndpoint":"http://localhost:4566/execute-api/api0000001",`
	s.read(created, endpoint+pets)
	s.read(answered(s.GetApi(ctx, &apigatewayv2.GetApiInput{ApiId: created.ApiId})), endpoint+pets)

	chat := answered(s.CreateApi(ctx, &apigatewayv2.CreateApiInput{
		Name: new("chat"), ProtocolType: types.ProtocolTypeWebsocket, RouteSelectionExpression: new("$request.body.action"),
		ApiKeySelectionExpression: new("$context.authorizer.usageIdentifierKey"), DisableSchemaValidation: new(false),
		Tags: map[string]string{"ms-custom-id": "ws00000001"},
	}))
	s.read(chat, `{"ApiEndpoint":"ws://localhost:4566/ws/ws00000001","ApiId":"ws00000001","ApiKeySelectionExpression":"$context.authorizer.usageIdentifierKey",`+
		`"CreatedDate":"2026-01-01T00:00:02Z","DisableExecuteApiEndpoint":false,"DisableSchemaValidation":false,"IpAddressType":"ipv4","Name":"chat","ProtocolType":"WEBSOCKET",`+
		`"RouteSelectionExpression":"$request.body.action","Tags":{"ms-custom-id":"ws00000001"}}`)

	page := answered(s.GetApis(ctx, &apigatewayv2.GetApisInput{MaxResults: new("1")}))
	if len(page.Items) != 1 || *page.Items[0].ApiId != "api0000001" || page.NextToken == nil {
		t.Errorf("the first page is %s", plainJSON(t, page))
	}
	page = answered(s.GetApis(ctx, &apigatewayv2.GetApisInput{MaxResults: new("1"), NextToken: page.NextToken}))
	if len(page.Items) != 1 || *page.Items[0].ApiId != "ws00000001" || page.NextToken != nil || !strings.HasPrefix(*page.Items[0].ApiEndpoint, "ws://localhost:") {
		t.Errorf("the second page is %s", plainJSON(t, page))
	}

	// Absent keeps, empty clears; the lists of CORS are merged too.
	answered(s.UpdateApi(ctx, &apigatewayv2.UpdateApiInput{
		ApiId: created.ApiId, Description: new(""), Name: new("cats"), CorsConfiguration: &types.Cors{AllowOrigins: []string{"*"}, ExposeHeaders: []string{"Date"}},
	}))
	s.read(answered(s.GetApi(ctx, &apigatewayv2.GetApiInput{ApiId: created.ApiId})), endpoint+strings.NewReplacer(
		`"Description":"all of them",`, ``, `"Name":"pets"`, `"Name":"cats"`, `"https://a.example"`, `"*"`, `"ExposeHeaders":[]`, `"ExposeHeaders":["date"]`).Replace(pets))
	answered(s.DeleteCorsConfiguration(ctx, &apigatewayv2.DeleteCorsConfigurationInput{ApiId: created.ApiId}))
	if got := answered(s.GetApi(ctx, &apigatewayv2.GetApiInput{ApiId: created.ApiId})); got.CorsConfiguration != nil {
		t.Errorf("CORS is still %+v", got.CorsConfiguration)
	}

	answered(s.DeleteApi(ctx, &apigatewayv2.DeleteApiInput{ApiId: created.ApiId}))
	_, err := s.GetApi(ctx, &apigatewayv2.GetApiInput{ApiId: created.ApiId})
	s.refused(err, "NotFoundException: Invalid API identifier specified 000000000000:api0000001")
	var missing *types.NotFoundException
	if !errors.As(err, &missing) || aws.ToString(missing.ResourceType) != "Api" {
		t.Errorf("got %#v, want its resourceType", err)
	}
}

// An id is one API's of the whole emulator, whatever its kind, account and region.
func TestApiIdsAreUniqueAmongAllKinds(t *testing.T) {
	s, ctx := openV2(t), t.Context()
	tags := map[string]string{"_custom_id_": "one0000001"}
	if a := s.do("POST", "/restapis", `{"name":"first","tags":{"_custom_id_":"one0000001"}}`); a.status != 201 {
		t.Fatal(a)
	}
	_, err := s.CreateApi(ctx, &apigatewayv2.CreateApiInput{Name: new("second"), ProtocolType: types.ProtocolTypeHttp, Tags: tags},
		func(o *apigatewayv2.Options) { o.Region = "eu-west-1" })
	s.refused(err, "ConflictException: The API identifier one0000001 in tag _custom_id_ is already in use")
	s.api(types.ProtocolTypeHttp, "two0000001")
	s.do("POST", "/restapis", `{"name":"third","tags":{"_custom_id_":"two0000001"}}`).
		check(t, 409, `{"message":"The API identifier two0000001 in tag _custom_id_ is already in use"}`)
}

func TestQuickCreateThroughTheSDK(t *testing.T) {
	s, ctx := openV2(t), t.Context()
	api := answered(s.CreateApi(ctx, &apigatewayv2.CreateApiInput{
		Name: new("quick"), ProtocolType: types.ProtocolTypeHttp, Target: new(function), CredentialsArn: new("arn:aws:iam::000000000000:role/caller"),
	})).ApiId
	integrations := answered(s.GetIntegrations(ctx, &apigatewayv2.GetIntegrationsInput{ApiId: api})).Items
	s.read(integrations, `[{"ApiGatewayManaged":true,"ConnectionType":"INTERNET","CredentialsArn":"arn:aws:iam::000000000000:role/caller","IntegrationId":"`+*integrations[0].IntegrationId+
		`","IntegrationMethod":"POST","IntegrationType":"AWS_PROXY","IntegrationUri":"`+function+`","PayloadFormatVersion":"2.0","TimeoutInMillis":30000}]`)
	routes := answered(s.GetRoutes(ctx, &apigatewayv2.GetRoutesInput{ApiId: api})).Items
	s.read(routes, `[{"ApiGatewayManaged":true,"ApiKeyRequired":false,"AuthorizationType":"NONE","RouteId":"`+*routes[0].RouteId+
		`","RouteKey":"$default","Target":"integrations/`+*integrations[0].IntegrationId+`"}]`)
	deployments := answered(s.GetDeployments(ctx, &apigatewayv2.GetDeploymentsInput{ApiId: api})).Items
	s.read(deployments, `[{"AutoDeployed":true,"CreatedDate":"2026-01-01T00:00:01Z","DeploymentId":"`+*deployments[0].DeploymentId+
		`","DeploymentStatus":"DEPLOYED","Description":"Automatic deployment triggered by changes to the Api configuration"}]`)
	s.read(answered(s.GetStages(ctx, &apigatewayv2.GetStagesInput{ApiId: api})).Items,
		`[{"ApiGatewayManaged":true,"AutoDeploy":true,"CreatedDate":"2026-01-01T00:00:01Z","DefaultRouteSettings":{"DetailedMetricsEnabled":false},"DeploymentId":"`+
			*deployments[0].DeploymentId+`","LastDeploymentStatusMessage":"Successfully deployed stage with deployment ID '`+*deployments[0].DeploymentId+
			`'","LastUpdatedDate":"2026-01-01T00:00:01Z","RouteSettings":{},"StageName":"$default","StageVariables":{},"Tags":{}}]`)

	// The integration and the route are changed through the API.
	answered(s.UpdateApi(ctx, &apigatewayv2.UpdateApiInput{ApiId: api, Target: new("https://pets.example"), RouteKey: new("GET /pets")}))
	route := answered(s.GetRoute(ctx, &apigatewayv2.GetRouteInput{ApiId: api, RouteId: routes[0].RouteId}))
	integration := answered(s.GetIntegration(ctx, &apigatewayv2.GetIntegrationInput{ApiId: api, IntegrationId: integrations[0].IntegrationId}))
	if *route.RouteKey != "GET /pets" || integration.IntegrationType != types.IntegrationTypeHttpProxy || *integration.IntegrationUri != "https://pets.example" ||
		*integration.IntegrationMethod != "ANY" || *integration.PayloadFormatVersion != "1.0" {
		t.Errorf("got %s and %s", plainJSON(t, route), plainJSON(t, integration))
	}
	_, err := s.UpdateRoute(ctx, &apigatewayv2.UpdateRouteInput{ApiId: api, RouteId: route.RouteId, RouteKey: new("GET /cats")})
	s.refused(err, "BadRequestException: The route key GET /pets cannot be modified because the route is managed by API Gateway")
}

func TestApiTagsThroughTheSDK(t *testing.T) {
	s, ctx := openV2(t), t.Context()
	s.api(types.ProtocolTypeHttp, "api0000001")
	answered(s.CreateStage(ctx, &apigatewayv2.CreateStageInput{ApiId: new("api0000001"), StageName: new("dev")}))
	for _, arn := range []string{"arn:aws:apigateway:us-east-1::/apis/api0000001", "arn:aws:apigateway:us-east-1::/apis/api0000001/stages/dev"} {
		answered(s.TagResource(ctx, &apigatewayv2.TagResourceInput{ResourceArn: &arn, Tags: map[string]string{"team": "zoo", "kind": "pets"}}))
		answered(s.UntagResource(ctx, &apigatewayv2.UntagResourceInput{ResourceArn: &arn, TagKeys: []string{"kind", "_custom_id_"}}))
		s.read(answered(s.GetTags(ctx, &apigatewayv2.GetTagsInput{ResourceArn: &arn})), `{"Tags":{"team":"zoo"}}`)
	}
	s.read(answered(s.GetApi(ctx, &apigatewayv2.GetApiInput{ApiId: new("api0000001")})).Tags, `{"team":"zoo"}`)
	s.read(answered(s.GetStage(ctx, &apigatewayv2.GetStageInput{ApiId: new("api0000001"), StageName: new("dev")})).Tags, `{"team":"zoo"}`)
	_, err := s.GetTags(ctx, &apigatewayv2.GetTagsInput{ResourceArn: new("arn:aws:apigateway:us-east-1::/apis/nosuch")})
	s.refused(err, "NotFoundException: Invalid API identifier specified 000000000000:nosuch")
}

// The endpoint is asked of as the client has asked: over TLS it is https or wss,
// and under whatever name it used.
func TestApiEndpointsAreWhereTheClientIs(t *testing.T) {
	s := openV2(t)
	s.api(types.ProtocolTypeHttp, "api0000001")
	s.api(types.ProtocolTypeWebsocket, "ws00000001")
	secure := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}}
	for _, tt := range []struct{ scheme, host, id, want string }{
		{"http", "reel.example:8080", "api0000001", "http://reel.example:8080/execute-api/api0000001"},
		{"http", "reel.example", "ws00000001", "ws://reel.example/ws/ws00000001"},
		{"https", "reel.example", "api0000001", "https://reel.example/execute-api/api0000001"},
		{"https", "reel.example", "ws00000001", "wss://reel.example/ws/ws00000001"},
	} {
		q, err := http.NewRequestWithContext(t.Context(), "GET", tt.scheme+strings.TrimPrefix(s.URL, "http")+"/v2/apis/"+tt.id, nil)
		if err != nil {
			t.Fatal(err)
		}
		q.Host = tt.host
		resp, err := secure.Do(q)
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if got := field(t, string(text), "apiEndpoint"); err != nil || got != tt.want {
			t.Errorf("got %q (%v), want %q", got, err, tt.want)
		}
	}
}

// The past has its own APIs, and nothing can be made there.
func TestApisOfThePast(t *testing.T) {
	s := openV2(t)
	s.api(types.ProtocolTypeHttp, "api0000001")
	s.api(types.ProtocolTypeWebsocket, "ws00000001")
	if a := s.do("GET", "/_reel/at/1/v2/apis", ""); a.status != 200 || !strings.Contains(a.body, "api0000001") || strings.Contains(a.body, "ws00000001") {
		t.Errorf("at 1: %d %s", a.status, a.body)
	}
	if a := s.do("POST", "/_reel/at/1/v2/apis", `{"name":"late","protocolType":"HTTP"}`); a.status != 400 {
		t.Errorf("made in the past: %d %s", a.status, a.body)
	}
}
