package decide_test

import (
	"strings"
	"testing"

	"reel/events"
	"reel/events/apigateway"
	"reel/events/apigateway/decide"
)

const (
	insideArn     = "arn:aws:apigateway:us-east-1:000000000000:/domainnames/inside.example.com+" + insideId
	associations  = ":/domainnameaccessassociations/domainname/inside.example.com/vpcesource/"
	theirsArn     = "arn:aws:apigateway:us-east-1:111122223333" + associations + "vpce-theirs"
	oursArn       = "arn:aws:apigateway:us-east-1:000000000000" + associations + "vpce-ours"
	noAssociation = "NotFoundException: Invalid domain name access association identifier specified"
	noDomainArn   = "BadRequestException: Invalid domain name ARN specified: "
)

func TestCreateDomainNameAccessAssociation(t *testing.T) {
	of := func(arn, source string) apigateway.CreateDomainNameAccessAssociation {
		return apigateway.CreateDomainNameAccessAssociation{DomainNameArn: arn, AccessAssociationSource: source, AccessAssociationSourceType: "VPCE"}
	}
	publicArn := "arn:aws:apigateway:us-east-1::/domainnames/api.example.com"
	decides(t, decide.CreateDomainNameAccessAssociation, []test[apigateway.CreateDomainNameAccessAssociation]{
		{name: "of the owner", given: "domains", at: 14, when: of(insideArn, "vpce-ours"),
			then: `{"domainNameAccessAssociation":{"accessAssociationSource":"vpce-ours","accessAssociationSourceType":"VPCE","domainNameAccessAssociationArn":"` + oursArn + `","domainNameArn":"` + insideArn + `"}}`},
		{name: "twice", given: "domains", at: 18, when: of(insideArn, "vpce-ours"), refused: "ConflictException: The domain name access association already exists: " + oursArn},
		{name: "with a public name", given: "domains", at: 14, when: of(publicArn, "vpce-ours"), refused: noDomainArn + publicArn},
		{name: "with no name", when: of(insideArn, "vpce-ours"), refused: noDomainArn + insideArn},
		{name: "with what is no ARN", when: of("inside", "vpce-ours"), refused: noDomainArn + "inside"},
		{name: "of what is no endpoint", given: "domains", at: 14, when: of(insideArn, "vpc-1"), refused: "BadRequestException: Invalid access association source specified: vpc-1"},
	})
}

// A domain name's management policy tells which other accounts may associate.
func TestOtherAccountsAssociateWhenTheyMay(t *testing.T) {
	share := func(statement string) string { return `{"Statement":[` + statement + `]}` }
	allow := `{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":["apigateway:*"],"Resource":"*"}`
	tests := []struct {
		name, policy string
		may          bool
	}{
		{"no policy", "", false},
		{"named by its id", share(allow), true},
		{"named by a role", share(strings.Replace(allow, `"111122223333"`, `["arn:aws:iam::222222222222:root","arn:aws:iam::111122223333:role/r"]`, 1)), true},
		{"everybody", share(strings.Replace(allow, `{"AWS":"111122223333"}`, `"*"`, 1)), true},
		{"another account", share(strings.Replace(allow, "1111", "2222", 1)), false},
		{"another action", share(strings.Replace(allow, "apigateway:*", "execute-api:Invoke", 1)), false},
		{"on a condition", share(strings.Replace(allow, `"Resource"`, `"Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-1"}},"Resource"`, 1)), false},
		{"denied besides", share(allow + "," + strings.Replace(allow, "Allow", "Deny", 1)), false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := given(t, "domains", 14)
			e, err := decide.UpdateDomainName(events.NewEnv(recordedAt(15), seed, 15), s.World(account, region), apigateway.UpdateDomainName{
				DomainName: "inside.example.com", DomainNameId: new(insideId), PatchOperations: patch("replace", "/managementPolicy", tt.policy),
			})
			if err != nil {
				t.Fatal(err)
			}
			s = applied(t, s, events.Recorded{Account: account, Region: region, Seq: 15, Event: e})
			e, err = decide.CreateDomainNameAccessAssociation(events.NewEnv(recordedAt(16), seed, 16), s.World(otherAccount, region), apigateway.CreateDomainNameAccessAssociation{
				DomainNameArn: insideArn, AccessAssociationSource: "vpce-theirs", AccessAssociationSourceType: "VPCE",
			})
			if (err == nil) != tt.may {
				t.Fatalf("refused with %v, may %v", err, tt.may)
			}
			if made, ok := e.(apigateway.DomainNameAccessAssociationCreated); ok && made.DomainNameAccessAssociation.DomainNameAccessAssociationArn != theirsArn {
				t.Errorf("ARN %s, want %s", made.DomainNameAccessAssociation.DomainNameAccessAssociationArn, theirsArn)
			}
		})
	}
}

func TestRejectDomainNameAccessAssociation(t *testing.T) {
	of := func(association, domain string) apigateway.RejectDomainNameAccessAssociation {
		return apigateway.RejectDomainNameAccessAssociation{DomainNameAccessAssociationArn: association, DomainNameArn: domain}
	}
	decides(t, decide.RejectDomainNameAccessAssociation, []test[apigateway.RejectDomainNameAccessAssociation]{
		{name: "of another account", given: "domains", at: 16, when: of(theirsArn, insideArn),
			then: `{"domainNameAccessAssociationArn":"` + theirsArn + `","domainNameArn":"` + insideArn + `"}`},
		{name: "twice", given: "domains", at: 17, when: of(theirsArn, insideArn), refused: noAssociation},
		{name: "one's own", given: "domains", at: 18, when: of(oursArn, insideArn),
			refused: "BadRequestException: A domain name access association of your own account cannot be rejected. Use DeleteDomainNameAccessAssociation."},
		{name: "of no domain name", given: "domains", at: 16, when: of(theirsArn, "arn:aws:apigateway:us-east-1:000000000000:/domainnames/a+b"), refused: noDomain},
		{name: "of a domain name of another account", given: "domains", at: 16, when: of(theirsArn, strings.Replace(insideArn, account, otherAccount, 1)), refused: noDomain},
		{name: "unknown", given: "domains", at: 15, when: of("none", insideArn), refused: noAssociation},
	})
}

func TestDeleteDomainNameAccessAssociation(t *testing.T) {
	of := func(arn string) apigateway.DeleteDomainNameAccessAssociation {
		return apigateway.DeleteDomainNameAccessAssociation{DomainNameAccessAssociationArn: arn}
	}
	decides(t, decide.DeleteDomainNameAccessAssociation, []test[apigateway.DeleteDomainNameAccessAssociation]{
		{name: "one's own", given: "domains", at: 18, when: of(oursArn), then: `{"domainNameAccessAssociationArn":"` + oursArn + `"}`},
		{name: "of another account", given: "domains", at: 16, when: of(theirsArn), refused: noAssociation},
		{name: "unknown", when: of(oursArn), refused: noAssociation},
	})
}
