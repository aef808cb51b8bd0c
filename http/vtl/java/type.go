package java

import "strings"

// Type is a Java class, interface, primitive or array as the rules of overloading see it.
type Type struct {
	name   string // as Class.getName gives it
	boxed  *Type  // the wrapper class of a primitive
	elem   *Type  // the component of an array
	supers []*Type
	rank   int // primitives only: which of them widen to which
}

func interfaceType(name string, supers ...*Type) *Type {
	return &Type{name: name, supers: supers}
}

// The classes and interfaces that appear in the signatures of the methods templates can reach.
var (
	typeObject        = &Type{name: "java.lang.Object"}
	typeSerializable  = interfaceType("java.io.Serializable", typeObject)
	typeComparable    = interfaceType("java.lang.Comparable", typeObject)
	typeCharSequence  = interfaceType("java.lang.CharSequence", typeObject)
	typeIterable      = interfaceType("java.lang.Iterable", typeObject)
	typeCollection    = interfaceType("java.util.Collection", typeIterable)
	typeListInterface = interfaceType("java.util.List", typeCollection)
	typeSet           = interfaceType("java.util.Set", typeCollection)
	typeMapInterface  = interfaceType("java.util.Map", typeObject)
	typeMapEntry      = interfaceType("java.util.Map$Entry", typeObject)
	typeIterator      = interfaceType("java.util.Iterator", typeObject)
	typeListIterator  = interfaceType("java.util.ListIterator", typeIterator)
	typeNumber        = interfaceType("java.lang.Number", typeObject, typeSerializable)
	typeString        = interfaceType("java.lang.String", typeCharSequence, typeComparable, typeSerializable)
	typeClassClass    = interfaceType("java.lang.Class", typeObject, typeSerializable)
	typeBoolean       = interfaceType("java.lang.Boolean", typeComparable, typeSerializable)
	typeCharacter     = interfaceType("java.lang.Character", typeComparable, typeSerializable)
	typeByte          = interfaceType("java.lang.Byte", typeNumber, typeComparable)
	typeShort         = interfaceType("java.lang.Short", typeNumber, typeComparable)
	typeInteger       = interfaceType("java.lang.Integer", typeNumber, typeComparable)
	typeLong          = interfaceType("java.lang.Long", typeNumber, typeComparable)
	typeFloat         = interfaceType("java.lang.Float", typeNumber, typeComparable)
	typeDouble        = interfaceType("java.lang.Double", typeNumber, typeComparable)
	typeBigInteger    = interfaceType("java.math.BigInteger", typeNumber, typeComparable)
	typeBigDecimal    = interfaceType("java.math.BigDecimal", typeNumber, typeComparable)

	primBoolean = &Type{name: "boolean", boxed: typeBoolean}
	primChar    = &Type{name: "char", boxed: typeCharacter}
	primByte    = &Type{name: "byte", boxed: typeByte, rank: 1}
	primShort   = &Type{name: "short", boxed: typeShort, rank: 2}
	primInt     = &Type{name: "int", boxed: typeInteger, rank: 3}
	primLong    = &Type{name: "long", boxed: typeLong, rank: 4}
	primFloat   = &Type{name: "float", boxed: typeFloat, rank: 5}
	primDouble  = &Type{name: "double", boxed: typeDouble, rank: 6}
)

var wideningRank = map[*Type]int{
	typeByte: 1, typeShort: 2, typeInteger: 3, typeLong: 4, typeFloat: 5, typeDouble: 6,
}

// namedTypes is how signatures in this package's tables name types. A name that is not here, such as a functional
// interface, is a type of which a template can have no value but null.
var namedTypes = map[string]*Type{
	"Object": typeObject, "Comparable": typeComparable, "CharSequence": typeCharSequence,
	"Iterable": typeIterable, "Collection": typeCollection, "List": typeListInterface, "Set": typeSet,
	"Map": typeMapInterface, "Entry": typeMapEntry, "Iterator": typeIterator, "Number": typeNumber,
	"String": typeString, "Class": typeClassClass, "Boolean": typeBoolean, "Character": typeCharacter,
	"Byte": typeByte, "Short": typeShort, "Integer": typeInteger, "Long": typeLong, "Float": typeFloat,
	"Double": typeDouble, "BigInteger": typeBigInteger, "BigDecimal": typeBigDecimal,
	"boolean": primBoolean, "char": primChar, "byte": primByte, "short": primShort, "int": primInt,
	"long": primLong, "float": primFloat, "double": primDouble,
}

var arrayTypes = map[*Type]*Type{
	typeObject: arrayOf(typeObject), typeString: arrayOf(typeString), primChar: arrayOf(primChar),
	primByte: arrayOf(primByte), typeCharSequence: arrayOf(typeCharSequence),
	typeBigInteger: arrayOf(typeBigInteger), typeMapEntry: arrayOf(typeMapEntry),
}

var primitiveCodes = map[*Type]string{
	primBoolean: "Z", primChar: "C", primByte: "B", primShort: "S", primInt: "I", primLong: "J",
	primFloat: "F", primDouble: "D",
}

func arrayOf(elem *Type) *Type {
	name := "[L" + elem.name + ";"
	if elem.boxed != nil {
		name = "[" + primitiveCodes[elem]
	}
	return &Type{name: name, elem: elem, supers: []*Type{typeObject, typeSerializable}}
}

func typeNamed(name string) *Type {
	if elem, ok := strings.CutSuffix(name, "[]"); ok {
		return arrayTypes[namedTypes[elem]]
	}
	if t := namedTypes[name]; t != nil {
		return t
	}
	return interfaceType(name, typeObject)
}

func (t *Type) primitive() bool { return t.boxed != nil }

// assignableFrom is Class.isAssignableFrom.
func (t *Type) assignableFrom(actual *Type) bool {
	if t == actual {
		return true
	}
	if t.elem != nil && actual.elem != nil {
		return !t.elem.primitive() && !actual.elem.primitive() && t.elem.assignableFrom(actual.elem)
	}
	for _, super := range actual.supers {
		if t.assignableFrom(super) {
			return true
		}
	}
	return false
}
