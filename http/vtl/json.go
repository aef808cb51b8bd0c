package vtl

import (
	"errors"
	"math"
	"math/big"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"reel/http/vtl/java"
)

// maxJSONDepth bounds how deep JSON may be nested.
const maxJSONDepth = 400

// JSON says which Java values JSON text becomes. The zero value makes a LinkedHashMap of an object, an ArrayList of
// an array, a Long (or a BigInteger, if it is too large) of an integer and a Double of any other number.
type JSON struct {
	// SmallIntegers makes an Integer of an integer that fits, so that it can be an argument of list.get.
	SmallIntegers bool
	// PrintArrays makes arrays that print as JSON and not as [a, b]. API Gateway's do; its objects print as {a=b}.
	PrintArrays bool
}

// FromJSON reads JSON text with the zero [JSON].
func FromJSON(data []byte) (java.Value, error) { return JSON{}.Decode(string(data)) }

// Decode reads JSON text.
func (o JSON) Decode(text string) (java.Value, error) {
	d := &jsonDecoder{JSON: o, text: text}
	v, err := d.value()
	if err != nil {
		return nil, err
	}
	if d.skip(); d.at < len(d.text) {
		return nil, d.fail()
	}
	return v, nil
}

type jsonDecoder struct {
	JSON
	text  string
	at    int
	depth int
}

func (d *jsonDecoder) fail() error {
	return errors.New("invalid JSON at offset " + strconv.Itoa(d.at))
}

func (d *jsonDecoder) skip() {
	for d.at < len(d.text) {
		switch d.text[d.at] {
		case ' ', '\t', '\r', '\n':
			d.at++
		default:
			return
		}
	}
}

// peek returns the next character that is not a blank, or zero.
func (d *jsonDecoder) peek() byte {
	d.skip()
	if d.at == len(d.text) {
		return 0
	}
	return d.text[d.at]
}

func (d *jsonDecoder) accept(c byte) bool {
	if d.peek() != c || c == 0 {
		return false
	}
	d.at++
	return true
}

func (d *jsonDecoder) value() (java.Value, error) {
	switch c := d.peek(); {
	case c == '{', c == '[':
		if d.depth++; d.depth > maxJSONDepth {
			return nil, errors.New("JSON is nested too deeply")
		}
		defer func() { d.depth-- }()
		if c == '{' {
			return d.object()
		}
		return d.array()
	case c == '"':
		return d.string()
	case c == '-' || isDigit(c):
		return d.number()
	}
	return d.word()
}

// word reads true, false or null.
func (d *jsonDecoder) word() (java.Value, error) {
	rest := d.text[d.at:]
	switch {
	case strings.HasPrefix(rest, "true"):
		d.at += len("true")
		return true, nil
	case strings.HasPrefix(rest, "false"):
		d.at += len("false")
		return false, nil
	case strings.HasPrefix(rest, "null"):
		d.at += len("null")
		return nil, nil
	}
	return nil, d.fail()
}

func (d *jsonDecoder) object() (java.Value, error) {
	m := java.NewMap(4)
	d.at++
	if d.accept('}') {
		return m, nil
	}
	for {
		if d.peek() != '"' {
			return nil, d.fail()
		}
		key, err := d.string()
		if err != nil {
			return nil, err
		}
		if !d.accept(':') {
			return nil, d.fail()
		}
		v, err := d.value()
		if err != nil {
			return nil, err
		}
		m.Put(key, v)
		if d.accept('}') {
			return m, nil
		}
		if !d.accept(',') {
			return nil, d.fail()
		}
	}
}

func (d *jsonDecoder) array() (java.Value, error) {
	var items []java.Value
	d.at++
	for done := d.accept(']'); !done; {
		v, err := d.value()
		if err != nil {
			return nil, err
		}
		items = append(items, v)
		if done = d.accept(']'); !done && !d.accept(',') {
			return nil, d.fail()
		}
	}
	if d.PrintArrays {
		return java.NewJSONList(items), nil
	}
	return java.NewList(items), nil
}

func (d *jsonDecoder) number() (java.Value, error) {
	start := d.at
	d.at += countSign(d.text[d.at:])
	whole := digits(d.text[d.at:])
	if whole == 0 || whole > 1 && d.text[d.at] == '0' {
		return nil, d.fail()
	}
	d.at += whole
	integer := true
	if d.at < len(d.text) && d.text[d.at] == '.' {
		n := digits(d.text[d.at+1:])
		if n == 0 {
			return nil, d.fail()
		}
		d.at += 1 + n
		integer = false
	}
	if n := sizeExponent(d.text[d.at:]); n > 0 {
		d.at += n
		integer = false
	}
	return d.convert(d.text[start:d.at], integer)
}

func (d *jsonDecoder) convert(digits string, integer bool) (java.Value, error) {
	if !integer {
		f, err := strconv.ParseFloat(digits, 64)
		if err != nil && !math.IsInf(f, 0) {
			return nil, d.fail()
		}
		return f, nil
	}
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil {
		i, _ := new(big.Int).SetString(digits, 10)
		return i, nil
	}
	if d.SmallIntegers && n == int64(int32(n)) {
		return int32(n), nil
	}
	return n, nil
}

func (d *jsonDecoder) string() (string, error) {
	d.at++
	start := d.at
	for d.at < len(d.text) {
		switch c := d.text[d.at]; {
		case c == '"':
			d.at++
			return d.text[start : d.at-1], nil
		case c == '\\':
			return d.escaped(start)
		case c < ' ':
			return "", d.fail()
		}
		d.at++
	}
	return "", d.fail()
}

// escaped reads on in a string that has an escape.
func (d *jsonDecoder) escaped(start int) (string, error) {
	b := append(make([]byte, 0, 2*(d.at-start)+16), d.text[start:d.at]...)
	for d.at < len(d.text) {
		c := d.text[d.at]
		switch {
		case c == '"':
			d.at++
			return string(b), nil
		case c < ' ':
			return "", d.fail()
		case c != '\\':
			d.at++
			b = append(b, c)
			continue
		}
		var err error
		if b, err = d.escape(b); err != nil {
			return "", err
		}
	}
	return "", d.fail()
}

func (d *jsonDecoder) escape(b []byte) ([]byte, error) {
	if d.at+1 >= len(d.text) {
		return nil, d.fail()
	}
	c := d.text[d.at+1]
	if c == 'u' {
		r, err := d.unicode()
		if err != nil {
			return nil, err
		}
		return append(b, r...), nil
	}
	i := strings.IndexByte(`"\/bfnrt`, c)
	if i < 0 {
		return nil, d.fail()
	}
	d.at += 2
	return append(b, "\"\\/\b\f\n\r\t"[i]), nil
}

// unicode reads \uXXXX, and the other half if it is one of a surrogate pair.
func (d *jsonDecoder) unicode() (string, error) {
	u, err := d.unit()
	if err != nil {
		return "", err
	}
	if utf16.IsSurrogate(rune(u)) && strings.HasPrefix(d.text[d.at:], `\u`) {
		before := d.at
		low, err := d.unit()
		if err == nil && utf16.DecodeRune(rune(u), rune(low)) != utf8.RuneError {
			return java.FromUTF16([]uint16{u, low}), nil
		}
		d.at = before
	}
	return java.FromUTF16([]uint16{u}), nil
}

func (d *jsonDecoder) unit() (uint16, error) {
	if d.at+6 > len(d.text) {
		return 0, d.fail()
	}
	n, err := strconv.ParseUint(d.text[d.at+2:d.at+6], 16, 16)
	if err != nil {
		return 0, d.fail()
	}
	d.at += 6
	return uint16(n), nil
}
