package gateway

import (
	"maps"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"reel/events/apigateway"
	"reel/projections"
)

// maxBuckets bounds the token buckets that are kept.
const maxBuckets = 10_000

// buckets are token buckets by what they limit. They run on the data plane's clock.
type buckets struct {
	mu   sync.Mutex
	kept map[string]*bucket
}

type bucket struct {
	limit   apigateway.ThrottleSettings
	limiter *rate.Limiter
	used    time.Time
}

// take takes a token from a bucket; false when there is none. A bucket whose limit
// has changed starts full.
func (s *buckets) take(key string, limit apigateway.ThrottleSettings, now time.Time) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	b := s.kept[key]
	if b == nil || b.limit != limit {
		s.makeRoom(now)
		b = &bucket{limit: limit, limiter: rate.NewLimiter(rate.Limit(limit.RateLimit), int(limit.BurstLimit))}
		s.kept[key] = b
	}
	b.used = now
	return b.limiter.AllowN(now, 1)
}

// makeRoom forgets buckets that have long been full again.
func (s *buckets) makeRoom(now time.Time) {
	if s.kept == nil {
		s.kept = map[string]*bucket{}
	}
	if len(s.kept) < maxBuckets {
		return
	}
	maps.DeleteFunc(s.kept, func(_ string, b *bucket) bool { return now.Sub(b.used) > time.Minute })
	if len(s.kept) >= maxBuckets {
		clear(s.kept)
	}
}

// maxUses bounds the counts that are kept: a plan's key, a day and a grant each.
const maxUses = 1_000_000

// uses count the calls of API keys, for quotas and for GetUsage.
type uses struct {
	mu     sync.Mutex
	counts map[projections.Use]int64 // by the grant that was in force
	grants map[projections.Use]int   // the highest grant of each, the Grant of the key being 0
}

func (u *uses) add(use projections.Use) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.counts == nil || len(u.counts) >= maxUses {
		u.counts, u.grants = map[projections.Use]int64{}, map[projections.Use]int{}
	}
	u.counts[use]++
	whole := use
	whole.Grant = 0
	u.grants[whole] = max(u.grants[whole], use.Grant)
}

// Used tells how many calls of an API key were counted, for GetUsage: those that
// were served since the grant that is asked about.
func (g *Gateway) Used(use projections.Use) (n int64) {
	u := &g.uses
	u.mu.Lock()
	defer u.mu.Unlock()
	from := use.Grant
	use.Grant = 0
	for grant := from; grant <= u.grants[use]; grant++ {
		use.Grant = grant
		n += u.counts[use]
		use.Grant = 0
	}
	return n
}
