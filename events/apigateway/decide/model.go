package decide

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"reel/events"
	"reel/events/apigateway"
	"reel/projections"
)

// CreateModel makes a model of a REST API.
func CreateModel(env events.Env, w projections.World, c apigateway.CreateModel) (events.Event, error) {
	api, err := w.RestApi(c.RestApiId)
	if err != nil {
		return nil, err
	}
	m := apigateway.Model{
		ContentType: c.ContentType, Description: deref(c.Description), Id: env.NewID(6),
		Name: c.Name, Schema: deref(c.Schema),
	}
	if err := checkModelName(m.Name); err != nil {
		return nil, err
	}
	if err := checkSchema(api.Tree, m); err != nil {
		return nil, err
	}
	if api.Tree.Models.Get(m.Name) != nil {
		return nil, events.Refuse(events.Conflict, "Model name already exists for this REST API")
	}
	return apigateway.ModelCreated{Model: m, RestApiId: c.RestApiId}, nil
}

var modelName = regexp.MustCompile(`^[a-zA-Z0-9]+$`)

func checkModelName(name string) error {
	switch {
	case name == "":
		return events.Refuse(events.BadRequest, "Model name must be non-empty")
	case !modelName.MatchString(name):
		return events.Refuse(events.BadRequest, "Model name must be alphanumeric: "+name)
	}
	return nil
}

// UpdateModel patches a model's description and schema.
func UpdateModel(_ events.Env, w projections.World, c apigateway.UpdateModel) (events.Event, error) {
	api, was, err := w.Model(c.RestApiId, c.ModelName)
	if err != nil {
		return nil, err
	}
	m := *was
	if err := modelPatch.apply(&m, c.PatchOperations); err != nil {
		return nil, err
	}
	if m.Schema != was.Schema { // one that was imported stays as it is
		if err := checkSchema(api.Tree, m); err != nil {
			return nil, err
		}
	}
	return apigateway.ModelUpdated{Model: m, RestApiId: c.RestApiId}, nil
}

// modelPatch is all that UpdateModel may patch:
// https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateModel-Patch
var modelPatch = replacing(
	texts("/description", func(m *apigateway.Model) *string { return &m.Description }),
	texts("/schema", func(m *apigateway.Model) *string { return &m.Schema }),
)

// DeleteModel takes a model away that nothing refers to.
func DeleteModel(_ events.Env, w projections.World, c apigateway.DeleteModel) (events.Event, error) {
	api, m, err := w.Model(c.RestApiId, c.ModelName)
	if err != nil {
		return nil, err
	}
	if user := modelUser(api.Tree, m.Name); user != "" {
		return nil, events.Refuse(events.Conflict, "Cannot delete model '"+m.Name+"', is referenced in "+user)
	}
	return apigateway.ModelDeleted{ModelName: m.Name, RestApiId: c.RestApiId}, nil
}

// modelUser is what refers to a model, in AWS's words; of several, AWS names the
// last method by path (recorded on AWS: "method request: //ANY" of the root's,
// "method response: /pets/GET" of another's).
func modelUser(t *projections.Tree, name string) (user string) {
	for _, m := range t.Models.All() {
		if m.Name != name && slices.Contains(projections.ReferredModels(t.Id, m.Schema), name) {
			user = "model: " + m.Name
		}
	}
	for r := range t.Subtree("/") {
		for _, verb := range slices.Sorted(maps.Keys(r.ResourceMethods)) {
			m := r.ResourceMethods[verb]
			for _, response := range m.MethodResponses {
				if holds(response.ResponseModels, name) {
					user = "method response: " + r.Path + "/" + verb
				}
			}
			if holds(m.RequestModels, name) {
				user = "method request: " + r.Path + "/" + verb
			}
		}
	}
	return user
}

// holds tells whether a map has a value under whatever key.
func holds(m map[string]string, value string) bool {
	for _, v := range m {
		if v == value {
			return true
		}
	}
	return false
}

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
		models[i].Schema = strings.ReplaceAll(models[i].Schema, projections.ModelURL(t.Id, ""), projections.ModelURL(restApiID, ""))
	}
	return models
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
