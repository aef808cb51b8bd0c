package http

import (
	"net/http"

	"reel/events/apigatewayv2"
	decide2 "reel/events/apigatewayv2/decide"
	"reel/http/restjson"
	"reel/projections"
)

// portalOperations are those of developer portals and of the products that they
// show, but for the pages whose answers name an endpoint. Portals are managed and
// not served.
var portalOperations = operations{
	"CreatePortal":  command(decide2.CreatePortal),
	"DeletePortal":  command(decide2.DeletePortal),
	"DisablePortal": command(decide2.DisablePortal),
	"GetPortal":     read(projections.V2.GetPortal),
	"ListPortals":   list(projections.V2.ListPortals),
	"PreviewPortal": command(decide2.PreviewPortal),
	"PublishPortal": command(decide2.PublishPortal),
	"UpdatePortal":  command(decide2.UpdatePortal),

	"CreatePortalProduct": command(decide2.CreatePortalProduct),
	"DeletePortalProduct": command(decide2.DeletePortalProduct),
	"GetPortalProduct":    read(projections.V2.GetPortalProduct),
	"ListPortalProducts":  list(projections.V2.ListPortalProducts),
	"UpdatePortalProduct": command(decide2.UpdatePortalProduct),

	"DeletePortalProductSharingPolicy": command(decide2.DeletePortalProductSharingPolicy),
	"GetPortalProductSharingPolicy":    read(projections.V2.GetPortalProductSharingPolicy),
	"PutPortalProductSharingPolicy":    command(decide2.PutPortalProductSharingPolicy),

	"CreateProductPage": command(decide2.CreateProductPage),
	"DeleteProductPage": command(decide2.DeleteProductPage),
	"GetProductPage":    read(projections.V2.GetProductPage),
	"ListProductPages":  list(projections.V2.ListProductPages),
	"UpdateProductPage": command(decide2.UpdateProductPage),

	"DeleteProductRestEndpointPage": command(decide2.DeleteProductRestEndpointPage),
}

// restEndpointOperations are those whose answers name the endpoint of a REST API.
func (s *Server) restEndpointOperations() operations {
	all := operations{
		"CreateProductRestEndpointPage": command(decide2.CreateProductRestEndpointPage),
		"GetProductRestEndpointPage":    read(projections.V2.GetProductRestEndpointPage),
		"ListProductRestEndpointPages":  list(projections.V2.ListProductRestEndpointPages),
		"UpdateProductRestEndpointPage": command(decide2.UpdateProductRestEndpointPage),
	}
	for name, r := range all {
		r.show = s.showRestEndpoint
		all[name] = r
	}
	return all
}

// showRestEndpoint is a page, or its summary, with the address that its endpoint
// is invoked under, unless its owner has chosen another.
func (s *Server) showRestEndpoint(q *http.Request, noun any) any {
	switch page := noun.(type) {
	case apigatewayv2.ProductRestEndpointPage:
		if page.DisplayContent.Endpoint == "" {
			page.DisplayContent.Endpoint = s.invokeURL(q, page.RestEndpointIdentifier)
		}
		return page
	case projections.ProductRestEndpointPageSummary:
		if page.Endpoint == "" {
			page.Endpoint = s.invokeURL(q, page.RestEndpointIdentifier)
		}
		return page
	}
	return noun
}

// invokeURL is the address of a stage of a REST API: at the host that the client
// has used for the question, because that one leads here, or AWS's own.
func (s *Server) invokeURL(q *http.Request, of apigatewayv2.RestEndpointIdentifier) string {
	at := of.IdentifierParts
	if s.AWSEndpoints {
		_, _, region, _, _ := restjson.Principal(q)
		return "https://" + at.RestApiId + ".execute-api." + region + ".amazonaws.com/" + at.Stage
	}
	scheme := "http://"
	if q.TLS != nil {
		scheme = "https://"
	}
	return scheme + q.Host + "/execute-api/" + at.RestApiId + "/" + at.Stage
}
