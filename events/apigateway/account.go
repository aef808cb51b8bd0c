package apigateway

import "reel/events"

// An Account is what an account has set for all of its APIs in a region, as
// GetAccount shows it.
// See https://docs.aws.amazon.com/apigateway/latest/api/API_Account.html.
type Account struct {
	ApiKeyVersion     string            `json:"apiKeyVersion"`
	CloudwatchRoleArn string            `json:"cloudwatchRoleArn,omitempty"`
	Features          []string          `json:"features,omitempty"` // UsagePlans
	ThrottleSettings  *ThrottleSettings `json:"throttleSettings,omitempty"`
}

// AccountUpdated says that the settings of an account in a region have changed.
type AccountUpdated struct {
	Account Account `json:"account"`
}

// Subject is the account's settings.
func (e AccountUpdated) Subject() string { return "/account" }

// Noun is the settings as they are afterwards.
func (e AccountUpdated) Noun() any { return e.Account }

func init() {
	events.Register[AccountUpdated]("apigateway.AccountUpdated")
}
