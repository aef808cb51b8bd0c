package openapi

import (
	"net/url"
	"strconv"
	"strings"

	"reel/events/apigateway/openapi/document"
)

// maxHops is how many references may lead from one to the next.
const maxHops = 32

// resolved is what a node refers to, itself if it is no reference. A reference out
// of the document is an error, one to nothing a warning; both are nil.
func (r *reader) resolved(n *document.Node, where func() string) *document.Node {
	for range maxHops {
		ref := n.Get("$ref")
		if ref == nil {
			return n
		}
		pointer, local := strings.CutPrefix(ref.Scalar(), "#")
		if !local {
			r.fail("Unable to resolve '%s' at %s: a reference must be within the document.", ref.Scalar(), where())
			return nil
		}
		to, known := r.pointers[pointer]
		if !known {
			to = lookUp(r.root, pointer)
			r.pointers[pointer] = to
		}
		if to == nil {
			r.warn("Parse issue: attribute %s.%s is missing", where(), ref.Scalar())
			return nil
		}
		n = to
	}
	r.fail("Unable to resolve '%s' at %s: it refers to itself.", n.Get("$ref").Scalar(), where())
	return nil
}

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
		step = unescape(step)
		if at, err := strconv.Atoi(step); n.Is(document.List) && err == nil && at >= 0 && at < len(n.Items) {
			n = n.Items[at]
			continue
		}
		n = n.Get(step)
	}
	return n
}

// unescape undoes the escapes of a step of a pointer.
func unescape(step string) string {
	if plain, err := url.PathUnescape(step); err == nil {
		step = plain
	}
	return pointerEscapes.Replace(step)
}

var pointerEscapes = strings.NewReplacer("~1", "/", "~0", "~")
