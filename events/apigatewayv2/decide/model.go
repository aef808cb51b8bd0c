package decide

import (
	"cmp"
	"regexp"

	"reel/events"
	v1 "reel/events/apigateway/decide"
	"reel/events/apigatewayv2"
	"reel/projections"
)

const noModels = "Currently, Models are not permitted for APIs with a protocol type of HTTP"

// CreateModel makes a model of a WebSocket API.
func CreateModel(env events.Env, w projections.World, c apigatewayv2.CreateModel) (events.Event, error) {
	api, err := w.Api(c.ApiId)
	if err != nil {
		return nil, err
	}
	m := apigatewayv2.Model{
		ContentType: deref(c.ContentType), Description: deref(c.Description), ModelId: env.NewID(6), Name: c.Name, Schema: c.Schema,
	}
	if err := checkModel(api.Tree, &m); err != nil {
		return nil, err
	}
	return AutoDeploys(env, w, apigatewayv2.ModelCreated{ApiId: c.ApiId, Model: m})
}

// UpdateModel merges what is given into a model.
func UpdateModel(env events.Env, w projections.World, c apigatewayv2.UpdateModel) (events.Event, error) {
	api, was, err := w.ApiModel(c.ApiId, c.ModelId)
	if err != nil {
		return nil, err
	}
	m := *was
	set(&m.ContentType, c.ContentType)
	set(&m.Description, c.Description)
	set(&m.Name, c.Name)
	set(&m.Schema, c.Schema)
	if m.Name != was.Name {
		if routes := modelUsers(api.Tree, was.Name); routes != "" {
			return nil, events.Refuse(events.Conflict, "%s", "Cannot rename Model because it is referenced by the following Routes with Ids: "+routes)
		}
	}
	if err := checkModel(api.Tree, &m); err != nil {
		return nil, err
	}
	return AutoDeploys(env, w, apigatewayv2.ModelUpdated{ApiId: c.ApiId, Model: m})
}

// DeleteModel takes a model away that no route names.
func DeleteModel(env events.Env, w projections.World, c apigatewayv2.DeleteModel) (events.Event, error) {
	api, m, err := w.ApiModel(c.ApiId, c.ModelId)
	if err != nil {
		return nil, err
	}
	if routes := modelUsers(api.Tree, m.Name); routes != "" {
		return nil, events.Refuse(events.Conflict, "%s", "Cannot delete Model because it is referenced by the following Routes with Ids: "+routes)
	}
	return AutoDeploys(env, w, apigatewayv2.ModelDeleted{ApiId: c.ApiId, ModelId: c.ModelId})
}

// modelUsers are the routes that name a model, for themselves or for a response.
func modelUsers(t *projections.ApiTree, name string) string {
	return routesWith(t, func(r *projections.Route) bool {
		for _, response := range r.Responses.All() {
			if holds(response.ResponseModels, name) {
				return true
			}
		}
		return holds(r.RequestModels, name)
	})
}

func holds(m map[string]string, value string) bool {
	for _, v := range m {
		if v == value {
			return true
		}
	}
	return false
}

// maxSchema is how long the schema of a model may be, in bytes (AWS's model: 32K).
const maxSchema = 32 << 10

var modelName = regexp.MustCompile(`^[a-zA-Z0-9]{1,128}$`)

func checkModel(t *projections.ApiTree, m *apigatewayv2.Model) error {
	m.ContentType = cmp.Or(m.ContentType, "application/json")
	switch other := t.ModelNamed(m.Name); {
	case t.ProtocolType == apigatewayv2.HTTP:
		return refuse(noModels)
	case m.Name == "":
		return refuse("Model name must be non-empty")
	case !modelName.MatchString(m.Name):
		return refuse("Model name must be alphanumeric: %s", cut(m.Name))
	case other != nil && other.ModelId != m.ModelId:
		return events.Refuse(events.Conflict, "Model with name %s already exists for this API", m.Name)
	case len(m.Schema) > maxSchema:
		return refuse("Invalid model schema specified. A schema can have at most %d bytes.", maxSchema)
	}
	return first(
		checkLength("contentType", m.ContentType, 1, 256),
		checkLength("description", m.Description, 0, 1024),
		v1.CheckSchema(t.ApiId, m.Name, m.ContentType, m.Schema, func(name string) bool { return t.ModelNamed(name) != nil }),
	)
}
