package projections_test

import (
	"strings"
	"testing"

	"reel/events"
	"reel/events/apigateway"
	"reel/projections"
)

func TestRecordedModelsFoldToTheLiveState(t *testing.T) {
	seen := map[string]bool{}
	for _, name := range []string{"models", "documentation"} {
		states, types, want := recordedStream(t, name)
		if got := digest(t, states[len(states)-1]); got != want {
			t.Errorf("%s: digest %s, want %s", name, got, want)
		}
		for typ := range types {
			seen[typ] = true
		}
	}
	for _, typ := range []string{
		"ModelCreated", "ModelUpdated", "ModelDeleted", "RequestValidatorCreated", "RequestValidatorUpdated", "RequestValidatorDeleted",
		"GatewayResponsePut", "GatewayResponseUpdated", "GatewayResponseDeleted", "StageCacheFlushed", "StageAuthorizersCacheFlushed",
		"DocumentationPartCreated", "DocumentationPartUpdated", "DocumentationPartDeleted", "DocumentationPartsImported",
		"DocumentationVersionCreated", "DocumentationVersionUpdated", "DocumentationVersionDeleted",
	} {
		if !seen["apigateway."+typ] {
			t.Errorf("apigateway.%s is in neither stream", typ)
		}
	}
}

// What is said of an API that is not there changes nothing.
func TestModelsOfNoApiAreFoldedToNothing(t *testing.T) {
	states, _, _ := recordedStream(t, "models")
	s := states[19]
	want := digest(t, s)
	for _, e := range []events.Event{
		apigateway.ModelCreated{RestApiId: "none"}, apigateway.RequestValidatorDeleted{RestApiId: "none"},
		apigateway.GatewayResponsePut{RestApiId: "none"}, apigateway.DocumentationPartsImported{RestApiId: "none"},
		apigateway.DocumentationVersionCreated{RestApiId: "none"}, apigateway.StageCacheFlushed{RestApiId: "none"},
		apigateway.DocumentationVersionUpdated{RestApiId: "models0001"},
	} {
		if got := digest(t, apply(t, s, events.Recorded{Seq: 20, Account: "000000000000", Region: "us-east-1", Event: e})); got != want {
			t.Errorf("%T: digest %s, want %s", e, got, want)
		}
	}
}

// An API that was recorded without models, as older streams have it, has none.
func TestApisWithoutModelsFold(t *testing.T) {
	s := apply(t, projections.State{}, events.Recorded{Seq: 1, Account: "000000000000", Region: "us-east-1",
		Event: apigateway.RestApiCreated{RestApi: apigateway.RestApi{Id: "a", RootResourceId: "root"}}})
	if n := restApi(t, s, "a").Tree.Models.Len(); n != 0 {
		t.Errorf("%d models, want none", n)
	}
}

// A deployment keeps models, validators and gateway responses as they were.
func TestDeploymentsKeepModels(t *testing.T) {
	states, _, _ := recordedStream(t, "models")
	s := apply(t, states[20], events.Recorded{Seq: 21, Account: "000000000000", Region: "us-east-1",
		Event: apigateway.ModelUpdated{RestApiId: "models0001", Model: apigateway.Model{Name: "Pet", Schema: "{}"}}})
	st, err := s.World("000000000000", "us-east-1").Stage("models0001", "dev")
	if err != nil {
		t.Fatal(err)
	}
	if m := st.Tree().Models.Get("Pet"); !strings.Contains(m.Schema, "friends") {
		t.Errorf("the stage serves %s", m.Schema)
	}
	if got := restApi(t, s, "models0001").Tree.Models.Get("Pet").Schema; got != "{}" {
		t.Errorf("the API has %s now", got)
	}
}

