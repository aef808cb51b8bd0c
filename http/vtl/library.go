package vtl

import "maps"

// form is how a directive is written.
type form int

const (
	lineForm  form = iota + 1
	blockForm      // up to #end
)

// directives are those that Velocity 1.7 has beside its grammar.
var directives = map[string]form{
	"foreach": blockForm, "macro": blockForm, "define": blockForm, "literal": blockForm,
	"evaluate": lineForm, "break": lineForm, "stop": lineForm, "include": lineForm, "parse": lineForm,
}

// macro is a #macro.
type macro struct {
	name   string
	params []string
	body   block
}

// library knows the macros of a template. Names are known when they are parsed, macros when they are compiled.
type library struct {
	names  map[string]bool
	macros map[string]*macro
}

func newLibrary() *library {
	return &library{names: map[string]bool{}, macros: map[string]*macro{}}
}

// clone is what #evaluate may add to while other renderings use the original.
func (l *library) clone() *library {
	return &library{names: maps.Clone(l.names), macros: maps.Clone(l.macros)}
}

func (l *library) name(s string) { l.names[s] = true }

func (l *library) macro(name string) *macro { return l.macros[name] }

// define adds a macro. The first one of a name stays.
func (l *library) define(m *macro) {
	if l.macros[m.name] == nil {
		l.macros[m.name] = m
	}
}

// knows tells whether a backslash before the directive escapes it.
func (l *library) knows(name string) bool {
	_, builtIn := directives[name]
	return builtIn || l.names[name] || l.macros[name] != nil
}
