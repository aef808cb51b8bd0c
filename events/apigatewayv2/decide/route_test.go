package decide_test

import (
	"strings"
	"testing"

	"reel/events/apigatewayv2"
	"reel/events/apigatewayv2/decide"
)

// What stands in the streams.
const (
	integrationId = "62kfurq" // http
	jwtId         = "uoldxu"  // http
	asksId        = "ju4mne"  // http
	routeId       = "e1c7y0c" // http: GET /pets/{id}; websocket: $connect
	mockId        = "uoldxuu" // websocket
	modelId       = "62kfur"  // websocket
)

// Recorded on AWS: all words but those about parameters of HTTP APIs, keys of
// WebSocket APIs, unknown models and authorization types, which are reel's own,
// and about unknown integrations and CUSTOM, which follow AWS's of other nouns.
func TestCreateRoute(t *testing.T) {
	const (
		noKey  = `BadRequestException: The provided route key is not formatted properly for HTTP protocol. Format should be "[HTTP METHOD] /[RESOURCE PATH]" or "$default"`
		target = "BadRequestException: Unexpected or malformed target in route. Correct format should be integrations/<integration_id>."
	)
	http := func(key string) apigatewayv2.CreateRoute {
		return apigatewayv2.CreateRoute{ApiId: httpApi, RouteKey: key}
	}
	ws := func(key string) apigatewayv2.CreateRoute {
		return apigatewayv2.CreateRoute{ApiId: chatApi, RouteKey: key}
	}
	with := func(c apigatewayv2.CreateRoute, change func(*apigatewayv2.CreateRoute)) apigatewayv2.CreateRoute {
		change(&c)
		return c
	}
	const created = `{"apiId":"http000001","route":{"apiKeyRequired":false,"authorizationType":"NONE","routeId":"`
	tests := []test[apigatewayv2.CreateRoute]{
		{"no API", "http", 1, apigatewayv2.CreateRoute{ApiId: "nosuch"}, "", "NotFoundException: Invalid API identifier specified 000000000000:nosuch"},
		{"bare", "http", 1, http("$default"), created + `df14qir","routeKey":"$default"}}`, ""},
		{"the same key", "http", 7, http("$default"), "", "ConflictException: Route with key $default already exists for this API"},
		{"another name for a variable", "http", 7, http("GET /pets/{pet}/toys"), "",
			`ConflictException: The provided route key "GET /pets/{pet}/toys" has a conflicting variable on the same hierarchical level as "GET /pets/{id}"`},
		{"API keys", "http", 1, with(http("GET /"), func(c *apigatewayv2.CreateRoute) { c.ApiKeyRequired = new(true) }), "",
			"BadRequestException: ApiKeyRequired is not currently supported for HTTP APIs."},
		{"models", "http", 1, with(http("GET /"), func(c *apigatewayv2.CreateRoute) { c.RequestModels = map[string]string{"a": "b"} }), "",
			"BadRequestException: Currently, Models are not permitted for APIs with a protocol type of HTTP"},
		{"parameters", "http", 1, with(http("GET /"), func(c *apigatewayv2.CreateRoute) {
			c.RequestParameters = map[string]apigatewayv2.ParameterConstraintsInput{"route.request.header.A": {}}
		}), "", "BadRequestException: RequestParameters is not currently supported for HTTP APIs."},
		{"a target of another form", "http", 3, with(http("GET /"), func(c *apigatewayv2.CreateRoute) { c.Target = new(integrationId) }), "", target},
		{"a target within", "http", 3, with(http("GET /"), func(c *apigatewayv2.CreateRoute) { c.Target = new("integrations/a/b") }), "", target},
		{"no target", "http", 3, with(http("GET /"), func(c *apigatewayv2.CreateRoute) { c.Target = new("integrations/nosuch") }), "",
			"NotFoundException: Invalid Integration identifier specified nosuch"},
		{"JWT without authorizer", "http", 5, with(http("GET /"), func(c *apigatewayv2.CreateRoute) { c.AuthorizationType = new("JWT") }), "",
			"BadRequestException: Setting the authorization type to JWT requires a valid JWT authorizer."},
		{"JWT of no authorizer", "http", 5, with(http("GET /"), func(c *apigatewayv2.CreateRoute) { c.AuthorizationType, c.AuthorizerId = new("JWT"), new("nosuch") }), "",
			"BadRequestException: Invalid authorizer ID specified. Setting the authorization type to JWT requires a valid JWT authorizer."},
		{"JWT of a REQUEST authorizer", "http", 5, with(http("GET /"), func(c *apigatewayv2.CreateRoute) { c.AuthorizationType, c.AuthorizerId = new("JWT"), new(asksId) }), "",
			"BadRequestException: Invalid authorizer ID specified. Setting the authorization type to JWT requires a valid JWT authorizer."},
		{"CUSTOM of a JWT authorizer", "http", 5, with(http("GET /"), func(c *apigatewayv2.CreateRoute) { c.AuthorizationType, c.AuthorizerId = new("CUSTOM"), new(jwtId) }), "",
			"BadRequestException: Invalid authorizer ID specified. Setting the authorization type to CUSTOM requires a valid authorizer."},
		{"scopes without JWT", "http", 5, with(http("GET /"), func(c *apigatewayv2.CreateRoute) { c.AuthorizationScopes = []string{"read"} }), "",
			"BadRequestException: Authorization Scopes are only valid for COGNITO_USER_POOLS and JWT authorization type"},
		{"another authorization", "http", 5, with(http("GET /"), func(c *apigatewayv2.CreateRoute) { c.AuthorizationType = new("BASIC") }), "",
			"BadRequestException: Invalid authorizationType specified: BASIC. Must be one of [NONE, AWS_IAM, CUSTOM, JWT]"},

		{"WebSocket", "websocket", 1, ws("say"), `{"apiId":"chat000001","route":{"apiKeyRequired":false,"authorizationType":"NONE","routeId":"df14qir","routeKey":"say"}}`, ""},
		{"no key", "websocket", 1, ws(""), "", "BadRequestException: Invalid route key specified. It must have 1 to 128 characters."},
		{"a reserved key", "websocket", 1, ws("$other"), "",
			"BadRequestException: Invalid route key specified: $other. Route keys that start with $ are reserved: [$connect, $disconnect, $default]"},
		{"authorized later", "websocket", 1, with(ws("say"), func(c *apigatewayv2.CreateRoute) { c.AuthorizationType = new("AWS_IAM") }), "",
			"BadRequestException: Currently, authorization is restricted to the $connect route only"},
		{"another answer", "websocket", 1, with(ws("say"), func(c *apigatewayv2.CreateRoute) { c.RouteResponseSelectionExpression = new("$request.body.a") }), "",
			"BadRequestException: Currently, only $default is supported as a RouteResponseSelectionExpression."},
		{"no model", "websocket", 1, with(ws("say"), func(c *apigatewayv2.CreateRoute) { c.RequestModels = map[string]string{"$default": "nosuch"} }), "",
			"BadRequestException: Invalid model identifier specified: nosuch"},
		{"no parameter", "websocket", 1, with(ws("$connect"), func(c *apigatewayv2.CreateRoute) {
			c.RequestParameters = map[string]apigatewayv2.ParameterConstraintsInput{"method.request.header.A": {}}
		}), "", "BadRequestException: Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression specified: method.request.header.A]"},
		{"the same again", "websocket", 6, ws("$connect"), "", "ConflictException: Route with key $connect already exists for this API"},
	}
	for _, key := range []string{"", "pets", "GET pets", "get /pets", "FETCH /pets", "GET  /pets", "GET /a b", "GET /{a", "GET /{}", "GET /{a+}/b", "GET /x{a}", "$other", "GET //a", "GET /a?b"} {
		tests = append(tests, test[apigatewayv2.CreateRoute]{"HTTP " + key, "http", 1, http(key), "", noKey})
	}
	decides(t, decide.CreateRoute, tests)
}

