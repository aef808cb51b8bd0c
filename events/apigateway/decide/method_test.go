package decide_test

import (
	"encoding/json"
	"testing"

	"reel/events/apigateway"
	"reel/projections"
)

// method is the data of an event about a method of /pets.
func method(noun string) string {
	return `{"method":` + noun + `,"resourceId":"df14qi","restApiId":"methods001"}`
}

const (
	noResource   = "NotFoundException: Invalid Resource identifier specified"
	noMethod     = "NotFoundException: Invalid Method identifier specified"
	noAuthorizer = "BadRequestException: Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer."
	mappingError = "BadRequestException: Invalid mapping expression specified: Validation Result: warnings : [], errors : "
)

var plainMethod = call{"PutMethod", `{"authorizationType":"NONE"}`}

// The answers and words that are marked (recorded) were recorded on AWS; those
// that are marked (documented) follow its documentation.
func TestPutMethod(t *testing.T) {
	run(t, []row{
		{"what AWS fills in (recorded)", nil, plainMethod,
			method(`{"apiKeyRequired":false,"authorizationType":"NONE","httpMethod":"GET"}`), ""},
		{"every member", nil, call{"PutMethod", `{"apiKeyRequired":true,"authorizationScopes":["a","b"],"authorizationType":"AWS_IAM",
			"operationName":"List","requestModels":{"application/json":"Empty"},"requestParameters":{"method.request.querystring.page":true}}`},
			method(`{"apiKeyRequired":true,"authorizationScopes":["a","b"],"authorizationType":"AWS_IAM","httpMethod":"GET","operationName":"List","requestModels":{"application/json":"Empty"},"requestParameters":{"method.request.querystring.page":true}}`), ""},
		{"required and optional parameters (recorded)", nil, call{"PutMethod", `{"httpMethod":"ANY","authorizationType":"NONE","requestParameters":{
			"method.request.querystring.q_optional":false,"method.request.querystring.q_required":true,
			"method.request.header.h_optional":false,"method.request.header.h_required":true}}`},
			method(`{"apiKeyRequired":false,"authorizationType":"NONE","httpMethod":"ANY","requestParameters":{"method.request.header.h_optional":false,"method.request.header.h_required":true,"method.request.querystring.q_optional":false,"method.request.querystring.q_required":true}}`), ""},
		{"an authorizer that nobody asks is ignored (recorded for UpdateMethod)", nil, call{"PutMethod", `{"authorizationType":"NONE","authorizerId":"abc123"}`},
			method(`{"apiKeyRequired":false,"authorizationType":"NONE","httpMethod":"GET"}`), ""},

		{"unknown API (recorded)", nil, call{"PutMethod", `{"restApiId":"nowhere","httpMethod":"WRONG","authorizationType":"NONE"}`}, "", noResource},
		{"unknown resource (recorded)", nil, call{"PutMethod", `{"resourceId":"nothing","httpMethod":"WRONG","authorizationType":"NONE"}`}, "", noResource},
		{"a verb that is none (recorded)", nil, call{"PutMethod", `{"httpMethod":"WRONG","authorizationType":"NONE"}`}, "",
			"BadRequestException: Invalid HttpMethod specified. Valid options are GET,PUT,POST,DELETE,PATCH,OPTIONS,HEAD,ANY"},
		{"verbs are upper case", nil, call{"PutMethod", `{"httpMethod":"get","authorizationType":"NONE"}`}, "",
			"BadRequestException: Invalid HttpMethod specified. Valid options are GET,PUT,POST,DELETE,PATCH,OPTIONS,HEAD,ANY"},
		{"CUSTOM without an authorizer (recorded)", nil, call{"PutMethod", `{"authorizationType":"CUSTOM"}`}, "", noAuthorizer},
		{"Cognito with an unknown authorizer", nil, call{"PutMethod", `{"authorizationType":"COGNITO_USER_POOLS","authorizerId":"abc123"}`}, "", noAuthorizer},
		{"an authorization type that is none", nil, call{"PutMethod", `{"authorizationType":"BASIC"}`}, "",
			"BadRequestException: Invalid AuthorizationType specified. Valid options are NONE,AWS_IAM,CUSTOM,COGNITO_USER_POOLS"},
		{"unknown validator (recorded)", nil, call{"PutMethod", `{"authorizationType":"NONE","requestValidatorId":"fake-validator"}`}, "",
			"BadRequestException: Invalid Request Validator identifier specified"},
		{"unknown model (recorded)", nil, call{"PutMethod", `{"authorizationType":"NONE","requestModels":{"application/json":"petModel"}}`}, "",
			"BadRequestException: Invalid model identifier specified: petModel"},
		{"a content type that is none (recorded for response templates)", nil, call{"PutMethod", `{"authorizationType":"NONE","requestModels":{"123":"Empty"}}`}, "",
			"BadRequestException: Validation Result: warnings : [], errors : [Invalid content type specified: 123]"},
		{"one name in two places (recorded)", nil, call{"PutMethod", `{"authorizationType":"NONE","requestParameters":{
			"method.request.querystring.optional":false,"method.request.header.optional":false}}`}, "",
			"BadRequestException: Parameter names must be unique across querystring, header and path"},
		{"a parameter that is none (recorded)", nil, call{"PutMethod", `{"authorizationType":"NONE","requestParameters":{"method.request.path.testPath":true,"true":true}}`}, "",
			mappingError + "[Invalid mapping expression specified: true]"},
		{"a place that is none", nil, call{"PutMethod", `{"authorizationType":"NONE","requestParameters":{"method.request.cookie.a":true}}`}, "",
			mappingError + "[Invalid mapping expression specified: method.request.cookie.a]"},
		{"a name that AWS does not take (recorded)", nil, call{"PutMethod", `{"authorizationType":"NONE","requestParameters":{"method.request.querystring.page[size]":true}}`}, "",
			mappingError + "[Parameter name should match the following regular expression: ^[a-zA-Z0-9:._$-]+$]"},
		{"the same method twice (recorded)", []call{plainMethod}, plainMethod, "", "ConflictException: Method already exists for this resource"},
	})
}