// Q60. Which of an API's gateway responses counts? Its own of the type, else its
// own DEFAULT_4XX or DEFAULT_5XX, else AWS's. [recorded on AWS]
func TestGatewayResponse(t *testing.T) {
	const plain = `"responseTemplates":{"application/json":"{\"message\":$context.error.messageString}"}`
	w := at(t, "models", 19)
	tests := []struct{ typ, want string }{
		{"DEFAULT_5XX", `{"defaultResponse":false,"responseParameters":{"gatewayresponse.header.x-request-header":"method.request.header.Accept"},"responseTemplates":{"application/json":"{\"oops\":$context.error.messageString}"},"responseType":"DEFAULT_5XX","statusCode":"599"}`},
		{"INTEGRATION_FAILURE", `{"defaultResponse":true,"responseParameters":{"gatewayresponse.header.x-request-header":"method.request.header.Accept"},"responseTemplates":{"application/json":"{\"oops\":$context.error.messageString}"},"responseType":"INTEGRATION_FAILURE","statusCode":"599"}`},
		{"AUTHORIZER_FAILURE", `{"defaultResponse":false,"responseParameters":{"gatewayresponse.header.foo":"'bar'"},` + plain + `,"responseType":"AUTHORIZER_FAILURE","statusCode":"500"}`},
		{"THROTTLED", `{"defaultResponse":true,"responseParameters":{},"responseTemplates":{"application/json":"{\"message\":$context.error.messageString}","application/xml":"\u003coops/\u003e"},"responseType":"THROTTLED","statusCode":"429"}`},
	}
	for _, tt := range tests {
		r, err := w.GetGatewayResponse(apigateway.GetGatewayResponse{RestApiId: "models0001", ResponseType: tt.typ})
		if got := answer(t, r, err); got != tt.want {
			t.Errorf("%s\n got %s\nwant %s", tt.typ, got, tt.want)
		}
	}
}

// Q61. Which types does AWS list, and with which statuses? All 21. [recorded on AWS]
func TestGetGatewayResponses(t *testing.T) {
	l, err := at(t, "models", 1).GetGatewayResponses(apigateway.GetGatewayResponses{RestApiId: "models0001"})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, row := range l.From("") {
		r := row.(apigateway.GatewayResponse)
		got = append(got, r.ResponseType+" "+r.StatusCode)
	}
	want := "ACCESS_DENIED 403, API_CONFIGURATION_ERROR 500, AUTHORIZER_CONFIGURATION_ERROR 500, AUTHORIZER_FAILURE 500, BAD_REQUEST_BODY 400, " +
		"BAD_REQUEST_PARAMETERS 400, DEFAULT_4XX , DEFAULT_5XX , EXPIRED_TOKEN 403, INTEGRATION_FAILURE 504, INTEGRATION_TIMEOUT 504, INVALID_API_KEY 403, " +
		"INVALID_SIGNATURE 403, MISSING_AUTHENTICATION_TOKEN 403, QUOTA_EXCEEDED 429, REQUEST_TOO_LARGE 413, RESOURCE_NOT_FOUND 404, THROTTLED 429, " +
		"UNAUTHORIZED 401, UNSUPPORTED_MEDIA_TYPE 415, WAF_FILTERED 403"
	if text := strings.Join(got, ", "); text != want {
		t.Errorf("got %s\nwant %s", text, want)
	}
}

