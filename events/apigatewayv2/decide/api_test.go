package decide_test

import (
	"strings"
	"testing"

	"reel/events/apigatewayv2"
	"reel/events/apigatewayv2/decide"
)

// Recorded on AWS: the words about protocol, name, selection expression, CORS of
// WebSocket APIs and credentials of everyone. The others are reel's own, in AWS's
// manner, as what AWS says there is not known.
func TestCreateApi(t *testing.T) {
	http := func(change func(*apigatewayv2.CreateApi)) apigatewayv2.CreateApi {
		c := apigatewayv2.CreateApi{Name: "pets", ProtocolType: "HTTP"}
		change(&c)
		return c
	}
	ws := func(change func(*apigatewayv2.CreateApi)) apigatewayv2.CreateApi {
		c := apigatewayv2.CreateApi{Name: "chat", ProtocolType: "WEBSOCKET", RouteSelectionExpression: new("$request.body.action")}
		change(&c)
		return c
	}
	cors := func(c apigatewayv2.CorsInput) apigatewayv2.CreateApi {
		return http(func(a *apigatewayv2.CreateApi) { a.CorsConfiguration = &c })
	}
	decides(t, decide.CreateApi, []test[apigatewayv2.CreateApi]{
		{"HTTP", "", 0, http(func(*apigatewayv2.CreateApi) {}),
			`{"api":{"apiId":"hgvb6gk3za","apiKeySelectionExpression":"$request.header.x-api-key","createdDate":"2026-01-01T00:00:01Z","disableExecuteApiEndpoint":false,"ipAddressType":"ipv4","name":"pets","protocolType":"HTTP","routeSelectionExpression":"$request.method $request.path","tags":{}}}`, ""},
		{"no protocol", "", 0, apigatewayv2.CreateApi{Name: "x"}, "", "BadRequestException: Invalid protocol specified. Must be one of [HTTP, WEBSOCKET]"},
		{"another protocol", "", 0, apigatewayv2.CreateApi{Name: "x", ProtocolType: "GRPC"}, "", "BadRequestException: Invalid protocol specified. Must be one of [HTTP, WEBSOCKET]"},
		{"no name", "", 0, http(func(c *apigatewayv2.CreateApi) { c.Name = "" }), "", "BadRequestException: Invalid API name specified"},
		{"a long name", "", 0, http(func(c *apigatewayv2.CreateApi) { c.Name = strings.Repeat("é", 129) }), "", "BadRequestException: Invalid API name specified"},
		{"HTTP by its body", "", 0, http(func(c *apigatewayv2.CreateApi) { c.RouteSelectionExpression = new("$request.body.action") }), "",
			`BadRequestException: Route selection expression is currently limited to "${request.method} ${request.path}"`},
		{"WebSocket without selection", "", 0, ws(func(c *apigatewayv2.CreateApi) { c.RouteSelectionExpression = nil }), "", "BadRequestException: Invalid routeSelectionExpression"},
		{"WebSocket with CORS", "", 0, ws(func(c *apigatewayv2.CreateApi) { c.CorsConfiguration = &apigatewayv2.CorsInput{} }), "",
			"BadRequestException: Cors is not supported for WEBSOCKET protocolType"},
		{"a key nowhere", "", 0, ws(func(c *apigatewayv2.CreateApi) { c.ApiKeySelectionExpression = new("$request.body.key") }), "",
			"BadRequestException: Invalid apiKeySelectionExpression specified: $request.body.key"},
		{"credentials of everyone", "", 0, cors(apigatewayv2.CorsInput{AllowCredentials: new(true), AllowOrigins: []string{"*"}}), "",
			"BadRequestException: allow-credentials is not supported if 'allow-origin' is *"},
		{"an origin without a scheme", "", 0, cors(apigatewayv2.CorsInput{AllowOrigins: []string{"zoo.example"}}), "",
			"BadRequestException: Invalid format for origin zoo.example. Origins must have a scheme."},
		{"no method", "", 0, cors(apigatewayv2.CorsInput{AllowMethods: []string{"FETCH"}}), "", "BadRequestException: Invalid allow-method specified: FETCH"},
		{"no header", "", 0, cors(apigatewayv2.CorsInput{AllowHeaders: []string{"a b"}}), "", "BadRequestException: Invalid header name specified: a b"},
		{"too long an age", "", 0, cors(apigatewayv2.CorsInput{MaxAge: new(int64(86401))}), "", "BadRequestException: Invalid maxAge specified. It must be between -1 and 86400 seconds."},
		{"quick WebSocket", "", 0, ws(func(c *apigatewayv2.CreateApi) { c.Target = new(function) }), "",
			"BadRequestException: Quick create is not supported for WEBSOCKET protocolType"},
		{"a route to nothing", "", 0, http(func(c *apigatewayv2.CreateApi) { c.RouteKey = new("GET /") }), "",
			"BadRequestException: Target must be specified when routeKey or credentialsArn is specified"},
		{"no target", "", 0, http(func(c *apigatewayv2.CreateApi) { c.Target = new("pets") }), "", "BadRequestException: Invalid HTTP endpoint specified for URI"},
		{"no route key", "", 0, http(func(c *apigatewayv2.CreateApi) { c.Target, c.RouteKey = new(function), new("pets") }), "",
			`BadRequestException: The provided route key is not formatted properly for HTTP protocol. Format should be "[HTTP METHOD] /[RESOURCE PATH]" or "$default"`},
		{"an id in use", "http", 1, http(func(c *apigatewayv2.CreateApi) { c.Tags = map[string]string{"_custom_id_": httpApi} }), "",
			"ConflictException: The API identifier http000001 in tag _custom_id_ is already in use"},
		{"no id", "", 0, http(func(c *apigatewayv2.CreateApi) { c.Tags = map[string]string{"floci:override-id": "a/b"} }), "",
			`BadRequestException: Invalid API identifier in tag floci:override-id: "a/b". Use 1 to 63 of a-zA-Z0-9_- and start and end with a letter or digit`},
		{"no tags", "", 0, http(func(c *apigatewayv2.CreateApi) { c.Tags = map[string]string{"aws:x": "1"} }), "",
			"BadRequestException: Invalid tag key specified. aws: is reserved for AWS use."},
		{"no address type", "", 0, http(func(c *apigatewayv2.CreateApi) { c.IpAddressType = new("ipv6") }), "",
			"BadRequestException: Invalid ipAddressType specified: ipv6. Must be one of [ipv4, dualstack]"},
		{"a long description", "", 0, http(func(c *apigatewayv2.CreateApi) { c.Description = new(strings.Repeat("x", 1025)) }), "",
			"BadRequestException: Invalid description specified. It must have at most 1024 characters."},
	})
}

