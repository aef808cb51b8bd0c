package apigatewayv2

import "reel/events"

// A ProductPage is a page of documentation of a portal product, as
// GetProductPage shows it.
// See https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/portalproducts-portalproductid-productpages-productpageid.html.
type ProductPage struct {
	DisplayContent DisplayContent `json:"displayContent"`
	LastModified   string         `json:"lastModified"`
	ProductPageArn string         `json:"productPageArn"`
	ProductPageId  string         `json:"productPageId"`
}

// A DisplayContent is what stands on a product page.
type DisplayContent struct {
	Body  string `json:"body"` // in Markdown
	Title string `json:"title"`
}

// ProductPageCreated says that a portal product has a new page.
type ProductPageCreated struct {
	PortalProductId string      `json:"portalProductId"`
	ProductPage     ProductPage `json:"productPage"`
}

// ProductPageUpdated says that a page of a portal product has changed.
type ProductPageUpdated struct {
	PortalProductId string      `json:"portalProductId"`
	ProductPage     ProductPage `json:"productPage"`
}

// ProductPageDeleted says that a page of a portal product is gone.
type ProductPageDeleted struct {
	PortalProduct   *PortalProduct `json:"portalProduct,omitempty"` // as it is afterwards, when its display order named the page
	PortalProductId string         `json:"portalProductId"`
	ProductPageId   string         `json:"productPageId"`
}

// ProductPageSubject is the subject of a page of a portal product.
func ProductPageSubject(productId, id string) string {
	return PortalProductSubject(productId) + "/productpages/" + id
}

// Subject is the new page.
func (e ProductPageCreated) Subject() string {
	return ProductPageSubject(e.PortalProductId, e.ProductPage.ProductPageId)
}

// Subject is the changed page.
func (e ProductPageUpdated) Subject() string {
	return ProductPageSubject(e.PortalProductId, e.ProductPage.ProductPageId)
}

// Subject is the page that is gone.
func (e ProductPageDeleted) Subject() string {
	return ProductPageSubject(e.PortalProductId, e.ProductPageId)
}

// Noun is the new page.
func (e ProductPageCreated) Noun() any { return e.ProductPage }

// Noun is the page as it is afterwards.
func (e ProductPageUpdated) Noun() any { return e.ProductPage }

func init() {
	events.Register[ProductPageCreated]("apigatewayv2.ProductPageCreated")
	events.Register[ProductPageUpdated]("apigatewayv2.ProductPageUpdated")
	events.Register[ProductPageDeleted]("apigatewayv2.ProductPageDeleted")
}
