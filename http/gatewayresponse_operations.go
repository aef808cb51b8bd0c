package http

import (
	"reel/events/apigateway/decide"
	"reel/projections"
)

var gatewayResponseOperations = operations{
	"DeleteGatewayResponse": command(decide.DeleteGatewayResponse),
	"GetGatewayResponse":    read(projections.World.GetGatewayResponse),
	"GetGatewayResponses":   list(projections.World.GetGatewayResponses),
	"PutGatewayResponse":    command(decide.PutGatewayResponse),
	"UpdateGatewayResponse": command(decide.UpdateGatewayResponse),
}
