package http_test

import (
	"strings"
	"testing"
)

// The tests of recorded… ask over a socket what was once asked of AWS, and compare
// the answers with what AWS was recorded to answer.

// A recording asks for what was recorded.
type recording struct{ client }

func openRecording(t *testing.T) recording {
	t.Helper()
	return recording{open(t)}
}

// ask sends a call such as "POST /restapis".
func (r recording) ask(call, body string) answer {
	r.Helper()
	method, path, _ := strings.Cut(call, " ")
	return r.do(method, path, body)
}

// refused compares the code and the words of a refusal.
func (r recording) refused(call, body string, status int, code, message string) {
	r.Helper()
	a := r.ask(call, body)
	if got := a.header.Get("x-amzn-ErrorType"); a.status != status || got != code {
		r.Errorf("%s %s: %d %s, want %d %s: %s", call, body, a.status, got, status, code, a.body)
		return
	}
	if got := field(r, a.body, "message"); got != message {
		r.Errorf("%s %s\n got %s\nwant %s", call, body, got, message)
	}
}

func (r recording) bad(call, body, message string) {
	r.Helper()
	r.refused(call, body, 400, "BadRequestException", message)
}

func (r recording) missing(call, body, message string) {
	r.Helper()
	r.refused(call, body, 404, "NotFoundException", message)
}

// says looks for parts of an answer; one that begins with ! must not be there.
func (r recording) says(call, body string, status int, parts ...string) string {
	r.Helper()
	a := r.ask(call, body)
	if a.status != status {
		r.Errorf("%s %s: %d, want %d: %s", call, body, a.status, status, a.body)
	}
	for _, part := range parts {
		without, not := strings.CutPrefix(part, "!")
		if strings.Contains(a.body, without) == not {
			r.Errorf("%s %s: want %s in %s", call, body, part, a.body)
		}
	}
	return a.body
}

// api makes a REST API under a chosen id and returns its root's.
func (r recording) api(id string) (root string) {
	r.Helper()
	return field(r, r.says("POST /restapis", `{"name":"pets","tags":{"_custom_id_":"`+id+`"}}`, 201), "rootResourceId")
}

// patch is the body of an update with one operation.
func patch(op, path, value string) string {
	return `{"patchOperations":[{"op":"` + op + `","path":"` + path + `","value":"` + value + `"}]}`
}

// patchOnly is the body of an update with one operation that has no value.
func patchOnly(op, path string) string {
	return `{"patchOperations":[{"op":"` + op + `","path":"` + path + `"}]}`
}

const enumOfOps = "Member must satisfy enum value set: [add, remove, move, test, replace, copy]"

