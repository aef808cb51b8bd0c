package restjson_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"reel/events"
	"reel/events/apigateway"
	"reel/events/apigatewayv2"
	"reel/http/restjson"
)

// operation is AWS's operation with that name.
func operation(t testing.TB, s *restjson.Service, name string) *restjson.Operation {
	t.Helper()
	op, ok := s.Operation(name)
	if !ok {
		t.Fatalf("%s has no operation %s", s.Name, name)
	}
	return op
}

// decode decodes a call whose URI parameters are given as name=value words and
// whose query, if any, follows a question mark.
func decode(t testing.TB, op *restjson.Operation, params, body string) (restjson.Input, error) {
	t.Helper()
	params, query, _ := strings.Cut(params, "?")
	q := httptest.NewRequest(op.Method, "/?"+query, nil)
	uri := map[string]string{}
	for word := range strings.FieldsSeq(params) {
		name, value, _ := strings.Cut(word, "=")
		uri[name] = value
	}
	return restjson.Decode(op, q, func(name string) string { return uri[name] }, []byte(body))
}

func TestDecode(t *testing.T) {
	v1, v2, fn := restjson.APIGateway, restjson.APIGatewayV2, restjson.Lambda
	tests := []struct {
		name      string
		service   *restjson.Service
		operation string
		params    string
		body      string
		want      string
	}{
		{"members of URI and body, sorted", v1, "CreateResource", "restapi_id=a parent_id=r", `{"pathPart":"pets"}`,
			`{"parentId":"r","pathPart":"pets","restApiId":"a"}`},
		{"the body's httpMethod of PutIntegration is the integration's", v1, "PutIntegration",
			"restapi_id=a resource_id=r http_method=GET", `{"httpMethod":"POST","type":"AWS"}`,
			`{"httpMethod":"GET","integrationHttpMethod":"POST","resourceId":"r","restApiId":"a","type":"AWS"}`},
		{"empty body", v1, "CreateApiKey", "", "", `{}`},
		{"unknown members are ignored, null is absent, empty is kept", v1, "CreateApiKey", "",
			`{"x":[{"y":{}}],"name":null,"description":"","stageKeys":[],"tags":{}}`, `{"description":"","stageKeys":[],"tags":{}}`},
		{"a template may be null", v1, "PutIntegrationResponse", "restapi_id=a resource_id=r http_method=GET status_code=200",
			`{"responseTemplates":{"b":"","a":null}}`,
			`{"httpMethod":"GET","resourceId":"r","responseTemplates":{"a":null,"b":""},"restApiId":"a","statusCode":"200"}`},
		{"the last of the same members counts", v1, "CreateApiKey", "", `{"name":"a","name":"b","tags":{"k":"1","k":"2"}}`,
			`{"name":"b","tags":{"k":"2"}}`},
		{"a boolean's word", v1, "CreateApiKey", "", `{"enabled":"TRUE"}`, `{"enabled":true}`},
		{"an integer's fraction is cut off", v1, "CreateRestApi", "", `{"name":"n","minimumCompressionSize":10.9}`,
			`{"minimumCompressionSize":10,"name":"n"}`},
		{"numbers have one spelling", v1, "CreateUsagePlan", "", `{"name":"p","throttle":{"rateLimit":1.50e1,"burstLimit":2e2}}`,
			`{"name":"p","throttle":{"burstLimit":200,"rateLimit":15}}`},
		{"texts have one spelling", v1, "CreateApiKey", "", `{"n\u0061me":"\u0061\/\u2028<\ud83d\ude00\n","description":"é"}`,
			`{"description":"é","name":"a/\u2028<😀\n"}`},
		{"white space anywhere", v1, "CreateUsagePlan", "", " {\n\t\"name\" : \"p\" , \"quota\" : { \"limit\" : 1 , \"period\" : \"DAY\" } } ",
			`{"name":"p","quota":{"limit":1,"period":"DAY"}}`},
		{"nulls in lists are left out", v1, "CreateRestApi", "", `{"name":"n","binaryMediaTypes":[null,"a",null,"b"]}`,
			`{"binaryMediaTypes":["a","b"],"name":"n"}`},
		{"query: integer, boolean, list, an empty number", v1, "GetApiKeys", "?limit=5&includeValues=true&position=", "",
			`{"includeValues":true,"limit":5,"position":""}`},
		{"query: an empty number is absent", v1, "GetApiKeys", "?limit=", "", `{}`},
		{"query: a list", v1, "GetResources", "restapi_id=a ?embed=methods&embed=x", "", `{"embed":["methods","x"],"restApiId":"a"}`},
		{"query: parameters that are nobody's, and a payload", v1, "ImportRestApi",
			"?mode=import&failonwarnings=true&basepath=prepend&X-Amz-Date=d&ignore=documentation", `{"swagger":"2.0"}`,
			`{"body":"eyJzd2FnZ2VyIjoiMi4wIn0=","failOnWarnings":true,"parameters":{"basepath":"prepend","ignore":"documentation"}}`},
		{"query: names that are not UTF-8", v1, "GetSdk", "restapi_id=a stage_name=s sdk_type=java ?%95=1&%80=2&a=%95", "",
			`{"parameters":{"a":"�"},"restApiId":"a","sdkType":"java","stageName":"s"}`},
		{"a payload that is no JSON", v1, "ImportApiKeys", "?mode=import&format=csv", "\xff", `{"body":"/w==","format":"csv"}`},
		{"a body that is nobody's is not read", v1, "DeleteRestApi", "restapi_id=a", "not JSON", `{"restApiId":"a"}`},
		{"v2 names", v2, "CreateApi", "", `{"corsConfiguration":{"maxAge":5},"name":"n","protocolType":"HTTP","Name":"no"}`,
			`{"corsConfiguration":{"maxAge":5},"name":"n","protocolType":"HTTP"}`},
		{"v2 leaves what must be there to the decisions", v2, "CreateApi", "", `{"protocolType":"NONE"}`, `{"protocolType":"NONE"}`},
		{"v2 document", v2, "ImportApi", "?failOnWarnings=false", `{"body":"openapi: 3"}`, `{"body":"openapi: 3","failOnWarnings":false}`},
		{"v2 page lengths are texts", v2, "GetApis", "?maxResults=x", "", `{"maxResults":"x"}`},
		{"v2 ARN in the path", v2, "UntagResource", "resource-arn=arn:x ?tagKeys=a&tagKeys=b", "", `{"resourceArn":"arn:x","tagKeys":["a","b"]}`},
		{"v2 map of maps", v2, "UpdateIntegration", "apiId=a integrationId=i", `{"responseParameters":{"500":{},"200":{"b":"2","a":"1"}}}`,
			`{"apiId":"a","integrationId":"i","responseParameters":{"200":{"a":"1","b":"2"},"500":{}}}`},
		{"Lambda's names start small", fn, "CreateFunction", "", `{"FunctionName":"f","Role":"arn:aws:iam::000000000000:role/r","Code":{"ZipFile":"UEs="}}`,
			`{"code":{"zipFile":"UEs="},"functionName":"f","role":"arn:aws:iam::000000000000:role/r"}`},
		{"Lambda's payload", fn, "Invoke", "FunctionName=f ?Qualifier=live", "hi", `{"functionName":"f","payload":"aGk=","qualifier":"live"}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := decode(t, operation(t, tt.service, tt.operation), tt.params, tt.body)
			if err != nil || string(got) != tt.want {
				t.Errorf("got  %s, %v\nwant %s", got, err, tt.want)
			}
		})
	}
}

// The sentences below are recorded on AWS where a comment does not say else; see
// tests/aws/services/apigateway of localstack/localstack for the recordings.
func TestDecodeRefuses(t *testing.T) {
	v1, fn := restjson.APIGateway, restjson.Lambda
	const method = "restapi_id=a resource_id=r http_method=GET"
	tests := []struct {
		name      string
		service   *restjson.Service
		operation string
		params    string
		body      string
		want      string // code and words
	}{
		{"integration type", v1, "PutIntegration", method, `{"type":"x"}`,
			"ValidationException: 1 validation error detected: Value 'x' at 'putIntegrationInput.type' failed to satisfy constraint: Member must satisfy enum value set: [HTTP, MOCK, AWS_PROXY, HTTP_PROXY, AWS]"},
		{"endpoint types, then the address type", v1, "CreateRestApi", "", `{"name":"n","endpointConfiguration":{"ipAddressType":"x","types":["wrong"]}}`,
			"ValidationException: 2 validation errors detected: Value '[wrong]' at 'createRestApiInput.endpointConfiguration.types' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [PRIVATE, EDGE, REGIONAL]]; Value 'x' at 'createRestApiInput.endpointConfiguration.ipAddressType' failed to satisfy constraint: Member must satisfy enum value set: [ipv4, dualstack]"},
		{"patch operations, then the URI; only the bad ones", v1, "UpdateMethodResponse", method + " status_code=wrong", `{"patchOperations":[{"op":"wrong"},{"op":"add"},{"op":"x"}]}`,
			"ValidationException: 3 validation errors detected: Value 'wrong' at 'updateMethodResponseInput.patchOperations.1.member.op' failed to satisfy constraint: Member must satisfy enum value set: [add, remove, move, test, replace, copy]; Value 'x' at 'updateMethodResponseInput.patchOperations.3.member.op' failed to satisfy constraint: Member must satisfy enum value set: [add, remove, move, test, replace, copy]; Value 'wrong' at 'statusCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [1-5]\\d\\d"},
		{"the whole text must match", v1, "DeleteIntegrationResponse", method + " status_code=2000", "",
			"ValidationException: 1 validation error detected: Value '2000' at 'statusCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [1-5]\\d\\d"},
		{"documentation part", v1, "CreateDocumentationPart", "restapi_id=a", `{"properties":"{}","location":{"type":"INVALID"}}`,
			"ValidationException: 1 validation error detected: Value 'INVALID' at 'createDocumentationPartInput.location.type' failed to satisfy constraint: Member must satisfy enum value set: [RESPONSE_BODY, RESPONSE, METHOD, MODEL, AUTHORIZER, RESPONSE_HEADER, RESOURCE, PATH_PARAMETER, REQUEST_BODY, QUERY_PARAMETER, API, REQUEST_HEADER]"},
		{"gateway response", v1, "GetGatewayResponse", "restapi_id=a response_type=wrong", "",
			"ValidationException: 1 validation error detected: Value 'wrong' at 'responseType' failed to satisfy constraint: Member must satisfy enum value set: [REQUEST_TOO_LARGE, RESOURCE_NOT_FOUND, AUTHORIZER_CONFIGURATION_ERROR, MISSING_AUTHENTICATION_TOKEN, BAD_REQUEST_BODY, INVALID_SIGNATURE, INVALID_API_KEY, BAD_REQUEST_PARAMETERS, AUTHORIZER_FAILURE, UNAUTHORIZED, INTEGRATION_TIMEOUT, ACCESS_DENIED, DEFAULT_4XX, DEFAULT_5XX, WAF_FILTERED, QUOTA_EXCEEDED, THROTTLED, API_CONFIGURATION_ERROR, UNSUPPORTED_MEDIA_TYPE, INTEGRATION_FAILURE, EXPIRED_TOKEN]"},
		{"a required member", v1, "CreateResource", "restapi_id=a parent_id=r", `{"pathPart":null}`,
			"ValidationException: 1 validation error detected: Value null at 'createResourceInput.pathPart' failed to satisfy constraint: Member must not be null"},
		{"a required parameter of the query, and of the URI", v1, "GetUsage", "?endDate=2026-01-02", "",
			"ValidationException: 2 validation errors detected: Value null at 'usagePlanId' failed to satisfy constraint: Member must not be null; Value null at 'startDate' failed to satisfy constraint: Member must not be null"},
		{"boolean for a text", v1, "PutIntegration", method, `{"type":"AWS","requestParameters":{"a":true}}`,
			"SerializationException: class java.lang.Boolean can not be converted to an String"},
		{"number for a text", v1, "PutIntegration", method, `{"type":"AWS","requestTemplates":{"a":123}}`,
			"SerializationException: class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted to an String"},
		// From here on recorded on other services of the same framework: DynamoDB
		// (mhart/dynalite, test/helpers.js).
		{"text for an integer", v1, "CreateRestApi", "", `{"minimumCompressionSize":"10"}`, "SerializationException: class java.lang.String can not be converted to an Integer"},
		{"number for a boolean", v1, "CreateApiKey", "", `{"enabled":1}`,
			"SerializationException: class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted to an Boolean"},
		{"another word for a boolean", v1, "CreateApiKey", "", `{"enabled":"23"}`, "SerializationException: '23' can not be converted to an Boolean"},
		{"object for a text", v1, "CreateApiKey", "", `{"name":{}}`, "SerializationException: Start of structure or map found where not expected."},
		{"list for a text", v1, "CreateApiKey", "", `{"name":[]}`, "SerializationException: Start of list found where not expected"},
		{"text for a list", v1, "CreateApiKey", "", `{"stageKeys":"a"}`, "SerializationException: Expected list or null"},
		{"object for a list", v1, "CreateApiKey", "", `{"stageKeys":{}}`, "SerializationException: Start of structure or map found where not expected."},
		{"text for a map", v1, "CreateApiKey", "", `{"tags":"a"}`, "SerializationException: Expected map or null"},
		{"text for a structure", v1, "CreateStage", "restapi_id=a", `{"canarySettings":"a"}`, "SerializationException: Expected null"},
		{"a wrong type is found before a wrong value", v1, "PutIntegration", method, `{"type":"x","uri":1}`,
			"SerializationException: class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted to an String"},
		{"list for the body", v1, "CreateApiKey", "", ` [{}]`, "SerializationException: Start of list found where not expected"},
		// AWS's framework answers these with the code alone.
		{"text for the body", v1, "CreateApiKey", "", `"a"`, "SerializationException: The request body is not a JSON object."},
		{"null for the body", v1, "CreateApiKey", "", `null`, "SerializationException: The request body is not a JSON object."},
		{"no JSON", v1, "CreateApiKey", "", `{"name":`, "SerializationException: The request body is not well-formed JSON."},
		{"something behind the JSON", v1, "CreateApiKey", "", `{} {}`, "SerializationException: The request body is not well-formed JSON."},
		{"white space alone", v1, "CreateApiKey", "", ` `, "SerializationException: The request body is not well-formed JSON."},
		{"not UTF-8", v1, "CreateApiKey", "", "{\"name\":\"\xff\"}", "SerializationException: The request body is not well-formed JSON."},
		{"too deep", v1, "CreateApiKey", "", strings.Repeat(`{"x":`, 20000) + "1" + strings.Repeat("}", 20000), "SerializationException: The request body is not well-formed JSON."},
		// Our own words: nothing is recorded.
		{"an integer of the query", v1, "GetRestApis", "?limit=many", "", "SerializationException: 'many' can not be converted to an Integer"},
		{"too large an integer", v1, "CreateRestApi", "", `{"minimumCompressionSize":99999999999}`, "SerializationException: '99999999999' can not be converted to an Integer"},
		{"a number beyond numbers", v1, "CreateUsagePlan", "", `{"throttle":{"rateLimit":1e999}}`, "SerializationException: '1e999' can not be converted to an Double"},
		// Lambda's framework is younger (recorded on Lambda and Athena).
		{"Lambda: number for a text", fn, "CreateFunction", "", `{"Description":1}`, "SerializationException: NUMBER_VALUE can not be converted to a String"},
		{"Lambda: word for an integer", fn, "CreateFunction", "", `{"Timeout":"3"}`, "SerializationException: STRING_VALUE can not be converted to an Integer"},
		{"Lambda: map value", fn, "CreateAlias", "FunctionName=f", `{"Name":"live","FunctionVersion":"1","RoutingConfig":{"AdditionalVersionWeights":{"2":1.5}}}`,
			"ValidationException: 1 validation error detected: Value '{2=1.5}' at 'routingConfig.additionalVersionWeights' failed to satisfy constraint: Map value must satisfy constraint: [Member must have value less than or equal to 1.0, Member must have value greater than or equal to 0.0, Member must not be null]"},
		{"Lambda: a number alone as a name", fn, "CreateAlias", "FunctionName=f", `{"Name":"12","FunctionVersion":"1"}`,
			"ValidationException: 1 validation error detected: Value '12' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: (?!^[0-9]+$)([a-zA-Z0-9-_]+)"},
		{"Lambda: list item", fn, "CreateFunction", "", `{"FunctionName":"f","Role":"arn:aws:iam::000000000000:role/r","Code":{},"Architectures":["x"]}`,
			"ValidationException: 1 validation error detected: Value '[x]' at 'architectures' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [x86_64, arm64], Member must not be null]"},
		{"Lambda: no base64", fn, "CreateFunction", "", `{"Code":{"ZipFile":"23456"}}`,
			"SerializationException: '23456' can not be converted to a Blob: Base64 encoded length is expected a multiple of 4 bytes but found: 5"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := decode(t, operation(t, tt.service, tt.operation), tt.params, tt.body)
			refusal := events.Refusal(err)
			if refusal == nil {
				t.Fatalf("got %s, %v, want a refusal", got, err)
			}
			if refusal.Error() != tt.want {
				t.Errorf("got  %s\nwant %s", refusal, tt.want)
			}
		})
	}
}

func TestDecodeFitsTheVocabularies(t *testing.T) {
	in, err := decode(t, operation(t, restjson.APIGateway, "PutIntegration"), "restapi_id=a resource_id=r http_method=GET",
		`{"type":"HTTP","httpMethod":"POST","requestTemplates":{"application/json":null},"cacheKeyParameters":[],"timeoutInMillis":50,"tlsConfig":{"insecureSkipVerification":true}}`)
	if err != nil {
		t.Fatal(err)
	}
	var c apigateway.PutIntegration
	if err := json.Unmarshal(in, &c); err != nil {
		t.Fatal(err)
	}
	template, given := c.RequestTemplates["application/json"]
	if c.RestApiId != "a" || c.HttpMethod != "GET" || *c.IntegrationHttpMethod != "POST" || template != nil || !given ||
		c.CacheKeyParameters == nil || *c.TimeoutInMillis != 50 || !*c.TlsConfig.InsecureSkipVerification {
		t.Errorf("%s became %+v", in, c)
	}
	if again, err := json.Marshal(c); err != nil || string(again) != string(in) {
		t.Errorf("it becomes %s, %v; want %s", again, err, in)
	}

	in, err = decode(t, operation(t, restjson.APIGatewayV2, "UpdateStage"), "apiId=a stageName=s",
		`{"routeSettings":{"GET /":{"throttlingRateLimit":1.5}},"stageVariables":{"x":""}}`)
	if err != nil {
		t.Fatal(err)
	}
	var u apigatewayv2.UpdateStage
	if err := json.Unmarshal(in, &u); err != nil {
		t.Fatal(err)
	}
	if got := *u.RouteSettings["GET /"].ThrottlingRateLimit; got != 1.5 || u.StageName != "s" || len(u.StageVariables) != 1 {
		t.Errorf("%s became %+v", in, u)
	}
}

func TestDecodeCountsMoreThanItSpells(t *testing.T) {
	const n = 200000
	body := `{"patchOperations":[` + strings.Repeat(`{"op":"x"},`, n-1) + `{"op":"x"}]}`
	_, err := decode(t, operation(t, restjson.APIGateway, "UpdateRestApi"), "restapi_id=a", body)
	refusal := events.Refusal(err)
	if refusal == nil {
		t.Fatalf("got %v, want a refusal", err)
	}
	if want := fmt.Sprint(n, " validation errors detected: Value 'x' at "); !strings.HasPrefix(refusal.Message, want) {
		t.Errorf("got %.80s…, want %s…", refusal.Message, want)
	}
	if len(refusal.Message) > 64<<10 {
		t.Errorf("the sentence has %d bytes", len(refusal.Message))
	}
}

func TestDecodeShortensWhatItRepeats(t *testing.T) {
	body := `{"type":"` + strings.Repeat("é", 1<<20) + `"}`
	_, err := decode(t, operation(t, restjson.APIGateway, "PutIntegration"), "restapi_id=a resource_id=r http_method=GET", body)
	if refusal := events.Refusal(err); refusal == nil || len(refusal.Message) > 4<<10 {
		t.Errorf("got %.200v", err)
	}
}

func TestReadBodyIsBounded(t *testing.T) {
	tests := []struct {
		service   *restjson.Service
		operation string
		length    int
		want      events.Code
	}{
		{restjson.APIGateway, "CreateResource", 1 << 20, ""},
		{restjson.APIGateway, "CreateResource", 5 << 20, "RequestEntityTooLargeException"},
		{restjson.APIGateway, "PutRestApi", 10 << 20, ""},
		{restjson.APIGateway, "PutRestApi", 10<<20 + 1, "RequestEntityTooLargeException"},
		{restjson.APIGatewayV2, "ImportApi", 9 << 20, ""},
		{restjson.APIGatewayManagementAPI, "PostToConnection", 128 << 10, ""},
		{restjson.APIGatewayManagementAPI, "PostToConnection", 128<<10 + 1, "PayloadTooLargeException"},
	}
	for _, tt := range tests {
		for _, chunked := range []bool{false, true} {
			t.Run(fmt.Sprint(tt.operation, tt.length, chunked), func(t *testing.T) {
				q := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(strings.Repeat("x", tt.length)))
				if chunked {
					q.ContentLength = -1
				}
				body, err := restjson.ReadBody(operation(t, tt.service, tt.operation), q)
				if tt.want == "" {
					if err != nil || len(body) != tt.length {
						t.Errorf("got %d bytes, %v", len(body), err)
					}
					return
				}
				if refusal := events.Refusal(err); refusal == nil || refusal.Code != tt.want {
					t.Errorf("got %v, want %s", err, tt.want)
				}
			})
		}
	}
}
