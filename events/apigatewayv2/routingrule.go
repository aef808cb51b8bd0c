package apigatewayv2

import "reel/events"

// A RoutingRule leads the requests to a custom domain name that meet all of its
// conditions to a stage of a REST API. Rules are tried by their priorities, the
// lowest number first.
// See https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-routing-rules.html.
type RoutingRule struct {
	Actions        []RoutingRuleAction    `json:"actions"`    // one
	Conditions     []RoutingRuleCondition `json:"conditions"` // none: every request meets them
	Priority       int64                  `json:"priority"`   // 1 to 1,000,000; no two rules of a domain name have the same
	RoutingRuleArn string                 `json:"routingRuleArn"`
	RoutingRuleId  string                 `json:"routingRuleId"`
}

// A RoutingRuleAction is what a rule does: it invokes an API.
type RoutingRuleAction struct {
	InvokeApi RoutingRuleInvokeApi `json:"invokeApi"`
}

// A RoutingRuleInvokeApi is the stage that a rule leads to.
type RoutingRuleInvokeApi struct {
	ApiId         string `json:"apiId"`
	Stage         string `json:"stage"`
	StripBasePath bool   `json:"stripBasePath"` // the API sees the path without the base path that has matched
}

// A RoutingRuleCondition looks at a request's path, at a header, or at both.
type RoutingRuleCondition struct {
	MatchBasePaths *RoutingRuleMatchBasePaths `json:"matchBasePaths,omitempty"`
	MatchHeaders   *RoutingRuleMatchHeaders   `json:"matchHeaders,omitempty"`
}

// RoutingRuleMatchBasePaths is met by a path that begins with one of the base
// paths, by whole segments.
type RoutingRuleMatchBasePaths struct {
	AnyOf []string `json:"anyOf"` // case-sensitive, without slashes at their ends
}

// RoutingRuleMatchHeaders is met by a request with one of the headers.
type RoutingRuleMatchHeaders struct {
	AnyOf []RoutingRuleMatchHeaderValue `json:"anyOf"`
}

// A RoutingRuleMatchHeaderValue is a header and what its value must look like.
type RoutingRuleMatchHeaderValue struct {
	Header    string `json:"header"`    // in whatever case
	ValueGlob string `json:"valueGlob"` // case-sensitive; * at its beginning or end stands for any text
}

// RoutingRuleCreated says that a custom domain name has a new routing rule.
type RoutingRuleCreated struct {
	DomainName   string      `json:"domainName"`
	DomainNameId string      `json:"domainNameId,omitempty"` // of a PRIVATE one
	RoutingRule  RoutingRule `json:"routingRule"`
}

// RoutingRuleUpdated says that a routing rule was put in the place of the one
// with its id.
type RoutingRuleUpdated struct {
	DomainName   string      `json:"domainName"`
	DomainNameId string      `json:"domainNameId,omitempty"`
	RoutingRule  RoutingRule `json:"routingRule"`
}

// RoutingRuleDeleted says that a routing rule is gone.
type RoutingRuleDeleted struct {
	DomainName    string `json:"domainName"`
	DomainNameId  string `json:"domainNameId,omitempty"`
	RoutingRuleId string `json:"routingRuleId"`
}

// RoutingRuleSubject is the subject of a routing rule of a domain name, which a
// PRIVATE one's id tells from others of its name, as in ARNs.
func RoutingRuleSubject(domainName, domainNameId, id string) string {
	if domainNameId != "" {
		domainName += "+" + domainNameId
	}
	return "/domainnames/" + domainName + "/routingrules/" + id
}

// Subject is the new rule.
func (e RoutingRuleCreated) Subject() string {
	return RoutingRuleSubject(e.DomainName, e.DomainNameId, e.RoutingRule.RoutingRuleId)
}

// Subject is the changed rule.
func (e RoutingRuleUpdated) Subject() string {
	return RoutingRuleSubject(e.DomainName, e.DomainNameId, e.RoutingRule.RoutingRuleId)
}

// Subject is the rule that is gone.
func (e RoutingRuleDeleted) Subject() string {
	return RoutingRuleSubject(e.DomainName, e.DomainNameId, e.RoutingRuleId)
}

// Noun is the new rule.
func (e RoutingRuleCreated) Noun() any { return e.RoutingRule }

// Noun is the rule as it is afterwards.
func (e RoutingRuleUpdated) Noun() any { return e.RoutingRule }

func init() {
	events.Register[RoutingRuleCreated]("apigatewayv2.RoutingRuleCreated")
	events.Register[RoutingRuleUpdated]("apigatewayv2.RoutingRuleUpdated")
	events.Register[RoutingRuleDeleted]("apigatewayv2.RoutingRuleDeleted")
}
