package apigateway

import "reel/events"

// A DomainName is a custom domain name, as GetDomainName shows it. It is one
// record for both versions of API Gateway's API: version 2 shows the same name
// with its members regrouped (regionalDomainName is apiGatewayDomainName, each
// endpoint type is a domainNameConfiguration, and routing modes speak of API
// mappings), and what version 2 changes is recorded with the events of this file.
// See https://docs.aws.amazon.com/apigateway/latest/api/API_DomainName.html.
type DomainName struct {
	CertificateArn                      string                   `json:"certificateArn,omitempty"`  // of an EDGE or PRIVATE endpoint
	CertificateName                     string                   `json:"certificateName,omitempty"` // of an EDGE or PRIVATE endpoint
	CertificateUploadDate               int64                    `json:"certificateUploadDate,omitempty"`
	DistributionDomainName              string                   `json:"distributionDomainName,omitempty"` // of an EDGE endpoint
	DistributionHostedZoneId            string                   `json:"distributionHostedZoneId,omitempty"`
	DomainName                          string                   `json:"domainName"` // lower case, the first label may be *
	DomainNameArn                       string                   `json:"domainNameArn,omitempty"`
	DomainNameId                        string                   `json:"domainNameId,omitempty"` // of a PRIVATE one only, which its name does not identify
	DomainNameStatus                    string                   `json:"domainNameStatus,omitempty"`
	DomainNameStatusMessage             string                   `json:"domainNameStatusMessage,omitempty"`
	EndpointAccessMode                  string                   `json:"endpointAccessMode,omitempty"` // BASIC or STRICT
	EndpointConfiguration               *EndpointConfiguration   `json:"endpointConfiguration,omitempty"`
	ManagementPolicy                    string                   `json:"managementPolicy,omitempty"` // a JSON document: who may associate with a PRIVATE one
	MutualTlsAuthentication             *MutualTlsAuthentication `json:"mutualTlsAuthentication,omitempty"`
	OwnershipVerificationCertificateArn string                   `json:"ownershipVerificationCertificateArn,omitempty"`
	Policy                              string                   `json:"policy,omitempty"` // a JSON document: who may call a PRIVATE one
	RegionalCertificateArn              string                   `json:"regionalCertificateArn,omitempty"`
	RegionalCertificateName             string                   `json:"regionalCertificateName,omitempty"`
	RegionalDomainName                  string                   `json:"regionalDomainName,omitempty"` // of a REGIONAL endpoint
	RegionalHostedZoneId                string                   `json:"regionalHostedZoneId,omitempty"`
	RoutingMode                         string                   `json:"routingMode,omitempty"` // BASE_PATH_MAPPING_ONLY, ROUTING_RULE_ONLY, ROUTING_RULE_THEN_BASE_PATH_MAPPING
	SecurityPolicy                      string                   `json:"securityPolicy,omitempty"`
	Tags                                map[string]string        `json:"tags,omitempty"`
}

// MutualTlsAuthentication says whose client certificates a domain name accepts.
// See https://docs.aws.amazon.com/apigateway/latest/api/API_MutualTlsAuthentication.html.
type MutualTlsAuthentication struct {
	TruststoreUri      string   `json:"truststoreUri,omitempty"` // s3://bucket/key
	TruststoreVersion  string   `json:"truststoreVersion,omitempty"`
	TruststoreWarnings []string `json:"truststoreWarnings,omitempty"`
}

// DomainNameKey is what a domain name is known by in its account and region: its
// name, and of a PRIVATE one the id behind a plus, as in its ARN.
func DomainNameKey(name, id string) string {
	if id == "" {
		return name
	}
	return name + "+" + id
}

// Key is what the domain name is known by in its account and region.
func (d DomainName) Key() string { return DomainNameKey(d.DomainName, d.DomainNameId) }

// DomainNameCreated says that there is a new custom domain name.
type DomainNameCreated struct {
	DomainName DomainName `json:"domainName"`
}

// DomainNameUpdated says that a custom domain name has changed.
type DomainNameUpdated struct {
	DomainName DomainName `json:"domainName"`
}

// DomainNameDeleted says that a custom domain name is gone with its mappings.
type DomainNameDeleted struct {
	DomainName   string `json:"domainName"`
	DomainNameId string `json:"domainNameId,omitempty"`
}

// DomainNameSubject is the subject of a domain name with a key.
func DomainNameSubject(key string) string { return "/domainnames/" + key }

// Subject is the new domain name.
func (e DomainNameCreated) Subject() string { return DomainNameSubject(e.DomainName.Key()) }

// Subject is the changed domain name.
func (e DomainNameUpdated) Subject() string { return DomainNameSubject(e.DomainName.Key()) }

// Subject is the domain name that is gone.
func (e DomainNameDeleted) Subject() string {
	return DomainNameSubject(DomainNameKey(e.DomainName, e.DomainNameId))
}

// Noun is the new domain name.
func (e DomainNameCreated) Noun() any { return e.DomainName }

// Noun is the domain name as it is afterwards.
func (e DomainNameUpdated) Noun() any { return e.DomainName }

func init() {
	events.Register[DomainNameCreated]("apigateway.DomainNameCreated")
	events.Register[DomainNameUpdated]("apigateway.DomainNameUpdated")
	events.Register[DomainNameDeleted]("apigateway.DomainNameDeleted")
}
