package projections

import "reel/events/apigateway"

// AccountSettings are the settings of the account in the region: what AWS gives
// to new accounts, until something is set.
func (w World) AccountSettings() apigateway.Account {
	if a := w.region.Account.Get(accountRow); a != nil {
		return *a
	}
	return apigateway.Account{
		ApiKeyVersion:    "4",
		Features:         []string{"UsagePlans"},
		ThrottleSettings: &apigateway.ThrottleSettings{BurstLimit: 5000, RateLimit: 10000},
	}
}

// GetAccount answers GetAccount.
func (w World) GetAccount(apigateway.GetAccount) (apigateway.Account, error) {
	return w.AccountSettings(), nil
}
