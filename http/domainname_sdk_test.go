package http_test

import (
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/apigateway"
	"github.com/aws/aws-sdk-go-v2/service/apigateway/types"
)

const (
	certificate = "arn:aws:acm:us-east-1:000000000000:certificate/c"
	shared      = `{"Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"apigateway:CreateAccessAssociation","Resource":"*"}]}`
)

func endpoint(t types.EndpointType) *types.EndpointConfiguration {
	return &types.EndpointConfiguration{Types: []types.EndpointType{t}}
}

// as is the same emulator as another account sees it.
func (s sdkTest) as(account string) *apigateway.Client {
	return apigateway.NewFromConfig(aws.Config{
		Region: "us-east-1", BaseEndpoint: &s.client.URL, RetryMaxAttempts: 1,
		Credentials: credentials.NewStaticCredentialsProvider(account, "secret", ""),
	})
}

func TestDomainNamesThroughTheSDK(t *testing.T) {
	s, ctx := openSDK(t), t.Context()
	d := answered(s.CreateDomainName(ctx, &apigateway.CreateDomainNameInput{
		DomainName: new("api.example.com"), RegionalCertificateArn: new(certificate), RegionalCertificateName: new("cert"),
		EndpointAccessMode: types.EndpointAccessModeStrict, EndpointConfiguration: endpoint(types.EndpointTypeRegional),
		MutualTlsAuthentication:             &types.MutualTlsAuthenticationInput{TruststoreUri: new("s3://b/k"), TruststoreVersion: new("1")},
		OwnershipVerificationCertificateArn: new(certificate), RoutingMode: types.RoutingModeBasePathMappingOnly,
		SecurityPolicy: types.SecurityPolicyTls12, Tags: map[string]string{"a": "b"},
	}))
	s.read(d, `{"CertificateUploadDate":"`+d.CertificateUploadDate.Format("2006-01-02T15:04:05Z")+`","DomainName":"api.example.com",`+
		`"DomainNameArn":"arn:aws:apigateway:us-east-1::/domainnames/api.example.com","DomainNameStatus":"AVAILABLE","EndpointAccessMode":"STRICT",`+
		`"EndpointConfiguration":{"IpAddressType":"ipv4","Types":["REGIONAL"]},"MutualTlsAuthentication":{"TruststoreUri":"s3://b/k","TruststoreVersion":"1"},`+
		`"OwnershipVerificationCertificateArn":"`+certificate+`","RegionalCertificateArn":"`+certificate+`","RegionalCertificateName":"cert",`+
		`"RegionalDomainName":"`+*d.RegionalDomainName+`","RegionalHostedZoneId":"Z1UJRXOUMOOFQ8","RoutingMode":"BASE_PATH_MAPPING_ONLY","SecurityPolicy":"TLS_1_2","Tags":{"a":"b"}}`)
	s.read(answered(s.GetDomainName(ctx, &apigateway.GetDomainNameInput{DomainName: d.DomainName})), plainJSON(t, d))
	answered(s.TagResource(ctx, &apigateway.TagResourceInput{ResourceArn: d.DomainNameArn, Tags: map[string]string{"c": "d"}}))
	d.Tags["c"], d.SecurityPolicy = "d", types.SecurityPolicyTls10
	s.read(answered(s.UpdateDomainName(ctx, &apigateway.UpdateDomainNameInput{
		DomainName: d.DomainName, PatchOperations: patches("replace", "/securityPolicy", "TLS_1_0"),
	})), plainJSON(t, d))
	edge := answered(s.CreateDomainName(ctx, &apigateway.CreateDomainNameInput{DomainName: new("*.example.com"), CertificateArn: new(certificate)}))
	if !strings.HasSuffix(*edge.DistributionDomainName, ".cloudfront.net") || *edge.DistributionHostedZoneId != "Z2FDTNDATAQYW2" {
		t.Errorf("EDGE: %s", plainJSON(t, edge))
	}
	page := answered(s.GetDomainNames(ctx, &apigateway.GetDomainNamesInput{Limit: new(int32(1))}))
	rest := answered(s.GetDomainNames(ctx, &apigateway.GetDomainNamesInput{Limit: new(int32(1)), Position: page.Position}))
	if len(page.Items) != 1 || len(rest.Items) != 1 || *page.Items[0].DomainName != "*.example.com" || plainJSON(t, rest.Items[0]) != plainJSON(t, d) {
		t.Errorf("pages %s and %s", plainJSON(t, page), plainJSON(t, rest))
	}
	_, err := s.as("111122223333").CreateDomainName(ctx, &apigateway.CreateDomainNameInput{DomainName: d.DomainName, CertificateArn: new(certificate)})
	s.refused(err, "BadRequestException: The domain name you provided already exists.")
	answered(s.DeleteDomainName(ctx, &apigateway.DeleteDomainNameInput{DomainName: edge.DomainName}))
	_, err = s.GetDomainName(ctx, &apigateway.GetDomainNameInput{DomainName: edge.DomainName})
	s.refused(err, "NotFoundException: Invalid domain name identifier specified")
}

