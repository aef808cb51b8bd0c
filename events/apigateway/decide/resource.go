package decide

import (
	"path"
	"regexp"
	"strings"

	"reel/events"
	"reel/events/apigateway"
	"reel/projections"
)

// CreateResource refuses what AWS refuses, in AWS's order and words.
func CreateResource(env events.Env, w projections.World, c apigateway.CreateResource) (events.Event, error) {
	api, err := w.RestApi(c.RestApiId)
	if err != nil {
		return nil, err
	}
	parent := api.Tree.Resources.Get(c.ParentId)
	if parent == nil {
		return nil, events.Refuse(events.NotFound, "Invalid Resource identifier specified")
	}
	if err := checkPathPart(api.Tree, parent, c.PathPart, ""); err != nil {
		return nil, err
	}
	return apigateway.ResourceCreated{
		RestApiId: c.RestApiId,
		Resource: apigateway.Resource{
			Id: env.NewID(6), ParentId: parent.Id, PathPart: c.PathPart, Path: path.Join(parent.Path, c.PathPart),
		},
	}, nil
}

// A path part is a name, or a variable, greedy or not, in braces.
var pathPart = regexp.MustCompile(`^([a-zA-Z0-9._\-:]+|\{[a-zA-Z0-9._\-:]+\+?\})$`)

// checkPathPart refuses a path part that may not stand under parent; self is the
// resource that is being renamed, if it exists already.
func checkPathPart(t *projections.Tree, parent *apigateway.Resource, part, self string) error {
	if !pathPart.MatchString(part) {
		return events.Refuse(events.BadRequest, "Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the beginning and the end.")
	}
	if isGreedy(parent.PathPart) {
		return events.Refuse(events.BadRequest, "Cannot create a child of a resource with a greedy path variable: "+parent.PathPart)
	}
	if same := t.Child(parent.Id, part); same != nil && same.Id != self {
		return events.Refuse(events.Conflict, "Another resource with the same parent already has this name: "+part)
	}
	if sibling := t.VariableChild(parent.Id); strings.HasPrefix(part, "{") && sibling != nil && sibling.Id != self {
		return events.Refuse(events.BadRequest, "A sibling ("+sibling.PathPart+") of this resource already has a variable path part -- only one is allowed")
	}
	return nil
}

func isGreedy(part string) bool { return strings.HasSuffix(part, "+}") }
