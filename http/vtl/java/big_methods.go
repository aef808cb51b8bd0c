package java

import (
	"math"
	"math/big"
	"math/bits"
)

var (
	bigIntegerClass = newClass(typeBigInteger, "BigInteger")
	bigDecimalClass = newClass(typeBigDecimal, "BigDecimal")
)

func init() {
	bigIntegerClass.declare(bigMethods, numberMethods, objectMethods)
	bigDecimalClass.declare(decimalMethods, numberMethods, objectMethods)
}

// ofBig makes a method of a function of two large integers.
func ofBig(f func(x, y *big.Int) (Value, error)) function {
	return func(b *Budget, this Value, a []Value) (Value, error) {
		y, ok := a[0].(*big.Int)
		if !ok {
			return nil, nullPointer()
		}
		if err := chargeBig(b, this.(*big.Int), y); err != nil {
			return nil, err
		}
		return f(this.(*big.Int), y)
	}
}

// always drops the error of a function that has none.
func always(f func(z, x, y *big.Int) *big.Int) function {
	return ofBig(func(x, y *big.Int) (Value, error) { return f(new(big.Int), x, y), nil })
}

func unlessZero(f func(z, x, y *big.Int) *big.Int) function {
	return ofBig(func(x, y *big.Int) (Value, error) {
		if y.Sign() == 0 {
			return nil, arithmetic("BigInteger divide by zero")
		}
		return f(new(big.Int), x, y), nil
	})
}

// ofOne makes a method of a function of a large integer alone.
func ofOne[R any](f func(x *big.Int) R) function {
	return func(b *Budget, this Value, _ []Value) (Value, error) {
		x := this.(*big.Int)
		return f(x), b.Take(x.BitLen() / 8)
	}
}

// shifted makes a method of a shift, whose size the argument says.
func shifted(left bool) function {
	return func(b *Budget, this Value, a []Value) (Value, error) {
		x, n := this.(*big.Int), int(a[0].(int32))
		if !left {
			n = -n
		}
		if n < 0 {
			return new(big.Int).Rsh(x, uint(-n)), b.Take(x.BitLen() / 8)
		}
		if err := b.Take((x.BitLen() + n) / 8); err != nil {
			return nil, err
		}
		return new(big.Int).Lsh(x, uint(n)), nil
	}
}

// changedBit makes setBit, clearBit or flipBit.
func changedBit(bit func(old uint) uint) function {
	return func(b *Budget, this Value, a []Value) (Value, error) {
		x, n := this.(*big.Int), int(a[0].(int32))
		if n < 0 {
			return nil, arithmetic("Negative bit address")
		}
		if err := b.Take((x.BitLen() + n) / 8); err != nil {
			return nil, err
		}
		return new(big.Int).SetBit(x, n, bit(x.Bit(n))), nil
	}
}

