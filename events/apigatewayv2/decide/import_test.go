package decide_test

import (
	"strings"
	"testing"

	"reel/events/apigatewayv2"
	"reel/events/apigatewayv2/decide"
)

// doc is a document of OpenAPI 3 with some members more.
func doc(members ...string) string {
	return `{` + strings.Join(append([]string{`"openapi":"3.0.1","info":{"title":"t","version":"1"}`}, members...), ",") + `}`
}

// paths is one path with a GET.
func paths(path, get string) string { return `"paths":{"` + path + `":{"get":` + get + `}}` }

// strict is an import that fails on warnings.
func strict(body string) apigatewayv2.ImportApi {
	return apigatewayv2.ImportApi{Body: body, FailOnWarnings: new(true)}
}

const (
	importErrors   = "BadRequestException: Errors found during import:\n\t"
	importWarnings = "BadRequestException: Warnings found during import:\n\t"
	importedApi    = `"apiId":"hgvb6gk3za","apiKeySelectionExpression":"$request.header.x-api-key",`
	importedAt     = `"createdDate":"2026-01-01T00:00:01Z",`
	importedHttp   = `"disableExecuteApiEndpoint":false,"ipAddressType":"ipv4","name":"t","protocolType":"HTTP","routeSelectionExpression":"$request.method $request.path","tags":{},"version":"1"`
	bare           = `{` + importedApi + importedAt + importedHttp + `}`
)

