package decide_test

import (
	"strings"
	"testing"

	"reel/events/apigateway"
	"reel/events/apigateway/decide"
)

// doc is a document of OpenAPI 3 with some members more.
func doc(members ...string) []byte {
	return []byte(`{` + strings.Join(append([]string{`"openapi":"3.0.1","info":{"title":"t","version":"1"}`}, members...), ",") + `}`)
}

const mockGet = `{"responses":{"200":{"description":"ok"}},"x-amazon-apigateway-integration":{"type":"mock","responses":{"default":{"statusCode":200}}}}`

// paths is one path with a GET.
func paths(path, get string) string { return `"paths":{"` + path + `":{"get":` + get + `}}` }

func TestImportRestApi(t *testing.T) {
	const refused = "BadRequestException: Errors found during import:\n\t"
	imports := func(body []byte, parameters ...string) apigateway.ImportRestApi {
		c := apigateway.ImportRestApi{Body: body}
		for ; len(parameters) > 0; parameters = parameters[2:] {
			if c.Parameters == nil {
				c.Parameters = map[string]string{}
			}
			c.Parameters[parameters[0]] = parameters[1]
		}
		return c
	}
	integration := func(members string) []byte {
		return doc(paths("/a", `{"x-amazon-apigateway-integration":{`+members+`}}`))
	}
	onA := func(text string) string {
		return refused + "Unable to put integration on 'GET' for resource at path '/a': " + text
	}
	decides(t, decide.ImportRestApi, []test[apigateway.ImportRestApi]{
		{"the least there is", "", 0, imports([]byte("swagger: '2.0'\ninfo: {title: least}\npaths: {}")),
			`{"resources":[{"id":"zmkk8hmbc2","path":"/"}],"restApi":{"apiKeySource":"HEADER","createdDate":1767225601,"disableExecuteApiEndpoint":false,"endpointConfiguration":{"ipAddressType":"ipv4","types":["EDGE"]},"id":"hgvb6gk3za","name":"least","rootResourceId":"zmkk8hmbc2"}}`, ""},
		{"a method on a path", "", 0, imports(doc(paths("/a/{b}", mockGet)), "endpointConfigurationTypes", "REGIONAL"),
			`{"documentationParts":[{"id":"1b6ye3","location":{"method":"GET","path":"/a/{b}","statusCode":"200","type":"RESPONSE"},"properties":"{\"description\":\"ok\"}"}],"resources":[{"id":"zmkk8hmbc2","path":"/"},{"id":"cqngvq","parentId":"zmkk8hmbc2","path":"/a","pathPart":"a"},{"id":"dnrinp","parentId":"cqngvq","path":"/a/{b}","pathPart":"{b}","resourceMethods":{"GET":{"apiKeyRequired":false,"authorizationType":"NONE","httpMethod":"GET","methodIntegration":{"cacheKeyParameters":[],"cacheNamespace":"dnrinp","integrationResponses":{"200":{"statusCode":"200"}},"passthroughBehavior":"WHEN_NO_MATCH","timeoutInMillis":29000,"type":"MOCK"},"methodResponses":{"200":{"statusCode":"200"}}}}}],` +
				`"restApi":{"apiKeySource":"HEADER","createdDate":1767225601,"disableExecuteApiEndpoint":false,"endpointConfiguration":{"ipAddressType":"ipv4","types":["REGIONAL"]},"id":"hgvb6gk3za","name":"t","rootResourceId":"zmkk8hmbc2","version":"1"}}`, ""},

		// What is no document (recorded on AWS: test_import_api_bad_file of LocalStack's
		// suite; 3.1: https://github.com/aws/serverless-application-model/issues/3449).
		{"nothing", "", 0, imports(nil), "", "BadRequestException: Invalid OpenAPI input."},
		{"text", "", 0, imports([]byte("this is no document")), "", "BadRequestException: Invalid OpenAPI input."},
		{"a list", "", 0, imports([]byte("[]")), "", "BadRequestException: Invalid OpenAPI input."},
		{"neither swagger nor openapi", "", 0, imports([]byte(`{"info":{"title":"t"}}`)), "", "BadRequestException: Invalid OpenAPI input."},
		{"Swagger 1.2", "", 0, imports([]byte(`{"swagger":"1.2","info":{"title":"t"}}`)), "", "BadRequestException: Invalid OpenAPI input."},
		{"OpenAPI 3.1", "", 0, imports([]byte(`{"openapi":"3.1.0","info":{"title":"t"}}`)), "", "BadRequestException: Invalid OpenAPI input."},
		{"JSON that is cut off", "", 0, imports(doc()[:20]), "", "BadRequestException: Invalid OpenAPI input."},
		{"a member twice", "", 0, imports(doc(`"paths":{}`, `"paths":{}`)), "", "BadRequestException: Invalid OpenAPI input."},
		{"two documents", "", 0, imports([]byte("openapi: 3.0.1\n---\nopenapi: 3.0.1\n")), "", "BadRequestException: Invalid OpenAPI input."},
		{"an alias of aliases", "", 0, imports([]byte(bomb())), "", "BadRequestException: Invalid OpenAPI input."},
		{"larger than 6 MB", "", 0, imports(make([]byte, 6<<20+1)), "", "RequestEntityTooLargeException: The API definition exceeds 6291456 bytes."},

		{"no title", "", 0, imports([]byte(`{"openapi":"3.0.1","paths":{}}`)), "",
			refused + "Name cannot be an empty string\nAdditionally, these warnings were found:\n\tParse issue: attribute info.title is missing"},
		{"a base path to do something else with", "", 0, imports(doc(), "basepath", "drop"), "", "BadRequestException: Invalid basepath specified. Valid options are ignore,prepend,split"},
		{"an endpoint of another type", "", 0, imports(doc(), "endpointConfigurationTypes", "LOCAL"), "", "BadRequestException: Invalid EndpointTypes specified. Valid options are REGIONAL,EDGE,PRIVATE"},
		{"two endpoints", "", 0, imports(doc(), "endpointConfigurationTypes", "EDGE,REGIONAL"), "", "BadRequestException: Cannot create an api with multiple Endpoint Types."},

		// From here on what goes before AWS's words for one thing is as users report
		// it of imports: "Unable to create resource at path '/registrations/{email}/{eventId}':
		// A sibling ({id}) …", "Unable to put integration on 'GET' for resource at path …",
		// "Unable to create model for …" (https://github.com/api-platform/core/issues/3193).
		{"a second variable", "", 0, imports(doc(`"paths":{"/r/{id}":{},"/r/{email}/{event}":{}}`)), "",
			refused + "Unable to create resource at path '/r/{email}/{event}': A sibling ({id}) of this resource already has a variable path part -- only one is allowed"},
		{"under a greedy variable", "", 0, imports(doc(`"paths":{"/{p+}/x":{}}`)), "",
			refused + "Unable to create resource at path '/{p+}/x': Cannot create a child of a resource with a greedy path variable: {p+}"},
		{"a part that may not be", "", 0, imports(doc(`"paths":{"/a b":{}}`)), "",
			refused + "Unable to create resource at path '/a b': Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the beginning and the end."},
		{"a path beyond measure", "", 0, imports(doc(`"paths":{"` + strings.Repeat("/a", 3000) + `":{}}`)), "",
			refused + "Unable to create resource at path '" + strings.Repeat("/a", 32) + "…': a path may have at most 4096 bytes."},

		{"a parameter with brackets", "", 0, imports(doc(paths("/a", `{"parameters":[{"name":"page[size]","in":"query"}]}`))), "",
			refused + "Unable to put method 'GET' on resource at path '/a': Invalid mapping expression specified: Validation Result: warnings : [], errors : [Parameter name should match the following regular expression: ^[a-zA-Z0-9:._$-]+$]"},
		{"a validator that is not there", "", 0, imports(doc(paths("/a", `{"x-amazon-apigateway-request-validator":"all"}`))), "",
			refused + "Unable to put method 'GET' on resource at path '/a': Invalid Request Validator identifier specified"},
		{"a content type that is none", "", 0, imports(doc(paths("/a", `{"responses":{"200":{"content":{"json":{"schema":{"type":"object"}}}}}}`))), "",
			refused + "Unable to put method response on 'GET' for resource at path '/a': Validation Result: warnings : [], errors : [Invalid content type specified: json]"},

		{"no type", "", 0, imports(integration(`"uri":"http://x"`)), "", refused + "Unable to parse API definition because of a malformed integration at path /a."},
		{"a response without a status", "", 0, imports(integration(`"type":"mock","responses":{"default":{}}`)), "", refused + "Unable to parse API definition because of a malformed integration at path /a."},
		{"another type", "", 0, imports(integration(`"type":"gopher"`)), "", onA("Invalid IntegrationType specified. Valid options are HTTP,AWS,MOCK,HTTP_PROXY,AWS_PROXY")},
		{"no verb", "", 0, imports(integration(`"type":"aws_proxy","uri":"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/f/invocations"`)), "",
			onA("Enumeration value for HttpMethod must be non-empty")},
		{"a bare ARN", "", 0, imports(integration(`"type":"aws","httpMethod":"POST","uri":"arn:aws:lambda:us-east-1:000000000000:function:f"`)), "",
			onA("AWS ARN for integration must contain path or action")},
		{"too long a timeout", "", 0, imports(integration(`"type":"mock","timeoutInMillis":87000`)), "", onA("Timeout should be between 50 ms and 29000 ms")},
		{"a mapping that is none", "", 0, imports(integration(`"type":"mock","requestParameters":{"integration.request.header.a":"b"}`)), "",
			onA("Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression specified: b]")},
		{"a header that no response declares", "", 0, imports(integration(`"type":"mock","responses":{"default":{"statusCode":"200","responseParameters":{"method.response.header.a":"'b'"}}}`)), "",
			refused + "Unable to put integration response on 'GET' for resource at path '/a': Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression parameter specified: method.response.header.a]"},

		{"a model's name", "", 0, imports(doc(`"paths":{}`, `"components":{"schemas":{"a_b":{"type":"object"}}}`)), "",
			refused + "Unable to create model for 'a_b': Model name must be alphanumeric: a_b"},
		{"a model's schema", "", 0, imports(doc(`"paths":{}`, `"components":{"schemas":{"A":{"type":"thing"}}}`)), "",
			refused + "Unable to create model for 'A': Invalid model specified: Validation Result: warnings : [], errors : [Invalid model schema specified]"},
		{"a model elsewhere", "", 0, imports(doc(`"paths":{}`, `"components":{"schemas":{"A":{"$ref":"https://example.com/a.json"}}}`)), "",
			refused + "Unable to create model for 'A': Invalid model specified: Validation Result: warnings : [], errors : [Model reference must be in canonical form]"},
		{"a part of a model", "", 0, imports(doc(`"paths":{}`, `"components":{"schemas":{"A":{"$ref":"#/components/schemas/B/properties/c"},"B":{"properties":{"c":{}}}}}`)), "",
			refused + "Unable to create model for 'A': Invalid model specified: Validation Result: warnings : [], errors : [Model reference must be in canonical form]"},
		{"an authorizer of HTTP APIs", "", 0, imports(doc(`"paths":{}`, `"components":{"securitySchemes":{"j":{"type":"oauth2","x-amazon-apigateway-authorizer":{"type":"jwt"}}}}`)), "",
			refused + "Unable to create Authorizer 'j': Invalid AuthorizerType specified. Valid options are TOKEN,REQUEST,COGNITO_USER_POOLS"},
		{"an authorizer without a function", "", 0, imports(doc(`"paths":{}`, `"components":{"securitySchemes":{"f":{"type":"apiKey","in":"header","name":"A","x-amazon-apigateway-authorizer":{"type":"token"}}}}`)), "",
			refused + "Unable to create Authorizer 'f': Invalid Authorizer URI: null. Authorizer URI should be a valid API Gateway ARN that represents a Lambda function invocation."},
		{"a gateway response of no type", "", 0, imports(doc(`"paths":{}`, `"x-amazon-apigateway-gateway-responses":{"DEFAULT_3XX":{}}`)), "",
			refused + "Unable to put gateway response 'DEFAULT_3XX': Invalid gateway response type specified"},
		{"a policy without statements", "", 0, imports(doc(`"paths":{}`, `"x-amazon-apigateway-policy":{}`)), "",
			refused + "Invalid policy document. Please check the policy syntax and ensure that Principals are valid."},
		{"a compression size", "", 0, imports(doc(`"paths":{}`, `"x-amazon-apigateway-minimum-compression-size":-1`)), "",
			refused + "Invalid minimum compression size, must be between 0 and 10485760"},
		{"VPC endpoints of a public API", "", 0, imports(doc(`"paths":{}`, `"x-amazon-apigateway-endpoint-configuration":{"vpcEndpointIds":["vpce-1"]}`)), "",
			"BadRequestException: VPCEndpoints can only be specified with PRIVATE apis."},
		{"all that is wrong, and what was passed over", "", 0, imports(doc(`"paths":{"/a":{"get":{"security":[{"x":[]}]}},"/b c":{}}`, `"components":{"schemas":{"a-b":{}}}`)), "",
			refused + "Unable to create model for 'a-b': Model name must be alphanumeric: a-b\n" +
				"\tUnable to create resource at path '/b c': Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the beginning and the end.\n" +
				"Additionally, these warnings were found:\n\tReference to security definition 'x' not found in method 'GET /a'. Ignoring."},
		{"warnings, where they are not wanted", "", 0,
			apigateway.ImportRestApi{FailOnWarnings: new(true), Body: doc(paths("/update", `{"responses":{"200":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/ModelThatDoesNotExist"}}}}}}`))}, "",
			"BadRequestException: Warnings found during import:\n\tParse issue: attribute paths.'/update'(get).responses.200.content.schema.#/components/schemas/ModelThatDoesNotExist is missing\n\tReference to model 'ModelThatDoesNotExist' not found. Ignoring."},
	})
}

