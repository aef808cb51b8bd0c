package http_test

import (
	"maps"
	"reflect"
	"regexp"
	"slices"
	"testing"

	"reel/events/apigatewayv2"
	"reel/projections"
)

// nounsV2 are the Go types that answers of version 2 are written from, by AWS's
// names of their shapes.
var nounsV2 = map[string]reflect.Type{
	"AccessLogSettings":                    reflect.TypeFor[apigatewayv2.AccessLogSettings](),
	"Api":                                  reflect.TypeFor[shownApi](),
	"ApiMapping":                           reflect.TypeFor[apigatewayv2.ApiMapping](),
	"Authorization":                        reflect.TypeFor[apigatewayv2.Authorization](),
	"Authorizer":                           reflect.TypeFor[apigatewayv2.Authorizer](),
	"CognitoConfig":                        reflect.TypeFor[apigatewayv2.CognitoConfig](),
	"Cors":                                 reflect.TypeFor[apigatewayv2.Cors](),
	"CustomColors":                         reflect.TypeFor[apigatewayv2.CustomColors](),
	"Deployment":                           reflect.TypeFor[apigatewayv2.Deployment](),
	"DisplayContent":                       reflect.TypeFor[apigatewayv2.DisplayContent](),
	"DisplayOrder":                         reflect.TypeFor[apigatewayv2.DisplayOrder](),
	"DomainName":                           reflect.TypeFor[apigatewayv2.DomainName](),
	"DomainNameConfiguration":              reflect.TypeFor[apigatewayv2.DomainNameConfiguration](),
	"EndpointConfigurationResponse":        reflect.TypeFor[apigatewayv2.EndpointConfigurationResponse](),
	"EndpointDisplayContentResponse":       reflect.TypeFor[apigatewayv2.EndpointDisplayContentResponse](),
	"IdentifierParts":                      reflect.TypeFor[apigatewayv2.IdentifierParts](),
	"Integration":                          reflect.TypeFor[apigatewayv2.Integration](),
	"IntegrationResponse":                  reflect.TypeFor[apigatewayv2.IntegrationResponse](),
	"JWTConfiguration":                     reflect.TypeFor[apigatewayv2.JWTConfiguration](),
	"Model":                                reflect.TypeFor[apigatewayv2.Model](),
	"MutualTlsAuthentication":              reflect.TypeFor[apigatewayv2.MutualTlsAuthentication](),
	"None":                                 reflect.TypeFor[apigatewayv2.None](),
	"ParameterConstraints":                 reflect.TypeFor[apigatewayv2.ParameterConstraints](),
	"Portal":                               reflect.TypeFor[apigatewayv2.Portal](),
	"PortalContent":                        reflect.TypeFor[apigatewayv2.PortalContent](),
	"PortalProduct":                        reflect.TypeFor[apigatewayv2.PortalProduct](),
	"PortalProductSharingPolicy":           reflect.TypeFor[projections.SharingPolicyView](),
	"PortalProductSummary":                 reflect.TypeFor[projections.PortalProductSummary](),
	"PortalSummary":                        reflect.TypeFor[apigatewayv2.Portal](),
	"PortalTheme":                          reflect.TypeFor[apigatewayv2.PortalTheme](),
	"Preview":                              reflect.TypeFor[apigatewayv2.Preview](),
	"ProductPage":                          reflect.TypeFor[apigatewayv2.ProductPage](),
	"ProductPageSummaryNoBody":             reflect.TypeFor[projections.ProductPageSummary](),
	"ProductRestEndpointPage":              reflect.TypeFor[apigatewayv2.ProductRestEndpointPage](),
	"ProductRestEndpointPageSummaryNoBody": reflect.TypeFor[projections.ProductRestEndpointPageSummary](),
	"RestEndpointIdentifier":               reflect.TypeFor[apigatewayv2.RestEndpointIdentifier](),
	"Route":                                reflect.TypeFor[apigatewayv2.Route](),
	"RouteResponse":                        reflect.TypeFor[apigatewayv2.RouteResponse](),
	"RouteSettings":                        reflect.TypeFor[apigatewayv2.RouteSettings](),
	"RoutingRule":                          reflect.TypeFor[apigatewayv2.RoutingRule](),
	"RoutingRuleAction":                    reflect.TypeFor[apigatewayv2.RoutingRuleAction](),
	"RoutingRuleActionInvokeApi":           reflect.TypeFor[apigatewayv2.RoutingRuleInvokeApi](),
	"RoutingRuleCondition":                 reflect.TypeFor[apigatewayv2.RoutingRuleCondition](),
	"RoutingRuleMatchBasePaths":            reflect.TypeFor[apigatewayv2.RoutingRuleMatchBasePaths](),
	"RoutingRuleMatchHeaderValue":          reflect.TypeFor[apigatewayv2.RoutingRuleMatchHeaderValue](),
	"RoutingRuleMatchHeaders":              reflect.TypeFor[apigatewayv2.RoutingRuleMatchHeaders](),
	"Section":                              reflect.TypeFor[apigatewayv2.Section](),
	"Stage":                                reflect.TypeFor[apigatewayv2.Stage](),
	"StatusException":                      reflect.TypeFor[apigatewayv2.StatusException](),
	"TlsConfig":                            reflect.TypeFor[apigatewayv2.TlsConfig](),
	"VpcLink":                              reflect.TypeFor[apigatewayv2.VpcLink](),
}