func TestRecordedConventions(t *testing.T) {
	r := openRecording(t)
	root := r.api("pets000001")
	const api = "/restapis/pets000001"
	at := api + "/resources/" + root + "/methods/GET"

	const validation, serialization = "ValidationException", "SerializationException"
	const types = "Value '[wrong]' at 'createRestApiInput.endpointConfiguration.types' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [PRIVATE, EDGE, REGIONAL]]"
	const address = "Value 'wrong' at 'createRestApiInput.endpointConfiguration.ipAddressType' failed to satisfy constraint: Member must satisfy enum value set: [ipv4, dualstack]"
	r.refused("POST /restapis", `{"name":"x","endpointConfiguration":{"types":["wrong"]}}`, 400, validation, "1 validation error detected: "+types)
	r.refused("POST /restapis", `{"name":"x","endpointConfiguration":{"types":["wrong"],"ipAddressType":"wrong"}}`, 400, validation, "2 validation errors detected: "+types+"; "+address)
	r.refused("PATCH "+api, `{"patchOperations":[{"op":"wrong","path":"/name"},{"op":"replace","path":"/name","value":"y"},{"op":"bad","path":"/name"}]}`, 400, validation,
		"2 validation errors detected: Value 'wrong' at 'updateRestApiInput.patchOperations.1.member.op' failed to satisfy constraint: "+enumOfOps+
			"; Value 'bad' at 'updateRestApiInput.patchOperations.3.member.op' failed to satisfy constraint: "+enumOfOps)

	r.says("PUT "+at, `{"authorizationType":"NONE"}`, 201)
	r.says("PUT "+at+"/responses/200", `{}`, 201)
	const status = `Value 'wrong' at 'statusCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [1-5]\d\d`
	r.refused("PUT "+at+"/responses/wrong", `{}`, 400, validation, "1 validation error detected: "+status)
	r.refused("PATCH "+at+"/responses/wrong", patch("wrong", "/responseModels", "x"), 400, validation,
		"2 validation errors detected: Value 'wrong' at 'updateMethodResponseInput.patchOperations.1.member.op' failed to satisfy constraint: "+enumOfOps+"; "+status)

	r.refused("PUT "+at+"/integration", `{"type":"HTTP","requestParameters":{"a":true}}`, 400, serialization, "class java.lang.Boolean can not be converted to an String")
	r.refused("PUT "+at+"/integration/responses/200", `{"responseTemplates":{"application/json":1}}`, 400, serialization,
		"class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted to an String")
	r.refused("PUT "+at+"/integration", `{"type":"wrong"}`, 400, validation,
		"1 validation error detected: Value 'wrong' at 'putIntegrationInput.type' failed to satisfy constraint: Member must satisfy enum value set: [HTTP, MOCK, AWS_PROXY, HTTP_PROXY, AWS]")
	r.refused("POST "+api+"/documentation/parts", `{"location":{"type":"wrong"},"properties":"{}"}`, 400, validation,
		"1 validation error detected: Value 'wrong' at 'createDocumentationPartInput.location.type' failed to satisfy constraint: Member must satisfy enum value set: "+
			"[RESPONSE_BODY, RESPONSE, METHOD, MODEL, AUTHORIZER, RESPONSE_HEADER, RESOURCE, PATH_PARAMETER, REQUEST_BODY, QUERY_PARAMETER, API, REQUEST_HEADER]")
	r.refused("GET "+api+"/gatewayresponses/wrong", "", 400, validation,
		"1 validation error detected: Value 'wrong' at 'responseType' failed to satisfy constraint: Member must satisfy enum value set: "+
			"[REQUEST_TOO_LARGE, RESOURCE_NOT_FOUND, AUTHORIZER_CONFIGURATION_ERROR, MISSING_AUTHENTICATION_TOKEN, BAD_REQUEST_BODY, INVALID_SIGNATURE, INVALID_API_KEY, BAD_REQUEST_PARAMETERS, "+
			"AUTHORIZER_FAILURE, UNAUTHORIZED, INTEGRATION_TIMEOUT, ACCESS_DENIED, DEFAULT_4XX, DEFAULT_5XX, WAF_FILTERED, QUOTA_EXCEEDED, THROTTLED, API_CONFIGURATION_ERROR, UNSUPPORTED_MEDIA_TYPE, "+
			"INTEGRATION_FAILURE, EXPIRED_TOKEN]")
}

