package decide_test

import (
	"strings"
	"testing"

	"reel/events"
	"reel/events/apigateway"
	"reel/events/apigateway/decide"
	"reel/projections"
)

// Q1. Which members does AWS fill in at CreateRestApi? apiKeySource, createdDate,
// disableExecuteApiEndpoint, endpointConfiguration, id and rootResourceId; what is
// not given stays away, an empty list of media types too. [recorded on AWS]
//
// Q2. What is the IP address type of a PRIVATE API? dualstack, and nothing else.
// [recorded on AWS]
//
// Q3. In which order does AWS refuse? The description before the endpoint.
// [recorded on AWS]
func TestCreateRestApi(t *testing.T) {
	endpoint := func(types ...string) *apigateway.EndpointConfigurationInput {
		return &apigateway.EndpointConfigurationInput{Types: types}
	}
	named := func(change func(*apigateway.CreateRestApi)) apigateway.CreateRestApi {
		c := apigateway.CreateRestApi{Name: "new"}
		change(&c)
		return c
	}
	tagged := func(tags ...string) apigateway.CreateRestApi {
		c := apigateway.CreateRestApi{Name: "new", Tags: map[string]string{}}
		for ; len(tags) > 1; tags = tags[2:] {
			c.Tags[tags[0]] = tags[1]
		}
		return c
	}
	decides(t, decide.CreateRestApi, []test[apigateway.CreateRestApi]{
		{name: "defaults (Q1)", when: apigateway.CreateRestApi{Name: "new"},
			then: `{` + firstModels("cqngvq", "dnrinp") + `"restApi":{"apiKeySource":"HEADER","createdDate":1767225601,"disableExecuteApiEndpoint":false,"endpointConfiguration":{"ipAddressType":"ipv4","types":["EDGE"]},"id":"hgvb6gk3za","name":"new","rootResourceId":"zmkk8hmbc2"}}`},
		{name: "all members", when: apigateway.CreateRestApi{
			Name: "new", Description: new("d"), Version: new("v1"), BinaryMediaTypes: []string{"image/png"},
			MinimumCompressionSize: new(int64(0)), ApiKeySource: new("AUTHORIZER"), DisableExecuteApiEndpoint: new(true),
			EndpointConfiguration: &apigateway.EndpointConfigurationInput{Types: []string{"REGIONAL"}, IpAddressType: new("dualstack")},
			EndpointAccessMode:    new("BASIC"), SecurityPolicy: new("TLS_1_2"), Tags: map[string]string{"a": "b"},
		}, then: `{` + firstModels("cqngvq", "dnrinp") + `"restApi":{"apiKeySource":"AUTHORIZER","binaryMediaTypes":["image/png"],"createdDate":1767225601,"description":"d","disableExecuteApiEndpoint":true,"endpointAccessMode":"BASIC","endpointConfiguration":{"ipAddressType":"dualstack","types":["REGIONAL"]},"id":"hgvb6gk3za","minimumCompressionSize":0,"name":"new","rootResourceId":"zmkk8hmbc2","securityPolicy":"TLS_1_2","tags":{"a":"b"},"version":"v1"}}`},
		{name: "no media types (Q1)", when: named(func(c *apigateway.CreateRestApi) { c.BinaryMediaTypes = []string{} }), then: plainApi("EDGE", "ipv4")},
		{name: "an empty endpoint configuration", when: named(func(c *apigateway.CreateRestApi) {
			c.EndpointConfiguration = &apigateway.EndpointConfigurationInput{}
		}), then: plainApi("EDGE", "ipv4")},
		{name: "PRIVATE (Q2)", when: named(func(c *apigateway.CreateRestApi) { c.EndpointConfiguration = endpoint("PRIVATE") }),
			then: plainApi("PRIVATE", "dualstack")},
		{name: "PRIVATE over IPv4 (Q2)", when: named(func(c *apigateway.CreateRestApi) {
			c.EndpointConfiguration = &apigateway.EndpointConfigurationInput{Types: []string{"PRIVATE"}, IpAddressType: new("ipv4")}
		}), refused: "BadRequestException: Only dualstack ipAddressType is supported for Private APIs."},
		{name: "no endpoint type", when: named(func(c *apigateway.CreateRestApi) {
			c.EndpointConfiguration = &apigateway.EndpointConfigurationInput{Types: []string{}}
		}), refused: "BadRequestException: REGIONAL Configuration and EDGE Configuration cannot be both DISABLED."},
		{name: "two endpoint types", when: named(func(c *apigateway.CreateRestApi) { c.EndpointConfiguration = endpoint("EDGE", "REGIONAL") }),
			refused: "BadRequestException: Cannot create an api with multiple Endpoint Types."},
		{name: "VPC endpoints of a public API", when: named(func(c *apigateway.CreateRestApi) {
			c.EndpointConfiguration = &apigateway.EndpointConfigurationInput{VpcEndpointIds: []string{"vpce-1"}}
		}), refused: "BadRequestException: VPCEndpoints can only be specified with PRIVATE apis."},
		{name: "an empty description (Q3)", when: named(func(c *apigateway.CreateRestApi) {
			c.Description, c.EndpointConfiguration = new(""), endpoint("EDGE", "REGIONAL")
		}), refused: "BadRequestException: Description cannot be an empty string"},
		{name: "an empty name", when: apigateway.CreateRestApi{}, refused: "BadRequestException: Name cannot be an empty string"},
		{name: "compression below zero", when: named(func(c *apigateway.CreateRestApi) { c.MinimumCompressionSize = new(int64(-1)) }),
			refused: "BadRequestException: Invalid minimum compression size, must be between 0 and 10485760"},
		{name: "compression above 10 MiB", when: named(func(c *apigateway.CreateRestApi) { c.MinimumCompressionSize = new(int64(10<<20 + 1)) }),
			refused: "BadRequestException: Invalid minimum compression size, must be between 0 and 10485760"},
		{name: "a policy that is none", when: named(func(c *apigateway.CreateRestApi) { c.Policy = new("{") }),
			refused: "BadRequestException: Invalid policy document. Please check the policy syntax and ensure that Principals are valid."},

		{name: "LocalStack's custom id", when: tagged("_custom_id_", "My-api_1"), then: customApi("My-api_1", "_custom_id_")},
		{name: "ministack's custom id", when: tagged("ms-custom-id", "abc"), then: customApi("abc", "ms-custom-id")},
		{name: "floci's custom id", when: tagged("floci:override-id", "abc"), then: customApi("abc", "floci:override-id")},
		{name: "an id in use", given: "pets", at: 1, when: tagged("_custom_id_", "pets000001"),
			refused: "ConflictException: The API identifier pets000001 in tag _custom_id_ is already in use"},
		{name: "an id with a slash", when: tagged("_custom_id_", "a/b"),
			refused: `BadRequestException: Invalid API identifier in tag _custom_id_: "a/b". Use 1 to 63 of a-zA-Z0-9_- and start and end with a letter or digit`},
		{name: "an empty id", when: tagged("ms-custom-id", ""),
			refused: `BadRequestException: Invalid API identifier in tag ms-custom-id: "". Use 1 to 63 of a-zA-Z0-9_- and start and end with a letter or digit`},
		{name: "a tag of AWS's", when: tagged("aws:x", "y"), refused: "BadRequestException: Invalid tag key specified. aws: is reserved for AWS use."},

		{name: "a clone of nothing", when: named(func(c *apigateway.CreateRestApi) { c.CloneFrom = new("none") }),
			refused: "BadRequestException: Invalid REST API identifier specified"},
		{name: "a clone's methods", given: "pets", at: 6, when: named(func(c *apigateway.CreateRestApi) {
			c.CloneFrom, c.Tags = new("pets000001"), map[string]string{"_custom_id_": "clone"}
		}), then: `{` + firstModels("zmkk8h", "mbc2cq") + `"resources":[{"id":"ygbyo7d7c5","path":"/"},{"id":"dumtr0","parentId":"ygbyo7d7c5","path":"/dogs","pathPart":"dogs","resourceMethods":{"GET":{"apiKeyRequired":false,"authorizationType":"NONE","httpMethod":"GET"}}},{"id":"bky2r3","parentId":"dumtr0","path":"/dogs/{dogId}","pathPart":"{dogId}"},{"id":"pug574","parentId":"ygbyo7d7c5","path":"/{proxy+}","pathPart":"{proxy+}"}],"restApi":{"apiKeySource":"HEADER","binaryMediaTypes":["image/png"],"createdDate":1767225607,"disableExecuteApiEndpoint":false,"endpointConfiguration":{"ipAddressType":"ipv4","types":["EDGE"]},"id":"clone","name":"new","rootResourceId":"ygbyo7d7c5","tags":{"_custom_id_":"clone"}}}`},
		{name: "a clone has resources of its own and follows the caller in the rest", given: "pets", at: 4, when: named(func(c *apigateway.CreateRestApi) {
			c.CloneFrom, c.BinaryMediaTypes = new("pets000001"), []string{"text/css"}
		}), then: `{` + firstModels("zmkk8h", "mbc2cq") + `"resources":[{"id":"dqgze3v0gw","path":"/"},{"id":"lmz7y9","parentId":"dqgze3v0gw","path":"/dogs","pathPart":"dogs"},{"id":"zb3xtw","parentId":"lmz7y9","path":"/dogs/{dogId}","pathPart":"{dogId}"},{"id":"aw2z22","parentId":"dqgze3v0gw","path":"/{proxy+}","pathPart":"{proxy+}"}],"restApi":{"apiKeySource":"HEADER","binaryMediaTypes":["text/css"],"createdDate":1767225605,"disableExecuteApiEndpoint":false,"endpointConfiguration":{"ipAddressType":"ipv4","types":["EDGE"]},"id":"ju4mneuzgf","name":"new","rootResourceId":"dqgze3v0gw"}}`},
	})
}

