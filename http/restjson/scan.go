package restjson

import (
	"bytes"
	"encoding/json"
)

// The functions here walk JSON that is known to be valid; they look no closer
// than they must. An index given to them is inside the text.

// skipSpace is the index of the first byte at or after i that is no white space.
func skipSpace(text []byte, i int) int {
	for i < len(text) && (text[i] == ' ' || text[i] == '\n' || text[i] == '\r' || text[i] == '\t') {
		i++
	}
	return i
}

// skipString is the index behind the string that starts at i.
func skipString(text []byte, i int) int {
	for i++; ; {
		i += bytes.IndexByte(text[i:], '"')
		escapes := 0
		for text[i-1-escapes] == '\\' {
			escapes++
		}
		i++
		if escapes%2 == 0 {
			return i
		}
	}
}

// skipValue is the index behind the value that starts at i.
func skipValue(text []byte, i int) int {
	switch text[i] {
	case '"':
		return skipString(text, i)
	case '{', '[':
		return skipNested(text, i)
	}
	for i < len(text) && !isEnd(text[i]) {
		i++
	}
	return i
}

func isEnd(c byte) bool {
	return c == ',' || c == '}' || c == ']' || c == ' ' || c == '\n' || c == '\r' || c == '\t'
}

func skipNested(text []byte, i int) int {
	for depth := 0; ; {
		switch text[i] {
		case '"':
			i = skipString(text, i)
			continue
		case '{', '[':
			depth++
		case '}', ']':
			depth--
		}
		i++
		if depth == 0 {
			return i
		}
	}
}

// members calls f with each key, quoted as it stands, and value of an object.
func members(object []byte, f func(key, value []byte)) {
	i := skipSpace(object, 1)
	for object[i] != '}' {
		if object[i] == ',' {
			i = skipSpace(object, i+1)
		}
		end := skipString(object, i)
		key := object[i:end]
		i = skipSpace(object, skipSpace(object, end)+1) // past the colon
		end = skipValue(object, i)
		f(key, object[i:end])
		i = skipSpace(object, end)
	}
}

// items calls f with each value of an array, until f fails.
func items(array []byte, f func(value []byte) error) error {
	i := skipSpace(array, 1)
	for array[i] != ']' {
		if array[i] == ',' {
			i = skipSpace(array, i+1)
		}
		end := skipValue(array, i)
		if err := f(array[i:end]); err != nil {
			return err
		}
		i = skipSpace(array, end)
	}
	return nil
}

// text is what a quoted string says.
func text(quoted []byte) string {
	if bytes.IndexByte(quoted, '\\') < 0 {
		return string(quoted[1 : len(quoted)-1])
	}
	var s string
	_ = json.Unmarshal(quoted, &s) // a valid string always unmarshals
	return s
}

// appendQuoted appends a quoted string in its one canonical spelling.
func appendQuoted(b, quoted []byte) []byte {
	if isCanonical(quoted) {
		return append(b, quoted...)
	}
	return appendText(b, text(quoted))
}

// isCanonical tells whether a valid quoted string is spelled as encoding/json
// spells it without escaping for HTML: short escapes, nothing escaped in vain.
func isCanonical(quoted []byte) bool {
	if bytes.Contains(quoted, lineSeparator) || bytes.Contains(quoted, paragraphSeparator) {
		return false
	}
	for rest := quoted; ; {
		i := bytes.IndexByte(rest, '\\')
		if i < 0 {
			return true
		}
		if c := rest[i+1]; c == '/' || c == 'u' {
			return false
		}
		rest = rest[i+2:]
	}
}

// U+2028 and U+2029, which encoding/json always escapes.
var (
	lineSeparator      = []byte("\u2028")
	paragraphSeparator = []byte("\u2029")
)

// appendText appends s as a quoted string in its one canonical spelling.
func appendText(b []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '"' || c == '\\' {
			return append(b, marshal(s)...)
		}
	}
	return append(append(append(b, '"'), s...), '"')
}

// marshal is json.Marshal of what always marshals, without the escaping of <, >
// and &, which belongs to pages.
func marshal(v any) []byte {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(v)
	return bytes.TrimSuffix(buf.Bytes(), []byte{'\n'})
}
