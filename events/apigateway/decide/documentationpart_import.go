package decide

import (
	"encoding/json"
	"fmt"
	"strings"

	"reel/events"
	"reel/events/apigateway"
	"reel/events/document"
	"reel/projections"
)

// ImportDocumentationParts takes the documentation parts of an OpenAPI document.
// Merged, a part that is there keeps its id and the properties that the document
// does not give; overwritten, all parts are the document's.
// See https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-documenting-api-quick-start-import-export.html.
func ImportDocumentationParts(env events.Env, w projections.World, c apigateway.ImportDocumentationParts) (events.Event, error) {
	api, err := w.RestApi(c.RestApiId)
	if err != nil {
		return nil, err
	}
	parts, warnings, err := readDocumentation(c.Body)
	if err != nil {
		return nil, err
	}
	if len(warnings) > 0 && deref(c.FailOnWarnings) {
		return nil, events.Refuse(events.BadRequest, "Warnings found during import:\n\t"+strings.Join(warnings, "\n\t"))
	}
	m := merging{env: env, there: map[apigateway.DocumentationPartLocation]*apigateway.DocumentationPart{}, taken: map[string]bool{}}
	m.event = apigateway.DocumentationPartsImported{DocumentationParts: []apigateway.DocumentationPart{}, RestApiId: c.RestApiId, Warnings: warnings}
	for id, p := range api.DocumentationParts.All() {
		m.taken[id] = true
		if deref(c.Mode) == "overwrite" {
			m.event.Removed = append(m.event.Removed, id)
		} else {
			m.there[p.Location] = p
		}
	}
	last := map[apigateway.DocumentationPartLocation]int{} // of several parts of a location, the last counts
	for i, p := range parts {
		last[p.Location] = i
	}
	for i, p := range parts {
		if last[p.Location] == i {
			m.add(p)
		}
	}
	return m.event, nil
}

// merging is an import of documentation parts while it is decided.
type merging struct {
	env   events.Env
	event apigateway.DocumentationPartsImported
	there map[apigateway.DocumentationPartLocation]*apigateway.DocumentationPart
	taken map[string]bool // ids: thousands may be drawn at once
}

// add adds a part, or what is there already with the part's properties.
func (m *merging) add(p apigateway.DocumentationPart) {
	if was := m.there[p.Location]; was != nil {
		p.Id, p.Properties = was.Id, mergedProperties(was.Properties, p.Properties)
	} else {
		for p.Id = m.env.NewID(6); m.taken[p.Id]; p.Id = m.env.NewID(6) {
		}
		m.taken[p.Id] = true
	}
	m.event.DocumentationParts = append(m.event.DocumentationParts, p)
}

// mergedProperties is the content of a part with the members of another set.
func mergedProperties(was, set string) string {
	members := map[string]json.RawMessage{}
	for _, object := range []string{was, set} {
		_ = json.Unmarshal([]byte(object), &members) // both were objects when they were recorded or read
	}
	out, _ := events.AppendJSON(nil, members) // what was read can be written
	return string(out)
}

// readDocumentation is the documentation parts of an OpenAPI document, in JSON or
// YAML, without ids: those of its extension x-amazon-apigateway-documentation.
// What is no part is passed over with a warning.
// See https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-documentation.html.
func readDocumentation(body []byte) (parts []apigateway.DocumentationPart, warnings []string, err error) {
	root, err := document.Parse(body)
	if err != nil || root.Get("swagger").Scalar() != "2.0" && !strings.HasPrefix(root.Get("openapi").Scalar(), "3.") {
		return nil, nil, events.Refuse(events.BadRequest, "Unable to build importer with provided input.")
	}
	list := root.Get("x-amazon-apigateway-documentation").Get("documentationParts")
	if !list.Is(document.List) {
		return nil, nil, nil
	}
	for i, item := range list.Items {
		part, err := readPart(item)
		if err != nil {
			if len(warnings) < maxTold {
				warnings = append(warnings, fmt.Sprintf("Unable to import documentation part %d: %s", i+1, messageOf(err)))
			}
			continue
		}
		parts = append(parts, part)
	}
	return parts, warnings, nil
}

// messageOf is the words of a refusal alone.
func messageOf(err error) string {
	if refusal := events.Refusal(err); refusal != nil {
		return refusal.Message
	}
	return "it cannot be read"
}

func readPart(item *document.Node) (p apigateway.DocumentationPart, err error) {
	at, properties := item.Get("location"), item.Get("properties")
	p.Location, err = checkLocation(apigateway.DocumentationPartLocation{
		Method: at.Get("method").Scalar(), Name: at.Get("name").Scalar(), Path: at.Get("path").Scalar(),
		StatusCode: at.Get("statusCode").Scalar(), Type: at.Get("type").Scalar(),
	})
	if err != nil {
		return p, err
	}
	if p.Properties = string(properties.JSON()); properties.Is(document.String) {
		p.Properties = properties.Text // as CreateDocumentationPart takes them
	}
	return p, checkProperties(p.Properties)
}
