package http_test

import (
	"strings"
	"testing"
)

// The life of a method over the wire, with AWS's statuses, which are not always
// those of its model (recorded on AWS).
func TestMethodsOverTheWire(t *testing.T) {
	c := open(t)
	api := c.do("POST", "/restapis", `{"name":"pets"}`).body
	root := field(t, api, "rootResourceId")
	method := "/restapis/" + field(t, api, "id") + "/resources/" + root + "/methods/GET"
	const plain = `{"apiKeyRequired":false,"authorizationType":"NONE","httpMethod":"GET"}`
	mock := `{"cacheKeyParameters":[],"cacheNamespace":"` + root + `","passthroughBehavior":"WHEN_NO_MATCH","timeoutInMillis":29000,"type":"MOCK"}`
	web := `{"cacheKeyParameters":[],"cacheNamespace":"` + root + `","connectionType":"INTERNET","httpMethod":"POST","passthroughBehavior":"WHEN_NO_MATCH","timeoutInMillis":29000,"type":"HTTP","uri":"http://localhost:1/"}`
	tests := []struct {
		verb, path, body string
		status           int
		want             string
	}{
		{"PUT", "", `{"authorizationType":"NONE"}`, 201, plain},
		{"PUT", "", `{"authorizationType":"NONE"}`, 409, `{"message":"Method already exists for this resource"}`},
		{"GET", "", ``, 200, plain},
		{"PATCH", "", `{"patchOperations":[{"op":"replace","path":"/apiKeyRequired","value":"no"}]}`, 200, plain},

		{"PUT", "/responses/200", `{"responseModels":{},"responseParameters":{}}`, 201, `{"responseModels":{},"responseParameters":{},"statusCode":"200"}`},
		{"PATCH", "/responses/200", `{"patchOperations":[{"op":"add","path":"/responseModels/application~1json","value":"Empty"}]}`, 201,
			`{"responseModels":{"application/json":"Empty"},"responseParameters":{},"statusCode":"200"}`},
		{"PATCH", "/responses/200", `{"patchOperations":[{"op":"remove","path":"/responseParameters/wrong"}]}`, 404, `{"message":"Invalid parameter name specified"}`},

		{"GET", "/integration", ``, 404, `{"message":"Invalid Integration identifier specified"}`},
		{"PUT", "/integration", `{"type":"HTTP","httpMethod":"POST","uri":"http://localhost:1/"}`, 201, web}, // the verb in the body is the backend's
		{"PATCH", "/integration", `{"patchOperations":[{"op":"replace","path":"/uri","value":"nowhere"}]}`, 400, `{"message":"Invalid HTTP endpoint specified for URI"}`},
		{"PUT", "/integration", `{"type":"MOCK"}`, 201, mock},
		{"GET", "/integration", ``, 200, mock},

		{"PUT", "/integration/responses/200", `{"responseTemplates":{"application/json":null},"selectionPattern":""}`, 201,
			`{"responseTemplates":{"application/json":null},"selectionPattern":"","statusCode":"200"}`},
		{"PATCH", "/integration/responses/200", `{"patchOperations":[{"op":"replace","path":"/selectionPattern","value":"updated-pattern"}]}`, 200,
			`{"responseTemplates":{"application/json":null},"selectionPattern":"updated-pattern","statusCode":"200"}`},
		{"GET", "", ``, 200, strings.TrimSuffix(plain, "}") + `,"methodIntegration":` +
			strings.Replace(mock, `"passthroughBehavior"`, `"integrationResponses":{"200":{"responseTemplates":{"application/json":null},"selectionPattern":"updated-pattern","statusCode":"200"}},"passthroughBehavior"`, 1) +
			`,"methodResponses":{"200":{"responseModels":{"application/json":"Empty"},"responseParameters":{},"statusCode":"200"}}}`},

		{"DELETE", "/integration/responses/200", ``, 204, ``},
		{"DELETE", "/integration", ``, 204, ``},
		{"DELETE", "/responses/200", ``, 204, ``},
		{"DELETE", "", ``, 204, ``},
		{"DELETE", "", ``, 404, `{"message":"Invalid Method identifier specified"}`},
	}
	for _, tt := range tests {
		t.Run(tt.verb+tt.path, func(t *testing.T) {
			c.do(tt.verb, method+tt.path, tt.body).check(t, tt.status, tt.want)
		})
	}
}

// What AWS's model refuses before anything is decided (recorded on AWS).
func TestMethodInputsAreValidated(t *testing.T) {
	c := open(t)
	method := "/restapis/" + c.create("pets") + "/resources/none/methods/GET"
	tests := []struct{ verb, path, body, code, message string }{
		{"PUT", "/integration", `{"type":"HTTPS_PROXY"}`, "ValidationException",
			"1 validation error detected: Value 'HTTPS_PROXY' at 'putIntegrationInput.type' failed to satisfy constraint: Member must satisfy enum value set: [HTTP, MOCK, AWS_PROXY, HTTP_PROXY, AWS]"},
		{"PUT", "/integration", `{"type":"HTTP_PROXY","requestParameters":{"integration.request.path.testPath":true}}`, "SerializationException",
			"class java.lang.Boolean can not be converted to an String"},
		{"PUT", "/integration/responses/wrong", `{}`, "ValidationException",
			`1 validation error detected: Value 'wrong' at 'statusCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [1-5]\\d\\d`},
		{"PUT", "/integration/responses/200", `{"responseTemplates":{"application/json":123}}`, "SerializationException",
			"class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted to an String"},
		{"PATCH", "/responses/wrong", `{"patchOperations":[{"op":"wrong_op","path":"/responseParameters/a","value":"true"}]}`, "ValidationException",
			`2 validation errors detected: Value 'wrong_op' at 'updateMethodResponseInput.patchOperations.1.member.op' failed to satisfy constraint: Member must satisfy enum value set: [add, remove, move, test, replace, copy]; Value 'wrong' at 'statusCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [1-5]\\d\\d`},
	}
	for _, tt := range tests {
		t.Run(tt.verb+tt.path, func(t *testing.T) {
			a := c.do(tt.verb, method+tt.path, tt.body)
			a.check(t, 400, `{"message":"`+tt.message+`"}`)
			if got := a.header.Get("x-amzn-ErrorType"); got != tt.code {
				t.Errorf("x-amzn-ErrorType %q, want %q", got, tt.code)
			}
		})
	}
}
