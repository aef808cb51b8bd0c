package decide

import (
	"slices"
	"strings"

	"reel/events"
	"reel/events/apigateway"
	"reel/projections"
)

// An accountDraft is an account's settings while they are patched.
type accountDraft struct {
	apigateway.Account
	id string // of the account
}

// UpdateAccount patches the settings of an account in a region.
func UpdateAccount(_ events.Env, w projections.World, c apigateway.UpdateAccount) (events.Event, error) {
	draft := accountDraft{w.AccountSettings(), w.Account}
	draft.Features = slices.Clone(draft.Features)
	if err := accountPatch.apply(&draft, c.PatchOperations); err != nil {
		return nil, err
	}
	return apigateway.AccountUpdated{Account: draft.Account}, nil
}

// accountPatch is all that UpdateAccount may patch:
// https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateAccount-Patch
var accountPatch = newAccountPatch()

func newAccountPatch() patcher[accountDraft] {
	p := patcher[accountDraft]{rules: []rule[accountDraft]{
		{"/cloudwatchRoleArn", replaceOnly, patchLogRole},
		{"/features", addRemove, patchFeature},
	}}
	p.unknownPath, p.wrongOp = byOp(map[string]string{"add": "/features", "remove": "/features", "replace": "/cloudwatchRoleArn"})
	return p
}

// patchLogRole sets the role by which logs are written; an empty one takes it
// away (the provider of Terraform resets it so).
func patchLogRole(a *accountDraft, o operation) error {
	role := o.text()
	if parsed, ok := parseArn(role); role != "" && (!ok || parsed.service != "iam" || !strings.HasPrefix(parsed.resource, "role/")) {
		// https://github.com/hashicorp/terraform/pull/6321
		return events.Refuse(events.BadRequest, "The role ARN is not well formed")
	}
	a.CloudwatchRoleArn = role
	return checkRole(a.id, role)
}

// patchFeature turns a feature on or off. There is one, which stays on.
func patchFeature(a *accountDraft, o operation) error {
	const usagePlans = "UsagePlans"
	if err := validOption("Feature", o.text(), []string{usagePlans}); err != nil {
		return err
	}
	if o.op == "remove" {
		return events.Refuse(events.BadRequest, "Usage Plans cannot be disabled once enabled")
	}
	if !slices.Contains(a.Features, usagePlans) {
		a.Features = append(a.Features, usagePlans)
	}
	return nil
}
