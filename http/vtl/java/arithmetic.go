package java

import (
	"math"
	"math/big"
)

// Operator is one of the five operators of #set.
type Operator byte

// The operators, each written as in a template.
const (
	Add      Operator = '+'
	Subtract Operator = '-'
	Multiply Operator = '*'
	Divide   Operator = '/'
	Modulo   Operator = '%'
)

// base is in which numbers an operation calculates.
type base int

const (
	baseLong base = iota
	baseFloat
	baseDouble
	baseBig
	baseDecimal
)

func baseOf(x, y Value) base {
	xInt, yInt := isInteger(x), isInteger(y)
	switch {
	case isDecimal(x) || isDecimal(y):
		return baseDecimal
	case (!xInt || !yInt) && (isBig(x) || isBig(y)):
		return baseDecimal
	case xInt && yInt && (isBig(x) || isBig(y)):
		return baseBig
	case xInt && yInt:
		return baseLong
	}
	_, xDouble := x.(float64)
	_, yDouble := y.(float64)
	if xDouble || yDouble {
		return baseDouble
	}
	return baseFloat
}

func isBig(v Value) bool { _, ok := v.(*big.Int); return ok }

func isDecimal(v Value) bool { _, ok := v.(*Decimal); return ok }

func isInteger(v Value) bool {
	_, ok := integral(v)
	return ok || isBig(v)
}

// Calculate applies an operator to two numbers as Velocity does: integers grow into the next larger class, and
// division by zero is nil.
func Calculate(b *Budget, op Operator, x, y Value) (Value, error) {
	if (op == Divide || op == Modulo) && zero(y) {
		return nil, nil
	}
	switch baseOf(x, y) {
	case baseLong:
		return calculateLong(op, x, y), nil
	case baseFloat:
		return float32(calculateDouble(op, toDouble(x), toDouble(y))), nil
	case baseDouble:
		return calculateDouble(op, toDouble(x), toDouble(y)), nil
	case baseBig:
		return calculateBig(b, op, toBig(x), toBig(y))
	}
	return calculateDecimal(b, op, x, y)
}

func zero(v Value) bool {
	switch v := v.(type) {
	case *big.Int:
		return v.Sign() == 0
	case *Decimal:
		return v.unscaled.Sign() == 0
	}
	return toDouble(v) == 0
}

func calculateLong(op Operator, x, y Value) Value {
	m, n := toLong(x), toLong(y)
	var r int64
	overflow := false
	switch op {
	case Add:
		r = m + n
		overflow = (r^m) < 0 && (r^n) < 0
	case Subtract:
		r = m - n
		overflow = (r^m) < 0 && (r^^n) < 0
	case Multiply:
		r = m * n
		overflow = n != 0 && r/n != m
	case Divide:
		r = m / n
	case Modulo:
		r = m % n
	}
	if overflow {
		return exactBig(op, big.NewInt(m), big.NewInt(n))
	}
	return sized(r, x, y)
}

func exactBig(op Operator, x, y *big.Int) *big.Int {
	switch op {
	case Add:
		return x.Add(x, y)
	case Subtract:
		return x.Sub(x, y)
	}
	return x.Mul(x, y)
}

func calculateDouble(op Operator, x, y float64) float64 {
	switch op {
	case Add:
		return x + y
	case Subtract:
		return x - y
	case Multiply:
		return x * y
	case Divide:
		return x / y
	}
	return math.Mod(x, y)
}

func toBig(v Value) *big.Int {
	if n, ok := v.(*big.Int); ok {
		return n
	}
	return big.NewInt(toLong(v))
}

func calculateBig(b *Budget, op Operator, x, y *big.Int) (Value, error) {
	if err := chargeBig(b, x, y); err != nil {
		return nil, err
	}
	switch op {
	case Divide:
		return new(big.Int).Quo(x, y), nil
	case Modulo:
		if y.Sign() < 0 {
			return nil, arithmetic("BigInteger: modulus not positive")
		}
		return new(big.Int).Mod(x, y), nil
	}
	return exactBig(op, new(big.Int).Set(x), y), nil
}

// chargeBig takes what an operation on two large numbers may cost.
func chargeBig(b *Budget, x, y *big.Int) error {
	wordsX, wordsY := x.BitLen()/64+1, y.BitLen()/64+1
	if err := b.Take(8 * (wordsX + wordsY)); err != nil {
		return err
	}
	return b.Spend(wordsX * wordsY / 64)
}

// CompareNumbers compares two numbers by value, across their classes. A NaN is equal to everything.
func CompareNumbers(b *Budget, x, y Value) (int, error) {
	switch baseOf(x, y) {
	case baseLong:
		return order(toLong(x), toLong(y)), nil
	case baseBig:
		return toBig(x).Cmp(toBig(y)), nil
	case baseDecimal:
		return compareDecimals(b, x, y)
	}
	return order(toDouble(x), toDouble(y)), nil
}

func order[N int64 | float64 | int32 | int](x, y N) int {
	switch {
	case x < y:
		return -1
	case x > y:
		return 1
	}
	return 0
}
