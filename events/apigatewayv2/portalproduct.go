package apigatewayv2

import "reel/events"

// A PortalProduct is a service that is shared in portals: pages about it and
// about the REST endpoints it is made of. This is what GetPortalProduct shows.
// See https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/portalproducts-portalproductid.html.
type PortalProduct struct {
	Description      *string           `json:"description,omitempty"`
	DisplayName      string            `json:"displayName"`
	DisplayOrder     *DisplayOrder     `json:"displayOrder,omitempty"`
	LastModified     string            `json:"lastModified"`
	PortalProductArn string            `json:"portalProductArn"`
	PortalProductId  string            `json:"portalProductId"`
	Tags             map[string]string `json:"tags"`
}

// A DisplayOrder is the order in which a portal shows a product's pages.
type DisplayOrder struct {
	Contents        []Section `json:"contents,omitempty"`
	OverviewPageArn string    `json:"overviewPageArn,omitempty"`
	ProductPageArns []string  `json:"productPageArns,omitempty"`
}

// A Section is some of a product's REST endpoints under one heading.
type Section struct {
	ProductRestEndpointPageArns []string `json:"productRestEndpointPageArns"` // never null
	SectionName                 string   `json:"sectionName"`
}

// PortalProductCreated says that there is a new portal product.
type PortalProductCreated struct {
	PortalProduct PortalProduct `json:"portalProduct"`
}

// PortalProductUpdated says that a portal product's own members have changed.
type PortalProductUpdated struct {
	PortalProduct PortalProduct `json:"portalProduct"`
}

// PortalProductDeleted says that a portal product is gone with its pages and its
// sharing policy.
type PortalProductDeleted struct {
	PortalProductId string `json:"portalProductId"`
}

// PortalProductSharingPolicyPut says which other accounts may show a product in
// their portals.
type PortalProductSharingPolicyPut struct {
	PolicyDocument  string `json:"policyDocument"` // a JSON object, as its caller wrote it
	PortalProductId string `json:"portalProductId"`
}

// PortalProductSharingPolicyDeleted says that a product is shared no more.
type PortalProductSharingPolicyDeleted struct {
	PortalProductId string `json:"portalProductId"`
}

// PortalProductSubject is the subject of a portal product.
func PortalProductSubject(id string) string { return "/portalproducts/" + id }

// Subject is the new product.
func (e PortalProductCreated) Subject() string {
	return PortalProductSubject(e.PortalProduct.PortalProductId)
}

// Subject is the changed product.
func (e PortalProductUpdated) Subject() string {
	return PortalProductSubject(e.PortalProduct.PortalProductId)
}

// Subject is the product that is gone.
func (e PortalProductDeleted) Subject() string { return PortalProductSubject(e.PortalProductId) }

// Subject is the policy.
func (e PortalProductSharingPolicyPut) Subject() string {
	return PortalProductSubject(e.PortalProductId) + "/sharingpolicy"
}

// Subject is the policy that is gone.
func (e PortalProductSharingPolicyDeleted) Subject() string {
	return PortalProductSubject(e.PortalProductId) + "/sharingpolicy"
}

// Noun is the new product.
func (e PortalProductCreated) Noun() any { return e.PortalProduct }

// Noun is the product as it is afterwards.
func (e PortalProductUpdated) Noun() any { return e.PortalProduct }

func init() {
	events.Register[PortalProductCreated]("apigatewayv2.PortalProductCreated")
	events.Register[PortalProductUpdated]("apigatewayv2.PortalProductUpdated")
	events.Register[PortalProductDeleted]("apigatewayv2.PortalProductDeleted")
	events.Register[PortalProductSharingPolicyPut]("apigatewayv2.PortalProductSharingPolicyPut")
	events.Register[PortalProductSharingPolicyDeleted]("apigatewayv2.PortalProductSharingPolicyDeleted")
}
