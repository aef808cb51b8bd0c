package decide_test

import (
	"strings"
	"testing"

	"reel/events/apigateway"
	v1 "reel/events/apigateway/decide"
	"reel/events/apigatewayv2"
	"reel/events/apigatewayv2/decide"
)

const (
	keyTaken  = "ConflictException: ApiMapping key already exists for this domain name"
	keyEnd    = "BadRequestException: API mapping key should not end with a '/'."
	keySlash  = "BadRequestException: API mapping key should not start with a '/' or have consecutive '/'s."
	keyText   = "BadRequestException: An API mapping key may contain only letters, numbers and one of $-_.+!*'(), characters."
	onlyTLS12 = "BadRequestException: Only REGIONAL domain names with a security policy of TLS 1.2 can be managed through the API Gateway V2 API. " +
		"For TLS 1.0 domain names, please use the API Gateway V1 API to upgrade your security policy to TLS 1.2. " +
		"Currently, only REST APIs can be attached to a domain name with a security policy of TLS 1.0."
	withOthers = "BadRequestException: Currently, WebSocket APIs can only be attached to a domain name with other WebSocket APIs."
	orders     = "j09jm9" // the mapping orders/v1, later orders/v2, of api.example.com
)

// Measured on AWS: the words about keys and that a key of blanks is none. Those
// about what is not there, EDGE and TLS 1.0 were met by users; those about
// WebSocket APIs, rules and mappings that are not there are reel's own.
func TestCreateApiMapping(t *testing.T) {
	of := func(domain, key, api, stage string) apigatewayv2.CreateApiMapping {
		return apigatewayv2.CreateApiMapping{DomainName: domain, ApiMappingKey: &key, ApiId: api, Stage: stage}
	}
	rest := func(key string) apigatewayv2.CreateApiMapping { return of("api.example.com", key, restApi, "prod") }
	made := func(key, api, stage string) string {
		return `{"basePathMapping":{"apiMappingId":"ID","basePath":"` + key + `","restApiId":"` + api + `","stage":"` + stage + `"},"domainName":"api.example.com"}`
	}
	at17 := func(s string) string { return strings.Replace(s, "ID", "j09jm9", 1) }
	decides(t, decide.CreateApiMapping, []test[apigatewayv2.CreateApiMapping]{
		{name: "a REST API on two levels", given: "apidomains", at: 17, when: rest("orders/v1"), then: at17(made("orders/v1", restApi, "prod"))},
		{name: "an HTTP API", given: "apidomains", at: 17, when: of("api.example.com", "a/b/c", webApi, "$default"), then: at17(made("a/b/c", webApi, "$default"))},
		{name: "a WebSocket API", given: "apidomains", at: 17, when: of("api.example.com", "talk", talkApi, "live"), then: at17(made("talk", talkApi, "live"))},
		{name: "no key", given: "apidomains", at: 17, when: apigatewayv2.CreateApiMapping{DomainName: "api.example.com", ApiId: restApi, Stage: "prod"}, then: at17(made("", restApi, "prod"))},
		{name: "a key of blanks", given: "apidomains", at: 17, when: rest("  "), then: at17(made("", restApi, "prod"))},
		{name: "(none)", given: "apidomains", at: 17, when: rest("(none)"), then: at17(made("", restApi, "prod"))},
		{name: "all characters", given: "apidomains", at: 17, when: rest("aZ9$-_.+!*'(),"), then: at17(made("aZ9$-_.+!*'(),", restApi, "prod"))},
		{name: "the longest key", given: "apidomains", at: 17, when: rest(strings.Repeat("a", 300)), then: at17(made(strings.Repeat("a", 300), restApi, "prod"))},
		{name: "REST beside HTTP", given: "apidomains", at: 20, when: rest("more"), then: strings.Replace(made("more", restApi, "prod"), "ID", "kfodgx", 1)},

		{name: "a slash", given: "apidomains", at: 17, when: rest("/"), refused: keyEnd},
		{name: "a slash at the end", given: "apidomains", at: 17, when: rest("a/"), refused: keyEnd},
		{name: "a slash at the beginning", given: "apidomains", at: 17, when: rest("/a"), refused: keySlash},
		{name: "two slashes", given: "apidomains", at: 17, when: rest("a//b"), refused: keySlash},
		{name: "a blank", given: "apidomains", at: 17, when: rest(" a"), refused: keyText},
		{name: "a tilde", given: "apidomains", at: 17, when: rest("a~b"), refused: keyText},
		{name: "too long a key", given: "apidomains", at: 17, when: rest(strings.Repeat("a", 301)), refused: "BadRequestException: ApiMapping key length must be under 300 characters."},
		{name: "a key that is taken", given: "apidomains", at: 18, when: rest("orders/v1"), refused: keyTaken},
		{name: "all paths twice", given: "apidomains", at: 19, when: rest(""), refused: keyTaken},
		{name: "no API", given: "apidomains", at: 17, when: of("api.example.com", "a", "none", "prod"), refused: "BadRequestException: Invalid API identifier specified 000000000000:none"},
		{name: "no stage", given: "apidomains", at: 17, when: of("api.example.com", "a", restApi, "none"), refused: "BadRequestException: Invalid stage identifier specified"},
		{name: "no stage's name", given: "apidomains", at: 17, when: of("api.example.com", "a", webApi, ""), refused: "BadRequestException: Invalid stage identifier specified"},
		{name: "WebSocket on two levels", given: "apidomains", at: 17, when: of("chat.example.com", "a/b", talkApi, "live"),
			refused: "BadRequestException: An ApiMapping key may contain only letters, numbers and one of $-_.+!*'()"},
		{name: "WebSocket beside HTTP", given: "apidomains", at: 20, when: of("api.example.com", "a", talkApi, "live"), refused: withOthers},
		{name: "REST beside WebSocket", given: "apidomains", at: 20, when: of("chat.example.com", "a", restApi, "prod"), refused: withOthers},
		{name: "EDGE", given: "apidomains", at: 17, when: of("edge.example.com", "a", restApi, "prod"), refused: onlyEdge},
		{name: "PRIVATE", given: "apidomains", at: 17, when: of("in.example.com", "a", restApi, "prod"), refused: noDomain},
		{name: "unknown", when: rest("a"), refused: noDomain},
	})
}

