package decide_test

import (
	"strings"
	"testing"

	"reel/events/apigatewayv2"
	"reel/events/apigatewayv2/decide"
)

// Recorded on AWS: the words about HTTP APIs and names. Those about schemas are
// what AWS says of REST APIs; those about conflicts follow its words on routes and
// integrations.
func TestModels(t *testing.T) {
	model := func(name, schema string) apigatewayv2.CreateModel {
		return apigatewayv2.CreateModel{ApiId: chatApi, Name: name, Schema: schema}
	}
	decides(t, decide.CreateModel, []test[apigatewayv2.CreateModel]{
		{"there", "websocket", 1, model("line", "{}"), `{"apiId":"chat000001","model":{"contentType":"application/json","modelId":"df14qi","name":"line","schema":"{}"}}`, ""},
		{"of an HTTP API", "http", 1, apigatewayv2.CreateModel{ApiId: httpApi, Name: "line", Schema: "{}"}, "",
			"BadRequestException: Currently, Models are not permitted for APIs with a protocol type of HTTP"},
		{"no name", "websocket", 1, model("", "{}"), "", "BadRequestException: Model name must be non-empty"},
		{"another name", "websocket", 1, model("a-b", "{}"), "", "BadRequestException: Model name must be alphanumeric: a-b"},
		{"the same name", "websocket", 3, model("line", "{}"), "", "ConflictException: Model with name line already exists for this API"},
		{"no schema", "websocket", 1, model("line", ""), "", "BadRequestException: Model schema must have at least 1 property or array items defined"},
		{"no JSON", "websocket", 1, model("line", "{"), "", "BadRequestException: Invalid model specified: Validation Result: warnings : [], errors : [Invalid model schema specified]"},
		{"too long", "websocket", 1, model("line", `{"title":"`+strings.Repeat("x", 32<<10)+`"}`), "",
			"BadRequestException: Invalid model schema specified. A schema can have at most 32768 bytes."},
	})
	decides(t, decide.UpdateModel, []test[apigatewayv2.UpdateModel]{
		{"renamed in use", "websocket", 7, apigatewayv2.UpdateModel{ApiId: chatApi, ModelId: modelId, Name: new("word")}, "",
			"ConflictException: Cannot rename Model because it is referenced by the following Routes with Ids: [e1c7y0c]"},
	})
	decides(t, decide.DeleteModel, []test[apigatewayv2.DeleteModel]{
		{"in use", "websocket", 7, apigatewayv2.DeleteModel{ApiId: chatApi, ModelId: modelId}, "",
			"ConflictException: Cannot delete Model because it is referenced by the following Routes with Ids: [e1c7y0c]"},
		{"not there", "websocket", 1, apigatewayv2.DeleteModel{ApiId: chatApi, ModelId: "nosuch"}, "", "NotFoundException: Invalid Model identifier specified nosuch"},
	})
}

