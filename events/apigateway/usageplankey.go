package apigateway

import "reel/events"

// A UsagePlanKey is an API key of a usage plan, as GetUsagePlanKey shows it.
// See https://docs.aws.amazon.com/apigateway/latest/api/API_UsagePlanKey.html.
type UsagePlanKey struct {
	Id    string `json:"id"` // of the API key
	Name  string `json:"name,omitempty"`
	Type  string `json:"type"` // API_KEY
	Value string `json:"value"`
}

// UsagePlanKeyCreated says that an API key was added to a usage plan.
type UsagePlanKeyCreated struct {
	UsagePlanId  string       `json:"usagePlanId"`
	UsagePlanKey UsagePlanKey `json:"usagePlanKey"`
}

// UsagePlanKeyDeleted says that an API key was taken from a usage plan.
type UsagePlanKeyDeleted struct {
	KeyId       string `json:"keyId"`
	UsagePlanId string `json:"usagePlanId"`
}

// UsagePlanKeySubject is the subject of an API key of a usage plan.
func UsagePlanKeySubject(planId, keyId string) string {
	return UsagePlanSubject(planId) + "/keys/" + keyId
}

// Subject is the key in its plan.
func (e UsagePlanKeyCreated) Subject() string {
	return UsagePlanKeySubject(e.UsagePlanId, e.UsagePlanKey.Id)
}

// Subject is the key that its plan no longer has.
func (e UsagePlanKeyDeleted) Subject() string { return UsagePlanKeySubject(e.UsagePlanId, e.KeyId) }

// Noun is the key in its plan.
func (e UsagePlanKeyCreated) Noun() any { return e.UsagePlanKey }

// UsageUpdated says that what is left of a key's quota was set by hand, until its
// period ends. It knows nothing of the calls that were counted: they are traffic.
type UsageUpdated struct {
	Date        string `json:"date"` // of the recorded time, such as 2026-01-31
	KeyId       string `json:"keyId"`
	Remaining   int64  `json:"remaining"` // requests
	UsagePlanId string `json:"usagePlanId"`
}

// Subject is the usage of a key of a plan.
func (e UsageUpdated) Subject() string {
	return UsagePlanKeySubject(e.UsagePlanId, e.KeyId) + "/usage"
}

// Noun is what was set; an answer adds the calls that were counted.
func (e UsageUpdated) Noun() any { return e }

func init() {
	events.Register[UsagePlanKeyCreated]("apigateway.UsagePlanKeyCreated")
	events.Register[UsagePlanKeyDeleted]("apigateway.UsagePlanKeyDeleted")
	events.Register[UsageUpdated]("apigateway.UsageUpdated")
}
