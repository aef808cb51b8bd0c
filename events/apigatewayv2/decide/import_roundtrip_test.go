package decide_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"reel/events"
	"reel/events/apigatewayv2"
	"reel/events/apigatewayv2/decide"
	"reel/projections"
)

const documents = "../../../testdata/openapi"

func read(t testing.TB, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(documents, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// httpDocuments are the names of the documents of HTTP APIs that can be imported.
func httpDocuments(t testing.TB) (names []string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(documents, "v2-*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if name := filepath.Base(file); name != "v2-multifile.yaml" {
			names = append(names, name)
		}
	}
	return names
}

// An export, imported and exported again, is the same document: as a new API but
// for its id, as the same API byte for byte, of which nothing has another id then.
func TestExportsImportToTheSame(t *testing.T) {
	names := httpDocuments(t)
	if len(names) < 8 {
		t.Fatalf("%d documents", len(names))
	}
	for _, name := range names {
		t.Run(name, func(t *testing.T) { roundTrip(t, read(t, name)) })
	}
}

func roundTrip(t *testing.T, text string) {
	r := newRecorder(t)
	api := do(r, "ImportApi", decide.ImportApi, apigatewayv2.ImportApi{Body: text}).(apigatewayv2.ApiImported).Api
	first := export(r, api.ApiId, "JSON", "")
	inYAML := export(r, api.ApiId, "YAML", "")
	checkSame(t, first, inYAML)
	for _, again := range [][]byte{first, inYAML} {
		e := do(r, "ImportApi", decide.ImportApi, apigatewayv2.ImportApi{Body: string(again)}).(apigatewayv2.ApiImported)
		second := export(r, e.Api.ApiId, "JSON", "")
		if second = bytes.ReplaceAll(second, []byte(e.Api.ApiId), []byte(api.ApiId)); !bytes.Equal(first, second) {
			t.Errorf("first\n%s\nand then\n%s", first, second)
		}
	}
	do(r, "CreateStage", decide.CreateStage, apigatewayv2.CreateStage{ApiId: api.ApiId, StageName: "$default", AutoDeploy: new(true)})
	before := idsOf(t, r, api.ApiId)
	do(r, "ReimportApi", decide.ReimportApi, apigatewayv2.ReimportApi{ApiId: api.ApiId, Body: string(first)})
	if second := export(r, api.ApiId, "JSON", ""); !bytes.Equal(first, second) {
		t.Errorf("put in its own place\n%s\nbecame\n%s", first, second)
	}
	if second := export(r, api.ApiId, "JSON", "$default"); api.Version != "" && !bytes.Equal(first, second) {
		t.Errorf("deployed\n%s\nis\n%s", first, second)
	}
	for what, id := range idsOf(t, r, api.ApiId) {
		if before[what] != id {
			t.Errorf("%s was %s and is %s", what, before[what], id)
		}
	}
	checkFold(t, r)
}

func export(r *recorder, id, kind, stage string) []byte {
	r.t.Helper()
	c := apigatewayv2.ExportApi{ApiId: id, OutputType: kind, Specification: "OAS30"}
	if stage != "" {
		c.StageName = &stage
	}
	e, err := projections.V2(r.live.Head().World(account, region)).ExportApi(c)
	if err != nil {
		r.t.Fatal(err)
	}
	return e.Body
}

// checkSame compares documents of JSON and YAML by what they say, YAML being read
// by another reader than ours.
func checkSame(t *testing.T, inJSON, inYAML []byte) {
	t.Helper()
	var a, b any
	if err := json.Unmarshal(inJSON, &a); err != nil {
		t.Fatalf("%v in\n%s", err, inJSON)
	}
	if err := yaml.Unmarshal(inYAML, &b); err != nil {
		t.Fatalf("%v in\n%s", err, inYAML)
	}
	left, _ := json.Marshal(a)
	right, err := json.Marshal(b)
	if err != nil || !bytes.Equal(left, right) {
		t.Errorf("JSON says\n%s\nand YAML\n%s %v", left, right, err)
	}
}

// idsOf are the ids of the routes and authorizers that an API has, by what they
// are.
func idsOf(t *testing.T, r *recorder, id string) map[string]string {
	t.Helper()
	api, err := r.live.Head().World(account, region).Api(id)
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]string{}
	for id, x := range api.Tree.Routes.All() {
		ids[x.RouteKey] = id
	}
	for id, a := range api.Tree.Authorizers.All() {
		ids["authorizer "+a.Name] = id
	}
	return ids
}

// checkFold folds the recorded lines anew.
func checkFold(t *testing.T, r *recorder) {
	t.Helper()
	var s projections.State
	for m, err := range r.log.Read(t.Context(), 1, 0) {
		var recorded events.Recorded
		if err == nil {
			recorded, err = events.ParseLine(m.Data)
		}
		if err == nil {
			s, err = s.Apply(recorded)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if got, want := digestOf(t, s), digestOf(t, r.live.Head()); got != want {
		t.Errorf("read back the state is %s, live it is %s", got, want)
	}
}

// What the documents are known to be warned of.
func TestDocumentsAreWarnedOf(t *testing.T) {
	tests := map[string][]string{
		"v2-anchors.yaml": {"Parse issue: attribute paths.'/no'(post).operationId is repeated"},
		"v2-migrated.json": {
			"Unsupported security definition type 'apiKey' for 'api_key'. Ignoring.",
			"Parse issue: attribute paths.'/items'(get).responses.200.content.schema.#/components/schemas/Missing is missing",
			"Unable to create Authorizer 'old': Invalid authorizerType specified: TOKEN. Must be one of [JWT, REQUEST]",
			"Unable to create Integration for Route 'GET /items': Currently, an API with a protocol type of HTTP may only be associated with proxy integrations (AWS_PROXY, HTTP_PROXY)",
			"Unable to create Route 'POST /items': Authorizer 'old' was not created.",
			"Unable to create Integration for Route 'OPTIONS /items': Currently, an API with a protocol type of HTTP may only be associated with proxy integrations (AWS_PROXY, HTTP_PROXY)",
			`Unable to create Route 'GET /items/{itemId}': The provided route key "GET /items/{itemId}" has a conflicting variable on the same hierarchical level as "GET /items/{id}"`,
		},
	}
	for _, name := range httpDocuments(t) {
		e := do(newRecorder(t), "ImportApi", decide.ImportApi, apigatewayv2.ImportApi{Body: read(t, name)}).(apigatewayv2.ApiImported)
		if !slices.Equal(e.Warnings, tests[name]) {
			t.Errorf("%s: got %q, want %q", name, e.Warnings, tests[name])
		}
		for _, info := range e.ImportInfo {
			if !strings.HasSuffix(info, "is not supported for HTTP APIs. Ignoring.") {
				t.Errorf("%s: %s", name, info)
			}
		}
	}
}
