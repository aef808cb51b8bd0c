package projections

import (
	"reel/events/apigatewayv2"
)

// An ApiStage is a stage of an HTTP or WebSocket API together with what it
// serves. Tree is the only answer to the question what a stage serves.
type ApiStage struct {
	apigatewayv2.Stage
	ApiId  string
	Caches ApiCaches // how often what it remembers was forgotten

	api *Api
}

// Stage is a stage of the API, or AWS's refusal.
func (api *Api) Stage(name string) (ApiStage, error) {
	st := api.Stages.Get(name)
	if st == nil {
		return ApiStage{}, notFound("Stage", "Invalid stage identifier specified")
	}
	var caches ApiCaches
	if c := api.Caches.Get(name); c != nil {
		caches = *c
	}
	return ApiStage{*st, api.Tree.ApiId, caches, api}, nil
}

// Tree is what the stage serves: the tree of its deployment. A stage of a
// WebSocket API that was never deployed to and does not deploy by itself serves
// the API as it is now, see [ApiStage.Undeployed]; any other stage without a
// deployment serves nothing, and the tree is nil.
func (s ApiStage) Tree() *ApiTree {
	if d := s.api.Deployments.Get(s.DeploymentId); d != nil {
		return d.Tree
	}
	if s.Undeployed() {
		return s.api.Tree
	}
	return nil
}

// Undeployed tells whether the stage serves the API as it is now because it was
// never deployed to: a kindness beyond AWS, which is worth a warning.
func (s ApiStage) Undeployed() bool {
	return s.DeploymentId == "" && !s.AutoDeploy && s.api.Tree.ProtocolType == apigatewayv2.WebSocket
}

// Settings are how the stage treats a route: what is set for the route, and what
// is set for all of them where that says nothing.
func (s ApiStage) Settings(routeKey string) apigatewayv2.RouteSettings {
	all, own := s.DefaultRouteSettings, s.RouteSettings[routeKey]
	if own.DataTraceEnabled != nil {
		all.DataTraceEnabled = own.DataTraceEnabled
	}
	if own.DetailedMetricsEnabled != nil {
		all.DetailedMetricsEnabled = own.DetailedMetricsEnabled
	}
	if own.LoggingLevel != "" {
		all.LoggingLevel = own.LoggingLevel
	}
	if own.ThrottlingBurstLimit != nil {
		all.ThrottlingBurstLimit = own.ThrottlingBurstLimit
	}
	if own.ThrottlingRateLimit != nil {
		all.ThrottlingRateLimit = own.ThrottlingRateLimit
	}
	return all
}

// GetStage answers GetStage.
func (w V2) GetStage(c apigatewayv2.GetStage) (apigatewayv2.Stage, error) {
	api, err := World(w).Api(c.ApiId)
	if err != nil {
		return apigatewayv2.Stage{}, err
	}
	st, err := api.Stage(c.StageName)
	return st.Stage, err
}

// GetStages answers GetStages.
func (w V2) GetStages(c apigatewayv2.GetStages) (Listing, error) {
	api, err := World(w).Api(c.ApiId)
	if err != nil {
		return Listing{}, err
	}
	return listing(api.Stages, func(st *apigatewayv2.Stage) any { return st }), nil
}

// Deployment is a deployment of the API, or AWS's refusal.
func (api *Api) Deployment(id string) (*ApiDeployment, error) {
	if d := api.Deployments.Get(id); d != nil {
		return d, nil
	}
	return nil, notFound("Deployment", "Invalid Deployment identifier specified "+id)
}

// GetDeployment answers GetDeployment.
func (w V2) GetDeployment(c apigatewayv2.GetDeployment) (apigatewayv2.Deployment, error) {
	api, err := World(w).Api(c.ApiId)
	if err != nil {
		return apigatewayv2.Deployment{}, err
	}
	d, err := api.Deployment(c.DeploymentId)
	if err != nil {
		return apigatewayv2.Deployment{}, err
	}
	return d.Deployment, nil
}

// GetDeployments answers GetDeployments.
func (w V2) GetDeployments(c apigatewayv2.GetDeployments) (Listing, error) {
	api, err := World(w).Api(c.ApiId)
	if err != nil {
		return Listing{}, err
	}
	return listing(api.Deployments, func(d *ApiDeployment) any { return d.Deployment }), nil
}
