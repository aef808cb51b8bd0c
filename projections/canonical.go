package projections

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"iter"
	"reflect"
	"slices"
	"strings"
	"sync"

	"reel/events"
)

// A form writes values as [events.AppendJSON] does, but for a struct that holds
// tables: its members stand in the order of their names.
type form struct {
	buf     []byte
	digests bool         // rows are told by their digests
	known   map[any]told // rows that were digested, by their pointers: trees share rows
	texts   []byte       // of the rows that are known
}

// told is a row as it was written: a part of texts, and its SHA-256 in hex.
type told struct {
	from, to int
	digest   string
}

// reset makes the form empty and keeps its memory.
func (f *form) reset() {
	clear(f.known)
	f.buf, f.texts = f.buf[:0], f.texts[:0]
}

func newForm() *form { return new(form) }

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
// finds that digest with f, so that trees which share rows have them written
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
func (f *form) plain(v any) (err error) {
	f.buf, err = events.AppendJSON(f.buf, v)
	return err
}

func (f *form) object(v reflect.Value, members []member) error {
	open := byte('{')
	for _, m := range members {
		field := v.Field(m.index)
		if m.omitZero && isZero(field) {
			continue
		}
		f.buf = append(f.buf, open)
		open = ','
		if err := f.plain(m.name); err != nil {
			return err
		}
		f.buf = append(f.buf, ':')
		if err := f.value(field); err != nil {
			return err
		}
	}
	if open == '{' {
		f.buf = append(f.buf, open)
	}
	f.buf = append(f.buf, '}')
	return nil
}

func (f *form) table(t tabular) error {
	open := byte('{')
	for name, row := range t.named() {
		f.buf = append(f.buf, open)
		open = ','
		if err := f.entry(name, row); err != nil {
			return err
		}
	}
	if open == '{' {
		f.buf = append(f.buf, open)
	}
	f.buf = append(f.buf, '}')
	return nil
}

// entry writes a row under its name, or its digest.
func (f *form) entry(name string, row any) error {
	if err := f.plain(name); err != nil {
		return err
	}
	f.buf = append(f.buf, ':')
	return f.row(row)
}

// row writes a row, or its digest.
func (f *form) row(row any) error {
	t, ok := f.known[row]
	if !f.digests {
		if ok {
			f.buf = append(f.buf, f.texts[t.from:t.to]...)
			return nil
		}
		return f.whole(row)
	}
	if !ok {
		var err error
		if t, err = f.tell(row); err != nil {
			return err
		}
	}
	return f.plain(t.digest)
}

func (f *form) whole(row any) error {
	if k, ok := row.(keeper); ok {
		if err := k.digestTree(f); err != nil {
			return err
		}
	}
	return f.value(reflect.ValueOf(row))
}

// tell writes a row apart from the rest.
func (f *form) tell(row any) (told, error) {
	f.digests = false
	defer func() { f.digests = true }()
	start := len(f.buf)
	if err := f.whole(row); err != nil {
		return told{}, err
	}
	t := told{from: len(f.texts), digest: hexSum(f.buf[start:])}
	f.texts = append(f.texts, f.buf[start:]...)
	t.to = len(f.texts)
	f.buf = f.buf[:start]
	if f.known == nil {
		f.known = map[any]told{}
	}
	f.known[row] = t
	return t, nil
}

// digestOf is the digest of a tree in hex: the SHA-256 of its members, in which
// each row of a table is told by its own SHA-256. A tree that shares its rows
// with another costs what is its own.
func (f *form) digestOf(tree any) (string, error) {
	digests, start := f.digests, len(f.buf)
	f.digests = true
	err := f.value(reflect.ValueOf(tree))
	f.digests = digests
	sum := hexSum(f.buf[start:])
	f.buf = f.buf[:start]
	return sum, err
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
