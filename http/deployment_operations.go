package http

import (
	"reel/events/apigateway/decide"
	"reel/projections"
)

var deploymentOperations = operations{
	"CreateDeployment": command(decide.CreateDeployment),
	"DeleteDeployment": command(decide.DeleteDeployment),
	"GetDeployment":    read(projections.World.GetDeployment),
	"GetDeployments":   list(projections.World.GetDeployments),
	"UpdateDeployment": command(decide.UpdateDeployment),
}
