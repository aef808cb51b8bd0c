package gateway

// CachedBytes is how much the method caches of all stages hold.
func (g *Gateway) CachedBytes() int64 {
	g.answers.mu.Lock()
	defer g.answers.mu.Unlock()
	return g.answers.size
}
