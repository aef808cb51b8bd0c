package http_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	v1 "github.com/aws/aws-sdk-go-v2/service/apigateway"
	v1types "github.com/aws/aws-sdk-go-v2/service/apigateway/types"
	"github.com/aws/aws-sdk-go-v2/service/apigatewayv2"
	"github.com/aws/aws-sdk-go-v2/service/apigatewayv2/types"
)

// v1 is AWS's client of version 1, for the same emulator.
func (s v2Test) v1(account string) *v1.Client {
	return v1.NewFromConfig(aws.Config{
		Region: "us-east-1", BaseEndpoint: &s.URL, RetryMaxAttempts: 1,
		Credentials: credentials.NewStaticCredentialsProvider(account, "secret", ""),
	})
}

// restApi makes a REST API with a stage whose root tells what it has been asked.
func (s v2Test) restApi(stage string) (id string) {
	s.Helper()
	ctx, c := s.Context(), s.v1("test")
	api := answered(c.CreateRestApi(ctx, &v1.CreateRestApiInput{Name: new("pets")}))
	id = *api.Id
	root := api.RootResourceId
	every := answered(c.CreateResource(ctx, &v1.CreateResourceInput{RestApiId: &id, ParentId: root, PathPart: new("{proxy+}")})).Id
	for _, resource := range []*string{root, every} {
		answered(c.PutMethod(ctx, &v1.PutMethodInput{RestApiId: &id, ResourceId: resource, HttpMethod: new("GET"), AuthorizationType: new("NONE")}))
		answered(c.PutIntegration(ctx, &v1.PutIntegrationInput{RestApiId: &id, ResourceId: resource, HttpMethod: new("GET"), Type: v1types.IntegrationTypeMock,
			RequestTemplates: map[string]string{"application/json": `{"statusCode":200}`}}))
		answered(c.PutMethodResponse(ctx, &v1.PutMethodResponseInput{RestApiId: &id, ResourceId: resource, HttpMethod: new("GET"), StatusCode: new("200")}))
		answered(c.PutIntegrationResponse(ctx, &v1.PutIntegrationResponseInput{RestApiId: &id, ResourceId: resource, HttpMethod: new("GET"), StatusCode: new("200"),
			ResponseTemplates: map[string]string{"application/json": stage + ` [$input.params('proxy')] $context.path`}}))
	}
	answered(c.CreateDeployment(ctx, &v1.CreateDeploymentInput{RestApiId: &id, StageName: &stage}))
	return id
}

// domain makes a REGIONAL custom domain name.
func (s v2Test) domain(name string, mode types.RoutingMode) *string {
	s.Helper()
	answered(s.CreateDomainName(s.Context(), &apigatewayv2.CreateDomainNameInput{
		DomainName: &name, RoutingMode: mode, DomainNameConfigurations: []types.DomainNameConfiguration{{CertificateArn: new(certificate)}},
	}))
	return &name
}

