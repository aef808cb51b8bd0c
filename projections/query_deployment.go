package projections

import (
	"slices"

	"reel/events"
	"reel/events/apigateway"
)

// Deployment is a deployment of a REST API, or AWS's refusal.
func (w World) Deployment(restApiID, id string) (*RestApi, *Deployment, error) {
	api, err := w.RestApi(restApiID)
	if err != nil {
		return nil, nil, err
	}
	if d := api.Deployments.Get(id); d != nil {
		return api, d, nil
	}
	return nil, nil, events.Refuse(events.NotFound, "Invalid Deployment identifier specified")
}

// GetDeployment answers GetDeployment, with a summary of the methods it serves
// when that is asked for (embed=apisummary).
func (w World) GetDeployment(c apigateway.GetDeployment) (apigateway.Deployment, error) {
	_, d, err := w.Deployment(c.RestApiId, c.DeploymentId)
	if err != nil {
		return apigateway.Deployment{}, err
	}
	shown := d.Deployment
	if slices.Contains(c.Embed, "apisummary") {
		shown.ApiSummary = d.Tree.summary()
	}
	return shown, nil
}

// GetDeployments answers GetDeployments.
func (w World) GetDeployments(c apigateway.GetDeployments) (Listing, error) {
	api, err := w.RestApi(c.RestApiId)
	if err != nil {
		return Listing{}, err
	}
	return listing(api.Deployments, func(d *Deployment) any { return d.Deployment }), nil
}

// summary is a glance at every method, by path and verb.
func (t *Tree) summary() map[string]map[string]apigateway.MethodSnapshot {
	out := map[string]map[string]apigateway.MethodSnapshot{}
	for _, r := range t.Resources.All() {
		for verb, m := range r.ResourceMethods {
			if out[r.Path] == nil {
				out[r.Path] = map[string]apigateway.MethodSnapshot{}
			}
			out[r.Path][verb] = apigateway.MethodSnapshot{ApiKeyRequired: m.ApiKeyRequired, AuthorizationType: m.AuthorizationType}
		}
	}
	return out
}
