package decide_test

import (
	"strings"
	"testing"

	"reel/events"
	"reel/events/apigatewayv2"
	"reel/events/apigatewayv2/decide"
)

// That a portal starts DISABLED, its default domain name, and that it must be
// disabled before it is deleted are AWS's
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-portals.html);
// the words of the refusals are ours, because AWS documents none.

const zooColors = `"customColors":{"accentColor":"#112233","backgroundColor":"#ffffff","errorValidationColor":"#ff0000","headerColor":"#000000","navigationColor":"#00ff00","textColor":"#333333"}`

func newPortal(change func(*apigatewayv2.CreatePortal)) apigatewayv2.CreatePortal {
	c := apigatewayv2.CreatePortal{Authorization: everybody, EndpointConfiguration: anyName, PortalContent: zooContent, Tags: map[string]string{"_custom_id_": "zooportal2"}}
	change(&c)
	return c
}

func TestCreatePortal(t *testing.T) {
	own := func(arn, name string) func(c *apigatewayv2.CreatePortal) {
		return func(c *apigatewayv2.CreatePortal) {
			c.EndpointConfiguration = apigatewayv2.EndpointConfigurationRequestInput{AcmManaged: &apigatewayv2.ACMManagedInput{CertificateArn: arn, DomainName: name}}
		}
	}
	certificate := ownName.AcmManaged.CertificateArn
	including := func(arns ...string) func(*apigatewayv2.CreatePortal) {
		return func(c *apigatewayv2.CreatePortal) { c.IncludedPortalProductArns = arns }
	}
	decides(t, decide.CreatePortal, []test[apigatewayv2.CreatePortal]{
		{
			name: "minimal", given: "portals", at: 10, when: newPortal(func(*apigatewayv2.CreatePortal) {}),
			then: `{"portal":{"authorization":{"none":{}},"endpointConfiguration":{"portalDefaultDomainName":"p-zooportal2.apigw-portal.us-east-1.on.aws","portalDomainHostedZoneId":"Z2FDTNDATAQYW2"},` +
				`"includedPortalProductArns":[],"lastModified":"2026-01-01T00:00:11Z","portalArn":"arn:aws:apigateway:us-east-1:000000000000:/portals/zooportal2",` +
				`"portalContent":{"description":"all of it","displayName":"The zoo","theme":{` + zooColors + `}},"portalId":"zooportal2","publishStatus":"DISABLED","tags":{"_custom_id_":"zooportal2"}}}`,
		},
		{
			name: "with everything", given: "portals", at: 10, when: newPortal(func(c *apigatewayv2.CreatePortal) {
				c.Authorization, c.EndpointConfiguration, c.IncludedPortalProductArns = visitors, ownName, []string{animal}
				c.LogoUri, c.RumAppMonitorName, c.Tags = new("s3://zoo/logo.png"), new("zoo"), nil
			}),
			then: `{"logoUri":"s3://zoo/logo.png","portal":{"authorization":{"cognitoConfig":{"appClientId":"visitors","userPoolArn":"arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_zoo","userPoolDomain":"https://zoo.auth.us-east-1.amazoncognito.com"}},` +
				`"endpointConfiguration":{"certificateArn":"arn:aws:acm:us-east-1:000000000000:certificate/c0ffee00","domainName":"portal.zoo.example","portalDefaultDomainName":"p-ul8wwlp50e.apigw-portal.us-east-1.on.aws","portalDomainHostedZoneId":"Z2FDTNDATAQYW2"},` +
				`"includedPortalProductArns":["` + animal + `"],"lastModified":"2026-01-01T00:00:11Z","portalArn":"arn:aws:apigateway:us-east-1:000000000000:/portals/ul8wwlp50e",` +
				`"portalContent":{"description":"all of it","displayName":"The zoo","theme":{` + zooColors + `,"logoLastUploaded":"2026-01-01T00:00:11Z"}},"portalId":"ul8wwlp50e","publishStatus":"DISABLED","rumAppMonitorName":"zoo","tags":{}}}`,
		},
		{name: "no authorization", given: "portals", at: 10, when: newPortal(func(c *apigatewayv2.CreatePortal) { c.Authorization = apigatewayv2.AuthorizationInput{} }),
			refused: "BadRequestException: Invalid authorization specified. Specify exactly one of [cognitoConfig, none]"},
		{name: "two authorizations", given: "portals", at: 10, when: newPortal(func(c *apigatewayv2.CreatePortal) {
			c.Authorization = apigatewayv2.AuthorizationInput{CognitoConfig: visitors.CognitoConfig, None: everybody.None}
		}), refused: "BadRequestException: Invalid authorization specified. Specify exactly one of [cognitoConfig, none]"},
		{name: "a user pool that is none", given: "portals", at: 10, when: newPortal(func(c *apigatewayv2.CreatePortal) {
			c.Authorization = apigatewayv2.AuthorizationInput{CognitoConfig: &apigatewayv2.CognitoConfigInput{UserPoolArn: "arn:aws:s3:::userpool"}}
		}), refused: "BadRequestException: Invalid userPoolArn specified: arn:aws:s3:::userpool"},
		{name: "no endpoint", given: "portals", at: 10, when: newPortal(func(c *apigatewayv2.CreatePortal) {
			c.EndpointConfiguration = apigatewayv2.EndpointConfigurationRequestInput{}
		}), refused: "BadRequestException: Invalid endpointConfiguration specified. Specify exactly one of [acmManaged, none]"},
		{name: "a certificate of another region", given: "portals", at: 10, when: newPortal(own("arn:aws:acm:eu-west-1:000000000000:certificate/c0ffee00", "a.example")),
			refused: "BadRequestException: Invalid certificateArn specified: arn:aws:acm:eu-west-1:000000000000:certificate/c0ffee00. It must be an ACM certificate of us-east-1."},
		{name: "a domain name that is none", given: "portals", at: 10, when: newPortal(own(certificate, "a..example")),
			refused: "BadRequestException: Invalid domainName specified: a..example"},
		{name: "a domain name of another portal", given: "portals", at: 11, when: newPortal(own(certificate, "Portal.zoo.example")),
			refused: "BadRequestException: The domain name you provided already exists."},
		{name: "an unknown product", given: "portals", at: 10, when: newPortal(including(products + "none000000")),
			refused: "BadRequestException: Invalid portal product ARN specified: " + products + "none000000"},
		{name: "what is no product", given: "portals", at: 10, when: newPortal(including("arn:aws:apigateway:us-east-1::/restapis/" + zooApi)),
			refused: "BadRequestException: Invalid portal product ARN specified: arn:aws:apigateway:us-east-1::/restapis/" + zooApi},
		{name: "a product twice", given: "portals", at: 10, when: newPortal(including(animal, animal)),
			refused: "BadRequestException: The portal product " + animal + " is included more than once."},
		{name: "too many products", given: "portals", at: 10, when: newPortal(including(strings.Split(strings.Repeat(animal+" ", 201), " ")[:201]...)),
			refused: "BadRequestException: A portal can include at most 200 portal products."},
		{name: "an id that is taken", given: "portals", at: 11, when: newPortal(func(c *apigatewayv2.CreatePortal) { c.Tags["_custom_id_"] = zoo }),
			refused: "BadRequestException: The identifier zooportal1 in tag _custom_id_ is already in use"},
		{name: "an id that cannot be", given: "portals", at: 11, when: newPortal(func(c *apigatewayv2.CreatePortal) { c.Tags["_custom_id_"] = "Zoo" }),
			refused: `BadRequestException: Invalid identifier in tag _custom_id_: "Zoo". Use 10 to 30 of a-z0-9`},
		{name: "a tag of AWS's", given: "portals", at: 10, when: newPortal(func(c *apigatewayv2.CreatePortal) { c.Tags["aws:x"] = "y" }),
			refused: "BadRequestException: Invalid tag key specified. aws: is reserved for AWS use."},
	})
}

