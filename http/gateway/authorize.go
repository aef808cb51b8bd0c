package gateway

import (
	"context"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"time"

	"reel/events/traffic"
	"reel/http/gateway/iam"
)

// The faults of authorization. That the first letter of Message is a capital in two
// of them, and that the message of a failing authorizer is null, is AWS's.
var (
	unauthorized   = newFault(http.StatusUnauthorized, "UnauthorizedException", "Unauthorized").of("UNAUTHORIZED")
	deniedByPolicy = &fault{status: http.StatusForbidden, errorType: "AccessDeniedException", kind: "ACCESS_DENIED", message: "User is not authorized to access this resource with an explicit deny",
		body: []byte(`{"Message":"User is not authorized to access this resource with an explicit deny"}`)}
	notAllowed = &fault{status: http.StatusForbidden, errorType: "AccessDeniedException", kind: "ACCESS_DENIED", message: "User is not authorized to access this resource",
		body: []byte(`{"Message":"User is not authorized to access this resource"}`)}
	authorizerFailed = &fault{status: http.StatusInternalServerError, errorType: "AuthorizerConfigurationException", kind: "AUTHORIZER_CONFIGURATION_ERROR",
		body: []byte(`{"message":null}`)}
)

// A grant is what an authorizer has said of a caller.
type grant struct {
	principal string
	policy    iam.Policy
	document  json.RawMessage   // the policy as the authorizer wrote it
	context   map[string]any    // string, float64 or bool
	claims    map[string]string // of a user pool's token, which has nothing else; nil for a function's verdict
	usageKey  string            // the API key that the caller's use is counted to
	latency   time.Duration
}

// authorize asks who calls as the method says, and what the API's policy says of it
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html).
// What would have to be decided and cannot be is not let through undecided.
func (x *exchange) authorize(ctx context.Context) *fault {
	switch t := x.method.noun.AuthorizationType; t {
	case "", "NONE":
		return x.obey()
	case "AWS_IAM":
		return x.authorizeBySignature()
	case "CUSTOM":
		return x.authorizeByFunction(ctx)
	case "COGNITO_USER_POOLS":
		return x.authorizeByPool(ctx)
	default:
		return misconfigured.because("authorization of type " + t + " is not supported yet")
	}
}

// authorizeByFunction lets a Lambda authorizer decide, or its verdict of before. Who
// is denied by the API's policy is not asked about.
func (x *exchange) authorizeByFunction(ctx context.Context) *fault {
	if x.policyVerdict() == iam.ExplicitDeny {
		return x.refused("anonymous", " with an explicit deny")
	}
	a := x.method.authorizer
	if a == nil {
		return authorizerFailed.because("there is no authorizer " + x.method.noun.AuthorizerId + " in the deployment")
	}
	x.guard = &traffic.Authorizer{ID: a.id, Type: a.kind}
	f := x.authorizeBy(ctx, a)
	if f != nil {
		x.guard.Error = f.reason
	}
	return f
}

func (x *exchange) authorizeBy(ctx context.Context, a *authorizer) *fault {
	if a.broken != "" {
		return authorizerFailed.because(a.broken)
	}
	identity, ok, f := x.identify(a)
	if f != nil {
		return f
	}
	if !ok {
		return unauthorized.because("an identity source of the authorizer is missing")
	}
	if a.kind == "TOKEN" && a.valid != nil && !a.valid.MatchString(identity[0]) {
		return unauthorized.because("the token does not match the identity validation expression")
	}
	key := x.grantKey(a, identity)
	g, ok := x.gateway.grants.get(key, x.begun)
	if x.guard.Cached = ok; !ok {
		if g, f = x.askAuthorizer(ctx, a, identity); f != nil {
			return f
		}
		if a.ttl > 0 && len(a.identity) > 0 {
			x.gateway.grants.put(key, g, x.begun.Add(a.ttl), x.begun)
		}
	}
	x.granted = g
	return x.judge(g)
}

