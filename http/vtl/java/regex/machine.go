package regex

import (
	"slices"
	"unicode"
	"unicode/utf16"
)

// maxStack bounds how much a match may have to go back to; Java's stack would be long over by then.
const maxStack = 1 << 20

// stepsPerCharge is how many steps are made between two questions to the caller.
const stepsPerCharge = 256

// undo is something to go back to: a place to go on from, or a slot or register to restore.
type undo struct {
	kind  undoKind
	pc    int // or the slot, or the register
	value int
	least int // the place before which a run cannot go back
}

type undoKind int

const (
	undoBranch undoKind = iota
	undoRun
	undoSlot
	undoRegister
)

// machine matches one program against one text.
type machine struct {
	re        *Regexp
	text      []uint16
	slots     []int
	registers []int
	stack     []undo
	last      int // where the last match ended
	toEnd     bool
	steps     int
	spend     func(int) error
}

func (m *machine) reset() {
	for i := range m.slots {
		m.slots[i] = -1
	}
	m.stack = m.stack[:0]
}

// codePoint decodes the character at a position.
func (m *machine) codePoint(at int) (r rune, size int) {
	r = rune(m.text[at])
	if r >= 0xD800 && r < 0xDC00 && at+1 < len(m.text) {
		if full := utf16.DecodeRune(r, rune(m.text[at+1])); full != unicode.ReplacementChar {
			return full, 2
		}
	}
	return r, 1
}

// charge counts steps, one and those that much more work makes.
func (m *machine) charge(work int) error {
	if m.steps += 1 + work/16; m.steps < stepsPerCharge {
		return nil
	}
	n := m.steps
	m.steps = 0
	return m.spend(n)
}

// run runs a program from a position. The whole program must end at the end of the text if toEnd; want, unless it
// is negative, is where a part of it must end.
func (m *machine) run(prog []inst, at, want int, whole bool) (end int, ok bool, err error) {
	base := len(m.stack)
	pc := 0
	for {
		i := &prog[pc]
		if err := m.charge(i.weight); err != nil {
			return 0, false, err
		}
		if len(m.stack) > maxStack {
			return 0, false, &StackError{}
		}
		matched := true
		switch i.op {
		case opMatch:
			if (want < 0 || at == want) && !(whole && m.toEnd && at != len(m.text)) {
				return at, true, nil
			}
			matched = false
		case opJump:
			pc = i.x
			continue
		case opSplit:
			m.stack = append(m.stack, undo{kind: undoBranch, pc: i.y, value: at})
			pc = i.x
			continue
		case opMoved:
			if m.registers[i.x] != at {
				pc = i.y
				continue
			}
		case opSave:
			m.stack = append(m.stack, undo{kind: undoSlot, pc: i.x, value: m.slots[i.x]})
			m.slots[i.x] = at
		case opRun:
			if at, err = m.runOn(i, pc+1, at); err != nil {
				return 0, false, err
			}
		case opMark:
			m.stack = append(m.stack, undo{kind: undoRegister, pc: i.x, value: m.registers[i.x]})
			m.registers[i.x] = at
		default:
			at, matched, err = m.step(i, at)
			if err != nil {
				return 0, false, err
			}
		}
		if matched {
			pc++
			continue
		}
		if pc, at, ok = m.back(base); !ok {
			return 0, false, nil
		}
	}
}

// back undoes what was done since the last choice.
func (m *machine) back(base int) (pc, at int, ok bool) {
	for len(m.stack) > base {
		u := m.stack[len(m.stack)-1]
		m.stack = m.stack[:len(m.stack)-1]
		switch u.kind {
		case undoBranch:
			return u.pc, u.value, true
		case undoRun:
			return u.pc, m.shorten(u), true
		case undoSlot:
			m.slots[u.pc] = u.value
		case undoRegister:
			m.registers[u.pc] = u.value
		}
	}
	return 0, 0, false
}

// runOn consumes all that belongs to the set, and remembers that less would do.
func (m *machine) runOn(i *inst, pc, at int) (int, error) {
	from := at
	for at < len(m.text) {
		r, size := m.codePoint(at)
		if !i.set(r) {
			break
		}
		at += size
		if err := m.charge(i.weight); err != nil {
			return at, err
		}
	}
	if at > from {
		m.stack = append(m.stack, undo{kind: undoRun, pc: pc, value: at, least: from})
	}
	return at, nil
}

// shorten takes the last code point off a run.
func (m *machine) shorten(u undo) int {
	u.value--
	if at := u.value; at-1 >= u.least {
		if _, size := m.codePoint(at - 1); size == 2 {
			u.value--
		}
	}
	if u.value > u.least {
		m.stack = append(m.stack, u)
	}
	return u.value
}

