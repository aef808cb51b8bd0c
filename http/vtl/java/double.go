package java

import (
	"math"
	"math/big"
	"math/bits"
	"strconv"
)

// Java up to version 18 does not always print the shortest digits that read back as the same double, and templates
// show what it prints. So the digits are made here step by step as sun's FloatingDecimal defines them: B/S is the
// number, M/S half the distance to its neighbour, and digits come until they tell it from both neighbours.

// shiftOfMantissa is how many bits of a double's mantissa are stored.
const shiftOfMantissa = 52

// fiveBits is how many bits each power of five takes.
var fiveBits = [...]int{0, 3, 5, 7, 10, 12, 14, 17, 19, 21, 24, 26, 28, 31, 33, 35, 38, 40, 42, 45, 47, 49, 52, 54, 56, 59, 61}

// vainDigits is how many decimal digits of an integer mean nothing, by how many of its low bits do.
var vainDigits = [...]int{
	0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 5, 5, 5, 6, 6, 6, 6, 7, 7, 7, 8, 8, 8, 9, 9, 9, 9, 10, 10, 10, 11,
	11, 11,
}

// decimal is 0.digits times ten to the exponent.
type decimal struct {
	digits   []byte
	exponent int
}

func appendDouble(dst []byte, f float64) []byte {
	raw := math.Float64bits(f)
	fraction := raw & (1<<shiftOfMantissa - 1)
	exponent := int(raw >> shiftOfMantissa & 0x7FF)
	if special, ok := specialNumber(f); ok {
		return append(dst, special...)
	}
	significant := shiftOfMantissa + 1
	if exponent == 0 {
		zeros := bits.LeadingZeros64(fraction)
		shift := zeros - (63 - shiftOfMantissa)
		fraction <<= shift
		exponent, significant = 1-shift, 64-zeros
	} else {
		fraction |= 1 << shiftOfMantissa
	}
	return newDecimal(exponent-1023, fraction, significant).append(sign(dst, f < 0))
}

func appendFloat(dst []byte, f float32) []byte {
	raw := math.Float32bits(f)
	fraction := raw & (1<<23 - 1)
	exponent := int(raw >> 23 & 0xFF)
	if special, ok := specialNumber(float64(f)); ok {
		return append(dst, special...)
	}
	significant := 24
	if exponent == 0 {
		zeros := bits.LeadingZeros32(fraction)
		shift := zeros - (31 - 23)
		fraction <<= shift
		exponent, significant = 1-shift, 32-zeros
	} else {
		fraction |= 1 << 23
	}
	return newDecimal(exponent-127, uint64(fraction)<<(shiftOfMantissa-23), significant).append(sign(dst, f < 0))
}

func specialNumber(f float64) (string, bool) {
	switch {
	case math.IsNaN(f):
		return "NaN", true
	case math.IsInf(f, 1):
		return "Infinity", true
	case math.IsInf(f, -1):
		return "-Infinity", true
	case f == 0 && math.Signbit(f):
		return "-0.0", true
	case f == 0:
		return "0.0", true
	}
	return "", false
}

func sign(dst []byte, negative bool) []byte {
	if negative {
		return append(dst, '-')
	}
	return dst
}

// newDecimal finds the digits of a mantissa, whose highest bit is bit 52, times two to the exponent.
func newDecimal(exponent int, fraction uint64, significant int) *decimal {
	tail := bits.TrailingZeros64(fraction)
	width := shiftOfMantissa + 1 - tail
	tiny := max(0, width-exponent-1)
	if tiny == 0 && exponent <= 62 && exponent >= -21 && width < 64 {
		return integerDecimal(exponent, fraction, significant)
	}
	return fractionDecimal(exponent, fraction>>tail, width, tiny, significant)
}

func integerDecimal(exponent int, fraction uint64, significant int) *decimal {
	vain := 0
	if p := exponent - significant - 1; exponent > significant && p > 1 {
		vain = vainDigits[p]
	}
	if exponent >= shiftOfMantissa {
		fraction <<= exponent - shiftOfMantissa
	} else {
		fraction >>= shiftOfMantissa - exponent
	}
	d := &decimal{}
	if vain > 0 {
		ten := uint64(math.Pow10(vain))
		rest := fraction % ten
		fraction /= ten
		if rest >= ten/2 {
			fraction++
		}
	}
	d.digits = strconv.AppendUint(nil, fraction, 10)
	d.exponent = len(d.digits) + vain
	for len(d.digits) > 1 && d.digits[len(d.digits)-1] == '0' {
		d.digits = d.digits[:len(d.digits)-1]
	}
	return d
}

// scale holds the powers of two and five in B, S and M.
type scale struct{ b2, b5, s2, s5, m2, m5 int }

func newScale(decExp, exponent, width, tiny, significant int) scale {
	var s scale
	s.b5 = max(0, -decExp)
	s.b2 = s.b5 + tiny + exponent
	s.s5 = max(0, decExp)
	s.s2 = s.s5 + tiny
	s.m5 = s.b5
	s.m2 = s.b2 - significant
	s.b2 -= width - 1
	common := min(s.b2, s.s2)
	s.b2, s.s2, s.m2 = s.b2-common, s.s2-common, s.m2-common
	if width == 1 { // the neighbour below a power of two is only half as far
		s.m2--
	}
	if s.m2 < 0 {
		s.b2, s.s2, s.m2 = s.b2-s.m2, s.s2-s.m2, 0
	}
	return s
}

