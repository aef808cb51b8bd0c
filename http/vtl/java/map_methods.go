package java

import "strings"

var (
	mapClass = newClass(interfaceType("java.util.LinkedHashMap", typeObject, typeMapInterface, typeSerializable),
		"LinkedHashMap")
	entryClass    = newClass(interfaceType("java.util.LinkedHashMap$Entry", typeObject, typeMapEntry), "Entry")
	keySetClass   = newClass(interfaceType("java.util.LinkedHashMap$LinkedKeySet", typeObject, typeSet), "LinkedKeySet")
	entrySetClass = newClass(interfaceType("java.util.LinkedHashMap$LinkedEntrySet", typeObject, typeSet), "LinkedEntrySet")
	valuesClass   = newClass(interfaceType("java.util.LinkedHashMap$LinkedValues", typeObject, typeCollection), "LinkedValues")
)

func init() {
	mapClass.declare(mapReads, mapWrites, mapNotOffered, mapStatics, objectMethods)
	for _, c := range []*Class{keySetClass, entrySetClass, valuesClass} {
		c.declare(viewMethods, collectionMethods, viewNotOffered, objectMethods)
	}
	entryClass.declare(entryMethods, objectMethods)
}

// onMap makes a method of a function of the map.
func onMap(f func(b *Budget, m *Map, a []Value) (Value, error)) function {
	return func(b *Budget, this Value, a []Value) (Value, error) { return f(b, this.(*Map), a) }
}

func viewOf(p part) function {
	return onMap(func(_ *Budget, m *Map, _ []Value) (Value, error) { return &View{of: m, part: p}, nil })
}

var mapReads = []declaration{
	{"get(Object)", onMap(func(b *Budget, m *Map, a []Value) (Value, error) { return m.lookup(b, a[0]) })},
	{"getOrDefault(Object,Object)", onMap(func(b *Budget, m *Map, a []Value) (Value, error) {
		e, err := m.entryOf(b, a[0])
		if e == nil || err != nil {
			return a[1], err
		}
		return e.Value(), nil
	})},
	{"containsKey(Object)", onMap(func(b *Budget, m *Map, a []Value) (Value, error) {
		e, err := m.entryOf(b, a[0])
		return e != nil, err
	})},
	{"containsValue(Object)", onMap(func(b *Budget, m *Map, a []Value) (Value, error) {
		return contains(b, &View{of: m, part: valuesPart}, a[0])
	})},
	{"size()", onMap(func(_ *Budget, m *Map, _ []Value) (Value, error) { return int32(m.Len()), nil })},
	{"isEmpty()", onMap(func(_ *Budget, m *Map, _ []Value) (Value, error) { return m.Len() == 0, nil })},
	{"keySet()", viewOf(keysPart)}, {"values()", viewOf(valuesPart)}, {"entrySet()", viewOf(entriesPart)},
	{"clone()", onMap(func(b *Budget, m *Map, _ []Value) (Value, error) {
		c := NewMap(m.Len())
		return c, c.putAll(b, m)
	})},
}

func (m *Map) putAll(b *Budget, from *Map) error {
	for _, e := range from.entries {
		if err := m.put(b, e.Key(), e.Value()); err != nil {
			return err
		}
	}
	return nil
}

var mapWrites = []declaration{
	{"put(Object,Object)", onMap(func(b *Budget, m *Map, a []Value) (Value, error) {
		old, err := m.lookup(b, a[0])
		if err != nil {
			return nil, err
		}
		return old, m.put(b, a[0], a[1])
	})},
	{"putIfAbsent(Object,Object)", onMap(func(b *Budget, m *Map, a []Value) (Value, error) {
		old, err := m.lookup(b, a[0])
		if old != nil || err != nil {
			return old, err
		}
		return nil, m.put(b, a[0], a[1])
	})},
	{"putAll(Map)", onMap(func(b *Budget, m *Map, a []Value) (Value, error) {
		from, ok := a[0].(*Map)
		if !ok {
			return nil, nullPointer()
		}
		return Void{}, m.putAll(b, from)
	})},
	{"remove(Object)", onMap(func(b *Budget, m *Map, a []Value) (Value, error) {
		e, err := m.drop(b, a[0])
		if e == nil || err != nil {
			return nil, err
		}
		return e.Value(), nil
	})},
	{"remove(Object,Object)", onMap(func(b *Budget, m *Map, a []Value) (Value, error) {
		same, err := m.holds(b, a[0], a[1])
		if !same || err != nil {
			return false, err
		}
		_, err = m.drop(b, a[0])
		return true, err
	})},
	{"replace(Object,Object)", onMap(func(b *Budget, m *Map, a []Value) (Value, error) {
		e, err := m.entryOf(b, a[0])
		if e == nil || err != nil {
			return nil, err
		}
		old := e.Value()
		e.value = a[1]
		return old, nil
	})},
	{"replace(Object,Object,Object)", onMap(func(b *Budget, m *Map, a []Value) (Value, error) {
		same, err := m.holds(b, a[0], a[1])
		if !same || err != nil {
			return false, err
		}
		return true, m.put(b, a[0], a[2])
	})},
	{"clear()", onMap(func(_ *Budget, m *Map, _ []Value) (Value, error) {
		m.clear()
		return Void{}, nil
	})},
}