// plainApi is the event of an API that was given a name and an endpoint alone.
func plainApi(endpoint, ip string) string {
	return `{` + firstModels("cqngvq", "dnrinp") + `"restApi":{"apiKeySource":"HEADER","createdDate":1767225601,"disableExecuteApiEndpoint":false,"endpointConfiguration":{"ipAddressType":"` +
		ip + `","types":["` + endpoint + `"]},"id":"hgvb6gk3za","name":"new","rootResourceId":"zmkk8hmbc2"}}`
}

// firstModels are the models that every API starts with, under drawn ids; a clone
// keeps those of its origin. The schemas are AWS's own, blank for blank
// (https://docs.aws.amazon.com/cli/latest/reference/apigateway/get-models.html).
func firstModels(empty, err string) string {
	return `"models":[{"contentType":"application/json","description":"This is a default empty schema model","id":"` + empty +
		`","name":"Empty","schema":"{\n  \"$schema\": \"http://json-schema.org/draft-04/schema#\",\n  \"title\" : \"Empty Schema\",\n  \"type\" : \"object\"\n}"},` +
		`{"contentType":"application/json","description":"This is a default error schema model","id":"` + err +
		`","name":"Error","schema":"{\n  \"$schema\" : \"http://json-schema.org/draft-04/schema#\",\n  \"title\" : \"Error Schema\",\n  \"type\" : \"object\",\n  \"properties\" : {\n    \"message\" : { \"type\" : \"string\" }\n  }\n}"}],`
}

