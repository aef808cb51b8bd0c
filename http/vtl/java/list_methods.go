package java

import (
	"slices"
)

var (
	listClass = newClass(interfaceType("java.util.ArrayList", typeObject, typeListInterface, typeSerializable),
		"ArrayList")
	fixedListClass = newClass(interfaceType("java.util.ImmutableCollections$ListN", typeObject, typeListInterface,
		typeSerializable), "ListN")
	shortListClass = newClass(interfaceType("java.util.ImmutableCollections$List12", typeObject, typeListInterface,
		typeSerializable), "List12")
	subListClass = newClass(interfaceType("java.util.ArrayList$SubList", typeObject, typeListInterface), "SubList")
	// arrayWrapperClass is what Velocity makes of arrays.
	arrayWrapperClass = newClass(interfaceType("org.apache.velocity.util.ArrayListWrapper", typeObject,
		typeListInterface), "ArrayListWrapper")
)

func init() {
	common := [][]declaration{listReads, listWrites, collectionMethods, listNotOffered, listStatics, objectMethods}
	listClass.declare([]declaration{
		{"clone()", func(b *Budget, this Value, _ []Value) (Value, error) {
			l := this.(*List)
			return &List{items: slices.Clone(l.items), json: l.json}, b.Take(16 * len(l.items))
		}},
		{"ensureCapacity(int)", func(*Budget, Value, []Value) (Value, error) { return Void{}, nil }},
		{"trimToSize()", func(*Budget, Value, []Value) (Value, error) { return Void{}, nil }},
	})
	for _, c := range []*Class{listClass, fixedListClass, shortListClass, subListClass, arrayWrapperClass} {
		c.declare(common...)
	}
}

// onList makes a method of a function of the list, which may be a part that has changed behind.
func onList(f func(b *Budget, s sequence, a []Value) (Value, error)) function {
	return func(b *Budget, this Value, a []Value) (Value, error) {
		s := this.(sequence)
		if err := checkSequence(s); err != nil {
			return nil, err
		}
		return f(b, s, a)
	}
}

func indexError(i, n int) error {
	return throw("java.lang.IndexOutOfBoundsException",
		"Index "+Plain(int32(i))+" out of bounds for length "+Plain(int32(n)))
}

func checkElement(s sequence, v Value) (int, error) {
	i := int(v.(int32))
	if i < 0 || i >= s.Len() {
		return 0, indexError(i, s.Len())
	}
	return i, nil
}

func checkPlace(s sequence, v Value) (int, error) {
	i := int(v.(int32))
	if i < 0 || i > s.Len() {
		return 0, throw("java.lang.IndexOutOfBoundsException",
			"Index: "+Plain(int32(i))+", Size: "+Plain(int32(s.Len())))
	}
	return i, nil
}

var listReads = []declaration{
	{"get(int)", onList(func(_ *Budget, s sequence, a []Value) (Value, error) {
		i, err := checkElement(s, a[0])
		if err != nil {
			return nil, err
		}
		return s.At(i), nil
	})},
	{"size()", onList(func(_ *Budget, s sequence, _ []Value) (Value, error) { return int32(s.Len()), nil })},
	{"isEmpty()", onList(func(_ *Budget, s sequence, _ []Value) (Value, error) { return s.Len() == 0, nil })},
	{"indexOf(Object)", onList(func(b *Budget, s sequence, a []Value) (Value, error) {
		i, err := indexIn(b, s, a[0], false)
		return int32(i), err
	})},
	{"lastIndexOf(Object)", onList(func(b *Budget, s sequence, a []Value) (Value, error) {
		i, err := indexIn(b, s, a[0], true)
		return int32(i), err
	})},
	{"contains(Object)", onList(func(b *Budget, s sequence, a []Value) (Value, error) {
		i, err := indexIn(b, s, a[0], false)
		return i >= 0, err
	})},
	{"subList(int,int)", onList(func(_ *Budget, s sequence, a []Value) (Value, error) {
		from, to := int(a[0].(int32)), int(a[1].(int32))
		switch {
		case from < 0:
			return nil, throw("java.lang.IndexOutOfBoundsException", "fromIndex = "+Plain(int32(from)))
		case to > s.Len():
			return nil, throw("java.lang.IndexOutOfBoundsException", "toIndex = "+Plain(int32(to)))
		case from > to:
			return nil, illegalArgument("fromIndex(" + Plain(int32(from)) + ") > toIndex(" + Plain(int32(to)) + ")")
		}
		return subList(s, from, to), nil
	})},
	{"iterator()", onList(func(_ *Budget, s sequence, _ []Value) (Value, error) { return newListIterator(s), nil })},
	{"listIterator()", onList(func(_ *Budget, s sequence, _ []Value) (Value, error) {
		return listed{newListIterator(s)}, nil
	})},
	{"listIterator(int)", onList(func(_ *Budget, s sequence, a []Value) (Value, error) {
		i, err := checkPlace(s, a[0])
		if err != nil {
			return nil, err
		}
		it := newListIterator(s)
		it.next = i
		return listed{it}, nil
	})},
}