// grantKey is what a verdict is kept under: whoever is identified alike is taken for
// the same caller. A flushed cache counts on, and so does a new deployment.
func (x *exchange) grantKey(a *authorizer, identity []string) string {
	var key strings.Builder
	for _, part := range append([]string{
		x.call.ApiID, x.stage.StageName, x.stage.DeploymentId, strconv.FormatUint(x.stage.Caches.Authorizers, 10), a.id,
	}, identity...) {
		key.WriteString(strconv.Itoa(len(part)))
		key.WriteByte(':')
		key.WriteString(part)
	}
	return key.String()
}

// judge looks the call up in the policy that the caller was given, which is kept
// with the verdict and holds for all methods. The API's own policy may allow what it
// says nothing about.
func (x *exchange) judge(g *grant) *fault {
	own := g.policy.Evaluate(iam.Request{Action: "execute-api:Invoke", Resource: x.methodARN(), Principal: g.principal, Keys: x.conditionKeys()}, false)
	switch together(own, x.policyVerdict(), false) {
	case iam.Allow:
		return nil
	case iam.ExplicitDeny:
		return deniedByPolicy.because("the authorizer's policy denies " + x.methodARN())
	}
	return notAllowed.because("the authorizer's policy does not allow " + x.methodARN())
}

// methodARN is the call as policies name it
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html).
func (x *exchange) methodARN() string {
	return "arn:aws:execute-api:" + x.world.Region + ":" + x.world.Account + ":" + x.call.ApiID + "/" + x.stage.StageName + "/" +
		x.call.Method + "/" + strings.TrimLeft(x.path, "/")
}

// conditionKeys are the circumstances that policies may ask for.
func (x *exchange) conditionKeys() iam.Keys {
	keys := iam.Keys{
		"aws:sourceip":        {x.call.SourceIP},
		"aws:useragent":       {x.call.Header.Get("User-Agent")},
		"aws:securetransport": {strconv.FormatBool(x.call.TLS)},
		"aws:currenttime":     {x.begun.UTC().Format(time.RFC3339)},
		"aws:epochtime":       {strconv.FormatInt(x.begun.Unix(), 10)},
		"aws:requestedregion": {x.world.Region},
	}
	if referer := x.call.Header.Get("Referer"); referer != "" {
		keys["aws:referer"] = []string{referer}
	}
	if c := x.caller; c != nil {
		keys["aws:principalarn"] = []string{iam.RoleOf(c.arn)}
		keys["aws:principalaccount"] = []string{c.account}
		keys["aws:principaltype"] = []string{c.kind()}
		keys["aws:userid"] = []string{c.user}
		if name := c.name(); name != "" {
			keys["aws:username"] = []string{name}
		}
	}
	return keys
}

// askAuthorizer asks the function. Its failure with the words Unauthorized is a
// verdict too; any other failure is the authorizer's own.
func (x *exchange) askAuthorizer(ctx context.Context, a *authorizer, identity []string) (*grant, *fault) {
	arn, f := a.uri.fill(x, nil)
	if f != nil {
		return nil, authorizerFailed.because(f.reason)
	}
	event, f := x.authorizerEvent(a, identity)
	if f != nil {
		return nil, f
	}
	begun := x.gateway.Now()
	q := Request{Type: "AWS", URI: arn, Method: http.MethodPost,
		Header: http.Header{"X-Amzn-Trace-Id": {x.trace().String()}}, Body: event, Timeout: authorizerTimeout}
	if x.test != nil {
		x.test.log.endpointRequest(q)
	}
	r, err := x.gateway.Backends.Integrate(ctx, q)
	latency := x.gateway.Now().Sub(begun)
	if x.guard != nil {
		x.guard.URI, x.guard.Status, x.guard.Latency = q.URI, r.Status, latency
		x.guardID = r.Header.Get("X-Amzn-Requestid")
	}
	if err != nil {
		return nil, authorizerFailed.because("the authorizer could not be asked: " + unanswered(q, err).reason)
	}
	if x.test != nil {
		x.test.log.line("Authorizer result body before parsing: ", cut(string(r.Body)))
	}
	if how := r.Header.Get("X-Amz-Function-Error"); how != "" {
		if errorMessage(r.Body) == "Unauthorized" {
			return nil, unauthorized.because("the authorizer said Unauthorized")
		}
		return nil, authorizerFailed.because("the authorizer failed (" + how + "): " + beginning(r.Body))
	}
	g, err := parseGrant(r.Body)
	if err != nil {
		return nil, authorizerFailed.because("the authorizer's answer is none: " + err.Error())
	}
	g.latency = latency
	return g, nil
}

