package gateway

import "reel/events/apigatewayv2"

// socketGrounds is what is needed to tell later what decided an event: the ids of
// the nouns, empty for those that had no say.
type socketGrounds struct {
	api, stage, deployment, route, authorizer, integration, response string
}

// because is what decided what the event came to.
func (x *socketCall) because() socketGrounds {
	g := socketGrounds{api: x.socket.ApiID}
	if x.tree == nil {
		return g
	}
	g.stage, g.deployment = x.socket.Stage, x.stage.DeploymentId
	if x.route == nil {
		return g
	}
	g.route = x.route.noun.RouteId
	if x.guard != nil {
		g.authorizer = x.guard.ID
	}
	if b := x.route.backend; b != nil && x.integrated {
		g.integration = b.noun.IntegrationId
		if x.chosen != nil {
			g.response = x.chosen.id
		}
	}
	return g
}

// subjects are all of them, as management events name them.
func (g socketGrounds) subjects() (out []string) {
	add := func(id string, subject func(api, id string) string) {
		if id != "" {
			out = append(out, subject(g.api, id))
		}
	}
	if g.stage == "" {
		return nil
	}
	add(g.stage, apigatewayv2.StageSubject)
	add(g.deployment, apigatewayv2.DeploymentSubject)
	out = append(out, apigatewayv2.ApiSubject(g.api))
	add(g.route, apigatewayv2.RouteSubject)
	add(g.authorizer, apigatewayv2.AuthorizerSubject)
	add(g.integration, apigatewayv2.IntegrationSubject)
	add(g.response, func(api, id string) string { return apigatewayv2.IntegrationResponseSubject(api, g.integration, id) })
	return out
}
