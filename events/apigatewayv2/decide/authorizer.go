package decide

import (
	"net"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"reel/events"
	"reel/events/apigatewayv2"
	"reel/projections"
)

// CreateAuthorizer gives an API an authorizer. AWS reads the discovery document
// of a JWT authorizer's issuer before it takes the authorizer. A decision asks
// nobody, and an emulator must do without the internet, so that an issuer is
// first asked when a token of its is.
func CreateAuthorizer(env events.Env, w projections.World, c apigatewayv2.CreateAuthorizer) (events.Event, error) {
	api, err := w.Api(c.ApiId)
	if err != nil {
		return nil, err
	}
	a := apigatewayv2.Authorizer{
		AuthorizerCredentialsArn: deref(c.AuthorizerCredentialsArn), AuthorizerId: env.NewID(6),
		AuthorizerPayloadFormatVersion: deref(c.AuthorizerPayloadFormatVersion),
		AuthorizerResultTtlInSeconds:   c.AuthorizerResultTtlInSeconds, AuthorizerType: c.AuthorizerType,
		AuthorizerUri: deref(c.AuthorizerUri), EnableSimpleResponses: c.EnableSimpleResponses,
		IdentitySource: slices.Clone(c.IdentitySource), IdentityValidationExpression: deref(c.IdentityValidationExpression),
		JwtConfiguration: jwtConfiguration(nil, c.JwtConfiguration), Name: c.Name,
	}
	if err := checkAuthorizer(api.Tree, &a); err != nil {
		return nil, err
	}
	return AutoDeploys(env, w, apigatewayv2.AuthorizerCreated{ApiId: c.ApiId, Authorizer: a})
}

// jwtConfiguration is a configuration merged into the one before.
func jwtConfiguration(was *apigatewayv2.JWTConfiguration, c *apigatewayv2.JWTConfigurationInput) *apigatewayv2.JWTConfiguration {
	if c == nil {
		return was
	}
	var now apigatewayv2.JWTConfiguration
	if was != nil {
		now = *was
	}
	if c.Audience != nil {
		now.Audience = slices.Clone(c.Audience)
	}
	set(&now.Issuer, c.Issuer)
	return &now
}

// UpdateAuthorizer merges what is given into an authorizer.
func UpdateAuthorizer(env events.Env, w projections.World, c apigatewayv2.UpdateAuthorizer) (events.Event, error) {
	api, was, err := w.ApiAuthorizer(c.ApiId, c.AuthorizerId)
	if err != nil {
		return nil, err
	}
	a := *was
	set(&a.AuthorizerCredentialsArn, c.AuthorizerCredentialsArn)
	set(&a.AuthorizerPayloadFormatVersion, c.AuthorizerPayloadFormatVersion)
	set(&a.AuthorizerType, c.AuthorizerType)
	set(&a.AuthorizerUri, c.AuthorizerUri)
	set(&a.IdentityValidationExpression, c.IdentityValidationExpression)
	set(&a.Name, c.Name)
	if c.AuthorizerResultTtlInSeconds != nil {
		a.AuthorizerResultTtlInSeconds = c.AuthorizerResultTtlInSeconds
	}
	if c.EnableSimpleResponses != nil {
		a.EnableSimpleResponses = c.EnableSimpleResponses
	}
	if c.IdentitySource != nil {
		a.IdentitySource = slices.Clone(c.IdentitySource)
	}
	a.JwtConfiguration = jwtConfiguration(a.JwtConfiguration, c.JwtConfiguration)
	if a.AuthorizerType != was.AuthorizerType {
		if routes := authorizerUsers(api.Tree, a.AuthorizerId); routes != "" {
			return nil, events.Refuse(events.Conflict, "%s", "Cannot change the type of an Authorizer that is referenced by the following Routes with Ids: "+routes)
		}
	}
	if err := checkAuthorizer(api.Tree, &a); err != nil {
		return nil, err
	}
	return AutoDeploys(env, w, apigatewayv2.AuthorizerUpdated{ApiId: c.ApiId, Authorizer: a})
}

// DeleteAuthorizer takes an authorizer away that no route asks.
func DeleteAuthorizer(env events.Env, w projections.World, c apigatewayv2.DeleteAuthorizer) (events.Event, error) {
	api, _, err := w.ApiAuthorizer(c.ApiId, c.AuthorizerId)
	if err != nil {
		return nil, err
	}
	if routes := authorizerUsers(api.Tree, c.AuthorizerId); routes != "" {
		return nil, events.Refuse(events.Conflict, "%s", "Cannot delete Authorizer because it is referenced by the following Routes with Ids: "+routes)
	}
	return AutoDeploys(env, w, apigatewayv2.AuthorizerDeleted{ApiId: c.ApiId, AuthorizerId: c.AuthorizerId})
}

func authorizerUsers(t *projections.ApiTree, id string) string {
	return routesWith(t, func(r *projections.Route) bool { return r.AuthorizerId == id })
}