func TestRouteKeysOfHttpApis(t *testing.T) {
	for _, key := range []string{"$default", "GET /", "ANY /{proxy+}", "POST /pets/{id}/toys", "DELETE /a.b-c_d~e/*", "GET /a/{b}/{c+}", "PUT /pets/"} {
		if _, _, ok := decide.ParseRouteKey(key); !ok {
			t.Errorf("%q is a route key", key)
		}
	}
	if method, path, _ := decide.ParseRouteKey("GET /pets/{id}"); method != "GET" || path != "/pets/{id}" {
		t.Errorf("got %q and %q", method, path)
	}
}

// Whatever a caller sends, a key is a key or it is not.
func FuzzParseRouteKey(f *testing.F) {
	for _, key := range []string{"$default", "GET /pets/{id}", "ANY /{proxy+}", "GET", " /", "GET /{{a}}"} {
		f.Add(key)
	}
	f.Fuzz(func(t *testing.T, key string) {
		method, path, ok := decide.ParseRouteKey(key)
		if ok && key != "$default" && method+" "+path != key {
			t.Errorf("%q is %q and %q", key, method, path)
		}
	})
}

func TestUpdateRoute(t *testing.T) {
	update := func(change func(*apigatewayv2.UpdateRoute)) apigatewayv2.UpdateRoute {
		c := apigatewayv2.UpdateRoute{ApiId: httpApi, RouteId: routeId}
		change(&c)
		return c
	}
	decides(t, decide.UpdateRoute, []test[apigatewayv2.UpdateRoute]{
		{"no route", "http", 7, apigatewayv2.UpdateRoute{ApiId: httpApi, RouteId: "nosuch"}, "", "NotFoundException: Invalid Route identifier specified nosuch"},
		{"to the key of another", "http", 7, update(func(c *apigatewayv2.UpdateRoute) { c.RouteKey = new("$default") }), "",
			"ConflictException: Route with key $default already exists for this API"},
		// Q. Does a route keep its scopes when it asks for no token any more? No: with
		// them it would be refused, and clients send the type alone.
		{"to no authorization", "http", 8, update(func(c *apigatewayv2.UpdateRoute) { c.AuthorizationType = new("NONE") }), deployedAt9 +
			`"route":{"apiKeyRequired":false,"authorizationType":"NONE","routeId":"e1c7y0c","routeKey":"GET /pets/{id}","target":"integrations/62kfurq"}}`, ""},
		{"its own key and another name for its variable", "http", 8, update(func(c *apigatewayv2.UpdateRoute) { c.RouteKey = new("GET /pets/{pet}") }), deployedAt9 +
			`"route":{"apiKeyRequired":false,"authorizationScopes":["read"],"authorizationType":"JWT","authorizerId":"uoldxu","routeId":"e1c7y0c","routeKey":"GET /pets/{pet}","target":"integrations/62kfurq"}}`, ""},
	})
}

