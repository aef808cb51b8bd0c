package http

import (
	"reel/events/apigateway"
	"reel/events/apigateway/decide"
	"reel/projections"
)

var resourceOperations = operations{
	"CreateResource": command(decide.CreateResource),
	"DeleteResource": command(decide.DeleteResource),
	"GetResource":    read(projections.World.GetResource),
	"GetResources":   list(projections.World.GetResources),
	"UpdateResource": showing(command(decide.UpdateResource), showResource),
}

// showResource is a resource as a command answers it: its methods by verb only.
func showResource(r apigateway.Resource) any { return projections.ShowResource(r, false) }
