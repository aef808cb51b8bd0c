package decide

import (
	"time"

	"reel/events"
	"reel/events/apigatewayv2"
	"reel/projections"
)

// A deploying event is one that can change what stages with autoDeploy serve.
type deploying[E any] interface {
	*E
	Deploy([]apigatewayv2.AutoDeployment)
}

// AutoDeploys is what an event becomes where stages deploy by themselves: it
// carries the deployments that the change leads to. Every decision that changes
// an API ends with it. A stage is deployed to when the API's tree is another one
// after the event, or when the stage has only now come to deploy by itself.
func AutoDeploys[E events.Event, P deploying[E]](env events.Env, w projections.World, e E) (events.Event, error) {
	id := apigatewayv2.ApiOf(e.Subject())
	after, err := w.After(e)
	if err != nil {
		return nil, err
	}
	now, err := after.Api(id)
	if err != nil {
		return nil, err
	}
	was, err := w.Api(id)
	if err != nil {
		was = &projections.Api{} // it is new
	}
	var made []apigatewayv2.AutoDeployment
	for name, st := range now.Stages.All() {
		if st.AutoDeploy && (now.Tree != was.Tree || !deploysAlready(was, name)) {
			made = append(made, autoDeployment(env, now.Tree, name))
		}
	}
	P(&e).Deploy(made)
	return e, nil
}

func deploysAlready(api *projections.Api, stage string) bool {
	st := api.Stages.Get(stage)
	return st != nil && st.AutoDeploy
}

// autoDeployment deploys a tree to a stage. A tree that cannot be deployed does
// not fail the change: the stage tells of the attempt (recorded on AWS).
func autoDeployment(env events.Env, t *projections.ApiTree, stage string) apigatewayv2.AutoDeployment {
	if t.Routes.Len() == 0 {
		return apigatewayv2.AutoDeployment{Message: "Deployment attempt failed: " + noRoutes, StageName: stage}
	}
	d := newDeployment(env, "Automatic deployment triggered by changes to the Api configuration")
	d.AutoDeployed = true
	return apigatewayv2.AutoDeployment{
		Deployment: &d,
		Message:    "Successfully deployed stage with deployment ID '" + d.DeploymentId + "'",
		StageName:  stage,
	}
}

// timestamp is recorded time as version 2 writes it.
func timestamp(env events.Env) string { return env.Now.Format(time.RFC3339) }
