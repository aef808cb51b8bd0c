package decide

import (
	"maps"
	"regexp"

	"reel/events"
	"reel/events/apigateway"
	"reel/projections"
)

// A VPC endpoint's id, as AWS makes them.
var vpcEndpoint = regexp.MustCompile(`^vpce-[A-Za-z0-9]{1,64}$`)

// CreateDomainNameAccessAssociation lets a VPC endpoint of the account reach a
// PRIVATE domain name, its own or one that another account shares with it.
//
// Q. In which words does AWS refuse a domain name that is not there or not shared,
// a source that is no VPC endpoint, and a second association? They were not found
// in public; the codes are those of AWS's page.
func CreateDomainNameAccessAssociation(_ events.Env, w projections.World, c apigateway.CreateDomainNameAccessAssociation) (events.Event, error) {
	d := w.DomainNameByArn(c.DomainNameArn)
	switch {
	case d == nil || d.DomainNameId == "" || !d.MayAssociate(w.Account):
		return nil, events.Refuse(events.BadRequest, "Invalid domain name ARN specified: %s", c.DomainNameArn)
	case !vpcEndpoint.MatchString(c.AccessAssociationSource):
		return nil, events.Refuse(events.BadRequest, "Invalid access association source specified: %s", c.AccessAssociationSource)
	}
	arn := projections.AssociationArn(w.Account, w.Region, d.DomainName.DomainName, c.AccessAssociationSource)
	if _, err := w.DomainNameAccessAssociation(arn); err == nil {
		return nil, events.Refuse(events.Conflict, "The domain name access association already exists: %s", arn)
	}
	if err := checkTags(c.Tags); err != nil {
		return nil, err
	}
	return apigateway.DomainNameAccessAssociationCreated{DomainNameAccessAssociation: apigateway.DomainNameAccessAssociation{
		AccessAssociationSource:        c.AccessAssociationSource,
		AccessAssociationSourceType:    c.AccessAssociationSourceType,
		DomainNameAccessAssociationArn: arn,
		DomainNameArn:                  c.DomainNameArn,
		Tags:                           maps.Clone(c.Tags),
	}}, nil
}

// DeleteDomainNameAccessAssociation takes an association of the account away, a
// rejected one too.
func DeleteDomainNameAccessAssociation(_ events.Env, w projections.World, c apigateway.DeleteDomainNameAccessAssociation) (events.Event, error) {
	if _, err := w.DomainNameAccessAssociation(c.DomainNameAccessAssociationArn); err != nil {
		return nil, err
	}
	return apigateway.DomainNameAccessAssociationDeleted{DomainNameAccessAssociationArn: c.DomainNameAccessAssociationArn}, nil
}

// RejectDomainNameAccessAssociation ends an association that another account has
// made with one of the account's domain names. The account's own are deleted:
// https://docs.aws.amazon.com/apigateway/latest/api/API_RejectDomainNameAccessAssociation.html
func RejectDomainNameAccessAssociation(_ events.Env, w projections.World, c apigateway.RejectDomainNameAccessAssociation) (events.Event, error) {
	if a, ok := parseArn(c.DomainNameArn); !ok || a.account != w.Account || a.region != w.Region || w.DomainNameByArn(c.DomainNameArn) == nil {
		return nil, events.Refuse(events.NotFound, "Invalid domain name identifier specified")
	}
	if w.ForeignAssociation(c.DomainNameAccessAssociationArn, c.DomainNameArn) == nil {
		return nil, events.Refuse(events.NotFound, "Invalid domain name access association identifier specified")
	}
	if a, _ := parseArn(c.DomainNameAccessAssociationArn); a.account == w.Account {
		return nil, events.Refuse(events.BadRequest, "A domain name access association of your own account cannot be rejected. Use DeleteDomainNameAccessAssociation.")
	}
	return apigateway.DomainNameAccessAssociationRejected{
		DomainNameAccessAssociationArn: c.DomainNameAccessAssociationArn, DomainNameArn: c.DomainNameArn,
	}, nil
}
