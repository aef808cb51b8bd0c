package decide_test

import (
	"strings"
	"testing"

	"reel/events"
	"reel/events/apigateway"
	"reel/events/apigateway/decide"
	"reel/projections"
)

// Q. What does AWS answer for an unknown API? That someone else is at work on it,
// and only once the authorizer itself is right. [recorded on AWS]
//
// Q. What is authType when none is given? custom for functions and
// cognito_user_pools for user pools; the TTL stays away. [recorded on AWS]
func TestCreateAuthorizer(t *testing.T) {
	token := func(change func(*apigateway.CreateAuthorizer)) apigateway.CreateAuthorizer {
		c := apigateway.CreateAuthorizer{
			RestApiId: keysApi, Name: "new", Type: "TOKEN", AuthorizerUri: new(tokenUri), IdentitySource: new("method.request.header.Auth"),
		}
		change(&c)
		return c
	}
	request := func(source string, ttl int64) apigateway.CreateAuthorizer {
		return token(func(c *apigateway.CreateAuthorizer) {
			c.Type, c.IdentitySource, c.AuthorizerResultTtlInSeconds = "REQUEST", &source, &ttl
		})
	}
	pool := func(arns ...string) apigateway.CreateAuthorizer {
		return token(func(c *apigateway.CreateAuthorizer) {
			c.Type, c.AuthorizerUri, c.ProviderARNs, c.AuthorizerCredentials = "COGNITO_USER_POOLS", nil, arns, new("arn:aws:iam::000000000000:role/r")
		})
	}
	uri := func(u string) apigateway.CreateAuthorizer {
		return token(func(c *apigateway.CreateAuthorizer) { c.AuthorizerUri = &u })
	}
	const (
		head    = `{"authorizer":{`
		tail    = `},"restApiId":"keys000001"}`
		badUri  = ". Authorizer URI should be a valid API Gateway ARN that represents a Lambda function invocation."
		badTtl  = "BadRequestException: Invalid authorizer result TTL specified, must be between 0 and 3600 seconds"
		noInput = "BadRequestException: Invalid request input"
	)
	decides(t, decide.CreateAuthorizer, []test[apigateway.CreateAuthorizer]{
		{"TOKEN", "keys", 6, token(func(*apigateway.CreateAuthorizer) {}), head + `"authType":"custom","authorizerUri":"` + tokenUri +
			`","id":"ygbyo7","identitySource":"method.request.header.Auth","name":"new","type":"TOKEN"` + tail, ""},
		{"all members", "keys", 6, token(func(c *apigateway.CreateAuthorizer) {
			c.AuthType, c.AuthorizerCredentials, c.IdentityValidationExpression = new("oauth2"), new("arn:aws:iam::000000000000:role/r"), new("^Bearer .*$")
			c.AuthorizerResultTtlInSeconds = new(int64(0))
		}), head + `"authType":"oauth2","authorizerCredentials":"arn:aws:iam::000000000000:role/r","authorizerResultTtlInSeconds":0,"authorizerUri":"` + tokenUri +
			`","id":"ygbyo7","identitySource":"method.request.header.Auth","identityValidationExpression":"^Bearer .*$","name":"new","type":"TOKEN"` + tail, ""},
		{"REQUEST", "keys", 6, request("method.request.header.Auth,method.request.querystring.q, stageVariables.v ,context.path", 300),
			head + `"authType":"custom","authorizerResultTtlInSeconds":300,"authorizerUri":"` + tokenUri +
				`","id":"ygbyo7","identitySource":"method.request.header.Auth,method.request.querystring.q, stageVariables.v ,context.path","name":"new","type":"REQUEST"` + tail, ""},
		{"REQUEST that is not cached needs no identity", "keys", 6, request("", 0),
			head + `"authType":"custom","authorizerResultTtlInSeconds":0,"authorizerUri":"` + tokenUri + `","id":"ygbyo7","name":"new","type":"REQUEST"` + tail, ""},
		{"COGNITO_USER_POOLS drops credentials", "keys", 6, pool(poolArn),
			head + `"authType":"cognito_user_pools","id":"ygbyo7","identitySource":"method.request.header.Auth","name":"new","providerARNs":["` + poolArn + `"],"type":"COGNITO_USER_POOLS"` + tail, ""},
		{"a function named by a stage variable", "keys", 6, uri(strings.Replace(tokenUri, "auth/", "${stageVariables.fn}/", 1)), head + `"authType":"custom","authorizerUri":"` +
			strings.Replace(tokenUri, "auth/", "${stageVariables.fn}/", 1) + `","id":"ygbyo7","identitySource":"method.request.header.Auth","name":"new","type":"TOKEN"` + tail, ""},

		{"REQUEST that is cached needs an identity", "keys", 6, request("", 1), "", noInput},
		{"REQUEST with an identity that is none", "keys", 6, request("method.request.body.x, method.request.header.A", 1), "",
			"BadRequestException: Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression specified: method.request.body.x]"},
		{"TOKEN without a source", "keys", 6, token(func(c *apigateway.CreateAuthorizer) { c.IdentitySource = nil }), "", noInput},
		{"TOKEN from the query", "keys", 6, token(func(c *apigateway.CreateAuthorizer) { c.IdentitySource = new("method.request.querystring.key") }), "",
			"BadRequestException: Invalid token source expression: method.request.querystring.key. The source must be a method request header, matching 'method.request.header.[a-zA-Z0-9._-]+'."},
		{"no user pool", "keys", 6, pool(), "", noInput},
		{"a user pool that is none", "keys", 6, pool(poolArn, "arn:aws:sqs:us-east-1:000000000000:q"), "", "BadRequestException: Invalid ARN specified in the request"},
		{"no URI", "keys", 6, token(func(c *apigateway.CreateAuthorizer) { c.AuthorizerUri = nil }), "", "BadRequestException: Invalid Authorizer URI: null" + badUri},
		{"a function's ARN", "keys", 6, uri("arn:aws:lambda:us-east-1:000000000000:function:auth"), "", "BadRequestException: Invalid Authorizer URI: arn:aws:lambda:us-east-1:000000000000:function:auth" + badUri},
		{"a region that is none", "keys", 6, uri(strings.Replace(tokenUri, "us-east-1", "region", 1)), "",
			"BadRequestException: Invalid Authorizer URI: " + strings.Replace(tokenUri, "us-east-1", "region", 1) + badUri},
		{"no name", "keys", 6, token(func(c *apigateway.CreateAuthorizer) { c.Name = "" }), "", "BadRequestException: Authorizer name must be non-empty"},
		{"a name that is taken", "keys", 7, token(func(c *apigateway.CreateAuthorizer) { c.Name = "token" }), "",
			"BadRequestException: Authorizer name must be unique. Authorizer token already exists in this RestApi."},
		{"TTL below zero", "keys", 6, request("context.path", -1), "", badTtl},
		{"TTL over an hour", "keys", 6, request("context.path", 3601), "", badTtl},
		{"unknown API", "keys", 6, token(func(c *apigateway.CreateAuthorizer) { c.RestApiId = "none" }), "",
			"ConflictException: Unable to complete operation due to concurrent modification. Please try again later."},
		{"unknown API and a wrong URI", "keys", 6, token(func(c *apigateway.CreateAuthorizer) { c.RestApiId, c.AuthorizerUri = "none", new("x") }), "",
			"BadRequestException: Invalid Authorizer URI: x" + badUri},
	})
}

