package regex

import (
	"strings"
	"unicode"
)

// set tells whether a code point belongs to a class.
type set func(r rune) bool

func single(c rune) set { return func(r rune) bool { return r == c } }

func not(s set) set { return func(r rune) bool { return !s(r) } }

func union(a, b set) set {
	if a == nil {
		return b
	}
	return func(r rune) bool { return a(r) || b(r) }
}

func intersection(a, b set) set {
	return func(r rune) bool { return a(r) && b(r) }
}

// folding makes a set ignore case, of ASCII letters or of all.
func folding(s set, all bool) set {
	return func(r rune) bool {
		if s(r) {
			return true
		}
		if all {
			return s(unicode.ToUpper(r)) || s(unicode.ToLower(unicode.ToUpper(r)))
		}
		return r < 128 && (r|32 >= 'a' && r|32 <= 'z') && s(r^32)
	}
}

func anyOf(chars string) set {
	return func(r rune) bool { return strings.ContainsRune(chars, r) }
}

// class reads a character class after its opening bracket.
func (p *parser) class() (set, error) {
	if p.depth++; p.depth > maxNesting {
		return nil, p.fail("Pattern is nested too deeply")
	}
	defer func() { p.depth-- }()
	negative := p.accept("^")
	s, err := p.classBody()
	if err != nil {
		return nil, err
	}
	p.at++ // the closing bracket
	if negative {
		return not(s), nil
	}
	return s, nil
}

// classBody reads up to the closing bracket, intersections included.
func (p *parser) classBody() (set, error) {
	var s set
	for {
		switch c := p.peek(); {
		case c == eof:
			return nil, p.fail("Unclosed character class")
		case c == ']' && s != nil:
			return s, nil
		case p.accept("&&"):
			right, err := p.operand()
			switch {
			case err != nil:
				return nil, err
			case right == nil && s == nil:
				return nil, p.fail("Bad class syntax")
			case right == nil:
			case s == nil:
				s = right
			default:
				s = intersection(s, right)
			}
		default:
			item, err := p.classItem()
			if err != nil {
				return nil, err
			}
			if item != nil {
				s = union(s, item)
			}
		}
	}
}

// operand reads what stands right of && up to the next && or the end of the class.
func (p *parser) operand() (set, error) {
	var s set
	for {
		c := p.peek()
		if c == eof {
			return nil, p.fail("Unclosed character class")
		}
		if c == ']' || c == '&' {
			for p.accept("&&&") {
				p.at -= 2
			}
			return s, nil
		}
		item, err := p.classItem()
		if err != nil {
			return nil, err
		}
		if item != nil {
			s = union(s, item)
		}
	}
}

// classItem reads a nested class, an escape, a character or a range.
func (p *parser) classItem() (set, error) {
	p.items++
	c := p.next()
	switch c {
	case '[':
		return p.class()
	case '\\':
		e := p.peekRaw()
		if e == eof {
			return nil, p.fail("Unclosed character class")
		}
		p.at++
		if e == 'Q' {
			return p.quotedSet(), nil
		}
		if s, err := p.classEscape(e); s != nil || err != nil {
			return s, err
		}
		r, err := p.character(e)
		if err != nil {
			return nil, err
		}
		c = r
	}
	return p.classRange(c)
}

func (p *parser) quotedSet() set {
	var chars []rune
	for p.at < len(p.text) && !p.accept(`\E`) {
		chars = append(chars, p.text[p.at])
		p.at++
	}
	if len(chars) == 0 {
		return nil
	}
	p.items += len(chars)
	return p.folded(anyOf(string(chars)))
}

func (p *parser) classRange(from rune) (set, error) {
	p.supplementary = p.supplementary || from >= 0x10000
	if p.peek() != '-' || p.at+1 >= len(p.text) {
		return p.folded(single(from)), nil
	}
	if after := p.text[p.at+1]; after == '[' || after == ']' {
		return p.folded(single(from)), nil
	}
	p.at++
	to := p.next()
	if to == '\\' {
		e := p.peekRaw()
		p.at++
		if strings.ContainsRune("dDsSwWhHvVpP", e) {
			return nil, p.fail("Illegal character range")
		}
		r, err := p.character(e)
		if err != nil {
			return nil, err
		}
		to = r
	}
	if to < from {
		return nil, p.fail("Illegal character range")
	}
	return p.folded(func(r rune) bool { return r >= from && r <= to }), nil
}

// classEscape returns the set of \d and its like, or nil.
func (p *parser) classEscape(c rune) (set, error) {
	if c == 'p' || c == 'P' {
		s, err := p.property()
		if err == nil && c == 'P' {
			s = not(s)
		}
		return s, err
	}
	s := asciiClasses[c|32]
	if p.flags.unicodeClasses && unicodeClasses[c|32] != nil {
		s = unicodeClasses[c|32]
	}
	if s != nil && c >= 'A' && c <= 'Z' {
		return not(s), nil
	}
	return s, nil
}

func digit(r rune) bool { return r >= '0' && r <= '9' }

func letter(r rune) bool { return r|32 >= 'a' && r|32 <= 'z' }

func word(r rune) bool { return letter(r) || digit(r) || r == '_' }

var asciiClasses = map[rune]set{
	'd': digit,
	'w': word,
	's': anyOf(" \t\n\x0B\f\r"),
	'h': anyOf(" \t\u00A0\u1680\u180e\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"),
	'v': anyOf("\n\x0B\f\r\u0085\u2028\u2029"),
}

var unicodeClasses = map[rune]set{
	'd': unicode.IsDigit,
	's': unicode.IsSpace,
	'w': func(r rune) bool {
		return unicode.In(r, unicode.L, unicode.M, unicode.Nd, unicode.Pc, unicode.Nl)
	},
}
