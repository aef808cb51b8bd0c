package decide_test

import (
	"strings"
	"testing"

	"reel/events/apigatewayv2"
	"reel/events/apigatewayv2/decide"
)

const link = "ewu4m0" // within, which the route f6v23c8 of http000002 goes through

// Recorded on AWS: the words about subnets, and those about a link in use; the
// others are reel's own.
func TestCreateVpcLink(t *testing.T) {
	of := func(name string, subnets ...string) apigatewayv2.CreateVpcLink {
		return apigatewayv2.CreateVpcLink{Name: name, SubnetIds: subnets}
	}
	full := of("inside", "subnet-1", "subnet-2")
	full.SecurityGroupIds, full.Tags = []string{"sg-1"}, map[string]string{"a": "b"}
	tagged := of("inside", "subnet-1")
	tagged.Tags = map[string]string{"": "b"}
	decides(t, decide.CreateVpcLink, []test[apigatewayv2.CreateVpcLink]{
		{name: "all members", when: full, then: `{"vpcLink":{"createdDate":"2026-01-01T00:00:01Z","name":"inside","securityGroupIds":["sg-1"],"subnetIds":["subnet-1","subnet-2"],` +
			`"tags":{"a":"b"},"vpcLinkId":"hgvb6g","vpcLinkVersion":"V2"}}`},
		{name: "no security group", when: of("inside", "subnet-1"),
			then: `{"vpcLink":{"createdDate":"2026-01-01T00:00:01Z","name":"inside","securityGroupIds":[],"subnetIds":["subnet-1"],"tags":{},"vpcLinkId":"hgvb6g","vpcLinkVersion":"V2"}}`},
		{name: "no subnet", when: of("inside"), refused: "BadRequestException: SubnetIds for a vpc link cannot be empty"},
		{name: "an empty subnet", when: of("inside", ""), refused: "BadRequestException: Invalid subnetIds specified. It must not be empty."},
		{name: "no name", when: of("", "subnet-1"), refused: "BadRequestException: Name cannot be empty"},
		{name: "too long a name", when: of(strings.Repeat("a", 129), "subnet-1"), refused: "BadRequestException: Invalid name specified. It must have at most 128 characters."},
		{name: "a tag without a key", when: tagged, refused: "BadRequestException: Invalid tag key specified. A key has 1 to 128 characters."},
	})
}

func TestUpdateVpcLink(t *testing.T) {
	decides(t, decide.UpdateVpcLink, []test[apigatewayv2.UpdateVpcLink]{
		{name: "another name", given: "apidomains", at: 30, when: apigatewayv2.UpdateVpcLink{VpcLinkId: link, Name: new("other")},
			then: `{"vpcLink":{"createdDate":"2026-01-01T00:00:28Z","name":"other","securityGroupIds":[],"subnetIds":["subnet-1"],"tags":{},"vpcLinkId":"ewu4m0","vpcLinkVersion":"V2"}}`},
		{name: "no name", given: "apidomains", at: 30, when: apigatewayv2.UpdateVpcLink{VpcLinkId: link, Name: new("")}, refused: "BadRequestException: Name cannot be empty"},
		{name: "unknown", when: apigatewayv2.UpdateVpcLink{VpcLinkId: link}, refused: "NotFoundException: Invalid Vpc Link identifier specified"},
	})
}

func TestDeleteVpcLink(t *testing.T) {
	one := apigatewayv2.DeleteVpcLink{VpcLinkId: link}
	decides(t, decide.DeleteVpcLink, []test[apigatewayv2.DeleteVpcLink]{
		{name: "unused", given: "apidomains", at: 28, when: one, then: `{"vpcLinkId":"ewu4m0"}`},
		{name: "used by an integration", given: "apidomains", at: 29, when: one,
			refused: "BadRequestException: Cannot delete vpc link. Vpc link 'ewu4m0', is referenced in [ANY:fj7kn3q] in format of [Method:Resource]."},
		{name: "used by a route", given: "apidomains", at: 30, when: one,
			refused: "BadRequestException: Cannot delete vpc link. Vpc link 'ewu4m0', is referenced in [ANY:f6v23c8] in format of [Method:Resource]."},
		{name: "unknown", when: one, refused: "NotFoundException: Invalid Vpc Link identifier specified"},
	})
}

// The tags of everything that has tags in version 2, by ARNs with and without an account.
func TestTagsOfVersion2(t *testing.T) {
	of := func(subject string) apigatewayv2.TagResource {
		return apigatewayv2.TagResource{ResourceArn: "arn:aws:apigateway:us-east-1::" + subject, Tags: map[string]string{"a": "b"}}
	}
	private := of("/domainnames/in.example.com+" + insideId)
	private.ResourceArn = strings.Replace(private.ResourceArn, "::", ":000000000000:", 1)
	decides(t, decide.TagResource, []test[apigatewayv2.TagResource]{
		{name: "an API", given: "apidomains", at: 35, when: of("/apis/" + talkApi), then: `{"subject":"/apis/chat000002","tags":{"_custom_id_":"chat000002","a":"b"}}`},
		{name: "a stage", given: "apidomains", at: 35, when: of("/apis/" + talkApi + "/stages/live"), then: `{"subject":"/apis/chat000002/stages/live","tags":{"a":"b"}}`},
		{name: "a domain name", given: "apidomains", at: 35, when: of("/domainnames/api.example.com"), then: `{"subject":"/domainnames/api.example.com","tags":{"a":"b","team":"shop"}}`},
		{name: "a PRIVATE one", given: "apidomains", at: 35, when: private, then: `{"subject":"/domainnames/in.example.com+f17lyr2z0u","tags":{"a":"b"}}`},
		{name: "a VPC link", given: "apidomains", at: 32, when: of("/vpclinks/ocvjdy"), then: `{"subject":"/vpclinks/ocvjdy","tags":{"a":"b","team":"shop"}}`},
		{name: "a routing rule", given: "apidomains", at: 24, when: of("/domainnames/rules.example.com/routingrules/" + betaRule), refused: "BadRequestException: Invalid ARN specified in the request"},
		{name: "no VPC link", given: "apidomains", at: 35, when: of("/vpclinks/none"), refused: "NotFoundException: Invalid Vpc Link identifier specified"},
	})
}