func authorizers(t *testing.T, at uint64) (ids map[string]string) {
	t.Helper()
	api, err := given(t, "keys", at).World(account, region).RestApi(keysApi)
	if err != nil {
		t.Fatal(err)
	}
	ids = map[string]string{}
	for id, a := range api.Tree.Authorizers.All() {
		ids[a.Name] = id
	}
	return ids
}

func TestUpdateAuthorizer(t *testing.T) {
	ids := authorizers(t, 9)
	updates := func(name string) func(parts ...string) apigateway.UpdateAuthorizer {
		return func(parts ...string) apigateway.UpdateAuthorizer {
			return apigateway.UpdateAuthorizer{RestApiId: keysApi, AuthorizerId: ids[name], PatchOperations: patch(parts...)}
		}
	}
	run := func(name string, tests []change[apigateway.UpdateAuthorizer]) {
		t.Helper()
		changes(t, "keys", 9, decide.UpdateAuthorizer, func(w projections.World) any {
			_, a, err := w.Authorizer(keysApi, ids[name])
			if err != nil {
				t.Fatal(err)
			}
			return a
		}, func(e events.Event) any { return e.(apigateway.AuthorizerUpdated).Authorizer }, tests)
	}
	update := updates("token")
	run("token", []change[apigateway.UpdateAuthorizer]{
		{"nothing", update(), `{}`, ""},
		{"name", update("replace", "/name", "n"), `{"name":"n"}`, ""},
		{"its own name", update("replace", "/name", "token"), `{}`, ""},
		{"another's name", update("replace", "/name", "pool"), "", "BadRequestException: Authorizer name must be unique. Authorizer pool already exists in this RestApi."},
		{"URI", update("replace", "/authorizerUri", strings.Replace(tokenUri, "auth", "b", 1)), `{"authorizerUri":"` + strings.Replace(tokenUri, "auth", "b", 1) + `"}`, ""},
		{"credentials", update("replace", "/authorizerCredentials", "arn:aws:iam::0:role/r"), `{"authorizerCredentials":"arn:aws:iam::0:role/r"}`, ""},
		{"TTL", update("replace", "/authorizerResultTtlInSeconds", "60"), `{"authorizerResultTtlInSeconds":60}`, ""},
		{"TTL in words", update("replace", "/authorizerResultTtlInSeconds", "ten"), "", "BadRequestException: Invalid authorizer result TTL specified, must be between 0 and 3600 seconds"},
		{"authType", update("replace", "/authType", "oauth2"), `{"authType":"oauth2"}`, ""},
		{"expression", update("replace", "/identityValidationExpression", ".+"), `{"identityValidationExpression":".+"}`, ""},
		{"add a source", update("add", "/identitySource", "method.request.header.B"), `{"identitySource":"method.request.header.B"}`, ""},
		{"remove the source", update("remove", "/identitySource", "-"), "", "BadRequestException: Invalid request input"},
		{"type, and pools with it", update("add", "/providerARNs", poolArn, "replace", "/type", "COGNITO_USER_POOLS"),
			`{"authType":"cognito_user_pools","providerARNs":["` + poolArn + `"],"type":"COGNITO_USER_POOLS"}`, ""},
		{"unknown type", update("replace", "/type", "JWT"), "", "BadRequestException: Invalid AuthorizerType specified. Valid options are TOKEN,REQUEST,COGNITO_USER_POOLS"},
		{"unknown path", update("replace", "/id", "x"), "", "BadRequestException: Invalid patch path  '/id' specified for op 'replace'. Must be one of: " +
			"[/authorizerUri, /authorizerCredentials, /authorizerResultTtlInSeconds, /authType, /identitySource, /identityValidationExpression, /name, /type]"},
		{"another op", update("add", "/name", "x"), "", "BadRequestException: Invalid patch path  '/name' specified for op 'add'. Must be one of: [/identitySource, /providerARNs]"},
		{"unknown authorizer", apigateway.UpdateAuthorizer{RestApiId: keysApi, AuthorizerId: "none"}, "", "NotFoundException: Invalid Authorizer identifier specified"},
		{"unknown API", apigateway.UpdateAuthorizer{RestApiId: "none", AuthorizerId: ids["token"]}, "", "NotFoundException: Invalid Authorizer identifier specified"},
	})
	update = updates("request")
	run("request", []change[apigateway.UpdateAuthorizer]{
		{"one more source", update("add", "/identitySource", "stageVariables.v"), `{"identitySource":"method.request.header.Auth, context.path, stageVariables.v"}`, ""},
		{"one source less", update("remove", "/identitySource", "context.path"), `{"identitySource":"method.request.header.Auth"}`, ""},
		{"no sources and no cache", update("remove", "/identitySource", "-", "replace", "/authorizerResultTtlInSeconds", "0"),
			`{"authorizerResultTtlInSeconds":0,"identitySource":null}`, ""},
		{"AWS's TTL", update("replace", "/authorizerResultTtlInSeconds", ""), `{"authorizerResultTtlInSeconds":null}`, ""},
	})
	const second = "arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_second"
	update = updates("pool")
	run("pool", []change[apigateway.UpdateAuthorizer]{
		{"another pool", update("add", "/providerARNs", second), `{"providerARNs":["` + poolArn + `","` + second + `"]}`, ""},
		{"a pool again", update("add", "/providerARNs", poolArn), `{}`, ""},
		{"one pool for another", update("add", "/providerARNs", second, "remove", "/providerARNs", poolArn), `{"providerARNs":["` + second + `"]}`, ""},
		{"no pool", update("remove", "/providerARNs", poolArn), "", "BadRequestException: Invalid request input"},
		{"credentials, which CreateAuthorizer drops", update("replace", "/authorizerCredentials", "arn:aws:iam::0:role/r"), `{"authorizerCredentials":"arn:aws:iam::0:role/r"}`, ""},
	})
}

