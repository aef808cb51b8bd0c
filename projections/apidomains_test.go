package projections_test

import (
	"strings"
	"testing"

	"reel/events/apigateway"
	"reel/events/apigatewayv2"
	"reel/projections"
)

func TestRecordedApiDomainsFold(t *testing.T) {
	states, seen, want := recordedStream(t, "apidomains")
	if got, err := states[len(states)-1].Digest(); err != nil || got != want {
		t.Errorf("digest %s, want %s; %v", got, want, err)
	}
	for _, typ := range []string{"RoutingRuleCreated", "RoutingRuleUpdated", "RoutingRuleDeleted", "VpcLinkCreated", "VpcLinkUpdated", "VpcLinkDeleted"} {
		if !seen["apigatewayv2."+typ] {
			t.Errorf("no %s is in the stream", typ)
		}
	}
	for _, s := range states {
		keepsItsDigest(t, s)
	}
}

// v2At is version 2's view of the stream of domain names after an event.
func v2At(t *testing.T, seq uint64) projections.V2 {
	t.Helper()
	return projections.V2(of(t, "apidomains", seq, "000000000000"))
}

const (
	regionalConfiguration = `"certificateArn":"arn:aws:acm:us-east-1:000000000000:certificate/regional","certificateUploadDate":"2026-01-01T00:00:14Z","domainNameStatus":"AVAILABLE","endpointType":"REGIONAL","hostedZoneId":"Z1UJRXOUMOOFQ8","ipAddressType":"ipv4","securityPolicy":"TLS_1_2"`
	chatDomain            = `{"apiMappingSelectionExpression":"$request.basepath","domainName":"chat.example.com","domainNameArn":"arn:aws:apigateway:us-east-1::/domainnames/chat.example.com",` +
		`"domainNameConfigurations":[{"apiGatewayDomainName":"d-ero9r9ktj0.execute-api.us-east-1.amazonaws.com",` + regionalConfiguration + `}],"routingMode":"API_MAPPING_ONLY","tags":{}}`
)

// Both versions see one record: version 2 what version 1 has made, EDGE too, but
// PRIVATE ones, which it has no word for; version 1 what version 2 has.
func TestBothVersionsSeeOneDomainName(t *testing.T) {
	w := v2At(t, 17)
	one, err := w.GetDomainName(apigatewayv2.GetDomainName{DomainName: "chat.example.com"})
	if got := answer(t, one, err); got != chatDomain {
		t.Errorf("made by version 2\n got %s\nwant %s", got, chatDomain)
	}
	edge, err := w.GetDomainName(apigatewayv2.GetDomainName{DomainName: "edge.example.com"})
	if err != nil || len(edge.DomainNameConfigurations) != 1 {
		t.Fatalf("made by version 1: %+v, %v", edge, err)
	}
	if c := edge.DomainNameConfigurations[0]; c.EndpointType != "EDGE" || !strings.HasSuffix(c.ApiGatewayDomainName, ".cloudfront.net") || c.HostedZoneId != "Z2FDTNDATAQYW2" {
		t.Errorf("EDGE is %+v", c)
	}
	ruled, err := w.GetDomainName(apigatewayv2.GetDomainName{DomainName: "rules.example.com"})
	if err != nil || ruled.RoutingMode != "ROUTING_RULE_THEN_API_MAPPING" {
		t.Errorf("the routing mode is %s, %v", ruled.RoutingMode, err)
	}
	if _, err := w.GetDomainName(apigatewayv2.GetDomainName{DomainName: "in.example.com"}); err == nil {
		t.Error("a PRIVATE one is found")
	}
	l, err := w.GetDomainNames(apigatewayv2.GetDomainNames{})
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, d := range l.From("") {
		names = append(names, d.(apigatewayv2.DomainName).DomainName)
	}
	if got, want := strings.Join(names, " "), "api.example.com chat.example.com edge.example.com rules.example.com"; got != want {
		t.Errorf("listed are %s, want %s", got, want)
	}
	v1, err := projections.World(w).GetDomainName(apigateway.GetDomainName{DomainName: "chat.example.com"})
	if got, want := answer(t, v1, err), `{"certificateUploadDate":1767225614,"domainName":"chat.example.com","domainNameArn":"arn:aws:apigateway:us-east-1::/domainnames/chat.example.com","domainNameStatus":"AVAILABLE",`+
		`"endpointConfiguration":{"ipAddressType":"ipv4","types":["REGIONAL"]},"regionalCertificateArn":"arn:aws:acm:us-east-1:000000000000:certificate/regional",`+
		`"regionalDomainName":"d-ero9r9ktj0.execute-api.us-east-1.amazonaws.com","regionalHostedZoneId":"Z1UJRXOUMOOFQ8","routingMode":"BASE_PATH_MAPPING_ONLY","securityPolicy":"TLS_1_2"}`; got != want {
		t.Errorf("as version 1 sees it\n got %s\nwant %s", got, want)
	}
}

