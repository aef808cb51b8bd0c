package vtl

// evaluateNode is #evaluate: a value is rendered as a template.
type evaluateNode struct {
	place
	source expr
}

func (n *evaluateNode) render(r *renderer, s scope) error {
	v, err := n.source.value(r, s)
	if v == nil || err != nil {
		return err
	}
	src, null, err := r.textOf(v)
	if null || err != nil {
		return n.wrap(err)
	}
	if err := r.enter(); err != nil {
		return err
	}
	defer r.leave()
	if err := r.charge(src); err != nil {
		return n.wrap(err)
	}
	body, err := r.compile(src)
	if err != nil {
		return n.wrap(err)
	}
	if err := body.render(r, s); err != nil && !endsTemplate(err) {
		return err
	}
	return nil
}
