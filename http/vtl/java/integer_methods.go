package java

import (
	"cmp"
	"math/bits"
	"strconv"
)

var (
	integerClass = newClass(typeInteger, "Integer")
	longClass    = newClass(typeLong, "Long")
)

func init() {
	integerClass.declare(integerMethods, numberMethods, objectMethods)
	longClass.declare(longMethods, numberMethods, objectMethods)
	shortClass.declare(smallMethods[int16]("Short", "short", 16), numberMethods, objectMethods)
	byteClass.declare(smallMethods[int8]("Byte", "byte", 8), numberMethods, objectMethods)
}

// numberMethods are those of java.lang.Number.
var numberMethods = []declaration{
	{"intValue()", func(_ *Budget, this Value, _ []Value) (Value, error) { return toInt(this), nil }},
	{"longValue()", func(_ *Budget, this Value, _ []Value) (Value, error) { return toLong(this), nil }},
	{"doubleValue()", func(_ *Budget, this Value, _ []Value) (Value, error) { return toDouble(this), nil }},
	{"floatValue()", func(_ *Budget, this Value, _ []Value) (Value, error) {
		if n, ok := integral(this); ok {
			return float32(n), nil
		}
		return float32(toDouble(this)), nil
	}},
	{"shortValue()", func(_ *Budget, this Value, _ []Value) (Value, error) { return int16(toInt(this)), nil }},
	{"byteValue()", func(_ *Budget, this Value, _ []Value) (Value, error) { return int8(toInt(this)), nil }},
}

// comparableTo are the two compareTo of a class: the second is what Java calls with anything else, and it throws.
func comparableTo(class string) []declaration {
	return []declaration{
		{"compareTo(" + class + ")", func(b *Budget, this Value, a []Value) (Value, error) {
			if a[0] == nil {
				return nil, nullPointer()
			}
			return compareValues(b, this, a[0])
		}},
		{"compareTo(Object)", func(_ *Budget, _ Value, a []Value) (Value, error) {
			if a[0] == nil {
				return nil, nullPointer()
			}
			return nil, classCast()
		}},
	}
}

func compareValues(b *Budget, x, y Value) (Value, error) {
	switch x := x.(type) {
	case bool:
		return int32(boolOrder(x)) - int32(boolOrder(y.(bool))), nil
	case Char:
		return int32(x) - int32(y.(Char)), nil
	case int16:
		return int32(x) - int32(y.(int16)), nil
	case int8:
		return int32(x) - int32(y.(int8)), nil
	case float64, float32:
		return compareDoubles(toDouble(x), toDouble(y)), nil
	}
	n, err := CompareNumbers(b, x, y)
	return int32(n), err
}

func boolOrder(v bool) int {
	if v {
		return 1
	}
	return 0
}

// of1 and of2 make static methods of functions of one and two numbers of a class.
func of1[N, R any](f func(n N) R) function {
	return func(_ *Budget, _ Value, a []Value) (Value, error) { return f(a[0].(N)), nil }
}

func of2[N, M, R any](f func(m N, n M) R) function {
	return func(_ *Budget, _ Value, a []Value) (Value, error) { return f(a[0].(N), a[1].(M)), nil }
}