func indexIn(b *Budget, s sequence, v Value, last bool) (int, error) {
	for k := range s.Len() {
		i := k
		if last {
			i = s.Len() - 1 - k
		}
		if err := b.Spend(1); err != nil {
			return -1, err
		}
		same, err := Equal(b, v, s.At(i))
		if err != nil {
			return -1, err
		}
		if same {
			return i, nil
		}
	}
	return -1, nil
}

var listWrites = []declaration{
	{"add(Object)", onList(func(b *Budget, s sequence, a []Value) (Value, error) {
		return true, s.insert(b, s.Len(), a[0])
	})},
	{"add(int,Object)", onList(func(b *Budget, s sequence, a []Value) (Value, error) {
		i, err := checkPlace(s, a[0])
		if err != nil {
			return nil, err
		}
		return Void{}, s.insert(b, i, a[1])
	})},
	{"addAll(Collection)", onList(func(b *Budget, s sequence, a []Value) (Value, error) {
		return addAll(b, s, s.Len(), a[0])
	})},
	{"addAll(int,Collection)", onList(func(b *Budget, s sequence, a []Value) (Value, error) {
		i, err := checkPlace(s, a[0])
		if err != nil {
			return nil, err
		}
		return addAll(b, s, i, a[1])
	})},
	{"set(int,Object)", onList(func(_ *Budget, s sequence, a []Value) (Value, error) {
		i, err := checkElement(s, a[0])
		if err != nil {
			return nil, err
		}
		old := s.At(i)
		return old, s.set(i, a[1])
	})},
	{"remove(int)", onList(func(b *Budget, s sequence, a []Value) (Value, error) {
		i, err := checkElement(s, a[0])
		if err != nil {
			return nil, err
		}
		old := s.At(i)
		if err := b.Spend((s.Len() - i) / 64); err != nil {
			return nil, err
		}
		return old, s.remove(i, i+1)
	})},
	{"remove(Object)", onList(func(b *Budget, s sequence, a []Value) (Value, error) {
		i, err := indexIn(b, s, a[0], false)
		if i < 0 || err != nil {
			return false, err
		}
		if err := b.Spend((s.Len() - i) / 64); err != nil {
			return nil, err
		}
		return true, s.remove(i, i+1)
	})},
	{"clear()", onList(func(_ *Budget, s sequence, _ []Value) (Value, error) {
		return Void{}, s.remove(0, s.Len())
	})},
	{"sort(Comparator)", onList(func(b *Budget, s sequence, _ []Value) (Value, error) {
		return Void{}, sortNaturally(b, s)
	})},
}

func addAll(b *Budget, s sequence, i int, from Value) (Value, error) {
	items, err := elements(b, from)
	if err != nil {
		return nil, err
	}
	return len(items) > 0, s.insert(b, i, items...)
}

var listNotOffered = []declaration{
	{"forEach(java.util.function.Consumer)", nil}, {"removeIf(java.util.function.Predicate)", nil},
	{"replaceAll(java.util.function.UnaryOperator)", nil}, {"spliterator()", nil}, {"stream()", nil},
	{"parallelStream()", nil}, {"toArray(java.util.function.IntFunction)", nil},
}

// listStatics are List.of for up to ten elements and for more, and List.copyOf.
var listStatics = func() []declaration {
	table := []declaration{
		{"copyOf(Collection)", func(b *Budget, _ Value, a []Value) (Value, error) {
			items, err := elements(b, a[0])
			if err != nil {
				return nil, err
			}
			return fixedList(b, nil, items)
		}},
		{"of(Object[])", func(b *Budget, _ Value, a []Value) (Value, error) {
			return fixedList(b, nil, slices.Clone(itemsOf(a[0])))
		}},
		{"of()", fixedList},
	}
	signature := "of(Object)"
	for range 10 {
		table = append(table, declaration{signature: signature, body: fixedList})
		signature = signature[:len(signature)-1] + ",Object)"
	}
	return static(table)
}()

func fixedList(b *Budget, _ Value, a []Value) (Value, error) {
	if slices.Contains(a, nil) {
		return nil, nullPointer()
	}
	return &List{items: slices.Clone(a), fixed: true}, b.Take(16 * len(a))
}