func TestGetModels(t *testing.T) {
	w := at(t, "models", 5)
	l, err := w.GetModels(apigateway.GetModels{RestApiId: "models0001"})
	if got := answer(t, l, err); !excerpt(got, `"name":"Empty"`, `"name":"Error"`, `"name":"Pet"`, `"name":"Pets"`) {
		t.Errorf("got %s", got)
	}
	l, err = w.GetRequestValidators(apigateway.GetRequestValidators{RestApiId: "models0001"})
	if got := answer(t, l, err); got != "null" {
		t.Errorf("validators: got %s", got)
	}
	l, err = w.GetModels(apigateway.GetModels{RestApiId: "none"})
	if got, want := answer(t, l, err), "NotFoundException: Invalid API identifier specified 000000000000:none"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// withModels is an API of the given models.
func withModels(t *testing.T, schemas map[string]string) *projections.Tree {
	t.Helper()
	e := apigateway.RestApiCreated{RestApi: apigateway.RestApi{Id: "a", RootResourceId: "root"}}
	for name, schema := range schemas {
		e.Models = append(e.Models, apigateway.Model{Name: name, Schema: schema})
	}
	return restApi(t, apply(t, projections.State{}, events.Recorded{Seq: 1, Account: "000000000000", Region: "us-east-1", Event: e}), "a").Tree
}

// Models are flattened into definitions, in circles too.
func TestFlattened(t *testing.T) {
	const url = "https://apigateway.amazonaws.com/restapis/a/models/"
	models := map[string]string{
		"Pet":  `{"type":"object","properties":{"friends":{"$ref":"` + url + `Pets"},"tag":{"$ref":"#/definitions/tag"}},"definitions":{"tag":{"type":"string"}}}`,
		"Pets": `{"type":"array","items":{"$ref":"` + url + `Pet"}}`,
		"Text": `not a schema`,
	}
	tests := []struct{ name, schema, want string }{
		{"nothing to flatten", `{"maximum": 1.0, "title": "<b>"}`, `{"maximum":1.0,"title":"<b>"}`},
		{"a circle", `{"$ref":"` + url + `Pet"}`,
			`{"$ref":"#/definitions/Pet","definitions":{"Pet":{"definitions":{"tag":{"type":"string"}},"properties":{"friends":{"$ref":"#/definitions/Pets"},"tag":{"$ref":"#/definitions/Pet/definitions/tag"}},"type":"object"},"Pets":{"items":{"$ref":"#/definitions/Pet"},"type":"array"}}}`},
		{"a definition of the same name", `{"items":{"$ref":"` + url + `Pets"},"definitions":{"Pets":{"type":"null"}},"not":{"$ref":"#/definitions/Pets"}}`,
			`{"definitions":{"Pet":{"definitions":{"tag":{"type":"string"}},"properties":{"friends":{"$ref":"#/definitions/Pets_"},"tag":{"$ref":"#/definitions/Pet/definitions/tag"}},"type":"object"},"Pets":{"type":"null"},"Pets_":{"items":{"$ref":"#/definitions/Pet"},"type":"array"}},"items":{"$ref":"#/definitions/Pets_"},"not":{"$ref":"#/definitions/Pets"}}`},
		{"a model that is no schema", `{"$ref":"` + url + `Text"}`, `{"$ref":"#/definitions/Text","definitions":{"Text":{}}}`},
		{"a model that is not there", `{"$ref":"` + url + `None"}`, `{"$ref":"` + url + `None"}`},
		{"no JSON", `<xml/>`, `<xml/>`},
	}
	tree := withModels(t, models)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tree.Flattened(tt.schema); got != tt.want {
				t.Errorf("\n got %s\nwant %s", got, tt.want)
			}
		})
	}
	if got := tree.Models.Get("Pet").Schema; got != models["Pet"] {
		t.Errorf("the model itself became %s", got)
	}
}

