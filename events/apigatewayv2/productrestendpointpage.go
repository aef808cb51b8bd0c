package apigatewayv2

import "reel/events"

// A ProductRestEndpointPage is a page about one method of a REST API in a portal
// product, as GetProductRestEndpointPage shows it, but for the address of an
// endpoint that has no override: that depends on the host that is asked.
// See https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/portalproducts-portalproductid-productrestendpointpages-productrestendpointpageid.html.
type ProductRestEndpointPage struct {
	DisplayContent             EndpointDisplayContentResponse `json:"displayContent"`
	LastModified               string                         `json:"lastModified"`
	ProductRestEndpointPageArn string                         `json:"productRestEndpointPageArn"`
	ProductRestEndpointPageId  string                         `json:"productRestEndpointPageId"`
	RawDisplayContent          string                         `json:"rawDisplayContent,omitempty"` // only when it is asked for
	RestEndpointIdentifier     RestEndpointIdentifier         `json:"restEndpointIdentifier"`
	Status                     string                         `json:"status"` // AVAILABLE or FAILED
	StatusException            *StatusException               `json:"statusException,omitempty"`
	TryItState                 string                         `json:"tryItState"` // ENABLED or DISABLED
}

// An EndpointDisplayContentResponse is what stands on the page of a REST endpoint:
// overrides, and where there are none what the REST API itself says.
type EndpointDisplayContentResponse struct {
	Body          string `json:"body,omitempty"`
	Endpoint      string `json:"endpoint,omitempty"` // the URL that the API is invoked under
	OperationName string `json:"operationName,omitempty"`
}

// DisplayContentOverrides stand on the page of a REST endpoint instead of what the
// REST API says.
type DisplayContentOverrides struct {
	Body          string `json:"body,omitempty"`
	Endpoint      string `json:"endpoint,omitempty"`
	OperationName string `json:"operationName,omitempty"`
}

// A RestEndpointIdentifier names a method of a REST API on a stage.
type RestEndpointIdentifier struct {
	IdentifierParts *IdentifierParts `json:"identifierParts,omitempty"`
}

// IdentifierParts are the parts of the name of a method on a stage.
type IdentifierParts struct {
	Method    string `json:"method"`
	Path      string `json:"path"`
	RestApiId string `json:"restApiId"`
	Stage     string `json:"stage"`
}

// ProductRestEndpointPageCreated says that a portal product has a new page about
// a REST endpoint.
type ProductRestEndpointPageCreated struct {
	Overrides               *DisplayContentOverrides `json:"overrides,omitempty"`
	PortalProductId         string                   `json:"portalProductId"`
	ProductRestEndpointPage ProductRestEndpointPage  `json:"productRestEndpointPage"`
}

// ProductRestEndpointPageUpdated says that a page about a REST endpoint has changed.
type ProductRestEndpointPageUpdated struct {
	Overrides               *DisplayContentOverrides `json:"overrides,omitempty"` // as they are afterwards
	PortalProductId         string                   `json:"portalProductId"`
	ProductRestEndpointPage ProductRestEndpointPage  `json:"productRestEndpointPage"`
}

// ProductRestEndpointPageDeleted says that a page about a REST endpoint is gone.
type ProductRestEndpointPageDeleted struct {
	PortalProduct             *PortalProduct `json:"portalProduct,omitempty"` // as it is afterwards, when its display order named the page
	PortalProductId           string         `json:"portalProductId"`
	ProductRestEndpointPageId string         `json:"productRestEndpointPageId"`
}

// ProductRestEndpointPageSubject is the subject of a page about a REST endpoint.
func ProductRestEndpointPageSubject(productId, id string) string {
	return PortalProductSubject(productId) + "/productrestendpointpages/" + id
}

// Subject is the new page.
func (e ProductRestEndpointPageCreated) Subject() string {
	return ProductRestEndpointPageSubject(e.PortalProductId, e.ProductRestEndpointPage.ProductRestEndpointPageId)
}

// Subject is the changed page.
func (e ProductRestEndpointPageUpdated) Subject() string {
	return ProductRestEndpointPageSubject(e.PortalProductId, e.ProductRestEndpointPage.ProductRestEndpointPageId)
}

// Subject is the page that is gone.
func (e ProductRestEndpointPageDeleted) Subject() string {
	return ProductRestEndpointPageSubject(e.PortalProductId, e.ProductRestEndpointPageId)
}

// Noun is the new page.
func (e ProductRestEndpointPageCreated) Noun() any { return e.ProductRestEndpointPage }

// Noun is the page as it is afterwards.
func (e ProductRestEndpointPageUpdated) Noun() any { return e.ProductRestEndpointPage }

func init() {
	events.Register[ProductRestEndpointPageCreated]("apigatewayv2.ProductRestEndpointPageCreated")
	events.Register[ProductRestEndpointPageUpdated]("apigatewayv2.ProductRestEndpointPageUpdated")
	events.Register[ProductRestEndpointPageDeleted]("apigatewayv2.ProductRestEndpointPageDeleted")
}
