package apigatewayv2

import "reel/events"

// A VpcLink is a way from APIs into subnets of a VPC, as GetVpcLink shows it. How
// far it has got is not recorded, because it follows from the question: the call
// that makes a link answers PENDING, and whoever asks later finds it AVAILABLE.
// See https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/vpclinks-vpclinkid.html.
type VpcLink struct {
	CreatedDate          string            `json:"createdDate"`
	Name                 string            `json:"name"`
	SecurityGroupIds     []string          `json:"securityGroupIds"`
	SubnetIds            []string          `json:"subnetIds"`
	Tags                 map[string]string `json:"tags"`
	VpcLinkId            string            `json:"vpcLinkId"`
	VpcLinkStatus        string            `json:"vpcLinkStatus,omitempty"`        // in answers only
	VpcLinkStatusMessage string            `json:"vpcLinkStatusMessage,omitempty"` // in answers only
	VpcLinkVersion       string            `json:"vpcLinkVersion"`                 // V2; version 1's links are V1 and seen there only
}

// VpcLinkCreated says that there is a new VPC link.
type VpcLinkCreated struct {
	VpcLink VpcLink `json:"vpcLink"`
}

// VpcLinkUpdated says that a VPC link has changed.
type VpcLinkUpdated struct {
	VpcLink VpcLink `json:"vpcLink"`
}

// VpcLinkDeleted says that a VPC link is gone.
type VpcLinkDeleted struct {
	VpcLinkId string `json:"vpcLinkId"`
}

// VpcLinkSubject is the subject of a VPC link.
func VpcLinkSubject(id string) string { return "/vpclinks/" + id }

// Subject is the new VPC link.
func (e VpcLinkCreated) Subject() string { return VpcLinkSubject(e.VpcLink.VpcLinkId) }

// Subject is the changed VPC link.
func (e VpcLinkUpdated) Subject() string { return VpcLinkSubject(e.VpcLink.VpcLinkId) }

// Subject is the VPC link that is gone.
func (e VpcLinkDeleted) Subject() string { return VpcLinkSubject(e.VpcLinkId) }

// Noun is the new VPC link while it is being made; the words were recorded on AWS.
func (e VpcLinkCreated) Noun() any {
	e.VpcLink.VpcLinkStatus, e.VpcLink.VpcLinkStatusMessage = "PENDING", "VPC link is provisioning ENIs"
	return e.VpcLink
}

// Noun is the VPC link as it is afterwards.
func (e VpcLinkUpdated) Noun() any { return e.VpcLink.Ready() }

// Ready is the VPC link as it is shown to whoever did not make it just now. On
// AWS that takes minutes; here a link needs no network to be built.
func (v VpcLink) Ready() VpcLink {
	v.VpcLinkStatus, v.VpcLinkStatusMessage = "AVAILABLE", "VPC link is ready to route traffic"
	return v
}

func init() {
	events.Register[VpcLinkCreated]("apigatewayv2.VpcLinkCreated")
	events.Register[VpcLinkUpdated]("apigatewayv2.VpcLinkUpdated")
	events.Register[VpcLinkDeleted]("apigatewayv2.VpcLinkDeleted")
}
