package vtl

func (p *parser) expression() (*tree, error) {
	e, err := p.open(treeExpression)
	if err != nil {
		return nil, err
	}
	if err := p.enter(e.first); err != nil {
		return nil, err
	}
	defer p.leave()
	inner, err := p.binary(0)
	if err != nil {
		return nil, err
	}
	e.kids = []*tree{inner}
	return p.close(e), nil
}

// levels are the operators from those that bind least.
var levels = [...][]kind{
	{tokenOr},
	{tokenAnd},
	{tokenEqual, tokenNotEqual},
	{tokenLess, tokenGreater, tokenLessEqual, tokenGreaterEqual},
	{tokenPlus, tokenMinus},
	{tokenMultiply, tokenDivide, tokenModulo},
}

func (p *parser) binary(level int) (*tree, error) {
	if level == len(levels) {
		return p.unary()
	}
	left, err := p.binary(level + 1)
	for err == nil {
		var op *token
		if op, err = p.operator(levels[level]); op == nil || err != nil {
			break
		}
		var both *tree
		if both, err = p.open(treeBinary); err != nil {
			break
		}
		var right *tree
		right, err = p.binary(level + 1)
		both.op, both.kids = op.kind, []*tree{left, right}
		left = p.close(both)
	}
	return left, err
}

func (p *parser) operator(kinds []kind) (*token, error) {
	t, err := p.peek(1)
	if err != nil {
		return nil, err
	}
	for _, k := range kinds {
		if t.kind == k {
			p.last = t
			return t, nil
		}
	}
	return nil, nil
}

func (p *parser) unary() (*tree, error) {
	t, err := p.peek(1)
	if err != nil {
		return nil, err
	}
	if t.kind == tokenBlank {
		if t, err = p.peek(2); err != nil {
			return nil, err
		}
	}
	if t.kind != tokenNot {
		return p.primary()
	}
	p.last = t
	if err := p.enter(t); err != nil {
		return nil, err
	}
	defer p.leave()
	n, err := p.open(treeNot)
	if err != nil {
		return nil, err
	}
	operand, err := p.unary()
	if err != nil {
		return nil, err
	}
	n.kids = []*tree{operand}
	return p.close(n), nil
}

func (p *parser) primary() (*tree, error) {
	if _, err := p.skip(tokenBlank); err != nil {
		return nil, err
	}
	k, err := p.peekKind()
	if err != nil {
		return nil, err
	}
	var t *tree
	if k == tokenParen {
		t, err = p.parenthesized()
	} else {
		t, err = p.operand()
	}
	if err != nil {
		return nil, err
	}
	_, err = p.skip(tokenBlank)
	return t, err
}

func (p *parser) parenthesized() (*tree, error) {
	if _, err := p.expect(tokenParen); err != nil {
		return nil, err
	}
	e, err := p.expression()
	if err != nil {
		return nil, err
	}
	_, err = p.expect(tokenParenClose)
	return e, err
}

// leaves are the operands of one token.
var leaves = map[kind]treeKind{
	tokenString: treeString, tokenInteger: treeInteger, tokenFloat: treeFloat, tokenTrue: treeTrue,
	tokenFalse: treeFalse,
}

// operand reads a literal, a list, a map, a range or a reference.
func (p *parser) operand() (*tree, error) {
	t, err := p.peek(1)
	if err != nil {
		return nil, err
	}
	if k, ok := leaves[t.kind]; ok {
		return p.leaf(k)
	}
	if err := p.enter(t); err != nil {
		return nil, err
	}
	defer p.leave()
	switch t.kind {
	case tokenListOpen:
		return p.list()
	case tokenMapOpen:
		return p.mapLiteral()
	}
	return p.reference(nil)
}

// parameter is an operand with blanks around it.
func (p *parser) parameter() (*tree, error) {
	if _, err := p.skip(tokenBlank); err != nil {
		return nil, err
	}
	t, err := p.operand()
	if err != nil {
		return nil, err
	}
	_, err = p.skip(tokenBlank)
	return t, err
}

// parameters reads what commas separate, after the first.
func (p *parser) parameters(into *tree) error {
	for {
		more, err := p.skip(tokenComma)
		if !more || err != nil {
			return err
		}
		t, err := p.parameter()
		if err != nil {
			return err
		}
		into.kids = append(into.kids, t)
	}
}

// list reads [a, b] or the range [a..b].
func (p *parser) list() (*tree, error) {
	l, err := p.leaf(treeArray)
	if err != nil {
		return nil, err
	}
	if done, err := p.skip(tokenListClose); done || err != nil {
		return p.close(l), err
	}
	first, err := p.parameter()
	if err != nil {
		return nil, err
	}
	l.kids = []*tree{first}
	ranged, err := p.skip(tokenRange)
	if err != nil {
		return nil, err
	}
	if ranged {
		return p.rangeEnd(l)
	}
	if err := p.parameters(l); err != nil {
		return nil, err
	}
	_, err = p.expect(tokenListClose)
	return p.close(l), err
}

func (p *parser) rangeEnd(l *tree) (*tree, error) {
	end, err := p.parameter()
	if err != nil {
		return nil, err
	}
	for _, t := range []*tree{l.kids[0], end} {
		if t.kind != treeInteger && t.kind != treeReference {
			return nil, unexpected(t.first)
		}
	}
	l.kind, l.kids = treeRange, append(l.kids, end)
	_, err = p.expect(tokenListClose)
	return p.close(l), err
}

func (p *parser) mapLiteral() (*tree, error) {
	m, err := p.leaf(treeMap)
	if err != nil {
		return nil, err
	}
	t, err := p.peek(1)
	if err != nil {
		return nil, err
	}
	if t.kind == tokenBlank {
		if t, err = p.peek(2); err != nil {
			return nil, err
		}
	}
	if t.kind == tokenMapClose || t.kind == tokenCurlyClose {
		p.last = t
		return p.close(m), nil
	}
	for {
		if err := p.pair(m); err != nil {
			return nil, err
		}
		more, err := p.skip(tokenComma)
		if err != nil {
			return nil, err
		}
		if !more {
			_, err = p.expect(tokenMapClose, tokenCurlyClose)
			return p.close(m), err
		}
	}
}

func (p *parser) pair(m *tree) error {
	key, err := p.parameter()
	if err != nil {
		return err
	}
	if _, err := p.expect(tokenColon); err != nil {
		return err
	}
	value, err := p.parameter()
	m.kids = append(m.kids, key, value)
	return err
}
