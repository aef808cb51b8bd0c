package projections

import (
	"strings"

	"reel/events"
	"reel/events/apigatewayv2"
)

// Portal is the portal with the given id, or AWS's refusal.
func (w World) Portal(id string) (*Portal, error) {
	if p := w.region.Portals.Get(id); p != nil {
		return p, nil
	}
	return nil, notFound("Portal", "Invalid Portal identifier specified "+id)
}

// PortalAt tells whether another portal than the one with the given id, of
// whatever account and region, has a domain name of its owner's: a name leads to
// one CloudFront distribution.
func (w World) PortalAt(domainName, id string) bool {
	for _, g := range w.state.regions.All() {
		for other, p := range g.Portals.All() {
			if other != id && strings.EqualFold(p.EndpointConfiguration.DomainName, domainName) {
				return true
			}
		}
	}
	return false
}

// GetPortal answers GetPortal.
func (w V2) GetPortal(c apigatewayv2.GetPortal) (apigatewayv2.Portal, error) {
	p, err := World(w).Portal(c.PortalId)
	if err != nil {
		return apigatewayv2.Portal{}, err
	}
	return p.Portal, nil
}

// ListPortals answers ListPortals, by id. A summary has all members of a portal.
func (w V2) ListPortals(apigatewayv2.ListPortals) (Listing, error) {
	return listing(w.region.Portals, func(p *Portal) any { return p.Portal }), nil
}

func portalTags(w World, names []string) (map[string]string, error) {
	p, err := w.Portal(names[0])
	if err != nil {
		return nil, err
	}
	return p.Tags, nil
}

func taggedPortal(s State, r events.Recorded, names []string, tags map[string]string) State {
	return s.in(r, func(g region) region {
		if was := g.Portals.Get(names[0]); was != nil {
			now := *was
			now.Tags = tags
			g = g.withPortal(now)
		}
		return g
	})
}
