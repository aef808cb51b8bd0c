package gateway

import (
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"reel/http/vtl/java"
)

var (
	errNoPrincipal = errors.New("it has no principalId")
	errContext     = errors.New("its context holds something else than strings, numbers and booleans")
)

// text is a context value as AWS passes it on: as text.
func contextText(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case bool:
		return strconv.FormatBool(v)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return ""
}

// members are what an authorizer has said, for events: its context as text, the
// principal, and how long it took in milliseconds
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html#context-variable-reference).
func (g *grant) members() map[string]any {
	if g.claims != nil {
		return map[string]any{"claims": g.claims}
	}
	out := make(map[string]any, len(g.context)+2)
	for key, v := range g.context {
		if v != nil {
			out[key] = contextText(v)
		}
	}
	out["principalId"] = g.principal
	out["integrationLatency"] = g.latency.Milliseconds()
	return out
}

// variable is $context.authorizer.name.
func (g *grant) variable(name string) string {
	switch {
	case g == nil:
		return ""
	case g.claims != nil:
		claim, ok := strings.CutPrefix(name, "claims.")
		if !ok {
			return ""
		}
		return g.claims[claim]
	case name == "principalId":
		return g.principal
	case name == "integrationLatency":
		return strconv.FormatInt(g.latency.Milliseconds(), 10)
	}
	return contextText(g.context[name])
}

// javaMap is $context.authorizer for templates.
func (g *grant) javaMap() *java.Map {
	if g.claims != nil {
		m := java.NewMap(1)
		m.Put("claims", sortedMap(g.claims))
		return m
	}
	m := java.NewMap(len(g.context) + 2)
	for _, key := range slices.Sorted(maps.Keys(g.context)) {
		if v := g.context[key]; v != nil {
			m.Put(key, contextText(v))
		}
	}
	m.Put("principalId", g.principal)
	m.Put("integrationLatency", g.latency.Milliseconds())
	return m
}

// maxGrants bounds the verdicts that are kept.
const maxGrants = 10_000

// grants are authorizers' verdicts, each until its time is over.
type grants struct {
	mu   sync.Mutex
	kept map[string]keptGrant
}

type keptGrant struct {
	grant *grant
	until time.Time
}

func (s *grants) get(key string, now time.Time) (*grant, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	k, ok := s.kept[key]
	if !ok || !now.Before(k.until) {
		return nil, false
	}
	return k.grant, true
}

func (s *grants) put(key string, g *grant, until, now time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.kept == nil {
		s.kept = map[string]keptGrant{}
	}
	if len(s.kept) >= maxGrants {
		maps.DeleteFunc(s.kept, func(_ string, k keptGrant) bool { return !now.Before(k.until) })
	}
	if len(s.kept) >= maxGrants {
		clear(s.kept) // all are asked once more
	}
	s.kept[key] = keptGrant{g, until}
}
