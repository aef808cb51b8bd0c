package decide

import (
	"maps"
	"regexp"
	"slices"

	"reel/events"
	"reel/events/apigateway"
	"reel/projections"
)

// A domainDraft is a domain name while it is made or patched, in its world.
type domainDraft struct {
	apigateway.DomainName
	world projections.World
}

// CreateDomainName makes a custom domain name. A public one is one of all
// accounts and regions; of a PRIVATE one there may be several, which their ids
// tell apart:
// https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-custom-domains.html
func CreateDomainName(env events.Env, w projections.World, c apigateway.CreateDomainName) (events.Event, error) {
	if err := checkHostName(c.DomainName); err != nil {
		return nil, err
	}
	endpoint, err := endpointConfiguration(c.EndpointConfiguration)
	if err != nil {
		return nil, err
	}
	if err := checkTags(c.Tags); err != nil {
		return nil, err
	}
	draft := domainDraft{newDomainName(c, endpoint), w}
	if err := draft.identify(env); err != nil {
		return nil, err
	}
	if draft.Policy, err = domainPolicy(draft.DomainName, w, deref(c.Policy)); err != nil {
		return nil, err
	}
	if c.CertificateBody != nil && endpoint.Types[0] != "EDGE" {
		// https://github.com/hashicorp/terraform-provider-aws: TestAccAPIGatewayDomainName_regionalCertificateName
		return nil, events.Refuse(events.BadRequest, "Uploading certificates is not supported for %s.", endpoint.Types[0])
	}
	if err := draft.check(c.CertificateBody != nil); err != nil {
		return nil, err
	}
	draft.settle(env)
	draft.CertificateUploadDate = env.Now.Unix()
	return apigateway.DomainNameCreated{DomainName: draft.DomainName}, nil
}

// newDomainName is what a caller gives with AWS's defaults.
func newDomainName(c apigateway.CreateDomainName, endpoint *apigateway.EndpointConfiguration) apigateway.DomainName {
	return apigateway.DomainName{
		CertificateArn:                      deref(c.CertificateArn),
		CertificateName:                     deref(c.CertificateName),
		DomainName:                          c.DomainName,
		DomainNameStatus:                    "AVAILABLE",
		EndpointAccessMode:                  deref(c.EndpointAccessMode),
		EndpointConfiguration:               endpoint,
		MutualTlsAuthentication:             mutualTls(c.MutualTlsAuthentication),
		OwnershipVerificationCertificateArn: deref(c.OwnershipVerificationCertificateArn),
		RegionalCertificateArn:              deref(c.RegionalCertificateArn),
		RegionalCertificateName:             deref(c.RegionalCertificateName),
		RoutingMode:                         valueOr(c.RoutingMode, "BASE_PATH_MAPPING_ONLY"),
		SecurityPolicy:                      valueOr(c.SecurityPolicy, "TLS_1_2"),
		Tags:                                maps.Clone(c.Tags),
	}
}

func mutualTls(c *apigateway.MutualTlsAuthenticationInput) *apigateway.MutualTlsAuthentication {
	if c == nil || deref(c.TruststoreUri) == "" {
		return nil
	}
	return &apigateway.MutualTlsAuthentication{TruststoreUri: *c.TruststoreUri, TruststoreVersion: deref(c.TruststoreVersion)}
}

// A host name of two labels or more, in lower case; its first label may be *.
var hostName = regexp.MustCompile(`^(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$`)

// checkHostName refuses what is no host name. A dot is a must, so that no domain
// name is an API's id.
//
// Q. In which words does AWS refuse a domain name in upper case or with an
// underscore? They were not found in public.
func checkHostName(name string) error {
	if len(name) > 253 || !hostName.MatchString(name) {
		return events.Refuse(events.BadRequest, "Invalid domain name specified: %s", name)
	}
	return nil
}

// identify gives the name an ARN, a PRIVATE one an id too, and refuses a public
// name that is taken.
func (d *domainDraft) identify(env events.Env) error {
	if projections.IsPrivate(d.DomainName) {
		d.DomainNameId = env.NewID(10)
		d.DomainNameArn = "arn:aws:apigateway:" + d.world.Region + ":" + d.world.Account + ":" + apigateway.DomainNameSubject(d.Key())
		return nil
	}
	if env.Taken != nil && env.Taken(d.DomainName.DomainName) {
		// https://github.com/zappa/Zappa/issues/532
		return events.Refuse(events.BadRequest, "The domain name you provided already exists.")
	}
	d.DomainNameArn = "arn:aws:apigateway:" + d.world.Region + "::" + apigateway.DomainNameSubject(d.Key())
	return nil
}

// UpdateDomainName patches a custom domain name.
func UpdateDomainName(env events.Env, w projections.World, c apigateway.UpdateDomainName) (events.Event, error) {
	was, err := w.DomainName(c.DomainName, c.DomainNameId)
	if err != nil {
		return nil, err
	}
	draft := domainDraft{was.DomainName, w}
	draft.EndpointConfiguration = cloneEndpoint(draft.EndpointConfiguration)
	if draft.MutualTlsAuthentication != nil {
		mutual := *draft.MutualTlsAuthentication
		draft.MutualTlsAuthentication = &mutual
	}
	if err := domainPatch.apply(&draft, c.PatchOperations); err != nil {
		return nil, err
	}
	if projections.IsPrivate(draft.DomainName) != projections.IsPrivate(was.DomainName) {
		return nil, events.Refuse(events.BadRequest, "A PRIVATE domain name cannot be migrated to another endpoint type, nor another one to PRIVATE.")
	}
	uploaded := was.CertificateArn == "" && slices.Contains(was.EndpointConfiguration.Types, "EDGE")
	if err := draft.check(uploaded); err != nil {
		return nil, err
	}
	if err := checkMapped(w, was, draft.DomainName); err != nil {
		return nil, err
	}
	draft.settle(env)
	if draft.CertificateArn != was.CertificateArn || draft.RegionalCertificateArn != was.RegionalCertificateArn {
		draft.CertificateUploadDate = env.Now.Unix()
	}
	return apigateway.DomainNameUpdated{DomainName: draft.DomainName}, nil
}

// DeleteDomainName takes a custom domain name away with its mappings.
func DeleteDomainName(_ events.Env, w projections.World, c apigateway.DeleteDomainName) (events.Event, error) {
	d, err := w.DomainName(c.DomainName, c.DomainNameId)
	if err != nil {
		return nil, err
	}
	return apigateway.DomainNameDeleted{DomainName: d.DomainName.DomainName, DomainNameId: d.DomainNameId}, nil
}
