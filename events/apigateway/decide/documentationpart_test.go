package decide_test

import (
	"strings"
	"testing"

	"reel/events"
	"reel/events/apigateway"
	"reel/events/apigateway/decide"
	"reel/projections"
)

// Q40. What is a location that is given in part? The root's path, any verb, any
// status. [docs: api-gateway-documenting-api-quick-start-with-restapi; recorded on
// AWS for the path of imported parts]
//
// Q41. May there be two parts of a location? No. [docs: the same; gh:
// serverless-aws-documentation#121; the words after the type are ours]
func TestCreateDocumentationPart(t *testing.T) {
	part := func(members ...string) apigateway.CreateDocumentationPart {
		c := apigateway.CreateDocumentationPart{RestApiId: documentationApi, Properties: `{ "a": 1 }`}
		for ; len(members) > 1; members = members[2:] {
			switch v := members[1]; members[0] {
			case "type":
				c.Location.Type = v
			case "path":
				c.Location.Path = &v
			case "method":
				c.Location.Method = &v
			case "status":
				c.Location.StatusCode = &v
			case "name":
				c.Location.Name = &v
			case "properties":
				c.Properties = v
			case "api":
				c.RestApiId = v
			}
		}
		return c
	}
	then := func(location string) string {
		return `{"documentationPart":{"id":"ju4mne","location":{` + location + `},"properties":"{ \"a\": 1 }"},"restApiId":"docs000001"}`
	}
	const (
		invalid    = "BadRequestException: Invalid documentation part location specified: "
		properties = "BadRequestException: Invalid documentation part properties specified. The properties must be a JSON object."
	)
	decides(t, decide.CreateDocumentationPart, []test[apigateway.CreateDocumentationPart]{
		{name: "of the API", given: "documentation", at: 4, when: part("type", "API"), then: then(`"type":"API"`)},
		{name: "of the root (Q40)", given: "documentation", at: 4, when: part("type", "RESOURCE"), then: then(`"path":"/","type":"RESOURCE"`)},
		{name: "of any method (Q40)", given: "documentation", at: 4, when: part("type", "METHOD", "path", "/pets"), then: then(`"method":"*","path":"/pets","type":"METHOD"`)},
		{name: "of any answer (Q40)", given: "documentation", at: 4, when: part("type", "RESPONSE_HEADER", "name", "X"), then: then(`"method":"*","name":"X","path":"/","statusCode":"*","type":"RESPONSE_HEADER"`)},
		{name: "of one answer", given: "documentation", at: 4, when: part("type", "RESPONSE_BODY", "path", "/pets", "method", "GET", "status", "200"),
			then: then(`"method":"GET","path":"/pets","statusCode":"200","type":"RESPONSE_BODY"`)},
		{name: "of a body without a name", given: "documentation", at: 4, when: part("type", "REQUEST_BODY", "method", "POST"), then: then(`"method":"POST","path":"/","type":"REQUEST_BODY"`)},
		{name: "of a model that is not there", given: "documentation", at: 4, when: part("type", "MODEL", "name", "Cat"), then: then(`"name":"Cat","type":"MODEL"`)},
		{name: "twice (Q41)", given: "documentation", at: 5, when: part("type", "API"), refused: "ConflictException: Documentation part already exists for the specified location: type 'API'"},
		{name: "twice, by defaults (Q41)", given: "documentation", at: 6, when: part("type", "METHOD", "method", "GET"), refused: "ConflictException: Documentation part already exists for the specified location: type 'METHOD', path '/', method 'GET'"},
		{name: "a path of the API", given: "documentation", at: 4, when: part("type", "API", "path", "/"), refused: invalid + "path is not a valid field of type 'API'"},
		{name: "a status of a method", given: "documentation", at: 4, when: part("type", "METHOD", "status", "200"), refused: invalid + "statusCode is not a valid field of type 'METHOD'"},
		{name: "a model without a name", given: "documentation", at: 4, when: part("type", "MODEL"), refused: invalid + "name is required for type 'MODEL'"},
		{name: "no type", given: "documentation", at: 4, when: part("type", "NONE"), refused: invalid + "type 'NONE'"},
		{name: "properties that are none", given: "documentation", at: 4, when: part("type", "API", "properties", "text"), refused: properties},
		{name: "properties that are null", given: "documentation", at: 4, when: part("type", "API", "properties", "null"), refused: properties},
		{name: "no properties", given: "documentation", at: 4, when: part("type", "API", "properties", ""), refused: properties},
		{name: "unknown API", given: "documentation", at: 4, when: part("type", "API", "api", "api_id"), refused: "NotFoundException: Invalid API identifier specified 000000000000:api_id"},
	})
}

