package vtl

import (
	"reel/http/vtl/java"
)

// loopState is $foreach. It also is a map, in which a template may keep what belongs to the loop.
type loopState struct {
	parent   *loopState
	replaced java.Value
	own      *java.Map
	index    int32
	hasNext  bool
}

// previous keeps what $foreach was before.
func (l *loopState) previous(v java.Value) {
	if outer, ok := v.(*loopState); ok {
		l.parent = outer
		return
	}
	l.replaced = v
}

func (l *loopState) storage() *java.Map {
	if l.own == nil {
		l.own = java.NewMap(0)
	}
	return l.own
}

var loopClass = java.NamedClass("org.apache.velocity.runtime.directive.ForeachScope")

// loopGetters are the properties; their methods are named get and the property.
var loopGetters = map[string]func(l *loopState) java.Value{
	"Index":    func(l *loopState) java.Value { return l.index },
	"Count":    func(l *loopState) java.Value { return l.index + 1 },
	"HasNext":  func(l *loopState) java.Value { return l.hasNext },
	"First":    func(l *loopState) java.Value { return l.index < 1 },
	"Last":     func(l *loopState) java.Value { return !l.hasNext },
	"Class":    func(*loopState) java.Value { return loopClass },
	"Topmost":  func(l *loopState) java.Value { return l.topmost() },
	"Parent":   (*loopState).outer,
	"Replaced": (*loopState).original,
}

// loopProperties is loopGetters by the names that templates use.
var loopProperties = map[string]string{
	"index": "Index", "count": "Count", "hasNext": "HasNext", "first": "First", "last": "Last",
	"class": "Class", "topmost": "Topmost", "parent": "Parent", "replaced": "Replaced",
}

func (l *loopState) topmost() *loopState {
	for l.parent != nil {
		l = l.parent
	}
	return l
}

func (l *loopState) outer() java.Value {
	if l.parent == nil {
		return nil
	}
	return l.parent
}

func (l *loopState) original() java.Value {
	for l.replaced == nil && l.parent != nil {
		l = l.parent
	}
	return l.replaced
}

// Property implements [java.Object].
func (l *loopState) Property(name string) (java.Value, bool) {
	if long, ok := loopProperties[name]; ok {
		name = long
	}
	if get := loopGetters[name]; get != nil {
		return get(l), true
	}
	return l.lookup(name), true
}

func (l *loopState) lookup(name string) java.Value {
	for ; l != nil; l = l.parent {
		if l.own != nil && l.own.Has(name) {
			return l.own.Get(name)
		}
	}
	return nil
}

// Call implements [java.Object].
func (l *loopState) Call(b *java.Budget, name string, args []java.Value) (java.Value, bool, error) {
	if len(args) == 0 {
		switch name {
		case "hasNext":
			return l.hasNext, true, nil
		case "isFirst":
			return l.index < 1, true, nil
		case "isLast":
			return !l.hasNext, true, nil
		}
		if len(name) > 3 && name[:3] == "get" {
			if get := loopGetters[name[3:]]; get != nil {
				return get(l), true, nil
			}
		}
	}
	if key, ok := only(args); ok && name == "get" {
		return l.lookup(key), true, nil
	}
	return java.Invoke(b, l.storage(), name, args)
}

// only returns the single argument if it is a string.
func only(args []java.Value) (string, bool) {
	if len(args) != 1 {
		return "", false
	}
	s, ok := args[0].(string)
	return s, ok
}

// String prints what the template has kept.
func (l *loopState) String() string { return java.Plain(l.storage()) }
