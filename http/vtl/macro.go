package vtl

import (
	"fmt"

	"reel/http/vtl/java"
)

// bodyName is what the block of #@macro() … #end is called within the macro.
const bodyName = "bodyContent"

// argument is what a macro is called with. By name means that it is evaluated where it is used.
type argument struct {
	value  expr
	source string
	byName bool
}

// callNode is a directive that Velocity does not have, thus a macro or nothing.
type callNode struct {
	place
	name    string
	args    []argument
	hasBody bool
	body    block
	source  string // what is printed if there is no such macro
	word    string // an argument that is none
}

func (n *callNode) render(r *renderer, s scope) error {
	m := r.library.macro(n.name)
	if m == nil {
		return r.write(n.source)
	}
	if n.word != "" {
		return n.fail(KindRuntime, "Invalid argument '"+n.word+"' of macro #"+n.name)
	}
	if err := r.step(n.place); err != nil {
		return err
	}
	inner, err := n.bind(r, s, m)
	if err != nil {
		return err
	}
	if r.macroDepth >= r.limits.MacroDepth {
		return n.fail(KindMacroDepth, fmt.Sprintf("Max calling depth of %d was exceeded in macro '%s'",
			r.limits.MacroDepth, n.name))
	}
	if err := r.enter(); err != nil {
		return err
	}
	defer r.leave()
	r.macroDepth++
	if err = m.body.render(r, inner); err == nil {
		r.macroDepth-- // as in Velocity, a macro that is left by #break stays on the stack
	}
	if endsBlock(err) {
		return nil
	}
	return err
}

// bind gives the parameters their arguments. One that is missing is whatever the caller's variable of that name is.
func (n *callNode) bind(r *renderer, s scope, m *macro) (*macroScope, error) {
	inner := &macroScope{caller: s}
	if len(n.args) > 0 {
		inner.args = make(map[string]expr, len(n.args))
		inner.sources = make(map[string]string, len(n.args))
	}
	for i, a := range n.args[:min(len(n.args), len(m.params))] {
		if a.byName {
			inner.args[m.params[i]] = a.value
			inner.sources["$"+m.params[i]] = a.source
			continue
		}
		v, err := a.value.value(r, s)
		if err != nil {
			return nil, err
		}
		inner.setLocal(m.params[i], v)
	}
	if n.hasBody {
		inner.setLocal(bodyName, &definition{renderer: r, scope: s, body: n.body, most: r.limits.MacroDepth})
	}
	return inner, nil
}

var (
	_ java.Object = (*definition)(nil)
	_ java.Texter = (*definition)(nil)
)
