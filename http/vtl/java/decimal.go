package java

import (
	"math"
	"math/big"
	"strconv"
	"strings"
)

// Decimal is java.math.BigDecimal: unscaled divided by ten to the scale.
type Decimal struct {
	unscaled *big.Int
	scale    int32
}

// maxScale bounds how far apart two scales may be that are made equal.
const maxScale = 100_000

func powerOfTen(n int32) *big.Int {
	return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil)
}

// toDecimal converts exactly, so that 0.1 becomes the 55 digits of the double nearest to it.
func toDecimal(v Value) (*Decimal, error) {
	switch v := v.(type) {
	case *Decimal:
		return v, nil
	case *big.Int:
		return &Decimal{unscaled: v}, nil
	}
	f := toDouble(v)
	if math.IsInf(f, 0) || math.IsNaN(f) {
		return nil, throw("java.lang.NumberFormatException", "Infinite or NaN")
	}
	return exactDecimal(f), nil
}

func exactDecimal(f float64) *Decimal {
	mantissa, exponent := math.Frexp(f)
	n := big.NewInt(int64(mantissa * (1 << 53)))
	exponent -= 53
	for exponent < 0 && n.Sign() != 0 && n.Bit(0) == 0 {
		n.Rsh(n, 1)
		exponent++
	}
	if n.Sign() == 0 {
		return &Decimal{unscaled: n}
	}
	if exponent >= 0 {
		return &Decimal{unscaled: n.Lsh(n, uint(exponent))}
	}
	fives := new(big.Int).Exp(big.NewInt(5), big.NewInt(int64(-exponent)), nil)
	return &Decimal{unscaled: n.Mul(n, fives), scale: int32(-exponent)}
}

// align gives both numbers the larger of their scales.
func align(b *Budget, x, y *Decimal) (m, n *big.Int, scale int32, err error) {
	scale = max(x.scale, y.scale)
	if int64(scale)-int64(min(x.scale, y.scale)) > maxScale {
		return nil, nil, 0, arithmetic("scales too far apart")
	}
	m = new(big.Int).Mul(x.unscaled, powerOfTen(scale-x.scale))
	n = new(big.Int).Mul(y.unscaled, powerOfTen(scale-y.scale))
	return m, n, scale, chargeBig(b, m, n)
}

func compareDecimals(b *Budget, x, y Value) (int, error) {
	d, err := toDecimal(x)
	if err != nil {
		return 0, err
	}
	e, err := toDecimal(y)
	if err != nil {
		return 0, err
	}
	m, n, _, err := align(b, d, e)
	if err != nil {
		return 0, err
	}
	return m.Cmp(n), nil
}

func calculateDecimal(b *Budget, op Operator, x, y Value) (Value, error) {
	if op == Modulo {
		return nil, arithmetic("Cannot calculate the modulo of BigDecimals.")
	}
	d, err := toDecimal(x)
	if err != nil {
		return nil, err
	}
	e, err := toDecimal(y)
	if err != nil {
		return nil, err
	}
	switch op {
	case Multiply:
		return d.multiply(b, e)
	case Divide:
		return d.divide(b, e)
	}
	m, n, scale, err := align(b, d, e)
	if err != nil {
		return nil, err
	}
	return &Decimal{unscaled: exactBig(op, m, n), scale: scale}, nil
}

func (d *Decimal) multiply(b *Budget, e *Decimal) (Value, error) {
	scale := int64(d.scale) + int64(e.scale)
	if scale != int64(int32(scale)) {
		return nil, arithmetic("Overflow")
	}
	if err := chargeBig(b, d.unscaled, e.unscaled); err != nil {
		return nil, err
	}
	return &Decimal{unscaled: new(big.Int).Mul(d.unscaled, e.unscaled), scale: int32(scale)}, nil
}

// divide keeps d's scale and rounds halves towards zero.
func (d *Decimal) divide(b *Budget, e *Decimal) (Value, error) {
	if e.scale > maxScale || e.scale < -maxScale {
		return nil, arithmetic("scale out of range")
	}
	m, n := new(big.Int).Set(d.unscaled), new(big.Int).Set(e.unscaled)
	if e.scale >= 0 {
		m.Mul(m, powerOfTen(e.scale))
	} else {
		n.Mul(n, powerOfTen(-e.scale))
	}
	if err := chargeBig(b, m, n); err != nil {
		return nil, err
	}
	q, r := new(big.Int).QuoRem(m, n, new(big.Int))
	if twice := r.Lsh(r, 1); twice.CmpAbs(n) > 0 {
		q.Add(q, big.NewInt(int64(m.Sign()*n.Sign())))
	}
	return &Decimal{unscaled: q, scale: d.scale}, nil
}

func (d *Decimal) integer() *big.Int {
	if d.scale <= 0 {
		return new(big.Int).Mul(d.unscaled, powerOfTen(min(-d.scale, maxScale)))
	}
	return new(big.Int).Quo(d.unscaled, powerOfTen(min(d.scale, maxScale)))
}

func (d *Decimal) double() float64 {
	f, _ := strconv.ParseFloat(d.unscaled.String()+"e"+strconv.Itoa(-int(d.scale)), 64)
	return f
}

// String is BigDecimal.toString: plain unless the exponent is positive or very small.
func (d *Decimal) String() string {
	digits := new(big.Int).Abs(d.unscaled).String()
	sign := ""
	if d.unscaled.Sign() < 0 {
		sign = "-"
	}
	exponent := len(digits) - 1 - int(d.scale)
	switch {
	case d.scale == 0:
		return sign + digits
	case d.scale > 0 && exponent >= -6:
		return sign + insertPoint(digits, int(d.scale))
	}
	if len(digits) > 1 {
		digits = digits[:1] + "." + digits[1:]
	}
	if exponent == 0 {
		return sign + digits
	}
	plus := ""
	if exponent > 0 {
		plus = "+"
	}
	return sign + digits + "E" + plus + strconv.Itoa(exponent)
}

func insertPoint(digits string, scale int) string {
	if missing := scale + 1 - len(digits); missing > 0 {
		digits = strings.Repeat("0", missing) + digits
	}
	at := len(digits) - scale
	return digits[:at] + "." + digits[at:]
}

// plain is BigDecimal.toPlainString.
func (d *Decimal) plain() string {
	digits := new(big.Int).Abs(d.unscaled).String()
	if d.scale > 0 {
		digits = insertPoint(digits, int(d.scale))
	} else if d.unscaled.Sign() != 0 {
		digits += strings.Repeat("0", int(min(-d.scale, maxScale)))
	}
	if d.unscaled.Sign() < 0 {
		return "-" + digits
	}
	return digits
}
