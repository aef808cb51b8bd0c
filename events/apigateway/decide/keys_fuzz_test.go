package decide_test

import (
	"strings"
	"testing"

	"reel/events"
	"reel/events/apigateway"
	"reel/events/apigateway/decide"
	"reel/projections"
)

// Whatever is patched of keys, plans and authorizers, and whatever file is
// imported, comes to an event that folds or to a refusal.
func FuzzKeyPatch(f *testing.F) {
	for _, s := range [][3]string{
		{"replace", "/apiStages/keys000001:prod/throttle///GET/rateLimit", "1e400"},
		{"remove", "/apiStages/keys000001:prod/throttle/~1/GET", ""},
		{"add", "/apiStages/:/throttle/", "NaN"},
		{"add", "/apiStages", ":"},
		{"replace", "/throttle/rateLimit", "0x1p-1074"},
		{"remove", "/identitySource", "method.request.header.Auth"},
		{"add", "/stages", "/"},
		{"replace", "/remaining", "+1"},
	} {
		f.Add(s[0], s[1], s[2])
	}
	f.Fuzz(func(t *testing.T, op, path, value string) {
		for _, s := range []*string{&op, &path, &value} {
			*s = strings.ToValidUTF8(*s, "") // as a decoded request is
		}
		ops := []apigateway.PatchOperation{{Op: &op, Path: &path, Value: &value}}
		for _, decide := range []projections.Decision{
			func(env events.Env, w projections.World) (events.Event, error) {
				return decide.UpdateUsagePlan(env, w, apigateway.UpdateUsagePlan{UsagePlanId: planId, PatchOperations: ops})
			},
			func(env events.Env, w projections.World) (events.Event, error) {
				return decide.UpdateApiKey(env, w, apigateway.UpdateApiKey{ApiKey: bronzeId, PatchOperations: ops})
			},
			func(env events.Env, w projections.World) (events.Event, error) {
				return decide.UpdateUsage(env, w, apigateway.UpdateUsage{UsagePlanId: planId, KeyId: bronzeId, PatchOperations: ops})
			},
			func(env events.Env, w projections.World) (events.Event, error) {
				return decide.UpdateAuthorizer(env, w, apigateway.UpdateAuthorizer{RestApiId: keysApi, AuthorizerId: "ygbyo7", PatchOperations: ops})
			},
		} {
			folds(t, "keys", 20, decide)
		}
	})
}

func FuzzImportApiKeys(f *testing.F) {
	for _, s := range []string{
		"Key,name\napikey1234abcdefghij0123456789,MyFirstApiKey",
		"Enabled,Name,key,UsageplanIds\ntrue,MyFirstApiKey,apikey1234abcdefghij0123456789,\"c7y23b,glvrsr\"",
		"name,key,usageplanids\n'a,b',bronze-0123456789abcdef,'0tqg94,'\n',','",
		"\ufeffkey,key,name\r\n\"\"\"\r\n",
		"key,name\n\xff\xfe0123456789012345678,\xff",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		folds(t, "keys", 16, func(env events.Env, w projections.World) (events.Event, error) {
			return decide.ImportApiKeys(env, w, apigateway.ImportApiKeys{Body: body})
		})
	})
}