func TestVersion2DomainNamesThroughTheSDK(t *testing.T) {
	s, ctx, name := openV2(t), t.Context(), new("api.example.com")
	made := answered(s.CreateDomainName(ctx, &apigatewayv2.CreateDomainNameInput{ // 1
		DomainName: name, RoutingMode: types.RoutingModeApiMappingOnly, Tags: map[string]string{"a": "b"},
		DomainNameConfigurations: []types.DomainNameConfiguration{{
			CertificateArn: new(certificate), CertificateName: new("cert"), EndpointType: types.EndpointTypeRegional, IpAddressType: types.IpAddressTypeDualstack,
			OwnershipVerificationCertificateArn: new(certificate), SecurityPolicy: types.SecurityPolicyTls12,
		}},
		MutualTlsAuthentication: &types.MutualTlsAuthenticationInput{TruststoreUri: new("s3://b/k"), TruststoreVersion: new("1")},
	}))
	want := `{"ApiMappingSelectionExpression":"$request.basepath","DomainName":"api.example.com","DomainNameArn":"arn:aws:apigateway:us-east-1::/domainnames/api.example.com",` +
		`"DomainNameConfigurations":[{"ApiGatewayDomainName":"` + *made.DomainNameConfigurations[0].ApiGatewayDomainName + `","CertificateArn":"` + certificate + `","CertificateName":"cert",` +
		`"CertificateUploadDate":"2026-01-01T00:00:01Z","DomainNameStatus":"AVAILABLE","EndpointType":"REGIONAL","HostedZoneId":"Z1UJRXOUMOOFQ8","IpAddressType":"dualstack",` +
		`"OwnershipVerificationCertificateArn":"` + certificate + `","SecurityPolicy":"TLS_1_2"}],"MutualTlsAuthentication":{"TruststoreUri":"s3://b/k","TruststoreVersion":"1"},` +
		`"RoutingMode":"API_MAPPING_ONLY","Tags":{"a":"b"}}`
	s.read(made, want)
	s.read(answered(s.GetDomainName(ctx, &apigatewayv2.GetDomainNameInput{DomainName: name})), want)

	made.DomainNameConfigurations[0].CertificateName, made.RoutingMode, made.MutualTlsAuthentication = new("other"), types.RoutingModeRoutingRuleOnly, nil
	s.read(answered(s.UpdateDomainName(ctx, &apigatewayv2.UpdateDomainNameInput{
		DomainName: name, RoutingMode: types.RoutingModeRoutingRuleOnly, MutualTlsAuthentication: &types.MutualTlsAuthenticationInput{TruststoreUri: new("")},
		DomainNameConfigurations: []types.DomainNameConfiguration{{CertificateName: new("other")}},
	})), plainJSON(t, made))

	s.domain("b.example.com", "")
	one := answered(s.v1("test").GetDomainName(ctx, &v1.GetDomainNameInput{DomainName: name}))
	if one.RoutingMode != v1types.RoutingModeRoutingRuleOnly || *one.RegionalDomainName != *made.DomainNameConfigurations[0].ApiGatewayDomainName {
		t.Errorf("version 1 sees %s", plainJSON(t, one))
	}
	answered(s.v1("test").CreateDomainName(ctx, &v1.CreateDomainNameInput{DomainName: new("c.example.com"), CertificateArn: new(certificate)}))
	first := answered(s.GetDomainNames(ctx, &apigatewayv2.GetDomainNamesInput{MaxResults: new("2")}))
	rest := answered(s.GetDomainNames(ctx, &apigatewayv2.GetDomainNamesInput{MaxResults: new("2"), NextToken: first.NextToken}))
	if len(first.Items) != 2 || len(rest.Items) != 1 || rest.NextToken != nil || rest.Items[0].DomainNameConfigurations[0].EndpointType != types.EndpointTypeEdge {
		t.Errorf("pages %s and %s", plainJSON(t, first), plainJSON(t, rest))
	}
	_, err := s.v1("111122223333").CreateDomainName(ctx, &v1.CreateDomainNameInput{DomainName: name, CertificateArn: new(certificate)})
	s.refused(err, "BadRequestException: The domain name you provided already exists.")

	answered(s.DeleteDomainName(ctx, &apigatewayv2.DeleteDomainNameInput{DomainName: name}))
	_, err = s.GetDomainName(ctx, &apigatewayv2.GetDomainNameInput{DomainName: name})
	s.refused(err, "NotFoundException: Invalid domain name identifier specified")
}

