package decide

import (
	"regexp"
	"slices"
	"strings"

	"reel/events"
	v1 "reel/events/apigateway/decide"
	"reel/events/apigatewayv2"
	"reel/projections"
)

// cloudFrontZone is the hosted zone of all CloudFront distributions, which is what
// a portal is served by:
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-route53-aliastarget.html
const cloudFrontZone = "Z2FDTNDATAQYW2"

// CreatePortal makes a portal, which nobody can visit before it is published.
func CreatePortal(env events.Env, w projections.World, c apigatewayv2.CreatePortal) (events.Event, error) {
	if err := v1.CheckTags(c.Tags); err != nil {
		return nil, err
	}
	id, err := env.PortalID(c.Tags, func(id string) bool { p, _ := w.Portal(id); return p != nil })
	if err != nil {
		return nil, err
	}
	p := apigatewayv2.Portal{
		IncludedPortalProductArns: append([]string{}, c.IncludedPortalProductArns...),
		LastModified:              timestamp(env),
		PortalArn:                 arnOf(w, apigatewayv2.PortalSubject(id)),
		PortalContent:             contentOf(env, c.PortalContent, c.LogoUri, ""),
		PortalId:                  id,
		PublishStatus:             apigatewayv2.PortalDisabledStatus,
		RumAppMonitorName:         deref(c.RumAppMonitorName),
		Tags:                      cloned(c.Tags),
	}
	if p.Authorization, err = authorizationOf(c.Authorization); err != nil {
		return nil, err
	}
	if p.EndpointConfiguration, err = endpointOf(env, w, id, c.EndpointConfiguration); err != nil {
		return nil, asked(err)
	}
	if err := checkIncluded(w, p.IncludedPortalProductArns); err != nil {
		return nil, err
	}
	return apigatewayv2.PortalCreated{LogoUri: deref(c.LogoUri), Portal: p}, nil
}

// UpdatePortal merges what is given into a portal. Who has published it must
// publish it again for its visitors to see the change.
func UpdatePortal(env events.Env, w projections.World, c apigatewayv2.UpdatePortal) (events.Event, error) {
	was, err := w.Portal(c.PortalId)
	if err != nil {
		return nil, err
	}
	p, logo := was.Portal, was.LogoUri
	p.LastModified = timestamp(env)
	set(&p.RumAppMonitorName, c.RumAppMonitorName)
	set(&logo, c.LogoUri)
	if c.Authorization != nil {
		if p.Authorization, err = authorizationOf(*c.Authorization); err != nil {
			return nil, err
		}
	}
	if c.EndpointConfiguration != nil {
		if p.EndpointConfiguration, err = endpointOf(env, w, c.PortalId, *c.EndpointConfiguration); err != nil {
			return nil, err
		}
	}
	if c.IncludedPortalProductArns != nil {
		p.IncludedPortalProductArns = append([]string{}, c.IncludedPortalProductArns...)
		if err := checkIncluded(w, p.IncludedPortalProductArns); err != nil {
			return nil, err
		}
	}
	p.PortalContent = mergedContent(env, was.PortalContent, c)
	return apigatewayv2.PortalUpdated{LogoUri: logo, Portal: p}, nil
}

// DeletePortal takes a portal away that nobody can visit. AWS's model gives this
// operation no NotFoundException.
func DeletePortal(_ events.Env, w projections.World, c apigatewayv2.DeletePortal) (events.Event, error) {
	p, err := w.Portal(c.PortalId)
	if err != nil {
		return nil, asked(err)
	}
	if p.PublishStatus != apigatewayv2.PortalDisabledStatus {
		return nil, refuse("The portal %s is published. Disable it before you delete it.", c.PortalId)
	}
	return apigatewayv2.PortalDeleted{PortalId: c.PortalId}, nil
}

// asked is a refusal as a BadRequestException, for operations that AWS's model
// gives no other.
func asked(err error) error {
	if r := events.Refusal(err); r != nil {
		return refuse("%s", r.Message)
	}
	return err
}

// authorizationOf is who may visit a portal. It refuses what names none of the two
// ways, or both.
func authorizationOf(c apigatewayv2.AuthorizationInput) (a apigatewayv2.Authorization, err error) {
	switch {
	case (c.None == nil) == (c.CognitoConfig == nil):
		return a, refuse("Invalid authorization specified. Specify exactly one of [cognitoConfig, none]")
	case c.None != nil:
		return apigatewayv2.Authorization{None: &apigatewayv2.None{}}, nil
	case !userPoolArn.MatchString(c.CognitoConfig.UserPoolArn):
		return a, refuse("Invalid userPoolArn specified: %s", cut(c.CognitoConfig.UserPoolArn))
	}
	config := apigatewayv2.CognitoConfig(*c.CognitoConfig)
	return apigatewayv2.Authorization{CognitoConfig: &config}, nil
}

