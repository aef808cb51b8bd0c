package decide

import (
	"maps"
	"regexp"
	"slices"

	"reel/events"
	"reel/projections"
)

// What methods refer to by id or name must be there before it is referred to.

// hasModel tells whether a REST API has a model of the given name.
func hasModel(t *projections.Tree, name string) bool { return t.Models.Get(name) != nil }

// hasValidator tells whether a REST API has a request validator of the given id.
func hasValidator(t *projections.Tree, id string) bool { return t.RequestValidators.Get(id) != nil }

// hasAuthorizer tells whether a REST API has an authorizer of the given id that
// goes with a method's authorization type: CUSTOM is for those of functions,
// COGNITO_USER_POOLS for its own.
func hasAuthorizer(t *projections.Tree, authorizationType, id string) bool {
	a := t.Authorizers.Get(id)
	return a != nil && (a.Type == "COGNITO_USER_POOLS") == (authorizationType == "COGNITO_USER_POOLS")
}

// checkModels refuses a content type that is none and a model that is not there.
func checkModels(t *projections.Tree, models map[string]string) error {
	if err := checkContentTypes(models); err != nil {
		return err
	}
	for _, contentType := range slices.Sorted(maps.Keys(models)) {
		if name := models[contentType]; !hasModel(t, name) {
			return events.Refuse(events.BadRequest, "Invalid model identifier specified: "+name)
		}
	}
	return nil
}

// A content type has a type and a subtype, and perhaps parameters.
var contentType = regexp.MustCompile(`^[^\s/;]+/[^\s/;]+(\s*;.*)?$`)

// checkContentTypes refuses keys of a map by content type that are none.
func checkContentTypes[V any](m map[string]V) error {
	var wrong found
	for _, key := range slices.Sorted(maps.Keys(m)) {
		if !contentType.MatchString(key) {
			wrong = append(wrong, "Invalid content type specified: "+key)
		}
	}
	return wrong.refused("")
}
