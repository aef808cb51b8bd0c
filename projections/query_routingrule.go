package projections

import (
	"reel/events/apigatewayv2"
)

// RoutingRule is a routing rule of a domain name, or AWS's refusal.
func (w World) RoutingRule(name string, domainNameId *string, id string) (*DomainName, *apigatewayv2.RoutingRule, error) {
	d, err := w.DomainNameV2(name, domainNameId)
	if err != nil {
		return nil, nil, err
	}
	if rule := d.RoutingRule(id); rule != nil {
		return d, rule, nil
	}
	return nil, nil, notFound("RoutingRule", "Invalid routing rule identifier specified "+id)
}

// GetRoutingRule answers GetRoutingRule.
func (w V2) GetRoutingRule(c apigatewayv2.GetRoutingRule) (*apigatewayv2.RoutingRule, error) {
	_, rule, err := World(w).RoutingRule(c.DomainName, c.DomainNameId, c.RoutingRuleId)
	return rule, err
}

// ListRoutingRules answers ListRoutingRules, by priority.
func (w V2) ListRoutingRules(c apigatewayv2.ListRoutingRules) (Listing, error) {
	d, err := World(w).DomainNameV2(c.DomainName, c.DomainNameId)
	if err != nil {
		return Listing{}, err
	}
	return listing(d.RoutingRules, func(rule *apigatewayv2.RoutingRule) any { return rule }), nil
}
