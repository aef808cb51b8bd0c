package http_test

import (
	"encoding/json"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"reel/events/apigateway"
	"reel/projections"
)

// A model is AWS's description of a service, as far as coverage goes.
type model struct {
	Operations map[string]struct{ Output *struct{ Shape string } }
	Shapes     map[string]struct {
		Type    string
		Members map[string]struct{ Shape, LocationName, Location string }
		Member  struct{ Shape string }
		Value   struct{ Shape string }
	}
}

func readModel(t *testing.T, name string) (m model) {
	t.Helper()
	text, err := os.ReadFile("../testdata/model/" + name + ".json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &m); err != nil {
		t.Fatal(err)
	}
	return m
}

// Every operation of AWS's models has a row, and no row is of none.
func TestEveryOperationOfTheModelIsCarriedOut(t *testing.T) {
	c := open(t)
	var page map[string]struct{ Built, NotBuilt []string }
	if err := json.Unmarshal([]byte(c.do("GET", "/_reel/operations", "").body), &page); err != nil {
		t.Fatal(err)
	}
	for _, service := range []string{"apigateway", "apigatewayv2"} {
		m, built := readModel(t, service), page[service].Built
		t.Logf("%s: operations %d/%d", service, len(built), len(m.Operations))
		for _, name := range slices.Sorted(maps.Keys(m.Operations)) {
			if !slices.Contains(built, name) {
				t.Errorf("%s: %s has no row", service, name)
			}
		}
		if told := len(built) + len(page[service].NotBuilt); told != len(m.Operations) {
			t.Errorf("%s: %d operations are told of, the model has %d", service, told, len(m.Operations))
		}
	}
}

// An operation without a row says so in AWS's shape, and a mutating one is history.
func TestAnOperationThatIsNotBuiltSaysSo(t *testing.T) {
	c := open(t)
	a := c.do("POST", "/2015-03-31/functions", `{"FunctionName":"f","Role":"r","Code":{}}`)
	if a.status != 501 || a.header.Get("x-amzn-ErrorType") != "NotImplementedException" || !strings.Contains(a.body, "CreateFunction") {
		t.Errorf("%d %v %s", a.status, a.header, a.body)
	}
	if got := c.do("GET", "/_reel/events/1", "").body; !strings.Contains(got, "reel.CallRefused") || !strings.Contains(got, "CreateFunction") {
		t.Errorf("history: %s", got)
	}
}

// nouns are the Go types that answers of version 1 are written from, by AWS's names
// of their shapes.
var nouns = map[string]reflect.Type{
	"AccessLogSettings":           reflect.TypeFor[apigateway.AccessLogSettings](),
	"Account":                     reflect.TypeFor[apigateway.Account](),
	"ApiKey":                      reflect.TypeFor[apigateway.ApiKey](),
	"ApiStage":                    reflect.TypeFor[apigateway.ApiStage](),
	"Authorizer":                  reflect.TypeFor[apigateway.Authorizer](),
	"BasePathMapping":             reflect.TypeFor[projections.BasePathMappingView](),
	"CanarySettings":              reflect.TypeFor[apigateway.CanarySettings](),
	"ClientCertificate":           reflect.TypeFor[apigateway.ClientCertificate](),
	"Deployment":                  reflect.TypeFor[apigateway.Deployment](),
	"DocumentationPart":           reflect.TypeFor[apigateway.DocumentationPart](),
	"DocumentationPartLocation":   reflect.TypeFor[apigateway.DocumentationPartLocation](),
	"DocumentationVersion":        reflect.TypeFor[apigateway.DocumentationVersion](),
	"DomainName":                  reflect.TypeFor[apigateway.DomainName](),
	"DomainNameAccessAssociation": reflect.TypeFor[apigateway.DomainNameAccessAssociation](),
	"EndpointConfiguration":       reflect.TypeFor[apigateway.EndpointConfiguration](),
	"GatewayResponse":             reflect.TypeFor[apigateway.GatewayResponse](),
	"Integration":                 reflect.TypeFor[apigateway.Integration](),
	"IntegrationResponse":         reflect.TypeFor[apigateway.IntegrationResponse](),
	"Method":                      reflect.TypeFor[apigateway.Method](),
	"MethodResponse":              reflect.TypeFor[apigateway.MethodResponse](),
	"MethodSetting":               reflect.TypeFor[apigateway.MethodSetting](),
	"MethodSnapshot":              reflect.TypeFor[apigateway.MethodSnapshot](),
	"Model":                       reflect.TypeFor[apigateway.Model](),
	"MutualTlsAuthentication":     reflect.TypeFor[apigateway.MutualTlsAuthentication](),
	"QuotaSettings":               reflect.TypeFor[apigateway.QuotaSettings](),
	"RequestValidator":            reflect.TypeFor[apigateway.RequestValidator](),
	"Resource":                    reflect.TypeFor[apigateway.Resource](),
	"RestApi":                     reflect.TypeFor[apigateway.RestApi](),
	"SdkConfigurationProperty":    reflect.TypeFor[projections.SdkConfigurationProperty](),
	"SdkType":                     reflect.TypeFor[projections.SdkType](),
	"Stage":                       reflect.TypeFor[apigateway.Stage](),
	"ThrottleSettings":            reflect.TypeFor[apigateway.ThrottleSettings](),
	"TlsConfig":                   reflect.TypeFor[apigateway.TlsConfig](),
	"UsagePlan":                   reflect.TypeFor[apigateway.UsagePlan](),
	"UsagePlanKey":                reflect.TypeFor[apigateway.UsagePlanKey](),
	"VpcLink":                     reflect.TypeFor[apigateway.VpcLink](),
}

