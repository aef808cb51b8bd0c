package projections

import (
	"cmp"
	"encoding"
	"encoding/binary"
	"encoding/json"
	"math"
	"reflect"
	"slices"
)

var (
	boolCodec = codec{
		func(p *packer, v reflect.Value) {
			if v.Bool() {
				p.out = append(p.out, 1)
			} else {
				p.out = append(p.out, 0)
			}
		},
		func(u *unpacker, v reflect.Value) { v.SetBool(u.number() == 1) },
	}
	intCodec = codec{
		func(p *packer, v reflect.Value) { p.out = binary.AppendVarint(p.out, v.Int()) },
		func(u *unpacker, v reflect.Value) {
			n := u.number()
			v.SetInt(int64(n>>1) ^ -int64(n&1)) // as encoding/binary's Varint
		},
	}
	uintCodec = codec{
		func(p *packer, v reflect.Value) { p.number(v.Uint()) },
		func(u *unpacker, v reflect.Value) { v.SetUint(u.number()) },
	}
	floatCodec = codec{
		func(p *packer, v reflect.Value) { p.number(math.Float64bits(v.Float())) },
		func(u *unpacker, v reflect.Value) { v.SetFloat(math.Float64frombits(u.number())) },
	}
	stringCodec = codec{
		func(p *packer, v reflect.Value) { p.text(v.String()) },
		func(u *unpacker, v reflect.Value) { v.SetString(u.text()) },
	}
	// binaryCodec is for types that know how to write themselves, such as time.Time.
	binaryCodec = codec{
		func(p *packer, v reflect.Value) {
			b, err := v.Interface().(encoding.BinaryMarshaler).MarshalBinary()
			if err != nil {
				panic(err)
			}
			p.text(string(b))
		},
		func(u *unpacker, v reflect.Value) {
			if err := v.Addr().Interface().(encoding.BinaryUnmarshaler).UnmarshalBinary([]byte(u.text())); err != nil {
				panic(err)
			}
		},
	}
)

// any is for values as encoding/json reads them into an interface.
func (c *codecs) any(made *codec, t reflect.Type) {
	if t.NumMethod() > 0 {
		c.refuse(t)
	}
	made.pack = func(p *packer, v reflect.Value) {
		b, err := json.Marshal(v.Interface())
		if err != nil {
			panic(err)
		}
		p.text(string(b))
	}
	made.unpack = func(u *unpacker, v reflect.Value) {
		if err := json.Unmarshal([]byte(u.text()), v.Addr().Interface()); err != nil {
			panic(err)
		}
	}
}

func (c *codecs) slice(made *codec, t reflect.Type) {
	if t.Elem().Kind() == reflect.Uint8 {
		*made = bytesCodec
		return
	}
	elem := c.of(t.Elem())
	made.pack = func(p *packer, v reflect.Value) {
		if v.IsNil() {
			p.number(0)
			return
		}
		p.number(uint64(v.Len()) + 1)
		for i := range v.Len() {
			elem.pack(p, v.Index(i))
		}
	}
	made.unpack = func(u *unpacker, v reflect.Value) {
		n := u.length()
		if n == 0 {
			return
		}
		v.Set(reflect.MakeSlice(t, n-1, n-1))
		for i := range n - 1 {
			elem.unpack(u, v.Index(i))
		}
	}
}

var bytesCodec = codec{
	func(p *packer, v reflect.Value) {
		if v.IsNil() {
			p.number(0)
			return
		}
		p.number(1)
		p.text(string(v.Bytes()))
	},
	func(u *unpacker, v reflect.Value) {
		if u.number() == 1 {
			v.SetBytes([]byte(u.text()))
		}
	},
}

func (c *codecs) array(made *codec, t reflect.Type) {
	elem := c.of(t.Elem())
	made.pack = func(p *packer, v reflect.Value) {
		for i := range t.Len() {
			elem.pack(p, v.Index(i))
		}
	}
	made.unpack = func(u *unpacker, v reflect.Value) {
		for i := range t.Len() {
			elem.unpack(u, v.Index(i))
		}
	}
}

// mapping writes entries by their keys, so that a state has one form.
func (c *codecs) mapping(made *codec, t reflect.Type) {
	if t.Key().Kind() != reflect.String {
		c.refuse(t)
	}
	elem := c.of(t.Elem())
	made.pack = func(p *packer, v reflect.Value) {
		if v.IsNil() {
			p.number(0)
			return
		}
		p.number(uint64(v.Len()) + 1)
		keys := v.MapKeys()
		slices.SortFunc(keys, func(a, b reflect.Value) int { return cmp.Compare(a.String(), b.String()) })
		addressable := reflect.New(t.Elem()).Elem()
		for _, key := range keys {
			p.text(key.String())
			addressable.Set(v.MapIndex(key))
			elem.pack(p, addressable)
		}
	}
	made.unpack = func(u *unpacker, v reflect.Value) {
		n := u.length()
		if n == 0 {
			return
		}
		v.Set(reflect.MakeMapWithSize(t, n-1))
		key := reflect.New(t.Key()).Elem()
		for range n - 1 {
			key.SetString(u.text())
			value := reflect.New(t.Elem()).Elem()
			elem.unpack(u, value)
			v.SetMapIndex(key, value)
		}
	}
}

// pointer writes 0 for nil, 1 and the value for what is new, and a number from
// 2 for what was written before.
func (c *codecs) pointer(made *codec, t reflect.Type) {
	elem := c.of(t.Elem())
	made.pack = func(p *packer, v reflect.Value) {
		if v.IsNil() {
			p.number(0)
			return
		}
		at := pointer{made, v.UnsafePointer()}
		if n, ok := p.pointers[at]; ok {
			p.number(n + 2)
			return
		}
		p.pointers[at] = uint64(len(p.pointers))
		p.number(1)
		elem.pack(p, v.Elem())
	}
	made.unpack = func(u *unpacker, v reflect.Value) {
		switch n := u.number(); n {
		case 0:
		case 1:
			v.Set(reflect.New(t.Elem()))
			u.pointers = append(u.pointers, v.Elem().Addr())
			elem.unpack(u, v.Elem())
		default:
			v.Set(u.pointers[n-2])
		}
	}
}

// structure writes all fields. Those that are not exported are reached by their
// address, because reflect lets nobody set them.
func (c *codecs) structure(made *codec, t reflect.Type) {
	fields := make([]*codec, t.NumField())
	for i := range fields {
		fields[i] = c.of(t.Field(i).Type)
	}
	made.pack = func(p *packer, v reflect.Value) {
		for i, f := range fields {
			f.pack(p, reachable(v.Field(i)))
		}
	}
	made.unpack = func(u *unpacker, v reflect.Value) {
		for i, f := range fields {
			f.unpack(u, reachable(v.Field(i)))
		}
	}
}

func reachable(v reflect.Value) reflect.Value {
	if v.CanSet() {
		return v
	}
	return reflect.NewAt(v.Type(), v.Addr().UnsafePointer()).Elem()
}
