package projections

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	"reel/events/apigateway"
)

// An ApiKey is an API key and its place among the others.
type ApiKey struct {
	apigateway.ApiKey `json:"apiKey"`

	Rank uint64 `json:"rank"` // higher is newer
}

// A UsagePlan is a usage plan and when its quota began.
type UsagePlan struct {
	QuotaFrom            string `json:"quotaFrom,omitempty"` // a date; the quota's first period has it
	apigateway.UsagePlan `json:"usagePlan"`
}

// A UsagePlanKey is the place of an API key in a usage plan.
type UsagePlanKey struct {
	Grants []Grant `json:"grants,omitempty"` // by number, the last of each date
	Rank   uint64  `json:"rank"`             // higher is newer
}

// A Grant is what UpdateUsage left of a key's quota.
type Grant struct {
	Date      string `json:"date"`      // of recorded time
	Number    int    `json:"number"`    // 1 is the key's first in its plan
	Remaining int64  `json:"remaining"` // requests
}

// keyIndex finds API keys and usage plans by what they are asked for by. All of
// it follows from the tables.
type keyIndex struct {
	byRank     Table[string] // rank, the newest first, to key id
	byValue    Table[string] // value to key id
	byStage    Table[string] // api/stage/key to key id, of stage keys
	planKeys   Table[string] // plan/rank, the newest first, to key id
	keyPlans   Table[string] // key/plan to plan id
	stagePlans Table[string] // api/stage/plan to plan id
}

// newestFirst is a rank as a name that sorts before those of lower ranks.
func newestFirst(rank uint64) string { return fmt.Sprintf("%016x", ^rank) }

// under yields the rows whose names start with a prefix.
func under[T any](t Table[T], prefix string) iter.Seq2[string, *T] {
	return func(yield func(string, *T) bool) {
		for name, row := range t.From(prefix) {
			if !strings.HasPrefix(name, prefix) || !yield(name, row) {
				return
			}
		}
	}
}

// withApiKey is the region with an API key made or changed.
func (g region) withApiKey(k apigateway.ApiKey) region {
	rank := g.nextKeyRank()
	if was := g.ApiKeys.Get(k.Id); was != nil {
		rank = was.Rank
		g = g.unindexedKey(was)
	}
	g.ApiKeys = g.ApiKeys.Set(k.Id, &ApiKey{k, rank})
	g.keys.byRank = g.keys.byRank.Set(newestFirst(rank), &k.Id)
	g.keys.byValue = g.keys.byValue.Set(k.Value, &k.Id)
	for _, stage := range k.StageKeys {
		g.keys.byStage = g.keys.byStage.Set(stage+"/"+k.Id, &k.Id)
	}
	return g
}

// nextKeyRank is above the ranks of all keys.
func (g region) nextKeyRank() uint64 {
	for _, id := range g.keys.byRank.All() {
		return g.ApiKeys.Get(*id).Rank + 1
	}
	return 1
}

func (g region) unindexedKey(k *ApiKey) region {
	g.keys.byRank = g.keys.byRank.Delete(newestFirst(k.Rank))
	if id := g.keys.byValue.Get(k.Value); id != nil && *id == k.Id {
		g.keys.byValue = g.keys.byValue.Delete(k.Value)
	}
	for _, stage := range k.StageKeys {
		g.keys.byStage = g.keys.byStage.Delete(stage + "/" + k.Id)
	}
	return g
}

// withoutApiKey is the region without an API key, its plans without it too.
func (g region) withoutApiKey(id string) region {
	k := g.ApiKeys.Get(id)
	if k == nil {
		return g
	}
	for _, plan := range under(g.keys.keyPlans, id+"/") {
		g = g.withoutPlanKey(*plan, id)
	}
	g = g.unindexedKey(k)
	g.ApiKeys = g.ApiKeys.Delete(id)
	return g
}

// withUsagePlan is the region with a usage plan made or changed on a date.
func (g region) withUsagePlan(p apigateway.UsagePlan, date string) region {
	now := UsagePlan{UsagePlan: p}
	if p.Quota != nil {
		now.QuotaFrom = date
	}
	if was := g.UsagePlans.Get(p.Id); was != nil {
		if p.Quota != nil && was.Quota != nil {
			now.QuotaFrom = was.QuotaFrom
		}
		g = g.unindexedPlan(was)
	}
	g.UsagePlans = g.UsagePlans.Set(p.Id, &now)
	for _, s := range p.ApiStages {
		g.keys.stagePlans = g.keys.stagePlans.Set(s.ApiId+"/"+s.Stage+"/"+p.Id, &p.Id)
	}
	return g
}

