package restjson

import (
	"bytes"
	"cmp"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"reel/events"
)

// An Input is what a request asks, as canonical JSON: one object with sorted
// members under the names of the vocabularies' input structures, into which it
// unmarshals. Members that were not given, or were given as null, are absent;
// values of maps may be null.
type Input = json.RawMessage

// Decode reads the input of op from a request. uriParam gives the unescaped value
// of a parameter in op.URI by its name there, such as restapi_id. An empty body
// is an empty object. What AWS's framework refuses is an [events.Error]: a value
// of the wrong type is a SerializationException, and values that the model does
// not allow are, all of them together, one ValidationException.
func Decode(op *Operation, q *http.Request, uriParam func(name string) string, body []byte) (Input, error) {
	r := request{op: op, header: q.Header, uriParam: uriParam, body: body}
	if q.URL.RawQuery != "" {
		r.query = q.URL.Query()
	}
	d := decoder{dialect: op.dialect, out: make([]byte, 0, len(body)+256)}
	object, err := r.object()
	if err != nil {
		return nil, err
	}
	violations, err := d.input(&r, object)
	if err != nil {
		return nil, err
	}
	if len(violations) > 0 {
		return nil, events.Refuse(cmp.Or(op.dialect.violated, events.Validation), "%s", sentence(op, violations))
	}
	return d.out, nil
}

// A request is where an input's members are found.
type request struct {
	op       *Operation
	header   http.Header
	query    url.Values
	uriParam func(string) string
	body     []byte
}

// object is the body's JSON object; a body that no member is read from counts as
// an empty one.
func (r *request) object() ([]byte, error) {
	inBody := func(m Member) bool { return m.Location == Body }
	if !slices.ContainsFunc(r.op.Input.Members, inBody) || len(r.body) == 0 {
		return []byte("{}"), nil
	}
	start := skipSpace(r.body, 0)
	switch {
	case !json.Valid(r.body) || !utf8.Valid(r.body):
		return nil, events.Refuse(events.Serialization, "The request body is not well-formed JSON.")
	case r.body[start] == '[':
		return nil, events.Refuse(events.Serialization, unexpectedList)
	case r.body[start] != '{':
		return nil, events.Refuse(events.Serialization, "The request body is not a JSON object.")
	}
	return r.body[start:], nil
}

// A decoder writes a canonical input and notes what is wrong with it.
type decoder struct {
	dialect *dialect
	out     []byte
	path    []step // to the value being read

	violations int // so far
}

// input writes the whole input: the body's members and the rest of the request's.
func (d *decoder) input(r *request, object []byte) ([]violation, error) {
	return d.members(r.op.Input, object, func(m *Member) ([]violation, bool, error) {
		if m.Location == Body {
			return nil, false, nil
		}
		return d.bound(r, m)
	})
}

// structure writes a nested structure.
func (d *decoder) structure(s *Shape, object []byte) ([]violation, error) {
	none := func(*Member) ([]violation, bool, error) { return nil, false, nil }
	return d.members(s, object, none)
}

// members writes an object with a structure's members. elsewhere writes a member
// that is not in the object, if it can, and tells whether it did.
func (d *decoder) members(s *Shape, object []byte, elsewhere func(*Member) ([]violation, bool, error)) ([]violation, error) {
	var room [32][]byte
	values := s.pick(room[:0], object)
	var found map[int][]violation
	d.out = append(d.out, '{')
	start := len(d.out)
	for i := range s.Members {
		m := &s.Members[i]
		mark := len(d.out)
		if mark > start {
			d.out = append(d.out, ',')
		}
		d.key(m.Name)
		d.path = append(d.path, step{name: m.Name, outside: m.Location != Body})
		v, written, err := d.member(m, values[i], elsewhere)
		d.path = d.path[:len(d.path)-1]
		if err != nil {
			return nil, err
		}
		if !written {
			d.out = d.out[:mark]
		}
		if len(v) > 0 {
			if found == nil {
				found = map[int][]violation{}
			}
			found[m.Rank] = v
		}
	}
	d.out = append(d.out, '}')
	return inOrder(found), nil
}