// Q. Does version 1 list mappings of several levels, which it does not make? It
// does: github.com/amplify-education/serverless-domain-manager/issues/558 has it
// refuse to change one that it has found.
func TestBothVersionsSeeOneMapping(t *testing.T) {
	w := v2At(t, 20)
	l, err := w.GetApiMappings(apigatewayv2.GetApiMappings{DomainName: "api.example.com"})
	if got, want := answer(t, l, err), `[{"apiId":"http000002","apiMappingId":"m5ovxr","apiMappingKey":"","stage":"$default"},{"apiId":"rest000001","apiMappingId":"j09jm9","apiMappingKey":"orders/v1","stage":"prod"}]`; got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
	one, err := w.GetApiMapping(apigatewayv2.GetApiMapping{DomainName: "api.example.com", ApiMappingId: "j09jm9"})
	if got, want := answer(t, one, err), `{"apiId":"rest000001","apiMappingId":"j09jm9","apiMappingKey":"orders/v1","stage":"prod"}`; got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
	l, err = projections.World(w).GetBasePathMappings(apigateway.GetBasePathMappings{DomainName: "api.example.com"})
	if got, want := answer(t, l, err), `[{"basePath":"(none)","restApiId":"http000002","stage":"$default"},{"basePath":"orders/v1","restApiId":"rest000001","stage":"prod"}]`; got != want {
		t.Errorf("as version 1 sees them\n got %s\nwant %s", got, want)
	}
	if _, err := w.GetApiMappings(apigatewayv2.GetApiMappings{DomainName: "edge.example.com"}); err == nil || !strings.Contains(err.Error(), "Only REGIONAL domain names") {
		t.Errorf("of an EDGE domain name: %v", err)
	}
}

func TestListRoutingRules(t *testing.T) {
	ids := func(seq uint64, c apigatewayv2.ListRoutingRules) (ids []string) {
		l, err := v2At(t, seq).ListRoutingRules(c)
		if err != nil {
			t.Fatal(err)
		}
		for _, rule := range l.From("") {
			ids = append(ids, rule.(*apigatewayv2.RoutingRule).RoutingRuleId)
		}
		return ids
	}
	rules := apigatewayv2.ListRoutingRules{DomainName: "rules.example.com"}
	for seq, want := range map[uint64]string{22: "", 24: "vbqjm0 gluks4", 26: "gluks4 vbqjm0", 27: "vbqjm0"} {
		if got := strings.Join(ids(seq, rules), " "); got != want {
			t.Errorf("after %d: %s, want %s", seq, got, want)
		}
	}
	private := apigatewayv2.ListRoutingRules{DomainName: "in.example.com", DomainNameId: new("f17lyr2z0u")}
	if got := ids(25, private); len(got) != 1 {
		t.Errorf("of a PRIVATE one: %v", got)
	}
	one, err := v2At(t, 26).GetRoutingRule(apigatewayv2.GetRoutingRule{DomainName: "rules.example.com", RoutingRuleId: "vbqjm0"})
	if err != nil || one.Priority != 150 {
		t.Errorf("got %+v, %v", one, err)
	}
}

// Version 1's links and version 2's are apart, but for their tags.
func TestVpcLinksOfVersion2(t *testing.T) {
	w := v2At(t, 33)
	const within = `{"createdDate":"2026-01-01T00:00:28Z","name":"within","securityGroupIds":[],"subnetIds":["subnet-1"],"tags":{},"vpcLinkId":"ewu4m0","vpcLinkStatus":"AVAILABLE","vpcLinkStatusMessage":"VPC link is ready to route traffic","vpcLinkVersion":"V2"}`
	one, err := w.GetVpcLink(apigatewayv2.GetVpcLink{VpcLinkId: "ewu4m0"})
	if got := answer(t, one, err); got != within {
		t.Errorf("\n got %s\nwant %s", got, within)
	}
	all, err := w.GetVpcLinks(apigatewayv2.GetVpcLinks{})
	if got := answer(t, all, err); !strings.HasPrefix(got, "["+within+",") {
		t.Errorf("listed are %s", got)
	}
	tags, err := w.GetTags(apigatewayv2.GetTags{ResourceArn: "arn:aws:apigateway:us-east-1::/vpclinks/ocvjdy"})
	if got, want := answer(t, tags, err), `{"tags":{"team":"shop","tier":"1"}}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	v1, err := projections.World(w).GetVpcLinks(apigateway.GetVpcLinks{})
	if got := answer(t, v1, err); got != "null" {
		t.Errorf("version 1 lists %s", got)
	}
}
