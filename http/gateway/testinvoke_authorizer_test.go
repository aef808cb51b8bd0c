package gateway_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"reel/events"
	"reel/events/apigateway"
	"reel/http/gateway"
)

func TestTestInvokeAuthorizer(t *testing.T) {
	const policy = `{"Version":"2012-10-17","Statement":[{"Action":"execute-api:Invoke","Effect":"Deny","Resource":["*"]}]}`
	var event string
	functions := newFunctions(t, map[string]func(context.Context, []byte) ([]byte, error){
		"f": func(_ context.Context, e []byte) ([]byte, error) {
			event = string(e)
			return []byte(`{"principalId":"principal-of-ann","policyDocument":` + policy + `}`), nil
		},
		"fails": func(context.Context, []byte) ([]byte, error) { return nil, errors.New("broken") },
		"none":  func(context.Context, []byte) ([]byte, error) { return nil, errors.New("Unauthorized") },
	})
	a := newAPI(t)
	for id, noun := range map[string]apigateway.Authorizer{
		"token":   {Type: "TOKEN", IdentitySource: "method.request.header.Auth", IdentityValidationExpression: "[a-z]+", AuthorizerUri: functionARN + "f/invocations"},
		"request": {Type: "REQUEST", IdentitySource: "method.request.querystring.q,stageVariables.v,context.extra", AuthorizerUri: functionARN + "f/invocations"},
		"fails":   {Type: "TOKEN", AuthorizerUri: functionARN + "fails/invocations"},
		"none":    {Type: "TOKEN", AuthorizerUri: functionARN + "none/invocations"},
		"comma":   {Type: "TOKEN", IdentitySource: ",", AuthorizerUri: functionARN + "f/invocations"},
		"pool":    {Type: "COGNITO_USER_POOLS"},
	} {
		noun.Id, noun.Name = id, id
		a.apply(apigateway.AuthorizerCreated{Authorizer: noun, RestApiId: apiID})
	}
	g := gateway.New(gateway.Options{Functions: functions})
	test := func(c apigateway.TestInvokeAuthorizer) (gateway.AuthorizerTestResult, error) {
		c.RestApiId = apiID
		return g.TestInvokeAuthorizer(t.Context(), a.state.World(account, region), c)
	}
	r, err := test(apigateway.TestInvokeAuthorizer{AuthorizerId: "token", Headers: map[string]string{"Auth": "abc"}})
	if err != nil || r.ClientStatus != 0 || r.PrincipalId != "principal-of-ann" || r.Policy != policy {
		t.Errorf("got %+v, %v", r, err)
	}
	const arn = "arn:aws:execute-api:" + region + ":" + account + ":" + apiID + "/ESTestInvoke-stage/GET/"
	if want := `{"type":"TOKEN","methodArn":"` + arn + `","authorizationToken":"abc"}`; event != want {
		t.Errorf("event %s, want %s", event, want)
	}
	lines := strings.Split(anonymous(r.Log), "\n")
	for i, want := range map[int]string{
		0: "Execution log for request ID", 1: "NOW : Starting authorizer: token for request: ID", 2: "NOW : Incoming identity: abc",
		3: "NOW : Endpoint request URI: https://lambda.us-east-1.amazonaws.com/2015-03-31/functions/arn:aws:lambda:us-east-1:111122223333:function:f/invocations",
		5: "NOW : Endpoint request body after transformations: " + event,
		6: `NOW : Authorizer result body before parsing: {"principalId":"principal-of-ann","policyDocument":` + policy + `}`,
		7: "NOW : Using valid authorizer policy for principal: **********of-ann", 8: "NOW : Successfully completed authorizer execution", 9: "",
	} {
		if i >= len(lines) || lines[i] != want {
			t.Errorf("line %d of %q, want %q", i, lines, want)
		}
	}
	for _, tt := range []struct {
		c    apigateway.TestInvokeAuthorizer
		want int
	}{
		{apigateway.TestInvokeAuthorizer{AuthorizerId: "token"}, 401},
		{apigateway.TestInvokeAuthorizer{AuthorizerId: "token", Headers: map[string]string{"Auth": "123"}}, 401},
		{apigateway.TestInvokeAuthorizer{AuthorizerId: "token", MultiValueHeaders: map[string][]string{"Auth": {"1", "abc"}}}, 0},
		{apigateway.TestInvokeAuthorizer{AuthorizerId: "request", PathWithQueryString: text("/a?q=1"), StageVariables: map[string]string{"v": "2"}}, 401},
		{apigateway.TestInvokeAuthorizer{AuthorizerId: "request", PathWithQueryString: text("/a?q=1"), StageVariables: map[string]string{"v": "2"},
			AdditionalContext: map[string]string{"extra": "3"}}, 0},
		{apigateway.TestInvokeAuthorizer{AuthorizerId: "fails", Headers: map[string]string{"Authorization": "x"}}, 500},
		{apigateway.TestInvokeAuthorizer{AuthorizerId: "none", Headers: map[string]string{"Authorization": "x"}}, 401},
		{apigateway.TestInvokeAuthorizer{AuthorizerId: "comma", Headers: map[string]string{"Authorization": "x"}}, 500},
	} {
		if r, err := test(tt.c); err != nil || r.ClientStatus != tt.want {
			t.Errorf("%+v: got %d %v, want %d; %s", tt.c, r.ClientStatus, err, tt.want, r.Log)
		}
	}
	for id, want := range map[string]string{"nosuch": "Invalid Authorizer identifier specified"} {
		_, err := test(apigateway.TestInvokeAuthorizer{AuthorizerId: id})
		if r := events.Refusal(err); r == nil || r.Message != want {
			t.Errorf("%s: got %v, want %s", id, err, want)
		}
	}
}
