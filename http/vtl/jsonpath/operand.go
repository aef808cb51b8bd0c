package jsonpath

import (
	"strconv"
	"strings"

	"reel/http/vtl/java"
	"reel/http/vtl/java/regex"
)

func (p *parser) operand() (operand, error) {
	p.blanks()
	switch c := p.peek(); {
	case c == '@' || c == '$':
		p.at++
		if err := p.enter(); err != nil {
			return operand{}, err
		}
		defer func() { p.depth-- }()
		path, err := p.path()
		return operand{path: path, fromTop: c == '$'}, err
	case c == '\'' || c == '"':
		s, err := p.quoted()
		return operand{literal: s}, err
	case c == '/':
		return p.pattern()
	case c == '[':
		v, err := p.array()
		return operand{literal: v}, err
	}
	return p.word()
}

// word reads a number, true, false or null.
func (p *parser) word() (operand, error) {
	start := p.at
	for p.at < len(p.text) && strings.IndexByte(" )],&|=!<>\t\n", p.text[p.at]) < 0 {
		p.at++
	}
	switch text := p.text[start:p.at]; text {
	case "true":
		return operand{literal: true}, nil
	case "false":
		return operand{literal: false}, nil
	case "null":
		return operand{}, nil
	default:
		if n, err := strconv.ParseInt(text, 10, 64); err == nil {
			return operand{literal: n}, nil
		}
		f, err := strconv.ParseFloat(text, 64)
		if err != nil {
			return operand{}, p.fail("not a value")
		}
		return operand{literal: f}, nil
	}
}

// array reads [a, b].
func (p *parser) array() (java.Value, error) {
	p.at++
	if err := p.enter(); err != nil {
		return nil, err
	}
	defer func() { p.depth-- }()
	var items []java.Value
	for {
		p.blanks()
		if p.accept("]") {
			return java.NewList(items), nil
		}
		o, err := p.operand()
		if err != nil {
			return nil, err
		}
		items = append(items, o.literal)
		p.blanks()
		if !p.accept(",") && p.peek() != ']' {
			return nil, p.fail("] is missing")
		}
	}
}

// pattern reads /regular expression/ and its flag.
func (p *parser) pattern() (operand, error) {
	p.at++
	start := p.at
	for p.peek() != '/' {
		if p.peek() == 0 {
			return operand{}, p.fail("/ is missing")
		}
		if p.peek() == '\\' {
			p.at++
		}
		p.at++
	}
	text := p.text[start:min(p.at, len(p.text))]
	p.at++
	for strings.IndexByte("idmsuxU", p.peek()) >= 0 && p.peek() != 0 {
		text = "(?" + string(p.peek()) + ")" + text
		p.at++
	}
	re, err := regex.Compile(text)
	if err != nil {
		return operand{}, p.fail(err.Error())
	}
	return operand{regex: re}, nil
}
