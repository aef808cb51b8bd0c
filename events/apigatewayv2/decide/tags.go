package decide

import (
	"reel/events"
	"reel/events/apigateway"
	v1 "reel/events/apigateway/decide"
	"reel/events/apigatewayv2"
	"reel/projections"
)

// TagResource sets tags on what an ARN names; other tags stay. It comes to the
// same event as version 1's, as the two have one set of tags.
func TagResource(env events.Env, w projections.World, c apigatewayv2.TagResource) (events.Event, error) {
	return v1.TagResource(env, w, apigateway.TagResource(c))
}

// UntagResource takes tags from what an ARN names.
func UntagResource(env events.Env, w projections.World, c apigatewayv2.UntagResource) (events.Event, error) {
	return v1.UntagResource(env, w, apigateway.UntagResource(c))
}
