package http_test

import (
	"encoding/json"
	"strings"
	"testing"
)

// paths are the resources of an API.
func (r recording) paths(api string) string {
	r.Helper()
	var list struct{ Item []struct{ Path string } }
	if err := json.Unmarshal([]byte(r.says("GET /restapis/"+api+"/resources", "", 200)), &list); err != nil {
		r.Fatal(err)
	}
	var all []string
	for _, i := range list.Item {
		all = append(all, i.Path)
	}
	return strings.Join(all, " ")
}

// method is a method of an API by its path and verb, with all that it is made of.
func (r recording) method(api, path, verb string) string {
	r.Helper()
	var list struct {
		Item []struct {
			Path            string
			ResourceMethods map[string]json.RawMessage
		}
	}
	if err := json.Unmarshal([]byte(r.says("GET /restapis/"+api+"/resources?embed=methods", "", 200)), &list); err != nil {
		r.Fatal(err)
	}
	for _, i := range list.Item {
		if i.Path == path {
			return string(i.ResourceMethods[verb])
		}
	}
	return ""
}

// holds looks for parts of a text; one that begins with ! must not be there.
func (r recording) holds(what, text string, parts ...string) {
	r.Helper()
	for _, part := range parts {
		without, not := strings.CutPrefix(part, "!")
		if strings.Contains(text, without) == not {
			r.Errorf("%s: want %s in %s", what, part, text)
		}
	}
}

func TestRecordedImports(t *testing.T) {
	r := openRecording(t)
	const importing = "POST /restapis?mode=import"
	r.bad(importing, "not a document", "Invalid OpenAPI input.")
	created := r.says(importing, `{"swagger":"2.0","info":{"title":"one","version":"1.0"},"paths":{},"x-amazon-apigateway-binary-media-types":["image/png"]}`, 201,
		`"name":"one"`, `"version":"1.0"`, `"binaryMediaTypes":["image/png"]`)
	id, root := field(t, created, "id"), field(t, created, "rootResourceId")
	r.bad("PUT /restapis/"+id, "not a document", "Invalid OpenAPI input.")
	document := func(title, version, media string) string {
		return `{"swagger":"2.0","info":{"title":"` + title + `","version":"` + version + `"},"paths":{},"x-amazon-apigateway-binary-media-types":["` + media + `"]}`
	}
	r.says("PUT /restapis/"+id+"?mode=merge", document("two", "2.0", "image/gif"), 200, `"name":"two"`, `"version":"2.0"`, `"binaryMediaTypes":["image/png","image/gif"]`, `"rootResourceId":"`+root+`"`)
	r.says("PUT /restapis/"+id+"?mode=overwrite", document("three", "3.0", "a/b"), 200, `"name":"three"`, `"version":"3.0"`, `"binaryMediaTypes":["a/b"]`, `"rootResourceId":"`+root+`"`)

	swagger := `{"swagger":"2.0","info":{"title":"t","version":"1"},"basePath":"/base","paths":{"/test":{"get":{"responses":{"200":{}}}}}}`
	openapi := `{"openapi":"3.0.1","info":{"title":"t","version":"1"},"servers":[{"url":"https://zoo.example/{first}/part","variables":{"first":{"default":"base-url"}}}],"paths":{"/test":{"get":{"responses":{"200":{}}}}}}`
	for _, tt := range []struct{ document, mode, want string }{
		{swagger, "ignore", "/ /test"}, {swagger, "split", "/ /test"}, {swagger, "prepend", "/ /base /base/test"},
		{openapi, "ignore", "/ /test"}, {openapi, "split", "/ /part /part/test"}, {openapi, "prepend", "/ /base-url /base-url/part /base-url/part/test"},
	} {
		api := field(t, r.says(importing+"&basepath="+tt.mode, tt.document, 201), "id")
		if got := r.paths(api); got != tt.want {
			t.Errorf("basepath %s: %s, want %s", tt.mode, got, tt.want)
		}
	}
	wrong := strings.Replace(openapi, `"responses":{"200":{}}`, `"responses":{"200":{}},"x-amazon-apigateway-integration":{"type":"mock","requestParameters":{"integration.request.header.nothing":true}}`, 1)
	r.says(importing+"&basepath=prepend", wrong, 201,
		`"warnings":["Invalid format for 'requestParameters'. Expected type string for property 'integration.request.header.nothing' of resource '/base-url/part/test' and method 'GET' but got 'true'"`)
}

