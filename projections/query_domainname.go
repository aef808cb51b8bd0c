package projections

import (
	"iter"
	"slices"

	"reel/events"
	"reel/events/apigateway"
)

// DomainName is a custom domain name of the account and region, or AWS's refusal.
// A PRIVATE one needs its id, and no other one has any.
func (w World) DomainName(name string, id *string) (*DomainName, error) {
	d := w.region.DomainNames.Get(name)
	if id != nil && *id != "" {
		d = w.region.DomainNames.Get(apigateway.DomainNameKey(name, *id))
	}
	if d == nil || d.DomainName.DomainName != name {
		return nil, errDomainName
	}
	return d, nil
}

var errDomainName = events.Refuse(events.NotFound, "Invalid domain name identifier specified")

// GetDomainName answers GetDomainName.
func (w World) GetDomainName(c apigateway.GetDomainName) (apigateway.DomainName, error) {
	d, err := w.DomainName(c.DomainName, c.DomainNameId)
	if err != nil {
		return apigateway.DomainName{}, err
	}
	return d.DomainName, nil
}

// GetDomainNames answers GetDomainNames, by name: the account's own, or those of
// other accounts that it may associate VPC endpoints with, of which AWS shows no
// more than what an association needs.
func (w World) GetDomainNames(c apigateway.GetDomainNames) (Listing, error) {
	if !ofOthers(c.ResourceOwner) {
		return listing(w.region.DomainNames, func(d *DomainName) any { return d.DomainName }), nil
	}
	return Listing{func(key string) iter.Seq2[string, any] {
		return func(yield func(string, any) bool) {
			for at, other := range w.others(key) {
				for name, d := range other.DomainNames.From(rowOf(at, key)) {
					if d.MayAssociate(w.Account) && !yield(at+"/"+name, shared(d.DomainName)) {
						return
					}
				}
			}
		}
	}}, nil
}

func ofOthers(owner *string) bool { return owner != nil && *owner == "OTHER_ACCOUNTS" }

// shared is a domain name as an account sees it that may associate with it.
func shared(d apigateway.DomainName) apigateway.DomainName {
	return apigateway.DomainName{DomainName: d.DomainName, DomainNameArn: d.DomainNameArn, DomainNameId: d.DomainNameId}
}

// others yields what other accounts have in this region, by account/region, from
// the account and region that a row's key begins with.
func (w World) others(from string) iter.Seq2[string, *region] {
	return func(yield func(string, *region) bool) {
		own := regionKey(w.Account, w.Region)
		for at, g := range w.state.regions.From(regionPart(from)) {
			if at != own && regionOf(at) == w.Region && !yield(at, g) {
				return
			}
		}
	}
}

// MappedTo are the keys of the domain names that a REST API, or one stage of it
// unless stage is empty, is mapped to.
func (w World) MappedTo(restApiID, stage string) (keys []string) {
	for key, d := range w.region.DomainNames.All() {
		for _, m := range d.BasePathMappings.All() {
			if m.RestApiId == restApiID && (stage == "" || m.Stage == stage) {
				keys = append(keys, key)
				break
			}
		}
	}
	return keys
}

// BasePathMapping is a mapping of a domain name by its base path as callers write
// it, or AWS's refusal.
func (w World) BasePathMapping(name string, id *string, basePath string) (*DomainName, *apigateway.BasePathMapping, error) {
	d, err := w.DomainName(name, id)
	if err != nil {
		return nil, nil, err
	}
	if basePath == apigateway.NoBasePath {
		basePath = ""
	}
	if m := d.BasePathMappings.Get(basePath); m != nil {
		return d, m, nil
	}
	return nil, nil, events.Refuse(events.NotFound, "Invalid base path mapping identifier specified")
}

// GetBasePathMapping answers GetBasePathMapping.
func (w World) GetBasePathMapping(c apigateway.GetBasePathMapping) (BasePathMappingView, error) {
	_, m, err := w.BasePathMapping(c.DomainName, c.DomainNameId, c.BasePath)
	if err != nil {
		return BasePathMappingView{}, err
	}
	return ShowBasePathMapping(*m), nil
}

// GetBasePathMappings answers GetBasePathMappings, by base path.
func (w World) GetBasePathMappings(c apigateway.GetBasePathMappings) (Listing, error) {
	d, err := w.DomainName(c.DomainName, c.DomainNameId)
	if err != nil {
		return Listing{}, err
	}
	return listing(d.BasePathMappings, func(m *apigateway.BasePathMapping) any { return ShowBasePathMapping(*m) }), nil
}

// A BasePathMappingView is a mapping as version 1's answers show it.
type BasePathMappingView struct {
	BasePath  string `json:"basePath"`
	RestApiId string `json:"restApiId"`
	Stage     string `json:"stage,omitempty"`
}

// ShowBasePathMapping is a mapping as version 1's answers show it.
func ShowBasePathMapping(m apigateway.BasePathMapping) BasePathMappingView {
	v := BasePathMappingView{m.BasePath, m.RestApiId, m.Stage}
	if v.BasePath == "" {
		v.BasePath = apigateway.NoBasePath
	}
	return v
}

// IsPrivate tells whether a domain name has a PRIVATE endpoint.
func IsPrivate(d apigateway.DomainName) bool {
	return d.EndpointConfiguration != nil && slices.Contains(d.EndpointConfiguration.Types, "PRIVATE")
}