// Q42. Which operation of one documentation part names the API when that is
// unknown? DeleteDocumentationPart alone. [recorded on AWS]
func TestUpdateDocumentationPart(t *testing.T) {
	update := func(parts ...string) apigateway.UpdateDocumentationPart {
		return apigateway.UpdateDocumentationPart{RestApiId: documentationApi, DocumentationPartId: "ju4mne", PatchOperations: patch(parts...)}
	}
	const unknown = "NotFoundException: Invalid Documentation part identifier specified"
	changes(t, "documentation", 5, decide.UpdateDocumentationPart,
		func(w projections.World) any {
			p, err := w.GetDocumentationPart(apigateway.GetDocumentationPart{RestApiId: documentationApi, DocumentationPartId: "ju4mne"})
			if err != nil {
				t.Fatal(err)
			}
			return p
		},
		func(e events.Event) any { return e.(apigateway.DocumentationPartUpdated).DocumentationPart },
		[]change[apigateway.UpdateDocumentationPart]{
			{"properties", update("replace", "/properties", `{"b":2}`), `{"properties":"{\"b\":2}"}`, ""},
			{"no properties", update("replace", "/properties", "-"), "", "BadRequestException: Invalid documentation part properties specified. The properties must be a JSON object."},
			{"add", update("add", "/properties", "{}"), "", "BadRequestException: Invalid patch path  '/properties' specified for op 'add'. Please choose supported operations"},
			{"another path", update("replace", "/invalidPath", "{}"), "", "BadRequestException: Invalid patch path  '/invalidPath' specified for op 'replace'. Must be one of: [/properties]"},
			{"unknown", apigateway.UpdateDocumentationPart{RestApiId: documentationApi, DocumentationPartId: "none"}, "", unknown},
			{"unknown API (Q42)", apigateway.UpdateDocumentationPart{RestApiId: "api_id", DocumentationPartId: "ju4mne"}, "", unknown},
		})
}

func TestDeleteDocumentationPart(t *testing.T) {
	del := func(api, id string) apigateway.DeleteDocumentationPart {
		return apigateway.DeleteDocumentationPart{RestApiId: api, DocumentationPartId: id}
	}
	decides(t, decide.DeleteDocumentationPart, []test[apigateway.DeleteDocumentationPart]{
		{name: "there", given: "documentation", at: 9, when: del(documentationApi, "e1c7y0"), then: `{"documentationPartId":"e1c7y0","restApiId":"docs000001"}`},
		{name: "deleted", given: "documentation", at: 10, when: del(documentationApi, "e1c7y0"), refused: "NotFoundException: Invalid Documentation part identifier specified"},
		{name: "unknown API (Q42)", given: "documentation", at: 9, when: del("api_id", "e1c7y0"), refused: "NotFoundException: Invalid API identifier specified 000000000000:api_id"},
	})
}

