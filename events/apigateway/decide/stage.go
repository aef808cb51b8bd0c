package decide

import (
	"maps"
	"regexp"
	"slices"

	"reel/events"
	"reel/events/apigateway"
	"reel/projections"
)

// CreateStage makes a stage that serves a deployment.
func CreateStage(env events.Env, w projections.World, c apigateway.CreateStage) (events.Event, error) {
	api, err := w.RestApi(c.RestApiId)
	if err != nil {
		return nil, err
	}
	if err := checkStage(api, c); err != nil {
		return nil, err
	}
	if err := checkDocumentationVersion(w, c.RestApiId, deref(c.DocumentationVersion)); err != nil {
		return nil, err
	}
	st := newStage(env, c.StageName, c.DeploymentId)
	st.CacheClusterEnabled = deref(c.CacheClusterEnabled)
	st.CacheClusterSize = deref(c.CacheClusterSize)
	st.Description = deref(c.Description)
	st.DocumentationVersion = deref(c.DocumentationVersion)
	st.Tags = maps.Clone(c.Tags)
	st.TracingEnabled = deref(c.TracingEnabled)
	st.Variables = maps.Clone(c.Variables)
	if canary := c.CanarySettings; canary != nil {
		st.CanarySettings = &apigateway.CanarySettings{
			DeploymentId:           valueOr(canary.DeploymentId, c.DeploymentId),
			PercentTraffic:         deref(canary.PercentTraffic),
			StageVariableOverrides: maps.Clone(canary.StageVariableOverrides),
			UseStageCache:          deref(canary.UseStageCache),
		}
	}
	settleCache(&st)
	return apigateway.StageCreated{RestApiId: c.RestApiId, Stage: st}, nil
}

func checkStage(api *projections.RestApi, c apigateway.CreateStage) error {
	if err := checkStageName(c.StageName); err != nil {
		return err
	}
	if api.Stages.Get(c.StageName) != nil {
		return events.Refuse(events.Conflict, "Stage already exists")
	}
	if err := checkDeploymentID(api, c.DeploymentId); err != nil {
		return err
	}
	if canary := c.CanarySettings; canary != nil {
		if err := checkDeploymentID(api, valueOr(canary.DeploymentId, c.DeploymentId)); err != nil {
			return err
		}
		if err := checkCanary(deref(canary.PercentTraffic), canary.StageVariableOverrides); err != nil {
			return err
		}
	}
	if err := checkVariables(c.Variables); err != nil {
		return err
	}
	return checkTags(c.Tags)
}

func checkDeploymentID(api *projections.RestApi, id string) error {
	if api.Deployments.Get(id) == nil {
		return events.Refuse(events.BadRequest, "Deployment id does not exist")
	}
	return nil
}

// newStage is a stage with nothing set, as AWS shows it.
func newStage(env events.Env, name, deploymentID string) apigateway.Stage {
	return apigateway.Stage{
		CreatedDate:     env.Now.Unix(),
		DeploymentId:    deploymentID,
		LastUpdatedDate: env.Now.Unix(),
		MethodSettings:  map[string]apigateway.MethodSetting{},
		StageName:       name,
	}
}

// cloneStage is a stage that shares nothing that a patch changes.
func cloneStage(st apigateway.Stage) apigateway.Stage {
	st.MethodSettings = maps.Clone(st.MethodSettings)
	if st.MethodSettings == nil {
		st.MethodSettings = map[string]apigateway.MethodSetting{}
	}
	st.Variables = maps.Clone(st.Variables)
	if st.AccessLogSettings != nil {
		logs := *st.AccessLogSettings
		st.AccessLogSettings = &logs
	}
	if st.CanarySettings != nil {
		canary := *st.CanarySettings
		canary.StageVariableOverrides = maps.Clone(canary.StageVariableOverrides)
		st.CanarySettings = &canary
	}
	return st
}

// settleCache gives the cache cluster the state that follows from its members.
// AWS takes minutes to make one; here it is there at once.
func settleCache(st *apigateway.Stage) {
	st.CacheClusterStatus = "NOT_AVAILABLE"
	if st.CacheClusterEnabled {
		st.CacheClusterStatus = "AVAILABLE"
		if st.CacheClusterSize == "" {
			st.CacheClusterSize = cacheSizes[0]
		}
	}
}

