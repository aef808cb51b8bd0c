package gateway_test

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"reel/events/apigateway"
	"reel/http/gateway"
	"reel/http/lambda"
)

const invokeAuthorizer = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:111122223333:function:guard/invocations"

// A guarded API has GET and POST on /pets behind one authorizer, whose function is
// guard, and whose backend is a function that returns its event.
type guarded struct {
	testing.TB
	gateway *gateway.Gateway
	api     *api
	asked   atomic.Int64
	last    atomic.Value // the authorizer's last event
	now     time.Time
}

func guard(t testing.TB, noun apigateway.Authorizer, answer func(event map[string]any) (string, error)) *guarded {
	t.Helper()
	g := &guarded{TB: t, now: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}
	functions := newFunctions(t, map[string]func(context.Context, []byte) ([]byte, error){
		"guard": func(_ context.Context, event []byte) ([]byte, error) {
			g.asked.Add(1)
			g.last.Store(string(event))
			var e map[string]any
			if err := json.Unmarshal(event, &e); err != nil {
				t.Error(err)
			}
			out, err := answer(e)
			return []byte(out), err
		},
		"echo": func(_ context.Context, event []byte) ([]byte, error) {
			body, err := json.Marshal(string(event))
			return []byte(`{"statusCode":200,"body":` + string(body) + `}`), err
		},
	})
	g.gateway = gateway.New(gateway.Options{Functions: functions, Now: func() time.Time { return g.now }})
	g.api = newAPI(t)
	noun.Id, noun.Name, noun.AuthorizerUri = "guard1", "guard", invokeAuthorizer
	g.api.apply(apigateway.AuthorizerCreated{Authorizer: noun, RestApiId: apiID})
	custom := func(m *apigateway.Method) { m.AuthorizationType, m.AuthorizerId = "CUSTOM", "guard1" }
	g.api.method("GET", "/pets", proxyTo("echo"), custom)
	g.api.method("POST", "/pets", proxyTo("echo"), custom)
	g.api.deploy(map[string]string{"tenant": "acme"})
	return g
}

// call calls the API with headers (name, value, …) and returns status, error type
// and body.
func (g *guarded) call(verb, target string, headers ...string) string {
	g.Helper()
	c := g.api.call(verb, target)
	for i := 0; i+1 < len(headers); i += 2 {
		c.Header.Set(headers[i], headers[i+1])
	}
	r, body := do(g, g.gateway, c)
	if r.Status == 200 {
		return body
	}
	return strings.TrimSpace(value(r.Header, "x-amzn-ErrorType") + " " + body)
}

func policy(effect, resource string) string {
	return `{"principalId":"ann","policyDocument":{"Version":"2012-10-17","Statement":[{"Action":"execute-api:Invoke","Effect":"` + effect + `","Resource":"` + resource + `"}]}}`
}

