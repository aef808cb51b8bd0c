package vtl

import "reel/http/vtl/java"

// The names of what a loop tells of itself. The last two are older and the same as $foreach.count and .hasNext.
const (
	loopName    = "foreach"
	countName   = "velocityCount"
	hasNextName = "velocityHasNext"
)

type foreachNode struct {
	place
	name   string
	list   expr
	body   compiledKid
	broken bool // nothing to loop over was given
}

func (n *foreachNode) render(r *renderer, s scope) error {
	if n.broken {
		return n.fail(KindRuntime, "#foreach lacks what to loop over")
	}
	list, err := n.list.value(r, s)
	if err != nil {
		return err
	}
	it := java.Iterate(list)
	if it == nil {
		return nil
	}
	before, err := n.save(r, s)
	if err != nil {
		return err
	}
	l := &loop{node: n, scope: s, it: it, state: &loopState{}}
	l.state.previous(before[1])
	if err := s.put(r, loopName, l.state); err != nil {
		return n.wrap(err)
	}
	err = l.run(r)
	var stop *stopSignal
	if err != nil && !asStop(err, &stop) {
		return err
	}
	if cleanErr := n.restore(r, s, before); cleanErr != nil {
		return cleanErr
	}
	if stop != nil && !stop.endsAt(l.state) {
		return stop
	}
	return nil
}

// saved are the variables that a loop hides: its own, $foreach and, if they are used, the counters.
type saved [4]java.Value

func (n *foreachNode) hidden(r *renderer) []string {
	names := []string{n.name, loopName, countName, hasNextName}
	if !r.counters {
		return names[:2]
	}
	return names
}

func (n *foreachNode) save(r *renderer, s scope) (before saved, err error) {
	for i, name := range n.hidden(r) {
		if before[i], err = s.get(r, name); err != nil {
			return before, n.wrap(err)
		}
	}
	return before, nil
}

// restore puts back what the loop has hidden; $foreach becomes that of the loop around.
func (n *foreachNode) restore(r *renderer, s scope, before saved) error {
	for i, name := range n.hidden(r) {
		if name == loopName && i == 1 {
			continue
		}
		if err := putBack(r, s, name, before[i]); err != nil {
			return n.wrap(err)
		}
	}
	now, err := s.get(r, loopName)
	if err != nil {
		return n.wrap(err)
	}
	if now == nil {
		return n.fail(KindRuntime, "$foreach is gone")
	}
	state, ok := now.(*loopState)
	if !ok {
		return nil // the template has set it to something else
	}
	if state.parent != nil {
		return n.wrap(s.put(r, loopName, state.parent))
	}
	return n.wrap(putBack(r, s, loopName, state.replaced))
}

func putBack(r *renderer, s scope, name string, v java.Value) error {
	if v == nil {
		s.remove(r, name)
		return nil
	}
	return s.put(r, name, v)
}

// loop is a #foreach at work.
type loop struct {
	node  *foreachNode
	scope scope
	it    java.Iterator
	state *loopState
	nulls *nullScope
}

func (l *loop) run(r *renderer) error {
	for count := int32(1); l.it.HasNext(); count++ {
		if err := l.advance(r, count); err != nil {
			return l.node.wrap(err)
		}
		if int(count) >= r.limits.Iterations {
			return nil
		}
	}
	return nil
}

func (l *loop) advance(r *renderer, count int32) error {
	if err := r.step(l.node.place); err != nil {
		return err
	}
	v, err := l.it.Next()
	if err != nil {
		return err
	}
	l.state.index, l.state.hasNext = count-1, l.it.HasNext()
	if r.counters {
		if err := l.putCounters(r, count); err != nil {
			return err
		}
	}
	if err := l.scope.put(r, l.node.name, v); err != nil {
		return err
	}
	if v != nil {
		return l.node.body.render(r, l.scope)
	}
	if l.nulls == nil {
		l.nulls = &nullScope{scope: l.scope, name: l.node.name}
	}
	return l.node.body.render(r, l.nulls)
}

func (l *loop) putCounters(r *renderer, count int32) error {
	if err := l.scope.put(r, countName, count); err != nil {
		return err
	}
	return l.scope.put(r, hasNextName, l.state.hasNext)
}
