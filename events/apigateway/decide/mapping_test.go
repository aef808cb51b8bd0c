package decide_test

import (
	"encoding/json"
	"testing"
)

// What may be mapped to an integration's request:
// https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-parameter-mapping-sources.html.
func TestRequestMappings(t *testing.T) {
	const declared = `"method.request.path.id":true,"method.request.querystring.page":false,"method.request.header.X-A":false`
	unknown := func(expr string) string {
		return mappingError + "[Invalid mapping expression parameter specified: " + expr + "]"
	}
	invalid := func(expr string) string { return mappingError + "[Invalid mapping expression specified: " + expr + "]" }
	tests := []struct{ target, source, refused string }{
		{"integration.request.path.id", "method.request.path.id", ""},
		{"integration.request.querystring.p", "method.request.querystring.page", ""},
		{"integration.request.header.X-B", "method.request.header.X-A", ""},
		{"integration.request.multivaluequerystring.p", "method.request.multivaluequerystring.page", ""},
		{"integration.request.multivalueheader.X-B", "method.request.multivalueheader.X-A", ""},
		{"integration.request.header.b", "method.request.body", ""},
		{"integration.request.header.b", "method.request.body.a.b[0]", ""},
		{"integration.request.header.s", "stageVariables.name", ""},
		{"integration.request.header.c", "context.identity.sourceIp", ""},
		{"integration.request.header.s", "'static, with \"anything\"'", ""},
		{"integration.request.header.s", "''", ""},

		{"integration.request.header.s", "true", invalid("true")},
		{"integration.request.header.s", "", invalid("")},
		{"integration.request.header.s", "'", invalid("'")},
		{"integration.request.header.s", "static", invalid("static")},
		{"integration.request.header.s", "$context.stage", invalid("$context.stage")},
		{"integration.request.header.s", "stageVariables.", invalid("stageVariables.")},
		{"integration.request.header.s", "method.request.cookie.a", invalid("method.request.cookie.a")},
		{"integration.request.header.s", "integration.response.header.a", invalid("integration.response.header.a")},
		{"integration.request.header.s", "method.request.querystring.x", unknown("method.request.querystring.x")}, // recorded
		{"integration.request.header.s", "method.request.header.x-a", unknown("method.request.header.x-a")},
		{"integration.request.header.s", "method.request.multivalueheader.X-B", unknown("method.request.multivalueheader.X-B")},
		{"true", "'x'", invalid("true")},
		{"integration.request.body", "method.request.body", invalid("integration.request.body")},
		{"method.request.header.a", "'x'", invalid("method.request.header.a")},
		{"integration.request.header.a b", "'x'", mappingError + "[Parameter name should match the following regular expression: ^[a-zA-Z0-9:._$-]+$]"},
	}
	for _, tt := range tests {
		t.Run(tt.target+" from "+tt.source, func(t *testing.T) {
			h := newHistory(t)
			h.must(t, call{"PutMethod", `{"authorizationType":"NONE","requestParameters":{` + declared + `}}`})
			_, err := h.decide(t, put(`"type":"MOCK","requestParameters":{`+quoted(t, tt.target)+`:`+quoted(t, tt.source)+`}`))
			if got := refusal(err); got != tt.refused {
				t.Errorf("refused %q, want %q", got, tt.refused)
			}
		})
	}
}

func quoted(t *testing.T, s string) string {
	t.Helper()
	b, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// What a cache may be keyed by: what the method declares or the integration maps.
func TestCacheKeys(t *testing.T) {
	tests := []struct{ key, refused string }{
		{"method.request.path.id", ""},
		{"integration.request.path.id", ""},
		{"method.request.querystring.page", mappingError + "[Invalid mapping expression parameter specified: method.request.querystring.page]"},
	}
	for _, tt := range tests {
		t.Run(tt.key, func(t *testing.T) {
			h := newHistory(t)
			h.must(t, call{"PutMethod", `{"authorizationType":"NONE","requestParameters":{"method.request.path.id":true}}`})
			_, err := h.decide(t, put(`"type":"MOCK","cacheKeyParameters":["`+tt.key+`"],"requestParameters":{"integration.request.path.id":"method.request.path.id"}`))
			if got := refusal(err); got != tt.refused {
				t.Errorf("refused %q, want %q", got, tt.refused)
			}
		})
	}
}

// What may be mapped to a method's response.
func TestResponseMappings(t *testing.T) {
	const x = "method.response.header.X-A"
	invalid := func(expr string) string { return mappingError + "[Invalid mapping expression specified: " + expr + "]" }
	tests := []struct{ target, source, refused string }{
		{x, "integration.response.header.ETag", ""},
		{x, "integration.response.multivalueheader.ETag", ""},
		{x, "integration.response.body", ""},
		{x, "integration.response.body.a.b", ""},
		{x, "stageVariables.name", ""},
		{x, "context.requestId", ""},
		{x, "'*'", ""},

		{x, "*", invalid("*")},
		{x, "method.request.header.a", invalid("method.request.header.a")},
		{x, "integration.response.querystring.a", invalid("integration.response.querystring.a")},
		{"method.response.header.Access-Control-Allow-Origin", "'*'",
			mappingError + "[Invalid mapping expression parameter specified: method.response.header.Access-Control-Allow-Origin]"}, // recorded
		{"X-A", "'*'", invalid("X-A")},
	}
	for _, tt := range tests {
		t.Run(tt.target+" from "+tt.source, func(t *testing.T) {
			h := newHistory(t)
			for _, c := range append(mockMethod, call{"PutMethodResponse", `{"statusCode":"200","responseParameters":{"` + x + `":false}}`}) {
				h.must(t, c)
			}
			_, err := h.decide(t, call{"PutIntegrationResponse", `{"statusCode":"200","responseParameters":{` + quoted(t, tt.target) + `:` + quoted(t, tt.source) + `}}`})
			if got := refusal(err); got != tt.refused {
				t.Errorf("refused %q, want %q", got, tt.refused)
			}
		})
	}
}
