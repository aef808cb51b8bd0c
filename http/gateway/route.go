package gateway

import (
	"net/url"
	"strings"
)

// A node is one level of the paths that a deployment serves.
type node struct {
	literals map[string]*node
	variable *node // what stands under {name}
	greedy   *node // what stands under {name+}
	name     string
	methods  map[string]*method // by verb, ANY included
}

// A binding is the value of a path variable, percent-encoded as it came.
type binding struct{ name, value string }

// insert is the node at a resource's path, made if it is not there.
func (n *node) insert(path string) *node {
	for part := range strings.SplitSeq(strings.Trim(path, "/"), "/") {
		if part != "" {
			n = n.child(part)
		}
	}
	return n
}

func (n *node) child(part string) *node {
	name, variable := strings.CutPrefix(part, "{")
	name, closed := strings.CutSuffix(name, "}")
	if !variable || !closed {
		if n.literals == nil {
			n.literals = map[string]*node{}
		}
		if n.literals[part] == nil {
			n.literals[part] = new(node)
		}
		return n.literals[part]
	}
	at := &n.variable
	if name, variable = strings.CutSuffix(name, "+"); variable {
		at = &n.greedy
	}
	if *at == nil {
		*at = &node{name: name}
	}
	return *at
}

// match is the method that serves a verb at a path, nil if none does. Resource
// and verb are looked for as a pair: a resource without the verb stands in
// nobody's way. Measured on AWS: with ANY on /{proxy+} and GET on /jobs/{op},
// POST /jobs/reboot is served by the former, and so is GET /jobs when /jobs has
// no methods; with GET on /users/{id} and PATCH on /users/me, GET /users/me is
// served by the former. At each level a literal comes before a variable, and a
// variable before a greedy one.
//
// rest is a path without the slashes around it. A way that fails is taken back,
// so the cost is the depth of the path for ordinary trees, and never more than
// the number of resources.
func (n *node) match(rest, verb string, bound *[]binding) *method {
	if rest == "" {
		return n.verb(verb)
	}
	segment, tail, _ := strings.Cut(rest, "/")
	if next := n.literal(segment); next != nil {
		if m := next.match(tail, verb, bound); m != nil {
			return m
		}
	}
	mark := len(*bound)
	if n.variable != nil && segment != "" {
		*bound = append(*bound, binding{n.variable.name, segment})
		if m := n.variable.match(tail, verb, bound); m != nil {
			return m
		}
		*bound = (*bound)[:mark]
	}
	if n.greedy != nil {
		if m := n.greedy.verb(verb); m != nil {
			*bound = append(*bound, binding{n.greedy.name, rest})
			return m
		}
	}
	return nil
}

// literal is the node under a segment. A client may have encoded what it need
// not have, such as the colon of users:batch; an encoded slash stays in its
// segment, because no path part has one.
func (n *node) literal(segment string) *node {
	next := n.literals[segment]
	if next == nil && len(n.literals) > 0 && strings.IndexByte(segment, '%') >= 0 {
		if plain, err := url.PathUnescape(segment); err == nil {
			next = n.literals[plain]
		}
	}
	return next
}

// verb is the method of a verb; ANY stands in for those that are not there.
func (n *node) verb(verb string) *method {
	if m := n.methods[verb]; m != nil {
		return m
	}
	return n.methods["ANY"]
}
