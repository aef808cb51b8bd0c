package vtl

import "reel/http/vtl/java"

// scope is where variables are looked up.
type scope interface {
	get(r *renderer, name string) (java.Value, error)
	put(r *renderer, name string, v java.Value) error
	remove(r *renderer, name string)
	// given returns the text of the argument that a macro's caller gave for a parameter, by the text of the
	// reference to the parameter.
	given(source string) (string, bool)
}

// globals are the variables of a rendering: those of the host, and over them those that the template sets.
type globals struct {
	host map[string]java.Value
	own  map[string]java.Value
}

func (g *globals) get(_ *renderer, name string) (java.Value, error) {
	if v, ok := g.own[name]; ok {
		return v, nil
	}
	v := g.host[name]
	if lazy, ok := v.(java.Lazy); ok {
		v = lazy()
		g.own[name] = v
	}
	return v, nil
}

func (g *globals) put(r *renderer, name string, v java.Value) error {
	if _, ok := g.own[name]; !ok {
		if err := r.budget.Take(64 + len(name)); err != nil {
			return err
		}
	}
	g.own[name] = v
	return nil
}

func (g *globals) remove(_ *renderer, name string) { g.own[name] = nil }

func (g *globals) given(string) (string, bool) { return "", false }

// macroScope is what a macro sees: its arguments, which are evaluated where the caller stands each time they are
// asked for, over the variables of the caller. What it sets is set for the caller too.
type macroScope struct {
	caller  scope
	local   map[string]java.Value
	args    map[string]expr
	sources map[string]string
}

func (m *macroScope) get(r *renderer, name string) (java.Value, error) {
	if v := m.local[name]; v != nil {
		return v, nil
	}
	arg := m.args[name]
	if arg == nil {
		return m.caller.get(r, name)
	}
	if ref, ok := arg.(*reference); ok {
		if len(ref.parts) == 0 {
			return m.caller.get(r, ref.root)
		}
		return ref.resolve(r, m.caller)
	}
	return arg.value(r, m.caller)
}

func (m *macroScope) put(r *renderer, name string, v java.Value) error {
	m.setLocal(name, v)
	return m.caller.put(r, name, v)
}

func (m *macroScope) setLocal(name string, v java.Value) {
	if m.local == nil {
		m.local = map[string]java.Value{}
	}
	m.local[name] = v
}

func (m *macroScope) remove(r *renderer, name string) {
	delete(m.local, name)
	delete(m.args, name)
	m.caller.remove(r, name)
}

func (m *macroScope) given(source string) (string, bool) {
	if s, ok := m.sources[source]; ok {
		return s, true
	}
	return m.caller.given(source)
}

// nullScope is the body of a loop whose element is null: the loop's variable stays null whatever is set, until it
// is removed.
type nullScope struct {
	scope
	name    string
	removed bool
}

func (n *nullScope) get(r *renderer, name string) (java.Value, error) {
	if name == n.name && !n.removed {
		return nil, nil
	}
	return n.scope.get(r, name)
}

func (n *nullScope) put(r *renderer, name string, v java.Value) error {
	if name == n.name && v == nil {
		n.removed = false
	}
	return n.scope.put(r, name, v)
}

func (n *nullScope) remove(r *renderer, name string) {
	if name == n.name {
		n.removed = true
	}
	n.scope.remove(r, name)
}
