package document

import (
	"bytes"
	"encoding/json"
	"errors"
	"unicode/utf8"
)

// What a document may be, at most.
const (
	maxDepth = 1000    // as Jackson's parsers have it
	maxNodes = 1 << 20 // a document of 6 MB has about a third of it
)

// Errors of a document that cannot be read.
var (
	errSyntax    = errors.New("neither JSON nor YAML")
	errDepth     = errors.New("values nest too deeply")
	errNodes     = errors.New("too many values")
	errDuplicate = errors.New("an object has a member twice")
	errMore      = errors.New("more than one document")
	errKey       = errors.New("a key is not text")
	errTag       = errors.New("an unknown tag")
)

// Parse reads a document of JSON or YAML.
func Parse(text []byte) (*Node, error) {
	text = bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))
	if !utf8.Valid(text) {
		return nil, errSyntax
	}
	if json.Valid(text) {
		p := jsonParser{text: text}
		return p.value(0)
	}
	return parseYAML(text)
}

// A jsonParser walks through JSON that is known to be valid.
type jsonParser struct {
	text  []byte
	at    int
	nodes int
}

func (p *jsonParser) value(depth int) (*Node, error) {
	if p.nodes++; p.nodes > maxNodes {
		return nil, errNodes
	}
	if depth > maxDepth {
		return nil, errDepth
	}
	p.space()
	switch c := p.text[p.at]; c {
	case '{':
		return p.object(depth)
	case '[':
		return p.list(depth)
	case '"':
		return Text(p.quoted()), nil
	case 'n':
		p.at += len("null")
		return &Node{}, nil
	case 't', 'f':
		n := Flag(c == 't')
		p.at += len(n.Text)
		return n, nil
	}
	return p.number(), nil
}

func (p *jsonParser) space() {
	for p.at < len(p.text) {
		switch p.text[p.at] {
		case ' ', '\t', '\n', '\r':
			p.at++
		default:
			return
		}
	}
}

// next passes over white space and tells whether c follows, which it passes over too.
func (p *jsonParser) next(c byte) bool {
	p.space()
	if p.text[p.at] != c {
		return false
	}
	p.at++
	return true
}

func (p *jsonParser) object(depth int) (*Node, error) {
	n := NewObject()
	p.at++
	for !p.next('}') {
		p.next(',')
		p.space()
		name := p.quoted()
		p.next(':')
		v, err := p.value(depth + 1)
		if err != nil {
			return nil, err
		}
		if !n.add(name, v) {
			return nil, errDuplicate
		}
	}
	return n, nil
}

func (p *jsonParser) list(depth int) (*Node, error) {
	n := &Node{Kind: List}
	p.at++
	for !p.next(']') {
		p.next(',')
		v, err := p.value(depth + 1)
		if err != nil {
			return nil, err
		}
		n.Items = append(n.Items, v)
	}
	return n, nil
}

// quoted is the string that begins here.
func (p *jsonParser) quoted() string {
	start, escaped := p.at, false
	for p.at++; p.text[p.at] != '"'; p.at++ {
		if p.text[p.at] == '\\' {
			escaped = true
			p.at++
		}
	}
	p.at++
	raw := p.text[start:p.at]
	if !escaped {
		return string(raw[1 : len(raw)-1])
	}
	var s string
	_ = json.Unmarshal(raw, &s) // a valid string
	return s
}

func (p *jsonParser) number() *Node {
	start := p.at
	for p.at < len(p.text) && bytes.IndexByte([]byte("+-.0123456789eE"), p.text[p.at]) >= 0 {
		p.at++
	}
	return Literal(string(p.text[start:p.at]))
}
