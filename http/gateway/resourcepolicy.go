package gateway

import (
	"net/http"
	"strings"

	"reel/events/apigateway"
	"reel/http/gateway/iam"
)

// resourcePolicy compiles an API's own policy. One that cannot be read lets nobody
// through: it was meant to keep somebody out.
func (c compiler) resourcePolicy(api apigateway.RestApi) *iam.Policy {
	document := api.PolicyDocument()
	if document == "" {
		return nil
	}
	p, err := iam.Parse([]byte(document))
	if err != nil {
		c.log.Warn("the API's policy cannot be read: every call is denied", "error", err)
		return iam.Nobody()
	}
	for i := range p.Statements {
		p.Statements[i].Resources = ownResources(p.Statements[i].Resources)
		p.Statements[i].NotResources = ownResources(p.Statements[i].NotResources)
	}
	return &p
}

// ownResources are resources with execute-api:/stage/VERB/path, which means the API
// itself, as ARNs.
func ownResources(resources []string) []string {
	for i, r := range resources {
		if rest, ok := strings.CutPrefix(r, "execute-api:/"); ok {
			resources[i] = "arn:aws:execute-api:*:*:*/" + rest
		}
	}
	return resources
}

// policyVerdict is what the API's own policy says of the call and of who signed it.
// An API without one says nothing.
func (x *exchange) policyVerdict() iam.Verdict {
	if x.tree.policy == nil {
		return iam.ImplicitDeny
	}
	q := iam.Request{Action: "execute-api:Invoke", Resource: x.methodARN(), Keys: x.conditionKeys()}
	if x.caller != nil {
		q.Principal = x.caller.arn
	}
	return x.tree.policy.Evaluate(q, true)
}

// together is what an authorizer, or a caller's own policy, and the API's policy
// come to: AWS's table A, or table B where the caller is of another account
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html#apigateway-resource-policies-iam-policies-interaction).
func together(identity, resource iam.Verdict, crossAccount bool) iam.Verdict {
	switch {
	case identity == iam.ExplicitDeny || resource == iam.ExplicitDeny:
		return iam.ExplicitDeny
	case crossAccount && (identity != iam.Allow || resource != iam.Allow):
		return iam.ImplicitDeny
	case identity == iam.Allow || resource == iam.Allow:
		return iam.Allow
	}
	return iam.ImplicitDeny
}

// obey asks the API's policy alone: callers who are not asked who they are, or who
// have shown a token of a user pool, need to be allowed by it, if there is one.
func (x *exchange) obey() *fault {
	if x.tree.policy == nil {
		return nil
	}
	switch x.policyVerdict() {
	case iam.Allow:
		return nil
	case iam.ExplicitDeny:
		return x.refused("anonymous", " with an explicit deny")
	}
	return x.refused("anonymous", "")
}

// refused is AWS's refusal of a caller by name; of the API's account it shows the
// last four digits.
func (x *exchange) refused(who, how string) *fault {
	arn := "arn:aws:execute-api:" + x.world.Region + ":********" + x.world.Account[max(0, len(x.world.Account)-4):] + ":" + x.call.ApiID + "/" +
		x.stage.StageName + "/" + x.call.Method + "/" + strings.TrimLeft(x.path, "/")
	message := "User: " + who + " is not authorized to perform: execute-api:Invoke on resource: " + arn + how
	f := &fault{kind: deniedByPolicy.kind, status: http.StatusForbidden, errorType: "AccessDeniedException", message: message,
		body: marshal(struct{ Message string }{message})}
	return f.because("the API's policy does not allow the call")
}
