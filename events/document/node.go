// Package document reads JSON and YAML into one tree that keeps the order of an
// object's members, and writes such a tree in both.
//
// Strangers write what it reads: a tree has a greatest depth and a greatest
// number of nodes, aliases of YAML counted as often as they are used, and an
// object that names a member twice is refused.
package document

// A Kind is what a node is.
type Kind uint8

// The kinds of JSON's values.
const (
	Null Kind = iota
	Bool
	Number
	String
	List
	Object
)

// A Node is a value of a document. It must not be changed once it is shared: an
// alias of YAML makes it a part of several objects.
type Node struct {
	Items   []*Node  // of a List
	Members []Member // of an Object, in the document's order
	Text    string   // a String; true or false; a Number as JSON spells it
	Kind    Kind

	index map[string]*Node // of the members, when there are many
}

// A Member is a name of an object with its value.
type Member struct {
	Name  string
	Value *Node
}

// manyMembers is how many members are not looked through one by one.
const manyMembers = 12

// Get is the member of that name, nil if there is none or n is no object.
func (n *Node) Get(name string) *Node {
	if n == nil {
		return nil
	}
	if n.index != nil {
		return n.index[name]
	}
	for _, m := range n.Members {
		if m.Name == name {
			return m.Value
		}
	}
	return nil
}

// Is tells whether n is there and of that kind.
func (n *Node) Is(k Kind) bool { return n != nil && n.Kind == k }

// Scalar is the text of a string, number or boolean, "" of anything else.
func (n *Node) Scalar() string {
	if n == nil {
		return ""
	}
	return n.Text
}

// Strings are the strings of a list, nil of anything else.
func (n *Node) Strings() []string {
	if !n.Is(List) {
		return nil
	}
	var out []string
	for _, item := range n.Items {
		if item.Is(String) {
			out = append(out, item.Text)
		}
	}
	return out
}

// add adds a member, unless there is one of that name.
func (n *Node) add(name string, v *Node) (added bool) {
	if n.Get(name) != nil {
		return false
	}
	n.Members = append(n.Members, Member{name, v})
	switch {
	case n.index != nil:
		n.index[name] = v
	case len(n.Members) > manyMembers:
		n.index = make(map[string]*Node, 2*manyMembers)
		for _, m := range n.Members {
			n.index[m.Name] = m.Value
		}
	}
	return true
}

// Text is a string's node.
func Text(s string) *Node { return &Node{Kind: String, Text: s} }

// Flag is a boolean's node.
func Flag(b bool) *Node {
	if b {
		return &Node{Kind: Bool, Text: "true"}
	}
	return &Node{Kind: Bool, Text: "false"}
}

// Literal is a number's node; text is as JSON spells it.
func Literal(text string) *Node { return &Node{Kind: Number, Text: text} }

// Texts is a list of strings.
func Texts(texts []string) *Node {
	n := &Node{Kind: List}
	for _, s := range texts {
		n.Items = append(n.Items, Text(s))
	}
	return n
}

// NewObject is an object without members.
func NewObject() *Node { return &Node{Kind: Object} }

// Set adds a member to an object that is being made, or puts another value in its
// place. A nil value is left out.
func (n *Node) Set(name string, v *Node) *Node {
	if v == nil || n.add(name, v) {
		return n
	}
	for i, m := range n.Members {
		if m.Name == name {
			n.Members[i].Value = v
		}
	}
	if n.index != nil {
		n.index[name] = v
	}
	return n
}

// SetText adds a string that is not empty.
func (n *Node) SetText(name, s string) *Node {
	if s == "" {
		return n
	}
	return n.Set(name, Text(s))
}
