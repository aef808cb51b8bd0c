package decide

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"reel/events"
	"reel/events/apigateway"
	"reel/projections"
)

// CreateAuthorizer makes an authorizer. AWS looks at the authorizer before it
// looks for the API, and answers an unknown API as if someone else were at work on
// it (recorded).
func CreateAuthorizer(env events.Env, w projections.World, c apigateway.CreateAuthorizer) (events.Event, error) {
	a := apigateway.Authorizer{
		AuthType:                     deref(c.AuthType),
		AuthorizerCredentials:        deref(c.AuthorizerCredentials),
		AuthorizerResultTtlInSeconds: c.AuthorizerResultTtlInSeconds,
		AuthorizerUri:                deref(c.AuthorizerUri),
		Id:                           env.NewID(6),
		IdentitySource:               deref(c.IdentitySource),
		IdentityValidationExpression: deref(c.IdentityValidationExpression),
		Name:                         c.Name,
		ProviderARNs:                 slices.Clone(c.ProviderARNs),
		Type:                         c.Type,
	}
	if a.AuthType == "" {
		a.AuthType = authTypes[a.Type]
	}
	if a.Type == "COGNITO_USER_POOLS" {
		// AWS drops it here, but takes it in a patch:
		// https://github.com/hashicorp/terraform-provider-aws/issues/16613
		a.AuthorizerCredentials = ""
	}
	if err := checkAuthorizer(&a); err != nil {
		return nil, err
	}
	api, err := w.RestApi(c.RestApiId)
	if err != nil {
		return nil, events.Refuse(events.Conflict, "Unable to complete operation due to concurrent modification. Please try again later.")
	}
	if err := checkAuthorizerName(api, &a); err != nil {
		return nil, err
	}
	return apigateway.AuthorizerCreated{Authorizer: a, RestApiId: c.RestApiId}, nil
}

// authTypes are what AWS shows as authType where the caller has given none.
var authTypes = map[string]string{"TOKEN": "custom", "REQUEST": "custom", "COGNITO_USER_POOLS": "cognito_user_pools"}

// UpdateAuthorizer patches an authorizer.
func UpdateAuthorizer(_ events.Env, w projections.World, c apigateway.UpdateAuthorizer) (events.Event, error) {
	api, was, err := w.Authorizer(c.RestApiId, c.AuthorizerId)
	if err != nil {
		return nil, err
	}
	a := *was
	if err := authorizerPatch.apply(&a, c.PatchOperations); err != nil {
		return nil, err
	}
	if err := checkAuthorizer(&a); err != nil {
		return nil, err
	}
	if err := checkAuthorizerName(api, &a); err != nil {
		return nil, err
	}
	return apigateway.AuthorizerUpdated{Authorizer: a, RestApiId: c.RestApiId}, nil
}

// DeleteAuthorizer takes an authorizer away that no method uses.
func DeleteAuthorizer(_ events.Env, w projections.World, c apigateway.DeleteAuthorizer) (events.Event, error) {
	api, a, err := w.Authorizer(c.RestApiId, c.AuthorizerId)
	if err != nil {
		return nil, err
	}
	for r := range api.Tree.Subtree("/") {
		for _, verb := range slices.Sorted(maps.Keys(r.ResourceMethods)) {
			if r.ResourceMethods[verb].AuthorizerId == a.Id {
				// Two slashes before the path: https://github.com/hashicorp/terraform/issues/25980
				return nil, events.Refuse(events.Conflict, "Cannot delete authorizer '%s', is referenced in method: %s/%s", a.Name, verb, r.Path)
			}
		}
	}
	return apigateway.AuthorizerDeleted{AuthorizerId: a.Id, RestApiId: c.RestApiId}, nil
}

// checkAuthorizerName refuses a name that another authorizer of the API has.
func checkAuthorizerName(api *projections.RestApi, a *apigateway.Authorizer) error {
	for _, other := range api.Tree.Authorizers.All() {
		if other.Name == a.Name && other.Id != a.Id {
			return events.Refuse(events.BadRequest, "Authorizer name must be unique. Authorizer %s already exists in this RestApi.", a.Name)
		}
	}
	return nil
}