// Mappings of version 2, of several levels too, lead to REST APIs.
func TestApiMappingsThroughTheSDK(t *testing.T) {
	s, ctx := openV2(t), t.Context()
	name, api, web := s.domain("api.example.com", ""), s.restApi("prod"), "http000001"
	s.api(types.ProtocolTypeHttp, web)
	answered(s.CreateStage(ctx, &apigatewayv2.CreateStageInput{ApiId: &web, StageName: new("$default")}))
	of := func(key, api, stage string) *apigatewayv2.CreateApiMappingInput {
		return &apigatewayv2.CreateApiMappingInput{DomainName: name, ApiId: &api, Stage: &stage, ApiMappingKey: &key}
	}
	made := answered(s.CreateApiMapping(ctx, of("orders/v1", api, "prod")))
	s.read(made, `{"ApiId":"`+api+`","ApiMappingId":"`+*made.ApiMappingId+`","ApiMappingKey":"orders/v1","Stage":"prod"}`)
	s.read(answered(s.GetApiMapping(ctx, &apigatewayv2.GetApiMappingInput{DomainName: name, ApiMappingId: made.ApiMappingId})), plainJSON(t, made))
	root := answered(s.CreateApiMapping(ctx, of("", web, "$default")))
	_, err := s.CreateApiMapping(ctx, of("", api, "prod"))
	s.refused(err, "ConflictException: ApiMapping key already exists for this domain name")

	get := func(path string) answer { return s.do("GET", path, "", "Host", *name) }
	if a := get("/orders/v1/items/5"); a.status != 200 || a.body != "prod [items/5] /orders/v1/items/5" {
		t.Errorf("/orders/v1/items/5: %d %s", a.status, a.body)
	}
	s.read(answered(s.UpdateApiMapping(ctx, &apigatewayv2.UpdateApiMappingInput{
		DomainName: name, ApiMappingId: made.ApiMappingId, ApiId: &api, ApiMappingKey: new("orders/v2/all"),
	})), `{"ApiId":"`+api+`","ApiMappingId":"`+*made.ApiMappingId+`","ApiMappingKey":"orders/v2/all","Stage":"prod"}`)
	if a := get("/orders/v2/all"); a.status != 200 || a.body != "prod [] /orders/v2/all" {
		t.Errorf("/orders/v2/all: %d %s", a.status, a.body)
	}

	first := answered(s.GetApiMappings(ctx, &apigatewayv2.GetApiMappingsInput{DomainName: name, MaxResults: new("1")}))
	rest := answered(s.GetApiMappings(ctx, &apigatewayv2.GetApiMappingsInput{DomainName: name, MaxResults: new("1"), NextToken: first.NextToken}))
	if len(first.Items) != 1 || len(rest.Items) != 1 || rest.NextToken != nil || *first.Items[0].ApiMappingId != *root.ApiMappingId || *rest.Items[0].ApiMappingKey != "orders/v2/all" {
		t.Errorf("pages %s and %s", plainJSON(t, first), plainJSON(t, rest))
	}
	if all := answered(s.v1("test").GetBasePathMappings(ctx, &v1.GetBasePathMappingsInput{DomainName: name})); len(all.Items) != 2 || *all.Items[1].BasePath != "orders/v2/all" {
		t.Errorf("version 1 sees %s", plainJSON(t, all))
	}
	_, err = s.DeleteApi(ctx, &apigatewayv2.DeleteApiInput{ApiId: &web})
	s.refused(err, "BadRequestException: Deleting API "+web+" failed. Please remove all API mappings for the API from your custom domain names.")
	answered(s.DeleteApiMapping(ctx, &apigatewayv2.DeleteApiMappingInput{DomainName: name, ApiMappingId: root.ApiMappingId}))
	_, err = s.GetApiMapping(ctx, &apigatewayv2.GetApiMappingInput{DomainName: name, ApiMappingId: root.ApiMappingId})
	s.refused(err, "NotFoundException: Invalid API mapping identifier specified "+*root.ApiMappingId)
	answered(s.DeleteApi(ctx, &apigatewayv2.DeleteApiInput{ApiId: &web}))
	if a := get("/customers"); a.status != 403 || a.body != `{"message":"Forbidden"}` {
		t.Errorf("where no mapping answers: %d %s", a.status, a.body)
	}
}

