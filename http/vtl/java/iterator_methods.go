package java

var (
	listItrClass    = iteratorOf("java.util.ArrayList$Itr", "Itr")
	subListItrClass = iteratorOf("java.util.ArrayList$SubList$1", "")
	wrapperItrClass = iteratorOf("java.util.AbstractList$Itr", "Itr")
	mapItrClasses   = [...]*Class{
		keysPart:    iteratorOf("java.util.LinkedHashMap$LinkedKeyIterator", "LinkedKeyIterator"),
		valuesPart:  iteratorOf("java.util.LinkedHashMap$LinkedValueIterator", "LinkedValueIterator"),
		entriesPart: iteratorOf("java.util.LinkedHashMap$LinkedEntryIterator", "LinkedEntryIterator"),
	}
	listIteratorClass = newClass(interfaceType("java.util.ArrayList$ListItr", typeObject, typeListIterator), "ListItr")
	arrayClasses      = map[*Type]*Class{}
)

func iteratorOf(name, simple string) *Class {
	return newClass(interfaceType(name, typeObject, typeIterator), simple)
}

func (it *listIterator) class() *Class {
	switch it.of.(type) {
	case *SubList:
		return subListItrClass
	case *arrayWrapper:
		return wrapperItrClass
	}
	return listItrClass
}

func (it *mapIterator) class() *Class { return mapItrClasses[it.view.part] }

func init() {
	for _, c := range append(mapItrClasses[:], listItrClass, subListItrClass, wrapperItrClass) {
		c.declare(iteratorMethods, objectMethods)
	}
	listIteratorClass.declare(iteratorMethods, listIteratorMethods, objectMethods)
	for elem, t := range arrayTypes {
		c := newClass(t, elem.name[lastDot(elem.name)+1:]+"[]")
		c.declare(objectMethods)
		arrayClasses[elem] = c
	}
}

func lastDot(s string) int {
	for i := len(s) - 1; i >= 0; i-- {
		if s[i] == '.' {
			return i
		}
	}
	return -1
}

func arrayClass(a *Array) *Class { return arrayClasses[a.elem] }

var iteratorMethods = []declaration{
	{"hasNext()", func(_ *Budget, this Value, _ []Value) (Value, error) { return this.(Iterator).HasNext(), nil }},
	{"next()", func(_ *Budget, this Value, _ []Value) (Value, error) { return this.(Iterator).Next() }},
	{"remove()", func(b *Budget, this Value, _ []Value) (Value, error) {
		return Void{}, this.(Iterator).remove(b)
	}},
	{"forEachRemaining(java.util.function.Consumer)", nil},
}

var listIteratorMethods = []declaration{
	{"hasPrevious()", func(_ *Budget, this Value, _ []Value) (Value, error) { return this.(listed).next > 0, nil }},
	{"previous()", func(_ *Budget, this Value, _ []Value) (Value, error) { return this.(listed).previous() }},
	{"nextIndex()", func(_ *Budget, this Value, _ []Value) (Value, error) { return int32(this.(listed).next), nil }},
	{"previousIndex()", func(_ *Budget, this Value, _ []Value) (Value, error) {
		return int32(this.(listed).next) - 1, nil
	}},
	{"set(Object)", func(_ *Budget, this Value, a []Value) (Value, error) { return Void{}, this.(listed).set(a[0]) }},
	{"add(Object)", func(b *Budget, this Value, a []Value) (Value, error) { return Void{}, this.(listed).add(b, a[0]) }},
}
