package projections

import (
	"cmp"
	"encoding/json"
	"strings"

	"reel/events"
	"reel/events/apigateway"
	"reel/events/apigatewayv2"
)

// ProductRestEndpointPage is a page about a REST endpoint of one of the account's
// own products, or AWS's refusal.
func (w World) ProductRestEndpointPage(productID, id string) (*PortalProduct, *RestEndpointPage, error) {
	p, err := w.PortalProduct(productID)
	if err != nil {
		return nil, nil, err
	}
	page, err := p.restEndpointPage(id)
	return p, page, err
}

func (p *PortalProduct) restEndpointPage(id string) (*RestEndpointPage, error) {
	if page := p.RestEndpointPages.Get(id); page != nil {
		return page, nil
	}
	return nil, notFound("ProductRestEndpointPage", "Invalid ProductRestEndpointPage identifier specified "+id)
}

// RestEndpoint is the method that is named by the parts of an identifier, as the
// stage serves it, with its API; or AWS's refusal of what is not there.
func (w World) RestEndpoint(at apigatewayv2.IdentifierParts) (*RestApi, *apigateway.Method, error) {
	api, err := w.RestApi(at.RestApiId)
	if err != nil {
		return nil, nil, err
	}
	st, err := w.Stage(at.RestApiId, at.Stage)
	if err != nil {
		return nil, nil, err
	}
	var r *apigateway.Resource
	if tree := st.Tree(); tree != nil {
		r = tree.ByPath(at.Path)
	}
	if r == nil {
		return nil, nil, events.Refuse(events.NotFound, "Invalid Resource identifier specified")
	}
	if m := cmp.Or(r.ResourceMethods[at.Method], r.ResourceMethods["ANY"]); m != nil {
		return api, m, nil
	}
	return nil, nil, events.Refuse(events.NotFound, "Invalid Method identifier specified")
}

// Resolved is a page with what stands on it now: its overrides, and where there
// are none what the documentation of the REST API says. A page whose endpoint is
// gone has failed.
func (w World) Resolved(p RestEndpointPage) apigatewayv2.ProductRestEndpointPage {
	page := p.ProductRestEndpointPage
	page.Status, page.StatusException = "AVAILABLE", nil
	page.DisplayContent = apigatewayv2.EndpointDisplayContentResponse{}
	if p.Overrides != nil {
		page.DisplayContent = apigatewayv2.EndpointDisplayContentResponse(*p.Overrides)
	}
	at := page.RestEndpointIdentifier.IdentifierParts
	api, m, err := w.RestEndpoint(*at)
	if refusal := events.Refusal(err); refusal != nil {
		page.Status = "FAILED"
		page.StatusException = &apigatewayv2.StatusException{Exception: string(refusal.Code), Message: refusal.Message}
		return page
	}
	page.DisplayContent.Body = cmp.Or(page.DisplayContent.Body, api.described(*at))
	page.DisplayContent.OperationName = cmp.Or(page.DisplayContent.OperationName, m.OperationName)
	return page
}

// described is what the documentation of an API says in words of a method.
func (api *RestApi) described(at apigatewayv2.IdentifierParts) string {
	var text struct{ Description, Summary string }
	if json.Unmarshal([]byte(api.methodPart(at)), &text) != nil {
		return ""
	}
	return cmp.Or(text.Description, text.Summary)
}

// methodPart is the documentation part of a method: the one of its path and verb,
// or of all verbs of its path. "" when there is none.
func (api *RestApi) methodPart(at apigatewayv2.IdentifierParts) (properties string) {
	for _, p := range api.DocumentationParts.All() {
		if l := p.Location; l.Type == "METHOD" && l.Path == at.Path {
			if l.Method == at.Method {
				return p.Properties
			}
			if l.Method == "" || l.Method == "*" {
				properties = p.Properties
			}
		}
	}
	return properties
}

// GetProductRestEndpointPage answers GetProductRestEndpointPage, without the
// endpoint's address. The raw content is the documentation part that the page
// would show without overrides.
func (w V2) GetProductRestEndpointPage(c apigatewayv2.GetProductRestEndpointPage) (apigatewayv2.ProductRestEndpointPage, error) {
	at, p, err := World(w).SharedProduct(c.ResourceOwnerAccountId, c.PortalProductId, "GetProductRestEndpointPage")
	if err != nil {
		return apigatewayv2.ProductRestEndpointPage{}, err
	}
	row, err := p.restEndpointPage(c.ProductRestEndpointPageId)
	if err != nil {
		return apigatewayv2.ProductRestEndpointPage{}, err
	}
	page := at.Resolved(*row)
	if raw := c.IncludeRawDisplayContent; raw != nil && strings.EqualFold(*raw, "true") && page.Status == "AVAILABLE" {
		parts := *page.RestEndpointIdentifier.IdentifierParts
		page.RawDisplayContent = at.region.RestApis.Get(parts.RestApiId).methodPart(parts)
	}
	return page, nil
}

// ListProductRestEndpointPages answers ListProductRestEndpointPages, by id,
// without the endpoints' addresses.
func (w V2) ListProductRestEndpointPages(c apigatewayv2.ListProductRestEndpointPages) (Listing, error) {
	at, p, err := World(w).SharedProduct(c.ResourceOwnerAccountId, c.PortalProductId, "ListProductRestEndpointPages")
	if err != nil {
		return Listing{}, err
	}
	return listing(p.RestEndpointPages, func(row *RestEndpointPage) any { return restEndpointSummary(at.Resolved(*row)) }), nil
}

// A ProductRestEndpointPageSummary is a page about a REST endpoint as a list shows
// it: without its body.
type ProductRestEndpointPageSummary struct {
	Endpoint                   string                              `json:"endpoint"`
	LastModified               string                              `json:"lastModified"`
	OperationName              string                              `json:"operationName,omitempty"`
	ProductRestEndpointPageArn string                              `json:"productRestEndpointPageArn"`
	ProductRestEndpointPageId  string                              `json:"productRestEndpointPageId"`
	RestEndpointIdentifier     apigatewayv2.RestEndpointIdentifier `json:"restEndpointIdentifier"`
	Status                     string                              `json:"status"`
	StatusException            *apigatewayv2.StatusException       `json:"statusException,omitempty"`
	TryItState                 string                              `json:"tryItState"`
}

func restEndpointSummary(p apigatewayv2.ProductRestEndpointPage) ProductRestEndpointPageSummary {
	return ProductRestEndpointPageSummary{
		Endpoint: p.DisplayContent.Endpoint, LastModified: p.LastModified, OperationName: p.DisplayContent.OperationName,
		ProductRestEndpointPageArn: p.ProductRestEndpointPageArn, ProductRestEndpointPageId: p.ProductRestEndpointPageId,
		RestEndpointIdentifier: p.RestEndpointIdentifier, Status: p.Status, StatusException: p.StatusException, TryItState: p.TryItState,
	}
}
