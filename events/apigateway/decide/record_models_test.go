package decide_test

import (
	"reel/events/apigateway"
	"reel/events/apigateway/decide"
)

func init() { scripts["models"] = recordModels }

const (
	modelsApi = "models0001"
	petSchema = `{"$schema":"http://json-schema.org/draft-04/schema#","title":"Pet","type":"object","properties":{"name":{"type":"string"},"friends":{"$ref":"https://apigateway.amazonaws.com/restapis/models0001/models/Pets"}}}`
)

// recordModels goes through the life of models, request validators, gateway
// responses and stages' caches. It ends with a clone of the API that has them all.
func recordModels(r *recorder) {
	api := do(r, "CreateRestApi", decide.CreateRestApi, apigateway.CreateRestApi{
		Name: "models", Tags: map[string]string{"_custom_id_": modelsApi},
	}).(apigateway.RestApiCreated).RestApi // 1
	recordModel(r)                  // 2 to 7
	validator := recordValidator(r) // 8 to 11
	recordUses(r, api, validator)   // 12 to 14
	recordGatewayResponses(r)       // 15 to 19
	recordCaches(r)                 // 20 to 24
	do(r, "CreateRestApi", decide.CreateRestApi, apigateway.CreateRestApi{
		Name: "more models", CloneFrom: &api.Id, Tags: map[string]string{"_custom_id_": "models0002"},
	}) // 25
}

// recordModel makes Pet and Pets, which refer to each other.
func recordModel(r *recorder) {
	create := func(name, schema string) {
		do(r, "CreateModel", decide.CreateModel, apigateway.CreateModel{
			RestApiId: modelsApi, Name: name, ContentType: "application/json", Schema: &schema,
		})
	}
	create("Pets", `{"type":"array"}`)
	create("Pet", petSchema)
	update := func(name string, patches ...string) {
		do(r, "UpdateModel", decide.UpdateModel, apigateway.UpdateModel{RestApiId: modelsApi, ModelName: name, PatchOperations: patch(patches...)})
	}
	update("Pets", "replace", "/schema", `{"type":"array","items":{"$ref":"https://apigateway.amazonaws.com/restapis/models0001/models/Pet"}}`)
	update("Pets", "replace", "/description", "all of them")
	create("Gone", `{}`)
	do(r, "DeleteModel", decide.DeleteModel, apigateway.DeleteModel{RestApiId: modelsApi, ModelName: "Gone"})
}

func recordValidator(r *recorder) (id string) {
	create := func(name string) apigateway.RequestValidator {
		return do(r, "CreateRequestValidator", decide.CreateRequestValidator, apigateway.CreateRequestValidator{
			RestApiId: modelsApi, Name: &name, ValidateRequestBody: new(true),
		}).(apigateway.RequestValidatorCreated).RequestValidator
	}
	v := create("all")
	do(r, "UpdateRequestValidator", decide.UpdateRequestValidator, apigateway.UpdateRequestValidator{
		RestApiId: modelsApi, RequestValidatorId: v.Id, PatchOperations: patch("replace", "/validateRequestParameters", "true"),
	})
	gone := create("gone")
	do(r, "DeleteRequestValidator", decide.DeleteRequestValidator, apigateway.DeleteRequestValidator{RestApiId: modelsApi, RequestValidatorId: gone.Id})
	return v.Id
}

// recordUses makes a method that uses Pet and the validator.
func recordUses(r *recorder, api apigateway.RestApi, validator string) {
	do(r, "PutMethod", decide.PutMethod, apigateway.PutMethod{
		RestApiId: api.Id, ResourceId: api.RootResourceId, HttpMethod: "ANY", AuthorizationType: "NONE",
		RequestModels: map[string]string{"application/json": "Pet"}, RequestValidatorId: &validator,
	})
	do(r, "PutMethodResponse", decide.PutMethodResponse, apigateway.PutMethodResponse{
		RestApiId: api.Id, ResourceId: api.RootResourceId, HttpMethod: "ANY", StatusCode: "500", ResponseModels: map[string]string{"application/json": "Error"},
	})
	do(r, "PutIntegration", decide.PutIntegration, apigateway.PutIntegration{
		RestApiId: api.Id, ResourceId: api.RootResourceId, HttpMethod: "ANY", Type: "MOCK",
	})
}

func recordGatewayResponses(r *recorder) {
	do(r, "PutGatewayResponse", decide.PutGatewayResponse, apigateway.PutGatewayResponse{
		RestApiId: modelsApi, ResponseType: "DEFAULT_5XX", StatusCode: new("599"),
		ResponseParameters: map[string]string{"gatewayresponse.header.x-request-header": "method.request.header.Accept"},
		ResponseTemplates:  map[string]*string{"application/json": new(`{"oops":$context.error.messageString}`)},
	})
	do(r, "PutGatewayResponse", decide.PutGatewayResponse, apigateway.PutGatewayResponse{
		RestApiId: modelsApi, ResponseType: "AUTHORIZER_FAILURE", ResponseParameters: map[string]string{"gatewayresponse.header.foo": "'bar'"},
	})
	do(r, "UpdateGatewayResponse", decide.UpdateGatewayResponse, apigateway.UpdateGatewayResponse{
		RestApiId: modelsApi, ResponseType: "DEFAULT_4XX", PatchOperations: patch("add", "/responseTemplates/application~1xml", "<oops/>"),
	})
	do(r, "PutGatewayResponse", decide.PutGatewayResponse, apigateway.PutGatewayResponse{
		RestApiId: modelsApi, ResponseType: "THROTTLED", StatusCode: new("420"),
	})
	do(r, "DeleteGatewayResponse", decide.DeleteGatewayResponse, apigateway.DeleteGatewayResponse{RestApiId: modelsApi, ResponseType: "THROTTLED"})
}

// recordCaches empties a stage's caches, and takes a stage away and makes it anew.
func recordCaches(r *recorder) {
	d := do(r, "CreateDeployment", decide.CreateDeployment, apigateway.CreateDeployment{RestApiId: modelsApi, StageName: new("dev")}).(apigateway.DeploymentCreated)
	do(r, "FlushStageCache", decide.FlushStageCache, apigateway.FlushStageCache{RestApiId: modelsApi, StageName: "dev"})
	do(r, "FlushStageAuthorizersCache", decide.FlushStageAuthorizersCache, apigateway.FlushStageAuthorizersCache{RestApiId: modelsApi, StageName: "dev"})
	do(r, "DeleteStage", decide.DeleteStage, apigateway.DeleteStage{RestApiId: modelsApi, StageName: "dev"})
	do(r, "CreateStage", decide.CreateStage, apigateway.CreateStage{RestApiId: modelsApi, StageName: "dev", DeploymentId: d.Deployment.Id})
}