func TestPrivateDomainNamesThroughTheSDK(t *testing.T) {
	s, ctx := openSDK(t), t.Context()
	d := answered(s.CreateDomainName(ctx, &apigateway.CreateDomainNameInput{
		DomainName: new("in.example.com"), CertificateArn: new(certificate), EndpointConfiguration: endpoint(types.EndpointTypePrivate),
		Policy: new(`{"Statement":[{"Resource":"execute-api:/*"}]}`),
	}))
	id := *d.DomainNameId
	arn := "arn:aws:apigateway:us-east-1:000000000000:/domainnames/in.example.com+" + id
	s.read(d, `{"CertificateArn":"`+certificate+`","CertificateUploadDate":"`+d.CertificateUploadDate.Format("2006-01-02T15:04:05Z")+`","DomainName":"in.example.com","DomainNameArn":"`+arn+`",`+
		`"DomainNameId":"`+id+`","DomainNameStatus":"AVAILABLE","EndpointAccessMode":"","EndpointConfiguration":{"IpAddressType":"dualstack","Types":["PRIVATE"]},`+
		`"Policy":"{\"Statement\":[{\"Resource\":\"arn:aws:execute-api:us-east-1:000000000000:/domainnames/in.example.com+`+id+`\"}]}",`+
		`"RoutingMode":"BASE_PATH_MAPPING_ONLY","SecurityPolicy":"TLS_1_2"}`)
	_, err := s.GetDomainName(ctx, &apigateway.GetDomainNameInput{DomainName: d.DomainName})
	s.refused(err, "NotFoundException: Invalid domain name identifier specified")
	d.ManagementPolicy = new(shared)
	s.read(answered(s.UpdateDomainName(ctx, &apigateway.UpdateDomainNameInput{
		DomainName: d.DomainName, DomainNameId: &id, PatchOperations: patches("replace", "/managementPolicy", shared),
	})), plainJSON(t, d))

	answered(s.CreateBasePathMapping(ctx, &apigateway.CreateBasePathMappingInput{DomainName: d.DomainName, DomainNameId: &id, RestApiId: &s.api}))
	if all := answered(s.GetBasePathMappings(ctx, &apigateway.GetBasePathMappingsInput{DomainName: d.DomainName, DomainNameId: &id})); len(all.Items) != 1 {
		t.Errorf("mappings %s", plainJSON(t, all))
	}
	answered(s.DeleteDomainName(ctx, &apigateway.DeleteDomainNameInput{DomainName: d.DomainName, DomainNameId: &id}))
	answered(s.DeleteRestApi(ctx, &apigateway.DeleteRestApiInput{RestApiId: &s.api})) // mapped no more
}

