// Package openapi reads what an OpenAPI document says of a REST API, and writes
// the document of one: Swagger 2.0 and OpenAPI 3.0, in JSON and YAML, with the
// extensions x-amazon-apigateway-*.
//
// It looks nothing up and draws nothing: what refers to something by its id
// elsewhere (a method to its authorizer) refers to it by its name here, and who
// reads a document decides what becomes of it. See
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html.
package openapi
