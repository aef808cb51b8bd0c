package http_test

import "testing"

const lambdaURI = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:pets/invocations"

func TestRecordedMethods(t *testing.T) {
	r := openRecording(t)
	root := r.api("pets000001")
	const api = "/restapis/pets000001"
	methods := api + "/resources/" + root + "/methods/"
	at := methods + "GET"
	none := `{"authorizationType":"NONE"}`
	if got := r.says("PUT "+at, none, 201); got != `{"apiKeyRequired":false,"authorizationType":"NONE","httpMethod":"GET"}` {
		t.Errorf("a minimal method is %s", got)
	}
	r.bad("PUT "+methods+"GETX", none, "Invalid HttpMethod specified. Valid options are GET,PUT,POST,DELETE,PATCH,OPTIONS,HEAD,ANY")
	r.bad("PUT "+methods+"PUT", `{"authorizationType":"CUSTOM"}`, "Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.")
	r.bad("PUT "+methods+"PUT", `{"authorizationType":"NONE","requestValidatorId":"none"}`, "Invalid Request Validator identifier specified")
	r.bad("PUT "+methods+"PUT", `{"authorizationType":"NONE","requestModels":{"application/json":"None"}}`, "Invalid model identifier specified: None")
	r.bad("PUT "+methods+"PUT", `{"authorizationType":"NONE","requestParameters":{"method.request.header.a":true,"method.request.querystring.a":true}}`,
		"Parameter names must be unique across querystring, header and path")
	const method = "Invalid Method identifier specified"
	r.missing("GET "+methods+"PUT", "", method)
	r.missing("DELETE "+methods+"PUT", "", method)
	r.missing("PATCH "+methods+"PUT", patch("replace", "/apiKeyRequired", "true"), method)

	r.bad("PATCH "+at, patch("add", "/authorizationType", "NONE"), "Invalid patch operation specified. Must be one of: [replace]")
	r.bad("PATCH "+at, patch("replace", "/httpMethod", "PUT"), "Invalid patch path /httpMethod")
	r.bad("PATCH "+at, patch("add", "/requestParameters", "true"), "Invalid patch path /requestParameters")
	r.bad("PATCH "+at, patch("add", "/requestModels/application/json", "Empty"), "Invalid patch path /requestModels/application/json")
	r.says("PATCH "+at, patch("add", "/requestModels/application~1json", "Empty"), 200, `"requestModels":{"application/json":"Empty"}`)
	r.says("PATCH "+at, patch("replace", "/apiKeyRequired", "whatever"), 200, `"apiKeyRequired":false`)
	r.says("PATCH "+at, patch("replace", "/authorizerId", "abc123"), 200, "!authorizerId")

	r.says("PUT "+at+"/responses/200", `{"responseParameters":{"method.response.header.my-header":false},"responseModels":{"application/json":"Empty"}}`, 201)
	for _, op := range []string{"replace", "remove"} {
		r.missing("PATCH "+at+"/responses/200", patch(op, "/responseParameters/method.response.header.none", "true"), "Invalid parameter name specified")
		r.missing("PATCH "+at+"/responses/200", patch(op, "/responseModels/application~1xml", "Empty"), "Content-Type specified was not found")
	}
	r.bad("PATCH "+at+"/responses/200", patch("add", "/wrong/method.response.header.my-header", "true"), "Invalid patch path /wrong/method.response.header.my-header")
	r.missing("PATCH "+at+"/responses/201", patch("add", "/responseModels/application~1json", "Empty"), "Invalid Response status code specified")
	r.missing("GET "+at+"/responses/201", "", "Invalid Response status code specified")
}

