package http

import (
	"reel/events/apigateway/decide"
	"reel/projections"
)

var documentationOperations = operations{
	"CreateDocumentationPart":  command(decide.CreateDocumentationPart),
	"DeleteDocumentationPart":  command(decide.DeleteDocumentationPart),
	"GetDocumentationPart":     read(projections.World.GetDocumentationPart),
	"GetDocumentationParts":    list(projections.World.GetDocumentationParts),
	"ImportDocumentationParts": command(decide.ImportDocumentationParts),
	"UpdateDocumentationPart":  command(decide.UpdateDocumentationPart),

	"CreateDocumentationVersion": command(decide.CreateDocumentationVersion),
	"DeleteDocumentationVersion": command(decide.DeleteDocumentationVersion),
	"GetDocumentationVersion":    read(projections.World.GetDocumentationVersion),
	"GetDocumentationVersions":   list(projections.World.GetDocumentationVersions),
	"UpdateDocumentationVersion": command(decide.UpdateDocumentationVersion),
}
