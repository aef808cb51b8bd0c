package decide

import (
	"maps"

	"reel/events"
	"reel/events/apigateway"
	"reel/projections"
)

// CreateDeployment deploys a REST API as it is now. With a stage's name it also
// makes the stage, or moves it; with canary settings it gives the deployment to
// the stage's canary instead.
func CreateDeployment(env events.Env, w projections.World, c apigateway.CreateDeployment) (events.Event, error) {
	api, err := w.RestApi(c.RestApiId)
	if err != nil {
		return nil, err
	}
	if err := checkDeployment(api, c); err != nil {
		return nil, err
	}
	if err := checkDeployable(api.Tree); err != nil {
		return nil, err
	}
	d := apigateway.Deployment{CreatedDate: env.Now.Unix(), Description: deref(c.Description), Id: env.NewID(6)}
	e := apigateway.DeploymentCreated{Deployment: d, RestApiId: c.RestApiId}
	if name := deref(c.StageName); name != "" {
		e.Stage = deployedStage(env, api.Stages.Get(name), d, c)
	}
	return e, nil
}

// checkDeployment refuses what cannot be done with the stage. An empty stage
// name means no stage, except to a canary.
func checkDeployment(api *projections.RestApi, c apigateway.CreateDeployment) error {
	const content = "Invalid deployment content specified."
	name := deref(c.StageName)
	if c.CanarySettings != nil {
		given := name
		if c.StageName == nil {
			given = "null"
		}
		switch {
		case name == "":
			return events.Refuse(events.BadRequest, content+"Non null and non empty stageName must be provided for canary deployment. Provided value is "+given)
		case api.Stages.Get(name) == nil:
			return events.Refuse(events.BadRequest, content+"Stage "+name+" must already be created before making a canary release deployment")
		}
		if err := checkCanary(deref(c.CanarySettings.PercentTraffic), c.CanarySettings.StageVariableOverrides); err != nil {
			return err
		}
	}
	if name == "" {
		return nil
	}
	if err := checkStageName(name); err != nil {
		return err
	}
	return checkVariables(c.Variables)
}

// checkDeployable refuses to deploy an API that could not serve a call.
func checkDeployable(t *projections.Tree) error {
	methods := 0
	for r := range t.Subtree("/") {
		for _, m := range r.ResourceMethods {
			if m.MethodIntegration == nil {
				return events.Refuse(events.BadRequest, "No integration defined for method")
			}
			methods++
		}
	}
	switch e := t.EndpointConfiguration; {
	case methods == 0:
		return events.Refuse(events.BadRequest, "The REST API doesn't contain any methods")
	case e != nil && len(e.Types) > 0 && e.Types[0] == "PRIVATE" && t.Policy == "":
		return events.Refuse(events.BadRequest, "Private REST API doesn't have a resource policy attached to it")
	}
	return nil
}

// deployedStage is the stage that a deployment is made for, as it is afterwards:
// a new one, or the old one with what the caller gives.
func deployedStage(env events.Env, was *apigateway.Stage, d apigateway.Deployment, c apigateway.CreateDeployment) *apigateway.Stage {
	st := newStage(env, *c.StageName, d.Id)
	if was != nil {
		st = cloneStage(*was)
		st.LastUpdatedDate = env.Now.Unix()
	}
	if c.CanarySettings != nil {
		st.CanarySettings = &apigateway.CanarySettings{
			DeploymentId:           d.Id,
			PercentTraffic:         deref(c.CanarySettings.PercentTraffic),
			StageVariableOverrides: maps.Clone(c.CanarySettings.StageVariableOverrides),
			UseStageCache:          deref(c.CanarySettings.UseStageCache),
		}
	} else {
		st.DeploymentId = d.Id
	}
	if c.Variables != nil {
		st.Variables = maps.Clone(c.Variables)
	}
	st.Description = valueOr(c.StageDescription, st.Description)
	st.TracingEnabled = valueOr(c.TracingEnabled, st.TracingEnabled)
	st.CacheClusterEnabled = valueOr(c.CacheClusterEnabled, st.CacheClusterEnabled)
	st.CacheClusterSize = valueOr(c.CacheClusterSize, st.CacheClusterSize)
	settleCache(&st)
	return &st
}

// UpdateDeployment patches a deployment's description: what it has kept of the
// API never changes.
func UpdateDeployment(_ events.Env, w projections.World, c apigateway.UpdateDeployment) (events.Event, error) {
	_, d, err := w.Deployment(c.RestApiId, c.DeploymentId)
	if err != nil {
		return nil, err
	}
	now := d.Deployment
	if err := deploymentPatch.apply(&now, c.PatchOperations); err != nil {
		return nil, err
	}
	return apigateway.DeploymentUpdated{Deployment: now, RestApiId: c.RestApiId}, nil
}

// deploymentPatch is all that UpdateDeployment may patch:
// https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateDeployment-Patch
var deploymentPatch = patcher[apigateway.Deployment]{
	rules: []rule[apigateway.Deployment]{
		{"/description", anyEdit, func(d *apigateway.Deployment, o operation) error {
			d.Description = o.edited()
			return nil
		}},
	},
	unknownPath: listingPaths("/description"),
	wrongOp:     chooseSupported,
}

// DeleteDeployment takes a deployment away that no stage serves.
func DeleteDeployment(_ events.Env, w projections.World, c apigateway.DeleteDeployment) (events.Event, error) {
	api, _, err := w.Deployment(c.RestApiId, c.DeploymentId)
	if err != nil {
		return nil, err
	}
	for _, st := range api.Stages.All() {
		if st.DeploymentId == c.DeploymentId || st.CanarySettings != nil && st.CanarySettings.DeploymentId == c.DeploymentId {
			return nil, events.Refuse(events.BadRequest, "Active stages pointing to this deployment must be moved or deleted")
		}
	}
	return apigateway.DeploymentDeleted{DeploymentId: c.DeploymentId, RestApiId: c.RestApiId}, nil
}