var userPoolArn = regexp.MustCompile(`^arn:aws[\w-]*:cognito-idp:[\w-]+:\d{12}:userpool/[\w-]+$`)

// endpointOf is where a portal is found: under a name of API Gateway's, and under
// one of its owner's if that is given with a certificate, which must be one of
// US East (N. Virginia) and nobody else's name:
// https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-portals-create-portal.html
func endpointOf(env events.Env, w projections.World, id string, c apigatewayv2.EndpointConfigurationRequestInput) (e apigatewayv2.EndpointConfigurationResponse, err error) {
	e = apigatewayv2.EndpointConfigurationResponse{
		PortalDefaultDomainName:  "p-" + id + ".apigw-portal." + w.Region + ".on.aws",
		PortalDomainHostedZoneId: cloudFrontZone,
	}
	switch own := c.AcmManaged; {
	case (c.None == nil) == (own == nil):
		return e, refuse("Invalid endpointConfiguration specified. Specify exactly one of [acmManaged, none]")
	case own == nil:
		return e, nil
	case !portalCertificate.MatchString(own.CertificateArn):
		return e, refuse("Invalid certificateArn specified: %s. It must be an ACM certificate of us-east-1.", cut(own.CertificateArn))
	case !portalDomain.MatchString(own.DomainName):
		return e, refuse("Invalid domainName specified: %s", cut(own.DomainName))
	case env.Taken != nil && env.Taken(strings.ToLower(own.DomainName)), w.PortalAt(own.DomainName, id):
		return e, events.Refuse(events.Conflict, "The domain name you provided already exists.")
	default:
		e.CertificateArn, e.DomainName = own.CertificateArn, own.DomainName
	}
	return e, nil
}

var (
	portalCertificate = regexp.MustCompile(`^arn:aws[\w-]*:acm:us-east-1:\d{12}:certificate/[\w-]+$`)
	portalDomain      = regexp.MustCompile(`^([a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\.)+[a-zA-Z]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?$`)
)

// contentOf is what the visitors of a portal see. A logo that is given counts as
// uploaded now; uploaded is when the last one was.
func contentOf(env events.Env, c apigatewayv2.PortalContentInput, logo *string, uploaded string) apigatewayv2.PortalContent {
	content := apigatewayv2.PortalContent{
		Description: c.Description, DisplayName: c.DisplayName,
		Theme: apigatewayv2.PortalTheme{CustomColors: apigatewayv2.CustomColors(c.Theme.CustomColors), LogoLastUploaded: uploaded},
	}
	set(&content.Theme.LogoLastUploaded, c.Theme.LogoLastUploaded)
	return withLogo(env, content, logo)
}

// withLogo is the content with a logo that was uploaded now, or with none.
func withLogo(env events.Env, content apigatewayv2.PortalContent, logo *string) apigatewayv2.PortalContent {
	switch {
	case logo == nil:
	case *logo == "":
		content.Theme.LogoLastUploaded = ""
	default:
		content.Theme.LogoLastUploaded = timestamp(env)
	}
	return content
}

func mergedContent(env events.Env, was apigatewayv2.PortalContent, c apigatewayv2.UpdatePortal) apigatewayv2.PortalContent {
	if c.PortalContent == nil {
		return withLogo(env, was, c.LogoUri)
	}
	return contentOf(env, *c.PortalContent, c.LogoUri, was.Theme.LogoLastUploaded)
}

// maxIncluded is how many products a portal may show:
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-portal-quotas.html
const maxIncluded = 200

// checkIncluded refuses products that are not there, or that their owner does not
// share.
func checkIncluded(w projections.World, arns []string) error {
	if len(arns) > maxIncluded {
		return refuse("A portal can include at most %d portal products.", maxIncluded)
	}
	for i, arn := range arns {
		_, err := w.ProductOf(arn)
		switch r := events.Refusal(err); {
		case r != nil && r.Code == events.AccessDenied:
			return err
		case r != nil:
			return refuse("Invalid portal product ARN specified: %s", cut(arn))
		case slices.Contains(arns[:i], arn):
			return refuse("The portal product %s is included more than once.", cut(arn))
		}
	}
	return nil
}

// arnOf is the ARN of a portal, a product or a page, which names its account,
// unlike those of APIs:
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_apigatewayv2.html
func arnOf(w projections.World, subject string) string {
	return "arn:aws:apigateway:" + w.Region + ":" + w.Account + ":" + subject
}
