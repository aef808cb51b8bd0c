package projections

import (
	"strings"

	"reel/events"
	"reel/events/apigateway"
)

// The tags of what an account has besides its APIs and keys.

func clientCertificateTags(w World, names []string) (map[string]string, error) {
	c, err := w.ClientCertificate(names[0])
	if err != nil {
		return nil, err
	}
	return c.Tags, nil
}

func taggedClientCertificate(s State, r events.Recorded, names []string, tags map[string]string) State {
	return s.in(r, func(g region) region {
		if was := g.ClientCertificates.Get(names[0]); was != nil {
			now := *was
			now.Tags = tags
			g = g.withClientCertificate(now)
		}
		return g
	})
}

// vpcLinkTags are those of a VPC link of either version, which have ARNs alike.
func vpcLinkTags(w World, names []string) (map[string]string, error) {
	if v := w.region.ApiVpcLinks.Get(names[0]); v != nil {
		return v.Tags, nil
	}
	v, err := w.VpcLink(names[0])
	if err != nil {
		return nil, err
	}
	return v.Tags, nil
}

func taggedVpcLink(s State, r events.Recorded, names []string, tags map[string]string) State {
	return s.in(r, func(g region) region {
		if was := g.ApiVpcLinks.Get(names[0]); was != nil {
			now := *was
			now.Tags = tags
			return g.withApiVpcLink(now)
		}
		if was := g.VpcLinks.Get(names[0]); was != nil {
			now := *was
			now.Tags = tags
			g = g.withVpcLink(now)
		}
		return g
	})
}

// domainNameTags takes a domain name as its ARN has it: a PRIVATE one with its id.
func domainNameTags(w World, names []string) (map[string]string, error) {
	d := w.region.DomainNames.Get(names[0])
	if d == nil {
		return nil, errDomainName
	}
	return d.Tags, nil
}

func taggedDomainName(s State, r events.Recorded, names []string, tags map[string]string) State {
	if s.World(r.Account, r.Region).region.DomainNames.Get(names[0]) == nil {
		return s
	}
	return s.domain(r, names[0], func(d DomainName) *DomainName {
		d.Tags = tags
		return &d
	})
}

func associationTags(w World, names []string) (map[string]string, error) {
	a, err := w.DomainNameAccessAssociation(AssociationArn(w.Account, w.Region, names[0], names[1]))
	if err != nil {
		return nil, err
	}
	return a.Tags, nil
}

func taggedAssociation(s State, r events.Recorded, names []string, tags map[string]string) State {
	arn := AssociationArn(r.Account, r.Region, names[0], names[1])
	return s.association(r, arn, func(was *DomainNameAccessAssociation) *DomainNameAccessAssociation {
		if was == nil {
			return nil
		}
		now := *was
		now.Tags = tags
		return &now
	})
}

// AssociationArn is the ARN of the association of a VPC endpoint with a domain
// name, in the account and region of the endpoint.
// See https://docs.aws.amazon.com/apigateway/latest/developerguide/arn-format-reference.html.
func AssociationArn(account, regionName, domainName, source string) string {
	subject := apigateway.DomainNameAccessAssociationSubject(domainName, source)
	return strings.Join([]string{"arn:aws:apigateway", regionName, account, subject}, ":")
}
