package apigateway

import "reel/events"

// A Deployment is a snapshot of a REST API that stages serve, as GetDeployment
// shows it.
// See https://docs.aws.amazon.com/apigateway/latest/api/API_Deployment.html.
type Deployment struct {
	// ApiSummary is shown only when it is asked for: path to verb to a glance
	// at the method. It is never in an event: the snapshot says it.
	ApiSummary  map[string]map[string]MethodSnapshot `json:"apiSummary,omitempty"`
	CreatedDate int64                                `json:"createdDate"` // seconds since 1970
	Description string                               `json:"description,omitempty"`
	Id          string                               `json:"id"`
}

// A MethodSnapshot is a glance at a method in a deployment's summary.
// See https://docs.aws.amazon.com/apigateway/latest/api/API_MethodSnapshot.html.
type MethodSnapshot struct {
	ApiKeyRequired    bool   `json:"apiKeyRequired"`
	AuthorizationType string `json:"authorizationType"`
}

// DeploymentCreated says that a REST API was deployed as it was at this moment.
// The fold keeps the API's tree by its pointer; the event need not repeat it.
type DeploymentCreated struct {
	Deployment Deployment `json:"deployment"`
	RestApiId  string     `json:"restApiId"`
	Stage      *Stage     `json:"stage,omitempty"` // the stage made for it or moved to it, as it is afterwards
}

// DeploymentUpdated says that a deployment's description has changed.
type DeploymentUpdated struct {
	Deployment Deployment `json:"deployment"`
	RestApiId  string     `json:"restApiId"`
}

// DeploymentDeleted says that a deployment is gone.
type DeploymentDeleted struct {
	DeploymentId string `json:"deploymentId"`
	RestApiId    string `json:"restApiId"`
}

// DeploymentSubject is the subject of a deployment of a REST API.
func DeploymentSubject(restApiId, id string) string {
	return RestApiSubject(restApiId) + "/deployments/" + id
}

// Subject is the new deployment.
func (e DeploymentCreated) Subject() string { return DeploymentSubject(e.RestApiId, e.Deployment.Id) }

// Subject is the changed deployment.
func (e DeploymentUpdated) Subject() string { return DeploymentSubject(e.RestApiId, e.Deployment.Id) }

// Subject is the deployment that is gone.
func (e DeploymentDeleted) Subject() string { return DeploymentSubject(e.RestApiId, e.DeploymentId) }

// Noun is the new deployment.
func (e DeploymentCreated) Noun() any { return e.Deployment }

// Noun is the deployment as it is afterwards.
func (e DeploymentUpdated) Noun() any { return e.Deployment }

func init() {
	events.Register[DeploymentCreated]("apigateway.DeploymentCreated")
	events.Register[DeploymentUpdated]("apigateway.DeploymentUpdated")
	events.Register[DeploymentDeleted]("apigateway.DeploymentDeleted")
}
