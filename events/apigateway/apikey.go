package apigateway

import "reel/events"

// An ApiKey is what a caller of a method with apiKeyRequired is known by, as
// CreateApiKey shows it; other answers show its value only when that is asked for.
// See https://docs.aws.amazon.com/apigateway/latest/api/API_ApiKey.html.
type ApiKey struct {
	CreatedDate     int64             `json:"createdDate"` // seconds since 1970
	CustomerId      string            `json:"customerId,omitempty"`
	Description     string            `json:"description,omitempty"`
	Enabled         bool              `json:"enabled"`
	Id              string            `json:"id"`
	LastUpdatedDate int64             `json:"lastUpdatedDate"` // seconds since 1970
	Name            string            `json:"name,omitempty"`
	StageKeys       []string          `json:"stageKeys"` // restApiId/stageName; AWS has usage plans in their stead
	Tags            map[string]string `json:"tags,omitempty"`
	Value           string            `json:"value,omitempty"` // 20 to 128 characters, one key's alone in its account and region
}

// ApiKeyCreated says that there is a new API key.
type ApiKeyCreated struct {
	ApiKey ApiKey `json:"apiKey"`
}

// ApiKeyUpdated says that an API key has changed.
type ApiKeyUpdated struct {
	ApiKey ApiKey `json:"apiKey"`
}

// ApiKeyDeleted says that an API key is gone, from its usage plans too.
type ApiKeyDeleted struct {
	ApiKeyId string `json:"apiKeyId"`
}

// ApiKeysImported says what came of a file of API keys: keys that are new and
// keys that were there already, as they are afterwards, and the usage plans that
// they were added to.
type ApiKeysImported struct {
	ApiKeys       []ApiKey       `json:"apiKeys"`
	UsagePlanKeys []ImportedPlan `json:"usagePlanKeys,omitempty"`
	Warnings      []string       `json:"warnings,omitempty"` // about rows that were passed over in whole or in part
}

// An ImportedPlan is a usage plan that an imported API key was added to.
type ImportedPlan struct {
	KeyId       string `json:"keyId"`
	UsagePlanId string `json:"usagePlanId"`
}

// ApiKeyIds are the keys that a file held, as ImportApiKeys answers.
// See https://docs.aws.amazon.com/apigateway/latest/api/API_ImportApiKeys.html.
type ApiKeyIds struct {
	Ids      []string `json:"ids"`
	Warnings []string `json:"warnings,omitempty"`
}

// ApiKeySubject is the subject of an API key.
func ApiKeySubject(id string) string { return "/apikeys/" + id }

// Subject is the new API key.
func (e ApiKeyCreated) Subject() string { return ApiKeySubject(e.ApiKey.Id) }

// Subject is the changed API key.
func (e ApiKeyUpdated) Subject() string { return ApiKeySubject(e.ApiKey.Id) }

// Subject is the API key that is gone.
func (e ApiKeyDeleted) Subject() string { return ApiKeySubject(e.ApiKeyId) }

// Subject is all API keys.
func (e ApiKeysImported) Subject() string { return "/apikeys" }

// Noun is the new API key.
func (e ApiKeyCreated) Noun() any { return e.ApiKey }

// Noun is the API key as it is afterwards.
func (e ApiKeyUpdated) Noun() any { return e.ApiKey }

// Noun is the keys' ids, in the order of the file's rows, and what there is to warn of.
func (e ApiKeysImported) Noun() any {
	ids := ApiKeyIds{Ids: []string{}, Warnings: e.Warnings}
	for _, k := range e.ApiKeys {
		ids.Ids = append(ids.Ids, k.Id)
	}
	return ids
}

func init() {
	events.Register[ApiKeyCreated]("apigateway.ApiKeyCreated")
	events.Register[ApiKeyUpdated]("apigateway.ApiKeyUpdated")
	events.Register[ApiKeyDeleted]("apigateway.ApiKeyDeleted")
	events.Register[ApiKeysImported]("apigateway.ApiKeysImported")
}
