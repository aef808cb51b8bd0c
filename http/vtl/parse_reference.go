package vtl

// referenceFollows is whether a name, or one in braces, comes next. The lexer has read the dollar sign already.
func (p *parser) referenceFollows() (bool, error) {
	t, err := p.peek(1)
	if err != nil || t.kind == tokenIdentifier {
		return err == nil, err
	}
	if t.kind != tokenCurly {
		return false, nil
	}
	t, err = p.peek(2)
	return err == nil && t.kind == tokenIdentifier, err
}

// reference reads a name, braces around it or not, and what is asked of it. It returns err if there is one already.
func (p *parser) reference(err error) (*tree, error) {
	if err != nil {
		return nil, err
	}
	first, err := p.expect(tokenIdentifier, tokenCurly)
	if err != nil {
		return nil, err
	}
	r := &tree{kind: treeReference, first: first}
	if first.kind == tokenCurly {
		if _, err := p.expect(tokenIdentifier); err != nil {
			return nil, err
		}
	}
	if err := p.indexes(r); err != nil {
		return nil, err
	}
	if err := p.members(r); err != nil {
		return nil, err
	}
	if first.kind == tokenCurly {
		if _, err := p.expect(tokenCurlyClose); err != nil {
			return nil, err
		}
	}
	return p.close(r), nil
}

// members reads the properties and methods after a name.
func (p *parser) members(r *tree) error {
	for {
		dot, err := p.peek(1)
		if err != nil || dot.kind != tokenDot {
			return err
		}
		name, err := p.peek(2)
		if err != nil || name.kind != tokenIdentifier {
			return err
		}
		p.last = dot
		m, err := p.member()
		if err != nil {
			return err
		}
		r.kids = append(r.kids, m)
		if err := p.indexes(r); err != nil {
			return err
		}
	}
}

// member reads a property or, if arguments can follow, a method.
func (p *parser) member() (*tree, error) {
	paren, err := p.peek(2)
	if err != nil {
		return nil, err
	}
	if paren.kind == tokenParen {
		inside, err := p.peek(3)
		if err != nil {
			return nil, err
		}
		if inside.kind == tokenArgsClose || inside.kind == tokenBlank ||
			inside.kind != tokenWord && beginsArgument(inside.kind) {
			return p.method()
		}
	}
	return p.leaf(treeIdentifier)
}

func (p *parser) method() (*tree, error) {
	m, err := p.leaf(treeMethod)
	if err != nil {
		return nil, err
	}
	if _, err := p.expect(tokenParen); err != nil {
		return nil, err
	}
	if done, err := p.skip(tokenArgsClose); done || err != nil {
		return p.close(m), err
	}
	arg, err := p.parameter()
	if err != nil {
		return nil, err
	}
	m.kids = []*tree{arg}
	if err := p.parameters(m); err != nil {
		return nil, err
	}
	_, err = p.expect(tokenArgsClose)
	return p.close(m), err
}

// indexes reads any number of [i].
func (p *parser) indexes(r *tree) error {
	for {
		ok, err := p.skip(tokenIndexOpen)
		if !ok || err != nil {
			return err
		}
		i := &tree{kind: treeIndex, first: p.last}
		arg, err := p.indexParameter()
		if err != nil {
			return err
		}
		i.kids = []*tree{arg}
		if _, err := p.expect(tokenIndexClose); err != nil {
			return err
		}
		r.kids = append(r.kids, p.close(i))
	}
}

// indexParameter is a parameter, of which only some literals are allowed.
func (p *parser) indexParameter() (*tree, error) {
	if _, err := p.skip(tokenBlank); err != nil {
		return nil, err
	}
	t, err := p.peek(1)
	if err != nil {
		return nil, err
	}
	switch t.kind {
	case tokenString, tokenInteger, tokenTrue, tokenFalse, tokenIdentifier, tokenCurly:
	default:
		return nil, unexpected(t)
	}
	arg, err := p.operand()
	if err != nil {
		return nil, err
	}
	_, err = p.skip(tokenBlank)
	return arg, err
}
