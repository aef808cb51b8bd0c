package decide_test

import (
	"testing"

	"reel/projections"
)

// methodResponse is the data of an event about an answer of GET on /pets.
func methodResponse(noun string) string {
	return `{"httpMethod":"GET","methodResponse":` + noun + `,"resourceId":"df14qi","restApiId":"methods001"}`
}

const noStatus = "NotFoundException: Invalid Response status code specified"

// A method with one declared answer that has everything.
var fullResponse = []call{plainMethod, {"PutMethodResponse", `{"statusCode":"200",
	"responseParameters":{"method.response.header.my-header":false},"responseModels":{"application/json":"Empty"}}`}}

func TestPutMethodResponse(t *testing.T) {
	put := func(members string) call { return call{"PutMethodResponse", `{"statusCode":"200",` + members + `}`} }
	run(t, []row{
		{"minimal (recorded)", []call{plainMethod}, call{"PutMethodResponse", `{"statusCode":"200"}`}, methodResponse(`{"statusCode":"200"}`), ""},
		{"empty maps stay (recorded)", []call{plainMethod}, put(`"responseParameters":{},"responseModels":{}`),
			methodResponse(`{"responseModels":{},"responseParameters":{},"statusCode":"200"}`), ""},
		{"full", []call{plainMethod}, put(`"responseParameters":{"method.response.header.my-header":false},"responseModels":{"application/json":"Error"}`),
			methodResponse(`{"responseModels":{"application/json":"Error"},"responseParameters":{"method.response.header.my-header":false},"statusCode":"200"}`), ""},
		{"unknown API", nil, call{"PutMethodResponse", `{"restApiId":"nowhere","statusCode":"200"}`}, "", noResource},
		{"unknown method", nil, call{"PutMethodResponse", `{"statusCode":"200"}`}, "", noMethod},
		{"unknown model", []call{plainMethod}, put(`"responseModels":{"application/json":"petModel"}`), "", "BadRequestException: Invalid model identifier specified: petModel"},
		{"parameters are headers (documented)", []call{plainMethod}, put(`"responseParameters":{"method.response.querystring.a":true}`), "",
			mappingError + "[Invalid mapping expression specified: method.response.querystring.a]"},
		{"everything that is wrong is told", []call{plainMethod}, put(`"responseParameters":{"b":true,"a":true}`), "",
			mappingError + "[Invalid mapping expression specified: a, Invalid mapping expression specified: b]"},
		{"twice (recorded)", fullResponse, call{"PutMethodResponse", `{"statusCode":"200"}`}, "", "ConflictException: Response already exists for this resource"},
	})
}

func TestUpdateMethodResponse(t *testing.T) {
	patch := func(operations string) call {
		return call{"UpdateMethodResponse", `{"statusCode":"200","patchOperations":[` + operations + `]}`}
	}
	remove := patch(`{"op":"remove","path":"/responseParameters/method.response.header.my-header","value":"true"},{"op":"remove","path":"/responseModels/application~1json","value":"Empty"}`)
	bare := []call{plainMethod, {"PutMethodResponse", `{"statusCode":"200","responseParameters":{},"responseModels":{}}`}}
	const noParameter, noContentType = "NotFoundException: Invalid parameter name specified", "NotFoundException: Content-Type specified was not found"
	run(t, []row{
		{"remove the last entries: the maps are gone (recorded)", fullResponse, remove, methodResponse(`{"statusCode":"200"}`), ""},
		{"add (recorded)", append(fullResponse, remove),
			patch(`{"op":"add","path":"/responseParameters/method.response.header.my-header","value":"true"},{"op":"add","path":"/responseModels/application~1json","value":"Empty"}`),
			methodResponse(`{"responseModels":{"application/json":"Empty"},"responseParameters":{"method.response.header.my-header":true},"statusCode":"200"}`), ""},
		{"replace (recorded)", fullResponse,
			patch(`{"op":"replace","path":"/responseParameters/method.response.header.my-header","value":"true"},{"op":"replace","path":"/responseModels/application~1json","value":"Error"}`),
			methodResponse(`{"responseModels":{"application/json":"Error"},"responseParameters":{"method.response.header.my-header":true},"statusCode":"200"}`), ""},

		{"replace an unknown parameter (recorded)", fullResponse, patch(`{"op":"replace","path":"/responseParameters/wrong","value":"true"}`), "", noParameter},
		{"remove an unknown parameter (recorded)", fullResponse, patch(`{"op":"remove","path":"/responseParameters/wrong","value":"true"}`), "", noParameter},
		{"replace an unknown model (recorded)", fullResponse, patch(`{"op":"replace","path":"/responseModels/wrong","value":"Empty"}`), "", noContentType},
		{"remove an unknown model (recorded)", fullResponse, patch(`{"op":"remove","path":"/responseModels/wrong","value":"Empty"}`), "", noContentType},
		{"remove where there are none (recorded)", bare, patch(`{"op":"remove","path":"/responseParameters/method.response.header.my-header","value":"true"}`), "", noParameter},
		{"remove a model where there are none (recorded)", bare, patch(`{"op":"remove","path":"/responseModels/application~1json","value":"Empty"}`), "", noContentType},
		{"a path that is none (recorded)", bare, patch(`{"op":"remove","path":"/wrong/method.response.header.my-header","value":"true"}`), "",
			"BadRequestException: Invalid patch path /wrong/method.response.header.my-header"},
		{"an op that the path does not take", fullResponse, patch(`{"op":"copy","path":"/responseModels/application~1json"}`), "",
			"BadRequestException: Invalid patch operation specified. Must be one of: [add, remove, replace]"},
		{"unknown status (recorded)", fullResponse, call{"UpdateMethodResponse", `{"statusCode":"201"}`}, "", noStatus},
		{"unknown resource (recorded)", fullResponse, call{"UpdateMethodResponse", `{"resourceId":"wrong","statusCode":"200"}`}, "", noResource},
		{"unknown method (recorded)", fullResponse, call{"UpdateMethodResponse", `{"httpMethod":"POST","statusCode":"200"}`}, "", noMethod},
		{"add a parameter that is none", fullResponse, patch(`{"op":"add","path":"/responseParameters/wrong","value":"true"}`), "",
			mappingError + "[Invalid mapping expression specified: wrong]"},
	})
}

func TestDeleteMethodResponse(t *testing.T) {
	run(t, []row{
		{"", fullResponse, call{"DeleteMethodResponse", `{"statusCode":"200"}`},
			`{"httpMethod":"GET","resourceId":"df14qi","restApiId":"methods001","statusCode":"200"}`, ""},
		{"unknown status", fullResponse, call{"DeleteMethodResponse", `{"statusCode":"404"}`}, "", noStatus},
		{"unknown method", nil, call{"DeleteMethodResponse", `{"statusCode":"200"}`}, "", noMethod},
	})
}

func TestGetMethodResponse(t *testing.T) {
	h := newHistory(t)
	for _, c := range fullResponse {
		h.must(t, c)
	}
	tests := []struct{ name, input, want string }{
		{"full", `{"statusCode":"200"}`, `{"responseModels":{"application/json":"Empty"},"responseParameters":{"method.response.header.my-header":false},"statusCode":"200"}`},
		{"unknown status", `{"statusCode":"404"}`, noStatus},
		{"unknown method", `{"httpMethod":"PUT","statusCode":"200"}`, noMethod},
		{"unknown resource", `{"resourceId":"wrong","statusCode":"200"}`, noResource},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := answer(t, h.world(), projections.World.GetMethodResponse, tt.input); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}
