package http

import (
	"reel/events/apigateway"
	"reel/events/apigateway/decide"
	"reel/projections"
)

var usagePlanOperations = operations{
	"CreateUsagePlan": command(decide.CreateUsagePlan),
	"DeleteUsagePlan": command(decide.DeleteUsagePlan),
	"GetUsagePlan":    read(projections.World.GetUsagePlan),
	"GetUsagePlans":   list(projections.World.GetUsagePlans),
	"UpdateUsagePlan": showing(command(decide.UpdateUsagePlan), showUsagePlan),

	"CreateUsagePlanKey": command(decide.CreateUsagePlanKey),
	"DeleteUsagePlanKey": command(decide.DeleteUsagePlanKey),
	"GetUsagePlanKey":    read(projections.World.GetUsagePlanKey),
	"GetUsagePlanKeys":   list(projections.World.GetUsagePlanKeys),
}

// showUsagePlan is a usage plan as UpdateUsagePlan answers it: with tags, even none.
func showUsagePlan(p apigateway.UsagePlan) any { return projections.ShowUsagePlan(p) }
