package apigateway

import "reel/events"

// A UsagePlan says which stages its API keys may call, how fast and how often, as
// GetUsagePlan shows it.
// See https://docs.aws.amazon.com/apigateway/latest/api/API_UsagePlan.html.
type UsagePlan struct {
	ApiStages   []ApiStage        `json:"apiStages"`
	Description string            `json:"description,omitempty"`
	Id          string            `json:"id"`
	Name        string            `json:"name"`
	ProductCode string            `json:"productCode,omitempty"`
	Quota       *QuotaSettings    `json:"quota,omitempty"`
	Tags        map[string]string `json:"tags,omitempty"`
	Throttle    *ThrottleSettings `json:"throttle,omitempty"` // of each key
}

// An ApiStage is a stage that a usage plan's keys may call.
// See https://docs.aws.amazon.com/apigateway/latest/api/API_ApiStage.html.
type ApiStage struct {
	ApiId    string                      `json:"apiId"`
	Stage    string                      `json:"stage"`
	Throttle map[string]ThrottleSettings `json:"throttle,omitempty"` // by path and verb, such as /pets/GET
}

// ThrottleSettings are a token bucket.
// See https://docs.aws.amazon.com/apigateway/latest/api/API_ThrottleSettings.html.
type ThrottleSettings struct {
	BurstLimit int64   `json:"burstLimit"` // requests
	RateLimit  float64 `json:"rateLimit"`  // requests a second
}

// QuotaSettings are how many requests each key may make in a period.
// See https://docs.aws.amazon.com/apigateway/latest/api/API_QuotaSettings.html.
type QuotaSettings struct {
	Limit  int64  `json:"limit"`
	Offset int64  `json:"offset"` // requests that are taken off the limit in the first period
	Period string `json:"period"` // DAY, WEEK or MONTH
}

// UsagePlanCreated says that there is a new usage plan.
type UsagePlanCreated struct {
	UsagePlan UsagePlan `json:"usagePlan"`
}

// UsagePlanUpdated says that a usage plan has changed.
type UsagePlanUpdated struct {
	UsagePlan UsagePlan `json:"usagePlan"`
}

// UsagePlanDeleted says that a usage plan is gone; its keys stay.
type UsagePlanDeleted struct {
	UsagePlanId string `json:"usagePlanId"`
}

// UsagePlanSubject is the subject of a usage plan.
func UsagePlanSubject(id string) string { return "/usageplans/" + id }

// Subject is the new usage plan.
func (e UsagePlanCreated) Subject() string { return UsagePlanSubject(e.UsagePlan.Id) }

// Subject is the changed usage plan.
func (e UsagePlanUpdated) Subject() string { return UsagePlanSubject(e.UsagePlan.Id) }

// Subject is the usage plan that is gone.
func (e UsagePlanDeleted) Subject() string { return UsagePlanSubject(e.UsagePlanId) }

// Noun is the new usage plan.
func (e UsagePlanCreated) Noun() any { return e.UsagePlan }

// Noun is the usage plan as it is afterwards.
func (e UsagePlanUpdated) Noun() any { return e.UsagePlan }

func init() {
	events.Register[UsagePlanCreated]("apigateway.UsagePlanCreated")
	events.Register[UsagePlanUpdated]("apigateway.UsagePlanUpdated")
	events.Register[UsagePlanDeleted]("apigateway.UsagePlanDeleted")
}
