package java

import (
	"math"
	"strconv"
	"strings"
)

var (
	doubleClass = newClass(typeDouble, "Double")
	floatClass  = newClass(typeFloat, "Float")
	shortClass  = newClass(typeShort, "Short")
	byteClass   = newClass(typeByte, "Byte")
)

func init() {
	doubleClass.declare(doubleMethods, fractionMethods, numberMethods, objectMethods)
	floatClass.declare(floatMethods, fractionMethods, numberMethods, objectMethods)
}

// compareDoubles is Double.compare: -0.0 is less than 0.0 and NaN is greater than all.
func compareDoubles(x, y float64) int32 {
	switch {
	case x < y:
		return -1
	case x > y:
		return 1
	}
	return int32(order(int64(doubleBits(x)), int64(doubleBits(y))))
}

func doubleMax(x, y float64) float64 { return math.Max(x, y) }

func doubleMin(x, y float64) float64 { return math.Min(x, y) }

// fractionMethods are those that Double and Float have of a number alone.
var fractionMethods = []declaration{
	{"isNaN()", func(_ *Budget, this Value, _ []Value) (Value, error) { return math.IsNaN(toDouble(this)), nil }},
	{"isInfinite()", func(_ *Budget, this Value, _ []Value) (Value, error) {
		return math.IsInf(toDouble(this), 0), nil
	}},
}

var doubleMethods = append(static([]declaration{
	{"parseDouble(String)", parsedDouble}, {"valueOf(String)", parsedDouble},
	{"valueOf(double)", of1(func(f float64) float64 { return f })},
	{"toString(double)", printFirst},
	{"toHexString(double)", of1(hexDouble)},
	{"isNaN(double)", of1(math.IsNaN)},
	{"isInfinite(double)", of1(func(f float64) bool { return math.IsInf(f, 0) })},
	{"isFinite(double)", of1(func(f float64) bool { return !math.IsInf(f, 0) && !math.IsNaN(f) })},
	{"compare(double,double)", of2(compareDoubles)},
	{"max(double,double)", of2(doubleMax)},
	{"min(double,double)", of2(doubleMin)},
	{"sum(double,double)", of2(func(x, y float64) float64 { return x + y })},
	{"hashCode(double)", of1(func(f float64) int32 { return fold(doubleBits(f)) })},
	{"doubleToLongBits(double)", of1(func(f float64) int64 { return int64(doubleBits(f)) })},
	{"doubleToRawLongBits(double)", of1(func(f float64) int64 { return int64(math.Float64bits(f)) })},
	{"longBitsToDouble(long)", of1(func(n int64) float64 { return math.Float64frombits(uint64(n)) })},
	{"describeConstable()", nil}, {"resolveConstantDesc(java.lang.invoke.MethodHandles.Lookup)", nil},
}), comparableTo("Double")...)

func parsedDouble(_ *Budget, _ Value, a []Value) (Value, error) {
	f, err := parseDouble(a[0])
	return f, err
}

// hexDouble is Double.toHexString: 0x1.8p1.
func hexDouble(f float64) string {
	if special, ok := specialNumber(f); ok {
		return strings.Replace(special, "0.0", "0x0.0p0", 1)
	}
	s := strconv.FormatFloat(f, 'x', -1, 64)
	mantissa, exponent, _ := strings.Cut(s, "p")
	if !strings.Contains(mantissa, ".") {
		mantissa += ".0"
	}
	n, _ := strconv.Atoi(exponent)
	return mantissa + "p" + strconv.Itoa(n)
}

var floatMethods = append(static([]declaration{
	{"parseFloat(String)", parsedFloat}, {"valueOf(String)", parsedFloat},
	{"valueOf(float)", of1(func(f float32) float32 { return f })},
	{"toString(float)", printFirst}, {"toHexString(float)", nil},
	{"isNaN(float)", of1(func(f float32) bool { return f != f })},
	{"isInfinite(float)", of1(func(f float32) bool { return math.IsInf(float64(f), 0) })},
	{"isFinite(float)", of1(func(f float32) bool { return !math.IsInf(float64(f), 0) && f == f })},
	{"compare(float,float)", of2(func(x, y float32) int32 { return compareDoubles(float64(x), float64(y)) })},
	{"max(float,float)", of2(func(x, y float32) float32 { return float32(math.Max(float64(x), float64(y))) })},
	{"min(float,float)", of2(func(x, y float32) float32 { return float32(math.Min(float64(x), float64(y))) })},
	{"sum(float,float)", of2(func(x, y float32) float32 { return x + y })},
	{"hashCode(float)", of1(func(f float32) int32 { return int32(math.Float32bits(f)) })},
	{"floatToIntBits(float)", of1(func(f float32) int32 { return int32(math.Float32bits(f)) })},
	{"floatToRawIntBits(float)", of1(func(f float32) int32 { return int32(math.Float32bits(f)) })},
	{"intBitsToFloat(int)", of1(func(n int32) float32 { return math.Float32frombits(uint32(n)) })},
}), comparableTo("Float")...)

func parsedFloat(_ *Budget, _ Value, a []Value) (Value, error) {
	if _, err := parseDouble(a[0]); err != nil {
		return nil, err
	}
	s := strings.TrimRight(strings.TrimFunc(a[0].(string), func(r rune) bool { return r <= ' ' }), "dDfF")
	f, err := strconv.ParseFloat(s, 32)
	if err != nil && !math.IsInf(f, 0) {
		f, err = parseDouble(a[0])
		return float32(f), err
	}
	return float32(f), nil
}
