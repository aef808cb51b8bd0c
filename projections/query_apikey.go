package projections

import (
	"strings"

	"reel/events"
	"reel/events/apigateway"
)

// ApiKey is the API key with the given id, or AWS's refusal.
func (w World) ApiKey(id string) (*ApiKey, error) {
	if k := w.region.ApiKeys.Get(id); k != nil {
		return k, nil
	}
	return nil, events.Refuse(events.NotFound, "Invalid API Key identifier specified")
}

// ApiKeyByValue is the API key that a caller shows the value of, enabled or not;
// nil if there is none.
func (w World) ApiKeyByValue(value string) *ApiKey {
	if id := w.region.keys.byValue.Get(value); id != nil {
		return w.region.ApiKeys.Get(*id)
	}
	return nil
}

// GetApiKey answers GetApiKey.
func (w World) GetApiKey(c apigateway.GetApiKey) (ApiKeyView, error) {
	k, err := w.ApiKey(c.ApiKey)
	if err != nil {
		return ApiKeyView{}, err
	}
	v := ShowApiKey(k.ApiKey)
	if c.IncludeValue != nil && *c.IncludeValue {
		v.Value = k.Value
	}
	return v, nil
}

// GetApiKeys answers GetApiKeys: the newest first, those whose name starts with
// a text or that belong to a customer.
func (w World) GetApiKeys(c apigateway.GetApiKeys) (Listing, error) {
	return listing(w.region.keys.byRank, func(id *string) any {
		k := w.region.ApiKeys.Get(*id).ApiKey
		if c.CustomerId != nil && *c.CustomerId != k.CustomerId || !startsWith(k.Name, c.NameQuery) {
			return nil
		}
		if c.IncludeValues == nil || !*c.IncludeValues {
			k.Value = ""
		}
		return k
	}), nil
}

// startsWith tells whether a name is found by AWS's nameQuery: a prefix, upper
// and lower case told apart.
func startsWith(name string, query *string) bool {
	return query == nil || strings.HasPrefix(name, *query)
}

// An ApiKeyView is an API key as the answers of GetApiKey and UpdateApiKey show
// it: with its tags even when it has none, and without its value.
type ApiKeyView struct {
	apigateway.ApiKey
	Tags map[string]string `json:"tags"`
}

// ShowApiKey is an API key as the answers of GetApiKey and UpdateApiKey show it.
func ShowApiKey(k apigateway.ApiKey) ApiKeyView {
	k.Value = ""
	return ApiKeyView{k, orNone(k.Tags)}
}

// orNone is tags that are shown even if there are none.
func orNone(tags map[string]string) map[string]string {
	if tags == nil {
		return map[string]string{}
	}
	return tags
}
