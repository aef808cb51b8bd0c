package http_test

import (
	"strings"
	"testing"

	v1 "github.com/aws/aws-sdk-go-v2/service/apigateway"
	v1types "github.com/aws/aws-sdk-go-v2/service/apigateway/types"
	"github.com/aws/aws-sdk-go-v2/service/apigatewayv2"
	"github.com/aws/aws-sdk-go-v2/service/apigatewayv2/types"
)

// leads is a rule's action.
func leads(api, stage string, strip bool) []types.RoutingRuleAction {
	return []types.RoutingRuleAction{{InvokeApi: &types.RoutingRuleActionInvokeApi{ApiId: &api, Stage: &stage, StripBasePath: &strip}}}
}

func matchesHeader(name, glob string) types.RoutingRuleCondition {
	return types.RoutingRuleCondition{MatchHeaders: &types.RoutingRuleMatchHeaders{AnyOf: []types.RoutingRuleMatchHeaderValue{{Header: &name, ValueGlob: &glob}}}}
}

func matchesBasePath(base string) types.RoutingRuleCondition {
	return types.RoutingRuleCondition{MatchBasePaths: &types.RoutingRuleMatchBasePaths{AnyOf: []string{base}}}
}

// rule gives a domain name a rule.
func (s v2Test) rule(name *string, priority int32, actions []types.RoutingRuleAction, conditions ...types.RoutingRuleCondition) *apigatewayv2.CreateRoutingRuleOutput {
	s.Helper()
	return answered(s.CreateRoutingRule(s.Context(), &apigatewayv2.CreateRoutingRuleInput{
		DomainName: name, Priority: &priority, Actions: actions, Conditions: append([]types.RoutingRuleCondition{}, conditions...),
	}))
}

func TestRoutingRulesThroughTheSDK(t *testing.T) {
	s, ctx := openV2(t), t.Context()
	name, api := s.domain("api.example.com", types.RoutingModeRoutingRuleOnly), s.restApi("prod")
	made := s.rule(name, 50, leads(api, "prod", true), matchesHeader("x-version", "beta*"), matchesBasePath("pets/v2"))
	arn := "arn:aws:apigateway:us-east-1:000000000000:/domainnames/api.example.com/routingrules/" + *made.RoutingRuleId
	s.read(made, `{"Actions":[{"InvokeApi":{"ApiId":"`+api+`","Stage":"prod","StripBasePath":true}}],"Conditions":[{"MatchHeaders":{"AnyOf":[{"Header":"x-version","ValueGlob":"beta*"}]}},`+
		`{"MatchBasePaths":{"AnyOf":["pets/v2"]}}],"Priority":50,"RoutingRuleArn":"`+arn+`","RoutingRuleId":"`+*made.RoutingRuleId+`"}`)
	s.read(answered(s.GetRoutingRule(ctx, &apigatewayv2.GetRoutingRuleInput{DomainName: name, RoutingRuleId: made.RoutingRuleId})), plainJSON(t, made))
	all := s.rule(name, 100, leads(api, "prod", false))
	_, err := s.CreateRoutingRule(ctx, &apigatewayv2.CreateRoutingRuleInput{DomainName: name, Priority: new(int32(100)), Actions: leads(api, "prod", false), Conditions: []types.RoutingRuleCondition{}})
	s.refused(err, "ConflictException: A routing rule with priority 100 already exists for this domain name")

	s.read(answered(s.PutRoutingRule(ctx, &apigatewayv2.PutRoutingRuleInput{
		DomainName: name, RoutingRuleId: made.RoutingRuleId, Priority: new(int32(1_000_000)), Actions: leads(api, "prod", false), Conditions: []types.RoutingRuleCondition{},
	})), `{"Actions":[{"InvokeApi":{"ApiId":"`+api+`","Stage":"prod","StripBasePath":false}}],"Conditions":[],"Priority":1000000,"RoutingRuleArn":"`+arn+`","RoutingRuleId":"`+*made.RoutingRuleId+`"}`)
	first := answered(s.ListRoutingRules(ctx, &apigatewayv2.ListRoutingRulesInput{DomainName: name, MaxResults: new(int32(1))}))
	rest := answered(s.ListRoutingRules(ctx, &apigatewayv2.ListRoutingRulesInput{DomainName: name, MaxResults: new(int32(1)), NextToken: first.NextToken}))
	if len(first.RoutingRules) != 1 || len(rest.RoutingRules) != 1 || rest.NextToken != nil || *first.RoutingRules[0].RoutingRuleId != *all.RoutingRuleId || *rest.RoutingRules[0].Priority != 1_000_000 {
		t.Errorf("pages %s and %s", plainJSON(t, first), plainJSON(t, rest))
	}
	_, err = s.CreateApiMapping(ctx, &apigatewayv2.CreateApiMappingInput{DomainName: name, ApiId: &api, Stage: new("prod")})
	s.refused(err, "BadRequestException: API mappings cannot be created for a domain name with the routing mode ROUTING_RULE_ONLY.")
	answered(s.DeleteRoutingRule(ctx, &apigatewayv2.DeleteRoutingRuleInput{DomainName: name, RoutingRuleId: made.RoutingRuleId}))
	_, err = s.GetRoutingRule(ctx, &apigatewayv2.GetRoutingRuleInput{DomainName: name, RoutingRuleId: made.RoutingRuleId})
	s.refused(err, "NotFoundException: Invalid routing rule identifier specified "+*made.RoutingRuleId)
}