func TestUpdateMethod(t *testing.T) {
	patch := func(operations string) call { return call{"UpdateMethod", `{"patchOperations":[` + operations + `]}`} }
	add := patch(`{"op":"add","path":"/requestParameters/method.request.querystring.optional","value":"true"},{"op":"add","path":"/requestModels/application~1json","value":"Empty"}`)
	given := []call{{"PutMethod", `{"authorizationType":"NONE","apiKeyRequired":true}`}}
	run(t, []row{
		{"add (recorded)", []call{plainMethod}, add,
			method(`{"apiKeyRequired":false,"authorizationType":"NONE","httpMethod":"GET","requestModels":{"application/json":"Empty"},"requestParameters":{"method.request.querystring.optional":true}}`), ""},
		{"replace (recorded)", []call{plainMethod, add}, patch(`{"op":"replace","path":"/operationName","value":"ReplacedOperationName"},
			{"op":"replace","path":"/apiKeyRequired","value":"true"},{"op":"replace","path":"/authorizationType","value":"AWS_IAM"},
			{"op":"replace","path":"/requestParameters/method.request.querystring.optional","value":"false"}`),
			method(`{"apiKeyRequired":true,"authorizationType":"AWS_IAM","httpMethod":"GET","operationName":"ReplacedOperationName","requestModels":{"application/json":"Empty"},"requestParameters":{"method.request.querystring.optional":false}}`), ""},
		{"remove (recorded)", []call{plainMethod, add}, patch(`{"op":"remove","path":"/requestParameters/method.request.querystring.optional","value":"true"},
			{"op":"remove","path":"/requestModels/application~1json","value":"Empty"}`),
			method(`{"apiKeyRequired":false,"authorizationType":"NONE","httpMethod":"GET"}`), ""},
		{"no operations", []call{plainMethod}, patch(``), method(`{"apiKeyRequired":false,"authorizationType":"NONE","httpMethod":"GET"}`), ""},
		{"scopes are named by value", []call{{"PutMethod", `{"authorizationType":"NONE","authorizationScopes":["a","b"]}`}},
			patch(`{"op":"add","path":"/authorizationScopes","value":"c"},{"op":"add","path":"/authorizationScopes","value":"b"},{"op":"remove","path":"/authorizationScopes","value":"a"}`),
			method(`{"apiKeyRequired":false,"authorizationScopes":["b","c"],"authorizationType":"NONE","httpMethod":"GET"}`), ""},
		{"the integration and the responses are in the answer", []call{plainMethod, {"PutIntegration", `{"type":"MOCK"}`}, {"PutMethodResponse", `{"statusCode":"200"}`}},
			patch(`{"op":"replace","path":"/operationName","value":"List"}`),
			method(`{"apiKeyRequired":false,"authorizationType":"NONE","httpMethod":"GET","methodIntegration":{"cacheKeyParameters":[],"cacheNamespace":"df14qi","passthroughBehavior":"WHEN_NO_MATCH","timeoutInMillis":29000,"type":"MOCK"},"methodResponses":{"200":{"statusCode":"200"}},"operationName":"List"}`), ""},
		{"a value that is no boolean is false (recorded)", given, patch(`{"op":"replace","path":"/apiKeyRequired","value":"whatever"}`),
			method(`{"apiKeyRequired":false,"authorizationType":"NONE","httpMethod":"GET"}`), ""},
		{"an authorizer that nobody asks is ignored (recorded)", given, patch(`{"op":"replace","path":"/authorizerId","value":"abc123"}`),
			method(`{"apiKeyRequired":true,"authorizationType":"NONE","httpMethod":"GET"}`), ""},

		{"unknown API (recorded)", given, call{"UpdateMethod", `{"restApiId":"nowhere"}`}, "", noResource},
		{"unknown resource (recorded)", given, call{"UpdateMethod", `{"resourceId":"nothing"}`}, "", noResource},
		{"unknown method (recorded)", given, call{"UpdateMethod", `{"httpMethod":"POST"}`}, "", noMethod},
		{"an op that the path does not take (recorded)", given, patch(`{"op":"add","path":"/operationName","value":"operationName"}`), "",
			"BadRequestException: Invalid patch operation specified. Must be one of: [replace]"},
		{"an op that the path does not take, before its value (recorded)", given, patch(`{"op":"add","path":"/requestValidatorId","value":"wrong-id"}`), "",
			"BadRequestException: Invalid patch operation specified. Must be one of: [replace]"},
		{"a member that is not patched (recorded)", given, patch(`{"op":"add","path":"/httpMethod","value":"PUT"}`), "", "BadRequestException: Invalid patch path /httpMethod"},
		{"a whole map (recorded)", given, patch(`{"op":"replace","path":"/requestParameters","value":"method.request.querystring.optional=false"}`), "",
			"BadRequestException: Invalid patch path /requestParameters"},
		{"a slash that is not escaped (recorded)", given, patch(`{"op":"add","path":"/requestModels/application/json","value":"Empty"}`), "",
			"BadRequestException: Invalid patch path /requestModels/application/json"},
		{"CUSTOM without an authorizer (recorded)", given, patch(`{"op":"replace","path":"/authorizationType","value":"CUSTOM"}`), "", noAuthorizer},
		{"CUSTOM with an unknown one (recorded)", given, patch(`{"op":"replace","path":"/authorizationType","value":"CUSTOM"},{"op":"replace","path":"/authorizerId","value":"abc123"}`), "", noAuthorizer},
		{"unknown validator (recorded)", given, patch(`{"op":"replace","path":"/requestValidatorId","value":"fake-id"}`), "",
			"BadRequestException: Invalid Request Validator identifier specified"},
		{"unknown model", given, patch(`{"op":"add","path":"/requestModels/application~1json","value":"petModel"}`), "",
			"BadRequestException: Invalid model identifier specified: petModel"},
		{"a parameter that is not there (recorded for method responses)", given, patch(`{"op":"remove","path":"/requestParameters/method.request.header.x"}`), "",
			"NotFoundException: Invalid parameter name specified"},
		{"a content type that is not there (recorded for method responses)", given, patch(`{"op":"replace","path":"/requestModels/application~1json","value":"Empty"}`), "",
			"NotFoundException: Content-Type specified was not found"},
		{"the first refusal refuses all", given, patch(`{"op":"replace","path":"/operationName","value":"x"},{"op":"replace","path":"/nothing"}`), "",
			"BadRequestException: Invalid patch path /nothing"},
	})
}

