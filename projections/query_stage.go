package projections

import (
	"reel/events"
	"reel/events/apigateway"
)

// A Stage is a stage of a REST API together with what it serves. Its trees are
// the only answer to the question what a stage serves: later changes of the API
// are invisible to it until it is moved to another deployment.
type Stage struct {
	apigateway.Stage
	RestApiId string

	api *RestApi
}

// Stage is a stage of a REST API, or AWS's refusal.
func (w World) Stage(restApiID, name string) (Stage, error) {
	api, err := w.RestApi(restApiID)
	if err != nil {
		return Stage{}, err
	}
	if st := api.Stages.Get(name); st != nil {
		return Stage{*st, restApiID, api}, nil
	}
	return Stage{}, events.Refuse(events.NotFound, "Invalid Stage identifier specified")
}

// Tree is what the stage serves: the tree of its deployment. It is nil when
// there is no such deployment, which no command brings about.
func (s Stage) Tree() *Tree { return s.api.deployment(s.DeploymentId) }

// CanaryTree is what the stage serves to its canary's share of the traffic, nil
// when it has no canary.
func (s Stage) CanaryTree() *Tree {
	if s.CanarySettings == nil {
		return nil
	}
	return s.api.deployment(s.CanarySettings.DeploymentId)
}

// deployment is the tree that a deployment has kept, nil if there is none.
func (api *RestApi) deployment(id string) *Tree {
	if d := api.Deployments.Get(id); d != nil {
		return d.Tree
	}
	return nil
}
