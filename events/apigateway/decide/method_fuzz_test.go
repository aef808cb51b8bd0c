package decide_test

import (
	"strings"
	"testing"

	"reel/events"
	"reel/events/apigateway"
	"reel/events/apigateway/decide"
	"reel/projections"
)

// Whatever is patched of a method, its integration or the responses of both, a
// decision leaves the state alone, and its event and the line that it is recorded
// as fold to the same state.
func FuzzMethodPatch(f *testing.F) {
	for _, s := range [][3]string{
		{"replace", "/uri", "http://[::1%25]:${stageVariables.port}/{a}"},
		{"replace", "/credentials", "arn:aws:iam::000000000000:role/r"},
		{"replace", "/timeoutInMillis", "99999999999999999999"},
		{"remove", "/requestParameters/integration.request.querystring.p", ""},
		{"replace", "/cacheKeyParameters/method.request.querystring.page", "'"},
		{"remove", "/authorizationScopes", ""},
		{"add", "/responseTemplates/text~1plain; a=b", ""},
		{"add", "/responseParameters/method.response.header.~0~1", "integration.response.body."},
		{"replace", "/selectionPattern", "("},
	} {
		f.Add(s[0], s[1], s[2])
	}
	f.Fuzz(func(t *testing.T, op, path, value string) {
		for _, s := range []*string{&op, &path, &value} {
			*s = strings.ToValidUTF8(*s, "") // as a decoded request is
		}
		ops := []apigateway.PatchOperation{{Op: &op, Path: &path, Value: &value}}
		k := decoded[apigateway.MethodKey](t, ofPets)
		updates := []projections.Decision{
			func(env events.Env, w projections.World) (events.Event, error) {
				return decide.UpdateMethod(env, w, apigateway.UpdateMethod{RestApiId: k.RestApiId, ResourceId: k.ResourceId, HttpMethod: "GET", PatchOperations: ops})
			},
			func(env events.Env, w projections.World) (events.Event, error) {
				return decide.UpdateMethodResponse(env, w, apigateway.UpdateMethodResponse{RestApiId: k.RestApiId, ResourceId: k.ResourceId, HttpMethod: "GET", StatusCode: "200", PatchOperations: ops})
			},
			func(env events.Env, w projections.World) (events.Event, error) {
				return decide.UpdateIntegration(env, w, apigateway.UpdateIntegration{RestApiId: k.RestApiId, ResourceId: k.ResourceId, HttpMethod: "GET", PatchOperations: ops})
			},
			func(env events.Env, w projections.World) (events.Event, error) {
				return decide.UpdateIntegrationResponse(env, w, apigateway.UpdateIntegrationResponse{RestApiId: k.RestApiId, ResourceId: k.ResourceId, HttpMethod: "GET", StatusCode: "200", PatchOperations: ops})
			},
		}
		for _, update := range updates {
			folds(t, "methods", 11, update)
		}
	})
}