func bitsOfFive(n int) int {
	if n < len(fiveBits) {
		return fiveBits[n]
	}
	return 3 * n
}

func fractionDecimal(exponent int, fraction uint64, width, tiny, significant int) *decimal {
	mantissa := math.Float64frombits(0x3FF<<shiftOfMantissa | fraction<<(shiftOfMantissa+1-width)&(1<<shiftOfMantissa-1))
	estimate := float64((mantissa-1.5)*0.289529654) + 0.176091259 // conversions keep machines from fusing the steps
	decExp := int(math.Floor(estimate + float64(float64(exponent)*0.301029995663981)))
	s := newScale(decExp, exponent, width, tiny, significant)
	bBits := width + s.b2 + bitsOfFive(s.b5)
	sBits := s.s2 + 1 + bitsOfFive(s.s5+1)
	switch {
	case bBits < 32 && sBits < 32:
		return generate(int32(fraction)*five[int32](s.b5)<<s.b2, five[int32](s.s5)<<s.s2, five[int32](s.m5)<<s.m2, decExp)
	case bBits < 64 && sBits < 64:
		return generate(int64(fraction)*five[int64](s.b5)<<s.b2, five[int64](s.s5)<<s.s2, five[int64](s.m5)<<s.m2, decExp)
	}
	return generateBig(fraction, s, decExp)
}

func five[N int32 | int64](n int) N {
	p := N(1)
	for range n {
		p *= 5
	}
	return p
}

// exponential is whether Java prints a number in computerized scientific notation, where at least two digits are
// made.
func exponential(decExp int) bool { return decExp < -3 || decExp >= 8 }

func generate[N int32 | int64](b, s, m N, decExp int) *decimal {
	d := &decimal{digits: make([]byte, 0, 20)}
	ten := s * 10
	q := b / s
	b, m = 10*(b%s), m*10
	low, high := b < m, b+m > ten
	if q == 0 && !high {
		decExp--
	} else {
		d.digits = append(d.digits, '0'+byte(q))
	}
	if exponential(decExp) {
		low, high = false, false
	}
	for !low && !high {
		q = b / s
		b, m = 10*(b%s), m*10
		low, high = b < m, b+m > ten
		if m <= 0 { // it has overflown, so it is larger than both
			low, high = true, true
		}
		d.digits = append(d.digits, '0'+byte(q))
	}
	d.exponent = decExp + 1
	d.finish(low, high, int(b<<1-ten))
	return d
}

func generateBig(fraction uint64, sc scale, decExp int) *decimal {
	d := &decimal{digits: make([]byte, 0, 20)}
	ten := big.NewInt(10)
	b := power(sc.b5, sc.b2)
	b.Mul(b, new(big.Int).SetUint64(fraction))
	s, m := power(sc.s5, sc.s2), power(sc.m5, sc.m2)
	tenS := new(big.Int).Mul(s, ten)
	var q, sum big.Int
	step := func() (low, high bool) {
		q.QuoRem(b, s, b)
		b.Mul(b, ten)
		m.Mul(m, ten)
		return b.Cmp(m) < 0, tenS.Cmp(sum.Add(b, m)) <= 0
	}
	low, high := step()
	if q.Sign() == 0 && !high {
		decExp--
	} else {
		d.digits = append(d.digits, '0'+byte(q.Uint64()))
	}
	if exponential(decExp) {
		low, high = false, false
	}
	for !low && !high {
		low, high = step()
		d.digits = append(d.digits, '0'+byte(q.Uint64()))
	}
	d.exponent = decExp + 1
	d.finish(low, high, b.Lsh(b, 1).Cmp(tenS))
	return d
}

// power is 5^fives * 2^twos.
func power(fives, twos int) *big.Int {
	p := new(big.Int).Exp(big.NewInt(5), big.NewInt(int64(fives)), nil)
	return p.Lsh(p, uint(twos))
}

// finish rounds the last digit; difference tells the rest from one half.
func (d *decimal) finish(low, high bool, difference int) {
	if !high {
		return
	}
	last := d.digits[len(d.digits)-1]
	if !low || difference > 0 || difference == 0 && last&1 != 0 {
		d.roundUp()
	}
}

func (d *decimal) roundUp() {
	i := len(d.digits) - 1
	for ; i > 0 && d.digits[i] == '9'; i-- {
		d.digits[i] = '0'
	}
	if d.digits[i] == '9' {
		d.digits[i] = '1'
		d.exponent++
		return
	}
	d.digits[i]++
}

func (d *decimal) append(dst []byte) []byte {
	switch {
	case d.exponent > 0 && d.exponent < 8:
		return d.appendPlain(dst)
	case d.exponent <= 0 && d.exponent > -3:
		dst = append(dst, "0."...)
		for range -d.exponent {
			dst = append(dst, '0')
		}
		return append(dst, d.digits...)
	}
	dst = append(dst, d.digits[0], '.')
	if len(d.digits) > 1 {
		dst = append(dst, d.digits[1:]...)
	} else {
		dst = append(dst, '0')
	}
	return strconv.AppendInt(append(dst, 'E'), int64(d.exponent-1), 10)
}

func (d *decimal) appendPlain(dst []byte) []byte {
	whole := min(len(d.digits), d.exponent)
	dst = append(dst, d.digits[:whole]...)
	for range d.exponent - whole {
		dst = append(dst, '0')
	}
	dst = append(dst, '.')
	if whole < len(d.digits) {
		return append(dst, d.digits[whole:]...)
	}
	return append(dst, '0')
}
