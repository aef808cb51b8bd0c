package apigateway

import "reel/events"

// A VpcLink is a way from REST APIs to load balancers inside a VPC, as GetVpcLink
// shows it. How far it has got is not recorded, because it follows from the
// question: the call that makes a link answers PENDING, and whoever asks later
// finds it AVAILABLE, so that a replay needs no clock.
// See https://docs.aws.amazon.com/apigateway/latest/api/API_VpcLink.html.
type VpcLink struct {
	Description   string            `json:"description,omitempty"`
	Id            string            `json:"id"`
	Name          string            `json:"name"`
	Status        string            `json:"status,omitempty"`        // in answers only
	StatusMessage string            `json:"statusMessage,omitempty"` // in answers only
	Tags          map[string]string `json:"tags,omitempty"`
	TargetArns    []string          `json:"targetArns"` // of network load balancers: one
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
func (e VpcLinkCreated) Subject() string { return VpcLinkSubject(e.VpcLink.Id) }

// Subject is the changed VPC link.
func (e VpcLinkUpdated) Subject() string { return VpcLinkSubject(e.VpcLink.Id) }

// Subject is the VPC link that is gone.
func (e VpcLinkDeleted) Subject() string { return VpcLinkSubject(e.VpcLinkId) }

// Noun is the new VPC link while it is being made.
func (e VpcLinkCreated) Noun() any {
	e.VpcLink.Status = "PENDING"
	return e.VpcLink
}

// Noun is the VPC link as it is afterwards.
func (e VpcLinkUpdated) Noun() any { return e.VpcLink }

func init() {
	events.Register[VpcLinkCreated]("apigateway.VpcLinkCreated")
	events.Register[VpcLinkUpdated]("apigateway.VpcLinkUpdated")
	events.Register[VpcLinkDeleted]("apigateway.VpcLinkDeleted")
}
