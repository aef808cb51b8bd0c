package java

// Iterator is java.util.Iterator.
type Iterator interface {
	HasNext() bool
	Next() (Value, error)
	remove(b *Budget) error
	class() *Class
}

// Iterate returns an iterator over what #foreach can walk: arrays, collections, the values of maps and iterators.
// Anything else has none, and nil is returned.
func Iterate(v Value) Iterator {
	switch v := v.(type) {
	case *Array:
		return &listIterator{of: &arrayWrapper{v}, last: -1}
	case *Map:
		return newMapIterator(&View{of: v, part: valuesPart})
	case *View:
		return newMapIterator(v)
	case sequence:
		return newListIterator(v)
	case Iterator:
		return v
	}
	return nil
}

func newListIterator(s sequence) *listIterator {
	return &listIterator{of: s, expected: s.modCount(), last: -1}
}

// listIterator walks a list.
type listIterator struct {
	of       sequence
	next     int
	last     int
	expected int
}

// HasNext compares the place with the length of the list as it is now.
func (it *listIterator) HasNext() bool { return it.next != it.of.Len() }

// Next fails when the list has changed its length meanwhile.
func (it *listIterator) Next() (Value, error) {
	if it.of.modCount() != it.expected {
		return nil, concurrentModification()
	}
	if it.next >= it.of.Len() {
		return nil, noSuchElement()
	}
	it.last = it.next
	it.next++
	return it.of.At(it.last), nil
}

func (it *listIterator) previous() (Value, error) {
	if it.of.modCount() != it.expected {
		return nil, concurrentModification()
	}
	if it.next == 0 {
		return nil, noSuchElement()
	}
	it.next--
	it.last = it.next
	return it.of.At(it.last), nil
}

func (it *listIterator) remove(b *Budget) error {
	if it.last < 0 {
		return illegalState("")
	}
	if err := b.Spend((it.of.Len() - it.last) / 64); err != nil {
		return err
	}
	if it.of.modCount() != it.expected {
		return concurrentModification()
	}
	if err := it.of.remove(it.last, it.last+1); err != nil {
		return err
	}
	it.next, it.last, it.expected = it.last, -1, it.of.modCount()
	return nil
}

func (it *listIterator) set(v Value) error {
	if it.last < 0 {
		return illegalState("")
	}
	return it.of.set(it.last, v)
}

func (it *listIterator) add(b *Budget, v Value) error {
	if it.of.modCount() != it.expected {
		return concurrentModification()
	}
	if err := it.of.insert(b, it.next, v); err != nil {
		return err
	}
	it.next, it.last, it.expected = it.next+1, -1, it.of.modCount()
	return nil
}

// listed is what listIterator returns: java.util.ListIterator. The one in it is a plain Iterator.
type listed struct{ *listIterator }

// mapIterator walks a view of a map.
type mapIterator struct {
	view     *View
	next     int
	more     bool // whether there was a next one when the place was reached
	expected int
	removed  bool
}

func newMapIterator(v *View) *mapIterator {
	return &mapIterator{view: v, expected: v.of.modified, more: len(v.of.entries) > 0, removed: true}
}

func (it *mapIterator) HasNext() bool { return it.more }

func (it *mapIterator) Next() (Value, error) {
	if it.view.of.modified != it.expected {
		return nil, concurrentModification()
	}
	if !it.HasNext() {
		return nil, noSuchElement()
	}
	e := it.view.of.entries[it.next]
	it.next++
	it.more = it.next < len(it.view.of.entries)
	it.removed = false
	return it.view.show(e), nil
}

func (it *mapIterator) remove(b *Budget) error {
	if it.removed {
		return illegalState("")
	}
	if it.view.of.modified != it.expected {
		return concurrentModification()
	}
	it.next--
	it.removed = true
	_, err := it.view.of.dropAt(b, it.next)
	it.expected = it.view.of.modified
	return err
}