func (g region) unindexedPlan(p *UsagePlan) region {
	for _, s := range p.ApiStages {
		g.keys.stagePlans = g.keys.stagePlans.Delete(s.ApiId + "/" + s.Stage + "/" + p.Id)
	}
	return g
}

// withoutUsagePlan is the region without a usage plan.
func (g region) withoutUsagePlan(id string) region {
	p := g.UsagePlans.Get(id)
	if p == nil {
		return g
	}
	for _, key := range under(g.keys.planKeys, id+"/") {
		g = g.withoutPlanKey(id, *key)
	}
	g = g.unindexedPlan(p)
	g.UsagePlans = g.UsagePlans.Delete(id)
	return g
}

// withPlanKey is the region with an API key in a usage plan, if there are both.
func (g region) withPlanKey(planID, keyID string) region {
	if g.UsagePlanKeys.Get(planID+"/"+keyID) != nil || g.UsagePlans.Get(planID) == nil || g.ApiKeys.Get(keyID) == nil {
		return g
	}
	rank := uint64(1)
	for _, newest := range under(g.keys.planKeys, planID+"/") {
		rank = g.UsagePlanKeys.Get(planID+"/"+*newest).Rank + 1
		break
	}
	g.UsagePlanKeys = g.UsagePlanKeys.Set(planID+"/"+keyID, &UsagePlanKey{Rank: rank})
	g.keys.planKeys = g.keys.planKeys.Set(planID+"/"+newestFirst(rank), &keyID)
	g.keys.keyPlans = g.keys.keyPlans.Set(keyID+"/"+planID, &planID)
	return g
}

// withoutPlanKey is the region with an API key no longer in a usage plan.
func (g region) withoutPlanKey(planID, keyID string) region {
	was := g.UsagePlanKeys.Get(planID + "/" + keyID)
	if was == nil {
		return g
	}
	g.UsagePlanKeys = g.UsagePlanKeys.Delete(planID + "/" + keyID)
	g.keys.planKeys = g.keys.planKeys.Delete(planID + "/" + newestFirst(was.Rank))
	g.keys.keyPlans = g.keys.keyPlans.Delete(keyID + "/" + planID)
	return g
}

// withGrant is the region with what is left of a key's quota set.
func (g region) withGrant(e apigateway.UsageUpdated) region {
	name := e.UsagePlanId + "/" + e.KeyId
	was := g.UsagePlanKeys.Get(name)
	if was == nil {
		return g
	}
	now, number := *was, 1
	if n := len(was.Grants); n > 0 {
		number = was.Grants[n-1].Number + 1
	}
	now.Grants = slices.DeleteFunc(slices.Clone(was.Grants), func(o Grant) bool { return o.Date == e.Date })
	now.Grants = append(now.Grants, Grant{Date: e.Date, Number: number, Remaining: e.Remaining})
	g.UsagePlanKeys = g.UsagePlanKeys.Set(name, &now)
	return g
}

// detached is the region with no usage plan or key pointing to stages that are
// gone: those whose api/stage/ starts with prefix. AWS lets go of them silently.
func (g region) detached(prefix string) region {
	for _, id := range under(g.keys.stagePlans, prefix) {
		p := *g.UsagePlans.Get(*id)
		p.ApiStages = slices.DeleteFunc(slices.Clone(p.ApiStages), func(s apigateway.ApiStage) bool {
			return strings.HasPrefix(s.ApiId+"/"+s.Stage+"/", prefix)
		})
		g = g.withUsagePlan(p.UsagePlan, p.QuotaFrom)
	}
	for _, id := range under(g.keys.byStage, prefix) {
		k := g.ApiKeys.Get(*id).ApiKey
		k.StageKeys = slices.DeleteFunc(slices.Clone(k.StageKeys), func(s string) bool { return strings.HasPrefix(s+"/", prefix) })
		g = g.withApiKey(k)
	}
	return g
}
