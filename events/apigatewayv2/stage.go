package apigatewayv2

import "reel/events"

// A Stage is a named place that serves a deployment, as GetStage shows it.
// See https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename.html.
type Stage struct {
	AccessLogSettings           *AccessLogSettings       `json:"accessLogSettings,omitempty"`
	ApiGatewayManaged           bool                     `json:"apiGatewayManaged,omitempty"`
	AutoDeploy                  bool                     `json:"autoDeploy,omitempty"`
	ClientCertificateId         string                   `json:"clientCertificateId,omitempty"`
	CreatedDate                 string                   `json:"createdDate"`
	DefaultRouteSettings        RouteSettings            `json:"defaultRouteSettings"`
	DeploymentId                string                   `json:"deploymentId,omitempty"`
	Description                 string                   `json:"description,omitempty"`
	LastDeploymentStatusMessage string                   `json:"lastDeploymentStatusMessage,omitempty"`
	LastUpdatedDate             string                   `json:"lastUpdatedDate"`
	RouteSettings               map[string]RouteSettings `json:"routeSettings"` // by route key
	StageName                   string                   `json:"stageName"`
	StageVariables              map[string]string        `json:"stageVariables"`
	Tags                        map[string]string        `json:"tags"`
}

// AccessLogSettings say where and how a stage's calls are logged.
type AccessLogSettings struct {
	DestinationArn string `json:"destinationArn,omitempty"`
	Format         string `json:"format,omitempty"`
}

// RouteSettings are how a stage treats one route, or all of them. What was never
// set is nil.
type RouteSettings struct {
	DataTraceEnabled       *bool    `json:"dataTraceEnabled,omitempty"`
	DetailedMetricsEnabled *bool    `json:"detailedMetricsEnabled,omitempty"`
	LoggingLevel           string   `json:"loggingLevel,omitempty"`         // ERROR, INFO or OFF
	ThrottlingBurstLimit   *int64   `json:"throttlingBurstLimit,omitempty"` // requests
	ThrottlingRateLimit    *float64 `json:"throttlingRateLimit,omitempty"`  // requests a second
}

// StageCreated says that an API has a new stage.
type StageCreated struct {
	ApiId string `json:"apiId"`
	Deploys
	Stage Stage `json:"stage"` // as it is before it is deployed to
}

// StageUpdated says that a stage has changed.
type StageUpdated struct {
	ApiId string `json:"apiId"`
	Deploys
	Stage Stage `json:"stage"` // as it is before it is deployed to
}

// StageDeleted says that a stage is gone.
type StageDeleted struct {
	ApiId     string `json:"apiId"`
	StageName string `json:"stageName"`
}

// AccessLogSettingsDeleted says that a stage's calls are not logged any more.
type AccessLogSettingsDeleted struct {
	ApiId string `json:"apiId"`
	Stage Stage  `json:"stage"` // as it is afterwards
}

// RouteSettingsDeleted says that a stage treats a route as all the others again.
type RouteSettingsDeleted struct {
	ApiId    string `json:"apiId"`
	RouteKey string `json:"routeKey"`
	Stage    Stage  `json:"stage"` // as it is afterwards
}

// AuthorizersCacheReset says that a stage has forgotten its authorizers' answers.
type AuthorizersCacheReset struct {
	ApiId     string `json:"apiId"`
	StageName string `json:"stageName"`
}

// StageSubject is the subject of a stage of an API.
func StageSubject(apiId, name string) string { return ApiSubject(apiId) + "/stages/" + name }

// Subject is the new stage.
func (e StageCreated) Subject() string { return StageSubject(e.ApiId, e.Stage.StageName) }

// Subject is the changed stage.
func (e StageUpdated) Subject() string { return StageSubject(e.ApiId, e.Stage.StageName) }

// Subject is the stage that is gone.
func (e StageDeleted) Subject() string { return StageSubject(e.ApiId, e.StageName) }

// Subject is the access log settings that are gone.
func (e AccessLogSettingsDeleted) Subject() string {
	return StageSubject(e.ApiId, e.Stage.StageName) + "/accesslogsettings"
}

// Subject is the route's settings that are gone.
func (e RouteSettingsDeleted) Subject() string {
	return StageSubject(e.ApiId, e.Stage.StageName) + "/routesettings"
}

// Subject is the cache that was emptied.
func (e AuthorizersCacheReset) Subject() string {
	return StageSubject(e.ApiId, e.StageName) + "/cache/authorizers"
}

// Noun is the new stage.
func (e StageCreated) Noun() any { return e.Stage.Deployed(e.AutoDeployed) }

// Noun is the stage as it is afterwards.
func (e StageUpdated) Noun() any { return e.Stage.Deployed(e.AutoDeployed) }

// Deployed is the stage with what was deployed to it by itself.
func (s Stage) Deployed(made []AutoDeployment) Stage {
	for _, m := range made {
		if m.StageName != s.StageName {
			continue
		}
		s.LastDeploymentStatusMessage = m.Message
		if m.Deployment != nil {
			s.DeploymentId, s.LastUpdatedDate = m.Deployment.DeploymentId, m.Deployment.CreatedDate
		}
	}
	return s
}

func init() {
	events.Register[StageCreated]("apigatewayv2.StageCreated")
	events.Register[StageUpdated]("apigatewayv2.StageUpdated")
	events.Register[StageDeleted]("apigatewayv2.StageDeleted")
	events.Register[AccessLogSettingsDeleted]("apigatewayv2.AccessLogSettingsDeleted")
	events.Register[RouteSettingsDeleted]("apigatewayv2.RouteSettingsDeleted")
	events.Register[AuthorizersCacheReset]("apigatewayv2.AuthorizersCacheReset")
}
