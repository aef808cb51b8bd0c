package gateway

import (
	"log/slog"
	"sync"
)

// maxWarned bounds the stages that are remembered to have been warned about.
const maxWarned = 10_000

// undeployed are the stages that serve an API as it is now because they were never
// deployed to, as far as that was said. AWS's stages serve nothing then; the log
// says so once for each.
type undeployed struct {
	mu     sync.Mutex
	warned map[[2]string]bool
}

func (u *undeployed) warn(log *slog.Logger, apiID, stage string) {
	u.mu.Lock()
	defer u.mu.Unlock()
	key := [2]string{apiID, stage}
	if u.warned[key] {
		return
	}
	if u.warned == nil || len(u.warned) >= maxWarned {
		u.warned = map[[2]string]bool{}
	}
	u.warned[key] = true
	log.Warn("the stage has no deployment and serves the API as it is now; on AWS it would refuse connections until create-deployment is called",
		"api", apiID, "stage", stage)
}
