package decide_test

import (
	"testing"

	"reel/events/apigateway"
	"reel/events/apigateway/decide"
	"reel/projections"
)

func TestFlushStageCache(t *testing.T) {
	decides(t, decide.FlushStageCache, []test[apigateway.FlushStageCache]{
		{name: "a stage", given: "models", at: 20, when: apigateway.FlushStageCache{RestApiId: modelsApi, StageName: "dev"}, then: `{"restApiId":"models0001","stageName":"dev"}`},
		{name: "none", given: "models", at: 20, when: apigateway.FlushStageCache{RestApiId: modelsApi, StageName: "none"}, refused: "NotFoundException: Invalid Stage identifier specified"},
	})
	decides(t, decide.FlushStageAuthorizersCache, []test[apigateway.FlushStageAuthorizersCache]{
		{name: "a stage", given: "models", at: 20, when: apigateway.FlushStageAuthorizersCache{RestApiId: modelsApi, StageName: "dev"}, then: `{"restApiId":"models0001","stageName":"dev"}`},
		{name: "none", given: "models", at: 20, when: apigateway.FlushStageAuthorizersCache{RestApiId: modelsApi, StageName: "none"}, refused: "NotFoundException: Invalid Stage identifier specified"},
	})
}

// What a cache has kept of a stage is of no use to one of the same name that is
// made after it.
func TestCachesAreCounted(t *testing.T) {
	for at, want := range map[uint64]projections.Caches{20: {}, 21: {Data: 1}, 22: {Authorizers: 1, Data: 1}, 24: {Authorizers: 2, Data: 2}} {
		st, err := given(t, "models", at).World(account, region).Stage(modelsApi, "dev")
		if err != nil {
			t.Fatal(err)
		}
		if st.Caches != want {
			t.Errorf("at %d: %+v, want %+v", at, st.Caches, want)
		}
	}
}