// customApi is the event of an API whose id was chosen by a tag, which stays.
func customApi(id, tag string) string {
	return `{` + firstModels("zmkk8h", "mbc2cq") + `"restApi":{"apiKeySource":"HEADER","createdDate":1767225601,"disableExecuteApiEndpoint":false,"endpointConfiguration":{"ipAddressType":"ipv4","types":["EDGE"]},"id":"` +
		id + `","name":"new","rootResourceId":"hgvb6gk3za","tags":{"` + tag + `":"` + id + `"}}}`
}

// Q4. How does AWS show a policy? As a JSON string with its quotes escaped once
// more, which clients undo, and with the API's own resources as whole ARNs.
// [recorded on AWS; https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies.html]
func TestPolicyIsEscapedOnceMore(t *testing.T) {
	given := `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Sid": "a\"b\\c", "Resource": "execute-api:/prod/*"}]}`
	c := apigateway.CreateRestApi{Name: "new", Policy: &given, Tags: map[string]string{"_custom_id_": "abc"}}
	e, err := decide.CreateRestApi(events.NewEnv(recordedAt(1), seed, 1), projections.State{}.World(account, region), c)
	if err != nil {
		t.Fatal(err)
	}
	api := e.(apigateway.RestApiCreated).RestApi
	want := `{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Sid\":\"a\\\"b\\\\c\",\"Resource\":\"arn:aws:execute-api:us-east-1:000000000000:abc/prod/*\"}]}`
	if api.Policy != want {
		t.Errorf("policy\n got %s\nwant %s", api.Policy, want)
	}
	want = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Sid":"a\"b\\c","Resource":"arn:aws:execute-api:us-east-1:000000000000:abc/prod/*"}]}`
	if got := api.PolicyDocument(); got != want {
		t.Errorf("document\n got %s\nwant %s", got, want)
	}
}

// Q5. How are binary media types patched? The path names the element; the one
// that takes its place stands last; - is a name like others. [recorded on AWS]
//
// Q6. What turns compression off? replace with an empty value or none. [recorded on AWS]
func TestUpdateRestApi(t *testing.T) {
	const pets = "pets000001"
	update := func(parts ...string) apigateway.UpdateRestApi {
		return apigateway.UpdateRestApi{RestApiId: pets, PatchOperations: patch(parts...)}
	}
	const onlyReplace = "BadRequestException: Invalid patch operation specified. Must be one of: [replace]"
	changes(t, "pets", 1, decide.UpdateRestApi, func(w projections.World) any { return restApi(t, w, pets) },
		func(e events.Event) any { return e.(apigateway.RestApiUpdated).RestApi }, []change[apigateway.UpdateRestApi]{
			{"nothing", update(), `{}`, ""},
			{"name", update("replace", "/name", "animals"), `{"name":"animals"}`, ""},
			{"no name", update("replace", "/name", ""), "", "BadRequestException: Name cannot be an empty string"},
			{"add a name", update("add", "/name", "x"), "", onlyReplace},
			{"description", update("replace", "/description", "some"), `{"description":"some"}`, ""},
			{"remove the description", update("remove", "/description", "-"), `{"description":null}`, ""},
			{"version", update("replace", "/version", "v2"), `{"version":"v2"}`, ""},
			{"several, in their order", update("replace", "/name", "a", "replace", "/version", "v", "replace", "/name", "b"), `{"name":"b","version":"v"}`, ""},
			{"key source", update("replace", "/apiKeySource", "AUTHORIZER"), `{"apiKeySource":"AUTHORIZER"}`, ""},
			{"wrong key source", update("replace", "/apiKeySource", "COOKIE"), "", `BadRequestException: Invalid apiKeySource specified. Valid options are ["HEADER" "AUTHORIZER"]`},
			{"default endpoint off", update("replace", "/disableExecuteApiEndpoint", "true"), `{"disableExecuteApiEndpoint":true}`, ""},
			{"security policy", update("replace", "/securityPolicy", "TLS_1_2"), `{"securityPolicy":"TLS_1_2"}`, ""},
			{"access mode", update("replace", "/endpointAccessMode", "STRICT"), `{"endpointAccessMode":"STRICT"}`, ""},
			{"policy", update("replace", "/policy", `{"Statement":[]}`), `{"policy":"{\\\"Statement\\\":[]}"}`, ""},
			{"a policy and none", update("replace", "/policy", `{"Statement":[]}`, "replace", "/policy", ""), `{}`, ""},
			{"a long policy", update("replace", "/policy", `{"Statement":"`+strings.Repeat("x", 8192)+`"}`), "", "BadRequestException: Invalid policy document. The policy exceeds the maximum size of 8192 characters."},
			{"unknown path", update("replace", "/id", "x"), "", "BadRequestException: Invalid patch path /id"},
			{"no path", apigateway.UpdateRestApi{RestApiId: pets, PatchOperations: []apigateway.PatchOperation{{Op: new("replace")}}}, "", "BadRequestException: Invalid patch path null"},
			{"unknown API", apigateway.UpdateRestApi{RestApiId: "none"}, "", "NotFoundException: Invalid API identifier specified 000000000000:none"},
			{"ids are case sensitive", apigateway.UpdateRestApi{RestApiId: "PETS000001"}, "", "NotFoundException: Invalid API identifier specified 000000000000:PETS000001"},

			{"add a media type (Q5)", update("add", "/binaryMediaTypes/image~1gif", "-"), `{"binaryMediaTypes":["image/png","image/gif"]}`, ""},
			{"replace a media type (Q5)", update("add", "/binaryMediaTypes/a~1b", "-", "replace", "/binaryMediaTypes/image~1png", "image/gif"), `{"binaryMediaTypes":["a/b","image/gif"]}`, ""},
			{"add a dash (Q5)", update("add", "/binaryMediaTypes/-", "image/gif"), `{"binaryMediaTypes":["image/png","-"]}`, ""},
			{"remove the last media type (Q5)", update("remove", "/binaryMediaTypes/image~1png", "-"), `{"binaryMediaTypes":null}`, ""},
			{"all media types, add (Q5)", update("add", "/binaryMediaTypes", "image/gif"), "", "BadRequestException: Invalid patch path /binaryMediaTypes"},
			{"all media types, remove (Q5)", update("remove", "/binaryMediaTypes", "-"), "", "BadRequestException: Invalid patch path /binaryMediaTypes"},

			{"compression", update("replace", "/minimumCompressionSize", "0"), `{"minimumCompressionSize":0}`, ""},
			{"compression on and off (Q6)", update("replace", "/minimumCompressionSize", "10", "replace", "/minimumCompressionSize", ""), `{}`, ""},
			{"compression without a value (Q6)", update("replace", "/minimumCompressionSize", "-"), `{}`, ""},
			{"compression below zero", update("replace", "/minimumCompressionSize", "-1"), "", "BadRequestException: Invalid minimum compression size, must be between 0 and 10485760"},
			{"compression in words", update("replace", "/minimumCompressionSize", "ten"), "", "BadRequestException: Invalid minimum compression size, must be between 0 and 10485760"},
			{"add compression", update("add", "/minimumCompressionSize", "10"), "", onlyReplace},
			{"remove compression", update("remove", "/minimumCompressionSize", "-"), "", onlyReplace},
		})
}

// Q7. What comes with PRIVATE? dualstack, whatever it was before. [recorded on AWS]
func TestUpdateEndpointConfiguration(t *testing.T) {
	const pets = "pets000001"
	update := func(parts ...string) apigateway.UpdateRestApi {
		for i := range parts {
			parts[i] = strings.Replace(parts[i], "~", "/endpointConfiguration", 1)
		}
		return apigateway.UpdateRestApi{RestApiId: pets, PatchOperations: patch(parts...)}
	}
	const onlyReplace = "BadRequestException: Invalid patch operation specified. Must be one of: [replace]"
	changes(t, "pets", 1, decide.UpdateRestApi, func(w projections.World) any { return restApi(t, w, pets) },
		func(e events.Event) any { return e.(apigateway.RestApiUpdated).RestApi }, []change[apigateway.UpdateRestApi]{
			{"IP address type", update("replace", "~/ipAddressType", "dualstack"), `{"endpointConfiguration":{"ipAddressType":"dualstack","types":["EDGE"]}}`, ""},
			{"wrong IP address type", update("replace", "~/ipAddressType", "ipv6"), "", "BadRequestException: ipAddressType must be either ipv4 or dualstack."},
			{"add an IP address type", update("add", "~/ipAddressType", "ipv4"), "", onlyReplace},
			{"remove the IP address type", update("remove", "~/ipAddressType", "-"), "", onlyReplace},
			{"type by place", update("replace", "~/types/0", "REGIONAL"), `{"endpointConfiguration":{"ipAddressType":"ipv4","types":["REGIONAL"]}}`, ""},
			{"type by name", update("replace", "~/types/EDGE", "REGIONAL"), `{"endpointConfiguration":{"ipAddressType":"ipv4","types":["REGIONAL"]}}`, ""},
			{"one type out, another in", update("remove", "~/types/EDGE", "-", "add", "~/types/0", "REGIONAL"), `{"endpointConfiguration":{"ipAddressType":"ipv4","types":["REGIONAL"]}}`, ""},
			{"PRIVATE (Q7)", update("replace", "~/types/0", "PRIVATE"), `{"endpointConfiguration":{"ipAddressType":"dualstack","types":["PRIVATE"]}}`, ""},
			{"PRIVATE over IPv4", update("replace", "~/types/0", "PRIVATE", "replace", "~/ipAddressType", "ipv4"), "", "BadRequestException: Only dualstack ipAddressType is supported for Private APIs."},
			{"wrong type", update("replace", "~/types/0", "CLOSED"), "", "BadRequestException: Invalid EndpointTypes specified. Valid options are REGIONAL,EDGE,PRIVATE"},
			{"another op on a type", update("test", "~/types/0", "EDGE"), "", "BadRequestException: Invalid patch operation specified. Must be 'add'|'remove'|'replace'"},
			{"two types", update("add", "~/types/1", "REGIONAL"), "", "BadRequestException: Cannot create an api with multiple Endpoint Types."},
			{"no type", update("remove", "~/types/0", "-"), "", "BadRequestException: REGIONAL Configuration and EDGE Configuration cannot be both DISABLED."},
			{"VPC endpoints", update("replace", "~/types/0", "PRIVATE", "add", "~/vpcEndpointIds", "vpce-1", "add", "~/vpcEndpointIds", "vpce-2", "remove", "~/vpcEndpointIds", "vpce-1"),
				`{"endpointConfiguration":{"ipAddressType":"dualstack","types":["PRIVATE"],"vpcEndpointIds":["vpce-2"]}}`, ""},
			{"the only VPC endpoint", update("replace", "~/types/0", "PRIVATE", "add", "~/vpcEndpointIds", "vpce-1", "replace", "~/vpcEndpointIds", "vpce-2"),
				`{"endpointConfiguration":{"ipAddressType":"dualstack","types":["PRIVATE"],"vpcEndpointIds":["vpce-2"]}}`, ""},
			{"a VPC endpoint without a name", update("add", "~/vpcEndpointIds", "-"), "", "BadRequestException: Invalid VPC endpoint identifier specified"},
			{"VPC endpoints of a public API", update("add", "~/vpcEndpointIds", "vpce-1"), "", "BadRequestException: VPCEndpoints can only be specified with PRIVATE apis."},
		})
}

func TestDeleteRestApi(t *testing.T) {
	decides(t, decide.DeleteRestApi, []test[apigateway.DeleteRestApi]{
		{name: "an API", given: "pets", at: 1, when: apigateway.DeleteRestApi{RestApiId: "pets000001"}, then: `{"restApiId":"pets000001"}`},
		{name: "none", when: apigateway.DeleteRestApi{RestApiId: "none"}, refused: "NotFoundException: Invalid API identifier specified 000000000000:none"},
		{name: "twice", given: "pets", at: 15, when: apigateway.DeleteRestApi{RestApiId: "518fjagxlv"}, refused: "NotFoundException: Invalid API identifier specified 000000000000:518fjagxlv"},
	})
}

func restApi(t *testing.T, w projections.World, id string) apigateway.RestApi {
	t.Helper()
	api, err := w.RestApi(id)
	if err != nil {
		t.Fatal(err)
	}
	return api.Tree.RestApi
}