// pick appends the values that an object has for a structure's members, nil where
// it has none. Of a member given twice the last counts, as AWS's parser has it.
func (s *Shape) pick(values [][]byte, object []byte) [][]byte {
	values = append(values, make([][]byte, len(s.Members))...)
	members(object, func(key, value []byte) {
		name := key[1 : len(key)-1]
		if bytes.IndexByte(name, '\\') >= 0 {
			name = []byte(text(key))
		}
		for i := range s.Members {
			if m := &s.Members[i]; m.Location == Body && string(name) == m.Wire {
				values[i] = value
			}
		}
	})
	return values
}

func (d *decoder) key(name string) {
	d.out = append(append(append(d.out, '"'), name...), '"', ':')
}

// member writes one member's value, and tells whether there was one.
func (d *decoder) member(m *Member, value []byte, elsewhere func(*Member) ([]violation, bool, error)) ([]violation, bool, error) {
	if len(value) > 0 && value[0] != 'n' {
		v, err := d.value(m.Shape, value)
		return v, true, err
	}
	v, written, err := elsewhere(m)
	if !written && m.Required && d.dialect.constrains && err == nil {
		v = append(v, d.violation("null", notNull))
	}
	return v, written, err
}

// bound writes the value of a member that is outside the body's JSON.
func (d *decoder) bound(r *request, m *Member) ([]violation, bool, error) {
	switch m.Location {
	case Payload:
		return d.payload(r, m)
	case URI:
		value := r.uriParam(m.Wire)
		if value == "" && d.dialect.constrains {
			return nil, false, nil
		}
		v, err := d.text(m.Shape, value)
		return v, true, err
	case Header:
		if values := r.header.Values(m.Wire); len(values) > 0 {
			v, err := d.text(m.Shape, values[0])
			return v, true, err
		}
	case Query:
		if values, ok := r.query[m.Wire]; ok {
			return d.queried(m, values)
		}
	case QueryRest:
		return d.queryRest(r)
	}
	return nil, false, nil
}

// payload writes the body as it came. A blob stands in base64, as encoding/json
// has it.
func (d *decoder) payload(r *request, m *Member) ([]violation, bool, error) {
	switch {
	case m.Shape.Kind == Blob:
		d.out = append(d.out, '"')
		d.out = base64.StdEncoding.AppendEncode(d.out, r.body)
		d.out = append(d.out, '"')
	case !utf8.Valid(r.body):
		return nil, false, events.Refuse(events.Serialization, "The request body is not UTF-8.")
	default:
		d.out = appendText(d.out, string(r.body))
	}
	return d.sized(m.Shape, len(r.body), func() string { return "" }), true, nil
}

// queried writes a member from its parameters in the query. A list takes all of
// them, anything else the first; a number or boolean without a text is absent.
func (d *decoder) queried(m *Member, values []string) ([]violation, bool, error) {
	if m.Shape.Kind == List {
		d.out = append(d.out, '[')
		for i, value := range values {
			if i > 0 {
				d.out = append(d.out, ',')
			}
			if _, err := d.text(m.Shape.Element, value); err != nil {
				return nil, false, err
			}
		}
		d.out = append(d.out, ']')
		return nil, true, nil
	}
	if values[0] == "" && m.Shape.Kind != String {
		return nil, false, nil
	}
	v, err := d.text(m.Shape, values[0])
	return v, true, err
}

// queryRest writes the map of the parameters that belong to nothing else: not to
// another member, not to the operation's own query, not to a presigned URL. Names
// that are not UTF-8 are nobody's at all.
func (d *decoder) queryRest(r *request) ([]violation, bool, error) {
	rest := map[string]string{}
	for name, values := range r.query {
		fixed, _, _ := strings.Cut(r.op.Query, "=")
		taken := func(m Member) bool { return m.Location == Query && m.Wire == name }
		if name == fixed || strings.HasPrefix(name, "X-Amz-") || !utf8.ValidString(name) || slices.ContainsFunc(r.op.Input.Members, taken) {
			continue
		}
		rest[name] = strings.ToValidUTF8(values[0], "\ufffd")
	}
	if len(rest) == 0 {
		return nil, false, nil
	}
	d.strings(rest)
	return nil, true, nil
}