// What an import makes of the parts of a document.
func TestRecordedImportedMethods(t *testing.T) {
	r := openRecording(t)
	const importing = "POST /restapis?mode=import"
	document := `openapi: 3.0.1
info: {title: t, version: "1"}
x-amazon-apigateway-api-key-source: AUTHORIZER
x-amazon-apigateway-request-validators:
  all: {validateRequestBody: true, validateRequestParameters: true}
x-amazon-apigateway-request-validator: all
security: [{key: []}]
components:
  securitySchemes: {key: {type: apiKey, name: x-api-key, in: header}}
  schemas: {Pet: {type: object}}
paths:
  /zoo/pets/{id}:
    get:
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        200:
          headers: {X-Kind: {schema: {type: string}}}
          content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}
      x-amazon-apigateway-integration:
        type: mock
        httpMethod: POST
        passthroughBehavior: when_no_match
        responses: {default: {statusCode: 200}, "5..": {statusCode: 500}}
    x-amazon-apigateway-any-method:
      responses: {}
      x-amazon-apigateway-integration: {type: aws_proxy, httpMethod: POST, uri: "` + lambdaURI + `"}
`
	api := field(t, r.says(importing, document, 201, `"apiKeySource":"AUTHORIZER"`), "id")
	if got := r.paths(api); got != "/ /zoo /zoo/pets /zoo/pets/{id}" {
		t.Errorf("the resources are %s", got)
	}
	r.holds("GET", r.method(api, "/zoo/pets/{id}", "GET"), `"apiKeyRequired":true`, `"requestValidatorId":"`, `"requestParameters":{"method.request.path.id":true}`, `"responseModels":{"application/json":"Pet"}`,
		`"responseParameters":{"method.response.header.X-Kind":false}`, `"type":"MOCK"`, `"passthroughBehavior":"WHEN_NO_MATCH"`, `"200":{"statusCode":"200"}`, `"500":{"selectionPattern":"5..","statusCode":"500"}`, `!"httpMethod":"POST"`)
	r.holds("ANY", r.method(api, "/zoo/pets/{id}", "ANY"), `"type":"AWS_PROXY"`, `"uri":"`+lambdaURI+`"`, "!integrationResponses")
}

