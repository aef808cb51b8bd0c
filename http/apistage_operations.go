package http

import (
	decide2 "reel/events/apigatewayv2/decide"
	"reel/projections"
)

// apiStageOperations are those of an HTTP or WebSocket API's stages and deployments.
var apiStageOperations = operations{
	"CreateDeployment":        command(decide2.CreateDeployment),
	"CreateStage":             command(decide2.CreateStage),
	"DeleteAccessLogSettings": command(decide2.DeleteAccessLogSettings),
	"DeleteDeployment":        command(decide2.DeleteDeployment),
	"DeleteRouteSettings":     command(decide2.DeleteRouteSettings),
	"DeleteStage":             command(decide2.DeleteStage),
	"GetDeployment":           read(projections.V2.GetDeployment),
	"GetDeployments":          list(projections.V2.GetDeployments),
	"GetStage":                read(projections.V2.GetStage),
	"GetStages":               list(projections.V2.GetStages),
	"ResetAuthorizersCache":   command(decide2.ResetAuthorizersCache),
	"UpdateDeployment":        command(decide2.UpdateDeployment),
	"UpdateStage":             command(decide2.UpdateStage),
}