// step does the instructions that match something by themselves.
func (m *machine) step(i *inst, at int) (int, bool, error) {
	switch i.op {
	case opSet:
		if at == len(m.text) {
			return at, false, nil
		}
		r, size := m.codePoint(at)
		return at + size, i.set(r), nil
	case opAssert:
		return at, m.holds(i, at), nil
	case opBack:
		end, ok := m.again(i, at)
		return end, ok, m.charge(end - at)
	case opBreak:
		return m.lineBreak(at)
	case opLook:
		ok, err := m.look(i, at)
		return at, ok, err
	}
	return m.atomic(i, at)
}

func (m *machine) lineBreak(at int) (int, bool, error) {
	if at == len(m.text) {
		return at, false, nil
	}
	if m.text[at] == '\r' && at+1 < len(m.text) && m.text[at+1] == '\n' {
		return at + 2, true, nil
	}
	return at + 1, asciiClasses['v'](rune(m.text[at])), nil
}

// atomic runs a part and forgets its choices, but not what it saved.
func (m *machine) atomic(i *inst, at int) (int, bool, error) {
	base := len(m.stack)
	end, ok, err := m.run(i.sub, at, -1, false)
	if ok {
		m.forget(base)
	}
	return end, ok, err
}

func (m *machine) forget(base int) {
	kept := m.stack[:base]
	for _, u := range m.stack[base:] {
		if u.kind == undoSlot || u.kind == undoRegister {
			kept = append(kept, u)
		}
	}
	m.stack = kept
}

func (m *machine) look(i *inst, at int) (bool, error) {
	base := len(m.stack)
	first, last, want := at, at, -1
	if i.behind {
		first, last, want = at, max(int(int32(at)-i.width), 0), at
	}
	for from := first; from >= last; from-- {
		_, ok, err := m.run(i.sub, from, want, false)
		if err != nil {
			return false, err
		}
		if ok && i.negative {
			m.rewind(base)
			return false, nil
		}
		if ok {
			m.forget(base)
			return true, nil
		}
	}
	return i.negative, nil
}

// rewind undoes all that was done since the stack was that high.
func (m *machine) rewind(base int) {
	for ok := true; ok; {
		_, _, ok = m.back(base)
	}
}

func (m *machine) again(i *inst, at int) (int, bool) {
	if 2*i.x+1 >= len(m.slots) {
		return at, false
	}
	from, to := m.slots[2*i.x], m.slots[2*i.x+1]
	if from < 0 || to < 0 || at+to-from > len(m.text) {
		return at, false
	}
	want, got := m.text[from:to], m.text[at:at+to-from]
	if !i.fold {
		return at + to - from, slices.Equal(want, got)
	}
	for k := range want {
		a, b := rune(want[k]), rune(got[k])
		if a != b && !folding(single(a), true)(b) {
			return at, false
		}
	}
	return at + to - from, true
}

func (m *machine) holds(i *inst, at int) bool {
	switch i.assert {
	case atBegin:
		return at == 0
	case atEnd:
		return at == len(m.text)
	case atLastMatch:
		return at == m.last
	case atFinalEnd:
		return at == len(m.text) || m.finalBreak(at, i.flags.unixLines)
	case atLineBegin:
		return at == 0 || at < len(m.text) && m.afterBreak(at, i.flags.unixLines)
	case atLineEnd:
		return at == len(m.text) || m.beforeBreak(at, i.flags.unixLines)
	case atWord:
		return m.wordBoundary(at)
	}
	return !m.wordBoundary(at)
}

func (m *machine) terminates(at int, unix bool) bool {
	if unix {
		return m.text[at] == '\n'
	}
	return lineTerminator(rune(m.text[at]))
}

// finalBreak is whether only the line break that ends the text is left.
func (m *machine) finalBreak(at int, unix bool) bool {
	if !m.beforeBreak(at, unix) {
		return false
	}
	return at == len(m.text)-1 || at == len(m.text)-2 && m.text[at] == '\r' && m.text[at+1] == '\n'
}

func (m *machine) beforeBreak(at int, unix bool) bool {
	if !m.terminates(at, unix) {
		return false
	}
	return unix || m.text[at] != '\n' || at == 0 || m.text[at-1] != '\r'
}

func (m *machine) afterBreak(at int, unix bool) bool {
	if !m.terminates(at-1, unix) {
		return false
	}
	return unix || m.text[at-1] != '\r' || m.text[at] != '\n'
}

func (m *machine) wordBoundary(at int) bool {
	return m.wordAt(at-1) != m.wordAt(at)
}

func (m *machine) wordAt(at int) bool {
	if at < 0 || at >= len(m.text) {
		return false
	}
	r := rune(m.text[at])
	if utf16.IsSurrogate(r) && at > 0 && r >= 0xDC00 {
		at--
	}
	r, _ = m.codePoint(at)
	return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r)
}
