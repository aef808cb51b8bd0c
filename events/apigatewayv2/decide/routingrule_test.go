package decide_test

import (
	"strings"
	"testing"

	"reel/events/apigatewayv2"
	"reel/events/apigatewayv2/decide"
)

const (
	betaRule = "vbqjm0" // of rules.example.com, with priority 50, later 150
	allRule  = "gluks4" // of rules.example.com, with priority 100
)

// The limits are AWS's, the words of refusals reel's own.
func TestCreateRoutingRule(t *testing.T) {
	of := func(conditions ...apigatewayv2.RoutingRuleConditionInput) apigatewayv2.CreateRoutingRule {
		return apigatewayv2.CreateRoutingRule{DomainName: "rules.example.com", Priority: 7, Actions: to(restApi, "prod", nil), Conditions: conditions}
	}
	with := func(change func(*apigatewayv2.CreateRoutingRule)) apigatewayv2.CreateRoutingRule {
		c := of()
		change(&c)
		return c
	}
	leading := func(api, stage string) apigatewayv2.CreateRoutingRule {
		return with(func(c *apigatewayv2.CreateRoutingRule) { c.Actions = to(api, stage, nil) })
	}
	const action = `"actions":[{"invokeApi":{"apiId":"rest000001","stage":"prod","stripBasePath":false}}],`
	const named = `"priority":7,"routingRuleArn":"arn:aws:apigateway:us-east-1:000000000000:/domainnames/rules.example.com/routingrules/vbqjm0","routingRuleId":"vbqjm0"}}`
	made := func(conditions string) string {
		return `{"domainName":"rules.example.com","routingRule":{` + action + `"conditions":[` + conditions + `],` + named
	}
	glob := func(value string) apigatewayv2.CreateRoutingRule { return of(header("a", value)) }
	invalid := func(member, value string) string {
		return "BadRequestException: Invalid " + member + " specified: " + value
	}
	tooMany := "BadRequestException: A routing rule can have up to two matchHeaders conditions and one matchBasePaths condition."
	tests := []test[apigatewayv2.CreateRoutingRule]{
		{name: "every request", when: of(), then: made("")},
		{name: "two headers and a base path", when: of(header("Accept", "image/webp"), header("Cookie", "*ux=beta*"), basePath("pets/v2")),
			then: made(`{"matchHeaders":{"anyOf":[{"header":"Accept","valueGlob":"image/webp"}]}},{"matchHeaders":{"anyOf":[{"header":"Cookie","valueGlob":"*ux=beta*"}]}},{"matchBasePaths":{"anyOf":["pets/v2"]}}`)},
		{name: "the longest of all", when: of(header(strings.Repeat("h", 39), strings.Repeat("g", 126)+"*"), basePath(strings.Repeat("b", 127))),
			then: made(`{"matchHeaders":{"anyOf":[{"header":"` + strings.Repeat("h", 39) + `","valueGlob":"` + strings.Repeat("g", 126) + `*"}]}},{"matchBasePaths":{"anyOf":["` + strings.Repeat("b", 127) + `"]}}`)},
		{name: "any value", when: glob("*"), then: made(`{"matchHeaders":{"anyOf":[{"header":"a","valueGlob":"*"}]}}`)},

		{name: "where only mappings lead", when: with(func(c *apigatewayv2.CreateRoutingRule) { c.DomainName = "api.example.com" }),
			refused: "BadRequestException: Routing rules cannot be created for a domain name with the routing mode API_MAPPING_ONLY."},
		{name: "no priority", when: with(func(c *apigatewayv2.CreateRoutingRule) { c.Priority = 0 }), refused: "BadRequestException: Invalid priority specified: 0. It must be between 1 and 1000000."},
		{name: "too high a priority", when: with(func(c *apigatewayv2.CreateRoutingRule) { c.Priority = 1_000_001 }), refused: "BadRequestException: Invalid priority specified: 1000001. It must be between 1 and 1000000."},
		{name: "no action", when: with(func(c *apigatewayv2.CreateRoutingRule) { c.Actions = nil }), refused: "BadRequestException: A routing rule must have exactly one action."},
		{name: "two actions", when: with(func(c *apigatewayv2.CreateRoutingRule) { c.Actions = append(c.Actions, c.Actions...) }), refused: "BadRequestException: A routing rule must have exactly one action."},
		{name: "an HTTP API", when: leading(webApi, "$default"), refused: "BadRequestException: Only REST APIs are supported as targets of routing rules."},
		{name: "a WebSocket API", when: leading(talkApi, "live"), refused: "BadRequestException: Only REST APIs are supported as targets of routing rules."},
		{name: "no API", when: leading("none", "prod"), refused: "BadRequestException: Invalid API identifier specified 000000000000:none"},
		{name: "no stage", when: leading(restApi, "none"), refused: "BadRequestException: Invalid stage identifier specified"},
		{name: "a PRIVATE API", when: leading(insideApi, "prod"),
			refused: "BadRequestException: A routing rule of a private domain name must lead to a private API, and one of a public domain name to a public API."},
		{name: "an empty condition", when: of(apigatewayv2.RoutingRuleConditionInput{}), refused: "BadRequestException: A condition must have matchBasePaths or matchHeaders."},
		{name: "three headers", when: of(header("a", "1"), header("b", "2"), header("c", "3")), refused: tooMany},
		{name: "two base paths", when: of(basePath("a"), basePath("b")), refused: tooMany},
		{name: "no base path", when: of(basePath()), refused: "BadRequestException: anyOf of matchBasePaths must have exactly one base path."},
		{name: "one base path or another", when: of(basePath("a", "b")), refused: "BadRequestException: anyOf of matchBasePaths must have exactly one base path."},
		{name: "no header", when: of(apigatewayv2.RoutingRuleConditionInput{MatchHeaders: &apigatewayv2.RoutingRuleMatchHeadersInput{}}), refused: "BadRequestException: anyOf of matchHeaders must have exactly one header."},
		{name: "an empty base path", when: of(basePath("")), refused: invalid("base path", "")},
		{name: "a slash before it", when: of(basePath("/a")), refused: invalid("base path", "/a")},
		{name: "a slash behind it", when: of(basePath("a/")), refused: invalid("base path", "a/")},
		{name: "a blank in it", when: of(basePath("a b")), refused: invalid("base path", "a b")},
		{name: "too long a base path", when: of(basePath(strings.Repeat("b", 128))), refused: invalid("base path", strings.Repeat("b", 128))},
		{name: "an empty header", when: of(header("", "b")), refused: invalid("header", "")},
		{name: "a wildcard header", when: of(header("x-*", "b")), refused: invalid("header", "x-*")},
		{name: "too long a header", when: of(header(strings.Repeat("h", 40), "b")), refused: invalid("header", strings.Repeat("h", 40))},
		{name: "an empty glob", when: glob(""), refused: invalid("header glob value", "")},
		{name: "a star inside", when: glob("a*b"), refused: invalid("header glob value", "a*b")},
		{name: "a star inside others", when: glob("*a*b*"), refused: invalid("header glob value", "*a*b*")},
		{name: "a blank in a glob", when: glob("a b"), refused: invalid("header glob value", "a b")},
		{name: "too long a glob", when: glob(strings.Repeat("g", 128)), refused: invalid("header glob value", strings.Repeat("g", 128))},
		{name: "too long an infix", when: glob("*" + strings.Repeat("g", 38) + "*"), refused: invalid("header glob value", "*"+strings.Repeat("g", 38)+"*")},
		{name: "unknown domain name", when: with(func(c *apigatewayv2.CreateRoutingRule) { c.DomainName = "a.b" }), refused: noDomain},
		{name: "a PRIVATE one without its id", when: with(func(c *apigatewayv2.CreateRoutingRule) { c.DomainName = "in.example.com" }), refused: noDomain},
		{name: "a public API behind a PRIVATE name", when: with(func(c *apigatewayv2.CreateRoutingRule) {
			c.DomainName, c.DomainNameId = "in.example.com", new(insideId)
		}),
			refused: "BadRequestException: A routing rule of a private domain name must lead to a private API, and one of a public domain name to a public API."},
	}
	for _, name := range []string{"Authorization", "x-amz-date", "X-Amzn-Trace-Id", "Access-Control-Allow-Origin", "x-apigw-api-id", "Via", "TE"} {
		tests = append(tests, test[apigatewayv2.CreateRoutingRule]{name: "the header " + name, when: of(header(name, "a")),
			refused: "BadRequestException: The header " + name + " is not supported as a condition of a routing rule."})
	}
	for i := range tests {
		tests[i].given, tests[i].at = "apidomains", 22
	}
	tests = append(tests, test[apigatewayv2.CreateRoutingRule]{name: "a priority that is taken", given: "apidomains", at: 24,
		when:    with(func(c *apigatewayv2.CreateRoutingRule) { c.Priority = 100 }),
		refused: "ConflictException: A routing rule with priority 100 already exists for this domain name"})
	decides(t, decide.CreateRoutingRule, tests)
}

