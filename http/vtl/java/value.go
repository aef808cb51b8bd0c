package java

import "math/big"

// Value is any of the Go types that the package comment lists, or one of the collections below.
type Value = any

// Char is java.lang.Character: one UTF-16 unit.
type Char uint16

// Void is what a method without a result returns. Velocity prints it as nothing.
type Void struct{}

// Lazy is a value in a [Map] (or a variable) that is computed when it is first read.
type Lazy func() Value

// Object is a value whose properties and methods the host gives. If it is also a fmt.Stringer, that is how it
// prints.
type Object interface {
	// Property returns the named property; false means that there is none.
	Property(name string) (Value, bool)
	// Call runs the named method. False means that there is no such method for these arguments.
	Call(b *Budget, name string, args []Value) (Value, bool, error)
}

// Texter is an [Object] whose text has to be made, and may turn out to be null.
type Texter interface {
	Text() (text string, null bool, err error)
}

// Array is a Java array. Its elements all have the class Elem.
type Array struct {
	elem  *Type
	Items []Value
}

// Strings returns a String[].
func Strings(items []string) *Array {
	values := make([]Value, len(items))
	for i, s := range items {
		values[i] = s
	}
	return &Array{elem: typeString, Items: values}
}

// Number tells whether v is one of Java's numbers.
func Number(v Value) bool {
	switch v.(type) {
	case int32, int64, float64, float32, int16, int8, *big.Int, *Decimal:
		return true
	}
	return false
}
