package http_test

import (
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/apigateway"
	"github.com/aws/aws-sdk-go-v2/service/apigateway/types"
)

func TestModelsThroughTheSDK(t *testing.T) {
	s, ctx := openSDK(t), t.Context()
	const schema = `{"title":"Pet","type":"object","properties":{"name":{"type":"string"},"age":{"type":"integer"}}}`
	m := answered(s.CreateModel(ctx, &apigateway.CreateModelInput{
		RestApiId: &s.api, Name: new("Pet"), ContentType: new("application/json"), Description: new("a pet"), Schema: new(schema),
	}))
	members := func(description, schema string) string {
		return `{"ContentType":"application/json","Description":"` + description + `","Id":"` + *m.Id + `","Name":"Pet","Schema":"` + strings.ReplaceAll(schema, `"`, `\"`) + `"}`
	}
	s.read(m, members("a pet", schema))
	get := &apigateway.GetModelInput{RestApiId: &s.api, ModelName: new("Pet")}
	s.read(answered(s.GetModel(ctx, get)), members("a pet", schema))

	list := `{"type":"array","items":{"$ref":"https://apigateway.amazonaws.com/restapis/` + s.api + `/models/Pet"}}`
	answered(s.CreateModel(ctx, &apigateway.CreateModelInput{RestApiId: &s.api, Name: new("Pets"), ContentType: new("application/json"), Schema: &list}))
	flat := answered(s.GetModel(ctx, &apigateway.GetModelInput{RestApiId: &s.api, ModelName: new("Pets"), Flatten: true}))
	if got, want := *flat.Schema, `{"definitions":{"Pet":{"properties":{"age":{"type":"integer"},"name":{"type":"string"}},"title":"Pet","type":"object"}},"items":{"$ref":"#/definitions/Pet"},"type":"array"}`; got != want {
		t.Errorf("flattened\n got %s\nwant %s", got, want)
	}
	template := answered(s.GetModelTemplate(ctx, &apigateway.GetModelTemplateInput{RestApiId: &s.api, ModelName: new("Pet")}))
	if got, want := *template.Value, "#set($inputRoot = $input.path('$'))\n{\n  \"name\" : \"foo\",\n  \"age\" : 42\n}"; got != want {
		t.Errorf("template %q, want %q", got, want)
	}

	var names []string
	pages := apigateway.NewGetModelsPaginator(s, &apigateway.GetModelsInput{RestApiId: &s.api, Limit: new(int32(3))})
	for pages.HasMorePages() {
		for _, m := range answered(pages.NextPage(ctx)).Items {
			names = append(names, *m.Name)
		}
	}
	if got, want := strings.Join(names, " "), "Empty Error Pet Pets"; got != want {
		t.Errorf("models %s, want %s", got, want)
	}
	s.read(answered(s.UpdateModel(ctx, &apigateway.UpdateModelInput{
		RestApiId: &s.api, ModelName: new("Pet"), PatchOperations: patches("replace", "/description", "any pet", "replace", "/schema", `{"type":"string"}`),
	})), members("any pet", `{"type":"string"}`))

	answered(s.UpdateMethod(ctx, &apigateway.UpdateMethodInput{
		RestApiId: &s.api, ResourceId: &s.root, HttpMethod: new("GET"), PatchOperations: patches("add", "/requestModels/application~1json", "Pets"),
	}))
	del := &apigateway.DeleteModelInput{RestApiId: &s.api, ModelName: new("Pets")}
	_, err := s.DeleteModel(ctx, del)
	s.refused(err, "ConflictException: Cannot delete model 'Pets', is referenced in method request: //GET")
	answered(s.UpdateMethod(ctx, &apigateway.UpdateMethodInput{
		RestApiId: &s.api, ResourceId: &s.root, HttpMethod: new("GET"), PatchOperations: patches("remove", "/requestModels/application~1json", ""),
	}))
	answered(s.DeleteModel(ctx, del))
	_, err = s.GetModel(ctx, &apigateway.GetModelInput{RestApiId: &s.api, ModelName: new("Pets")})
	s.refused(err, "NotFoundException: Invalid model name specified: Pets")
}