// Q43. What comes of a part that is imported and there already? Merged, what the
// document gives replaces what it gives and the rest stays; overwritten, nothing
// stays. [docs: api-gateway-documenting-api-quick-start-import-export]
func TestImportDocumentationParts(t *testing.T) {
	put := func(mode, body string, fail bool) apigateway.ImportDocumentationParts {
		return apigateway.ImportDocumentationParts{RestApiId: documentationApi, Mode: &mode, Body: []byte(body), FailOnWarnings: &fail}
	}
	document := func(parts string) string {
		return `{"swagger":"2.0","x-amazon-apigateway-documentation":{"documentationParts":[` + parts + `]}}`
	}
	const (
		none = "BadRequestException: Unable to build importer with provided input."
		api  = `{"location":{"type":"API"},"properties":{"x":1}}`
		bad  = `{"location":{"type":"API","path":"/"},"properties":{"x":1}}`
	)
	byDefault := put("", document(api), false)
	byDefault.Mode, byDefault.FailOnWarnings = nil, nil
	nowhere := put("merge", document(""), false)
	nowhere.RestApiId = "none"
	decides(t, decide.ImportDocumentationParts, []test[apigateway.ImportDocumentationParts]{
		{name: "merged (Q43)", given: "documentation", at: 10, when: put("merge", documented, true),
			then: `{"documentationParts":[` +
				`{"id":"ju4mne","location":{"type":"API"},"properties":"{\"a\":2,\"description\":\"updated\",\"info\":{\"description\":\"of the document\"},\"z\":1}"},` +
				`{"id":"ul8wwl","location":{"method":"GET","path":"/","type":"METHOD"},"properties":"{\"description\":\"Method description.\"}"},` +
				`{"id":"p50e4e","location":{"name":"Empty","type":"MODEL"},"properties":"{\"title\":\"Empty Schema\"}"},` +
				`{"id":"ofid2x","location":{"method":"GET","path":"/","statusCode":"200","type":"RESPONSE"},"properties":"{\"description\":\"200 response\"}"}` +
				`],"restApiId":"docs000001"}`},
		{name: "merged by default (Q43)", given: "documentation", at: 10, when: byDefault,
			then: `{"documentationParts":[{"id":"ju4mne","location":{"type":"API"},"properties":"{\"description\":\"updated\",\"info\":{\"version\":\"1\"},\"x\":1}"}],"restApiId":"docs000001"}`},
		{name: "overwritten (Q43)", given: "documentation", at: 10, when: put("overwrite", document(api), false),
			then: `{"documentationParts":[{"id":"ul8wwl","location":{"type":"API"},"properties":"{\"x\":1}"}],"removed":["ju4mne"],"restApiId":"docs000001"}`},
		{name: "overwritten by nothing", given: "documentation", at: 10, when: put("overwrite", `{"openapi":"3.0.1"}`, false),
			then: `{"documentationParts":[],"removed":["ju4mne"],"restApiId":"docs000001"}`},
		{name: "twice in a document", given: "documentation", at: 4, when: put("merge", document(api+`,{"location":{"type":"API"},"properties":{"y":2}}`), false),
			then: `{"documentationParts":[{"id":"ju4mne","location":{"type":"API"},"properties":"{\"y\":2}"}],"restApiId":"docs000001"}`},
		{name: "with a warning", given: "documentation", at: 4, when: put("merge", document(bad+","+api), false),
			then: `{"documentationParts":[{"id":"ju4mne","location":{"type":"API"},"properties":"{\"x\":1}"}],"restApiId":"docs000001","warnings":["Unable to import documentation part 1: Invalid documentation part location specified: path is not a valid field of type 'API'"]}`},
		{name: "failing on a warning", given: "documentation", at: 4, when: put("merge", document(bad+","+api), true),
			refused: "BadRequestException: Warnings found during import:\n\tUnable to import documentation part 1: Invalid documentation part location specified: path is not a valid field of type 'API'"},
		{name: "a part that is none", given: "documentation", at: 4, when: put("merge", document("7"), false),
			then: `{"documentationParts":[],"restApiId":"docs000001","warnings":["Unable to import documentation part 1: Invalid documentation part location specified: type ''"]}`},
		{name: "a file of another kind", given: "documentation", at: 4, when: put("merge", "this is not an OpenAPI document", false), refused: none},
		{name: "an object of another kind", given: "documentation", at: 4, when: put("merge", `{"x-amazon-apigateway-documentation":{}}`, false), refused: none},
		{name: "properties as text", given: "documentation", at: 4, when: put("merge", document(`{"location":{"type":"API"},"properties":"{ \"x\": 1 }"}`), false),
			then: `{"documentationParts":[{"id":"ju4mne","location":{"type":"API"},"properties":"{ \"x\": 1 }"}],"restApiId":"docs000001"}`},
		{name: "broken YAML", given: "documentation", at: 4, when: put("merge", "swagger: [", false), refused: none},
		{name: "nothing", given: "documentation", at: 4, when: put("merge", "", false), refused: none},
		{name: "unknown API", given: "documentation", at: 4, when: nowhere, refused: "NotFoundException: Invalid API identifier specified 000000000000:none"},
	})
}

// A document that would grow without bound as it is read is none.
func TestImportOfABombIsRefused(t *testing.T) {
	bomb := "swagger: '2.0'\na: &a [x,x,x,x,x,x,x,x,x,x]\n"
	for i := range 12 {
		bomb += string(rune('b'+i)) + ": &" + string(rune('b'+i)) + " [" + strings.Repeat("*"+string(rune('a'+i))+",", 10) + "]\n"
	}
	_, err := decide.ImportDocumentationParts(events.NewEnv(recordedAt(5), seed, 5), given(t, "documentation", 4).World(account, region),
		apigateway.ImportDocumentationParts{RestApiId: documentationApi, Body: []byte(bomb)})
	if got, want := refusal(err), "BadRequestException: Unable to build importer with provided input."; got != want {
		t.Errorf("refused with %q, want %q", got, want)
	}
}
