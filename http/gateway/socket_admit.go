package gateway

import (
	"context"

	"reel/events/apigateway"
)

// admitHandshake asks for an API key where $connect wants one, and holds handshakes
// to what plan and stage allow.
func (x *socketCall) admitHandshake(ctx context.Context) *fault {
	if x.route.noun.ApiKeyRequired {
		c, f := customerOf(x.world, x.socket.ApiID, x.socket.Stage, x.apiKey(ctx))
		if f != nil {
			return f
		}
		x.socket.customerOf = c
		if !x.gateway.withinPlan(x.world, c, x.begun) {
			return throttled.because("the usage plan " + c.plan.Id + " allows no more calls a second")
		}
	}
	if f := x.admit(); f != nil || x.socket.customerOf == nil {
		return f
	}
	return x.gateway.count(x.world, x.socket.customerOf, x.begun)
}

// apiKey is the key that the handshake shows, or its authorizer names, by the API's
// apiKeySelectionExpression
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-selection-expressions.html).
func (x *socketCall) apiKey(ctx context.Context) string {
	for _, p := range x.tree.key.parts {
		if p.from == contextValue && p.text == "authorizer.usageIdentifierKey" {
			if x.socket.granted == nil {
				return ""
			}
			return x.socket.granted.usageKey
		}
	}
	return x.key(ctx, x.tree.key, nil)
}

// admit holds an event to what the stage allows of its route, and the account of
// everything
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-protect.html).
func (x *socketCall) admit() *fault {
	if limit, ok := x.limit(); ok && !x.gateway.buckets.take(bucketKey("stage", x.socket.ApiID, x.socket.Stage, x.route.key), limit, x.begun) {
		return throttled.because("stage " + x.socket.Stage + " allows no more messages a second of the route " + x.route.key)
	}
	if !x.gateway.withinAccount(x.world, x.begun) {
		return throttled.because("the account allows no more calls a second in " + x.world.Region)
	}
	return nil
}

// limit is what the stage has set for the route, or for all of them; ok is false
// when that is nothing. What is not set of the two is the account's.
func (x *socketCall) limit() (limit apigateway.ThrottleSettings, ok bool) {
	of := x.stage.Settings(x.route.key)
	limit = accountLimit
	if of.ThrottlingBurstLimit != nil {
		limit.BurstLimit = *of.ThrottlingBurstLimit
	}
	if of.ThrottlingRateLimit != nil {
		limit.RateLimit = *of.ThrottlingRateLimit
	}
	return limit, limit != accountLimit && limit.BurstLimit >= 0 && limit.RateLimit >= 0
}
