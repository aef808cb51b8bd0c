package projections

import (
	"iter"
	"strings"

	"reel/events"
	"reel/events/apigateway"
)

// UsagePlan is the usage plan with the given id, or AWS's refusal.
func (w World) UsagePlan(id string) (*UsagePlan, error) {
	if p := w.region.UsagePlans.Get(id); p != nil {
		return p, nil
	}
	return nil, events.Refuse(events.NotFound, "Invalid Usage Plan ID specified")
}

// UsagePlanFor is the usage plan that lets a key call a stage, nil if none does.
// There is one at most.
func (w World) UsagePlanFor(apiID, stage, keyID string) *UsagePlan {
	for p := range w.PlansOf(keyID) {
		if w.region.keys.stagePlans.Get(apiID+"/"+stage+"/"+p.Id) != nil {
			return p
		}
	}
	return nil
}

// PlansOf yields the usage plans that an API key is in, by id.
func (w World) PlansOf(keyID string) iter.Seq[*UsagePlan] {
	return func(yield func(*UsagePlan) bool) {
		for _, id := range under(w.region.keys.keyPlans, keyID+"/") {
			if !yield(w.region.UsagePlans.Get(*id)) {
				return
			}
		}
	}
}

// KeysOf yields the ids of the API keys of a usage plan, the newest first.
func (w World) KeysOf(planID string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, id := range under(w.region.keys.planKeys, planID+"/") {
			if !yield(*id) {
				return
			}
		}
	}
}

// HasStage tells whether an API has a stage of the given name: a REST API, or
// one with routes, since usage plans are for WebSocket APIs as well.
func (w World) HasStage(apiID, stage string) bool {
	if api := w.region.RestApis.Get(apiID); api != nil {
		return api.Stages.Get(stage) != nil
	}
	api := w.region.Apis.Get(apiID)
	return api != nil && api.Stages.Get(stage) != nil
}

// GetUsagePlan answers GetUsagePlan.
func (w World) GetUsagePlan(c apigateway.GetUsagePlan) (UsagePlanView, error) {
	p, err := w.UsagePlan(c.UsagePlanId)
	if err != nil {
		return UsagePlanView{}, err
	}
	return ShowUsagePlan(p.UsagePlan), nil
}

// GetUsagePlans answers GetUsagePlans: all usage plans, or those of a key.
func (w World) GetUsagePlans(c apigateway.GetUsagePlans) (Listing, error) {
	return listing(w.region.UsagePlans, func(p *UsagePlan) any {
		if c.KeyId != nil && w.region.UsagePlanKeys.Get(p.Id+"/"+*c.KeyId) == nil {
			return nil
		}
		return p.UsagePlan
	}), nil
}

// A UsagePlanView is a usage plan as the answers of GetUsagePlan and
// UpdateUsagePlan show it: with its tags even when it has none.
type UsagePlanView struct {
	apigateway.UsagePlan
	Tags map[string]string `json:"tags"`
}

// ShowUsagePlan is a usage plan as the answers of GetUsagePlan and
// UpdateUsagePlan show it.
func ShowUsagePlan(p apigateway.UsagePlan) UsagePlanView { return UsagePlanView{p, orNone(p.Tags)} }

// UsagePlanKey is the place of a key in a usage plan, or AWS's refusal: it speaks
// of the key when there is none, and else of the plan.
func (w World) UsagePlanKey(planID, keyID string) (*ApiKey, *UsagePlanKey, error) {
	k, err := w.ApiKey(keyID)
	if err != nil {
		return nil, nil, err
	}
	if place := w.region.UsagePlanKeys.Get(planID + "/" + keyID); place != nil {
		return k, place, nil
	}
	return nil, nil, events.Refuse(events.NotFound, "Invalid Usage Plan ID specified")
}

// GetUsagePlanKey answers GetUsagePlanKey.
func (w World) GetUsagePlanKey(c apigateway.GetUsagePlanKey) (apigateway.UsagePlanKey, error) {
	k, _, err := w.UsagePlanKey(c.UsagePlanId, c.KeyId)
	if err != nil {
		return apigateway.UsagePlanKey{}, err
	}
	return ShowUsagePlanKey(k.ApiKey), nil
}

// GetUsagePlanKeys answers GetUsagePlanKeys: the newest first. An unknown plan has
// none (recorded on AWS).
func (w World) GetUsagePlanKeys(c apigateway.GetUsagePlanKeys) (Listing, error) {
	return w.planKeys(c.UsagePlanId, func(k *ApiKey) any {
		if !startsWith(k.Name, c.NameQuery) {
			return nil
		}
		return ShowUsagePlanKey(k.ApiKey)
	}), nil
}

// planKeys is a Listing of the keys of a plan.
func (w World) planKeys(planID string, show func(*ApiKey) any) Listing {
	prefix := planID + "/"
	return Listing{func(from string) iter.Seq2[string, any] {
		return func(yield func(string, any) bool) {
			for name, id := range w.region.keys.planKeys.From(max(from, prefix)) {
				if !strings.HasPrefix(name, prefix) {
					return
				}
				if v := show(w.region.ApiKeys.Get(*id)); v != nil && !yield(name, v) {
					return
				}
			}
		}
	}}
}

// ShowUsagePlanKey is an API key as a usage plan shows it.
func ShowUsagePlanKey(k apigateway.ApiKey) apigateway.UsagePlanKey {
	return apigateway.UsagePlanKey{Id: k.Id, Name: k.Name, Type: "API_KEY", Value: k.Value}
}