func TestRecordedIntegrations(t *testing.T) {
	r := openRecording(t)
	root := r.api("pets000001")
	const api = "/restapis/pets000001"
	methods := api + "/resources/" + root + "/methods/"
	at := methods + "GET"
	in := at + "/integration"
	r.says("PUT "+at, `{"authorizationType":"NONE"}`, 201)

	const number = "Invalid Integration identifier specified"
	r.missing("GET "+in, "", number)
	r.missing("DELETE "+in, "", number)
	r.missing("PATCH "+in, patch("replace", "/timeoutInMillis", "100"), number)

	if got, want := r.says("PUT "+in, `{"type":"MOCK","uri":"http://zoo.example","httpMethod":"POST"}`, 201),
		`{"cacheKeyParameters":[],"cacheNamespace":"`+root+`","passthroughBehavior":"WHEN_NO_MATCH","timeoutInMillis":29000,"type":"MOCK"}`; got != want {
		t.Errorf("a mock is %s, want %s", got, want)
	}
	for _, typ := range []string{"HTTP", "HTTP_PROXY"} {
		r.says("PUT "+in, `{"type":"`+typ+`","uri":"http://zoo.example","httpMethod":"POST"}`, 201, `"connectionType":"INTERNET"`)
	}
	r.says("PUT "+in, `{"type":"HTTP_PROXY","uri":"http://zoo.example","httpMethod":"POST","connectionType":"VPC_LINK","connectionId":"${stageVariables.link}"}`, 201, `"connectionId":"${stageVariables.link}"`)
	r.says("PATCH "+in, patch("replace", "/connectionId", "abc123"), 200, `"connectionId":"abc123"`)
	r.says("PUT "+in, `{"type":"AWS_PROXY","uri":"`+lambdaURI+`","httpMethod":"POST"}`, 201, "!credentials", "!connectionType")

	const role = `,"credentials":"arn:aws:iam::000000000000:role/caller"`
	for _, typ := range []string{"HTTP", "HTTP_PROXY", "AWS"} {
		r.bad("PUT "+in, `{"type":"`+typ+`","uri":"http://zoo.example"}`, "Enumeration value for HttpMethod must be non-empty")
	}
	r.bad("PUT "+in, `{"type":"HTTP","uri":"zoo","httpMethod":"GET"}`, "Invalid HTTP endpoint specified for URI")
	r.bad("PUT "+in, `{"type":"AWS","uri":"http://zoo.example","httpMethod":"GET"`+role+`}`, "Invalid ARN specified in the request")
	for _, uri := range []string{"arn:aws:s3:::zoo", "arn:aws:lambda:us-east-1:000000000000:function:pets"} {
		r.bad("PUT "+in, `{"type":"AWS","uri":"`+uri+`","httpMethod":"POST"`+role+`}`, "AWS ARN for integration must contain path or action")
	}
	for _, uri := range []string{"s3:path/zoo/key", "dynamodb:action/PutItem", "firehose:path/zoo"} {
		r.bad("PUT "+in, `{"type":"AWS_PROXY","uri":"arn:aws:apigateway:us-east-1:`+uri+`","httpMethod":"POST"`+role+`}`,
			"Integrations of type 'AWS_PROXY' currently only supports Lambda function and Firehose stream invocations.")
	}
	r.bad("PUT "+in, `{"type":"AWS","uri":"arn:aws:apigateway:us-east-1:s3:path/zoo/key","httpMethod":"GET"}`, "Role ARN must be specified for AWS integrations")
	r.refused("PUT "+in, `{"type":"AWS","uri":"arn:aws:apigateway:us-east-1:s3:path/zoo/key","httpMethod":"GET","credentials":"arn:aws:iam::111111111111:role/caller"}`, 403, "AccessDeniedException",
		"Cross-account pass role is not allowed.")
	r.bad("PUT "+in, `{"type":"MOCK","requestParameters":{"integration.request.header.a":"true"}}`,
		"Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression specified: true]")

	r.says("PUT "+at+"/responses/200", `{}`, 201)
	out := in + "/responses/200"
	r.bad("PUT "+out, `{"responseTemplates":{"123":"x"}}`, "Validation Result: warnings : [], errors : [Invalid content type specified: 123]")
	r.says("PUT "+out, `{"selectionPattern":"a","responseTemplates":{"text/plain":"x"}}`, 201)
	r.says("PUT "+out, `{"contentHandling":"CONVERT_TO_TEXT"}`, 201, "!selectionPattern", "!responseTemplates", `"contentHandling":"CONVERT_TO_TEXT"`)
	r.says("GET "+at, "", 200, `"methodIntegration":{`, `"integrationResponses":{"200":{"contentHandling":"CONVERT_TO_TEXT","statusCode":"200"}}`, `"methodResponses":{"200":{"statusCode":"200"}}`)
	for _, call := range []string{"GET", "DELETE"} {
		r.missing(call+" "+in+"/responses/201", "", "Invalid Response status code specified")
	}
	r.missing("GET "+methods+"PUT/integration/responses/200", "", "Invalid Method identifier specified")
	r.missing("DELETE "+methods+"PUT/integration/responses/200", "", number)
	r.missing("GET "+methods+"PUT/integration", "", "Invalid Method identifier specified")
}

