package http

import (
	"reel/events/apigateway/decide"
	"reel/projections"
)

var authorizerOperations = operations{
	"CreateAuthorizer": command(decide.CreateAuthorizer),
	"DeleteAuthorizer": command(decide.DeleteAuthorizer),
	"GetAuthorizer":    read(projections.World.GetAuthorizer),
	"GetAuthorizers":   list(projections.World.GetAuthorizers),
	"UpdateAuthorizer": command(decide.UpdateAuthorizer),
}
