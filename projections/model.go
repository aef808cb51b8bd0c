package projections

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"slices"
	"strings"
)

// ModelURL is how the schema of a model refers to another model of its API.
// See https://docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings-models.html.
func ModelURL(restApiID, name string) string {
	return "https://apigateway.amazonaws.com/restapis/" + restApiID + "/models/" + name
}

// ReferredModels are the names of the models of an API that a schema refers to,
// in order and each once; none when the schema cannot be read.
func ReferredModels(restApiID, schema string) []string {
	names := map[string]bool{}
	eachRef(readSchema(schema), func(ref string) string {
		if name, ok := strings.CutPrefix(ref, ModelURL(restApiID, "")); ok {
			names[name] = true
		}
		return ref
	})
	return slices.Sorted(maps.Keys(names))
}

// Flattened is a schema of the API with every model that it refers to, directly or
// through others, among its definitions, so that it refers to nothing outside of
// itself. Models may refer to each other in circles. A model that is not there
// stays referred to; a schema that is not a JSON object stays as it is.
func (t *Tree) Flattened(schema string) string {
	return flattened(t.Id, schema, func(name string) (string, bool) {
		if m := t.Models.Get(name); m != nil {
			return m.Schema, true
		}
		return "", false
	})
}

// Flattened is a schema of the API with every model that it refers to among its
// definitions, as those of REST APIs have it.
func (t *ApiTree) Flattened(schema string) string {
	return flattened(t.ApiId, schema, func(name string) (string, bool) {
		if m := t.ModelNamed(name); m != nil {
			return m.Schema, true
		}
		return "", false
	})
}

func flattened(apiID, schema string, modelNamed func(string) (string, bool)) string {
	root := readSchema(schema)
	if root == nil {
		return schema
	}
	f := flattener{apiID: apiID, modelNamed: modelNamed, names: map[string]string{}}
	f.definitions, _ = root["definitions"].(map[string]any)
	if f.definitions == nil {
		f.definitions = map[string]any{}
	}
	eachRef(root, f.global)
	for len(f.waiting) > 0 {
		name := f.waiting[0]
		f.waiting = f.waiting[1:]
		f.define(name)
	}
	if len(f.definitions) > 0 {
		root["definitions"] = f.definitions
	}
	return writeSchema(root)
}

// A flattener gathers models as definitions of one schema.
type flattener struct {
	apiID       string
	modelNamed  func(name string) (schema string, ok bool)
	definitions map[string]any
	names       map[string]string // of definitions, by the names of their models
	waiting     []string          // models that are referred to and not yet defined
}

// global is a reference with its model among the definitions.
func (f *flattener) global(ref string) string {
	model, ok := strings.CutPrefix(ref, ModelURL(f.apiID, ""))
	if !ok {
		return ref
	}
	if _, known := f.modelNamed(model); !known {
		return ref
	}
	if f.names[model] == "" {
		name := model
		for f.definitions[name] != nil { // a definition of the schema's own
			name += "_"
		}
		f.names[model] = name
		f.definitions[name] = map[string]any{}
		f.waiting = append(f.waiting, model)
	}
	return "#/definitions/" + f.names[model]
}

// define puts a model where it is referred to. What it refers to within itself is
// further down now.
func (f *flattener) define(model string) {
	schema, _ := f.modelNamed(model)
	root := readSchema(schema)
	at := "#/definitions/" + f.names[model]
	eachRef(root, func(ref string) string {
		if local, ok := strings.CutPrefix(ref, "#"); ok {
			return at + local
		}
		return f.global(ref)
	})
	if root != nil {
		f.definitions[f.names[model]] = root
	}
}

// eachRef replaces every reference within a schema by what f makes of it, in the
// order of the members' names.
func eachRef(v any, f func(ref string) string) {
	switch v := v.(type) {
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(v)) {
			if ref, ok := v[name].(string); ok && name == "$ref" {
				v[name] = f(ref)
				continue
			}
			eachRef(v[name], f)
		}
	case []any:
		for _, item := range v {
			eachRef(item, f)
		}
	}
}

// readSchema is a schema as maps and lists of its own, nil when it is not a JSON
// object.
func readSchema(schema string) (root map[string]any) {
	dec := json.NewDecoder(strings.NewReader(schema))
	dec.UseNumber()
	if err := dec.Decode(&root); err != nil {
		return nil
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil
	}
	return root
}

func writeSchema(root map[string]any) string {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(root) // what was read can be written
	return strings.TrimSuffix(out.String(), "\n")
}
