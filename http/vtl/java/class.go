package java

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// function is the body of a method. It may keep neither args nor a part of it.
type function func(b *Budget, this Value, args []Value) (Value, error)

// declaration is one method as the tables of this package write it: "substring(int,int)". Without a body it is a
// method that Java has and templates cannot use here; it still takes part in the choice between overloads.
type declaration struct {
	signature string
	body      function
}

// staticMark begins the signature of a method that needs no object.
const staticMark = "static "

// static marks the methods of a table as static.
func static(table []declaration) []declaration {
	for i := range table {
		table[i].signature = staticMark + table[i].signature
	}
	return table
}

type method struct {
	name   string
	params []*Type
	body   function
	static bool
}

// variadic is whether Velocity collects the last arguments into an array.
func (m *method) variadic() bool {
	return len(m.params) > 0 && m.params[len(m.params)-1].elem != nil
}

// Class is a Java class with its public methods, and as a [Value] java.lang.Class.
type Class struct {
	*Type
	simple   string
	declared [][]declaration
	once     sync.Once
	methods  map[string][]*method
	getters  map[string]*method
}

func newClass(t *Type, simple string) *Class { return &Class{Type: t, simple: simple} }

// NamedClass returns a class with the methods of java.lang.Object, for an [Object] to tell as its own.
func NamedClass(name string) *Class {
	c := newClass(interfaceType(name, typeObject), name[lastDot(name)+1:])
	c.declare(objectMethods)
	return c
}

// declare adds method tables. They are read when the class is first used.
func (c *Class) declare(tables ...[]declaration) {
	c.declared = append(c.declared, tables...)
}

func (c *Class) load() {
	c.methods = map[string][]*method{}
	c.getters = map[string]*method{}
	seen := map[string]bool{}
	for _, table := range c.declared {
		for _, d := range table {
			if seen[d.signature] {
				continue
			}
			seen[d.signature] = true
			c.add(parseDeclaration(d))
		}
	}
	c.loadGetters()
}

func (c *Class) add(m *method) {
	c.methods[m.name] = append(c.methods[m.name], m)
}

func parseDeclaration(d declaration) *method {
	signature, isStatic := strings.CutPrefix(d.signature, staticMark)
	name, rest, _ := strings.Cut(strings.TrimSuffix(signature, ")"), "(")
	m := &method{name: name, body: d.body, static: isStatic}
	if rest != "" {
		for p := range strings.SplitSeq(rest, ",") {
			m.params = append(m.params, typeNamed(p))
		}
	}
	if m.body == nil {
		m.body = notOffered(signature)
	}
	return m
}

func notOffered(signature string) function {
	return func(_ *Budget, this Value, _ []Value) (Value, error) {
		return nil, throw("java.lang.UnsupportedOperationException",
			"templates cannot call "+classOf(this).name+"."+signature)
	}
}

// loadGetters fills in which properties the methods give: getName and, failing that, isName, each with the first
// letter of the property as it is or in the other case.
func (c *Class) loadGetters() {
	for _, prefix := range []string{"get", "is"} {
		for name := range c.methods {
			property, ok := strings.CutPrefix(name, prefix)
			if !ok || property == "" {
				continue
			}
			if m := c.find(name, nil); m != nil {
				c.addGetter(property, m)
				c.addGetter(toggleFirst(property), m)
			}
		}
	}
}

func (c *Class) addGetter(property string, m *method) {
	if c.getters[property] == nil {
		c.getters[property] = m
	}
}

func toggleFirst(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if unicode.IsLower(r) {
		return string(unicode.ToUpper(r)) + s[size:]
	}
	return string(unicode.ToLower(r)) + s[size:]
}

func (c *Class) find(name string, args []*Type) *method {
	overloads := c.methods[name]
	if len(overloads) == 1 && len(args) == 0 && len(overloads[0].params) == 0 {
		return overloads[0]
	}
	if overloads == nil {
		return nil
	}
	return choose(overloads, args)
}

func (c *Class) ready() *Class {
	c.once.Do(c.load)
	return c
}
