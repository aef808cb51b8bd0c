package iam

import (
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A Condition is one line of a statement's Condition block: an operator, a key
// and the values it is compared with.
type Condition struct {
	key      string // lower case
	values   []string
	compare  func(have, want string) bool
	negated  bool // the operator is a Not…: no value may match
	ifExists bool // holds when the key is absent
	forAll   bool // ForAllValues: every value of the key must match
	forAny   bool // ForAnyValue: the key must have one that does
	null     bool // the Null operator
}

// operators are the comparisons by their names without Not, IfExists and ForX:.
// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html.
var operators = map[string]func(have, want string) bool{
	"StringEquals":             func(have, want string) bool { return have == want },
	"StringEqualsIgnoreCase":   strings.EqualFold,
	"StringLike":               func(have, want string) bool { return Match(want, have) },
	"ArnEquals":                matchARN,
	"ArnLike":                  matchARN,
	"BinaryEquals":             func(have, want string) bool { return have == want },
	"Bool":                     strings.EqualFold,
	"IpAddress":                within,
	"NumericEquals":            numeric(func(c int) bool { return c == 0 }),
	"NumericLessThan":          numeric(func(c int) bool { return c < 0 }),
	"NumericLessThanEquals":    numeric(func(c int) bool { return c <= 0 }),
	"NumericGreaterThan":       numeric(func(c int) bool { return c > 0 }),
	"NumericGreaterThanEquals": numeric(func(c int) bool { return c >= 0 }),
	"DateEquals":               dated(func(c int) bool { return c == 0 }),
	"DateLessThan":             dated(func(c int) bool { return c < 0 }),
	"DateLessThanEquals":       dated(func(c int) bool { return c <= 0 }),
	"DateGreaterThan":          dated(func(c int) bool { return c > 0 }),
	"DateGreaterThanEquals":    dated(func(c int) bool { return c >= 0 }),
}

// negations are the operators that hold when their positive form does not.
var negations = map[string]string{
	"StringNotEquals": "StringEquals", "StringNotEqualsIgnoreCase": "StringEqualsIgnoreCase", "StringNotLike": "StringLike",
	"ArnNotEquals": "ArnEquals", "ArnNotLike": "ArnLike", "NotIpAddress": "IpAddress",
	"NumericNotEquals": "NumericEquals", "DateNotEquals": "DateEquals",
}

func parseConditions(block map[string]map[string]texts) (out []Condition, err error) {
	for name, keys := range block {
		for key, values := range keys {
			c, err := parseCondition(name, key, values)
			if err != nil {
				return nil, err
			}
			out = append(out, c)
		}
	}
	return out, nil
}

func parseCondition(name, key string, values []string) (Condition, error) {
	c := Condition{key: strings.ToLower(key), values: values}
	operator := name
	if rest, ok := strings.CutPrefix(operator, "ForAllValues:"); ok {
		operator, c.forAll = rest, true
	}
	if rest, ok := strings.CutPrefix(operator, "ForAnyValue:"); ok {
		operator, c.forAny = rest, true
	}
	if operator == "Null" {
		c.null = true
		return c, nil
	}
	operator, c.ifExists = strings.CutSuffix(operator, "IfExists")
	if positive, ok := negations[operator]; ok {
		operator, c.negated = positive, true
	}
	if c.compare = operators[operator]; c.compare == nil {
		return c, fmt.Errorf("the condition operator %s is not known", name)
	}
	return c, nil
}

// holds tells whether the condition is true of a request's keys. A key that is
// absent makes a positive operator false and a negated one true.
func (c Condition) holds(keys Keys) bool {
	have, there := keys[c.key]
	switch {
	case c.null:
		return slices.ContainsFunc(c.values, func(v string) bool { return strings.EqualFold(v, "true") }) == !there
	case !there:
		return c.ifExists || c.forAll || c.negated && !c.forAny
	case c.forAll:
		return !slices.ContainsFunc(have, func(v string) bool { return c.matches(v) == c.negated })
	}
	return slices.ContainsFunc(have, func(v string) bool { return c.matches(v) != c.negated })
}

func (c Condition) matches(have string) bool {
	return slices.ContainsFunc(c.values, func(want string) bool { return c.compare(have, want) })
}

// within tells whether an address is in a range, or is the one that is named.
func within(have, want string) bool {
	ip, err := netip.ParseAddr(have)
	if err != nil {
		return false
	}
	ip = ip.Unmap()
	if prefix, err := netip.ParsePrefix(want); err == nil {
		return prefix.Contains(ip)
	}
	one, err := netip.ParseAddr(want)
	return err == nil && one.Unmap() == ip
}

func numeric(holds func(int) bool) func(have, want string) bool {
	return func(have, want string) bool {
		a, err := strconv.ParseFloat(have, 64)
		b, err2 := strconv.ParseFloat(want, 64)
		if err != nil || err2 != nil {
			return false
		}
		switch {
		case a < b:
			return holds(-1)
		case a > b:
			return holds(1)
		}
		return holds(0)
	}
}

func dated(holds func(int) bool) func(have, want string) bool {
	return func(have, want string) bool {
		a, err := instant(have)
		b, err2 := instant(want)
		return err == nil && err2 == nil && holds(a.Compare(b))
	}
}

// instant reads a date in one of the forms of ISO 8601 that W3C's note has, or in
// seconds since 1970.
func instant(s string) (time.Time, error) {
	if seconds, err := strconv.ParseInt(s, 10, 64); err == nil {
		return time.Unix(seconds, 0), nil
	}
	for _, layout := range [...]string{time.RFC3339, "2006-01-02T15:04Z07:00", time.DateOnly, "2006-01"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t, nil
		}
	}
	return time.Time{}, errors.New("it is no date")
}

// matchARN tells whether an ARN matches a pattern part by part: a star does not cross
// a colon, except in the last part.
func matchARN(have, want string) bool {
	a, b := strings.SplitN(have, ":", 6), strings.SplitN(want, ":", 6)
	if len(a) != 6 || len(b) != 6 {
		return want == "*"
	}
	for i := range a {
		if !Match(b[i], a[i]) {
			return false
		}
	}
	return true
}
