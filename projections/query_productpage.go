package projections

import "reel/events/apigatewayv2"

// ProductPage is a page of one of the account's own products, or AWS's refusal.
func (w World) ProductPage(productID, id string) (*PortalProduct, *apigatewayv2.ProductPage, error) {
	p, err := w.PortalProduct(productID)
	if err != nil {
		return nil, nil, err
	}
	page, err := p.page(id)
	return p, page, err
}

func (p *PortalProduct) page(id string) (*apigatewayv2.ProductPage, error) {
	if page := p.Pages.Get(id); page != nil {
		return page, nil
	}
	return nil, notFound("ProductPage", "Invalid ProductPage identifier specified "+id)
}

// GetProductPage answers GetProductPage.
func (w V2) GetProductPage(c apigatewayv2.GetProductPage) (*apigatewayv2.ProductPage, error) {
	_, p, err := World(w).SharedProduct(c.ResourceOwnerAccountId, c.PortalProductId, "GetProductPage")
	if err != nil {
		return nil, err
	}
	return p.page(c.ProductPageId)
}

// ListProductPages answers ListProductPages, by id.
func (w V2) ListProductPages(c apigatewayv2.ListProductPages) (Listing, error) {
	_, p, err := World(w).SharedProduct(c.ResourceOwnerAccountId, c.PortalProductId, "ListProductPages")
	if err != nil {
		return Listing{}, err
	}
	return listing(p.Pages, func(page *apigatewayv2.ProductPage) any {
		return ProductPageSummary{page.LastModified, page.DisplayContent.Title, page.ProductPageArn, page.ProductPageId}
	}), nil
}

// A ProductPageSummary is a page as a list shows it: by its title.
type ProductPageSummary struct {
	LastModified   string `json:"lastModified"`
	PageTitle      string `json:"pageTitle"`
	ProductPageArn string `json:"productPageArn"`
	ProductPageId  string `json:"productPageId"`
}
