package decide

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"gopkg.in/yaml.v3"

	"reel/events"
	"reel/events/apigateway"
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
	m := merging{env: env, at: map[apigateway.DocumentationPartLocation]int{}, there: map[apigateway.DocumentationPartLocation]*apigateway.DocumentationPart{}}
	m.event = apigateway.DocumentationPartsImported{DocumentationParts: []apigateway.DocumentationPart{}, RestApiId: c.RestApiId, Warnings: warnings}
	for id, p := range api.DocumentationParts.All() {
		if deref(c.Mode) == "overwrite" {
			m.event.Removed = append(m.event.Removed, id)
		} else {
			m.there[p.Location] = p
		}
	}
	for _, p := range parts {
		m.add(p)
	}
	return m.event, nil
}

// merging is an import of documentation parts while it is decided.
type merging struct {
	env   events.Env
	event apigateway.DocumentationPartsImported
	at    map[apigateway.DocumentationPartLocation]int // in the event
	there map[apigateway.DocumentationPartLocation]*apigateway.DocumentationPart
}

// add sets a part, or adds to one of the same location.
func (m *merging) add(p apigateway.DocumentationPart) {
	if at, ok := m.at[p.Location]; ok {
		earlier := &m.event.DocumentationParts[at]
		earlier.Properties = mergedProperties(earlier.Properties, p.Properties)
		return
	}
	if was := m.there[p.Location]; was != nil {
		p.Id, p.Properties = was.Id, mergedProperties(was.Properties, p.Properties)
	} else {
		p.Id = m.env.NewID(6)
	}
	m.at[p.Location] = len(m.event.DocumentationParts)
	m.event.DocumentationParts = append(m.event.DocumentationParts, p)
}

// mergedProperties is the content of a part with the members of another set.
func mergedProperties(was, set string) string {
	members := map[string]json.RawMessage{}
	for _, object := range []string{was, set} {
		_ = json.Unmarshal([]byte(object), &members) // both were objects when they were recorded or read
	}
	return compact(members)
}

// readDocumentation is the documentation parts of an OpenAPI document, in JSON or
// YAML, without ids: those of its extension x-amazon-apigateway-documentation.
// What is no part is passed over with a warning.
// See https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-documentation.html.
func readDocumentation(body []byte) (parts []apigateway.DocumentationPart, warnings []string, err error) {
	var document struct {
		Documentation struct {
			DocumentationParts []json.RawMessage `json:"documentationParts"`
		} `json:"x-amazon-apigateway-documentation"`
		OpenAPI string `json:"openapi"`
		Swagger string `json:"swagger"`
	}
	text, err := asJson(body)
	if err == nil {
		err = json.Unmarshal(text, &document)
	}
	if err != nil || document.Swagger != "2.0" && !strings.HasPrefix(document.OpenAPI, "3.") {
		return nil, nil, events.Refuse(events.BadRequest, "Unable to build importer with provided input.")
	}
	for i, raw := range document.Documentation.DocumentationParts {
		part, err := readPart(raw)
		if err != nil {
			warnings = append(warnings, fmt.Sprintf("Unable to import documentation part %d: %s", i+1, messageOf(err)))
			continue
		}
		parts = append(parts, part)
	}
	return parts, warnings, nil
}

func messageOf(err error) string {
	if refusal := events.Refusal(err); refusal != nil {
		return refusal.Message
	}
	return "it cannot be read"
}

func readPart(raw json.RawMessage) (p apigateway.DocumentationPart, err error) {
	var part struct {
		Location struct {
			apigateway.DocumentationPartLocation
			StatusCode any `json:"statusCode"` // a number, too, as it often is in YAML
		} `json:"location"`
		Properties json.RawMessage `json:"properties"`
	}
	if err := json.Unmarshal(raw, &part); err != nil {
		return p, err
	}
	l := part.Location.DocumentationPartLocation
	if part.Location.StatusCode != nil {
		l.StatusCode = fmt.Sprint(part.Location.StatusCode)
	}
	if p.Location, err = checkLocation(l); err != nil {
		return p, err
	}
	p.Properties = compact(part.Properties)
	return p, checkProperties(p.Properties)
}

// asJson is a document in JSON, whichever of JSON and YAML it is written in.
func asJson(document []byte) ([]byte, error) {
	if json.Valid(document) {
		return document, nil
	}
	var v any
	if err := yaml.Unmarshal(document, &v); err != nil {
		return nil, err
	}
	return json.Marshal(stringKeyed(v))
}

// stringKeyed is what YAML holds with the keys of its maps as text, numbers such
// as 200 among them.
func stringKeyed(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for key, item := range v {
			v[key] = stringKeyed(item)
		}
	case map[any]any:
		out := make(map[string]any, len(v))
		for key, item := range v {
			out[fmt.Sprint(key)] = stringKeyed(item)
		}
		return out
	case []any:
		for i, item := range v {
			v[i] = stringKeyed(item)
		}
	}
	return v
}

// compact is a value as JSON without blanks.
func compact(v any) string {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(v) // what was read can be written
	return strings.TrimSuffix(out.String(), "\n")
}