// A PRIVATE domain name, which version 1 makes, has rules by its id.
func TestRoutingRulesOfPrivateDomainNames(t *testing.T) {
	s, ctx := openV2(t), t.Context()
	api := answered(s.v1("test").CreateRestApi(ctx, &v1.CreateRestApiInput{Name: new("inside"), EndpointConfiguration: endpoint(v1types.EndpointTypePrivate),
		Policy: new(`{"Statement":[{"Effect":"Allow","Principal":"*","Action":"execute-api:Invoke","Resource":"*"}]}`)}))
	answered(s.v1("test").PutMethod(ctx, &v1.PutMethodInput{RestApiId: api.Id, ResourceId: api.RootResourceId, HttpMethod: new("GET"), AuthorizationType: new("NONE")}))
	answered(s.v1("test").PutIntegration(ctx, &v1.PutIntegrationInput{RestApiId: api.Id, ResourceId: api.RootResourceId, HttpMethod: new("GET"), Type: v1types.IntegrationTypeMock}))
	answered(s.v1("test").CreateDeployment(ctx, &v1.CreateDeploymentInput{RestApiId: api.Id, StageName: new("prod")}))
	d := answered(s.v1("test").CreateDomainName(ctx, &v1.CreateDomainNameInput{DomainName: new("in.example.com"), CertificateArn: new(certificate),
		EndpointConfiguration: endpoint(v1types.EndpointTypePrivate), RoutingMode: v1types.RoutingModeRoutingRuleOnly}))
	in := &apigatewayv2.CreateRoutingRuleInput{DomainName: d.DomainName, Priority: new(int32(1)), Actions: leads(*api.Id, "prod", false), Conditions: []types.RoutingRuleCondition{}}
	_, err := s.CreateRoutingRule(ctx, in)
	s.refused(err, "NotFoundException: Invalid domain name identifier specified")
	in.DomainNameId = d.DomainNameId
	made := answered(s.CreateRoutingRule(ctx, in))
	if got, want := *made.RoutingRuleArn, *d.DomainNameArn+"/routingrules/"+*made.RoutingRuleId; got != want {
		t.Errorf("the ARN is %s, want %s", got, want)
	}
	answered(s.PutRoutingRule(ctx, &apigatewayv2.PutRoutingRuleInput{DomainName: d.DomainName, DomainNameId: d.DomainNameId, RoutingRuleId: made.RoutingRuleId, Priority: new(int32(2)), Actions: in.Actions, Conditions: in.Conditions}))
	if all := answered(s.ListRoutingRules(ctx, &apigatewayv2.ListRoutingRulesInput{DomainName: d.DomainName, DomainNameId: d.DomainNameId})); len(all.RoutingRules) != 1 || *all.RoutingRules[0].Priority != 2 {
		t.Errorf("rules %s", plainJSON(t, all))
	}
	answered(s.DeleteRoutingRule(ctx, &apigatewayv2.DeleteRoutingRuleInput{DomainName: d.DomainName, DomainNameId: d.DomainNameId, RoutingRuleId: made.RoutingRuleId}))
}