// elsewhere are shapes that are written by the server itself and are compared with
// AWS's SDK in tests of their own: collections are pages of the listed noun.
var elsewhere = map[string]bool{
	"ApiKeyIds": true, "DocumentationPartIds": true, "ExportResponse": true, "SdkResponse": true, "Tags": true, "Template": true, "Usage": true,
	"TestInvokeMethodResponse": true, "TestInvokeAuthorizerResponse": true,
}

// Every member that AWS's model gives an answer is a member of the noun that the
// answer is written from, under the same name: nothing is lost on read-back.
func TestEveryMemberOfAnAnswerHasItsPlace(t *testing.T) {
	m := readModel(t, "apigateway")
	todo, seen := []string{}, map[string]bool{}
	for _, op := range m.Operations {
		if op.Output != nil {
			todo = append(todo, op.Output.Shape)
		}
	}
	members := 0
	for len(todo) > 0 {
		name := todo[0]
		todo = todo[1:]
		shape := m.Shapes[name]
		if seen[name] {
			continue
		}
		seen[name] = true
		todo = append(todo, shape.Member.Shape, shape.Value.Shape)
		for _, member := range shape.Members {
			todo = append(todo, member.Shape)
		}
		if shape.Type != "structure" || elsewhere[name] || isPage(shape.Members["items"].LocationName, shape.Members["item"].Shape) {
			continue
		}
		noun := nouns[name]
		if noun == nil {
			t.Errorf("no noun is known for %s", name)
			continue
		}
		have := jsonNames(noun)
		for member := range shape.Members {
			if members++; !have[member] {
				t.Errorf("%s of %s can never be set", member, name)
			}
		}
		for member := range have {
			if _, ok := shape.Members[member]; !ok {
				t.Errorf("%s has a member %s that AWS's has not", name, member)
			}
		}
	}
	t.Logf("apigateway: %d members of %d nouns", members, len(nouns))
	if known := slices.Sorted(maps.Keys(nouns)); !slices.ContainsFunc(known, func(n string) bool { return seen[n] }) {
		t.Errorf("none of %v is in the model", known)
	}
}

// isPage tells whether a shape is a page of a list.
func isPage(items, item string) bool { return items == "item" || item != "" }

// jsonNames are the JSON members of a struct, those of embedded ones included.
func jsonNames(t reflect.Type) map[string]bool {
	out := map[string]bool{}
	for i := range t.NumField() {
		f := t.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case f.Anonymous && name == "":
			maps.Copy(out, jsonNames(f.Type))
		case name != "" && name != "-":
			out[name] = true
		}
	}
	return out
}
