package gateway

import (
	"cmp"
	"regexp"
	"strings"
	"time"

	"reel/events/apigateway"
)

// An authorizer is one of a deployment's, compiled.
type authorizer struct {
	id       string
	kind     string // TOKEN, REQUEST or COGNITO_USER_POOLS
	uri      uriTemplate
	identity []expression   // what identifies a caller, in the order it is named
	valid    *regexp.Regexp // what a TOKEN, or the audience of a pool's token, must match; nil for anything
	ttl      time.Duration  // of its verdicts, 0 for asking every time
	pools    []userPool     // of COGNITO_USER_POOLS
	broken   string         // why it cannot be asked, in words
}

// defaultVerdictTTL is how long a verdict is good for unless told otherwise
// (https://docs.aws.amazon.com/apigateway/latest/api/API_Authorizer.html).
const defaultVerdictTTL = 300 * time.Second

func (c compiler) authorizer(noun *apigateway.Authorizer) *authorizer {
	a := &authorizer{id: noun.Id, kind: noun.Type, uri: parseURI(noun.AuthorizerUri), pools: userPools(noun.ProviderARNs), ttl: defaultVerdictTTL}
	if noun.AuthorizerResultTtlInSeconds != nil {
		a.ttl = time.Duration(*noun.AuthorizerResultTtlInSeconds) * time.Second
	}
	source := noun.IdentitySource
	if noun.Type != "REQUEST" {
		source = cmp.Or(source, "method.request.header.Authorization")
	}
	for _, part := range strings.Split(source, ",") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		e, ok := parseExpression(part)
		if !ok {
			a.broken = "the identity source " + part + " makes no sense"
		}
		a.identity = append(a.identity, e)
	}
	if noun.Type != "REQUEST" && len(a.identity) == 0 {
		a.broken = "the identity source " + source + " names nothing"
	}
	if v := noun.IdentityValidationExpression; v != "" {
		var err error
		if a.valid, err = regexp.Compile("^(?:" + v + ")$"); err != nil {
			a.broken = "the identity validation expression is no regular expression: " + err.Error()
		}
	}
	if a.broken != "" {
		c.log.Warn("an authorizer cannot be asked", "authorizer", noun.Name, "reason", a.broken)
	}
	return a
}

// identify is what the call identifies its caller with: the value of each identity
// source. ok is false when one is missing or empty, which AWS refuses without
// asking the function
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/configure-api-gateway-lambda-authorization.html).
func (x *exchange) identify(a *authorizer) (values []string, ok bool, f *fault) {
	for _, source := range a.identity {
		found, f := x.requestValues(source)
		if f != nil {
			return nil, false, f
		}
		if len(found) == 0 || found[len(found)-1] == "" {
			return nil, false, nil
		}
		values = append(values, found[len(found)-1])
	}
	return values, true, nil
}
