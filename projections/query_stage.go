package projections

import (
	"iter"
	"strings"

	"reel/events"
	"reel/events/apigateway"
)

// A Stage is a stage of a REST API together with what it serves. Its trees are
// the only answer to the question what a stage serves: later changes of the API
// are invisible to it until it is moved to another deployment.
type Stage struct {
	apigateway.Stage
	RestApiId string
	Caches    Caches // how often its caches were emptied

	api *RestApi
}

// Stage is a stage of a REST API, or AWS's refusal.
func (w World) Stage(restApiID, name string) (Stage, error) {
	api, err := w.RestApi(restApiID)
	if err != nil {
		return Stage{}, err
	}
	if st := api.Stages.Get(name); st != nil {
		var caches Caches
		if c := api.Caches.Get(name); c != nil {
			caches = *c
		}
		return Stage{*st, restApiID, caches, api}, nil
	}
	return Stage{}, events.Refuse(events.NotFound, "Invalid Stage identifier specified")
}

// Stages yields the stages of all REST APIs of the account and region.
func (w World) Stages() iter.Seq[Stage] {
	return func(yield func(Stage) bool) {
		for id, api := range w.region.RestApis.All() {
			for name := range api.Stages.All() {
				if st, err := w.Stage(id, name); err == nil && !yield(st) {
					return
				}
			}
		}
	}
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

// Setting is how the stage treats a method: its own setting, or that of all
// methods; ok is false when there is neither.
func (s Stage) Setting(path, verb string) (_ apigateway.MethodSetting, ok bool) {
	if own, ok := s.OwnSetting(path, verb); ok {
		return own, true
	}
	all, ok := s.MethodSettings["*/*"]
	return all, ok
}

// OwnSetting is the setting of one method alone; ok is false when it has none. A
// setting names its resource as its caller did, as ~1pets~1{id} or, as Terraform
// does, without the first slash; of two that name one method the first counts.
func (s Stage) OwnSetting(path, verb string) (_ apigateway.MethodSetting, ok bool) {
	path = strings.Trim(path, "/")
	var found string
	for key := range s.MethodSettings {
		resource, method, _ := strings.Cut(key, "/")
		if method == verb && resource != "*" && resourceOf(resource) == path && (!ok || key < found) {
			found, ok = key, true
		}
	}
	return s.MethodSettings[found], ok
}

// resourceOf is the path that a setting names, without the slashes around it.
func resourceOf(escaped string) string {
	if strings.Contains(escaped, "~") {
		escaped = strings.NewReplacer("~1", "/", "~0", "~").Replace(escaped)
	}
	return strings.Trim(escaped, "/")
}

// GetStage answers GetStage.
func (w World) GetStage(c apigateway.GetStage) (apigateway.Stage, error) {
	st, err := w.Stage(c.RestApiId, c.StageName)
	return st.Stage, err
}

// GetStages answers GetStages: all stages, or those of one deployment.
func (w World) GetStages(c apigateway.GetStages) (Listing, error) {
	api, err := w.RestApi(c.RestApiId)
	if err != nil {
		return Listing{}, err
	}
	return listing(api.Stages, func(st *apigateway.Stage) any {
		if c.DeploymentId != nil && st.DeploymentId != *c.DeploymentId {
			return nil
		}
		return st
	}), nil
}
