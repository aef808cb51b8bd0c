package apigatewayv2

import "reel/events"

// A Deployment is a snapshot of an API that stages serve, as GetDeployment shows it.
// See https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-deployments-deploymentid.html.
type Deployment struct {
	AutoDeployed            bool   `json:"autoDeployed"`
	CreatedDate             string `json:"createdDate"`
	DeploymentId            string `json:"deploymentId"`
	DeploymentStatus        string `json:"deploymentStatus"` // DEPLOYED
	DeploymentStatusMessage string `json:"deploymentStatusMessage,omitempty"`
	Description             string `json:"description,omitempty"`
}

// Deploys is what every event has that can change what an API's stages with
// autoDeploy serve: the deployments that were made of the change.
type Deploys struct {
	AutoDeployed []AutoDeployment `json:"autoDeployed,omitempty"`
}

// Deployed are the deployments that were made of the change.
func (d Deploys) Deployed() []AutoDeployment { return d.AutoDeployed }

// Deploy notes the deployments that were made of the change.
func (d *Deploys) Deploy(made []AutoDeployment) { d.AutoDeployed = made }

// An AutoDeployment is the API deployed to a stage with autoDeploy as it is
// after the change, or the attempt.
type AutoDeployment struct {
	Deployment *Deployment `json:"deployment,omitempty"` // nil when the attempt failed
	Message    string      `json:"message"`              // the stage's lastDeploymentStatusMessage
	StageName  string      `json:"stageName"`
}

// DeploymentCreated says that an API was deployed as it was at this moment. The
// fold keeps the API's tree by its pointer; the event need not repeat it.
type DeploymentCreated struct {
	ApiId      string     `json:"apiId"`
	Deployment Deployment `json:"deployment"`
	Stage      *Stage     `json:"stage,omitempty"` // the stage moved to it, as it is afterwards
}

// DeploymentUpdated says that a deployment's description has changed.
type DeploymentUpdated struct {
	ApiId      string     `json:"apiId"`
	Deployment Deployment `json:"deployment"`
}

// DeploymentDeleted says that a deployment is gone.
type DeploymentDeleted struct {
	ApiId        string `json:"apiId"`
	DeploymentId string `json:"deploymentId"`
}

// DeploymentSubject is the subject of a deployment of an API.
func DeploymentSubject(apiId, id string) string { return ApiSubject(apiId) + "/deployments/" + id }

// Subject is the new deployment.
func (e DeploymentCreated) Subject() string {
	return DeploymentSubject(e.ApiId, e.Deployment.DeploymentId)
}

// Subject is the changed deployment.
func (e DeploymentUpdated) Subject() string {
	return DeploymentSubject(e.ApiId, e.Deployment.DeploymentId)
}

// Subject is the deployment that is gone.
func (e DeploymentDeleted) Subject() string { return DeploymentSubject(e.ApiId, e.DeploymentId) }

// Noun is the new deployment.
func (e DeploymentCreated) Noun() any { return e.Deployment }

// Noun is the deployment as it is afterwards.
func (e DeploymentUpdated) Noun() any { return e.Deployment }

func init() {
	events.Register[DeploymentCreated]("apigatewayv2.DeploymentCreated")
	events.Register[DeploymentUpdated]("apigatewayv2.DeploymentUpdated")
	events.Register[DeploymentDeleted]("apigatewayv2.DeploymentDeleted")
}
