package decide_test

import (
	"reel/events/apigateway"
	v1 "reel/events/apigateway/decide"
	"reel/events/apigatewayv2"
	"reel/events/apigatewayv2/decide"
)

func init() { scripts["apidomains"] = recordApiDomains }

const (
	restApi   = "rest000001" // with the stage prod
	insideApi = "inside0001" // PRIVATE, with the stage prod
	webApi    = "http000002" // with the stage $default
	talkApi   = "chat000002" // with the stage live
	cert      = "arn:aws:acm:us-east-1:000000000000:certificate/regional"
	otherCert = "arn:aws:acm:us-east-1:000000000000:certificate/other"
)

// recordApiDomains goes through the life of custom domain names as version 2 has
// them, beside some of version 1's, and of VPC links.
func recordApiDomains(r *recorder) {
	recordRestApi(r, restApi, nil)                                                                                     // 1 to 4
	recordRestApi(r, insideApi, &apigateway.EndpointConfigurationInput{Types: []string{"PRIVATE"}})                    // 5 to 8
	recordBareApi(r, webApi, "HTTP", "$default")                                                                       // 9, 10
	recordBareApi(r, talkApi, "WEBSOCKET", "live")                                                                     // 11, 12
	private := recordDomainNames(r)                                                                                    // 13 to 17
	recordApiMappings(r)                                                                                               // 18 to 22
	recordRoutingRules(r, private)                                                                                     // 23 to 27
	recordApiVpcLinks(r)                                                                                               // 28 to 35
	do(r, "DeleteDomainName", decide.DeleteDomainName, apigatewayv2.DeleteDomainName{DomainName: "rules.example.com"}) // 36
}

// recordRestApi makes a REST API with GET on its root and the stage prod.
func recordRestApi(r *recorder, id string, endpoint *apigateway.EndpointConfigurationInput) {
	api := do(r, "CreateRestApi", v1.CreateRestApi, apigateway.CreateRestApi{
		Name: id, Tags: map[string]string{"_custom_id_": id}, EndpointConfiguration: endpoint, Policy: policyOf(endpoint),
	}).(apigateway.RestApiCreated).RestApi
	do(r, "PutMethod", v1.PutMethod, apigateway.PutMethod{RestApiId: id, ResourceId: api.RootResourceId, HttpMethod: "GET", AuthorizationType: "NONE"})
	do(r, "PutIntegration", v1.PutIntegration, apigateway.PutIntegration{RestApiId: id, ResourceId: api.RootResourceId, HttpMethod: "GET", Type: "MOCK"})
	do(r, "CreateDeployment", v1.CreateDeployment, apigateway.CreateDeployment{RestApiId: id, StageName: new("prod")})
}