func TestImportApi(t *testing.T) {
	imports := func(body string, basepath ...string) apigatewayv2.ImportApi {
		c := apigatewayv2.ImportApi{Body: body}
		if basepath != nil {
			c.Basepath = &basepath[0]
		}
		return c
	}
	route := func(id, key, more string) string {
		return `{"apiKeyRequired":false,"authorizationType":"NONE","routeId":"` + id + `","routeKey":"` + key + `"` + more + `}`
	}
	based := doc(`"servers":[{"url":"https://x/{basePath}","variables":{"basePath":{"default":"/a/b/c"}}}]`, `"paths":{"/":{"get":{}},"/e":{"get":{}}}`)
	decides(t, decide.ImportApi, []test[apigatewayv2.ImportApi]{
		{"the least there is", "", 0, imports("openapi: 3.0.0\ninfo: {title: t, version: '1'}\npaths: {}"), `{"api":` + bare + `}`, ""},
		{"a route with its integration", "", 0, imports(doc(paths("/a/{b}", `{"x-amazon-apigateway-integration":{"type":"http_proxy","httpMethod":"any","uri":"https://a.example/{b}"}}`))),
			`{"api":` + bare + `,"integrations":[{"connectionType":"INTERNET","integrationId":"bc2cqng","integrationMethod":"ANY","integrationType":"HTTP_PROXY","integrationUri":"https://a.example/{b}","payloadFormatVersion":"1.0","timeoutInMillis":30000}],"routes":[` +
				route("zmkk8hm", "GET /a/{b}", `,"target":"integrations/bc2cqng"`) + `]}`, ""},
		{"the base path is ignored", "", 0, imports(based), `{"api":` + bare + `,"routes":[` + route("zmkk8hm", "GET /", "") + "," + route("bc2cqng", "GET /e", "") + `]}`, ""},
		{"the base path is prepended", "", 0, imports(based, "prepend"), `{"api":` + bare + `,"routes":[` + route("zmkk8hm", "GET /a/b/c", "") + "," + route("bc2cqng", "GET /a/b/c/e", "") + `]}`, ""},
		{"the base path is split", "", 0, imports(based, "split"), `{"api":` + bare + `,"routes":[` + route("zmkk8hm", "GET /b/c", "") + "," + route("bc2cqng", "GET /b/c/e", "") + `]}`, ""},
		{"everything of the API itself", "", 0, imports(`{"openapi":"3.0.3","info":{"title":"shop","description":"d"},"paths":{},"servers":[{"x-amazon-apigateway-endpoint-configuration":{"disableExecuteApiEndpoint":true,"ipAddressType":"dualstack"}}],` +
			`"tags":[{"name":"a","x-amazon-apigateway-tag-value":"b"},{"name":"c"},{"name":"_custom_id_","x-amazon-apigateway-tag-value":"shop"}],"x-amazon-apigateway-cors":{"allowOrigins":["https://a.example"],"allowHeaders":["X-A"],"allowMethods":["get"],"maxAge":0}}`),
			`{"api":{"apiId":"shop","apiKeySelectionExpression":"$request.header.x-api-key","corsConfiguration":{"allowCredentials":false,"allowHeaders":["x-a"],"allowMethods":["get"],"allowOrigins":["https://a.example"],"exposeHeaders":[],"maxAge":0},` + importedAt +
				`"description":"d","disableExecuteApiEndpoint":true,"ipAddressType":"dualstack","name":"shop","protocolType":"HTTP","routeSelectionExpression":"$request.method $request.path","tags":{"_custom_id_":"shop","a":"b","c":""}}}`, ""},

		// What is no document. AWS answers so of REST APIs' (recorded on AWS); what it
		// answers of HTTP APIs' is not known, nor are the words about Swagger 2.0, of
		// which its guide says that it is an error, and about size and base paths.
		{"nothing", "", 0, imports(""), "", "BadRequestException: Invalid OpenAPI input."},
		{"text", "", 0, imports("this is no document"), "", "BadRequestException: Invalid OpenAPI input."},
		{"a list", "", 0, imports("[]"), "", "BadRequestException: Invalid OpenAPI input."},
		{"no version", "", 0, imports(`{"info":{"title":"t"}}`), "", "BadRequestException: Invalid OpenAPI input."},
		{"AWS's example of an error", "", 0, imports(`{"swagger":"2.0.0","info":{"title":"My API","version":"1.0"}}`), "", "BadRequestException: Invalid OpenAPI input."},
		{"Swagger 2.0", "", 0, imports(`{"swagger":"2.0","info":{"title":"t"}}`), "", "BadRequestException: Invalid OpenAPI input. HTTP APIs support only OpenAPI 3.0."},
		{"OpenAPI 3.1", "", 0, imports(`{"openapi":"3.1.0","info":{"title":"t"}}`), "", "BadRequestException: Invalid OpenAPI input."},
		{"JSON that is cut off", "", 0, imports(doc()[:20]), "", "BadRequestException: Invalid OpenAPI input."},
		{"a member twice", "", 0, imports(doc(`"paths":{}`, `"paths":{}`)), "", "BadRequestException: Invalid OpenAPI input."},
		{"two documents", "", 0, imports("openapi: 3.0.1\n---\nopenapi: 3.0.1\n"), "", "BadRequestException: Invalid OpenAPI input."},
		{"an alias of aliases", "", 0, imports(bomb()), "", "BadRequestException: Invalid OpenAPI input."},
		{"an alias within what it stands for", "", 0, imports("openapi: 3.0.1\na: &a {b: *a}\n"), "", "BadRequestException: Invalid OpenAPI input."},
		{"larger than 6 MB", "", 0, imports(strings.Repeat(" ", 6<<20+1)), "", "BadRequestException: The API definition exceeds 6291456 bytes."},
		{"a base path to do something else with", "", 0, imports(doc(), "drop"), "", "BadRequestException: Invalid basepath specified. Valid options are ignore,prepend,split"},
		{"an id in use", "http", 1, imports(doc(`"tags":[{"name":"_custom_id_","x-amazon-apigateway-tag-value":"http000001"}]`)), "",
			"ConflictException: The API identifier http000001 in tag _custom_id_ is already in use"},
	})
}

