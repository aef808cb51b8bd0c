package jsonpath

import (
	"strings"

	"reel/http/vtl/java"
	"reel/http/vtl/java/regex"
)

// condition is what stands in a filter.
type condition interface {
	holds(w *walker, v java.Value) (bool, error)
}

type both struct{ left, right condition }

func (c both) holds(w *walker, v java.Value) (bool, error) {
	ok, err := c.left.holds(w, v)
	if !ok || err != nil {
		return false, err
	}
	return c.right.holds(w, v)
}

type anyOf struct{ left, right condition }

func (c anyOf) holds(w *walker, v java.Value) (bool, error) {
	ok, err := c.left.holds(w, v)
	if ok || err != nil {
		return ok, err
	}
	return c.right.holds(w, v)
}

type negation struct{ of condition }

func (c negation) holds(w *walker, v java.Value) (bool, error) {
	ok, err := c.of.holds(w, v)
	return !ok, err
}

// operand is a literal, or a path from the value at hand (@) or from the root ($).
type operand struct {
	path    *Path
	fromTop bool
	literal java.Value
	regex   *regex.Regexp
}

func (o operand) value(w *walker, v java.Value) (java.Value, bool, error) {
	if o.path == nil {
		return o.literal, true, nil
	}
	if o.fromTop {
		v = w.root
	}
	return o.path.find(w, v)
}

// exists is a path alone.
type exists struct{ of operand }

func (c exists) holds(w *walker, v java.Value) (bool, error) {
	found, ok, err := c.of.value(w, v)
	if l, isList := found.(*java.List); ok && isList && c.of.path != nil && !c.of.path.definite() {
		ok = l.Len() > 0
	}
	return ok, err
}

func (p *parser) enter() error {
	if p.depth++; p.depth > maxNesting {
		return p.fail("nested too deeply")
	}
	return nil
}

// filter reads what follows [? up to the closing bracket.
func (p *parser) filter() (step, error) {
	p.blanks()
	if !p.accept("(") {
		return nil, p.fail("( is missing")
	}
	c, err := p.or()
	if err != nil {
		return nil, err
	}
	p.blanks()
	if !p.accept(")") {
		return nil, p.fail(") is missing")
	}
	return filtered{c}, nil
}

func (p *parser) or() (condition, error) {
	if err := p.enter(); err != nil {
		return nil, err
	}
	defer func() { p.depth-- }()
	left, err := p.and()
	for err == nil {
		p.blanks()
		if !p.accept("||") {
			return left, nil
		}
		var right condition
		right, err = p.and()
		left = anyOf{left, right}
	}
	return nil, err
}

func (p *parser) and() (condition, error) {
	left, err := p.single()
	for err == nil {
		p.blanks()
		if !p.accept("&&") {
			return left, nil
		}
		var right condition
		right, err = p.single()
		left = both{left, right}
	}
	return nil, err
}

func (p *parser) single() (condition, error) {
	p.blanks()
	switch {
	case p.peek() == '!' && !strings.HasPrefix(p.text[p.at:], "!="):
		p.at++
		if err := p.enter(); err != nil {
			return nil, err
		}
		defer func() { p.depth-- }()
		c, err := p.single()
		return negation{c}, err
	case p.accept("("):
		c, err := p.or()
		if err != nil {
			return nil, err
		}
		p.blanks()
		if !p.accept(")") {
			return nil, p.fail(") is missing")
		}
		return c, nil
	}
	return p.comparison()
}

// operators, the longer ones before those that they begin with.
var operators = []string{
	"==", "!=", "<=", ">=", "=~", "<", ">", "in", "nin", "contains", "size", "empty", "subsetof", "anyof", "noneof",
}

func (p *parser) comparison() (condition, error) {
	left, err := p.operand()
	if err != nil {
		return nil, err
	}
	p.blanks()
	for _, op := range operators {
		word := op[0] >= 'a'
		if word && !strings.EqualFold(p.text[p.at:min(p.at+len(op), len(p.text))], op) || !word && !strings.HasPrefix(p.text[p.at:], op) {
			continue
		}
		if after := p.at + len(op); word && after < len(p.text) && p.text[after] >= 'a' && p.text[after] <= 'z' {
			continue
		}
		p.at += len(op)
		right, err := p.operand()
		return comparison{left, right, op}, err
	}
	if left.path == nil {
		return nil, p.fail("an operator is missing")
	}
	return exists{left}, nil
}
