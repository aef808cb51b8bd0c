package decide_test

import (
	"reel/events/apigateway"
	"reel/events/apigateway/decide"
)

func init() { scripts["imports"] = recordImports }

// imported is the id of the API of the stream imports, which its seed draws.
const imported = "hgvb6gk3za"

// recordImports makes an API of a document, merges another into it and puts a
// third in its place, with a deployment before.
func recordImports(r *recorder) {
	e := do(r, "ImportRestApi", decide.ImportRestApi, apigateway.ImportRestApi{
		Body: read(r.t, "payments.json"), Parameters: map[string]string{"basepath": "split", "endpointConfigurationTypes": "REGIONAL"},
	}).(apigateway.RestApiImported) // 1
	id := e.RestApi.Id
	if id != imported {
		r.t.Fatalf("the API is %s", id)
	}
	do(r, "CreateDeployment", decide.CreateDeployment, apigateway.CreateDeployment{RestApiId: id, StageName: new("prod")}) // 2
	do(r, "PutRestApi", decide.PutRestApi, apigateway.PutRestApi{
		RestApiId: id, Body: read(r.t, "library.json"), Parameters: map[string]string{"basepath": "prepend"},
	}) // 3
	do(r, "UpdateStage", decide.UpdateStage, apigateway.UpdateStage{
		RestApiId: id, StageName: "prod", PatchOperations: patch("replace", "/documentationVersion", "2026.1"),
	}) // 4
	_, err := try(r, "PutRestApi", decide.PutRestApi, apigateway.PutRestApi{RestApiId: id, Body: read(r.t, "multifile.yaml")}) // 5
	if err == nil {
		r.t.Fatal("a document of several files was accepted")
	}
	do(r, "PutRestApi", decide.PutRestApi, apigateway.PutRestApi{
		RestApiId: id, Body: read(r.t, "inline.json"), Mode: new("overwrite"), Parameters: map[string]string{"ignore": "documentation"},
	}) // 6
}
