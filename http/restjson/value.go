package restjson

import (
	"encoding/base64"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"reel/events"
)

// value writes a value of the body's JSON, which is not null, as the shape has it.
func (d *decoder) value(s *Shape, raw []byte) ([]violation, error) {
	switch {
	case s.Kind == Structure && raw[0] == '{':
		return d.structure(s, raw)
	case s.Kind == List && raw[0] == '[':
		return d.list(s, raw)
	case s.Kind == Map && raw[0] == '{':
		return d.mapping(s, raw)
	case (s.Kind == String || s.Kind == Timestamp) && raw[0] == '"':
		d.out = appendQuoted(d.out, raw)
		if !s.constrained() {
			return nil, nil
		}
		return d.check(s, text(raw)), nil
	case s.Kind == Blob && raw[0] == '"':
		return d.blob(s, text(raw))
	case s.Kind == Boolean && (raw[0] == 't' || raw[0] == 'f'):
		d.out = append(d.out, raw...)
		return nil, nil
	case s.Kind == Boolean && raw[0] == '"' && !d.dialect.tokens:
		return d.boolean(text(raw))
	case s.Kind.isNumber() && (raw[0] == '-' || '0' <= raw[0] && raw[0] <= '9'):
		return d.number(s, string(raw))
	}
	return nil, events.Refuse(events.Serialization, "%s", d.dialect.mismatch(raw[0], s.Kind))
}

func (k Kind) isNumber() bool { return k == Integer || k == Long || k == Double }

// text writes a value that came as plain text: in the URI, the query or a header.
func (d *decoder) text(s *Shape, value string) ([]violation, error) {
	switch {
	case !utf8.ValidString(value):
		return nil, events.Refuse(events.Serialization, "A parameter of the request is not UTF-8.")
	case s.Kind == Boolean:
		return d.boolean(value)
	case s.Kind.isNumber():
		return d.number(s, value)
	}
	d.out = appendText(d.out, value)
	return d.check(s, value), nil
}

// boolean writes a boolean that came as text. AWS's framework converts the words
// themselves and refuses any other ("'23' can not be converted to an Boolean").
func (d *decoder) boolean(value string) ([]violation, error) {
	switch {
	case strings.EqualFold(value, "true"):
		d.out = append(d.out, "true"...)
	case strings.EqualFold(value, "false"):
		d.out = append(d.out, "false"...)
	default:
		return nil, unconvertible(value, Boolean)
	}
	return nil, nil
}

// number writes a number. As AWS's framework does, it cuts fractions off where
// an integer belongs.
func (d *decoder) number(s *Shape, literal string) ([]violation, error) {
	f, err := strconv.ParseFloat(literal, 64)
	if err != nil || math.IsNaN(f) || math.IsInf(f, 0) || strings.ContainsAny(literal, "xXpP_") {
		return nil, unconvertible(literal, s.Kind)
	}
	if s.Kind == Double {
		d.out = appendFloat(d.out, f)
		return d.ranged(s, f), nil
	}
	n, err := strconv.ParseInt(literal, 10, 64)
	if err != nil {
		if f < -1<<63 || f >= 1<<63 {
			return nil, unconvertible(literal, s.Kind)
		}
		n = int64(f)
	}
	if s.Kind == Integer && (n < math.MinInt32 || n > math.MaxInt32) {
		return nil, unconvertible(literal, s.Kind)
	}
	d.out = strconv.AppendInt(d.out, n, 10)
	return d.ranged(s, float64(n)), nil
}

// appendFloat spells a number as encoding/json does: the exponent form only for
// what is very large or very small.
func appendFloat(b []byte, f float64) []byte {
	if abs := math.Abs(f); abs != 0 && (abs < 1e-6 || abs >= 1e21) {
		return strconv.AppendFloat(b, f, 'e', -1, 64)
	}
	return strconv.AppendFloat(b, f, 'f', -1, 64)
}