// policyOf is a resource policy, without which a PRIVATE API is not deployed.
func policyOf(endpoint *apigateway.EndpointConfigurationInput) *string {
	if endpoint == nil {
		return nil
	}
	return new(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"execute-api:Invoke","Resource":"*"}]}`)
}

func recordBareApi(r *recorder, id, protocol, stage string) {
	c := apigatewayv2.CreateApi{Name: id, ProtocolType: protocol, Tags: map[string]string{"_custom_id_": id}}
	if protocol == "WEBSOCKET" {
		c.RouteSelectionExpression = new("$request.body.action")
	}
	do(r, "CreateApi", decide.CreateApi, c)
	do(r, "CreateStage", decide.CreateStage, apigatewayv2.CreateStage{ApiId: id, StageName: stage})
}

// regional is what a caller gives to make a REGIONAL domain name.
func regional(name string) apigatewayv2.CreateDomainName {
	return apigatewayv2.CreateDomainName{
		DomainName: name, DomainNameConfigurations: []apigatewayv2.DomainNameConfigurationInput{{CertificateArn: new(cert)}},
	}
}

func recordDomainNames(r *recorder) (private apigateway.DomainName) {
	mutual := regional("api.example.com")
	mutual.MutualTlsAuthentication = &apigatewayv2.MutualTlsAuthenticationInput{TruststoreUri: new("s3://trust/store.pem"), TruststoreVersion: new("1")}
	mutual.Tags = map[string]string{"team": "shop"}
	do(r, "CreateDomainName", decide.CreateDomainName, mutual)
	do(r, "CreateDomainName", decide.CreateDomainName, regional("chat.example.com"))
	ruled := regional("rules.example.com")
	ruled.RoutingMode = new("ROUTING_RULE_THEN_API_MAPPING")
	do(r, "CreateDomainName", decide.CreateDomainName, ruled)
	do(r, "CreateDomainName", v1.CreateDomainName, apigateway.CreateDomainName{DomainName: "edge.example.com", CertificateArn: new(cert)})
	return do(r, "CreateDomainName", v1.CreateDomainName, apigateway.CreateDomainName{
		DomainName: "in.example.com", CertificateArn: new(cert), RoutingMode: new("ROUTING_RULE_ONLY"),
		EndpointConfiguration: &apigateway.EndpointConfigurationInput{Types: []string{"PRIVATE"}},
	}).(apigateway.DomainNameCreated).DomainName
}

func recordApiMappings(r *recorder) {
	of := func(domain, key, api, stage string) apigatewayv2.CreateApiMapping {
		return apigatewayv2.CreateApiMapping{DomainName: domain, ApiMappingKey: &key, ApiId: api, Stage: stage}
	}
	orders := do(r, "CreateApiMapping", decide.CreateApiMapping, of("api.example.com", "orders/v1", restApi, "prod")).(apigateway.BasePathMappingCreated).BasePathMapping
	do(r, "CreateApiMapping", decide.CreateApiMapping, of("api.example.com", "", webApi, "$default"))
	do(r, "CreateApiMapping", decide.CreateApiMapping, of("chat.example.com", "talk", talkApi, "live"))
	do(r, "UpdateApiMapping", decide.UpdateApiMapping, apigatewayv2.UpdateApiMapping{
		DomainName: "api.example.com", ApiMappingId: orders.ApiMappingId, ApiId: restApi, ApiMappingKey: new("orders/v2"),
	})
	do(r, "UpdateDomainName", decide.UpdateDomainName, apigatewayv2.UpdateDomainName{
		DomainName:               "api.example.com",
		DomainNameConfigurations: []apigatewayv2.DomainNameConfigurationInput{{CertificateArn: new(otherCert), EndpointType: new("REGIONAL"), SecurityPolicy: new("TLS_1_2")}},
	})
}

// to is a rule's action.
func to(api, stage string, strip *bool) []apigatewayv2.RoutingRuleActionInput {
	return []apigatewayv2.RoutingRuleActionInput{{InvokeApi: apigatewayv2.RoutingRuleActionInvokeApiInput{ApiId: api, Stage: stage, StripBasePath: strip}}}
}

func header(name, glob string) apigatewayv2.RoutingRuleConditionInput {
	return apigatewayv2.RoutingRuleConditionInput{MatchHeaders: &apigatewayv2.RoutingRuleMatchHeadersInput{
		AnyOf: []apigatewayv2.RoutingRuleMatchHeaderValueInput{{Header: name, ValueGlob: glob}},
	}}
}

func basePath(anyOf ...string) apigatewayv2.RoutingRuleConditionInput {
	return apigatewayv2.RoutingRuleConditionInput{MatchBasePaths: &apigatewayv2.RoutingRuleMatchBasePathsInput{AnyOf: anyOf}}
}

func recordRoutingRules(r *recorder, private apigateway.DomainName) {
	const domain = "rules.example.com"
	beta := do(r, "CreateRoutingRule", decide.CreateRoutingRule, apigatewayv2.CreateRoutingRule{
		DomainName: domain, Priority: 50, Actions: to(restApi, "prod", new(true)),
		Conditions: []apigatewayv2.RoutingRuleConditionInput{header("x-version", "beta*"), basePath("pets/v2")},
	}).(apigatewayv2.RoutingRuleCreated).RoutingRule
	all := do(r, "CreateRoutingRule", decide.CreateRoutingRule, apigatewayv2.CreateRoutingRule{
		DomainName: domain, Priority: 100, Actions: to(restApi, "prod", nil),
	}).(apigatewayv2.RoutingRuleCreated).RoutingRule
	do(r, "CreateRoutingRule", decide.CreateRoutingRule, apigatewayv2.CreateRoutingRule{
		DomainName: private.DomainName, DomainNameId: &private.DomainNameId, Priority: 1, Actions: to(insideApi, "prod", nil),
	})
	do(r, "PutRoutingRule", decide.PutRoutingRule, apigatewayv2.PutRoutingRule{
		DomainName: domain, RoutingRuleId: beta.RoutingRuleId, Priority: 150, Actions: to(restApi, "prod", nil),
		Conditions: []apigatewayv2.RoutingRuleConditionInput{header("x-version", "beta*")},
	})
	do(r, "DeleteRoutingRule", decide.DeleteRoutingRule, apigatewayv2.DeleteRoutingRule{DomainName: domain, RoutingRuleId: all.RoutingRuleId})
}

func recordApiVpcLinks(r *recorder) {
	link := do(r, "CreateVpcLink", decide.CreateVpcLink, apigatewayv2.CreateVpcLink{Name: "inside", SubnetIds: []string{"subnet-1"}}).(apigatewayv2.VpcLinkCreated).VpcLink.VpcLinkId
	integration := do(r, "CreateIntegration", decide.CreateIntegration, apigatewayv2.CreateIntegration{
		ApiId: webApi, IntegrationType: "HTTP_PROXY", IntegrationMethod: new("ANY"), ConnectionType: new("VPC_LINK"), ConnectionId: &link,
		IntegrationUri: new("arn:aws:elasticloadbalancing:us-east-1:000000000000:listener/app/a/b/c"),
	}).(apigatewayv2.IntegrationCreated).Integration.IntegrationId
	do(r, "CreateRoute", decide.CreateRoute, apigatewayv2.CreateRoute{ApiId: webApi, RouteKey: "$default", Target: new("integrations/" + integration)})
	do(r, "UpdateVpcLink", decide.UpdateVpcLink, apigatewayv2.UpdateVpcLink{VpcLinkId: link, Name: new("within")})
	other := do(r, "CreateVpcLink", decide.CreateVpcLink, apigatewayv2.CreateVpcLink{
		Name: "other", SubnetIds: []string{"subnet-1", "subnet-2"}, SecurityGroupIds: []string{"sg-1"}, Tags: map[string]string{"team": "shop"},
	}).(apigatewayv2.VpcLinkCreated).VpcLink.VpcLinkId
	arn := "arn:aws:apigateway:us-east-1::/vpclinks/" + other
	do(r, "TagResource", decide.TagResource, apigatewayv2.TagResource{ResourceArn: arn, Tags: map[string]string{"tier": "1"}})
	do(r, "UntagResource", decide.UntagResource, apigatewayv2.UntagResource{ResourceArn: arn, TagKeys: []string{"team"}})
	do(r, "DeleteVpcLink", decide.DeleteVpcLink, apigatewayv2.DeleteVpcLink{VpcLinkId: other})
}