func TestRequestValidatorsThroughTheSDK(t *testing.T) {
	s, ctx := openSDK(t), t.Context()
	v := answered(s.CreateRequestValidator(ctx, &apigateway.CreateRequestValidatorInput{RestApiId: &s.api, Name: new("all"), ValidateRequestBody: true}))
	members := func(name, body, parameters string) string {
		return `{"Id":"` + *v.Id + `","Name":"` + name + `","ValidateRequestBody":` + body + `,"ValidateRequestParameters":` + parameters + `}`
	}
	s.read(v, members("all", "true", "false"))
	get := &apigateway.GetRequestValidatorInput{RestApiId: &s.api, RequestValidatorId: v.Id}
	s.read(answered(s.GetRequestValidator(ctx, get)), members("all", "true", "false"))
	s.read(answered(s.UpdateRequestValidator(ctx, &apigateway.UpdateRequestValidatorInput{
		RestApiId: &s.api, RequestValidatorId: v.Id, PatchOperations: patches("replace", "/validateRequestBody", "no", "replace", "/validateRequestParameters", "true", "replace", "/name", "params"),
	})), members("params", "false", "true"))
	s.read(answered(s.GetRequestValidators(ctx, &apigateway.GetRequestValidatorsInput{RestApiId: &s.api})).Items, `[`+members("params", "false", "true")+`]`)
	use := func(op, id string) {
		answered(s.UpdateMethod(ctx, &apigateway.UpdateMethodInput{
			RestApiId: &s.api, ResourceId: &s.root, HttpMethod: new("GET"), PatchOperations: patches(op, "/requestValidatorId", id),
		}))
	}
	use("replace", *v.Id)
	del := &apigateway.DeleteRequestValidatorInput{RestApiId: &s.api, RequestValidatorId: v.Id}
	_, err := s.DeleteRequestValidator(ctx, del)
	s.refused(err, "ConflictException: Cannot delete Request Validator '"+*v.Id+"', is referenced in method request: //GET")
	use("replace", "")
	answered(s.DeleteRequestValidator(ctx, del))
	_, err = s.GetRequestValidator(ctx, get)
	s.refused(err, "NotFoundException: Invalid Request Validator identifier specified")
}

func TestGatewayResponsesThroughTheSDK(t *testing.T) {
	s, ctx := openSDK(t), t.Context()
	key := types.GatewayResponseTypeUnauthorized
	get := &apigateway.GetGatewayResponseInput{RestApiId: &s.api, ResponseType: key}
	const plain = `{"application/json":"{\"message\":$context.error.messageString}"}`
	members := func(isDefault, parameters, templates, status string) string {
		return `{"DefaultResponse":` + isDefault + `,"ResponseParameters":` + parameters + `,"ResponseTemplates":` + templates + `,"ResponseType":"UNAUTHORIZED","StatusCode":"` + status + `"}`
	}
	s.read(answered(s.GetGatewayResponse(ctx, get)), members("true", "{}", plain, "401"))
	s.read(answered(s.PutGatewayResponse(ctx, &apigateway.PutGatewayResponseInput{
		RestApiId: &s.api, ResponseType: key, StatusCode: new("418"), ResponseParameters: map[string]string{"gatewayresponse.header.a": "'b'"},
	})), members("false", `{"gatewayresponse.header.a":"'b'"}`, plain, "418"))
	s.read(answered(s.UpdateGatewayResponse(ctx, &apigateway.UpdateGatewayResponseInput{
		RestApiId: &s.api, ResponseType: key, PatchOperations: patches("replace", "/statusCode", "403", "add", "/responseTemplates/text~1plain", "no", "remove", "/responseParameters/gatewayresponse.header.a", ""),
	})), members("false", "{}", `{"application/json":"{\"message\":$context.error.messageString}","text/plain":"no"}`, "403"))
	all := answered(s.GetGatewayResponses(ctx, &apigateway.GetGatewayResponsesInput{RestApiId: &s.api})).Items
	own := 0
	for _, r := range all {
		if !r.DefaultResponse {
			own++
		}
	}
	if len(all) != 21 || own != 1 {
		t.Errorf("%d gateway responses, %d of them the API's own; want 21 and 1", len(all), own)
	}
	del := &apigateway.DeleteGatewayResponseInput{RestApiId: &s.api, ResponseType: key}
	answered(s.DeleteGatewayResponse(ctx, del))
	_, err := s.DeleteGatewayResponse(ctx, del)
	s.refused(err, "NotFoundException: Gateway response type not defined on api")
	s.read(answered(s.GetGatewayResponse(ctx, get)), members("true", "{}", plain, "401"))
}

