package java

import "slices"

// collectionMethods are those of java.util.Collection that work on any of them.
var collectionMethods = []declaration{
	{"containsAll(Collection)", func(b *Budget, this Value, a []Value) (Value, error) {
		items, err := elements(b, a[0])
		if err != nil {
			return nil, err
		}
		for _, v := range items {
			found, err := contains(b, this, v)
			if !found || err != nil {
				return false, err
			}
		}
		return true, nil
	}},
	{"removeAll(Collection)", func(b *Budget, this Value, a []Value) (Value, error) {
		return filter(b, this, a[0], false)
	}},
	{"retainAll(Collection)", func(b *Budget, this Value, a []Value) (Value, error) {
		return filter(b, this, a[0], true)
	}},
	{"toArray()", func(b *Budget, this Value, _ []Value) (Value, error) {
		items, err := elements(b, this)
		return &Array{elem: typeObject, Items: items}, err
	}},
	{"toArray(Object[])", func(b *Budget, this Value, a []Value) (Value, error) {
		if a[0] == nil {
			return nil, nullPointer()
		}
		items, err := elements(b, this)
		if err != nil {
			return nil, err
		}
		return fillArray(a[0].(*Array), items)
	}},
}

// fillArray puts values into an array, with null behind them if there is room, or else into a new one like it.
func fillArray(a *Array, items []Value) (Value, error) {
	if len(a.Items) < len(items) {
		a = &Array{elem: a.elem, Items: make([]Value, len(items))}
	}
	for i, v := range items {
		if v != nil && !a.elem.assignableFrom(classOf(v).Type) {
			return nil, throw("java.lang.ArrayStoreException", classOf(v).name)
		}
		a.Items[i] = v
	}
	if len(items) < len(a.Items) {
		a.Items[len(items)] = nil
	}
	return a, nil
}

// elements copies what a collection holds; null throws.
func elements(b *Budget, v Value) ([]Value, error) {
	switch v.(type) {
	case sequence, *View:
	default:
		return nil, nullPointer()
	}
	var items []Value
	for it := Iterate(v); it.HasNext(); {
		x, err := it.Next()
		if err != nil {
			return nil, err
		}
		if err := b.Take(16); err != nil {
			return nil, err
		}
		items = append(items, x)
	}
	return items, nil
}

func contains(b *Budget, c, v Value) (bool, error) {
	var i int
	var err error
	switch c := c.(type) {
	case sequence:
		i, err = indexIn(b, c, v, false)
	case *View:
		i, err = c.find(b, v)
	}
	return i >= 0, err
}

// filter keeps or removes what another collection contains, and tells whether anything went.
func filter(b *Budget, this, other Value, keep bool) (Value, error) {
	if other == nil {
		return nil, nullPointer()
	}
	var stays []bool
	changed := false
	for it := Iterate(this); it.HasNext(); {
		v, err := it.Next()
		if err != nil {
			return nil, err
		}
		if err := b.Take(64); err != nil {
			return nil, err
		}
		found, err := contains(b, other, v)
		if err != nil {
			return nil, err
		}
		stays = append(stays, found == keep)
		changed = changed || found != keep
	}
	if !changed {
		return false, nil
	}
	if v, ok := this.(*View); ok {
		v.of.retain(stays)
		return true, nil
	}
	return true, retain(b, this.(sequence), stays)
}

// retain keeps the elements of a list that are to stay.
func retain(b *Budget, s sequence, stays []bool) error {
	var kept []Value
	for i, stay := range stays {
		if stay {
			kept = append(kept, s.At(i))
		}
	}
	if err := s.remove(0, s.Len()); err != nil {
		return err
	}
	return s.insert(b, 0, kept...)
}

// sortNaturally sorts by compareTo, which only values of one class have among themselves.
func sortNaturally(b *Budget, s sequence) error {
	items, err := elements(b, s)
	if err != nil {
		return err
	}
	slices.SortStableFunc(items, func(x, y Value) int {
		if err != nil {
			return 0
		}
		n := 0
		if err = b.Spend(1); err == nil {
			n, err = natural(b, x, y)
		}
		return n
	})
	if err != nil {
		return err
	}
	for i, v := range items {
		if err := s.set(i, v); err != nil {
			return err
		}
	}
	if l, ok := s.(*List); ok {
		l.modified++
	}
	return nil
}

func natural(b *Budget, x, y Value) (int, error) {
	if x == nil || y == nil {
		return 0, nullPointer()
	}
	v, ok, err := Invoke(b, x, "compareTo", []Value{y})
	if err != nil {
		return 0, err
	}
	n, isInt := v.(int32)
	if !ok || !isInt {
		return 0, classCast()
	}
	return int(n), nil
}