// Q. In which words does AWS refuse to delete an authorizer that a method uses?
// https://github.com/hashicorp/terraform/issues/25980 quotes them for /test: the
// verb, two slashes, the path.
func TestDeleteAuthorizer(t *testing.T) {
	ids := authorizers(t, 10)
	del := func(api, id string) apigateway.DeleteAuthorizer {
		return apigateway.DeleteAuthorizer{RestApiId: api, AuthorizerId: id}
	}
	const unknown = "NotFoundException: Invalid Authorizer identifier specified"
	decides(t, decide.DeleteAuthorizer, []test[apigateway.DeleteAuthorizer]{
		{"unused", "keys", 10, del(keysApi, ids["pool"]), `{"authorizerId":"` + ids["pool"] + `","restApiId":"keys000001"}`, ""},
		{"in use", "keys", 10, del(keysApi, ids["token"]), "", "ConflictException: Cannot delete authorizer 'token', is referenced in method: GET//"},
		{"not in use before", "keys", 9, del(keysApi, ids["token"]), `{"authorizerId":"` + ids["token"] + `","restApiId":"keys000001"}`, ""},
		{"unknown", "keys", 10, del(keysApi, "none"), "", unknown},
		{"unknown API", "keys", 10, del("none", ids["pool"]), "", unknown},
		{"gone", "keys", 12, del(keysApi, ids["request"]), "", unknown},
	})
}

