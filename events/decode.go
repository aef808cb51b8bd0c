package events

import (
	"encoding/json"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

// decodeJSON reads what [AppendJSON] wrote into a zero value. What is not
// exactly so (white space, members in another order, a rare escape) is read by
// encoding/json, which also says what is wrong with what is wrong.
func decodeJSON(data []byte, v reflect.Value) error {
	if read := decoderOf(v.Type()); read != nil {
		d := scan{data: data, share: len(data) <= maxShared}
		if read(&d, v) && d.at == len(data) {
			return nil
		}
		v.SetZero()
	}
	return json.Unmarshal(data, v.Addr().Interface())
}

// maxShared is how long a text may be for all strings in it to be parts of one
// copy of it. Beyond it they are copied one by one, so that one short string does
// not hold on to a large document.
const maxShared = 4 << 10

// A scan is how far a text has been read.
type scan struct {
	data  []byte
	at    int
	share bool
	text  string // all of data, once a string of it was needed
}

// A reader reads a value of one type where the scan stands, or says that it cannot.
type reader func(d *scan, v reflect.Value) bool

var readers sync.Map // reflect.Type to reader, nil for what encoding/json reads; a function of the type alone

func decoderOf(t reflect.Type) reader {
	if r, ok := readers.Load(t); ok {
		return r.(reader)
	}
	r := newReader(t, map[reflect.Type]bool{})
	readers.Store(t, r)
	return r
}

// newReader makes the reader of a type, nil when there is a type within that only
// encoding/json understands, or that contains itself.
func newReader(t reflect.Type, within map[reflect.Type]bool) reader {
	if special(t) || within[t] {
		return nil
	}
	within[t] = true
	defer delete(within, t)
	switch t.Kind() {
	case reflect.Bool:
		return readBool
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return readInt
	case reflect.Float64:
		return readFloat
	case reflect.String:
		return readString
	case reflect.Struct:
		return structReader(t, within)
	case reflect.Pointer:
		return pointerReader(t, within)
	case reflect.Slice:
		return sliceReader(t, within)
	case reflect.Map:
		return mapReader(t, within)
	}
	return nil
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

func readBool(d *scan, v reflect.Value) bool {
	if d.skip("true") {
		v.SetBool(true)
		return true
	}
	return d.skip("false") || d.skip("null")
}

func readInt(d *scan, v reflect.Value) bool {
	if d.skip("null") {
		return true
	}
	n, err := strconv.ParseInt(string(d.number()), 10, 64)
	if err != nil || v.OverflowInt(n) {
		return false
	}
	v.SetInt(n)
	return true
}

func readFloat(d *scan, v reflect.Value) bool {
	if d.skip("null") {
		return true
	}
	n, err := strconv.ParseFloat(string(d.number()), 64)
	v.SetFloat(n)
	return err == nil
}

func readString(d *scan, v reflect.Value) bool {
	if d.skip("null") {
		return true
	}
	s, ok := d.string()
	v.SetString(s)
	return ok
}

// structReader reads members in their own order, each once at the most.
func structReader(t reflect.Type, within map[reflect.Type]bool) reader {
	fields, ok := fieldsOf(t)
	if !ok {
		return nil
	}
	type member struct {
		key   string
		index []int
		read  reader
	}
	members := make([]member, len(fields))
	for i, f := range fields {
		read := newReader(t.FieldByIndex(f.index).Type, within)
		if read == nil {
			return nil
		}
		members[i] = member{`"` + f.name + `":`, f.index, read}
	}
	return func(d *scan, v reflect.Value) bool {
		if !d.next('{') {
			return d.skip("null")
		}
		some := false
		for i := range members {
			m := &members[i]
			if d.is('}') {
				break
			}
			comma := some && d.next(',')
			if some && !comma {
				return false
			}
			if !d.skip(m.key) {
				if comma {
					d.at--
				}
				continue
			}
			some = true
			f := v.Field(m.index[0])
			for _, k := range m.index[1:] {
				f = f.Field(k)
			}
			if !m.read(d, f) {
				return false
			}
		}
		return d.next('}')
	}
}

func pointerReader(t reflect.Type, within map[reflect.Type]bool) reader {
	elem := newReader(t.Elem(), within)
	if elem == nil {
		return nil
	}
	return func(d *scan, v reflect.Value) bool {
		if d.skip("null") {
			return true
		}
		v.Set(reflect.New(t.Elem()))
		return elem(d, v.Elem())
	}
}

func sliceReader(t reflect.Type, within map[reflect.Type]bool) reader {
	elem := newReader(t.Elem(), within)
	if elem == nil || t.Elem().Kind() == reflect.Uint8 {
		return nil
	}
	return func(d *scan, v reflect.Value) bool {
		if !d.next('[') {
			return d.skip("null")
		}
		v.Set(reflect.MakeSlice(t, 0, 0))
		if d.next(']') {
			return true
		}
		for n := 0; ; n++ {
			v.Grow(1)
			v.SetLen(n + 1)
			if !elem(d, v.Index(n)) {
				return false
			}
			if !d.next(',') {
				return d.next(']')
			}
		}
	}
}

func mapReader(t reflect.Type, within map[reflect.Type]bool) reader {
	elem := newReader(t.Elem(), within)
	if elem == nil || t.Key().Kind() != reflect.String || special(t.Key()) {
		return nil
	}
	return func(d *scan, v reflect.Value) bool {
		if !d.next('{') {
			return d.skip("null")
		}
		set := setter(t, v, elem)
		if d.next('}') {
			return true
		}
		for {
			name, ok := d.string()
			if !ok || !d.next(':') || !set(d, name) {
				return false
			}
			if !d.next(',') {
				return d.next('}')
			}
		}
	}
}

// setter makes a map and returns what reads one value into it.
func setter(t reflect.Type, v reflect.Value, elem reader) func(*scan, string) bool {
	switch m := v.Addr().Interface().(type) {
	case *map[string]string:
		*m = map[string]string{}
		return func(d *scan, name string) bool {
			s, ok := d.string()
			(*m)[name] = s
			return ok
		}
	case *map[string]bool:
		*m = map[string]bool{}
		return func(d *scan, name string) bool {
			is := d.skip("true")
			(*m)[name] = is
			return is || d.skip("false")
		}
	}
	v.Set(reflect.MakeMap(t))
	return func(d *scan, name string) bool {
		value := reflect.New(t.Elem()).Elem()
		if !elem(d, value) {
			return false
		}
		v.SetMapIndex(reflect.ValueOf(name).Convert(t.Key()), value)
		return true
	}
}
