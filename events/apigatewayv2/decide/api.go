package decide

import (
	"cmp"
	"maps"

	"reel/events"
	v1 "reel/events/apigateway/decide"
	"reel/events/apigatewayv2"
	"reel/projections"
)

// What an API starts with.
const (
	httpSelection = "$request.method $request.path"
	keySelection  = "$request.header.x-api-key"
)

// CreateApi makes an HTTP or WebSocket API. With a target it makes an HTTP API
// that works at once: an integration, a route and the stage $default, which
// deploys by itself.
func CreateApi(env events.Env, w projections.World, c apigatewayv2.CreateApi) (events.Event, error) {
	if err := checkNewApi(c); err != nil {
		return nil, err
	}
	if err := v1.CheckTags(c.Tags); err != nil {
		return nil, err
	}
	cors, err := newCors(c.ProtocolType, c.CorsConfiguration, nil)
	if err != nil {
		return nil, err
	}
	id, err := env.ApiID(c.Tags)
	if err != nil {
		return nil, err
	}
	api := apigatewayv2.Api{
		ApiId:                     id,
		ApiKeySelectionExpression: cmp.Or(deref(c.ApiKeySelectionExpression), keySelection),
		CorsConfiguration:         cors,
		CreatedDate:               timestamp(env),
		Description:               deref(c.Description),
		DisableExecuteApiEndpoint: deref(c.DisableExecuteApiEndpoint),
		IpAddressType:             cmp.Or(deref(c.IpAddressType), "ipv4"),
		Name:                      c.Name,
		ProtocolType:              c.ProtocolType,
		RouteSelectionExpression:  cmp.Or(deref(c.RouteSelectionExpression), httpSelection),
		Tags:                      cloned(c.Tags),
		Version:                   deref(c.Version),
	}
	if api.ProtocolType == apigatewayv2.WebSocket {
		api.DisableSchemaValidation = c.DisableSchemaValidation
	}
	e := apigatewayv2.ApiCreated{Api: api}
	if deref(c.Target) != "" {
		if err := quickCreate(env, &e, c); err != nil {
			return nil, err
		}
	}
	return AutoDeploys(env, w, e)
}

// cloned is a copy of a map, empty rather than nil.
func cloned[V any](m map[string]V) map[string]V {
	out := make(map[string]V, len(m))
	maps.Copy(out, m)
	return out
}

// checkNewApi refuses what AWS refuses of a new API's own members.
func checkNewApi(c apigatewayv2.CreateApi) error {
	if c.ProtocolType != apigatewayv2.HTTP && c.ProtocolType != apigatewayv2.WebSocket {
		return refuse("Invalid protocol specified. Must be one of [HTTP, WEBSOCKET]")
	}
	if err := checkApiName(c.Name); err != nil {
		return err
	}
	quick := deref(c.Target) != ""
	switch {
	case c.ProtocolType == apigatewayv2.WebSocket && (quick || c.RouteKey != nil || c.CredentialsArn != nil):
		return refuse("Quick create is not supported for WEBSOCKET protocolType")
	case !quick && (c.RouteKey != nil || c.CredentialsArn != nil):
		return refuse("Target must be specified when routeKey or credentialsArn is specified")
	}
	return first(
		checkSelection(c.ProtocolType, deref(c.RouteSelectionExpression)),
		checkKeySelection(deref(c.ApiKeySelectionExpression)),
		checkOptional("description", c.Description, 0, 1024),
		checkOptional("version", c.Version, 0, 64),
		checkEnum("ipAddressType", deref(c.IpAddressType), "ipv4", "dualstack"),
	)
}

func checkApiName(name string) error {
	if name == "" || checkLength("API name", name, 1, 128) != nil {
		return refuse("Invalid API name specified")
	}
	return nil
}

// checkSelection refuses a route selection expression. HTTP APIs have but one,
// in two spellings, and none is that one too; WebSocket APIs need one, which may be
// a plain text. See
// https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-selection-expressions.html.
func checkSelection(protocol, expression string) error {
	switch {
	case protocol == apigatewayv2.WebSocket && expression == "",
		len(expression) > 512:
		return refuse("Invalid routeSelectionExpression")
	case protocol == apigatewayv2.HTTP && expression != "" && expression != httpSelection &&
		expression != "${request.method} ${request.path}":
		return refuse(`Route selection expression is currently limited to "${request.method} ${request.path}"`)
	}
	return nil
}

// checkKeySelection refuses a place where no API key is looked for.
func checkKeySelection(expression string) error {
	switch expression {
	case "", keySelection, "${request.header.x-api-key}",
		"$context.authorizer.usageIdentifierKey", "${context.authorizer.usageIdentifierKey}":
		return nil
	}
	return refuse("Invalid apiKeySelectionExpression specified: %s", cut(expression))
}

// UpdateApi merges what is given into an API's own members. Those of quick create
// reach the integration and the route that it has made.
func UpdateApi(env events.Env, w projections.World, c apigatewayv2.UpdateApi) (events.Event, error) {
	was, err := w.Api(c.ApiId)
	if err != nil {
		return nil, err
	}
	api := was.Tree.Api
	if c.CorsConfiguration != nil {
		if api.CorsConfiguration, err = newCors(api.ProtocolType, c.CorsConfiguration, api.CorsConfiguration); err != nil {
			return nil, err
		}
	}
	set(&api.ApiKeySelectionExpression, c.ApiKeySelectionExpression)
	set(&api.Description, c.Description)
	set(&api.DisableExecuteApiEndpoint, c.DisableExecuteApiEndpoint)
	set(&api.IpAddressType, c.IpAddressType)
	set(&api.Name, c.Name)
	set(&api.RouteSelectionExpression, c.RouteSelectionExpression)
	set(&api.Version, c.Version)
	if c.DisableSchemaValidation != nil && api.ProtocolType == apigatewayv2.WebSocket {
		api.DisableSchemaValidation = c.DisableSchemaValidation
	}
	if err := checkApi(&api); err != nil {
		return nil, err
	}
	e := apigatewayv2.ApiUpdated{Api: api}
	if err := updateQuick(was.Tree, &e, c); err != nil {
		return nil, err
	}
	return AutoDeploys(env, w, e)
}

// checkApi gives cleared members their defaults and refuses what AWS refuses.
func checkApi(api *apigatewayv2.Api) error {
	api.ApiKeySelectionExpression = cmp.Or(api.ApiKeySelectionExpression, keySelection)
	if api.ProtocolType == apigatewayv2.HTTP {
		api.RouteSelectionExpression = cmp.Or(api.RouteSelectionExpression, httpSelection)
	}
	api.IpAddressType = cmp.Or(api.IpAddressType, "ipv4")
	return first(
		checkApiName(api.Name),
		checkSelection(api.ProtocolType, api.RouteSelectionExpression),
		checkKeySelection(api.ApiKeySelectionExpression),
		checkLength("description", api.Description, 0, 1024),
		checkLength("version", api.Version, 0, 64),
		checkEnum("ipAddressType", api.IpAddressType, "ipv4", "dualstack"),
	)
}

// DeleteApi takes an API away with all that it holds, unless a domain name leads
// to it.
func DeleteApi(_ events.Env, w projections.World, c apigatewayv2.DeleteApi) (events.Event, error) {
	if _, err := w.Api(c.ApiId); err != nil {
		return nil, err
	}
	if err := checkUnmappedApi(w, c.ApiId); err != nil {
		return nil, err
	}
	return apigatewayv2.ApiDeleted{ApiId: c.ApiId}, nil
}
