package apigateway

import "reel/events"

// A DocumentationPart documents one entity of a REST API, or all entities that
// its location fits, as GetDocumentationPart shows it.
// See https://docs.aws.amazon.com/apigateway/latest/api/API_DocumentationPart.html.
type DocumentationPart struct {
	Id         string                    `json:"id"`
	Location   DocumentationPartLocation `json:"location"`
	Properties string                    `json:"properties"` // a JSON object, as its caller wrote it
}

// A DocumentationPartLocation says what a part documents. A member that is not
// given stands for any.
// See https://docs.aws.amazon.com/apigateway/latest/api/API_DocumentationPartLocation.html.
type DocumentationPartLocation struct {
	Method     string `json:"method,omitempty"`
	Name       string `json:"name,omitempty"`
	Path       string `json:"path,omitempty"`
	StatusCode string `json:"statusCode,omitempty"`
	Type       string `json:"type"` // API, METHOD, MODEL …
}

// DocumentationPartCreated says that a REST API has a new documentation part.
type DocumentationPartCreated struct {
	DocumentationPart DocumentationPart `json:"documentationPart"`
	RestApiId         string            `json:"restApiId"`
}

// DocumentationPartUpdated says that a documentation part has changed.
type DocumentationPartUpdated struct {
	DocumentationPart DocumentationPart `json:"documentationPart"`
	RestApiId         string            `json:"restApiId"`
}

// DocumentationPartDeleted says that a documentation part is gone.
type DocumentationPartDeleted struct {
	DocumentationPartId string `json:"documentationPartId"`
	RestApiId           string `json:"restApiId"`
}

// DocumentationPartsImported says that documentation parts came from an OpenAPI
// document.
type DocumentationPartsImported struct {
	DocumentationParts []DocumentationPart `json:"documentationParts"` // new and changed ones, as they are afterwards
	Removed            []string            `json:"removed,omitempty"`  // the ids of those that are gone
	RestApiId          string              `json:"restApiId"`
	Warnings           []string            `json:"warnings,omitempty"`
}

// DocumentationPartIds are the parts that came of an import, as
// ImportDocumentationParts answers.
// See https://docs.aws.amazon.com/apigateway/latest/api/API_ImportDocumentationParts.html.
type DocumentationPartIds struct {
	Ids      []string `json:"ids"`
	Warnings []string `json:"warnings,omitempty"`
}

// DocumentationPartsSubject is the subject of all documentation parts of a REST API.
func DocumentationPartsSubject(restApiId string) string {
	return RestApiSubject(restApiId) + "/documentation/parts"
}

// DocumentationPartSubject is the subject of a documentation part of a REST API.
func DocumentationPartSubject(restApiId, id string) string {
	return DocumentationPartsSubject(restApiId) + "/" + id
}

// Subject is the new documentation part.
func (e DocumentationPartCreated) Subject() string {
	return DocumentationPartSubject(e.RestApiId, e.DocumentationPart.Id)
}

// Subject is the changed documentation part.
func (e DocumentationPartUpdated) Subject() string {
	return DocumentationPartSubject(e.RestApiId, e.DocumentationPart.Id)
}

// Subject is the documentation part that is gone.
func (e DocumentationPartDeleted) Subject() string {
	return DocumentationPartSubject(e.RestApiId, e.DocumentationPartId)
}

// Subject is all documentation parts of the REST API.
func (e DocumentationPartsImported) Subject() string { return DocumentationPartsSubject(e.RestApiId) }

// Noun is the new documentation part.
func (e DocumentationPartCreated) Noun() any { return e.DocumentationPart }

// Noun is the documentation part as it is afterwards.
func (e DocumentationPartUpdated) Noun() any { return e.DocumentationPart }

// Noun is the ids of the parts that were imported.
func (e DocumentationPartsImported) Noun() any {
	ids := make([]string, len(e.DocumentationParts))
	for i, p := range e.DocumentationParts {
		ids[i] = p.Id
	}
	return DocumentationPartIds{ids, e.Warnings}
}

func init() {
	events.Register[DocumentationPartCreated]("apigateway.DocumentationPartCreated")
	events.Register[DocumentationPartUpdated]("apigateway.DocumentationPartUpdated")
	events.Register[DocumentationPartDeleted]("apigateway.DocumentationPartDeleted")
	events.Register[DocumentationPartsImported]("apigateway.DocumentationPartsImported")
}
