package events

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// AppendJSON appends v as encoding/json writes it, but for the escaping of <, >
// and &, which belongs to pages and not to streams. v must not contain itself.
func AppendJSON(b []byte, v any) ([]byte, error) {
	if v == nil {
		return append(b, "null"...), nil
	}
	r := reflect.ValueOf(v)
	return encoderOf(r.Type())(b, r)
}

// An encoder appends values of one type.
type encoder func(b []byte, v reflect.Value) ([]byte, error)

var encoders sync.Map // reflect.Type to encoder, a function of the type alone

func encoderOf(t reflect.Type) encoder {
	if e, ok := encoders.Load(t); ok {
		return e.(encoder)
	}
	// A type that contains itself finds this while its encoder is being made.
	var made encoder
	var ready sync.WaitGroup
	ready.Add(1)
	waiting := encoder(func(b []byte, v reflect.Value) ([]byte, error) {
		ready.Wait()
		return made(b, v)
	})
	if e, loaded := encoders.LoadOrStore(t, waiting); loaded {
		return e.(encoder)
	}
	made = newEncoder(t)
	ready.Done()
	encoders.Store(t, made)
	return made
}

func newEncoder(t reflect.Type) encoder {
	if t == reflect.TypeFor[json.RawMessage]() {
		return encodeRaw
	}
	if special(t) {
		return encodeByItself
	}
	switch t.Kind() {
	case reflect.Bool:
		return func(b []byte, v reflect.Value) ([]byte, error) { return strconv.AppendBool(b, v.Bool()), nil }
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return func(b []byte, v reflect.Value) ([]byte, error) { return strconv.AppendInt(b, v.Int(), 10), nil }
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return func(b []byte, v reflect.Value) ([]byte, error) { return strconv.AppendUint(b, v.Uint(), 10), nil }
	case reflect.String:
		return func(b []byte, v reflect.Value) ([]byte, error) { return appendString(b, v.String()), nil }
	case reflect.Struct:
		return structEncoder(t)
	case reflect.Map:
		return mapEncoder(t)
	case reflect.Slice:
		return sliceEncoder(t)
	case reflect.Pointer:
		elem := encoderOf(t.Elem())
		return func(b []byte, v reflect.Value) ([]byte, error) {
			if v.IsNil() {
				return append(b, "null"...), nil
			}
			return elem(b, v.Elem())
		}
	}
	return encodeByItself
}

// encodeByItself leaves a value to encoding/json.
func encodeByItself(b []byte, v reflect.Value) ([]byte, error) {
	if v.CanAddr() && v.Kind() != reflect.Pointer {
		v = v.Addr() // its methods may want a pointer
	}
	text, err := marshal(v.Interface())
	return append(b, text...), err
}

// encodeRaw appends JSON that is there already, without white space.
func encodeRaw(b []byte, v reflect.Value) ([]byte, error) {
	if v.IsNil() {
		return append(b, "null"...), nil
	}
	buf := bytes.NewBuffer(b)
	err := json.Compact(buf, v.Bytes())
	return buf.Bytes(), err
}

func structEncoder(t reflect.Type) encoder {
	fields, ok := fieldsOf(t)
	if !ok {
		return encodeByItself
	}
	keys := make([]string, len(fields))
	encode := make([]encoder, len(fields))
	for i, f := range fields {
		ft := t.FieldByIndex(f.index).Type
		if _, own := reflect.PointerTo(ft).MethodByName("IsZero"); own && f.omitZero {
			return encodeByItself
		}
		keys[i], encode[i] = `"`+f.name+`":`, encoderOf(ft)
	}
	return func(b []byte, v reflect.Value) (_ []byte, err error) {
		b = append(b, '{')
		first := len(b)
		for i := range fields {
			f := fields[i].of(v)
			if fields[i].omitEmpty && isEmpty(f) || fields[i].omitZero && f.IsZero() {
				continue
			}
			if len(b) > first {
				b = append(b, ',')
			}
			if b, err = encode[i](append(b, keys[i]...), f); err != nil {
				return b, err
			}
		}
		return append(b, '}'), nil
	}
}

// isEmpty is what omitempty leaves out.
func isEmpty(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Array, reflect.Map, reflect.Slice, reflect.String:
		return v.Len() == 0
	case reflect.Struct:
		return false
	case reflect.Float32, reflect.Float64:
		return v.Float() == 0 // minus zero too
	}
	return v.IsZero()
}

// mapEncoder writes members by their names.
func mapEncoder(t reflect.Type) encoder {
	if t.Key().Kind() != reflect.String || special(t.Key()) {
		return encodeByItself
	}
	elem := encoderOf(t.Elem())
	return func(b []byte, v reflect.Value) ([]byte, error) {
		if v.IsNil() {
			return append(b, "null"...), nil
		}
		switch m := v.Interface().(type) {
		case map[string]string:
			return appendMap(b, m, appendString), nil
		case map[string]bool:
			return appendMap(b, m, strconv.AppendBool), nil
		}
		type entry struct {
			name  string
			value reflect.Value
		}
		entries := make([]entry, 0, v.Len())
		name := reflect.New(t.Key()).Elem()
		for all := v.MapRange(); all.Next(); {
			name.SetIterKey(all)
			entries = append(entries, entry{name.String(), all.Value()})
		}
		slices.SortFunc(entries, func(a, b entry) int { return strings.Compare(a.name, b.name) })
		b = append(b, '{')
		for i, e := range entries {
			if i > 0 {
				b = append(b, ',')
			}
			b = append(appendString(b, e.name), ':')
			var err error
			if b, err = elem(b, e.value); err != nil {
				return b, err
			}
		}
		return append(b, '}'), nil
	}
}

func appendMap[T any](b []byte, m map[string]T, value func([]byte, T) []byte) []byte {
	var few [8]string // most maps of a noun are small
	names := few[:0]
	for name := range m {
		names = append(names, name)
	}
	slices.Sort(names)
	b = append(b, '{')
	for i, name := range names {
		if i > 0 {
			b = append(b, ',')
		}
		b = value(append(appendString(b, name), ':'), m[name])
	}
	return append(b, '}')
}

func sliceEncoder(t reflect.Type) encoder {
	if t.Elem().Kind() == reflect.Uint8 {
		return encodeByItself
	}
	elem := encoderOf(t.Elem())
	return func(b []byte, v reflect.Value) ([]byte, error) {
		if v.IsNil() {
			return append(b, "null"...), nil
		}
		b = append(b, '[')
		for i := range v.Len() {
			if i > 0 {
				b = append(b, ',')
			}
			var err error
			if b, err = elem(b, v.Index(i)); err != nil {
				return b, err
			}
		}
		return append(b, ']'), nil
	}
}

// marshal is json.Marshal without the escaping of <, > and &.
func marshal(v any) ([]byte, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(buf.Bytes(), []byte{'\n'}), nil
}

func appendString(b []byte, s string) []byte {
	if isPlain(s) {
		return append(append(append(b, '"'), s...), '"')
	}
	quoted, _ := marshal(s) // a string always marshals
	return append(b, quoted...)
}
