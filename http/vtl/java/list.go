package java

// List is java.util.ArrayList.
type List struct {
	items    []Value
	modified int // how often the list has changed its length
	json     bool
	fixed    bool // the result of List.of
}

// NewList returns a list of these values, which it keeps.
func NewList(items []Value) *List { return &List{items: items} }

// NewJSONList returns a list that prints as JSON and not as [a, b], as those of json-smart do.
func NewJSONList(items []Value) *List { return &List{items: items, json: true} }

// Len is the number of elements.
func (l *List) Len() int { return len(l.items) }

// At returns an element.
func (l *List) At(i int) Value { return resolve(&l.items[i]) }

func (l *List) class() *Class {
	switch {
	case !l.fixed:
		return listClass
	case len(l.items) == 1 || len(l.items) == 2:
		return shortListClass
	}
	return fixedListClass
}

func (l *List) set(i int, v Value) error {
	if l.fixed {
		return unsupportedOperation()
	}
	l.items[i] = v
	return nil
}

func (l *List) insert(b *Budget, i int, values ...Value) error {
	if l.fixed {
		return unsupportedOperation()
	}
	if err := b.Take(16 * (len(values) + (len(l.items)-i)/64)); err != nil {
		return err
	}
	l.modified++
	if i == len(l.items) {
		l.items = append(l.items, values...)
		return nil
	}
	grown := append(l.items, values...)
	copy(grown[i+len(values):], l.items[i:])
	copy(grown[i:], values)
	l.items = grown
	return nil
}

func (l *List) remove(from, to int) error {
	if l.fixed {
		return unsupportedOperation()
	}
	l.modified++
	kept := append(l.items[:from], l.items[to:]...)
	clear(l.items[len(kept):])
	l.items = kept
	return nil
}

func (l *List) modCount() int { return l.modified }

// sequence is anything with the methods of java.util.List.
type sequence interface {
	Len() int
	At(i int) Value
	set(i int, v Value) error
	insert(b *Budget, i int, values ...Value) error
	remove(from, to int) error
	modCount() int
}

// SubList is a part of a list, as List.subList gives it: what is changed in one is changed in the other, and it
// fails once the list has changed its length in another way.
type SubList struct {
	parent   sequence
	from, to int
	modified int
}

func subList(s sequence, from, to int) *SubList {
	return &SubList{parent: s, from: from, to: to, modified: s.modCount()}
}

// check fails when the list behind has changed its length.
func (s *SubList) check() error {
	if parent, ok := s.parent.(*SubList); ok {
		if err := parent.check(); err != nil {
			return err
		}
	}
	if s.modified != s.parent.modCount() {
		return concurrentModification()
	}
	return nil
}

// Len is the number of elements.
func (s *SubList) Len() int { return s.to - s.from }

// At returns an element.
func (s *SubList) At(i int) Value { return s.parent.At(s.from + i) }

func (s *SubList) set(i int, v Value) error { return s.parent.set(s.from+i, v) }

func (s *SubList) insert(b *Budget, i int, values ...Value) error {
	if err := s.parent.insert(b, s.from+i, values...); err != nil {
		return err
	}
	s.to += len(values)
	s.modified = s.parent.modCount()
	return nil
}

func (s *SubList) remove(from, to int) error {
	if err := s.parent.remove(s.from+from, s.from+to); err != nil {
		return err
	}
	s.to -= to - from
	s.modified = s.parent.modCount()
	return nil
}

func (s *SubList) modCount() int { return s.parent.modCount() }

// arrayWrapper gives an array the methods of java.util.AbstractList, as Velocity does.
type arrayWrapper struct{ *Array }

func (a *arrayWrapper) Len() int       { return len(a.Items) }
func (a *arrayWrapper) At(i int) Value { return a.Items[i] }

func (a *arrayWrapper) set(i int, v Value) error {
	var actual *Type
	if v != nil {
		actual = classOf(v).Type
	}
	if !convertible(a.elem, actual, false) {
		return illegalArgument("array element type mismatch")
	}
	a.Items[i] = v
	return nil
}

func (a *arrayWrapper) insert(*Budget, int, ...Value) error { return unsupportedOperation() }
func (a *arrayWrapper) remove(int, int) error               { return unsupportedOperation() }
func (a *arrayWrapper) modCount() int                       { return 0 }

// resolve computes a lazy value where it is kept.
func resolve(v *Value) Value {
	if lazy, ok := (*v).(Lazy); ok {
		*v = lazy()
	}
	return *v
}
