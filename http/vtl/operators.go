package vtl

import "reel/http/vtl/java"

// operands are the two sides of an operator.
type operands struct {
	place
	silent
	left, right expr
}

func (o *operands) both(r *renderer, s scope) (x, y java.Value, err error) {
	if err = r.step(o.place); err != nil {
		return nil, nil, err
	}
	if x, err = o.left.value(r, s); err == nil {
		y, err = o.right.value(r, s)
	}
	return x, y, err
}

type notNode struct{ of expr }

func (n notNode) render(*renderer, scope) error { return nil }

func (n notNode) test(r *renderer, s scope) (bool, error) {
	ok, err := n.of.test(r, s)
	return !ok, err
}

func (n notNode) value(r *renderer, s scope) (java.Value, error) { return n.test(r, s) }

type andNode struct{ operands }

func (n *andNode) test(r *renderer, s scope) (bool, error) {
	ok, err := n.left.test(r, s)
	if !ok || err != nil {
		return false, err
	}
	return n.right.test(r, s)
}

func (n *andNode) value(r *renderer, s scope) (java.Value, error) { return n.test(r, s) }

type orNode struct{ operands }

func (n *orNode) test(r *renderer, s scope) (bool, error) {
	ok, err := n.left.test(r, s)
	if ok || err != nil {
		return ok, err
	}
	return n.right.test(r, s)
}

func (n *orNode) value(r *renderer, s scope) (java.Value, error) { return n.test(r, s) }

// equalNode is == or, negated, !=.
type equalNode struct {
	operands
	negated bool
}

func (n *equalNode) test(r *renderer, s scope) (bool, error) {
	x, y, err := n.both(r, s)
	if err != nil {
		return false, err
	}
	same, err := r.equal(x, y)
	return same != n.negated, n.wrap(err)
}

func (n *equalNode) value(r *renderer, s scope) (java.Value, error) { return n.test(r, s) }

// equal compares numbers by value, things of one class with equals, and all others by their text.
func (r *renderer) equal(x, y java.Value) (bool, error) {
	switch {
	case x == nil && y == nil:
		return true, nil
	case r.emptyNulls && (x == nil && y == "" || x == "" && y == nil):
		return true, nil
	case java.Number(x) && java.Number(y):
		order, err := java.CompareNumbers(r.budget, x, y)
		return order == 0, err
	case java.SameClass(x, y):
		return java.Equal(r.budget, x, y)
	}
	a, aNull, err := r.textOf(x)
	if err != nil {
		return false, err
	}
	b, bNull, err := r.textOf(y)
	return aNull == bNull && a == b, err
}

// textOf is toString. It gives null for null, and for a #define that has gone too deep.
func (r *renderer) textOf(v java.Value) (s string, null bool, err error) {
	switch v := v.(type) {
	case nil:
		return "", true, nil
	case *definition:
		return v.Text()
	}
	s, err = java.Text(r.budget, v)
	return s, false, err
}

// orderNode is <, >, <= or >=. What is not a number is not in any order.
type orderNode struct {
	operands
	op kind
}

func (n *orderNode) test(r *renderer, s scope) (bool, error) {
	x, y, err := n.both(r, s)
	if err != nil || !java.Number(x) || !java.Number(y) {
		return false, err
	}
	order, err := java.CompareNumbers(r.budget, x, y)
	if err != nil {
		return false, n.wrap(err)
	}
	switch n.op {
	case tokenLess:
		return order < 0, nil
	case tokenLessEqual:
		return order <= 0, nil
	case tokenGreater:
		return order > 0, nil
	}
	return order >= 0, nil
}

func (n *orderNode) value(r *renderer, s scope) (java.Value, error) { return n.test(r, s) }

// mathNode is an operator on numbers. Anything else makes null.
type mathNode struct {
	operands
	op java.Operator
}

func (n *mathNode) value(r *renderer, s scope) (java.Value, error) {
	x, y, err := n.both(r, s)
	if err != nil || !java.Number(x) || !java.Number(y) {
		return nil, err
	}
	v, err := java.Calculate(r.budget, n.op, x, y)
	return v, n.wrap(err)
}

// addNode is +, which also concatenates; null then is what the template says there.
type addNode struct {
	operands
	leftSource, rightSource string
}

func (n *addNode) value(r *renderer, s scope) (java.Value, error) {
	x, y, err := n.both(r, s)
	if err != nil {
		return nil, err
	}
	_, xText := x.(string)
	_, yText := y.(string)
	if !xText && !yText {
		if !java.Number(x) || !java.Number(y) {
			return nil, nil
		}
		v, err := java.Calculate(r.budget, java.Add, x, y)
		return v, n.wrap(err)
	}
	if x == nil {
		x = n.leftSource
	} else if y == nil {
		y = n.rightSource
	}
	v, err := n.concat(r, x, y)
	return v, n.wrap(err)
}

func (n *addNode) concat(r *renderer, x, y java.Value) (java.Value, error) {
	a, aNull, err := r.textOf(x)
	if err != nil {
		return nil, err
	}
	b, bNull, err := r.textOf(y)
	if err != nil {
		return nil, err
	}
	if aNull || bNull {
		return nil, n.fail(KindRuntime, "Nothing to concatenate")
	}
	return java.Concat(r.budget, a, b)
}