// CUSTOM is for functions and COGNITO_USER_POOLS for user pools.
func TestAuthorizersOfMethods(t *testing.T) {
	ids := authorizers(t, 9)
	put := func(kind, name string) apigateway.PutMethod {
		return apigateway.PutMethod{RestApiId: keysApi, ResourceId: "hgvb6gk3za", HttpMethod: "PUT", AuthorizationType: kind, AuthorizerId: new(ids[name])}
	}
	const refused = "BadRequestException: Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer."
	root := given(t, "keys", 9).World(account, region)
	api, err := root.RestApi(keysApi)
	if err != nil {
		t.Fatal(err)
	}
	var tests []test[apigateway.PutMethod]
	for _, c := range []struct{ kind, name, refused string }{
		{"CUSTOM", "token", ""}, {"CUSTOM", "request", ""}, {"CUSTOM", "pool", refused},
		{"COGNITO_USER_POOLS", "pool", ""}, {"COGNITO_USER_POOLS", "token", refused}, {"CUSTOM", "nosuch", refused},
	} {
		p := put(c.kind, c.name)
		p.ResourceId = api.Tree.RootResourceId
		then := ""
		if c.refused == "" {
			then = `{"method":{"apiKeyRequired":false,"authorizationType":"` + c.kind + `","authorizerId":"` + ids[c.name] + `","httpMethod":"PUT"},"resourceId":"` + p.ResourceId + `","restApiId":"keys000001"}`
		}
		tests = append(tests, test[apigateway.PutMethod]{c.kind + " " + c.name, "keys", 9, p, then, c.refused})
	}
	decides(t, decide.PutMethod, tests)
}
