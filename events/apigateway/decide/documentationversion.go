package decide

import (
	"reel/events"
	"reel/events/apigateway"
	"reel/projections"
)

// CreateDocumentationVersion keeps a REST API's documentation as it is now, and
// gives it to a stage if one is named.
func CreateDocumentationVersion(env events.Env, w projections.World, c apigateway.CreateDocumentationVersion) (events.Event, error) {
	api, err := w.RestApi(c.RestApiId)
	if err != nil {
		return nil, err
	}
	switch {
	case c.DocumentationVersion == "":
		return nil, events.Refuse(events.BadRequest, "Documentation version must be non-empty")
	case api.DocumentationVersions.Get(c.DocumentationVersion) != nil:
		return nil, events.Refuse(events.Conflict, "Documentation version already exists")
	}
	e := apigateway.DocumentationVersionCreated{
		DocumentationVersion: apigateway.DocumentationVersion{
			CreatedDate: env.Now.Unix(), Description: deref(c.Description), Version: c.DocumentationVersion,
		},
		RestApiId: c.RestApiId,
	}
	if name := deref(c.StageName); name != "" {
		was, err := w.Stage(c.RestApiId, name)
		if err != nil {
			return nil, err
		}
		st := was.Stage
		st.DocumentationVersion, st.LastUpdatedDate = c.DocumentationVersion, env.Now.Unix()
		e.Stage = &st
	}
	return e, nil
}

// UpdateDocumentationVersion patches a documentation version's description: the
// parts that it has kept never change.
func UpdateDocumentationVersion(_ events.Env, w projections.World, c apigateway.UpdateDocumentationVersion) (events.Event, error) {
	_, was, err := w.DocumentationVersion(c.RestApiId, c.DocumentationVersion)
	if err != nil {
		return nil, err
	}
	v := was.DocumentationVersion
	if err := documentationVersionPatch.apply(&v, c.PatchOperations); err != nil {
		return nil, err
	}
	return apigateway.DocumentationVersionUpdated{DocumentationVersion: v, RestApiId: c.RestApiId}, nil
}

// documentationVersionPatch is all that UpdateDocumentationVersion may patch:
// https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateDocumentationVersion-Patch
var documentationVersionPatch = replacing(
	texts("/description", func(v *apigateway.DocumentationVersion) *string { return &v.Description }),
)

// DeleteDocumentationVersion takes a documentation version away that no stage shows.
func DeleteDocumentationVersion(_ events.Env, w projections.World, c apigateway.DeleteDocumentationVersion) (events.Event, error) {
	api, v, err := w.DocumentationVersion(c.RestApiId, c.DocumentationVersion)
	if err != nil {
		return nil, err
	}
	for _, st := range api.Stages.All() {
		if st.DocumentationVersion == v.Version {
			return nil, events.Refuse(events.BadRequest, "Active stages pointing to this documentation version must be moved or deleted")
		}
	}
	return apigateway.DocumentationVersionDeleted{DocumentationVersion: v.Version, RestApiId: c.RestApiId}, nil
}

// checkDocumentationVersion refuses a stage that shows documentation which is not
// there. A stage need not show any.
func checkDocumentationVersion(w projections.World, restApiID, version string) error {
	if version == "" {
		return nil
	}
	_, _, err := w.DocumentationVersion(restApiID, version)
	return err
}