// What goes before the findings is AWS's, as are the words of those about missing
// attributes, malformed integrations and security definitions (of REST APIs') and of
// what is refused of each part by itself. That a document refers out of itself or
// asks for two things at once is an error with AWS; the words are reel's own.
func TestImportApiRefusesWhatIsWrong(t *testing.T) {
	imports := func(members ...string) apigatewayv2.ImportApi {
		return apigatewayv2.ImportApi{Body: doc(members...)}
	}
	secured := func(security string) apigatewayv2.ImportApi {
		return imports(paths("/a", `{"security":`+security+`}`), `"components":{"securitySchemes":{`+
			`"iam":{"type":"apiKey","x-amazon-apigateway-authtype":"awsSigv4"},`+
			`"jwt":{"type":"oauth2","x-amazon-apigateway-authorizer":{"type":"jwt","identitySource":"$request.header.A","jwtConfiguration":{"issuer":"https://i.example","audience":["a"]}}}}}`)
	}
	const two = importErrors + "Multiple security requirements are not supported for Route 'GET /a'. It can have one of IAM authorization, a Lambda authorizer, or a JWT authorizer."
	const malformed = importErrors + "Unable to parse API definition because of a malformed integration at path /a."
	decides(t, decide.ImportApi, []test[apigatewayv2.ImportApi]{
		{"no title", "", 0, apigatewayv2.ImportApi{Body: `{"openapi":"3.0.1","paths":{}}`}, "",
			importErrors + "Invalid API name specified\nAdditionally, these warnings were found:\n\tParse issue: attribute info.title is missing"},
		{"a long version", "", 0, apigatewayv2.ImportApi{Body: `{"openapi":"3.0.1","info":{"title":"t","version":"` + strings.Repeat("1", 65) + `"},"paths":{}}`}, "",
			importErrors + "Invalid version specified. It must have at most 64 characters."},
		{"a tag of AWS's", "", 0, imports(`"paths":{}`, `"tags":[{"name":"aws:x"}]`), "", importErrors + "Invalid tag key specified. aws: is reserved for AWS use."},
		{"an address type", "", 0, imports(`"paths":{}`, `"servers":[{"x-amazon-apigateway-endpoint-configuration":{"ipAddressType":"ipv6"}}]`), "",
			importErrors + "Invalid ipAddressType specified: ipv6. Must be one of [ipv4, dualstack]"},
		{"two requirements at once", "", 0, secured(`[{"iam":[],"jwt":[]}]`), "", two},
		{"two requirements to choose from", "", 0, secured(`[{"iam":[]},{"jwt":["s"]}]`), "", two},
		{"no type", "", 0, imports(paths("/a", `{"x-amazon-apigateway-integration":{"uri":"http://x"}}`)), "", malformed},
		{"an integration that is none", "", 0, imports(paths("/a", `{"x-amazon-apigateway-integration":"http_proxy"}`)), "", malformed},
		{"a path in another file", "", 0, imports(`"paths":{"/a":{"$ref":"paths.yaml#/a"}}`), "", importErrors + "Unable to resolve 'paths.yaml#/a' at paths.'/a': a reference must be within the document."},
		{"an integration in another file", "", 0, imports(paths("/a", `{"x-amazon-apigateway-integration":{"$ref":"https://x/i.json"}}`)), "",
			importErrors + "Unable to resolve 'https://x/i.json' at paths.'/a'(get).x-amazon-apigateway-integration: a reference must be within the document."},
		{"a schema in another file", "", 0, imports(`"paths":{}`, `"components":{"schemas":{"A":{"allOf":[{"$ref":"a.json"}]}}}`), "",
			importErrors + "Unable to resolve 'a.json' at components.schemas.A.allOf.[0]: a reference must be within the document."},
		{"a scheme in another file", "", 0, imports(`"paths":{}`, `"components":{"securitySchemes":{"a":{"$ref":"a.json"}}}`), "",
			importErrors + "Unable to resolve 'a.json' at components.securitySchemes.a: a reference must be within the document."},
		{"a path that refers to itself", "", 0, imports(`"paths":{"/a":{"$ref":"#/paths/~1a"}}`), "", importErrors + "Unable to resolve '#/paths/~1a' at paths.'/a': it refers to itself."},
		{"all that is wrong, and what was passed over", "", 0, imports(`"paths":{"/a":{"get":{"x-amazon-apigateway-integration":{}}},"/b":{"$ref":"#/b"}}`), "",
			malformed + "\nAdditionally, these warnings were found:\n\tParse issue: attribute paths.'/b'.#/b is missing"},
	})
}

