package apigateway

import "reel/events"

// A Stage is a named place that serves a deployment, as GetStage shows it.
// See https://docs.aws.amazon.com/apigateway/latest/api/API_Stage.html.
type Stage struct {
	AccessLogSettings    *AccessLogSettings       `json:"accessLogSettings,omitempty"`
	CacheClusterEnabled  bool                     `json:"cacheClusterEnabled"`
	CacheClusterSize     string                   `json:"cacheClusterSize,omitempty"` // GB: 0.5, 1.6, … 237
	CacheClusterStatus   string                   `json:"cacheClusterStatus,omitempty"`
	CanarySettings       *CanarySettings          `json:"canarySettings,omitempty"`
	ClientCertificateId  string                   `json:"clientCertificateId,omitempty"`
	CreatedDate          int64                    `json:"createdDate"` // seconds since 1970
	DeploymentId         string                   `json:"deploymentId"`
	Description          string                   `json:"description,omitempty"`
	DocumentationVersion string                   `json:"documentationVersion,omitempty"`
	LastUpdatedDate      int64                    `json:"lastUpdatedDate"` // seconds since 1970
	MethodSettings       map[string]MethodSetting `json:"methodSettings"`  // by path/VERB, or */*
	StageName            string                   `json:"stageName"`
	Tags                 map[string]string        `json:"tags,omitempty"`
	TracingEnabled       bool                     `json:"tracingEnabled"`
	Variables            map[string]string        `json:"variables,omitempty"`
	WebAclArn            string                   `json:"webAclArn,omitempty"`
}

// AccessLogSettings say where and how a stage's calls are logged.
// See https://docs.aws.amazon.com/apigateway/latest/api/API_AccessLogSettings.html.
type AccessLogSettings struct {
	DestinationArn string `json:"destinationArn,omitempty"`
	Format         string `json:"format,omitempty"`
}

// CanarySettings send a share of a stage's traffic to another deployment.
// See https://docs.aws.amazon.com/apigateway/latest/api/API_CanarySettings.html.
type CanarySettings struct {
	DeploymentId           string            `json:"deploymentId,omitempty"`
	PercentTraffic         float64           `json:"percentTraffic"` // 0 to 100
	StageVariableOverrides map[string]string `json:"stageVariableOverrides,omitempty"`
	UseStageCache          bool              `json:"useStageCache"`
}

// A MethodSetting is how a stage treats one method, or all of them.
// See https://docs.aws.amazon.com/apigateway/latest/api/API_MethodSetting.html.
type MethodSetting struct {
	CacheDataEncrypted                     bool    `json:"cacheDataEncrypted"`
	CacheTtlInSeconds                      int64   `json:"cacheTtlInSeconds"`
	CachingEnabled                         bool    `json:"cachingEnabled"`
	DataTraceEnabled                       bool    `json:"dataTraceEnabled"`
	LoggingLevel                           string  `json:"loggingLevel,omitempty"` // OFF, ERROR or INFO
	MetricsEnabled                         bool    `json:"metricsEnabled"`
	RequireAuthorizationForCacheControl    bool    `json:"requireAuthorizationForCacheControl"`
	ThrottlingBurstLimit                   int64   `json:"throttlingBurstLimit"` // requests
	ThrottlingRateLimit                    float64 `json:"throttlingRateLimit"`  // requests a second
	UnauthorizedCacheControlHeaderStrategy string  `json:"unauthorizedCacheControlHeaderStrategy,omitempty"`
}

// StageCreated says that a REST API has a new stage.
type StageCreated struct {
	RestApiId string `json:"restApiId"`
	Stage     Stage  `json:"stage"`
}

// StageUpdated says that a stage has changed.
type StageUpdated struct {
	RestApiId string `json:"restApiId"`
	Stage     Stage  `json:"stage"`
}

// StageDeleted says that a stage is gone.
type StageDeleted struct {
	RestApiId string `json:"restApiId"`
	StageName string `json:"stageName"`
}

// StageSubject is the subject of a stage of a REST API.
func StageSubject(restApiId, name string) string {
	return RestApiSubject(restApiId) + "/stages/" + name
}

// Subject is the new stage.
func (e StageCreated) Subject() string { return StageSubject(e.RestApiId, e.Stage.StageName) }

// Subject is the changed stage.
func (e StageUpdated) Subject() string { return StageSubject(e.RestApiId, e.Stage.StageName) }

// Subject is the stage that is gone.
func (e StageDeleted) Subject() string { return StageSubject(e.RestApiId, e.StageName) }

// Noun is the new stage.
func (e StageCreated) Noun() any { return e.Stage }

// Noun is the stage as it is afterwards.
func (e StageUpdated) Noun() any { return e.Stage }

func init() {
	events.Register[StageCreated]("apigateway.StageCreated")
	events.Register[StageUpdated]("apigateway.StageUpdated")
	events.Register[StageDeleted]("apigateway.StageDeleted")
}