const zooBefore = `"endpointConfiguration":{"certificateArn":"arn:aws:acm:us-east-1:000000000000:certificate/c0ffee00","domainName":"portal.zoo.example","portalDefaultDomainName":"p-zooportal1.apigw-portal.us-east-1.on.aws","portalDomainHostedZoneId":"Z2FDTNDATAQYW2"},`

func TestUpdatePortal(t *testing.T) {
	const auth = `"authorization":{"cognitoConfig":{"appClientId":"visitors","userPoolArn":"arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_zoo","userPoolDomain":"https://zoo.auth.us-east-1.amazoncognito.com"}},`
	const arn = `"portalArn":"arn:aws:apigateway:us-east-1:000000000000:/portals/zooportal1",`
	decides(t, decide.UpdatePortal, []test[apigatewayv2.UpdatePortal]{
		{
			name: "nothing", given: "portals", at: 11, when: apigatewayv2.UpdatePortal{PortalId: zoo},
			then: `{"logoUri":"s3://zoo/logo.png","portal":{` + auth + zooBefore + `"includedPortalProductArns":["` + animal + `"],"lastModified":"2026-01-01T00:00:12Z",` + arn +
				`"portalContent":{"description":"all of it","displayName":"The zoo","theme":{` + zooColors + `,"logoLastUploaded":"2026-01-01T00:00:11Z"}},"portalId":"zooportal1","publishStatus":"DISABLED","rumAppMonitorName":"zoo","tags":{"_custom_id_":"zooportal1"}}}`,
		},
		{
			name: "everything", given: "portals", at: 11, when: apigatewayv2.UpdatePortal{
				PortalId: zoo, Authorization: &everybody, EndpointConfiguration: &anyName, IncludedPortalProductArns: []string{}, LogoUri: new(""), RumAppMonitorName: new(""),
				PortalContent: &apigatewayv2.PortalContentInput{DisplayName: "Zoo", Theme: zooContent.Theme},
			},
			then: `{"portal":{"authorization":{"none":{}},"endpointConfiguration":{"portalDefaultDomainName":"p-zooportal1.apigw-portal.us-east-1.on.aws","portalDomainHostedZoneId":"Z2FDTNDATAQYW2"},` +
				`"includedPortalProductArns":[],"lastModified":"2026-01-01T00:00:12Z",` + arn +
				`"portalContent":{"displayName":"Zoo","theme":{` + zooColors + `}},"portalId":"zooportal1","publishStatus":"DISABLED","tags":{"_custom_id_":"zooportal1"}}}`,
		},
		{
			name: "its own domain name, and a new logo", given: "portals", at: 17, when: apigatewayv2.UpdatePortal{PortalId: zoo, EndpointConfiguration: &ownName, LogoUri: new("s3://zoo/new.png")},
			then: `{"logoUri":"s3://zoo/new.png","portal":{"authorization":{"none":{}},` + zooBefore + `"includedPortalProductArns":["` + animal + `"],"lastModified":"2026-01-01T00:00:18Z","lastPublished":"2026-01-01T00:00:16Z","lastPublishedDescription":"open",` + arn +
				`"portalContent":{"description":"all of it","displayName":"The zoo","theme":{` + zooColors + `,"logoLastUploaded":"2026-01-01T00:00:18Z"}},"portalId":"zooportal1",` +
				`"preview":{"previewStatus":"PREVIEW_READY","previewUrl":"https://p-zooportal1.apigw-portal.us-east-1.on.aws/preview/xhoowwx4ezs4jx8x9ko0"},"publishStatus":"PUBLISHED","rumAppMonitorName":"zoo","tags":{"_custom_id_":"zooportal1"}}}`,
		},
		{name: "two ways to visit", given: "portals", at: 11, when: apigatewayv2.UpdatePortal{PortalId: zoo, Authorization: &apigatewayv2.AuthorizationInput{}},
			refused: "BadRequestException: Invalid authorization specified. Specify exactly one of [cognitoConfig, none]"},
		{name: "an unknown product", given: "portals", at: 11, when: apigatewayv2.UpdatePortal{PortalId: zoo, IncludedPortalProductArns: []string{"x"}},
			refused: "BadRequestException: Invalid portal product ARN specified: x"},
		{name: "an unknown portal", given: "portals", at: 11, when: apigatewayv2.UpdatePortal{PortalId: "none000000"},
			refused: "NotFoundException: Invalid Portal identifier specified none000000"},
	})
}