// shownApi is an API with the endpoint that the server adds.
type shownApi struct {
	ApiEndpoint string `json:"apiEndpoint"`
	apigatewayv2.Api
}

// elsewhereV2 are shapes that are written by the server itself and are compared
// with AWS's SDK in tests of their own.
var elsewhereV2 = map[string]bool{"ExportApiResponse": true, "GetModelTemplateResponse": true, "GetTagsResponse": true}

// answerV2 is a shape that is an answer only: version 2 repeats the members of a
// noun in a shape for each operation, such as CreateRouteResult.
var answerV2 = regexp.MustCompile(`^(?:Create|Get|Update|Put|Import|Reimport)(.+?)(?:Response|Result)$`)

// nounV2 is AWS's name of the noun that a shape has the members of.
func nounV2(shape string) string {
	if m := answerV2.FindStringSubmatch(shape); m != nil {
		return m[1]
	}
	return shape
}

// Every member that AWS's model gives an answer of version 2 is a member of the
// noun that the answer is written from, under the same name, and the noun has no
// other.
func TestEveryMemberOfAnAnswerOfVersion2HasItsPlace(t *testing.T) {
	m := readModel(t, "apigatewayv2")
	members := map[string]map[string]bool{}
	for name := range m.answers() {
		shape := m.Shapes[name]
		_, page := shape.Members["Items"]
		_, rules := shape.Members["RoutingRules"]
		if shape.Type != "structure" || page || rules || elsewhereV2[name] || (len(shape.Members) == 0 && name != "None") {
			continue
		}
		of := nounV2(name)
		if members[of] == nil {
			members[of] = map[string]bool{}
		}
		for _, member := range shape.Members {
			members[of][member.LocationName] = true
		}
	}
	count := 0
	for _, of := range slices.Sorted(maps.Keys(members)) {
		noun := nounsV2[of]
		if noun == nil {
			t.Errorf("no noun is known for %s", of)
			continue
		}
		have := jsonNames(noun)
		for member := range members[of] {
			if count++; !have[member] {
				t.Errorf("%s of %s can never be set", member, of)
			}
		}
		for member := range have {
			if !members[of][member] {
				t.Errorf("%s has a member %s that AWS's has not", of, member)
			}
		}
	}
	t.Logf("apigatewayv2: %d members of %d nouns", count, len(members))
}

// answers yields the names of the shapes that operations answer with, and of all
// that those are made of.
func (m model) answers() map[string]bool {
	var todo []string
	for _, op := range m.Operations {
		if op.Output != nil {
			todo = append(todo, op.Output.Shape)
		}
	}
	seen := map[string]bool{}
	for len(todo) > 0 {
		name := todo[0]
		todo = todo[1:]
		if seen[name] {
			continue
		}
		seen[name] = true
		shape := m.Shapes[name]
		todo = append(todo, shape.Member.Shape, shape.Value.Shape)
		for _, member := range shape.Members {
			todo = append(todo, member.Shape)
		}
	}
	return seen
}
