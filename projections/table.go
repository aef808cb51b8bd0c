package projections

import (
	"bytes"
	"encoding/json"
	"fmt"
	"iter"
	"strings"

	"github.com/benbjohnson/immutable"
)

// A Table is an immutable map from a name to a noun, in the order of the names.
// Setting and deleting return another Table and cost O(log n). What it points
// to must not be changed.
type Table[T any] struct {
	rows *immutable.SortedMap[string, *T]
}

// byName orders names byte by byte, without the reflection of immutable's own comparer.
type byName struct{}

// Compare is -1, 0 or 1.
func (byName) Compare(a, b string) int { return strings.Compare(a, b) }

// Get is the row with the given name, nil if there is none.
func (t Table[T]) Get(name string) *T {
	if t.rows == nil {
		return nil
	}
	v, _ := t.rows.Get(name)
	return v
}

// Set is the table with one row set.
func (t Table[T]) Set(name string, v *T) Table[T] {
	if t.rows == nil {
		t.rows = immutable.NewSortedMap[string, *T](byName{})
	}
	return Table[T]{t.rows.Set(name, v)}
}

// Delete is the table without one row.
func (t Table[T]) Delete(name string) Table[T] {
	if t.rows == nil {
		return t
	}
	return Table[T]{t.rows.Delete(name)}
}

// Len is the number of rows.
func (t Table[T]) Len() int {
	if t.rows == nil {
		return 0
	}
	return t.rows.Len()
}

// From yields the rows in order, from the first name that is not below from.
func (t Table[T]) From(from string) iter.Seq2[string, *T] {
	return func(yield func(string, *T) bool) {
		if t.rows == nil {
			return
		}
		it := t.rows.Iterator()
		if from != "" {
			it.Seek(from)
		}
		for !it.Done() {
			name, v, _ := it.Next()
			if !yield(name, v) {
				return
			}
		}
	}
}

// All yields the rows in order.
func (t Table[T]) All() iter.Seq2[string, *T] { return t.From("") }

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
	rows := immutable.NewSortedMapBuilder[string, *T](byName{})
	for dec.More() {
		tok, err := dec.Token()
		if err != nil {
			return err
		}
		v := new(T)
		if err := dec.Decode(v); err != nil {
			return err
		}
		rows.Set(tok.(string), v)
	}
	t.rows = rows.Map()
	return nil
}
