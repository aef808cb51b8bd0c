package restjson

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
)

// A violation is one thing that is wrong with an input, as AWS's framework says it.
type violation struct {
	value      string // as printed, with its quotes; null for nothing
	path       string // from the input's first member; list places count from one
	outside    bool   // the first member is not in the body
	constraint string // "Member must …"
}

// A step is one turn on the path to a value.
type step struct {
	name    string // of a member, or a map's key
	key     bool   // name is a map's key
	outside bool   // the member is not in the body
	index   int    // place in a list, from one; 0 when this is no list's item
}

// notNull is the constraint of a required member.
const notNull = "Member must not be null"

// violation is that the value at the decoder's path breaks a constraint. When
// there are far more than will be spelled out, the rest are only counted.
func (d *decoder) violation(value, constraint string) violation {
	if d.violations++; d.violations > 10*spelledMost {
		return violation{}
	}
	var path strings.Builder
	for i, s := range d.path {
		if i > 0 {
			path.WriteByte('.')
		}
		switch {
		case s.index > 0:
			path.WriteString(strconv.Itoa(s.index) + ".member")
		case s.key:
			path.WriteString(shorten(s.name) + ".member")
		default:
			path.WriteString(s.name)
		}
	}
	return violation{value, path.String(), d.path[0].outside, constraint}
}

func quoted(value string) string { return "'" + shorten(value) + "'" }

// constrained tells whether a text of the shape can be wrong.
func (s *Shape) constrained() bool {
	return s.Enum != nil || s.Pattern != nil || s.HasMin || s.HasMax
}

// check is what is wrong with a text.
func (d *decoder) check(s *Shape, value string) []violation {
	if !d.dialect.constrains || !s.constrained() {
		return nil
	}
	found := d.sized(s, length(value), func() string { return value })
	if s.Enum != nil && !slices.Contains(s.Enum, value) {
		found = append(found, d.violation(quoted(value), s.enumConstraint()))
	}
	if s.Pattern != nil && !s.Pattern.Match(value) {
		found = append(found, d.violation(quoted(value), s.patternConstraint()))
	}
	return found
}

// length is a text's length as Java counts it, in UTF-16 units.
func length(s string) int {
	n := 0
	for _, r := range s {
		n += max(utf16.RuneLen(r), 1)
	}
	return n
}

// sized is what is wrong with the length of a text, blob, list or map.
func (d *decoder) sized(s *Shape, length int, value func() string) []violation {
	if !d.dialect.constrains {
		return nil
	}
	var found []violation
	if s.HasMax && float64(length) > s.Max {
		found = append(found, d.violation(quoted(value()), s.maxLength()))
	}
	if s.HasMin && float64(length) < s.Min {
		found = append(found, d.violation(quoted(value()), s.minLength()))
	}
	return found
}

// ranged is what is wrong with a number.
func (d *decoder) ranged(s *Shape, n float64) []violation {
	if !d.dialect.constrains {
		return nil
	}
	var found []violation
	value := func() string { return quoted(string(appendFloat(nil, n))) }
	if s.HasMax && n > s.Max {
		found = append(found, d.violation(value(), s.maxValue()))
	}
	if s.HasMin && n < s.Min {
		found = append(found, d.violation(value(), s.minValue()))
	}
	return found
}

// ofElements is what is wrong with a list's items or a map's keys or values.
// Structures are complained of one by one, anything simpler all at once: the
// whole collection is shown, with all that its elements must satisfy.
func (d *decoder) ofElements(introduction string, s *Shape, inside []violation, collection func() string) []violation {
	if len(inside) == 0 || s.Kind == Structure || s.Kind == List || s.Kind == Map {
		return inside
	}
	return []violation{d.violation(quoted(collection()), introduction+"["+strings.Join(s.constraints(d.dialect), ", ")+"]")}
}

// constraints are all that a simple shape asks, in AWS's order.
func (s *Shape) constraints(d *dialect) []string {
	var all []string
	number := s.Kind.isNumber()
	switch {
	case s.HasMax && number:
		all = append(all, s.maxValue())
	case s.HasMax:
		all = append(all, s.maxLength())
	}
	switch {
	case s.HasMin && number:
		all = append(all, s.minValue())
	case s.HasMin:
		all = append(all, s.minLength())
	}
	if s.Pattern != nil {
		all = append(all, s.patternConstraint())
	}
	if s.Enum != nil {
		all = append(all, s.enumConstraint())
	}
	if d.elements {
		all = append(all, notNull)
	}
	return all
}

func (s *Shape) enumConstraint() string {
	return "Member must satisfy enum value set: [" + strings.Join(s.Enum, ", ") + "]"
}

func (s *Shape) patternConstraint() string {
	return "Member must satisfy regular expression pattern: " + s.Pattern.Source
}

func (s *Shape) maxLength() string {
	return fmt.Sprintf("Member must have length less than or equal to %.0f", s.Max)
}

func (s *Shape) minLength() string {
	return fmt.Sprintf("Member must have length greater than or equal to %.0f", s.Min)
}

func (s *Shape) maxValue() string {
	return "Member must have value less than or equal to " + s.bound(s.Max)
}

func (s *Shape) minValue() string {
	return "Member must have value greater than or equal to " + s.bound(s.Min)
}

// bound spells a bound as Java prints a number of the shape's type.
func (s *Shape) bound(n float64) string {
	spelled := string(appendFloat(nil, n))
	if s.Kind == Double && !strings.Contains(spelled, ".") {
		spelled += ".0"
	}
	return spelled
}

// shown is a list or map as Java prints it: [a, b] or {a=b}.
func shown(raw []byte) string {
	switch raw[0] {
	case '[':
		var parts []string
		_ = items(raw, func(item []byte) error { // the function never fails
			parts = append(parts, shown(item))
			return nil
		})
		return "[" + strings.Join(parts, ", ") + "]"
	case '{':
		var parts []string
		members(raw, func(key, value []byte) { parts = append(parts, text(key)+"="+shown(value)) })
		return "{" + strings.Join(parts, ", ") + "}"
	case '"':
		return text(raw)
	}
	return string(bytes.TrimSpace(raw))
}

// inOrder are violations of a structure's members, by the members' rank.
func inOrder(found map[int][]violation) []violation {
	var all []violation
	for _, rank := range slices.Sorted(maps.Keys(found)) {
		all = append(all, found[rank]...)
	}
	return all
}

// spelledMost is how many violations are spelled out; all are counted.
const spelledMost = 100

// sentence is all that is wrong with an operation's input: "2 validation errors
// detected: Value 'x' at 'path' failed to satisfy constraint: …; Value …".
func sentence(op *Operation, violations []violation) string {
	var b strings.Builder
	plural := "s"
	if len(violations) == 1 {
		plural = ""
	}
	fmt.Fprintf(&b, "%d validation error%s detected: ", len(violations), plural)
	for i, v := range violations[:min(len(violations), spelledMost)] {
		if v.constraint == "" {
			break
		}
		if i > 0 {
			b.WriteString("; ")
		}
		path := v.path
		if op.dialect.wraps && !v.outside {
			path = strings.ToLower(op.Name[:1]) + op.Name[1:] + "Input." + path
		}
		fmt.Fprintf(&b, "Value %s at '%s' failed to satisfy constraint: %s", v.value, path, v.constraint)
	}
	return b.String()
}
