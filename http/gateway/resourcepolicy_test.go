package gateway_test

import (
	"strings"
	"testing"

	"reel/events/apigateway"
	"reel/http/gateway"
)

// An API's policy is obeyed before anything else is asked
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-examples.html).
func TestResourcePolicies(t *testing.T) {
	const denied = `{"Message":"User: anonymous is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:us-east-1:********3333:` + apiID + `/dev/GET/pets`
	allow := `{"Effect":"Allow","Principal":"*","Action":"execute-api:Invoke","Resource":"execute-api:/*"}`
	for _, tt := range []struct{ name, statements, want string }{
		{"allowed", allow, "served"},
		{"allowed by ARN", strings.Replace(allow, "execute-api:/*", "arn:aws:execute-api:us-east-1:111122223333:"+apiID+"/*/GET/*", 1), "served"},
		{"another stage", strings.Replace(allow, "execute-api:/*", "execute-api:/prod/*", 1), denied + `"}`},
		{"the caller's address is allowed", strings.Replace(allow, `"Resource"`, `"Condition":{"IpAddress":{"aws:SourceIp":"192.0.2.0/24"}},"Resource"`, 1), "served"},
		{"the caller's address is denied", allow + `,{"Effect":"Deny","Principal":"*","Action":"execute-api:Invoke","Resource":"execute-api:/*","Condition":{"IpAddress":{"aws:SourceIp":"192.0.2.7/32"}}}`,
			denied + ` with an explicit deny"}`},
		{"only another principal", strings.Replace(allow, `"*"`, `{"AWS":"444455556666"}`, 1), denied + `"}`},
		{"a policy that cannot be read", `{"Effect":"Perhaps"}`, denied + ` with an explicit deny"}`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := newAPI(t, func(api *apigateway.RestApi) {
				api.Policy = strings.ReplaceAll(`{"Statement":[`+tt.statements+`]}`, `"`, `\"`)
			})
			a.method("GET", "/pets", mock("served"))
			a.deploy(nil)
			r, body := do(t, gateway.New(gateway.Options{}), a.call("GET", "/pets"))
			if body != tt.want || r.Status != 200 && value(r.Header, "x-amzn-ErrorType") != "AccessDeniedException" {
				t.Errorf("%d %s, want %s", r.Status, body, tt.want)
			}
		})
	}
}

// AWS's table A, of an authorizer's policy and the API's
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html).
func TestPoliciesOfCallersWithAuthorizers(t *testing.T) {
	const (
		explicit = `AccessDeniedException {"Message":"User is not authorized to access this resource with an explicit deny"}`
		implicit = `AccessDeniedException {"Message":"User is not authorized to access this resource"}`
		before   = ` with an explicit deny"}` // the function is not asked
	)
	for _, tt := range []struct{ authorizer, api, want string }{
		{"Allow", "Allow", "served"}, {"Allow", "", "served"}, {"Allow", "Deny", before},
		{"", "Allow", "served"}, {"", "", implicit}, {"", "Deny", before},
		{"Deny", "Allow", explicit}, {"Deny", "", explicit}, {"Deny", "Deny", before},
	} {
		g := guard(t, apigateway.Authorizer{Type: "TOKEN"}, func(map[string]any) (string, error) {
			if tt.authorizer == "" {
				return policy("Allow", "arn:aws:execute-api:*:*:*/prod/*"), nil
			}
			return policy(tt.authorizer, "*"), nil
		})
		effect, resource := tt.api, "execute-api:/*"
		if effect == "" {
			effect, resource = "Allow", "execute-api:/prod/*"
		}
		g.api.apply(apigateway.RestApiUpdated{RestApi: apigateway.RestApi{Id: apiID, Name: "test", RootResourceId: "root",
			Policy: strings.ReplaceAll(`{"Statement":[{"Effect":"`+effect+`","Principal":"*","Action":"execute-api:Invoke","Resource":"`+resource+`"}]}`, `"`, `\"`)}})
		g.api.method("DELETE", "/pets", mock("served"), func(m *apigateway.Method) { m.AuthorizationType, m.AuthorizerId = "CUSTOM", "guard1" })
		g.api.deploy(nil)
		got := g.call("DELETE", "/pets", "Authorization", "one")
		if got != tt.want && !(tt.want == before && strings.HasSuffix(got, before) && strings.Contains(got, "User: anonymous") && g.asked.Load() == 0) {
			t.Errorf("authorizer %q, API %q: %s, want %s", tt.authorizer, tt.api, got, tt.want)
		}
	}
}
