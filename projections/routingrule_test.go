package projections_test

import (
	"net/http"
	"strings"
	"testing"

	"reel/events"
	"reel/events/apigateway"
	"reel/events/apigatewayv2"
	"reel/projections"
)

// A ruled is a domain name whose rules are made by a text each: what the header
// conditions are, what the base path is, and which API the rule leads to.
type ruled struct {
	priority int64
	headers  []string // name: glob
	base     string
	api      string
	strip    bool
}

func (r ruled) rule() apigatewayv2.RoutingRule {
	rule := apigatewayv2.RoutingRule{Priority: r.priority, RoutingRuleId: "to-" + r.api,
		Actions: []apigatewayv2.RoutingRuleAction{{InvokeApi: apigatewayv2.RoutingRuleInvokeApi{ApiId: r.api, Stage: "prod", StripBasePath: r.strip}}}}
	for _, h := range r.headers {
		name, glob, _ := strings.Cut(h, ": ")
		rule.Conditions = append(rule.Conditions, apigatewayv2.RoutingRuleCondition{
			MatchHeaders: &apigatewayv2.RoutingRuleMatchHeaders{AnyOf: []apigatewayv2.RoutingRuleMatchHeaderValue{{Header: name, ValueGlob: glob}}}})
	}
	if r.base != "" {
		rule.Conditions = append(rule.Conditions, apigatewayv2.RoutingRuleCondition{MatchBasePaths: &apigatewayv2.RoutingRuleMatchBasePaths{AnyOf: []string{r.base}}})
	}
	return rule
}

// ruledDomain is a domain name with rules and mappings, key to API.
func ruledDomain(t *testing.T, mode string, rules []ruled, mappings map[string]string) *projections.DomainName {
	t.Helper()
	all := []events.Event{apigateway.DomainNameCreated{DomainName: apigateway.DomainName{DomainName: "a.b", RoutingMode: mode}}}
	for _, r := range rules {
		all = append(all, apigatewayv2.RoutingRuleCreated{DomainName: "a.b", RoutingRule: r.rule()})
	}
	for key, api := range mappings {
		all = append(all, apigateway.BasePathMappingCreated{DomainName: "a.b", BasePathMapping: apigateway.BasePathMapping{BasePath: key, RestApiId: api, Stage: "prod"}})
	}
	var s projections.State
	for i, e := range all {
		s = apply(t, s, events.Recorded{Seq: uint64(i + 1), Account: "0", Region: "x", Event: e})
	}
	_, d, ok := s.DomainName("a.b")
	if !ok {
		t.Fatal("there is no domain name")
	}
	return d
}

const (
	rulesOnly  = "ROUTING_RULE_ONLY"
	rulesFirst = "ROUTING_RULE_THEN_BASE_PATH_MAPPING"
)

