package decide_test

import (
	"testing"

	"reel/projections"
)

// integrationResponse is the data of an event about how the backend of GET on
// /pets answers.
func integrationResponse(noun string) string {
	return `{"httpMethod":"GET","integrationResponse":` + noun + `,"resourceId":"df14qi","restApiId":"methods001"}`
}

var mockMethod = []call{plainMethod, put(`"type":"MOCK"`)}

func TestPutIntegrationResponse(t *testing.T) {
	put := func(members string) call {
		return call{"PutIntegrationResponse", `{"statusCode":"200"` + members + `}`}
	}
	run(t, []row{
		{"minimal, without a method response (recorded)", mockMethod, put(``), integrationResponse(`{"statusCode":"200"}`), ""},
		{"an empty selection pattern is echoed (recorded)", mockMethod, put(`,"selectionPattern":"","responseTemplates":{"application/json":"\"created\""}`),
			integrationResponse(`{"responseTemplates":{"application/json":"\"created\""},"selectionPattern":"","statusCode":"200"}`), ""},
		{"empty templates are echoed (recorded)", mockMethod, put(`,"selectionPattern":"2\\d{2}","responseTemplates":{}`),
			integrationResponse(`{"responseTemplates":{},"selectionPattern":"2\\d{2}","statusCode":"200"}`), ""},
		{"an empty template is null (recorded)", mockMethod, put(`,"responseTemplates":{"application/json":""}`),
			integrationResponse(`{"responseTemplates":{"application/json":null},"statusCode":"200"}`), ""},
		{"a null template is null (recorded)", mockMethod, put(`,"responseTemplates":{"application/json":null}`),
			integrationResponse(`{"responseTemplates":{"application/json":null},"statusCode":"200"}`), ""},
		{"content handling (recorded)", mockMethod, put(`,"selectionPattern":"2\\d{2}","contentHandling":"CONVERT_TO_BINARY"`),
			integrationResponse(`{"contentHandling":"CONVERT_TO_BINARY","selectionPattern":"2\\d{2}","statusCode":"200"}`), ""},
		{"an overwrite is whole (recorded)", append(mockMethod, put(`,"selectionPattern":"a","responseTemplates":{"text/plain":"x"}`)), put(`,"responseTemplates":{"application/json":"overwrite"}`),
			integrationResponse(`{"responseTemplates":{"application/json":"overwrite"},"statusCode":"200"}`), ""},

		{"unknown API (recorded)", nil, call{"PutIntegrationResponse", `{"restApiId":"wrong-api","statusCode":"200"}`}, "", noResource},
		{"unknown resource (recorded)", nil, call{"PutIntegrationResponse", `{"resourceId":"wrong-resource","statusCode":"200"}`}, "", noResource},
		{"unknown method (recorded)", nil, call{"PutIntegrationResponse", `{"httpMethod":"wrong-method","statusCode":"200"}`}, "", noMethod},
		{"no integration", []call{plainMethod}, put(``), "", noIntegration},
		{"a template for no content type (recorded)", mockMethod, put(`,"responseTemplates":{"123":"{}"}`), "",
			badRequest("Validation Result: warnings : [], errors : [Invalid content type specified: 123]")},
	})
}

