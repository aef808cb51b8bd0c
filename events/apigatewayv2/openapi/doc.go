// Package openapi reads what an OpenAPI document says of an HTTP API, and writes
// the document of one: OpenAPI 3.0, in JSON and YAML, with the extensions
// x-amazon-apigateway-*.
//
// It looks nothing up and draws nothing: a route refers to its authorizer by its
// name here and to its integration by its place, and who reads a document decides
// what becomes of it. See
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-open-api.html.
package openapi
