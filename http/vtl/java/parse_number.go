package java

import (
	"math"
	"math/big"
	"strconv"
	"strings"
)

// parsed makes Integer.parseInt or Long.parseLong.
func parsed(size, base int) function {
	return func(_ *Budget, _ Value, a []Value) (Value, error) { return parseInteger(a[0], base, size) }
}

func parsedRadix(size int) function {
	return func(_ *Budget, _ Value, a []Value) (Value, error) {
		base := a[1].(int32)
		if base < 2 || base > 36 {
			return nil, throw("java.lang.NumberFormatException", "radix "+Plain(base)+" out of range")
		}
		return parseInteger(a[0], int(base), size)
	}
}

func parseInteger(v Value, base, size int) (Value, error) {
	s, ok := v.(string)
	if !ok {
		return nil, throw("java.lang.NumberFormatException", "null")
	}
	if strings.Contains(s, "_") {
		return nil, numberFormat(s)
	}
	n, err := strconv.ParseInt(s, base, size)
	if err != nil {
		return nil, numberFormat(s)
	}
	return integerOf(n, size), nil
}

func integerOf(n int64, size int) Value {
	switch size {
	case 8:
		return int8(n)
	case 16:
		return int16(n)
	case 32:
		return int32(n)
	}
	return n
}

// parsedUnsigned makes Integer.parseUnsignedInt or Long.parseUnsignedLong.
func parsedUnsigned(size int) function {
	return func(_ *Budget, _ Value, a []Value) (Value, error) {
		base := 10
		if len(a) > 1 {
			base = int(a[1].(int32))
		}
		s, ok := a[0].(string)
		if !ok {
			return nil, throw("java.lang.NumberFormatException", "null")
		}
		if base < 2 || base > 36 || strings.Contains(s, "_") {
			return nil, numberFormat(s)
		}
		n, err := strconv.ParseUint(strings.TrimPrefix(s, "+"), base, size)
		if err != nil {
			return nil, numberFormat(s)
		}
		return integerOf(int64(n), size), nil
	}
}

// decoded makes Integer.decode: decimal, or 0x, # and 0 before hexadecimal and octal digits.
func decoded(size int) function {
	return func(_ *Budget, _ Value, a []Value) (Value, error) {
		s, err := text(a[0])
		if err != nil {
			return nil, err
		}
		sign, rest := "", s
		if strings.HasPrefix(s, "-") || strings.HasPrefix(s, "+") {
			sign, rest = s[:1], s[1:]
		}
		base := 10
		switch {
		case strings.HasPrefix(rest, "0x"), strings.HasPrefix(rest, "0X"):
			rest, base = rest[2:], 16
		case strings.HasPrefix(rest, "#"):
			rest, base = rest[1:], 16
		case len(rest) > 1 && rest[0] == '0':
			rest, base = rest[1:], 8
		}
		if strings.HasPrefix(rest, "-") || strings.HasPrefix(rest, "+") {
			return nil, numberFormat(s)
		}
		return parseInteger(sign+rest, base, size)
	}
}

// parseDouble is Double.parseDouble: blanks around and a type letter behind are allowed, Go's own spellings of
// infinity and underscores are not.
func parseDouble(v Value) (float64, error) {
	s, err := text(v)
	if err != nil {
		return 0, err
	}
	t := strings.TrimFunc(s, func(r rune) bool { return r <= ' ' })
	if t == "" {
		return 0, throw("java.lang.NumberFormatException", "empty String")
	}
	switch strings.TrimLeft(t, "+-") {
	case "NaN":
		if len(t) <= 4 {
			return math.NaN(), nil
		}
	case "Infinity":
		if len(t) <= 9 {
			return math.Inf(1 - 2*strings.Count(t, "-")), nil
		}
	}
	hex := strings.ContainsAny(t, "xX")
	if last := t[len(t)-1]; (last|32 == 'd' || last|32 == 'f') && (!hex || strings.ContainsAny(t, "pP")) {
		t = t[:len(t)-1]
	}
	if t == "" || !digitsOnly(t, hex) {
		return 0, numberFormat(s)
	}
	f, err := strconv.ParseFloat(t, 64)
	if err != nil && !math.IsInf(f, 0) {
		return 0, numberFormat(s)
	}
	return f, nil
}

func digitsOnly(s string, hex bool) bool {
	allowed := "0123456789.+-eE"
	if hex {
		allowed += "abcdfABCDFxXpP"
	}
	return strings.Trim(s, allowed) == "" && strings.IndexFunc(s, func(r rune) bool {
		return !strings.ContainsRune(allowed, r)
	}) < 0
}

// ParseInteger reads the digits of an integer literal: the first of Integer, Long and BigInteger that holds it.
func ParseInteger(digits string) (Value, bool) {
	n, err := strconv.ParseInt(digits, 10, 64)
	switch {
	case err == nil && n == int64(int32(n)):
		return int32(n), true
	case err == nil:
		return n, true
	}
	i, ok := new(big.Int).SetString(digits, 10)
	return i, ok
}

// ParseFloat reads a floating-point literal; one that is too large is infinite.
func ParseFloat(digits string) (Value, bool) {
	f, err := parseDouble(digits)
	return f, err == nil
}
