package http

import (
	"reel/events/apigateway"
	"reel/events/apigateway/decide"
	"reel/projections"
)

var restApiOperations = operations{
	"CreateRestApi": command(decide.CreateRestApi),
	"DeleteRestApi": command(decide.DeleteRestApi),
	"GetRestApi":    read(projections.World.GetRestApi),
	"GetRestApis":   list(projections.World.GetRestApis),
	"UpdateRestApi": showing(command(decide.UpdateRestApi), showRestApi),
}

// showRestApi is a REST API as UpdateRestApi answers it: with tags, even none.
func showRestApi(a apigateway.RestApi) any { return projections.ShowRestApi(a) }
