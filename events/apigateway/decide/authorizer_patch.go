package decide

import (
	"slices"
	"strconv"
	"strings"

	"reel/events"
	"reel/events/apigateway"
)

// authorizerPatch is all that UpdateAuthorizer may patch:
// https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateAuthorizer-Patch
var authorizerPatch = newAuthorizerPatch()

func newAuthorizerPatch() patcher[apigateway.Authorizer] {
	p := patcher[apigateway.Authorizer]{rules: []rule[apigateway.Authorizer]{
		texts("/authorizerUri", func(a *apigateway.Authorizer) *string { return &a.AuthorizerUri }),
		texts("/authorizerCredentials", func(a *apigateway.Authorizer) *string { return &a.AuthorizerCredentials }),
		{"/authorizerResultTtlInSeconds", replaceOnly, patchTtl},
		texts("/authType", func(a *apigateway.Authorizer) *string { return &a.AuthType }),
		{"/identitySource", anyEdit, patchIdentitySource},
		texts("/identityValidationExpression", func(a *apigateway.Authorizer) *string { return &a.IdentityValidationExpression }),
		texts("/name", func(a *apigateway.Authorizer) *string { return &a.Name }),
		{"/providerARNs", addRemove, patchProvider},
		{"/type", replaceOnly, patchAuthorizerType},
	}}
	p.unknownPath, p.wrongOp = byOp(map[string]string{
		"add":    "/identitySource, /providerARNs",
		"remove": "/identitySource, /providerARNs",
		"replace": "/authorizerUri, /authorizerCredentials, /authorizerResultTtlInSeconds, /authType, /identitySource, " +
			"/identityValidationExpression, /name, /type",
	})
	return p
}

// patchTtl sets how long results are kept; without a value AWS's default counts again.
func patchTtl(a *apigateway.Authorizer, o operation) error {
	if o.text() == "" {
		a.AuthorizerResultTtlInSeconds = nil
		return nil
	}
	ttl, err := strconv.ParseInt(o.text(), 10, 32)
	if err != nil {
		return events.Refuse(events.BadRequest, "Invalid authorizer result TTL specified, must be between 0 and 3600 seconds")
	}
	a.AuthorizerResultTtlInSeconds = &ttl
	return nil
}

// patchIdentitySource sets the expressions, adds one of several, or removes one
// or, without a value, all of them.
func patchIdentitySource(a *apigateway.Authorizer, o operation) error {
	sources := listed(a.IdentitySource)
	switch {
	case o.op == "replace" || o.op == "add" && a.Type != "REQUEST":
		a.IdentitySource = o.text()
		return nil
	case o.op == "add":
		sources = append(sources, o.text())
	case o.text() == "":
		sources = nil
	default:
		sources, _ = without(sources, o.text())
	}
	a.IdentitySource = strings.Join(sources, ", ")
	return nil
}

// patchProvider adds or removes the user pool that the value names.
func patchProvider(a *apigateway.Authorizer, o operation) error {
	if o.op == "remove" {
		a.ProviderARNs, _ = without(a.ProviderARNs, o.text())
		return nil
	}
	if !slices.Contains(a.ProviderARNs, o.text()) {
		a.ProviderARNs = append(slices.Clone(a.ProviderARNs), o.text())
	}
	return nil
}

// patchAuthorizerType changes the type, and AWS's own authType with it.
func patchAuthorizerType(a *apigateway.Authorizer, o operation) error {
	if a.AuthType == authTypes[a.Type] {
		a.AuthType = authTypes[o.text()]
	}
	a.Type = o.text()
	return nil
}
