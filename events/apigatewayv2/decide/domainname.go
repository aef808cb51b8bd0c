package decide

import (
	"cmp"

	"reel/events"
	"reel/events/apigateway"
	v1 "reel/events/apigateway/decide"
	"reel/events/apigatewayv2"
	"reel/projections"
)

// errConfigurations was recorded on AWS.
var errConfigurations = refuse("Invalid input. Expected one domain name configuration")

// CreateDomainName makes a REGIONAL custom domain name. It is the one record of
// both versions, so that it is version 1's decision, asked in version 2's words.
//
// Q. Which endpoint types does AWS take? EDGE is refused, and any other word is
// REGIONAL. [measured on AWS]
func CreateDomainName(env events.Env, w projections.World, c apigatewayv2.CreateDomainName) (events.Event, error) {
	if len(c.DomainNameConfigurations) != 1 {
		return nil, errConfigurations
	}
	given := c.DomainNameConfigurations[0]
	if err := first(checkConfiguration(given), checkRoutingMode(c.RoutingMode)); err != nil {
		return nil, err
	}
	in := apigateway.CreateDomainName{
		DomainName:                          c.DomainName,
		EndpointConfiguration:               &apigateway.EndpointConfigurationInput{Types: []string{"REGIONAL"}, IpAddressType: given.IpAddressType},
		OwnershipVerificationCertificateArn: given.OwnershipVerificationCertificateArn,
		RegionalCertificateArn:              given.CertificateArn,
		RegionalCertificateName:             given.CertificateName,
		RoutingMode:                         routingModeV1(c.RoutingMode),
		SecurityPolicy:                      given.SecurityPolicy,
		Tags:                                c.Tags,
	}
	if m := c.MutualTlsAuthentication; m != nil {
		in.MutualTlsAuthentication = &apigateway.MutualTlsAuthenticationInput{TruststoreUri: m.TruststoreUri, TruststoreVersion: m.TruststoreVersion}
	}
	return v1.CreateDomainName(env, w, in)
}

// checkConfiguration refuses an endpoint that version 2 does not make. The words
// about EDGE and TLS 1.0 were recorded on AWS.
func checkConfiguration(c apigatewayv2.DomainNameConfigurationInput) error {
	switch {
	case deref(c.EndpointType) == "EDGE":
		return refuse("EDGE endpoint type is not supported for APIGatewayV2 domainName")
	case deref(c.SecurityPolicy) == "TLS_1_0":
		return refuse("TLS_1_0 is not supported for APIGatewayV2 domainName.")
	}
	return first(
		checkEnum("securityPolicy", deref(c.SecurityPolicy), "TLS_1_0", "TLS_1_2"),
		checkEnum("ipAddressType", deref(c.IpAddressType), "ipv4", "dualstack"),
		checkOptional("certificateName", c.CertificateName, 0, 128),
	)
}

// routingModesV1 are version 1's names of version 2's routing modes:
// https://docs.aws.amazon.com/apigateway/latest/developerguide/set-routing-mode.html
var routingModesV1 = map[string]string{
	"API_MAPPING_ONLY":              "BASE_PATH_MAPPING_ONLY",
	"ROUTING_RULE_ONLY":             "ROUTING_RULE_ONLY",
	"ROUTING_RULE_THEN_API_MAPPING": "ROUTING_RULE_THEN_BASE_PATH_MAPPING",
}

func checkRoutingMode(mode *string) error {
	return checkEnum("routingMode", deref(mode), "API_MAPPING_ONLY", "ROUTING_RULE_ONLY", "ROUTING_RULE_THEN_API_MAPPING")
}

func routingModeV1(mode *string) *string {
	if deref(mode) == "" {
		return nil
	}
	named := routingModesV1[*mode]
	return &named
}

// UpdateDomainName changes a REGIONAL custom domain name, as the patch that
// version 1 would be asked for.
//
// Q. What becomes of the members that a configuration leaves out? They stay as
// they are, as in version 2's other updates; "" takes one away.
func UpdateDomainName(env events.Env, w projections.World, c apigatewayv2.UpdateDomainName) (events.Event, error) {
	if _, err := w.RegionalDomainName(c.DomainName); err != nil {
		return nil, err
	}
	if len(c.DomainNameConfigurations) > 1 {
		return nil, errConfigurations
	}
	if err := checkRoutingMode(c.RoutingMode); err != nil {
		return nil, err
	}
	var patch domainPatch
	for _, given := range c.DomainNameConfigurations {
		if err := checkConfiguration(given); err != nil {
			return nil, err
		}
		patch.configuration(given)
	}
	if m := c.MutualTlsAuthentication; m != nil {
		patch.replace("/mutualTlsAuthentication/truststoreUri", m.TruststoreUri)
		if cmp.Or(deref(m.TruststoreUri), deref(m.TruststoreVersion)) != "" {
			patch.replace("/mutualTlsAuthentication/truststoreVersion", m.TruststoreVersion)
		}
	}
	patch.replace("/routingMode", routingModeV1(c.RoutingMode))
	return v1.UpdateDomainName(env, w, apigateway.UpdateDomainName{DomainName: c.DomainName, PatchOperations: patch})
}

// A domainPatch is an update of version 2's in version 1's words.
type domainPatch []apigateway.PatchOperation

// replace sets a member to a value, unless none is given.
func (p *domainPatch) replace(path string, value *string) {
	if value != nil {
		op := "replace"
		*p = append(*p, apigateway.PatchOperation{Op: &op, Path: &path, Value: value})
	}
}

func (p *domainPatch) configuration(c apigatewayv2.DomainNameConfigurationInput) {
	p.replace("/regionalCertificateArn", c.CertificateArn)
	p.replace("/regionalCertificateName", c.CertificateName)
	p.replace("/ownershipVerificationCertificateArn", c.OwnershipVerificationCertificateArn)
	if deref(c.SecurityPolicy) != "" {
		p.replace("/securityPolicy", c.SecurityPolicy)
	}
	if deref(c.IpAddressType) != "" {
		p.replace("/endpointConfiguration/ipAddressType", c.IpAddressType)
	}
}

// DeleteDomainName takes a REGIONAL custom domain name away with its mappings and
// routing rules.
func DeleteDomainName(env events.Env, w projections.World, c apigatewayv2.DeleteDomainName) (events.Event, error) {
	if _, err := w.RegionalDomainName(c.DomainName); err != nil {
		return nil, err
	}
	return v1.DeleteDomainName(env, w, apigateway.DeleteDomainName{DomainName: c.DomainName})
}