func TestRecordedExports(t *testing.T) {
	r := openRecording(t)
	document := `{"swagger":"2.0","info":{"title":"t","version":"1.0"},"paths":{"/pets":{"get":{"responses":{"200":{"description":"ok"}},"x-amazon-apigateway-integration":` +
		`{"type":"mock","passthroughBehavior":"when_no_templates","responses":{"default":{"statusCode":"200"},"5..":{"statusCode":"500"}}}}}}}`
	api := field(t, r.says("POST /restapis?mode=import", document, 201), "id")
	r.says("POST /restapis/"+api+"/deployments", `{"stageName":"dev"}`, 201)
	export := func(kind, query string) answer {
		t.Helper()
		a := r.ask("GET /restapis/"+api+"/stages/dev/exports/"+kind+query, "")
		if a.status != 200 || a.header.Get("Content-Type") != "application/octet-stream" {
			t.Errorf("%s: %d %s", kind, a.status, a.header.Get("Content-Type"))
		}
		var v any
		if err := json.Unmarshal([]byte(a.body), &v); err != nil {
			t.Fatal(err)
		}
		compact, _ := json.Marshal(v)
		a.body = string(compact)
		return a
	}
	a := export("swagger", "")
	r.holds("swagger", a.body, `"basePath":"/dev"`, `"schemes":["https"]`, `"host":"`+api+`.execute-api.us-east-1.amazonaws.com"`, `"version":"1.0"`, `"get":{`, "!x-amazon-apigateway-integration")
	if got := a.header.Get("Content-Disposition"); got != `attachment; filename="swagger_1.0.json"` {
		t.Errorf("swagger: %s", got)
	}
	a = export("oas30", "")
	r.holds("oas30", a.body, `"openapi":"3.0.1"`, `"url":"https://`+api+`.execute-api.us-east-1.amazonaws.com/{basePath}"`, `"variables":{"basePath":{"default":"dev"}}`, "!x-amazon-apigateway-integration")
	if got := a.header.Get("Content-Disposition"); got != `attachment; filename="oas30_1.0.json"` {
		t.Errorf("oas30: %s", got)
	}
	for _, extensions := range []string{"apigateway", "integrations"} {
		r.holds(extensions, export("swagger", "?extensions="+extensions).body, `"x-amazon-apigateway-integration":{`, `"passthroughBehavior":"when_no_templates"`, `"responses":{"5..":{"statusCode":"500"},"default":{"statusCode":"200"}}`, `"type":"mock"`)
	}
	root := r.api("pets000001")
	r.mock("/restapis/pets000001/resources/" + root + "/methods/GET")
	r.says("POST /restapis/pets000001/deployments", `{"stageName":"dev"}`, 201)
	undated := r.ask("GET /restapis/pets000001/stages/dev/exports/swagger", "")
	r.holds("without a version", undated.body, `"2026-01-01T00:00:`)
}

func TestRecordedTestInvocations(t *testing.T) {
	r := openRecording(t)
	root := r.api("pets000001")
	const api = "/restapis/pets000001"
	pet := field(t, r.says("POST "+api+"/resources/"+root, `{"pathPart":"{petId}"}`, 201), "id")
	at := api + "/resources/" + pet + "/methods/GET"
	r.mock(at)
	test := func(body string) (all, log string) {
		t.Helper()
		all = r.says("POST "+at, body, 200)
		return all, field(t, all, "log")
	}
	all, log := test(`{"pathWithQueryString":"/123?foo=bar"}`)
	r.holds("an invocation", all, `"status":200`, `"body":""`, `"headers":{"Content-Type":"application/json"}`, `"multiValueHeaders":{"Content-Type":["application/json"]}`, `"latency":`)
	rest := log
	for _, line := range []string{
		"Execution log for request ", " UTC ", "Starting execution for request: ", "HTTP Method: GET, Resource Path: /123", "Method request path: {petId=123}", "Method request query string: {foo=bar}", "Method request headers: {}",
		"Method request body before transformations: ", "Method response body after transformations: ", "Method response headers: {", "Successfully completed execution", "Method completed with status: 200",
	} {
		_, after, ok := strings.Cut(rest, line)
		if !ok {
			t.Errorf("%s is not in its place in\n%s", line, log)
			break
		}
		rest = after
	}
	if strings.HasPrefix(log, "Thu") || strings.Contains(log, "Endpoint request") || strings.Contains(log, "Sending request") || strings.Contains(log, "Received response") {
		t.Errorf("a mock's log is\n%s", log)
	}
	_, log = test(`{"pathWithQueryString":"/a/b/c"}`)
	r.holds("a path of another resource", log, "Method request path: {}")
	_, log = test(`{}`)
	r.holds("no path", log, "Resource Path: /{petId}", "Method request path: {petId={petId}}")

	r.says("PUT "+at+"/integration", `{"type":"HTTP","httpMethod":"GET","uri":"http://127.0.0.1:1/"}`, 201)
	all, log = test(`{}`)
	r.holds("a failure", all, `"status":500`, `"x-amzn-ErrorType":"InternalServerErrorException"`, "!Content-Type")
	r.holds("a failure", log, "Execution failed due to configuration error: Invalid endpoint address")
}
