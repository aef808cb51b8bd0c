package events

import (
	"strings"
	"unicode/utf8"
)

// A scan is how far a text has been read.
type scan struct {
	data  []byte
	at    int
	share bool
	text  string // all of data, once a string of it was needed
}

// skip passes over a text if it is what follows.
func (d *scan) skip(text string) bool {
	if len(d.data)-d.at < len(text) || string(d.data[d.at:d.at+len(text)]) != text {
		return false
	}
	d.at += len(text)
	return true
}

func (d *scan) is(c byte) bool { return d.at < len(d.data) && d.data[d.at] == c }

func (d *scan) next(c byte) bool {
	if !d.is(c) {
		return false
	}
	d.at++
	return true
}

// span reads a string without escapes, which means itself: no control character,
// and UTF-8.
func (d *scan) span() (at span, ok bool) {
	at, escaped, ok := d.anySpan()
	return at, ok && !escaped
}

// anySpan reads a string with or without escapes.
func (d *scan) anySpan() (at span, escaped, ok bool) {
	if !d.next('"') {
		return at, false, false
	}
	ascii := true
	for i := d.at; i < len(d.data); i++ {
		switch c := d.data[i]; {
		case c == '"':
			at = span{d.at, i}
			d.at = i + 1
			return at, escaped, ascii || utf8.Valid(d.data[at.from:at.to])
		case c == '\\':
			escaped = true
			i++
		case c < ' ':
			return at, false, false
		case c >= utf8.RuneSelf:
			ascii = false
		}
	}
	return at, false, false
}

// string reads a string.
func (d *scan) string() (string, bool) {
	at, escaped, ok := d.anySpan()
	if !ok {
		return "", false
	}
	if escaped {
		return unescape(d.data[at.from:at.to])
	}
	if !d.share {
		return string(d.data[at.from:at.to]), true
	}
	if d.text == "" {
		d.text = string(d.data)
	}
	return at.of(d.text), true
}

// unescape undoes the escapes that are one letter long, which are nearly all.
func unescape(text []byte) (string, bool) {
	out := make([]byte, 0, len(text))
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c == '\\' {
			if i++; i == len(text) {
				return "", false
			}
			k := strings.IndexByte(`"\/bfnrt`, text[i])
			if k < 0 {
				return "", false
			}
			c = "\"\\/\b\f\n\r\t"[k]
		}
		out = append(out, c)
	}
	return string(out), true
}

// number reads a number as JSON writes it.
func (d *scan) number() []byte {
	start := d.at
	d.next('-')
	if !d.next('0') && !d.digits() {
		return nil
	}
	if d.next('.') && !d.digits() {
		return nil
	}
	if d.next('e') || d.next('E') {
		if !d.next('+') {
			d.next('-')
		}
		if !d.digits() {
			return nil
		}
	}
	return d.data[start:d.at]
}

func (d *scan) digits() bool {
	start := d.at
	for d.at < len(d.data) && d.data[d.at] >= '0' && d.data[d.at] <= '9' {
		d.at++
	}
	return d.at > start
}

// A span is a part of a text.
type span struct{ from, to int }

func (s span) of(text string) string { return text[s.from:s.to] }

// maxNesting is how deep the values are that are looked through here.
const maxNesting = 500

// value passes over any JSON value without white space.
func (d *scan) value(depth int) bool {
	if depth > maxNesting || d.at >= len(d.data) {
		return false
	}
	switch d.data[d.at] {
	case '"':
		return d.anyString()
	case '{':
		return d.list('}', func() bool { return d.anyString() && d.next(':') && d.value(depth+1) })
	case '[':
		return d.list(']', func() bool { return d.value(depth + 1) })
	case 't':
		return d.skip("true")
	case 'f':
		return d.skip("false")
	case 'n':
		return d.skip("null")
	}
	return d.number() != nil
}

// list passes over a bracket, items with commas between them, and the other bracket.
func (d *scan) list(end byte, item func() bool) bool {
	d.at++
	if d.next(end) {
		return true
	}
	for item() {
		if !d.next(',') {
			return d.next(end)
		}
	}
	return false
}

// anyString passes over a string with or without escapes.
func (d *scan) anyString() bool {
	if !d.next('"') {
		return false
	}
	for d.at < len(d.data) {
		c := d.data[d.at]
		d.at++
		switch {
		case c == '"':
			return true
		case c < ' ':
			return false
		case c == '\\' && !d.escape():
			return false
		}
	}
	return false
}

// escape passes over what follows a backslash.
func (d *scan) escape() bool {
	if d.at >= len(d.data) {
		return false
	}
	c := d.data[d.at]
	d.at++
	switch c {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return true
	case 'u':
		for range 4 {
			if d.at >= len(d.data) || !isHex(d.data[d.at]) {
				return false
			}
			d.at++
		}
		return true
	}
	return false
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}