// holds tells whether a key has a value equal to v.
func (m *Map) holds(b *Budget, key, v Value) (bool, error) {
	e, err := m.entryOf(b, key)
	if e == nil || err != nil {
		return false, err
	}
	return Equal(b, v, e.Value())
}

var mapNotOffered = []declaration{
	{"compute(Object,java.util.function.BiFunction)", nil}, {"forEach(java.util.function.BiConsumer)", nil},
	{"computeIfAbsent(Object,java.util.function.Function)", nil},
	{"computeIfPresent(Object,java.util.function.BiFunction)", nil},
	{"merge(Object,Object,java.util.function.BiFunction)", nil},
	{"replaceAll(java.util.function.BiFunction)", nil}, {"ofEntries(Entry[])", nil}, {"copyOf(Map)", nil},
	{"entry(Object,Object)", nil},
}

// mapStatics are Map.of, whose order in Java changes from run to run, so that no template can want it.
var mapStatics = func() []declaration {
	table := []declaration{{"of()", nil}}
	for pairs := 1; pairs <= 10; pairs++ {
		table = append(table, declaration{signature: "of(" + strings.Repeat("Object,", 2*pairs-1) + "Object)"})
	}
	return static(table)
}()

var entryMethods = []declaration{
	{"getKey()", func(_ *Budget, this Value, _ []Value) (Value, error) { return this.(*Entry).Key(), nil }},
	{"getValue()", func(_ *Budget, this Value, _ []Value) (Value, error) { return this.(*Entry).Value(), nil }},
	{"setValue(Object)", func(_ *Budget, this Value, a []Value) (Value, error) {
		e := this.(*Entry)
		old := e.Value()
		e.value = a[0]
		return old, nil
	}},
	{"comparingByKey()", nil}, {"comparingByKey(Comparator)", nil}, {"comparingByValue()", nil},
	{"comparingByValue(Comparator)", nil}, {"copyOf(Entry)", nil},
}

// onView makes a method of a function of what keySet, values or entrySet returned.
func onView(f func(b *Budget, v *View, a []Value) (Value, error)) function {
	return func(b *Budget, this Value, a []Value) (Value, error) { return f(b, this.(*View), a) }
}

var viewMethods = []declaration{
	{"size()", onView(func(_ *Budget, v *View, _ []Value) (Value, error) { return int32(v.of.Len()), nil })},
	{"isEmpty()", onView(func(_ *Budget, v *View, _ []Value) (Value, error) { return v.of.Len() == 0, nil })},
	{"contains(Object)", onView(func(b *Budget, v *View, a []Value) (Value, error) { return contains(b, v, a[0]) })},
	{"iterator()", onView(func(_ *Budget, v *View, _ []Value) (Value, error) { return newMapIterator(v), nil })},
	{"remove(Object)", onView(func(b *Budget, v *View, a []Value) (Value, error) {
		i, err := v.find(b, a[0])
		if i < 0 || err != nil {
			return false, err
		}
		_, err = v.of.dropAt(b, i)
		return true, err
	})},
	{"clear()", onView(func(_ *Budget, v *View, _ []Value) (Value, error) {
		v.of.clear()
		return Void{}, nil
	})},
	{"add(Object)", func(*Budget, Value, []Value) (Value, error) { return nil, unsupportedOperation() }},
	{"addAll(Collection)", onView(func(b *Budget, _ *View, a []Value) (Value, error) {
		items, err := elements(b, a[0])
		if err == nil && len(items) > 0 {
			err = unsupportedOperation()
		}
		return false, err
	})},
}

var viewNotOffered = append([]declaration{
	{"of()", nil}, {"of(Object)", nil}, {"of(Object,Object)", nil}, {"of(Object[])", nil}, {"copyOf(Collection)", nil},
}, listNotOffered...)
