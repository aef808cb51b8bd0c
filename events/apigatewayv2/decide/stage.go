package decide

import (
	"maps"
	"regexp"

	"reel/events"
	v1 "reel/events/apigateway/decide"
	"reel/events/apigatewayv2"
	"reel/projections"
)

// CreateStage makes a stage of an API. One with autoDeploy is deployed to at once.
func CreateStage(env events.Env, w projections.World, c apigatewayv2.CreateStage) (events.Event, error) {
	api, err := w.Api(c.ApiId)
	if err != nil {
		return nil, err
	}
	if err := first(checkStageName(api.Tree, c.StageName), v1.CheckTags(c.Tags)); err != nil {
		return nil, err
	}
	if api.Stages.Get(c.StageName) != nil {
		return nil, events.Refuse(events.Conflict, "Stage already exists")
	}
	st := newStage(env, api.Tree.ProtocolType, c.StageName)
	st.Tags = cloned(c.Tags)
	err = mergeStage(w, api, &st, apigatewayv2.UpdateStage{
		AccessLogSettings: c.AccessLogSettings, AutoDeploy: c.AutoDeploy, ClientCertificateId: c.ClientCertificateId,
		DefaultRouteSettings: c.DefaultRouteSettings, DeploymentId: c.DeploymentId, Description: c.Description,
		RouteSettings: c.RouteSettings, StageVariables: c.StageVariables,
	})
	if err != nil {
		return nil, err
	}
	return AutoDeploys(env, w, apigatewayv2.StageCreated{ApiId: c.ApiId, Stage: st})
}

// newStage is a stage with nothing set, as AWS shows it.
func newStage(env events.Env, protocol, name string) apigatewayv2.Stage {
	off := false
	st := apigatewayv2.Stage{
		CreatedDate: timestamp(env), LastUpdatedDate: timestamp(env), StageName: name,
		DefaultRouteSettings: apigatewayv2.RouteSettings{DetailedMetricsEnabled: &off},
		RouteSettings:        map[string]apigatewayv2.RouteSettings{}, StageVariables: map[string]string{}, Tags: map[string]string{},
	}
	if protocol == apigatewayv2.WebSocket {
		st.DefaultRouteSettings.DataTraceEnabled, st.DefaultRouteSettings.LoggingLevel = &off, "OFF"
	}
	return st
}

// A stage name may have hyphens, although the words of AWS's refusal do not say
// so, and 128 characters. The stage $default of HTTP APIs is served at the root.
var stageName = regexp.MustCompile(`^[a-zA-Z0-9_-]{1,128}$`)

func checkStageName(t *projections.ApiTree, name string) error {
	if stageName.MatchString(name) || name == "$default" && t.ProtocolType == apigatewayv2.HTTP {
		return nil
	}
	return refuse("Stage name only allows a-zA-Z0-9_")
}

// UpdateStage merges what is given into a stage. A stage variable is taken away
// by "".
func UpdateStage(env events.Env, w projections.World, c apigatewayv2.UpdateStage) (events.Event, error) {
	api, err := w.Api(c.ApiId)
	if err != nil {
		return nil, err
	}
	was, err := api.Stage(c.StageName)
	if err != nil {
		return nil, err
	}
	st := was.Stage
	st.LastUpdatedDate = timestamp(env)
	if err := mergeStage(w, api, &st, c); err != nil {
		return nil, err
	}
	return AutoDeploys(env, w, apigatewayv2.StageUpdated{ApiId: c.ApiId, Stage: st})
}

func mergeStage(w projections.World, api *projections.Api, st *apigatewayv2.Stage, c apigatewayv2.UpdateStage) error {
	set(&st.AutoDeploy, c.AutoDeploy)
	set(&st.Description, c.Description)
	set(&st.ClientCertificateId, c.ClientCertificateId)
	st.StageVariables = overlaid(st.StageVariables, c.StageVariables, func(v string) bool { return v == "" })
	if err := mergeSettings(api.Tree, st, c); err != nil {
		return err
	}
	if deref(c.DeploymentId) != "" && *c.DeploymentId != st.DeploymentId {
		if st.AutoDeploy {
			return refuse(deploysItself)
		}
		if _, err := api.Deployment(*c.DeploymentId); err != nil {
			return err
		}
		st.DeploymentId = *c.DeploymentId
	}
	if c.AccessLogSettings != nil {
		if err := mergeLogSettings(st, *c.AccessLogSettings); err != nil {
			return err
		}
	}
	return first(
		checkLength("description", st.Description, 0, 1024),
		v1.CheckVariables(st.StageVariables),
		checkCertificate(w, c.ClientCertificateId),
	)
}

func checkCertificate(w projections.World, id *string) error {
	if deref(id) == "" {
		return nil
	}
	_, err := w.ClientCertificate(*id)
	return err
}

// DeleteStage takes a stage away that no domain name leads to; its deployments
// stay.
func DeleteStage(_ events.Env, w projections.World, c apigatewayv2.DeleteStage) (events.Event, error) {
	if _, _, err := stageOf(w, c.ApiId, c.StageName); err != nil {
		return nil, err
	}
	if err := checkUnmappedStage(w, c.ApiId, c.StageName); err != nil {
		return nil, err
	}
	return apigatewayv2.StageDeleted{ApiId: c.ApiId, StageName: c.StageName}, nil
}

func stageOf(w projections.World, apiID, name string) (*projections.Api, projections.ApiStage, error) {
	api, err := w.Api(apiID)
	if err != nil {
		return nil, projections.ApiStage{}, err
	}
	st, err := api.Stage(name)
	return api, st, err
}

// DeleteAccessLogSettings ends the logging of a stage's calls.
func DeleteAccessLogSettings(env events.Env, w projections.World, c apigatewayv2.DeleteAccessLogSettings) (events.Event, error) {
	_, st, err := stageOf(w, c.ApiId, c.StageName)
	if err != nil {
		return nil, err
	}
	st.AccessLogSettings, st.LastUpdatedDate = nil, timestamp(env)
	return apigatewayv2.AccessLogSettingsDeleted{ApiId: c.ApiId, Stage: st.Stage}, nil
}

// DeleteRouteSettings makes a stage treat a route as all the others.
func DeleteRouteSettings(env events.Env, w projections.World, c apigatewayv2.DeleteRouteSettings) (events.Event, error) {
	_, st, err := stageOf(w, c.ApiId, c.StageName)
	if err != nil {
		return nil, err
	}
	if _, ok := st.RouteSettings[c.RouteKey]; !ok {
		return nil, events.Refuse(events.NotFound, "Unable to find Route by key %s within the provided RouteSettings", cut(c.RouteKey))
	}
	st.RouteSettings, st.LastUpdatedDate = maps.Clone(st.RouteSettings), timestamp(env)
	delete(st.RouteSettings, c.RouteKey)
	return apigatewayv2.RouteSettingsDeleted{ApiId: c.ApiId, RouteKey: c.RouteKey, Stage: st.Stage}, nil
}

// ResetAuthorizersCache makes a stage of an HTTP API forget its authorizers' answers.
func ResetAuthorizersCache(_ events.Env, w projections.World, c apigatewayv2.ResetAuthorizersCache) (events.Event, error) {
	api, _, err := stageOf(w, c.ApiId, c.StageName)
	if err != nil {
		return nil, err
	}
	if api.Tree.ProtocolType != apigatewayv2.HTTP {
		return nil, refuse("ResetAuthorizersCache is only supported for HTTP APIs.")
	}
	return apigatewayv2.AuthorizersCacheReset{ApiId: c.ApiId, StageName: c.StageName}, nil
}
