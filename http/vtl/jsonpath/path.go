package jsonpath

import (
	"reel/http/vtl/java"
)

// Path is a compiled path.
type Path struct {
	steps    []step
	function *function
}

// step is one part of a path.
type step interface {
	// definite is whether the step leads to one value at most.
	definite() bool
	// walk calls to with each value that the step leads to from v.
	walk(w *walker, v java.Value, to func(java.Value) error) error
}

// walker is one search.
type walker struct {
	budget *java.Budget
	root   java.Value
	list   func([]java.Value) java.Value
	depth  int
}

// maxDepth bounds how deep ".." goes.
const maxDepth = 500

// Find returns what the path leads to from root; false if there is nothing. Results that are several are put into
// a list by the function list.
func (p *Path) Find(b *java.Budget, root java.Value, list func([]java.Value) java.Value) (java.Value, bool, error) {
	w := &walker{budget: b, root: root, list: list}
	return p.find(w, root)
}

func (p *Path) find(w *walker, from java.Value) (java.Value, bool, error) {
	var found []java.Value
	err := w.follow(p.steps, from, func(v java.Value) error {
		found = append(found, v)
		return w.budget.Take(16)
	})
	if err != nil {
		return nil, false, err
	}
	if p.function != nil {
		return p.function.apply(w, p.definite(), found)
	}
	if !p.definite() {
		return w.list(found), true, nil
	}
	if len(found) == 0 {
		return nil, false, nil
	}
	return found[0], true, nil
}

func (p *Path) definite() bool {
	for _, s := range p.steps {
		if !s.definite() {
			return false
		}
	}
	return true
}

// follow walks all steps.
func (w *walker) follow(steps []step, v java.Value, to func(java.Value) error) error {
	if len(steps) == 0 {
		return to(v)
	}
	if err := w.budget.Spend(1); err != nil {
		return err
	}
	return steps[0].walk(w, v, func(next java.Value) error { return w.follow(steps[1:], next, to) })
}

// children calls to with each value in an object or array.
func children(v java.Value, to func(java.Value) error) error {
	switch v := v.(type) {
	case *java.Map:
		for e := range v.All {
			if err := to(e.Value()); err != nil {
				return err
			}
		}
	case *java.List:
		for i := range v.Len() {
			if err := to(v.At(i)); err != nil {
				return err
			}
		}
	}
	return nil
}

// properties is .name or ['a','b']; several make an object of those that there are.
type properties struct {
	names []string
	last  bool
}

func (s properties) definite() bool { return len(s.names) == 1 || s.last }

func (s properties) walk(_ *walker, v java.Value, to func(java.Value) error) error {
	m, ok := v.(*java.Map)
	if !ok {
		return nil
	}
	if len(s.names) > 1 && s.last {
		merged := java.NewMap(len(s.names))
		for _, name := range s.names {
			if m.Has(name) {
				merged.Put(name, m.Get(name))
			}
		}
		return to(merged)
	}
	for _, name := range s.names {
		if !m.Has(name) {
			continue
		}
		if err := to(m.Get(name)); err != nil {
			return err
		}
	}
	return nil
}

// wildcard is .* or [*].
type wildcard struct{}

func (wildcard) definite() bool { return false }

func (wildcard) walk(_ *walker, v java.Value, to func(java.Value) error) error {
	return children(v, to)
}

// indexes is [0] or [0,2]; negative ones count from the end.
type indexes []int

func (s indexes) definite() bool { return len(s) == 1 }

func (s indexes) walk(_ *walker, v java.Value, to func(java.Value) error) error {
	l, ok := v.(*java.List)
	if !ok {
		return nil
	}
	for _, i := range s {
		if i < 0 {
			i += l.Len()
		}
		if i < 0 || i >= l.Len() {
			continue
		}
		if err := to(l.At(i)); err != nil {
			return err
		}
	}
	return nil
}

// slice is [from:to]; either may be missing.
type slice struct{ from, to *int }

func (slice) definite() bool { return false }

func (s slice) walk(_ *walker, v java.Value, to func(java.Value) error) error {
	l, ok := v.(*java.List)
	if !ok {
		return nil
	}
	for i := bound(s.from, 0, l.Len()); i < bound(s.to, l.Len(), l.Len()); i++ {
		if err := to(l.At(i)); err != nil {
			return err
		}
	}
	return nil
}

func bound(n *int, missing, size int) int {
	i := missing
	if n != nil {
		i = *n
	}
	if i < 0 {
		i += size
	}
	return min(max(i, 0), size)
}

// scan is "..": the value itself and all within it, from the outside in.
type scan struct{}

func (scan) definite() bool { return false }

func (s scan) walk(w *walker, v java.Value, to func(java.Value) error) error {
	if w.depth++; w.depth > maxDepth {
		return &java.Exception{Class: "java.lang.StackOverflowError"}
	}
	defer func() { w.depth-- }()
	if err := w.budget.Spend(1); err != nil {
		return err
	}
	switch v.(type) {
	case *java.Map, *java.List:
	default:
		return nil
	}
	if err := to(v); err != nil {
		return err
	}
	return children(v, func(child java.Value) error { return s.walk(w, child, to) })
}

// filtered is [?(…)].
type filtered struct{ test condition }

func (filtered) definite() bool { return false }

func (s filtered) walk(w *walker, v java.Value, to func(java.Value) error) error {
	keep := func(x java.Value) error {
		ok, err := s.test.holds(w, x)
		if !ok || err != nil {
			return err
		}
		return to(x)
	}
	if l, ok := v.(*java.List); ok {
		return children(l, keep)
	}
	if m, ok := v.(*java.Map); ok {
		return keep(m)
	}
	return nil
}