func TestCachesThroughTheSDK(t *testing.T) {
	s, ctx := openSDK(t), t.Context()
	stage := func() string {
		return plainJSON(t, answered(s.GetStage(ctx, &apigateway.GetStageInput{RestApiId: &s.api, StageName: new("dev")})))
	}
	before := stage()
	answered(s.FlushStageCache(ctx, &apigateway.FlushStageCacheInput{RestApiId: &s.api, StageName: new("dev")}))
	answered(s.FlushStageAuthorizersCache(ctx, &apigateway.FlushStageAuthorizersCacheInput{RestApiId: &s.api, StageName: new("dev")}))
	if after := stage(); after != before {
		t.Errorf("the stage shows\n got %s\nwant %s", after, before)
	}
	_, err := s.FlushStageCache(ctx, &apigateway.FlushStageCacheInput{RestApiId: &s.api, StageName: new("none")})
	s.refused(err, "NotFoundException: Invalid Stage identifier specified")
}

// AWS's statuses, and the bytes of what it refuses before anything is decided.
func TestModelsOverTheWire(t *testing.T) {
	s := openSDK(t)
	const gatewayTypes = "[REQUEST_TOO_LARGE, RESOURCE_NOT_FOUND, AUTHORIZER_CONFIGURATION_ERROR, MISSING_AUTHENTICATION_TOKEN, BAD_REQUEST_BODY, INVALID_SIGNATURE, INVALID_API_KEY, BAD_REQUEST_PARAMETERS, AUTHORIZER_FAILURE, UNAUTHORIZED, INTEGRATION_TIMEOUT, ACCESS_DENIED, DEFAULT_4XX, DEFAULT_5XX, WAF_FILTERED, QUOTA_EXCEEDED, THROTTLED, API_CONFIGURATION_ERROR, UNSUPPORTED_MEDIA_TYPE, INTEGRATION_FAILURE, EXPIRED_TOKEN]"
	const partTypes = "[RESPONSE_BODY, RESPONSE, METHOD, MODEL, AUTHORIZER, RESPONSE_HEADER, RESOURCE, PATH_PARAMETER, REQUEST_BODY, QUERY_PARAMETER, API, REQUEST_HEADER]"
	tests := []struct {
		verb, path, body string
		status           int
		code, message    string
	}{
		{"POST", "/models", `{"name":"A","contentType":"application/json","schema":"{}"}`, 201, "", ""},
		{"DELETE", "/models/A", ``, 202, "", ""},
		{"POST", "/models", `{"name":7}`, 400, "SerializationException", "class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted to an String"},
		{"POST", "/models", `{"name":`, 400, "SerializationException", ""},
		{"POST", "/requestvalidators", `{"name":"a"}`, 201, "", ""},
		{"PUT", "/gatewayresponses/THROTTLED", `{}`, 201, "", ""},
		{"DELETE", "/gatewayresponses/THROTTLED", ``, 202, "", ""},
		{"PUT", "/gatewayresponses/FAKE_RESPONSE_TYPE", `{}`, 400, "ValidationException", "1 validation error detected: Value 'FAKE_RESPONSE_TYPE' at 'responseType' failed to satisfy constraint: Member must satisfy enum value set: " + gatewayTypes},
		{"PUT", "/gatewayresponses/THROTTLED", `{"responseTemplates":{"application/json":null}}`, 400, "BadRequestException", "Invalid null or empty value in responseTemplates"},
		{"PATCH", "/gatewayresponses/THROTTLED", `{"patchOperations":[{"op":"wrong-op","path":"/statusCode"}]}`, 400, "ValidationException",
			"1 validation error detected: Value 'wrong-op' at 'updateGatewayResponseInput.patchOperations.1.member.op' failed to satisfy constraint: Member must satisfy enum value set: [add, remove, move, test, replace, copy]"},
		{"PATCH", "/gatewayresponses/THROTTLED", `{"patchOperations":[{"op":"add","value":"x"}]}`, 400, "BadRequestException", "Invalid patch path null"},
		{"POST", "/documentation/parts", `{"location":{"type":"API"},"properties":"{}"}`, 201, "", ""},
		{"POST", "/documentation/parts", `{"location":{"type":"INVALID"},"properties":"{}"}`, 400, "ValidationException",
			"1 validation error detected: Value 'INVALID' at 'createDocumentationPartInput.location.type' failed to satisfy constraint: Member must satisfy enum value set: " + partTypes},
		{"PUT", "/documentation/parts", `neither JSON nor OpenAPI`, 400, "BadRequestException", "Unable to build importer with provided input."},
		{"PUT", "/documentation/parts?mode=overwrite&failonwarnings=true", `{"openapi":"3.0.1"}`, 200, "", ""},
		{"POST", "/documentation/versions", `{"documentationVersion":"1"}`, 201, "", ""},
		{"DELETE", "/documentation/versions/1", ``, 202, "", ""},
		{"DELETE", "/stages/dev/cache/data", ``, 202, "", ""},
		{"DELETE", "/stages/dev/cache/authorizers", ``, 202, "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.verb+tt.path, func(t *testing.T) {
			a := s.do(tt.verb, "/restapis/"+s.api+tt.path, tt.body)
			if a.status != tt.status || a.header.Get("x-amzn-ErrorType") != tt.code || tt.message != "" && a.body != `{"message":"`+tt.message+`"}` {
				t.Errorf("got %d %s %s\nwant %d %s %s", a.status, a.header.Get("x-amzn-ErrorType"), a.body, tt.status, tt.code, tt.message)
			}
		})
	}
}

