package decide

import (
	"slices"
	"strings"

	"reel/events"
	"reel/events/apigateway"
)

// An operation is one patch operation with its absent members told apart from
// empty ones where AWS does.
type operation struct {
	op, path string
	value    *string
	from     string
	args     []string // what the placeholders of the rule's path stand for, unescaped
}

// text is the operation's value, "" when it has none.
func (o operation) text() string {
	if o.value == nil {
		return ""
	}
	return *o.value
}

// edited is the operation's value, "" when the operation removes.
func (o operation) edited() string {
	if o.op == "remove" {
		return ""
	}
	return o.text()
}

// flag is the operation's value as a boolean: AWS takes anything but "true" for false.
func (o operation) flag() bool { return strings.EqualFold(o.text(), "true") }

// A rule is one path of a noun that may be patched. In the path a {name} stands
// for one segment (~1 for / and ~0 for ~ in it). apply changes a copy of the
// noun, or refuses.
type rule[N any] struct {
	path  string
	ops   []string // AWS's op names that the path takes
	apply func(n *N, o operation) error
}

// A patcher is all that may be patched of one noun, and AWS's words for the
// rest, which differ from noun to noun.
type patcher[N any] struct {
	rules []rule[N]
	// unknownPath refuses a path that no rule has.
	unknownPath func(o operation) error
	// wrongOp refuses an op that the path does not take.
	wrongOp func(o operation, allowed []string) error
}

// Ops that paths take.
var (
	replaceOnly = []string{"replace"}
	addRemove   = []string{"add", "remove"}
	anyEdit     = []string{"add", "remove", "replace"}
)

// apply does the operations, in their order, to n. The first that is refused
// refuses the whole patch; n is the caller's own copy.
func (p patcher[N]) apply(n *N, patch []apigateway.PatchOperation) error {
	for _, po := range patch {
		o := operation{op: deref(po.Op), path: deref(po.Path), value: po.Value, from: deref(po.From)}
		if po.Path == nil {
			o.path = "null" // as AWS prints an absent path
		}
		if err := p.one(n, o); err != nil {
			return err
		}
	}
	return nil
}

func (p patcher[N]) one(n *N, o operation) error {
	for _, r := range p.rules {
		args, ok := matchPath(r.path, o.path)
		if !ok {
			continue
		}
		o.args = args
		if !slices.Contains(r.ops, o.op) {
			return p.wrongOp(o, r.ops)
		}
		return r.apply(n, o)
	}
	return p.unknownPath(o)
}

// matchPath matches a patch path with a rule's and returns what its
// placeholders stand for.
func matchPath(rule, path string) (args []string, ok bool) {
	want, got := strings.Split(rule, "/"), strings.Split(path, "/")
	if len(want) != len(got) {
		return nil, false
	}
	for i, w := range want {
		switch {
		case strings.HasPrefix(w, "{") && got[i] != "":
			args = append(args, unescape(got[i]))
		case w != got[i]:
			return nil, false
		}
	}
	return args, true
}

// unescape undoes the escapes of JSON Pointer (RFC 6901, section 4).
func unescape(segment string) string {
	return strings.ReplaceAll(strings.ReplaceAll(segment, "~1", "/"), "~0", "~")
}

// unknownPath and wrongOp are the words that most nouns use.
func unknownPath(o operation) error {
	return events.Refuse(events.BadRequest, "Invalid patch path "+o.path)
}

func wrongOp(_ operation, allowed []string) error {
	return events.Refuse(events.BadRequest,
		"Invalid patch operation specified. Must be one of: ["+strings.Join(allowed, ", ")+"]")
}

// listingPaths are the words of nouns that name all their paths instead (two
// blanks after path are AWS's).
func listingPaths(paths ...string) func(operation) error {
	return func(o operation) error {
		return events.Refuse(events.BadRequest, "Invalid patch path  '"+o.path+"' specified for op '"+o.op+
			"'. Must be one of: ["+strings.Join(paths, ", ")+"]")
	}
}

func chooseSupported(o operation, _ []string) error {
	return events.Refuse(events.BadRequest, "Invalid patch path  '"+o.path+"' specified for op '"+o.op+
		"'. Please choose supported operations")
}

// replacing is the patcher of nouns of which some members may be replaced and
// nothing else. An op that none of them takes is refused before the path is looked
// at (recorded on AWS: add of /wrong-path asks for supported operations).
func replacing[N any](rules ...rule[N]) patcher[N] {
	var paths []string
	for _, r := range rules {
		paths = append(paths, r.path)
	}
	list := listingPaths(paths...)
	return patcher[N]{
		rules: rules,
		unknownPath: func(o operation) error {
			if o.op != "replace" {
				return chooseSupported(o, nil)
			}
			return list(o)
		},
		wrongOp: chooseSupported,
	}
}

func deref[T any](p *T) (v T) {
	if p != nil {
		v = *p
	}
	return v
}

// valueOr is what a pointer points to, or a default for an absent value.
func valueOr[T any](p *T, absent T) T {
	if p != nil {
		return *p
	}
	return absent
}
