package vtl

import "reel/http/vtl/java"

// items are the parts of a literal list, map or range.
type items struct {
	place
	kids []expr
}

func (l *items) test(*renderer, scope) (bool, error) { return false, nil }

func (l *items) render(r *renderer, s scope) error {
	for _, k := range l.kids {
		if err := k.render(r, s); err != nil {
			return err
		}
	}
	return nil
}

func (l *items) values(r *renderer, s scope) ([]java.Value, error) {
	if err := r.budget.Take(16 * (len(l.kids) + 4)); err != nil {
		return nil, l.wrap(err)
	}
	vs := make([]java.Value, len(l.kids))
	for i, k := range l.kids {
		var err error
		if vs[i], err = k.value(r, s); err != nil {
			return nil, err
		}
	}
	return vs, nil
}

// listNode is [a, b]: a new list each time.
type listNode struct{ items }

func (n *listNode) value(r *renderer, s scope) (java.Value, error) {
	vs, err := n.values(r, s)
	if err != nil {
		return nil, err
	}
	return java.NewList(vs), nil
}

// mapNode is {a: b}.
type mapNode struct{ items }

func (n *mapNode) value(r *renderer, s scope) (java.Value, error) {
	vs, err := n.values(r, s)
	if err != nil {
		return nil, err
	}
	m := java.NewMap(len(vs) / 2)
	for i := 0; i < len(vs); i += 2 {
		if err := m.PutAny(r.budget, vs[i], vs[i+1]); err != nil {
			return nil, n.wrap(err)
		}
	}
	return m, nil
}

// rangeNode is [a..b], up or down.
type rangeNode struct{ items }

func (n *rangeNode) value(r *renderer, s scope) (java.Value, error) {
	vs, err := n.values(r, s)
	if err != nil || !java.Number(vs[0]) || !java.Number(vs[1]) {
		return nil, err
	}
	from, to := java.Int(vs[0]), java.Int(vs[1])
	step := 1
	if from >= to {
		step = -1
	}
	size := (to-from)*step + 1
	if err := r.budget.Take(20 * size); err != nil {
		return nil, n.wrap(err)
	}
	list := make([]java.Value, size)
	for i := range list {
		list[i] = int32(from + i*step)
	}
	return java.NewList(list), nil
}

// stringNode is "…" with something to fill in.
type stringNode struct {
	place
	silent
	body   block
	padded bool // a blank was put behind
}

func (n *stringNode) value(r *renderer, s scope) (java.Value, error) {
	text, err := r.capture(func() error { return n.body.render(r, s) })
	if err != nil {
		return nil, err
	}
	if n.padded {
		text = dropLast(text)
	}
	return text, n.wrap(r.budget.Take(len(text)))
}
