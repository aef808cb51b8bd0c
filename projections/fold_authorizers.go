package projections

import (
	"reel/events"
	"reel/events/apigateway"
)

// applyAuthorizers folds the events of authorizers.
func (s State) applyAuthorizers(r events.Recorded) (State, bool) {
	switch e := r.Event.(type) {
	case apigateway.AuthorizerCreated:
		return s.tree(r, e.RestApiId, func(t *Tree) *Tree { return t.withAuthorizer(e.Authorizer) }), true
	case apigateway.AuthorizerUpdated:
		return s.tree(r, e.RestApiId, func(t *Tree) *Tree { return t.withAuthorizer(e.Authorizer) }), true
	case apigateway.AuthorizerDeleted:
		return s.tree(r, e.RestApiId, func(t *Tree) *Tree {
			return t.changed(func(t *Tree) { t.Authorizers = t.Authorizers.Delete(e.AuthorizerId) })
		}), true
	}
	return s, false
}

func (t *Tree) withAuthorizer(a apigateway.Authorizer) *Tree {
	return t.changed(func(t *Tree) { t.Authorizers = t.Authorizers.Set(a.Id, &a) })
}
