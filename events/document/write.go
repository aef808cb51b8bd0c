package document

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// JSON is the tree as JSON without blanks.
func (n *Node) JSON() []byte { return n.appendJSON(nil) }

func (n *Node) appendJSON(b []byte) []byte {
	switch {
	case n == nil || n.Kind == Null:
		return append(b, "null"...)
	case n.Kind == String:
		return appendQuoted(b, n.Text)
	case n.Kind == List:
		b = append(b, '[')
		for i, item := range n.Items {
			if i > 0 {
				b = append(b, ',')
			}
			b = item.appendJSON(b)
		}
		return append(b, ']')
	case n.Kind == Object:
		b = append(b, '{')
		for i, m := range n.Members {
			if i > 0 {
				b = append(b, ',')
			}
			b = append(appendQuoted(b, m.Name), ':')
			b = m.Value.appendJSON(b)
		}
		return append(b, '}')
	}
	return append(b, n.Text...)
}

// An Excerpt is how a tree begins, as JSON: all of it if it is short. It is written
// only when it is printed.
type Excerpt struct{ Of *Node }

const excerpt = 256 // bytes, about

// String is the text.
func (e Excerpt) String() string { return string(e.Of.excerpt(excerpt)) }

func (n *Node) excerpt(bytes int) []byte {
	if n == nil || n.Kind == Null {
		return []byte("null")
	}
	cut := Node{Kind: n.Kind, Text: n.Text[:min(len(n.Text), bytes)]}
	for i := 0; i < len(n.Items) && bytes > 0; i++ {
		item := n.Items[i].excerpt(bytes)
		cut.Items = append(cut.Items, Literal(string(item)))
		bytes -= len(item) + 1
	}
	for i := 0; i < len(n.Members) && bytes > 0; i++ {
		name := n.Members[i].Name
		name = name[:min(len(name), bytes)]
		value := n.Members[i].Value.excerpt(bytes)
		cut.Members = append(cut.Members, Member{name, Literal(string(value))})
		bytes -= len(name) + len(value) + 1
	}
	return cut.JSON()
}

// Pretty is the tree as JSON in the layout of AWS's exports.
func (n *Node) Pretty() []byte { return n.appendPretty(nil, 0) }

func (n *Node) appendPretty(b []byte, depth int) []byte {
	switch {
	case n.Is(List):
		b = append(b, "[ "...)
		for i, item := range n.Items {
			if i > 0 {
				b = append(b, ", "...)
			}
			b = item.appendPretty(b, depth)
		}
		if len(n.Items) > 0 {
			b = append(b, ' ')
		}
		return append(b, ']')
	case n.Is(Object) && len(n.Members) == 0:
		return append(b, "{ }"...)
	case n.Is(Object):
		b = append(b, '{')
		for i, m := range n.Members {
			if i > 0 {
				b = append(b, ',')
			}
			b = append(appendQuoted(newline(b, depth+1), m.Name), " : "...)
			b = m.Value.appendPretty(b, depth+1)
		}
		return append(newline(b, depth), '}')
	}
	return n.appendJSON(b)
}

func newline(b []byte, depth int) []byte {
	return append(append(b, '\n'), strings.Repeat("  ", depth)...)
}

// YAML is the tree as YAML in the layout of AWS's exports: texts in double
// quotes, names without where they may be.
func (n *Node) YAML() []byte {
	b := []byte("---")
	if n.inline() {
		b = append(b, ' ')
	} else {
		b = append(b, '\n')
	}
	return append(n.appendYAML(b, 0), '\n')
}

// inline tells whether the value stands on the line of its name.
func (n *Node) inline() bool {
	return n == nil || len(n.Items) == 0 && len(n.Members) == 0
}

// appendYAML writes the lines of a value, the first without its indentation and
// the last without its end.
func (n *Node) appendYAML(b []byte, depth int) []byte {
	if n.inline() {
		return n.appendJSON(b)
	}
	for i, item := range n.Items {
		if i > 0 {
			b = newline(b, depth)
		}
		b = item.appendYAML(append(b, "- "...), depth+1)
	}
	for i, m := range n.Members {
		if i > 0 {
			b = newline(b, depth)
		}
		b = append(appendKey(b, m.Name), ':')
		switch {
		case m.Value.inline():
			b = m.Value.appendYAML(append(b, ' '), depth)
		case m.Value.Is(List): // its items stand below the name
			b = m.Value.appendYAML(newline(b, depth), depth)
		default:
			b = m.Value.appendYAML(newline(b, depth+1), depth+1)
		}
	}
	return b
}

// A plain key is none that YAML would read as something else.
var plainKey = regexp.MustCompile(`^[A-Za-z/$_][A-Za-z0-9/$_.{}+-]*$`)

var words = map[string]bool{"true": true, "false": true, "yes": true, "no": true, "on": true, "off": true, "null": true, "y": true, "n": true}

func appendKey(b []byte, name string) []byte {
	if plainKey.MatchString(name) && !words[strings.ToLower(name)] {
		return append(b, name...)
	}
	return appendQuoted(b, name)
}

// appendQuoted writes a string in JSON's quotes, which are YAML's too.
func appendQuoted(b []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c == '"' || c == '\\' || c >= 0x7f {
			return appendEscaped(b, s)
		}
	}
	return append(append(append(b, '"'), s...), '"')
}

// YAML does not take some characters as they are even where JSON does.
func appendEscaped(b []byte, s string) []byte {
	const hex = "0123456789abcdef"
	b = append(b, '"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b = append(b, '\\', byte(r))
		case r == '\n':
			b = append(b, '\\', 'n')
		case r == '\r':
			b = append(b, '\\', 'r')
		case r == '\t':
			b = append(b, '\\', 't')
		case r < ' ' || r >= 0x7f && r < 0xa0 || r == 0x2028 || r == 0x2029 || r == 0xfeff || r == 0xfffe || r == 0xffff:
			b = append(b, '\\', 'u', hex[r>>12&15], hex[r>>8&15], hex[r>>4&15], hex[r&15])
		default:
			b = utf8.AppendRune(b, r)
		}
	}
	return append(b, '"')
}
