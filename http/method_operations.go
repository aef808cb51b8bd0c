package http

import (
	"reel/events/apigateway/decide"
	"reel/projections"
)

var methodOperations = operations{
	"PutMethod":    command(decide.PutMethod),
	"GetMethod":    read(projections.World.GetMethod),
	"UpdateMethod": command(decide.UpdateMethod),
	"DeleteMethod": command(decide.DeleteMethod),

	"PutMethodResponse":    command(decide.PutMethodResponse),
	"GetMethodResponse":    read(projections.World.GetMethodResponse),
	"UpdateMethodResponse": command(decide.UpdateMethodResponse).answering(201), // as AWS does, whatever its model says
	"DeleteMethodResponse": command(decide.DeleteMethodResponse),

	"PutIntegration":    command(decide.PutIntegration),
	"GetIntegration":    read(projections.World.GetIntegration),
	"UpdateIntegration": command(decide.UpdateIntegration),
	"DeleteIntegration": command(decide.DeleteIntegration),

	"PutIntegrationResponse":    command(decide.PutIntegrationResponse),
	"GetIntegrationResponse":    read(projections.World.GetIntegrationResponse),
	"UpdateIntegrationResponse": command(decide.UpdateIntegrationResponse),
	"DeleteIntegrationResponse": command(decide.DeleteIntegrationResponse),
}
