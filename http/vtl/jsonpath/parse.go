package jsonpath

import (
	"fmt"
	"strconv"
	"strings"
)

// maxNesting bounds filters within filters, and their parentheses.
const maxNesting = 50

type parser struct {
	text  string
	at    int
	depth int
}

func (p *parser) fail(message string) error {
	return fmt.Errorf("%s at position %d of path %s", message, p.at, p.text)
}

// Compile reads a path. One that begins with neither $ nor @ is one from $.
func Compile(path string) (*Path, error) {
	path = strings.TrimSpace(path)
	if path == "" {
		return nil, fmt.Errorf("the path is empty")
	}
	if path[0] != '$' && path[0] != '@' {
		path = "$." + path
	}
	p := &parser{text: path, at: 1}
	compiled, err := p.path()
	if err != nil {
		return nil, err
	}
	if p.at < len(p.text) {
		return nil, p.fail("unexpected character")
	}
	return compiled, nil
}

func (p *parser) peek() byte {
	if p.at < len(p.text) {
		return p.text[p.at]
	}
	return 0
}

func (p *parser) blanks() {
	for p.peek() == ' ' || p.peek() == '\t' || p.peek() == '\n' || p.peek() == '\r' {
		p.at++
	}
}

func (p *parser) accept(s string) bool {
	if !strings.HasPrefix(p.text[p.at:], s) {
		return false
	}
	p.at += len(s)
	return true
}

// path reads the steps after $ or @, as far as there are any.
func (p *parser) path() (*Path, error) {
	path := &Path{}
	for path.function == nil {
		switch {
		case p.accept(".."):
			path.steps = append(path.steps, scan{})
			if p.peek() == '[' {
				continue
			}
			if err := p.dotted(path); err != nil {
				return nil, err
			}
		case p.accept("."):
			if p.peek() == '[' {
				continue
			}
			if err := p.dotted(path); err != nil {
				return nil, err
			}
		case p.accept("["):
			s, err := p.bracketed()
			if err != nil {
				return nil, err
			}
			path.steps = append(path.steps, s)
		default:
			return path, path.finish()
		}
	}
	return path, path.finish()
}

// finish marks the step that several names in brackets may be at: the last one.
func (p *Path) finish() error {
	if n := len(p.steps); n > 0 {
		if s, ok := p.steps[n-1].(properties); ok {
			s.last = true
			p.steps[n-1] = s
		}
		if _, ok := p.steps[n-1].(scan); ok && p.function == nil {
			return fmt.Errorf("the path ends with ..")
		}
	}
	return nil
}

// dotted reads what follows a dot: a name, a star or a function.
func (p *parser) dotted(path *Path) error {
	if p.accept("*") {
		path.steps = append(path.steps, wildcard{})
		return nil
	}
	start := p.at
	for p.at < len(p.text) && strings.IndexByte(".[ ()=<>!&|,]\t\n", p.text[p.at]) < 0 {
		p.at++
	}
	name := p.text[start:p.at]
	if name == "" {
		return p.fail("a name is missing")
	}
	if p.accept("(") {
		f, err := p.function(name)
		path.function = f
		return err
	}
	path.steps = append(path.steps, properties{names: []string{name}})
	return nil
}

// bracketed reads what follows an opening bracket.
func (p *parser) bracketed() (step, error) {
	p.blanks()
	var s step
	var err error
	switch c := p.peek(); {
	case c == '*':
		p.at++
		s = wildcard{}
	case c == '\'' || c == '"':
		s, err = p.names()
	case c == '?':
		p.at++
		s, err = p.filter()
	default:
		s, err = p.numbers()
	}
	if err != nil {
		return nil, err
	}
	p.blanks()
	if !p.accept("]") {
		return nil, p.fail("] is missing")
	}
	return s, nil
}

func (p *parser) names() (step, error) {
	var s properties
	for {
		p.blanks()
		name, err := p.quoted()
		if err != nil {
			return nil, err
		}
		s.names = append(s.names, name)
		p.blanks()
		if !p.accept(",") {
			return s, nil
		}
	}
}

// quoted reads a string in either kind of quotes; a backslash stands before a quote or itself.
func (p *parser) quoted() (string, error) {
	quote := p.peek()
	if quote != '\'' && quote != '"' {
		return "", p.fail("a quote is missing")
	}
	p.at++
	var b strings.Builder
	for p.at < len(p.text) {
		c := p.text[p.at]
		p.at++
		switch {
		case c == quote:
			return b.String(), nil
		case c == '\\' && p.at < len(p.text):
			c = p.text[p.at]
			p.at++
			if i := strings.IndexByte("nrtbf", c); i >= 0 {
				c = "\n\r\t\b\f"[i]
			}
		}
		b.WriteByte(c)
	}
	return "", p.fail("a quote is missing")
}

func (p *parser) integer() (n *int, err error) {
	p.blanks()
	start := p.at
	if p.peek() == '-' {
		p.at++
	}
	for p.peek() >= '0' && p.peek() <= '9' {
		p.at++
	}
	if start == p.at {
		return nil, nil
	}
	i, err := strconv.ParseInt(p.text[start:p.at], 10, 32)
	if err != nil {
		return nil, p.fail("not an index")
	}
	p.blanks()
	v := int(i)
	return &v, nil
}

// numbers reads indexes or a slice.
func (p *parser) numbers() (step, error) {
	first, err := p.integer()
	if err != nil {
		return nil, err
	}
	if p.accept(":") {
		to, err := p.integer()
		return slice{first, to}, err
	}
	if first == nil {
		return nil, p.fail("an index is missing")
	}
	s := indexes{*first}
	for p.accept(",") {
		n, err := p.integer()
		if err != nil || n == nil {
			return nil, p.fail("an index is missing")
		}
		s = append(s, *n)
	}
	return s, nil
}
