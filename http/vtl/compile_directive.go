package vtl

import "strings"

// compiledKid is an argument or the block of a directive.
type compiledKid struct {
	tree  *tree
	value expr
	body  block
}

func (k compiledKid) isBlock() bool { return k.tree.kind == treeBlock }

// render is what Velocity does with a part of a directive that it takes for its block.
func (k compiledKid) render(r *renderer, s scope) error {
	if k.isBlock() {
		return k.body.render(r, s)
	}
	return k.value.render(r, s)
}

func (c *compiler) kids(t *tree) ([]compiledKid, error) {
	ks := make([]compiledKid, len(t.kids))
	for i, kid := range t.kids {
		ks[i].tree = kid
		var err error
		if kid.kind == treeBlock {
			ks[i].body, err = c.block(kid)
		} else {
			ks[i].value, err = c.expression(kid)
		}
		if err != nil {
			return nil, err
		}
	}
	return ks, nil
}

func (c *compiler) directive(t *tree) (node, error) {
	kids, err := c.kids(t)
	if err != nil {
		return nil, err
	}
	switch t.text {
	case "foreach":
		return c.foreach(t, kids)
	case "define":
		return c.define(t, kids)
	case "evaluate":
		return c.evaluate(t, kids)
	case "literal":
		return c.literalDirective(t)
	case "macro":
		c.macro(kids)
		return text(""), nil
	case "break", "stop":
		return c.jump(t, kids)
	case "include", "parse":
		return &refusedNode{t.first.place(), t.text}, nil
	}
	return c.call(t, kids)
}

// missing is where Velocity trips over its own tree.
func missing(t *tree) error {
	return t.first.place().fail(KindRuntime, "#"+t.text+" lacks its arguments")
}

func (c *compiler) foreach(t *tree, kids []compiledKid) (node, error) {
	if len(kids) == 0 {
		return nil, missing(t)
	}
	n := &foreachNode{place: t.first.place()}
	if ref, ok := kids[0].value.(*reference); ok {
		n.name = ref.root
	} else {
		n.name = dropFirst(kids[0].tree.first.image)
	}
	switch {
	case len(kids) < 3:
		n.broken = true
	case kids[2].isBlock():
		n.list = constant{}
	default:
		n.list, n.body = kids[2].value, kids[3]
	}
	return n, nil
}

func dropFirst(s string) string { return s[min(1, len(s)):] }

func (c *compiler) define(t *tree, kids []compiledKid) (node, error) {
	if len(kids) != 2 {
		return nil, missing(t)
	}
	return &defineNode{place: t.first.place(), name: dropFirst(kids[0].tree.first.image), body: kids[1].body}, nil
}

func (c *compiler) evaluate(t *tree, kids []compiledKid) (node, error) {
	if len(kids) != 1 {
		return nil, t.first.place().fail(KindParse, "#evaluate() requires exactly one argument")
	}
	if k := kids[0].tree.kind; k != treeString && k != treeReference {
		return nil, t.first.place().fail(KindParse, "#evaluate() argument must be a string literal or reference")
	}
	return &evaluateNode{place: t.first.place(), source: kids[0].value}, nil
}

func (c *compiler) literalDirective(t *tree) (node, error) {
	if len(t.kids) == 0 {
		return nil, missing(t)
	}
	s, ok := literalOf(t.kids[0].first, t.kids[0].last)
	if !ok {
		return nil, missing(t)
	}
	return text(s), nil
}

func (c *compiler) jump(t *tree, kids []compiledKid) (node, error) {
	if len(kids) > 1 {
		return nil, t.first.place().fail(KindRuntime, "#"+t.text+" takes a single argument")
	}
	var arg expr
	if len(kids) == 1 {
		arg = kids[0].value
	}
	if t.text == "stop" {
		return &stopNode{arg}, nil
	}
	return &breakNode{t.first.place(), arg}, nil
}

// macro registers a macro, also one within a part that is never rendered.
func (c *compiler) macro(kids []compiledKid) {
	m := &macro{name: kids[0].tree.first.image, body: kids[len(kids)-1].body}
	for _, k := range kids[1 : len(kids)-1] {
		m.params = append(m.params, strings.TrimPrefix(k.tree.first.image, "$"))
	}
	c.library.define(m)
}

// call compiles a directive that is a macro, if there will be one of that name when it is rendered.
func (c *compiler) call(t *tree, kids []compiledKid) (node, error) {
	source, err := c.keep(t, imagesOf(t.first, t.last))
	if err != nil {
		return nil, err
	}
	n := &callNode{place: t.first.place(), name: t.text, source: source}
	if strings.HasPrefix(t.text, "@") {
		if len(kids) == 0 {
			return text("#" + t.text), nil
		}
		n.name = t.text[1:]
		n.hasBody = true
		n.body = kids[len(kids)-1].body
		kids = kids[:len(kids)-1]
	}
	for _, k := range kids {
		a := newArgument(k)
		if a.source, err = c.keep(t, a.source); err != nil {
			return nil, err
		}
		n.args = append(n.args, a)
		if k.tree.kind == treeWord {
			n.word = k.tree.first.image
		}
	}
	return n, nil
}

func newArgument(k compiledKid) argument {
	a := argument{value: k.value, source: k.tree.literal()}
	switch k.tree.kind {
	case treeString, treeMap, treeArray, treeRange, treeReference:
		a.byName = true
	}
	return a
}