func TestUpdateIntegrationResponse(t *testing.T) {
	patch := func(operations string) call {
		return call{"UpdateIntegrationResponse", `{"statusCode":"200","patchOperations":[` + operations + `]}`}
	}
	given := append(mockMethod, call{"PutMethodResponse", `{"statusCode":"200","responseParameters":{"method.response.header.x":false}}`},
		call{"PutIntegrationResponse", `{"statusCode":"200","selectionPattern":"","responseTemplates":{"application/json":"\"created\""}}`})
	run(t, []row{
		{"the selection pattern (recorded)", given, patch(`{"op":"replace","path":"/selectionPattern","value":"updated-pattern"}`),
			integrationResponse(`{"responseTemplates":{"application/json":"\"created\""},"selectionPattern":"updated-pattern","statusCode":"200"}`), ""},
		{"the rest", given, patch(`{"op":"replace","path":"/contentHandling","value":"CONVERT_TO_TEXT"},{"op":"add","path":"/responseParameters/method.response.header.x","value":"'1'"},
			{"op":"remove","path":"/responseTemplates/application~1json"}`),
			integrationResponse(`{"contentHandling":"CONVERT_TO_TEXT","responseParameters":{"method.response.header.x":"'1'"},"selectionPattern":"","statusCode":"200"}`), ""},
		{"an empty template is null", given, patch(`{"op":"add","path":"/responseTemplates/text~1plain","value":""}`),
			integrationResponse(`{"responseTemplates":{"application/json":"\"created\"","text/plain":null},"selectionPattern":"","statusCode":"200"}`), ""},
		{"unknown status", given, call{"UpdateIntegrationResponse", `{"statusCode":"201"}`}, "", noStatus},
		{"no integration", []call{plainMethod}, patch(``), "", noIntegration},
		{"unknown method", nil, patch(``), "", noMethod},
		{"the status may not change (documented)", given, patch(`{"op":"replace","path":"/statusCode","value":"201"}`), "", badRequest("Invalid patch path /statusCode")},
		{"a parameter that is not there", given, patch(`{"op":"replace","path":"/responseParameters/method.response.header.x","value":"'1'"}`), "", "NotFoundException: Invalid parameter name specified"},
		{"a content handling that is none", given, patch(`{"op":"replace","path":"/contentHandling","value":"x"}`), "", badRequest("Invalid ContentHandling specified. Valid options are CONVERT_TO_BINARY,CONVERT_TO_TEXT")},
		{"a template for no content type", given, patch(`{"op":"add","path":"/responseTemplates/123","value":"x"}`), "", badRequest("Validation Result: warnings : [], errors : [Invalid content type specified: 123]")},
		{"a template that is not there", given, patch(`{"op":"remove","path":"/responseTemplates/text~1plain"}`), "", "NotFoundException: Content-Type specified was not found"},
	})
}

func TestDeleteIntegrationResponse(t *testing.T) {
	given := append(mockMethod, call{"PutIntegrationResponse", `{"statusCode":"200"}`})
	run(t, []row{
		{"", given, call{"DeleteIntegrationResponse", `{"statusCode":"200"}`},
			`{"httpMethod":"GET","resourceId":"df14qi","restApiId":"methods001","statusCode":"200"}`, ""},
		{"unknown API (recorded)", given, call{"DeleteIntegrationResponse", `{"restApiId":"wrong","statusCode":"200"}`}, "", noResource},
		{"unknown resource (recorded)", given, call{"DeleteIntegrationResponse", `{"resourceId":"wrong","statusCode":"200"}`}, "", noResource},
		{"unknown method (recorded)", given, call{"DeleteIntegrationResponse", `{"httpMethod":"POST","statusCode":"200"}`}, "", noIntegration},
		{"unknown status (recorded)", given, call{"DeleteIntegrationResponse", `{"statusCode":"201"}`}, "", noStatus},
	})
}

func TestGetIntegrationResponse(t *testing.T) {
	h := newHistory(t)
	for _, c := range append(mockMethod, call{"PutIntegrationResponse", `{"statusCode":"200","responseTemplates":{"application/json":""}}`}) {
		h.must(t, c)
	}
	h.must(t, call{"PutMethod", `{"httpMethod":"POST","authorizationType":"NONE"}`})
	tests := []struct{ name, input, want string }{
		{"null template (recorded)", `{"statusCode":"200"}`, `{"responseTemplates":{"application/json":null},"statusCode":"200"}`},
		{"unknown API (recorded)", `{"restApiId":"wrong-api","statusCode":"200"}`, noResource},
		{"unknown resource (recorded)", `{"resourceId":"wrong-resource","statusCode":"200"}`, noResource},
		{"unknown method (recorded)", `{"httpMethod":"wrong-method","statusCode":"200"}`, noMethod},
		{"no integration (recorded)", `{"httpMethod":"POST","statusCode":"200"}`, noIntegration},
		{"unknown status (recorded)", `{"statusCode":"201"}`, noStatus},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := answer(t, h.world(), projections.World.GetIntegrationResponse, tt.input); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}
