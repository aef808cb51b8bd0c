package java

import (
	"math"
	"math/big"
)

// integral returns the value of a Byte, Short, Integer or Long.
func integral(v Value) (int64, bool) {
	switch v := v.(type) {
	case int32:
		return int64(v), true
	case int64:
		return v, true
	case int16:
		return int64(v), true
	case int8:
		return int64(v), true
	}
	return 0, false
}

// toDouble is Number.doubleValue.
func toDouble(v Value) float64 {
	switch v := v.(type) {
	case float64:
		return v
	case float32:
		return float64(v)
	case *big.Int:
		f, _ := new(big.Float).SetInt(v).Float64()
		return f
	case *Decimal:
		return v.double()
	}
	n, _ := integral(v)
	return float64(n)
}

// toLong is Number.longValue: doubles are cut at the range of long, larger integers lose their high bits.
func toLong(v Value) int64 {
	switch v := v.(type) {
	case float64:
		return cut(v)
	case float32:
		return cut(float64(v))
	case *big.Int:
		return lowBits(v)
	case *Decimal:
		return lowBits(v.integer())
	}
	n, _ := integral(v)
	return n
}

// toInt is Number.intValue.
func toInt(v Value) int32 {
	switch v := v.(type) {
	case float64:
		return cutInt(v)
	case float32:
		return cutInt(float64(v))
	}
	return int32(toLong(v))
}

// Int is Number.intValue of a number.
func Int(v Value) int { return int(toInt(v)) }

func cut(f float64) int64 {
	switch {
	case math.IsNaN(f):
		return 0
	case f >= math.MaxInt64:
		return math.MaxInt64
	case f <= math.MinInt64:
		return math.MinInt64
	}
	return int64(f)
}

func cutInt(f float64) int32 {
	return int32(min(max(cut(f), math.MinInt32), math.MaxInt32))
}

// lowBits is the value of the lowest 64 bits in two's complement.
func lowBits(n *big.Int) int64 {
	if n.IsInt64() {
		return n.Int64()
	}
	mask := new(big.Int).Lsh(big.NewInt(1), 64)
	return int64(new(big.Int).Mod(n, mask).Uint64())
}

// sized makes an integer of the smallest class, beginning with that of the larger operand, that holds n.
func sized(n int64, x, y Value) Value {
	switch max(wideningRank[classOf(x).Type], wideningRank[classOf(y).Type]) {
	case 1:
		if n >= math.MinInt8 && n <= math.MaxInt8 {
			return int8(n)
		}
		fallthrough
	case 2:
		if n >= math.MinInt16 && n <= math.MaxInt16 {
			return int16(n)
		}
		fallthrough
	case 3:
		if n >= math.MinInt32 && n <= math.MaxInt32 {
			return int32(n)
		}
	}
	return n
}

// Float is Number.doubleValue of a number.
func Float(v Value) float64 { return toDouble(v) }
