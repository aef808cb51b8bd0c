package decide

import (
	"slices"
	"strings"

	"reel/events"
	v1 "reel/events/apigateway/decide"
	"reel/events/apigatewayv2"
	"reel/projections"
)

// CreateVpcLink makes a VPC link into subnets.
func CreateVpcLink(env events.Env, _ projections.World, c apigatewayv2.CreateVpcLink) (events.Event, error) {
	if len(c.SubnetIds) == 0 { // recorded on AWS
		return nil, refuse("SubnetIds for a vpc link cannot be empty")
	}
	if err := first(checkVpcLinkName(c.Name), checkIds("subnetIds", c.SubnetIds), checkIds("securityGroupIds", c.SecurityGroupIds), v1.CheckTags(c.Tags)); err != nil {
		return nil, err
	}
	return apigatewayv2.VpcLinkCreated{VpcLink: apigatewayv2.VpcLink{
		CreatedDate: timestamp(env), Name: c.Name, SecurityGroupIds: append([]string{}, c.SecurityGroupIds...), SubnetIds: slices.Clone(c.SubnetIds),
		Tags: cloned(c.Tags), VpcLinkId: env.NewID(6), VpcLinkVersion: "V2",
	}}, nil
}

func checkVpcLinkName(name string) error {
	if name == "" {
		return refuse("Name cannot be empty")
	}
	return checkLength("name", name, 1, 128)
}

// checkIds refuses an id that is none. Whether there is such a subnet or group,
// nobody on this machine knows.
func checkIds(member string, ids []string) error {
	for _, id := range ids {
		if err := checkLength(member, id, 1, 256); err != nil {
			return err
		}
	}
	return nil
}

// UpdateVpcLink renames a VPC link: nothing else of it can be changed.
func UpdateVpcLink(_ events.Env, w projections.World, c apigatewayv2.UpdateVpcLink) (events.Event, error) {
	was, err := w.ApiVpcLink(c.VpcLinkId)
	if err != nil {
		return nil, err
	}
	v := *was
	set(&v.Name, c.Name)
	if err := checkVpcLinkName(v.Name); err != nil {
		return nil, err
	}
	return apigatewayv2.VpcLinkUpdated{VpcLink: v}, nil
}

// maxUsers is how many users of something a refusal names.
const maxUsers = 100

// DeleteVpcLink takes a VPC link away that no API goes through. The words were
// met by a user: https://github.com/hashicorp/terraform-provider-aws/issues/12195
//
// Q. What of an integration that no route leads to? It keeps the link as well,
// and stands in its routes' place.
func DeleteVpcLink(_ events.Env, w projections.World, c apigatewayv2.DeleteVpcLink) (events.Event, error) {
	if _, err := w.ApiVpcLink(c.VpcLinkId); err != nil {
		return nil, err
	}
	if users := w.VpcLinkRoutes(c.VpcLinkId); len(users) > 0 {
		return nil, refuse("Cannot delete vpc link. Vpc link '%s', is referenced in [%s] in format of [Method:Resource].",
			c.VpcLinkId, strings.Join(users[:min(len(users), maxUsers)], ", "))
	}
	if err := v1.CheckUnlinked(w, c.VpcLinkId); err != nil {
		return nil, err
	}
	return apigatewayv2.VpcLinkDeleted{VpcLinkId: c.VpcLinkId}, nil
}
