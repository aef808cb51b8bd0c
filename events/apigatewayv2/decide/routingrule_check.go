package decide

import (
	"regexp"
	"slices"
	"strings"

	"reel/events"
	"reel/events/apigatewayv2"
	"reel/projections"
)

// checkRoutingRule refuses a rule that AWS would not have:
// https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-routing-rules.html#rest-api-routing-rules-restrictions
func checkRoutingRule(w projections.World, d *projections.DomainName, rule apigatewayv2.RoutingRule) error {
	if rule.Priority < 1 || rule.Priority > 1_000_000 {
		return refuse("Invalid priority specified: %d. It must be between 1 and 1000000.", rule.Priority)
	}
	if w.LeadsTo(d, "REST") && w.LeadsTo(d, apigatewayv2.HTTP) {
		return refuse("Routing rules are not supported for a domain name with API mappings to both REST and HTTP APIs.")
	}
	if err := first(checkActions(w, d, rule.Actions), checkConditions(rule.Conditions)); err != nil {
		return err
	}
	if other := d.RuleOfPriority(rule.Priority); other != nil && other.RoutingRuleId != rule.RoutingRuleId {
		return events.Refuse(events.Conflict, "A routing rule with priority %d already exists for this domain name", rule.Priority)
	}
	return nil
}

// checkActions refuses all but one action, to a stage of a REST API that is as
// public or private as the domain name.
func checkActions(w projections.World, d *projections.DomainName, actions []apigatewayv2.RoutingRuleAction) error {
	if len(actions) != 1 {
		return refuse("A routing rule must have exactly one action.")
	}
	to := actions[0].InvokeApi
	if protocol := w.Protocol(to.ApiId); protocol == apigatewayv2.HTTP || protocol == apigatewayv2.WebSocket {
		return refuse("Only REST APIs are supported as targets of routing rules.")
	}
	api, err := w.RestApi(to.ApiId)
	if err != nil {
		return refuse("Invalid API identifier specified %s:%s", w.Account, cut(to.ApiId))
	}
	if api.Stages.Get(to.Stage) == nil {
		return refuse("Invalid stage identifier specified")
	}
	e := api.Tree.EndpointConfiguration
	if private := e != nil && slices.Contains(e.Types, "PRIVATE"); private != projections.IsPrivate(d.DomainName) {
		return refuse("A routing rule of a private domain name must lead to a private API, and one of a public domain name to a public API.")
	}
	return nil
}

// checkConditions refuses more than two headers and one base path.
func checkConditions(conditions []apigatewayv2.RoutingRuleCondition) error {
	headers, paths := 0, 0
	for _, c := range conditions {
		if c.MatchBasePaths == nil && c.MatchHeaders == nil {
			return refuse("A condition must have matchBasePaths or matchHeaders.")
		}
		if c.MatchBasePaths != nil {
			paths++
			if err := checkBasePaths(c.MatchBasePaths.AnyOf); err != nil {
				return err
			}
		}
		if c.MatchHeaders != nil {
			headers++
			if err := checkHeaders(c.MatchHeaders.AnyOf); err != nil {
				return err
			}
		}
	}
	if headers > 2 || paths > 1 {
		return refuse("A routing rule can have up to two matchHeaders conditions and one matchBasePaths condition.")
	}
	return nil
}

// The characters of a condition's base path are those of a mapping's key.
var ruleBasePath = regexp.MustCompile(`^[A-Za-z0-9$\-_.+!*'()/]{1,127}$`)

func checkBasePaths(anyOf []string) error {
	if len(anyOf) != 1 {
		return refuse("anyOf of matchBasePaths must have exactly one base path.")
	}
	base := anyOf[0]
	if !ruleBasePath.MatchString(base) || strings.HasPrefix(base, "/") || strings.HasSuffix(base, "/") {
		return refuse("Invalid base path specified: %s", cut(base))
	}
	return nil
}

// Header names and globs of AWS's characters. Its list for globs has neither the
// slash nor the equals sign that its own examples use (Accept: image/webp, Cookie:
// *ux=beta*), so that a glob may have every character that can be seen in a header.
var (
	ruleHeader = regexp.MustCompile("^[A-Za-z0-9?\\-!#$%&'.^_`|~]{1,39}$")
	ruleGlob   = regexp.MustCompile(`^[!-~]{1,127}$`)
)

func checkHeaders(anyOf []apigatewayv2.RoutingRuleMatchHeaderValue) error {
	if len(anyOf) != 1 {
		return refuse("anyOf of matchHeaders must have exactly one header.")
	}
	h := anyOf[0]
	if !ruleHeader.MatchString(h.Header) {
		return refuse("Invalid header specified: %s", cut(h.Header))
	}
	if unsupportedHeader(strings.ToLower(h.Header)) {
		return refuse("The header %s is not supported as a condition of a routing rule.", h.Header)
	}
	text, open := strings.CutPrefix(h.ValueGlob, "*")
	text, ends := strings.CutSuffix(text, "*")
	if !ruleGlob.MatchString(h.ValueGlob) || strings.Contains(text, "*") || open && ends && len(h.ValueGlob) >= 40 {
		return refuse("Invalid header glob value specified: %s", cut(h.ValueGlob))
	}
	return nil
}

// unsupportedHeader tells whether a header, in lower case, can be no condition.
func unsupportedHeader(name string) bool {
	return slices.ContainsFunc(unsupportedHeaders, func(not string) bool {
		prefix, all := strings.CutSuffix(not, "*")
		return name == not || all && strings.HasPrefix(name, prefix)
	})
}

// unsupportedHeaders are AWS's list.
var unsupportedHeaders = []string{
	"access-control-*", "apigw-*", "authorization", "connection", "content-encoding", "content-length", "content-location", "forwarded",
	"keep-alive", "origin", "proxy-authenticate", "proxy-authorization", "te", "trailers", "transfer-encoding", "upgrade", "x-amz-*", "x-amzn-*",
	"x-apigw-api-id", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-restapi", "via",
}
