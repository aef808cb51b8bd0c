package regex

import (
	"strings"
	"unicode"
	"unicode/utf16"
)

// Regexp is a compiled pattern. It is safe for concurrent use.
type Regexp struct {
	prog      []inst
	groups    int
	names     map[string]int
	registers int
	whole     bool   // a match never begins within a surrogate pair
	literal   string // what the pattern says, if it is only ASCII characters that stand for themselves
}

// Cost is asked before work is done and before memory is taken; an error ends it.
type Cost struct {
	Steps func(n int) error
	Bytes func(n int) error
}

// Compile reads a pattern as java.util.regex.Pattern does. Its error is a [*SyntaxError].
func Compile(pattern string) (*Regexp, error) {
	p := &parser{pattern: pattern, text: []rune(pattern), names: map[string]int{}}
	n, err := p.parse()
	if err != nil {
		return nil, err
	}
	total := 0
	c := &compiler{total: &total}
	prog := c.program(n)
	if c.tooLarge {
		return nil, p.fail("Pattern is too large")
	}
	re := &Regexp{prog: prog, groups: p.groups, names: p.names, registers: c.registers, whole: p.supplementary}
	if !strings.ContainsAny(pattern, `\.[]{}()*+?^$|`) && isASCII(pattern) {
		re.literal = pattern
	}
	return re, nil
}

func isASCII(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r >= 128 }) < 0
}

func (re *Regexp) machine(s string, spend func(int) error) *machine {
	return &machine{
		re: re, text: encode(s), spend: spend,
		slots: make([]int, 2*re.groups+2), registers: make([]int, re.registers),
	}
}

// encode turns a string into UTF-16, half a surrogate pair in its three bytes included.
func encode(s string) []uint16 {
	us := make([]uint16, 0, len(s))
	for i, r := range s {
		if r == 0xFFFD && len(s) >= i+3 && s[i] == 0xED {
			us = append(us, uint16(s[i]&0xF)<<12|uint16(s[i+1]&0x3F)<<6|uint16(s[i+2]&0x3F))
			continue
		}
		if r == 0xFFFD && i > 0 && s[i]&0xC0 == 0x80 {
			continue // the rest of such a half
		}
		us = utf16.AppendRune(us, r)
	}
	return us
}

func decode(us []uint16) string {
	b := make([]byte, 0, len(us))
	for i := 0; i < len(us); i++ {
		r := rune(us[i])
		if !utf16.IsSurrogate(r) {
			b = append(b, string(r)...)
			continue
		}
		if i+1 < len(us) {
			if full := utf16.DecodeRune(r, rune(us[i+1])); full != 0xFFFD {
				b = append(b, string(full)...)
				i++
				continue
			}
		}
		b = append(b, 0xE0|byte(r>>12), 0x80|byte(r>>6)&0x3F, 0x80|byte(r)&0x3F)
	}
	return string(b)
}

// Matches tells whether the pattern matches the whole of s.
func (re *Regexp) Matches(s string, spend func(int) error) (bool, error) {
	m := re.machine(s, spend)
	m.reset()
	m.toEnd = true
	_, ok, err := m.run(re.prog, 0, -1, true)
	return ok, err
}

// find looks for the next match from a position on; slots 0 and 1 then are where it is.
func (m *machine) find(from int) (bool, error) {
	for at := from; at <= len(m.text); at++ {
		if m.re.whole && at > from && at < len(m.text) && m.secondHalf(at) {
			continue
		}
		m.reset()
		if err := m.charge(len(m.slots)); err != nil {
			return false, err
		}
		end, ok, err := m.run(m.re.prog, at, -1, true)
		if err != nil {
			return false, err
		}
		if ok {
			m.slots[0], m.slots[1], m.last = at, end, end
			return true, nil
		}
	}
	return false, nil
}

// secondHalf is whether the unit at a place ends a surrogate pair.
func (m *machine) secondHalf(at int) bool {
	return utf16.DecodeRune(rune(m.text[at-1]), rune(m.text[at])) != unicode.ReplacementChar
}

// matches calls f for each match until it returns false.
func (m *machine) matches(f func(start, end int) (bool, error)) error {
	for from := 0; from <= len(m.text); {
		ok, err := m.find(from)
		if !ok || err != nil {
			return err
		}
		start, end := m.slots[0], m.slots[1]
		if ok, err = f(start, end); !ok || err != nil {
			return err
		}
		from = end
		if start == end {
			from++
		}
	}
	return nil
}

// Split is Pattern.split.
func (re *Regexp) Split(s string, limit int, cost Cost) ([]string, error) {
	if err := cost.Bytes(4 * len(s)); err != nil {
		return nil, err
	}
	m := re.machine(s, cost.Steps)
	var parts []string
	index := 0
	err := m.matches(func(start, end int) (bool, error) {
		if limit > 0 && len(parts) == limit-1 {
			return false, nil
		}
		if end == 0 { // a match of nothing at the beginning
			return true, nil
		}
		parts = append(parts, decode(m.text[index:start]))
		index = end
		return true, cost.Bytes(16)
	})
	if err != nil {
		return nil, err
	}
	if index == 0 {
		return []string{s}, nil
	}
	parts = append(parts, decode(m.text[index:]))
	if limit == 0 {
		for len(parts) > 0 && parts[len(parts)-1] == "" {
			parts = parts[:len(parts)-1]
		}
	}
	return parts, nil
}
