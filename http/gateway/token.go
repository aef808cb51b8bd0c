package gateway

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"reel/events/traffic"
)

// expired is AWS's answer to a token that was good once.
var expired = newFault(401, "UnauthorizedException", "The incoming token has expired").of("UNAUTHORIZED")

// authorizeByPool lets in whoever shows a token of one of the authorizer's user
// pools: an identity token, or an access token with one of the scopes that the
// method asks for. Then the API's policy, if there is one, must allow the call.
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-integrate-with-cognito.html).
func (x *exchange) authorizeByPool(ctx context.Context) *fault {
	a := x.method.authorizer
	if a == nil {
		return authorizerFailed.because("there is no authorizer " + x.method.noun.AuthorizerId + " in the deployment")
	}
	x.guard = &traffic.Authorizer{ID: a.id, Type: a.kind}
	begun := x.gateway.Now()
	g, f := x.askPool(ctx, a, x.method.noun.AuthorizationScopes)
	x.guard.Latency = x.gateway.Now().Sub(begun)
	if f != nil {
		x.guard.Error = f.reason
		return f
	}
	x.granted = g
	return x.obey()
}

// askPool is what a call's token says of its caller.
func (x *exchange) askPool(ctx context.Context, a *authorizer, scopes []string) (*grant, *fault) {
	if a.broken != "" {
		return nil, authorizerFailed.because(a.broken)
	}
	identity, ok, f := x.identify(a)
	if f != nil {
		return nil, f
	}
	if !ok {
		return nil, unauthorized.because("the call has no token where the authorizer looks for it")
	}
	claims, f := x.gateway.verifyToken(ctx, a, bare(identity[0]))
	if f != nil {
		return nil, f
	}
	if f := claims.suit(a, scopes); f != nil {
		return nil, f
	}
	return &grant{claims: claims.texts()}, nil
}

// bare is a token without the word that says that it is one.
func bare(token string) string {
	const scheme = "Bearer "
	if len(token) > len(scheme) && strings.EqualFold(token[:len(scheme)], scheme) {
		token = token[len(scheme):]
	}
	return strings.TrimSpace(token)
}

// claims are what a token says, numbers as they were written.
type claims jwt.MapClaims

// verifyToken tells what a token says, if one of the authorizer's pools has signed it
// and it is good now.
func (g *Gateway) verifyToken(ctx context.Context, a *authorizer, token string) (claims, *fault) {
	said := jwt.MapClaims{}
	now := g.Now()
	parser := jwt.NewParser(jwt.WithValidMethods([]string{"RS256"}), jwt.WithTimeFunc(func() time.Time { return now }), jwt.WithExpirationRequired(), jwt.WithJSONNumber())
	_, err := parser.ParseWithClaims(token, said, func(t *jwt.Token) (any, error) { return g.keyOf(ctx, a, t, now) })
	if err == nil {
		return claims(said), nil
	}
	unreadable, isUnreadable := errors.AsType[*unreadableKeysError](err)
	switch {
	case isUnreadable:
		return nil, authorizerFailed.because(unreadable.Error())
	case errors.Is(err, jwt.ErrTokenExpired):
		return nil, expired.because("the token has expired")
	}
	return nil, unauthorized.because("the token is not accepted: " + err.Error())
}

// keyOf is the key that a token must be signed with.
func (g *Gateway) keyOf(ctx context.Context, a *authorizer, t *jwt.Token, now time.Time) (any, error) {
	issuer, err := t.Claims.GetIssuer()
	if err != nil {
		return nil, err
	}
	if _, ok := t.Header["kid"].(string); !ok {
		return nil, errors.New("it names no key")
	}
	i := slices.IndexFunc(a.pools, func(p userPool) bool { return p.issues(issuer) })
	if i < 0 {
		return nil, errors.New("its issuer " + issuer + " is none of the authorizer's user pools")
	}
	pool := a.pools[i]
	source := g.keysOf(pool, issuer)
	if source == "" {
		return nil, errors.New("the keys of user pool " + pool.id + " are not known here; --jwks " + pool.id + "=URL_OR_FILE says where they are, as does AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER for all pools")
	}
	return g.keys.of(source).key(ctx, t, now)
}

// suit tells whether a token is of the kind that a method asks for: an access token
// with one of its scopes, or an identity token where it names none. A scope that is
// asked for and is not there is 401 like any other token that does not do, as AWS
// explains 401 (https://repost.aws/knowledge-center/api-gateway-cognito-401-unauthorized).
func (c claims) suit(a *authorizer, scopes []string) *fault {
	use := c.text("token_use")
	if a.valid != nil && !a.valid.MatchString(c.audience()) {
		return unauthorized.because("the token's audience does not match the identity validation expression")
	}
	if len(scopes) == 0 {
		if use != "id" {
			return unauthorized.because("the method asks for no scopes, which takes an identity token, and the token is one for " + use)
		}
		return nil
	}
	if use != "access" {
		return unauthorized.because("the method asks for scopes, which takes an access token, and the token is one for " + use)
	}
	given := strings.Fields(c.text("scope"))
	if !slices.ContainsFunc(scopes, func(s string) bool { return slices.Contains(given, s) }) {
		return unauthorized.because("the token has none of the scopes " + strings.Join(scopes, ", "))
	}
	return nil
}

// audience is the client that a token is for. Access tokens say it in another place.
func (c claims) audience() string {
	if aud := c.text("aud"); aud != "" {
		return aud
	}
	return c.text("client_id")
}

func (c claims) text(name string) string { return claimText(name, c[name]) }

// texts are the claims as AWS passes them on: all of them as text.
func (c claims) texts() map[string]string {
	out := make(map[string]string, len(c))
	for name, v := range c {
		if v != nil {
			out[name] = claimText(name, v)
		}
	}
	return out
}

// claimText is a claim as text: times of issue and expiry as Java prints them, lists
// with commas between, and whatever else is no text as JSON.
func claimText(name string, v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case json.Number:
		if seconds, err := v.Int64(); err == nil && (name == "exp" || name == "iat") {
			return time.Unix(seconds, 0).UTC().Format("Mon Jan 02 15:04:05 UTC 2006")
		}
		return v.String()
	case []any:
		parts := make([]string, len(v))
		for i, item := range v {
			parts[i] = claimText("", item)
		}
		return strings.Join(parts, ",")
	}
	return string(marshal(v))
}
