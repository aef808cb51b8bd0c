package jsonpath

import (
	"math"
	"strings"

	"reel/http/vtl/java"
)

// comparison is two operands and what stands between them.
type comparison struct {
	left, right operand
	op          string
}

func (c comparison) holds(w *walker, v java.Value) (bool, error) {
	x, ok, err := c.left.value(w, v)
	if err != nil {
		return false, err
	}
	y, yes, err := c.right.value(w, v)
	if err != nil {
		return false, err
	}
	if !ok || !yes { // a path that leads nowhere equals nothing
		return c.op == "!=" && ok != yes, nil
	}
	switch c.op {
	case "==":
		return equal(w, x, y)
	case "!=":
		same, err := equal(w, x, y)
		return !same, err
	case "=~":
		s, isText := x.(string)
		if !isText || c.right.regex == nil {
			return false, nil
		}
		return c.right.regex.Matches(s, w.budget.Spend)
	case "<", "<=", ">", ">=":
		n, ok, err := order(w, x, y)
		return ok && ordered(c.op, n), err
	}
	return c.member(w, x, y)
}

func ordered(op string, n int) bool {
	switch op {
	case "<":
		return n < 0
	case "<=":
		return n <= 0
	case ">":
		return n > 0
	}
	return n >= 0
}

// order compares two numbers or two strings.
func order(w *walker, x, y java.Value) (n int, ok bool, err error) {
	if java.Number(x) && java.Number(y) {
		n, err = java.CompareNumbers(w.budget, x, y)
		return n, true, err
	}
	a, aText := x.(string)
	b, bText := y.(string)
	return strings.Compare(a, b), aText && bText, nil
}

func equal(w *walker, x, y java.Value) (bool, error) {
	if java.Number(x) && java.Number(y) {
		n, err := java.CompareNumbers(w.budget, x, y)
		return n == 0, err
	}
	return java.Equal(w.budget, x, y)
}

// member does the operators that look into lists.
func (c comparison) member(w *walker, x, y java.Value) (bool, error) {
	switch c.op {
	case "in":
		return within(w, x, y)
	case "nin":
		ok, err := within(w, x, y)
		return !ok, err
	case "contains":
		s, isText := x.(string)
		part, isPart := y.(string)
		if isText && isPart {
			return strings.Contains(s, part), nil
		}
		return within(w, y, x)
	case "size":
		return equal(w, int32(size(x)), y)
	case "empty":
		return (size(x) == 0) == (y == true), nil
	}
	return c.sets(w, x, y)
}

func (c comparison) sets(w *walker, x, y java.Value) (bool, error) {
	some, all := false, true
	err := children(x, func(v java.Value) error {
		ok, err := within(w, v, y)
		some, all = some || ok, all && ok
		return err
	})
	switch c.op {
	case "subsetof":
		return all, err
	case "anyof":
		return some, err
	}
	return !some, err
}

func within(w *walker, x, list java.Value) (bool, error) {
	found := false
	err := children(list, func(v java.Value) error {
		if found {
			return nil
		}
		var err error
		found, err = equal(w, x, v)
		return err
	})
	return found, err
}

// size is the length of a list, an object or a string, or -1.
func size(v java.Value) int {
	switch v := v.(type) {
	case *java.List:
		return v.Len()
	case *java.Map:
		return v.Len()
	case string:
		return len(v)
	}
	return -1
}

// function is what ends a path, such as length().
type function struct{ name string }

// functions are those of numbers. They are given all numbers that the path leads to.
var functions = map[string]func(ns []float64) float64{
	"min": func(ns []float64) float64 { return fold(ns, math.Inf(1), math.Min) },
	"max": func(ns []float64) float64 { return fold(ns, math.Inf(-1), math.Max) },
	"sum": func(ns []float64) float64 { return sum(ns) },
	"avg": func(ns []float64) float64 { return sum(ns) / float64(len(ns)) },
	"stddev": func(ns []float64) float64 {
		mean := sum(ns) / float64(len(ns))
		squares := 0.0
		for _, n := range ns {
			squares += (n - mean) * (n - mean)
		}
		return math.Sqrt(squares / float64(len(ns)))
	},
}

func fold(ns []float64, from float64, f func(x, y float64) float64) float64 {
	for _, n := range ns {
		from = f(from, n)
	}
	return from
}

func sum(ns []float64) float64 {
	return fold(ns, 0, func(x, y float64) float64 { return x + y })
}

func (p *parser) function(name string) (*function, error) {
	p.blanks()
	if !p.accept(")") {
		return nil, p.fail("functions take no arguments here")
	}
	switch name {
	case "length", "size", "keys", "first", "last", "concat":
	default:
		if functions[name] == nil {
			return nil, p.fail("there is no function " + name)
		}
	}
	return &function{name}, nil
}

// apply gives the function what the path has found: a definite one a value, any other the list of all.
func (f *function) apply(w *walker, definite bool, found []java.Value) (java.Value, bool, error) {
	var v java.Value
	switch {
	case !definite:
		v = w.list(found)
	case len(found) == 0:
		return nil, false, nil
	default:
		v = found[0]
	}
	switch f.name {
	case "length", "size":
		if n := size(v); n >= 0 {
			return int32(n), true, nil
		}
		return nil, false, nil
	case "keys":
		return keys(w, v)
	case "first", "last":
		return end(v, f.name == "last")
	case "concat":
		return concat(w, v)
	}
	return f.number(v)
}

func keys(w *walker, v java.Value) (java.Value, bool, error) {
	m, ok := v.(*java.Map)
	if !ok {
		return nil, false, nil
	}
	var names []java.Value
	for e := range m.All {
		names = append(names, e.Key())
	}
	return w.list(names), true, nil
}

func end(v java.Value, last bool) (java.Value, bool, error) {
	l, ok := v.(*java.List)
	if !ok || l.Len() == 0 {
		return nil, false, nil
	}
	if last {
		return l.At(l.Len() - 1), true, nil
	}
	return l.At(0), true, nil
}

func concat(w *walker, v java.Value) (java.Value, bool, error) {
	var b strings.Builder
	err := children(v, func(x java.Value) error {
		s, isText := x.(string)
		if isText {
			b.WriteString(s)
		}
		return w.budget.Take(len(s))
	})
	return b.String(), true, err
}

func (f *function) number(v java.Value) (java.Value, bool, error) {
	var ns []float64
	_ = children(v, func(x java.Value) error {
		if java.Number(x) {
			ns = append(ns, java.Float(x))
		}
		return nil
	})
	if len(ns) == 0 {
		return nil, false, &java.Exception{
			Class:   "com.jayway.jsonpath.JsonPathException",
			Message: "Aggregation function attempted to calculate value using empty array",
		}
	}
	return functions[f.name](ns), true, nil
}
