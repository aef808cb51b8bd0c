package vtl

import "reel/http/vtl/java"

// reference is $name, with what is asked of it.
type reference struct {
	place
	root    string
	parts   []part
	source  string // how it prints when it is null
	prefix  string // half of the backslashes before it
	more    string // other dollar signs before it
	escaped bool
	runt    bool // braces after a reference, which print as one brace
	dead    bool // never anything
}

// part is what is asked of a value: a property, a method or an index.
type part interface {
	get(r *renderer, s scope, of java.Value) (java.Value, error)
	set(r *renderer, s scope, of, to java.Value) error
}

// resolve finds what the reference refers to, or nil.
func (n *reference) resolve(r *renderer, s scope) (java.Value, error) {
	if n.runt {
		return nil, nil
	}
	if err := r.step(n.place); err != nil {
		return nil, err
	}
	v, err := s.get(r, n.root)
	for _, p := range n.parts {
		if v == nil || err != nil {
			break
		}
		v, err = p.get(r, s, v)
	}
	return v, n.wrap(err)
}

func (n *reference) value(r *renderer, s scope) (java.Value, error) {
	if n.dead {
		return nil, nil
	}
	return n.resolve(r, s)
}

func (n *reference) test(r *renderer, s scope) (bool, error) {
	v, err := n.resolve(r, s)
	if err != nil {
		return false, err
	}
	switch v := v.(type) {
	case nil:
		return false, nil
	case bool:
		return v, nil
	case *definition:
		_, null, err := v.Text()
		return !null, err
	}
	return true, nil
}

func (n *reference) render(r *renderer, s scope) error {
	if n.runt {
		return r.write(n.root)
	}
	v, err := n.resolve(r, s)
	if err != nil {
		return err
	}
	if n.escaped {
		return n.renderEscaped(r, s, v)
	}
	if d, ok := v.(*definition); ok {
		if done, err := d.render(r, s); done || err != nil {
			return err
		}
		v = nil
	}
	if v == nil {
		return r.writeAll(n.prefix, n.prefix, n.more, n.nullText(r, s))
	}
	if err := r.writeAll(n.prefix, n.more); err != nil {
		return err
	}
	return n.wrap(r.writeValue(v))
}

// renderEscaped prints the reference itself, and a backslash before it if it is null.
func (n *reference) renderEscaped(r *renderer, s scope, v java.Value) error {
	slash := ""
	if v == nil {
		slash = `\`
	}
	return r.writeAll(n.prefix, slash, n.nullText(r, s))
}

// nullText is the reference's own text or, in a macro, that of the argument which the caller gave for it.
func (n *reference) nullText(r *renderer, s scope) string {
	if r.emptyNulls && !n.escaped {
		return ""
	}
	if given, ok := s.given(n.source); ok {
		return given
	}
	return n.source
}

// set assigns to the last part. What cannot be assigned to is left alone.
func (n *reference) set(r *renderer, s scope, to java.Value) error {
	v, err := s.get(r, n.root)
	last := len(n.parts) - 1
	for _, p := range n.parts[:last] {
		if v == nil || err != nil {
			return n.wrap(err)
		}
		v, err = p.get(r, s, v)
	}
	if v == nil || err != nil {
		return n.wrap(err)
	}
	return n.wrap(n.parts[last].set(r, s, v, to))
}

type propertyPart struct {
	place
	name string
}

func (p *propertyPart) get(r *renderer, _ scope, of java.Value) (java.Value, error) {
	v, _, err := java.Property(r.budget, of, p.name)
	return v, p.wrap(err)
}

func (p *propertyPart) set(r *renderer, _ scope, of, to java.Value) error {
	_, err := java.SetProperty(r.budget, of, p.name, to)
	return p.wrap(err)
}

type methodPart struct {
	place
	name string
	args []expr
}

func (p *methodPart) get(r *renderer, s scope, of java.Value) (java.Value, error) {
	base := len(r.args)
	for _, a := range p.args {
		v, err := a.value(r, s)
		if err != nil {
			return nil, err
		}
		r.args = append(r.args, v)
	}
	args := r.args[base:len(r.args):len(r.args)]
	v, _, err := java.Invoke(r.budget, of, p.name, args)
	clear(args)
	r.args = r.args[:base]
	return voidAsText(v), p.wrap(err)
}

// set takes the method's name for that of a property, as Velocity does.
func (p *methodPart) set(r *renderer, _ scope, of, to java.Value) error {
	_, err := java.SetProperty(r.budget, of, p.name, to)
	return p.wrap(err)
}

// voidAsText makes the empty string of a method without a result.
func voidAsText(v java.Value) java.Value {
	if v == (java.Void{}) {
		return ""
	}
	return v
}

type indexPart struct {
	place
	at expr
}

// index computes the index; a negative one counts from the end.
func (p *indexPart) index(r *renderer, s scope, of java.Value) (java.Value, error) {
	v, err := p.at.value(r, s)
	if err != nil {
		return nil, err
	}
	i, ok := v.(int32)
	if !ok || i >= 0 {
		return v, nil
	}
	size, _, err := java.Invoke(r.budget, of, "size", nil)
	if err != nil {
		return nil, p.wrap(err)
	}
	n, ok := size.(int32)
	if !ok {
		return nil, p.fail(KindRuntime, "A negative index needs a method size()")
	}
	return n + i, nil
}

func (p *indexPart) get(r *renderer, s scope, of java.Value) (java.Value, error) {
	i, err := p.index(r, s, of)
	if err != nil {
		return nil, err
	}
	v, _, err := java.Invoke(r.budget, of, "get", []java.Value{i})
	return voidAsText(v), p.wrap(err)
}

func (p *indexPart) set(r *renderer, s scope, of, to java.Value) error {
	i, err := p.index(r, s, of)
	if err != nil {
		return err
	}
	_, ok, err := java.Invoke(r.budget, of, "set", []java.Value{i, to})
	if !ok && err == nil {
		_, _, err = java.Invoke(r.budget, of, "put", []java.Value{i, to})
	}
	return p.wrap(err)
}
