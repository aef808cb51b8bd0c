package http_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/apigatewayv2"
	"github.com/aws/aws-sdk-go-v2/service/apigatewayv2/types"
	"gopkg.in/yaml.v3"
)

// A document goes in and reads back field for field.
func TestApiImportsThroughTheSDK(t *testing.T) {
	s, ctx := openV2(t), t.Context()
	orders := string(openAPI(t, "v2-orders.yaml"))
	api := answered(s.ImportApi(ctx, &apigatewayv2.ImportApiInput{Body: &orders, Basepath: new("split"), FailOnWarnings: new(true)}))
	id := *api.ApiId
	want := `{"ApiEndpoint":"http://localhost:4566/execute-api/` + id + `","ApiId":"` + id + `","ApiKeySelectionExpression":"$request.header.x-api-key",` +
		`"CreatedDate":"2026-01-01T00:00:01Z","DisableExecuteApiEndpoint":true,"IpAddressType":"dualstack","Name":"orders","ProtocolType":"HTTP",` +
		`"RouteSelectionExpression":"$request.method $request.path","Tags":{"team":"orders"},"Version":"1.0.0"}`
	s.read(api, want)
	if value, there := api.Tags["unvalued"]; !there || value != "" {
		t.Errorf("the tags are %v", api.Tags)
	}
	s.read(answered(s.GetApi(ctx, &apigatewayv2.GetApiInput{ApiId: &id})), want)
	if stages := answered(s.GetStages(ctx, &apigatewayv2.GetStagesInput{ApiId: &id})).Items; len(stages) != 0 {
		t.Errorf("it has the stages %s", plainJSON(t, stages))
	}

	authorizers := map[string]types.Authorizer{}
	for _, a := range answered(s.GetAuthorizers(ctx, &apigatewayv2.GetAuthorizersInput{ApiId: &id})).Items {
		authorizers[*a.Name] = a
	}
	cognito := *authorizers["cognito"].AuthorizerId
	s.read(authorizers["cognito"], `{"AuthorizerId":"`+cognito+`","AuthorizerType":"JWT","IdentitySource":["$request.header.Authorization"],"JwtConfiguration":{"Audience":["client1","client2"],"Issuer":"https://cognito-idp.us-east-1.amazonaws.com/us-east-1_pool"},"Name":"cognito"}`)
	s.read(authorizers["auth0"], `{"AuthorizerId":"`+*authorizers["auth0"].AuthorizerId+`","AuthorizerType":"JWT","IdentitySource":["$request.querystring.token"],"JwtConfiguration":{"Audience":["shop"],"Issuer":"https://shop.auth0.example"},"Name":"auth0"}`)

	routes := s.routes(id)
	if got, want := strings.Join(keysOf(routes), ", "), "GET /v1/orders, GET /v1/orders/{orderId}, GET /v1/status, POST /v1/orders"; got != want {
		t.Errorf("routes %s, want %s", got, want)
	}
	post := routes["POST /v1/orders"]
	s.read(post, `{"ApiKeyRequired":false,"AuthorizationScopes":["orders/write","orders/admin"],"AuthorizationType":"JWT","AuthorizerId":"`+cognito+`","RouteId":"`+*post.RouteId+`","RouteKey":"POST /v1/orders","Target":"`+*post.Target+`"}`)
	if get := routes["GET /v1/orders"]; *get.Target != *post.Target || *get.OperationName != "list orders" {
		t.Errorf("%s does not share an integration with %s", plainJSON(t, get), plainJSON(t, post))
	}
	integrations := answered(s.GetIntegrations(ctx, &apigatewayv2.GetIntegrationsInput{ApiId: &id})).Items
	if len(integrations) != 3 {
		t.Errorf("integrations %s", plainJSON(t, integrations))
	}
	target := strings.TrimPrefix(*post.Target, "integrations/")
	s.read(answered(s.GetIntegration(ctx, &apigatewayv2.GetIntegrationInput{ApiId: &id, IntegrationId: &target})), `{"ConnectionType":"INTERNET","IntegrationId":"`+target+`","IntegrationMethod":"POST","IntegrationType":"AWS_PROXY",`+
		`"IntegrationUri":"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:orders/invocations","PayloadFormatVersion":"2.0","TimeoutInMillis":30000}`)
}