func TestUpdateApi(t *testing.T) {
	decides(t, decide.UpdateApi, []test[apigatewayv2.UpdateApi]{
		{"no API", "http", 1, apigatewayv2.UpdateApi{ApiId: "nosuch"}, "", "NotFoundException: Invalid API identifier specified 000000000000:nosuch"},
		{"nothing", "http", 1, apigatewayv2.UpdateApi{ApiId: httpApi},
			`{"api":{"apiId":"http000001","apiKeySelectionExpression":"$request.header.x-api-key","corsConfiguration":{"allowCredentials":false,"allowHeaders":["x-pet"],"allowMethods":[],"allowOrigins":["https://zoo.example"],"exposeHeaders":[]},"createdDate":"2026-01-01T00:00:01Z","description":"all pets","disableExecuteApiEndpoint":false,"ipAddressType":"ipv4","name":"pets","protocolType":"HTTP","routeSelectionExpression":"$request.method $request.path","tags":{"_custom_id_":"http000001"}}}`, ""},
		{"cleared", "http", 1, apigatewayv2.UpdateApi{ApiId: httpApi, ApiKeySelectionExpression: new(""), Description: new(""), RouteSelectionExpression: new(""),
			DisableExecuteApiEndpoint: new(true), CorsConfiguration: &apigatewayv2.CorsInput{AllowHeaders: []string{}}},
			`{"api":{"apiId":"http000001","apiKeySelectionExpression":"$request.header.x-api-key","corsConfiguration":{"allowCredentials":false,"allowHeaders":[],"allowMethods":[],"allowOrigins":["https://zoo.example"],"exposeHeaders":[]},"createdDate":"2026-01-01T00:00:01Z","disableExecuteApiEndpoint":true,"ipAddressType":"ipv4","name":"pets","protocolType":"HTTP","routeSelectionExpression":"$request.method $request.path","tags":{"_custom_id_":"http000001"}}}`, ""},
		{"no name", "http", 1, apigatewayv2.UpdateApi{ApiId: httpApi, Name: new("")}, "", "BadRequestException: Invalid API name specified"},
		{"no selection", "websocket", 1, apigatewayv2.UpdateApi{ApiId: chatApi, RouteSelectionExpression: new("")}, "", "BadRequestException: Invalid routeSelectionExpression"},
		{"CORS", "websocket", 1, apigatewayv2.UpdateApi{ApiId: chatApi, CorsConfiguration: &apigatewayv2.CorsInput{}}, "",
			"BadRequestException: Cors is not supported for WEBSOCKET protocolType"},
		{"a target that was not there", "http", 1, apigatewayv2.UpdateApi{ApiId: httpApi, Target: new(function)}, "",
			"BadRequestException: Target, routeKey and credentialsArn can only be updated for APIs that were created with a target"},
	})
}

func TestDeleteApi(t *testing.T) {
	decides(t, decide.DeleteApi, []test[apigatewayv2.DeleteApi]{
		{"there", "http", 14, apigatewayv2.DeleteApi{ApiId: httpApi}, `{"apiId":"http000001"}`, ""},
		{"not there", "http", 14, apigatewayv2.DeleteApi{ApiId: "nosuch"}, "", "NotFoundException: Invalid API identifier specified 000000000000:nosuch"},
	})
	decides(t, decide.DeleteCorsConfiguration, []test[apigatewayv2.DeleteCorsConfiguration]{
		{"no API", "http", 1, apigatewayv2.DeleteCorsConfiguration{ApiId: "nosuch"}, "", "NotFoundException: Invalid API identifier specified 000000000000:nosuch"},
	})
}
