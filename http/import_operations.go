package http

import (
	"reel/events/apigateway/decide"
	"reel/projections"
)

var importOperations = operations{
	"GetExport":     read(projections.World.GetExport),
	"ImportRestApi": command(decide.ImportRestApi),
	"PutRestApi":    showing(command(decide.PutRestApi), showRestApi),
}
