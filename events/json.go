package events

import (
	"encoding"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
)

// Lines are written and read by codecs that are made once for each type: the
// nouns of a vocabulary are plain structs, and reel folds hundreds of thousands
// of them. They give what encoding/json gives; where a type or a text is out of
// the ordinary, encoding/json does the work itself.

// A field is a member of a struct as encoding/json sees it.
type field struct {
	name      string
	index     []int // through embedded structs
	omitEmpty bool
	omitZero  bool
}

// fieldsOf is the members of a struct in the order in which they are written. It
// is not ok for structs that only encoding/json understands.
func fieldsOf(t reflect.Type) (fields []field, ok bool) {
	for f := range t.Fields() {
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		embedded := f.Anonymous && name == ""
		switch {
		case name == "-" && options == "":
			continue
		case embedded && (!f.IsExported() || f.Type.Kind() != reflect.Struct):
			return nil, false
		case !f.IsExported():
			continue
		case name == "-" || !isPlain(name):
			return nil, false
		}
		if embedded {
			inner, ok := fieldsOf(f.Type)
			if !ok || special(f.Type) {
				return nil, false
			}
			for _, g := range inner {
				g.index = append(slices.Clone(f.Index), g.index...)
				fields = append(fields, g)
			}
			continue
		}
		if name == "" {
			name = f.Name
		}
		one := field{name: name, index: f.Index}
		for option := range strings.SplitSeq(options, ",") {
			switch option {
			case "":
			case "omitempty":
				one.omitEmpty = true
			case "omitzero":
				one.omitZero = true
			default:
				return nil, false
			}
		}
		fields = append(fields, one)
	}
	return fields, !ambiguous(fields)
}

// ambiguous tells whether two members have one name but for their case: which
// of them is meant, encoding/json has rules for.
func ambiguous(fields []field) bool {
	seen := map[string]bool{}
	for _, f := range fields {
		name := strings.ToLower(f.name)
		if seen[name] {
			return true
		}
		seen[name] = true
	}
	return false
}

var (
	jsonMarshaler   = reflect.TypeFor[json.Marshaler]()
	jsonUnmarshaler = reflect.TypeFor[json.Unmarshaler]()
	textMarshaler   = reflect.TypeFor[encoding.TextMarshaler]()
	textUnmarshaler = reflect.TypeFor[encoding.TextUnmarshaler]()
)

// special tells whether a type has its own mind about its JSON.
func special(t reflect.Type) bool {
	p := reflect.PointerTo(t)
	return p.Implements(jsonMarshaler) || p.Implements(textMarshaler) ||
		p.Implements(jsonUnmarshaler) || p.Implements(textUnmarshaler) || t == reflect.TypeFor[json.Number]()
}

// isPlain tells whether a text stands in JSON as it is.
func isPlain(s string) bool {
	for i := range len(s) {
		if !plain[s[i]] {
			return false
		}
	}
	return true
}

// plain are the bytes that stand in JSON as they are, wherever they stand.
var plain = func() (t [256]bool) {
	for c := ' '; c < 0x7f; c++ {
		t[c] = c != '"' && c != '\\'
	}
	return t
}()
