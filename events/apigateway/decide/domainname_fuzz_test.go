package decide_test

import (
	"strings"
	"testing"

	"reel/events"
	"reel/events/apigateway"
	"reel/events/apigateway/decide"
	"reel/projections"
)

// Whatever is patched of domain names, mappings, VPC links, client certificates
// and the account, the event and the line that it is recorded as fold alike.
func FuzzDomainPatch(f *testing.F) {
	for _, s := range [][3]string{
		{"add", "/endpointConfiguration/types", "EDGE"},
		{"remove", "/endpointConfiguration/types/0", ""},
		{"replace", "/policy", `{"Statement":"execute-api:/*"}`},
		{"replace", "/managementPolicy", `{"Statement":[]}`},
		{"replace", "/mutualTlsAuthentication/truststoreUri", "s3://a/b"},
		{"replace", "/mutualTlsAuthentication/truststoreVersion", "1"},
		{"replace", "/regionalCertificateArn", "arn:a:b:c:d:e"},
		{"replace", "/routingMode", "ROUTING_RULE_ONLY"},
		{"replace", "/basePath", "(none)"},
		{"replace", "/restapiId", domainsApi},
		{"replace", "/stage", "\u2028<"},
		{"replace", "/targetArns/0", ""},
		{"replace", "/cloudwatchRoleArn", "arn:aws:iam::000000000000:role/r"},
		{"add", "/features", "UsagePlans"},
		{"replace", "/description", "d"},
	} {
		f.Add(s[0], s[1], s[2])
	}
	f.Fuzz(func(t *testing.T, op, path, value string) {
		for _, s := range []*string{&op, &path, &value} {
			*s = strings.ToValidUTF8(*s, "") // as a decoded request is
		}
		ops := []apigateway.PatchOperation{{Op: &op, Path: &path, Value: &value}}
		for _, name := range []string{"api.example.com", "*.example.com", "inside.example.com"} {
			folds(t, "domains", 15, func(env events.Env, w projections.World) (events.Event, error) {
				c := apigateway.UpdateDomainName{DomainName: name, PatchOperations: ops}
				if name == "inside.example.com" {
					c.DomainNameId = new(insideId)
				}
				return decide.UpdateDomainName(env, w, c)
			})
		}
		folds(t, "domains", 15, func(env events.Env, w projections.World) (events.Event, error) {
			return decide.UpdateBasePathMapping(env, w, apigateway.UpdateBasePathMapping{DomainName: "api.example.com", BasePath: "orders", PatchOperations: ops})
		})
		folds(t, "account", 6, func(env events.Env, w projections.World) (events.Event, error) {
			return decide.UpdateVpcLink(env, w, apigateway.UpdateVpcLink{VpcLinkId: "hgvb6g", PatchOperations: ops})
		})
		folds(t, "account", 6, func(env events.Env, w projections.World) (events.Event, error) {
			return decide.UpdateClientCertificate(env, w, apigateway.UpdateClientCertificate{ClientCertificateId: "uoldxu", PatchOperations: ops})
		})
		folds(t, "account", 6, func(env events.Env, w projections.World) (events.Event, error) {
			return decide.UpdateAccount(env, w, apigateway.UpdateAccount{PatchOperations: ops})
		})
	})
}