// Recorded on AWS: the words, that Message has a capital M in two of them, and that
// the message of a failing authorizer is null.
func TestTokenAuthorizerAnswers(t *testing.T) {
	token := apigateway.Authorizer{Type: "TOKEN", IdentitySource: "method.request.header.Auth", IdentityValidationExpression: "[a-z-]+"}
	g := guard(t, token, func(e map[string]any) (string, error) {
		switch e["authorizationToken"] {
		case "allow":
			return policy("Allow", "*"), nil
		case "deny":
			return policy("Deny", "*"), nil
		case "other":
			return policy("Allow", "arn:aws:execute-api:*:*:*/*/DELETE/*"), nil
		case "unauthorized":
			return "", errors.New("Unauthorized")
		case "crash":
			return "", errors.New("boom")
		case "no-principal":
			return `{"policyDocument":{"Statement":[]}}`, nil
		case "no-policy":
			return `{"principalId":"ann"}`, nil
		case "bad-context":
			return `{"principalId":"ann","policyDocument":{"Statement":[]},"context":{"a":["b"]}}`, nil
		}
		return `"garbage"`, nil
	})
	const (
		denied   = `AccessDeniedException {"Message":"User is not authorized to access this resource with an explicit deny"}`
		implicit = `AccessDeniedException {"Message":"User is not authorized to access this resource"}`
		nobody   = `UnauthorizedException {"message":"Unauthorized"}`
		failed   = `AuthorizerConfigurationException {"message":null}`
	)
	for token, want := range map[string]string{
		"deny": denied, "other": implicit, "unauthorized": nobody, "crash": failed, "no-principal": failed, "no-policy": failed,
		"bad-context": failed, "garbage": failed,
	} {
		if got := g.call("GET", "/pets", "Auth", token); got != want {
			t.Errorf("%s: %s, want %s", token, got, want)
		}
	}
	before := g.asked.Load()
	if got := g.call("GET", "/pets"); got != nobody {
		t.Errorf("without a token: %s", got)
	}
	if got := g.call("GET", "/pets", "Auth", "NOT-VALID-1"); got != nobody {
		t.Errorf("with a token that is not valid: %s", got)
	}
	if g.asked.Load() != before {
		t.Error("the function was asked about a token that is missing or not valid")
	}
	if got := g.call("GET", "/pets", "Auth", "allow"); !strings.Contains(got, `"principalId":"ann"`) {
		t.Errorf("allowed: %s", got)
	}
	want := `{"type":"TOKEN","methodArn":"arn:aws:execute-api:us-east-1:111122223333:` + apiID + `/dev/GET/pets","authorizationToken":"allow"}`
	if got := g.last.Load(); got != want {
		t.Errorf("the function got %s, want %s", got, want)
	}
}

func TestVerdictsAreKeptForTheirTimeAndHoldForAllMethods(t *testing.T) {
	ttl := int64(60)
	g := guard(t, apigateway.Authorizer{Type: "TOKEN", AuthorizerResultTtlInSeconds: &ttl}, func(map[string]any) (string, error) {
		return policy("Allow", "arn:aws:execute-api:us-east-1:111122223333:*/dev/GET/*"), nil
	})
	for range 3 {
		g.call("GET", "/pets", "Authorization", "one")
	}
	if got := g.call("POST", "/pets", "Authorization", "one"); !strings.HasPrefix(got, "AccessDeniedException") {
		t.Errorf("a kept policy that allows GET lets POST through: %s", got)
	}
	if n := g.asked.Load(); n != 1 {
		t.Errorf("asked %d times about one token", n)
	}
	g.call("GET", "/pets", "Authorization", "two")
	if n := g.asked.Load(); n != 2 {
		t.Errorf("asked %d times about two tokens", n)
	}
	g.now = g.now.Add(59 * time.Second)
	g.call("GET", "/pets", "Authorization", "one")
	if n := g.asked.Load(); n != 2 {
		t.Errorf("asked again before the time was over")
	}
	g.now = g.now.Add(time.Second)
	g.call("GET", "/pets", "Authorization", "one")
	if n := g.asked.Load(); n != 3 {
		t.Errorf("not asked again when the time was over")
	}
	g.api.apply(apigateway.StageAuthorizersCacheFlushed{RestApiId: apiID, StageName: "dev"})
	g.call("GET", "/pets", "Authorization", "one")
	if n := g.asked.Load(); n != 4 {
		t.Errorf("not asked again after the cache was flushed")
	}
}

func TestWithoutTTLTheAuthorizerIsAskedEveryTime(t *testing.T) {
	var never int64
	g := guard(t, apigateway.Authorizer{Type: "TOKEN", AuthorizerResultTtlInSeconds: &never}, func(map[string]any) (string, error) {
		return policy("Allow", "*"), nil
	})
	for range 3 {
		g.call("GET", "/pets", "Authorization", "one")
	}
	if n := g.asked.Load(); n != 3 {
		t.Errorf("asked %d times", n)
	}
}

