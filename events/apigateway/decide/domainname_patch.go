package decide

import (
	"slices"

	"reel/events"
	"reel/events/apigateway"
	"reel/projections"
)

// domainPatch is all that UpdateDomainName may patch:
// https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateDomainName-Patch
// Types and certificates are added and removed when an endpoint is migrated:
// https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-regional-api-custom-domain-migrate.html
var domainPatch = patcher[domainDraft]{
	rules: []rule[domainDraft]{
		edits("/certificateArn", func(d *domainDraft) *string { return &d.CertificateArn }),
		edits("/certificateName", func(d *domainDraft) *string { return &d.CertificateName }),
		edits("/ownershipVerificationCertificateArn", func(d *domainDraft) *string { return &d.OwnershipVerificationCertificateArn }),
		edits("/regionalCertificateArn", func(d *domainDraft) *string { return &d.RegionalCertificateArn }),
		edits("/regionalCertificateName", func(d *domainDraft) *string { return &d.RegionalCertificateName }),
		{"/endpointAccessMode", replaceOnly, func(d *domainDraft, o operation) error {
			if d.EndpointAccessMode = o.text(); o.text() == "" {
				return nil
			}
			return oneOf("endpointAccessMode", o.text(), "BASIC", "STRICT")
		}},
		{"/endpointConfiguration/ipAddressType", replaceOnly, patchDomainAddress},
		{"/endpointConfiguration/types", addRemove, patchDomainType},
		{"/endpointConfiguration/types/{type}", anyEdit, patchDomainType},
		{"/managementPolicy", anyEdit, patchManagementPolicy},
		{"/mutualTlsAuthentication/truststoreUri", replaceOnly, patchTruststore},
		{"/mutualTlsAuthentication/truststoreVersion", replaceOnly, patchTruststoreVersion},
		{"/policy", anyEdit, func(d *domainDraft, o operation) (err error) {
			d.Policy, err = domainPolicy(d.DomainName, d.world, o.edited())
			return err
		}},
		{"/routingMode", replaceOnly, func(d *domainDraft, o operation) error {
			d.RoutingMode = o.text()
			return oneOf("routingMode", o.text(), "BASE_PATH_MAPPING_ONLY", "ROUTING_RULE_ONLY", "ROUTING_RULE_THEN_BASE_PATH_MAPPING")
		}},
		{"/securityPolicy", replaceOnly, func(d *domainDraft, o operation) error {
			d.SecurityPolicy = o.text()
			return oneOf("securityPolicy", o.text(), securityPolicies...)
		}},
	},
	unknownPath: unknownPath,
	wrongOp:     wrongOp,
}

// edits is the rule of a path that adds, replaces or removes one of the noun's strings.
func edits[N any](path string, of func(*N) *string) rule[N] {
	return rule[N]{path, anyEdit, func(n *N, o operation) error {
		*of(n) = o.edited()
		return nil
	}}
}

func patchDomainAddress(d *domainDraft, o operation) error {
	d.EndpointConfiguration.IpAddressType = o.text()
	if o.text() != "ipv4" && o.text() != "dualstack" {
		return events.Refuse(events.BadRequest, "ipAddressType must be either ipv4 or dualstack.")
	}
	return nil
}

// patchDomainType adds an endpoint type beside another, takes one away, which the
// value names or the path, or makes one the only one.
func patchDomainType(d *domainDraft, o operation) error {
	e, named := d.EndpointConfiguration, o.text()
	if named == "" && o.op == "remove" && len(o.args) > 0 {
		named = o.args[0]
	}
	if !slices.Contains([]string{"REGIONAL", "EDGE", "PRIVATE"}, named) {
		return events.Refuse(events.BadRequest, "Invalid EndpointTypes specified. Valid options are REGIONAL,EDGE,PRIVATE")
	}
	switch {
	case o.op == "replace":
		e.Types = []string{named}
	case o.op == "remove":
		e.Types = slices.DeleteFunc(e.Types, func(t string) bool { return t == named })
	case !slices.Contains(e.Types, named):
		e.Types = append(e.Types, named)
	}
	return nil
}

// patchManagementPolicy says which accounts may associate VPC endpoints with a
// PRIVATE domain name.
func patchManagementPolicy(d *domainDraft, o operation) (err error) {
	if o.edited() != "" && !projections.IsPrivate(d.DomainName) {
		return events.Refuse(events.BadRequest, "A management policy is only supported for PRIVATE domain names.")
	}
	if d.ManagementPolicy, err = compactPolicy(o.edited()); err != nil {
		return err
	}
	return checkPolicySize(d.ManagementPolicy)
}

// patchTruststore turns mutual TLS on, or, with an empty value, off.
func patchTruststore(d *domainDraft, o operation) error {
	switch {
	case o.text() == "":
		d.MutualTlsAuthentication = nil
	case d.MutualTlsAuthentication == nil:
		d.MutualTlsAuthentication = &apigateway.MutualTlsAuthentication{TruststoreUri: o.text()}
	default:
		d.MutualTlsAuthentication.TruststoreUri = o.text()
	}
	return nil
}

func patchTruststoreVersion(d *domainDraft, o operation) error {
	switch {
	case d.MutualTlsAuthentication != nil:
		d.MutualTlsAuthentication.TruststoreVersion = o.text()
	case o.text() != "":
		return unknownPath(o)
	}
	return nil
}