const deployedAt9 = `{"apiId":"http000001","autoDeployed":[{"deployment":{"autoDeployed":true,"createdDate":"2026-01-01T00:00:09Z","deploymentId":"marsau","deploymentStatus":"DEPLOYED","description":"Automatic deployment triggered by changes to the Api configuration"},"message":"Successfully deployed stage with deployment ID 'marsau'","stageName":"$default"}],`

func TestDeleteRouteRequestParameter(t *testing.T) {
	decides(t, decide.DeleteRouteRequestParameter, []test[apigatewayv2.DeleteRouteRequestParameter]{
		{"not there", "websocket", 8, apigatewayv2.DeleteRouteRequestParameter{ApiId: chatApi, RouteId: routeId, RequestParameterKey: "route.request.header.B"}, "",
			"NotFoundException: Invalid parameter name specified"},
	})
}

func TestRouteResponses(t *testing.T) {
	decides(t, decide.CreateRouteResponse, []test[apigatewayv2.CreateRouteResponse]{
		{"of an HTTP API", "http", 6, apigatewayv2.CreateRouteResponse{ApiId: httpApi, RouteId: routeId, RouteResponseKey: "$default"}, "",
			"BadRequestException: RouteResponses are currently not supported for this API protocol type."},
		{"another key", "websocket", 6, apigatewayv2.CreateRouteResponse{ApiId: chatApi, RouteId: routeId, RouteResponseKey: "ok"}, "",
			"BadRequestException: Currently, only $default is supported as a RouteResponseKey."},
		{"a second", "websocket", 7, apigatewayv2.CreateRouteResponse{ApiId: chatApi, RouteId: routeId, RouteResponseKey: "$default"}, "",
			"ConflictException: RouteResponse with key $default already exists for this Route"},
		{"no model", "websocket", 6, apigatewayv2.CreateRouteResponse{ApiId: chatApi, RouteId: routeId, RouteResponseKey: "$default", ResponseModels: map[string]string{"a": "b"}}, "",
			"BadRequestException: Invalid model identifier specified: b"},
	})
}

// A refusal holds a bounded part of what the caller sent.
func TestRefusalsAreBounded(t *testing.T) {
	s := given(t, "websocket", 1)
	_, err := decide.CreateRoute(envOf(s), s.World(account, region), apigatewayv2.CreateRoute{ApiId: chatApi, RouteKey: "$" + strings.Repeat("x", 100)})
	if err == nil || len(err.Error()) > 400 {
		t.Errorf("got %v", err)
	}
	_, err = decide.CreateIntegration(envOf(s), s.World(account, region), apigatewayv2.CreateIntegration{ApiId: chatApi, IntegrationType: strings.Repeat("x", 1<<20)})
	if err == nil || len(err.Error()) > 1000 {
		t.Errorf("a refusal of %d bytes", len(err.Error()))
	}
}
