package projections

import (
	"encoding/json"
	"strings"
)

// maxTemplate is where a sample template stops growing, in bytes: models that
// refer to each other can describe more than fits anywhere.
const maxTemplate = 400 << 10

// sampleTemplate is a mapping template that makes a payload of the given schema's
// shape, with sample values, as AWS generates it. See
// https://docs.aws.amazon.com/apigateway/latest/api/API_GetModelTemplate.html.
func (t *Tree) sampleTemplate(schema string) string {
	return sampleTemplate(schema, t.Id, func(name string) string {
		if m := t.Models.Get(name); m != nil {
			return m.Schema
		}
		return ""
	})
}

// sampleTemplate is a sample template for a schema that may refer to the models of
// an API, whose schemas modelSchema knows by their names.
func sampleTemplate(schema, apiID string, modelSchema func(name string) string) string {
	s := sampler{apiID: apiID, schema: modelSchema, models: map[string]*node{}, writing: map[*node]bool{}}
	root := parseNode(schema)
	s.out.WriteString("#set($inputRoot = $input.path('$'))\n")
	s.value(root, root, "$inputRoot", "")
	return s.out.String()
}

// A node is a JSON value whose members stand in the order in which they were
// written. The nil node is a value of no use.
type node struct {
	names   []string // of an object's members
	members map[string]*node
	first   *node  // of a list's items
	text    string // of a string
}

// parseNode reads JSON; what is none is nil.
func parseNode(text string) *node {
	if !json.Valid([]byte(text)) { // so that every token below is there, and none too deep
		return nil
	}
	return readNode(json.NewDecoder(strings.NewReader(text)))
}

func readNode(dec *json.Decoder) *node {
	n := &node{}
	switch tok, _ := dec.Token(); tok := tok.(type) {
	case string:
		n.text = tok
	case json.Delim:
		for dec.More() {
			if tok == '[' {
				if item := readNode(dec); n.first == nil {
					n.first = item
				}
				continue
			}
			name, _ := dec.Token()
			n.set(name.(string), readNode(dec))
		}
		_, _ = dec.Token() // the end
	}
	return n
}

func (n *node) set(name string, value *node) {
	if n.members == nil {
		n.members = map[string]*node{}
	}
	if n.members[name] == nil {
		n.names = append(n.names, name)
	}
	n.members[name] = value
}

// at is a member of an object, nil if there is none.
func (n *node) at(name string) *node {
	if n == nil {
		return nil
	}
	return n.members[name]
}

// word is a string, or the first of a list of strings.
func (n *node) word() string {
	switch {
	case n == nil:
		return ""
	case n.first != nil:
		return n.first.text
	}
	return n.text
}

// A sampler writes one sample template.
type sampler struct {
	apiID   string
	schema  func(name string) string // "" for a model that is not there
	out     strings.Builder
	models  map[string]*node
	writing map[*node]bool // what was referred to: a circle ends where it closes
}

// samples are the values that AWS writes for the types that have no parts.
var samples = map[string]string{"string": `"foo"`, "integer": "42", "number": "3.1415", "boolean": "true", "null": "null"}

// value writes a sample of a schema; root is the schema that its local references
// are within, and path is where its data are in the input.
func (s *sampler) value(schema, root *node, path, indent string) {
	typ := schema.at("type").word()
	switch ref := schema.at("$ref"); {
	case ref != nil:
		s.referred(ref.text, root, path, indent)
	case typ == "array":
		s.array(schema.at("items"), root, path, indent)
	case samples[typ] != "":
		s.out.WriteString(samples[typ])
	default:
		s.object(schema.at("properties"), root, path, indent)
	}
}

func (s *sampler) object(properties, root *node, path, indent string) {
	if properties == nil || len(properties.names) == 0 || s.out.Len() > maxTemplate {
		s.out.WriteString("{ }")
		return
	}
	s.out.WriteString("{\n")
	for i, name := range properties.names {
		s.out.WriteString(indent + "  " + quoted(name) + " : ")
		s.value(properties.members[name], root, path+"."+name, indent+"  ")
		if i < len(properties.names)-1 {
			s.out.WriteByte(',')
		}
		s.out.WriteByte('\n')
	}
	s.out.WriteString(indent + "}")
}

// array writes a loop over what the input may have. All words, and the blanks at
// the ends of lines, are AWS's.
func (s *sampler) array(items, root *node, path, indent string) {
	if s.out.Len() > maxTemplate {
		s.out.WriteString("[ ]")
		return
	}
	s.out.WriteString("[\n##TODO: Update this foreach loop to reference array from input json\n" +
		"#foreach($elem in " + path + ")\n" + indent + " ")
	s.value(items, root, "$elem", indent)
	s.out.WriteString(" \n#if($foreach.hasNext),#end\n#end\n" + indent + "]")
}

// referred writes a sample of what a schema refers to: another model of the API,
// or a part of the same document.
func (s *sampler) referred(ref string, root *node, path, indent string) {
	to := s.model(ref)
	if to != nil {
		root = to
	} else if strings.HasPrefix(ref, "#") {
		to = root
		for _, part := range strings.Split(ref, "/")[1:] {
			to = to.at(strings.NewReplacer("~1", "/", "~0", "~").Replace(part))
		}
	}
	if to == nil || s.writing[to] {
		s.out.WriteString("{ }")
		return
	}
	s.writing[to] = true
	s.value(to, root, path, indent)
	delete(s.writing, to)
}

func (s *sampler) model(ref string) *node {
	name, ok := strings.CutPrefix(ref, ModelURL(s.apiID, ""))
	if !ok {
		return nil
	}
	if schema := s.schema(name); schema != "" && s.models[name] == nil {
		s.models[name] = parseNode(schema)
	}
	return s.models[name]
}
