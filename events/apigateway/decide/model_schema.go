package decide

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"reel/events"
	"reel/events/apigateway"
	"reel/projections"
)

// maxSchema is how long the schema of a model may be, in bytes:
// https://docs.aws.amazon.com/apigateway/latest/api/API_CreateModel.html
const maxSchema = 400 << 10

// checkSchema refuses a model whose schema is none or too long.
func checkSchema(t *projections.Tree, m apigateway.Model) error {
	if len(m.Schema) > maxSchema {
		return events.Refuse(events.BadRequest, "Invalid model schema specified. A schema can have at most %d bytes.", maxSchema)
	}
	return CheckSchema(t.Id, m.Name, m.ContentType, m.Schema, func(name string) bool { return hasModel(t, name) })
}

// CheckSchema refuses the schema of a model of an API, of whatever kind, that has
// the models that known tells of. Only schemas of JSON are looked into.
func CheckSchema(apiID, name, contentType, schema string, known func(name string) bool) error {
	switch {
	case schema == "":
		return events.Refuse(events.BadRequest, "Model schema must have at least 1 property or array items defined")
	case !strings.HasPrefix(contentType, "application/json"):
		return nil
	}
	return checkJsonSchema(apiID, name, schema, known).refused("Invalid model specified: ")
}

// checkJsonSchema finds what is wrong with a schema of JSON, which must be of
// draft 4: AWS refuses keywords that the draft has not, and references that are
// neither within the schema nor to a model of the API. It gives no places.
func checkJsonSchema(apiID, name, text string, known func(string) bool) (wrong found) {
	schema, err := jsonschema.UnmarshalJSON(bytes.NewReader([]byte(text)))
	if _, ok := schema.(map[string]any); err != nil || !ok || draft4().Validate(schema) != nil {
		return found{"Invalid model schema specified"}
	}
	eachSchema(schema, func(s map[string]any) {
		if problem := checkKeywords(s); problem != "" {
			wrong = append(wrong, problem)
		}
		if ref, ok := s["$ref"].(string); ok && !strings.HasPrefix(ref, "#") && !strings.HasPrefix(ref, projections.ModelURL(apiID, "")) {
			wrong = append(wrong, "Model reference must be in canonical form")
		}
	})
	for _, other := range projections.ReferredModels(apiID, text) {
		if other != name && !known(other) {
			wrong = append(wrong, "Invalid model specified: "+other)
		}
	}
	return wrong
}

// draft4 is the schema that schemas of draft 4 are of.
var draft4 = sync.OnceValue(func() *jsonschema.Schema {
	return jsonschema.NewCompiler().MustCompile("http://json-schema.org/draft-04/schema")
})

// keywords are those of draft 4; true are the ones that hold schemas.
var keywords = map[string]bool{
	"$ref": false, "$schema": false, "default": false, "description": false, "enum": false, "exclusiveMaximum": false,
	"exclusiveMinimum": false, "format": false, "id": false, "maxItems": false, "maxLength": false, "maxProperties": false,
	"maximum": false, "minItems": false, "minLength": false, "minProperties": false, "minimum": false, "multipleOf": false,
	"pattern": false, "required": false, "title": false, "type": false, "uniqueItems": false,

	"additionalItems": true, "additionalProperties": true, "allOf": true, "anyOf": true, "definitions": true,
	"dependencies": true, "items": true, "not": true, "oneOf": true, "patternProperties": true, "properties": true,
}

// named are the keywords that hold schemas by names of the caller's.
var named = []string{"definitions", "dependencies", "patternProperties", "properties"}

// checkKeywords finds the keywords of a schema that draft 4 has not, nothing
// being "".
func checkKeywords(schema map[string]any) string {
	var unknown []string
	for _, keyword := range slices.Sorted(maps.Keys(schema)) {
		if _, ok := keywords[keyword]; !ok {
			unknown = append(unknown, keyword)
		}
	}
	if unknown == nil {
		return ""
	}
	list, _ := json.Marshal(unknown) // strings always marshal
	return "Invalid model schema specified. Unsupported keyword(s): " + string(list)
}

// eachSchema calls f for a schema and all schemas within, outer ones first.
func eachSchema(v any, f func(map[string]any)) {
	switch v := v.(type) {
	case map[string]any:
		f(v)
		for _, keyword := range slices.Sorted(maps.Keys(v)) {
			if !keywords[keyword] {
				continue
			}
			parts, ok := v[keyword].(map[string]any)
			if !ok || !slices.Contains(named, keyword) {
				eachSchema(v[keyword], f)
				continue
			}
			for _, name := range slices.Sorted(maps.Keys(parts)) {
				eachSchema(parts[name], f)
			}
		}
	case []any:
		for _, item := range v {
			eachSchema(item, f)
		}
	}
}
