package decide_test

import (
	"reel/events/apigatewayv2"
	"reel/events/apigatewayv2/decide"
)

// What stands in the stream httpimports.
const (
	ordersApi = "hgvb6gk3za" // made of v2-orders.yaml, which its seed draws
	shelterId = "shelter001" // made of v2-pets.json
)

// recordImports makes an API of a document, with a stage that deploys by itself
// and one that does not, and puts another document in its place.
func recordImports(r *recorder) {
	id := do(r, "ImportApi", decide.ImportApi, apigatewayv2.ImportApi{ // 1
		Body: read(r.t, "v2-orders.yaml"), Basepath: new("split"), FailOnWarnings: new(true),
	}).(apigatewayv2.ApiImported).Api.ApiId
	if id != ordersApi {
		r.t.Fatalf("the API is %s", id)
	}
	do(r, "CreateStage", decide.CreateStage, apigatewayv2.CreateStage{ApiId: id, StageName: "$default", AutoDeploy: new(true)}) // 2
	do(r, "CreateStage", decide.CreateStage, apigatewayv2.CreateStage{ApiId: id, StageName: "prod"})                            // 3
	do(r, "CreateDeployment", decide.CreateDeployment, apigatewayv2.CreateDeployment{ApiId: id, StageName: new("prod")})        // 4
	do(r, "ReimportApi", decide.ReimportApi, apigatewayv2.ReimportApi{ApiId: id, Body: read(r.t, "v2-migrated.json")})          // 5
	for _, refused := range []apigatewayv2.ReimportApi{
		{ApiId: id, Body: read(r.t, "v2-multifile.yaml")},                               // 6
		{ApiId: id, Body: read(r.t, "v2-migrated.json"), FailOnWarnings: new(true)},     // 7
		{ApiId: id, Body: read(r.t, "library.json") + "\n", Basepath: new("elsewhere")}, // 8
	} {
		if _, err := try(r, "ReimportApi", decide.ReimportApi, refused); err == nil {
			r.t.Fatal("it was accepted")
		}
	}
	do(r, "ReimportApi", decide.ReimportApi, apigatewayv2.ReimportApi{ApiId: id, Body: read(r.t, "v2-orders.yaml"), Basepath: new("prepend")}) // 9
	do(r, "ImportApi", decide.ImportApi, apigatewayv2.ImportApi{                                                                               // 10
		Body: `{"tags":[{"name":"_custom_id_","x-amazon-apigateway-tag-value":"` + shelterId + `"}],` + read(r.t, "v2-pets.json")[1:],
	})
}
