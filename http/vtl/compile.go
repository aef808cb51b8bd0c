package vtl

import (
	"strings"

	"reel/http/vtl/java"
)

// compiler turns trees into nodes, in the order of the template: strings are parsed and macros registered as it
// passes them.
type compiler struct {
	library *library
	depth   int // of strings in strings
	copied  int // bytes of the template that nodes keep as their own source
}

// maxCopied bounds copied: nested calls of macros each keep all that is in them.
const maxCopied = 32 << 20

// keep counts what a node keeps of its source.
func (c *compiler) keep(t *tree, source string) (string, error) {
	if c.copied += len(source); c.copied > maxCopied {
		return "", t.first.place().fail(KindLimit, "The template is nested too deeply")
	}
	return source, nil
}

// compileTemplate parses and compiles a template, or a part that has no tree of its own yet.
func (c *compiler) compileTemplate(src string) (block, error) {
	t, err := parseTree(src, c.library)
	if err != nil {
		return nil, err
	}
	return c.block(t)
}

func (c *compiler) block(t *tree) (block, error) {
	var b block
	for _, kid := range t.kids {
		n, err := c.statement(kid)
		if err != nil {
			return nil, err
		}
		b = appendNode(b, n)
	}
	return b, nil
}

// appendNode joins texts.
func appendNode(b block, n node) block {
	t, ok := n.(text)
	if !ok {
		return append(b, n)
	}
	if t == "" {
		return b
	}
	if len(b) > 0 {
		if before, ok := b[len(b)-1].(text); ok {
			b[len(b)-1] = before + t
			return b
		}
	}
	return append(b, t)
}

func (c *compiler) statement(t *tree) (node, error) {
	switch t.kind {
	case treeText:
		return text(t.text), nil
	case treeComment:
		return compileComment(t), nil
	case treeReference:
		return c.reference(t)
	case treeIf:
		return c.ifStatement(t)
	case treeSet:
		return c.setDirective(t)
	}
	return c.directive(t)
}

// compileComment keeps what stands before a comment in its token.
func compileComment(t *tree) node {
	image := t.first.image
	for _, mark := range []string{"##", "#*"} {
		if i := strings.Index(image, mark); i >= 0 {
			return text(image[:i])
		}
	}
	return text("")
}

func (c *compiler) ifStatement(t *tree) (node, error) {
	var n ifNode
	first := &tree{kind: treeElseIf, kids: t.kids[:2]}
	for _, kid := range append([]*tree{first}, t.kids[2:]...) {
		var b branch
		var err error
		if kid.kind == treeElseIf {
			if b.when, err = c.expression(kid.kids[0]); err != nil {
				return nil, err
			}
		}
		if b.body, err = c.block(kid.kids[len(kid.kids)-1]); err != nil {
			return nil, err
		}
		n = append(n, b)
	}
	return n, nil
}

func (c *compiler) setDirective(t *tree) (node, error) {
	left, err := c.reference(t.kids[0])
	if err != nil {
		return nil, err
	}
	right, err := c.expression(t.kids[1])
	if err != nil {
		return nil, err
	}
	name := strings.TrimPrefix(t.kids[0].first.image, "$")
	return &setNode{place: t.first.place(), left: left, name: name, right: right}, nil
}

func (c *compiler) expression(t *tree) (expr, error) {
	switch t.kind {
	case treeExpression:
		return c.expression(t.kids[0])
	case treeReference:
		return c.reference(t)
	case treeNot:
		operand, err := c.expression(t.kids[0])
		return notNode{operand}, err
	case treeBinary:
		return c.binary(t)
	case treeMap, treeArray, treeRange:
		return c.collection(t)
	}
	return c.literal(t)
}

func (c *compiler) expressions(ts []*tree) ([]expr, error) {
	es := make([]expr, len(ts))
	for i, t := range ts {
		var err error
		if es[i], err = c.expression(t); err != nil {
			return nil, err
		}
	}
	return es, nil
}

func (c *compiler) literal(t *tree) (expr, error) {
	image := t.first.image
	switch t.kind {
	case treeString:
		return c.stringLiteral(t)
	case treeTrue:
		return constant{is: true}, nil
	case treeFalse:
		return constant{is: false}, nil
	case treeInteger:
		if n, ok := java.ParseInteger(image); ok {
			return constant{is: n}, nil
		}
	case treeFloat:
		if f, ok := java.ParseFloat(image); ok {
			return constant{is: f}, nil
		}
	default: // a word or a block where a value is wanted
		return constant{}, nil
	}
	return nil, t.first.place().fail(KindRuntime, "Not a number: "+image)
}

func (c *compiler) binary(t *tree) (expr, error) {
	both, err := c.expressions(t.kids)
	if err != nil {
		return nil, err
	}
	b := operands{place: t.first.place(), left: both[0], right: both[1]}
	switch t.op {
	case tokenAnd:
		return &andNode{b}, nil
	case tokenOr:
		return &orNode{b}, nil
	case tokenEqual:
		return &equalNode{b, false}, nil
	case tokenNotEqual:
		return &equalNode{b, true}, nil
	case tokenPlus:
		return c.add(t, b)
	}
	if op, ok := arithmeticOperators[t.op]; ok {
		return &mathNode{operands: b, op: op}, nil
	}
	return &orderNode{b, t.op}, nil
}

func (c *compiler) add(t *tree, b operands) (expr, error) {
	n := &addNode{operands: b}
	var err error
	if n.leftSource, err = c.keep(t, t.kids[0].literal()); err == nil {
		n.rightSource, err = c.keep(t, t.kids[1].literal())
	}
	return n, err
}

var arithmeticOperators = map[kind]java.Operator{
	tokenMinus: java.Subtract, tokenMultiply: java.Multiply, tokenDivide: java.Divide, tokenModulo: java.Modulo,
}

func (c *compiler) collection(t *tree) (expr, error) {
	kids, err := c.expressions(t.kids)
	if err != nil {
		return nil, err
	}
	l := items{place: t.first.place(), kids: kids}
	switch t.kind {
	case treeMap:
		return &mapNode{l}, nil
	case treeArray:
		return &listNode{l}, nil
	}
	return &rangeNode{l}, nil
}