func TestDeleteMethod(t *testing.T) {
	run(t, []row{
		{"with all it has", []call{plainMethod, {"PutIntegration", `{"type":"MOCK"}`}}, call{"DeleteMethod", ``},
			`{"httpMethod":"GET","resourceId":"df14qi","restApiId":"methods001"}`, ""},
		{"twice (recorded)", []call{plainMethod, {"DeleteMethod", ``}}, call{"DeleteMethod", ``}, "", noMethod},
		{"unknown resource", nil, call{"DeleteMethod", `{"resourceId":"nothing"}`}, "", noResource},
	})
}

// A patch must not reach into states that readers hold.
func TestUpdateMethodLeavesThePastAlone(t *testing.T) {
	h := newHistory(t)
	h.must(t, call{"PutMethod", `{"authorizationType":"NONE","authorizationScopes":["a","b"],"requestParameters":{"method.request.header.a":true}}`})
	before, want := h.state, digestOf(t, h.state)
	h.must(t, call{"UpdateMethod", `{"patchOperations":[{"op":"remove","path":"/authorizationScopes","value":"a"},
		{"op":"replace","path":"/requestParameters/method.request.header.a","value":"false"},
		{"op":"add","path":"/requestParameters/method.request.header.b","value":"false"}]}`})
	// The canonical form is made anew; only trees of deployments remember theirs.
	if got := digestOf(t, before); got != want {
		t.Errorf("the state before the patch now has digest %s, want %s", got, want)
	}
}

