package events

import (
	"fmt"
	"iter"
	"maps"
	"reflect"
	"slices"
)

// decoder makes an event of one type out of its recorded data.
type decoder func(data []byte) (Event, error)

var (
	decoders = map[string]decoder{}
	names    = map[reflect.Type]string{}
)

// Register makes an event type known under its name, service.PastTense. It is
// for the init of vocabularies only: a name is forever, and registering one
// twice panics.
func Register[E Event](name string) {
	if decoders[name] != nil {
		panic("events: " + name + " is registered twice")
	}
	names[reflect.TypeFor[E]()] = name
	decoders[name] = func(data []byte) (Event, error) {
		var e E
		if err := decodeJSON(data, reflect.ValueOf(&e).Elem()); err != nil {
			return nil, err
		}
		return e, nil
	}
}

func init() {
	Register[Reset]("reel.Reset")
	Register[CallRefused]("reel.CallRefused")
}

// Types lists the registered event types by name.
func Types() iter.Seq[string] { return slices.Values(slices.Sorted(maps.Keys(decoders))) }

// TypeOf is the name an event is registered under. Recording an event of an
// unregistered type is a mistake of ours, so it panics.
func TypeOf(e Event) string {
	name, ok := names[reflect.TypeOf(e)]
	if !ok {
		panic(fmt.Sprintf("events: %T is not registered", e))
	}
	return name
}

// GoType is the Go type registered under a name, nil if there is none.
func GoType(name string) reflect.Type {
	for t, n := range names {
		if n == name {
			return t
		}
	}
	return nil
}

// An UnknownTypeError is an event type that no vocabulary has registered,
// written by a newer reel or by another program.
type UnknownTypeError struct{ Type string }

func (e *UnknownTypeError) Error() string {
	return fmt.Sprintf("unknown event type %q: it was recorded by a newer reel", e.Type)
}

// Decode makes the event of the named type out of its recorded data.
func Decode(typ string, data []byte) (Event, error) {
	decode, ok := decoders[typ]
	if !ok {
		return nil, &UnknownTypeError{typ}
	}
	e, err := decode(data)
	if err != nil {
		return nil, fmt.Errorf("data of %s: %w", typ, err)
	}
	return e, nil
}
