package projections

import (
	"iter"
	"strings"

	"reel/events"
	"reel/events/apigateway"
)

// DocumentationPart is a documentation part of a REST API, or AWS's refusal, which
// is of the part when it is the API that is unknown, too.
func (w World) DocumentationPart(restApiID, id string) (*RestApi, *apigateway.DocumentationPart, error) {
	if api := w.region.RestApis.Get(restApiID); api != nil {
		if p := api.DocumentationParts.Get(id); p != nil {
			return api, p, nil
		}
	}
	return nil, nil, events.Refuse(events.NotFound, "Invalid Documentation part identifier specified")
}

// GetDocumentationPart answers GetDocumentationPart.
func (w World) GetDocumentationPart(c apigateway.GetDocumentationPart) (*apigateway.DocumentationPart, error) {
	_, p, err := w.DocumentationPart(c.RestApiId, c.DocumentationPartId)
	return p, err
}

// GetDocumentationParts answers GetDocumentationParts: the parts of the asked
// type and path whose names begin as asked; or, when what is UNDOCUMENTED is
// asked for, the entities of the API that no part is of.
func (w World) GetDocumentationParts(c apigateway.GetDocumentationParts) (Listing, error) {
	api, err := w.RestApi(c.RestApiId)
	if err != nil {
		return Listing{}, err
	}
	asked := func(l apigateway.DocumentationPartLocation) bool {
		return (c.Type == nil || *c.Type == l.Type) && (c.Path == nil || *c.Path == l.Path) &&
			(c.NameQuery == nil || strings.HasPrefix(l.Name, *c.NameQuery))
	}
	if c.LocationStatus != nil && *c.LocationStatus == "UNDOCUMENTED" {
		return api.undocumented(asked), nil
	}
	return listing(api.DocumentationParts, func(p *apigateway.DocumentationPart) any {
		if !asked(p.Location) {
			return nil
		}
		return p
	}), nil
}

// An UndocumentedView is an entity that no documentation part is of, as it stands
// among documentation parts.
type UndocumentedView struct {
	Location apigateway.DocumentationPartLocation `json:"location"`
}

// undocumented lists the entities that are asked for and no part is of.
func (api *RestApi) undocumented(asked func(apigateway.DocumentationPartLocation) bool) Listing {
	return Listing{func(key string) iter.Seq2[string, any] {
		return func(yield func(string, any) bool) {
			documented := map[apigateway.DocumentationPartLocation]bool{}
			for _, p := range api.DocumentationParts.All() {
				documented[p.Location] = true
			}
			for name, l := range api.Tree.entities() {
				if name >= key && asked(l) && !documentedAt(documented, l) && !yield(name, UndocumentedView{l}) {
					return
				}
			}
		}
	}}
}

// documentedAt tells whether there is a part of a location, or of one that is the
// same but for any verb or any status.
func documentedAt(documented map[apigateway.DocumentationPartLocation]bool, l apigateway.DocumentationPartLocation) bool {
	if documented[l] {
		return true
	}
	anyStatus, anyMethod := l, l
	if l.StatusCode != "" {
		anyStatus.StatusCode = "*"
	}
	if l.Method != "" {
		anyMethod.Method = "*"
	}
	both := anyMethod
	both.StatusCode = anyStatus.StatusCode
	return documented[anyStatus] || documented[anyMethod] || documented[both]
}

// DocumentationVersion is a documentation version of a REST API, or AWS's refusal.
func (w World) DocumentationVersion(restApiID, version string) (*RestApi, *DocumentationVersion, error) {
	api, err := w.RestApi(restApiID)
	if err != nil {
		return nil, nil, err
	}
	if v := api.DocumentationVersions.Get(version); v != nil {
		return api, v, nil
	}
	return nil, nil, events.Refuse(events.NotFound, "Invalid Documentation version specified")
}

// GetDocumentationVersion answers GetDocumentationVersion.
func (w World) GetDocumentationVersion(c apigateway.GetDocumentationVersion) (apigateway.DocumentationVersion, error) {
	_, v, err := w.DocumentationVersion(c.RestApiId, c.DocumentationVersion)
	if err != nil {
		return apigateway.DocumentationVersion{}, err
	}
	return v.DocumentationVersion, nil
}

// GetDocumentationVersions answers GetDocumentationVersions: by name.
func (w World) GetDocumentationVersions(c apigateway.GetDocumentationVersions) (Listing, error) {
	api, err := w.RestApi(c.RestApiId)
	if err != nil {
		return Listing{}, err
	}
	return listing(api.DocumentationVersions, func(v *DocumentationVersion) any { return v.DocumentationVersion }), nil
}