func (s v2Test) routes(id string) map[string]types.Route {
	s.Helper()
	out := map[string]types.Route{}
	for _, r := range answered(s.GetRoutes(s.Context(), &apigatewayv2.GetRoutesInput{ApiId: &id})).Items {
		out[*r.RouteKey] = r
	}
	return out
}

func keysOf(routes map[string]types.Route) (keys []string) {
	for key := range routes {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// An import onto an API is one event, with the deployments it leads to; what is
// told of it is in its answer only. What AWS's guide calls info and warnings.
func TestApiReimportsThroughTheSDK(t *testing.T) {
	s, ctx := openV2(t), t.Context()
	s.api(types.ProtocolTypeHttp, "api0000001")
	id := new("api0000001")
	answered(s.CreateStage(ctx, &apigatewayv2.CreateStageInput{ApiId: id, StageName: new("$default"), AutoDeploy: new(true)}))
	before := s.events()
	pets := string(openAPI(t, "v2-pets.json"))
	api := answered(s.ReimportApi(ctx, &apigatewayv2.ReimportApiInput{ApiId: id, Body: &pets, FailOnWarnings: new(true)}))
	if n := s.events() - before; n != 1 {
		t.Errorf("it is %d events", n)
	}
	if got, want := plainJSON(t, api.ImportInfo), `["Attribute paths.'/pets'(post).requestBody is not supported for HTTP APIs. Ignoring.","Attribute components.schemas.Pets is not supported for HTTP APIs. Ignoring.","Attribute components.schemas.Pet is not supported for HTTP APIs. Ignoring."]`; got != want {
		t.Errorf("info %s", got)
	}
	s.read(answered(s.GetApi(ctx, &apigatewayv2.GetApiInput{ApiId: id})), `{"ApiEndpoint":"http://localhost:4566/execute-api/api0000001","ApiId":"api0000001","ApiKeySelectionExpression":"$request.header.x-api-key",`+
		`"CorsConfiguration":{"AllowCredentials":true,"AllowHeaders":["x-shelter","content-type"],"AllowMethods":["GET","OPTIONS","POST"],"AllowOrigins":["https://www.shelter.example"],"ExposeHeaders":["x-total","date"],"MaxAge":3600},`+
		`"CreatedDate":"2026-01-01T00:00:01Z","Description":"Who lives at the shelter","DisableExecuteApiEndpoint":false,"IpAddressType":"ipv4","Name":"pets","ProtocolType":"HTTP",`+
		`"RouteSelectionExpression":"$request.method $request.path","Tags":{"_custom_id_":"api0000001"},"Version":"2.1"}`)
	st := answered(s.GetStage(ctx, &apigatewayv2.GetStageInput{ApiId: id, StageName: new("$default")}))
	if st.DeploymentId == nil || *st.LastDeploymentStatusMessage != "Successfully deployed stage with deployment ID '"+*st.DeploymentId+"'" {
		t.Errorf("the stage is %s", plainJSON(t, st))
	}
	was := s.routes(*id)

	again := answered(s.ReimportApi(ctx, &apigatewayv2.ReimportApiInput{ApiId: id, Body: &pets}))
	if now := s.routes(*id); plainJSON(t, now) != plainJSON(t, was) || *again.ApiId != *id {
		t.Errorf("the routes were %s and are %s", plainJSON(t, was), plainJSON(t, now))
	}
	migrated := string(openAPI(t, "v2-migrated.json"))
	_, err := s.ReimportApi(ctx, &apigatewayv2.ReimportApiInput{ApiId: id, Body: &migrated, FailOnWarnings: new(true)})
	if err == nil || !strings.Contains(err.Error(), "BadRequestException: Warnings found during import:\n\tUnsupported security definition type") || len(s.routes(*id)) != len(was) {
		t.Errorf("got %v", err)
	}
	api = answered(s.ReimportApi(ctx, &apigatewayv2.ReimportApiInput{ApiId: id, Body: &migrated}))
	if len(api.Warnings) != 7 || len(answered(s.GetApi(ctx, &apigatewayv2.GetApiInput{ApiId: id})).Warnings) != 0 {
		t.Errorf("warnings %s", plainJSON(t, api.Warnings))
	}
	if got, want := strings.Join(keysOf(s.routes(*id)), ", "), "GET /items, GET /items/{id}, OPTIONS /items"; got != want {
		t.Errorf("routes %s, want %s", got, want)
	}
	s.importRefusals(pets)
}

func (s v2Test) importRefusals(document string) {
	s.Helper()
	for _, bad := range []struct{ body, refused string }{
		{"\x01", "BadRequestException: Invalid OpenAPI input."},
		{"[]", "BadRequestException: Invalid OpenAPI input."},
		{`{"swagger":"2.0","info":{"title":"t"}}`, "BadRequestException: Invalid OpenAPI input. HTTP APIs support only OpenAPI 3.0."},
		{string(openAPI(s.T, "v2-multifile.yaml")), "BadRequestException: Errors found during import:\n\tUnable to resolve 'https://example.com/integrations.json#/one' at paths.'/a'(get).x-amazon-apigateway-integration: a reference must be within the document.\n" +
			"\tUnable to resolve 'schemas.yaml#/A' at paths.'/a'(get).responses.200.content.schema: a reference must be within the document.\n" +
			"\tUnable to resolve './paths/b.yaml' at paths.'/b': a reference must be within the document."},
	} {
		_, err := s.ImportApi(s.Context(), &apigatewayv2.ImportApiInput{Body: &bad.body})
		s.refused(err, bad.refused)
	}
	_, err := s.ReimportApi(s.Context(), &apigatewayv2.ReimportApiInput{ApiId: new("nothere"), Body: &document})
	s.refused(err, "NotFoundException: Invalid API identifier specified 000000000000:nothere")
	s.api(types.ProtocolTypeWebsocket, "ws00000001")
	_, err = s.ReimportApi(s.Context(), &apigatewayv2.ReimportApiInput{ApiId: new("ws00000001"), Body: &document})
	s.refused(err, "BadRequestException: Import is not supported for APIs with a protocol type of WEBSOCKET")
}

func TestApiExportsThroughTheSDK(t *testing.T) {
	s, ctx := openV2(t), t.Context()
	doors := string(openAPI(t, "v2-doors.json"))
	id := answered(s.ImportApi(ctx, &apigatewayv2.ImportApiInput{Body: &doors})).ApiId
	answered(s.CreateStage(ctx, &apigatewayv2.CreateStageInput{ApiId: id, StageName: new("prod")}))
	answered(s.CreateDeployment(ctx, &apigatewayv2.CreateDeploymentInput{ApiId: id, StageName: new("prod")}))
	export := func(kind string, change func(*apigatewayv2.ExportApiInput)) []byte {
		in := &apigatewayv2.ExportApiInput{ApiId: id, OutputType: &kind, Specification: new("OAS30")}
		change(in)
		return answered(s.ExportApi(ctx, in)).Body
	}
	now := export("JSON", func(*apigatewayv2.ExportApiInput) {})
	prod := export("JSON", func(in *apigatewayv2.ExportApiInput) {
		in.StageName, in.ExportVersion, in.IncludeExtensions = new("prod"), new("1.0"), new(true)
	})
	if want := bytes.Replace(now, []byte(`"default" : ""`), []byte(`"default" : "prod"`), 1); !bytes.Equal(prod, want) {
		t.Errorf("prod is\n%s\nand not\n%s", prod, want)
	}
	const head = `{"openapi":"3.0.1","info":{"title":"doors","version":"2026-01-01"},"servers":[{"url":"https://ID.execute-api.us-east-1.amazonaws.com/{basePath}","variables":{"basePath":{"default":""}}}],` +
		`"paths":{"/doors/{door}":{"get":{"responses":{"default":{"description":"Default response for GET /doors/{door}"}},"security":[{"badge":[]}],"x-amazon-apigateway-integration":{"payloadFormatVersion":"1.0","type":"http_proxy","httpMethod":"ANY","uri":"https://lock.example/{door}","connectionType":"INTERNET"}},`
	if got := strings.ReplaceAll(compact(t, now), *id, "ID"); !strings.HasPrefix(got, head) {
		t.Errorf("document\n%s, want\n%s…", got, head)
	}
	plain := export("JSON", func(in *apigatewayv2.ExportApiInput) { in.IncludeExtensions = new(false) })
	if bytes.Contains(plain, []byte("x-amazon")) || !bytes.Contains(plain, []byte(`"badge"`)) {
		t.Errorf("without extensions it is\n%s", plain)
	}
	var inJSON, inYAML any
	if err := json.Unmarshal(now, &inJSON); err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(export("YAML", func(*apigatewayv2.ExportApiInput) {}), &inYAML); err != nil || plainJSON(t, inYAML) != plainJSON(t, inJSON) {
		t.Errorf("%v in YAML, which says %s", err, plainJSON(t, inYAML))
	}
	path := "/v2/apis/" + *id + "/exports/OAS30?outputType="
	if a, b := s.do("GET", path+"JSON", "").header.Get("Content-Type"), s.do("GET", path+"YAML", "").header.Get("Content-Type"); a != "application/json" || b != "application/yaml" {
		t.Errorf("they are %s and %s", a, b)
	}

	// A stage is exported as it was deployed, the API as it is.
	pets := string(openAPI(t, "v2-pets.json"))
	answered(s.ReimportApi(ctx, &apigatewayv2.ReimportApiInput{ApiId: id, Body: &pets}))
	if later := export("JSON", func(in *apigatewayv2.ExportApiInput) { in.StageName = new("prod") }); !bytes.Equal(later, prod) {
		t.Errorf("the export has changed to\n%s", later)
	}
	if later := export("JSON", func(*apigatewayv2.ExportApiInput) {}); !bytes.Contains(later, []byte(`"listPets"`)) {
		t.Errorf("the export is still\n%s", later)
	}
	s.exportRefusals(*id)
}

// (ours, but for the API and the stage)
func (s v2Test) exportRefusals(id string) {
	s.Helper()
	answered(s.CreateStage(s.Context(), &apigatewayv2.CreateStageInput{ApiId: &id, StageName: new("new")}))
	s.api(types.ProtocolTypeWebsocket, "ws00000001")
	for _, bad := range []struct{ api, specification, kind, version, stage, refused string }{
		{"nothere", "OAS30", "JSON", "1.0", "prod", "NotFoundException: Invalid API identifier specified 000000000000:nothere"},
		{id, "OAS30", "JSON", "1.0", "nothere", "NotFoundException: Invalid stage identifier specified"},
		{id, "OAS30", "JSON", "1.0", "new", "NotFoundException: Invalid Deployment identifier specified "},
		{id, "OAS20", "JSON", "1.0", "prod", "BadRequestException: Invalid specification specified. Valid options are OAS30"},
		{id, "OAS30", "TOML", "1.0", "prod", "BadRequestException: Invalid outputType specified. Valid options are JSON,YAML"},
		{id, "OAS30", "YAML", "2.0", "prod", "BadRequestException: Invalid exportVersion specified. Valid options are 1.0"},
		{"ws00000001", "OAS30", "JSON", "1.0", "", "BadRequestException: Export is not supported for APIs with a protocol type of WEBSOCKET"},
	} {
		_, err := s.ExportApi(s.Context(), &apigatewayv2.ExportApiInput{ApiId: &bad.api, Specification: &bad.specification, OutputType: &bad.kind, ExportVersion: &bad.version, StageName: &bad.stage})
		s.refused(err, bad.refused)
	}
}

// A document of 5 MB is read, decided, recorded, deployed and folded in under two
// seconds, socket and all, as one event; see TestImportOfFiveMegabytes.
func TestApiImportOfFiveMegabytes(t *testing.T) {
	s, ctx := openV2(t), t.Context()
	s.api(types.ProtocolTypeHttp, "api0000001")
	answered(s.CreateStage(ctx, &apigatewayv2.CreateStageInput{ApiId: new("api0000001"), StageName: new("$default"), AutoDeploy: new(true)}))
	text := string(largeHttp(5 << 20))
	before, start := s.events(), time.Now()
	answered(s.ReimportApi(ctx, &apigatewayv2.ReimportApiInput{ApiId: new("api0000001"), Body: &text}))
	took := time.Since(start)
	if n := s.events() - before; n != 1 {
		t.Errorf("it is %d events", n)
	}
	start = time.Now()
	var v any
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatal(err)
	}
	baseline := time.Since(start)
	t.Logf("importing %d bytes took %s, %.1f times of what encoding/json takes to read them", len(text), took, float64(took)/float64(baseline))
	if took > 2*time.Second && took > 25*baseline {
		t.Errorf("importing %d bytes took %s", len(text), took)
	}
	routes := 0
	in := &apigatewayv2.GetRoutesInput{ApiId: new("api0000001"), MaxResults: new("500")}
	for {
		page := answered(s.GetRoutes(ctx, in))
		if routes += len(page.Items); page.NextToken == nil {
			break
		}
		in.NextToken = page.NextToken
	}
	if want := strings.Count(text, `"operationId"`); routes != want {
		t.Errorf("%d routes, want %d", routes, want)
	}
}

// largeHttp is a document of an HTTP API of about that many bytes: many paths below
// one variable, with schemas that refer to each other.
func largeHttp(size int) []byte {
	var paths, schemas bytes.Buffer
	for i := 0; paths.Len()+schemas.Len() < size; i++ {
		if i > 0 {
			paths.WriteByte(',')
			schemas.WriteByte(',')
		}
		fmt.Fprintf(&paths, `"/things/{thingId}/part%d":{"parameters":[{"name":"thingId","in":"path","required":true,"schema":{"type":"string"}}]`, i)
		for _, verb := range []string{"get", "put"} {
			fmt.Fprintf(&paths, `,%q:{"operationId":"%sPart%d","summary":"Part %d","parameters":[{"name":"page","in":"query","description":"which page","schema":{"type":"integer"}},{"name":"X-Trace","in":"header","required":true,"schema":{"type":"string"}}],`+
				`"responses":{"200":{"description":"the part","headers":{"X-Next":{"schema":{"type":"string"}}},"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Part%d"}}}},"404":{"description":"none"}},`+
				`"security":[{"jwt":["read:%d"]}],"x-amazon-apigateway-integration":{"type":"http_proxy","httpMethod":"ANY","uri":"https://backend.example/parts/{thingId}","payloadFormatVersion":"1.0","requestParameters":{"overwrite:header.x-part":"%d","append:querystring.id":"$request.path.thingId"},`+
				`"responseParameters":{"200":{"append:header.x-served-by":"reel"},"500":{"overwrite:statuscode":"503"}}}}`, verb, verb, i, i, i, i, i)
		}
		paths.WriteByte('}')
		fmt.Fprintf(&schemas, `"Part%d":{"type":"object","title":"Part %d","required":["id"],"properties":{"id":{"type":"string","pattern":"^[a-z0-9]{8}$"},"next":{"$ref":"#/components/schemas/Part%d"},"all":{"type":"array","items":{"oneOf":[{"$ref":"#/components/schemas/Part%d"},{"type":"object"}]}}}}`, i, i, i/2, i)
	}
	return fmt.Appendf(nil, `{"openapi":"3.0.1","info":{"title":"large","version":"1"},"paths":{%s},"components":{"schemas":{%s},"securitySchemes":{"jwt":{"type":"oauth2","x-amazon-apigateway-authorizer":`+
		`{"type":"jwt","identitySource":"$request.header.Authorization","jwtConfiguration":{"issuer":"https://issuer.example","audience":["a"]}}}}}}`, paths.Bytes(), schemas.Bytes())
}