func checkAuthorizer(t *projections.ApiTree, a *apigatewayv2.Authorizer) error {
	http := t.ProtocolType == apigatewayv2.HTTP
	if err := checkLength("Authorizer name", a.Name, 1, 128); err != nil {
		return err
	}
	switch {
	case !http && a.AuthorizerType != "REQUEST":
		return refuse("Only REQUEST authorizer type is supported on WEBSOCKET protocol Apis.")
	case a.AuthorizerType == "":
		return refuse("Invalid authorizerType specified. Must be one of [JWT, REQUEST]")
	}
	for _, other := range t.Authorizers.All() {
		if other.Name == a.Name && other.AuthorizerId != a.AuthorizerId {
			return refuse("Authorizer name must be unique. Authorizer %s already exists in this API.", a.Name)
		}
	}
	return first(
		checkEnum("authorizerType", a.AuthorizerType, "JWT", "REQUEST"),
		checkIdentity(http, a.IdentitySource),
		checkByType(http, a),
	)
}

func checkByType(http bool, a *apigatewayv2.Authorizer) error {
	if a.AuthorizerType == "JWT" {
		return checkJwt(a)
	}
	return checkRequestAuthorizer(http, a)
}

// Where an identity may stand in a request. The two kinds of APIs have a
// spelling each, and AWS refuses the one for the other
// (https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-authorizers.html).
var (
	httpIdentity      = regexp.MustCompile(`^\$(request\.(header|querystring)|context|stageVariables)\.[^\s]+$`)
	webSocketIdentity = regexp.MustCompile(`^(route\.request\.(header|querystring)|context|stageVariables)\.[^\s]+$`)
)

func checkIdentity(http bool, sources []string) error {
	for _, source := range sources {
		switch {
		case http && !httpIdentity.MatchString(source):
			return refuse("Invalid identity source expression: %s", cut(source))
		case !http && !webSocketIdentity.MatchString(source):
			return refuse("Invalid request identity source expression: %s", cut(source))
		}
	}
	return nil
}

// maxAudiences is AWS's limit:
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
const maxAudiences = 50

// checkJwt refuses a JWT authorizer. What belongs to REQUEST ones is not kept.
func checkJwt(a *apigatewayv2.Authorizer) error {
	a.AuthorizerCredentialsArn, a.AuthorizerPayloadFormatVersion, a.AuthorizerUri = "", "", ""
	a.AuthorizerResultTtlInSeconds, a.EnableSimpleResponses = nil, nil
	switch jwt := a.JwtConfiguration; {
	case jwt == nil:
		return refuse("JwtConfiguration must not be null for JWT Authorizer")
	case !isIssuer(jwt.Issuer):
		return refuse("Invalid issuer: Issuer is not a valid URL for JWT Authorizer")
	case len(jwt.Audience) == 0:
		return refuse("Audience must not be empty for JWT Authorizer")
	case len(jwt.Audience) > maxAudiences:
		return refuse("Invalid audience specified. A JWT Authorizer can have at most %d audiences.", maxAudiences)
	case len(a.IdentitySource) != 1:
		return refuse("IdentitySource must have a single entry for JWT Authorizer")
	}
	return nil
}

// isIssuer tells whether a text is an issuer's URL. It is https, as AWS asks; on
// the machine itself, which AWS could not reach, http will do.
func isIssuer(issuer string) bool {
	u, err := url.Parse(issuer)
	if err != nil || u.Hostname() == "" || len(issuer) > 2048 {
		return false
	}
	host := u.Hostname()
	local := host == "localhost" || strings.HasSuffix(host, ".localhost") || net.ParseIP(host).IsLoopback()
	return u.Scheme == "https" || u.Scheme == "http" && local
}

// checkRequestAuthorizer refuses a REQUEST authorizer.
func checkRequestAuthorizer(http bool, a *apigatewayv2.Authorizer) error {
	a.JwtConfiguration = nil
	switch v := a.AuthorizerPayloadFormatVersion; {
	case a.AuthorizerUri == "":
		return refuse("AuthorizerUri is a required field in an Authorizer")
	case !isLambda(a.AuthorizerUri):
		return refuse("Invalid Authorizer URI: %s. Authorizer URI should be a valid API Gateway ARN that represents a Lambda function invocation.", cut(a.AuthorizerUri))
	case http && v == "":
		return refuse("AuthorizerPayloadFormatVersion is a required parameter for REQUEST authorizer")
	case v != "" && v != "1.0" && (v != "2.0" || !http):
		return refuse("Unsupported AuthorizerPayloadFormatVersion: %s", cut(v))
	case deref(a.EnableSimpleResponses) && v != "2.0":
		return refuse("EnableSimpleResponses is only supported for AuthorizerPayloadFormatVersion 2.0")
	}
	return first(checkTTL(http, a), checkRole(a.AuthorizerCredentialsArn))
}

// defaultTTL is how long the answers of an HTTP API's authorizer are kept, in
// seconds, when it has identity sources and nothing else is said.
const defaultTTL = 300

func checkTTL(http bool, a *apigatewayv2.Authorizer) error {
	if a.AuthorizerResultTtlInSeconds == nil && http {
		ttl := int64(0)
		if len(a.IdentitySource) > 0 {
			ttl = defaultTTL
		}
		a.AuthorizerResultTtlInSeconds = &ttl
	}
	switch ttl := deref(a.AuthorizerResultTtlInSeconds); {
	case ttl < 0 || ttl > 3600:
		return refuse("Authorizer result TTL outside allowable range. TTL must be between 0 and 3600 seconds.")
	case ttl > 0 && len(a.IdentitySource) == 0:
		return refuse("Identity source must be set if authorizer caching is enabled (TTL is greater than 0)")
	}
	return nil
}
