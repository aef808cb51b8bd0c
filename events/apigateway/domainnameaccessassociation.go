package apigateway

import (
	"strings"

	"reel/events"
)

// A DomainNameAccessAssociation lets a VPC endpoint reach a PRIVATE domain name,
// of its own account or of another one.
// See https://docs.aws.amazon.com/apigateway/latest/api/API_DomainNameAccessAssociation.html.
type DomainNameAccessAssociation struct {
	AccessAssociationSource        string            `json:"accessAssociationSource"`     // a VPC endpoint's id
	AccessAssociationSourceType    string            `json:"accessAssociationSourceType"` // VPCE
	DomainNameAccessAssociationArn string            `json:"domainNameAccessAssociationArn"`
	DomainNameArn                  string            `json:"domainNameArn"`
	Tags                           map[string]string `json:"tags,omitempty"`
}

// DomainNameAccessAssociationCreated says that a VPC endpoint may reach a domain name.
type DomainNameAccessAssociationCreated struct {
	DomainNameAccessAssociation DomainNameAccessAssociation `json:"domainNameAccessAssociation"`
}

// DomainNameAccessAssociationDeleted says that its owner has taken an association away.
type DomainNameAccessAssociationDeleted struct {
	DomainNameAccessAssociationArn string `json:"domainNameAccessAssociationArn"`
}

// DomainNameAccessAssociationRejected says that the owner of a domain name no
// longer accepts an association of another account. What is left of it is the
// other account's to delete.
type DomainNameAccessAssociationRejected struct {
	DomainNameAccessAssociationArn string `json:"domainNameAccessAssociationArn"`
	DomainNameArn                  string `json:"domainNameArn"`
}

// DomainNameAccessAssociationSubject is the subject of the association of a VPC
// endpoint with a domain name.
func DomainNameAccessAssociationSubject(domainName, source string) string {
	return "/domainnameaccessassociations/domainname/" + domainName + "/vpcesource/" + source
}

// arnTail is what an ARN names within its account and region.
func arnTail(arn string) string {
	parts := strings.SplitN(arn, ":", 6)
	return parts[len(parts)-1]
}

// Subject is the new association.
func (e DomainNameAccessAssociationCreated) Subject() string {
	return arnTail(e.DomainNameAccessAssociation.DomainNameAccessAssociationArn)
}

// Subject is the association that is gone.
func (e DomainNameAccessAssociationDeleted) Subject() string {
	return arnTail(e.DomainNameAccessAssociationArn)
}

// Subject is the rejected association.
func (e DomainNameAccessAssociationRejected) Subject() string {
	return arnTail(e.DomainNameAccessAssociationArn)
}

// Noun is the new association.
func (e DomainNameAccessAssociationCreated) Noun() any { return e.DomainNameAccessAssociation }

func init() {
	events.Register[DomainNameAccessAssociationCreated]("apigateway.DomainNameAccessAssociationCreated")
	events.Register[DomainNameAccessAssociationDeleted]("apigateway.DomainNameAccessAssociationDeleted")
	events.Register[DomainNameAccessAssociationRejected]("apigateway.DomainNameAccessAssociationRejected")
}
