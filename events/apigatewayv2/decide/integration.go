package decide

import (
	"maps"

	"reel/events"
	"reel/events/apigatewayv2"
	"reel/projections"
)

// CreateIntegration gives an API something that its routes may call.
func CreateIntegration(env events.Env, w projections.World, c apigatewayv2.CreateIntegration) (events.Event, error) {
	api, err := w.Api(c.ApiId)
	if err != nil {
		return nil, err
	}
	in := apigatewayv2.Integration{
		ConnectionId: deref(c.ConnectionId), ConnectionType: deref(c.ConnectionType),
		ContentHandlingStrategy: deref(c.ContentHandlingStrategy), CredentialsArn: deref(c.CredentialsArn),
		Description: deref(c.Description), IntegrationId: env.NewID(7), IntegrationMethod: deref(c.IntegrationMethod),
		IntegrationSubtype: deref(c.IntegrationSubtype), IntegrationType: c.IntegrationType,
		IntegrationUri: deref(c.IntegrationUri), PassthroughBehavior: deref(c.PassthroughBehavior),
		PayloadFormatVersion: deref(c.PayloadFormatVersion), RequestParameters: maps.Clone(c.RequestParameters),
		RequestTemplates: maps.Clone(c.RequestTemplates), ResponseParameters: maps.Clone(c.ResponseParameters),
		TemplateSelectionExpression: deref(c.TemplateSelectionExpression), TlsConfig: tlsConfig(c.TlsConfig),
	}
	if c.TimeoutInMillis != nil {
		if err := checkTimeout(api.Tree, *c.TimeoutInMillis); err != nil {
			return nil, err
		}
		in.TimeoutInMillis = *c.TimeoutInMillis
	}
	if err := checkIntegration(api.Tree, &in); err != nil {
		return nil, err
	}
	return AutoDeploys(env, w, apigatewayv2.IntegrationCreated{ApiId: c.ApiId, Integration: in})
}

func tlsConfig(c *apigatewayv2.TlsConfigInput) *apigatewayv2.TlsConfig {
	if c == nil || deref(c.ServerNameToVerify) == "" {
		return nil
	}
	return &apigatewayv2.TlsConfig{ServerNameToVerify: *c.ServerNameToVerify}
}

// UpdateIntegration merges what is given into an integration. Of the parameters
// of a request each one given is set, and taken away by ""; those of responses
// are set status by status, and taken away by {}. See
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html.
func UpdateIntegration(env events.Env, w projections.World, c apigatewayv2.UpdateIntegration) (events.Event, error) {
	api, was, err := w.ApiIntegration(c.ApiId, c.IntegrationId)
	if err != nil {
		return nil, err
	}
	in := was.Integration
	mergeIntegration(&in, c)
	if c.TimeoutInMillis != nil {
		if err := checkTimeout(api.Tree, *c.TimeoutInMillis); err != nil {
			return nil, err
		}
	}
	if err := checkIntegration(api.Tree, &in); err != nil {
		return nil, err
	}
	return AutoDeploys(env, w, apigatewayv2.IntegrationUpdated{ApiId: c.ApiId, Integration: in})
}

func mergeIntegration(in *apigatewayv2.Integration, c apigatewayv2.UpdateIntegration) {
	set(&in.ConnectionId, c.ConnectionId)
	set(&in.ConnectionType, c.ConnectionType)
	set(&in.ContentHandlingStrategy, c.ContentHandlingStrategy)
	set(&in.CredentialsArn, c.CredentialsArn)
	set(&in.Description, c.Description)
	set(&in.IntegrationMethod, c.IntegrationMethod)
	set(&in.IntegrationSubtype, c.IntegrationSubtype)
	set(&in.IntegrationType, c.IntegrationType)
	set(&in.IntegrationUri, c.IntegrationUri)
	set(&in.PassthroughBehavior, c.PassthroughBehavior)
	set(&in.PayloadFormatVersion, c.PayloadFormatVersion)
	set(&in.TemplateSelectionExpression, c.TemplateSelectionExpression)
	set(&in.TimeoutInMillis, c.TimeoutInMillis)
	if c.TlsConfig != nil {
		in.TlsConfig = tlsConfig(c.TlsConfig)
	}
	in.RequestParameters = overlaid(in.RequestParameters, c.RequestParameters, func(v string) bool { return v == "" })
	in.ResponseParameters = overlaid(in.ResponseParameters, c.ResponseParameters, func(v map[string]string) bool { return len(v) == 0 })
	if c.RequestTemplates != nil {
		in.RequestTemplates = maps.Clone(c.RequestTemplates)
	}
}

// overlaid is a map with the entries of another set in it, and without those
// whose value there says that they are gone.
func overlaid[V any](was, given map[string]V, gone func(V) bool) map[string]V {
	if given == nil {
		return was
	}
	out := cloned(was)
	for name, value := range given {
		if out[name] = value; gone(value) {
			delete(out, name)
		}
	}
	return out
}

// DeleteIntegration takes an integration away that no route calls.
func DeleteIntegration(env events.Env, w projections.World, c apigatewayv2.DeleteIntegration) (events.Event, error) {
	api, _, err := w.ApiIntegration(c.ApiId, c.IntegrationId)
	if err != nil {
		return nil, err
	}
	target := "integrations/" + c.IntegrationId
	if routes := routesWith(api.Tree, func(r *projections.Route) bool { return r.Target == target }); routes != "" {
		return nil, events.Refuse(events.Conflict, "%s", "Cannot delete Integration because it is referenced by the following Routes with Ids: "+routes)
	}
	return AutoDeploys(env, w, apigatewayv2.IntegrationDeleted{ApiId: c.ApiId, IntegrationId: c.IntegrationId})
}
