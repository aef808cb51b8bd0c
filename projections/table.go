package projections

import (
	"bytes"
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"strings"
)

// A Table is an immutable map from a name to a noun, in the order of the names,
// byte by byte. Setting and deleting return another Table and cost O(log n). What
// it points to must not be changed.
type Table[T any] struct {
	root *tableNode[T] // nil without rows
}

// Get is the row with the given name, nil if there is none.
func (t Table[T]) Get(name string) *T {
	if t.root == nil {
		return nil
	}
	return t.root.get(labelOf(name))
}

// Set is the table with one row set.
func (t Table[T]) Set(name string, v *T) Table[T] {
	if t.root == nil {
		return Table[T]{newLeaf([]label{labelOf(name)}, []*T{v})}
	}
	left, bound, right := t.root.set(labelOf(name), v)
	if right == nil {
		return Table[T]{left}
	}
	return Table[T]{newBranch([]label{bound}, []*tableNode[T]{left, right})}
}

// Delete is the table without one row.
func (t Table[T]) Delete(name string) Table[T] {
	if t.root == nil {
		return t
	}
	return Table[T]{t.root.without(labelOf(name))}
}

// Len is the number of rows.
func (t Table[T]) Len() int {
	if t.root == nil {
		return 0
	}
	return t.root.size
}

// From yields the rows in order, from the first name that is not below from.
func (t Table[T]) From(from string) iter.Seq2[string, *T] {
	return func(yield func(string, *T) bool) {
		if t.root != nil {
			t.root.from(labelOf(from), yield)
		}
	}
}

// All yields the rows in order.
func (t Table[T]) All() iter.Seq2[string, *T] { return t.From("") }

// with is the table with many rows set, in any order; of two with one name the
// later stays.
func (t Table[T]) with(rows iter.Seq2[string, *T]) Table[T] {
	if t.Len() == 0 {
		return made(rows)
	}
	for name, r := range rows { // so as to share what it can with t
		t = t.Set(name, r)
	}
	return t
}

// made is a table of rows, which costs less than to set them one by one.
func made[T any](rows iter.Seq2[string, *T]) Table[T] {
	type entry struct {
		label
		row *T
	}
	var all []entry
	for name, r := range rows {
		all = append(all, entry{labelOf(name), r})
	}
	slices.SortStableFunc(all, func(a, b entry) int { return strings.Compare(a.name, b.name) })
	names, pointers := make([]label, 0, len(all)), make([]*T, 0, len(all))
	for i, e := range all {
		if i+1 == len(all) || all[i+1].name != e.name {
			names, pointers = append(names, e.label), append(pointers, e.row)
		}
	}
	return Table[T]{grown(names, pointers)}
}

// IsZero tells encoding/json to leave out an empty table.
func (t Table[T]) IsZero() bool { return t.Len() == 0 }

// MarshalJSON writes an object with its members in order.
func (t Table[T]) MarshalJSON() ([]byte, error) {
	f := newForm()
	err := f.table(t)
	return f.buf, err
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (t *Table[T]) UnmarshalJSON(data []byte) error {
	dec := json.NewDecoder(bytes.NewReader(data))
	if tok, err := dec.Token(); err != nil || tok != json.Delim('{') {
		return fmt.Errorf("a table is an object: %v %w", tok, err)
	}
	var err error
	*t = made(func(yield func(string, *T) bool) {
		for dec.More() && err == nil {
			var name json.Token
			if name, err = dec.Token(); err != nil {
				return
			}
			v := new(T)
			if err = dec.Decode(v); err != nil || !yield(name.(string), v) {
				return
			}
		}
	})
	return err
}