// Recorded on AWS: all words but those about the number of audiences and identity
// sources of JWT authorizers, types, names and simple answers, and about
// authorizers in use, which follow its words on integrations.
func TestAuthorizers(t *testing.T) {
	jwt := func(change func(*apigatewayv2.CreateAuthorizer)) apigatewayv2.CreateAuthorizer {
		c := apigatewayv2.CreateAuthorizer{ApiId: httpApi, Name: "tokens", AuthorizerType: "JWT", IdentitySource: []string{"$request.header.Authorization"},
			JwtConfiguration: &apigatewayv2.JWTConfigurationInput{Audience: []string{"zoo"}, Issuer: new("https://issuer.example")}}
		change(&c)
		return c
	}
	asks := func(change func(*apigatewayv2.CreateAuthorizer)) apigatewayv2.CreateAuthorizer {
		c := apigatewayv2.CreateAuthorizer{ApiId: httpApi, Name: "asks", AuthorizerType: "REQUEST", AuthorizerUri: new(function), AuthorizerPayloadFormatVersion: new("2.0")}
		change(&c)
		return c
	}
	chat := func(change func(*apigatewayv2.CreateAuthorizer)) apigatewayv2.CreateAuthorizer {
		return asks(func(c *apigatewayv2.CreateAuthorizer) {
			c.ApiId, c.AuthorizerPayloadFormatVersion = chatApi, nil
			change(c)
		})
	}
	const noIssuer = "BadRequestException: Invalid issuer: Issuer is not a valid URL for JWT Authorizer"
	decides(t, decide.CreateAuthorizer, []test[apigatewayv2.CreateAuthorizer]{
		// Issuers on this machine may do without TLS.
		{"JWT", "http", 1, jwt(func(c *apigatewayv2.CreateAuthorizer) { c.JwtConfiguration.Issuer = new("http://localhost:8080/realm") }),
			`{"apiId":"http000001","authorizer":{"authorizerId":"df14qi","authorizerType":"JWT","identitySource":["$request.header.Authorization"],"jwtConfiguration":{"audience":["zoo"],"issuer":"http://localhost:8080/realm"},"name":"tokens"}}`, ""},
		{"JWT of nothing", "http", 1, jwt(func(c *apigatewayv2.CreateAuthorizer) { c.JwtConfiguration = nil }), "", "BadRequestException: JwtConfiguration must not be null for JWT Authorizer"},
		{"JWT of nobody", "http", 1, jwt(func(c *apigatewayv2.CreateAuthorizer) { c.JwtConfiguration.Issuer = nil }), "", noIssuer},
		{"JWT in the clear", "http", 1, jwt(func(c *apigatewayv2.CreateAuthorizer) { c.JwtConfiguration.Issuer = new("http://issuer.example") }), "", noIssuer},
		{"JWT for nobody", "http", 1, jwt(func(c *apigatewayv2.CreateAuthorizer) { c.JwtConfiguration.Audience = nil }), "", "BadRequestException: Audience must not be empty for JWT Authorizer"},
		{"JWT from nowhere", "http", 1, jwt(func(c *apigatewayv2.CreateAuthorizer) { c.IdentitySource = nil }), "", "BadRequestException: IdentitySource must have a single entry for JWT Authorizer"},
		{"another type", "http", 1, jwt(func(c *apigatewayv2.CreateAuthorizer) { c.AuthorizerType = "TOKEN" }), "",
			"BadRequestException: Invalid authorizerType specified: TOKEN. Must be one of [JWT, REQUEST]"},
		{"no name", "http", 1, jwt(func(c *apigatewayv2.CreateAuthorizer) { c.Name = "" }), "", "BadRequestException: Invalid Authorizer name specified. It must not be empty."},
		{"the same name", "http", 4, jwt(func(c *apigatewayv2.CreateAuthorizer) {}), "",
			"BadRequestException: Authorizer name must be unique. Authorizer tokens already exists in this API."},

		{"REQUEST", "http", 1, asks(func(c *apigatewayv2.CreateAuthorizer) {}),
			`{"apiId":"http000001","authorizer":{"authorizerId":"df14qi","authorizerPayloadFormatVersion":"2.0","authorizerResultTtlInSeconds":0,"authorizerType":"REQUEST","authorizerUri":"arn:aws:lambda:us-east-1:000000000000:function:pets","name":"asks"}}`, ""},
		{"no version", "http", 1, asks(func(c *apigatewayv2.CreateAuthorizer) { c.AuthorizerPayloadFormatVersion = nil }), "",
			"BadRequestException: AuthorizerPayloadFormatVersion is a required parameter for REQUEST authorizer"},
		{"no function", "http", 1, asks(func(c *apigatewayv2.CreateAuthorizer) { c.AuthorizerUri = nil }), "", "BadRequestException: AuthorizerUri is a required field in an Authorizer"},
		{"simple answers of 1.0", "http", 1, asks(func(c *apigatewayv2.CreateAuthorizer) {
			c.AuthorizerPayloadFormatVersion, c.EnableSimpleResponses = new("1.0"), new(true)
		}), "", "BadRequestException: EnableSimpleResponses is only supported for AuthorizerPayloadFormatVersion 2.0"},
		{"too long", "http", 1, asks(func(c *apigatewayv2.CreateAuthorizer) { c.AuthorizerResultTtlInSeconds = new(int64(3601)) }), "",
			"BadRequestException: Authorizer result TTL outside allowable range. TTL must be between 0 and 3600 seconds."},
		{"of whom", "http", 1, asks(func(c *apigatewayv2.CreateAuthorizer) { c.AuthorizerResultTtlInSeconds = new(int64(1)) }), "",
			"BadRequestException: Identity source must be set if authorizer caching is enabled (TTL is greater than 0)"},
		{"no identity", "http", 1, asks(func(c *apigatewayv2.CreateAuthorizer) { c.IdentitySource = []string{"route.request.header.A"} }), "",
			"BadRequestException: Invalid identity source expression: route.request.header.A"},

		{"of a WebSocket API", "websocket", 1, chat(func(c *apigatewayv2.CreateAuthorizer) {
			c.IdentitySource = []string{"route.request.header.Auth", "route.request.querystring.token"}
		}), `{"apiId":"chat000001","authorizer":{"authorizerId":"df14qi","authorizerType":"REQUEST","authorizerUri":"arn:aws:lambda:us-east-1:000000000000:function:pets","identitySource":["route.request.header.Auth","route.request.querystring.token"],"name":"asks"}}`, ""},
		{"JWT of a WebSocket API", "websocket", 1, chat(func(c *apigatewayv2.CreateAuthorizer) { c.AuthorizerType = "JWT" }), "",
			"BadRequestException: Only REQUEST authorizer type is supported on WEBSOCKET protocol Apis."},
		{"no identity of a WebSocket API", "websocket", 1, chat(func(c *apigatewayv2.CreateAuthorizer) { c.IdentitySource = []string{"header.A"} }), "",
			"BadRequestException: Invalid request identity source expression: header.A"},
		{"an HTTP API's identity", "websocket", 1, chat(func(c *apigatewayv2.CreateAuthorizer) { c.IdentitySource = []string{"$request.header.A"} }), "",
			"BadRequestException: Invalid request identity source expression: $request.header.A"},
	})
	decides(t, decide.UpdateAuthorizer, []test[apigatewayv2.UpdateAuthorizer]{
		{"not there", "http", 4, apigatewayv2.UpdateAuthorizer{ApiId: httpApi, AuthorizerId: "nosuch"}, "", "NotFoundException: Invalid Authorizer identifier specified nosuch"},
		{"to another type", "http", 6, apigatewayv2.UpdateAuthorizer{ApiId: httpApi, AuthorizerId: jwtId, AuthorizerType: new("REQUEST")}, "",
			"ConflictException: Cannot change the type of an Authorizer that is referenced by the following Routes with Ids: [e1c7y0c]"},
	})
	decides(t, decide.DeleteAuthorizer, []test[apigatewayv2.DeleteAuthorizer]{
		{"in use", "http", 6, apigatewayv2.DeleteAuthorizer{ApiId: httpApi, AuthorizerId: jwtId}, "",
			"ConflictException: Cannot delete Authorizer because it is referenced by the following Routes with Ids: [e1c7y0c]"},
	})
}