// authorizerTimeout is how long AWS waits for an authorizer: as long as for any
// other function behind a REST API.
const authorizerTimeout = defaultTimeout

// authorizerEvent is what an authorizer function gets: the token alone, or the whole
// request without its body
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-input.html).
func (x *exchange) authorizerEvent(a *authorizer, identity []string) ([]byte, *fault) {
	if a.kind == "TOKEN" {
		return marshal(struct {
			Type               string `json:"type"`
			MethodArn          string `json:"methodArn"`
			AuthorizationToken string `json:"authorizationToken"`
		}{a.kind, x.methodARN(), identity[0]}), nil
	}
	e := requestEvent{
		Type: a.kind, MethodArn: x.methodARN(), Resource: x.method.resourcePath, Path: x.eventPath(), HttpMethod: x.call.Method,
		PathParameters: orEmpty(x.pathParameters()), StageVariables: orEmpty(x.stage.Variables), RequestContext: x.requestContext(),
	}
	e.Headers, e.MultiValueHeaders = x.eventHeaders(nil)
	e.QueryStringParameters, e.MultiValueQueryStringParameters = x.eventQuery()
	e.QueryStringParameters = orEmpty(e.QueryStringParameters)
	e.MultiValueQueryStringParameters = orEmpty(e.MultiValueQueryStringParameters)
	return marshal(e), nil
}

// A requestEvent is what a REQUEST authorizer gets. Unlike the event of a proxy
// integration it has empty objects where there is nothing.
type requestEvent struct {
	Type                            string              `json:"type"`
	MethodArn                       string              `json:"methodArn"`
	Resource                        string              `json:"resource"`
	Path                            string              `json:"path"`
	HttpMethod                      string              `json:"httpMethod"`
	Headers                         map[string]string   `json:"headers"`
	MultiValueHeaders               map[string][]string `json:"multiValueHeaders"`
	QueryStringParameters           map[string]string   `json:"queryStringParameters"`
	MultiValueQueryStringParameters map[string][]string `json:"multiValueQueryStringParameters"`
	PathParameters                  map[string]string   `json:"pathParameters"`
	StageVariables                  map[string]string   `json:"stageVariables"`
	RequestContext                  requestContext      `json:"requestContext"`
}

func orEmpty[V any](m map[string]V) map[string]V {
	if m == nil {
		return map[string]V{}
	}
	return m
}

// parseGrant reads what an authorizer function returned
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html).
func parseGrant(body []byte) (*grant, error) {
	var out struct {
		PrincipalID        *string         `json:"principalId"`
		PolicyDocument     json.RawMessage `json:"policyDocument"`
		Context            map[string]any  `json:"context"`
		UsageIdentifierKey string          `json:"usageIdentifierKey"`
	}
	if err := json.Unmarshal(body, &out); err != nil {
		return nil, err
	}
	if out.PrincipalID == nil || *out.PrincipalID == "" {
		return nil, errNoPrincipal
	}
	policy, err := iam.Parse(out.PolicyDocument)
	if err != nil {
		return nil, err
	}
	for _, v := range out.Context {
		switch v.(type) {
		case nil, string, float64, bool:
		default:
			return nil, errContext
		}
	}
	return &grant{principal: *out.PrincipalID, policy: policy, document: out.PolicyDocument, context: out.Context, usageKey: out.UsageIdentifierKey}, nil
}