func TestPutRoutingRule(t *testing.T) {
	of := func(id string, priority int64) apigatewayv2.PutRoutingRule {
		return apigatewayv2.PutRoutingRule{DomainName: "rules.example.com", RoutingRuleId: id, Priority: priority, Actions: to(restApi, "prod", new(true)),
			Conditions: []apigatewayv2.RoutingRuleConditionInput{basePath("pets")}}
	}
	put := func(priority string) string {
		return `{"domainName":"rules.example.com","routingRule":{"actions":[{"invokeApi":{"apiId":"rest000001","stage":"prod","stripBasePath":true}}],` +
			`"conditions":[{"matchBasePaths":{"anyOf":["pets"]}}],"priority":` + priority + `,"routingRuleArn":"arn:aws:apigateway:us-east-1:000000000000:/domainnames/rules.example.com/routingrules/vbqjm0","routingRuleId":"vbqjm0"}}`
	}
	decides(t, decide.PutRoutingRule, []test[apigatewayv2.PutRoutingRule]{
		{name: "another priority", given: "apidomains", at: 24, when: of(betaRule, 1_000_000), then: put("1000000")},
		{name: "its own priority", given: "apidomains", at: 24, when: of(betaRule, 50), then: put("50")},
		{name: "another's priority", given: "apidomains", at: 24, when: of(betaRule, 100), refused: "ConflictException: A routing rule with priority 100 already exists for this domain name"},
		{name: "no priority", given: "apidomains", at: 24, when: of(betaRule, 0), refused: "BadRequestException: Invalid priority specified: 0. It must be between 1 and 1000000."},
		{name: "unknown rule", given: "apidomains", at: 24, when: of("none", 7), refused: "NotFoundException: Invalid routing rule identifier specified none"},
		{name: "a deleted rule", given: "apidomains", at: 27, when: of(allRule, 7), refused: "NotFoundException: Invalid routing rule identifier specified gluks4"},
	})
}