func TestPutRestApi(t *testing.T) {
	put := func(mode string, body []byte, parameters ...string) apigateway.PutRestApi {
		c := apigateway.PutRestApi{RestApiId: "pets000001", Mode: &mode, Body: body}
		for ; len(parameters) > 0; parameters = parameters[2:] {
			c.Parameters = map[string]string{parameters[0]: parameters[1]}
		}
		return c
	}
	small := doc(paths("/dogs/{dogId}", `{"operationId":"dog"}`), `"x-amazon-apigateway-binary-media-types":["image/gif","image/png"]`)
	decides(t, decide.PutRestApi, []test[apigateway.PutRestApi]{
		{"merged", "pets", 7, put("merge", small),
			`{"models":[{"contentType":"application/json","description":"This is a default empty schema model","id":"zmkk8h","name":"Empty","schema":"{\n  \"$schema\": \"http://json-schema.org/draft-04/schema#\",\n  \"title\" : \"Empty Schema\",\n  \"type\" : \"object\"\n}"},{"contentType":"application/json","description":"This is a default error schema model","id":"mbc2cq","name":"Error","schema":"{\n  \"$schema\" : \"http://json-schema.org/draft-04/schema#\",\n  \"title\" : \"Error Schema\",\n  \"type\" : \"object\",\n  \"properties\" : {\n    \"message\" : { \"type\" : \"string\" }\n  }\n}"}],"resources":[{"id":"hgvb6gk3za","path":"/"},{"id":"df14qi","parentId":"hgvb6gk3za","path":"/dogs","pathPart":"dogs","resourceMethods":{"GET":{"apiKeyRequired":false,"authorizationType":"NONE","httpMethod":"GET","methodIntegration":{"cacheKeyParameters":[],"cacheNamespace":"df14qi","passthroughBehavior":"WHEN_NO_MATCH","timeoutInMillis":29000,"type":"MOCK"}}}},{"id":"62kfur","parentId":"df14qi","path":"/dogs/{dogId}","pathPart":"{dogId}","resourceMethods":{"GET":{"apiKeyRequired":false,"authorizationType":"NONE","httpMethod":"GET","operationName":"dog"}}},{"id":"uoldxu","parentId":"hgvb6gk3za","path":"/{proxy+}","pathPart":"{proxy+}"}],"restApi":{"apiKeySource":"HEADER","binaryMediaTypes":["image/png","image/gif"],"createdDate":1767225601,"description":"all pets","disableExecuteApiEndpoint":false,"endpointConfiguration":{"ipAddressType":"ipv4","types":["EDGE"]},"id":"pets000001","name":"t","rootResourceId":"hgvb6gk3za","tags":{"_custom_id_":"pets000001"},"version":"1"}}`, ""},
		{"overwritten", "pets", 7, put("overwrite", small),
			`{"resources":[{"id":"hgvb6gk3za","path":"/"},{"id":"df14qi","parentId":"hgvb6gk3za","path":"/dogs","pathPart":"dogs"},{"id":"62kfur","parentId":"df14qi","path":"/dogs/{dogId}","pathPart":"{dogId}","resourceMethods":{"GET":{"apiKeyRequired":false,"authorizationType":"NONE","httpMethod":"GET","operationName":"dog"}}}],"restApi":{"apiKeySource":"HEADER","binaryMediaTypes":["image/gif","image/png"],"createdDate":1767225601,"disableExecuteApiEndpoint":false,"endpointConfiguration":{"ipAddressType":"ipv4","types":["EDGE"]},"id":"pets000001","name":"t","rootResourceId":"hgvb6gk3za","tags":{"_custom_id_":"pets000001"},"version":"1"}}`, ""},
		{"no such API", "", 0, put("merge", doc()), "", "NotFoundException: Invalid API identifier specified 000000000000:pets000001"},
		{"no document", "pets", 7, put("merge", []byte("{")), "", "BadRequestException: Invalid OpenAPI input."},
		{"a second variable beside one that is there", "pets", 7, put("merge", doc(`"paths":{"/{other}":{}}`)), "",
			"BadRequestException: Errors found during import:\n\tUnable to create resource at path '/{other}': A sibling ({proxy+}) of this resource already has a variable path part -- only one is allowed"},
		{"another variable in place of one that was", "pets", 7, put("overwrite", doc(`"paths":{"/{other}":{}}`)),
			`{"resources":[{"id":"hgvb6gk3za","path":"/"},{"id":"ryy6rp","parentId":"hgvb6gk3za","path":"/{other}","pathPart":"{other}"}],"restApi":{"apiKeySource":"HEADER","createdDate":1767225601,"disableExecuteApiEndpoint":false,"endpointConfiguration":{"ipAddressType":"ipv4","types":["EDGE"]},"id":"pets000001","name":"t","rootResourceId":"hgvb6gk3za","tags":{"_custom_id_":"pets000001"},"version":"1"}}`, ""},
	})
}

// bomb is a few lines of YAML that stand for 9^9 values.
func bomb() string {
	var b strings.Builder
	b.WriteString("openapi: 3.0.1\na0: &a0 [x,x,x,x,x,x,x,x,x]\n")
	for i := range 9 {
		from, to := string(rune('0'+i)), string(rune('1'+i))
		b.WriteString("a" + to + ": &a" + to + " [" + strings.Repeat("*a"+from+",", 8) + "*a" + from + "]\n")
	}
	return b.String()
}
