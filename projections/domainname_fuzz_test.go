package projections_test

import (
	"strings"
	"testing"

	"reel/events/apigateway"
	"reel/projections"
)

// Whatever host and path a stranger sends, what they lead to stands in the host's
// mappings, and what is left of the path is its end.
func FuzzResolve(f *testing.F) {
	f.Add("api.example.com:80", "/orders/v1/items/5")
	f.Add("[::1", "//")
	f.Add("*.", "/orders")
	f.Add("a.b.c.", "orders/%2e%2e/")
	d := apigateway.DomainName{DomainName: "*.example.com"}
	var mapped projections.DomainName
	for _, base := range []string{"", "orders", "orders/v1"} {
		mapped.BasePathMappings = mapped.BasePathMappings.Set(base, &apigateway.BasePathMapping{BasePath: base, RestApiId: "api", Stage: strings.TrimPrefix(base, "orders")})
	}
	rules := mapped
	rules.RoutingMode = "ROUTING_RULE_ONLY"
	for key, rule := range map[string]ruled{
		"1": {headers: []string{"Host: *a*", "Accept: b*"}, base: "orders", strip: true, api: "1"}, "2": {base: "orders/v1", strip: true, api: "2"}, "3": {api: "3"},
	} {
		r := rule.rule()
		rules.RoutingRules = rules.RoutingRules.Set(key, &r)
	}
	f.Fuzz(func(t *testing.T, host, path string) {
		s := hosts(t, d)
		if _, found, ok := s.DomainName(host); ok != (found != nil) {
			t.Errorf("%q is found %v, %v", host, ok, found)
		}
		if m, ok := rules.Resolve(path, func(string) []string { return []string{host} }); !ok || !strings.HasPrefix(m.Path, "/") {
			t.Errorf("rules lead %q to %+v, %v", path, m, ok)
		}
		m, ok := mapped.Resolve(path, nil)
		if !ok {
			return
		}
		if mapped.BasePathMappings.Get(m.BasePath) == nil || m.Stage == "" {
			t.Errorf("%q leads to %+v", path, m)
		}
		if !strings.HasPrefix(m.Path, "/") || !strings.HasSuffix("/"+path, m.Path) && m.Path != "/" {
			t.Errorf("%q leaves %q", path, m.Path)
		}
		if base := strings.TrimPrefix(path, "/"); m.BasePath != "" && base != m.BasePath && !strings.HasPrefix(base, m.BasePath+"/") {
			t.Errorf("%q stands not under %q", path, m.BasePath)
		}
	})
}
