package projections

import (
	"slices"

	"reel/events"
	"reel/events/apigateway"
	"reel/events/apigatewayv2"
)

// The words were recorded on AWS.
var (
	errEdgeDomain = events.Refuse(events.BadRequest, "Only REGIONAL domain names can be managed through the API Gateway V2 API. "+
		"For EDGE domain names, please use the API Gateway V1 API. Also note that only REST APIs can be attached to EDGE domain names.")
	errOldDomain = events.Refuse(events.BadRequest, "Only REGIONAL domain names with a security policy of TLS 1.2 can be managed through the API Gateway V2 API. "+
		"For TLS 1.0 domain names, please use the API Gateway V1 API to upgrade your security policy to TLS 1.2. "+
		"Currently, only REST APIs can be attached to a domain name with a security policy of TLS 1.0.")
)

// RegionalDomainName is a custom domain name that version 2's calls may change,
// or AWS's refusal: an EDGE one is version 1's alone.
func (w World) RegionalDomainName(name string) (*DomainName, error) {
	d, err := w.DomainNameV2(name, nil)
	switch {
	case err != nil:
		return nil, err
	case d.EndpointConfiguration == nil || slices.Contains(d.EndpointConfiguration.Types, "EDGE"):
		return nil, errEdgeDomain
	}
	return d, nil
}

// MappableDomainName is a custom domain name that may have version 2's mappings,
// or AWS's refusal: one over TLS 1.0 may not.
func (w World) MappableDomainName(name string) (*DomainName, error) {
	d, err := w.RegionalDomainName(name)
	if err == nil && d.SecurityPolicy == "TLS_1_0" {
		return nil, errOldDomain
	}
	return d, err
}

// ApiMapping is a mapping of a domain name by its id, or AWS's refusal.
func (w World) ApiMapping(name, id string) (*DomainName, *apigateway.BasePathMapping, error) {
	d, err := w.MappableDomainName(name)
	if err != nil {
		return nil, nil, err
	}
	for _, m := range d.BasePathMappings.All() {
		if m.ApiMappingId == id {
			return d, m, nil
		}
	}
	return nil, nil, notFound("ApiMapping", "Invalid API mapping identifier specified "+id)
}

// ShowApiMapping is a mapping as version 2 shows it.
func ShowApiMapping(m apigateway.BasePathMapping) apigatewayv2.ApiMapping {
	return apigatewayv2.ApiMapping{ApiId: m.RestApiId, ApiMappingId: m.ApiMappingId, ApiMappingKey: m.BasePath, Stage: m.Stage}
}

// GetApiMapping answers GetApiMapping.
func (w V2) GetApiMapping(c apigatewayv2.GetApiMapping) (apigatewayv2.ApiMapping, error) {
	_, m, err := World(w).ApiMapping(c.DomainName, c.ApiMappingId)
	if err != nil {
		return apigatewayv2.ApiMapping{}, err
	}
	return ShowApiMapping(*m), nil
}

// GetApiMappings answers GetApiMappings, by key.
func (w V2) GetApiMappings(c apigatewayv2.GetApiMappings) (Listing, error) {
	d, err := World(w).MappableDomainName(c.DomainName)
	if err != nil {
		return Listing{}, err
	}
	return listing(d.BasePathMappings, func(m *apigateway.BasePathMapping) any { return ShowApiMapping(*m) }), nil
}

// Protocol is what kind of API an id names: REST, HTTP or WEBSOCKET, and "" for
// none of this account and region.
func (w World) Protocol(apiID string) string {
	if w.region.RestApis.Get(apiID) != nil {
		return "REST"
	}
	if api := w.region.Apis.Get(apiID); api != nil {
		return api.Tree.ProtocolType
	}
	return ""
}

// LeadsTo tells whether one of a domain name's mappings leads to an API of a kind.
func (w World) LeadsTo(d *DomainName, protocol string) bool {
	for _, m := range d.BasePathMappings.All() {
		if w.Protocol(m.RestApiId) == protocol {
			return true
		}
	}
	return false
}
