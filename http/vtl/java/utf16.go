package java

import (
	"iter"
	"unicode/utf16"
	"unicode/utf8"
)

// A half of a surrogate pair stands in a string as three bytes, of which the first is surrogateLead and the second
// at least surrogateFrom; lowFrom is where the second halves begin.
const (
	surrogateLead = 0xED
	surrogateFrom = 0xA0
	lowFrom       = 0xB0
)

// decodeRune is utf8.DecodeRuneInString that also reads half a surrogate pair.
func decodeRune(s string) (rune, int) {
	if len(s) >= 3 && s[0] == surrogateLead && s[1] >= surrogateFrom && s[1] < 0xC0 {
		return rune(s[0]&0xF)<<12 | rune(s[1]&0x3F)<<6 | rune(s[2]&0x3F), 3
	}
	return utf8.DecodeRuneInString(s)
}

// appendUnit appends one UTF-16 unit.
func appendUnit(dst []byte, u uint16) []byte {
	if utf16.IsSurrogate(rune(u)) {
		return append(dst, 0xE0|byte(u>>12), 0x80|byte(u>>6)&0x3F, 0x80|byte(u)&0x3F)
	}
	return utf8.AppendRune(dst, rune(u))
}

// appendUnits appends UTF-16 units, pairs as one code point.
func appendUnits(dst []byte, us []uint16) []byte {
	for i := 0; i < len(us); i++ {
		if i+1 < len(us) {
			if r := utf16.DecodeRune(rune(us[i]), rune(us[i+1])); r != utf8.RuneError {
				dst = utf8.AppendRune(dst, r)
				i++
				continue
			}
		}
		dst = appendUnit(dst, us[i])
	}
	return dst
}

// Units yields the UTF-16 units of a string.
func Units(s string) iter.Seq[uint16] { return units(s) }

func units(s string) iter.Seq[uint16] {
	return func(yield func(uint16) bool) {
		for len(s) > 0 {
			r, size := decodeRune(s)
			s = s[size:]
			if r >= 0x10000 {
				high, low := utf16.EncodeRune(r)
				if !yield(uint16(high)) || !yield(uint16(low)) {
					return
				}
			} else if !yield(uint16(r)) {
				return
			}
		}
	}
}

func toUnits(s string) []uint16 {
	us := make([]uint16, 0, len(s))
	for u := range units(s) {
		us = append(us, u)
	}
	return us
}

// FromUTF16 makes a string of UTF-16 units.
func FromUTF16(us []uint16) string { return fromUnits(us) }

func fromUnits(us []uint16) string {
	return string(appendUnits(make([]byte, 0, len(us)), us))
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// length is String.length.
func length(s string) int {
	n := 0
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			i++
			n++
			continue
		}
		r, size := decodeRune(s[i:])
		i += size
		n += utf16.RuneLen(max(r, 0))
		if utf16.IsSurrogate(r) {
			n += 2 // RuneLen is -1 for a half
		}
	}
	return n
}

// substring is String.substring of valid bounds.
func substring(s string, from, to int) string {
	if ascii(s) {
		return s[from:to]
	}
	return fromUnits(toUnits(s)[from:to])
}

// unitAt is String.charAt of a valid index.
func unitAt(s string, i int) uint16 {
	if ascii(s) {
		return uint16(s[i])
	}
	for u := range units(s) {
		if i == 0 {
			return u
		}
		i--
	}
	return 0
}

// join concatenates, so that two halves of a surrogate pair that meet become one code point.
func join(a, b string) string {
	if n := len(a); n >= 3 && len(b) >= 3 && a[n-3] == surrogateLead && b[0] == surrogateLead &&
		a[n-2] >= surrogateFrom && a[n-2] < lowFrom && b[1] >= lowFrom {
		return a[:n-3] + fromUnits(append(toUnits(a[n-3:]), toUnits(b[:3])...)) + b[3:]
	}
	return a + b
}

// Concat is String.concat.
func Concat(b *Budget, x, y string) (string, error) {
	if err := b.Take(len(x) + len(y)); err != nil {
		return "", err
	}
	return join(x, y), nil
}

// Sanitize makes valid UTF-8 of text: halves of surrogate pairs that have come together are joined, and what is
// left of them becomes a question mark, as Java's encoder writes it.
func Sanitize(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	us := toUnits(s)
	dst := make([]byte, 0, len(s))
	for i := 0; i < len(us); i++ {
		r := rune(us[i])
		if utf16.IsSurrogate(r) {
			if i+1 == len(us) || utf16.DecodeRune(r, rune(us[i+1])) == utf8.RuneError {
				dst = append(dst, '?')
				continue
			}
			i++
			r = utf16.DecodeRune(r, rune(us[i]))
		}
		dst = utf8.AppendRune(dst, r)
	}
	return string(dst)
}

// DecodeUTF8 makes a string of bytes. What is not UTF-8 becomes the replacement character, once for each sequence
// that is cut short and for each other byte, as Java's decoder has it.
func DecodeUTF8(b []byte) string {
	if utf8.Valid(b) {
		return string(b)
	}
	out := make([]byte, 0, len(b)+8)
	for len(b) > 0 {
		r, size := utf8.DecodeRune(b)
		if r == utf8.RuneError && size == 1 {
			size = cutShort(b)
		}
		out = utf8.AppendRune(out, r)
		b = b[size:]
	}
	return string(out)
}

// cutShort is how many bytes begin a character that does not go on.
func cutShort(b []byte) int {
	for size := min(3, len(b)); size > 1; size-- {
		if !utf8.FullRune(b[:size]) {
			return size
		}
	}
	return 1
}
