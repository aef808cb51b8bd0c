package http

import (
	"reel/events/apigateway/decide"
	"reel/projections"
)

var tagOperations = operations{
	"GetTags":       read(projections.World.GetTags),
	"TagResource":   command(decide.TagResource),
	"UntagResource": command(decide.UntagResource),
}
