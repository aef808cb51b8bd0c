package vtl

import "reel/http/vtl/java"

// node is a compiled part of a template.
type node interface {
	render(r *renderer, s scope) error
}

// expr is a node that has a value.
type expr interface {
	node
	value(r *renderer, s scope) (java.Value, error)
	// test is what #if makes of it. Only references, comparisons and boolean literals can be true.
	test(r *renderer, s scope) (bool, error)
}

// block is a sequence of nodes.
type block []node

func (b block) render(r *renderer, s scope) error {
	for _, n := range b {
		if err := n.render(r, s); err != nil {
			return err
		}
	}
	return nil
}

// text is what is written as it is.
type text string

func (t text) render(r *renderer, _ scope) error { return r.write(string(t)) }

// silent is an expression that prints nothing where a statement is wanted, and that #if takes for false.
type silent struct{}

func (silent) render(*renderer, scope) error { return nil }

func (silent) test(*renderer, scope) (bool, error) { return false, nil }

// constant is a literal that is the same every time.
type constant struct {
	silent
	is java.Value
}

func (c constant) value(*renderer, scope) (java.Value, error) { return c.is, nil }

func (c constant) test(*renderer, scope) (bool, error) { return c.is == true, nil }

// branch is one part of an #if; the one of #else has no condition.
type branch struct {
	when expr
	body block
}

type ifNode []branch

func (n ifNode) render(r *renderer, s scope) error {
	for _, b := range n {
		ok := b.when == nil
		if !ok {
			var err error
			if ok, err = b.when.test(r, s); err != nil {
				return err
			}
		}
		if ok {
			return b.body.render(r, s)
		}
	}
	return nil
}

// setNode is #set. A value that is null changes nothing.
type setNode struct {
	place
	left  *reference
	name  string
	right expr
}

func (n *setNode) render(r *renderer, s scope) error {
	if err := r.step(n.place); err != nil {
		return err
	}
	v, err := n.right.value(r, s)
	if v == nil || err != nil {
		return err
	}
	if len(n.left.parts) == 0 {
		return n.wrap(s.put(r, n.name, v))
	}
	return n.left.set(r, s, v)
}