// The model gives CreatePortal no ConflictException, and UpdatePortal one.
func TestADomainNameLeadsToOnePortal(t *testing.T) {
	s := given(t, "portals", 11)
	e, err := decide.CreatePortal(envOf(s), s.World(friend, "eu-west-1"), newPortal(func(*apigatewayv2.CreatePortal) {}))
	if err != nil {
		t.Fatal(err)
	}
	if s, err = s.Apply(events.Recorded{Seq: 12, Account: friend, Region: "eu-west-1", Event: e}); err != nil {
		t.Fatal(err)
	}
	_, err = decide.UpdatePortal(envOf(s), s.World(friend, "eu-west-1"), apigatewayv2.UpdatePortal{PortalId: "zooportal2", EndpointConfiguration: &ownName})
	if got := refusal(err); got != "ConflictException: The domain name you provided already exists." {
		t.Errorf("another account's portal: %s", got)
	}
	env := envOf(s)
	env.Taken = func(name string) bool { return name == "api.zoo.example" }
	name := ownName
	name.AcmManaged = &apigatewayv2.ACMManagedInput{CertificateArn: ownName.AcmManaged.CertificateArn, DomainName: "API.zoo.example"}
	_, err = decide.UpdatePortal(env, s.World(account, region), apigatewayv2.UpdatePortal{PortalId: zoo, EndpointConfiguration: &name})
	if got := refusal(err); got != "ConflictException: The domain name you provided already exists." {
		t.Errorf("a custom domain name: %s", got)
	}
}

