package java

import "math/big"

// classOf gives the class of a value that is not null.
func classOf(v Value) *Class {
	switch v := v.(type) {
	case string:
		return stringClass
	case *Map:
		return mapClass
	case *List:
		return v.class()
	case int32:
		return integerClass
	case int64:
		return longClass
	case bool:
		return booleanClass
	case float64:
		return doubleClass
	case *Entry:
		return entryClass
	case *View:
		return v.class()
	case *Array:
		return arrayClass(v)
	case *SubList:
		return subListClass
	case *arrayWrapper:
		return arrayWrapperClass
	case Char:
		return characterClass
	case *big.Int:
		return bigIntegerClass
	case *Decimal:
		return bigDecimalClass
	case float32:
		return floatClass
	case int16:
		return shortClass
	case int8:
		return byteClass
	case listed:
		return listIteratorClass
	case Iterator:
		return v.class()
	case *Class:
		return classClass
	}
	return hostClass
}

// typesOf gives the classes of arguments, nil for null, in room if it is large enough.
func typesOf(args []Value, room []*Type) []*Type {
	room = room[:0]
	for _, a := range args {
		if a == nil {
			room = append(room, nil)
			continue
		}
		room = append(room, classOf(a).Type)
	}
	return room
}

// Invoke calls the method that Velocity would find for a name and arguments. False means that there is none. A
// method without a result returns [Void]. The error is an [*Exception], or a limit of the budget.
func Invoke(b *Budget, this Value, name string, args []Value) (Value, bool, error) {
	switch host := this.(type) {
	case nil:
		return nil, false, nil
	case Object:
		return host.Call(b, name, args)
	}
	var room [4]*Type
	types := typesOf(args, room[:])
	if m := classOf(this).ready().find(name, types); m != nil {
		v, err := m.invoke(b, this, args)
		return v, true, err
	}
	return invokeIndirect(b, this, name, args, types)
}

// invokeIndirect finds the methods of java.util.AbstractList for arrays, and static ones for classes.
func invokeIndirect(b *Budget, this Value, name string, args []Value, types []*Type) (Value, bool, error) {
	var m *method
	switch v := this.(type) {
	case *Array:
		m, this = arrayWrapperClass.ready().find(name, types), &arrayWrapper{v}
	case *Class:
		m = v.ready().find(name, types)
		if m != nil && !m.static {
			return nil, true, illegalArgument("object is not an instance of declaring class")
		}
	}
	if m == nil {
		return nil, false, nil
	}
	v, err := m.invoke(b, this, args)
	return v, true, err
}

func (m *method) invoke(b *Budget, this Value, args []Value) (Value, error) {
	if err := b.Spend(1 + lengths(this, args)/32); err != nil {
		return nil, err
	}
	if m.variadic() {
		args = m.collect(args)
	}
	if len(args) != len(m.params) {
		return nil, illegalArgument("wrong number of arguments")
	}
	for i, p := range m.params {
		if p.rank > 0 {
			args[i] = widen(args[i], p)
		}
	}
	return m.body(b, this, args)
}

// lengths is how long the strings of a call are: to look at them is what most methods of strings begin with.
func lengths(this Value, args []Value) int {
	s, _ := this.(string)
	n := len(s)
	for _, a := range args {
		if s, ok := a.(string); ok {
			n += len(s)
		}
	}
	return n
}

// collect puts the arguments of a variadic parameter into an array.
func (m *method) collect(args []Value) []Value {
	last := len(m.params) - 1
	elem := m.params[last].elem
	if len(args) < last {
		return args
	}
	if len(args) == last+1 {
		if args[last] == nil {
			return args
		}
		t := classOf(args[last]).Type
		if t.elem != nil || !convertible(elem, t, false) {
			return args
		}
	}
	rest := append(make([]Value, 0, len(args)-last), args[last:]...)
	return append(append(make([]Value, 0, last+1), args[:last]...), &Array{elem: elem, Items: rest})
}

// widen converts an argument to a wider primitive parameter, as Method.invoke does.
func widen(v Value, to *Type) Value {
	switch to {
	case primShort:
		if n, ok := v.(int8); ok {
			return int16(n)
		}
	case primInt:
		if n, ok := integral(v); ok {
			return int32(n)
		}
	case primLong:
		if n, ok := integral(v); ok {
			return n
		}
	case primFloat:
		return float32(toDouble(v))
	case primDouble:
		return toDouble(v)
	}
	return v
}

// Property reads a property as Velocity does: a getter, the key of a map, or an is-method. False means that there
// is no such property.
func Property(b *Budget, this Value, name string) (Value, bool, error) {
	switch v := this.(type) {
	case *Map:
		if name == "class" || name == "Class" {
			return mapClass, true, nil
		}
		value := v.Get(name)
		return value, true, nil
	case Object:
		value, ok := v.Property(name)
		return value, ok, nil
	case nil:
		return nil, false, nil
	}
	m := classOf(this).ready().getters[name]
	if m == nil {
		return nil, false, nil
	}
	value, err := m.invoke(b, this, nil)
	return value, true, err
}

// SetProperty sets a property by a setter, as the key of a map or with a method put(String, …). False means that
// there is no way to set it.
func SetProperty(b *Budget, this Value, name string, value Value) (bool, error) {
	if m, ok := this.(*Map); ok {
		return true, m.put(b, name, value)
	}
	if _, ok := this.(*Class); ok { // whose static methods are not its own
		return false, nil
	}
	for _, setter := range []string{"set" + name, "set" + toggleFirst(name)} {
		if _, ok, err := Invoke(b, this, setter, []Value{value}); ok || err != nil {
			return ok, err
		}
	}
	_, ok, err := Invoke(b, this, "put", []Value{name, value})
	return ok, err
}

// SameClass tells whether two values, neither of them null, have the same class.
func SameClass(x, y Value) bool {
	if x == nil || y == nil {
		return false
	}
	a, b := classOf(x), classOf(y)
	return a == b && a != hostClass || a == hostClass && identical(x, y)
}
