package projections

import (
	"cmp"
	"iter"
	"reflect"
	"slices"

	"github.com/benbjohnson/immutable"
)

// A packedTable is a *Table of whatever noun, as the snapshot's codec sees it.
type packedTable interface {
	pack(p *packer, self, row *codec)
	unpack(u *unpacker, self, row *codec)
	packRows(p *packer, row *codec, names []string)
	unpackRows(u *unpacker, row *codec)
	add(other any)
	names() []string
	rowType() reflect.Type
}

// table makes the codec of a table. Each field that holds one has a codec of its
// own, because a table is written as the difference to the last one in its place.
func (c *codecs) table(t reflect.Type) *codec {
	made := new(codec)
	row := c.of(reflect.New(t).Interface().(packedTable).rowType())
	made.pack = func(p *packer, v reflect.Value) { v.Addr().Interface().(packedTable).pack(p, made, row) }
	made.unpack = func(u *unpacker, v reflect.Value) { v.Addr().Interface().(packedTable).unpack(u, made, row) }
	return made
}

func (t *Table[T]) rowType() reflect.Type { return reflect.TypeFor[*T]() }

// add sets the rows of another table of the same type.
func (t *Table[T]) add(other any) { *t = t.with(other.(*Table[T]).All()) }

func (t *Table[T]) names() (out []string) {
	for name := range t.All() {
		out = append(out, name)
	}
	return out
}

// A dated row is written after older ones. Deployments are: the difference of
// two trees is small when one was made soon after the other.
type dated interface{ created() int64 }

func (d *Deployment) created() int64 { return d.CreatedDate }

// pack writes the table as the rows that differ from those of the last table of
// the same codec, or whole when that is shorter.
func (t *Table[T]) pack(p *packer, self, row *codec) {
	last, _ := p.tables[self].(Table[T])
	p.tables[self] = *t
	gone, set := last.diff(*t)
	whole := len(gone)+len(set) > t.Len()
	if whole {
		gone, set = nil, t.names()
		p.number(0)
	} else {
		p.number(1)
	}
	p.number(uint64(len(gone)))
	for _, name := range gone {
		p.text(name)
	}
	t.packRows(p, row, set)
}

// diff is the names of the rows that are gone in next, and of those that are new
// or another.
func (t Table[T]) diff(next Table[T]) (gone, set []string) {
	if t.rows == next.rows {
		return nil, nil
	}
	older, stop := iter.Pull2(t.All())
	defer stop()
	was, row, ok := older()
	for name, r := range next.All() {
		for ok && was < name {
			gone = append(gone, was)
			was, row, ok = older()
		}
		same := ok && was == name && row == r
		if ok && was == name {
			was, row, ok = older()
		}
		if !same {
			set = append(set, name)
		}
	}
	for ok {
		gone = append(gone, was)
		was, _, ok = older()
	}
	return gone, set
}

func (t *Table[T]) unpack(u *unpacker, self, row *codec) {
	if u.number() == 1 {
		*t, _ = u.tables[self].(Table[T])
	}
	for range u.length() {
		*t = t.Delete(u.text())
	}
	t.unpackRows(u, row)
	u.tables[self] = *t
}

// packRows writes the named rows.
func (t *Table[T]) packRows(p *packer, row *codec, names []string) {
	if _, ok := any((*T)(nil)).(dated); ok {
		slices.SortStableFunc(names, func(a, b string) int {
			return cmp.Compare(any(t.Get(a)).(dated).created(), any(t.Get(b)).(dated).created())
		})
	}
	p.number(uint64(len(names)))
	for _, name := range names {
		p.text(name)
		r := t.Get(name)
		row.pack(p, reflect.ValueOf(&r).Elem())
	}
}

// unpackRows adds rows to the table.
func (t *Table[T]) unpackRows(u *unpacker, row *codec) {
	n := u.length()
	read := func(yield func(string, *T) bool) {
		for range n {
			name := u.text()
			var r *T
			row.unpack(u, reflect.ValueOf(&r).Elem())
			if !yield(name, r) {
				return
			}
		}
	}
	*t = t.with(read)
}

// with is the table with many rows set.
func (t Table[T]) with(rows iter.Seq2[string, *T]) Table[T] {
	if t.Len() > 0 {
		for name, r := range rows {
			t = t.Set(name, r)
		}
		return t
	}
	b := immutable.NewSortedMapBuilder[string, *T](byName{})
	for name, r := range rows {
		b.Set(name, r)
	}
	return Table[T]{b.Map()}
}