// Q62. What does a generated template look like? Members in the schema's order, a
// loop for a list. [docs: API_GetModelTemplate; the loop as users of the console
// have published it]
func TestGetModelTemplate(t *testing.T) {
	const (
		set  = "#set($inputRoot = $input.path('$'))\n"
		todo = "##TODO: Update this foreach loop to reference array from input json\n"
		url  = "https://apigateway.amazonaws.com/restapis/models0001/models/"
	)
	tests := []struct{ name, schema, want string }{
		{"AWS's example", `{"properties":{"a":{"type":"number"},"b":{"type":"number"},"op":{"type":"string"},"c":{"type":"number"}},"type":"object"}`,
			set + "{\n  \"a\" : 3.1415,\n  \"b\" : 3.1415,\n  \"op\" : \"foo\",\n  \"c\" : 3.1415\n}"},
		{"a list", `{"type":"array","items":{"type":"object","properties":{"age":{"type":"integer"},"ok":{"type":["boolean","null"]}}}}`,
			set + "[\n" + todo + "#foreach($elem in $inputRoot)\n {\n  \"age\" : 42,\n  \"ok\" : true\n} \n#if($foreach.hasNext),#end\n#end\n]"},
		{"a list in an object", `{"type":"object","properties":{"tags":{"type":"array","items":{"type":"string"}},"in":{"type":"object","properties":{"x":{"type":"null"}}}}}`,
			set + "{\n  \"tags\" : [\n" + todo + "#foreach($elem in $inputRoot.tags)\n   \"foo\" \n#if($foreach.hasNext),#end\n#end\n  ],\n  \"in\" : {\n    \"x\" : null\n  }\n}"},
		{"nothing", `{"type":"object"}`, set + "{ }"},
		{"no schema", `<xml/>`, set + "{ }"},
		{"a definition", `{"$ref":"#/definitions/a~1b","definitions":{"a/b":{"type":"integer"}}}`, set + "42"},
		{"a circle", `{"properties":{"me":{"$ref":"#"}}}`, set + "{\n  \"me\" : {\n    \"me\" : { }\n  }\n}"},
		{"a model", `{"properties":{"error":{"$ref":"` + url + `Error"}}}`, set + "{\n  \"error\" : {\n    \"message\" : \"foo\"\n  }\n}"},
		{"a reference to nothing", `{"properties":{"a":{"$ref":"#/nothing"},"b":{"$ref":"` + url + `None"},"c":{"$ref":"other.json"}}}`, set + "{\n  \"a\" : { },\n  \"b\" : { },\n  \"c\" : { }\n}"},
	}
	states, _, _ := recordedStream(t, "models")
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := apply(t, states[1], events.Recorded{Seq: 2, Account: "000000000000", Region: "us-east-1",
				Event: apigateway.ModelCreated{RestApiId: "models0001", Model: apigateway.Model{Name: "output", Schema: tt.schema}}})
			got, err := s.World("000000000000", "us-east-1").GetModelTemplate(apigateway.GetModelTemplate{RestApiId: "models0001", ModelName: "output"})
			if err != nil || got.Value != tt.want {
				t.Errorf("\n got %q (%v)\nwant %q", got.Value, err, tt.want)
			}
		})
	}
}

// Models that refer to each other many times over describe more than fits
// anywhere; a template of theirs ends all the same.
func TestTemplatesAreBounded(t *testing.T) {
	schemas := map[string]string{"Z": `{"type":"string"}`}
	for c := 'A'; c < 'Z'; c++ {
		ref := `{"$ref":"https://apigateway.amazonaws.com/restapis/models0001/models/` + string(c+1) + `"}`
		schemas[string(c)] = `{"properties":{"a":` + ref + `,"b":` + ref + `,"c":` + ref + `,"d":` + ref + `}}`
	}
	states, _, _ := recordedStream(t, "models")
	s := states[1]
	for name, schema := range schemas {
		s = apply(t, s, events.Recorded{Seq: s.Seq + 1, Account: "000000000000", Region: "us-east-1",
			Event: apigateway.ModelCreated{RestApiId: "models0001", Model: apigateway.Model{Name: name, Schema: schema}}})
	}
	got, err := s.World("000000000000", "us-east-1").GetModelTemplate(apigateway.GetModelTemplate{RestApiId: "models0001", ModelName: "A"})
	if err != nil || len(got.Value) < 400<<10 || len(got.Value) > 1<<20 {
		t.Errorf("the template has %d bytes (%v), want about 400 KB", len(got.Value), err)
	}
}

