package projections

import (
	"reel/events"
	"reel/events/apigateway"
)

// VpcLink is the VPC link with the given id, or AWS's refusal.
func (w World) VpcLink(id string) (*apigateway.VpcLink, error) {
	if v := w.region.VpcLinks.Get(id); v != nil {
		return v, nil
	}
	return nil, events.Refuse(events.NotFound, "Invalid Vpc Link identifier specified")
}

// GetVpcLink answers GetVpcLink.
func (w World) GetVpcLink(c apigateway.GetVpcLink) (VpcLinkView, error) {
	v, err := w.VpcLink(c.VpcLinkId)
	if err != nil {
		return VpcLinkView{}, err
	}
	return ShowVpcLink(*v), nil
}

// GetVpcLinks answers GetVpcLinks, by id.
func (w World) GetVpcLinks(apigateway.GetVpcLinks) (Listing, error) {
	return listing(w.region.VpcLinks, func(v *apigateway.VpcLink) any { return ready(*v) }), nil
}

// A VpcLinkView is a VPC link as the answers of GetVpcLink and UpdateVpcLink show
// it: with its tags even when it has none, unlike a list or CreateVpcLink.
type VpcLinkView struct {
	apigateway.VpcLink
	Tags map[string]string `json:"tags"`
}

// ShowVpcLink is a VPC link as the answers of GetVpcLink and UpdateVpcLink show it.
func ShowVpcLink(v apigateway.VpcLink) VpcLinkView {
	return VpcLinkView{ready(v), orNone(v.Tags)}
}

// ready is a VPC link as it is shown to whoever did not make it just now. On AWS
// that takes minutes; here a link needs no network to be built.
func ready(v apigateway.VpcLink) apigateway.VpcLink {
	v.Status, v.StatusMessage = "AVAILABLE", "Your vpc link is ready for use"
	return v
}
