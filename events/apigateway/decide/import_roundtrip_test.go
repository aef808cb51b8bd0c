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
	"reel/events/apigateway"
	"reel/events/apigateway/decide"
	"reel/projections"
)

const documents = "../../../testdata/openapi"

// restDocuments are the documents of REST APIs; those of HTTP APIs are named v2-.
func restDocuments(t testing.TB) (files []string) {
	t.Helper()
	all, err := filepath.Glob(filepath.Join(documents, "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range all {
		if !strings.HasPrefix(filepath.Base(file), "v2-") {
			files = append(files, file)
		}
	}
	return files
}

// whole are the parameters of an export that leaves nothing out.
var whole = map[string]string{"extensions": "integrations,authorizers,apigateway,documentation"}

// An export, imported and exported again, is the same document: as a new API but
// for its id, as the same API byte for byte.
func TestExportsImportToTheSame(t *testing.T) {
	files := restDocuments(t)
	if len(files) < 11 {
		t.Fatalf("%d documents", len(files))
	}
	for _, file := range files {
		name := filepath.Base(file)
		if name == "multifile.yaml" { // it is refused
			continue
		}
		for _, kind := range []string{"oas30", "swagger"} {
			t.Run(name+" as "+kind, func(t *testing.T) { roundTrip(t, read(t, name), kind) })
		}
	}
}

func roundTrip(t *testing.T, text []byte, kind string) {
	r := newRecorder(t)
	api := importAll(r, text)
	first := export(r, api.Id, kind, "application/json")
	inYAML := export(r, api.Id, kind, "application/yaml")
	checkSame(t, first, inYAML)
	for _, again := range [][]byte{first, inYAML} {
		other := importAll(r, again)
		second := export(r, other.Id, kind, "application/json")
		if second = bytes.ReplaceAll(second, []byte(other.Id), []byte(api.Id)); !bytes.Equal(first, second) {
			t.Errorf("first\n%s\nand then\n%s", first, second)
		}
	}
	before := treeOf(t, r, api.Id)
	do(r, "PutRestApi", decide.PutRestApi, apigateway.PutRestApi{RestApiId: api.Id, Body: first, Mode: new("overwrite")})
	deploy(r, api.Id)
	if second := export(r, api.Id, kind, "application/json"); !bytes.Equal(first, second) {
		t.Errorf("put in its own place\n%s\nbecame\n%s", first, second)
	}
	for path, id := range treeOf(t, r, api.Id) {
		if before[path] != id {
			t.Errorf("%s was %s and is %s", path, before[path], id)
		}
	}
	checkFold(t, r)
}

// importAll imports a document with nothing to complain of but what the documents
// are known for, deploys it and shows its documentation.
func importAll(r *recorder, text []byte) apigateway.RestApi {
	r.t.Helper()
	e := do(r, "ImportRestApi", decide.ImportRestApi, apigateway.ImportRestApi{
		Body: text, Parameters: map[string]string{"endpointConfigurationTypes": endpointOf(text)},
	}).(apigateway.RestApiImported)
	deploy(r, e.RestApi.Id)
	for _, v := range e.DocumentationVersions {
		do(r, "UpdateStage", decide.UpdateStage, apigateway.UpdateStage{
			RestApiId: e.RestApi.Id, StageName: "prod", PatchOperations: patch("replace", "/documentationVersion", v.Version),
		})
	}
	return e.RestApi
}

// endpointOf is the type that the endpoint of a document must have.
func endpointOf(text []byte) string {
	if bytes.Contains(text, []byte("vpcEndpointIds")) {
		return "PRIVATE"
	}
	return "REGIONAL"
}

func deploy(r *recorder, id string) {
	r.t.Helper()
	do(r, "CreateDeployment", decide.CreateDeployment, apigateway.CreateDeployment{RestApiId: id, StageName: new("prod")})
}

func export(r *recorder, id, kind, accepts string) []byte {
	r.t.Helper()
	e, err := r.live.Head().World(account, region).GetExport(apigateway.GetExport{
		Accepts: &accepts, ExportType: kind, Parameters: whole, RestApiId: id, StageName: "prod",
	})
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

// treeOf are the ids of what an API has, by what they are of.
func treeOf(t *testing.T, r *recorder, id string) map[string]string {
	t.Helper()
	api, err := r.live.Head().World(account, region).RestApi(id)
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]string{}
	for _, x := range api.Tree.Resources.All() {
		ids["resource "+x.Path] = x.Id
	}
	for _, a := range api.Tree.Authorizers.All() {
		ids["authorizer "+a.Name] = a.Id
	}
	for _, v := range api.Tree.RequestValidators.All() {
		ids["validator "+v.Name] = v.Id
	}
	return ids
}

// checkFold folds the recorded lines anew.
func checkFold(t *testing.T, r *recorder) {
	t.Helper()
	var s projections.State
	for _, e := range r.log.entries {
		recorded, err := events.ParseLine(e.Data)
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

func read(t testing.TB, name string) []byte {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(documents, name))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// What the documents are known to be warned of.
func TestDocumentsAreWarnedOf(t *testing.T) {
	tests := map[string][]string{
		"anchors.yaml": {"Invalid status code '0200' in method 'GET /numbers/0x1F/1e3'. Ignoring."},
		"inline.json":  {"Unsupported model type 'StringSchema' in 404 response to method 'GET /orders'. Ignoring."},
		"tenants.json": {"More than one server provided. Ignoring all but the first for defining endpoint configuration"},
	}
	for _, file := range restDocuments(t) {
		name := filepath.Base(file)
		t.Run(name, func(t *testing.T) {
			e, err := try(newRecorder(t), "ImportRestApi", decide.ImportRestApi, apigateway.ImportRestApi{
				Body: read(t, name), Parameters: map[string]string{"endpointConfigurationTypes": endpointOf(read(t, name))},
			})
			if name == "multifile.yaml" {
				if err == nil || !strings.Contains(err.Error(), "a reference must be within the document") {
					t.Errorf("got %v", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if got := e.(apigateway.RestApiImported).Warnings; !slices.Equal(got, tests[name]) {
				t.Errorf("got %q, want %q", got, tests[name])
			}
		})
	}
}