// The rules, mappings and requests are those of AWS's examples:
// https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-routing-rules-examples.html
func TestRoutingRulesLead(t *testing.T) {
	hello := ruled{priority: 10, headers: []string{"Hello: World"}, api: "1"}
	shopper := ruled{priority: 50, headers: []string{"Accept: image/webp", "Pet: Dog-*"}, base: "PetStoreShopper", api: "2"}
	all := ruled{priority: 100, api: "3"}
	one := ruledDomain(t, rulesOnly, []ruled{all, shopper, hello}, map[string]string{"": "mapped"})
	two := ruledDomain(t, rulesFirst, []ruled{
		{priority: 1, base: "pets", api: "pets"}, {priority: 5, headers: []string{"Cookie: *ux=beta*"}, base: "refunds", api: "beta"},
	}, map[string]string{"refunds": "refunds", "": "search"})
	three := ruledDomain(t, rulesFirst, []ruled{hello, shopper}, map[string]string{"PetStoreShopper": "3", "PetStoreShopper/cats": "4"})
	four := ruledDomain(t, rulesOnly, []ruled{
		{priority: 10, headers: []string{"Host: a.example.com"}, api: "1"}, {priority: 20, headers: []string{"Host: b.example.com"}, api: "2"}, {priority: 500, api: "3"},
	}, nil)
	off := ruledDomain(t, "BASE_PATH_MAPPING_ONLY", []ruled{all}, map[string]string{"": "mapped"})
	tests := []struct {
		name    string
		d       *projections.DomainName
		path    string
		headers []string
		want    string // the API, "" for none
	}{
		{"rules only", one, "/", []string{"hello: World"}, "1"},
		{"the first that is met", one, "/PetStoreShopper", []string{"Hello: World", "Pet: Dog-Bella", "Accept: image/webp"}, "1"},
		{"all conditions", one, "/PetStoreShopper", []string{"Pet: Dog-Bella", "Accept: image/webp"}, "2"},
		{"below the base path", one, "/PetStoreShopper/dogs", []string{"Pet: Dog-Bella", "Accept: image/webp"}, "2"},
		{"not all conditions", one, "/PetStoreShopper", []string{"Pet: Dog-Bella"}, "3"},
		{"another base path", one, "/PetStoreShoppers", []string{"Pet: Dog-Bella", "Accept: image/webp"}, "3"},
		{"a base path in another case", one, "/petstoreshopper", []string{"Pet: Dog-Bella", "Accept: image/webp"}, "3"},
		{"a value in another case", one, "/", []string{"Hello: world"}, "3"},
		{"rules first", two, "/pets", nil, "pets"},
		{"a part of a cookie", two, "/refunds", []string{"Cookie: lang=en-us;ux=beta"}, "beta"},
		{"a mapping then", two, "/refunds", nil, "refunds"},
		{"the empty mapping", two, "/", nil, "search"},
		{"a mapping of one level", three, "/PetStoreShopper", []string{"Accept: image/webp", "Pet: Cats"}, "3"},
		{"a rule before the longer mapping", three, "/PetStoreShopper/cats", []string{"Hello: World"}, "1"},
		{"a mapping of two levels", three, "/PetStoreShopper/cats", nil, "4"},
		{"nothing", three, "/Admin", []string{"Pet: Dog-Bella"}, ""},
		{"a host", four, "/", []string{"Host: a.example.com"}, "1"},
		{"another host", four, "/", []string{"Host: b.example.com"}, "2"},
		{"every other host", four, "/", []string{"Host: testing.example.com"}, "3"},
		{"mappings only", off, "/", nil, "mapped"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m, ok := tt.d.Resolve(tt.path, headersOf(tt.headers))
			if m.ApiId != tt.want || ok != (tt.want != "") {
				t.Errorf("it leads to %+v, %v; want %q", m, ok, tt.want)
			}
		})
	}
}

func headersOf(lines []string) func(name string) []string {
	h := http.Header{}
	for _, line := range lines {
		name, value, _ := strings.Cut(line, ": ")
		h.Add(name, value)
	}
	return h.Values
}

// The globs and values are those of AWS's tables:
// https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-routing-rules.html
func TestHeaderGlobs(t *testing.T) {
	values := []string{"account", "alpha", "backup", "beta", "users"}
	tests := []struct{ globs, want string }{
		{"a*", "account alpha"},
		{"*a", "alpha beta"},
		{"*a*", "account alpha backup beta"},
		{"*a* *b*", "backup beta"},
		{"b* *a", "beta"},
		{"*", "account alpha backup beta users"},
		{"beta", "beta"},
		{"?eta", ""}, // a star is the only wildcard
		{"**", "account alpha backup beta users"},
	}
	for _, tt := range tests {
		var headers, got []string
		for _, glob := range strings.Fields(tt.globs) {
			headers = append(headers, "x-version: "+glob)
		}
		d := ruledDomain(t, rulesOnly, []ruled{{priority: 1, headers: headers, api: "1"}}, nil)
		for _, value := range values {
			if _, ok := d.Resolve("/", headersOf([]string{"x-version: " + value})); ok {
				got = append(got, value)
			}
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("%s matches %v, want %s", tt.globs, got, tt.want)
		}
	}
	json := ruledDomain(t, rulesOnly, []ruled{{priority: 1, headers: []string{"Accept: *json"}, api: "1"}}, nil)
	if _, ok := json.Resolve("/", headersOf([]string{"Accept: application/json", "Accept: text/xml"})); !ok {
		t.Error("a header that was sent twice is not matched by its first value")
	}
	if _, ok := json.Resolve("/", headersOf([]string{"Accept: application/json,text/xml"})); ok {
		t.Error("a value with a comma in it is matched by its part")
	}
	if _, ok := ruledDomain(t, rulesOnly, []ruled{{priority: 1, headers: []string{"a: *"}, api: "1"}}, nil).Resolve("/", headersOf(nil)); ok {
		t.Error("a header that was not sent is matched")
	}
}

