package openapi

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"reel/events/apigateway"
	"reel/events/document"
	"reel/events/oas"
)

// ModelURL is how the schema of a model refers to another model of its API.
// See https://docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings-models.html.
func ModelURL(restApiID, name string) string {
	return "https://apigateway.amazonaws.com/restapis/" + restApiID + "/models/" + name
}

// modelsAt is where a document keeps its models.
func modelsAt(swagger bool) string {
	if swagger {
		return "#/definitions/"
	}
	return "#/components/schemas/"
}

// declareModels takes the models that the document names.
func (r *reader) declareModels() {
	schemas := r.Root.Get("definitions")
	if !r.Swagger {
		schemas = r.Root.Get("components").Get("schemas")
	}
	if schemas == nil {
		return
	}
	for _, m := range schemas.Members {
		r.models[m.Name] = true
	}
	for _, m := range schemas.Members {
		r.addModel(m.Name, r.schemaOf(m.Name, m.Value))
	}
}

func (r *reader) addModel(name string, schema []byte) {
	text := string(schema)
	if r.Spend(len(name) + escaped(text)) {
		r.Models = append(r.Models, apigateway.Model{ContentType: "application/json", Name: name, Schema: text})
	}
}

// escaped is how many bytes a text has in a string of JSON.
func escaped(text string) int {
	return len(text) + strings.Count(text, `"`) + strings.Count(text, `\`) + strings.Count(text, "\n")
}

// schemaOf is a schema of the document as the schema of a model: with the keywords
// that models have.
func (r *reader) schemaOf(model string, n *document.Node) []byte {
	c := schemaCopy{
		reference: func(ref string) string { return r.reference(model, ref) },
		unknown: func(_ *document.Node, m document.Member, where string) {
			if !openapiOnly[m.Name] && !strings.HasPrefix(m.Name, "x-") {
				r.Warn("Parse issue: attribute %s is unexpected", where)
			}
		},
	}
	at := "components.schemas."
	if r.Swagger {
		at = "definitions."
	}
	return c.of(n, at+model).JSON()
}

// A holding is what a keyword of JSON Schema (draft 4) holds.
type holding uint8

const (
	plain     holding = iota + 1 // a value as it stands
	oneSchema                    // a schema, or a list of them
	byName                       // schemas by names of the caller's
)

// keywords are those of JSON Schema draft 4, which models are written in, with
// what they hold.
var keywords = map[string]holding{
	"$schema": plain, "default": plain, "description": plain, "enum": plain, "exclusiveMaximum": plain,
	"exclusiveMinimum": plain, "format": plain, "id": plain, "maxItems": plain, "maxLength": plain, "maxProperties": plain,
	"maximum": plain, "minItems": plain, "minLength": plain, "minProperties": plain, "minimum": plain, "multipleOf": plain,
	"pattern": plain, "required": plain, "title": plain, "type": plain, "uniqueItems": plain,

	"additionalItems": oneSchema, "additionalProperties": oneSchema, "allOf": oneSchema, "anyOf": oneSchema,
	"items": oneSchema, "not": oneSchema, "oneOf": oneSchema,

	"definitions": byName, "dependencies": byName, "patternProperties": byName, "properties": byName,
}

// openapiOnly are keywords that OpenAPI has and models have not. They are left
// out without a word, as AWS does with example and readOnly.
var openapiOnly = map[string]bool{
	"deprecated": true, "discriminator": true, "example": true, "externalDocs": true,
	"nullable": true, "readOnly": true, "writeOnly": true, "xml": true,
}

// A schemaCopy makes copies of schemas that refer elsewhere.
type schemaCopy struct {
	reference func(ref string) string
	// unknown is asked to copy a member that is no keyword; where is its place.
	unknown func(to *document.Node, m document.Member, where string)
}

func (c *schemaCopy) of(n *document.Node, where string) *document.Node {
	if n.Is(document.List) {
		out := &document.Node{Kind: document.List}
		for _, item := range n.Items {
			out.Items = append(out.Items, c.of(item, where))
		}
		return out
	}
	if !n.Is(document.Object) {
		return n
	}
	out := document.NewObject()
	for _, m := range n.Members {
		at := where + "." + m.Name
		switch holds := keywords[m.Name]; {
		case m.Name == "$ref" && m.Value.Is(document.String):
			out.Set(m.Name, document.Text(c.reference(m.Value.Text)))
		case holds == plain:
			out.Set(m.Name, m.Value)
		case holds == oneSchema:
			out.Set(m.Name, c.of(m.Value, at))
		case holds == byName:
			out.Set(m.Name, c.named(m.Value, at))
		default:
			c.unknown(out, m, at)
		}
	}
	return out
}

func (c *schemaCopy) named(n *document.Node, where string) *document.Node {
	if !n.Is(document.Object) {
		return n
	}
	out := document.NewObject()
	for _, m := range n.Members {
		out.Set(m.Name, c.of(m.Value, where+"."+m.Name))
	}
	return out
}

// reference is where a model's schema finds what the document's refers to: another
// model, or something within itself. What refers out of the document stays, to be
// refused with the model.
func (r *reader) reference(model, ref string) string {
	if name, ok := strings.CutPrefix(ref, modelsAt(r.Swagger)); ok {
		name, within, deep := strings.Cut(name, "/")
		name = oas.Unescape(name)
		switch {
		case !deep:
			return ModelURL(r.RestApiId, name)
		case name == model:
			return "#/" + within
		}
	}
	if strings.HasPrefix(ref, "#") {
		r.Fail("Unable to create model for '%s': Invalid model specified: Validation Result: warnings : [], errors : [Model reference must be in canonical form]", model)
	}
	return ref
}

// model is the name of the model that a schema of a method is, "" if there is
// none: the one that it refers to, or a new one. where says of what it is.
func (r *reader) model(n *document.Node, where func() string, unsupported func(kind string)) string {
	if ref := n.Get("$ref"); ref != nil {
		return r.referredModel(ref.Scalar(), where)
	}
	if !n.Is(document.Object) || len(n.Members) == 0 {
		return ""
	}
	if kind := r.primitive(n); kind != "" {
		unsupported(kind)
		return ""
	}
	if r.inline[n] == "" {
		r.inline[n] = r.inlineModel(r.schemaOf("", n))
	}
	return r.inline[n]
}

// inlineModel is the name of the model with a schema that stands in place.
func (r *reader) inlineModel(schema []byte) string {
	sum := sha256.Sum256(schema)
	if name := r.bySum[sum]; name != "" {
		return name
	}
	name := r.freeName(sum)
	r.bySum[sum], r.models[name] = name, true
	r.addModel(name, schema)
	return name
}

func (r *reader) referredModel(ref string, where func() string) string {
	name, ok := strings.CutPrefix(ref, modelsAt(r.Swagger))
	if !ok && r.Swagger && !strings.ContainsAny(ref, "#/.:") {
		name, ok = ref, true // Swagger 1 named its models so, and parsers of 2.0 take it
	}
	if !ok && !strings.HasPrefix(ref, "#") {
		r.Fail("Unable to resolve '%s' at %s: a reference must be within the document.", ref, where())
		return ""
	}
	if name = oas.Unescape(name); r.models[name] {
		return name
	}
	if !r.Swagger {
		r.Warn("Parse issue: attribute %s.%s is missing", where(), ref)
	}
	r.Warn("Reference to model '%s' not found. Ignoring.", name)
	return ""
}

// freeName is AWS's name of a model made of a schema in place, MODEL and six hex
// digits (https://github.com/aws/aws-sdk/issues/468), more if they are taken. It
// is the same for the same schema.
func (r *reader) freeName(sum [sha256.Size]byte) string {
	digits := hex.EncodeToString(sum[:])
	n := 6
	for n < len(digits) && r.models["MODEL"+digits[:n]] {
		n++
	}
	return "MODEL" + digits[:n]
}

// primitive is AWS's name of what a schema that is no object, list or
// composition describes: such a model cannot be made in place, only by a
// reference (Amazon API Gateway important notes).
func (r *reader) primitive(n *document.Node) string {
	suffix := "Schema"
	if r.Swagger {
		suffix = "Property"
	}
	switch n.Get("type").Scalar() {
	case "string":
		if kind := stringFormats[n.Get("format").Scalar()]; kind != "" {
			return kind + suffix
		}
		return "String" + suffix
	case "integer":
		return "Integer" + suffix
	case "number":
		return "Number" + suffix
	case "boolean":
		return "Boolean" + suffix
	case "file":
		return "File" + suffix
	}
	return ""
}

var stringFormats = map[string]string{
	"binary": "Binary", "byte": "ByteArray", "date": "Date", "date-time": "DateTime",
	"email": "Email", "password": "Password", "uuid": "UUID",
}