// Which status a success has, over the life of everything.
func TestRecordedStatuses(t *testing.T) {
	r := openRecording(t)
	root := r.api("pets000001")
	const api = "/restapis/pets000001"
	at := api + "/resources/" + root + "/methods/GET"
	id := func(call, body string, status int) string {
		t.Helper()
		return field(t, r.says(call, body, status), "id")
	}
	resource := id("POST "+api+"/resources/"+root, `{"pathPart":"a"}`, 201)
	model := "/models/" + field(t, r.says("POST "+api+"/models", `{"name":"Pet","contentType":"application/json","schema":"{\"type\":\"object\"}"}`, 201), "name")
	validator := id("POST "+api+"/requestvalidators", `{"name":"v"}`, 201)
	authorizer := id("POST "+api+"/authorizers", `{"name":"a","type":"TOKEN","authorizerUri":"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:pets/invocations","identitySource":"method.request.header.Auth"}`, 201)
	part := id("POST "+api+"/documentation/parts", `{"location":{"type":"API"},"properties":"{}"}`, 201)
	r.says("PUT "+at, `{"authorizationType":"NONE"}`, 201)
	r.says("PATCH "+at, patch("replace", "/apiKeyRequired", "true"), 200)
	r.says("PUT "+at+"/responses/200", `{}`, 201)
	r.says("PATCH "+at+"/responses/200", patch("add", "/responseParameters/method.response.header.A", "false"), 201)
	r.says("PUT "+at+"/integration", `{"type":"MOCK"}`, 201)
	r.says("PATCH "+at+"/integration", patch("replace", "/timeoutInMillis", "5000"), 200)
	r.says("PUT "+at+"/integration/responses/200", `{}`, 201)
	r.says("PATCH "+at+"/integration/responses/200", patch("replace", "/selectionPattern", "a"), 200)
	r.says("PUT "+api+"/gatewayresponses/THROTTLED", `{}`, 201)
	deployment := id("POST "+api+"/deployments", `{}`, 201)
	r.says("POST "+api+"/stages", `{"stageName":"dev","deploymentId":"`+deployment+`"}`, 201)
	link := id("POST /vpclinks", `{"name":"v","targetArns":["arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/net/a/1"]}`, 202)

	for _, gone := range []string{"/integration/responses/200", "/integration", "/responses/200", ""} {
		r.says("DELETE "+at+gone, "", 204)
	}
	for _, gone := range []string{
		api + "/stages/dev", api + "/deployments/" + deployment, api + "/gatewayresponses/THROTTLED", api + "/documentation/parts/" + part, api + "/authorizers/" + authorizer,
		api + "/requestvalidators/" + validator, api + model, api + "/resources/" + resource, api, "/vpclinks/" + link,
	} {
		r.says("DELETE "+gone, "", 202)
	}
}

// Members that are not set are absent; tags are told of where one thing is shown.
func TestRecordedAbsence(t *testing.T) {
	r := openRecording(t)
	const tags = `"tags":{}`
	api := field(t, r.says("POST /restapis", `{"name":"pets"}`, 201, "!description", "!version", "!binaryMediaTypes", "!tags", "!minimumCompressionSize", "!policy", `"createdDate":1767225601`), "id")
	r.says("GET /restapis/"+api, "", 200, tags, "!null", "!description")
	r.says("PATCH /restapis/"+api, patch("replace", "/name", "x"), 200, tags)
	r.says("PUT /restapis/"+api, `{"openapi":"3.0.1","info":{"title":"t","version":"1"},"paths":{}}`, 200, tags)
	r.says("GET /restapis", "", 200, `"item":[`, "!tags", "!_links")
	plan := field(t, r.says("POST /usageplans", `{"name":"p"}`, 201, "!tags"), "id")
	r.says("GET /usageplans/"+plan, "", 200, tags)
	r.says("PATCH /usageplans/"+plan, patch("replace", "/name", "x"), 200, tags)
	r.says("GET /usageplans", "", 200, "!tags")
	key := field(t, r.says("POST /apikeys", `{"name":"k"}`, 201, "!tags"), "id")
	r.says("PATCH /apikeys/"+key, patch("replace", "/name", "x"), 200, tags, `!"value"`)
	link := field(t, r.says("POST /vpclinks", `{"name":"v","targetArns":["arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/net/a/1"]}`, 202, "!tags"), "id")
	r.says("GET /vpclinks/"+link, "", 200, tags)
	r.says("PATCH /vpclinks/"+link, patch("replace", "/name", "x"), 200, tags)
	r.says("GET /vpclinks", "", 200, "!tags")

	root := r.api("pets000001")
	at := "/restapis/pets000001/resources/" + root + "/methods/GET"
	r.says("PUT "+at, `{"authorizationType":"NONE"}`, 201, "!requestParameters", "!methodResponses")
	r.says("PUT "+at+"/responses/200", `{}`, 201, "!responseModels", "!responseParameters")
	r.says("DELETE "+at+"/responses/200", "", 204)
	r.says("PUT "+at+"/responses/200", `{"responseModels":{},"responseParameters":{}}`, 201, `"responseModels":{}`, `"responseParameters":{}`)
	r.says("PATCH "+at+"/responses/200", patch("add", "/responseParameters/method.response.header.A", "false"), 201, `"method.response.header.A":false`)
	r.says("PATCH "+at+"/responses/200", patchOnly("remove", "/responseParameters/method.response.header.A"), 201, "!responseParameters")
	r.says("PUT "+at+"/integration", `{"type":"MOCK"}`, 201, "!integrationResponses")
	r.says("PUT "+at+"/integration/responses/200", `{}`, 201, "!selectionPattern", "!responseTemplates")
	r.says("PUT "+at+"/integration/responses/200", `{"selectionPattern":"","responseTemplates":{}}`, 201, `"selectionPattern":""`, `"responseTemplates":{}`)
	r.says("PUT "+at+"/integration/responses/200", `{"responseTemplates":{"application/json":""}}`, 201, `"responseTemplates":{"application/json":null}`)
	r.says("PUT "+at+"/integration/responses/200", `{"responseTemplates":{"application/json":null}}`, 201, `"responseTemplates":{"application/json":null}`, "!selectionPattern")
	r.says("POST /v2/apis", `{"name":"h","protocolType":"HTTP"}`, 201, `"createdDate":"2026-01-01T00:00:`)
}