var bigMethods = append([]declaration{
	{"add(BigInteger)", always((*big.Int).Add)}, {"subtract(BigInteger)", always((*big.Int).Sub)},
	{"multiply(BigInteger)", always((*big.Int).Mul)}, {"and(BigInteger)", always((*big.Int).And)},
	{"or(BigInteger)", always((*big.Int).Or)}, {"xor(BigInteger)", always((*big.Int).Xor)},
	{"andNot(BigInteger)", always((*big.Int).AndNot)},
	{"gcd(BigInteger)", always(func(z, x, y *big.Int) *big.Int {
		return z.GCD(nil, nil, new(big.Int).Abs(x), new(big.Int).Abs(y))
	})},
	{"divide(BigInteger)", unlessZero((*big.Int).Quo)}, {"remainder(BigInteger)", unlessZero((*big.Int).Rem)},
	{"mod(BigInteger)", ofBig(func(x, y *big.Int) (Value, error) {
		if y.Sign() <= 0 {
			return nil, arithmetic("BigInteger: modulus not positive")
		}
		return new(big.Int).Mod(x, y), nil
	})},
	{"divideAndRemainder(BigInteger)", ofBig(func(x, y *big.Int) (Value, error) {
		if y.Sign() == 0 {
			return nil, arithmetic("BigInteger divide by zero")
		}
		q, r := new(big.Int).QuoRem(x, y, new(big.Int))
		return &Array{elem: typeBigInteger, Items: []Value{q, r}}, nil
	})},
	{"max(BigInteger)", ofBig(func(x, y *big.Int) (Value, error) {
		if x.Cmp(y) > 0 {
			return x, nil
		}
		return y, nil
	})},
	{"min(BigInteger)", ofBig(func(x, y *big.Int) (Value, error) {
		if x.Cmp(y) < 0 {
			return x, nil
		}
		return y, nil
	})},
	{"pow(int)", func(b *Budget, this Value, a []Value) (Value, error) {
		x, n := this.(*big.Int), a[0].(int32)
		if n < 0 {
			return nil, arithmetic("Negative exponent")
		}
		words := x.BitLen()*int(n)/64 + 1
		if err := b.Take(8 * words); err != nil {
			return nil, err
		}
		if err := b.Spend(words / 64 * words); err != nil {
			return nil, err
		}
		return new(big.Int).Exp(x, big.NewInt(int64(n)), nil), nil
	}},
	{"abs()", ofOne(func(x *big.Int) *big.Int { return new(big.Int).Abs(x) })},
	{"negate()", ofOne(func(x *big.Int) *big.Int { return new(big.Int).Neg(x) })},
	{"not()", ofOne(func(x *big.Int) *big.Int { return new(big.Int).Not(x) })},
	{"signum()", ofOne(func(x *big.Int) int32 { return int32(x.Sign()) })},
	{"bitLength()", ofOne(func(x *big.Int) int32 {
		if x.Sign() < 0 {
			return int32(new(big.Int).Not(x).BitLen())
		}
		return int32(x.BitLen())
	})},
	{"getLowestSetBit()", ofOne(func(x *big.Int) int32 {
		if x.Sign() == 0 {
			return -1
		}
		return int32(x.TrailingZeroBits())
	})},
	{"sqrt()", func(b *Budget, this Value, _ []Value) (Value, error) {
		x := this.(*big.Int)
		if x.Sign() < 0 {
			return nil, arithmetic("Negative BigInteger")
		}
		return new(big.Int).Sqrt(x), chargeBig(b, x, x)
	}},
	{"shiftLeft(int)", shifted(true)}, {"shiftRight(int)", shifted(false)},
	{"setBit(int)", changedBit(func(uint) uint { return 1 })},
	{"clearBit(int)", changedBit(func(uint) uint { return 0 })},
	{"flipBit(int)", changedBit(func(old uint) uint { return 1 - old })},
	{"testBit(int)", func(_ *Budget, this Value, a []Value) (Value, error) {
		n := int(a[0].(int32))
		if n < 0 {
			return nil, arithmetic("Negative bit address")
		}
		return this.(*big.Int).Bit(n) == 1, nil
	}},
	{"toString(int)", func(b *Budget, this Value, a []Value) (Value, error) {
		x := this.(*big.Int)
		if err := b.Take(x.BitLen()); err != nil {
			return nil, err
		}
		return x.Text(radix(a[0])), nil
	}},
	{staticMark + "valueOf(long)", of1(func(n int64) *big.Int { return big.NewInt(n) })},
	{"intValueExact()", exactly(math.MinInt32, math.MaxInt32, func(n int64) Value { return int32(n) })},
	{"longValueExact()", exactly(math.MinInt64, math.MaxInt64, func(n int64) Value { return n })},
	{"shortValueExact()", exactly(math.MinInt16, math.MaxInt16, func(n int64) Value { return int16(n) })},
	{"byteValueExact()", exactly(math.MinInt8, math.MaxInt8, func(n int64) Value { return int8(n) })},
	{"bitCount()", ofOne(func(x *big.Int) int32 {
		if x.Sign() < 0 {
			x = new(big.Int).Not(x)
		}
		n := 0
		for _, word := range x.Bits() {
			n += bits.OnesCount(uint(word))
		}
		return int32(n)
	})},
	{"isProbablePrime(int)", nil}, {"modInverse(BigInteger)", nil}, {"modPow(BigInteger,BigInteger)", nil},
	{"nextProbablePrime()", nil}, {"probablePrime(int,Random)", nil}, {"sqrtAndRemainder()", nil},
	{"toByteArray()", nil},
}, comparableTo("BigInteger")...)

func exactly(least, most int64, as func(n int64) Value) function {
	return func(_ *Budget, this Value, _ []Value) (Value, error) {
		x := this.(*big.Int)
		if !x.IsInt64() || x.Int64() < least || x.Int64() > most {
			return nil, arithmetic("BigInteger out of range")
		}
		return as(x.Int64()), nil
	}
}

// decimalMethods are what templates are likely to ask of a BigDecimal, which only sums of a double and a
// BigInteger are.
var decimalMethods = append([]declaration{
	{"toPlainString()", func(b *Budget, this Value, _ []Value) (Value, error) {
		s := this.(*Decimal).plain()
		return s, b.Take(len(s))
	}},
	{"scale()", func(_ *Budget, this Value, _ []Value) (Value, error) { return this.(*Decimal).scale, nil }},
	{"precision()", func(_ *Budget, this Value, _ []Value) (Value, error) {
		return int32(len(new(big.Int).Abs(this.(*Decimal).unscaled).String())), nil
	}},
	{"signum()", func(_ *Budget, this Value, _ []Value) (Value, error) {
		return int32(this.(*Decimal).unscaled.Sign()), nil
	}},
	{"toBigInteger()", func(_ *Budget, this Value, _ []Value) (Value, error) { return this.(*Decimal).integer(), nil }},
	{"unscaledValue()", func(_ *Budget, this Value, _ []Value) (Value, error) { return this.(*Decimal).unscaled, nil }},
	{"negate()", func(_ *Budget, this Value, _ []Value) (Value, error) {
		d := this.(*Decimal)
		return &Decimal{unscaled: new(big.Int).Neg(d.unscaled), scale: d.scale}, nil
	}},
	{"abs()", func(_ *Budget, this Value, _ []Value) (Value, error) {
		d := this.(*Decimal)
		return &Decimal{unscaled: new(big.Int).Abs(d.unscaled), scale: d.scale}, nil
	}},
	{"add(BigDecimal)", ofDecimals(Add)}, {"subtract(BigDecimal)", ofDecimals(Subtract)},
	{"multiply(BigDecimal)", ofDecimals(Multiply)},
	{"setScale(int)", nil}, {"setScale(int,int)", nil}, {"divide(BigDecimal)", nil}, {"pow(int)", nil},
	{"remainder(BigDecimal)", nil}, {"stripTrailingZeros()", nil}, {"toEngineeringString()", nil},
	{"movePointLeft(int)", nil}, {"movePointRight(int)", nil},
}, comparableTo("BigDecimal")...)

func ofDecimals(op Operator) function {
	return func(b *Budget, this Value, a []Value) (Value, error) {
		if a[0] == nil {
			return nil, nullPointer()
		}
		return calculateDecimal(b, op, this, a[0])
	}
}
