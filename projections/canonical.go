package projections

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"iter"
	"reflect"
	"slices"
	"strings"
	"sync"
)

// A form writes values as encoding/json would, with two differences: a struct
// that holds tables has its members in the order of their names, and a row that
// several trees share is encoded once.
type form struct {
	buf     bytes.Buffer
	leaf    *json.Encoder // into buf
	told    map[any]told  // rows by their pointers
	digests bool          // rows are told by their digests
}

// told is a row as it was written.
type told struct {
	json   []byte
	digest string // SHA-256 in hex
}

func newForm() *form {
	f := &form{told: map[any]told{}}
	f.leaf = json.NewEncoder(&f.buf)
	return f
}

// A tabular is a Table of whatever noun.
type tabular interface {
	named() iter.Seq2[string, any]
	IsZero() bool
}

func (t Table[T]) named() iter.Seq2[string, any] {
	return func(yield func(string, any) bool) {
		for name, row := range t.All() {
			if !yield(name, row) {
				return
			}
		}
	}
}

// A keeper is a row that keeps a tree which it is told by the digest of. It
// finds that digest with f, so that trees which share rows have them encoded
// once, and afterwards writes itself as encoding/json asks it to.
type keeper interface {
	digestTree(f *form) error
}

// value writes v.
func (f *form) value(v reflect.Value) error {
	if v.Kind() == reflect.Pointer && !v.IsNil() && shapeOf(v.Type().Elem()) != nil {
		v = v.Elem()
	}
	if t, ok := v.Interface().(tabular); ok {
		return f.table(t)
	}
	if v.Kind() == reflect.Struct {
		if members := shapeOf(v.Type()); members != nil {
			return f.object(v, members)
		}
	}
	return f.plain(v.Interface())
}

// plain writes a value without tables in it.
func (f *form) plain(v any) error {
	if err := f.leaf.Encode(v); err != nil {
		return err
	}
	f.buf.Truncate(f.buf.Len() - 1) // the encoder's newline
	return nil
}

func (f *form) object(v reflect.Value, members []member) error {
	open := byte('{')
	for _, m := range members {
		field := v.Field(m.index)
		if m.omitZero && isZero(field) {
			continue
		}
		f.buf.WriteByte(open)
		open = ','
		if err := f.plain(m.name); err != nil {
			return err
		}
		f.buf.WriteByte(':')
		if err := f.value(field); err != nil {
			return err
		}
	}
	if open == '{' {
		f.buf.WriteByte(open)
	}
	f.buf.WriteByte('}')
	return nil
}

func (f *form) table(t tabular) error {
	open := byte('{')
	for name, row := range t.named() {
		f.buf.WriteByte(open)
		open = ','
		if err := f.entry(name, row); err != nil {
			return err
		}
	}
	if open == '{' {
		f.buf.WriteByte(open)
	}
	f.buf.WriteByte('}')
	return nil
}

// entry writes a row under its name, or its digest.
func (f *form) entry(name string, row any) error {
	if err := f.plain(name); err != nil {
		return err
	}
	f.buf.WriteByte(':')
	return f.row(row)
}

func (f *form) row(row any) error {
	t, known := f.told[row]
	if !known {
		var err error
		if t, err = f.tell(row); err != nil {
			return err
		}
	}
	if !f.digests {
		f.buf.Write(t.json)
		return nil
	}
	if t.digest == "" {
		t.digest = hexSum(t.json)
		f.told[row] = t
	}
	return f.plain(t.digest)
}

// tell encodes a row apart from the rest.
func (f *form) tell(row any) (told, error) {
	digests, start := f.digests, f.buf.Len()
	f.digests = false
	defer func() { f.digests = digests }()
	if k, ok := row.(keeper); ok {
		if err := k.digestTree(f); err != nil {
			return told{}, err
		}
	}
	if err := f.value(reflect.ValueOf(row)); err != nil {
		return told{}, err
	}
	t := told{json: bytes.Clone(f.buf.Bytes()[start:])}
	f.buf.Truncate(start)
	f.told[row] = t
	return t, nil
}

// digestOf is the digest of a tree in hex: the SHA-256 of its members, in which
// each row of a table is told by its own SHA-256. A change of one row costs that
// row's encoding, not the tree's.
func (f *form) digestOf(tree any) (string, error) {
	digests, start := f.digests, f.buf.Len()
	f.digests = true
	defer func() { f.digests = digests }()
	if err := f.value(reflect.ValueOf(tree)); err != nil {
		return "", err
	}
	sum := hexSum(f.buf.Bytes()[start:])
	f.buf.Truncate(start)
	return sum, nil
}

func hexSum(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// A member is a field of a struct that holds tables.
type member struct {
	name     string
	index    int
	omitZero bool
}

var shapes sync.Map // reflect.Type to []member; a function of the type alone

// shapeOf is the members of a struct type that holds tables, in the order of
// their names, and nil for every other type.
func shapeOf(t reflect.Type) []member {
	if known, ok := shapes.Load(t); ok {
		return known.([]member)
	}
	var members []member
	if t.Kind() == reflect.Struct && !t.Implements(reflect.TypeFor[json.Marshaler]()) && holdsTables(t) {
		members = membersOf(t)
	}
	shapes.Store(t, members)
	return members
}

func holdsTables(t reflect.Type) bool {
	for f := range t.Fields() {
		if f.Type.Implements(reflect.TypeFor[tabular]()) {
			return true
		}
	}
	return false
}

func membersOf(t reflect.Type) (out []member) {
	for f := range t.Fields() {
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if !f.IsExported() || name == "-" {
			continue
		}
		out = append(out, member{cmp.Or(name, f.Name), f.Index[0], strings.Contains(options, "omit")})
	}
	slices.SortFunc(out, func(a, b member) int { return cmp.Compare(a.name, b.name) })
	return out
}

func isZero(v reflect.Value) bool {
	if z, ok := v.Interface().(interface{ IsZero() bool }); ok {
		return z.IsZero()
	}
	return v.IsZero()
}
