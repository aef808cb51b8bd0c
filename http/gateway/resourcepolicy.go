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
		return &iam.Policy{}
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

// obey looks the call up in the API's policy, before any authorizer is asked. What
// it denies is over; a method without authorization needs to be allowed by it, and
// others are left to their authorizer where it says nothing
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html).
func (x *exchange) obey() *fault {
	if x.tree.policy == nil {
		return nil
	}
	q := iam.Request{Action: "execute-api:Invoke", Resource: x.methodARN(), Keys: x.conditionKeys()}
	switch x.tree.policy.Evaluate(q, true) {
	case iam.Allow:
		return nil
	case iam.ExplicitDeny:
		return x.anonymous(" with an explicit deny")
	}
	if t := x.method.noun.AuthorizationType; t != "" && t != "NONE" {
		return nil
	}
	return x.anonymous("")
}

// anonymous is AWS's refusal of a caller without a name; of the account it shows the
// last four digits.
func (x *exchange) anonymous(how string) *fault {
	arn := "arn:aws:execute-api:" + x.world.Region + ":********" + x.world.Account[max(0, len(x.world.Account)-4):] + ":" + x.call.ApiID + "/" +
		x.stage.StageName + "/" + x.call.Method + "/" + strings.TrimLeft(x.path, "/")
	message := "User: anonymous is not authorized to perform: execute-api:Invoke on resource: " + arn + how
	f := &fault{kind: deniedByPolicy.kind, status: http.StatusForbidden, errorType: "AccessDeniedException", message: message,
		body: marshal(struct{ Message string }{message})}
	return f.because("the API's policy does not allow the call")
}