// logsWhatLed has stages of REST APIs log what has led a request to them.
func (s v2Test) logsWhatLed(stages map[string]string) {
	s.Helper()
	for api, stage := range stages {
		answered(s.v1("test").UpdateStage(s.Context(), &v1.UpdateStageInput{RestApiId: &api, StageName: &stage, PatchOperations: patches(
			"add", "/accessLogSettings/destinationArn", "arn:aws:logs:us-east-1:000000000000:log-group:x",
			"add", "/accessLogSettings/format", "$context.path $context.customDomain.routingRuleIdMatched $context.customDomain.basePathMatched",
		)}))
	}
}

// Requests are led by rules, in the order of their priorities, and then by mappings.
func TestRoutingRulesLeadToStages(t *testing.T) {
	s, ctx := openV2(t), t.Context()
	name := s.domain("*.example.com", types.RoutingModeRoutingRuleThenApiMapping)
	stable, beta, search := s.restApi("stable"), s.restApi("beta"), s.restApi("search")
	s.rule(name, 10, leads(beta, "beta", true), matchesHeader("X-Version", "beta*"), matchesBasePath("pets"))
	second := s.rule(name, 20, leads(stable, "stable", false), matchesBasePath("pets"))
	s.rule(name, 30, leads(beta, "beta", false), matchesHeader("Host", "beta.example.com"))
	answered(s.CreateApiMapping(ctx, &apigatewayv2.CreateApiMappingInput{DomainName: name, ApiId: &search, Stage: new("search"), ApiMappingKey: new("find/all")}))
	tests := []struct {
		name, host, path string
		headers          []string
		want             string
	}{
		{"all conditions", "api.example.com", "/pets/7", []string{"x-version", "beta2"}, "beta [7] /pets/7"},
		{"the base path itself", "api.example.com", "/pets", []string{"x-version", "beta"}, "beta [] /pets"},
		{"not all conditions", "api.example.com", "/pets/7", []string{"x-version", "alpha"}, "stable [pets/7] /pets/7"},
		{"no header", "api.example.com:4566", "/pets", nil, "stable [pets] /pets"},
		{"a host", "beta.example.com:4566", "/cats", nil, "beta [cats] /cats"},
		{"a mapping", "api.example.com", "/find/all/dogs", nil, "search [dogs] /find/all/dogs"},
		{"a rule before the mapping", "beta.example.com", "/find/all/dogs", nil, "beta [find/all/dogs] /find/all/dogs"},
		{"neither", "api.example.com", "/cats", nil, `{"message":"Forbidden"}`},
	}
	for _, tt := range tests {
		if a := s.do("GET", tt.path, "", append(tt.headers, "Host", tt.host)...); a.body != tt.want {
			t.Errorf("%s: %d %s, want %s", tt.name, a.status, a.body, tt.want)
		}
	}
	s.logsWhatLed(map[string]string{stable: "stable", search: "search"})
	for path, want := range map[string]string{"/pets": `"accessLog":"/pets ` + *second.RoutingRuleId + ` -"`, "/find/all/dogs": `"accessLog":"/find/all/dogs - find/all"`} {
		s.do("GET", path, "", "Host", "api.example.com")
		if page := s.do("GET", "/_reel/traffic?limit=1", "").body; !strings.Contains(page, want) {
			t.Errorf("%s: no %s in %s", path, want, page)
		}
	}
	answered(s.UpdateDomainName(ctx, &apigatewayv2.UpdateDomainNameInput{DomainName: name, RoutingMode: types.RoutingModeApiMappingOnly}))
	if a := s.do("GET", "/pets", "", "Host", "api.example.com"); a.status != 403 {
		t.Errorf("with mappings only, a rule leads: %d %s", a.status, a.body)
	}
	answered(s.UpdateDomainName(ctx, &apigatewayv2.UpdateDomainNameInput{DomainName: name, RoutingMode: types.RoutingModeRoutingRuleOnly}))
	if a := s.do("GET", "/find/all", "", "Host", "api.example.com"); a.status != 403 {
		t.Errorf("with rules only, a mapping leads: %d %s", a.status, a.body)
	}
}