// The paths are those of AWS's table.
func TestRulesStripBasePaths(t *testing.T) {
	tests := []struct {
		base  string
		strip bool
		path  string
		want  string
	}{
		{"PetStoreShopper/dogs", true, "/PetStoreShopper/dogs", "/"},
		{"PetStoreShopper/dogs", false, "/PetStoreShopper/dogs", "/PetStoreShopper/dogs"},
		{"PetStoreShopper", true, "/PetStoreShopper/dogs", "/dogs"},
		{"PetStoreShopper", false, "/PetStoreShopper/dogs", "/PetStoreShopper/dogs"},
		{"PetStoreShopper", true, "/PetStoreShopper", "/"},
		{"PetStoreShopper", false, "/PetStoreShopper", "/PetStoreShopper"},
		{"", true, "/dogs", "/dogs"},
		{"", true, "", "/"},
	}
	for _, tt := range tests {
		d := ruledDomain(t, rulesOnly, []ruled{{priority: 1, base: tt.base, strip: tt.strip, api: "1"}}, nil)
		want := projections.MappedPath{ApiId: "1", Stage: "prod", Path: tt.want, RoutingRuleId: "to-1"}
		if m, ok := d.Resolve(tt.path, headersOf(nil)); !ok || m != want {
			t.Errorf("%s under %s, stripped %v, leads to %+v; want %+v", tt.path, tt.base, tt.strip, m, want)
		}
	}
}

// A rule that is put under another priority leaves its old place, a deleted one
// is gone, and rules of a domain name that is not there change nothing.
func TestRulesFold(t *testing.T) {
	var s projections.State
	step := func(e events.Event) *projections.DomainName {
		s = apply(t, s, events.Recorded{Seq: s.Seq + 1, Account: "0", Region: "x", Event: e})
		_, d, _ := s.DomainName("a.b")
		return d
	}
	if d := step(apigatewayv2.RoutingRuleCreated{DomainName: "a.b", RoutingRule: ruled{priority: 1, api: "1"}.rule()}); d != nil {
		t.Errorf("a rule has made a domain name: %+v", d)
	}
	step(apigateway.DomainNameCreated{DomainName: apigateway.DomainName{DomainName: "a.b", RoutingMode: rulesOnly}})
	step(apigatewayv2.RoutingRuleCreated{DomainName: "a.b", RoutingRule: ruled{priority: 1, api: "1"}.rule()})
	step(apigatewayv2.RoutingRuleCreated{DomainName: "a.b", RoutingRule: ruled{priority: 2, api: "2"}.rule()})
	d := step(apigatewayv2.RoutingRuleUpdated{DomainName: "a.b", RoutingRule: ruled{priority: 1_000_000, api: "1"}.rule()})
	if m, _ := d.Resolve("/", nil); m.ApiId != "2" || d.RoutingRules.Len() != 2 || d.RuleOfPriority(1) != nil || d.RuleOfPriority(1_000_000) == nil {
		t.Errorf("after another priority, %d rules lead to %+v", d.RoutingRules.Len(), m)
	}
	keepsItsDigest(t, s)
	d = step(apigatewayv2.RoutingRuleDeleted{DomainName: "a.b", RoutingRuleId: "to-2"})
	if m, _ := d.Resolve("/", nil); m.ApiId != "1" || d.RoutingRules.Len() != 1 {
		t.Errorf("after a deletion, %d rules lead to %+v", d.RoutingRules.Len(), m)
	}
}
