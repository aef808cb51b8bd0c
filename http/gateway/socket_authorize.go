package gateway

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"reel/events/apigatewayv2"
	"reel/events/traffic"
	"reel/http/gateway/iam"
)

// maxGrant is how long an authorizer's result may be: 8 KB
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html).
const maxGrant = 8 << 10

// socketAuthorizer compiles an authorizer of a WebSocket API. Its verdicts are not
// kept: AWS asks for each connection anew, and authorizerResultTtlInSeconds is for
// HTTP APIs only
// (https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-authorizers-authorizerid.html).
func (c compiler) socketAuthorizer(noun *apigatewayv2.Authorizer) *authorizer {
	a := &authorizer{id: noun.AuthorizerId, kind: noun.AuthorizerType, uri: parseURI(noun.AuthorizerUri)}
	for _, source := range noun.IdentitySource {
		e, ok := socketExpression(source)
		if !ok {
			a.broken = "the identity source " + source + " makes no sense"
			c.log.Warn("an authorizer cannot be asked", "authorizer", noun.Name, "reason", a.broken)
		}
		a.identity = append(a.identity, e)
	}
	return a
}

// authorize decides who may open a connection, and so send messages on it for as
// long as it lives. What would have to be decided and cannot be is not let through
// undecided.
func (x *socketCall) authorize(ctx context.Context) *fault {
	switch t := x.route.noun.AuthorizationType; t {
	case "", "NONE":
		return nil
	case "AWS_IAM":
		return x.authorizeBySignature()
	case "CUSTOM":
		a := x.route.authorizer
		if a == nil {
			return authorizerFailed.because("there is no authorizer " + x.route.noun.AuthorizerId + " in what the stage serves")
		}
		x.guard = &traffic.Authorizer{ID: a.id, Type: a.kind}
		f := x.authorizeBy(ctx, a)
		if f != nil {
			x.guard.Error = f.reason
		}
		return f
	default:
		return misconfigured.because("authorization of type " + t + " is not supported for WebSocket APIs")
	}
}

// authorizeBySignature lets in whoever has signed the handshake and is of the API's
// account
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-control-access-iam.html).
// WebSocket APIs have no policy of their own that could let in others.
func (x *socketCall) authorizeBySignature() *fault {
	c, f := x.gateway.signer(x.handshake, x.world.Region, func() ([]byte, *fault) { return nil, nil })
	if f != nil {
		return f
	}
	x.socket.caller = c
	if c.account != x.world.Account {
		return notAllowed.because("the caller is of account " + c.account + ", and the API of " + x.world.Account)
	}
	return nil
}

// authorizeBy has an authorizer's function decide. Where an identity source is
// missing it is not asked, and its failure with the words Unauthorized is a verdict
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-lambda-auth.html).
func (x *socketCall) authorizeBy(ctx context.Context, a *authorizer) *fault {
	if a.broken != "" {
		return authorizerFailed.because(a.broken)
	}
	for _, source := range a.identity {
		if lastOf(x.mapped(source)) == "" {
			return unauthorized.because("an identity source of the authorizer is missing")
		}
	}
	g, f := x.askAuthorizer(ctx, a)
	if f != nil {
		return f
	}
	x.socket.granted = g
	switch g.policy.Evaluate(iam.Request{Action: "execute-api:Invoke", Resource: x.routeARN(), Principal: g.principal, Keys: x.conditionKeys()}, false) {
	case iam.Allow:
		return nil
	case iam.ExplicitDeny:
		return deniedByPolicy.because("the authorizer's policy denies " + x.routeARN())
	}
	return notAllowed.because("the authorizer's policy does not allow " + x.routeARN())
}

func (x *socketCall) askAuthorizer(ctx context.Context, a *authorizer) (*grant, *fault) {
	arn, f := a.uri.filled(x.socket.Stage, x.stage.StageVariables, nil)
	if f != nil {
		return nil, authorizerFailed.because(f.reason)
	}
	q := Request{Type: "AWS", URI: arn, Method: http.MethodPost, Header: http.Header{"X-Amzn-Trace-Id": {x.trace().String()}},
		Body: x.authorizerEvent(), Timeout: authorizerTimeout}
	begun := x.gateway.Now()
	r, err := x.gateway.Backends.Integrate(ctx, q)
	latency := x.gateway.Now().Sub(begun)
	x.guard.URI, x.guard.Status, x.guard.Latency = q.URI, r.Status, latency
	x.guardID = r.Header.Get("X-Amzn-Requestid")
	if err != nil {
		return nil, authorizerFailed.because("the authorizer could not be asked: " + unanswered(q, err).reason)
	}
	if how := r.Header.Get("X-Amz-Function-Error"); how != "" {
		if errorMessage(r.Body) == "Unauthorized" {
			return nil, unauthorized.because("the authorizer said Unauthorized")
		}
		return nil, authorizerFailed.because("the authorizer failed (" + how + "): " + beginning(r.Body))
	}
	if len(r.Body) > maxGrant {
		return nil, authorizerFailed.because("the authorizer's answer is longer than 8192 bytes")
	}
	g, err := parseGrant(r.Body)
	if err != nil {
		return nil, authorizerFailed.because("the authorizer's answer is none: " + err.Error())
	}
	g.latency = latency
	return g, nil
}

// A handshakeEvent is what an authorizer function gets: the handshake with all of
// its headers, and empty objects where there is nothing.
type handshakeEvent struct {
	Type                            string              `json:"type"`
	MethodArn                       string              `json:"methodArn"`
	Headers                         map[string]string   `json:"headers"`
	MultiValueHeaders               map[string][]string `json:"multiValueHeaders"`
	QueryStringParameters           map[string]string   `json:"queryStringParameters"`
	MultiValueQueryStringParameters map[string][]string `json:"multiValueQueryStringParameters"`
	StageVariables                  map[string]string   `json:"stageVariables"`
	RequestContext                  socketContext       `json:"requestContext"`
}

func (x *socketCall) authorizerEvent() []byte {
	e := handshakeEvent{Type: "REQUEST", MethodArn: x.routeARN(), StageVariables: orEmpty(x.stage.StageVariables), RequestContext: x.requestContext()}
	e.Headers, e.MultiValueHeaders = x.handshakeHeaders(true)
	single, all := x.eventQuery()
	e.QueryStringParameters, e.MultiValueQueryStringParameters = orEmpty(single), orEmpty(all)
	return marshal(e)
}

// routeARN is the event as policies name it: the route at its stage.
func (x *socketCall) routeARN() string {
	return "arn:aws:execute-api:" + x.world.Region + ":" + x.world.Account + ":" + x.socket.ApiID + "/" + x.socket.Stage + "/" + x.route.key
}

// conditionKeys are the circumstances that policies may ask for.
func (x *socketCall) conditionKeys() iam.Keys {
	keys := iam.Keys{
		"aws:sourceip":        {x.socket.SourceIP},
		"aws:useragent":       {x.socket.UserAgent},
		"aws:securetransport": {strconv.FormatBool(x.handshake.TLS)},
		"aws:currenttime":     {x.begun.UTC().Format(time.RFC3339)},
		"aws:epochtime":       {strconv.FormatInt(x.begun.Unix(), 10)},
		"aws:requestedregion": {x.world.Region},
	}
	if referer := x.handshake.Header.Get("Referer"); referer != "" {
		keys["aws:referer"] = []string{referer}
	}
	return keys
}

// withoutPolicy is as much of a grant as a connection has to remember.
func (g *grant) withoutPolicy() *grant {
	return &grant{principal: g.principal, context: g.context, latency: g.latency, usageKey: g.usageKey}
}
