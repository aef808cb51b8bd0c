package projections

import (
	"fmt"
	"slices"
	"strings"

	"reel/events/apigatewayv2"
)

// HasRules tells whether the domain name's routing mode lets rules lead requests.
func (d *DomainName) HasRules() bool { return strings.HasPrefix(d.RoutingMode, "ROUTING_RULE") }

// HasMappings tells whether the domain name's routing mode lets mappings lead requests.
func (d *DomainName) HasMappings() bool { return d.RoutingMode != "ROUTING_RULE_ONLY" }

// RoutingRule is the routing rule with the given id, nil if there is none.
func (d *DomainName) RoutingRule(id string) *apigatewayv2.RoutingRule {
	for _, rule := range d.RoutingRules.All() {
		if rule.RoutingRuleId == id {
			return rule
		}
	}
	return nil
}

// RuleOfPriority is the routing rule that has a priority, nil if there is none.
func (d *DomainName) RuleOfPriority(priority int64) *apigatewayv2.RoutingRule {
	return d.RoutingRules.Get(priorityKey(priority))
}

// priorityKey is a priority, which has seven digits at the most, as rules are
// sorted by it.
func priorityKey(priority int64) string { return fmt.Sprintf("%07d", priority) }

// ruled is where the first routing rule leads whose conditions are all met.
func (d *DomainName) ruled(path string, header func(name string) []string) (m MappedPath, ok bool) {
	for _, rule := range d.RoutingRules.All() {
		base, ok := meets(rule.Conditions, path, header)
		if !ok || len(rule.Actions) == 0 {
			continue
		}
		to := rule.Actions[0].InvokeApi
		m = MappedPath{ApiId: to.ApiId, Stage: to.Stage, Path: path, RoutingRuleId: rule.RoutingRuleId}
		if to.StripBasePath && base != "" {
			m.Path = "/" + strings.TrimPrefix(path[1+len(base):], "/")
		}
		return m, true
	}
	return MappedPath{}, false
}

// meets tells whether a request meets all conditions, and the base path that it
// has met one by.
func meets(conditions []apigatewayv2.RoutingRuleCondition, path string, header func(name string) []string) (base string, ok bool) {
	for _, c := range conditions {
		if c.MatchHeaders != nil && !meetsHeaders(c.MatchHeaders.AnyOf, header) {
			return "", false
		}
		if c.MatchBasePaths == nil {
			continue
		}
		i := slices.IndexFunc(c.MatchBasePaths.AnyOf, func(base string) bool { return standsUnder(path, base) })
		if i < 0 {
			return "", false
		}
		base = c.MatchBasePaths.AnyOf[i]
	}
	return base, true
}

// standsUnder tells whether a path with its first slash begins with a base path,
// by whole segments, as it does with a mapping's.
func standsUnder(path, base string) bool {
	rest, ok := strings.CutPrefix(path[1:], base)
	return ok && (rest == "" || rest[0] == '/')
}

// meetsHeaders tells whether a request has one of the headers. A header that was
// sent twice has two values, each to be matched on its own: AWS does not join
// them with a comma.
func meetsHeaders(anyOf []apigatewayv2.RoutingRuleMatchHeaderValue, header func(name string) []string) bool {
	return slices.ContainsFunc(anyOf, func(want apigatewayv2.RoutingRuleMatchHeaderValue) bool {
		return slices.ContainsFunc(header(want.Header), func(value string) bool { return matchesGlob(want.ValueGlob, value) })
	})
}

// matchesGlob tells whether a whole value looks as a glob says. The * of AWS's
// globs stand at their beginning, their end, or both; everything else is literal,
// in its case.
func matchesGlob(glob, value string) bool {
	text, open := strings.CutPrefix(glob, "*")
	text, ends := strings.CutSuffix(text, "*")
	switch {
	case glob == "*" || open && ends:
		return strings.Contains(value, text)
	case open:
		return strings.HasSuffix(value, text)
	case ends:
		return strings.HasPrefix(value, text)
	}
	return value == text
}
