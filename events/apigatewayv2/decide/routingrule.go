package decide

import (
	"slices"

	"reel/events"
	"reel/events/apigatewayv2"
	"reel/projections"
)

// CreateRoutingRule gives a custom domain name, a PRIVATE or EDGE one too, a
// routing rule. A domain name that only mappings lead from takes none:
// https://docs.aws.amazon.com/apigateway/latest/developerguide/set-routing-mode.html
//
// Q. In which words does AWS refuse a rule? None were found in public; all of
// this file's and of its checks are reel's own.
func CreateRoutingRule(env events.Env, w projections.World, c apigatewayv2.CreateRoutingRule) (events.Event, error) {
	d, err := w.DomainNameV2(c.DomainName, c.DomainNameId)
	if err != nil {
		return nil, err
	}
	if !d.HasRules() {
		return nil, refuse("Routing rules cannot be created for a domain name with the routing mode API_MAPPING_ONLY.")
	}
	rule := newRoutingRule(w, d, env.NewID(6), c.Actions, c.Conditions, c.Priority)
	if err := checkRoutingRule(w, d, rule); err != nil {
		return nil, err
	}
	return apigatewayv2.RoutingRuleCreated{DomainName: c.DomainName, DomainNameId: deref(c.DomainNameId), RoutingRule: rule}, nil
}

// PutRoutingRule puts a whole rule in the place of the one with its id, under
// another priority perhaps.
func PutRoutingRule(_ events.Env, w projections.World, c apigatewayv2.PutRoutingRule) (events.Event, error) {
	d, _, err := w.RoutingRule(c.DomainName, c.DomainNameId, c.RoutingRuleId)
	if err != nil {
		return nil, err
	}
	rule := newRoutingRule(w, d, c.RoutingRuleId, c.Actions, c.Conditions, c.Priority)
	if err := checkRoutingRule(w, d, rule); err != nil {
		return nil, err
	}
	return apigatewayv2.RoutingRuleUpdated{DomainName: c.DomainName, DomainNameId: deref(c.DomainNameId), RoutingRule: rule}, nil
}

// newRoutingRule is a rule as a caller gives it. Its ARN has the account in it,
// which a domain name's has not.
func newRoutingRule(
	w projections.World, d *projections.DomainName, id string,
	actions []apigatewayv2.RoutingRuleActionInput, conditions []apigatewayv2.RoutingRuleConditionInput, priority int64,
) apigatewayv2.RoutingRule {
	rule := apigatewayv2.RoutingRule{
		Actions: []apigatewayv2.RoutingRuleAction{}, Conditions: []apigatewayv2.RoutingRuleCondition{}, Priority: priority,
		RoutingRuleArn: "arn:aws:apigateway:" + w.Region + ":" + w.Account + ":" + apigatewayv2.RoutingRuleSubject(d.DomainName.DomainName, d.DomainNameId, id),
		RoutingRuleId:  id,
	}
	for _, a := range actions {
		rule.Actions = append(rule.Actions, apigatewayv2.RoutingRuleAction{InvokeApi: apigatewayv2.RoutingRuleInvokeApi{
			ApiId: a.InvokeApi.ApiId, Stage: a.InvokeApi.Stage, StripBasePath: deref(a.InvokeApi.StripBasePath),
		}})
	}
	for _, c := range conditions {
		rule.Conditions = append(rule.Conditions, newCondition(c))
	}
	return rule
}

func newCondition(c apigatewayv2.RoutingRuleConditionInput) (out apigatewayv2.RoutingRuleCondition) {
	if c.MatchBasePaths != nil {
		out.MatchBasePaths = &apigatewayv2.RoutingRuleMatchBasePaths{AnyOf: slices.Clone(c.MatchBasePaths.AnyOf)}
	}
	if c.MatchHeaders != nil {
		headers := make([]apigatewayv2.RoutingRuleMatchHeaderValue, 0, len(c.MatchHeaders.AnyOf))
		for _, h := range c.MatchHeaders.AnyOf {
			headers = append(headers, apigatewayv2.RoutingRuleMatchHeaderValue(h))
		}
		out.MatchHeaders = &apigatewayv2.RoutingRuleMatchHeaders{AnyOf: headers}
	}
	return out
}

// DeleteRoutingRule takes a routing rule away.
func DeleteRoutingRule(_ events.Env, w projections.World, c apigatewayv2.DeleteRoutingRule) (events.Event, error) {
	if _, _, err := w.RoutingRule(c.DomainName, c.DomainNameId, c.RoutingRuleId); err != nil {
		return nil, err
	}
	return apigatewayv2.RoutingRuleDeleted{DomainName: c.DomainName, DomainNameId: deref(c.DomainNameId), RoutingRuleId: c.RoutingRuleId}, nil
}
