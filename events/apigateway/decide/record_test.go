package decide_test

import (
	"flag"

	"reel/events/apigateway"
	"reel/events/apigateway/decide"
)

// go test -run Recorded -update records the streams anew.
var update = flag.Bool("update", false, "record the streams anew")

// scripts are the calls that the recorded streams of this package came of.
var scripts = map[string]func(*recorder){
	"pets":   recordPets,
	"stages": recordStages,
}

// recordPets goes through the life of a REST API, its resources and its tags.
func recordPets(r *recorder) {
	api := do(r, "CreateRestApi", decide.CreateRestApi, apigateway.CreateRestApi{
		Name: "pets", Description: new("all pets"), BinaryMediaTypes: []string{"image/png"},
		Tags: map[string]string{"_custom_id_": "pets000001"},
	}).(apigateway.RestApiCreated).RestApi
	dogs := do(r, "CreateResource", decide.CreateResource, apigateway.CreateResource{
		RestApiId: api.Id, ParentId: api.RootResourceId, PathPart: "dogs",
	}).(apigateway.ResourceCreated).Resource
	dog := do(r, "CreateResource", decide.CreateResource, apigateway.CreateResource{
		RestApiId: api.Id, ParentId: dogs.Id, PathPart: "{dogId}",
	}).(apigateway.ResourceCreated).Resource
	do(r, "CreateResource", decide.CreateResource, apigateway.CreateResource{
		RestApiId: api.Id, ParentId: api.RootResourceId, PathPart: "{proxy+}",
	})
	_, err := try(r, "CreateResource", decide.CreateResource, apigateway.CreateResource{
		RestApiId: api.Id, ParentId: api.RootResourceId, PathPart: "dogs",
	})
	if err == nil {
		r.t.Fatal("a second resource of the same name was accepted")
	}
	mock(r, api.Id, dogs.Id, "GET")
	do(r, "PutIntegration", decide.PutIntegration, apigateway.PutIntegration{
		RestApiId: api.Id, ResourceId: dogs.Id, HttpMethod: "GET", Type: "MOCK", CacheKeyParameters: []string{},
		RequestTemplates: map[string]*string{"application/json": new(`{"statusCode": 200}`)},
	})
	do(r, "TagResource", decide.TagResource, apigateway.TagResource{
		ResourceArn: "arn:aws:apigateway:us-east-1::/restapis/" + api.Id,
		Tags:        map[string]string{"team": "zoo", "tier": "1"},
	})
	do(r, "UntagResource", decide.UntagResource, apigateway.UntagResource{
		ResourceArn: "arn:aws:apigateway:us-east-1::/restapis/" + api.Id, TagKeys: []string{"tier"},
	})
	do(r, "UpdateRestApi", decide.UpdateRestApi, apigateway.UpdateRestApi{
		RestApiId: api.Id, PatchOperations: patch("replace", "/name", "animals"),
	})
	do(r, "UpdateResource", decide.UpdateResource, apigateway.UpdateResource{
		RestApiId: api.Id, ResourceId: dogs.Id, PatchOperations: patch("replace", "/pathPart", "hounds"),
	})
	clone := do(r, "CreateRestApi", decide.CreateRestApi, apigateway.CreateRestApi{Name: "more pets", CloneFrom: &api.Id}).(apigateway.RestApiCreated)
	do(r, "DeleteResource", decide.DeleteResource, apigateway.DeleteResource{RestApiId: api.Id, ResourceId: dog.Id})
	do(r, "DeleteRestApi", decide.DeleteRestApi, apigateway.DeleteRestApi{RestApiId: clone.RestApi.Id})
}

