package gateway

import (
	"maps"
	"math"
	"sync"

	"reel/projections"
)

// canaries count the calls of stages with a canary.
type canaries struct {
	mu     sync.Mutex
	counts map[string]uint64 // by API and stage
}

// maxCanaries bounds the stages whose calls are counted.
const maxCanaries = 10_000

// next is how many calls of the stage came before this one.
func (c *canaries) next(stage string) uint64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.counts == nil || len(c.counts) >= maxCanaries {
		c.counts = map[string]uint64{}
	}
	n := c.counts[stage]
	c.counts[stage] = n + 1
	return n
}

// spread spreads the calls of a stage evenly: of any few calls in a row nearly the
// canary's share is the canary's. It is the sequence of the golden ratio.
func spread(n uint64) float64 {
	_, part := math.Modf(float64(n) * (math.Sqrt(5) - 1) / 2)
	return part
}

// served is the tree that serves the call: the stage's, or for its share of the
// calls the canary's, whose variables then stand over the stage's
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/canary-release.html).
func (x *exchange) served() *projections.Tree {
	x.deployment = x.stage.DeploymentId
	canary := x.stage.CanarySettings
	if canary == nil {
		return x.stage.Tree()
	}
	nth := x.gateway.canaries.next(x.call.ApiID + "/" + x.stage.StageName)
	tree := x.stage.CanaryTree()
	if tree == nil || x.gateway.Chance(nth)*100 >= canary.PercentTraffic {
		return x.stage.Tree()
	}
	x.canary = true
	x.stage.DeploymentId = canary.DeploymentId
	if len(canary.StageVariableOverrides) > 0 {
		merged := make(map[string]string, len(x.stage.Variables)+len(canary.StageVariableOverrides))
		maps.Copy(merged, x.stage.Variables)
		maps.Copy(merged, canary.StageVariableOverrides)
		x.stage.Variables = merged
	}
	return tree
}

// isCanaryRequest is $context.isCanaryRequest, which only stages with a canary have.
func (x *exchange) isCanaryRequest() string {
	switch {
	case x.stage.CanarySettings == nil:
		return ""
	case x.canary:
		return "true"
	}
	return "false"
}