// What AWS passes over by itself is a warning, and a refusal where warnings are not
// wanted. Recorded on AWS: "Warnings found during import:", "Unable to create
// Authorizer '…'" and the parse issues; what stands before AWS's words about
// routes, integrations and CORS is reel's own.
func TestImportApiWarns(t *testing.T) {
	integration := func(members string) apigatewayv2.ImportApi {
		return strict(doc(paths("/a", `{"x-amazon-apigateway-integration":{`+members+`}}`)))
	}
	authorizer := func(members string) apigatewayv2.ImportApi {
		return strict(doc(`"paths":{}`, `"components":{"securitySchemes":{"x":{"type":"oauth2","x-amazon-apigateway-authorizer":{`+members+`}}}}`))
	}
	const (
		onA       = importWarnings + "Unable to create Integration for Route 'GET /a': "
		ofX       = importWarnings + "Unable to create Authorizer 'x': "
		proxyOnly = "Currently, an API with a protocol type of HTTP may only be associated with proxy integrations (AWS_PROXY, HTTP_PROXY)"
		lambda    = `"type":"aws_proxy","uri":"arn:aws:lambda:us-east-1:000000000000:function:f"`
		noKey     = `The provided route key is not formatted properly for HTTP protocol. Format should be "[HTTP METHOD] /[RESOURCE PATH]" or "$default"`
	)
	decides(t, decide.ImportApi, []test[apigatewayv2.ImportApi]{
		{"no paths", "", 0, strict(doc()), "", importWarnings + "Parse issue: attribute paths is missing"},
		{"a path without a slash", "", 0, strict(doc(paths("$default", `{}`))), "", importWarnings + "Parse issue: attribute paths. Resource $default should start with /"},
		{"another version of the algorithm", "", 0, strict(doc(`"paths":{}`, `"x-amazon-apigateway-importexport-version":"2.0"`)), "",
			importWarnings + `Unsupported value '"2.0"' for x-amazon-apigateway-importexport-version. Ignoring.`},
		{"a model that is not there", "", 0, strict(doc(paths("/update", `{"responses":{"200":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/ModelThatDoesNotExist"}}}}}}`))), "",
			importWarnings + "Parse issue: attribute paths.'/update'(get).responses.200.content.schema.#/components/schemas/ModelThatDoesNotExist is missing"},
		{"a parameter that is not there", "", 0, strict(doc(paths("/a", `{"parameters":[{"$ref":"#/components/parameters/P"}]}`))), "",
			importWarnings + "Parse issue: attribute paths.'/a'(get).parameters.[0].#/components/parameters/P is missing"},
		{"an integration that is not there", "", 0, strict(doc(paths("/a", `{"x-amazon-apigateway-integration":{"$ref":"#/x"}}`))), "",
			importWarnings + "Parse issue: attribute paths.'/a'(get).x-amazon-apigateway-integration.#/x is missing"},
		{"a name twice", "", 0, strict(doc(`"paths":{"/a":{"get":{"operationId":"x"},"put":{"operationId":"x"}}}`)), "",
			importWarnings + "Parse issue: attribute paths.'/a'(put).operationId is repeated"},
		{"a long name", "", 0, strict(doc(paths("/a", `{"operationId":"`+strings.Repeat("x", 65)+`"}`))), "",
			importWarnings + "Invalid operationId of Route 'GET /a'. It can have at most 64 characters. Ignoring."},
		{"a path that may not be", "", 0, strict(doc(paths("/a b", `{}`))), "", importWarnings + "Unable to create Route 'GET /a b': " + noKey},
		{"two default routes", "", 0, strict(doc(`"paths":{"/$default":{"x-amazon-apigateway-any-method":{"isDefaultRoute":true}},"/b":{"x-amazon-apigateway-any-method":{"isDefaultRoute":true}}}`)), "",
			importWarnings + "Unable to create Route '$default': Route with key $default already exists for this API"},
		{"another name for a variable", "", 0, strict(doc(`"paths":{"/a/{b}":{"get":{}},"/a/{c}/d":{"get":{}}}`)), "",
			importWarnings + `Unable to create Route 'GET /a/{c}/d': The provided route key "GET /a/{c}/d" has a conflicting variable on the same hierarchical level as "GET /a/{b}"`},
		{"a scheme that is not there", "", 0, strict(doc(paths("/a", `{"security":[{"x":[]}]}`))), "", importWarnings + "Reference to security definition 'x' not found in Route 'GET /a'. Ignoring."},
		{"a scheme of no use", "", 0, strict(doc(`"paths":{}`, `"components":{"securitySchemes":{"k":{"type":"apiKey","in":"header","name":"x-api-key"}}}`)), "",
			importWarnings + "Unsupported security definition type 'apiKey' for 'k'. Ignoring."},
		{"scopes of a signature", "", 0, strict(doc(paths("/a", `{"security":[{"k":["s"]}]}`), `"components":{"securitySchemes":{"k":{"type":"apiKey","x-amazon-apigateway-authtype":"awsSigv4"}}}`)), "",
			importWarnings + "Scopes of 'k' are only valid for JWT authorizers in Route 'GET /a'. Ignoring."},
		{"two servers", "", 0, strict(doc(`"paths":{}`, `"servers":[{"url":"/a"},{"url":"/b"}]`)), "", importWarnings + "More than one server provided. Ignoring all but the first for defining endpoint configuration"},

		{"AWS's example of a warning", "", 0, integration(`"type":"AWS","httpMethod":"POST","uri":"arn:aws:lambda:us-east-2:123456789012:function:HelloWorld","payloadFormatVersion":"1.0"`), "", onA + proxyOnly},
		{"a mock", "", 0, integration(`"type":"mock"`), "", onA + proxyOnly},
		{"another type", "", 0, integration(`"type":"gopher"`), "", onA + "Invalid integrationType specified: GOPHER. Must be one of [AWS, AWS_PROXY, HTTP, HTTP_PROXY, MOCK]"},
		{"no method", "", 0, integration(`"type":"http_proxy","uri":"https://x"`), "", onA + "HttpMethod parameter method must be specified for integrationType HTTPPROXY"},
		{"no URL", "", 0, integration(`"type":"http_proxy","httpMethod":"GET"`), "", onA + "Invalid HTTP endpoint specified for URI"},
		{"too long a timeout", "", 0, integration(lambda + `,"timeoutInMillis":87000`), "", onA + "Timeout should be between 50 ms and 30000 ms"},
		{"no timeout", "", 0, integration(lambda + `,"timeoutInMillis":0`), "", onA + "Timeout should be between 50 ms and 30000 ms"},
		{"a timeout that is no number", "", 0, integration(lambda + `,"timeoutInMillis":"1s"`), "", onA + "Timeout should be between 50 ms and 30000 ms"},
		{"another payload", "", 0, integration(lambda + `,"payloadFormatVersion":"3.0"`), "", onA + "Unsupported PayloadFormatVersion: 3.0"},
		{"a payload of functions", "", 0, integration(`"type":"http_proxy","httpMethod":"GET","uri":"https://x","payloadFormatVersion":2.0`), "",
			onA + "PayloadFormatVersion 2.0 is not supported for integration of type HTTP_PROXY"},
		{"a link to nowhere", "", 0, integration(`"type":"http_proxy","httpMethod":"GET","uri":"https://x","connectionType":"vpc_link"`), "", onA + "ConnectionId must be set to vpcLinkId for ConnectionType VPC_LINK"},
		{"a private URL", "", 0, integration(`"type":"http_proxy","httpMethod":"GET","uri":"https://x","connectionType":"VPC_LINK","connectionId":"l"`), "",
			onA + "For VpcLink VPC_LINK, integration uri should be a valid ELB listener ARN or a valid Cloud Map service ARN."},
		{"an action that is none", "", 0, integration(`"type":"aws_proxy","integrationSubtype":"SQS-Sing"`), "", onA + "Operation: SQS-Sing is not supported."},
		{"an action without a role", "", 0, integration(`"type":"aws_proxy","integrationSubtype":"SQS-PurgeQueue"`), "", onA + "Role ARN must be specified for AWS integration configuration with Subtype: SQS-PurgeQueue"},
		{"a mapping of REST APIs", "", 0, integration(lambda + `,"requestParameters":{"integration.request.header.a":"'b'"}`), "",
			onA + "Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid Request Actioned Parameter destination specified: integration.request.header.a]"},
		{"a mapping of no text", "", 0, integration(lambda + `,"requestParameters":{"append:header.a":1}`), "",
			importWarnings + "Invalid format for 'requestParameters'. Expected type string for property 'append:header.a' of resource '/a' and method 'GET' but got '1'"},
		{"a status that is none", "", 0, integration(lambda + `,"responseParameters":{"2xx":{"append:header.a":"b"}}`), "", onA + "Status Code 2xx is not valid"},
		{"a reserved header", "", 0, integration(lambda + `,"responseParameters":{"200":{"remove:header.via":""}}`), "",
			onA + "Invalid mapping expression specified: Validation Result: warnings : [], errors : [Operations on header via are restricted]"},

		{"no issuer", "", 0, authorizer(`"type":"jwt","identitySource":"$request.header.A","jwtConfiguration":{"audience":["a"]}`), "", ofX + "Invalid issuer: Issuer is not a valid URL for JWT Authorizer"},
		{"no configuration", "", 0, authorizer(`"type":"jwt","identitySource":"$request.header.A"`), "", ofX + "JwtConfiguration must not be null for JWT Authorizer"},
		{"no audience", "", 0, authorizer(`"type":"jwt","identitySource":"$request.header.A","jwtConfiguration":{"issuer":"https://x"}`), "", ofX + "Audience must not be empty for JWT Authorizer"},
		{"a source of REST APIs", "", 0, authorizer(`"type":"request","identitySource":"method.request.header.A"`), "", ofX + "Invalid identity source expression: method.request.header.A"},
		{"no function", "", 0, authorizer(`"type":"request"`), "", ofX + "AuthorizerUri is a required field in an Authorizer"},
		{"no version", "", 0, authorizer(`"type":"request","authorizerUri":"arn:aws:lambda:us-east-1:000000000000:function:f"`), "", ofX + "AuthorizerPayloadFormatVersion is a required parameter for REQUEST authorizer"},
		{"too long a time", "", 0, authorizer(`"type":"request","authorizerUri":"arn:aws:lambda:us-east-1:000000000000:function:f","authorizerPayloadFormatVersion":2.0,"authorizerResultTtlInSeconds":"for ever"`), "",
			ofX + "Authorizer result TTL outside allowable range. TTL must be between 0 and 3600 seconds."},
		{"a route that asks what is not there", "", 0, strict(doc(paths("/a", `{"security":[{"x":[]}]}`), `"components":{"securitySchemes":{"x":{"x-amazon-apigateway-authorizer":{"type":"jwt"}}}}`)), "",
			ofX + "JwtConfiguration must not be null for JWT Authorizer\n\tUnable to create Route 'GET /a': Authorizer 'x' was not created."},

		{"credentials of everyone", "", 0, strict(doc(`"paths":{}`, `"x-amazon-apigateway-cors":{"allowOrigins":["*"],"allowCredentials":true}`)), "",
			importWarnings + "Unable to set CORS configuration: allow-credentials is not supported if 'allow-origin' is *"},
		{"CORS that is none", "", 0, strict(doc(`"paths":{}`, `"x-amazon-apigateway-cors":true`)), "", importWarnings + "Invalid format for 'x-amazon-apigateway-cors'. Expected type object but got 'true'"},
		{"an age that is none", "", 0, strict(doc(`"paths":{}`, `"x-amazon-apigateway-cors":{"maxAge":"1h","allowMethods":"GET"}`)), "",
			importWarnings + `Invalid format for 'x-amazon-apigateway-cors'. Expected type array for property 'allowMethods' but got '"GET"'` +
				"\n\t" + `Invalid format for 'x-amazon-apigateway-cors'. Expected type integer for property 'maxAge' but got '"1h"'`},
	})
}