var integerMethods = append(static([]declaration{
	{"parseInt(String)", parsed(32, 10)}, {"valueOf(String)", parsed(32, 10)},
	{"parseInt(String,int)", parsedRadix(32)}, {"valueOf(String,int)", parsedRadix(32)},
	{"parseInt(CharSequence,int,int,int)", nil}, {"parseUnsignedInt(CharSequence,int,int,int)", nil},
	{"parseUnsignedInt(String)", parsedUnsigned(32)}, {"parseUnsignedInt(String,int)", parsedUnsigned(32)},
	{"decode(String)", decoded(32)}, {"getInteger(String)", nil}, {"getInteger(String,int)", nil},
	{"getInteger(String,Integer)", nil}, {"describeConstable()", nil},
	{"resolveConstantDesc(java.lang.invoke.MethodHandles.Lookup)", nil},
	{"valueOf(int)", of1(func(n int32) int32 { return n })},
	{"toString(int)", printFirst},
	{"toString(int,int)", func(_ *Budget, _ Value, a []Value) (Value, error) {
		return strconv.FormatInt(int64(a[0].(int32)), radix(a[1])), nil
	}},
	{"toHexString(int)", of1(func(n int32) string { return strconv.FormatUint(uint64(uint32(n)), 16) })},
	{"toOctalString(int)", of1(func(n int32) string { return strconv.FormatUint(uint64(uint32(n)), 8) })},
	{"toBinaryString(int)", of1(func(n int32) string { return strconv.FormatUint(uint64(uint32(n)), 2) })},
	{"toUnsignedString(int)", of1(func(n int32) string { return strconv.FormatUint(uint64(uint32(n)), 10) })},
	{"toUnsignedString(int,int)", of2(func(n, base int32) string { return strconv.FormatUint(uint64(uint32(n)), radix(base)) })},
	{"toUnsignedLong(int)", of1(func(n int32) int64 { return int64(uint32(n)) })},
	{"compare(int,int)", of2(func(m, n int32) int32 { return int32(order(m, n)) })},
	{"compareUnsigned(int,int)", of2(func(m, n int32) int32 { return int32(order(int64(uint32(m)), int64(uint32(n)))) })},
	{"max(int,int)", of2(func(m, n int32) int32 { return max(m, n) })},
	{"min(int,int)", of2(func(m, n int32) int32 { return min(m, n) })},
	{"sum(int,int)", of2(func(m, n int32) int32 { return m + n })},
	{"signum(int)", of1(func(n int32) int32 { return int32(order(n, 0)) })},
	{"bitCount(int)", of1(func(n int32) int32 { return int32(bits.OnesCount32(uint32(n))) })},
	{"reverse(int)", of1(func(n int32) int32 { return int32(bits.Reverse32(uint32(n))) })},
	{"reverseBytes(int)", of1(func(n int32) int32 { return int32(bits.ReverseBytes32(uint32(n))) })},
	{"rotateLeft(int,int)", of2(func(n, k int32) int32 { return int32(bits.RotateLeft32(uint32(n), int(k))) })},
	{"rotateRight(int,int)", of2(func(n, k int32) int32 { return int32(bits.RotateLeft32(uint32(n), -int(k))) })},
	{"highestOneBit(int)", of1(func(n int32) int32 { return int32(highestBit(uint64(uint32(n)))) })},
	{"lowestOneBit(int)", of1(func(n int32) int32 { return n & -n })},
	{"numberOfLeadingZeros(int)", of1(func(n int32) int32 { return int32(bits.LeadingZeros32(uint32(n))) })},
	{"numberOfTrailingZeros(int)", of1(func(n int32) int32 { return int32(bits.TrailingZeros32(uint32(n))) })},
	{"hashCode(int)", of1(func(n int32) int32 { return n })},
	{"divideUnsigned(int,int)", unlessDividedByZero(func(m, n uint32) uint32 { return m / n })},
	{"remainderUnsigned(int,int)", unlessDividedByZero(func(m, n uint32) uint32 { return m % n })},
}), comparableTo("Integer")...)

