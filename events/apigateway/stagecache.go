package apigateway

import "reel/events"

// StageCacheFlushed says that a stage's cache of answers was emptied.
type StageCacheFlushed struct {
	RestApiId string `json:"restApiId"`
	StageName string `json:"stageName"`
}

// StageAuthorizersCacheFlushed says that what a stage remembers of its
// authorizers' answers was emptied.
type StageAuthorizersCacheFlushed struct {
	RestApiId string `json:"restApiId"`
	StageName string `json:"stageName"`
}

// Subject is the stage's cache of answers.
func (e StageCacheFlushed) Subject() string {
	return StageSubject(e.RestApiId, e.StageName) + "/cache/data"
}

// Subject is the stage's cache of authorizers' answers.
func (e StageAuthorizersCacheFlushed) Subject() string {
	return StageSubject(e.RestApiId, e.StageName) + "/cache/authorizers"
}

func init() {
	events.Register[StageCacheFlushed]("apigateway.StageCacheFlushed")
	events.Register[StageAuthorizersCacheFlushed]("apigateway.StageAuthorizersCacheFlushed")
}
