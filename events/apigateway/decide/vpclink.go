package decide

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"reel/events"
	"reel/events/apigateway"
	"reel/projections"
)

// CreateVpcLink makes a VPC link to one network load balancer.
func CreateVpcLink(env events.Env, w projections.World, c apigateway.CreateVpcLink) (events.Event, error) {
	v := apigateway.VpcLink{
		Description: deref(c.Description),
		Id:          env.NewID(6),
		Name:        c.Name,
		Tags:        maps.Clone(c.Tags),
		TargetArns:  slices.Clone(c.TargetArns),
	}
	if err := checkVpcLink(v); err != nil {
		return nil, err
	}
	if err := checkTags(c.Tags); err != nil {
		return nil, err
	}
	return apigateway.VpcLinkCreated{VpcLink: v}, nil
}

// checkVpcLink refuses a link that AWS would not have, in words recorded on AWS
// (of the number of targets: https://github.com/hashicorp/terraform-provider-aws/pull/2512).
//
// Q. In which words does AWS refuse a link without a target? They were not found
// in public.
func checkVpcLink(v apigateway.VpcLink) error {
	switch {
	case v.Name == "":
		return events.Refuse(events.BadRequest, "Name cannot be empty")
	case len(v.TargetArns) == 0:
		return events.Refuse(events.BadRequest, "No target arn specified for vpc link.")
	case len(v.TargetArns) > 1:
		return events.Refuse(events.BadRequest, "More than one target arn specified for vpc link.")
	}
	if _, ok := parseArn(v.TargetArns[0]); !ok {
		return events.Refuse(events.BadRequest, "Invalid ARN. ARN is not well formed "+v.TargetArns[0])
	}
	return nil
}

// UpdateVpcLink patches a VPC link.
func UpdateVpcLink(_ events.Env, w projections.World, c apigateway.UpdateVpcLink) (events.Event, error) {
	was, err := w.VpcLink(c.VpcLinkId)
	if err != nil {
		return nil, err
	}
	v := *was
	if err := vpcLinkPatch.apply(&v, c.PatchOperations); err != nil {
		return nil, err
	}
	if err := checkVpcLink(v); err != nil {
		return nil, err
	}
	return apigateway.VpcLinkUpdated{VpcLink: v}, nil
}

// vpcLinkPatch is all that UpdateVpcLink may patch:
// https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateVpcLink-Patch
var vpcLinkPatch = newVpcLinkPatch()

func newVpcLinkPatch() patcher[apigateway.VpcLink] {
	p := patcher[apigateway.VpcLink]{rules: []rule[apigateway.VpcLink]{
		texts("/description", func(v *apigateway.VpcLink) *string { return &v.Description }),
		texts("/name", func(v *apigateway.VpcLink) *string { return &v.Name }),
		{"/targetArns", anyEdit, sameTargets},
		{"/targetArns/{target}", anyEdit, sameTargets},
	}}
	p.unknownPath, p.wrongOp = byOp(map[string]string{"replace": "/name, /description"})
	return p
}

// sameTargets refuses other targets, in words that a user met:
// https://github.com/hashicorp/terraform-provider-aws/pull/2512
func sameTargets(*apigateway.VpcLink, operation) error {
	return events.Refuse(events.BadRequest, "Target arns are not allowed to be changed/added.")
}

// DeleteVpcLink takes a VPC link away that no stage uses: what counts is what is
// deployed, because a stage without its link would serve no more.
func DeleteVpcLink(_ events.Env, w projections.World, c apigateway.DeleteVpcLink) (events.Event, error) {
	if _, err := w.VpcLink(c.VpcLinkId); err != nil {
		return nil, err
	}
	if err := CheckUnlinked(w, c.VpcLinkId); err != nil {
		return nil, err
	}
	return apigateway.VpcLinkDeleted{VpcLinkId: c.VpcLinkId}, nil
}

// CheckUnlinked refuses to delete a VPC link, of whichever version, that a
// deployed REST API goes through:
// https://github.com/klothoplatform/klotho/issues/202
func CheckUnlinked(w projections.World, id string) error {
	users := vpcLinkUsers(w, id)
	if len(users) == 0 {
		return nil
	}
	return events.Refuse(events.BadRequest, "Cannot delete vpc link. Vpc link '%s', is referenced in [%s] in format of [RESTApiId:Method:Resource:Stage].",
		id, strings.Join(users, ", "))
}

// maxUsers is how many users of something a refusal names.
const maxUsers = 100

// vpcLinkUsers are the deployed methods that go through a link, as
// api:verb:resource:stage; a hundred at the most.
func vpcLinkUsers(w projections.World, id string) (users []string) {
	for st := range w.Stages() {
		for _, t := range []*projections.Tree{st.Tree(), st.CanaryTree()} {
			if t == nil {
				continue
			}
			for r := range t.Subtree("/") {
				for _, verb := range slices.Sorted(maps.Keys(r.ResourceMethods)) {
					user := st.RestApiId + ":" + verb + ":" + r.Id + ":" + st.StageName
					if !goesThrough(r.ResourceMethods[verb], id, st.Variables) || slices.Contains(users, user) {
						continue
					}
					if users = append(users, user); len(users) == maxUsers {
						return users
					}
				}
			}
		}
	}
	return users
}

var stageVariable = regexp.MustCompile(`\$\{stageVariables\.(\w+)\}`)

// goesThrough tells whether a method's backend is reached through a link, which a
// stage variable may name.
func goesThrough(m *apigateway.Method, id string, variables map[string]string) bool {
	if m.MethodIntegration == nil || m.MethodIntegration.ConnectionId == "" {
		return false
	}
	named := stageVariable.ReplaceAllStringFunc(m.MethodIntegration.ConnectionId, func(v string) string {
		return variables[stageVariable.FindStringSubmatch(v)[1]]
	})
	return named == id
}
