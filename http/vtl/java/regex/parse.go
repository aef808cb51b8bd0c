package regex

import (
	"slices"
	"strings"
)

// maxNesting bounds how deep groups and classes may be nested in a pattern.
const maxNesting = 200

const eof = rune(-1)

type parser struct {
	pattern string
	text    []rune
	at      int
	flags   flags
	groups  int
	names   map[string]int
	depth   int

	items         int  // of all classes
	supplementary bool // a character beyond the first plane is in the pattern
}

func (p *parser) fail(message string) error {
	return &SyntaxError{Message: message, Pattern: p.pattern, Index: max(p.at-1, 0)}
}

func (p *parser) peekRaw() rune {
	if p.at < len(p.text) {
		return p.text[p.at]
	}
	return eof
}

// peek returns the next character that counts: with (?x), blanks and comments do not.
func (p *parser) peek() rune {
	for p.flags.comments {
		switch c := p.peekRaw(); {
		case c == ' ' || c >= '\t' && c <= '\r':
			p.at++
		case c == '#':
			for p.peekRaw() != eof && p.peekRaw() != '\n' {
				p.at++
			}
		default:
			return c
		}
	}
	return p.peekRaw()
}

func (p *parser) next() rune {
	c := p.peek()
	if c != eof {
		p.at++
	}
	return c
}

func (p *parser) accept(s string) bool {
	rs := []rune(s)
	if len(p.text)-p.at < len(rs) || !slices.Equal(p.text[p.at:p.at+len(rs)], rs) {
		return false
	}
	p.at += len(rs)
	return true
}

func (p *parser) parse() (*node, error) {
	n, err := p.alternation()
	if err != nil {
		return nil, err
	}
	if p.peek() == ')' {
		p.at++
		return nil, p.fail("Unmatched closing ')'")
	}
	return n, nil
}

func (p *parser) alternation() (*node, error) {
	if p.depth++; p.depth > maxNesting {
		return nil, p.fail("Pattern is nested too deeply")
	}
	defer func() { p.depth-- }()
	alt := &node{kind: kindAlt}
	for {
		n, err := p.sequence()
		if err != nil {
			return nil, err
		}
		alt.subs = append(alt.subs, n)
		if p.peek() != '|' {
			break
		}
		p.at++
	}
	if len(alt.subs) == 1 {
		return alt.subs[0], nil
	}
	return alt, nil
}

func (p *parser) sequence() (*node, error) {
	cat := &node{kind: kindCat}
	for {
		switch p.peek() {
		case eof, '|', ')':
			return cat, nil
		}
		n, err := p.atom()
		if err != nil {
			return nil, err
		}
		if n == nil { // flags alone
			continue
		}
		if n, err = p.quantified(n); err != nil {
			return nil, err
		}
		cat.subs = append(cat.subs, n)
	}
}

func (p *parser) atom() (*node, error) {
	switch c := p.next(); c {
	case '(':
		return p.group()
	case '[':
		before := p.items
		s, err := p.class()
		n := setNode(s)
		n.weight = p.items - before
		return n, err
	case '\\':
		return p.escape()
	case '.':
		return &node{kind: kindSet, set: p.dot()}, nil
	case '^':
		if p.flags.multiline {
			return p.assertNode(atLineBegin), nil
		}
		return p.assertNode(atBegin), nil
	case '$':
		if p.flags.multiline {
			return p.assertNode(atLineEnd), nil
		}
		return p.assertNode(atFinalEnd), nil
	case '*', '+', '?':
		return nil, p.fail("Dangling meta character '" + string(c) + "'")
	case '{': // a repetition of nothing
		p.at--
		return &node{kind: kindCat}, nil
	default:
		return p.literal(c), nil
	}
}

func (p *parser) literal(c rune) *node {
	p.supplementary = p.supplementary || c >= 0x10000
	return setNode(p.folded(single(c)))
}

func setNode(s set) *node { return &node{kind: kindSet, set: s} }

// folded makes a set ignore case if (?i) says so.
func (p *parser) folded(s set) set {
	if p.flags.fold {
		return folding(s, p.flags.unicodeFold)
	}
	return s
}

func (p *parser) assertNode(a assertion) *node {
	return &node{kind: kindAssert, assert: a, unix: p.flags.unixLines, flags: p.flags}
}

func (p *parser) dot() set {
	switch {
	case p.flags.dotAll:
		return func(rune) bool { return true }
	case p.flags.unixLines:
		return func(r rune) bool { return r != '\n' }
	}
	return func(r rune) bool { return !lineTerminator(r) }
}

func lineTerminator(r rune) bool {
	return r == '\n' || r == '\r' || r == 0x85 || r == 0x2028 || r == 0x2029
}