func TestGetMethod(t *testing.T) {
	h := newHistory(t)
	query := func(input string) string { return answer(t, h.world(), projections.World.GetMethod, input) }
	h.must(t, plainMethod)
	tests := []struct{ name, input, want string }{
		{"minimal (recorded)", ``, `{"apiKeyRequired":false,"authorizationType":"NONE","httpMethod":"GET"}`},
		{"unknown API (recorded)", `{"restApiId":"nowhere"}`, noResource},
		{"unknown resource", `{"resourceId":"nothing"}`, noResource},
		{"unknown method (recorded)", `{"httpMethod":"POST"}`, noMethod},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := query(tt.input); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
	t.Run("with integration and responses (recorded)", func(t *testing.T) {
		h.must(t, call{"PutMethodResponse", `{"statusCode":"200"}`})
		h.must(t, call{"PutIntegration", `{"type":"HTTP","integrationHttpMethod":"POST","uri":"http://example.com"}`})
		h.must(t, call{"PutIntegrationResponse", `{"statusCode":"200","selectionPattern":"2\\d{2}","responseTemplates":{}}`})
		want := `{"apiKeyRequired":false,"authorizationType":"NONE","httpMethod":"GET","methodIntegration":{"cacheKeyParameters":[],"cacheNamespace":"df14qi","connectionType":"INTERNET","httpMethod":"POST","integrationResponses":{"200":{"responseTemplates":{},"selectionPattern":"2\\d{2}","statusCode":"200"}},"passthroughBehavior":"WHEN_NO_MATCH","timeoutInMillis":29000,"type":"HTTP","uri":"http://example.com"},"methodResponses":{"200":{"statusCode":"200"}}}`
		if got := query(``); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	})
}

// A list shows methods by verb, and whole only when they are asked for
// (recorded on AWS).
func TestGetResourcesEmbedsMethods(t *testing.T) {
	h := newHistory(t)
	for _, c := range []call{plainMethod, {"PutIntegration", `{"type":"MOCK"}`}, {"PutIntegrationResponse", `{"statusCode":"200"}`}} {
		h.must(t, c)
	}
	const pets = `"id":"df14qi","parentId":"hgvb6gk3za","path":"/pets","pathPart":"pets"`
	tests := []struct{ name, input, want string }{
		{"by verb", ``, `{` + pets + `,"resourceMethods":{"GET":{}}}`},
		{"whole", `{"embed":["methods"]}`, `{` + pets + `,"resourceMethods":{"GET":{"apiKeyRequired":false,"authorizationType":"NONE","httpMethod":"GET","methodIntegration":{"cacheKeyParameters":[],"cacheNamespace":"df14qi","integrationResponses":{"200":{"statusCode":"200"}},"passthroughBehavior":"WHEN_NO_MATCH","timeoutInMillis":29000,"type":"MOCK"}}}}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			list, err := h.world().GetResources(decoded[apigateway.GetResources](t, tt.input))
			if err != nil {
				t.Fatal(err)
			}
			for key, row := range list.From("/pets") {
				got, err := json.Marshal(row)
				if err != nil {
					t.Fatal(err)
				}
				if string(got) != tt.want {
					t.Errorf("%s is listed as %s, want %s", key, got, tt.want)
				}
			}
			if got := answer(t, h.world(), projections.World.GetResource, tt.input); got != tt.want {
				t.Errorf("GetResource answers %s, want %s", got, tt.want)
			}
		})
	}
}
