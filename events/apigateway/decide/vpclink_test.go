package decide_test

import (
	"testing"

	"reel/events"
	"reel/events/apigateway"
	"reel/events/apigateway/decide"
	"reel/projections"
)

// Recorded on AWS: Bad ARNs, empty names and unknown ids; a user's words tell of
// more than one target.
func TestCreateVpcLink(t *testing.T) {
	link := func(name string, targets ...string) apigateway.CreateVpcLink {
		return apigateway.CreateVpcLink{Name: name, TargetArns: targets}
	}
	tagged := link("inside", balancer)
	tagged.Description, tagged.Tags = new("to the shop"), map[string]string{"team": "shop"}
	reserved := link("inside", balancer)
	reserved.Tags = map[string]string{"aws:x": ""}
	decides(t, decide.CreateVpcLink, []test[apigateway.CreateVpcLink]{
		{name: "all members", when: tagged,
			then: `{"vpcLink":{"description":"to the shop","id":"hgvb6g","name":"inside","tags":{"team":"shop"},"targetArns":["` + balancer + `"]}}`},
		{name: "no name", when: link("", balancer), refused: "BadRequestException: Name cannot be empty"},
		{name: "no target", when: link("a"), refused: "BadRequestException: No target arn specified for vpc link."},
		{name: "two targets", when: link("a", balancer, balancer), refused: "BadRequestException: More than one target arn specified for vpc link."},
		{name: "no ARN", when: link("a", "invalid-arn"), refused: "BadRequestException: Invalid ARN. ARN is not well formed invalid-arn"},
		{name: "a reserved tag", when: reserved, refused: "BadRequestException: Invalid tag key specified. aws: is reserved for AWS use."},
	})
}

func TestUpdateVpcLink(t *testing.T) {
	of := func(id string, parts ...string) apigateway.UpdateVpcLink {
		return apigateway.UpdateVpcLink{VpcLinkId: id, PatchOperations: patch(parts...)}
	}
	was := func(w projections.World) any { v, _ := w.VpcLink("hgvb6g"); return v }
	noun := func(e events.Event) any { return e.(apigateway.VpcLinkUpdated).VpcLink }
	changes(t, "account", 3, decide.UpdateVpcLink, was, noun, []change[apigateway.UpdateVpcLink]{
		{"name and description", of("hgvb6g", "replace", "/name", "n", "replace", "/description", "d"), `{"description":"d","name":"n"}`, ""},
		{"no description", of("hgvb6g", "replace", "/description", ""), `{"description":null}`, ""},
		{"nothing", of("hgvb6g"), `{}`, ""},
		{"no name", of("hgvb6g", "replace", "/name", ""), "", "BadRequestException: Name cannot be empty"},
		{"another target", of("hgvb6g", "replace", "/targetArns/0", balancer), "", "BadRequestException: Target arns are not allowed to be changed/added."},
		{"one more target", of("hgvb6g", "add", "/targetArns", balancer), "", "BadRequestException: Target arns are not allowed to be changed/added."},
		{"another id", of("hgvb6g", "replace", "/id", "x"), "", "BadRequestException: Invalid patch path  '/id' specified for op 'replace'. Must be one of: [/name, /description]"},
		{"remove", of("hgvb6g", "remove", "/description", "-"), "", "BadRequestException: Invalid patch path  '/description' specified for op 'remove'. Must be one of: []"},
		{"unknown link", of("none"), "", "NotFoundException: Invalid Vpc Link identifier specified"},
	})
}

func TestDeleteVpcLink(t *testing.T) {
	of := func(id string) apigateway.DeleteVpcLink { return apigateway.DeleteVpcLink{VpcLinkId: id} }
	decides(t, decide.DeleteVpcLink, []test[apigateway.DeleteVpcLink]{
		{name: "before it is deployed", given: "account", at: 9, when: of("hgvb6g"), then: `{"vpcLinkId":"hgvb6g"}`},
		{name: "while a stage uses it, by a variable", given: "account", at: 10, when: of("hgvb6g"),
			refused: "BadRequestException: Cannot delete vpc link. Vpc link 'hgvb6g', is referenced in [account001:GET:ygbyo7d7c5:prod] in format of [RESTApiId:Method:Resource:Stage]."},
		{name: "after the stage has gone", given: "account", at: 13, when: of("hgvb6g"), then: `{"vpcLinkId":"hgvb6g"}`},
		{name: "unknown", when: of("none"), refused: "NotFoundException: Invalid Vpc Link identifier specified"},
	})
}