// What was passed over is in the event and in the answer, and in no other answer.
func TestImportApiTellsWhatItPassedOver(t *testing.T) {
	decides(t, decide.ImportApi, []test[apigatewayv2.ImportApi]{
		{"AWS's examples", "", 0, apigatewayv2.ImportApi{Body: doc(paths("/", `{"x-amazon-apigateway-integration":{"type":"mock"},"requestBody":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Body"}}}}}`),
			`"components":{"schemas":{"Body":{"type":"object"}}}`)},
			`{"api":` + bare + `,"importInfo":["Attribute paths.'/'(get).requestBody is not supported for HTTP APIs. Ignoring.","Attribute components.schemas.Body is not supported for HTTP APIs. Ignoring."],` +
				`"routes":[{"apiKeyRequired":false,"authorizationType":"NONE","routeId":"zmkk8hm","routeKey":"GET /"}],` +
				`"warnings":["Unable to create Integration for Route 'GET /': Currently, an API with a protocol type of HTTP may only be associated with proxy integrations (AWS_PROXY, HTTP_PROXY)"]}`, ""},
	})
	s := given(t, "httpimports", 5)
	api, err := s.World(account, region).Api(ordersApi)
	if err != nil || api.Tree.Warnings != nil || api.Tree.ImportInfo != nil {
		t.Errorf("the API keeps %q and %q, %v", api.Tree.Warnings, api.Tree.ImportInfo, err)
	}
}

