package decide

import (
	"reel/events"
	"reel/events/apigatewayv2"
	"reel/projections"
)

const noRoutes = "At least one route is required before deploying the Api."

// CreateDeployment deploys an API as it is now. With a stage's name it moves the
// stage to it.
func CreateDeployment(env events.Env, w projections.World, c apigatewayv2.CreateDeployment) (events.Event, error) {
	api, err := w.Api(c.ApiId)
	if err != nil {
		return nil, err
	}
	if err := checkOptional("description", c.Description, 0, 1024); err != nil {
		return nil, err
	}
	if api.Tree.Routes.Len() == 0 {
		return nil, refuse(noRoutes)
	}
	e := apigatewayv2.DeploymentCreated{ApiId: c.ApiId, Deployment: newDeployment(env, deref(c.Description))}
	if name := deref(c.StageName); name != "" {
		st, err := api.Stage(name)
		if err != nil {
			return nil, err
		}
		if st.AutoDeploy {
			return nil, refuse(deploysItself)
		}
		st.DeploymentId, st.LastUpdatedDate = e.Deployment.DeploymentId, timestamp(env)
		e.Stage = &st.Stage
	}
	return e, nil
}

const deploysItself = "Deployment ID cannot be set on this stage because AutoDeploy is enabled"

func newDeployment(env events.Env, description string) apigatewayv2.Deployment {
	return apigatewayv2.Deployment{
		CreatedDate: timestamp(env), DeploymentId: env.NewID(6), DeploymentStatus: "DEPLOYED", Description: description,
	}
}

// UpdateDeployment changes a deployment's description: what it has kept of the
// API never changes.
func UpdateDeployment(_ events.Env, w projections.World, c apigatewayv2.UpdateDeployment) (events.Event, error) {
	api, err := w.Api(c.ApiId)
	if err != nil {
		return nil, err
	}
	was, err := api.Deployment(c.DeploymentId)
	if err != nil {
		return nil, err
	}
	d := was.Deployment
	set(&d.Description, c.Description)
	if err := checkLength("description", d.Description, 0, 1024); err != nil {
		return nil, err
	}
	return apigatewayv2.DeploymentUpdated{ApiId: c.ApiId, Deployment: d}, nil
}

// DeleteDeployment takes a deployment away that no stage serves.
func DeleteDeployment(_ events.Env, w projections.World, c apigatewayv2.DeleteDeployment) (events.Event, error) {
	api, err := w.Api(c.ApiId)
	if err != nil {
		return nil, err
	}
	if _, err := api.Deployment(c.DeploymentId); err != nil {
		return nil, err
	}
	for _, st := range api.Stages.All() {
		if st.DeploymentId == c.DeploymentId {
			return nil, refuse("Active stages pointing to this deployment must be moved or deleted")
		}
	}
	return apigatewayv2.DeploymentDeleted{ApiId: c.ApiId, DeploymentId: c.DeploymentId}, nil
}
