package regex

import (
	"slices"
	"strconv"
	"strings"
)

// Replace is String.replaceAll, or the same for so many times only. Its error may be a [*ReplacementError].
func (re *Regexp) Replace(s, template string, times int, cost Cost) (string, error) {
	if re.literal != "" && !strings.ContainsAny(template, `\$`) {
		return re.replaceLiteral(s, template, times, cost)
	}
	if err := cost.Bytes(4 * len(s)); err != nil {
		return "", err
	}
	m := re.machine(s, cost.Steps)
	var out []uint16
	index := 0
	to := encode(template)
	err := m.matches(func(start, end int) (bool, error) {
		before := len(out)
		out = append(out, m.text[index:start]...)
		var err error
		if out, err = m.expand(out, to); err != nil {
			return false, err
		}
		index = end
		times--
		return times != 0, cost.Bytes(2 * (len(out) - before))
	})
	if err != nil {
		return "", err
	}
	return decode(append(out, m.text[index:]...)), nil
}

func (re *Regexp) replaceLiteral(s, with string, times int, cost Cost) (string, error) {
	n := strings.Count(s, re.literal)
	if times >= 0 {
		n = min(n, times)
	}
	if err := cost.Bytes(len(s) + n*len(with)); err != nil {
		return "", err
	}
	return strings.Replace(s, re.literal, with, n), nil
}

// expand appends a replacement, in which $1, ${name} and \x stand for something else.
func (m *machine) expand(out, to []uint16) ([]uint16, error) {
	for i := 0; i < len(to); {
		switch to[i] {
		case '\\':
			if i+1 == len(to) {
				return nil, illegal("character to be escaped is missing")
			}
			out = append(out, to[i+1])
			i += 2
		case '$':
			group, size, err := m.reference(to[i+1:])
			if err != nil {
				return nil, err
			}
			if start, end := m.slots[2*group], m.slots[2*group+1]; start >= 0 && end >= 0 {
				out = append(out, m.text[start:end]...)
			}
			i += 1 + size
		default:
			out = append(out, to[i])
			i++
		}
	}
	return out, nil
}

func illegal(message string) error {
	return &ReplacementError{Class: "java.lang.IllegalArgumentException", Message: message}
}

// reference reads the group after a dollar sign and how long its name is.
func (m *machine) reference(rest []uint16) (group, size int, err error) {
	if len(rest) == 0 {
		return 0, 0, illegal("Illegal group reference: group index is missing")
	}
	if rest[0] == '{' {
		return m.namedReference(rest)
	}
	if !digit(rune(rest[0])) {
		return 0, 0, illegal("Illegal group reference")
	}
	group, size = int(rest[0]-'0'), 1
	if group > m.re.groups {
		return 0, 0, &ReplacementError{"java.lang.IndexOutOfBoundsException", "No group " + strconv.Itoa(group)}
	}
	for size < len(rest) && digit(rune(rest[size])) {
		longer := group*10 + int(rest[size]-'0')
		if longer > m.re.groups {
			break
		}
		group = longer
		size++
	}
	return group, size, nil
}

func (m *machine) namedReference(rest []uint16) (group, size int, err error) {
	end := slices.Index(rest, '}')
	if end < 0 {
		return 0, 0, illegal("named capturing group is missing trailing '}'")
	}
	name := decode(rest[1:end])
	if name == "" || strings.Trim(name, nameChars) != "" || digit(rune(name[0])) {
		return 0, 0, illegal("capturing group name {" + name + "} starts with digit character")
	}
	group, ok := m.re.names[name]
	if !ok {
		return 0, 0, illegal("No group with name {" + name + "}")
	}
	return group, end + 1, nil
}