// quotedMost is how much of a strange value is repeated to the caller.
const quotedMost = 1024

func unconvertible(value string, k Kind) error {
	return events.Refuse(events.Serialization, "'%s' can not be converted to an %s", shorten(value), k)
}

func shorten(s string) string {
	if len(s) <= quotedMost {
		return s
	}
	return strings.ToValidUTF8(s[:quotedMost], "") + "…"
}

// blob writes a base64 text in its one canonical spelling.
func (d *decoder) blob(s *Shape, encoded string) ([]violation, error) {
	if len(encoded)%4 != 0 {
		return nil, events.Refuse(events.Serialization, "'%s' can not be converted to a Blob: Base64 encoded length is expected a multiple of 4 bytes but found: %d", shorten(encoded), len(encoded))
	}
	raw, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil {
		return nil, events.Refuse(events.Serialization, "'%s' can not be converted to a Blob: Invalid Base64", shorten(encoded))
	}
	d.out = append(d.out, '"')
	d.out = base64.StdEncoding.AppendEncode(d.out, raw)
	d.out = append(d.out, '"')
	return d.sized(s, len(raw), func() string { return "" }), nil
}

// list writes a list. A null in it is left out, as AWS's framework does.
func (d *decoder) list(s *Shape, raw []byte) ([]violation, error) {
	var inside []violation
	length := 0
	d.out = append(d.out, '[')
	err := items(raw, func(item []byte) error {
		if item[0] == 'n' {
			return nil
		}
		if length++; length > 1 {
			d.out = append(d.out, ',')
		}
		d.path = append(d.path, step{index: length})
		v, err := d.value(s.Element, item)
		d.path = d.path[:len(d.path)-1]
		inside = append(inside, v...)
		return err
	})
	if err != nil {
		return nil, err
	}
	d.out = append(d.out, ']')
	shown := func() string { return shown(raw) }
	found := d.sized(s, length, shown)
	return append(found, d.ofElements("Member must satisfy constraint: ", s.Element, inside, shown)...), nil
}

// mapping writes a map, sorted by key; of a key given twice the last value counts.
func (d *decoder) mapping(s *Shape, raw []byte) ([]violation, error) {
	type entry struct {
		key   string
		value []byte
	}
	var entries []entry
	members(raw, func(key, value []byte) { entries = append(entries, entry{text(key), value}) })
	slices.SortStableFunc(entries, func(a, b entry) int { return strings.Compare(a.key, b.key) })
	var keys, values []violation
	length := 0
	d.out = append(d.out, '{')
	for i, e := range entries {
		if i+1 < len(entries) && entries[i+1].key == e.key {
			continue
		}
		if length++; length > 1 {
			d.out = append(d.out, ',')
		}
		d.out = append(appendText(d.out, e.key), ':')
		d.path = append(d.path, step{name: e.key, key: true})
		keys = append(keys, d.check(s.Key, e.key)...)
		if e.value[0] == 'n' {
			d.out = append(d.out, "null"...)
			if d.dialect.elements {
				values = append(values, d.violation("null", notNull))
			}
		} else {
			v, err := d.value(s.Element, e.value)
			if err != nil {
				return nil, err
			}
			values = append(values, v...)
		}
		d.path = d.path[:len(d.path)-1]
	}
	d.out = append(d.out, '}')
	shown := func() string { return shown(raw) }
	found := d.sized(s, length, shown)
	found = append(found, d.ofElements("Map keys must satisfy constraint: ", s.Key, keys, shown)...)
	return append(found, d.ofElements("Map value must satisfy constraint: ", s.Element, values, shown)...), nil
}

// strings writes a map of texts.
func (d *decoder) strings(m map[string]string) {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	d.out = append(d.out, '{')
	for i, key := range keys {
		if i > 0 {
			d.out = append(d.out, ',')
		}
		d.out = append(appendText(d.out, key), ':')
		d.out = appendText(d.out, m[key])
	}
	d.out = append(d.out, '}')
}
