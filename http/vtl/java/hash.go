package java

import (
	"math"
	"math/big"
)

// HashCode is Object.hashCode, an Integer. What Java hashes by its address is 1 here.
func HashCode(b *Budget, v Value) (Value, error) {
	h := hasher{b: b}
	n, err := h.hash(v)
	return n, err
}

type hasher struct {
	b     *Budget
	depth int
}

func (h *hasher) hash(v Value) (int32, error) {
	switch v := v.(type) {
	case nil:
		return 0, nil
	case string:
		return hashString(v), h.b.Spend(len(v) >> 6)
	case bool:
		return hashBool(v), nil
	case Char:
		return int32(v), nil
	case int32:
		return v, nil
	case int16:
		return int32(v), nil
	case int8:
		return int32(v), nil
	case int64:
		return fold(uint64(v)), nil
	case float64:
		return fold(doubleBits(v)), nil
	case float32:
		return int32(math.Float32bits(v)), nil
	case *big.Int:
		return hashBig(v), nil
	case *Decimal:
		return 31*hashBig(v.unscaled) + v.scale, nil
	case *Map, *List, *SubList, *arrayWrapper, *View, *Entry:
		if h.depth++; h.depth > maxNesting {
			return 0, stackOverflow()
		}
		defer func() { h.depth-- }()
		return h.hashDeep(v)
	}
	return 1, nil
}

func (h *hasher) hashDeep(v Value) (int32, error) {
	switch v := v.(type) {
	case *Map:
		return h.sum(&View{of: v, part: entriesPart})
	case *View:
		if v.set() {
			return h.sum(v)
		}
		return 1, nil
	case *Entry:
		k, err := h.hash(v.Key())
		if err != nil {
			return 0, err
		}
		x, err := h.hash(v.Value())
		return k ^ x, err
	case sequence:
		return h.hashSequence(v)
	}
	return 1, nil
}

func (h *hasher) hashSequence(s sequence) (int32, error) {
	if err := checkSequence(s); err != nil {
		return 0, err
	}
	n := int32(1)
	for i := range s.Len() {
		if err := h.b.Spend(1); err != nil {
			return 0, err
		}
		x, err := h.hash(s.At(i))
		if err != nil {
			return 0, err
		}
		n = 31*n + x
	}
	return n, nil
}

// sum is the hash of a set.
func (h *hasher) sum(v *View) (int32, error) {
	var n int32
	for _, e := range v.of.entries {
		if err := h.b.Spend(1); err != nil {
			return 0, err
		}
		x, err := h.hash(v.show(e))
		if err != nil {
			return 0, err
		}
		n += x
	}
	return n, nil
}

func fold(n uint64) int32 { return int32(n ^ n>>32) }

func hashBool(v bool) int32 {
	if v {
		return 1231
	}
	return 1237
}

func hashString(s string) int32 {
	var n int32
	for u := range units(s) {
		n = 31*n + int32(u)
	}
	return n
}

// hashBig combines the magnitude's 32-bit words, the highest first.
func hashBig(v *big.Int) int32 {
	var n int32
	for shift := (v.BitLen() + 31) / 32 * 32; shift > 0; shift -= 32 {
		word := new(big.Int).Rsh(new(big.Int).Abs(v), uint(shift-32))
		n = 31*n + int32(uint32(word.Uint64()))
	}
	return n * int32(v.Sign())
}
