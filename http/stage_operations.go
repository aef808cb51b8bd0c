package http

import (
	"reel/events/apigateway/decide"
	"reel/projections"
)

var stageOperations = operations{
	"CreateStage": command(decide.CreateStage),
	"DeleteStage": command(decide.DeleteStage),
	"GetStage":    read(projections.World.GetStage),
	"GetStages":   list(projections.World.GetStages),
	"UpdateStage": command(decide.UpdateStage),

	"FlushStageAuthorizersCache": command(decide.FlushStageAuthorizersCache),
	"FlushStageCache":            command(decide.FlushStageCache),
}
