package decide_test

import (
	"reel/events/apigateway"
	"reel/events/apigateway/decide"
)

func init() { scripts["methods"] = recordMethods }

// recordMethods goes through the life of methods, their integrations and the
// responses of both.
func recordMethods(r *recorder) {
	api := do(r, "CreateRestApi", decide.CreateRestApi, apigateway.CreateRestApi{
		Name: "methods", Tags: map[string]string{"_custom_id_": "methods001"},
	}).(apigateway.RestApiCreated).RestApi
	pets := do(r, "CreateResource", decide.CreateResource, apigateway.CreateResource{
		RestApiId: api.Id, ParentId: api.RootResourceId, PathPart: "pets",
	}).(apigateway.ResourceCreated).Resource
	recordMethod(r, apigateway.MethodKey{HttpMethod: "GET", ResourceId: pets.Id, RestApiId: api.Id})
	recordIntegration(r, apigateway.MethodKey{HttpMethod: "GET", ResourceId: pets.Id, RestApiId: api.Id})
	recordDeletions(r, apigateway.MethodKey{HttpMethod: "GET", ResourceId: pets.Id, RestApiId: api.Id})
}

func recordMethod(r *recorder, k apigateway.MethodKey) {
	put := apigateway.PutMethod{
		RestApiId: k.RestApiId, ResourceId: k.ResourceId, HttpMethod: k.HttpMethod, AuthorizationType: "NONE",
		RequestParameters: map[string]bool{"method.request.querystring.page": false}, RequestModels: map[string]string{},
	}
	do(r, "PutMethod", decide.PutMethod, put)
	if _, err := try(r, "PutMethod", decide.PutMethod, put); err == nil {
		r.t.Fatal("a second method of the same verb was accepted")
	}
	do(r, "UpdateMethod", decide.UpdateMethod, apigateway.UpdateMethod{
		RestApiId: k.RestApiId, ResourceId: k.ResourceId, HttpMethod: k.HttpMethod,
		PatchOperations: patch("replace", "/operationName", "ListPets", "add", "/requestModels/application~1json", "Empty"),
	})
	do(r, "PutMethodResponse", decide.PutMethodResponse, apigateway.PutMethodResponse{
		RestApiId: k.RestApiId, ResourceId: k.ResourceId, HttpMethod: k.HttpMethod, StatusCode: "200",
		ResponseModels: map[string]string{}, ResponseParameters: map[string]bool{"method.response.header.X-Total": false},
	})
	do(r, "UpdateMethodResponse", decide.UpdateMethodResponse, apigateway.UpdateMethodResponse{
		RestApiId: k.RestApiId, ResourceId: k.ResourceId, HttpMethod: k.HttpMethod, StatusCode: "200",
		PatchOperations: patch("add", "/responseModels/application~1json", "Empty"),
	})
}

func recordIntegration(r *recorder, k apigateway.MethodKey) {
	do(r, "PutIntegration", decide.PutIntegration, apigateway.PutIntegration{
		RestApiId: k.RestApiId, ResourceId: k.ResourceId, HttpMethod: k.HttpMethod,
		Type: "HTTP", IntegrationHttpMethod: new("GET"), Uri: new("https://${stageVariables.host}/pets"),
		CacheKeyParameters: []string{"method.request.querystring.page"},
		RequestParameters:  map[string]string{"integration.request.querystring.p": "method.request.querystring.page"},
		RequestTemplates:   map[string]*string{"application/json": nil},
		TlsConfig:          &apigateway.TlsConfigInput{InsecureSkipVerification: new(true)},
	})
	do(r, "PutIntegrationResponse", decide.PutIntegrationResponse, apigateway.PutIntegrationResponse{
		RestApiId: k.RestApiId, ResourceId: k.ResourceId, HttpMethod: k.HttpMethod, StatusCode: "200",
		SelectionPattern: new(""), ResponseTemplates: map[string]*string{"application/json": new("")},
		ResponseParameters: map[string]string{"method.response.header.X-Total": "integration.response.header.Total"},
	})
	do(r, "UpdateIntegration", decide.UpdateIntegration, apigateway.UpdateIntegration{
		RestApiId: k.RestApiId, ResourceId: k.ResourceId, HttpMethod: k.HttpMethod,
		PatchOperations: patch("replace", "/timeoutInMillis", "1000"),
	})
	do(r, "UpdateIntegrationResponse", decide.UpdateIntegrationResponse, apigateway.UpdateIntegrationResponse{
		RestApiId: k.RestApiId, ResourceId: k.ResourceId, HttpMethod: k.HttpMethod, StatusCode: "200",
		PatchOperations: patch("replace", "/selectionPattern", `2\d\d`),
	})
}

func recordDeletions(r *recorder, k apigateway.MethodKey) {
	do(r, "DeleteIntegrationResponse", decide.DeleteIntegrationResponse, apigateway.DeleteIntegrationResponse{
		RestApiId: k.RestApiId, ResourceId: k.ResourceId, HttpMethod: k.HttpMethod, StatusCode: "200",
	})
	do(r, "DeleteIntegration", decide.DeleteIntegration, apigateway.DeleteIntegration(k))
	do(r, "DeleteMethodResponse", decide.DeleteMethodResponse, apigateway.DeleteMethodResponse{
		RestApiId: k.RestApiId, ResourceId: k.ResourceId, HttpMethod: k.HttpMethod, StatusCode: "200",
	})
	do(r, "DeleteMethod", decide.DeleteMethod, apigateway.DeleteMethod(k))
}