func TestDomainNameAccessAssociationsThroughTheSDK(t *testing.T) {
	s, ctx := openSDK(t), t.Context()
	d := answered(s.CreateDomainName(ctx, &apigateway.CreateDomainNameInput{
		DomainName: new("in.example.com"), CertificateArn: new(certificate), EndpointConfiguration: endpoint(types.EndpointTypePrivate),
	}))
	ask := &apigateway.CreateDomainNameAccessAssociationInput{
		AccessAssociationSource: new("vpce-a1"), AccessAssociationSourceType: types.AccessAssociationSourceTypeVpce, DomainNameArn: d.DomainNameArn, Tags: map[string]string{"a": "b"},
	}
	own := answered(s.CreateDomainNameAccessAssociation(ctx, ask))
	s.read(own, `{"AccessAssociationSource":"vpce-a1","AccessAssociationSourceType":"VPCE","DomainNameAccessAssociationArn":"`+
		`arn:aws:apigateway:us-east-1:000000000000:/domainnameaccessassociations/domainname/in.example.com/vpcesource/vpce-a1","DomainNameArn":"`+*d.DomainNameArn+`","Tags":{"a":"b"}}`)
	answered(s.TagResource(ctx, &apigateway.TagResourceInput{ResourceArn: own.DomainNameAccessAssociationArn, Tags: map[string]string{"c": "d"}}))
	s.read(answered(s.GetTags(ctx, &apigateway.GetTagsInput{ResourceArn: own.DomainNameAccessAssociationArn})), `{"Tags":{"a":"b","c":"d"}}`)
	if all := answered(s.GetDomainNameAccessAssociations(ctx, &apigateway.GetDomainNameAccessAssociationsInput{})); len(all.Items) != 1 || *all.Items[0].DomainNameAccessAssociationArn != *own.DomainNameAccessAssociationArn {
		t.Errorf("associations %s", plainJSON(t, all))
	}

	them := s.as("111122223333")
	_, err := them.CreateDomainNameAccessAssociation(ctx, ask)
	s.refused(err, "BadRequestException: Invalid domain name ARN specified: "+*d.DomainNameArn)
	answered(s.UpdateDomainName(ctx, &apigateway.UpdateDomainNameInput{DomainName: d.DomainName, DomainNameId: d.DomainNameId, PatchOperations: patches("replace", "/managementPolicy", shared)}))
	if offered := answered(them.GetDomainNames(ctx, &apigateway.GetDomainNamesInput{ResourceOwner: types.ResourceOwnerOtherAccounts})); len(offered.Items) != 1 || *offered.Items[0].DomainNameArn != *d.DomainNameArn {
		t.Errorf("offered %s", plainJSON(t, offered))
	}
	theirs := answered(them.CreateDomainNameAccessAssociation(ctx, ask))
	others := &apigateway.GetDomainNameAccessAssociationsInput{ResourceOwner: types.ResourceOwnerOtherAccounts}
	if all := answered(s.GetDomainNameAccessAssociations(ctx, others)); len(all.Items) != 1 {
		t.Errorf("of others %s", plainJSON(t, all))
	}
	answered(s.RejectDomainNameAccessAssociation(ctx, &apigateway.RejectDomainNameAccessAssociationInput{
		DomainNameAccessAssociationArn: theirs.DomainNameAccessAssociationArn, DomainNameArn: d.DomainNameArn,
	}))
	if all := answered(s.GetDomainNameAccessAssociations(ctx, others)); len(all.Items) != 0 {
		t.Errorf("of others, once rejected: %s", plainJSON(t, all))
	}
	answered(them.DeleteDomainNameAccessAssociation(ctx, &apigateway.DeleteDomainNameAccessAssociationInput{DomainNameAccessAssociationArn: theirs.DomainNameAccessAssociationArn}))
	answered(s.DeleteDomainNameAccessAssociation(ctx, &apigateway.DeleteDomainNameAccessAssociationInput{DomainNameAccessAssociationArn: own.DomainNameAccessAssociationArn}))
	_, err = s.DeleteDomainNameAccessAssociation(ctx, &apigateway.DeleteDomainNameAccessAssociationInput{DomainNameAccessAssociationArn: own.DomainNameAccessAssociationArn})
	s.refused(err, "NotFoundException: Invalid domain name access association identifier specified")
}

func TestBasePathMappingsThroughTheSDK(t *testing.T) {
	s, ctx := openSDK(t), t.Context()
	domain := answered(s.CreateDomainName(ctx, &apigateway.CreateDomainNameInput{DomainName: new("api.example.com"), CertificateArn: new(certificate)})).DomainName
	s.read(answered(s.CreateBasePathMapping(ctx, &apigateway.CreateBasePathMappingInput{DomainName: domain, RestApiId: &s.api, Stage: new("dev")})),
		`{"BasePath":"(none)","RestApiId":"`+s.api+`","Stage":"dev"}`)
	s.read(answered(s.CreateBasePathMapping(ctx, &apigateway.CreateBasePathMappingInput{DomainName: domain, BasePath: new("v1"), RestApiId: &s.api})),
		`{"BasePath":"v1","RestApiId":"`+s.api+`"}`)
	s.read(answered(s.GetBasePathMapping(ctx, &apigateway.GetBasePathMappingInput{DomainName: domain, BasePath: new("(none)")})),
		`{"BasePath":"(none)","RestApiId":"`+s.api+`","Stage":"dev"}`)
	s.read(answered(s.UpdateBasePathMapping(ctx, &apigateway.UpdateBasePathMappingInput{
		DomainName: domain, BasePath: new("v1"), PatchOperations: patches("replace", "/basePath", "v2", "replace", "/stage", "prod"),
	})), `{"BasePath":"v2","RestApiId":"`+s.api+`","Stage":"prod"}`)
	page := answered(s.GetBasePathMappings(ctx, &apigateway.GetBasePathMappingsInput{DomainName: domain, Limit: new(int32(1))}))
	rest := answered(s.GetBasePathMappings(ctx, &apigateway.GetBasePathMappingsInput{DomainName: domain, Limit: new(int32(1)), Position: page.Position}))
	s.read(append(page.Items, rest.Items...), `[{"BasePath":"(none)","RestApiId":"`+s.api+`","Stage":"dev"},{"BasePath":"v2","RestApiId":"`+s.api+`","Stage":"prod"}]`)

	_, err := s.CreateBasePathMapping(ctx, &apigateway.CreateBasePathMappingInput{DomainName: domain, BasePath: new("v2"), RestApiId: &s.api})
	s.refused(err, "ConflictException: Base path already exists for this domain name")
	_, err = s.DeleteStage(ctx, &apigateway.DeleteStageInput{RestApiId: &s.api, StageName: new("prod")})
	s.refused(err, "BadRequestException: Deleting stage prod failed. Please remove all base path mappings related to the stage in your domains: api.example.com")
	_, err = s.DeleteRestApi(ctx, &apigateway.DeleteRestApiInput{RestApiId: &s.api})
	s.refused(err, "BadRequestException: Deleting RestApi "+s.api+" failed. Please remove all base path mappings related to the RestApi in your domains: api.example.com")
	for _, base := range []string{"(none)", "v2"} {
		answered(s.DeleteBasePathMapping(ctx, &apigateway.DeleteBasePathMappingInput{DomainName: domain, BasePath: &base}))
	}
	_, err = s.GetBasePathMapping(ctx, &apigateway.GetBasePathMappingInput{DomainName: domain, BasePath: new("v2")})
	s.refused(err, "NotFoundException: Invalid base path mapping identifier specified")
	answered(s.DeleteRestApi(ctx, &apigateway.DeleteRestApiInput{RestApiId: &s.api}))
}

