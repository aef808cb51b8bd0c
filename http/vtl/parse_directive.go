package vtl

import "strings"

// directive reads #name and, if a parenthesis follows, its arguments and block.
func (p *parser) directive() (*tree, error) {
	d, err := p.leaf(treeDirective)
	if err != nil {
		return nil, err
	}
	if d.first.kind == tokenBracedWord {
		d.text = d.first.image[2 : len(d.first.image)-1]
	} else {
		d.text = d.first.image[1:]
	}
	p.lex.state = inDirective
	if !p.lex.parenFollows() {
		if d.text == "macro" {
			return nil, d.first.place().fail(KindParse, "A macro declaration requires at least a name argument")
		}
		p.lex.pop()
		return d, nil
	}
	if err := p.directiveArgs(d); err != nil {
		return nil, err
	}
	if !blockDirective(d.text) {
		return p.close(d), nil
	}
	return p.directiveBlock(d)
}

func blockDirective(name string) bool {
	return strings.HasPrefix(name, "@") || directives[name] == blockForm
}

func (p *parser) directiveBlock(d *tree) (*tree, error) {
	body, err := p.block()
	if err != nil {
		return nil, err
	}
	d.kids = append(d.kids, body)
	if _, err := p.expect(tokenEnd); err != nil {
		return nil, err
	}
	p.close(d)
	if d.text == "macro" {
		if len(d.kids) < 2 {
			return nil, d.first.place().fail(KindParse, "First argument to #macro() must be macro name")
		}
		p.library.name(d.kids[0].first.image)
	}
	return d, nil
}

func (p *parser) directiveArgs(d *tree) error {
	if _, err := p.skip(tokenBlank); err != nil {
		return err
	}
	if _, err := p.expect(tokenParen); err != nil {
		return err
	}
	for {
		more, err := p.argumentFollows()
		if err != nil {
			return err
		}
		if !more {
			break
		}
		arg, err := p.directiveArg()
		if err != nil {
			return err
		}
		if err := p.checkArg(d, arg); err != nil {
			return err
		}
		d.kids = append(d.kids, arg)
	}
	if _, err := p.skip(tokenBlank); err != nil {
		return err
	}
	_, err := p.expect(tokenParenClose)
	return err
}

// argumentFollows looks past blanks and a comma.
func (p *parser) argumentFollows() (bool, error) {
	t, err := p.peek(1)
	if err != nil {
		return false, err
	}
	switch t.kind {
	case tokenComma:
		return true, nil
	case tokenBlank:
		next, err := p.peek(2)
		return err == nil && (next.kind == tokenComma || beginsArgument(next.kind)), err
	}
	return beginsArgument(t.kind), nil
}

func beginsArgument(k kind) bool {
	switch k {
	case tokenIdentifier, tokenCurly, tokenWord, tokenString, tokenInteger, tokenListOpen, tokenFloat, tokenMapOpen,
		tokenTrue, tokenFalse:
		return true
	}
	return false
}

func (p *parser) directiveArg() (*tree, error) {
	for _, k := range []kind{tokenBlank, tokenComma, tokenBlank} {
		if _, err := p.skip(k); err != nil {
			return nil, err
		}
	}
	k, err := p.peekKind()
	if err != nil {
		return nil, err
	}
	if k == tokenWord {
		return p.leaf(treeWord)
	}
	return p.operand()
}

// checkArg refuses bare words where Velocity does.
func (p *parser) checkArg(d, arg *tree) error {
	position := len(d.kids)
	fail := func(message string) error { return d.first.place().fail(KindParse, message) }
	if d.text == "macro" && position == 0 {
		if arg.kind != treeWord {
			return fail(`Invalid first arg in #macro() directive - must be a word token (no ' or " surrounding)`)
		}
		return nil
	}
	if arg.kind != treeWord {
		return nil
	}
	_, builtIn := directives[d.text]
	switch {
	case builtIn && (d.text != "foreach" || position != 1):
		return fail("Invalid word as an argument of directive #" + d.text)
	case !builtIn && p.library.macro(d.text) != nil:
		return fail("Invalid word as an argument of macro #" + d.text)
	}
	return nil
}
