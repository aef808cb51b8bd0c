package projections

import (
	"slices"
	"time"

	"reel/events"
	"reel/events/apigateway"
	"reel/events/apigatewayv2"
)

// DomainNameV2 is a custom domain name of the account and region as version 2's
// calls name it, or AWS's refusal. PRIVATE ones are found by those calls alone
// that take an id.
func (w World) DomainNameV2(name string, id *string) (*DomainName, error) {
	d, err := w.DomainName(name, id)
	if err != nil {
		return nil, notFound("DomainName", events.Refusal(err).Message)
	}
	return d, nil
}

// routingModes are version 2's names of version 1's routing modes.
var routingModes = map[string]string{
	"BASE_PATH_MAPPING_ONLY":              "API_MAPPING_ONLY",
	"ROUTING_RULE_THEN_BASE_PATH_MAPPING": "ROUTING_RULE_THEN_API_MAPPING",
}

// ShowDomainNameV2 is a custom domain name as version 2 shows it: an endpoint of
// a public one is a configuration each.
func ShowDomainNameV2(d apigateway.DomainName) apigatewayv2.DomainName {
	v := apigatewayv2.DomainName{
		ApiMappingSelectionExpression: apigatewayv2.SelectsByBasePath,
		DomainName:                    d.DomainName,
		DomainNameArn:                 d.DomainNameArn,
		DomainNameConfigurations:      []apigatewayv2.DomainNameConfiguration{},
		RoutingMode:                   d.RoutingMode,
		Tags:                          orNone(d.Tags),
	}
	if mode, ok := routingModes[d.RoutingMode]; ok {
		v.RoutingMode = mode
	}
	if m := d.MutualTlsAuthentication; m != nil {
		v.MutualTlsAuthentication = &apigatewayv2.MutualTlsAuthentication{
			TruststoreUri: m.TruststoreUri, TruststoreVersion: m.TruststoreVersion, TruststoreWarnings: slices.Clone(m.TruststoreWarnings),
		}
	}
	if d.EndpointConfiguration != nil {
		for _, endpoint := range d.EndpointConfiguration.Types {
			v.DomainNameConfigurations = append(v.DomainNameConfigurations, configuration(d, endpoint))
		}
	}
	return v
}

// configuration is an endpoint of a domain name as version 2 shows it.
func configuration(d apigateway.DomainName, endpoint string) apigatewayv2.DomainNameConfiguration {
	c := apigatewayv2.DomainNameConfiguration{
		ApiGatewayDomainName: d.RegionalDomainName, CertificateArn: d.RegionalCertificateArn, CertificateName: d.RegionalCertificateName,
		DomainNameStatus: d.DomainNameStatus, DomainNameStatusMessage: d.DomainNameStatusMessage,
		EndpointType: endpoint, HostedZoneId: d.RegionalHostedZoneId, IpAddressType: d.EndpointConfiguration.IpAddressType,
		OwnershipVerificationCertificateArn: d.OwnershipVerificationCertificateArn, SecurityPolicy: d.SecurityPolicy,
	}
	if endpoint == "EDGE" {
		c.ApiGatewayDomainName, c.HostedZoneId = d.DistributionDomainName, d.DistributionHostedZoneId
		c.CertificateArn, c.CertificateName = d.CertificateArn, d.CertificateName
	}
	if d.CertificateUploadDate != 0 {
		c.CertificateUploadDate = time.Unix(d.CertificateUploadDate, 0).UTC().Format(time.RFC3339)
	}
	return c
}

// GetDomainName answers GetDomainName.
func (w V2) GetDomainName(c apigatewayv2.GetDomainName) (apigatewayv2.DomainName, error) {
	d, err := World(w).DomainNameV2(c.DomainName, nil)
	if err != nil {
		return apigatewayv2.DomainName{}, err
	}
	return ShowDomainNameV2(d.DomainName), nil
}

// GetDomainNames answers GetDomainNames, by name. PRIVATE ones are left out:
// version 2 has no such endpoint.
func (w V2) GetDomainNames(apigatewayv2.GetDomainNames) (Listing, error) {
	return listing(w.region.DomainNames, func(d *DomainName) any {
		if IsPrivate(d.DomainName) {
			return nil
		}
		return ShowDomainNameV2(d.DomainName)
	}), nil
}
