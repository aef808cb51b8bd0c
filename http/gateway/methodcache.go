package gateway

import (
	"container/list"
	"sync"
	"time"
)

// maxCached is how long an answer may be that is cached, and maxAllCached how many
// bytes all stages' caches hold together
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html).
const (
	maxCached    = 1 << 20
	maxAllCached = 1 << 30
)

// A methodCache keeps what methods have answered, for stages with a cache cluster.
// A stage's part of it is as big as a sixteenth of its cluster would be on AWS:
// 32 MB for the smallest. What was not asked for lately makes room.
type methodCache struct {
	mu     sync.Mutex
	stages map[string]*stageCache // by API and stage
	size   int64
	uses   uint64
	newest uint64 // the newest point in history that was asked about
}

// A stageCache are the answers of one stage.
type stageCache struct {
	order list.List // of *keptReply, the last used first
	byKey map[string]*list.Element
	size  int64
}

type keptReply struct {
	key   string
	reply Reply // without what names one call
	until time.Time
	size  int64
	used  uint64
}

// A cachePlace is where an answer is kept.
type cachePlace struct{ stage, key string }

// past tells whether a point in history lies before one that was asked about.
func (c *methodCache) past(seq uint64) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.newest = max(c.newest, seq)
	return seq < c.newest
}

func (c *methodCache) get(at cachePlace, now time.Time) (Reply, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	s := c.stages[at.stage]
	if s == nil || s.byKey[at.key] == nil {
		return Reply{}, false
	}
	kept := s.byKey[at.key].Value.(*keptReply)
	if !now.Before(kept.until) {
		c.drop(at.stage, s.byKey[at.key])
		return Reply{}, false
	}
	c.uses++
	kept.used = c.uses
	s.order.MoveToFront(s.byKey[at.key])
	return kept.reply, true
}

// put keeps an answer in place of the one before, within so many bytes for the stage.
func (c *methodCache) put(at cachePlace, r Reply, until time.Time, limit int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if s := c.stages[at.stage]; s != nil && s.byKey[at.key] != nil {
		c.drop(at.stage, s.byKey[at.key])
	}
	c.uses++
	kept := &keptReply{key: at.key, reply: r, until: until, size: sizeOf(at, r), used: c.uses}
	if kept.size > limit {
		return
	}
	s := c.stages[at.stage]
	if s == nil {
		s = &stageCache{byKey: map[string]*list.Element{}}
		if c.stages == nil {
			c.stages = map[string]*stageCache{}
		}
		c.stages[at.stage] = s
	}
	s.byKey[at.key] = s.order.PushFront(kept)
	s.size += kept.size
	c.size += kept.size
	for s.size > limit {
		c.drop(at.stage, s.order.Back())
	}
	for c.size > maxAllCached {
		c.dropOldest()
	}
}

// drop forgets an answer, and the stage with its last one.
func (c *methodCache) drop(stage string, e *list.Element) {
	s, kept := c.stages[stage], e.Value.(*keptReply)
	s.order.Remove(e)
	delete(s.byKey, kept.key)
	s.size -= kept.size
	c.size -= kept.size
	if len(s.byKey) == 0 {
		delete(c.stages, stage)
	}
}

// dropOldest forgets the answer that was not asked for longest.
func (c *methodCache) dropOldest() {
	var stage string
	var oldest *list.Element
	for name, s := range c.stages {
		if e := s.order.Back(); oldest == nil || e.Value.(*keptReply).used < oldest.Value.(*keptReply).used {
			stage, oldest = name, e
		}
	}
	c.drop(stage, oldest)
}

// sizeOf is about how much memory an answer takes.
func sizeOf(at cachePlace, r Reply) int64 {
	n := 512 + len(at.stage) + 2*len(at.key) + len(r.Body)
	for name, values := range r.Header {
		n += 64 + len(name)
		for _, v := range values {
			n += 16 + len(v)
		}
	}
	return int64(n)
}
