package gateway

import (
	"context"
	"net/http"
	"strings"

	"reel/events/apigateway"
	"reel/projections"
)

// An AuthorizerTestResult is what TestInvokeAuthorizer answers
// (https://docs.aws.amazon.com/apigateway/latest/api/API_TestInvokeAuthorizer.html).
type AuthorizerTestResult struct {
	Authorization map[string][]string `json:"authorization,omitempty"`
	Claims        map[string]string   `json:"claims,omitempty"`
	ClientStatus  int                 `json:"clientStatus"` // what a client would have got, 0 when it would have got through
	Latency       int64               `json:"latency"`      // in milliseconds
	Log           string              `json:"log"`
	Policy        string              `json:"policy,omitempty"`
	PrincipalId   string              `json:"principalId,omitempty"`
}

// authorizerTestStage is the stage of an authorizer's test, as its events show it.
const authorizerTestStage = "ESTestInvoke-stage"

// TestInvokeAuthorizer asks an authorizer of the API as it is now. It answers with
// what the authorizer said, whether that lets anybody in or not; verdicts are
// neither kept nor taken from what was kept.
func (g *Gateway) TestInvokeAuthorizer(ctx context.Context, w projections.World, c apigateway.TestInvokeAuthorizer) (AuthorizerTestResult, error) {
	api, noun, err := w.Authorizer(c.RestApiId, c.AuthorizerId)
	if err != nil {
		return AuthorizerTestResult{}, err
	}
	x := g.tested(w, api.Tree, c.RestApiId, authorizerTestStage, c.StageVariables)
	x.test.context = c.AdditionalContext
	x.method = &method{resourceID: api.Tree.RootResourceId, resourcePath: "/", noun: &apigateway.Method{HttpMethod: http.MethodGet}}
	x.request(http.MethodGet, "/", c.PathWithQueryString, c.Body, c.Headers, c.MultiValueHeaders)
	x.customerOf = testCustomer
	granted, f := x.testAuthorizer(ctx, compiler{log: g.Log}.authorizer(noun))
	if err := ctx.Err(); err != nil {
		return AuthorizerTestResult{}, err
	}
	out := AuthorizerTestResult{Log: x.test.log.text.String(), Latency: g.Now().Sub(x.begun).Milliseconds()}
	if f != nil {
		out.ClientStatus = f.status
		return out, nil
	}
	out.PrincipalId, out.Policy, out.Claims = granted.principal, string(granted.document), granted.claims
	return out, nil
}

// testAuthorizer asks an authorizer and writes the log, whose words were recorded on
// AWS where an authorizer answers.
func (x *exchange) testAuthorizer(ctx context.Context, a *authorizer) (granted *grant, f *fault) {
	l := x.test.log
	l.text.WriteString("Execution log for request " + x.id + "\n")
	l.line("Starting authorizer: ", a.id, " for request: ", x.id)
	if a.broken != "" {
		f = authorizerFailed.because(a.broken)
	} else {
		granted, f = x.askTested(ctx, a)
	}
	if f != nil {
		l.line("Execution failed due to configuration error: ", f.reason)
		return nil, f
	}
	if a.kind != "COGNITO_USER_POOLS" {
		l.line("Using valid authorizer policy for principal: ", masked(granted.principal))
	}
	l.line("Successfully completed authorizer execution")
	return granted, nil
}

// askTested asks an authorizer, if the caller is identified.
func (x *exchange) askTested(ctx context.Context, a *authorizer) (*grant, *fault) {
	if a.kind == "COGNITO_USER_POOLS" {
		return x.askPool(ctx, a, nil)
	}
	identity, ok, f := x.identify(a)
	if f != nil {
		return nil, f
	}
	if !ok {
		return nil, unauthorized.because("an identity source of the authorizer is missing")
	}
	x.test.log.line("Incoming identity: ", cut(strings.Join(identity, ",")))
	if a.kind == "TOKEN" && a.valid != nil && !a.valid.MatchString(identity[0]) {
		return nil, unauthorized.because("the token does not match the identity validation expression")
	}
	return x.askAuthorizer(ctx, a, identity)
}

// masked is a name of which only the last six characters are shown.
func masked(name string) string {
	const shown = 6
	if len(name) <= shown {
		return name
	}
	return strings.Repeat("*", len(name)-shown) + strings.ToValidUTF8(name[len(name)-shown:], "*")
}