// A clone of an API serves what its origin does.
func TestCloneThroughTheSDK(t *testing.T) {
	s, ctx := openSDK(t), t.Context()
	answered(s.CreateModel(ctx, &apigateway.CreateModelInput{RestApiId: &s.api, Name: new("Pet"), ContentType: new("application/json"), Schema: new("{}")}))
	v := answered(s.CreateRequestValidator(ctx, &apigateway.CreateRequestValidatorInput{RestApiId: &s.api, Name: new("all")}))
	answered(s.UpdateMethod(ctx, &apigateway.UpdateMethodInput{
		RestApiId: &s.api, ResourceId: &s.root, HttpMethod: new("GET"), PatchOperations: patches("replace", "/requestValidatorId", *v.Id, "add", "/requestModels/application~1json", "Pet"),
	}))
	answered(s.PutGatewayResponse(ctx, &apigateway.PutGatewayResponseInput{RestApiId: &s.api, ResponseType: types.GatewayResponseTypeDefault4xx, StatusCode: new("418")}))
	clone := answered(s.CreateRestApi(ctx, &apigateway.CreateRestApiInput{Name: new("clone"), CloneFrom: &s.api}))
	answered(s.GetModel(ctx, &apigateway.GetModelInput{RestApiId: clone.Id, ModelName: new("Pet")}))
	answered(s.GetRequestValidator(ctx, &apigateway.GetRequestValidatorInput{RestApiId: clone.Id, RequestValidatorId: v.Id}))
	m := answered(s.GetMethod(ctx, &apigateway.GetMethodInput{RestApiId: clone.Id, ResourceId: clone.RootResourceId, HttpMethod: new("GET")}))
	if *m.RequestValidatorId != *v.Id || m.RequestModels["application/json"] != "Pet" {
		t.Errorf("the clone's method has the validator %s and the models %v", *m.RequestValidatorId, m.RequestModels)
	}
	r := answered(s.GetGatewayResponse(ctx, &apigateway.GetGatewayResponseInput{RestApiId: clone.Id, ResponseType: types.GatewayResponseTypeThrottled}))
	if *r.StatusCode != "418" {
		t.Errorf("the clone answers a throttled call with %s, want 418", *r.StatusCode)
	}
}
