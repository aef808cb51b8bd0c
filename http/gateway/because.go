package gateway

import (
	"reel/events/apigateway"
)

// Grounds are the nouns that decided an answer, by the subjects of the management
// events that are about them.
type Grounds struct {
	Account string
	Region  string
	// Deployment is the deployment that served the call, empty when the call did
	// not get that far.
	Deployment string
	// Deployed are those that the deployment holds: what was changed after it was
	// made does not count.
	Deployed []string
	// Live are those that count as they are when the call comes.
	Live []string
}

// grounded is what is needed to tell the grounds of an answer later.
type grounded struct {
	account, region        string
	api, stage, deployment string
	deployed               []string
	response, fault        string // the status of the integration response, and the type of the gateway's
	plan, key, certificate string
}

// subjects are all of them, for traffic.
func (g grounded) subjects() []string {
	all := g.grounds()
	out := all.Live
	if all.Deployment != "" {
		out = append(out, all.Deployment)
	}
	return append(out, all.Deployed...)
}

func (g grounded) grounds() Grounds {
	out := Grounds{Account: g.account, Region: g.region}
	if g.stage == "" {
		return out
	}
	out.Live = append(out.Live, apigateway.StageSubject(g.api, g.stage))
	if g.plan != "" {
		out.Live = append(out.Live, apigateway.UsagePlanSubject(g.plan), apigateway.UsagePlanKeySubject(g.plan, g.key))
	}
	if g.key != "" {
		out.Live = append(out.Live, apigateway.ApiKeySubject(g.key))
	}
	if g.certificate != "" {
		out.Live = append(out.Live, apigateway.ClientCertificateSubject(g.certificate))
	}
	if g.deployment == "" {
		return out
	}
	out.Deployment = apigateway.DeploymentSubject(g.api, g.deployment)
	out.Deployed = append(append(out.Deployed, apigateway.RestApiSubject(g.api)), g.deployed...)
	if g.response != "" {
		out.Deployed = append(out.Deployed, g.deployed[1]+"/integration/responses/"+g.response)
	}
	if g.fault != "" {
		out.Deployed = append(out.Deployed, apigateway.GatewayResponseSubject(g.api, g.fault))
	}
	return out
}

// because is what decided the answer.
func (x *exchange) because() grounded {
	g := grounded{account: x.world.Account, region: x.world.Region, api: x.call.ApiID, stage: x.stage.StageName}
	if x.tree == nil {
		return g
	}
	g.deployment = x.stage.DeploymentId
	if x.method != nil {
		g.deployed = x.method.subjects
		if x.chosen != nil && len(g.deployed) > 0 {
			g.response = x.chosen.code
		}
	}
	if x.failed != nil && x.tree.responses[x.failed.kind] != nil {
		g.fault = x.failed.kind
	}
	g.certificate = x.shown
	if c := x.customerOf; c != nil && c.plan != nil {
		g.plan, g.key = c.plan.Id, c.key.Id
	}
	return g
}

// subjectsOf are the subjects of what a method is made of: its resource, itself, and
// the rest.
func subjectsOf(api, resource, verb string, m *apigateway.Method) []string {
	method := apigateway.MethodKey{RestApiId: api, ResourceId: resource, HttpMethod: verb}.Subject()
	out := []string{apigateway.ResourceSubject(api, resource), method}
	if m.MethodIntegration != nil {
		out = append(out, method+"/integration")
	}
	if m.AuthorizerId != "" {
		out = append(out, apigateway.AuthorizerSubject(api, m.AuthorizerId))
	}
	if m.RequestValidatorId != "" {
		out = append(out, apigateway.RequestValidatorSubject(api, m.RequestValidatorId))
		for _, contentType := range sortedKeys(m.RequestModels) {
			out = append(out, apigateway.ModelSubject(api, m.RequestModels[contentType]))
		}
	}
	return out
}
