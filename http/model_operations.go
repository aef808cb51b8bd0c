package http

import (
	"reel/events/apigateway/decide"
	"reel/projections"
)

var modelOperations = operations{
	"CreateModel":      command(decide.CreateModel),
	"DeleteModel":      command(decide.DeleteModel),
	"GetModel":         read(projections.World.GetModel),
	"GetModelTemplate": read(projections.World.GetModelTemplate),
	"GetModels":        list(projections.World.GetModels),
	"UpdateModel":      command(decide.UpdateModel),

	"CreateRequestValidator": command(decide.CreateRequestValidator),
	"DeleteRequestValidator": command(decide.DeleteRequestValidator),
	"GetRequestValidator":    read(projections.World.GetRequestValidator),
	"GetRequestValidators":   list(projections.World.GetRequestValidators),
	"UpdateRequestValidator": command(decide.UpdateRequestValidator),
}
