package events

import (
	"cmp"
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

// of is the field of a struct.
func (f *field) of(v reflect.Value) reflect.Value {
	v = v.Field(f.index[0])
	for _, k := range f.index[1:] {
		v = v.Field(k)
	}
	return v
}

// fieldsOf is the members of a struct in the order in which they are written. It
// is not ok for structs that only encoding/json understands.
func fieldsOf(t reflect.Type) (fields []field, ok bool) {
	for f := range t.Fields() {
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		embedded := f.Anonymous && name == ""
		switch {
		case name == "-" && options == "", !f.IsExported() && !embedded:
			continue
		case embedded:
			inner, ok := fieldsWithin(f)
			if !ok {
				return nil, false
			}
			fields = append(fields, inner...)
			continue
		case name == "-" || !isPlain(name):
			return nil, false
		}
		one := field{name: cmp.Or(name, f.Name), index: f.Index}
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

// fieldsWithin is the members of an embedded struct, which stand among those of
// the struct around it.
func fieldsWithin(embedded reflect.StructField) ([]field, bool) {
	t := embedded.Type
	if !embedded.IsExported() || t.Kind() != reflect.Struct || special(t) {
		return nil, false
	}
	fields, ok := fieldsOf(t)
	for i := range fields {
		fields[i].index = append(slices.Clone(embedded.Index), fields[i].index...)
	}
	return fields, ok
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
