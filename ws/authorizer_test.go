package ws_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
)

// guarded makes an API whose $connect asks an authorizer, and a route that tells
// what that found out.
func (w *world) guarded(sources string) (api string) {
	w.Helper()
	w.handle("who", func(e event) any {
		var event struct {
			MethodArn             string
			Headers               map[string]string
			QueryStringParameters map[string]string
		}
		if err := json.Unmarshal([]byte(e.raw), &event); err != nil {
			return err
		}
		effect := "Deny"
		switch token := event.Headers["Auth"] + event.QueryStringParameters["token"]; token {
		case "allow":
			effect = "Allow"
		case "unauthorized":
			return errors.New("Unauthorized")
		case "broken":
			return errors.New("broken")
		}
		return json.RawMessage(`{"principalId":"ann","policyDocument":{"Version":"2012-10-17","Statement":[{"Action":"execute-api:Invoke","Effect":"` + effect + `","Resource":"` + event.MethodArn + `"}]},"context":{"room":7}}`)
	})
	w.handle("tell", func(e event) any {
		var told struct {
			RequestContext struct{ Authorizer json.RawMessage }
		}
		_ = json.Unmarshal([]byte(e.raw), &told)
		return result{StatusCode: 200, Body: string(told.RequestContext.Authorizer)}
	})
	api = w.api(route{"$default", function("tell"), ""})
	a := w.made("POST", "/v2/apis/"+api+"/authorizers", `{"name":"who","authorizerType":"REQUEST","authorizerUri":"`+lambdaARN+`who/invocations","identitySource":`+sources+`}`, "authorizerId")
	w.route(api, route{"$connect", function("tell"), `"authorizationType":"CUSTOM","authorizerId":"` + a + `"`})
	return api
}

func TestLambdaRequestAuthorizerOnConnect(t *testing.T) {
	w := open(t)
	api := w.guarded(`["route.request.header.Auth"]`)
	c := w.dial(w.url(api), "Auth", "allow")
	c.say("what do you know of me?")
	if _, got := c.read(); !strings.Contains(got, `"principalId":"ann"`) || !strings.Contains(got, `"room":`) {
		t.Errorf("the authorizer's context is %s", got)
	}
	for token, want := range map[string]int{"deny": 403, "unauthorized": 401, "broken": 500} {
		if got := w.status(w.url(api), "Auth", token); got != want {
			t.Errorf("%s comes to %d, want %d", token, got, want)
		}
	}
}

func TestIdentitySourceValidation(t *testing.T) {
	w := open(t)
	for _, tt := range []struct {
		sources, query string
		headers        []string
		want           int
	}{
		{`["route.request.header.Auth"]`, "", nil, 401},
		{`["route.request.header.Auth"]`, "", []string{"Auth", "allow"}, 101},
		{`["route.request.header.Auth"]`, "?token=allow", nil, 401},
		{`["route.request.querystring.token"]`, "", nil, 401},
		{`["route.request.querystring.token"]`, "?token=allow", nil, 101},
		{`["route.request.querystring.token"]`, "", []string{"Auth", "allow"}, 401},
		{`["route.request.header.Auth","route.request.querystring.room"]`, "", []string{"Auth", "allow"}, 401},
		{`["route.request.header.Auth","route.request.querystring.room"]`, "?room=1", []string{"Auth", "allow"}, 101},
	} {
		if got := w.status(w.url(w.guarded(tt.sources))+tt.query, tt.headers...); got != tt.want {
			t.Errorf("%s with %q %v comes to %d, want %d", tt.sources, tt.query, tt.headers, got, tt.want)
		}
	}
}
