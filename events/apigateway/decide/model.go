package decide

import (
	"slices"
	"strings"

	"reel/events"
	"reel/events/apigateway"
	"reel/projections"
)

// firstModels are the models that every REST API starts with, as GetModels of a
// new one shows them (recorded on AWS).
func firstModels(env events.Env) []apigateway.Model {
	return []apigateway.Model{{
		ContentType: "application/json",
		Description: "This is a default empty schema model",
		Id:          env.NewID(6),
		Name:        "Empty",
		Schema:      "{\n  \"$schema\": \"http://json-schema.org/draft-04/schema#\",\n  \"title\" : \"Empty Schema\",\n  \"type\" : \"object\"\n}",
	}, {
		ContentType: "application/json",
		Description: "This is a default error schema model",
		Id:          env.NewID(6),
		Name:        "Error",
		Schema:      "{\n  \"$schema\" : \"http://json-schema.org/draft-04/schema#\",\n  \"title\" : \"Error Schema\",\n  \"type\" : \"object\",\n  \"properties\" : {\n    \"message\" : { \"type\" : \"string\" }\n  }\n}",
	}}
}

// cloneModels are the models of a tree with their references to each other
// pointing into the new API.
func cloneModels(t *projections.Tree, restApiID string) []apigateway.Model {
	models := rows(t.Models)
	for i := range models {
		models[i].Schema = strings.ReplaceAll(models[i].Schema, modelURL(t.Id, ""), modelURL(restApiID, ""))
	}
	return models
}

// modelURL is how the schema of a model refers to another one of its API.
// See https://docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings-models.html.
func modelURL(restApiID, name string) string {
	return "https://apigateway.amazonaws.com/restapis/" + restApiID + "/models/" + name
}

// rows are copies of a table's rows in the order of their names.
func rows[N any](t projections.Table[N]) []N {
	return slices.Collect(func(yield func(N) bool) {
		for _, row := range t.All() {
			if !yield(*row) {
				return
			}
		}
	})
}