func TestGetDocumentationParts(t *testing.T) {
	w := at(t, "documentation", 11)
	tests := []struct {
		name string
		when apigateway.GetDocumentationParts
		want string
	}{
		{"all", apigateway.GetDocumentationParts{}, `["API","RESPONSE","MODEL","METHOD"]`},
		{"documented", apigateway.GetDocumentationParts{LocationStatus: new("DOCUMENTED")}, `["API","RESPONSE","MODEL","METHOD"]`},
		{"by type", apigateway.GetDocumentationParts{Type: new("METHOD")}, `["METHOD"]`},
		{"by path", apigateway.GetDocumentationParts{Path: new("/")}, `["RESPONSE","METHOD"]`},
		{"by the beginning of a name", apigateway.GetDocumentationParts{NameQuery: new("Em")}, `["MODEL"]`},
		{"of nothing", apigateway.GetDocumentationParts{NameQuery: new("em")}, `null`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.when.RestApiId = "docs000001"
			l, err := w.GetDocumentationParts(tt.when)
			if err != nil {
				t.Fatal(err)
			}
			var types []string
			for _, row := range l.From("") {
				types = append(types, row.(*apigateway.DocumentationPart).Location.Type)
			}
			if got := answer(t, types, nil); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

// What no part is of is listed by its place alone; a part of any verb or status
// counts for all.
func TestUndocumentedParts(t *testing.T) {
	states, _, _ := recordedStream(t, "documentation")
	root := restApi(t, states[13], "docs000001").Tree.RootResourceId
	s := apply(t, states[13], events.Recorded{Seq: 14, Account: "000000000000", Region: "us-east-1", Event: apigateway.MethodPut{
		RestApiId: "docs000001", ResourceId: root, Method: apigateway.Method{
			HttpMethod:        "GET",
			RequestParameters: map[string]bool{"method.request.querystring.page": false, "method.request.header.X": true, "method.request.path.id": true},
			RequestModels:     map[string]string{"application/json": "Empty"},
			MethodResponses: map[string]*apigateway.MethodResponse{
				"200": {StatusCode: "200", ResponseModels: map[string]string{"application/json": "Empty"}},
				"404": {StatusCode: "404", ResponseParameters: map[string]bool{"method.response.header.Y": true}},
			},
		}}})
	w := s.World("000000000000", "us-east-1")
	l, err := w.GetDocumentationParts(apigateway.GetDocumentationParts{RestApiId: "docs000001", LocationStatus: new("UNDOCUMENTED")})
	want := `[{"location":{"type":"API"}},{"location":{"name":"Empty","type":"MODEL"}},{"location":{"name":"Error","type":"MODEL"}},` +
		`{"location":{"path":"/","type":"RESOURCE"}},{"location":{"method":"GET","path":"/","type":"METHOD"}},` +
		`{"location":{"method":"GET","name":"id","path":"/","type":"PATH_PARAMETER"}},{"location":{"method":"GET","name":"page","path":"/","type":"QUERY_PARAMETER"}},` +
		`{"location":{"method":"GET","path":"/","type":"REQUEST_BODY"}},{"location":{"method":"GET","name":"X","path":"/","type":"REQUEST_HEADER"}},` +
		`{"location":{"method":"GET","path":"/","statusCode":"200","type":"RESPONSE_BODY"}},` +
		`{"location":{"method":"GET","path":"/","statusCode":"404","type":"RESPONSE"}},{"location":{"method":"GET","name":"Y","path":"/","statusCode":"404","type":"RESPONSE_HEADER"}}]`
	if got := answer(t, l, err); got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
	l, err = w.GetDocumentationParts(apigateway.GetDocumentationParts{RestApiId: "docs000001", LocationStatus: new("UNDOCUMENTED"), Type: new("MODEL")})
	if got, want := answer(t, l, err), `[{"location":{"name":"Empty","type":"MODEL"}},{"location":{"name":"Error","type":"MODEL"}}]`; got != want {
		t.Errorf("of models\n got %s\nwant %s", got, want)
	}
}
