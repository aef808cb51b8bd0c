package projections

import (
	"strings"

	"reel/events"
	"reel/events/apigateway"
	"reel/events/apigatewayv2"
)

// applyDomains folds the events of custom domain names, their mappings and who
// may reach them.
func (s State) applyDomains(r events.Recorded) (State, bool) {
	switch e := r.Event.(type) {
	case apigateway.DomainNameCreated:
		s.owners = s.owners.Set(e.DomainName.Key(), &owner{r.Account, r.Region})
		return s.domain(r, e.DomainName.Key(), func(DomainName) *DomainName { return &DomainName{DomainName: e.DomainName} }), true
	case apigateway.DomainNameUpdated:
		return s.domain(r, e.DomainName.Key(), func(d DomainName) *DomainName {
			d.DomainName = e.DomainName
			return &d
		}), true
	case apigateway.DomainNameDeleted:
		key := apigateway.DomainNameKey(e.DomainName, e.DomainNameId)
		s.owners = s.owners.Delete(key)
		return s.domain(r, key, func(DomainName) *DomainName { return nil }), true

	case apigateway.BasePathMappingCreated:
		return s.mappings(r, e.DomainName, e.DomainNameId, func(t Table[apigateway.BasePathMapping]) Table[apigateway.BasePathMapping] {
			return t.Set(e.BasePathMapping.BasePath, &e.BasePathMapping)
		}), true
	case apigateway.BasePathMappingUpdated:
		return s.mappings(r, e.DomainName, e.DomainNameId, func(t Table[apigateway.BasePathMapping]) Table[apigateway.BasePathMapping] {
			return t.Delete(e.FormerBasePath).Set(e.BasePathMapping.BasePath, &e.BasePathMapping)
		}), true
	case apigateway.BasePathMappingDeleted:
		return s.mappings(r, e.DomainName, e.DomainNameId, func(t Table[apigateway.BasePathMapping]) Table[apigateway.BasePathMapping] {
			return t.Delete(e.BasePath)
		}), true

	case apigatewayv2.RoutingRuleCreated:
		return s.routingRule(r, e.DomainName, e.DomainNameId, e.RoutingRule.RoutingRuleId, &e.RoutingRule), true
	case apigatewayv2.RoutingRuleUpdated:
		return s.routingRule(r, e.DomainName, e.DomainNameId, e.RoutingRule.RoutingRuleId, &e.RoutingRule), true
	case apigatewayv2.RoutingRuleDeleted:
		return s.routingRule(r, e.DomainName, e.DomainNameId, e.RoutingRuleId, nil), true

	case apigateway.DomainNameAccessAssociationCreated:
		return s.association(r, e.DomainNameAccessAssociation.DomainNameAccessAssociationArn, func(*DomainNameAccessAssociation) *DomainNameAccessAssociation {
			return &DomainNameAccessAssociation{DomainNameAccessAssociation: e.DomainNameAccessAssociation}
		}), true
	case apigateway.DomainNameAccessAssociationDeleted:
		return s.association(r, e.DomainNameAccessAssociationArn, func(*DomainNameAccessAssociation) *DomainNameAccessAssociation { return nil }), true
	case apigateway.DomainNameAccessAssociationRejected:
		return s.association(elsewhere(r, e.DomainNameAccessAssociationArn), e.DomainNameAccessAssociationArn, rejected), true
	}
	return s, false
}

// domain is the state with a domain name changed; nil takes it away. Only an
// event that makes one finds none.
func (s State) domain(r events.Recorded, key string, f func(DomainName) *DomainName) State {
	return s.in(r, func(g region) region {
		var was DomainName
		if d := g.DomainNames.Get(key); d != nil {
			was = *d
		}
		if now := f(was); now != nil {
			g.DomainNames = g.DomainNames.Set(key, now)
		} else {
			g.DomainNames = g.DomainNames.Delete(key)
		}
		return g
	})
}

// ownDomain is the state with a domain name changed; where it is not there nothing
// changes.
func (s State) ownDomain(r events.Recorded, name, id string, f func(*DomainName)) State {
	key := apigateway.DomainNameKey(name, id)
	if s.World(r.Account, r.Region).region.DomainNames.Get(key) == nil {
		return s
	}
	return s.domain(r, key, func(d DomainName) *DomainName {
		f(&d)
		return &d
	})
}

// mappings is the state with the mappings of a domain name changed.
func (s State) mappings(r events.Recorded, name, id string, f func(Table[apigateway.BasePathMapping]) Table[apigateway.BasePathMapping]) State {
	return s.ownDomain(r, name, id, func(d *DomainName) { d.BasePathMappings = f(d.BasePathMappings) })
}

// routingRule is the state with the routing rule of an id, whatever its priority
// has been, replaced; nil takes it away.
func (s State) routingRule(r events.Recorded, name, id, ruleID string, now *apigatewayv2.RoutingRule) State {
	return s.ownDomain(r, name, id, func(d *DomainName) {
		if was := d.RoutingRule(ruleID); was != nil {
			d.RoutingRules = d.RoutingRules.Delete(priorityKey(was.Priority))
		}
		if now != nil {
			d.RoutingRules = d.RoutingRules.Set(priorityKey(now.Priority), now)
		}
	})
}

// association is the state with an association changed; nil takes it away.
func (s State) association(r events.Recorded, arn string, f func(*DomainNameAccessAssociation) *DomainNameAccessAssociation) State {
	return s.in(r, func(g region) region {
		if now := f(g.DomainNameAccessAssociations.Get(arn)); now != nil {
			g.DomainNameAccessAssociations = g.DomainNameAccessAssociations.Set(arn, now)
		} else {
			g.DomainNameAccessAssociations = g.DomainNameAccessAssociations.Delete(arn)
		}
		return g
	})
}

func rejected(was *DomainNameAccessAssociation) *DomainNameAccessAssociation {
	if was == nil {
		return nil
	}
	now := *was
	now.Rejected = true
	return &now
}

// elsewhere is r as it would be recorded in the account and region of an ARN:
// an association is rejected from another account than the one that it is in.
func elsewhere(r events.Recorded, arn string) events.Recorded {
	if part := strings.SplitN(arn, ":", 6); len(part) == 6 {
		r.Region, r.Account = part[3], part[4]
	}
	return r
}
