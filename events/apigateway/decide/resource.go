package decide

import (
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
			Id: env.NewID(6), ParentId: parent.Id, PathPart: c.PathPart, Path: childPath(parent, c.PathPart),
		},
	}, nil
}

// childPath is the path of a part under a parent. A part may be a dot or two,
// which mean nothing here.
func childPath(parent *apigateway.Resource, part string) string {
	return strings.TrimSuffix(parent.Path, "/") + "/" + part
}

// UpdateResource renames or moves a resource; the paths under it follow.
func UpdateResource(_ events.Env, w projections.World, c apigateway.UpdateResource) (events.Event, error) {
	api, err := w.RestApi(c.RestApiId)
	if err != nil {
		return nil, err
	}
	_, was, err := w.Resource(c.RestApiId, c.ResourceId)
	if err != nil {
		return nil, err
	}
	now := *was
	if err := resourcePatch.apply(&now, c.PatchOperations); err != nil {
		return nil, err
	}
	if now.ParentId == was.ParentId && now.PathPart == was.PathPart {
		return apigateway.ResourceUpdated{RestApiId: c.RestApiId, Resource: now}, nil
	}
	parent := api.Tree.Resources.Get(now.ParentId)
	if parent == nil {
		return nil, events.Refuse(events.NotFound, "Invalid Resource identifier specified")
	}
	if parent.Path == was.Path || strings.HasPrefix(parent.Path, was.Path+"/") {
		return nil, events.Refuse(events.BadRequest, "Resources cannot be cyclical.")
	}
	if err := checkPathPart(api.Tree, parent, now.PathPart, now.Id); err != nil {
		return nil, err
	}
	if isGreedy(now.PathPart) && hasChildren(api.Tree, was) {
		return nil, events.Refuse(events.BadRequest, "Cannot create a child of a resource with a greedy path variable: "+now.PathPart)
	}
	now.Path = childPath(parent, now.PathPart)
	return apigateway.ResourceUpdated{RestApiId: c.RestApiId, Resource: now}, nil
}

// resourcePatch is all that UpdateResource may patch:
// https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateResource-Patch
var resourcePatch = patcher[apigateway.Resource]{
	rules: []rule[apigateway.Resource]{
		{"/parentId", replaceOnly, func(r *apigateway.Resource, o operation) error {
			r.ParentId = o.text()
			return notOnRoot(r, "parentId")
		}},
		{"/pathPart", replaceOnly, func(r *apigateway.Resource, o operation) error {
			r.PathPart = o.text()
			return notOnRoot(r, "pathPart")
		}},
	},
	unknownPath: listingPaths("/parentId", "/pathPart"),
	wrongOp:     chooseSupported,
}

func notOnRoot(r *apigateway.Resource, member string) error {
	if r.Path == "/" {
		return events.Refuse(events.BadRequest, "Root resource cannot update its "+member+".")
	}
	return nil
}

func hasChildren(t *projections.Tree, r *apigateway.Resource) bool {
	for sub := range t.Subtree(r.Path) {
		if sub.Id != r.Id {
			return true
		}
	}
	return false
}

// DeleteResource takes a resource away with all resources under it.
func DeleteResource(_ events.Env, w projections.World, c apigateway.DeleteResource) (events.Event, error) {
	if _, err := w.RestApi(c.RestApiId); err != nil {
		return nil, err
	}
	_, r, err := w.Resource(c.RestApiId, c.ResourceId)
	if err != nil {
		return nil, err
	}
	if r.Path == "/" {
		return nil, events.Refuse(events.BadRequest, "Root resource cannot be deleted.")
	}
	return apigateway.ResourceDeleted{RestApiId: c.RestApiId, ResourceId: c.ResourceId}, nil
}

// A path part is a name, or a variable, greedy or not, in braces.
var pathPart = regexp.MustCompile(`^([a-zA-Z0-9._\-:]+|\{[a-zA-Z0-9._\-:]+\+?\})$`)

// checkPathPart refuses a path part that may not stand under parent; self is the
// resource that is being renamed, if it exists already.
func checkPathPart(t *projections.Tree, parent *apigateway.Resource, part, self string) error {
	other := func(r *apigateway.Resource) *apigateway.Resource {
		if r != nil && r.Id == self {
			return nil
		}
		return r
	}
	return checkPart(parent, part, other(t.Child(parent.Id, part)), other(t.VariableChild(parent.Id)))
}

// checkPart refuses a path part that may not stand under parent beside one of the
// same name or another variable; both are nil when there is none.
func checkPart(parent *apigateway.Resource, part string, same, variable *apigateway.Resource) error {
	switch {
	case !pathPart.MatchString(part):
		return events.Refuse(events.BadRequest, "Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the beginning and the end.")
	case isGreedy(parent.PathPart):
		return events.Refuse(events.BadRequest, "Cannot create a child of a resource with a greedy path variable: "+parent.PathPart)
	case same != nil:
		return events.Refuse(events.Conflict, "Another resource with the same parent already has this name: "+part)
	case strings.HasPrefix(part, "{") && variable != nil:
		return events.Refuse(events.BadRequest, "A sibling ("+variable.PathPart+") of this resource already has a variable path part -- only one is allowed")
	}
	return nil
}

func isGreedy(part string) bool { return strings.HasSuffix(part, "+}") }
