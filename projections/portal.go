package projections

import "reel/events/apigatewayv2"

// A Portal is a developer portal with what its owner gave and no answer shows.
type Portal struct {
	LogoUri             string `json:"logoUri,omitempty"`
	apigatewayv2.Portal `json:"portal"`
}

// A PortalProduct is a product that portals may show, with its pages.
type PortalProduct struct {
	Pages                      Table[apigatewayv2.ProductPage] `json:"pages,omitzero"`
	apigatewayv2.PortalProduct `json:"product"`
	RestEndpointPages          Table[RestEndpointPage] `json:"restEndpointPages,omitzero"`
	SharingPolicy              string                  `json:"sharingPolicy,omitempty"` // "" while none was put
}

// A RestEndpointPage is a page about a REST endpoint with what stands on it
// instead of what the REST API says.
type RestEndpointPage struct {
	Overrides                            *apigatewayv2.DisplayContentOverrides `json:"overrides,omitempty"`
	apigatewayv2.ProductRestEndpointPage `json:"page"`
}
