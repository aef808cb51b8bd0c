package oas

import (
	"net/url"
	"strconv"
	"strings"

	"reel/events/document"
)

// maxHops is how many references may lead from one to the next.
const maxHops = 32

// Resolve is what a node refers to, itself if it is no reference. A reference out
// of the document is an error, one to nothing a warning; both are nil. where says
// in what place the reference stands.
func (r *Reading) Resolve(n *document.Node, where func() string) *document.Node {
	for range maxHops {
		ref := n.Get("$ref")
		if ref == nil {
			return n
		}
		if n = r.Follow(ref.Scalar(), where); n == nil {
			return nil
		}
	}
	r.Found.Fail("Unable to resolve '%s' at %s: it refers to itself.", n.Get("$ref").Scalar(), place(where))
	return nil
}

// Follow is what a reference leads to, which may be another one.
func (r *Reading) Follow(ref string, where func() string) *document.Node {
	pointer, local := strings.CutPrefix(ref, "#")
	if !local {
		r.Found.Fail("Unable to resolve '%s' at %s: a reference must be within the document.", ref, place(where))
		return nil
	}
	to, known := r.pointers[pointer]
	if !known {
		to = lookUp(r.Root, pointer)
		r.pointers[pointer] = to
	}
	if to == nil {
		r.Found.Warn("Parse issue: attribute %s.%s is missing", place(where), ref)
	}
	return to
}

// A place is where something stands in a document. It is put into words only when
// it is told.
type place func() string

func (p place) String() string { return p() }

// lookUp is the value that a JSON Pointer (RFC 6901) in a URL's fragment leads to.
func lookUp(n *document.Node, pointer string) *document.Node {
	if pointer == "" {
		return n
	}
	for i, step := range strings.Split(pointer, "/") {
		if i == 0 {
			if step != "" {
				return nil
			}
			continue
		}
		step = Unescape(step)
		if at, err := strconv.Atoi(step); n.Is(document.List) && err == nil && at >= 0 && at < len(n.Items) {
			n = n.Items[at]
			continue
		}
		n = n.Get(step)
	}
	return n
}

// Unescape undoes the escapes of a step of a pointer.
func Unescape(step string) string {
	if plain, err := url.PathUnescape(step); err == nil {
		step = plain
	}
	return pointerEscapes.Replace(step)
}

var pointerEscapes = strings.NewReplacer("~1", "/", "~0", "~")
