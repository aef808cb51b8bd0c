package decide

import (
	"encoding/json"
	"strings"

	"reel/events"
	"reel/events/apigateway"
	"reel/projections"
)

// CreateDocumentationPart documents an entity of a REST API, which need not be
// there. There is one part at the most for a location.
func CreateDocumentationPart(env events.Env, w projections.World, c apigateway.CreateDocumentationPart) (events.Event, error) {
	api, err := w.RestApi(c.RestApiId)
	if err != nil {
		return nil, err
	}
	l := apigateway.DocumentationPartLocation{
		Method: deref(c.Location.Method), Name: deref(c.Location.Name), Path: deref(c.Location.Path),
		StatusCode: deref(c.Location.StatusCode), Type: c.Location.Type,
	}
	if l, err = checkLocation(l); err != nil {
		return nil, err
	}
	if err := checkProperties(c.Properties); err != nil {
		return nil, err
	}
	if partAt(api, l) != nil {
		return nil, events.Refuse(events.Conflict, "Documentation part already exists for the specified location: "+placeOf(l))
	}
	p := apigateway.DocumentationPart{Id: env.NewID(6), Location: l, Properties: c.Properties}
	return apigateway.DocumentationPartCreated{DocumentationPart: p, RestApiId: c.RestApiId}, nil
}

// A locationRule is which members the location of a type may have, and must have.
type locationRule struct{ path, method, statusCode, name, mustName bool }

// locationRules are AWS's:
// https://docs.aws.amazon.com/apigateway/latest/api/API_DocumentationPartLocation.html
// The page says that REQUEST_BODY needs a name, but AWS's own examples of it have
// none.
var locationRules = map[string]locationRule{
	"API":             {},
	"AUTHORIZER":      {name: true, mustName: true},
	"MODEL":           {name: true, mustName: true},
	"RESOURCE":        {path: true},
	"METHOD":          {path: true, method: true},
	"PATH_PARAMETER":  {path: true, method: true, name: true, mustName: true},
	"QUERY_PARAMETER": {path: true, method: true, name: true, mustName: true},
	"REQUEST_HEADER":  {path: true, method: true, name: true, mustName: true},
	"REQUEST_BODY":    {path: true, method: true, name: true},
	"RESPONSE":        {path: true, method: true, statusCode: true},
	"RESPONSE_HEADER": {path: true, method: true, statusCode: true, name: true, mustName: true},
	"RESPONSE_BODY":   {path: true, method: true, statusCode: true},
}

// checkLocation is a location with AWS's defaults: the root's path, any verb, any
// status. It refuses members that the type has not, and a name that is missing.
func checkLocation(l apigateway.DocumentationPartLocation) (apigateway.DocumentationPartLocation, error) {
	may, ok := locationRules[l.Type]
	if !ok {
		return l, events.Refuse(events.BadRequest, "Invalid documentation part location specified: type '"+l.Type+"'")
	}
	for _, m := range []struct {
		name  string
		value *string
		may   bool
		or    string
	}{
		{"path", &l.Path, may.path, "/"},
		{"method", &l.Method, may.method, "*"},
		{"statusCode", &l.StatusCode, may.statusCode, "*"},
		{"name", &l.Name, may.name, ""},
	} {
		switch {
		case !m.may && *m.value != "":
			return l, events.Refuse(events.BadRequest, "Invalid documentation part location specified: "+m.name+" is not a valid field of type '"+l.Type+"'")
		case m.may && *m.value == "":
			*m.value = m.or
		}
	}
	if may.mustName && l.Name == "" {
		return l, events.Refuse(events.BadRequest, "Invalid documentation part location specified: name is required for type '"+l.Type+"'")
	}
	return l, nil
}

// placeOf is a location in the words of AWS's refusal: type 'API' of the API's.
func placeOf(l apigateway.DocumentationPartLocation) string {
	var out []string
	for _, m := range [][2]string{{"type", l.Type}, {"path", l.Path}, {"method", l.Method}, {"statusCode", l.StatusCode}, {"name", l.Name}} {
		if m[1] != "" {
			out = append(out, m[0]+" '"+m[1]+"'")
		}
	}
	return strings.Join(out, ", ")
}

// partAt is the documentation part of a location, nil if there is none.
func partAt(api *projections.RestApi, l apigateway.DocumentationPartLocation) *apigateway.DocumentationPart {
	for _, p := range api.DocumentationParts.All() {
		if p.Location == l {
			return p
		}
	}
	return nil
}

// checkProperties refuses content that is not a JSON object.
func checkProperties(properties string) error {
	var object map[string]json.RawMessage
	if err := json.Unmarshal([]byte(properties), &object); err != nil || object == nil {
		return events.Refuse(events.BadRequest, "Invalid documentation part properties specified. The properties must be a JSON object.")
	}
	return nil
}

// UpdateDocumentationPart patches a documentation part's content.
func UpdateDocumentationPart(_ events.Env, w projections.World, c apigateway.UpdateDocumentationPart) (events.Event, error) {
	_, was, err := w.DocumentationPart(c.RestApiId, c.DocumentationPartId)
	if err != nil {
		return nil, err
	}
	p := *was
	if err := documentationPartPatch.apply(&p, c.PatchOperations); err != nil {
		return nil, err
	}
	return apigateway.DocumentationPartUpdated{DocumentationPart: p, RestApiId: c.RestApiId}, nil
}

// documentationPartPatch is all that UpdateDocumentationPart may patch:
// https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateDocumentationPart-Patch
var documentationPartPatch = replacing(
	rule[apigateway.DocumentationPart]{"/properties", replaceOnly, func(p *apigateway.DocumentationPart, o operation) error {
		p.Properties = o.text()
		return checkProperties(p.Properties)
	}},
)

// DeleteDocumentationPart takes a documentation part away. It alone of the
// operations of one part names the API when that is unknown (recorded on AWS).
func DeleteDocumentationPart(_ events.Env, w projections.World, c apigateway.DeleteDocumentationPart) (events.Event, error) {
	if _, err := w.RestApi(c.RestApiId); err != nil {
		return nil, err
	}
	if _, _, err := w.DocumentationPart(c.RestApiId, c.DocumentationPartId); err != nil {
		return nil, err
	}
	return apigateway.DocumentationPartDeleted{DocumentationPartId: c.DocumentationPartId, RestApiId: c.RestApiId}, nil
}