func TestRecordedRestApis(t *testing.T) {
	r := openRecording(t)
	const api = "/restapis/pets000001"
	r.says("POST /restapis", `{"name":"pets","tags":{"_custom_id_":"pets000001"},"description":"d"}`, 201, `"apiKeySource":"HEADER"`, `"disableExecuteApiEndpoint":false`,
		`"endpointConfiguration":{"ipAddressType":"ipv4","types":["EDGE"]}`)
	private := field(t, r.says("POST /restapis", `{"name":"x","endpointConfiguration":{"types":["PRIVATE"]}}`, 201, `"ipAddressType":"dualstack"`), "id")
	r.bad("POST /restapis", `{"name":"x","endpointConfiguration":{"types":["PRIVATE"],"ipAddressType":"ipv4"}}`, "Only dualstack ipAddressType is supported for Private APIs.")
	r.bad("POST /restapis", `{"name":"x","endpointConfiguration":{"types":[]}}`, "REGIONAL Configuration and EDGE Configuration cannot be both DISABLED.")
	r.bad("POST /restapis", `{"name":"x","endpointConfiguration":{"types":["EDGE","REGIONAL"]}}`, "Cannot create an api with multiple Endpoint Types.")
	r.says("POST /restapis", `{"name":"x","endpointConfiguration":{}}`, 201, `"endpointConfiguration":{"ipAddressType":"ipv4","types":["EDGE"]}`)
	r.bad("POST /restapis", `{"name":"x","description":"","endpointConfiguration":{"types":[]}}`, "Description cannot be an empty string")
	r.says("POST /restapis", `{"name":"x","binaryMediaTypes":[]}`, 201, "!binaryMediaTypes")

	const compression = "Invalid minimum compression size, must be between 0 and 10485760"
	const onlyReplace = "Invalid patch operation specified. Must be one of: [replace]"
	r.bad("POST /restapis", `{"name":"x","minimumCompressionSize":-1}`, compression)
	r.bad("PATCH "+api, patch("replace", "/minimumCompressionSize", "-1"), compression)
	r.bad("PATCH "+api, patch("replace", "/minimumCompressionSize", "text"), compression)
	r.bad("PATCH "+api, patch("add", "/minimumCompressionSize", "10"), onlyReplace)
	r.bad("PATCH "+api, patchOnly("remove", "/minimumCompressionSize"), onlyReplace)
	r.says("PATCH "+api, patch("replace", "/minimumCompressionSize", "0"), 200, `"minimumCompressionSize":0`)
	r.says("PATCH "+api, patch("replace", "/minimumCompressionSize", ""), 200, "!minimumCompressionSize")
	r.says("PATCH "+api, patch("replace", "/minimumCompressionSize", "5"), 200, `"minimumCompressionSize":5`)
	r.says("PATCH "+api, patchOnly("replace", "/minimumCompressionSize"), 200, "!minimumCompressionSize")

	r.says("PATCH "+api, patch("add", "/binaryMediaTypes/image~1png", ""), 200, `["image/png"]`)
	r.says("PATCH "+api, patch("add", "/binaryMediaTypes/image~1jpeg", ""), 200, `["image/png","image/jpeg"]`)
	r.says("PATCH "+api, patch("replace", "/binaryMediaTypes/image~1png", "image/gif"), 200, `["image/jpeg","image/gif"]`)
	r.says("PATCH "+api, patch("add", "/binaryMediaTypes/-", "x"), 200, `["image/jpeg","image/gif","-"]`)
	for _, op := range []string{"add", "replace", "remove"} {
		r.bad("PATCH "+api, patch(op, "/binaryMediaTypes", "x"), "Invalid patch path /binaryMediaTypes")
	}

	r.says("PATCH "+api, patchOnly("remove", "/description"), 200, "!description")
	r.bad("PATCH "+api, patch("replace", "/endpointConfiguration/ipAddressType", "ipv6"), "ipAddressType must be either ipv4 or dualstack.")
	r.bad("PATCH "+api, patch("add", "/endpointConfiguration/ipAddressType", "ipv4"), onlyReplace)
	r.bad("PATCH "+api, patchOnly("remove", "/endpointConfiguration/ipAddressType"), onlyReplace)
	r.bad("PATCH "+api, patch("replace", "/endpointConfiguration/types/0", "WRONG"), "Invalid EndpointTypes specified. Valid options are REGIONAL,EDGE,PRIVATE")
	r.bad("PATCH "+api, patch("copy", "/endpointConfiguration/types/0", "EDGE"), "Invalid patch operation specified. Must be 'add'|'remove'|'replace'")
	r.says("PATCH "+api, patch("replace", "/endpointConfiguration/types/EDGE", "PRIVATE"), 200, `"endpointConfiguration":{"ipAddressType":"dualstack","types":["PRIVATE"]}`)

	policy := `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"execute-api:Invoke","Resource":"execute-api:/*"}]}`
	r.says("PATCH /restapis/"+private, patch("replace", "/policy", strings.ReplaceAll(policy, `"`, `\"`)), 200,
		`"policy":"{\\\"Version\\\":\\\"2012-10-17\\\"`, `arn:aws:execute-api:us-east-1:000000000000:`+private+`/*`)

	// An unknown API is told of in as many ways as there are services behind it.
	const unknown = "Invalid API identifier specified 000000000000:none"
	at := "/restapis/none/resources/root/methods/GET"
	r.missing("GET /restapis/none", "", unknown)
	r.missing("GET /restapis/PETS000001", "", "Invalid API identifier specified 000000000000:PETS000001")
	r.missing("PATCH /restapis/none", patch("replace", "/name", "x"), unknown)
	r.missing("DELETE /restapis/none", "", unknown)
	const resource = "Invalid Resource identifier specified"
	r.missing("PUT "+at, `{"authorizationType":"NONE"}`, resource)
	r.missing("PUT "+at+"/integration", `{"type":"MOCK"}`, resource)
	r.missing("PUT "+at+"/responses/200", `{}`, resource)
	r.missing("PUT "+at+"/integration/responses/200", `{}`, resource)
	r.missing("POST "+at, `{}`, resource)
	r.missing("GET /restapis/none/requestvalidators/x", "", "Invalid Request Validator identifier specified")
	r.missing("PATCH /restapis/none/requestvalidators/x", patch("replace", "/name", "x"), "Invalid Request Validator identifier specified")
	r.missing("DELETE /restapis/none/requestvalidators/x", "", "Invalid Request Validator identifier specified")
	r.bad("POST /restapis/none/requestvalidators", `{"name":"x"}`, "Invalid REST API identifier specified")
	r.missing("GET /restapis/none/documentation/parts/x", "", "Invalid Documentation part identifier specified")
	r.missing("PATCH /restapis/none/documentation/parts/x", patch("replace", "/properties", "{}"), "Invalid Documentation part identifier specified")
	r.missing("DELETE /restapis/none/documentation/parts/x", "", unknown)
	r.missing("GET /restapis/none/models/Pet", "", "Invalid model name specified: Pet")
	r.missing("DELETE /restapis/none/models/Pet", "", "Invalid model name specified: Pet")
	r.missing("POST /restapis/none/models", `{"name":"Pet","contentType":"application/json","schema":"{}"}`, unknown)
	r.refused("POST /restapis/none/authorizers", `{"name":"a","type":"COGNITO_USER_POOLS","providerARNs":["arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_a"],"identitySource":"method.request.header.Auth"}`, 409, "ConflictException",
		"Unable to complete operation due to concurrent modification. Please try again later.")
}