func TestUpdateApiMapping(t *testing.T) {
	of := func(change func(*apigatewayv2.UpdateApiMapping)) apigatewayv2.UpdateApiMapping {
		c := apigatewayv2.UpdateApiMapping{DomainName: "api.example.com", ApiMappingId: orders, ApiId: restApi}
		change(&c)
		return c
	}
	key := func(key string) apigatewayv2.UpdateApiMapping {
		return of(func(c *apigatewayv2.UpdateApiMapping) { c.ApiMappingKey = &key })
	}
	updated := func(key, api, stage string) string {
		return `{"basePathMapping":{"apiMappingId":"j09jm9","basePath":"` + key + `","restApiId":"` + api + `","stage":"` + stage + `"},"domainName":"api.example.com","formerBasePath":"orders/v1"}`
	}
	decides(t, decide.UpdateApiMapping, []test[apigatewayv2.UpdateApiMapping]{
		{name: "another key", given: "apidomains", at: 20, when: key("sales"), then: updated("sales", restApi, "prod")},
		{name: "the same key", given: "apidomains", at: 20, when: key("orders/v1"), then: updated("orders/v1", restApi, "prod")},
		{name: "another kind of API", given: "apidomains", at: 20, when: of(func(c *apigatewayv2.UpdateApiMapping) { c.ApiId, c.Stage = webApi, new("$default") }), then: updated("orders/v1", webApi, "$default")},
		{name: "nothing", given: "apidomains", at: 20, when: of(func(c *apigatewayv2.UpdateApiMapping) { c.ApiId = "" }), then: updated("orders/v1", restApi, "prod")},
		{name: "the only one, to a WebSocket API", given: "apidomains", at: 18, when: of(func(c *apigatewayv2.UpdateApiMapping) {
			c.ApiId, c.Stage, c.ApiMappingKey = talkApi, new("live"), new("a")
		}), then: updated("a", talkApi, "live")},
		{name: "a key that is taken", given: "apidomains", at: 20, when: key(""), refused: keyTaken},
		{name: "a key of blanks", given: "apidomains", at: 20, when: key("  "), refused: keySlash},
		{name: "no such stage", given: "apidomains", at: 20, when: of(func(c *apigatewayv2.UpdateApiMapping) { c.Stage = new("none") }), refused: "BadRequestException: Invalid stage identifier specified"},
		{name: "an API without the stage", given: "apidomains", at: 20, when: of(func(c *apigatewayv2.UpdateApiMapping) { c.ApiId = webApi }), refused: "BadRequestException: Invalid stage identifier specified"},
		{name: "unknown mapping", given: "apidomains", at: 20, when: of(func(c *apigatewayv2.UpdateApiMapping) { c.ApiMappingId = "none" }), refused: "NotFoundException: Invalid API mapping identifier specified none"},
	})
}

func TestDeleteApiMapping(t *testing.T) {
	of := func(domain, id string) apigatewayv2.DeleteApiMapping {
		return apigatewayv2.DeleteApiMapping{DomainName: domain, ApiMappingId: id}
	}
	decides(t, decide.DeleteApiMapping, []test[apigatewayv2.DeleteApiMapping]{
		{name: "by id", given: "apidomains", at: 20, when: of("api.example.com", orders), then: `{"basePath":"orders/v1","domainName":"api.example.com"}`},
		{name: "of another domain name", given: "apidomains", at: 20, when: of("chat.example.com", orders), refused: "NotFoundException: Invalid API mapping identifier specified " + orders},
		{name: "unknown domain name", when: of("api.example.com", orders), refused: noDomain},
	})
}

