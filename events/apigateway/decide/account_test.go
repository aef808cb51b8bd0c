package decide_test

import (
	"testing"

	"reel/events"
	"reel/events/apigateway"
	"reel/events/apigateway/decide"
	"reel/projections"
)

func TestUpdateAccount(t *testing.T) {
	of := func(parts ...string) apigateway.UpdateAccount {
		return apigateway.UpdateAccount{PatchOperations: patch(parts...)}
	}
	was := func(w projections.World) any { return w.AccountSettings() }
	noun := func(e events.Event) any { return e.(apigateway.AccountUpdated).Account }
	const illFormed = "BadRequestException: The role ARN is not well formed" // met by a user: github.com/hashicorp/terraform/pull/6321
	changes(t, "account", 12, decide.UpdateAccount, was, noun, []change[apigateway.UpdateAccount]{
		{"another role", of("replace", "/cloudwatchRoleArn", "arn:aws:iam::000000000000:role/path/other"), `{"cloudwatchRoleArn":"arn:aws:iam::000000000000:role/path/other"}`, ""},
		{"no role", of("replace", "/cloudwatchRoleArn", ""), `{"cloudwatchRoleArn":null}`, ""},
		{"what is no ARN", of("replace", "/cloudwatchRoleArn", "role"), "", illFormed},
		{"what is no role", of("replace", "/cloudwatchRoleArn", "arn:aws:iam::000000000000:user/logs"), "", illFormed},
		{"a role of another account", of("replace", "/cloudwatchRoleArn", "arn:aws:iam::111122223333:role/logs"), "", "AccessDeniedException: Cross-account pass role is not allowed."},
		{"a feature that is on", of("add", "/features", "UsagePlans"), `{}`, ""},
		{"a feature that stays on", of("remove", "/features", "UsagePlans"), "", "BadRequestException: Usage Plans cannot be disabled once enabled"},
		{"no feature", of("add", "/features", "Teleport"), "", "BadRequestException: Invalid Feature specified. Valid options are UsagePlans"},
		{"limits", of("replace", "/throttleSettings/rateLimit", "1"), "", "BadRequestException: Invalid patch path  '/throttleSettings/rateLimit' specified for op 'replace'. Must be one of: [/cloudwatchRoleArn]"},
		{"add of a role", of("add", "/cloudwatchRoleArn", ""), "", "BadRequestException: Invalid patch path  '/cloudwatchRoleArn' specified for op 'add'. Must be one of: [/features]"},
	})
	decides(t, decide.UpdateAccount, []test[apigateway.UpdateAccount]{
		{name: "of a new account", when: of(),
			then: `{"account":{"apiKeyVersion":"4","features":["UsagePlans"],"throttleSettings":{"burstLimit":5000,"rateLimit":10000}}}`},
	})
}