func TestVersion2VpcLinksThroughTheSDK(t *testing.T) {
	s, ctx := openV2(t), t.Context()
	made := answered(s.CreateVpcLink(ctx, &apigatewayv2.CreateVpcLinkInput{
		Name: new("inside"), SubnetIds: []string{"subnet-1", "subnet-2"}, SecurityGroupIds: []string{"sg-1"}, Tags: map[string]string{"a": "b"},
	}))
	members := func(name, status, message string) string {
		return `{"CreatedDate":"2026-01-01T00:00:01Z","Name":"` + name + `","SecurityGroupIds":["sg-1"],"SubnetIds":["subnet-1","subnet-2"],"Tags":{"a":"b"},"VpcLinkId":"` + *made.VpcLinkId +
			`","VpcLinkStatus":"` + status + `","VpcLinkStatusMessage":"` + message + `","VpcLinkVersion":"V2"}`
	}
	ready := func(name string) string { return members(name, "AVAILABLE", "VPC link is ready to route traffic") }
	s.read(made, members("inside", "PENDING", "VPC link is provisioning ENIs"))
	s.read(answered(s.GetVpcLink(ctx, &apigatewayv2.GetVpcLinkInput{VpcLinkId: made.VpcLinkId})), ready("inside"))
	s.read(answered(s.UpdateVpcLink(ctx, &apigatewayv2.UpdateVpcLinkInput{VpcLinkId: made.VpcLinkId, Name: new("within")})), ready("within"))
	for range 2 {
		answered(s.CreateVpcLink(ctx, &apigatewayv2.CreateVpcLinkInput{Name: new("other"), SubnetIds: []string{"subnet-1"}}))
	}
	first := answered(s.GetVpcLinks(ctx, &apigatewayv2.GetVpcLinksInput{MaxResults: new("2")}))
	rest := answered(s.GetVpcLinks(ctx, &apigatewayv2.GetVpcLinksInput{MaxResults: new("2"), NextToken: first.NextToken}))
	if len(first.Items) != 2 || len(rest.Items) != 1 || rest.NextToken != nil {
		t.Errorf("pages %s and %s", plainJSON(t, first), plainJSON(t, rest))
	}

	arn := new("arn:aws:apigateway:us-east-1::/vpclinks/" + *made.VpcLinkId)
	answered(s.TagResource(ctx, &apigatewayv2.TagResourceInput{ResourceArn: arn, Tags: map[string]string{"c": "d"}}))
	answered(s.UntagResource(ctx, &apigatewayv2.UntagResourceInput{ResourceArn: arn, TagKeys: []string{"a"}}))
	s.read(answered(s.GetTags(ctx, &apigatewayv2.GetTagsInput{ResourceArn: arn})), `{"Tags":{"c":"d"}}`)

	s.api(types.ProtocolTypeHttp, "http000001")
	integration := answered(s.CreateIntegration(ctx, &apigatewayv2.CreateIntegrationInput{
		ApiId: new("http000001"), IntegrationType: types.IntegrationTypeHttpProxy, IntegrationMethod: new("ANY"), PayloadFormatVersion: new("1.0"),
		ConnectionType: types.ConnectionTypeVpcLink, ConnectionId: made.VpcLinkId, IntegrationUri: new("arn:aws:elasticloadbalancing:us-east-1:000000000000:listener/app/a/b/c"),
	})).IntegrationId
	_, err := s.DeleteVpcLink(ctx, &apigatewayv2.DeleteVpcLinkInput{VpcLinkId: made.VpcLinkId})
	s.refused(err, "BadRequestException: Cannot delete vpc link. Vpc link '"+*made.VpcLinkId+"', is referenced in [ANY:"+*integration+"] in format of [Method:Resource].")
	answered(s.DeleteIntegration(ctx, &apigatewayv2.DeleteIntegrationInput{ApiId: new("http000001"), IntegrationId: integration}))
	answered(s.DeleteVpcLink(ctx, &apigatewayv2.DeleteVpcLinkInput{VpcLinkId: made.VpcLinkId}))
	_, err = s.GetVpcLink(ctx, &apigatewayv2.GetVpcLinkInput{VpcLinkId: made.VpcLinkId})
	s.refused(err, "NotFoundException: Invalid Vpc Link identifier specified")
}