func TestRequestAuthorizerSeesTheRequestAndNeedsItsIdentitySources(t *testing.T) {
	g := guard(t, apigateway.Authorizer{Type: "REQUEST",
		IdentitySource: "method.request.header.Auth, method.request.querystring.who,stageVariables.tenant,context.httpMethod"},
		func(map[string]any) (string, error) { return policy("Allow", "*"), nil })
	for _, target := range []string{"/pets", "/pets?who="} {
		if got := g.call("GET", target, "Auth", "x"); got != `UnauthorizedException {"message":"Unauthorized"}` {
			t.Errorf("%s: %s", target, got)
		}
	}
	if n := g.asked.Load(); n != 0 {
		t.Errorf("asked %d times with an identity source missing", n)
	}
	g.call("GET", "/pets?who=ann&x=1", "Auth", "x")
	g.call("GET", "/pets?who=ann&x=2", "Auth", "x")
	if n := g.asked.Load(); n != 1 {
		t.Errorf("asked %d times about one identity", n)
	}
	g.call("POST", "/pets?who=ann", "Auth", "x") // context.httpMethod is an identity source
	if n := g.asked.Load(); n != 2 {
		t.Errorf("asked %d times about two identities", n)
	}
	var event map[string]any
	if err := json.Unmarshal([]byte(g.last.Load().(string)), &event); err != nil {
		t.Fatal(err)
	}
	for _, member := range []string{"type", "methodArn", "resource", "path", "httpMethod", "headers", "multiValueHeaders", "queryStringParameters",
		"multiValueQueryStringParameters", "pathParameters", "stageVariables", "requestContext"} {
		if event[member] == nil {
			t.Errorf("the event has no %s", member)
		}
		delete(event, member)
	}
	if len(event) > 0 {
		t.Errorf("the event has %v besides", event)
	}
}

func TestContextReachesTheBackendAsText(t *testing.T) {
	g := guard(t, apigateway.Authorizer{Type: "TOKEN"}, func(map[string]any) (string, error) {
		return strings.TrimSuffix(policy("Allow", "*"), "}") + `,"context":{"s":"text","n":12,"f":1.5,"b":true,"z":null}}`, nil
	})
	var event struct {
		RequestContext struct{ Authorizer map[string]any }
	}
	if err := json.Unmarshal([]byte(g.call("GET", "/pets", "Authorization", "one")), &event); err != nil {
		t.Fatal(err)
	}
	got := event.RequestContext.Authorizer
	for key, want := range map[string]any{"principalId": "ann", "s": "text", "n": "12", "f": "1.5", "b": "true", "integrationLatency": 0.0} {
		if got[key] != want {
			t.Errorf("%s is %v, want %v", key, got[key], want)
		}
	}
	if _, there := got["z"]; there || len(got) != 6 {
		t.Errorf("authorizer is %v", got)
	}
}

func TestTemplatesSeeTheAuthorizersContext(t *testing.T) {
	g := guard(t, apigateway.Authorizer{Type: "TOKEN"}, func(map[string]any) (string, error) {
		return strings.TrimSuffix(policy("Allow", "*"), "}") + `,"context":{"tier":"gold"}}`, nil
	})
	g.api.method("PUT", "/pets", mocked(`{"statusCode":200}`, `$context.authorizer.tier $context.authorizer.principalId`), func(m *apigateway.Method) {
		m.AuthorizationType, m.AuthorizerId = "CUSTOM", "guard1"
	})
	g.api.deploy(nil)
	if got := g.call("PUT", "/pets", "Authorization", "one"); got != "gold ann" {
		t.Errorf("got %q", got)
	}
}

func TestAnAuthorizerThatIsNotThereLetsNobodyThrough(t *testing.T) {
	a := newAPI(t)
	a.method("GET", "/pets", mock("{}"), func(m *apigateway.Method) { m.AuthorizationType, m.AuthorizerId = "CUSTOM", "gone01" })
	a.deploy(nil)
	g := gateway.New(gateway.Options{Functions: lambda.New(lambda.Options{})})
	r, body := do(t, g, a.call("GET", "/pets"))
	if r.Status != 500 || body != `{"message":null}` {
		t.Errorf("%d %s", r.Status, body)
	}
}
