package decide

import (
	"reel/events"
	"reel/events/apigatewayv2"
	"reel/projections"
)

// CreateProductPage adds a page of documentation to a product.
func CreateProductPage(env events.Env, w projections.World, c apigatewayv2.CreateProductPage) (events.Event, error) {
	if _, err := w.PortalProduct(c.PortalProductId); err != nil {
		return nil, err
	}
	id := env.NewID(10)
	return apigatewayv2.ProductPageCreated{PortalProductId: c.PortalProductId, ProductPage: apigatewayv2.ProductPage{
		DisplayContent: apigatewayv2.DisplayContent(c.DisplayContent), LastModified: timestamp(env),
		ProductPageArn: arnOf(w, apigatewayv2.ProductPageSubject(c.PortalProductId, id)), ProductPageId: id,
	}}, nil
}

// UpdateProductPage changes what stands on a page.
func UpdateProductPage(env events.Env, w projections.World, c apigatewayv2.UpdateProductPage) (events.Event, error) {
	_, was, err := w.ProductPage(c.PortalProductId, c.ProductPageId)
	if err != nil {
		return nil, err
	}
	page := *was
	page.LastModified = timestamp(env)
	if c.DisplayContent != nil {
		page.DisplayContent = apigatewayv2.DisplayContent(*c.DisplayContent)
	}
	return apigatewayv2.ProductPageUpdated{PortalProductId: c.PortalProductId, ProductPage: page}, nil
}

// DeleteProductPage takes a page away, out of its product's display order too.
func DeleteProductPage(env events.Env, w projections.World, c apigatewayv2.DeleteProductPage) (events.Event, error) {
	p, page, err := w.ProductPage(c.PortalProductId, c.ProductPageId)
	if err != nil {
		return nil, err
	}
	return apigatewayv2.ProductPageDeleted{
		PortalProduct: without(env, p, page.ProductPageArn), PortalProductId: c.PortalProductId, ProductPageId: c.ProductPageId,
	}, nil
}
