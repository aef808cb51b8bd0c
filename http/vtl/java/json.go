package java

import (
	"math"
	"strconv"
	"unicode/utf8"
)

// AppendJSON appends a value as JSON text without blanks, keys in their order. What JSON has no word for is
// written as text.
func AppendJSON(b *Budget, dst []byte, v Value) ([]byte, error) {
	w := jsonWriter{b: b}
	return w.append(dst, v)
}

type jsonWriter struct {
	b     *Budget
	depth int
}

func (w *jsonWriter) append(dst []byte, v Value) ([]byte, error) {
	switch v := v.(type) {
	case nil:
		return append(dst, "null"...), nil
	case bool:
		return strconv.AppendBool(dst, v), nil
	case string:
		return AppendQuoted(dst, v), w.b.Take(len(v) + 2)
	case float64:
		if math.IsInf(v, 0) || math.IsNaN(v) {
			return AppendQuoted(dst, Plain(v)), nil
		}
		return appendDouble(dst, v), nil
	case *Map, *List, *SubList, *Array, *View:
		if w.depth++; w.depth > maxNesting {
			return dst, stackOverflow()
		}
		defer func() { w.depth-- }()
		return w.appendDeep(dst, v)
	}
	if Number(v) {
		return AppendText(w.b, dst, v)
	}
	s, err := Text(w.b, v)
	return AppendQuoted(dst, s), err
}

func (w *jsonWriter) appendDeep(dst []byte, v Value) ([]byte, error) {
	if m, ok := v.(*Map); ok {
		return w.appendMap(dst, m)
	}
	if view, ok := v.(*View); ok && view.part == entriesPart {
		return w.appendMap(dst, view.of)
	}
	var err error
	dst = append(dst, '[')
	first := true
	for it := Iterate(v); it.HasNext(); first = false {
		if !first {
			dst = append(dst, ',')
		}
		x, err := it.Next()
		if err != nil {
			return dst, err
		}
		if err := w.b.Spend(1); err != nil {
			return dst, err
		}
		if dst, err = w.append(dst, x); err != nil {
			return dst, err
		}
	}
	return append(dst, ']'), err
}

func (w *jsonWriter) appendMap(dst []byte, m *Map) ([]byte, error) {
	var err error
	dst = append(dst, '{')
	for i, e := range m.entries {
		if i > 0 {
			dst = append(dst, ',')
		}
		if err := w.b.Spend(1); err != nil {
			return dst, err
		}
		dst = append(AppendQuoted(dst, e.Name()), ':')
		if dst, err = w.append(dst, e.Value()); err != nil {
			return dst, err
		}
	}
	return append(dst, '}'), nil
}

const upperHex = "0123456789ABCDEF"

// AppendQuoted appends a JSON string. Only what must be escaped is.
func AppendQuoted(dst []byte, s string) []byte {
	dst = append(dst, '"')
	from := 0
	for i := range len(s) {
		c := s[i]
		if c >= ' ' && c != '"' && c != '\\' || c >= utf8.RuneSelf {
			continue
		}
		dst = append(append(dst, s[from:i]...), '\\')
		from = i + 1
		switch c {
		case '"', '\\':
			dst = append(dst, c)
		case '\n':
			dst = append(dst, 'n')
		case '\r':
			dst = append(dst, 'r')
		case '\t':
			dst = append(dst, 't')
		case '\b':
			dst = append(dst, 'b')
		case '\f':
			dst = append(dst, 'f')
		default:
			dst = append(dst, 'u', '0', '0', upperHex[c>>4], upperHex[c&15])
		}
	}
	return append(append(dst, s[from:]...), '"')
}
