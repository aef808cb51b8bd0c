package decide

import (
	"slices"
	"strings"

	"reel/events"
	"reel/events/apigatewayv2"
	"reel/projections"
)

// newCors is a CORS configuration merged into the one before, nil for none. It is
// kept as AWS keeps it: header names in lower case, lists empty rather than absent.
func newCors(protocol string, c *apigatewayv2.CorsInput, was *apigatewayv2.Cors) (*apigatewayv2.Cors, error) {
	if c == nil {
		return was, nil
	}
	if protocol == apigatewayv2.WebSocket {
		return nil, refuse("Cors is not supported for WEBSOCKET protocolType")
	}
	cors := apigatewayv2.Cors{}
	if was != nil {
		cors = *was
	}
	set(&cors.AllowCredentials, c.AllowCredentials)
	if c.MaxAge != nil {
		cors.MaxAge = c.MaxAge
	}
	cors.AllowHeaders = merged(cors.AllowHeaders, lower(c.AllowHeaders))
	cors.AllowMethods = merged(cors.AllowMethods, c.AllowMethods)
	cors.AllowOrigins = merged(cors.AllowOrigins, c.AllowOrigins)
	cors.ExposeHeaders = merged(cors.ExposeHeaders, lower(c.ExposeHeaders))
	return &cors, checkCors(cors)
}

// merged is the list that is given, else the one before; it is not nil.
func merged(was, given []string) []string {
	if given != nil {
		was = given
	}
	return append([]string{}, was...)
}

func lower(names []string) (out []string) {
	for _, name := range names {
		out = append(out, strings.ToLower(name))
	}
	if names != nil && out == nil {
		out = []string{}
	}
	return out
}

var corsMethods = []string{"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "*"}

// checkCors refuses what browsers would not take, as AWS does. See
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html.
func checkCors(c apigatewayv2.Cors) error {
	if c.AllowCredentials && slices.Contains(c.AllowOrigins, "*") {
		return refuse("allow-credentials is not supported if 'allow-origin' is *")
	}
	if c.MaxAge != nil && (*c.MaxAge < -1 || *c.MaxAge > 86400) {
		return refuse("Invalid maxAge specified. It must be between -1 and 86400 seconds.")
	}
	for _, origin := range c.AllowOrigins {
		if origin != "*" && !strings.Contains(origin, "://") || len(origin) > 512 {
			return refuse("Invalid format for origin %s. Origins must have a scheme.", cut(origin))
		}
	}
	for _, method := range c.AllowMethods {
		if !slices.Contains(corsMethods, strings.ToUpper(method)) { // small letters pass and stay (Terraform's tests on AWS)
			return refuse("Invalid allow-method specified: %s", cut(method))
		}
	}
	for _, name := range slices.Concat(c.AllowHeaders, c.ExposeHeaders) {
		if !isToken(name) {
			return refuse("Invalid header name specified: %s", cut(name))
		}
	}
	return nil
}

// isToken tells whether a text is a header's name (RFC 9110, 5.6.2).
func isToken(s string) bool {
	for _, c := range s {
		if !isAlnum(c) && !strings.ContainsRune("!#$%&'*+-.^_`|~", c) {
			return false
		}
	}
	return s != ""
}

func isAlnum(c rune) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// DeleteCorsConfiguration takes an API's CORS configuration away.
func DeleteCorsConfiguration(env events.Env, w projections.World, c apigatewayv2.DeleteCorsConfiguration) (events.Event, error) {
	if _, err := w.Api(c.ApiId); err != nil {
		return nil, err
	}
	return AutoDeploys(env, w, apigatewayv2.CorsConfigurationDeleted{ApiId: c.ApiId})
}
