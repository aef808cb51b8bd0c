package projections

import (
	"reel/events"
	"reel/events/apigatewayv2"
)

// applyPortals folds the events of developer portals and of the products that
// they show.
func (s State) applyPortals(r events.Recorded) (State, bool) {
	if f := portalFold(r.Event); f != nil {
		return s.in(r, f), true
	}
	if id, f := portalProductFold(r.Event); f != nil {
		return s.in(r, func(g region) region { return g.portalProduct(id, f) }), true
	}
	return s, false
}

// portalFold is what an event of portals, or of whole products, does to its
// region, nil for an event of another kind.
func portalFold(event events.Event) func(region) region {
	switch e := event.(type) {
	case apigatewayv2.PortalCreated:
		return func(g region) region { return g.withPortal(Portal{e.LogoUri, e.Portal}) }
	case apigatewayv2.PortalUpdated:
		return func(g region) region { return g.withPortal(Portal{e.LogoUri, e.Portal}) }
	case apigatewayv2.PortalPreviewed:
		return func(g region) region { return g.portal(e.Portal) }
	case apigatewayv2.PortalPublished:
		return func(g region) region { return g.portal(e.Portal) }
	case apigatewayv2.PortalDisabled:
		return func(g region) region { return g.portal(e.Portal) }
	case apigatewayv2.PortalDeleted:
		return func(g region) region {
			g.Portals = g.Portals.Delete(e.PortalId)
			return g
		}

	case apigatewayv2.PortalProductCreated:
		return func(g region) region { return g.withPortalProduct(PortalProduct{PortalProduct: e.PortalProduct}) }
	case apigatewayv2.PortalProductDeleted:
		return func(g region) region {
			g.PortalProducts = g.PortalProducts.Delete(e.PortalProductId)
			return g
		}
	}
	return nil
}

// portalProductFold is what an event does to a product that is there, and the
// product's id.
func portalProductFold(event events.Event) (id string, f func(*PortalProduct)) {
	switch e := event.(type) {
	case apigatewayv2.PortalProductUpdated:
		return e.PortalProduct.PortalProductId, func(p *PortalProduct) { p.PortalProduct = e.PortalProduct }
	case apigatewayv2.PortalProductSharingPolicyPut:
		return e.PortalProductId, func(p *PortalProduct) { p.SharingPolicy = e.PolicyDocument }
	case apigatewayv2.PortalProductSharingPolicyDeleted:
		return e.PortalProductId, func(p *PortalProduct) { p.SharingPolicy = "" }

	case apigatewayv2.ProductPageCreated:
		return e.PortalProductId, func(p *PortalProduct) { p.setPage(e.ProductPage) }
	case apigatewayv2.ProductPageUpdated:
		return e.PortalProductId, func(p *PortalProduct) { p.setPage(e.ProductPage) }
	case apigatewayv2.ProductPageDeleted:
		return e.PortalProductId, func(p *PortalProduct) {
			p.reordered(e.PortalProduct)
			p.Pages = p.Pages.Delete(e.ProductPageId)
		}

	case apigatewayv2.ProductRestEndpointPageCreated:
		return e.PortalProductId, func(p *PortalProduct) {
			p.setRestEndpointPage(RestEndpointPage{e.Overrides, e.ProductRestEndpointPage})
		}
	case apigatewayv2.ProductRestEndpointPageUpdated:
		return e.PortalProductId, func(p *PortalProduct) {
			p.setRestEndpointPage(RestEndpointPage{e.Overrides, e.ProductRestEndpointPage})
		}
	case apigatewayv2.ProductRestEndpointPageDeleted:
		return e.PortalProductId, func(p *PortalProduct) {
			p.reordered(e.PortalProduct)
			p.RestEndpointPages = p.RestEndpointPages.Delete(e.ProductRestEndpointPageId)
		}
	}
	return "", nil
}

func (g region) withPortal(p Portal) region {
	g.Portals = g.Portals.Set(p.PortalId, &p)
	return g
}

// portal sets the members of a portal that is there; its logo stays.
func (g region) portal(now apigatewayv2.Portal) region {
	if was := g.Portals.Get(now.PortalId); was != nil {
		g = g.withPortal(Portal{was.LogoUri, now})
	}
	return g
}

func (g region) withPortalProduct(p PortalProduct) region {
	g.PortalProducts = g.PortalProducts.Set(p.PortalProductId, &p)
	return g
}

// portalProduct changes a copy of a product that is there.
func (g region) portalProduct(id string, f func(*PortalProduct)) region {
	if was := g.PortalProducts.Get(id); was != nil {
		now := *was
		f(&now)
		g.PortalProducts = g.PortalProducts.Set(id, &now)
	}
	return g
}

func (p *PortalProduct) setPage(page apigatewayv2.ProductPage) {
	p.Pages = p.Pages.Set(page.ProductPageId, &page)
}

func (p *PortalProduct) setRestEndpointPage(page RestEndpointPage) {
	p.RestEndpointPages = p.RestEndpointPages.Set(page.ProductRestEndpointPageId, &page)
}

// reordered sets the product's own members, when they have changed with its pages.
func (p *PortalProduct) reordered(now *apigatewayv2.PortalProduct) {
	if now != nil {
		p.PortalProduct = *now
	}
}
