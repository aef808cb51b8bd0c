package decide_test

import (
	"slices"
	"strings"
	"testing"

	"reel/events/apigateway"
	"reel/events/apigateway/decide"
)

// told are documentation parts as lines: where they belong and what they say.
func told(parts []apigateway.DocumentationPart) string {
	var lines []string
	for _, p := range parts {
		l := p.Location
		lines = append(lines, strings.Join(strings.Fields(l.Type+" "+l.Method+" "+l.Path+" "+l.StatusCode+" "+l.Name), " ")+" "+p.Properties)
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// A document that lists no documentation parts has its descriptions made parts:
// https://github.com/aws/aws-sdk-js/issues/1253 tells of too many of them.
func TestDescriptionsBecomeDocumentation(t *testing.T) {
	r := newRecorder(t)
	e := do(r, "ImportRestApi", decide.ImportRestApi, apigateway.ImportRestApi{Body: read(t, "described.yaml")}).(apigateway.RestApiImported)
	want := `API {"tags":[{"name":"weather","description":"Wind and rain"}],"externalDocs":{"url":"https://example.com/docs"},"info":{"description":"An API whose descriptions are its documentation","termsOfService":"https://example.com/terms","contact":{"name":"nobody","email":"nobody@example.com"}}}
METHOD GET /forecast/{place} {"tags":["weather"],"summary":"A forecast","description":"Ten days ahead.","deprecated":true}
METHOD POST /forecast/{place} {"description":"Wishful thinking"}
PATH_PARAMETER GET /forecast/{place} place {"description":"Any town — even 東京"}
QUERY_PARAMETER GET /forecast/{place} days {"description":"1 to 10"}
REQUEST_BODY POST /forecast/{place} {"description":"The weather you want"}
RESOURCE /forecast/{place} {"summary":"Forecasts","description":"What the weather may be,\n\"as far as anyone knows\".\n"}
RESPONSE GET /forecast/{place} 200 {"description":"Rain"}
RESPONSE_HEADER GET /forecast/{place} 200 X-Model {"description":"Which model said so"}`
	if got := told(e.DocumentationParts); got != want {
		t.Errorf("parts\n%s, want\n%s", got, want)
	}
	ignored := do(r, "ImportRestApi", decide.ImportRestApi, apigateway.ImportRestApi{
		Body: read(t, "described.yaml"), Parameters: map[string]string{"ignore": "documentation"},
	}).(apigateway.RestApiImported)
	if len(ignored.DocumentationParts) > 0 || ignored.RestApi.Description == "" {
		t.Errorf("documentation that is ignored became %s of %q", told(ignored.DocumentationParts), ignored.RestApi.Description)
	}
}

func TestDocumentationOntoAnApi(t *testing.T) {
	const listed = `"x-amazon-apigateway-documentation":{"version":"v1","createdDate":"2020-02-02T02:02:02Z","documentationParts":[{"location":{"type":"API"},"properties":{"a":1,"b":2}},{"location":{"type":"METHOD","method":"GET"},"properties":"{\"c\":3}"}]}`
	tests := []struct{ name, mode, ignore, document, want, refused string }{
		{"merged", "merge", "", `"x-amazon-apigateway-documentation":{"documentationParts":[{"location":{"type":"API"},"properties":{"b":4}}]}`, "API {\"a\":1,\"b\":4}\nMETHOD GET / {\"c\":3}", ""},
		{"overwritten", "overwrite", "", `"x-amazon-apigateway-documentation":{"documentationParts":[{"location":{"type":"API"},"properties":{"b":4}}]}`, `API {"b":4}`, ""},
		{"overwritten by nothing", "overwrite", "", `"paths":{}`, ``, ""},
		{"overwritten, but left alone", "overwrite", "documentation", `"x-amazon-apigateway-documentation":{"documentationParts":[{"location":{"type":"API"},"properties":{"b":4}}]}`, "API {\"a\":1,\"b\":2}\nMETHOD GET / {\"c\":3}", ""},
		{"in no place", "merge", "", `"x-amazon-apigateway-documentation":{"documentationParts":[{"location":{"type":"API","path":"/"},"properties":{}},{"location":{"type":"METHOD"},"properties":[]}]}`, ``,
			"BadRequestException: Errors found during import:\n\tUnable to create documentation part for 'type 'API', path '/'': Invalid documentation part location specified: path is not a valid field of type 'API'\n" +
				"\tUnable to create documentation part for 'type 'METHOD'': Invalid documentation part properties specified. The properties must be a JSON object.\nAdditionally, these warnings were found:\n\tParse issue: attribute paths is missing"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := newRecorder(t)
			first := do(r, "ImportRestApi", decide.ImportRestApi, apigateway.ImportRestApi{Body: doc(listed)}).(apigateway.RestApiImported)
			if v := first.DocumentationVersions; len(v) != 1 || v[0] != (apigateway.DocumentationVersion{CreatedDate: 1580608922, Version: "v1"}) {
				t.Errorf("versions %+v", v)
			}
			e, err := try(r, "PutRestApi", decide.PutRestApi, apigateway.PutRestApi{
				RestApiId: first.RestApi.Id, Mode: &tt.mode, Body: doc(tt.document), Parameters: map[string]string{"ignore": tt.ignore},
			})
			if got := refusal(err); got != tt.refused {
				t.Fatalf("refused with\n got %q\nwant %q", got, tt.refused)
			}
			if err == nil && told(e.(apigateway.RestApiPut).DocumentationParts) != tt.want {
				t.Errorf("parts\n%s, want\n%s", told(e.(apigateway.RestApiPut).DocumentationParts), tt.want)
			}
			v, err := r.live.Head().World(account, region).GetDocumentationVersion(apigateway.GetDocumentationVersion{RestApiId: first.RestApi.Id, DocumentationVersion: "v1"})
			if err != nil || v.CreatedDate != 1580608922 {
				t.Errorf("the version is %+v, %v", v, err)
			}
		})
	}
}

// What has the same name keeps its id, however it is put.
func TestPutKeepsIds(t *testing.T) {
	for _, mode := range []string{"merge", "overwrite"} {
		t.Run(mode, func(t *testing.T) {
			r := newRecorder(t)
			e := do(r, "ImportRestApi", decide.ImportRestApi, apigateway.ImportRestApi{Body: read(t, "payments.json")}).(apigateway.RestApiImported)
			before := digestOf(t, r.live.Head())
			do(r, "PutRestApi", decide.PutRestApi, apigateway.PutRestApi{RestApiId: e.RestApi.Id, Body: read(t, "payments.json"), Mode: &mode})
			if digestOf(t, r.live.Head()) != before {
				t.Error("it is not what it was")
			}
		})
	}
}
