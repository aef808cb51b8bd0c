package projections

import (
	"encoding"
	"encoding/binary"
	"errors"
	"fmt"
	"reflect"
	"sync"
	"unsafe"
)

// A packer writes values of any type that a State is made of, field by field,
// exported or not. A pointer that comes again is written as a reference, and a
// table as its difference to the last one in the same place, so that what trees
// share is written once and is shared again when it is read.
type packer struct {
	out      []byte
	strings  map[string]uint64
	pointers map[pointer]uint64
	tables   map[*codec]any // the last Table written by each codec
}

// A pointer is told apart by its type too: a struct begins where its first
// field does.
type pointer struct {
	codec *codec
	at    unsafe.Pointer
}

func newPacker() *packer {
	return &packer{strings: map[string]uint64{}, pointers: map[pointer]uint64{}, tables: map[*codec]any{}}
}

func (p *packer) number(n uint64) { p.out = binary.AppendUvarint(p.out, n) }

// text writes a string, and one that was written before as its number.
func (p *packer) text(s string) {
	if n, ok := p.strings[s]; ok {
		p.number(n + 1)
		return
	}
	p.strings[s] = uint64(len(p.strings))
	p.number(0)
	p.number(uint64(len(s)))
	p.out = append(p.out, s...)
}

// An unpacker reads what a packer wrote. Whatever it is given, it fails with
// errPacked at the worst.
type unpacker struct {
	in       string // strings are parts of it
	strings  []string
	pointers []reflect.Value
	tables   map[*codec]any
}

var errPacked = errors.New("the snapshot is damaged")

func newUnpacker(in []byte) *unpacker {
	return &unpacker{in: string(in), tables: map[*codec]any{}}
}

// unpacking turns a failure within f into its error.
func unpacking(f func()) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%w: %v", errPacked, r)
		}
	}()
	f()
	return nil
}

func (u *unpacker) number() uint64 {
	var n uint64
	for shift := uint(0); shift < 64; shift += 7 {
		b := u.in[0]
		u.in = u.in[1:]
		n |= uint64(b&0x7f) << shift
		if b < 0x80 {
			return n
		}
	}
	panic("a number is too long")
}

// length reads how many items follow; each takes a byte or more.
func (u *unpacker) length() int {
	n := u.number()
	if n > uint64(len(u.in)) {
		panic("there is more announced than there is")
	}
	return int(n)
}

func (u *unpacker) text() string {
	if n := u.number(); n > 0 {
		return u.strings[n-1]
	}
	n := u.length()
	s := u.in[:n]
	u.in = u.in[n:]
	u.strings = append(u.strings, s)
	return s
}

// A codec writes and reads values of one type. Values are addressable.
type codec struct {
	pack   func(p *packer, v reflect.Value)
	unpack func(u *unpacker, v reflect.Value)
}

// codecs are the codecs of a type and of all that it is made of.
type codecs struct {
	made map[reflect.Type]*codec
	err  error // of the first type that has none
}

// stateCodecs are those of State: a function of its type alone.
var stateCodecs = sync.OnceValue(func() *codecs {
	c := &codecs{made: map[reflect.Type]*codec{}}
	c.of(reflect.TypeFor[State]())
	return c
})

var (
	marshalsBinary   = reflect.TypeFor[encoding.BinaryMarshaler]()
	unmarshalsBinary = reflect.TypeFor[encoding.BinaryUnmarshaler]()
)

// of is the codec of a type.
func (c *codecs) of(t reflect.Type) *codec {
	pt := reflect.PointerTo(t)
	if pt.Implements(reflect.TypeFor[packedTable]()) {
		return c.table(t)
	}
	if made := c.made[t]; made != nil {
		return made
	}
	made := new(codec)
	c.made[t] = made // before its parts: a type may contain itself by pointer
	switch {
	case t == reflect.TypeFor[lazyDigest]():
		*made = codec{func(*packer, reflect.Value) {}, func(*unpacker, reflect.Value) {}} // found out anew when it is asked for
	case t.Implements(marshalsBinary) && pt.Implements(unmarshalsBinary):
		*made = binaryCodec
	default:
		c.plain(made, t)
	}
	return made
}

func (c *codecs) plain(made *codec, t reflect.Type) {
	switch t.Kind() {
	case reflect.Bool:
		*made = boolCodec
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		*made = intCodec
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		*made = uintCodec
	case reflect.Float32, reflect.Float64:
		*made = floatCodec
	case reflect.String:
		*made = stringCodec
	case reflect.Slice:
		c.slice(made, t)
	case reflect.Array:
		c.array(made, t)
	case reflect.Map:
		c.mapping(made, t)
	case reflect.Pointer:
		c.pointer(made, t)
	case reflect.Struct:
		c.structure(made, t)
	case reflect.Interface:
		c.any(made, t)
	default:
		c.refuse(t)
	}
}

func (c *codecs) refuse(t reflect.Type) {
	if c.err == nil {
		c.err = fmt.Errorf("projections: a snapshot cannot hold %v", t)
	}
}