func TestDeletePortal(t *testing.T) {
	decides(t, decide.DeletePortal, []test[apigatewayv2.DeletePortal]{
		{name: "never published", given: "portals", at: 15, when: apigatewayv2.DeletePortal{PortalId: zoo}, then: `{"portalId":"zooportal1"}`},
		{name: "published", given: "portals", at: 16, when: apigatewayv2.DeletePortal{PortalId: zoo},
			refused: "BadRequestException: The portal zooportal1 is published. Disable it before you delete it."},
		{name: "unknown", given: "portals", at: 10, when: apigatewayv2.DeletePortal{PortalId: zoo},
			refused: "BadRequestException: Invalid Portal identifier specified zooportal1"},
	})
}

// publication is the end of an event's portal, from its preview on.
func publication(t *testing.T, e events.Event, err error) string {
	t.Helper()
	if err != nil {
		return err.Error()
	}
	_, rest, _ := strings.Cut(data(t, e), `"portalId":"zooportal1",`)
	return rest
}

func TestPortalsArePreviewedPublishedAndDisabled(t *testing.T) {
	s := given(t, "portals", 14)
	e, err := decide.PreviewPortal(envOf(s), s.World(account, region), apigatewayv2.PreviewPortal{PortalId: zoo})
	if got, want := publication(t, e, err), `"preview":{"previewStatus":"PREVIEW_READY","previewUrl":"https://p-zooportal1.apigw-portal.us-east-1.on.aws/preview/xhoowwx4ezs4jx8x9ko0"},"publishStatus":"DISABLED","rumAppMonitorName":"zoo","tags":{"_custom_id_":"zooportal1"}}}`; got != want {
		t.Errorf("previewed\n got %s\nwant %s", got, want)
	}
	s = given(t, "portals", 14)
	e, err = decide.PublishPortal(envOf(s), s.World(account, region), apigatewayv2.PublishPortal{PortalId: zoo, Description: new("open")})
	if got, want := publication(t, e, err), `"publishStatus":"PUBLISHED","rumAppMonitorName":"zoo","tags":{"_custom_id_":"zooportal1"}}}`; got != want {
		t.Errorf("published\n got %s\nwant %s", got, want)
	}
	if got := data(t, e); !strings.Contains(got, `"lastModified":"2026-01-01T00:00:11Z","lastPublished":"2026-01-01T00:00:15Z","lastPublishedDescription":"open"`) {
		t.Errorf("published: %s", got)
	}
	for at, want := range map[uint64]string{14: "DISABLED", 16: "DISABLED"} {
		s = given(t, "portals", at)
		e, err = decide.DisablePortal(envOf(s), s.World(account, region), apigatewayv2.DisablePortal{PortalId: zoo})
		if got := publication(t, e, err); !strings.Contains(got, `"publishStatus":"`+want+`"`) {
			t.Errorf("disabled at %d: %s", at, got)
		}
	}
	const unknown = "NotFoundException: Invalid Portal identifier specified none000000"
	w := s.World(account, region)
	for name, err := range map[string]error{
		"PreviewPortal": second(decide.PreviewPortal(envOf(s), w, apigatewayv2.PreviewPortal{PortalId: "none000000"})),
		"PublishPortal": second(decide.PublishPortal(envOf(s), w, apigatewayv2.PublishPortal{PortalId: "none000000"})),
		"DisablePortal": second(decide.DisablePortal(envOf(s), w, apigatewayv2.DisablePortal{PortalId: "none000000"})),
	} {
		if got := refusal(err); got != unknown {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func second(_ events.Event, err error) error { return err }

// A portal shows another account's product while it is shared, and cannot be
// published or previewed with one that is not
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-portals-share-products.html).
func TestProductsAreSharedBetweenAccounts(t *testing.T) {
	create := newPortal(func(c *apigatewayv2.CreatePortal) { c.IncludedPortalProductArns = []string{animal} })
	s := given(t, "portals", 11)
	if got := refusal(second(decide.CreatePortal(envOf(s), s.World(friend, region), create))); got != "AccessDeniedException: The portal product is not shared with this account." {
		t.Errorf("before it is shared: %s", got)
	}
	s = given(t, "portals", 12)
	e, err := decide.CreatePortal(envOf(s), s.World(friend, region), create)
	if err != nil {
		t.Fatal(err)
	}
	if s, err = s.Apply(events.Recorded{Seq: 13, Account: friend, Region: region, Event: e}); err != nil {
		t.Fatal(err)
	}
	publish := func() string {
		return refusal(second(decide.PublishPortal(envOf(s), s.World(friend, region), apigatewayv2.PublishPortal{PortalId: "zooportal2"})))
	}
	preview := func() string {
		return refusal(second(decide.PreviewPortal(envOf(s), s.World(friend, region), apigatewayv2.PreviewPortal{PortalId: "zooportal2"})))
	}
	if publish() != "" || preview() != "" {
		t.Errorf("while it is shared: %s, %s", publish(), preview())
	}
	happens := func(seq uint64, e events.Event) {
		t.Helper()
		if s, err = s.Apply(events.Recorded{Seq: seq, Account: account, Region: region, Event: e}); err != nil {
			t.Fatal(err)
		}
	}
	happens(14, apigatewayv2.PortalProductSharingPolicyDeleted{PortalProductId: animals})
	want := "AccessDeniedException: The portal product " + animal + " is not shared with this account any more. Remove it from the portal."
	if publish() != want || preview() != want {
		t.Errorf("when it is shared no more: %s, %s", publish(), preview())
	}
	happens(15, apigatewayv2.PortalProductDeleted{PortalProductId: animals})
	if publish() != "" || preview() != "" {
		t.Errorf("when it is gone: %s, %s", publish(), preview())
	}
}
