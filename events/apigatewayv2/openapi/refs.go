package openapi

import (
	"fmt"
	"strings"

	"reel/events/document"
)

// components follows what the document keeps for its routes. An HTTP API has no
// models, so that schemas are only looked at for where they refer to.
func (r *reader) components() {
	components := r.Root.Get("components")
	if !components.Is(document.Object) {
		return
	}
	at := func() string { return "components" }
	for _, m := range components.Members {
		if m.Name == "schemas" && m.Value.Is(document.Object) {
			for _, schema := range m.Value.Members {
				r.useless("components.schemas." + schema.Name)
			}
		}
		if m.Name != "securitySchemes" && !strings.HasPrefix(m.Name, "x-") {
			r.check(m.Value, trail{above: at, name: m.Name})
		}
	}
}

// A trail leads to a node, for when there is something to tell of it.
type trail struct {
	above func() string
	name  string
	index int // in a list, when there is no name
}

func (t trail) where() string {
	if t.name == "" {
		return fmt.Sprintf("%s.[%d]", t.above(), t.index)
	}
	return t.above() + "." + t.name
}

// unfollowed are the members of schemas that hold values of the caller's.
var unfollowed = map[string]bool{"default": true, "enum": true, "example": true, "examples": true}

// maxUnmet is how many references to nothing are told of.
const maxUnmet = 1000

// check follows the references within a node as the parser does: a reference out
// of the document is an error, one to nothing a warning.
func (r *reader) check(n *document.Node, t trail) {
	if n == nil || r.unmet > maxUnmet || !r.Spend(0) {
		return
	}
	for i, item := range n.Items {
		r.check(item, trail{above: t.where, index: i})
	}
	for _, m := range n.Members {
		switch {
		case m.Name == "$ref" && m.Value.Is(document.String):
			if r.Follow(m.Value.Text, t.where) == nil {
				r.unmet++
			}
		case m.Name == "content" && m.Value.Is(document.Object):
			for _, media := range m.Value.Members { // the parser does not name them
				r.check(media.Value, trail{above: t.where, name: "content"})
			}
		case !unfollowed[m.Name] && !strings.HasPrefix(m.Name, "x-"):
			r.check(m.Value, trail{above: t.where, name: m.Name})
		}
	}
}
