package decide

import (
	"slices"
	"strings"

	"reel/events"
	"reel/events/apigateway"
	"reel/projections"
)

// check refuses a domain name that AWS would not have. An uploaded certificate is
// one without an ARN.
func (d *domainDraft) check(uploaded bool) error {
	types := d.EndpointConfiguration.Types
	switch private := slices.Contains(types, "PRIVATE"); {
	case len(types) == 0 || private && len(types) > 1:
		return checkEndpoint(d.EndpointConfiguration)
	case private && d.EndpointConfiguration.IpAddressType == "ipv4":
		return checkEndpoint(d.EndpointConfiguration)
	}
	for _, t := range types {
		if err := d.checkCertificate(t, uploaded); err != nil {
			return err
		}
	}
	return d.checkTruststore()
}

// checkCertificate refuses an endpoint without a certificate, or with one that is
// in another region than the endpoint: CloudFront's, which serves EDGE, is us-east-1.
func (d *domainDraft) checkCertificate(endpoint string, uploaded bool) error {
	arn, region := d.CertificateArn, d.world.Region
	switch endpoint {
	case "REGIONAL":
		arn, uploaded = d.RegionalCertificateArn, false
	case "EDGE":
		region = "us-east-1"
	}
	if arn == "" && !uploaded {
		// https://github.com/hashicorp/terraform-provider-aws/issues/3276
		return events.Refuse(events.BadRequest, "A certificate was not provided for the endpoint type %s.", endpoint)
	}
	if a, ok := parseArn(arn); arn != "" && (!ok || a.region != region) {
		return events.Refuse(events.BadRequest, "Invalid certificate ARN: %s. Certificate must be in '%s'.", arn, region)
	}
	return nil
}

// checkTruststore refuses mutual TLS where AWS does not have it: truststores are
// in S3, for REGIONAL endpoints.
// See https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mutual-tls.html.
//
// Q. In which words? They were not found in public.
func (d *domainDraft) checkTruststore() error {
	if d.MutualTlsAuthentication == nil {
		return nil
	}
	if !slices.Equal(d.EndpointConfiguration.Types, []string{"REGIONAL"}) {
		return events.Refuse(events.BadRequest, "Mutual TLS is only supported for REGIONAL domain names.")
	}
	bucket, key, _ := strings.Cut(strings.TrimPrefix(d.MutualTlsAuthentication.TruststoreUri, "s3://"), "/")
	if !strings.HasPrefix(d.MutualTlsAuthentication.TruststoreUri, "s3://") || bucket == "" || key == "" {
		return events.Refuse(events.BadRequest, "Invalid truststoreUri specified: %s", d.MutualTlsAuthentication.TruststoreUri)
	}
	return nil
}

// checkMapped refuses to make a domain name EDGE or one over TLS 1.0 that has
// mappings which only REGIONAL ones over TLS 1.2 can have: to HTTP and WebSocket
// APIs, or of several levels.
// See https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mappings.html.
//
// Q. In which words? They were not found in public.
func checkMapped(w projections.World, was *projections.DomainName, d apigateway.DomainName) error {
	if d.SecurityPolicy != "TLS_1_0" && !slices.Contains(d.EndpointConfiguration.Types, "EDGE") {
		return nil
	}
	for base, m := range was.BasePathMappings.All() {
		if strings.Contains(base, "/") || w.Protocol(m.RestApiId) == "HTTP" || w.Protocol(m.RestApiId) == "WEBSOCKET" {
			return events.Refuse(events.BadRequest, "A domain name with API mappings of multiple levels, or to HTTP or WebSocket APIs, must be REGIONAL and have a security policy of TLS 1.2.")
		}
	}
	return nil
}

// settle gives each endpoint the host that DNS would point to, and takes away
// those of endpoints that are gone.
func (d *domainDraft) settle(env events.Env) {
	switch edge := slices.Contains(d.EndpointConfiguration.Types, "EDGE"); {
	case !edge:
		d.DistributionDomainName, d.DistributionHostedZoneId = "", ""
	case d.DistributionDomainName == "":
		d.DistributionDomainName, d.DistributionHostedZoneId = "d"+env.NewID(13)+".cloudfront.net", cloudFrontZone
	}
	switch regional := slices.Contains(d.EndpointConfiguration.Types, "REGIONAL"); {
	case !regional:
		d.RegionalDomainName, d.RegionalHostedZoneId = "", ""
	case d.RegionalDomainName == "":
		d.RegionalDomainName = "d-" + env.NewID(10) + ".execute-api." + d.world.Region + ".amazonaws.com"
		d.RegionalHostedZoneId = hostedZone(d.world.Region)
	}
}

// cloudFrontZone is the hosted zone of all CloudFront distributions:
// https://docs.aws.amazon.com/general/latest/gr/cf_region.html
const cloudFrontZone = "Z2FDTNDATAQYW2"

// hostedZones are the hosted zones of API Gateway's regional endpoints:
// https://docs.aws.amazon.com/general/latest/gr/apigateway.html
var hostedZones = map[string]string{
	"ap-northeast-1": "Z1YSHQZHG15GKL",
	"ap-northeast-2": "Z20JF4UZKIW1U8",
	"ap-south-1":     "Z3VO1THU9YC4UR",
	"ap-southeast-1": "ZL327KTPIQFUL",
	"ap-southeast-2": "Z2RPCDW04V8134",
	"ca-central-1":   "Z19DQILCV0OWEC",
	"eu-central-1":   "Z1U9ULNL0V5AJ3",
	"eu-north-1":     "Z3UWIKFBOOGXPP",
	"eu-west-1":      "ZLY8HYME6SFDD",
	"eu-west-2":      "ZJ5UAJN8Y3Z2Q",
	"eu-west-3":      "Z3KY65QIEKYHQQ",
	"sa-east-1":      "ZCMLWB8V5SYIT",
	"us-east-1":      "Z1UJRXOUMOOFQ8",
	"us-east-2":      "ZOJJZC49E0EPZ",
	"us-west-1":      "Z2MUQ32089INYE",
	"us-west-2":      "Z2OJLYMUO9EFXC",
}

// hostedZone is the hosted zone of a region's endpoints; that of us-east-1 for a
// region that is not in the list, as nothing here looks it up.
func hostedZone(region string) string {
	if zone, ok := hostedZones[region]; ok {
		return zone
	}
	return hostedZones["us-east-1"]
}

// domainPolicy is the policy of a PRIVATE domain name as AWS keeps and shows it:
// compact, the short form of its own resources (execute-api:/*) made a whole ARN.
// https://docs.aws.amazon.com/cli/latest/reference/apigateway/create-domain-name.html
func domainPolicy(d apigateway.DomainName, w projections.World, document string) (string, error) {
	compact, err := compactPolicy(document)
	if err != nil || compact == "" {
		return "", err
	}
	if !projections.IsPrivate(d) {
		return "", events.Refuse(events.BadRequest, "A policy is only supported for PRIVATE domain names.")
	}
	arn := `"arn:aws:execute-api:` + w.Region + ":" + w.Account + ":" + apigateway.DomainNameSubject(d.Key())
	compact = strings.ReplaceAll(compact, `"execute-api:/*"`, arn+`"`)
	compact = strings.ReplaceAll(compact, `"execute-api:/`, arn+"/")
	return compact, checkPolicySize(compact)
}
