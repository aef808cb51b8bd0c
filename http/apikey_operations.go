package http

import (
	"reel/events/apigateway"
	"reel/events/apigateway/decide"
	"reel/projections"
)

var apiKeyOperations = operations{
	"CreateApiKey":  command(decide.CreateApiKey),
	"DeleteApiKey":  command(decide.DeleteApiKey),
	"GetApiKey":     read(projections.World.GetApiKey),
	"GetApiKeys":    list(projections.World.GetApiKeys),
	"ImportApiKeys": command(decide.ImportApiKeys),
	"UpdateApiKey":  showing(command(decide.UpdateApiKey), showApiKey),
}

// showApiKey is an API key as UpdateApiKey answers it: with tags, even none, and
// without its value.
func showApiKey(k apigateway.ApiKey) any { return projections.ShowApiKey(k) }
