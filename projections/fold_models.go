package projections

import (
	"reel/events"
	"reel/events/apigateway"
)

// applyModels folds the events of models, request validators and gateway
// responses: what deployments keep besides resources and authorizers.
func (s State) applyModels(r events.Recorded) (State, bool) {
	switch e := r.Event.(type) {
	case apigateway.ModelCreated:
		return s.inTree(r, e.RestApiId, func(t *Tree) { t.Models = t.Models.Set(e.Model.Name, &e.Model) }), true
	case apigateway.ModelUpdated:
		return s.inTree(r, e.RestApiId, func(t *Tree) { t.Models = t.Models.Set(e.Model.Name, &e.Model) }), true
	case apigateway.ModelDeleted:
		return s.inTree(r, e.RestApiId, func(t *Tree) { t.Models = t.Models.Delete(e.ModelName) }), true

	case apigateway.RequestValidatorCreated:
		return s.inTree(r, e.RestApiId, func(t *Tree) { t.setValidator(&e.RequestValidator) }), true
	case apigateway.RequestValidatorUpdated:
		return s.inTree(r, e.RestApiId, func(t *Tree) { t.setValidator(&e.RequestValidator) }), true
	case apigateway.RequestValidatorDeleted:
		return s.inTree(r, e.RestApiId, func(t *Tree) {
			t.RequestValidators = t.RequestValidators.Delete(e.RequestValidatorId)
		}), true

	case apigateway.GatewayResponsePut:
		return s.inTree(r, e.RestApiId, func(t *Tree) { t.setGatewayResponse(&e.GatewayResponse) }), true
	case apigateway.GatewayResponseUpdated:
		return s.inTree(r, e.RestApiId, func(t *Tree) { t.setGatewayResponse(&e.GatewayResponse) }), true
	case apigateway.GatewayResponseDeleted:
		return s.inTree(r, e.RestApiId, func(t *Tree) {
			t.GatewayResponses = t.GatewayResponses.Delete(e.ResponseType)
		}), true
	}
	return s, false
}

// inTree is the state with the live tree of a REST API changed; f is given a copy.
func (s State) inTree(r events.Recorded, id string, f func(*Tree)) State {
	return s.tree(r, id, func(t *Tree) *Tree { return t.changed(f) })
}

func (t *Tree) setValidator(v *apigateway.RequestValidator) {
	t.RequestValidators = t.RequestValidators.Set(v.Id, v)
}

func (t *Tree) setGatewayResponse(r *apigateway.GatewayResponse) {
	t.GatewayResponses = t.GatewayResponses.Set(r.ResponseType, r)
}