func TestReimportApi(t *testing.T) {
	again := func(body string) apigatewayv2.ReimportApi {
		return apigatewayv2.ReimportApi{ApiId: httpApi, Body: body}
	}
	const (
		kept     = `"disableExecuteApiEndpoint":false,"ipAddressType":"ipv4","name":"t","protocolType":"HTTP","routeSelectionExpression":"$request.method $request.path","tags":{"_custom_id_":"http000001"},"version":"1"}`
		now      = `{"api":{"apiId":"http000001","apiKeySelectionExpression":"$request.header.x-api-key","createdDate":"2026-01-01T00:00:01Z",` + kept
		tokens   = `{"authorizerId":"uoldxu","authorizerType":"JWT","identitySource":["$request.header.A"],"jwtConfiguration":{"audience":["b"],"issuer":"https://other.example"},"name":"tokens"}`
		deployed = `,"autoDeployed":[{"deployment":{"autoDeployed":true,"createdDate":"2026-01-01T00:00:08Z","deploymentId":"%","deploymentStatus":"DEPLOYED","description":"Automatic deployment triggered by changes to the Api configuration"},"message":"Successfully deployed stage with deployment ID '%'","stageName":"$default"}]`
	)
	deployedAs := func(id string) string { return strings.ReplaceAll(deployed, "%", id) }
	decides(t, decide.ReimportApi, []test[apigatewayv2.ReimportApi]{
		{"what has the same name or key keeps its id", "http", 7, again(doc(`"paths":{"/pets/{id}":{"get":{"security":[{"tokens":["s"]}],"x-amazon-apigateway-integration":{"type":"http_proxy","httpMethod":"GET","uri":"https://a.example"}}},"/new":{"put":{}}}`,
			`"components":{"securitySchemes":{"tokens":{"x-amazon-apigateway-authorizer":{"type":"jwt","identitySource":"$request.header.A","jwtConfiguration":{"issuer":"https://other.example","audience":["b"]}}}}}`)),
			now + `,"authorizers":[` + tokens + `]` + deployedAs("yynbx3") +
				`,"integrations":[{"connectionType":"INTERNET","integrationId":"62kfurq","integrationMethod":"GET","integrationType":"HTTP_PROXY","integrationUri":"https://a.example","payloadFormatVersion":"1.0","timeoutInMillis":30000}],` +
				`"routes":[{"apiKeyRequired":false,"authorizationScopes":["s"],"authorizationType":"JWT","authorizerId":"uoldxu","routeId":"e1c7y0c","routeKey":"GET /pets/{id}","target":"integrations/62kfurq"},` +
				`{"apiKeyRequired":false,"authorizationType":"NONE","routeId":"ryy6rpt","routeKey":"PUT /new"}]}`, ""},
		{"what the document does not say is gone", "http", 7, again(doc(`"paths":{}`)),
			now + `,"autoDeployed":[{"message":"Deployment attempt failed: At least one route is required before deploying the Api.","stageName":"$default"}]}`, ""},
		{"the name stays where there is none", "http", 7, again(`{"openapi":"3.0.1","paths":{},"tags":[{"name":"a"}],"servers":[{"x-amazon-apigateway-endpoint-configuration":{"disableExecuteApiEndpoint":true}}]}`),
			`{"api":{"apiId":"http000001","apiKeySelectionExpression":"$request.header.x-api-key","createdDate":"2026-01-01T00:00:01Z","disableExecuteApiEndpoint":true,"ipAddressType":"ipv4","name":"pets","protocolType":"HTTP","routeSelectionExpression":"$request.method $request.path","tags":{"a":""}},` +
				`"autoDeployed":[{"message":"Deployment attempt failed: At least one route is required before deploying the Api.","stageName":"$default"}],"warnings":["Parse issue: attribute info.title is missing"]}`, ""},
		{"no API", "http", 7, apigatewayv2.ReimportApi{ApiId: "nosuch", Body: doc()}, "", "NotFoundException: Invalid API identifier specified 000000000000:nosuch"},
		{"no document", "http", 7, again("{"), "", "BadRequestException: Invalid OpenAPI input."},
		{"a base path to do something else with", "http", 7, apigatewayv2.ReimportApi{ApiId: httpApi, Body: doc(), Basepath: new("x")}, "", "BadRequestException: Invalid basepath specified. Valid options are ignore,prepend,split"},
		{"warnings, where they are not wanted", "http", 7, apigatewayv2.ReimportApi{ApiId: httpApi, Body: doc(), FailOnWarnings: new(true)}, "", importWarnings + "Parse issue: attribute paths is missing"},
		{"something wrong", "http", 7, again(doc(paths("/a", `{"x-amazon-apigateway-integration":{}}`))), "", importErrors + "Unable to parse API definition because of a malformed integration at path /a."},
		// (ours)
		{"a WebSocket API", "websocket", 1, apigatewayv2.ReimportApi{ApiId: chatApi, Body: doc()}, "", "BadRequestException: Import is not supported for APIs with a protocol type of WEBSOCKET"},
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
