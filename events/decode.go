package events

import (
	"encoding/json"
	"reflect"
	"strconv"
	"sync"
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
	keys := make([]string, len(fields))
	read := make([]reader, len(fields))
	for i, f := range fields {
		keys[i] = `"` + f.name + `":`
		if read[i] = newReader(t.FieldByIndex(f.index).Type, within); read[i] == nil {
			return nil
		}
	}
	return func(d *scan, v reflect.Value) bool {
		if !d.next('{') {
			return d.skip("null")
		}
		some := false
		for i := range fields {
			start := d.at
			if some && !d.next(',') {
				break
			}
			if !d.skip(keys[i]) {
				d.at = start // the member is not there
				continue
			}
			if some = true; !read[i](d, fields[i].of(v)) {
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