func TestRecordedModels(t *testing.T) {
	r := openRecording(t)
	root := r.api("pets000001")
	const api = "/restapis/pets000001"
	r.says("GET "+api+"/models/Empty", "", 200, `"description":"This is a default empty schema model"`, `\"$schema\": \"http://json-schema.org/draft-04/schema#\"`, `\"Empty Schema\"`)
	r.says("GET "+api+"/models/Error", "", 200, `"description":"This is a default error schema model"`, `\"message\"`)
	imported := field(t, r.says("POST /restapis?mode=import", `{"openapi":"3.0.1","info":{"title":"t","version":"1"},"paths":{},"components":{"schemas":{"Only":{"type":"object"}}}}`, 201), "id")
	r.says("GET /restapis/"+imported+"/models", "", 200, `"name":"Only"`, "!Empty", "!default error")

	model := func(name, schema string) string {
		return `{"name":"` + name + `","contentType":"application/json","schema":"` + schema + `"}`
	}
	const object = `{\"type\":\"object\"}`
	r.says("POST "+api+"/models", model("Pet", object), 201)
	r.refused("POST "+api+"/models", model("Pet", object), 409, "ConflictException", "Model name already exists for this REST API")
	r.bad("POST "+api+"/models", model("", object), "Model name must be non-empty")
	const schema = "Model schema must have at least 1 property or array items defined"
	r.bad("POST "+api+"/models", model("A", ""), schema)
	r.bad("POST "+api+"/models", `{"name":"A","contentType":"application/json"}`, schema)
	r.bad("POST "+api+"/models", `{"name":"A","contentType":"application/xml"}`, schema)
	r.missing("GET "+api+"/models/None", "", "Invalid model name specified: None")
	r.bad("PATCH "+api+"/models/Pet", patch("replace", "/name", "A"), "Invalid patch path  '/name' specified for op 'replace'. Must be one of: [/description, /schema]")
	r.says("POST "+api+"/models", model("Pets", `{\"type\":\"array\",\"items\":{\"$ref\":\"https://apigateway.amazonaws.com/restapis/pets000001/models/Pet\"}}`), 201)

	for _, tt := range []struct{ part, model, where string }{{"", "Pet", "//ANY"}, {"test", "Pets", "/test/ANY"}} {
		id := root
		if tt.part != "" {
			id = field(t, r.says("POST "+api+"/resources/"+root, `{"pathPart":"`+tt.part+`"}`, 201), "id")
		}
		r.says("PUT "+api+"/resources/"+id+"/methods/ANY", `{"authorizationType":"NONE","requestModels":{"application/json":"`+tt.model+`"}}`, 201)
		r.refused("DELETE "+api+"/models/"+tt.model, "", 409, "ConflictException", "Cannot delete model '"+tt.model+"', is referenced in method request: "+tt.where)
	}
}