func TestRecordedResources(t *testing.T) {
	r := openRecording(t)
	root := r.api("pets000001")
	const api = "/restapis/pets000001/resources"
	add := func(parent, part string) string {
		t.Helper()
		return field(t, r.says("POST "+api+"/"+parent, `{"pathPart":"`+part+`"}`, 201), "id")
	}
	r.says("GET "+api, "", 200, `[{"id":"`+root+`","path":"/"}]`)
	greedy := add(root, "{proxy+}")
	parent := add(root, "parent")
	child := add(parent, "child")
	variable := add(parent, "{child}")
	deep := add(child, "{any+}")
	var paths []string
	for _, part := range strings.Split(r.says("GET "+api, "", 200), `"path":"`)[1:] {
		path, _, _ := strings.Cut(part, `"`)
		paths = append(paths, path)
	}
	if got, want := strings.Join(paths, " "), "/ /parent /parent/child /parent/child/{any+} /parent/{child} /{proxy+}"; got != want {
		t.Errorf("the order is %s, want %s", got, want)
	}
	r.says("PUT "+api+"/"+parent+"/methods/GET", `{"authorizationType":"NONE"}`, 201)
	r.says("GET "+api, "", 200, `"resourceMethods":{"GET":{}}`)
	r.says("GET "+api+"?embed=methods", "", 200, `"resourceMethods":{"GET":{"apiKeyRequired":false,"authorizationType":"NONE","httpMethod":"GET"}}`)

	const resource = "Invalid Resource identifier specified"
	r.missing("POST "+api+"/none", `{"pathPart":"a"}`, resource)
	r.missing("PATCH "+api+"/"+child, patch("replace", "/parentId", "none"), resource)
	r.refused("POST "+api+"/"+root, `{"pathPart":"parent"}`, 409, "ConflictException", "Another resource with the same parent already has this name: parent")
	r.bad("POST "+api+"/"+root, `{"pathPart":"{id}"}`, "A sibling ({proxy+}) of this resource already has a variable path part -- only one is allowed")
	r.bad("POST "+api+"/"+greedy, `{"pathPart":"a"}`, "Cannot create a child of a resource with a greedy path variable: {proxy+}")
	r.bad("POST "+api+"/"+root, `{"pathPart":"a b"}`, "Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the beginning and the end.")

	r.bad("PATCH "+api+"/"+child, patch("replace", "/invalid", "x"), "Invalid patch path  '/invalid' specified for op 'replace'. Must be one of: [/parentId, /pathPart]")
	r.bad("PATCH "+api+"/"+child, patch("add", "/pathPart", "x"), "Invalid patch path  '/pathPart' specified for op 'add'. Please choose supported operations")
	r.bad("PATCH "+api+"/"+child, patchOnly("remove", "/pathPart"), "Invalid patch path  '/pathPart' specified for op 'remove'. Please choose supported operations")
	r.bad("PATCH "+api+"/"+parent, patch("replace", "/parentId", child), "Resources cannot be cyclical.")
	r.bad("PATCH "+api+"/"+root, patch("replace", "/pathPart", "x"), "Root resource cannot update its pathPart.")
	r.bad("PATCH "+api+"/"+root, patch("replace", "/parentId", parent), "Root resource cannot update its parentId.")
	r.says("PATCH "+api+"/"+parent, patch("replace", "/pathPart", "moved"), 200, `"path":"/moved"`)
	r.says("GET "+api+"/"+deep, "", 200, `"path":"/moved/child/{any+}"`)
	r.says("PATCH "+api+"/"+child, patch("replace", "/parentId", root), 200, `"path":"/child"`)
	r.says("GET "+api+"/"+deep, "", 200, `"path":"/child/{any+}"`)
	r.says("DELETE "+api+"/"+child, "", 202)
	r.missing("GET "+api+"/"+deep, "", resource)
	r.missing("DELETE "+api+"/"+child, "", resource)
	r.says("GET "+api+"/"+variable, "", 200)
}