// checkAuthorizer refuses an authorizer that AWS would not have.
func checkAuthorizer(a *apigateway.Authorizer) error {
	if a.Name == "" {
		return events.Refuse(events.BadRequest, "Authorizer name must be non-empty")
	}
	if ttl := valueOr(a.AuthorizerResultTtlInSeconds, 300); ttl < 0 || ttl > 3600 {
		return events.Refuse(events.BadRequest, "Invalid authorizer result TTL specified, must be between 0 and 3600 seconds")
	}
	switch a.Type {
	case "TOKEN":
		if err := checkAuthorizerUri(a.AuthorizerUri); err != nil {
			return err
		}
		return checkTokenSource(a.IdentitySource)
	case "REQUEST":
		if err := checkAuthorizerUri(a.AuthorizerUri); err != nil {
			return err
		}
		return checkIdentitySources(a)
	case "COGNITO_USER_POOLS":
		if err := checkProviders(a.ProviderARNs); err != nil {
			return err
		}
		return checkTokenSource(a.IdentitySource)
	}
	return validOption("AuthorizerType", a.Type, []string{"TOKEN", "REQUEST", "COGNITO_USER_POOLS"})
}

// The URI of a function's invocation. The function may be a stage variable, the
// region and what stands before it may not.
var authorizerUri = regexp.MustCompile(`^arn:aws[a-z-]*:apigateway:[a-z]{2}(-[a-z]+)+-\d+:lambda:path/{1,2}2015-03-31/functions/[^\s/]+/invocations$`)

func checkAuthorizerUri(uri string) error {
	if authorizerUri.MatchString(uri) {
		return nil
	}
	if uri == "" {
		uri = "null"
	}
	return events.Refuse(events.BadRequest, "Invalid Authorizer URI: "+uri+
		". Authorizer URI should be a valid API Gateway ARN that represents a Lambda function invocation.")
}

var tokenSource = regexp.MustCompile(`^method\.request\.header\.[a-zA-Z0-9._-]+$`)

// errNoIdentity is AWS's answer to an authorizer whose results are cached and
// that does not say by what:
// https://github.com/awsdocs/aws-cloudformation-user-guide/pull/692
var errNoIdentity = events.Refuse(events.BadRequest, "Invalid request input")

// checkTokenSource refuses a token that is not in a header: TOKEN and
// COGNITO_USER_POOLS know no other place.
func checkTokenSource(source string) error {
	switch {
	case source == "":
		return errNoIdentity
	case !tokenSource.MatchString(source):
		return events.Refuse(events.BadRequest, "Invalid token source expression: "+source+
			". The source must be a method request header, matching 'method.request.header.[a-zA-Z0-9._-]+'.")
	}
	return nil
}

var identitySource = regexp.MustCompile(`^(method\.request\.(header|querystring)|stageVariables|context)\.[a-zA-Z0-9._$-]+$`)

// checkIdentitySources refuses expressions that are none, and none at all where
// results are cached.
func checkIdentitySources(a *apigateway.Authorizer) error {
	sources := listed(a.IdentitySource)
	if len(sources) == 0 && valueOr(a.AuthorizerResultTtlInSeconds, 300) > 0 {
		return errNoIdentity
	}
	var wrong found
	for _, source := range sources {
		if !identitySource.MatchString(source) {
			wrong = append(wrong, "Invalid mapping expression specified: "+source)
		}
	}
	return wrong.refusedMapping()
}

// checkProviders refuses user pools that are none: an authorizer has one at least.
func checkProviders(arns []string) error {
	for _, s := range arns {
		if a, ok := parseArn(s); !ok || a.service != "cognito-idp" || !strings.HasPrefix(a.resource, "userpool/") {
			return events.Refuse(events.BadRequest, "Invalid ARN specified in the request")
		}
	}
	if len(arns) == 0 {
		return events.Refuse(events.BadRequest, "Invalid request input")
	}
	return nil
}
