package apigatewayv2

// SelectsByBasePath is the one way in which custom domain names find their
// mappings, as AWS shows it.
const SelectsByBasePath = "$request.basepath"

// A DomainName is a custom domain name as version 2 of the API shows it. It is no
// record of its own: what is recorded is version 1's domain name, which has the
// same members in other places.
// See https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames-domainname.html.
type DomainName struct {
	ApiMappingSelectionExpression string                    `json:"apiMappingSelectionExpression"`
	DomainName                    string                    `json:"domainName"`
	DomainNameArn                 string                    `json:"domainNameArn"`
	DomainNameConfigurations      []DomainNameConfiguration `json:"domainNameConfigurations"` // one an endpoint: two while one is migrated
	MutualTlsAuthentication       *MutualTlsAuthentication  `json:"mutualTlsAuthentication,omitempty"`
	RoutingMode                   string                    `json:"routingMode"` // API_MAPPING_ONLY, ROUTING_RULE_ONLY, ROUTING_RULE_THEN_API_MAPPING
	Tags                          map[string]string         `json:"tags"`
}

// A DomainNameConfiguration is an endpoint of a custom domain name.
type DomainNameConfiguration struct {
	ApiGatewayDomainName                string `json:"apiGatewayDomainName"` // what DNS would point to
	CertificateArn                      string `json:"certificateArn,omitempty"`
	CertificateName                     string `json:"certificateName,omitempty"`
	CertificateUploadDate               string `json:"certificateUploadDate,omitempty"`
	DomainNameStatus                    string `json:"domainNameStatus"`
	DomainNameStatusMessage             string `json:"domainNameStatusMessage,omitempty"`
	EndpointType                        string `json:"endpointType"` // REGIONAL, or, made by version 1, EDGE
	HostedZoneId                        string `json:"hostedZoneId"`
	IpAddressType                       string `json:"ipAddressType"` // ipv4 or dualstack
	OwnershipVerificationCertificateArn string `json:"ownershipVerificationCertificateArn,omitempty"`
	SecurityPolicy                      string `json:"securityPolicy"`
}

// MutualTlsAuthentication says whose client certificates a domain name accepts.
// See https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-mutual-tls.html.
type MutualTlsAuthentication struct {
	TruststoreUri      string   `json:"truststoreUri"` // s3://bucket/key
	TruststoreVersion  string   `json:"truststoreVersion,omitempty"`
	TruststoreWarnings []string `json:"truststoreWarnings,omitempty"`
}
