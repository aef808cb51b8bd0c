package apigateway

import "reel/events"

// A DocumentationVersion is a snapshot of a REST API's documentation, as
// GetDocumentationVersion shows it.
// See https://docs.aws.amazon.com/apigateway/latest/api/API_DocumentationVersion.html.
type DocumentationVersion struct {
	CreatedDate int64  `json:"createdDate"` // seconds since 1970
	Description string `json:"description,omitempty"`
	Version     string `json:"version"` // its name, such as 1.0.0
}

// DocumentationVersionCreated says that a REST API's documentation was kept as
// it was at this moment. The fold keeps the parts; the event need not repeat
// them.
type DocumentationVersionCreated struct {
	DocumentationVersion DocumentationVersion `json:"documentationVersion"`
	RestApiId            string               `json:"restApiId"`
	Stage                *Stage               `json:"stage,omitempty"` // the stage that was given it, as it is afterwards
}

// DocumentationVersionUpdated says that a documentation version's description
// has changed.
type DocumentationVersionUpdated struct {
	DocumentationVersion DocumentationVersion `json:"documentationVersion"`
	RestApiId            string               `json:"restApiId"`
}

// DocumentationVersionDeleted says that a documentation version is gone.
type DocumentationVersionDeleted struct {
	DocumentationVersion string `json:"documentationVersion"` // its name
	RestApiId            string `json:"restApiId"`
}

// DocumentationVersionSubject is the subject of a documentation version of a
// REST API.
func DocumentationVersionSubject(restApiId, version string) string {
	return RestApiSubject(restApiId) + "/documentation/versions/" + version
}

// Subject is the new documentation version.
func (e DocumentationVersionCreated) Subject() string {
	return DocumentationVersionSubject(e.RestApiId, e.DocumentationVersion.Version)
}

// Subject is the changed documentation version.
func (e DocumentationVersionUpdated) Subject() string {
	return DocumentationVersionSubject(e.RestApiId, e.DocumentationVersion.Version)
}

// Subject is the documentation version that is gone.
func (e DocumentationVersionDeleted) Subject() string {
	return DocumentationVersionSubject(e.RestApiId, e.DocumentationVersion)
}

// Noun is the new documentation version.
func (e DocumentationVersionCreated) Noun() any { return e.DocumentationVersion }

// Noun is the documentation version as it is afterwards.
func (e DocumentationVersionUpdated) Noun() any { return e.DocumentationVersion }

func init() {
	events.Register[DocumentationVersionCreated]("apigateway.DocumentationVersionCreated")
	events.Register[DocumentationVersionUpdated]("apigateway.DocumentationVersionUpdated")
	events.Register[DocumentationVersionDeleted]("apigateway.DocumentationVersionDeleted")
}
