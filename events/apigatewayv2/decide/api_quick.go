package decide

import (
	"cmp"
	"strings"

	"reel/events"
	"reel/events/apigatewayv2"
	"reel/projections"
)

// quickCreate gives a new HTTP API what its target asks for. What it makes is
// managed by API Gateway. See
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop.html.
func quickCreate(env events.Env, e *apigatewayv2.ApiCreated, c apigatewayv2.CreateApi) error {
	in := apigatewayv2.Integration{ApiGatewayManaged: true, IntegrationId: env.NewID(7), CredentialsArn: deref(c.CredentialsArn)}
	aim(&in, *c.Target)
	tree := &projections.ApiTree{Api: e.Api}
	if err := checkIntegration(tree, &in); err != nil {
		return err
	}
	route := apigatewayv2.Route{
		ApiGatewayManaged: true, AuthorizationType: "NONE", RouteId: env.NewID(7),
		RouteKey: cmp.Or(deref(c.RouteKey), "$default"), Target: "integrations/" + in.IntegrationId,
	}
	if err := checkRouteKey(tree, &route); err != nil {
		return err
	}
	st := newStage(env, e.Api.ProtocolType, "$default")
	st.ApiGatewayManaged, st.AutoDeploy = true, true
	e.Integrations, e.Routes, e.Stages = []apigatewayv2.Integration{in}, []apigatewayv2.Route{route}, []apigatewayv2.Stage{st}
	return nil
}

// aim makes an integration call a target: a function by its ARN, else a URL.
func aim(in *apigatewayv2.Integration, target string) {
	in.IntegrationUri = target
	if strings.HasPrefix(target, "arn:") {
		in.IntegrationType, in.IntegrationMethod, in.PayloadFormatVersion = "AWS_PROXY", "POST", "2.0"
		return
	}
	in.IntegrationType, in.IntegrationMethod, in.PayloadFormatVersion = "HTTP_PROXY", "ANY", "1.0"
}

// updateQuick changes the integration and the route that quick create has made.
func updateQuick(t *projections.ApiTree, e *apigatewayv2.ApiUpdated, c apigatewayv2.UpdateApi) error {
	if c.Target == nil && c.RouteKey == nil && c.CredentialsArn == nil {
		return nil
	}
	route, in := quickMade(t)
	if route == nil || in == nil {
		return refuse("Target, routeKey and credentialsArn can only be updated for APIs that were created with a target")
	}
	if c.Target != nil || c.CredentialsArn != nil {
		now := in.Integration
		set(&now.CredentialsArn, c.CredentialsArn)
		if c.Target != nil {
			aim(&now, *c.Target)
		}
		if err := checkIntegration(t, &now); err != nil {
			return err
		}
		e.Integration = &now
	}
	if c.RouteKey != nil {
		now := route.Route
		now.RouteKey = *c.RouteKey
		if err := checkRouteKey(t, &now); err != nil {
			return err
		}
		e.Route = &now
	}
	return nil
}

// quickMade is what quick create has made of an API, if it is still there.
func quickMade(t *projections.ApiTree) (route *projections.Route, in *projections.Integration) {
	for _, r := range t.Routes.All() {
		if r.ApiGatewayManaged {
			route = r
		}
	}
	for _, i := range t.Integrations.All() {
		if i.ApiGatewayManaged {
			in = i
		}
	}
	return route, in
}
