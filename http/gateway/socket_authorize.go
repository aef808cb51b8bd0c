package gateway

import (
	"context"

	"reel/events/apigatewayv2"
)

// socketAuthorizer compiles an authorizer of a WebSocket API. Its verdicts are not
// kept: AWS asks for each connection anew, and authorizerResultTtlInSeconds is for
// HTTP APIs only.
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

// authorize decides who may open a connection. What would have to be decided and
// cannot be is not let through undecided.
func (x *socketCall) authorize(context.Context) *fault {
	switch t := x.route.noun.AuthorizationType; t {
	case "", "NONE":
		return nil
	default:
		return misconfigured.because("authorization of type " + t + " is not supported yet")
	}
}

// withoutPolicy is as much of a grant as a connection has to remember.
func (g *grant) withoutPolicy() *grant {
	return &grant{principal: g.principal, context: g.context, latency: g.latency}
}
