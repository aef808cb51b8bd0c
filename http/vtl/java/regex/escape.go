package regex

import "strings"

// escape reads what follows a backslash outside a class.
func (p *parser) escape() (*node, error) {
	c := p.peekRaw()
	if c == eof {
		return nil, p.fail("Unexpected internal error")
	}
	p.at++
	if a, ok := placeEscapes[c]; ok {
		return p.assertNode(a), nil
	}
	switch {
	case c == 'Q':
		return p.quoted()
	case c == 'R':
		return &node{kind: kindBreak}, nil
	case c == 'k':
		return p.namedBack()
	case c >= '1' && c <= '9':
		return p.back(int(c - '0')), nil
	}
	if s, err := p.classEscape(c); s != nil || err != nil {
		return setNode(s), err
	}
	r, err := p.character(c)
	return p.literal(r), err
}

var placeEscapes = map[rune]assertion{
	'A': atBegin, 'b': atWord, 'B': notAtWord, 'G': atLastMatch, 'Z': atFinalEnd, 'z': atEnd,
}

// quoted reads up to \E.
func (p *parser) quoted() (*node, error) {
	cat := &node{kind: kindCat}
	for p.at < len(p.text) && !p.accept(`\E`) {
		cat.subs = append(cat.subs, p.literal(p.text[p.at]))
		p.at++
	}
	if len(cat.subs) == 0 {
		return nil, nil
	}
	// A quantifier after a quotation belongs to its last character.
	last := len(cat.subs) - 1
	var err error
	cat.subs[last], err = p.quantified(cat.subs[last])
	return cat, err
}

func (p *parser) namedBack() (*node, error) {
	if p.next() != '<' {
		return nil, p.fail(`\k is not followed by '<' for named capturing group`)
	}
	start := p.at
	for p.peekRaw() != '>' {
		if p.peekRaw() == eof {
			return nil, p.fail("named capturing group is missing trailing '>'")
		}
		p.at++
	}
	name := string(p.text[start:p.at])
	p.at++
	i, ok := p.names[name]
	if !ok {
		return nil, p.fail("named capturing group <" + name + "> does not exist")
	}
	return &node{kind: kindBack, index: i, fold: p.flags.fold}, nil
}

// back reads a reference; more digits belong to it while there are that many groups.
func (p *parser) back(i int) *node {
	for c := p.peekRaw(); c >= '0' && c <= '9'; c = p.peekRaw() {
		longer := i*10 + int(c-'0')
		if longer > p.groups {
			break
		}
		i = longer
		p.at++
	}
	return &node{kind: kindBack, index: i, fold: p.flags.fold}
}

// character reads an escape that is one character.
func (p *parser) character(c rune) (rune, error) {
	if i := strings.IndexRune("tnrfae", c); i >= 0 {
		return []rune("\t\n\r\f\a\x1b")[i], nil
	}
	switch c {
	case '0':
		return p.octal()
	case 'x':
		if p.accept("{") {
			return p.braced()
		}
		return p.hex(2)
	case 'u':
		return p.unicode()
	case 'c':
		if p.peekRaw() == eof {
			return 0, p.fail("Illegal control escape sequence")
		}
		p.at++
		return p.text[p.at-1] ^ 64, nil
	}
	if c < 128 && (c|32 >= 'a' && c|32 <= 'z') {
		return 0, p.fail("Illegal/unsupported escape sequence")
	}
	return c, nil
}

func (p *parser) octal() (rune, error) {
	n, digits := rune(0), 0
	for ; digits < 3; digits++ {
		c := p.peekRaw()
		if c < '0' || c > '7' || n*8+c-'0' > 0377 {
			break
		}
		n = n*8 + c - '0'
		p.at++
	}
	if digits == 0 {
		return 0, p.fail("Illegal octal escape sequence")
	}
	return n, nil
}

func hexValue(c rune) rune {
	switch {
	case c >= '0' && c <= '9':
		return c - '0'
	case c|32 >= 'a' && c|32 <= 'f':
		return c | 32 - 'a' + 10
	}
	return -1
}

func (p *parser) hex(digits int) (rune, error) {
	n := rune(0)
	for range digits {
		v := hexValue(p.peekRaw())
		if v < 0 {
			return 0, p.fail("Illegal hexadecimal escape sequence")
		}
		n = n<<4 | v
		p.at++
	}
	return n, nil
}

// unicode reads four digits, and as many again when they are the first half of a surrogate pair.
func (p *parser) unicode() (rune, error) {
	high, err := p.hex(4)
	if err != nil || high < 0xD800 || high > 0xDBFF {
		return high, err
	}
	before := p.at
	if p.accept(`\u`) {
		if low, err := p.hex(4); err == nil && low >= 0xDC00 && low <= 0xDFFF {
			return (high-0xD800)<<10 | (low - 0xDC00) + 0x10000, nil
		}
	}
	p.at = before
	return high, nil
}

func (p *parser) braced() (rune, error) {
	n := rune(0)
	for v := hexValue(p.peekRaw()); v >= 0; v = hexValue(p.peekRaw()) {
		if n = n<<4 | v; n > 0x10FFFF {
			return 0, p.fail("Hexadecimal codepoint is too big")
		}
		p.at++
	}
	if !p.accept("}") {
		return 0, p.fail("Unclosed hexadecimal escape sequence")
	}
	return n, nil
}
