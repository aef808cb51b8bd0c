package projections

import (
	"time"

	"reel/events"
	"reel/events/apigateway"
)

// applyKeys folds the events of API keys and usage plans.
func (s State) applyKeys(r events.Recorded) (State, bool) {
	f := keysFold(r)
	if f == nil {
		return s, false
	}
	return s.in(r, f), true
}

// keysFold is what an event does to its region, nil for an event of another kind.
func keysFold(r events.Recorded) func(region) region {
	date := r.Time.UTC().Format(time.DateOnly)
	switch e := r.Event.(type) {
	case apigateway.ApiKeyCreated:
		return func(g region) region { return g.withApiKey(e.ApiKey) }
	case apigateway.ApiKeyUpdated:
		return func(g region) region { return g.withApiKey(e.ApiKey) }
	case apigateway.ApiKeyDeleted:
		return func(g region) region { return g.withoutApiKey(e.ApiKeyId) }
	case apigateway.ApiKeysImported:
		return func(g region) region { return g.withImportedKeys(e) }

	case apigateway.UsagePlanCreated:
		return func(g region) region { return g.withUsagePlan(e.UsagePlan, date) }
	case apigateway.UsagePlanUpdated:
		return func(g region) region { return g.withUsagePlan(e.UsagePlan, date) }
	case apigateway.UsagePlanDeleted:
		return func(g region) region { return g.withoutUsagePlan(e.UsagePlanId) }

	case apigateway.UsagePlanKeyCreated:
		return func(g region) region { return g.withPlanKey(e.UsagePlanId, e.UsagePlanKey.Id) }
	case apigateway.UsagePlanKeyDeleted:
		return func(g region) region { return g.withoutPlanKey(e.UsagePlanId, e.KeyId) }
	case apigateway.UsageUpdated:
		return func(g region) region { return g.withGrant(e) }
	}
	return nil
}

func (g region) withImportedKeys(e apigateway.ApiKeysImported) region {
	for _, k := range e.ApiKeys {
		g = g.withApiKey(k)
	}
	for _, p := range e.UsagePlanKeys {
		g = g.withPlanKey(p.UsagePlanId, p.KeyId)
	}
	return g
}
