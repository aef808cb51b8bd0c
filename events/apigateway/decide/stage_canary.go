package decide

import (
	"maps"
	"strconv"

	"reel/events"
	"reel/events/apigateway"
)

// canaryRules are the paths of a stage's canary. Setting any of its members
// makes a canary where there is none. AWS knows no add here.
var canaryRules = []rule[stageDraft]{
	{"/canarySettings", removeOnly, func(st *stageDraft, _ operation) error {
		st.CanarySettings = nil
		return nil
	}},
	{"/canarySettings/deploymentId", replaceOnly, func(st *stageDraft, o operation) error {
		canaryOf(st).DeploymentId = o.text()
		return checkDeploymentID(st.api, o.text())
	}},
	{"/canarySettings/percentTraffic", replaceOnly, func(st *stageDraft, o operation) error {
		percent, err := strconv.ParseFloat(o.text(), 64)
		if err != nil {
			percent = -1
		}
		canaryOf(st).PercentTraffic = percent
		return checkCanary(percent, nil)
	}},
	{"/canarySettings/useStageCache", replaceOnly, func(st *stageDraft, o operation) error {
		canaryOf(st).UseStageCache = o.flag()
		return nil
	}},
	{"/canarySettings/stageVariableOverrides/{name}", []string{"replace", "remove"}, patchOverride},
}

// canaryOf is the canary of the stage, made if there is none: without traffic
// and on the stage's own deployment.
func canaryOf(st *stageDraft) *apigateway.CanarySettings {
	if st.CanarySettings == nil {
		st.CanarySettings = &apigateway.CanarySettings{DeploymentId: st.DeploymentId}
	}
	return st.CanarySettings
}

func patchOverride(st *stageDraft, o operation) error {
	name := o.args[0]
	if o.op == "remove" {
		if st.CanarySettings != nil {
			delete(st.CanarySettings.StageVariableOverrides, name)
		}
		return nil
	}
	canary := canaryOf(st)
	if canary.StageVariableOverrides == nil {
		canary.StageVariableOverrides = map[string]string{}
	}
	canary.StageVariableOverrides[name] = o.text()
	if err := checkVariable(name, o.text()); err != nil {
		return err
	}
	return checkVariables(canary.StageVariableOverrides)
}

// promoted is the canary that a copy promotes a part of. AWS copies from a
// canary only, and each part to its one place.
func promoted(st *stageDraft, o operation, from string) (apigateway.CanarySettings, error) {
	if o.from != from {
		return apigateway.CanarySettings{}, refuseStagePath(o)
	}
	if st.CanarySettings == nil {
		return apigateway.CanarySettings{}, events.Refuse(events.BadRequest, "Promotion not available. Canary does not exist.")
	}
	return *st.CanarySettings, nil
}

// copyVariables merges the canary's overrides over the stage's variables; the
// overrides stay.
func copyVariables(st *stageDraft, o operation) error {
	canary, err := promoted(st, o, "/canarySettings/stageVariableOverrides")
	if err != nil {
		return err
	}
	if st.Variables == nil {
		st.Variables = map[string]string{}
	}
	maps.Copy(st.Variables, canary.StageVariableOverrides)
	return nil
}
