package decide_test

import (
	"reel/events/apigateway"
	"reel/events/apigateway/decide"
)

func init() { scripts["documentation"] = recordDocumentation }

const documentationApi = "docs000001"

// recordDocumentation goes through the life of documentation parts and versions.
func recordDocumentation(r *recorder) {
	api := do(r, "CreateRestApi", decide.CreateRestApi, apigateway.CreateRestApi{
		Name: "docs", Tags: map[string]string{"_custom_id_": documentationApi},
	}).(apigateway.RestApiCreated).RestApi // 1
	mock(r, api.Id, api.RootResourceId, "GET")                                                                                // 2, 3
	do(r, "CreateDeployment", decide.CreateDeployment, apigateway.CreateDeployment{RestApiId: api.Id, StageName: new("dev")}) // 4
	create := func(typ, path, method, properties string) apigateway.DocumentationPart {
		l := apigateway.DocumentationPartLocationInput{Type: typ}
		if path != "" {
			l.Path, l.Method = &path, &method
		}
		return do(r, "CreateDocumentationPart", decide.CreateDocumentationPart, apigateway.CreateDocumentationPart{
			RestApiId: api.Id, Location: l, Properties: properties,
		}).(apigateway.DocumentationPartCreated).DocumentationPart
	}
	whole := create("API", "", "", `{ "description": "Sample API description" }`)   // 5
	get := create("METHOD", "/", "GET", `{"summary":"what there is","tags":["a"]}`) // 6
	do(r, "UpdateDocumentationPart", decide.UpdateDocumentationPart, apigateway.UpdateDocumentationPart{
		RestApiId: api.Id, DocumentationPartId: whole.Id, PatchOperations: patch("replace", "/properties", `{"description":"updated","info":{"version":"1"}}`),
	}) // 7
	do(r, "CreateDocumentationVersion", decide.CreateDocumentationVersion, apigateway.CreateDocumentationVersion{
		RestApiId: api.Id, DocumentationVersion: "1.0", Description: new("first"), StageName: new("dev"),
	}) // 8
	do(r, "UpdateDocumentationVersion", decide.UpdateDocumentationVersion, apigateway.UpdateDocumentationVersion{
		RestApiId: api.Id, DocumentationVersion: "1.0", PatchOperations: patch("replace", "/description", "the first"),
	}) // 9
	do(r, "DeleteDocumentationPart", decide.DeleteDocumentationPart, apigateway.DeleteDocumentationPart{RestApiId: api.Id, DocumentationPartId: get.Id}) // 10
	do(r, "ImportDocumentationParts", decide.ImportDocumentationParts, apigateway.ImportDocumentationParts{
		RestApiId: api.Id, Mode: new("merge"), Body: []byte(documented),
	}) // 11
	do(r, "CreateDocumentationVersion", decide.CreateDocumentationVersion, apigateway.CreateDocumentationVersion{RestApiId: api.Id, DocumentationVersion: "2.0"}) // 12
	do(r, "ImportDocumentationParts", decide.ImportDocumentationParts, apigateway.ImportDocumentationParts{
		RestApiId: api.Id, Mode: new("overwrite"), Body: []byte("swagger: '2.0'\nx-amazon-apigateway-documentation:\n  documentationParts:\n    - location: {type: RESPONSE, statusCode: 200}\n      properties: {description: fine}\n    - location: {type: NONE}\n"),
	}) // 13
	do(r, "DeleteDocumentationVersion", decide.DeleteDocumentationVersion, apigateway.DeleteDocumentationVersion{RestApiId: api.Id, DocumentationVersion: "2.0"}) // 14
}

// documented is an OpenAPI document in the manner of AWS's own example:
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-documenting-api-quick-start-import-export.html
const documented = `{
  "openapi": "3.0.0", "info": {"title": "doc", "version": "1"}, "paths": {},
  "x-amazon-apigateway-documentation": {
    "version": "1.0.3",
    "documentationParts": [
      {"location": {"type": "API"}, "properties": {"info": {"description": "of the document"}, "z": 1, "a": 2}},
      {"location": {"type": "METHOD", "method": "GET"}, "properties": {"description": "Method description."}},
      {"location": {"type": "MODEL", "name": "Empty"}, "properties": {"title": "Empty Schema"}},
      {"location": {"type": "RESPONSE", "method": "GET", "statusCode": "200"}, "properties": {"description": "200 response"}}
    ]
  }
}`