// cacheSizes are the sizes of cache clusters in GB, as the model lists them.
var cacheSizes = []string{"0.5", "1.6", "6.1", "13.5", "28.4", "58.2", "118", "237"}

// A stage name may have hyphens, although the words of AWS's refusal do not say
// so, and 128 characters:
// https://docs.aws.amazon.com/apigateway/latest/api/API_CreateStage.html
var stageName = regexp.MustCompile(`^[a-zA-Z0-9_-]{1,128}$`)

func checkStageName(name string) error {
	if !stageName.MatchString(name) {
		return events.Refuse(events.BadRequest, "Stage name only allows a-zA-Z0-9_")
	}
	return nil
}

// AWS's limits of stage variables:
// https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
const maxVariables = 100

var (
	variableName  = regexp.MustCompile(`^\w{1,64}$`)
	variableValue = regexp.MustCompile(`^[A-Za-z0-9 \-._~:/?#&=,@]{1,512}$`)
)

// CheckVariables refuses stage variables that AWS does not take, of whatever API.
func CheckVariables(variables map[string]string) error { return checkVariables(variables) }

// checkVariables refuses stage variables that AWS does not take.
func checkVariables(variables map[string]string) error {
	for _, name := range slices.Sorted(maps.Keys(variables)) {
		if err := checkVariable(name, variables[name]); err != nil {
			return err
		}
	}
	if len(variables) > maxVariables {
		return events.Refuse(events.BadRequest, "Invalid stage variables specified. A stage can have at most %d variables.", maxVariables)
	}
	return nil
}

func checkVariable(name, value string) error {
	switch {
	case !variableName.MatchString(name):
		return events.Refuse(events.BadRequest, "Invalid stage variable name: "+name+".  Please use names with only word characters.")
	case !variableValue.MatchString(value):
		return events.Refuse(events.BadRequest, "Invalid stage variable value: "+value+
			".  Please use values with alphanumeric characters and the symbols ' ', -', '.', '_', ':', '/', '?', '&', '=', and ','.")
	}
	return nil
}

func checkCanary(percent float64, overrides map[string]string) error {
	if !(percent >= 0 && percent <= 100) { // a value that is not a number is neither
		return events.Refuse(events.BadRequest, "Invalid canary percentTraffic specified. Must be between 0.0 and 100.0")
	}
	return checkVariables(overrides)
}

// UpdateStage patches a stage.
func UpdateStage(env events.Env, w projections.World, c apigateway.UpdateStage) (events.Event, error) {
	api, err := w.RestApi(c.RestApiId)
	if err != nil {
		return nil, err
	}
	was, err := w.Stage(c.RestApiId, c.StageName)
	if err != nil {
		return nil, err
	}
	draft := stageDraft{cloneStage(was.Stage), api}
	if err := stagePatch.apply(&draft, c.PatchOperations); err != nil {
		return nil, err
	}
	if err := checkVariables(draft.Variables); err != nil {
		return nil, err
	}
	if err := checkDocumentationVersion(w, c.RestApiId, draft.DocumentationVersion); err != nil {
		return nil, err
	}
	if id := draft.ClientCertificateId; id != "" && id != was.ClientCertificateId {
		if _, err := w.ClientCertificate(id); err != nil {
			return nil, err
		}
	}
	draft.LastUpdatedDate = env.Now.Unix()
	settleCache(&draft.Stage)
	return apigateway.StageUpdated{RestApiId: c.RestApiId, Stage: draft.Stage}, nil
}

// DeleteStage takes a stage away, unless a domain name leads to it; its deployment
// stays.
func DeleteStage(_ events.Env, w projections.World, c apigateway.DeleteStage) (events.Event, error) {
	if _, err := w.Stage(c.RestApiId, c.StageName); err != nil {
		return nil, err
	}
	if domains := w.MappedTo(c.RestApiId, c.StageName); len(domains) > 0 {
		return nil, mappedStage(c.StageName, domains)
	}
	return apigateway.StageDeleted{RestApiId: c.RestApiId, StageName: c.StageName}, nil
}
