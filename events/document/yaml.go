package document

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"math"
	"strconv"

	"gopkg.in/yaml.v3"
)

// parseYAML reads the one document of a stream of YAML. What has more lines and
// commas than a document has values is not given to the parser, whose nodes are
// many times as large as their text.
func parseYAML(text []byte) (*Node, error) {
	if bytes.Count(text, []byte("\n"))+bytes.Count(text, []byte("\r"))+bytes.Count(text, []byte(",")) > maxNodes {
		return nil, errNodes
	}
	dec := yaml.NewDecoder(bytes.NewReader(text))
	var root, more yaml.Node
	if err := dec.Decode(&root); err != nil {
		return nil, errSyntax
	}
	if err := dec.Decode(&more); !errors.Is(err, io.EOF) {
		return nil, errMore
	}
	p := yamlParser{}
	return p.value(&root, 0)
}

// A yamlParser turns nodes of YAML into ours. What an alias stands for is counted
// every time: a few lines of aliases of aliases may stand for more than there is
// memory.
type yamlParser struct{ nodes int }

func (p *yamlParser) value(y *yaml.Node, depth int) (*Node, error) {
	if p.nodes++; p.nodes > maxNodes {
		return nil, errNodes
	}
	if depth > maxDepth {
		return nil, errDepth // an alias within what it stands for ends here, too
	}
	switch y.Kind {
	case yaml.DocumentNode:
		if len(y.Content) == 1 {
			return p.value(y.Content[0], depth)
		}
	case yaml.AliasNode:
		return p.value(y.Alias, depth+1)
	case yaml.SequenceNode:
		return p.list(y, depth)
	case yaml.MappingNode:
		return p.object(y, depth)
	case yaml.ScalarNode:
		return scalar(y)
	}
	return nil, errSyntax
}

func (p *yamlParser) list(y *yaml.Node, depth int) (*Node, error) {
	n := &Node{Kind: List}
	for _, item := range y.Content {
		v, err := p.value(item, depth+1)
		if err != nil {
			return nil, err
		}
		n.Items = append(n.Items, v)
	}
	return n, nil
}

func (p *yamlParser) object(y *yaml.Node, depth int) (*Node, error) {
	n := NewObject()
	var merged []*Node
	for i := 0; i+1 < len(y.Content); i += 2 {
		name, err := key(y.Content[i])
		if err != nil {
			return nil, err
		}
		v, err := p.value(y.Content[i+1], depth+1)
		switch {
		case err != nil:
			return nil, err
		case y.Content[i].ShortTag() == "!!merge":
			merged = append(merged, v)
		case !n.add(name, v):
			return nil, errDuplicate
		}
	}
	return n, n.merge(merged)
}

// merge adds what << names: members of other objects, own and earlier ones first.
func (n *Node) merge(from []*Node) error {
	for _, v := range from {
		switch v.Kind {
		case List:
			if err := n.merge(v.Items); err != nil {
				return err
			}
		case Object:
			for _, m := range v.Members {
				n.add(m.Name, m.Value)
			}
		default:
			return errSyntax
		}
	}
	return nil
}

// key is a key's text as it is written: status codes are numbers in YAML.
func key(y *yaml.Node) (string, error) {
	if y.Kind == yaml.AliasNode {
		y = y.Alias
	}
	if y.Kind != yaml.ScalarNode {
		return "", errKey
	}
	return y.Value, nil
}

// scalar is a value as YAML 1.2 has it, and dates as they are written.
func scalar(y *yaml.Node) (*Node, error) {
	switch y.ShortTag() {
	case "!!str", "!!timestamp":
		return Text(y.Value), nil
	case "!!null":
		return &Node{}, nil
	case "!!bool":
		var b bool
		err := y.Decode(&b)
		return Flag(b), err
	case "!!int", "!!float":
		return number(y)
	}
	return nil, errTag
}

// number is a number as JSON spells it. What JSON has no number for is text.
func number(y *yaml.Node) (*Node, error) {
	if y.Value == "" {
		return nil, errSyntax // tagged as a number
	}
	if c := y.Value[0]; (c == '-' || c >= '0' && c <= '9') && json.Valid([]byte(y.Value)) {
		return Literal(y.Value), nil
	}
	var i int64
	if y.ShortTag() == "!!int" && y.Decode(&i) == nil {
		return Literal(strconv.FormatInt(i, 10)), nil
	}
	var f float64
	if err := y.Decode(&f); err != nil || math.IsInf(f, 0) || math.IsNaN(f) {
		return Text(y.Value), nil
	}
	return Literal(strconv.FormatFloat(f, 'g', -1, 64)), nil
}
