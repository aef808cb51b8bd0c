package java

import (
	"context"
	"math/big"
	"strconv"
)

// maxNesting is how deep collections may hold each other where they are printed, compared or hashed. Java's stack
// ends somewhere as well.
const maxNesting = 500

func stackOverflow() error { return throw("java.lang.StackOverflowError", "") }

// Text is String.valueOf: what Java prints of a value.
func Text(b *Budget, v Value) (string, error) {
	if s, ok := v.(string); ok {
		return s, nil
	}
	out, err := AppendText(b, nil, v)
	return string(out), err
}

// Plain is Text without a budget, for logs and for values known to be small.
func Plain(v Value) string {
	s, err := Text(NewBudget(context.Background(), 1<<30, 1<<30), v)
	if err != nil {
		return err.Error()
	}
	return s
}

// AppendText appends what Java prints of a value.
func AppendText(b *Budget, dst []byte, v Value) ([]byte, error) {
	p := printer{b: b}
	return p.append(dst, v)
}

// printer appends values in the form that toString gives them.
type printer struct {
	b     *Budget
	depth int
}

func (p *printer) append(dst []byte, v Value) ([]byte, error) {
	switch v := v.(type) {
	case string:
		return append(dst, v...), p.b.Take(len(v))
	case nil:
		return append(dst, "null"...), nil
	case bool:
		return strconv.AppendBool(dst, v), nil
	case Char:
		return appendUnit(dst, uint16(v)), nil
	case Void:
		return dst, nil
	case *Class:
		return append(append(dst, "class "...), v.name...), nil
	}
	if Number(v) {
		return p.appendNumber(dst, v)
	}
	return p.appendDeep(dst, v)
}

func (p *printer) appendNumber(dst []byte, v Value) ([]byte, error) {
	switch v := v.(type) {
	case int32:
		return strconv.AppendInt(dst, int64(v), 10), nil
	case int64:
		return strconv.AppendInt(dst, v, 10), nil
	case int16:
		return strconv.AppendInt(dst, int64(v), 10), nil
	case int8:
		return strconv.AppendInt(dst, int64(v), 10), nil
	case float64:
		return appendDouble(dst, v), nil
	case float32:
		return appendFloat(dst, v), nil
	case *big.Int:
		if err := chargeBig(p.b, v, v); err != nil {
			return dst, err
		}
		return v.Append(dst, 10), nil
	}
	d := v.(*Decimal)
	if err := chargeBig(p.b, d.unscaled, d.unscaled); err != nil {
		return dst, err
	}
	s := d.String()
	return append(dst, s...), p.b.Take(len(s))
}

func (p *printer) appendDeep(dst []byte, v Value) (_ []byte, err error) {
	if p.depth++; p.depth > maxNesting {
		return dst, stackOverflow()
	}
	defer func() { p.depth-- }()
	if err := p.b.Spend(1); err != nil {
		return dst, err
	}
	switch v := v.(type) {
	case *Map:
		return p.appendMap(dst, v)
	case *List:
		if v.json {
			return AppendJSON(p.b, dst, v)
		}
		return p.appendSequence(dst, v)
	case *SubList:
		if err := v.check(); err != nil {
			return dst, err
		}
		return p.appendSequence(dst, v)
	case *arrayWrapper:
		return p.appendSequence(dst, v)
	case *View:
		return p.appendView(dst, v)
	case *Entry:
		return p.appendEntry(dst, v, nil)
	case Texter:
		s, null, err := v.Text()
		if null {
			s = "null"
		}
		return append(dst, s...), err
	case interface{ String() string }:
		s := v.String()
		return append(dst, s...), p.b.Take(len(s))
	}
	dst = append(dst, classOf(v).name...)
	return append(dst, "@1"...), nil
}

func (p *printer) appendSequence(dst []byte, s sequence) ([]byte, error) {
	var err error
	dst = append(dst, '[')
	for i := range s.Len() {
		if i > 0 {
			dst = append(dst, ", "...)
		}
		if dst, err = p.appendMember(dst, s.At(i), s, "(this Collection)"); err != nil {
			return dst, err
		}
	}
	return append(dst, ']'), nil
}

// appendMember prints what a collection holds, and a word where that is the collection itself.
func (p *printer) appendMember(dst []byte, v, holder Value, word string) ([]byte, error) {
	if v == holder {
		return append(dst, word...), nil
	}
	if err := p.b.Take(64); err != nil { // one step as well
		return dst, err
	}
	return p.append(dst, v)
}

func (p *printer) appendMap(dst []byte, m *Map) ([]byte, error) {
	if m.silent {
		return dst, nil
	}
	var err error
	dst = append(dst, '{')
	for i, e := range m.entries {
		if i > 0 {
			dst = append(dst, ", "...)
		}
		if dst, err = p.appendEntry(dst, e, m); err != nil {
			return dst, err
		}
	}
	return append(dst, '}'), nil
}

func (p *printer) appendEntry(dst []byte, e *Entry, m *Map) ([]byte, error) {
	dst, err := p.appendMember(dst, e.Key(), m, "(this Map)")
	if err != nil {
		return dst, err
	}
	return p.appendMember(append(dst, '='), e.Value(), m, "(this Map)")
}

func (p *printer) appendView(dst []byte, v *View) ([]byte, error) {
	var err error
	dst = append(dst, '[')
	for i, e := range v.of.entries {
		if i > 0 {
			dst = append(dst, ", "...)
		}
		if dst, err = p.appendMember(dst, v.show(e), v, "(this Collection)"); err != nil {
			return dst, err
		}
	}
	return append(dst, ']'), nil
}