// Malformed input of what domain names are made of gets AWS's 4xx.
func TestDomainNameInputsAreValidated(t *testing.T) {
	c := open(t)
	tests := []struct {
		verb, path, body string
		status           int
		code             string
	}{
		{"POST", "/domainnames", `{}`, 400, "ValidationException"},
		{"POST", "/domainnames", `{"domainName":1}`, 400, "SerializationException"},
		{"POST", "/domainnames", `{"domainName":"a.b","securityPolicy":"TLS_9"}`, 400, "ValidationException"},
		{"POST", "/domainnames", `{"domainName":"a.b","endpointConfiguration":{"types":["GLOBAL"]}}`, 400, "ValidationException"},
		{"POST", "/domainnames", `{"domainName":"A.b","certificateArn":"x"}`, 400, "BadRequestException"},
		{"POST", "/domainnames", `{"domainName":"a.b","certificateArn":"x"}`, 400, "BadRequestException"},
		{"GET", "/domainnames?resourceOwner=NOBODY", ``, 400, "ValidationException"},
		{"GET", "/domainnames?position=%25", ``, 400, "BadRequestException"},
		{"GET", "/domainnames/%00", ``, 404, "NotFoundException"},
		{"POST", "/domainnames/a.b/basepathmappings", `{}`, 400, "ValidationException"},
		{"POST", "/domainnames/a.b/basepathmappings", `{"restApiId":"x"}`, 404, "NotFoundException"},
		{"GET", "/domainnames/a.b/basepathmappings/%2F", ``, 404, "NotFoundException"},
		{"POST", "/domainnameaccessassociations", `{"domainNameArn":"x","accessAssociationSource":"y","accessAssociationSourceType":"VPC"}`, 400, "ValidationException"},
		{"POST", "/domainnameaccessassociations", `{"domainNameArn":"x","accessAssociationSource":"y","accessAssociationSourceType":"VPCE"}`, 400, "BadRequestException"},
		{"POST", "/rejectdomainnameaccessassociations", ``, 400, "ValidationException"},
		{"POST", "/rejectdomainnameaccessassociations?domainNameArn=a&domainNameAccessAssociationArn=b", ``, 404, "NotFoundException"},
		{"DELETE", "/domainnameaccessassociations/arn%3Aaws%3A%2F", ``, 404, "NotFoundException"},
	}
	for _, tt := range tests {
		if a := c.do(tt.verb, tt.path, tt.body); a.status != tt.status || a.header.Get("x-amzn-ErrorType") != tt.code {
			t.Errorf("%s %s %s: %d %s %s, want %d %s", tt.verb, tt.path, tt.body, a.status, a.header.Get("x-amzn-ErrorType"), a.body, tt.status, tt.code)
		}
	}
}

// A private key that a caller uploads is in no event.
func TestUploadedKeysAreNotRecorded(t *testing.T) {
	c := open(t)
	body := `{"domainName":"a.b","certificateName":"n","certificateBody":"BODY","certificatePrivateKey":"SECRETKEY"}`
	if a := c.do("POST", "/domainnames", body); a.status != 201 || strings.Contains(a.body, "SECRETKEY") {
		t.Errorf("CreateDomainName: %d %s", a.status, a.body)
	}
	if a := c.do("GET", "/_reel/events", ""); strings.Contains(a.body, "SECRETKEY") || !strings.Contains(a.body, "redacted") {
		t.Errorf("recorded: %s", a.body)
	}
}
