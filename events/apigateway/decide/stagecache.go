package decide

import (
	"reel/events"
	"reel/events/apigateway"
	"reel/projections"
)

// FlushStageCache empties a stage's cache of answers, whether it has one or not.
func FlushStageCache(_ events.Env, w projections.World, c apigateway.FlushStageCache) (events.Event, error) {
	if _, err := w.Stage(c.RestApiId, c.StageName); err != nil {
		return nil, err
	}
	return apigateway.StageCacheFlushed{RestApiId: c.RestApiId, StageName: c.StageName}, nil
}

// FlushStageAuthorizersCache empties what a stage remembers of its authorizers'
// answers.
func FlushStageAuthorizersCache(_ events.Env, w projections.World, c apigateway.FlushStageAuthorizersCache) (events.Event, error) {
	if _, err := w.Stage(c.RestApiId, c.StageName); err != nil {
		return nil, err
	}
	return apigateway.StageAuthorizersCacheFlushed{RestApiId: c.RestApiId, StageName: c.StageName}, nil
}
