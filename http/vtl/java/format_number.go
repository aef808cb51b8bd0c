package java

import (
	"bytes"
	"math"
	"math/big"
	"strconv"
	"strings"
)

func hex(n uint64, base int) string { return strconv.FormatUint(n, base) }

func (d *directive) integer(v Value) (string, error) {
	n, small := integral(v)
	large, isBig := v.(*big.Int)
	if !small && !isBig {
		return "", d.mismatch(v)
	}
	if d.verb == 'd' {
		if small {
			large = big.NewInt(n)
		}
		return d.signed(large.Sign() < 0, new(big.Int).Abs(large).String(), ""), nil
	}
	base, prefix := 8, "0"
	if d.verb == 'x' {
		base, prefix = 16, "0x"
	}
	if !d.has('#') {
		prefix = ""
	}
	if isBig {
		return d.signed(large.Sign() < 0, prefix+new(big.Int).Abs(large).Text(base), ""), nil
	}
	for _, flag := range []byte("+ (") {
		if d.has(flag) {
			return "", badFormat("FormatFlagsConversionMismatchException",
				"Conversion = "+string(d.verb)+", Flags = "+string(flag))
		}
	}
	return d.zeros(prefix, hex(unsigned(v), base)), nil
}

// unsigned is an integer's two's complement in the size of its class.
func unsigned(v Value) uint64 {
	switch v := v.(type) {
	case int8:
		return uint64(uint8(v))
	case int16:
		return uint64(uint16(v))
	case int32:
		return uint64(uint32(v))
	}
	return uint64(v.(int64))
}

// zeros fills up with zeros between a prefix and digits.
func (d *directive) zeros(prefix, digits string) string {
	if d.has('0') {
		digits = strings.Repeat("0", max(d.width-len(prefix)-len(digits), 0)) + digits
	}
	return prefix + digits
}

// signed writes a number of which the integer part and the rest are given.
func (d *directive) signed(negative bool, whole, rest string) string {
	if d.has(',') {
		whole = grouped(whole)
	}
	before, after := "", ""
	switch {
	case negative && d.has('('):
		before, after = "(", ")"
	case negative:
		before = "-"
	case d.has('+'):
		before = "+"
	case d.has(' '):
		before = " "
	}
	if d.has('0') {
		missing := d.width - len(before) - len(whole) - len(rest) - len(after)
		whole = strings.Repeat("0", max(missing, 0)) + whole
	}
	return before + whole + rest + after
}

func grouped(digits string) string {
	var out []byte
	for i := range len(digits) {
		if i > 0 && (len(digits)-i)%3 == 0 {
			out = append(out, ',')
		}
		out = append(out, digits[i])
	}
	return string(out)
}

func (d *directive) floating(v Value) (string, error) {
	var digits *decimal
	negative := false
	switch v := v.(type) {
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return d.endless(v), nil
		}
		negative, digits = math.Signbit(v), digitsOf(v)
	case float32:
		return d.floating(widenFloat(v))
	case *Decimal:
		text := new(big.Int).Abs(v.unscaled).String()
		negative = v.unscaled.Sign() < 0
		digits = &decimal{digits: []byte(text), exponent: len(text) - int(v.scale)}
	default:
		return "", d.mismatch(v)
	}
	precision := d.precision
	if precision < 0 {
		precision = 6
	}
	whole, rest := d.layOut(digits, precision)
	return d.signed(negative, whole, rest), nil
}

// widenFloat makes the double that has the float's own decimal digits.
func widenFloat(f float32) float64 {
	if math.IsNaN(float64(f)) || math.IsInf(float64(f), 0) {
		return float64(f)
	}
	wide, _ := strconv.ParseFloat(string(appendFloat(nil, f)), 64)
	return wide
}

// endless writes infinity and what is not a number, which are never filled up with zeros.
func (d *directive) endless(f float64) string {
	d.flags = strings.NewReplacer("0", "", ",", "").Replace(d.flags)
	if math.IsNaN(f) {
		return "NaN"
	}
	return d.signed(f < 0, "Infinity", "")
}

// digitsOf are the decimal digits that Formatter begins with: those of toString, but at least two.
func digitsOf(f float64) *decimal {
	if f == 0 {
		return &decimal{digits: []byte("0"), exponent: 1}
	}
	s := strings.TrimPrefix(string(appendDouble(nil, f)), "-")
	mantissa, exponent, _ := strings.Cut(s, "E")
	whole, fraction, _ := strings.Cut(mantissa, ".")
	shift, _ := strconv.Atoi(exponent)
	digits := strings.TrimLeft(whole+fraction, "0")
	return &decimal{
		digits:   []byte(digits),
		exponent: len(whole) + shift - (len(whole+fraction) - len(digits)),
	}
}

// layOut writes digits in the form of the conversion: the integer part, and the rest.
func (d *directive) layOut(digits *decimal, precision int) (whole, rest string) {
	switch d.verb {
	case 'f':
		return digits.round(digits.exponent+precision).fixed(precision, d.has('#'))
	case 'e':
		return digits.round(precision+1).scientific(precision, d.has('#'))
	}
	precision = max(precision, 1)
	rounded := digits.round(precision)
	if rounded.zero() {
		return rounded.fixed(precision-1, false)
	}
	if rounded.exponent-1 < -4 || rounded.exponent-1 >= precision {
		return rounded.scientific(precision-1, false)
	}
	return rounded.fixed(precision-rounded.exponent, false)
}

func (d *decimal) zero() bool { return len(bytes.Trim(d.digits, "0")) == 0 }

// round keeps so many digits; halves go up.
func (d *decimal) round(keep int) *decimal {
	if keep < 0 || keep >= len(d.digits) {
		return d
	}
	up := d.digits[keep] >= '5'
	r := &decimal{digits: append([]byte(nil), d.digits[:keep]...), exponent: d.exponent}
	switch {
	case up && keep == 0:
		r.digits, r.exponent = []byte("1"), d.exponent+1
	case up:
		r.roundUp()
	case keep == 0:
		r.digits = []byte("0")
	}
	return r
}

// digit returns the digit whose value is ten to the place.
func (d *decimal) digit(place int) byte {
	if i := d.exponent - 1 - place; i >= 0 && i < len(d.digits) {
		return d.digits[i]
	}
	return '0'
}

func (d *decimal) fixed(precision int, point bool) (whole, rest string) {
	var w, r []byte
	for place := max(d.exponent-1, 0); place >= 0; place-- {
		w = append(w, d.digit(place))
	}
	if precision > 0 || point {
		r = append(r, '.')
	}
	for place := -1; place >= -precision; place-- {
		r = append(r, d.digit(place))
	}
	return string(w), string(r)
}

func (d *decimal) scientific(precision int, point bool) (whole, rest string) {
	exponent := d.exponent - 1
	if d.zero() {
		exponent = 0
	}
	normal := &decimal{digits: d.digits, exponent: 1}
	whole, rest = normal.fixed(precision, point)
	sign := "+"
	if exponent < 0 {
		sign, exponent = "-", -exponent
	}
	if exponent < 10 {
		sign += "0"
	}
	return whole, rest + "e" + sign + strconv.Itoa(exponent)
}