func TestDeleteRoutingRule(t *testing.T) {
	decides(t, decide.DeleteRoutingRule, []test[apigatewayv2.DeleteRoutingRule]{
		{name: "by id", given: "apidomains", at: 24, when: apigatewayv2.DeleteRoutingRule{DomainName: "rules.example.com", RoutingRuleId: allRule},
			then: `{"domainName":"rules.example.com","routingRuleId":"gluks4"}`},
		{name: "of a PRIVATE name", given: "apidomains", at: 25, when: apigatewayv2.DeleteRoutingRule{DomainName: "in.example.com", DomainNameId: new(insideId), RoutingRuleId: "q8jzuq"},
			then: `{"domainName":"in.example.com","domainNameId":"f17lyr2z0u","routingRuleId":"q8jzuq"}`},
		{name: "unknown rule", given: "apidomains", at: 24, when: apigatewayv2.DeleteRoutingRule{DomainName: "rules.example.com", RoutingRuleId: "none"},
			refused: "NotFoundException: Invalid routing rule identifier specified none"},
		{name: "unknown domain name", when: apigatewayv2.DeleteRoutingRule{DomainName: "a.b", RoutingRuleId: allRule}, refused: noDomain},
	})
}

// Routing rules and mappings to both REST and HTTP APIs are not together, in
// whichever order they come.
func TestRoutingRulesBesideMappings(t *testing.T) {
	decides(t, decide.CreateApiMapping, []test[apigatewayv2.CreateApiMapping]{
		{name: "one kind of API", given: "apidomains", at: 24, when: apigatewayv2.CreateApiMapping{DomainName: "rules.example.com", ApiId: webApi, Stage: "$default"},
			then: `{"basePathMapping":{"apiMappingId":"q8jzuq","basePath":"","restApiId":"http000002","stage":"$default"},"domainName":"rules.example.com"}`},
	})
	w := given(t, "apidomains", 24).World(account, region)
	for _, api := range []string{webApi, restApi} {
		stage := map[string]string{webApi: "$default", restApi: "prod"}[api]
		e, err := decide.CreateApiMapping(envOf(given(t, "apidomains", 24)), w, apigatewayv2.CreateApiMapping{DomainName: "rules.example.com", ApiMappingKey: &stage, ApiId: api, Stage: stage})
		if api == restApi {
			if got, want := refusal(err), "BadRequestException: API mappings to both REST and HTTP APIs are not supported for a domain name with routing rules."; got != want {
				t.Errorf("got %q, want %q", got, want)
			}
			continue
		}
		if w, err = w.After(e); err != nil {
			t.Fatal(err)
		}
	}
}