// quantified reads ?, *, + or {n,m} after an atom. A second one would stand alone.
func (p *parser) quantified(n *node) (*node, error) {
	least, most := 0, -1
	counted := p.peek() == '{'
	switch p.peek() {
	case '?':
		most = 1
		p.at++
	case '*':
		p.at++
	case '+':
		least = 1
		p.at++
	case '{':
		var err error
		if least, most, err = p.counts(); err != nil {
			return nil, err
		}
	default:
		return n, nil
	}
	return &node{kind: kindRepeat, subs: []*node{n}, min: least, max: most, greed: p.greed(), counted: counted}, nil
}

func (p *parser) greed() greed {
	switch p.peek() {
	case '?':
		p.at++
		return lazy
	case '+':
		p.at++
		return possessive
	}
	return greedy
}

func (p *parser) counts() (least, most int, err error) {
	p.at++
	if c := p.peek(); c < '0' || c > '9' {
		return 0, 0, p.fail("Illegal repetition")
	}
	if least, err = p.count(); err != nil {
		return 0, 0, err
	}
	most = least
	if p.peek() == ',' {
		p.at++
		most = -1
		if p.peek() != '}' {
			if most, err = p.count(); err != nil {
				return 0, 0, err
			}
		}
	}
	if p.next() != '}' {
		return 0, 0, p.fail("Unclosed counted closure")
	}
	if most != -1 && most < least {
		return 0, 0, p.fail("Illegal repetition range")
	}
	return least, most, nil
}

func (p *parser) count() (int, error) {
	n := 0
	for c := p.peek(); c >= '0' && c <= '9'; c = p.peek() {
		n = n*10 + int(c-'0')
		if n >= 1<<31 {
			return 0, p.fail("Illegal repetition range")
		}
		p.at++
	}
	return n, nil
}

// group reads what follows an opening parenthesis.
func (p *parser) group() (*node, error) {
	saved := p.flags
	n := &node{kind: kindGroup}
	switch {
	case p.accept("?:"):
	case p.accept("?="):
		n.kind = kindLook
	case p.accept("?!"):
		n.kind, n.negative = kindLook, true
	case p.accept("?>"):
		n.kind = kindAtomic
	case p.accept("?<="):
		n.kind, n.behind = kindLook, true
	case p.accept("?<!"):
		n.kind, n.behind, n.negative = kindLook, true, true
	case p.accept("?<"):
		if err := p.name(n); err != nil {
			return nil, err
		}
	case p.accept("?"):
		done, err := p.setFlags()
		if done || err != nil {
			return nil, err
		}
	default:
		p.groups++
		n.index = p.groups
	}
	return p.groupBody(n, saved)
}

func (p *parser) groupBody(n *node, saved flags) (*node, error) {
	sub, err := p.alternation()
	if err != nil {
		return nil, err
	}
	if p.next() != ')' {
		return nil, p.fail("Unclosed group")
	}
	p.flags = saved
	n.subs = []*node{sub}
	if n.behind && !widest(sub).valid {
		return nil, p.fail("Look-behind group does not have an obvious maximum length")
	}
	return n, nil
}

func (p *parser) name(n *node) error {
	start := p.at
	for c := p.peekRaw(); c < 128 && c != eof && strings.ContainsRune(nameChars, c); c = p.peekRaw() {
		p.at++
	}
	name := string(p.text[start:p.at])
	if name == "" || name[0] >= '0' && name[0] <= '9' {
		return p.fail("capturing group name does not start with a Latin letter")
	}
	if p.next() != '>' {
		return p.fail("named capturing group is missing trailing '>'")
	}
	if _, ok := p.names[name]; ok {
		return p.fail("Named capturing group <" + name + "> is already defined")
	}
	p.groups++
	p.names[name] = p.groups
	n.index = p.groups
	return nil
}

const nameChars = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

// setFlags reads (?idmsux-idmsux) or the beginning of (?idmsux:X); done tells that it was the former.
func (p *parser) setFlags() (done bool, err error) {
	on := true
	for {
		switch c := p.next(); c {
		case '-':
			on = false
		case ':':
			return false, nil
		case ')':
			return true, nil
		case 'i':
			p.flags.fold = on
		case 'm':
			p.flags.multiline = on
		case 's':
			p.flags.dotAll = on
		case 'd':
			p.flags.unixLines = on
		case 'u':
			p.flags.unicodeFold = on
		case 'x':
			p.flags.comments = on
		case 'U':
			p.flags.unicodeClasses, p.flags.unicodeFold = on, on
		case 'c':
		default:
			return false, p.fail("Unknown inline modifier")
		}
	}
}