func TestRecordedValidatorsAndDocumentation(t *testing.T) {
	r := openRecording(t)
	r.api("pets000001")
	const api = "/restapis/pets000001"
	v := api + "/requestvalidators/" + field(t, r.says("POST "+api+"/requestvalidators", `{"name":"v"}`, 201, `"validateRequestBody":false`, `"validateRequestParameters":false`), "id")
	r.says("PATCH "+v, patch("replace", "/validateRequestBody", "true"), 200, `"validateRequestBody":true`)
	r.says("PATCH "+v, patchOnly("replace", "/validateRequestBody"), 200, `"validateRequestBody":false`)
	for _, op := range []string{"add", "remove"} {
		r.bad("PATCH "+v, patch(op, "/validateRequestBody", "true"), "Invalid patch path  '/validateRequestBody' specified for op '"+op+"'. Please choose supported operations")
	}
	r.bad("PATCH "+v, patch("replace", "/wrong", "true"), "Invalid patch path  '/wrong' specified for op 'replace'. Must be one of: [/name, /validateRequestParameters, /validateRequestBody]")
	r.bad("PATCH "+v, patch("replace", "/name", ""), "Request Validator name cannot be blank")
	r.says("DELETE "+v, "", 202)
	for _, call := range []string{"GET", "DELETE"} {
		r.missing(call+" "+v, "", "Invalid Request Validator identifier specified")
	}

	part := api + "/documentation/parts/" + field(t, r.says("POST "+api+"/documentation/parts", `{"location":{"type":"API"},"properties":"{\"a\":\"b\"}"}`, 201), "id")
	r.bad("PATCH "+part, patch("replace", "/location", "x"), "Invalid patch path  '/location' specified for op 'replace'. Must be one of: [/properties]")
	r.bad("PUT "+api+"/documentation/parts", "not a document", "Unable to build importer with provided input.")
	r.says("PUT "+api+"/documentation/parts", `{"swagger":"2.0","info":{"title":"t"},"x-amazon-apigateway-documentation":{"documentationParts":[{"location":{"type":"METHOD","path":"/","method":"GET"},"properties":{"a":"b"}}]}}`, 200, `{"ids":["`)
	r.says("DELETE "+part, "", 202)
	r.missing("DELETE "+part, "", "Invalid Documentation part identifier specified")
}

func TestRecordedAuthorizers(t *testing.T) {
	r := openRecording(t)
	root := r.api("pets000001")
	const api = "/restapis/pets000001"
	r.says("POST "+api+"/authorizers", `{"name":"a","type":"TOKEN","authorizerUri":"`+lambdaURI+`","identitySource":"method.request.header.Auth"}`, 201, `"authType":"custom"`, "!authorizerResultTtlInSeconds")
	r.says("POST "+api+"/authorizers", `{"name":"b","type":"TOKEN","authorizerUri":"`+lambdaURI+`","identitySource":"method.request.header.Auth","authorizerResultTtlInSeconds":60}`, 201, `"authorizerResultTtlInSeconds":60`)
	pool := field(t, r.says("POST "+api+"/authorizers", `{"name":"c","type":"COGNITO_USER_POOLS","providerARNs":["arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_a"],"identitySource":"method.request.header.Auth"}`, 201,
		`"authType":"cognito_user_pools"`, "!authorizerResultTtlInSeconds"), "id")
	at := api + "/resources/" + root + "/methods/GET"
	r.says("PUT "+at, `{"authorizationType":"COGNITO_USER_POOLS","authorizerId":"`+pool+`"}`, 201, "!authorizationScopes")
	r.says("DELETE "+at, "", 204)
	r.says("PUT "+at, `{"authorizationType":"COGNITO_USER_POOLS","authorizerId":"`+pool+`","authorizationScopes":["read"]}`, 201, `"authorizationScopes":["read"]`)

	imported := field(t, r.says("POST /restapis?mode=import", `{"swagger":"2.0","info":{"title":"t","version":"1"},"paths":{},"securityDefinitions":{"a":{"type":"apiKey","name":"Auth","in":"header",`+
		`"x-amazon-apigateway-authtype":"oauth2","x-amazon-apigateway-authorizer":{"type":"token","authorizerUri":"`+lambdaURI+`","authorizerResultTtlInSeconds":60}}}}`, 201), "id")
	r.says("GET /restapis/"+imported+"/authorizers", "", 200, `"authType":"oauth2"`, `"authorizerResultTtlInSeconds":60`)
}