var longMethods = append(static([]declaration{
	{"parseLong(String)", parsed(64, 10)}, {"valueOf(String)", parsed(64, 10)},
	{"parseLong(String,int)", parsedRadix(64)}, {"valueOf(String,int)", parsedRadix(64)},
	{"parseLong(CharSequence,int,int,int)", nil}, {"parseUnsignedLong(CharSequence,int,int,int)", nil},
	{"parseUnsignedLong(String)", parsedUnsigned(64)}, {"parseUnsignedLong(String,int)", parsedUnsigned(64)},
	{"decode(String)", decoded(64)}, {"getLong(String)", nil}, {"getLong(String,long)", nil},
	{"getLong(String,Long)", nil}, {"describeConstable()", nil},
	{"resolveConstantDesc(java.lang.invoke.MethodHandles.Lookup)", nil},
	{"valueOf(long)", of1(func(n int64) int64 { return n })},
	{"toString(long)", printFirst},
	{"toString(long,int)", func(_ *Budget, _ Value, a []Value) (Value, error) {
		return strconv.FormatInt(a[0].(int64), radix(a[1])), nil
	}},
	{"toHexString(long)", of1(func(n int64) string { return strconv.FormatUint(uint64(n), 16) })},
	{"toOctalString(long)", of1(func(n int64) string { return strconv.FormatUint(uint64(n), 8) })},
	{"toBinaryString(long)", of1(func(n int64) string { return strconv.FormatUint(uint64(n), 2) })},
	{"toUnsignedString(long)", of1(func(n int64) string { return strconv.FormatUint(uint64(n), 10) })},
	{"toUnsignedString(long,int)", of2(func(n int64, base int32) string { return strconv.FormatUint(uint64(n), radix(base)) })},
	{"compare(long,long)", of2(func(m, n int64) int32 { return int32(order(m, n)) })},
	{"compareUnsigned(long,long)", of2(func(m, n int64) int32 { return int32(cmp.Compare(uint64(m), uint64(n))) })},
	{"divideUnsigned(long,long)", unlessDividedByZero(func(m, n uint64) uint64 { return m / n })},
	{"remainderUnsigned(long,long)", unlessDividedByZero(func(m, n uint64) uint64 { return m % n })},
	{"max(long,long)", of2(func(m, n int64) int64 { return max(m, n) })},
	{"min(long,long)", of2(func(m, n int64) int64 { return min(m, n) })},
	{"sum(long,long)", of2(func(m, n int64) int64 { return m + n })},
	{"signum(long)", of1(func(n int64) int32 { return int32(order(n, 0)) })},
	{"bitCount(long)", of1(func(n int64) int32 { return int32(bits.OnesCount64(uint64(n))) })},
	{"reverse(long)", of1(func(n int64) int64 { return int64(bits.Reverse64(uint64(n))) })},
	{"reverseBytes(long)", of1(func(n int64) int64 { return int64(bits.ReverseBytes64(uint64(n))) })},
	{"rotateLeft(long,int)", of2(func(n int64, k int32) int64 { return int64(bits.RotateLeft64(uint64(n), int(k))) })},
	{"rotateRight(long,int)", of2(func(n int64, k int32) int64 { return int64(bits.RotateLeft64(uint64(n), -int(k))) })},
	{"highestOneBit(long)", of1(func(n int64) int64 { return int64(highestBit(uint64(n))) })},
	{"lowestOneBit(long)", of1(func(n int64) int64 { return n & -n })},
	{"numberOfLeadingZeros(long)", of1(func(n int64) int32 { return int32(bits.LeadingZeros64(uint64(n))) })},
	{"numberOfTrailingZeros(long)", of1(func(n int64) int32 { return int32(bits.TrailingZeros64(uint64(n))) })},
	{"hashCode(long)", of1(func(n int64) int32 { return fold(uint64(n)) })},
}), comparableTo("Long")...)

func highestBit(n uint64) uint64 {
	if n == 0 {
		return 0
	}
	return 1 << (bits.Len64(n) - 1)
}

// radix is the base of a conversion to text; Java takes ten for those that it does not know.
func radix(v Value) int {
	if r := int(v.(int32)); r >= 2 && r <= 36 {
		return r
	}
	return 10
}

// unlessDividedByZero makes a method of an operation on two numbers that have no sign.
func unlessDividedByZero[N uint32 | uint64](f func(m, n N) N) function {
	return func(_ *Budget, _ Value, a []Value) (Value, error) {
		n := toLong(a[1])
		if n == 0 {
			return nil, arithmetic("/ by zero")
		}
		r := f(N(toLong(a[0])), N(n))
		if _, ok := a[0].(int32); ok {
			return int32(r), nil
		}
		return int64(r), nil
	}
}

// smallMethods are those of Short and Byte.
func smallMethods[N int8 | int16](class, prim string, size int) []declaration {
	return append(static([]declaration{
		{"parse" + class + "(String)", parsed(size, 10)}, {"valueOf(String)", parsed(size, 10)},
		{"parse" + class + "(String,int)", parsedRadix(size)}, {"valueOf(String,int)", parsedRadix(size)},
		{"decode(String)", decoded(size)},
		{"valueOf(" + prim + ")", of1(func(n N) N { return n })},
		{"toString(" + prim + ")", printFirst},
		{"hashCode(" + prim + ")", of1(func(n N) int32 { return int32(n) })},
		{"compare(" + prim + "," + prim + ")", of2(func(m, n N) int32 { return int32(m) - int32(n) })},
		{"compareUnsigned(" + prim + "," + prim + ")", nil}, {"describeConstable()", nil},
		{"reverseBytes(" + prim + ")", nil},
		{"toUnsignedInt(" + prim + ")", of1(func(n N) int32 { return int32(n) & (1<<size - 1) })},
		{"toUnsignedLong(" + prim + ")", of1(func(n N) int64 { return int64(n) & (1<<size - 1) })},
	}), comparableTo(class)...)
}