// What version 2 has mapped, both versions keep: the words about an HTTP API were
// met by a user, those about its stage are reel's own, and version 1's are those
// of a base path mapping.
func TestWhatIsMappedStays(t *testing.T) {
	decides(t, decide.DeleteApi, []test[apigatewayv2.DeleteApi]{
		{name: "unmapped", given: "apidomains", at: 18, when: apigatewayv2.DeleteApi{ApiId: webApi}, then: `{"apiId":"http000002"}`},
		{name: "mapped", given: "apidomains", at: 19, when: apigatewayv2.DeleteApi{ApiId: webApi},
			refused: "BadRequestException: Deleting API http000002 failed. Please remove all API mappings for the API from your custom domain names."},
	})
	decides(t, decide.DeleteStage, []test[apigatewayv2.DeleteStage]{
		{name: "mapped", given: "apidomains", at: 19, when: apigatewayv2.DeleteStage{ApiId: webApi, StageName: "$default"},
			refused: "BadRequestException: Deleting stage $default failed. Please remove all API mappings for the stage from your custom domain names."},
	})
	decides(t, v1.DeleteRestApi, []test[apigateway.DeleteRestApi]{
		{name: "mapped", given: "apidomains", at: 18, when: apigateway.DeleteRestApi{RestApiId: restApi},
			refused: "BadRequestException: Deleting RestApi rest000001 failed. Please remove all base path mappings related to the RestApi in your domains: api.example.com"},
	})
}

// What version 1 may do with a domain name that version 2 has mapped. The words
// about mixing were met by users; those about routing modes and EDGE are reel's own.
func TestVersion1BesideVersion2(t *testing.T) {
	mixing := "BadRequestException: Mixing of REST APIs and HTTP APIs on the same domain name can only be accomplished through API Gateway's V2 DomainName interface. " +
		"Currently, WebSocket APIs can only be attached to a domain name with other WebSocket APIs. This must also occur through API Gateway's V2 DomainName interface."
	create := func(domain, api, stage string) apigateway.CreateBasePathMapping {
		return apigateway.CreateBasePathMapping{DomainName: domain, BasePath: new("a"), RestApiId: api, Stage: &stage}
	}
	private := create("in.example.com", insideApi, "prod")
	private.DomainNameId = new(insideId)
	decides(t, v1.CreateBasePathMapping, []test[apigateway.CreateBasePathMapping]{
		{name: "beside a REST API", given: "apidomains", at: 18, when: create("api.example.com", restApi, "prod"),
			then: `{"basePathMapping":{"apiMappingId":"m5ovxr","basePath":"a","restApiId":"rest000001","stage":"prod"},"domainName":"api.example.com"}`},
		{name: "beside an HTTP API", given: "apidomains", at: 19, when: create("api.example.com", restApi, "prod"), refused: mixing},
		{name: "an HTTP API", given: "apidomains", at: 17, when: create("api.example.com", webApi, "$default"), refused: mixing},
		{name: "beside a WebSocket API", given: "apidomains", at: 20, when: create("chat.example.com", restApi, "prod"), refused: mixing},
		{name: "where only rules lead", given: "apidomains", at: 17, when: private,
			refused: "BadRequestException: API mappings cannot be created for a domain name with the routing mode ROUTING_RULE_ONLY."},
	})
	decides(t, v1.DeleteBasePathMapping, []test[apigateway.DeleteBasePathMapping]{
		{name: "of several levels", given: "apidomains", at: 18, when: apigateway.DeleteBasePathMapping{DomainName: "api.example.com", BasePath: "orders/v1"},
			then: `{"basePath":"orders/v1","domainName":"api.example.com"}`},
	})
	patched := func(domain, path, value string) apigateway.UpdateDomainName {
		return apigateway.UpdateDomainName{DomainName: domain, PatchOperations: []apigateway.PatchOperation{{Op: new("replace"), Path: &path, Value: &value}}}
	}
	decides(t, v1.UpdateDomainName, []test[apigateway.UpdateDomainName]{
		{name: "TLS 1.0 for an HTTP API", given: "apidomains", at: 20, when: patched("api.example.com", "/securityPolicy", "TLS_1_0"),
			refused: "BadRequestException: A domain name with API mappings of multiple levels, or to HTTP or WebSocket APIs, must be REGIONAL and have a security policy of TLS 1.2."},
	})
}

// Version 2 does not look at the mappings of a domain name over TLS 1.0.
func TestMappingsOverTLS10(t *testing.T) {
	s := given(t, "apidomains", 17)
	path, value := "/securityPolicy", "TLS_1_0"
	e, err := v1.UpdateDomainName(envOf(s), s.World(account, region), apigateway.UpdateDomainName{
		DomainName: "api.example.com", PatchOperations: []apigateway.PatchOperation{{Op: new("replace"), Path: &path, Value: &value}},
	})
	if err != nil {
		t.Fatal(err)
	}
	w, err := s.World(account, region).After(e)
	if err != nil {
		t.Fatal(err)
	}
	_, err = decide.CreateApiMapping(envOf(s), w, apigatewayv2.CreateApiMapping{DomainName: "api.example.com", ApiId: restApi, Stage: "prod"})
	if got := refusal(err); got != onlyTLS12 {
		t.Errorf("refused with\n got %q\nwant %q", got, onlyTLS12)
	}
}