// recordStages deploys a REST API to stages and moves them about.
func recordStages(r *recorder) {
	api := do(r, "CreateRestApi", decide.CreateRestApi, apigateway.CreateRestApi{
		Name: "stages", Tags: map[string]string{"ms-custom-id": "stages0001"},
	}).(apigateway.RestApiCreated).RestApi
	mock(r, api.Id, api.RootResourceId, "GET")
	first := do(r, "CreateDeployment", decide.CreateDeployment, apigateway.CreateDeployment{
		RestApiId: api.Id, Description: new("first"),
	}).(apigateway.DeploymentCreated).Deployment
	do(r, "CreateStage", decide.CreateStage, apigateway.CreateStage{
		RestApiId: api.Id, StageName: "dev", DeploymentId: first.Id, Description: new("dev stage"),
		Variables: map[string]string{"testVar": "default"},
	})
	do(r, "CreateResource", decide.CreateResource, apigateway.CreateResource{
		RestApiId: api.Id, ParentId: api.RootResourceId, PathPart: "later",
	})
	do(r, "CreateDeployment", decide.CreateDeployment, apigateway.CreateDeployment{
		RestApiId: api.Id, StageName: new("dev"),
		CanarySettings: &apigateway.DeploymentCanarySettingsInput{
			PercentTraffic: new(50.0), StageVariableOverrides: map[string]string{"testVar": "canary"},
		},
	})
	do(r, "CreateDeployment", decide.CreateDeployment, apigateway.CreateDeployment{
		RestApiId: api.Id, StageName: new("prod"), StageDescription: new("made by its deployment"),
		Variables: map[string]string{"testVar": "test", "testVar2": "test2"},
	})
	do(r, "UpdateStage", decide.UpdateStage, apigateway.UpdateStage{
		RestApiId: api.Id, StageName: "prod", PatchOperations: patch(
			"replace", "/*/*/throttling/burstLimit", "123",
			"replace", "/accessLogSettings/format", "$context.requestId",
		),
	})
	do(r, "TagResource", decide.TagResource, apigateway.TagResource{
		ResourceArn: "arn:aws:apigateway:us-east-1::/restapis/stages0001/stages/prod",
		Tags:        map[string]string{"team": "zoo"},
	})
	do(r, "UpdateDeployment", decide.UpdateDeployment, apigateway.UpdateDeployment{
		RestApiId: api.Id, DeploymentId: first.Id, PatchOperations: patch("replace", "/description", "the first"),
	})
	unused := do(r, "CreateDeployment", decide.CreateDeployment, apigateway.CreateDeployment{RestApiId: api.Id}).(apigateway.DeploymentCreated).Deployment
	do(r, "DeleteDeployment", decide.DeleteDeployment, apigateway.DeleteDeployment{RestApiId: api.Id, DeploymentId: unused.Id})
	do(r, "CreateStage", decide.CreateStage, apigateway.CreateStage{RestApiId: api.Id, StageName: "brief", DeploymentId: first.Id})
	do(r, "DeleteStage", decide.DeleteStage, apigateway.DeleteStage{RestApiId: api.Id, StageName: "brief"})
}

// mock gives a resource a method that answers by itself.
func mock(r *recorder, apiID, resourceID, verb string) {
	do(r, "PutMethod", decide.PutMethod, apigateway.PutMethod{
		RestApiId: apiID, ResourceId: resourceID, HttpMethod: verb, AuthorizationType: "NONE",
	})
	do(r, "PutIntegration", decide.PutIntegration, apigateway.PutIntegration{
		RestApiId: apiID, ResourceId: resourceID, HttpMethod: verb, Type: "MOCK",
	})
}

// patch is patch operations of op, path and value each; "-" is no value.
func patch(parts ...string) (ops []apigateway.PatchOperation) {
	for ; len(parts) >= 3; parts = parts[3:] {
		op := apigateway.PatchOperation{Op: &parts[0], Path: &parts[1]}
		if parts[2] != "-" {
			op.Value = &parts[2]
		}
		ops = append(ops, op)
	}
	return ops
}

// copying is a patch operation that copies.
func copying(from, path string) apigateway.PatchOperation {
	return apigateway.PatchOperation{Op: new("copy"), From: &from, Path: &path}
}
