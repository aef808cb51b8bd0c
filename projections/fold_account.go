package projections

import (
	"reel/events"
	"reel/events/apigateway"
	"reel/events/apigatewayv2"
)

// applyAccount folds the events of what an account has besides its APIs: VPC
// links, client certificates and its settings.
func (s State) applyAccount(r events.Recorded) (State, bool) {
	f := accountFold(r.Event)
	if f == nil {
		return s, false
	}
	return s.in(r, f), true
}

// accountFold is what an event does to its region, nil for an event of another kind.
func accountFold(event events.Event) func(region) region {
	switch e := event.(type) {
	case apigateway.VpcLinkCreated:
		return func(g region) region { return g.withVpcLink(e.VpcLink) }
	case apigateway.VpcLinkUpdated:
		return func(g region) region { return g.withVpcLink(e.VpcLink) }
	case apigateway.VpcLinkDeleted:
		return func(g region) region {
			g.VpcLinks = g.VpcLinks.Delete(e.VpcLinkId)
			return g
		}
	case apigatewayv2.VpcLinkCreated:
		return func(g region) region { return g.withApiVpcLink(e.VpcLink) }
	case apigatewayv2.VpcLinkUpdated:
		return func(g region) region { return g.withApiVpcLink(e.VpcLink) }
	case apigatewayv2.VpcLinkDeleted:
		return func(g region) region {
			g.ApiVpcLinks = g.ApiVpcLinks.Delete(e.VpcLinkId)
			return g
		}

	case apigateway.ClientCertificateGenerated:
		return func(g region) region { return g.withClientCertificate(e.ClientCertificate) }
	case apigateway.ClientCertificateUpdated:
		return func(g region) region { return g.withClientCertificate(e.ClientCertificate) }
	case apigateway.ClientCertificateDeleted:
		return func(g region) region {
			g.ClientCertificates = g.ClientCertificates.Delete(e.ClientCertificateId)
			return g
		}

	case apigateway.AccountUpdated:
		return func(g region) region {
			g.Account = g.Account.Set(accountRow, &e.Account)
			return g
		}
	}
	return nil
}

// accountRow is the name of the one row of a region's account table.
const accountRow = "settings"

func (g region) withVpcLink(v apigateway.VpcLink) region {
	g.VpcLinks = g.VpcLinks.Set(v.Id, &v)
	return g
}

func (g region) withApiVpcLink(v apigatewayv2.VpcLink) region {
	g.ApiVpcLinks = g.ApiVpcLinks.Set(v.VpcLinkId, &v)
	return g
}

func (g region) withClientCertificate(c apigateway.ClientCertificate) region {
	g.ClientCertificates = g.ClientCertificates.Set(c.ClientCertificateId, &c)
	return g
}
